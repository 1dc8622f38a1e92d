"""A text as its author has it before them: what is typed, saved, compared and restored."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from app.services.errors import N_, RefusedError, RefusedFieldError
from app.storage.models import Author, Post, Revision

UNTITLED = {"zh": "无题", "en": "Untitled"}
"""What a draft without a title is called in listings, by the language of its text; English for every other."""


LARGEST_COUNT = 2**31 - 1
LONGEST_BRANCH = 64

_LANGUAGE = re.compile(r"(?=.{2,35}\Z)[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class PostSettings:
    """What an author says about a text. `cover` is the digest of a stored picture.

    An empty `slug` follows the title until the post is first published, and changes nothing afterwards.
    """

    slug: str = ""
    summary: str = ""
    category: str = ""
    tags: tuple[str, ...] = ()
    language: str = "zh-Hans"
    pinned: bool = False
    series: str = ""
    series_place: int | None = None
    cover: str = ""
    macros: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A title, a text and what is said about them. Two drafts are equal when all of that is."""

    title: str
    source: str
    settings: PostSettings = field(default_factory=PostSettings)

    @property
    def shown_title(self) -> str:
        """The title, or a name for a text that has none yet."""
        return self.title if self.title.strip() else UNTITLED.get(self.settings.language[:2], UNTITLED["en"])


@dataclass(frozen=True, slots=True)
class Editor:
    """An open editor: who writes in it, and what it last heard of the post.

    `version` is the version of the post that the text in it started from, `copy_version` that of the author's working
    copy (0 where there was none). `branch` tells the tabs of one author apart; a plain form has none. What no editor of
    this site sends is refused with `RefusedError`.
    """

    author: Author
    version: int
    copy_version: int = 0
    branch: str = ""

    def __post_init__(self) -> None:
        """Numbers must be countable and the branch a short name, or no database could look for them."""
        is_countable = 0 <= self.version <= LARGEST_COUNT and 0 <= self.copy_version <= LARGEST_COUNT
        is_name = self.branch.isascii() and self.branch.isprintable() and len(self.branch) <= LONGEST_BRANCH
        if not (is_countable and is_name):
            raise RefusedError(N_("The editor sent something that cannot be. Nothing was changed; reload the page."))


def accepted(draft: Draft) -> Draft:
    """The draft as it is kept: exactly as typed but for line ends, which become line feeds.

    A browser's plain form sends a carriage return with each line feed that was typed, an editor in JavaScript does not;
    the same text must be equal however it came. Raises `RefusedError` for what no database keeps: NUL, halves of
    surrogate pairs, settings that cannot be.
    """
    given = asdict(draft.settings)
    typed: dict[str, Any] = {name: _accepted(value) for name, value in given.items() if isinstance(value, str)}
    settings = replace(draft.settings, **typed, tags=tuple(map(_accepted, draft.settings.tags)))
    if not _LANGUAGE.fullmatch(settings.language):
        message = N_("%(typed)s is no language tag like zh-Hans or en. Nothing was changed.")
        raise RefusedFieldError("language", message, typed=repr(settings.language[:50]))
    if settings.series_place is not None and not 0 <= settings.series_place <= LARGEST_COUNT:
        message = N_("The place in a series must be a number from 0 on. Nothing was changed.")
        raise RefusedFieldError("series_place", message)
    return Draft(_accepted(draft.title), _accepted(draft.source), settings)


def draft_of(revision: Revision) -> Draft:
    """What a revision holds."""
    return Draft(revision.title, revision.source, settings_of(revision.settings))


def draft_of_post(post: Post) -> Draft:
    """What the row of a post holds; its category, tags, series and cover must be loaded."""
    settings = PostSettings(
        slug=post.slug,
        summary=post.summary,
        category=post.category.name if post.category else "",
        tags=tuple(tag.name for tag in post.tags),
        language=post.language,
        pinned=post.pinned,
        series=post.series.name if post.series else "",
        series_place=post.series_place,
        cover=post.cover.digest if post.cover else "",
        macros=post.macros,
    )
    return Draft(post.title, post.source, settings)


def snapshot(settings: PostSettings) -> dict[str, Any]:
    """Settings as a revision keeps them."""
    return asdict(settings) | {"tags": list(settings.tags)}


def settings_of(kept: Mapping[str, Any]) -> PostSettings:
    """Settings that a revision keeps; one that was not there yet when it was made has its default."""
    known = {name.name: kept[name.name] for name in fields(PostSettings) if name.name in kept}
    return PostSettings(**(known | {"tags": tuple(kept.get("tags", ()))}))


def _accepted(text: str) -> str:
    if "\0" in text:
        raise RefusedError(N_("The text holds a NUL character, which cannot be kept. Nothing was changed; remove it."))
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise RefusedError(N_("The text holds half of a character (a lone surrogate). Nothing was changed.")) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")
