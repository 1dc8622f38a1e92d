"""The tags that a reader narrows the listing to, and every way to one tag more or fewer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.storage.models import Tag
from app.storage.queries.taxonomy import folded
from app.web import addresses, visit
from app.web.addresses import Address
from app.web.reader import pages
from app.web.reader.asking import MOST_TAGS, Asked

Counted = Sequence[tuple[Tag, int]]
"""Tags that have posts, each with their number, the fullest first."""

MOST_SHOWN = 40
"""Tags that a listing offers; the page of tags has all."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The chosen tags by id, in order, and whether posts must carry all of them."""

    ids: tuple[int, ...] = ()
    matches_all: bool = False

    def address(self) -> Address:
        """The listing narrowed so."""
        return addresses.filtered(self.ids, matches_all=self.matches_all)

    def toggled(self, tag_id: int) -> "Choice":
        """With the tag if it is not among them, without it if it is."""
        return replace(self, ids=tuple(sorted({*self.ids} ^ {tag_id})))


NO_CHOICE = Choice()


def choice_of(asked: Asked, counted: Counted) -> Choice:
    """Those of the tags asked for that readers find posts under; empty if there are none."""
    names = {folded(name) for name in asked.tag_names}
    ids = sorted(tag.id for tag, _count in counted if tag.id in asked.tag_ids or tag.folded in names)
    return Choice(tuple(ids), asked.matches_all and len(ids) > 1)


def offered(choice: Choice, counted: Counted) -> tuple[pages.Tag, ...]:
    """The tags that a reader can add or take away."""
    return tuple(shown(tag, choice, count) for tag, count in counted[:MOST_SHOWN])


def filter_of(choice: Choice, counted: Counted) -> pages.Filter | None:
    """What the listing is narrowed to, and the ways out of it; None if it is whole."""
    if not choice.ids:
        return None
    other = replace(choice, matches_all=not choice.matches_all)
    return pages.Filter(
        chosen=tuple(shown(tag, choice, count) for tag, count in counted if tag.id in choice.ids),
        matches_all=choice.matches_all,
        other_match_url=visit.url(other.address()) if len(choice.ids) > 1 else "",
        clear_url=visit.url(addresses.HOME),
    )


def shown(tag: Tag, choice: Choice, count: int = 0) -> pages.Tag:
    """A tag as pages show it; it cannot be added to a choice that is full."""
    is_chosen = tag.id in choice.ids
    can_toggle = is_chosen or len(choice.ids) < MOST_TAGS
    return pages.Tag(
        name=tag.name,
        url=visit.url(addresses.tag(tag.slug)),
        toggle_url=visit.url(choice.toggled(tag.id).address()) if can_toggle else "",
        count=count,
        is_chosen=is_chosen,
    )
