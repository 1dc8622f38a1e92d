"""The words after a code block's opening fence: language, title, marked lines, line numbers."""

import re
from dataclasses import dataclass

_OPTION = re.compile(r"([A-Za-z_]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|(\[[^\]]*\]|[^\s}]+))")
_LANGUAGE = re.compile(r"[.]?([A-Za-z0-9_+#-][\w+#.-]{0,30})")
_RANGES = re.compile(r"(\d{1,6})(?:\s*-\s*(\d{1,6}))?")
_BRACED_LINES = re.compile(r"\{([\d,\s-]+)\}")
_WORD = re.compile(r"linenums|linenos|line-numbers|numberLines|showLineNumbers")
MARKED_LIMIT = 2000
"""Most lines of one block that can be marked."""


@dataclass(frozen=True, slots=True)
class CodeInfo:
    """What a fence says. `first_number` is None without line numbers; `marked` counts lines from 1."""

    language: str = ""
    title: str = ""
    first_number: int | None = None
    marked: frozenset[int] = frozenset()


def code_info(info: str) -> CodeInfo:
    """Read `python title="a.py" hl_lines="2 4-6" linenums="10"`, `{.python hl_lines=[1,3]}` and `js {1,3-5}`."""
    text = info.strip()[:1000]
    options = {name.lower(): double or single or plain for name, double, single, plain in _OPTION.findall(text)}
    rest = _OPTION.sub(" ", text)
    braced = _BRACED_LINES.search(rest)
    lines = options.get("hl_lines") or options.get("highlight") or options.get("emphasize-lines") or ""
    return CodeInfo(
        _language(rest),
        options.get("title") or options.get("name") or options.get("filename") or options.get("caption") or "",
        _first_number(rest, options),
        _marked(lines or (braced[1] if braced else "")),
    )


def _language(rest: str) -> str:
    match = _LANGUAGE.match(rest.lstrip("{ \t"))
    name = match[1].rstrip(".").lower() if match else ""
    return "" if _WORD.fullmatch(name) else name


def _first_number(rest: str, options: dict[str, str]) -> int | None:
    for name in ("linenums", "linenos", "linenostart", "startline"):
        value = options.get(name)
        if value is not None and value.lower() not in ("false", "no", "0"):
            return int(value) if value.isascii() and value.isdigit() and len(value) < 7 else 1
    return 1 if _WORD.search(rest) else None


def _marked(lines: str) -> frozenset[int]:
    marked: set[int] = set()
    for first, last in _RANGES.findall(lines[:500]):
        begin, end = int(first), int(last or first)
        marked.update(range(begin, min(end, begin + MARKED_LIMIT) + 1))
        if len(marked) > MARKED_LIMIT:
            break
    return frozenset(marked)
