"""Where a formula ends: the closing delimiters, looked for in linear time."""

import re
from collections.abc import Callable

from app.content.lines import Lines, begins_line
from app.content.maths import reads_like_prose

ENVIRONMENTS = (
    "equation|align|aligned|alignat|alignedat|gather|gathered|multline|multlined|eqnarray|flalign|split|cases|dcases|"
    "rcases|drcases|numcases|subnumcases|matrix|pmatrix|bmatrix|Bmatrix|vmatrix|Vmatrix|smallmatrix|array|CD|"
    "subequations|math|displaymath|empheq"
)
"""The environments that are maths even without delimiters around them, as a pattern; starred forms are implied."""

INLINE_REACH = 4000
"""Longest inline formula, in characters."""
DISPLAY_REACH = 6000
"""Longest display with blank lines in it, in characters."""
ENVIRONMENT_REACH = 50_000
"""Longest bare environment, in characters."""
STEPS_PER_CHARACTER = 3
"""A real text needs less than one step for each of its characters to find its closing dollars."""

_INLINE_STEP = re.compile(r"\\verb\*?([|!+])[^|!+\n]*\1|\\.|[{}$]", re.DOTALL)
_ESCAPE = re.compile(r"\\.", re.DOTALL)
_DOLLARS_OR_ESCAPE = re.compile(r"\\.|\$\$", re.DOTALL)
_BEGIN_OR_END = re.compile(r"\\(begin|end)\{([A-Za-z]+\*?)\}")
_CLOSING_OR_BLOCK = {
    "$$": re.compile(r"\$\$|\n[ \t>]*#{1,6} "),
    r"\]": re.compile(r"(?<!\\)\\[\]\[]|\n[ \t>]*#{1,6} "),
}


class Delimiters:
    """Finds the ends of formulas in one text. Every search gives the offset of the closing delimiter, or None."""

    def __init__(self, text: str, lines: Lines) -> None:
        self._text = text
        self._lines = lines
        self._steps_left = STEPS_PER_CHARACTER * len(text) + 20_000
        self._nothing_before: dict[str, int] = {}

    @property
    def is_exhausted(self) -> bool:
        """Whether the text has more unclosed dollars and braces than a search in linear time can look at."""
        return self._steps_left < 0

    def dollar(self, start: int) -> int | None:
        """The first unescaped `$` outside braces after `start`, within the paragraph or table row."""
        depth = 0
        end = min(self._lines.inline_end(start), start + INLINE_REACH)
        for step in _INLINE_STEP.finditer(self._text, start, end):
            self._steps_left -= 1
            if self._steps_left < 0:
                return None
            sign = step.group()
            if sign == "$" and depth == 0:
                return step.start()
            depth = _depth_after(sign, depth)
        return None

    def parenthesis(self, start: int) -> int | None:
        r"""The `\)` that closes a `\(`."""
        end = self._lines.inline_end(start)
        return self._unless_failed(r"\)", start, end, lambda: self._next(r"\)", start, end))

    def bracket(self, start: int) -> int | None:
        r"""The `\]` that closes a `\[`; beyond the paragraph only inside `\begin…\end`."""
        end = self._lines.inline_end(start)
        return self._unless_failed(
            r"\]",
            start,
            end,
            lambda: (
                self._next(r"\]", start, end)
                or self._across_blank_lines(r"\]", start)
                or self._around_environment(r"\]", start)
            ),
        )

    def dollars(self, start: int) -> int | None:
        r"""The `$$` that closes a `$$`; beyond the paragraph only in `\begin…\end` or where `$$` begins its line."""
        end = self._lines.inline_end(start)
        return self._unless_failed(
            "$$",
            start,
            end,
            lambda: (
                self._next("$$", start, end)
                or self._across_blank_lines("$$", start)
                or self._around_environment("$$", start)
            ),
        )

    def environment(self, start: int, name: str) -> int | None:
        r"""The offset after the `\end` that closes the environment which begins at `start`."""
        key = "end " + name
        if self._nothing_before.get(key, -1) > start:
            return None
        depth = 0
        pattern = re.compile(r"\\(begin|end)\{" + re.escape(name) + r"\}")
        for match in pattern.finditer(self._text, start, start + ENVIRONMENT_REACH):
            depth += 1 if match.group(1) == "begin" else -1
            if depth == 0:
                return match.end()
        self._nothing_before[key] = len(self._text)
        return None

    def _unless_failed(self, key: str, start: int, end: int, search: Callable[[], int | None]) -> int | None:
        """The search's result; a search that failed is not repeated before the `end` that it looked up to."""
        if self._nothing_before.get(key, -1) > start:
            return None
        found = search()
        if found is None:
            self._nothing_before[key] = end
        return found

    def _next(self, closing: str, start: int, end: int) -> int | None:
        pattern = _DOLLARS_OR_ESCAPE if closing == "$$" else _ESCAPE
        for match in pattern.finditer(self._text, start, end):
            if match.group() == closing:
                return match.start()
        return None

    def _across_blank_lines(self, closing: str, start: int) -> int | None:
        """The end of a display whose delimiter begins its line, unless what lies between reads like prose."""
        opening = start - 2
        before = self._text[self._lines.start(opening) : opening]
        if not begins_line(before):
            return None
        pattern = _CLOSING_OR_BLOCK[closing]
        match = pattern.search(self._text, start, start + DISPLAY_REACH)
        if match is None or match.group() != closing:
            return None
        content = self._text[start : match.start()]
        return None if "$" in content or reads_like_prose(content) else match.start()

    def _around_environment(self, closing: str, start: int) -> int | None:
        r"""The closing delimiter after a `\begin…\end` that begins in this paragraph and holds blank lines."""
        depth = 0
        if not _BEGIN_OR_END.search(self._text, start, self._lines.inline_end(start)):
            return None
        for match in _BEGIN_OR_END.finditer(self._text, start, start + ENVIRONMENT_REACH):
            self._steps_left -= 1
            if self._steps_left < 0:
                return None
            depth += 1 if match.group(1) == "begin" else -1
            if depth <= 0:
                end = min(self._lines.paragraph_end(match.end()), match.end() + INLINE_REACH)
                return self._next(closing, match.end(), end)
        return None


def _depth_after(sign: str, depth: int) -> int:
    if sign == "{":
        return depth + 1
    if sign == "}":
        return max(0, depth - 1)
    return depth
