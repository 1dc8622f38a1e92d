"""How many posts a second are rendered, against the first renderer: both as multiples of plain Python-Markdown."""

import json

from bench import pipeline
from bench.measuring import RESULTS, Spread, spread

MULTIPLES_AT_FIRST = {"generated": 5.39, "corpus": 5.20}
"""Times the work of plain Python-Markdown on the same texts, before the work on speed began (1d1900a). The corpus is
real posts, which not every machine has."""

MULTIPLE = "time as a multiple of plain Python-Markdown"


def measure() -> dict[str, Spread]:
    """Print the pipeline's own figures; return how many times as fast as at first it is, by kind of text."""
    pipeline.main()
    figures = json.loads((RESULTS / "pipeline.json").read_text(encoding="utf-8"))
    gains = [first / figures[kind][MULTIPLE] for kind, first in MULTIPLES_AT_FIRST.items() if kind in figures]
    return {"rendering": spread(gains)}
