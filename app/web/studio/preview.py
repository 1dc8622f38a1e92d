"""The page beside the source: what readers would see of a text that is still being typed."""

from collections.abc import Iterator, Mapping
from hashlib import blake2b
from re import compile as pattern
from typing import Any

from flask import jsonify, url_for
from flask.typing import ResponseReturnValue

from app.content import SourceBlock
from app.database import database, session
from app.services import recording
from app.services.appearance import Sheet, sheet
from app.services.drafts import accepted
from app.services.errors import RefusedError
from app.web.studio.answers import refused
from app.web.studio.finding import seen
from app.web.studio.problems import notes
from app.web.studio.submission import body, draft_from, number_from

_PLACE = pattern(r' data-line="\d+"')


def show() -> ResponseReturnValue:
    """A text as it would be published, in blocks; nothing is kept."""
    try:
        values = body()
        post = seen(number_from(values, "post_id"))
        draft = accepted(draft_from(_nested(values), recording.head(session(), post)))
    except RefusedError as refusal:
        return refused(refusal, url_for("studio.home"))
    return jsonify(_facts(sheet(session(), post, draft, site_url=database().settings.site_url)))


def _nested(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Settings may stand beside the text, since a preview needs few of them."""
    return values if "settings" in values else {**values, "settings": values}


def key_of(html: str) -> str:
    """A name for what a block shows, wherever it stands: equal blocks have equal names."""
    return blake2b(_PLACE.sub("", html).encode(), digest_size=8).hexdigest()


def _facts(made: Sheet) -> dict[str, Any]:
    return {
        "title_html": made.title.html,
        "blocks": [*_blocks(made)],
        "problems": [note.as_json() for note in notes(made.problems)],
        "word_count": made.rendered.word_count,
        "formula_count": len(made.rendered.formulas),
        "reading_minutes": made.rendered.reading_minutes,
    }


def _blocks(made: Sheet) -> Iterator[dict[str, Any]]:
    """The definitions of macros stand before everything that may use them; no line of the source is theirs."""
    definitions = [SourceBlock(0, 0, made.definitions_html)] if made.definitions_html else []
    for block in (*definitions, *made.blocks):
        yield {"key": key_of(block.html), "line": block.line, "last_line": block.last_line, "html": block.html}
