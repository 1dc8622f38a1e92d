"""The preview beside the source, and what an editor completes."""

from typing import Any

import pytest
from flask import Flask

from app.content import Options, render
from tests.web.studio.desk import Writer, kept

ENGLISH = Options(language="en")


@pytest.fixture
def anna(studio: Flask) -> Writer:
    return Writer(studio, "anna")


@pytest.fixture
def post_id(anna: Writer) -> int:
    return anna.begin()


def preview(anna: Writer, post_id: int, source: str, **values: Any) -> dict[str, Any]:
    answer = anna.send("/studio/preview", post_id=post_id, title="T", source=source, **values)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    found: dict[str, Any] = answer.get_json()
    return found


def test_the_blocks_are_what_will_be_published(studio: Flask, anna: Writer, post_id: int) -> None:
    source = "# A\n\nWords $x^2$.\n\n$$\ny\n$$\n\n- a\n- b\n"
    found = preview(anna, post_id, source)
    assert "".join(block["html"] for block in found["blocks"]) == render(source, options=ENGLISH).html
    assert [(block["line"], block["last_line"]) for block in found["blocks"]] == [(1, 1), (3, 3), (5, 7), (9, 10)]
    assert (found["formula_count"], found["word_count"], found["reading_minutes"]) == (2, 4, 1)
    assert kept(studio, post_id) == [""]


def test_a_block_that_only_moved_keeps_its_key(anna: Writer, post_id: int) -> None:
    before = preview(anna, post_id, "One $x$.\n\nTwo $y$.")["blocks"]
    after = preview(anna, post_id, "New.\n\nOne $x$.\n\nTwo $z$.")["blocks"]
    assert after[1]["key"] == before[0]["key"]
    assert after[2]["key"] != before[1]["key"]
    assert 'data-line="3"' in after[1]["html"]


def test_macros_stand_before_everything(anna: Writer, post_id: int) -> None:
    macros = "\\newcommand{\\R}{\\mathbb{R}}"
    first, second = preview(anna, post_id, "$\\R$", macros=macros)["blocks"]
    assert (first["line"], first["last_line"], second["line"]) == (0, 0, 1)
    assert macros in first["html"]
    assert len(preview(anna, post_id, "No formula.", macros=macros)["blocks"]) == 1


def test_the_title_is_typeset_and_nothing_else(anna: Writer, post_id: int) -> None:
    answer = anna.send("/studio/preview", post_id=post_id, title="<b>$x$</b>", source="")
    title = '&lt;b&gt;<span class="math inline" data-line="1">\\(x\\)</span>&lt;/b&gt;'
    assert answer.get_json()["title_html"] == title


def test_problems_are_told_with_their_lines(anna: Writer, post_id: int) -> None:
    source = (
        "## Fine\n#### Skipped\n![](/media/x.png)\n\n$$a \\label{one}$$\n\n$$b \\label{one}$$\n\n"
        "See $\\eqref{two}$ and [a post](/posts/nowhere).\n\nIt costs $5 or $6.\n\n$$ never closed"
    )
    problems = preview(anna, post_id, source)["problems"]
    assert {(problem["line"], problem["code"]) for problem in problems} >= {
        (2, "skipped-heading-level"),
        (3, "image-without-description"),
        (7, "duplicate-label"),
        (9, "undefined-label"),
        (9, "link-to-missing-post"),
        (11, "dollar-not-formula"),
        (13, "unclosed-display"),
    }
    assert [problem["line"] for problem in problems] == sorted(problem["line"] for problem in problems)


def test_problems_speak_the_authors_language(anna: Writer, post_id: int) -> None:
    anna.person.post("/studio/profile", display_name="Anna", bio="", language="zh-Hans")
    (problem,) = preview(anna, post_id, "![](/media/x.png)")["problems"]
    assert "图片" in problem["message"]


def test_a_hostile_text_is_as_safe_as_on_the_page(anna: Writer, post_id: int) -> None:
    source = "<script>alert(1)</script><img src=x onerror=alert(1)> $<img src=x onerror=alert(1)>$"
    found = preview(anna, post_id, source)
    html = "".join(block["html"] for block in found["blocks"])
    assert html == render(source, options=ENGLISH).html
    assert "<script" not in html
    assert "onerror=alert(1)>" not in html.replace("&gt;", "")


@pytest.mark.parametrize(
    "sent", [{}, {"post_id": "x"}, {"post_id": 1.5}, {"source": 1}, {"settings": "x"}, {"language": "<b>"}]
)
def test_a_preview_of_nonsense_is_refused_in_words(anna: Writer, post_id: int, sent: dict[str, object]) -> None:
    values = sent if sent == {} or "post_id" in sent else {"post_id": post_id, **sent}
    answer = anna.send("/studio/preview", **values)
    assert answer.status_code == 422
    assert answer.get_json()["message"]


def test_a_preview_of_no_post_is_missing(anna: Writer) -> None:
    for post_id in (99, 0, -1, 2**40):
        answer = anna.send("/studio/preview", post_id=post_id, source="x")
        assert answer.status_code in (404, 422)
        assert answer.get_json()["message"]


def test_names_and_posts_are_completed(studio: Flask, anna: Writer) -> None:
    post_id = anna.begin("Words.", "Mine")
    anna.save(post_id, settings={"tags": ["VAE"], "category": "Models", "series": "Basics"}, version=2)
    Writer(studio, "olga").begin("Words.", "A draft of another")
    found = anna.person.get("/studio/completions").get_json()
    assert (found["tags"], found["categories"], found["series"]) == (["VAE"], ["Models"], ["Basics"])
    assert found["posts"] == [{"slug": "mine", "title": "Mine"}]
