"""Pictures are made anew from their pixels: nothing else of a file is kept, and nothing large is decoded."""

import base64
import gzip
import json
from io import BytesIO

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from app.services import remaking
from app.services.formats import UPLOADED
from app.services.remaking import Fault, PictureError, remade
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
    made = remade(drawn(form))
    assert (made.media_type, made.width, made.height) == (media_type, 6, 4)
    red, green, blue = opened(made.content).convert("RGB").getpixel((3, 2))  # type: ignore[misc]
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
        made = remade(content).content
        assert b"script" not in made
        assert not opened(made).getexif()
        assert not {"comment", "xmp", "exif"} & opened(made).info.keys()


def test_the_picture_is_turned_the_way_its_camera_noted() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    made = remade(drawn("JPEG", Image.new("RGB", (900, 600), "red"), exif=exif))
    assert (made.width, made.height) == (600, 900) == opened(made.content).size
    assert opened(made.variants[0][1]).size == (480, 720)


def test_transparency_stays() -> None:
    palette = Image.new("RGBA", (4, 4), (0, 0, 0, 0)).quantize()
    for content in (drawn("PNG", Image.new("RGBA", (4, 4), (1, 2, 3, 0))), drawn("PNG", palette)):
        assert opened(remade(content).content).convert("RGBA").getpixel((1, 1))[3] == 0  # type: ignore[index]


def test_a_palette_stays_small() -> None:
    image = Image.effect_noise((200, 200), 90).quantize(16)
    content = drawn("PNG", image)
    made = remade(content).content
    assert opened(made).mode == "P"
    assert opened(made).convert("RGB").tobytes() == image.convert("RGB").tobytes()


def test_sixteen_bits_of_grey_become_eight() -> None:
    made = remade(drawn("PNG", Image.new("I;16", (4, 4), 40_000))).content
    assert opened(made).getpixel((0, 0)) == 156


def test_colours_of_another_space_are_those_of_the_web_in_the_end() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ"))
    assert "icc_profile" not in opened(remade(drawn("PNG", icc_profile=profile.tobytes())).content).info


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG"])
def test_what_moves_goes_on_moving(form: str) -> None:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "lime", "blue")]
    moving = drawn(form, frames[0], save_all=True, append_images=frames[1:], duration=[70, 80, 90], loop=0)
    assert opened(remade(moving).content).n_frames == 3  # type: ignore[attr-defined]


@pytest.mark.parametrize("size", [(16_001, 1), (1, 16_001), (10_000, 10_000)])
def test_too_many_pixels_are_refused_before_they_are_decoded(size: tuple[int, int]) -> None:
    with pytest.raises(PictureError, match="pixels"):
        remade(drawn("PNG", Image.new("1", size)))


def test_too_many_bytes_are_refused() -> None:
    with pytest.raises(PictureError, match=r"20,000,001 bytes; at most 20,000,000"):
        remade(b"\x89PNG" + b"\0" * (remaking.BYTES - 3))


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
        made = remade(content)
    except PictureError:
        return
    assert not (is_built and title in MUST_BE_REFUSED), title
    assert all(b"<script" not in stored.lower() for stored in (made.content, *dict(made.variants).values())), title
    assert opened(made.content).size == (made.width, made.height)
    assert Image.MIME[opened(made.content).format or ""] == made.media_type


@pytest.mark.parametrize(
    ("width", "widths"), [(480, []), (481, [480]), (1000, [480, 960]), (2400, [480, 960, 1600]), (3, [])]
)
def test_smaller_forms_are_webp_and_never_larger_than_the_picture(width: int, widths: list[int]) -> None:
    noise = Image.effect_noise((width, 90), 90).convert("RGB")
    made = remade(drawn("PNG", noise))
    assert [each for each, _ in made.variants] == widths
    for each, content in made.variants:
        assert opened(content).format == "WEBP"
        assert opened(content).size == (each, round(90 * each / width))
        assert len(content) < len(made.content)


def test_a_smaller_form_that_would_take_more_bytes_is_not_made() -> None:
    assert remade(drawn("PNG", Image.new("1", (1000, 1)))).variants == ()


def test_smaller_forms_keep_what_is_transparent() -> None:
    image = Image.effect_noise((600, 60), 90).convert("RGBA")
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    (_, content), *_ = remade(drawn("PNG", image)).variants
    assert opened(content).has_transparency_data


def test_what_moves_has_no_smaller_forms_that_would_stand_still() -> None:
    frames = [Image.effect_noise((600, 20), 90) for _ in range(2)]
    moving = drawn("WEBP", frames[0], save_all=True, append_images=frames[1:])
    assert remade(moving).variants == ()


def test_of_a_photograph_with_further_ones_behind_it_the_first_is_taken() -> None:
    frames = [Image.new("RGB", (8, 6), colour) for colour in ("red", "lime")]
    made = remade(drawn("MPO", frames[0], save_all=True, append_images=frames[1:]), formats=UPLOADED)
    assert made.media_type == "image/jpeg"
    assert getattr(opened(made.content), "n_frames", 1) == 1


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", Fault.FORMAT),
        (b"no picture at all", Fault.FORMAT),
        (b"<?xml version='1.0'?>\n<SVG xmlns='http://www.w3.org/2000/svg'/>", Fault.VECTOR),
        (drawn("BMP"), Fault.FORMAT),
        (drawn("TIFF"), Fault.FORMAT),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", Fault.FORMAT),
        (drawn("PNG")[:-20], Fault.DAMAGED),
        (drawn("PNG", Image.new("1", (10_000, 10_000))), Fault.PIXELS),
        (b"\x89PNG" + b"\0" * remaking.BYTES, Fault.BYTES),
        (
            drawn(
                "GIF", Image.new("1", (7_000, 3_000)), save_all=True, append_images=[Image.new("1", (7_000, 3_000), 1)]
            ),
            Fault.MOVING,
        ),
    ],
    ids=["empty", "words", "svg", "bmp", "tiff", "eps", "truncated", "bomb", "bytes", "moving"],
)
def test_an_upload_that_cannot_be_taken_says_why(content: bytes, fault: Fault) -> None:
    with pytest.raises(PictureError) as caught:
        remade(content, formats=UPLOADED)
    assert caught.value.fault is fault
