"""How many posts of 10 KB a second go through the whole content pipeline on one core, and what 1 MB costs."""

import os
import tarfile
from pathlib import Path

from app.content import render
from bench.measuring import cpu_seconds, interleaved, keep, yardstick
from bench.texts import post

ROUNDS = 9
POSTS = 12
CORPUS = Path(__file__).parents[2] / "shared/corpus/maths/posts.tar.xz"


def main() -> None:
    """Print and keep the figures."""
    figures: dict[str, object] = {"load": os.getloadavg()[0]}
    figures["generated"] = _measure("generated text", [post(10_000, seed=1 + 7 * n) for n in range(POSTS)])
    if CORPUS.exists():
        figures["corpus"] = _measure("real posts", corpus_posts(60))
    large = post(1_000_000 - 2_000)
    figures["one megabyte, CPU seconds"] = seconds = round(cpu_seconds(lambda: render(large)), 3)
    print(f"1 MB of generated text                {seconds:8.2f} s of CPU")
    keep("pipeline", figures)


def corpus_posts(wanted: int) -> list[str]:
    """Return posts of 8 to 12 KB evenly over the corpus; front matter, being short, stays in."""
    with tarfile.open(CORPUS) as archive:
        members = sorted((m for m in archive.getmembers() if 8_000 <= m.size <= 12_000), key=lambda m: m.name)
        chosen = members[:: max(1, len(members) // wanted)][:wanted]
        files = [archive.extractfile(member) for member in chosen]
        return [file.read().decode("utf-8", "replace") for file in files if file]


def _measure(name: str, texts: list[str]) -> dict[str, float]:
    """Measure the texts in rounds and print posts of 10 KB a second."""
    size = sum(len(text.encode()) for text in texts) / 10_000

    def whole() -> None:
        for text in texts:
            render(text)

    spreads = interleaved({"longwave": whole, "yardstick": yardstick(texts)}, ROUNDS)
    ours = spreads["longwave"]
    figures = {
        "posts of 10 KB a second, median": round(size / ours.median, 1),
        "smallest": round(size / ours.largest, 1),
        "largest": round(size / ours.smallest, 1),
        "time as a multiple of plain Python-Markdown": round(ours.median / spreads["yardstick"].median, 2),
    }
    speed, low, high = (size / seconds for seconds in (ours.median, ours.largest, ours.smallest))
    multiple = figures["time as a multiple of plain Python-Markdown"]
    print(
        f"{name:16} {len(texts):3} posts, {ROUNDS} rounds: "
        f"{speed:6.1f} posts of 10 KB a second ({low:.1f} to {high:.1f})"
    )
    print(f"{'':16} {multiple:.2f} times the work of plain Python-Markdown")
    return figures


if __name__ == "__main__":
    main()
