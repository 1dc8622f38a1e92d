"""What an author is given whose text came second: both texts, what they began with, and a merge to decide on."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from app.content.merging import Merge, merge, merge_unrelated
from app.services.drafts import Draft, PostSettings
from app.storage.models import Revision


@dataclass(frozen=True, slots=True)
class Conflict:
    """A text that was not applied and is kept in `revision`.

    `theirs` is the text that was there first, `base` what both began with (None where that is not known), `version`
    and `copy_version` what the editor must name for its next attempt. `source` is the merge of the two texts;
    `proposal` holds it in writing, with collisions between marks. `disputed` names what besides the text both set
    differently (`title`, `summary`, …); the proposal has the author's own value there.
    """

    revision: Revision
    yours: Draft
    theirs: Draft
    base: Draft | None
    version: int
    copy_version: int
    source: Merge
    proposal: Draft
    disputed: tuple[str, ...]

    @property
    def is_clean(self) -> bool:
        """Whether the proposal needs no decision."""
        return self.source.is_clean and not self.disputed


def conflict(
    revision: Revision, yours: Draft, theirs: Draft, base: Draft | None, *, versions: tuple[int, int]
) -> Conflict:
    """The answer to an author whose text was kept in `revision`; `versions` are the post's and the working copy's."""
    if base is None:
        source = merge_unrelated(yours.source, theirs.source)
    else:
        source = merge(base.source, yours.source, theirs.source)
    merged, disputed = _merged(_fields(yours), _fields(theirs), _fields(base) if base else {})
    title = merged.pop("title")
    proposal = Draft(title, source.text(mine="yours"), PostSettings(**merged))
    return Conflict(revision, yours, theirs, base, *versions, source=source, proposal=proposal, disputed=disputed)


def _merged(
    yours: Mapping[str, Any], theirs: Mapping[str, Any], base: Mapping[str, Any]
) -> tuple[dict[str, Any], tuple[str, ...]]:
    merged, disputed = {}, []
    for name, mine in yours.items():
        other = theirs[name]
        if name == "tags":
            merged[name] = _tags(mine, other, base.get(name, ()))
            continue
        is_mine_unchanged = name in base and mine == base[name]
        is_other_unchanged = name in base and other == base[name]
        merged[name] = other if is_mine_unchanged else mine
        if mine != other and not is_mine_unchanged and not is_other_unchanged:
            disputed.append(name)
    return merged, tuple(disputed)


def _tags(mine: tuple[str, ...], theirs: tuple[str, ...], base: tuple[str, ...]) -> tuple[str, ...]:
    """Tags that either side added, and those that neither removed."""
    either = [*mine, *(tag for tag in theirs if tag not in mine)]
    return tuple(tag for tag in either if tag not in base or (tag in mine and tag in theirs))


def _fields(draft: Draft) -> dict[str, Any]:
    return {"title": draft.title} | asdict(draft.settings)
