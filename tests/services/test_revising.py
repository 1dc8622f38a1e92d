"""Going back: what there was is found, compared and made the text again."""

from app.content.differences import Change
from app.content.page_differences import Fate
from app.services import publishing, recording, revising, writing
from app.services.revising import SettingChange
from app.services.writing import Manuscript
from app.storage.models import Revision
from tests.services.authoring import NOW, Desk, later, text


def numbered(desk: Desk, post_id: int, number: int) -> Revision:
    """Return a revision by its number."""
    return desk.session.query(Revision).filter_by(post_id=post_id, number=number).one()


def test_the_history_is_listed_newest_first_with_names(at_desk: Desk) -> None:
    post = at_desk.begin()
    at_desk.save(post, text("Twice."))
    listed = revising.history(at_desk.session, post)
    assert [(row.number, row.kind.value, row.author.display_name) for row in listed] == [
        (2, "save", "Ada"),
        (1, "save", "Ada"),
    ]


def test_a_revision_is_found_by_its_number(at_desk: Desk) -> None:
    post = at_desk.begin()
    at_desk.save(post, text("Twice."))
    assert revising.find(at_desk.session, post, 1) == text("Once.")
    assert revising.find(at_desk.session, post, 7) is None


def test_a_comparison_shows_sources_pages_and_settings(at_desk: Desk) -> None:
    post = at_desk.begin()
    old, new = text("Let $x^2$ be.\n\nEnd."), text("Let $x^3$ be.\n\nEnd.", title="Other", tags=("a",))
    found = revising.compare(at_desk.session, post, old, new)
    assert [line.change for line in found.source[0]][:2] == [Change.REMOVED, Change.ADDED]
    assert [block.fate for block in found.page] == [Fate.CHANGED, Fate.SAME]
    assert "<ins><span" in found.page[0].new
    assert found.settings == (SettingChange("title", "Entropy", "Other"), SettingChange("tags", [], ["a"]))


def test_restoring_makes_a_new_revision_and_keeps_what_was_there(at_desk: Desk) -> None:
    post = at_desk.begin()
    at_desk.save(post, text("Twice.", tags=("a",)))
    revising.restore(at_desk.session, post, numbered(at_desk, post.id, 1), author=at_desk.emmy, now=later(hours=1))
    assert (post.source, post.tags, post.version) == ("Once.", [], 3)
    assert at_desk.kinds(post) == ["save", "save", "restore"]
    assert text("Twice.", tags=("a",)) in at_desk.kept(post)


def test_restoring_what_is_there_changes_nothing(at_desk: Desk) -> None:
    post = at_desk.begin()
    revising.restore(at_desk.session, post, numbered(at_desk, post.id, 1), author=at_desk.ada, now=NOW)
    assert at_desk.kinds(post) == ["save"]


def test_readers_do_not_see_a_restored_text_before_it_is_published(at_desk: Desk) -> None:
    post = at_desk.begin()
    at_desk.save(post, text("Twice."))
    publishing.publish(at_desk.session, post, editor=at_desk.editor(post), now=NOW)
    revising.restore(at_desk.session, post, numbered(at_desk, post.id, 1), author=at_desk.ada, now=NOW)
    assert post.source == "Twice."
    assert recording.has_unpublished_changes(at_desk.session, post)
    assert recording.head(at_desk.session, post).source == "Once."


def test_a_post_from_elsewhere_gets_a_revision_before_it_is_changed(at_desk: Desk) -> None:
    session = at_desk.session
    imported = Manuscript("Entropy", "From a file.", language="en", tags=("a",))
    post = writing.create(session, imported, author=at_desk.ada, now=NOW)
    assert at_desk.kinds(post) == []
    at_desk.save(post, text("Changed."))
    assert at_desk.kinds(post) == ["import", "save"]
    assert at_desk.kept(post)[0] == text("From a file.", slug="entropy", tags=("a",))


def test_an_import_that_changes_a_post_keeps_what_was_written_in_the_studio(at_desk: Desk) -> None:
    session = at_desk.session
    post = at_desk.begin()
    at_desk.save(post, text("Written here."))
    writing.change(session, post, Manuscript("Entropy", "From a file.", language="en"), now=NOW)
    writing.change(session, post, Manuscript("Entropy", "From a newer file.", language="en"), now=NOW)
    assert recording.head(session, post).source == "From a newer file."
    assert [draft.source for draft in at_desk.kept(post)] == ["Once.", "Written here.", "From a file."]
