"""Pictures in a finished text: their smaller forms, their descriptions, and what stands for those that were deleted."""

import pytest

from app.content import ImageSource, ImageVariant, Options, Rendered, render
from tests.hostile import inspection

BIG = "/media/" + "a" * 64 + ".png"
SMALL = "/media/" + "b" * 64 + ".webp"
PICTURE = ImageSource(BIG, 2000, 1000, (ImageVariant(SMALL, 480),), "A wave on a string")
SRCSET = f'srcset="{SMALL} 480w, {BIG} 2000w"'


def shown(text: str, *, deleted: frozenset[str] = frozenset()) -> Rendered:
    """Render a text in which `wave.png` and its own address mean the picture."""
    options = Options("en", images={"wave.png": PICTURE, BIG: PICTURE}, deleted=deleted)
    rendered = render(text, options=options)
    assert inspection.faults(rendered.html) == []
    return rendered


@pytest.mark.parametrize("text", ["![a](wave.png)", f"![a]({BIG})", '<img src="wave.png" alt="a">', f"<img src={BIG}>"])
def test_a_stored_picture_names_its_smaller_forms_and_its_size(text: str) -> None:
    html = shown(text).html
    assert f'{SRCSET} sizes="min(100vw, 42rem, 2000px)"' in html
    assert 'width="2000"' in html
    assert 'height="1000"' in html
    assert f'src="{BIG}"' in html


def test_a_picture_that_its_author_made_small_is_fetched_small() -> None:
    assert 'sizes="min(100vw, 42rem, 300px)"' in shown('<img src="wave.png" width="300">').html


def test_other_pictures_stay_as_they_are() -> None:
    assert "srcset" not in shown("![a](other.png) ![b](https://example.org/wave.png)").html
    alone = render("![a](wave.png)", options=Options(images={"wave.png": ImageSource(BIG, 300, 200)}))
    assert "srcset" not in alone.html


@pytest.mark.parametrize(
    "typed",
    [
        '<img src="other.png" srcset="//evil.example/x 2x" sizes="1px">',
        f"<img src='other.png' alt='x src=\"{BIG}\"'>",
        f'<img src="other.png" title="src={BIG}">',
        '![a](other.png){srcset="//evil.example/x 2x"}',
    ],
)
def test_an_author_writes_no_smaller_forms(typed: str) -> None:
    assert "srcset=" not in shown(typed).html.replace("{srcset=", "")


def test_what_an_author_writes_of_them_is_replaced_by_ours() -> None:
    html = shown('<img src="wave.png" srcset="//evil.example/x 2x" sizes="9px">').html
    assert html.count("srcset=") == 1
    assert "evil" not in html


def test_code_that_shows_a_picture_is_no_picture() -> None:
    html = shown(f'`<img src="{BIG}">`\n\n```html\n<img src="{BIG}">\n```').html
    assert "srcset" not in html


def test_a_picture_without_a_description_has_that_of_the_library() -> None:
    assert 'alt="A wave on a string"' in shown("![](wave.png)").html
    assert 'alt="mine"' in shown("![mine](wave.png)").html
    assert [image.alt for image in shown("![](wave.png)").images] == ["A wave on a string"]


@pytest.mark.parametrize(
    "text", ["![A deleted $x^2$ & wave](gone.png)", '<img src="gone.png" alt="A deleted $x^2$ &amp; wave">']
)
def test_of_a_deleted_picture_the_description_is_left(text: str) -> None:
    rendered = shown(f"Before.\n\n{text}\n\nAfter.", deleted=frozenset({"gone.png"}))
    assert "<img" not in rendered.html
    assert "A deleted" in rendered.html
    assert "&amp; wave" in rendered.html
    assert rendered.images == ()


def test_a_deleted_picture_keeps_its_caption() -> None:
    html = shown('![Waves](gone.png "Measured in May")', deleted=frozenset({"gone.png"})).html
    assert '<figure class="figure"><span>Waves</span><figcaption>Measured in May</figcaption></figure>' in html
