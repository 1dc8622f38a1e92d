"""Rows of GFM tables: where cells begin and end, and the row of dashes that makes a table."""

import re

COLUMN_LIMIT = 200
"""A row with more cells is no table row: nobody could read it."""

_DASHES = re.compile(r":?-+:?")
_CELL_PIECE = re.compile(r"\\.|(?P<ticks>`+)|\||[^\\`|]+|\\", re.DOTALL)


def is_delimiter_row(text: str) -> bool:
    """Whether a line is the row of dashes below a table's head (`|---|:-:|`)."""
    stripped = text.strip()
    if not stripped or stripped[0] not in "|:-" or ("|" not in stripped and ":" not in stripped):
        return False
    if stripped.count("|") > COLUMN_LIMIT:
        return False
    return all(_DASHES.fullmatch(cell.strip()) for cell in stripped.removeprefix("|").removesuffix("|").split("|"))


def cells_of(text: str) -> list[str]:
    r"""The cells of a row. A pipe that is escaped or inside a code span divides nothing; `\|` becomes `|`."""
    stripped = text.strip().removeprefix("|")
    cells = _divided(stripped)
    if len(cells) > 1 and not cells[-1].strip():
        cells.pop()
    return [cell.strip() for cell in cells]


def _divided(text: str) -> list[str]:
    if "\\" not in text and "`" not in text:
        return text.split("|")
    spans = _code_spans(text)
    cells = [""]
    position = 0
    while position < len(text):
        match = _CELL_PIECE.match(text, position)
        piece = match[0] if match else text[position]
        if piece[0] == "`" and position in spans:
            piece = text[position : spans[position]]
        if piece == "|":
            cells.append("")
        else:
            cells[-1] += piece.replace("\\|", "|")
        position += len(piece)
    return cells


def _code_spans(text: str) -> dict[int, int]:
    """The beginnings and ends of the code spans of a row."""
    runs = [(match.start(), match.end()) for match in re.finditer(r"(?<!\\)`+", text)]
    by_length: dict[int, list[tuple[int, int]]] = {}
    for start, end in reversed(runs):
        by_length.setdefault(end - start, []).append((start, end))
    spans: dict[int, int] = {}
    reached = 0
    for start, end in runs:
        waiting = by_length[end - start]
        while waiting and waiting[-1][0] <= start:
            waiting.pop()
        if start >= reached and waiting:
            reached = waiting[-1][1]
            spans[start] = reached
    return spans


def alignments_of(delimiter_row: str) -> list[str]:
    """The alignment of each column: `left`, `right`, `center` or nothing."""
    cells = [cell.strip() for cell in delimiter_row.strip().removeprefix("|").removesuffix("|").split("|")]
    names = {(True, True): "center", (True, False): "left", (False, True): "right", (False, False): ""}
    return [names[cell.startswith(":"), cell.endswith(":")] for cell in cells]
