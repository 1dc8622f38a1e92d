"""Taking times on a busy machine: rounds in turn, the median, the extremes, and a yardstick from the same run."""

import json
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import markdown

RESULTS = Path(__file__).parent / "results"


@dataclass(frozen=True, slots=True)
class Spread:
    """What several rounds of one piece of work gave."""

    median: float
    smallest: float
    largest: float


def spread(values: Sequence[float]) -> Spread:
    """Return the median and the extremes of what rounds gave."""
    return Spread(statistics.median(values), min(values), max(values))


def cpu_seconds(work: Callable[[], object]) -> float:
    """Return the CPU time of this process for one call of `work`."""
    start = time.process_time()
    work()
    return time.process_time() - start


def interleaved(works: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, Spread]:
    """Return CPU seconds: measure the works in turn, so that a slow moment of the machine falls on all of them."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for work in works.values():
        work()  # imports, caches and compiled expressions are not what is measured
    for _ in range(rounds):
        for name, work in works.items():
            times[name].append(cpu_seconds(work))
    return {name: spread(of) for name, of in times.items()}


def yardstick(texts: list[str]) -> Callable[[], object]:
    """Return the work that counts as 1.0: the same texts through plain Python-Markdown, a new parser for each."""

    def work() -> None:
        for text in texts:
            markdown.Markdown().convert(text)

    return work


def keep(name: str, figures: object) -> None:
    """Write the figures to bench/results/<name>.json, which git ignores."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{name}.json"
    path.write_text(json.dumps(figures, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
