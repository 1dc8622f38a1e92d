"""What is odd about a text, in the interface's language."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from app.content import Problem
from app.web.studio.problem_words import translated

BROKEN_FORMULAS = frozenset({"duplicate-label", "unclosed-display", "unclosed-environment"})
"""What shows readers the source of a formula; publishing asks first."""


@dataclass(frozen=True, slots=True)
class Note:
    """A problem for its author: the line of the source (0 for the whole text), a stable name, and words."""

    line: int
    code: str
    message: str

    def as_json(self) -> dict[str, Any]:
        """The note for a script."""
        return asdict(self)


def notes(problems: Iterable[Problem]) -> list[Note]:
    """The problems, said in the interface's language."""
    return [Note(problem.line, problem.code, translated(problem.message)) for problem in problems]
