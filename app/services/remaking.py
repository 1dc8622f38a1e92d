"""Making pictures anew from their pixels alone, after all that can be known without decoding was found small enough.

What comes out holds nothing of the file that came but what it looks like: no place, no camera, no thumbnail, no text
and no second file hidden behind the picture.
"""

import warnings
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from threading import Lock

from PIL import Image, ImageCms, ImageOps, ImageSequence, UnidentifiedImageError

from app.services.errors import RefusedError
from app.services.formats import IMPORTED

BYTES = 20_000_000
"""Largest file of a picture."""

PIXELS = 50_000_000
"""Most pixels of one picture: 200 MB in memory, and more than any camera or screen of a blog needs."""

SIDE = 16_000
"""Most pixels of one side: WebP knows no more than 16,383."""

FRAMES = 1_000
"""Most frames of a moving picture."""

MOVING_PIXELS = 40_000_000
"""Most pixels of all frames of a moving picture together."""

WIDTHS = (480, 960, 1600)
"""Widths in pixels of the smaller forms of a picture: a telephone, a column of text, a column on a fine screen."""

_ONE_AT_A_TIME = Lock()
"""A large picture takes more than half a gigabyte while it is made; several at once could bring the site down."""

_STORED = {"JPEG": "JPEG", "MPO": "JPEG", "WEBP": "WEBP", "AVIF": "AVIF", "GIF": "GIF"}
_MODES = frozenset({"1", "L", "LA", "RGB", "RGBA"})
_DEEP = ("I;16", "I;16L", "I;16B", "I;16N", "I")
_SAVING: dict[str, dict[str, object]] = {
    "JPEG": {"quality": 90, "progressive": True, "optimize": True},
    "WEBP": {"quality": 90, "method": 4},
    "AVIF": {"quality": 80, "speed": 8},
}


class Fault(StrEnum):
    """Why a file cannot be shown as a picture."""

    BYTES = "bytes"
    PIXELS = "pixels"
    MOVING = "moving"
    VECTOR = "vector"
    FORMAT = "format"
    DAMAGED = "damaged"


class PictureError(RefusedError):
    """A file that cannot be shown as a picture; the message says why in English, `fault` for translations."""

    def __init__(self, fault: Fault, message: str) -> None:
        super().__init__(message)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Made:
    """A picture that was made anew: its bytes and media type, its size in pixels, smaller forms as WebP by width."""

    content: bytes
    media_type: str
    width: int
    height: int
    variants: tuple[tuple[int, bytes], ...] = ()


def remade(content: bytes, *, formats: tuple[str, ...] = IMPORTED) -> Made:
    """A fresh picture with the pixels of this one, which must be in one of these formats. Raises `PictureError`."""
    if len(content) > BYTES:
        raise PictureError(Fault.BYTES, f"it has {len(content):,} bytes; at most {BYTES:,} are taken.")
    if b"<svg" in content[:1000].lower():
        raise PictureError(Fault.VECTOR, "SVG is not taken, since it can hold scripts; export it as PNG or WebP.")
    try:
        with _ONE_AT_A_TIME, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns about oddities that the fresh picture no longer has.
            return _remade(content, formats)
    except PictureError:
        raise
    except Exception as error:
        # Each decoder has errors of its own: OSError, SyntaxError, struct.error, EOFError and many more.
        fault, reason = _reason(error)
        raise PictureError(fault, f"it cannot be read as a picture ({reason}).") from error


def _reason(error: Exception) -> tuple[Fault, str]:
    if isinstance(error, UnidentifiedImageError):
        return Fault.FORMAT, "unknown or damaged format"
    if isinstance(error, Image.DecompressionBombError):
        return Fault.PIXELS, "too many pixels"
    return Fault.DAMAGED, type(error).__name__


def _remade(content: bytes, formats: tuple[str, ...]) -> Made:
    with Image.open(BytesIO(content), formats=formats) as image:
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
    made = written.getvalue()
    variants = _variants(first, len(made)) if frames == 1 else ()
    return Made(made, Image.MIME[form], first.width, first.height, variants)


def _variants(image: Image.Image, largest: int) -> tuple[tuple[int, bytes], ...]:
    """Smaller forms by width. One with more bytes than the picture itself (`largest`) would help nobody."""
    widths = [width for width in WIDTHS if width < image.width]
    if not widths:
        return ()
    colours = image.convert("RGBA" if image.has_transparency_data else "RGB")
    made = ((width, _narrowed(colours, width)) for width in widths)
    return tuple((width, content) for width, content in made if len(content) < largest)


def _narrowed(image: Image.Image, width: int) -> bytes:
    size = (width, max(1, round(image.height * width / image.width)))
    written = BytesIO()
    image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3).save(written, "WEBP", quality=82, method=4)
    return written.getvalue()


def _verify(content: bytes) -> None:
    """Decoding a PNG alone shows one that breaks off as if the rest of it were black."""
    with Image.open(BytesIO(content), formats=("PNG",)) as image:
        image.verify()


def _measured(image: Image.Image) -> int:
    """The number of frames, after all that can be known without decoding has been found small enough."""
    width, height = image.size
    if width < 1 or height < 1:
        raise PictureError(Fault.DAMAGED, "it has no pixels.")
    if width * height > PIXELS:
        raise PictureError(Fault.PIXELS, f"it has {width:,} × {height:,} pixels; at most {PIXELS:,} are taken.")
    if max(width, height) > SIDE:
        raise PictureError(Fault.PIXELS, f"it has {width:,} × {height:,} pixels; no side may be longer than {SIDE:,}.")
    frames = int(getattr(image, "n_frames", 1))
    if image.format in {"TIFF", "MPO"}:
        return 1  # Further frames are further pages, or what else a camera saw at that moment.
    if frames > FRAMES or (frames > 1 and frames * width * height > MOVING_PIXELS):
        raise PictureError(Fault.MOVING, f"it moves too long: {frames:,} frames of {width:,} × {height:,} pixels.")
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
