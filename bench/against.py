"""How many times as fast this checkout renders as another one: `python -m bench --against PATH`.

Each checkout renders the same posts in a process of its own. The rounds alternate, so that a slow moment of the machine
falls on both; what is compared is CPU time.
"""

import os
import statistics
import subprocess
import sys
from pathlib import Path
from types import TracebackType

from bench.measuring import keep
from bench.pipeline import CORPUS, POSTS, corpus_posts
from bench.texts import post

HERE = Path(__file__).parents[1]
WORKER = Path(__file__).parent / "timed_rounds.py"
ROUNDS = 11
LARGEST = 990_000


class Renderer:
    """The process in which a checkout renders the texts, a round for each line that it is sent."""

    def __init__(self, checkout: Path, texts: list[str]) -> None:
        environment = os.environ | {"PYTHONPATH": str(checkout)}
        self._process = subprocess.Popen(
            [sys.executable, str(WORKER)],
            cwd=checkout,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._answer(ascii(texts))

    def __enter__(self) -> "Renderer":
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._process.communicate()

    def round(self) -> float:
        """CPU seconds of one round over all texts."""
        return float(self._answer("again"))

    def _answer(self, line: str) -> str:
        if self._process.stdin is None or self._process.stdout is None:
            message = "the process has no pipes"
            raise RuntimeError(message)
        print(line, file=self._process.stdin, flush=True)
        return self._process.stdout.readline()


def main(other: Path) -> None:
    """Print and keep how the two compare."""
    texts = {"generated text": [post(10_000, seed=1 + 7 * n) for n in range(POSTS)], "1 MB": [post(LARGEST)]}
    if CORPUS.exists():
        texts["real posts"] = corpus_posts(60)
    keep("against", {name: _compared(name, of, other.resolve()) for name, of in texts.items()})


def _compared(name: str, texts: list[str], other: Path) -> dict[str, float]:
    """Print the medians of both and of the ratios of their rounds."""
    with Renderer(HERE, texts) as ours, Renderer(other, texts) as theirs:
        ours.round(), theirs.round()  # imports, caches and compiled expressions are not what is measured
        rounds = [(ours.round(), theirs.round()) for _ in range(ROUNDS)]
    here, there = (statistics.median(seconds) for seconds in zip(*rounds, strict=True))
    ratios = sorted(second / first for first, second in rounds)
    ratio = statistics.median(ratios)
    size = sum(len(text.encode()) for text in texts) / 10_000
    print(
        f"{name:16} {size / there:6.1f} there, {size / here:6.1f} here, in 10 KB a second: "
        f"{ratio:.2f} times as fast ({ratios[0]:.2f} to {ratios[-1]:.2f})"
    )
    return {"there": there, "here": here, "times as fast": ratio, "smallest": ratios[0], "largest": ratios[-1]}
