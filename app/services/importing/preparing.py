"""All the work on one file that needs no database: read, understand, keep its pictures, render.

It is the long part of an import, so it can be done in several processes at once; what it gives is stored whole.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import Enum
from functools import lru_cache
from pathlib import Path

from app.content import Image, Options, Problem, Reference, Rendered, render
from app.content.frontmatter import FrontMatter, split_front_matter
from app.content.inlines.addresses import unescaped
from app.services import pictures, remaking, rendering
from app.services.errors import RefusedError
from app.services.importing import reading
from app.services.importing.facts import Facts, Habits, facts_of
from app.services.importing.folder import Folder, is_no_post
from app.services.importing.leftovers import leftovers
from app.services.pictures import Picture
from app.services.remaking import PictureError
from app.storage.files import Store

FORMAT = "1"
"""Raised when the same files give other posts, so that the next import takes them in again."""

REFERENCE_LENGTH = 1000
"""Longest address of a picture that is kept."""

_PICTURE = re.compile(r"\.(?:png|apng|jpe?g|jfif|gif|webp|avif|bmp|tiff?|svg)\Z", re.IGNORECASE)
_DESTINATION = re.compile(r"\]\([ \t]*(?:<([^<>\n]{1,1000})>|([^\s<>()]{1,1000}(?:\([^\s()]{0,200}\)[^\s()]{0,200})?))")
_DEFINITION = re.compile(r"^ {0,3}\[[^\]\n]{1,200}\]:[ \t]*<?([^\s<>]{1,1000})", re.MULTILINE)
_RAW_IMAGE = re.compile(r"<img\b[^<>]{0,2000}?\bsrc\s*=\s*[\"']?([^\"'<>\s]{1,1000})", re.IGNORECASE)


class Standing(Enum):
    """What came of one file."""

    READY = "ready"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Job:
    """One file to prepare. `known_digest` is that of its last import; without `media` pictures are only looked at."""

    folder: Folder
    path: str
    habits: Habits
    known_digest: str | None = None
    media: Store | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file made ready to be stored, or why it is not. `source` is the text without front matter.

    `modified_at` is the time of the file, for texts that name none. Lines of problems are lines of the file.
    """

    path: str
    origin: str
    standing: Standing
    reason: str = ""
    digest: str = ""
    source: str = ""
    facts: Facts | None = None
    modified_at: datetime | None = None
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    rendered: Rendered | None = None
    problems: tuple[Problem, ...] = ()


def prepare(job: Job) -> Prepared:
    """Do all the work on a file that needs no database. Never raises: what goes wrong is the reason of a refusal."""
    blank = Prepared(job.path, job.folder.origin(job.path), Standing.REFUSED)
    try:
        return _prepared(job, blank)
    except RefusedError as error:
        return replace(blank, reason=str(error))
    except OSError as error:
        return replace(blank, reason=f"cannot be read or stored ({error.strerror or type(error).__name__}).")
    except Exception as error:  # noqa: BLE001 - one file that nobody thought of must not end the import of the others
        return replace(blank, reason=f"met a fault of the importer ({type(error).__name__}: {error}).")


def _prepared(job: Job, blank: Prepared) -> Prepared:
    file = job.folder.root / job.path
    status = file.stat()
    if status.st_size > reading.LIMIT:
        raise RefusedError(f"has {status.st_size:,} bytes; a text has at most {reading.LIMIT:,}.")
    content = file.read_bytes()
    text, problems = reading.text_of(content)
    front = split_front_matter(text)
    reason = is_no_post(job.path, has_facts=bool(front.fields))
    if reason or not front.body.strip():
        return replace(blank, standing=Standing.SKIPPED, reason=reason or "has no text.")
    found = _found(job, front.body)
    digest = _digest(content, found, job.habits)
    if digest == job.known_digest:
        return replace(blank, standing=Standing.UNCHANGED, digest=digest)
    facts = facts_of(front, job.path, text, job.habits)
    ready = replace(blank, standing=Standing.READY, digest=digest, source=front.body, facts=facts)
    modified_at = datetime.fromtimestamp(int(status.st_mtime), UTC)
    return _finished(job, replace(ready, modified_at=modified_at, problems=(*problems, *facts.problems)), front, found)


def _found(job: Job, body: str) -> dict[str, Path]:
    """The pictures within the folder that a text may show or link to, by the address typed."""
    matches = (*_DESTINATION.findall(body), *_DEFINITION.findall(body), *_RAW_IMAGE.findall(body))
    typed = {unescaped("".join(match)) for match in matches}
    found = {address: job.folder.picture(job.path, address) for address in typed}
    return {address: file for address, file in sorted(found.items()) if file and _PICTURE.search(file.name)}


def _digest(content: bytes, found: Mapping[str, Path], habits: Habits) -> str:
    """A digest of all that decides what a post becomes: the text, its pictures, the habits of the site."""
    digest = hashlib.sha256(f"{FORMAT}\n{habits!r}\n{len(content)}\n".encode() + content)
    for address, file in found.items():
        digest.update(f"\n{address}\n{_file_digest(file)}".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _file_digest(file: Path) -> str:
    status = file.stat()
    return _digest_of(file, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=10_000)
def _digest_of(file: Path, _modified: int, size: int) -> str:
    """The digest of a picture, read once for all posts that show it; too large a one is known by its size."""
    return hashlib.sha256(file.read_bytes()).hexdigest() if size <= remaking.BYTES else f"large {size}"


@lru_cache(maxsize=1_000)
def _kept(file: Path, _digest: str, media: Store | None) -> Picture | str:
    """A stored picture, or why it cannot be one."""
    if file.stat().st_size > remaking.BYTES:
        return f"it has {file.stat().st_size:,} bytes; at most {remaking.BYTES:,} are taken."
    try:
        return pictures.keep(file.read_bytes(), filename=file.name, store=media)
    except PictureError as error:
        return str(error)


def _finished(job: Job, ready: Prepared, front: FrontMatter, found: Mapping[str, Path]) -> Prepared:
    assert ready.facts is not None  # noqa: S101 - for the type checker: this is what makes it ready
    facts = ready.facts
    kept = {address: _kept(file, _file_digest(file), job.media) for address, file in found.items()}
    images = {address: picture for address, picture in kept.items() if isinstance(picture, Picture)}
    body = rendering.body(front.body, facts.title)
    result = _rendered(body, facts, images)
    late = _overlooked(job, result, kept)
    if late:
        kept |= late
        images |= {address: picture for address, picture in late.items() if isinstance(picture, Picture)}
        result = _rendered(body, facts, images)
    shown = {address: picture for address, picture in images.items() if picture.source.url in result.html}
    problems = (
        *leftovers(front.body, front.body_line),
        *at_lines_of_file(result.problems, front),
        *_unseen(result, front, kept),
        *_left_behind(job, result, front, shown),
    )
    return replace(ready, pictures=shown, rendered=result, problems=(*ready.problems, *problems))


def _rendered(body: str, facts: Facts, images: Mapping[str, Picture]) -> Rendered:
    sources = {address: picture.source for address, picture in images.items()}
    links = {address: source.url for address, source in sources.items()}
    return render(body, options=Options(facts.language, facts.summary, images=sources, links=links))


def _overlooked(job: Job, result: Rendered, kept: Mapping[str, Picture | str]) -> dict[str, Picture | str]:
    """Pictures that only the renderer recognised, because their addresses are typed in an unusual way."""
    addresses = {image.url for image in result.images if image.url not in kept and not image.url.startswith("/media/")}
    files = {address: job.folder.picture(job.path, address) for address in sorted(addresses)}
    return {
        address: _kept(file, _file_digest(file), job.media)
        for address, file in files.items()
        if file and len(address) <= REFERENCE_LENGTH
    }


def at_lines_of_file(problems: tuple[Problem, ...], front: FrontMatter) -> tuple[Problem, ...]:
    """Problems of the text, at the lines of the file."""
    before = front.body_line - 1
    return tuple(replace(problem, line=problem.line + before if problem.line else 1) for problem in problems)


def _unseen(result: Rendered, front: FrontMatter, kept: Mapping[str, Picture | str]) -> list[Problem]:
    """Pictures of the text that readers will not see."""
    unseen = []
    for image in result.images:
        reason = kept.get(image.url, "there is no such file in the folder.")
        if isinstance(reason, Picture) or "//" in image.url[:12] or image.url.startswith(("data:", "/media/")):
            continue
        message = f"The picture “{image.url[:100]}” was left as typed: {reason}"
        unseen.append(Problem(_line_of(image, front), "picture-not-kept", message))
    return unseen


def _left_behind(job: Job, result: Rendered, front: FrontMatter, shown: Mapping[str, Picture]) -> list[Problem]:
    """Links to files of the folder that are neither posts nor pictures that can be shown."""
    left = []
    for reference in result.references:
        file = None if reference.url in shown else job.folder.picture(job.path, reference.url)
        if file is None or rendering.TEXT_FILE.search(file.name):
            continue
        message = f"The file “{reference.url[:100]}” does not come along: the link to it leads nowhere."
        left.append(Problem(_line_of(reference, front), "file-left-behind", message))
    return left


def _line_of(found: Image | Reference, front: FrontMatter) -> int:
    """The line of the file that an address stands on, searched for if the renderer does not know it."""
    line = found.line or front.body.count("\n", 0, max(0, front.body.find(found.url))) + 1
    return line + front.body_line - 1
