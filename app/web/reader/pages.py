"""What each page of the reader's room shows: the values that views build and templates read, and nothing else.

Every `url` is a path of this site that carries the reader's chosen language on. Names that end in `_html` are safe
HTML of the content pipeline and pass through the filter `stored_html`; every other text is escaped by the template.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Link:
    """A place to go; `count` is how many posts are found there, `is_current` whether the reader is there now.

    `language` is that of the label where it is not the page's own.
    """

    label: str
    url: str
    count: int = 0
    is_current: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says about itself to browsers, search engines and those who share it. Addresses are absolute.

    `title` is the whole title of the window. `alternates` maps a language tag (or `x-default`) to the same page in it.
    `language` is that of the content, `kind` Open Graph's type. `structured` is JSON-LD, or None.
    """

    title: str
    description: str
    canonical: str
    language: str
    kind: str = "website"
    robots: str = ""
    image: str = ""
    alternates: Mapping[str, str] | None = None
    previous: str = ""
    next: str = ""
    published_at: datetime | None = None
    updated_at: datetime | None = None
    structured: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag where it can be followed (`url`: its own page) or chosen (`toggle_url`: the listing with or without it)."""

    name: str
    url: str
    toggle_url: str = ""
    count: int = 0
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """A post in a listing. `scope` is the name in which its formulas keep their macros, labels and numbers."""

    scope: str
    url: str
    title_html: str
    excerpt_html: str
    language: str
    published_at: datetime
    category: Link | None
    reading_minutes: int
    tags: tuple[Tag, ...]
    is_pinned: bool


@dataclass(frozen=True, slots=True)
class Step:
    """A number in the pager, or a gap between numbers (then `number` is 0)."""

    number: int
    url: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Pager:
    """Where the reader is among the pages of a listing; an empty address means that there is no such page."""

    number: int
    last: int
    steps: tuple[Step, ...]
    previous_url: str = ""
    next_url: str = ""


@dataclass(frozen=True, slots=True)
class Filter:
    """The tags that a listing is narrowed to; each chosen tag's `toggle_url` takes it away.

    `other_match_url` switches between any and all of them and is empty for a single tag.
    """

    chosen: tuple[Tag, ...]
    matches_all: bool
    other_match_url: str
    clear_url: str


@dataclass(frozen=True, slots=True)
class ListingPage:
    """The home page, or the posts of a tag, a category or an author.

    `heading` and `description` stand above the cards of those three and are empty on the home page, which shows the
    site's own words instead. `cards` are made by `fragments/_card.html`. `avatar_url` is the picture of an author, if
    there is one. `aside` has the other ways through the posts, made by `fragments/_aside.html`. `has_formulas` tells
    whether MathJax is needed.
    """

    head: Head
    cards: tuple[str, ...]
    total: int
    pager: Pager
    has_formulas: bool
    is_home: bool = False
    heading: str = ""
    heading_kind: str = ""
    description: str = ""
    avatar_url: str = ""
    aside: str = ""
    filter: Filter | None = None


@dataclass(frozen=True, slots=True)
class Contents:
    """A heading of the post and those below it."""

    id: str
    html: str
    text: str
    children: tuple["Contents", ...] = ()


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The post before or after in time."""

    url: str
    title_html: str
    language: str


@dataclass(frozen=True, slots=True)
class Citation:
    """How the post is cited, as a line of text and as an entry of BibTeX."""

    text: str
    bibtex: str


@dataclass(frozen=True, slots=True)
class Cover:
    """The picture above a post: its address, the candidates for `srcset`, size in pixels and description."""

    url: str
    candidates: str
    width: int
    height: int
    description: str


@dataclass(frozen=True, slots=True)
class PostPage:
    """A post or a static page, whole. A static page has no neighbours, no citation and no dates to show.

    `definitions_html` defines the post's own macros, for all formulas on the page.
    """

    head: Head
    scope: str
    is_static: bool
    title_html: str
    html: str
    language: str
    author: Link
    category: Link | None
    tags: tuple[Tag, ...]
    published_at: datetime
    updated_at: datetime
    is_revised: bool
    reading_minutes: int
    word_count: int
    formula_count: int
    has_formulas: bool
    contents: tuple[Contents, ...] = ()
    older: Neighbour | None = None
    newer: Neighbour | None = None
    citation: Citation | None = None
    cover: Cover | None = None
    definitions_html: str = ""


@dataclass(frozen=True, slots=True)
class TagsPage:
    """Every tag that has posts, the fullest first, and every category."""

    head: Head
    tags: tuple[Tag, ...]
    categories: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A post in the archive."""

    scope: str
    url: str
    title_html: str
    language: str
    published_at: datetime


@dataclass(frozen=True, slots=True)
class Month:
    """The posts of a month, newest first; `number` is 1 to 12."""

    number: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """A year of the archive with its months, newest first, and how many posts it has."""

    number: int
    count: int
    months: tuple[Month, ...]


@dataclass(frozen=True, slots=True)
class ArchivePage:
    """One year of posts, newest first, in pages if they are very many, and the way to the other years."""

    head: Head
    year: Year | None
    years: tuple[Link, ...]
    total: int
    pager: Pager
    has_formulas: bool


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """What went wrong in words: what happened, and where to go from here."""

    head: Head
    status: int
    heading: str
    message: str
    suggestions: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds every page: the way around the site and the interface's languages."""

    navigation: tuple[Link, ...]
    languages: tuple[Link, ...]
    home_url: str
    feed_url: str
