"""Finished forms stay in step with texts: rendering, links between imported posts, what is stale."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.content.pipeline import RENDERER_VERSION
from app.services import rendering
from app.storage.models import Author, Kind, Post, Rendering
from tests.cast import add_author, add_post


@pytest.fixture
def ada(session: Session) -> Author:
    """Someone who writes."""
    return add_author(session)


def html_of(session: Session, post: Post) -> str:
    """Render a post and return the stored text."""
    rendering.refresh(session, post)
    session.flush()
    return session.scalars(sa.select(Rendering.html).where(Rendering.post_id == post.id)).one()


def test_all_that_pages_show_is_stored(session: Session, ada: Author) -> None:
    source = (
        "## 证据 $p(x)$\n\nA $q$.\n\n$$\ny\n$$\n\n[a](https://example.org) ![b](c.png)\n\n<!-- more -->\n\nMore $z$."
    )
    post = add_post(session, author=ada, title="Title $t$", source=source, language="zh-Hans")
    row = rendering.refresh(session, post)
    session.flush()
    session.expire_all()
    assert (row.renderer_version, row.formula_count, row.excerpt_formula_count) == (RENDERER_VERSION, 4, 3)
    assert r"\(t\)" in row.title_html
    assert [heading["text"] for heading in row.headings]
    assert [reference["url"] for reference in row.references] == ["https://example.org"]
    assert [image["url"] for image in row.images] == ["c.png"]
    assert "More" in row.html
    assert "More" not in row.excerpt_html
    assert row.word_count > 0
    assert row.reading_minutes == 1


def test_rendering_again_replaces_the_form_before(session: Session, ada: Author) -> None:
    post = add_post(session, author=ada, source="One.")
    assert "One." in html_of(session, post)
    post.source = "Two."
    assert "Two." in html_of(session, post)
    assert session.scalar(sa.select(sa.func.count()).select_from(Rendering)) == 1


def test_problems_are_stored_with_their_lines(session: Session, ada: Author) -> None:
    post = add_post(session, author=ada, source="Fine.\n\nNo end: $$x")
    row = rendering.refresh(session, post)
    assert all({"line", "code", "message"} <= set(problem) for problem in row.problems)
    assert [problem["line"] for problem in row.problems] == [3]


def test_a_link_to_an_imported_file_leads_to_its_page(session: Session, ada: Author) -> None:
    add_post(session, "vae", author=ada, origin="notes:zh/b c.md")
    add_post(session, "about", author=ada, origin="notes:about.markdown", kind=Kind.PAGE)
    source = "[V](b%20c.md#elbo) [A](../about.markdown) [none](none.md) [w](https://x.org/b.md) [p](b.png) [r](/b.md)"
    html = html_of(session, add_post(session, author=ada, origin="notes:zh/a.md", source=source))
    for address in ("/posts/vae#elbo", "/about", "none.md", "https://x.org/b.md", "b.png"):
        assert f'href="{address}"' in html


def test_a_link_is_never_to_a_file_of_another_folder_of_that_name(session: Session, ada: Author) -> None:
    add_post(session, "vae", author=ada, origin="other:b.md")
    html = html_of(session, add_post(session, author=ada, origin="notes:a.md", source="[V](b.md)"))
    assert "/posts/vae" not in html


@pytest.mark.parametrize("address", ["http://[bad/a.md", "b.md", "//host/b.md", "mailto:b.md"])
def test_a_text_that_was_not_imported_links_to_no_file(session: Session, ada: Author, address: str) -> None:
    add_post(session, "vae", author=ada, origin="notes:b.md")
    for origin in (None, "notes:a.md"):
        post = add_post(session, author=ada, origin=origin, source=f"[V]({address})")
        assert ("/posts/vae" in html_of(session, post)) == (origin is not None and address == "b.md")
        session.delete(post)
        session.flush()


def test_what_an_assignment_gives_is_stored_unless_the_post_was_saved_meanwhile(session: Session, ada: Author) -> None:
    post = add_post(session, author=ada, source="One.")
    task = rendering.assignment(session, post)
    assert rendering.store_result(session, task, rendering.carry_out(task))
    assert post.rendering is not None
    assert "One." in post.rendering.html
    post.version += 1
    assert not rendering.store_result(session, task, rendering.carry_out(task))
    session.execute(sa.delete(Post))
    session.expunge_all()
    assert not rendering.store_result(session, task, rendering.carry_out(task))


def test_links_that_an_assignment_did_not_know_are_made_when_it_is_stored(session: Session, ada: Author) -> None:
    add_post(session, "vae", author=ada, origin="notes:b.md")
    post = add_post(session, author=ada, origin="notes:a.md", source="[V](b.md)")
    task = rendering.assignment(session, post)
    assert rendering.store_result(session, task, rendering.carry_out(task))
    assert post.rendering is not None
    assert 'href="/posts/vae"' in post.rendering.html
    assert rendering.assignment(session, post).options.links == {"b.md": "/posts/vae"}
    assert rendering.rendered(session, post).html == post.rendering.html


def test_stale_are_forms_of_another_version_and_those_that_await_links(session: Session, ada: Author) -> None:
    linking = add_post(session, author=ada, origin="notes:a.md", source="[V](b.md)")
    other = add_post(session, author=ada, origin="notes:c.md", source="[V](d.md)")
    assert session.scalars(rendering.stale()).all() == [linking.id, other.id]
    for post in (linking, other):
        rendering.refresh(session, post)
    session.flush()
    assert session.scalars(rendering.stale()).all() == []
    assert session.scalars(rendering.stale(every=True)).all() == [linking.id, other.id]
    rendering.await_links(session, "notes:", {"notes:b.md"})
    assert session.scalars(rendering.stale()).all() == [linking.id]


@pytest.mark.parametrize(
    ("source", "rest"),
    [
        ("# Title\n\nText", "\n\nText"),
        ("\n# Title #\nText", "\n\nText"),
        ("Title\n=====\nText", "\n\nText"),
        ("#  Title  {#id}\nText", "\nText"),
        ("# Other\n\nText", "# Other\n\nText"),
        ("## Title\n\nText", "## Title\n\nText"),
        ("Text\n\n# Title", "Text\n\n# Title"),
        ("#Title\nText", "#Title\nText"),
        ("", ""),
    ],
)
def test_a_heading_that_repeats_the_title_is_not_shown_twice(source: str, rest: str) -> None:
    shown = rendering.body(source, "Title")
    assert shown.lstrip("\n") == rest.lstrip("\n")
    assert shown.count("\n") == source.count("\n")


@pytest.mark.parametrize(
    ("source", "heading"),
    [("# A $x$ {#a}\nText", "A $x$"), ("A\n=\n", "A"), ("Text", ""), ("## A", ""), ("# C#", "C#"), ("# A ##", "A")],
)
def test_the_first_heading_is_a_title_without_attributes(source: str, heading: str) -> None:
    assert rendering.first_heading(source) == heading
