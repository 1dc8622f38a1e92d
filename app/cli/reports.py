"""What is said about files, line by line."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import click

from app.cli.output import counted, shown
from app.content import Problem

MOST_LINES = 200
"""Lines of a report that are shown on the terminal."""


def located(path: str, problem: Problem) -> str:
    """A problem as compilers print it: `path:line: message`."""
    return shown(f"{path}:{problem.line or 1}: {problem.message}")


@dataclass(slots=True)
class Report:
    """What became of the files, counted, and what is to be said about them, line by line."""

    counts: Counter[str] = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)

    def note(self, what: str, path: str, reason: str) -> None:
        """Count a file that did not become a post, and say why."""
        self.counts[what] += 1
        self.lines.append(shown(f"{path}:1: {what}: {reason}"))

    def note_problems(self, path: str, problems: tuple[Problem, ...]) -> None:
        """Say what was not understood in a file."""
        self.lines += [located(path, problem) for problem in problems]

    def summary(self) -> str:
        """The counts in one line."""
        counts = self.counts
        kinds = [f"{counts[kind]:,} {kind}" for kind in ("new", "changed", "unchanged")]
        drafts = f" ({counted(counts['drafts'], 'draft')} among them)" if counts["drafts"] else ""
        rest = [f"{counts['skipped']:,} left out", f"{counts['refused']:,} refused"]
        if counts["trashed"]:
            rest.append(f"{counts['trashed']:,} left in the trash")
        if counts["gone"]:
            rest.append(f"{counts['gone']:,} kept without a file")
        return ", ".join([*kinds, *rest]) + drafts

    def tell(self, file: Path | None) -> None:
        """Write the lines to a file, or the first of them beside the output proper."""
        if file is not None:
            file.write_text("".join(f"{line}\n" for line in self.lines), encoding="utf-8")
            return
        for line in self.lines[:MOST_LINES]:
            click.echo(line, err=True)
        if len(self.lines) > MOST_LINES:
            click.echo(f"… and {len(self.lines) - MOST_LINES:,} more; --report FILE writes them all.", err=True)
