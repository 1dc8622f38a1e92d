"""Pictures that authors bring: measured before they are decoded, then made anew from their pixels alone.

What is stored holds nothing of the file that came but what it looks like: no place, no camera, no thumbnail, no text
and no second file hidden behind the picture.
"""

import hashlib
import warnings
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageCms, ImageOps, ImageSequence, UnidentifiedImageError
from sqlalchemy.orm import Session

from app.content import ImageSource
from app.services.errors import RefusedError
from app.storage import files
from app.storage.files import Store
from app.storage.models import Media
from app.storage.queries import media as media_queries

BYTES = 20_000_000
"""Largest file of a picture."""

PIXELS = 50_000_000
"""Most pixels of one picture: 200 MB in memory, and more than any camera or screen of a blog needs."""

FRAMES = 1_000
"""Most frames of a moving picture."""

MOVING_PIXELS = 40_000_000
"""Most pixels of all frames of a moving picture together."""

_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "AVIF", "BMP", "TIFF")
_STORED = {"JPEG": "JPEG", "WEBP": "WEBP", "AVIF": "AVIF", "GIF": "GIF"}
_MODES = frozenset({"1", "L", "LA", "RGB", "RGBA"})
_DEEP = ("I;16", "I;16L", "I;16B", "I;16N", "I")
_SAVING: dict[str, dict[str, object]] = {
    "JPEG": {"quality": 90, "progressive": True, "optimize": True},
    "WEBP": {"quality": 90, "method": 4},
    "AVIF": {"quality": 80, "speed": 8},
}


class PictureError(RefusedError):
    """A file that cannot be shown as a picture; the message says why."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A stored picture: the digest that its file is named by, its media type, its size in pixels and in bytes."""

    digest: str
    media_type: str
    width: int
    height: int
    byte_count: int
    filename: str = ""

    @property
    def source(self) -> ImageSource:
        """What the pipeline needs to show it."""
        return ImageSource(files.address(self.digest, self.media_type), self.width, self.height)


def keep(content: bytes, *, filename: str, store: Store | None) -> Picture:
    """Make a picture anew and put it into a store (nowhere if there is none).

    Raises `PictureError` for what is no picture or too large a one, `OSError` if the store cannot be written.
    """
    made, media_type, (width, height) = remade(content)
    digest = hashlib.sha256(made).hexdigest()
    if store is not None:
        store.write(files.filename(digest, media_type), made)
    return Picture(digest, media_type, width, height, len(made), filename[:200])


def row_of(session: Session, picture: Picture) -> Media:
    """The row of a stored picture, made if it is missing; the same picture has one row however often it is shown."""
    found = session.scalars(media_queries.by_digest(picture.digest)).first()
    if found is None:
        found = Media(
            digest=picture.digest,
            media_type=picture.media_type,
            width=picture.width,
            height=picture.height,
            byte_count=picture.byte_count,
            filename=picture.filename,
        )
        session.add(found)
        session.flush()  # Those who show it need its id.
    return found


def remade(content: bytes) -> tuple[bytes, str, tuple[int, int]]:
    """A fresh picture with the pixels of this one: its bytes, media type and size. Raises `PictureError`."""
    if len(content) > BYTES:
        raise PictureError(f"it has {len(content):,} bytes; at most {BYTES:,} are taken.")
    if b"<svg" in content[:1000].lower():
        raise PictureError("SVG is not taken, since it can hold scripts; export it as PNG or WebP.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns about oddities that the fresh picture no longer has.
            return _remade(content)
    except PictureError:
        raise
    except Exception as error:
        # Each decoder has errors of its own: OSError, SyntaxError, struct.error, EOFError and many more.
        raise PictureError(f"it cannot be read as a picture ({_reason(error)}).") from error


def _reason(error: Exception) -> str:
    if isinstance(error, UnidentifiedImageError):
        return "unknown or damaged format"
    if isinstance(error, Image.DecompressionBombError):
        return "too many pixels"
    return type(error).__name__


def _remade(content: bytes) -> tuple[bytes, str, tuple[int, int]]:
    with Image.open(BytesIO(content), formats=_FORMATS) as image:
        frames = _measured(image)
        if image.format == "PNG":
            _verify(content)
        form = _STORED.get(image.format or "", "PNG")
        fresh = [_fresh(frame) for frame in _frames(image, frames)]
        saving = dict(_SAVING.get(form, {}))
        if frames > 1:
            durations = [int(frame.info.get("duration", 100) or 100) for frame in ImageSequence.Iterator(image)]
            saving |= {"save_all": True, "append_images": fresh[1:], "duration": durations[:frames], "loop": 0}
            saving |= {"disposal": 2} if form == "GIF" else {}
    written = BytesIO()
    first = fresh[0].convert("RGB") if form == "JPEG" and fresh[0].mode not in {"L", "RGB"} else fresh[0]
    first.save(written, form, **saving)
    return written.getvalue(), Image.MIME[form], first.size


def _verify(content: bytes) -> None:
    """Decoding a PNG alone shows one that breaks off as if the rest of it were black."""
    with Image.open(BytesIO(content), formats=("PNG",)) as image:
        image.verify()


def _measured(image: Image.Image) -> int:
    """The number of frames, after all that can be known without decoding has been found small enough."""
    width, height = image.size
    if width < 1 or height < 1:
        raise PictureError("it has no pixels.")
    if width * height > PIXELS:
        raise PictureError(f"it has {width:,} × {height:,} pixels; at most {PIXELS:,} are taken.")
    if max(width, height) > 16_000:
        raise PictureError(f"it has {width:,} × {height:,} pixels; no side may be longer than 16,000.")
    frames = int(getattr(image, "n_frames", 1))
    if image.format == "TIFF":
        return 1  # Its further frames are further pages.
    if frames > FRAMES or (frames > 1 and frames * width * height > MOVING_PIXELS):
        raise PictureError(f"it moves too long: {frames:,} frames of {width:,} × {height:,} pixels.")
    return frames


def _frames(image: Image.Image, count: int) -> list[Image.Image]:
    if count == 1:
        return [_upright(image)]
    return [frame.convert("RGBA") for _, frame in zip(range(count), ImageSequence.Iterator(image), strict=False)]


def _upright(image: Image.Image) -> Image.Image:
    """The picture the way up that its camera noted, in the colours that every browser assumes."""
    turned = ImageOps.exif_transpose(image)
    profile = image.info.get("icc_profile")
    if not profile or turned.mode not in {"RGB", "RGBA", "CMYK"}:
        return turned
    try:
        wide = ImageCms.ImageCmsProfile(BytesIO(profile))
        mode = "RGBA" if turned.mode == "RGBA" else "RGB"
        colours = ImageCms.profileToProfile(turned, wide, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return turned
    return colours or turned


def _fresh(image: Image.Image) -> Image.Image:
    """A new picture of these pixels and nothing else."""
    if image.mode in _DEEP:
        image = _shallow(image)
    elif image.mode == "P" and "transparency" not in image.info and image.palette and image.palette.mode == "RGB":
        fresh = Image.frombytes("P", image.size, image.tobytes())
        fresh.putpalette(image.getpalette() or [])
        return fresh
    elif image.mode not in _MODES:
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    elif "transparency" in image.info:
        image = image.convert("RGBA")
    return Image.frombytes(image.mode, image.size, image.tobytes())


def _shallow(image: Image.Image) -> Image.Image:
    """Sixteen bits of grey as eight; plain conversion would cut off all that is brighter than 255."""
    whole = image.convert("I")
    return whole.point(lambda value: value * (1 / 256)).convert("L")
