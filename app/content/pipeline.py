"""The steps from an author's Markdown to a finished text, in order."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.content.addresses import is_elsewhere
from app.content.brakes import brake
from app.content.code_blocks import CodeBlocks
from app.content.collector import paused
from app.content.conversion import Conversion
from app.content.document import DEFAULT, Formula, Options, Problem, Rendered, SourceBlock
from app.content.excerpt import definitions, excerpt_of, whole
from app.content.findings import findings
from app.content.html_events import MORE_MARK, events
from app.content.limits import BYTES, LINES, TextTooComplexError
from app.content.macros import definitions_html, has_formulas, macro_problems
from app.content.markdown_engine import convert
from app.content.normalise import normalise
from app.content.plain_text import measure
from app.content.responsive import responsive
from app.content.restore import Restorer
from app.content.sanitise import clean
from app.content.shield import Protected, protect
from app.content.source_blocks import source_blocks
from app.content.tokens import Kind, Shielded, Tokens

RENDERER_VERSION = "3"
"""Raised whenever the same text gives another result; stored texts of another version are rendered again."""


def render(source: str, *, options: Options = DEFAULT) -> Rendered:
    """Render an author's Markdown. Never raises: what cannot be rendered is shown as typed, with a `Problem`."""
    with paused():
        return _finished(*_restored(normalise(source), options))


def render_blocks(source: str, *, options: Options = DEFAULT) -> tuple[Rendered, tuple[SourceBlock, ...]]:
    """What `render` gives, and its HTML in blocks, each with its lines of the source: together they are the HTML."""
    with paused():
        text = normalise(source)
        html, conversion, restorer = _restored(text, options, marks_blocks=True)
        return _finished(html, conversion, restorer), source_blocks(text, restorer.sections())


def _restored(text: str, options: Options, *, marks_blocks: bool = False) -> tuple[str, Conversion, Restorer]:
    """The HTML of a normalised text, in which only the mark of the excerpt's end is still to be removed."""
    try:
        protected = _protected(text)
    except Exception as error:  # noqa: BLE001 - as below
        return _as_typed(Protected.nothing(text), Conversion(Tokens(""), options), error)
    conversion = Conversion(protected.tokens, options, protected.line_starts, problems=list(protected.problems))
    conversion.marks_blocks = marks_blocks
    restorer = Restorer(protected.tokens, CodeBlocks().render)
    try:
        return restorer.restore(_cleaned(protected, conversion)), conversion, restorer
    except Exception as error:  # noqa: BLE001 - whatever the libraries do with a text, its author gets it back
        return _as_typed(protected, conversion, error)


def _protected(text: str) -> Protected:
    if len(text.encode()) > BYTES:
        message = f"it is longer than {BYTES:,} bytes"
        raise TextTooComplexError(message)
    if text.count("\n") > LINES:
        message = f"it has more than {LINES:,} lines"
        raise TextTooComplexError(message)
    return protect(text)


def _cleaned(protected: Protected, conversion: Conversion) -> str:
    text, problems = brake(protected)
    conversion.problems += problems
    html = convert(text, conversion)
    cleaned = clean(html, frozenset(heading.id for heading in conversion.headings))
    return responsive(cleaned, conversion.options.images.values())


def _as_typed(protected: Protected, conversion: Conversion, error: Exception) -> tuple[str, Conversion, Restorer]:
    """The text with its formulas typeset and its code set as code, and nothing else of it read."""
    as_typed = Conversion(protected.tokens, conversion.options, problems=[*conversion.problems, _not_rendered(error)])
    restorer = Restorer(protected.tokens, CodeBlocks().render)
    return restorer.literal(protected.text), as_typed, restorer


def _not_rendered(error: Exception) -> Problem:
    if isinstance(error, TextTooComplexError):
        reason = str(error)
    elif isinstance(error, RecursionError):
        reason = "it is nested too deeply"
    else:
        reason = f"of a fault of the renderer ({type(error).__name__})"
    return Problem(0, "not-rendered", f"The text is shown as typed because {reason}.")


def _finished(html: str, conversion: Conversion, restorer: Restorer) -> Rendered:
    all_events = list(events(html))
    measures = measure(all_events)
    found = findings(all_events, conversion)
    return Rendered(
        html=html.replace(MORE_MARK, ""),
        excerpt_html=_excerpt(html, conversion.options),
        plain_text=measures.plain_text,
        headings=found.headings,
        formulas=_formulas(restorer.formulas),
        equation_references=_formulas(restorer.references),
        references=found.references,
        images=found.images,
        word_count=measures.word_count,
        reading_minutes=measures.reading_minutes,
        problems=(
            *macro_problems(conversion.options.macros),
            *conversion.problems,
            *_pictures_elsewhere(conversion),
        ),
        renderer_version=RENDERER_VERSION,
    )


def _formulas(pieces: Sequence[Shielded]) -> tuple[Formula, ...]:
    return tuple(Formula(piece.content, piece.kind is Kind.DISPLAY, piece.line) for piece in pieces)


def _pictures_elsewhere(conversion: Conversion) -> Iterator[Problem]:
    for image in conversion.images:
        if is_elsewhere(image.url):
            message = "The picture lies on another host, which readers are not sent to: a link stands in its place."
            yield Problem(image.line, "picture-elsewhere", message)


def _excerpt(html: str, options: Options) -> str:
    """The author's mark decides, then the summary, then the length."""
    if MORE_MARK not in html and options.summary.strip():
        summary = render(options.summary, options=replace(options, summary="", macros=""))
        excerpt = whole(definitions(html, summary.formulas) + summary.html, language=options.language)
    else:
        excerpt = excerpt_of(html, length=options.excerpt_length, language=options.language)
    if has_formulas(excerpt):  # They come without the page that defines its macros.
        excerpt = excerpt.replace("<p>", "<p>" + definitions_html(options.macros), 1)
    return excerpt
