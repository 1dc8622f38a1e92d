"""Scores the pipeline by a corpus that knows its formulas: what is lost, what is no formula, what is smuggled in."""

import importlib.util
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from app.content import render
from app.content.frontmatter import split_front_matter
from bench.pathological import GOAL, measure

ROOT = Path(__file__).parents[1]
SHARE = 0.9997
"""Least share of the formulas that must reach MathJax byte for byte."""
EXTRA = 40
"""Most formulas that may be seen where the corpus sees none."""

_CASES = re.compile(r"^cases (\d+)", re.MULTILINE)
_FAILING = re.compile(r"failing cases (\d+)")
_INJECTIONS = re.compile(r"^payloads (\d+) bad (\d+)", re.MULTILINE)

Count = tuple[int, int]
"""How much passed and how much failed."""


def score(folder: Path) -> Count:
    """Run every measure of the corpus and print what it says."""
    with tempfile.TemporaryDirectory(prefix="longwave-corpus-") as work:
        counts = [_formulas(folder, Path(work)), _cases(folder, Path(work)), _injections(folder, Path(work))]
    counts.append(_pathological(folder))
    return sum(passed for passed, _ in counts), sum(failed for _, failed in counts)


def _run(folder: Path, work: Path, script: str, *arguments: str) -> str:
    """What a script of the corpus prints; it writes nothing beside itself."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "MATHS_POSTS": str(work / "posts"),
    }
    command = [sys.executable, str(folder / script), str(ROOT / "bench/scored_module.py"), *arguments]
    done = subprocess.run(command, cwd=work, env=environment, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        print(f"{script} ended with status {done.returncode}")
    return done.stdout


def _formulas(folder: Path, work: Path) -> Count:
    figures, lost = work / "score.json", work / "lost.jsonl"
    print(_run(folder, work, "score.py", "--json", str(figures), "--lost", str(lost)))
    if not figures.exists():
        return 0, 1
    total = json.loads(figures.read_text(encoding="utf-8"))["total"]
    for line in lost.read_text(encoding="utf-8").splitlines():
        print(_loss(json.loads(line)))
    share = total["ok"] / max(1, total["n"])
    broken = [
        f"{share:.3%} of the formulas kept, below {SHARE:.2%}" if share < SHARE else "",
        f"{total['extra']} extra formulas, above {EXTRA}" if total["extra"] > EXTRA else "",
        f"{total['err']} posts raised" if total["err"] else "",
    ]
    for message in filter(None, broken):
        print(f"FAILED: {message}")
    return total["files"] - total["err"], sum(map(bool, broken))


def _loss(record: Mapping[str, Any]) -> str:
    """A lost formula in words, with the reason that the pipeline tells the author."""
    path = Path(record["path"])
    source = split_front_matter(path.read_text(encoding="utf-8", errors="replace"))
    near = [problem.message for problem in render(source.body).problems if problem.line == record["line"]]
    reason = near[0] if near else "the pipeline says nothing about this line."
    return f"lost: {record['repo']} {path.name}:{record['line']} {record['delim']} {record['tex'][:80]!r}: {reason}"


def _cases(folder: Path, work: Path) -> Count:
    printed = _run(folder, work, "cases.py")
    cases, failing = _CASES.search(printed), _FAILING.search(printed)
    if not cases or not failing:
        return 0, 1
    for line in printed.splitlines():
        if " MISS " in line:
            print(f"FAILED: case {line}")
    print(f"cases: {cases[1]}, failing {failing[1]}")
    return int(cases[1]) - int(failing[1]), int(failing[1])


def _injections(folder: Path, work: Path) -> Count:
    printed = _run(folder, work, "inject.py")
    found = _INJECTIONS.search(printed)
    if not found:
        return 0, 1
    for line in printed.splitlines():
        if line.startswith("BAD"):
            print(f"FAILED: injection {line[4:]}")
    print(f"injections: {found[1]} tried, {found[2]} succeeded")
    return int(found[1]) - int(found[2]), int(found[2])


def _pathological(folder: Path) -> Count:
    """The shapes that make parsers slow, each in a process of its own."""
    specification = importlib.util.spec_from_file_location("corpus_shapes", folder / "patho.py")
    if specification is None or specification.loader is None or not (folder / "patho.py").exists():
        return 0, 0
    shapes = importlib.util.module_from_spec(specification)
    sys.dont_write_bytecode = True
    specification.loader.exec_module(shapes)
    slow = {name: worst for name, shape in shapes.GEN.items() if (worst := _worst(shape, shapes.K))}
    for name, what in slow.items():
        print(f"FAILED: {name!r}: {what}")
    print(f"pathological inputs: {len(shapes.GEN)}, over {GOAL:.0f} s of CPU: {len(slow)}")
    return len(shapes.GEN) - len(slow), len(slow)


def _worst(shape: Callable[[int], str], sizes: list[int]) -> str:
    """The first size at which a shape takes too long, in words, or nothing."""
    for size in sizes:
        seconds, end = measure(shape(size), limit=10)
        if end or seconds > GOAL:
            return f"{size:,} characters take {seconds:.1f} s of CPU {end}".rstrip()
    return ""
