"""Inline markup: emphasis, links, code spans and their like, in one pass over a block's text."""
