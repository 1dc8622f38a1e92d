"""The limits of a whole text, and what is raised when one of them ends the work."""


class TextTooComplexError(Exception):
    """The text would take too long; the message completes "The text is shown as typed because …"."""


BYTES = 1_000_000
"""Longest text, in bytes of UTF-8, that is rendered."""
