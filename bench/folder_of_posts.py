"""Renders every Markdown file of a folder and tells what came out; nobody has counted the formulas of such a folder."""

import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from app.content import Formula, render
from app.content.frontmatter import split_front_matter

PROCESSES = 2
SHOWN = 5
"""How many of the slowest posts, and of the posts with each problem, are named."""
SUFFIXES = frozenset({".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdx", ".qmd", ".rmd"})
_SKIPPED = frozenset({"node_modules", "__pycache__"})
_LAYOUT = re.compile(r"[\s>]+")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one post. `faults` says why it counts as failed; times are CPU seconds."""

    name: str
    size: int = 0
    seconds: float = 0.0
    inline: int = 0
    displays: int = 0
    problems: tuple[tuple[str, int], ...] = ()
    faults: tuple[str, ...] = ()


def score(folder: Path) -> tuple[int, int]:
    """Render the posts, print the figures, and return how many posts passed and how many failed."""
    paths = list(posts_of(folder))
    with ProcessPoolExecutor(PROCESSES) as processes:
        outcomes = list(processes.map(outcome_of, paths, [folder] * len(paths), chunksize=8))
    _print(outcomes)
    failed = sum(bool(outcome.faults) for outcome in outcomes)
    return len(outcomes) - failed, failed


def posts_of(folder: Path) -> Iterator[Path]:
    """The Markdown files below a folder, in order; hidden folders and installed packages left out."""
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        is_skipped = any(part.startswith(".") or part in _SKIPPED for part in parts)
        if path.suffix.lower() in SUFFIXES and not is_skipped and path.is_file():
            yield path


def outcome_of(path: Path, folder: Path) -> Outcome:
    """Render one post."""
    name = path.relative_to(folder).as_posix()
    try:
        source = path.read_bytes().decode("utf-8", "replace")
    except OSError as error:
        return Outcome(name, faults=(f"cannot be read: {error.strerror}",))
    matter = split_front_matter(source)
    start = time.process_time()
    result = render(matter.body)
    seconds = time.process_time() - start
    displays = sum(formula.display for formula in result.formulas)
    faults = [problem.message for problem in result.problems if problem.code == "not-rendered"]
    faults += [f"altered: {formula.tex[:80]!r}" for formula in _altered(result.formulas, matter.body)]
    return Outcome(
        name,
        len(source),
        seconds,
        len(result.formulas) - displays,
        displays,
        tuple((problem.code, problem.line + matter.body_line - 1) for problem in result.problems),
        tuple(faults),
    )


def _altered(formulas: Iterable[Formula], source: str) -> Iterator[Formula]:
    """The formulas that do not stand in the source, but for line ends and the marks of quotes."""
    typed = _LAYOUT.sub("", source)
    return (formula for formula in formulas if _LAYOUT.sub("", formula.tex) not in typed)


def _print(outcomes: list[Outcome]) -> None:
    seconds = sum(outcome.seconds for outcome in outcomes)
    size = sum(outcome.size for outcome in outcomes)
    inline, displays = sum(o.inline for o in outcomes), sum(o.displays for o in outcomes)
    print(f"posts: {len(outcomes)}, {size:,} characters, {seconds:.1f} s of CPU")
    print(f"formulas: {inline + displays:,} ({inline:,} in the line, {displays:,} displayed)")
    codes = Counter(code for outcome in outcomes for code, _ in outcome.problems)
    for code, count in codes.most_common():
        places = [f"{o.name}:{line}" for o in outcomes for found, line in o.problems if found == code]
        print(f"problem {code}: {count:,}, for instance {', '.join(places[:SHOWN])}")
    for outcome in sorted(outcomes, key=lambda o: o.seconds, reverse=True)[:SHOWN]:
        print(f"slow: {1000 * outcome.seconds:.0f} ms for {outcome.size:,} characters: {outcome.name}")
    for outcome in outcomes:
        for fault in outcome.faults:
            print(f"FAILED: {outcome.name}: {fault}")
