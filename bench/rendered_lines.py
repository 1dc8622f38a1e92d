"""Renders the texts of a file, one Python literal a line, and prints what became of each: run by `same_output`.

The checkout whose `app` renders is the one that PYTHONPATH names, which need not be this file's.
"""

import ast
import sys
from dataclasses import replace
from pathlib import Path

if __name__ == "__main__":
    sys.path.pop(0)  # the folder of this file

from app.content import DEFAULT, render, render_blocks

SUMMARIES = replace(DEFAULT, summary="In **short**: $x^2$.", macros=r"\newcommand{\R}{\mathbb R}", language="en")


def main(path: Path) -> None:
    """Print a line for each text: its rendering, with other options for one in seven, in blocks for one in five."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            text = ast.literal_eval(line)
            values: list[object] = [render(text)]
            if number % 7 == 0:
                values.append(render(text, options=SUMMARIES))
            if number % 5 == 0:
                values.append(render_blocks(text))
            print(ascii(values), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
