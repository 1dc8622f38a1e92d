"""What the editor's page shows: the values that views build and the template reads."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from sqlalchemy.orm import Session

from app.content.slugs import slug_of
from app.database import database
from app.services import drafting, permissions, remaking
from app.services.appearance import sheet
from app.services.drafting import Opened
from app.services.drafts import Draft, PostSettings
from app.services.errors import RefusedError, RefusedFieldError
from app.services.permissions import Action
from app.services.pictures import smallest_of
from app.storage.models import Author, Post, State
from app.storage.queries import authors, media
from app.storage.queries import studio as queries
from app.storage.queries.studio import Shelf
from app.web import addresses, visit
from app.web.studio import moments
from app.web.studio.answers import said
from app.web.studio.problems import Note, notes

COVERS = 60
"""Pictures that can be chosen as a cover without a script; with one the whole library can be searched."""

LANGUAGES = ("zh-Hans", "zh-Hant", "en", "ja", "de", "fr")
"""Suggestions for the language of a text; any tag may be typed."""


@dataclass(frozen=True, slots=True)
class Rights:
    """What the author may do to the post as it is now."""

    edit: bool
    publish: bool
    trash: bool
    purge: bool
    purge_early: bool
    assign: bool


@dataclass(frozen=True, slots=True)
class Cover:
    """A picture that can stand above a post: its digest, what it shows, and the address of a small one."""

    digest: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Choices:
    """Names that can be chosen instead of typed, and pictures.

    `authors` are pairs of the name in an author's address and the one that readers see.
    """

    tags: Sequence[str]
    categories: Sequence[str]
    series: Sequence[str]
    covers: Sequence[Cover]
    authors: Sequence[tuple[str, str]]
    languages: Sequence[str] = LANGUAGES


@dataclass(frozen=True, slots=True)
class EditorPage:
    """A post in the editor.

    `draft` is what stands in the form: what its author typed since the last save if `is_typed`, else the saved text.
    `is_behind` tells that somebody saved since that was begun. `url` is where readers find the post, if they do;
    `published_at` and `zone` are its moment and the time zone of all moments here. `counts` are words, formulas and
    minutes of reading. `largest_picture` is the size in bytes of the largest file that is taken. `refusal` says why
    what was typed could not be kept, `errors` the same beside a setting.
    """

    post_id: int
    shelf: Shelf
    draft: Draft
    version: int
    copy_version: int
    branch: str
    is_typed: bool
    is_behind: bool
    has_unpublished_changes: bool
    slug: str
    suggested_slug: str
    url: str
    published_at: str
    published_shown: str
    updated_shown: str
    zone: str
    author: str
    rights: Rights
    choices: Choices
    problems: Sequence[Note]
    counts: tuple[int, int, int]
    largest_picture: int = remaking.BYTES
    refusal: str = ""
    errors: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def settings(self) -> PostSettings:
        """What is said about the text."""
        return self.draft.settings


def editor_page(reading: Session, post: Post, author: Author) -> EditorPage:
    """The page for one of those who may see the post."""
    opened = drafting.open_editor(reading, post, author)
    draft = opened.copy or opened.draft
    made = sheet(reading, post, draft, site_url=database().settings.site_url)
    is_shown = post.is_visible(visit.now())
    return EditorPage(
        post_id=post.id,
        shelf=shelf_of(post),
        draft=draft,
        version=_version(opened),
        copy_version=opened.copy_version,
        branch=secrets.token_hex(8),
        is_typed=opened.copy is not None,
        is_behind=opened.copy is not None and opened.copy_base < opened.version,
        has_unpublished_changes=opened.has_unpublished_changes,
        slug=post.slug,
        suggested_slug=slug_of(draft.title),
        url=addresses.of_post(post.kind, post.slug).written() if is_shown else "",
        published_at=moments.field(post.published_at),
        published_shown=moments.shown(post.published_at) if post.published_at else "",
        updated_shown=moments.shown(post.updated_at),
        zone=visit.site().timezone,
        rights=rights_of(author, post),
        choices=_choices(reading, draft.settings.cover),
        author=reading.get_one(Author, post.author_id).name,
        problems=notes(made.problems),
        counts=(made.rendered.word_count, len(made.rendered.formulas), made.rendered.reading_minutes),
    )


def typed_again(page: EditorPage, draft: Draft, refusal: RefusedError, fields: Mapping[str, str]) -> EditorPage:
    """The page with what was typed, which could not be kept, and why; versions are those that the form came with."""
    message = said(refusal)
    beside = {refusal.field: message} if isinstance(refusal, RefusedFieldError) else {}
    versions = {name: fields.get(name, getattr(page, name)) for name in ("version", "copy_version", "branch")}
    return replace(page, draft=draft, is_typed=False, refusal=message, errors=beside, **versions)


def rights_of(author: Author, post: Post) -> Rights:
    """What an author may do to a post."""
    return Rights(
        edit=permissions.may(author, Action.EDIT, post),
        publish=permissions.may(author, Action.PUBLISH, post),
        trash=permissions.may(author, Action.TRASH, post),
        purge=permissions.may(author, Action.PURGE, post),
        purge_early=permissions.may(author, Action.MANAGE_SITE),
        assign=permissions.may(author, Action.ASSIGN, post),
    )


def shelf_of(post: Post) -> Shelf:
    """Where a post stands at this moment."""
    if post.state is not State.PUBLISHED:
        return Shelf(post.state.value)
    return Shelf.PUBLISHED if post.is_visible(visit.now()) else Shelf.SCHEDULED


def _version(opened: Opened) -> int:
    """The version that the text in the form started from."""
    return opened.version if opened.copy is None else opened.copy_base


def _choices(reading: Session, cover: str) -> Choices:
    return Choices(
        tags=[tag.name for tag in reading.scalars(queries.tags())],
        categories=[category.name for category in reading.scalars(queries.categories())],
        series=[series.name for series in reading.scalars(queries.series())],
        covers=_covers(reading, cover),
        authors=[(row.name, row.display_name) for row in reading.scalars(authors.every()) if not row.deactivated_at],
    )


def _covers(reading: Session, chosen: str) -> list[Cover]:
    """The newest pictures of the library, and the one that is chosen however old it is."""
    newest = reading.scalars(media.with_variants(media.library().limit(COVERS))).all()
    older = reading.scalars(media.with_variants(media.by_digests([chosen] if chosen else []))).all()
    found = {picture.digest: picture for picture in (*newest, *older)}
    return [Cover(digest, row.description or row.filename, smallest_of(row)) for digest, row in found.items()]
