"""The limits of a whole text, and what is raised when one of them ends the work.

Time is not measured: a text that is shown today must be shown tomorrow on a slower machine. Every step counts what it
does instead, and the counts are such that a text which stays within them takes less than two seconds of CPU.
"""

BYTES = 1_000_000
"""Longest text, in bytes of UTF-8, that is rendered."""

LINES = 40_000
"""Most lines of a text that is rendered; a text of `BYTES` has about 20,000."""

SPECIAL_CHARACTERS = 150_000
"""Most characters of one text that may begin Markdown; a post of 10,000 characters has about 200."""

STEPS = 200_000
"""Most signs (`$`, `<`, backticks…) that are looked at in one text; a post of 10,000 characters has about 300."""

STEPS_PER_PIECE = 4
"""What it costs, in steps, to take a piece out of the text and to put it back."""


class TextTooComplexError(Exception):
    """The text would take too long; the message completes "The text is shown as typed because …"."""


class Effort:
    """Counts the steps that one text has cost so far."""

    def __init__(self, steps: int = STEPS) -> None:
        self._left = steps

    def spend(self, steps: int = 1) -> None:
        """Count some steps; raises `TextTooComplexError` when there were too many."""
        self._left -= steps
        if self._left < 0:
            message = "it has too many special characters"
            raise TextTooComplexError(message)
