"""A site whose posts are hostile texts: each post holds many, each of them rendered by the pipeline alone."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from app import create_app
from app.config import Settings
from app.content import Options, render
from app.content.titles import render_title
from app.database import Database
from app.services import naming, rendering, site, writing
from app.services.writing import Manuscript
from app.storage.models import Base, Post, State
from tests.browser.serving import served
from tests.hostile.payloads import Payload
from tests.web.catalogues import compile_catalogues

SHARE = 90
"""Texts in one post: few enough that a page is typeset in about a second."""
CARDS = 5
"""Posts on one page of the listing."""
PUBLISHED = datetime(2026, 1, 1, tzinfo=UTC)
PIECE = '<div data-line="{}">{}</div><p data-line="{}">end</p>'
"""One text in its own box, and a paragraph that must stay where it is."""


@dataclass(frozen=True, slots=True)
class HostileSite:
    """The address of the site, how many posts it has, and the texts by the number of their box."""

    address: str
    posts: int
    texts: Sequence[Payload]

    @property
    def paths(self) -> list[str]:
        """Every page that shows hostile texts."""
        listings = -(-self.posts // CARDS)
        return [
            *(f"/posts/hostile-{number}" for number in range(self.posts)),
            *("/" if number == 1 else f"/?page={number}" for number in range(1, listings + 1)),
        ]


@contextmanager
def serving(folder: Path, texts: Sequence[Payload]) -> Iterator[HostileSite]:
    """Serve the texts, `SHARE` in a post, until the end."""
    compile_catalogues()
    app = create_app(Settings(data_dir=folder, database_url=f"sqlite:///{folder / 'site.sqlite3'}"))
    database: Database = app.extensions["longwave-database"]
    Base.metadata.create_all(database.engine)
    starts = range(0, len(texts), SHARE)
    with database.write() as session:
        site.save(session, "posts_per_page", str(CARDS))
        author = naming.author_of(session, "Mallory", now=PUBLISHED)
        for number, start in enumerate(starts):
            share = texts[start : start + SHARE]
            title = " ".join(share[0].text.split())[:200] or "empty"
            post = writing.create(session, _manuscript(number, title), author=author, now=PUBLISHED)
            _show(session, post, start, share)
        session.commit()
    with served(app) as address:
        yield HostileSite(address, len(starts), texts)


def _manuscript(number: int, title: str) -> Manuscript:
    moment = PUBLISHED + timedelta(minutes=number)
    return Manuscript(title, "x", slug=f"hostile-{number}", state=State.PUBLISHED, published_at=moment)


def _show(session: Session, post: Post, start: int, texts: Sequence[Payload]) -> None:
    """Store the texts' renderings, each in a box of its own, as the finished form of the post."""
    results = [render(text.text, options=Options(summary=text.text)) for text in texts]
    boxes = [
        [PIECE.format(start + number, html, start + number) for number, html in enumerate(column)]
        for column in ([result.html for result in results], [result.excerpt_html for result in results])
    ]
    headings = tuple(heading for result in results for heading in result.headings)[:50]
    whole = replace(results[0], html="".join(boxes[0]), excerpt_html="".join(boxes[1]), headings=headings)
    rendering.store(session, post, whole)
    assert post.rendering is not None
    post.rendering.title_html = render_title(post.title).html
    post.rendering.formula_count = post.rendering.excerpt_formula_count = 1
