r"""Checking: what an author should know before readers do."""

import pytest

from app.content import render
from app.services import checking, publishing
from tests.services.authoring import NOW, Desk, text


def found(desk: Desk, source: str, site_url: str = "https://example.org") -> list[tuple[int, str]]:
    """Return line and code of each problem of a text."""
    problems = checking.check(desk.session, render(source), site_url=site_url)
    return [(problem.line, problem.code) for problem in problems]


def test_a_good_text_has_no_problems(at_desk: Desk) -> None:
    source = "## One\n\n### Two\n\n$$\nx \\label{a}\n$$\n\nSee $\\eqref{a}$ ![a cat](cat.png).\n\n## Three"
    assert found(at_desk, source) == []


def test_a_label_that_is_given_twice_is_named_with_its_line(at_desk: Desk) -> None:
    source = "$$\nx \\label{a}\n$$\n\n\\begin{align}\nx \\label{b} \\\\\ny \\label{a}\n\\end{align}\n"
    assert found(at_desk, source) == [(7, "duplicate-label")]


def test_a_reference_to_no_label_is_named_with_its_line(at_desk: Desk) -> None:
    assert found(at_desk, "One.\n\nSee $\\ref{a}$ and\n$\\eqref{b}$.") == [
        (3, "undefined-label"),
        (4, "undefined-label"),
    ]


def test_a_reference_without_dollars_to_no_label_is_named_with_its_line(at_desk: Desk) -> None:
    source = "See \\ref{a}\nand \\eqref{b}.\n\n$$x \\label{b}$$"
    assert found(at_desk, source) == [(1, "undefined-label")]


def test_a_reference_may_stand_before_its_label(at_desk: Desk) -> None:
    assert found(at_desk, "See $\\eqref{a}$.\n\n$$x \\label{a}$$") == []


def test_labels_in_comments_and_code_do_not_count(at_desk: Desk) -> None:
    source = "$$\nx \\label{a} % \\label{a}\n$$\n\n`$\\ref{z}$`\n\n```tex\n\\label{a}\n```\n"
    assert found(at_desk, source) == []


def test_a_percent_sign_of_the_text_begins_no_comment(at_desk: Desk) -> None:
    assert found(at_desk, "$$\n5\\% \\ref{a}\n$$") == [(2, "undefined-label")]


def test_a_picture_without_a_description_is_named(at_desk: Desk) -> None:
    assert found(at_desk, "One.\n\n![](cat.png)\n\n![ ](dog.png)") == [
        (3, "image-without-description"),
        (5, "image-without-description"),
    ]


def test_a_heading_that_skips_a_level_is_named(at_desk: Desk) -> None:
    assert found(at_desk, "### Deep\n\n## Up\n\n#### Down") == [
        (1, "skipped-heading-level"),
        (5, "skipped-heading-level"),
    ]


@pytest.mark.parametrize(
    "address",
    ["/posts/none", "/posts/none/?a=1#b", "https://example.org/posts/none", "/posts/a%00b", "/posts/%E7%86%B5"],
)
def test_a_link_to_a_post_that_does_not_exist_is_named(at_desk: Desk, address: str) -> None:
    assert found(at_desk, f"One.\n\n[a]({address})") == [(3, "link-to-missing-post")]


@pytest.mark.parametrize(
    "address", ["https://other.org/posts/none", "/tags/none", "#none", "mailto:a@example.org", "//other.org/posts/none"]
)
def test_other_links_are_not_looked_up(at_desk: Desk, address: str) -> None:
    assert found(at_desk, f"[a]({address})") == []


def test_links_to_posts_are_judged_by_what_readers_find_there(at_desk: Desk) -> None:
    post = at_desk.begin()
    assert found(at_desk, "[a](/posts/entropy)") == [(1, "link-to-draft")]
    publishing.publish(at_desk.session, post, editor=at_desk.editor(post), now=NOW)
    assert found(at_desk, "[a](/posts/entropy)") == []
    at_desk.save(post, text("Once.", slug="moved"))
    publishing.update(at_desk.session, post, editor=at_desk.editor(post), now=NOW)
    assert found(at_desk, "[a](/posts/entropy) [b](/posts/moved)") == []
    publishing.trash(at_desk.session, post, author=at_desk.ada, now=NOW)
    assert found(at_desk, "[a](/posts/entropy)") == [(1, "link-to-missing-post")]


def test_what_the_renderer_found_comes_along_in_the_order_of_lines(at_desk: Desk) -> None:
    source = "![](a.png)\n\nIt costs $5 or maybe$ more.\n\n![](b.png)"
    assert [line for line, _ in found(at_desk, source)] == [1, 3, 5]


def test_what_the_text_alone_tells_is_kept_with_its_finished_form(at_desk: Desk) -> None:
    post = at_desk.begin("### Skipped\n\n![](/x.png)\n\nSee [that](/posts/nowhere).")
    assert post.rendering is not None
    codes = [problem["code"] for problem in post.rendering.problems]
    assert codes == ["skipped-heading-level", "image-without-description"]
