"""The values that the content pipeline takes and gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class ImageVariant:
    """A smaller form of a stored picture: where it is served, and its width in pixels."""

    url: str
    width: int


@dataclass(frozen=True, slots=True)
class ImageSource:
    """Where an image that the author named is really served, its size in pixels, and its smaller forms.

    `description` stands in for one that the author left empty.
    """

    url: str
    width: int
    height: int
    variants: tuple[ImageVariant, ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True)
class Options:
    r"""What a post brings to its rendering besides its text.

    `language` is a BCP 47 tag and chooses the excerpt's labels (`[代码]` or `[code]`). `summary` is Markdown that
    replaces the beginning of the text in the excerpt. `excerpt_length` counts visible characters. `images` maps an
    image address as the author typed it to the stored picture, `links` an address of a link likewise to the one meant.
    `macros` are definitions of TeX (`\newcommand{\R}{\mathbb{R}}`) for its formulas; whoever shows the text puts them
    before it (`macros.definitions_html`), the excerpt carries them itself.
    `deleted` holds addresses of images, as typed, whose pictures are no more: their descriptions are shown.
    """

    language: str = "zh-Hans"
    summary: str = ""
    excerpt_length: int = 300
    images: Mapping[str, ImageSource] = field(default_factory=lambda: MappingProxyType({}))
    links: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    macros: str = ""
    deleted: frozenset[str] = frozenset()


DEFAULT = Options()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the text: its level (1 to 6), the id it is linked by, its HTML (formulas kept) and plain text."""

    level: int
    id: str
    html: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula exactly as typed between its delimiters, and the line of the source it begins on (from 1)."""

    tex: str
    display: bool
    line: int


@dataclass(frozen=True, slots=True)
class Reference:
    """An address that the text links to, as typed, with the line it stands on where that is known (else 0)."""

    url: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Image:
    """An image of the text: its address as typed and its description (`alt`)."""

    url: str
    alt: str
    line: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that the author should know, in English, with the line it stands on (from 1; 0 for the whole text).

    `code` is a short stable name for tests and translation (`dollar-not-formula`, `too-deep`...), `message` says
    what happened and what was done instead.
    """

    line: int
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class SourceBlock:
    """A block of a finished text and the lines of the source (from 1) that it comes from."""

    line: int
    last_line: int
    html: str


@dataclass(frozen=True, slots=True)
class Rendered:
    r"""A finished text: safe HTML and all that listings, feeds, search and authors need to know about it.

    `equation_references` are each `\ref{…}` and `\eqref{…}` in the text, as the formulas that a browser makes of them;
    those within formulas are in `formulas`.
    """

    html: str
    excerpt_html: str
    plain_text: str
    headings: tuple[Heading, ...]
    formulas: tuple[Formula, ...]
    equation_references: tuple[Formula, ...]
    references: tuple[Reference, ...]
    images: tuple[Image, ...]
    word_count: int
    reading_minutes: int
    problems: tuple[Problem, ...]
    renderer_version: str
