"""The steps from an author's Markdown to a finished text, in order."""

from app.content.brakes import brake
from app.content.conversion import Conversion
from app.content.document import DEFAULT, Formula, Options, Problem, Rendered
from app.content.normalise import normalise
from app.content.plain_markdown import convert, render_code
from app.content.restore import Restorer
from app.content.sanitise import clean
from app.content.shield import protect

RENDERER_VERSION = "1"
"""Raised whenever the same text gives another result; stored texts of another version are rendered again."""

LENGTH_LIMIT = 1_000_000
"""Longest text, in bytes of UTF-8, that is rendered."""


def render(source: str, *, options: Options = DEFAULT) -> Rendered:
    """Render an author's Markdown. Never raises: what cannot be rendered is shown as typed, with a `Problem`."""
    text = normalise(source)
    protected = protect(text)
    conversion = Conversion(protected.tokens, options, protected.line_starts)
    restorer = Restorer(protected.tokens, render_code)
    problems = list(protected.problems)
    try:
        braked, found = brake(protected)
        problems += found
        html = restorer.restore(clean(convert(braked, conversion)))
    except Exception as error:  # noqa: BLE001 - whatever the libraries do with a text, its author gets it back
        problems.append(
            Problem(
                0, "not-rendered", f"The text could not be rendered ({type(error).__name__}): it is shown as typed."
            )
        )
        restorer = Restorer(protected.tokens, render_code)
        html = restorer.literal(protected.text)
    formulas = tuple(Formula(piece.content, piece.kind.value == "display", piece.line) for piece in restorer.formulas)
    return Rendered(html, "", "", (), formulas, (), (), 0, 0, tuple(problems), RENDERER_VERSION)
