"""The tags that a reader narrows the listing to, and every way to one tag more or fewer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.services import subjects
from app.services.subjects import Subject
from app.web import addresses, visit
from app.web.addresses import Address
from app.web.reader import pages
from app.web.reader.asking import MOST_TAGS


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


def offered(choice: Choice, tags: Sequence[Subject]) -> tuple[pages.Tag, ...]:
    """The tags that a reader can add or take away."""
    return tuple(shown(tag, choice) for tag in tags)


def filter_of(choice: Choice, chosen: Sequence[Subject]) -> pages.Filter | None:
    """What the listing is narrowed to, and the ways out of it; None if it is whole."""
    if not choice.ids:
        return None
    other = replace(choice, matches_all=not choice.matches_all)
    return pages.Filter(
        chosen=tuple(shown(tag, choice) for tag in sorted(chosen, key=subjects.fullest_first)),
        matches_all=choice.matches_all,
        other_match_url=visit.url(other.address()) if len(choice.ids) > 1 else "",
        clear_url=visit.url(addresses.HOME),
    )


def shown(tag: Subject, choice: Choice) -> pages.Tag:
    """A tag as pages show it; it cannot be added to a choice that is full."""
    is_chosen = tag.id in choice.ids
    can_toggle = is_chosen or len(choice.ids) < MOST_TAGS
    return pages.Tag(
        name=tag.name,
        url=visit.url(addresses.tag(tag.slug)),
        toggle_url=visit.url(choice.toggled(tag.id).address()) if can_toggle else "",
        count=tag.post_count,
        is_chosen=is_chosen,
    )
