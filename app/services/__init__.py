"""Verbs: a session in, rows changed, no commit, no Flask. `now` is always an argument."""
