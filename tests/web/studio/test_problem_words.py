"""Problems are told in the author's language, with what they name."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from app.services import checking
from app.web.studio import problem_words
from tests.studio_cast import logged_in

APP = Path(problem_words.__file__).parents[2]
LATIN_SENTENCE = re.compile(r"[a-z]+ [a-z]+ [a-z]+")


def test_problems_are_named_in_chinese(studio: Flask) -> None:
    anna = logged_in(studio, "anna")
    anna.post("/studio/profile", display_name="Anna", bio="", language="zh-Hans")
    source = (
        "#### Deep\n\n![](/media/none.png)\n\n[x](/posts/nowhere)\n\nFrom $5 to $6.\n\n"
        "$$\na\\label{one}\n$$\n\n$$\nb\\label{one}\n$$\n\n$\\eqref{two}$\n\n$$ open\n\n\\begin{align} x\n\n<foo>\n"
    )
    token = {"X-CSRFToken": anna.token()}
    post_id = int(anna.post("/studio/posts").location.rsplit("/", 1)[1])
    sent = {"post_id": post_id, "title": "T", "source": source, "macros": "x"}
    answer = anna.browser.post("/studio/preview", json=sent, headers=token).get_json()
    told = {problem["code"]: problem["message"] for problem in answer["problems"]}
    assert {
        *("skipped-heading-level", "image-without-description", "link-to-missing-post", "dollar-not-formula"),
        *("duplicate-label", "undefined-label", "unclosed-display", "unclosed-environment", "html-not-allowed"),
        "macros-not-definitions",
    } <= set(told)
    assert [message for message in told.values() if LATIN_SENTENCE.search(message)] == []
    assert "one" in told["duplicate-label"]
    assert "/posts/nowhere" in told["link-to-missing-post"]


def sentences_of(path: Path) -> Iterator[str]:
    """Each sentence of a module that tells of a problem: it ends with a full stop and is no docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    inside = {part for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if node in docstrings or node in inside:
            continue
        if isinstance(node, ast.JoinedStr):
            parts = [part.value if isinstance(part, ast.Constant) else "9" for part in node.values]
            yield "".join(map(str, parts))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


@pytest.mark.parametrize(
    "path",
    [
        *(
            APP / "content" / f"{name}.py"
            for name in ("scanner", "shield", "pipeline", "frontmatter", "brakes", "macros")
        ),
        Path(checking.__file__),
    ],
    ids=lambda path: path.stem,
)
def test_every_sentence_about_a_problem_can_be_translated(path: Path) -> None:
    told = [text for text in sentences_of(path) if re.fullmatch(r".* .* .*[.]", text)]
    ends = ("Choose another name, or the formula cannot be shown.", "it already.")
    told = [text for text in told if not text.endswith(ends)]
    assert [text for text in told if not any(pattern.fullmatch(text) for _, pattern in problem_words._SENTENCES)] == []


@pytest.mark.parametrize("name", ["maths", "limits", "html_cleaner", "brakes", "pipeline"])
def test_every_reason_can_be_translated(name: str) -> None:
    told = [
        text for text in sentences_of(APP / "content" / f"{name}.py") if re.match(r"(it|there|a digit|of a) \w", text)
    ]
    never_told = {"it has spaces but no operator", "it holds dollars", "nothing in it is TeX"}
    templates = problem_words._REASONS
    assert [
        text for text in told if text not in never_told and not any(pattern.fullmatch(text) for _, pattern in templates)
    ] == []


def test_a_sentence_of_another_version_stays_as_it_is(studio: Flask) -> None:
    with studio.test_request_context("/"):
        assert problem_words.translated("Nobody says this.") == "Nobody says this."
