"""Citations: names of entries, and texts that TeX prints as they are."""

import pytest
from flask.testing import FlaskClient

from app.web.reader.citation import escaped, key
from tests.web.desk import Desk
from tests.web.reading import words


@pytest.mark.parametrize(
    ("author", "title", "slug", "expected"),
    [
        ("lin-jian", "从重参数到 Gumbel-Softmax", "from-reparameterisation", "linjian2026gumbel"),
        ("lin-jian", "单调队列", "dan-diao-dui-lie", "linjian2026dan"),
        ("ada-lovelace", "The engine and its notes", "engine", "adalovelace2026engine"),
        ("ada", "How $x$", "x", "ada2026"),
        ("林间", "😀", "😀", "anonymous2026"),
    ],
)
def test_an_entry_is_named_by_author_year_and_word(author: str, title: str, slug: str, expected: str) -> None:
    assert key(author, 2026, title, slug) == expected


def test_what_tex_would_take_as_commands_is_escaped() -> None:
    assert escaped(r"100% {of} $5 & #1_a~b^c \d") == (
        r"100\% \{of\} \$5 \& \#1\_a\textasciitilde{}b\textasciicircum{}c \textbackslash{}d"
    )


def test_a_citation_stays_on_its_lines_and_in_its_braces() -> None:
    assert escaped("a\n}\r\n,b") == r"a \} ,b"


def test_a_post_shows_how_it_is_cited(desk: Desk, client: FlaskClient) -> None:
    desk.post("从重参数到 Gumbel-Softmax", slug="gumbel", language="zh-Hans")
    found = words(client.get("/posts/gumbel").text)
    assert "林间. “从重参数到 Gumbel-Softmax”. Longwave, 2026-11-19. https://blog.example.org/posts/gumbel" in found
    assert "@online{linjian2026gumbel," in found
    assert "month = nov," in found
