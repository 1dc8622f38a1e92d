"""Saving and autosaving: what is acknowledged is kept, and nobody overwrites anybody."""

from dataclasses import replace

import pytest

from app.services import drafting, publishing
from app.services.conflicts import Conflict
from app.services.drafting import MOST_REMOVED, Saved
from app.services.drafts import Draft, Editor
from app.services.errors import RefusedError
from app.storage.models import Kind, Post, State
from tests.services.authoring import NOW, Desk, after, later, text


def autosave(desk: Desk, post: Post, draft: Draft, editor: Editor, minutes: float = 0) -> Editor:
    """Let an editor autosave; return it as it is afterwards."""
    saved = drafting.autosave(desk.session, post, draft, editor=editor, now=later(minutes=minutes))
    assert isinstance(saved, Saved)
    return after(editor, saved)


def test_a_new_post_is_a_draft_with_a_revision(at_desk: Desk) -> None:
    post = at_desk.begin("Once.", tags=("VAE",))
    assert (post.state, post.slug, post.version) == (State.DRAFT, "entropy", 1)
    assert at_desk.kinds(post) == ["save"]


def test_a_post_may_begin_without_title_and_text(at_desk: Desk) -> None:
    post = drafting.begin(at_desk.session, text("", title=""), author=at_desk.ada, now=NOW, kind=Kind.PAGE)
    assert (post.kind, post.title) == (Kind.PAGE, "Untitled")
    assert drafting.open_editor(at_desk.session, post, at_desk.ada).draft == text("", title="")


def test_a_save_of_a_draft_becomes_its_text_and_a_revision(at_desk: Desk) -> None:
    post = at_desk.begin()
    saved = at_desk.save(post, text("Twice.", summary="Short", tags=("a", "b"), series="Basics", series_place=2))
    assert (post.source, post.summary, post.version, saved.version) == ("Twice.", "Short", 2, 2)
    assert (post.series and post.series.name, post.series_place) == ("Basics", 2)
    assert at_desk.kinds(post) == ["save", "save"]


def test_the_address_of_a_draft_follows_its_title_until_it_is_chosen(at_desk: Desk) -> None:
    post = at_desk.begin()
    at_desk.save(post, text("Once.", title="信息熵"))
    assert post.slug == "xin-xi-shang"
    at_desk.save(post, text("Once.", title="Other", slug="mine"))
    assert post.slug == "mine"


def test_a_save_without_a_change_makes_no_revision(at_desk: Desk) -> None:
    post = at_desk.begin()
    assert at_desk.save(post, text("Once.")).version == 1
    assert at_desk.kinds(post) == ["save"]


def test_text_is_kept_exactly_as_typed_with_line_feeds_as_line_ends(at_desk: Desk) -> None:
    post = at_desk.begin()
    at_desk.save(post, text(" a  \r\n\tb\u00a0\rc\ufeff\u2028\n\n"))
    assert post.source == " a  \n\tb\u00a0\nc\ufeff\u2028\n\n"


@pytest.mark.parametrize("source", ["a\0b", "a\ud800b"])
def test_what_no_database_keeps_is_refused(at_desk: Desk, source: str) -> None:
    post = at_desk.begin()
    for write in (drafting.save, drafting.autosave):
        with pytest.raises(RefusedError, match="Nothing was changed"):
            write(at_desk.session, post, text(source), editor=at_desk.editor(post), now=NOW)
    assert post.source == "Once."


@pytest.mark.parametrize(
    "settings",
    [{"language": "x" * 40}, {"language": "en\n"}, {"series_place": -1}, {"series_place": 2**40}, {"tags": ("\0",)}],
)
def test_settings_that_cannot_be_are_refused(at_desk: Desk, settings: dict[str, object]) -> None:
    post = at_desk.begin()
    with pytest.raises(RefusedError):
        drafting.save(at_desk.session, post, text("Once.", **settings), editor=at_desk.editor(post), now=NOW)


@pytest.mark.parametrize("sent", [{"version": -1}, {"version": 2**31}, {"copy_version": 2**70}, {"branch": "\0"}])
def test_an_editor_that_cannot_be_is_refused(at_desk: Desk, sent: dict[str, object]) -> None:
    with pytest.raises(RefusedError, match="reload"):
        replace(at_desk.editor(at_desk.begin()), **sent)


def test_readers_of_a_published_post_do_not_see_what_is_saved(at_desk: Desk) -> None:
    post = at_desk.begin()
    publishing.publish(at_desk.session, post, editor=at_desk.editor(post), now=NOW)
    at_desk.save(post, text("Twice.", title="New", slug="new"))
    assert (post.source, post.title, post.slug) == ("Once.", "Entropy", "entropy")
    opened = drafting.open_editor(at_desk.session, post, at_desk.emmy)
    assert opened.draft.source == "Twice."
    assert opened.has_unpublished_changes


def test_an_autosave_changes_nothing_but_its_authors_working_copy(at_desk: Desk) -> None:
    post = at_desk.begin()
    autosave(at_desk, post, text("Once more."), at_desk.editor(post))
    assert (post.source, post.version) == ("Once.", 1)
    mine = drafting.open_editor(at_desk.session, post, at_desk.ada)
    theirs = drafting.open_editor(at_desk.session, post, at_desk.emmy)
    assert (mine.copy, theirs.copy) == (text("Once more."), None)
    assert at_desk.kinds(post) == ["save", "autosave"]


def test_autosaves_of_ten_minutes_are_one_revision(at_desk: Desk) -> None:
    post = at_desk.begin()
    editor = at_desk.editor(post)
    for minute in range(12):
        editor = autosave(at_desk, post, text("Once." + " and more" * (minute + 1)), editor, minute)
    assert at_desk.kinds(post) == ["save", "autosave", "autosave"]
    assert [kept.source.count("more") for kept in at_desk.kept(post)] == [0, 10, 12]


def test_typing_letter_by_letter_is_no_loss(at_desk: Desk) -> None:
    post = at_desk.begin()
    editor = at_desk.editor(post)
    written = "The quick brown fox jumps over the lazy dog. " * 8
    for end in range(1, len(written)):
        editor = autosave(at_desk, post, text(written[:end]), editor)
    assert at_desk.kinds(post) == ["save", "autosave"]


def test_an_autosave_that_takes_much_away_leaves_the_earlier_one_alone(at_desk: Desk) -> None:
    post = at_desk.begin()
    long = text(" ".join(f"word{number}" for number in range(MOST_REMOVED)))
    editor = autosave(at_desk, post, long, at_desk.editor(post))
    autosave(at_desk, post, text("oops"), editor)
    assert at_desk.kept(post)[1:] == [long, text("oops")]


def test_many_small_removals_add_up(at_desk: Desk) -> None:
    post = at_desk.begin()
    tokens = [f"word{number}" for number in range(100)]
    editor = autosave(at_desk, post, text(" ".join(tokens)), at_desk.editor(post))
    while tokens:
        tokens.pop()
        editor = autosave(at_desk, post, text(" ".join(tokens)), editor)
    assert len(at_desk.kept(post)) >= 4


def test_an_autosave_that_is_sent_twice_is_acknowledged_twice(at_desk: Desk) -> None:
    post = at_desk.begin()
    editor = at_desk.editor(post)
    first = autosave(at_desk, post, text("Once more."), editor)
    assert autosave(at_desk, post, text("Once more."), editor) == first
    assert at_desk.kinds(post) == ["save", "autosave"]


def test_an_autosave_without_a_change_keeps_nothing(at_desk: Desk) -> None:
    post = at_desk.begin()
    autosave(at_desk, post, text("Once."), at_desk.editor(post))
    assert at_desk.kinds(post) == ["save"]


def test_the_slower_of_two_tabs_keeps_its_text_and_is_told(at_desk: Desk) -> None:
    post = at_desk.begin()
    one, other = at_desk.editor(post, branch="one"), at_desk.editor(post, branch="other")
    autosave(at_desk, post, text("One."), one)
    told = drafting.autosave(at_desk.session, post, text("Other."), editor=other, now=NOW)
    assert isinstance(told, Conflict)
    assert (told.yours.source, told.theirs.source, told.base) == ("Other.", "One.", text("Once."))
    again = drafting.autosave(at_desk.session, post, text("Other. More."), editor=other, now=NOW)
    assert isinstance(again, Conflict)
    assert [kept.source for kept in at_desk.kept(post)] == ["Once.", "One.", "Other. More."]
    autosave(at_desk, post, text("Settled."), after(other, again))
    opened = drafting.open_editor(at_desk.session, post, at_desk.ada)
    assert opened.copy == text("Settled.")
    assert [kept.source for kept in at_desk.kept(post)] == ["Once.", "One.", "Other. More.", "Settled."]


def test_a_save_ends_the_working_copy_whose_text_it_is(at_desk: Desk) -> None:
    post = at_desk.begin()
    editor = autosave(at_desk, post, text("Twice."), at_desk.editor(post))
    drafting.save(at_desk.session, post, text("Twice."), editor=editor, now=NOW)
    assert drafting.open_editor(at_desk.session, post, at_desk.ada).copy is None


def test_a_save_leaves_the_working_copy_of_another_tab_alone(at_desk: Desk) -> None:
    post = at_desk.begin()
    saving = at_desk.editor(post, branch="one")
    autosave(at_desk, post, text("Other."), at_desk.editor(post, branch="other"))
    drafting.save(at_desk.session, post, text("Twice."), editor=saving, now=NOW)
    assert drafting.open_editor(at_desk.session, post, at_desk.ada).copy == text("Other.")


def test_the_second_of_two_saves_is_not_applied_and_not_thrown_away(at_desk: Desk) -> None:
    post = at_desk.begin("one\n\ntwo\n")
    ada, emmy = at_desk.editor(post), at_desk.editor(post, at_desk.emmy)
    drafting.save(at_desk.session, post, text("ONE\n\ntwo\n", tags=("a",)), editor=ada, now=NOW)
    told = drafting.save(at_desk.session, post, text("one\n\nTWO\n", tags=("b",)), editor=emmy, now=NOW)
    assert isinstance(told, Conflict)
    assert post.source == "ONE\n\ntwo\n"
    assert at_desk.kinds(post) == ["save", "save", "conflict"]
    assert (told.base, told.theirs.source) == (text("one\n\ntwo\n"), "ONE\n\ntwo\n")
    assert told.is_clean
    assert told.proposal == text("ONE\n\nTWO\n", tags=("b", "a"))
    decided = drafting.save(at_desk.session, post, told.proposal, editor=after(emmy, told), now=NOW)
    assert isinstance(decided, Saved)
    assert post.source == "ONE\n\nTWO\n"


def test_collisions_are_marked_and_named(at_desk: Desk) -> None:
    post = at_desk.begin("one")
    ada, emmy = at_desk.editor(post), at_desk.editor(post, at_desk.emmy)
    drafting.save(at_desk.session, post, text("first", title="A", tags=("x",)), editor=ada, now=NOW)
    told = drafting.save(at_desk.session, post, text("second", title="B", summary="s"), editor=emmy, now=NOW)
    assert isinstance(told, Conflict)
    assert not told.is_clean
    assert told.disputed == ("title",)
    assert told.proposal.source == "<<<<<<< yours\nsecond\n=======\nfirst\n>>>>>>> theirs\n"
    assert (told.proposal.settings.summary, told.proposal.settings.tags) == ("s", ("x",))


def test_a_save_that_is_sent_twice_is_no_conflict(at_desk: Desk) -> None:
    post = at_desk.begin()
    editor = at_desk.editor(post)
    for _ in range(2):
        assert isinstance(drafting.save(at_desk.session, post, text("Twice."), editor=editor, now=NOW), Saved)
    assert at_desk.kinds(post) == ["save", "save"]


def test_a_conflict_that_is_sent_twice_is_kept_once(at_desk: Desk) -> None:
    post = at_desk.begin()
    stale = at_desk.editor(post, at_desk.emmy)
    at_desk.save(post, text("Twice."))
    for _ in range(2):
        assert isinstance(drafting.save(at_desk.session, post, text("Mine."), editor=stale, now=NOW), Conflict)
    assert at_desk.kinds(post) == ["save", "save", "conflict"]


def test_a_version_that_never_was_is_a_conflict_without_a_base(at_desk: Desk) -> None:
    post = at_desk.begin("same\nOne\n")
    strange = replace(at_desk.editor(post), version=99)
    told = drafting.save(at_desk.session, post, text("same\nOther\n", title="B"), editor=strange, now=NOW)
    assert isinstance(told, Conflict)
    assert told.base is None
    assert told.disputed == ("title",)
    assert told.proposal.source.startswith("same\n<<<<<<< yours\nOther\n")


def test_a_discarded_working_copy_stays_in_its_revision(at_desk: Desk) -> None:
    post = at_desk.begin()
    autosave(at_desk, post, text("Typed."), at_desk.editor(post))
    drafting.discard(at_desk.session, post, at_desk.ada)
    assert drafting.open_editor(at_desk.session, post, at_desk.ada).copy is None
    assert text("Typed.") in at_desk.kept(post)


def test_an_autosave_keeps_the_version_that_its_text_started_from(at_desk: Desk) -> None:
    post = at_desk.begin("One.")
    mine = at_desk.editor(post)
    drafting.save(at_desk.session, post, text("Two."), editor=at_desk.editor(post, at_desk.emmy), now=NOW)
    saved = drafting.autosave(at_desk.session, post, text("Three."), editor=mine, now=NOW)
    assert (post.version, saved.version) == (2, 1)
    assert isinstance(
        drafting.save(at_desk.session, post, text("Three."), editor=after(mine, saved), now=NOW), Conflict
    )


def test_a_text_that_came_second_is_opened_again_against_what_is_there_now(at_desk: Desk) -> None:
    post = at_desk.begin("One.\n\nLast.")
    mine = at_desk.editor(post)
    drafting.save(at_desk.session, post, text("Two.\n\nLast."), editor=at_desk.editor(post, at_desk.emmy), now=NOW)
    told = drafting.save(at_desk.session, post, text("One.\n\nMine."), editor=mine, now=NOW)
    assert isinstance(told, Conflict)
    drafting.save(at_desk.session, post, text("Three.\n\nLast."), editor=at_desk.editor(post, at_desk.emmy), now=NOW)
    again = drafting.reopen(at_desk.session, post, told.revision, at_desk.ada)
    assert (again.version, again.theirs.source, again.proposal.source) == (3, "Three.\n\nLast.", "Three.\n\nMine.")


def test_macros_are_there_from_the_beginning(at_desk: Desk) -> None:
    post = at_desk.begin("In $\\R$.", macros="\\newcommand{\\R}{\\mathbb{R}}")
    assert post.rendering is not None
    assert "newcommand" in post.rendering.excerpt_html
