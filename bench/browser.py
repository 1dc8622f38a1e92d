"""A post of 300 formulas in Chromium, by its own metrics: ours, MathJax as it comes, KaTeX as it comes.

usage: python -m bench.browser [--rounds 5]
"""

import argparse
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from bench import static_site
from bench.contenders import Contender, contenders
from bench.measuring import Spread, keep, spread
from bench.processes import ROOT
from bench.records import facts
from tests.browser.observing import Device, observed
from tests.browser.visiting import RECORDER
from tests.chromium import find_chromium, launch_arguments

ROUNDS = 5
SLOWER = (1, 4)
"""How many times slower than this machine the processor is made."""

FOLDERS = {"/static/": ROOT / "static/dist", "/npm/": ROOT / "node_modules"}


def main() -> int:
    """Print the table and keep it; return the process's exit status."""
    parser = argparse.ArgumentParser(prog="python -m bench.browser", description="Ours, MathJax and KaTeX in Chromium.")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory(prefix="longwave-bench-") as folder, sync_playwright() as playwright:
        rivals = contenders(Path(folder))
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=launch_arguments())
        figures = {f"{slower}×": _measured(browser, rivals, slower, rounds) for slower in SLOWER}
        version = browser.version
        browser.close()
    for slower, of in figures.items():
        print(f"\nprocessor {slower} slower, {rounds} rounds, medians; times in milliseconds; Chromium {version}")
        print("\n".join(_table(of)))
    keep("browser", {"facts": {**facts(), "chromium": version}, "figures": _plain(figures)})
    return 0


def _measured(browser: Browser, rivals: list[Contender], slower: int, rounds: int) -> dict[str, dict[str, Spread]]:
    """Visit the pages in turn, so that a slow moment of the machine falls on all of them."""
    seen: dict[str, list[dict[str, float]]] = {rival.name: [] for rival in rivals}
    with static_site.serving(FOLDERS) as site:
        for number, rival in enumerate(rivals):
            site.pages[f"/{number}"] = rival.page
        for turn in range(rounds + 1):
            for number, rival in enumerate(rivals):
                visit = observed(browser, f"{site.address}/{number}", rival.done, Device(slower), RECORDER)
                if turn:  # the first compresses files and warms the disk
                    seen[rival.name].append(visit)
    return {name: {key: spread([visit[key] for visit in visits]) for key in visits[0]} for name, visits in seen.items()}


def _table(figures: dict[str, dict[str, Spread]]) -> list[str]:
    keys = list(next(iter(figures.values())))
    rows = [["", *keys]]
    for name, of in figures.items():
        rows.append([name, *(f"{of[key].median:.3f}" if key == "shift" else f"{of[key].median:.0f}" for key in keys)])
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "| " + " | ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    return [lines[0], "|" + "|".join("-" * (width + 1) + ":" for width in widths) + "|", *lines[1:]]


def _plain(figures: dict[str, dict[str, dict[str, Spread]]]) -> dict[str, object]:
    """The figures as JSON holds them: median, smallest and largest of each."""
    return {
        slower: {name: {key: [s.median, s.smallest, s.largest] for key, s in of.items()} for name, of in rivals.items()}
        for slower, rivals in figures.items()
    }


if __name__ == "__main__":
    sys.exit(main())
