"""The text that Markdown will see, written piece by piece, with the author's line of each of its lines."""

from app.content.limits import STEPS_PER_PIECE, Effort
from app.content.tokens import Kind, Shielded, Tokens


class ShieldedText:
    """Collects what stays and what is taken out of a source that is read from its beginning to its end."""

    def __init__(self, tokens: Tokens, effort: Effort) -> None:
        self.tokens = tokens
        self.effort = effort
        self.line = 1
        self._parts: list[str] = []
        self._line_starts = [1]

    @property
    def text(self) -> str:
        """The shielded text so far."""
        return "".join(self._parts)

    @property
    def line_starts(self) -> tuple[int, ...]:
        """For each line of the shielded text the line of the source (from 1) that it begins on."""
        return tuple(self._line_starts)

    def keep(self, source: str) -> None:
        """Let a stretch of the source stay as it is."""
        if not source:
            return
        self._parts.append(source)
        if lines := source.count("\n"):
            self._line_starts += range(self.line + 1, self.line + lines + 1)
            self.line += lines

    def take(self, kind: Kind, content: str, source: str, info: str = "") -> None:
        """Put a token for a stretch of the source."""
        self.effort.spend(STEPS_PER_PIECE)
        self._parts.append(self.tokens.put(Shielded(kind, content, source, self.line, info)))
        self.line += source.count("\n")

    def blank_line(self) -> None:
        """Add a line end that the source does not have."""
        self._parts.append("\n")
        self._line_starts.append(self.line)
