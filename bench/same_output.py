"""Whether two checkouts render the same: every field of every `Rendered`, over the corpora, hostile texts and shapes.

usage: python -m bench.same_output OTHER [--corpus FOLDER] [--share N]

OTHER is another checkout (`git worktree add OTHER COMMIT`). Each checkout renders all texts in a process of its own.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from bench.every_text import every_text

HERE = Path(__file__).parents[1]
WRITER = Path(__file__).parent / "rendered_lines.py"
SHOWN = 20
"""How many differences are printed."""


def main(arguments: list[str]) -> int:
    """Print each difference and a closing line; return the process's exit status."""
    parser = argparse.ArgumentParser(description="Whether two checkouts render the same")
    parser.add_argument("other", type=Path, help="another checkout of the project")
    parser.add_argument("--corpus", type=Path, default=HERE.parent / "shared/corpus", help="`maths` and `hostile`")
    parser.add_argument("--share", type=int, default=1, help="take one text in so many")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        texts = Path(folder) / "texts"
        names = write_texts(texts, options.corpus, options.share)
        processes = [rendering(checkout, texts) for checkout in (HERE, options.other.resolve())]
        found = list(differences(names, *(process.stdout or () for process in processes)))
        ended = [process.wait() for process in processes]
    for difference in found[:SHOWN]:
        print(difference)
    print(f"{len(names)} texts rendered by both, {len(found)} differ")
    return 1 if found or any(ended) or not names else 0


def write_texts(path: Path, corpus: Path, share: int) -> list[str]:
    """Write the texts, one Python literal a line, for both processes; return their names."""
    names = []
    with path.open("w", encoding="utf-8") as file:
        for number, (name, text) in enumerate(every_text(corpus)):
            if number % share == 0:
                names.append(name)
                file.write(ascii(text) + "\n")
    return names


def rendering(checkout: Path, texts: Path) -> "subprocess.Popen[str]":
    """The process in which one checkout renders the texts and writes a line for each."""
    environment = os.environ | {"PYTHONPATH": str(checkout), "PYTHONHASHSEED": "0"}
    return subprocess.Popen(
        [sys.executable, str(WRITER), str(texts)], cwd=checkout, env=environment, stdout=subprocess.PIPE, text=True
    )


def differences(names: list[str], ours: Iterator[str], theirs: Iterator[str]) -> Iterator[str]:
    """A line for each text that is not the same in every field."""
    for name, mine, other in zip_longest(names, ours, theirs, fillvalue=""):
        if mine != other:
            yield f"{name}: {_first_difference(mine, other)}"


def _first_difference(mine: str, other: str) -> str:
    at = next((place for place, pair in enumerate(zip(mine, other, strict=False)) if pair[0] != pair[1]), 0)
    return f"at {at}: here {mine[max(0, at - 60) : at + 60]!r}, there {other[max(0, at - 60) : at + 60]!r}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
