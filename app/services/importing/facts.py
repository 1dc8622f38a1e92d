"""What the front matter and the path of a file say about its post."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from pathlib import PurePosixPath
from typing import Any

from app.content.characters import CJK_LETTERS
from app.content.document import Problem
from app.content.fences import fences
from app.content.frontmatter import FrontMatter
from app.content.slugs import slug_of
from app.services.importing.dates import moment_of
from app.services.importing.fields import Fields, names_of, words_of
from app.services.rendering import first_heading
from app.storage.models import Kind

TITLE_LENGTH = 500
"""Longest title, in characters."""

SIGNATURE_LENGTH = 100
"""Longest name above a post; several authors share one."""

_JOINT = {True: "、", False: ", "}

_MEANINGLESS = frozenset(
    {
        *("math", "mathjax", "mathjax3", "katex", "latex", "usemath", "use_math", "mermaid", "plantuml", "toc"),
        *("toc_number", "comment", "comments", "share", "copyright", "reward", "type", "layout", "readonly"),
        *("output", "format", "engine", "jupyter", "bibliography", "csl", "link_citations", "markup", "highlight"),
        *("id", "uuid", "noindex", "sitemap", "iscjklanguage", "disable_nunjucks"),
    }
)
"""Fields that steer other programs: flags of formulas, contents, comments; formulas need none here."""

_PUBLISHED = ("date", "publishdate", "publish_date", "pubdate", "pub_date", "published_at", "created", "created_at")
_UPDATED = (
    *("updated", "lastmod", "last_modified_at", "last_modified", "modified", "update", "updated_at", "date_modified"),
    *("lastupdated", "last_updated", "update_time"),
)

_DATED_NAME = re.compile(r"\A(\d{4}-\d{1,2}-\d{1,2})(?:[-_ ]+(?=.)|\Z)")
_INDEX = frozenset({"index", "readme"})
_LANGUAGE_ENDING = re.compile(r"\.(zh(?:-\w{2,4})?|en(?:-\w{2})?|ja|ko|fr|de|es|it|pt|ru)\Z", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_TRADITIONAL = re.compile(r"zh-(?:tw|hk|mo|hant)\b", re.IGNORECASE)
_CHINESE = re.compile(rf"[{CJK_LETTERS}]")
_LETTER = re.compile(r"[^\W\d_]")
_TITLE_LINE = re.compile(r" {0,3}#[ \t]+(\S.*)")
_PATTERN = re.compile(r"(?:\A|/):\w|[{}]")


@dataclass(frozen=True, slots=True)
class Habits:
    """What a folder's texts leave open: the zone of their moments, who signs them, their language.

    An empty `language` means that each text shows it; `site_language` is then the first guess.
    """

    zone: tzinfo
    author: str
    language: str = ""
    site_language: str = "zh-Hans"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known about a post besides its text. `implied_slug` is the address that its file's name suggests."""

    title: str
    author: str
    slug: str
    implied_slug: str
    kind: Kind
    language: str
    summary: str
    category: str
    tags: tuple[str, ...]
    published_at: datetime | None
    updated_at: datetime | None
    is_pinned: bool
    is_draft: bool
    problems: tuple[Problem, ...]


def facts_of(front: FrontMatter, path: str, source: str, habits: Habits) -> Facts:
    """Understand a text's front matter; `path` is its place in the folder. What is not understood is a problem."""
    head = "\n".join(re.split(r"\r\n|\r|\n", source)[: front.body_line - 1])
    fields = Fields(front.fields, head)
    place = PurePosixPath(path)
    stem, language = _stem(place)
    category, tags = _subjects(fields, is_jekyll=_is_jekyll(place))
    title = fields.text("title", "name")
    facts = Facts(
        title=(title or first_heading(front.body) or _later_title(front.body) or _title_from(stem))[:TITLE_LENGTH],
        author=_author(fields) or habits.author,
        slug=_slug(fields),
        implied_slug=slug_of(stem),
        kind=_kind(fields, place),
        language=_language(fields, habits, language, front.body),
        summary=fields.text("summary", "excerpt", "description", "abstract", "desc"),
        category=category,
        tags=tags,
        published_at=_published(fields, place, habits.zone),
        updated_at=_moment(fields, habits.zone, *_UPDATED),
        is_pinned=_is_pinned(fields),
        is_draft=_is_draft(fields, place),
        problems=(),
    )
    fields.ignore(_MEANINGLESS)
    fields.report_unknown()
    return replace(facts, problems=(*front.problems, *sorted(fields.problems, key=lambda problem: problem.line)))


def _stem(place: PurePosixPath) -> tuple[str, str]:
    """The name that a file stands for, without date and ending, and the language that its ending names."""
    name = place.stem
    ending = _LANGUAGE_ENDING.search(name)
    if ending:
        name = name[: ending.start()]
    if name.lower() in _INDEX and place.parent.name:
        name = place.parent.name
    return _DATED_NAME.sub("", name) or name, ending[1] if ending else ""


def _title_from(stem: str) -> str:
    return stem if " " in stem else re.sub(r"[-_]+", " ", stem).strip() or stem


def _later_title(body: str) -> str:
    """The first heading of the first level outside code."""
    lines = body.split("\n")
    for fence in fences(lines):
        lines[fence.start : fence.end] = [""] * (fence.end - fence.start)
    match = next(filter(None, map(_TITLE_LINE.fullmatch, lines)), None)
    return match[1].rstrip(" \t#") if match else ""


def _is_jekyll(place: PurePosixPath) -> bool:
    return "_posts" in place.parts and "source" not in place.parts and _DATED_NAME.match(place.name) is not None


def _author(fields: Fields) -> str:
    name, value = fields.take("author", "authors")
    names = [value["name"]] if isinstance(value, dict) and "name" in value else names_of(value, separators=r"\n")
    signature = _JOINT[_CHINESE.search("".join(names)) is not None].join(map(words_of, names))
    if len(signature) > SIGNATURE_LENGTH:
        fields.report(name, "too-many-authors", f"The authors' names are longer than {SIGNATURE_LENGTH} characters.")
    return signature


def _slug(fields: Fields) -> str:
    """The last part of the address that an author chose; patterns such as `/:year/:title/` are for generators."""
    name, value = fields.take("slug", "permalink", "url", "abbrlink")
    words = words_of(value)
    parts = [part for part in re.split(r"[?#]", words)[0].split("/") if part]
    if not parts:
        return ""
    if _PATTERN.search(words):
        fields.report(name, "address-pattern", f"“{name}” is a pattern, not an address: it was left out.")
        return ""
    return re.sub(r"\.html?\Z", "", parts[-1])


def _kind(fields: Fields, place: PurePosixPath) -> Kind:
    """A page says so; what Hexo keeps beside its `_posts` is one too."""
    says_so = fields.flag("page") or "page" in {fields.text("layout").lower(), fields.text("type").lower()}
    is_of_hexo = place.parts[0] == "source" and {"_posts", "_drafts"}.isdisjoint(place.parts)
    return Kind.PAGE if says_so or is_of_hexo else Kind.POST


def _language(fields: Fields, habits: Habits, of_file: str, body: str) -> str:
    typed = fields.text("lang", "language", "locale") or of_file or habits.language
    tag = _language_tag(typed.replace("_", "-"))
    if typed and not tag:
        message = f"“{typed[:60]}” is no language tag such as zh-Hans or en: it was left out."
        fields.report("lang", "unknown-language", message)
    return tag or _shown_language(body, habits.site_language)


def _language_tag(typed: str) -> str:
    """The tag of RFC 5646 that is meant, Chinese by its script; empty for what is none."""
    if _TRADITIONAL.match(typed):
        return "zh-Hant"
    if typed.lower().partition("-")[0] in {"zh", "cn", "chinese"}:
        return "zh-Hans"
    tag = typed[:2].lower() + typed[2:]
    return tag if _LANGUAGE.fullmatch(tag) and len(tag) <= 35 else ""


def _shown_language(body: str, usual: str) -> str:
    """Chinese if one letter in twenty is (formulas and code are Latin), else the usual language or English."""
    sample = body[:20_000]
    is_chinese = len(_CHINESE.findall(sample)) * 20 >= len(_LETTER.findall(sample))
    if is_chinese == usual.startswith("zh"):
        return usual
    return "zh-Hans" if is_chinese else "en"


def _subjects(fields: Fields, *, is_jekyll: bool) -> tuple[str, tuple[str, ...]]:
    """The category and the tags: Hexo's further categories are tags here."""
    separators = r"[,，、;；\n]|\s+" if is_jekyll else r"[,，、;；\n]"
    categories = names_of(_value(fields, "categories", "category"), separators=separators)
    tags = names_of(_value(fields, "tags", "tag"), separators=separators)
    return (categories[0] if categories else ""), tuple(dict.fromkeys((*categories[1:], *tags)))


def _value(fields: Fields, *names: str) -> Any:
    return fields.take(*names)[1]


def _published(fields: Fields, place: PurePosixPath, zone: tzinfo) -> datetime | None:
    dated = _DATED_NAME.match(place.stem) or _DATED_NAME.match(place.parent.name)
    return _moment(fields, zone, *_PUBLISHED) or (moment_of(dated[1], zone) if dated else None)


def _moment(fields: Fields, zone: tzinfo, *names: str) -> datetime | None:
    name, value = fields.take(*names)
    moment = None if value is None else moment_of(value, zone)
    if value is not None and moment is None:
        shown = words_of(value)[:60]
        fields.report(name, "unknown-moment", f"“{name}: {shown}” is no moment that is understood: it was left out.")
    return moment


def _is_pinned(fields: Fields) -> bool:
    flags = [fields.flag(name) for name in ("pinned", "pin", "top", "sticky", "weight")]
    return True in flags


def _is_draft(fields: Fields, place: PurePosixPath) -> bool:
    is_draft = [
        fields.flag("draft") is True,
        fields.flag("published", "publish") is False,
        fields.flag("hidden", "private") is True,
        fields.text("status").lower() in {"draft", "private", "hidden", "unpublished"},
        "_drafts" in place.parts,
    ]
    return any(is_draft)
