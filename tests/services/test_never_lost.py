"""Whatever two authors with two tabs each do to a post, in any order: every text that was acknowledged is found again.

Saved, published, restored and conflicting texts are found as they were. So is the last text of every tab. An earlier
autosave is found too, or what the same tab made of it, with no more than a few words of it missing.
"""

from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime

import sqlalchemy as sa
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from app.services import bulk, drafting, publishing, revising, writing
from app.services.conflicts import Conflict
from app.services.drafting import MOST_REMOVED, missing
from app.services.drafts import Draft, Editor, draft_of
from app.services.errors import RefusedError
from app.storage.engine import make_engine
from app.storage.models import Base, Post, Revision
from tests.services.authoring import Desk, after, desk, later

TABS = ("ada 1", "ada 2", "emmy 1", "emmy 2")
tabs = st.sampled_from(TABS)
positions = st.integers(0, 40)


@dataclass(slots=True)
class Tab:
    """A tab of an author's browser: what it last heard, and the words that stand in it."""

    editor: Editor
    draft: Draft
    typed: list[Draft] = field(default_factory=list)


class NeverLost(RuleBasedStateMachine):
    """Authors at work; `forever` are the texts that must be found as they are."""

    @initialize()
    def begin(self) -> None:
        self._open = ExitStack()
        engine = make_engine("sqlite://")
        self._open.callback(engine.dispose)
        Base.metadata.create_all(engine)
        self.desk: Desk = self._open.enter_context(desk(engine))
        self.minutes = 0.0
        self.word = 0
        self.post: Post = self.desk.begin()
        self.forever = self.desk.kept(self.post)
        self.tabs: dict[str, Tab] = {}
        for name in TABS:
            self.open(name)

    def teardown(self) -> None:
        self._open.close()

    @rule(name=tabs)
    def open(self, name: str) -> None:
        author = self.desk.ada if name.startswith("ada") else self.desk.emmy
        opened = drafting.open_editor(self.desk.session, self.post, author)
        version = opened.copy_base if opened.copy else opened.version
        typed = self.tabs[name].typed if name in self.tabs else []
        editor = Editor(author, version, opened.copy_version, name)
        self.tabs[name] = Tab(editor, opened.copy or opened.draft, typed)

    @rule(name=tabs, place=positions, removed=st.integers(0, 12), added=st.integers(0, 4))
    def type(self, name: str, place: int, removed: int, added: int) -> None:
        words = self.tabs[name].draft.source.split(" ")
        words[place : place + removed] = [self.new_word() for _ in range(added)]
        self.tabs[name].draft = replace(self.tabs[name].draft, source=" ".join(words))

    @rule(name=tabs, place=positions)
    def type_and_autosave(self, name: str, place: int) -> None:
        self.type(name, place, removed=1, added=2)
        self.autosave(name)

    @rule(name=tabs)
    def autosave(self, name: str) -> None:
        tab = self.tabs[name]
        answer = self.send(drafting.autosave, tab)
        tab.typed.append(tab.draft)
        if isinstance(answer, Conflict):
            self.open(name)

    @rule(name=tabs, is_settled=st.booleans())
    def save(self, name: str, *, is_settled: bool) -> None:
        tab = self.tabs[name]
        answer = self.send(drafting.save, tab)
        self.forever.append(tab.draft)
        if isinstance(answer, Conflict) and is_settled:
            tab.draft, tab.editor = answer.proposal, after(tab.editor, answer)
            self.send(drafting.save, tab)
            self.forever.append(tab.draft)

    @rule(name=tabs, days=st.integers(0, 2))
    def publish(self, name: str, days: int) -> None:
        tab = self.tabs[name]
        at = later(minutes=self.minutes, days=days)
        self.attempt(publishing.publish, self.post, editor=tab.editor, now=self.now, at=at)

    @rule(name=tabs)
    def update(self, name: str) -> None:
        self.attempt(publishing.update, self.post, editor=self.tabs[name].editor, now=self.now)

    @rule(number=positions)
    def restore(self, number: int) -> None:
        numbers = sa.select(Revision).where(Revision.post_id == self.post.id).order_by(Revision.number)
        found = self.desk.session.scalars(numbers).all()
        revision = found[number % len(found)]
        self.forever.append(draft_of(revision))
        revising.restore(self.desk.session, self.post, revision, author=self.desk.ada, now=self.now)

    @rule()
    def withdraw(self) -> None:
        self.attempt(publishing.withdraw, self.post, author=self.desk.ada, now=self.now)

    @rule()
    def trash_or_recover(self) -> None:
        publishing.trash(self.desk.session, self.post, author=self.desk.ada, now=self.now)
        publishing.recover(self.desk.session, self.post)

    @rule()
    def discard(self) -> None:
        drafting.discard(self.desk.session, self.post, self.desk.ada)

    @rule()
    def tag(self) -> None:
        order = bulk.Order(bulk.Action.TAG, self.desk.ada, (f"tag {self.word % 3}",))
        bulk.apply(self.desk.session, order, [self.post.id], now=self.now)

    @rule()
    def import_again(self) -> None:
        text = writing.Manuscript(
            "Entropy", self.new_word(), state=self.post.state, published_at=self.post.published_at
        )
        self.post.updated_at = self.now
        writing.change(self.desk.session, self.post, text, now=self.now)

    @rule(minutes=st.sampled_from([0.1, 3, 11]))
    def wait(self, minutes: float) -> None:
        self.minutes += minutes

    @invariant()
    def everything_is_found(self) -> None:
        if not hasattr(self, "post"):
            return
        kept = self.desk.kept(self.post)
        assert [text for text in self.forever if text not in kept] == []
        for tab in self.tabs.values():
            assert not tab.typed or tab.typed[-1] in kept
            assert [text for text in tab.typed if min(missing(text, found) for found in kept) > MOST_REMOVED] == []

    @invariant()
    def the_text_of_the_post_is_in_a_revision_or_in_its_row(self) -> None:
        if hasattr(self, "post"):
            opened = drafting.open_editor(self.desk.session, self.post, self.desk.ada)
            assert opened.draft in self.desk.kept(self.post) or opened.draft.source == self.post.source

    @property
    def now(self) -> datetime:
        """Return the moment it is."""
        return later(minutes=self.minutes)

    def new_word(self) -> str:
        """Return a long word that stands nowhere yet."""
        self.word += 1
        return f"{self.word:04}" + "abcdefghijklmnopqrstuvwxyz"

    def send(self, verb, tab: Tab):
        """Send what stands in a tab and let the tab hear the answer."""
        answer = verb(self.desk.session, self.post, tab.draft, editor=tab.editor, now=self.now)
        if not isinstance(answer, Conflict):
            tab.editor = after(tab.editor, answer)
        return answer

    def attempt(self, verb, *arguments: object, **more: object) -> None:
        """Do what may be refused, as a click may be."""
        try:
            verb(self.desk.session, *arguments, **more)
        except RefusedError:
            return


TestNeverLost = NeverLost.TestCase
TestNeverLost.settings = settings(max_examples=25, stateful_step_count=30, deadline=None)
