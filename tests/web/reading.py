"""Reads pages as browsers and robots do, so that tests hold whatever the templates look like."""

import json
from typing import Any

from selectolax.lexbor import LexborHTMLParser


def hrefs(text: str) -> list[str]:
    """Return where the page's links lead, in order."""
    return [node.attributes["href"] or "" for node in LexborHTMLParser(text).css("a[href]")]


def relation(text: str, name: str) -> list[str]:
    """Return the addresses that the head names by a relation (`canonical`, `next`)."""
    return [node.attributes["href"] or "" for node in LexborHTMLParser(text).css(f'link[rel="{name}"]')]


def alternates(text: str) -> dict[str, str]:
    """Return the page's address in each language."""
    found = LexborHTMLParser(text).css("link[rel=alternate][hreflang]")
    return {node.attributes["hreflang"] or "": node.attributes["href"] or "" for node in found}


def robots(text: str) -> str:
    """Return what robots are told, empty if nothing."""
    node = LexborHTMLParser(text).css_first("meta[name=robots]")
    return (node.attributes["content"] or "") if node else ""


def title(text: str) -> str:
    """Return the title of the window."""
    node = LexborHTMLParser(text).css_first("title")
    return node.text() if node else ""


def language(text: str) -> str:
    """Return the language of the interface."""
    node = LexborHTMLParser(text).css_first("html")
    return (node.attributes["lang"] or "") if node else ""


def words(text: str) -> str:
    """Return what is read on the page."""
    node = LexborHTMLParser(text).css_first("body")
    return " ".join(node.text(separator=" ").split()) if node else ""


def cards(text: str) -> list[str]:
    """Return the slugs of the posts on a listing, in order."""
    articles = LexborHTMLParser(text).css("article[data-math-scope]")
    found = [article.css_first('a[href^="/posts/"]') for article in articles]
    return [(node.attributes["href"] or "").split("/")[2].partition("?")[0] for node in found if node]


def structured(text: str) -> Any:
    """Return the page's JSON-LD."""
    node = LexborHTMLParser(text).css_first('script[type="application/ld+json"]')
    return json.loads(node.text()) if node else None
