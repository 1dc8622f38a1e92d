"""One pass over the text between fences: hops over what is never maths, takes out what is."""

import re
from collections.abc import Callable
from typing import ClassVar

from app.content.allowed import TAGS, UNWRAPPED
from app.content.delimiters import ENVIRONMENTS, Delimiters
from app.content.document import Problem
from app.content.lines import Lines, begins_line, quote_depth, unquoted
from app.content.maths import (
    bracket_refusal,
    display_refusal,
    has_tex,
    is_between_words,
    parenthesis_refusal,
    prose_refusal,
    refusal,
)
from app.content.raw_html import AUTOLINK, TAG, Nesting, name_of
from app.content.shielded_text import ShieldedText
from app.content.tokens import Kind

_OPENING = re.compile(
    r"(?=[\\$\]\[h`<{]|^[ ])(?:"  # what any of them begins with, so that all else is passed over at once
    r"(?P<escape>\\[\\$`<])"
    r"|(?P<run>\${3,})"
    r"|(?P<destination>\]\((?:[^()\s\\]|\\.|\([^()\s]{0,500}\)){1,2000}[)\s])"
    r"|(?P<definition>^[ ]{0,3}\[[^\]\n^][^\]\n]{0,200}\]:[ \t]*[^\s$\\][^\s]*)"
    r"|(?P<address>https?://[^\s<>$`\\\u0080-\U0010ffff]*(?:(?<=[/=?&#])\$[^\s<>$`\\\u0080-\U0010ffff]*)*)"
    r"|(?P<github>\$`[^`\n]{1,2000}`\$)"
    r"|(?P<backticks>`+)"
    r"|(?P<dollars>\$\$)"
    r"|(?P<dollar>\$)"
    r"|(?P<parenthesis>\\\()"
    r"|(?P<bracket>\\\[)"
    r"|(?P<reference>\\(?:eq)?ref\{[^{}$`\\\s]{1,200}\})"
    r"|(?P<environment>\\begin\{(?:" + ENVIRONMENTS + r")\*?\})"
    r"|(?P<more><!--[ \t]*more[ \t]*-->)"
    r"|(?P<comment><!--)"
    r"|(?P<autolink>" + AUTOLINK + r")"
    r"|(?P<tag>" + TAG + r")"
    r"|(?P<angle><(?=[A-Za-z/!?]))"
    r"|(?P<liquid>\{%|\{\{[<%]))",
    re.MULTILINE,
)
_RAW_TAG = re.compile(r"<(pre|code|script|style|textarea|svg|math|kbd|samp)\b", re.IGNORECASE)

PROBLEM_LIMIT = 200
"""Most problems that are told of one text; nobody reads more."""


class Scanner:
    """Reads one stretch of text without fences and writes it, shielded, into `output`."""

    def __init__(self, text: str, output: ShieldedText, nesting: Nesting, problems: list[Problem]) -> None:
        self._text = text
        self._output = output
        self._nesting = nesting
        self._problems = problems
        self._lines = Lines(text)
        self._first_line = output.line
        self._delimiters = Delimiters(text, self._lines)
        self._written = 0
        self._nothing_before: dict[str, int] = {}

    def scan(self) -> None:
        """Read the text to its end."""
        position = 0
        while match := _OPENING.search(self._text, position):
            self._output.effort.spend()
            handler = self._HANDLERS.get(match.lastgroup or "")
            position = match.end() if handler is None else handler(self, match)
        self._output.keep(self._text[self._written :])
        if self._delimiters.is_exhausted:
            self._report(
                0, "too-many-dollars", "Too many unclosed dollars and braces: the last of them are shown as text."
            )

    def _escape(self, match: re.Match[str]) -> int:
        if match.group() == r"\$":
            return self._take(match.start(), match.end(), Kind.LITERAL, "$")
        return match.end()

    def _github(self, match: re.Match[str]) -> int:
        return self._take(match.start(), match.end(), Kind.INLINE, match.group()[2:-2])

    def _backticks(self, match: re.Match[str]) -> int:
        """Hop over a code span; backticks without their like are text."""
        run = match.group()
        if self._nothing_before.get(run, -1) > match.start():
            return match.end()
        end = self._lines.paragraph_end(match.start())
        closing = re.compile(f"(?<!`){run}(?!`)").search(self._text, match.end(), end)
        if closing is not None:
            return closing.end()
        self._nothing_before[run] = end
        return match.end()

    def _dollar(self, match: re.Match[str]) -> int:
        start, content_start = match.span()
        end = self._delimiters.dollar(content_start)
        if end is None:
            self._report_unbalanced(start, content_start)
            return content_start
        content = self._text[content_start:end]
        reason = refusal(content, self._text[end + 1 : end + 5])
        if reason:
            self._report(
                start, "dollar-not-formula", f"The text between two dollars is not read as a formula: {reason}."
            )
            return content_start
        return self._take_formula(start, end + 1, Kind.INLINE, content)

    def _report_unbalanced(self, start: int, content_start: int) -> None:
        """A lone dollar is a price; one with TeX and another dollar after it lacks a brace."""
        content, closing, _ = self._text[content_start : self._lines.end(start)].partition("$")
        if closing and has_tex(content) and content.count("{") != content.count("}"):
            message = "The text between two dollars is not read as a formula: its braces do not match."
            self._report(start, "dollar-not-formula", message)

    def _dollars(self, match: re.Match[str]) -> int:
        start, content_start = match.span()
        end = self._delimiters.dollars(content_start)
        if end is None:
            self._report(start, "unclosed-display", "A $$ has no closing $$ in its paragraph: it is shown as text.")
            return content_start
        content = self._text[content_start:end]
        stands_alone = self._stands_alone(start, end + 2)
        if not content.strip() or (is_between_words(content) and not stands_alone):
            return end + 2
        reason = display_refusal(content) if stands_alone else prose_refusal(content)
        if not reason:
            return self._take_formula(start, end + 2, Kind.DISPLAY, content)
        self._report(start, "display-not-formula", f"The text between $$ and $$ is not read as a formula: {reason}.")
        return content_start

    def _bracket(self, match: re.Match[str]) -> int:
        start, content_start = match.span()
        end = self._delimiters.bracket(content_start)
        if end is None:
            return content_start
        content = self._text[content_start:end]
        if not content.strip() or bracket_refusal(content, stands_alone=self._stands_alone(start, end + 2)):
            return content_start
        return self._take_formula(start, end + 2, Kind.DISPLAY, content)

    def _parenthesis(self, match: re.Match[str]) -> int:
        start, content_start = match.span()
        end = self._delimiters.parenthesis(content_start)
        if end is None:
            return content_start
        content = self._text[content_start:end]
        if not content.strip() or parenthesis_refusal(content):
            return content_start
        return self._take_formula(start, end + 2, Kind.INLINE, content)

    def _reference(self, match: re.Match[str]) -> int:
        r"""`\ref` and `\eqref` need no dollars, as in LaTeX and wherever MathJax reads whole pages."""
        return self._take(match.start(), match.end(), Kind.REFERENCE, match.group())

    def _environment(self, match: re.Match[str]) -> int:
        name = match.group()[len(r"\begin{") : -1]
        end = self._delimiters.environment(match.start(), name)
        if end is None:
            self._report(
                match.start(), "unclosed-environment", f"\\begin{{{name}}} has no \\end{{{name}}}: it is shown as text."
            )
            return match.end()
        return self._take_formula(match.start(), end, Kind.DISPLAY, self._text[match.start() : end])

    def _more(self, match: re.Match[str]) -> int:
        return self._take(match.start(), match.end(), Kind.MORE, "")

    def _comment(self, match: re.Match[str]) -> int:
        end = self._after("-->", match)
        if end is None:
            return self._angle(match)
        return self._take(match.start(), end, Kind.LITERAL, "")

    def _tag(self, match: re.Match[str]) -> int:
        """Hop over a raw tag, and over the whole element where its content is not Markdown."""
        if not self._nesting.allows(match.group()):
            self._report(
                match.start(), "too-deep", "Tags are nested too deeply here: the inner ones are shown as text."
            )
            return self._angle(match)
        self._report_unknown(match)
        raw = _RAW_TAG.match(match.group())
        if raw is None:
            return match.end()
        name = raw.group(1).lower()
        end = self._after(f"</{name}>", match)
        if end is None:
            return match.end()
        self._nesting.close(name)
        return end

    def _report_unknown(self, match: re.Match[str]) -> None:
        """Tell of each element that is not allowed once: its tags will be shown as text."""
        name = name_of(match.group())
        if name not in TAGS and name not in UNWRAPPED and name not in self._nesting.told:
            self._nesting.told.add(name)
            self._report(match.start(), "html-not-allowed", f"<{name}> is no element of posts: it is shown as text.")

    def _angle(self, match: re.Match[str]) -> int:
        """A `<` that begins no tag is text; the parsers of HTML must not look for its end."""
        return self._take(match.start(), match.start() + 1, Kind.LITERAL, "<")

    def _liquid(self, match: re.Match[str]) -> int:
        """Hop over a tag of Liquid, Nunjucks or Hugo, which may hold dollars as arguments."""
        closing = "%}" if match.group() == "{%" else match.group()[2].replace("<", ">") + "}}"
        if self._nothing_before.get(closing, -1) > match.start():
            return match.end()
        line_end = self._lines.end(match.start())
        found = self._text.find(closing, match.end(), line_end)
        if found < 0:
            self._nothing_before[closing] = line_end
            return match.end()
        return found + len(closing)

    def _after(self, closing: str, match: re.Match[str]) -> int | None:
        """The offset after the next `closing`, in small letters or as typed; a search that failed is not repeated."""
        if self._nothing_before.get(closing, -1) > match.start():
            return None
        found = re.compile(re.escape(closing), re.IGNORECASE).search(self._text, match.end())
        if found is None:
            self._nothing_before[closing] = len(self._text)
            return None
        return found.end()

    def _stands_alone(self, start: int, end: int) -> bool:
        before = self._text[self._lines.start(start) : start]
        return begins_line(before) and not self._text[end : self._lines.end(end)].strip()

    def _take(self, start: int, end: int, kind: Kind, content: str) -> int:
        self._output.keep(self._text[self._written : start])
        self._output.take(kind, content, self._text[start:end])
        self._written = end
        return end

    def _take_formula(self, start: int, end: int, kind: Kind, content: str) -> int:
        if "\n" in content:
            content = unquoted(content, quote_depth(self._text[self._lines.start(start) : start]))
        return self._take(start, end, kind, content)

    def _report(self, offset: int, code: str, message: str) -> None:
        if len(self._problems) < PROBLEM_LIMIT:
            self._problems.append(Problem(self._first_line + self._lines.number(offset), code, message))

    _HANDLERS: ClassVar[dict[str, Callable[["Scanner", re.Match[str]], int]]] = {
        "escape": _escape,
        "github": _github,
        "backticks": _backticks,
        "dollars": _dollars,
        "dollar": _dollar,
        "parenthesis": _parenthesis,
        "bracket": _bracket,
        "reference": _reference,
        "environment": _environment,
        "more": _more,
        "comment": _comment,
        "tag": _tag,
        "angle": _angle,
        "liquid": _liquid,
    }
