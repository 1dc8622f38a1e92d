"""Pictures are made anew from their pixels: nothing else of a file is kept, and nothing large is decoded."""

import base64
import gzip
import json
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from app.services import pictures
from app.services.pictures import PictureError, keep, remade
from app.storage.files import Folder
from tests.hostile.payloads import CORPUS

SECRET = b"52.5200 N <script>alert(1)</script>"
MUST_BE_REFUSED = {
    *("png-bomb-header-only-2^31", "png-0x0", "png-truncated", "gif-js-polyglot", "gif-10000-frames", "empty-ish"),
    *("html-with-png-magic", "jpeg-65500", "bmp-rle-bomb", "tiff-as-png", "eps", "mvg", "pdf-as-jpg"),
    *("svg-script", "svg-foreignObject", "svg-iframe", "svg-xxe", "svg-utf7", "svg-xslt"),
}


def drawn(form: str, image: Image.Image | None = None, **saving: object) -> bytes:
    written = BytesIO()
    (image or Image.new("RGB", (6, 4), "red")).save(written, form, **saving)
    return written.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


@pytest.mark.parametrize(
    ("form", "media_type"),
    [
        ("PNG", "image/png"),
        ("JPEG", "image/jpeg"),
        ("WEBP", "image/webp"),
        ("AVIF", "image/avif"),
        ("GIF", "image/gif"),
        ("BMP", "image/png"),
        ("TIFF", "image/png"),
    ],
)
def test_every_usual_format_is_taken(form: str, media_type: str) -> None:
    made, found, size = remade(drawn(form))
    assert (found, size) == (media_type, (6, 4))
    red, green, blue = opened(made).convert("RGB").getpixel((3, 2))  # type: ignore[misc]
    assert red > 240
    assert green < 15
    assert blue < 15


def test_metadata_and_what_follows_a_picture_are_gone() -> None:
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", SECRET.decode())
    whole = [
        drawn("JPEG", exif=exif, comment=SECRET) + SECRET,
        drawn("PNG", exif=exif, pnginfo=text) + SECRET,
        drawn("WEBP", exif=exif, xmp=SECRET),
        drawn("GIF", comment=SECRET) + SECRET,
    ]
    for content in whole:
        assert SECRET in content
        made, _, _ = remade(content)
        assert b"script" not in made
        assert not opened(made).getexif()
        assert not {"comment", "xmp", "exif"} & opened(made).info.keys()


def test_the_picture_is_turned_the_way_its_camera_noted() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    assert remade(drawn("JPEG", exif=exif))[2] == (4, 6)


def test_transparency_stays() -> None:
    palette = Image.new("RGBA", (4, 4), (0, 0, 0, 0)).quantize()
    for content in (drawn("PNG", Image.new("RGBA", (4, 4), (1, 2, 3, 0))), drawn("PNG", palette)):
        assert opened(remade(content)[0]).convert("RGBA").getpixel((1, 1))[3] == 0  # type: ignore[index]


def test_a_palette_stays_small() -> None:
    image = Image.effect_noise((200, 200), 90).quantize(16)
    content = drawn("PNG", image)
    made, _, _ = remade(content)
    assert opened(made).mode == "P"
    assert opened(made).convert("RGB").tobytes() == image.convert("RGB").tobytes()


def test_sixteen_bits_of_grey_become_eight() -> None:
    made, _, _ = remade(drawn("PNG", Image.new("I;16", (4, 4), 40_000)))
    assert opened(made).getpixel((0, 0)) == 156


def test_colours_of_another_space_are_those_of_the_web_in_the_end() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ"))
    assert "icc_profile" not in opened(remade(drawn("PNG", icc_profile=profile.tobytes()))[0]).info


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG"])
def test_what_moves_goes_on_moving(form: str) -> None:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "lime", "blue")]
    made, _, _ = remade(drawn(form, frames[0], save_all=True, append_images=frames[1:], duration=[70, 80, 90], loop=0))
    assert opened(made).n_frames == 3  # type: ignore[attr-defined]


@pytest.mark.parametrize("size", [(16_001, 1), (1, 16_001), (10_000, 10_000)])
def test_too_many_pixels_are_refused_before_they_are_decoded(size: tuple[int, int]) -> None:
    with pytest.raises(PictureError, match="pixels"):
        remade(drawn("PNG", Image.new("1", size)))


def test_too_many_bytes_are_refused() -> None:
    with pytest.raises(PictureError, match=r"20,000,001 bytes; at most 20,000,000"):
        remade(b"\x89PNG" + b"\0" * (pictures.BYTES - 3))


def test_a_picture_that_breaks_off_is_refused() -> None:
    noise = Image.effect_noise((64, 64), 90)
    for form in ("PNG", "JPEG", "GIF", "WEBP", "AVIF"):
        content = drawn(form, noise)
        with pytest.raises(PictureError):
            remade(content[: len(content) // 2])


def test_every_picture_of_the_public_corpus_is_made_anew_or_refused() -> None:
    for kind in ("image.built", "image.polyglot", "upload.svg"):
        path = CORPUS / f"{kind}.jsonl.gz"
        if not path.exists():
            continue
        with gzip.open(path, "rt", encoding="utf-8") as rows:
            for row in map(json.loads, rows):
                check(row["title"], base64.b64decode(row["data"]), is_built=kind == "image.built")


def check(title: str, content: bytes, *, is_built: bool) -> None:
    """Expect a fresh picture or a refusal, and a refusal where there can be nothing else."""
    try:
        made, media_type, size = remade(content)
    except PictureError:
        return
    assert not (is_built and title in MUST_BE_REFUSED), title
    assert b"<script" not in made, title
    assert opened(made).size == size
    assert Image.MIME[opened(made).format or ""] == media_type


def test_the_same_picture_is_kept_once(tmp_path: Path) -> None:
    first = keep(drawn("PNG"), filename="a.png", store=Folder(tmp_path))
    second = keep(drawn("PNG"), filename="b.png", store=Folder(tmp_path))
    assert first.digest == second.digest
    assert [path.name for path in tmp_path.iterdir()] == [f"{first.digest}.png"]
    assert first.byte_count == (tmp_path / f"{first.digest}.png").stat().st_size
    assert first.source.url == f"/media/{first.digest}.png"
