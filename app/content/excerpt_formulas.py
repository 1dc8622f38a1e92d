"""Formulas in excerpts: without numbers and labels, which belong to the whole text, and definitions at no cost."""

import re

HIGHEST_COST = 60
"""What a formula costs at most, in characters; else a quarter of its length."""

_NUMBERING = re.compile(r"\\\\|\\(?:tag\*?|label)(?![A-Za-z])\s*(?=\{)")
_DEFINITION = re.compile(
    r"(?:\s|%[^\n]*\n|\\(?:global|long)(?![A-Za-z]))*"
    r"\\(?P<kind>(?:re)?newcommand|providecommand|DeclareMathOperator|[gex]?def|let)(?![A-Za-z])\*?\s*"
)
_NAME = re.compile(r"\{\s*\\(?:[A-Za-z@]+|.)\s*\}|\\(?:[A-Za-z@]+|.)")
_PARAMETERS = re.compile(r"\s*(?:\[[^\[\]{}]*\]\s*){0,2}|(?:#\d[^#{}]*)*")
_LET_VALUE = re.compile(r"\s*=?\s*(?:\\(?:[A-Za-z@]+|.)|.)", re.DOTALL)


def without_numbering(tex: str) -> str:
    r"""The TeX without `\tag{…}`, `\tag*{…}` and `\label{…}`, whatever braces stand in them."""
    parts: list[str] = []
    position = 0
    for match in _NUMBERING.finditer(tex):
        if match.start() < position or match[0] == "\\\\":
            continue
        end = group_end(tex, match.end())
        if end is not None:
            parts.append(tex[position : match.start()])
            position = end
    parts.append(tex[position:])
    return "".join(parts)


def cost(tex: str) -> int:
    """How many visible characters a formula counts for; one that only defines macros shows nothing."""
    return 0 if is_definition(tex) else min(HIGHEST_COST, max(1, len(tex) // 4))


def is_definition(tex: str) -> bool:
    r"""Whether TeX holds nothing but `\newcommand`, `\def` and their like."""
    position = 0
    while match := _DEFINITION.match(tex, position):
        end = _definition_end(tex, match.end(), match["kind"])
        if end is None:
            return False
        position = end
    return position > 0 and not tex[position:].strip()


def _definition_end(tex: str, position: int, kind: str) -> int | None:
    name = _NAME.match(tex, position)
    if name is None:
        return None
    if kind == "let":
        value = _LET_VALUE.match(tex, name.end())
        return value.end() if value else None
    parameters = re.compile(r"\s*(?:#\d[^#{}]*)*") if kind.endswith("def") else _PARAMETERS
    between = parameters.match(tex, name.end())
    return group_end(tex, between.end() if between else name.end())


def group_end(tex: str, position: int) -> int | None:
    """The end of the braces that open at the position; None when they never close."""
    if not tex.startswith("{", position):
        return None
    depth = 0
    for match in re.compile(r"\\.|[{}]", re.DOTALL).finditer(tex, position):
        if match[0] == "{":
            depth += 1
        elif match[0] == "}":
            depth -= 1
            if depth == 0:
                return match.end()
    return None
