"""Stored pictures: kept once by content, known by a row, tied to the posts whose texts show them."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.content import ImageSource, ImageVariant
from app.content.normalise import normalise
from app.services.formats import IMPORTED
from app.storage import files
from app.storage.base import NAME_LENGTH
from app.storage.files import Store
from app.storage.models import Author, Media, MediaVariant, PostMedia
from app.storage.queries import media as media_queries

_MARKUP = re.compile(r"[\\\[\]`*_$<>&!]")

VARIANT_TYPE = "image/webp"


@dataclass(frozen=True, slots=True)
class Variant:
    """A smaller form of a stored picture: the digest that its file is named by, its width in pixels, its bytes."""

    digest: str
    width: int
    byte_count: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A stored picture: the digest that its file is named by, its media type, its size in pixels and in bytes."""

    digest: str
    media_type: str
    width: int
    height: int
    byte_count: int
    filename: str = ""
    variants: tuple[Variant, ...] = ()

    @property
    def source(self) -> ImageSource:
        """What the pipeline needs to show it."""
        variants = tuple(_shown(variant.digest, variant.width) for variant in self.variants)
        return ImageSource(files.address(self.digest, self.media_type), self.width, self.height, variants)


def keep(content: bytes, *, filename: str, store: Store | None, formats: tuple[str, ...] = IMPORTED) -> Picture:
    """Make a picture anew with its smaller forms and put them into a store (nowhere if there is none).

    Raises `PictureError` for what is no picture or too large a one, `OSError` if the store cannot be written.
    """
    from app.services.remaking import remade  # noqa: PLC0415 - loaded when needed

    made = remade(content, formats=formats)
    digest = _kept(store, made.content, made.media_type)
    variants = tuple(
        Variant(_kept(store, smaller, VARIANT_TYPE), width, len(smaller)) for width, smaller in made.variants
    )
    return Picture(
        digest, made.media_type, made.width, made.height, len(made.content), filename[:NAME_LENGTH], variants
    )


def _kept(store: Store | None, content: bytes, media_type: str) -> str:
    digest = hashlib.sha256(content).hexdigest()
    if store is not None:
        store.write(files.filename(digest, media_type), content)
    return digest


def row_of(session: Session, picture: Picture) -> Media:
    """The row of a stored picture, made if it is missing; the same picture has one row however often it is shown."""
    found = session.scalars(media_queries.with_variants(media_queries.by_digest(picture.digest))).first()
    if found is None:
        found = Media(
            digest=picture.digest,
            media_type=picture.media_type,
            width=picture.width,
            height=picture.height,
            byte_count=picture.byte_count,
            filename=picture.filename,
            variants=[],
        )
        session.add(found)
    if not found.variants:  # It may have been kept before there were any.
        found.variants = [
            MediaVariant(width=variant.width, digest=variant.digest, byte_count=variant.byte_count)
            for variant in picture.variants
        ]
    session.flush()  # Those who show it need its id.
    return found


def upload(session: Session, picture: Picture, *, author: Author, now: datetime) -> Media:
    """The row of a picture that an author brought; who brought the same one first keeps it."""
    row = row_of(session, picture)
    if row.uploaded_at is None:
        row.uploader_id, row.uploaded_at = author.id, now
    return row


def avatar_of(session: Session, author: Author) -> Media | None:
    """The picture beside an author's name, with its smaller forms."""
    if author.avatar_id is None:
        return None
    return session.scalars(media_queries.with_variants(media_queries.by_id(author.avatar_id))).first()


def name_of(typed: str) -> str:
    """The name of a file that was sent, to be shown and searched for: without folders, on one line."""
    return " ".join(normalise(typed.replace("\\", "/").rpartition("/")[2]).split())[:NAME_LENGTH]


def markdown_of(media: Media) -> str:
    """What shows a picture in a text."""
    description = _MARKUP.sub(r"\\\g<0>", media.description)
    return f"![{description}]({address_of(media)})"


def source_of(media: Media) -> ImageSource:
    """What the pipeline needs to show a picture, of a row with its variants."""
    variants = tuple(_shown(variant.digest, variant.width) for variant in media.variants)
    return ImageSource(address_of(media), media.width, media.height, variants, media.description)


def smallest_of(media: Media) -> str:
    """The path at which the smallest form of a picture is served, of a row with its variants."""
    return files.address(media.variants[0].digest, VARIANT_TYPE) if media.variants else address_of(media)


def address_of(media: Media) -> str:
    """The path at which a picture is served."""
    return files.address(media.digest, media.media_type)


def file_names(media: Media) -> set[str]:
    """The names of the files that a picture with its variants lies in."""
    smaller = {files.filename(variant.digest, VARIANT_TYPE) for variant in media.variants}
    return {files.filename(media.digest, media.media_type), *smaller}


def named_in(session: Session, *texts: str) -> dict[str, Media]:
    """The stored pictures whose addresses (`/media/…`) stand in texts, with their variants, by address."""
    matches = [match for text in texts for match in files.ADDRESS.finditer(text)]
    if not matches:
        return {}
    found = session.scalars(
        media_queries.with_variants(media_queries.by_digests({match["digest"] for match in matches}))
    )
    by_address = {address_of(media): media for media in found}
    return {match[0]: by_address[match[0]] for match in matches if match[0] in by_address}


def tie(session: Session, post_id: int, *texts: str) -> None:
    """Note that versions of a post show the pictures whose addresses stand in these texts.

    Such a tie stays as long as the post: whoever goes back to an earlier version finds its pictures.
    """
    named = named_in(session, *texts)
    if not named:
        return
    before = {row.reference: row for row in session.scalars(media_queries.of_post(post_id))}
    for address, media in named.items():
        if address not in before:
            session.add(PostMedia(post_id=post_id, reference=address, media_id=media.id))
        elif before[address].media_id != media.id:  # It was deleted and has come again.
            before[address].media_id = media.id
    session.flush()  # The rendering asks the database which pictures there are.


def _shown(digest: str, width: int) -> ImageVariant:
    return ImageVariant(files.address(digest, VARIANT_TYPE), width)
