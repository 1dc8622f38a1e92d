"""What is odd about a text, in the interface's language."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any

from flask_babel import lazy_gettext

from app.content import Problem
from app.web import visit

BROKEN_FORMULAS = frozenset({"duplicate-label", "unclosed-display", "unclosed-environment"})
"""What shows readers the source of a formula; publishing asks first."""

WORDS: Mapping[str, str] = MappingProxyType(
    {
        "dollar-not-formula": lazy_gettext("The text between two dollars is not read as a formula."),
        "display-not-formula": lazy_gettext("The text between $$ and $$ is not read as a formula."),
        "unclosed-display": lazy_gettext("A $$ has no closing $$ in its paragraph: it is shown as text."),
        "unclosed-environment": lazy_gettext("An environment is begun and never ended: it is shown as text."),
        "too-many-dollars": lazy_gettext("Too many unclosed dollars and braces: the last of them are shown as text."),
        "too-deep": lazy_gettext("Tags are nested too deeply here: the inner ones are shown as text."),
        "unclosed-fence": lazy_gettext("A code block is never closed: it reaches to the end."),
        "paragraph-too-complex": lazy_gettext("This paragraph has too many special characters: it is shown as typed."),
        "not-rendered": lazy_gettext("The text is too complex to be read as Markdown: it is shown as typed."),
        "macros-not-definitions": lazy_gettext(
            "The macros are left out: only definitions may stand there, such as \\newcommand, \\def or \\let."
        ),
        "duplicate-label": lazy_gettext("This \\label is given a second time, so the formula cannot be shown."),
        "undefined-label": lazy_gettext("This reference names a \\label that no formula of the text has."),
        "image-without-description": lazy_gettext("This picture has no description: ![what it shows](address)."),
        "skipped-heading-level": lazy_gettext("This heading skips a level."),
        "link-to-missing-post": lazy_gettext("This link leads to a post that does not exist or lies in the trash."),
        "link-to-draft": lazy_gettext("This link leads to a draft, which readers cannot see yet."),
    }
)
"""What each code of a `Problem` means. English has the pipeline's own words, which say more."""


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
    """The problems, said in the interface's language where there are words for them."""
    return [Note(problem.line, problem.code, _said(problem)) for problem in problems]


def _said(problem: Problem) -> str:
    known = WORDS.get(problem.code)
    return problem.message if known is None or visit.language() == "en" else str(known)
