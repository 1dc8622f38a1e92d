"""A place in one line, in characters and in columns: tab stops are four columns apart."""

import re
from dataclasses import dataclass

_SPACES = re.compile(r"[ \t]*")


@dataclass(slots=True)
class Cursor:
    """What is left of a line after the marks of the blocks around it; `spaces` is what is left of a split tab."""

    text: str
    number: int
    offset: int = 0
    column: int = 0
    spaces: int = 0
    start: int = 0
    indent: int = 0
    is_blank: bool = False

    def look(self) -> None:
        """Find the next character that is no white space, and how far it is indented."""
        if self.offset < len(self.text) and self.text[self.offset] not in " \t":
            self.start, self.indent, self.is_blank = self.offset, self.spaces, False
            return
        match = _SPACES.match(self.text, self.offset)
        self.start = match.end() if match else self.offset
        self.indent = self.spaces + self._width(self.offset, self.start)
        self.is_blank = self.start >= len(self.text)

    def _width(self, start: int, end: int) -> int:
        if "\t" not in self.text[start:end]:
            return end - start
        column = self.column + self.spaces
        for character in self.text[start:end]:
            column += 1 if character == " " else 4 - column % 4
        return column - self.column - self.spaces

    def skip_columns(self, count: int) -> None:
        """Pass over at most so many columns of white space."""
        while count > 0:
            if self.spaces:
                used = min(self.spaces, count)
                self.spaces -= used
            elif self.offset < len(self.text) and self.text[self.offset] in " \t":
                used = 1
                if self.text[self.offset] == "\t":
                    self.spaces = 4 - self.column % 4 - 1
                self.offset += 1
            else:
                break
            self.column += used
            count -= used
        self.look()

    def skip_to(self, offset: int) -> None:
        """Pass over everything up to a character of the line."""
        self.column += self.spaces + self._width(self.offset, offset)
        self.spaces = 0
        self.offset = offset
        self.look()

    @property
    def rest(self) -> str:
        """What is left of the line."""
        return " " * self.spaces + self.text[self.offset :]

    @property
    def content(self) -> str:
        """What is left of the line, without its indentation."""
        return self.text[self.start :]
