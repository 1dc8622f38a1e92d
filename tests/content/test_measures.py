"""Titles, slugs, normal texts, plain texts, counts of words and minutes."""

import pytest

from app.content import render
from app.content.normalise import normalise
from app.content.slugs import SLUG_LENGTH, heading_id, slug_of
from app.content.titles import render_title

SLUGS = {
    "English": ("Hello, World!", "hello-world"),
    "Chinese": ("变分推断与 Gumbel-Softmax", "bian-fen-tui-duan-yu-gumbel-softmax"),
    "Chinese with two readings": ("重庆的重量", "chong-qing-de-zhong-liang"),
    "a formula": ("On $L_2$ spaces", "on-l-2-spaces"),
    "nothing to read": ("！？", ""),
    "accents": ("Éléments à vérifier", "elements-a-verifier"),
}
HEADING_IDS = {
    "Chinese": ("离散情形", "离散情形"),
    "capitals": ("The Gumbel Trick", "the-gumbel-trick"),
    "marks": ("1. What? (Why!)", "1-what-why"),
    "nothing": ("！？", "section"),
}
TITLES = {
    "plain": ("A < B & C", "A &lt; B &amp; C", "A < B & C"),
    "a formula": (r"On $\alpha_{1}$", r'On <span class="math inline" data-line="1">\(\alpha_{1}\)</span>', "On α_1"),
    "Markdown": ("*a* `b` [c](d)", "*a* `b` [c](d)", "*a* `b` [c](d)"),
    "prices": (r"From $5 to $10, \$3", "From $5 to $10, $3", "From $5 to $10, $3"),
    "lines": (" a\n b ", "a b", "a b"),
    "a display": ("$$x$$", '<span class="math inline" data-line="1">\\(x\\)</span>', "x"),
}
NORMAL = {
    "Windows": ("a\r\nb", "a\nb"),
    "old Macs": ("a\rb", "a\nb"),
    "a mark of byte order": ("\ufeffa", "a"),
    "control characters": ("a\x00\x02\x1bb\tc", "ab\tc"),
    "characters of tokens": ("\ue000a\ue001", "a"),
    "references to them": ("&#xE000;a&#57345;b", "ab"),
    "half a pair": ("a\ud800b", "a\ufffdb"),
}


@pytest.mark.parametrize(("title", "slug"), SLUGS.values(), ids=SLUGS.keys())
def test_a_slug(title: str, slug: str) -> None:
    assert slug_of(title) == slug


def test_a_slug_is_short() -> None:
    assert len(slug_of("很长的标题" * 100)) <= SLUG_LENGTH


@pytest.mark.parametrize(("text", "name"), HEADING_IDS.values(), ids=HEADING_IDS.keys())
def test_the_id_of_a_heading(text: str, name: str) -> None:
    assert heading_id(text) == name


@pytest.mark.parametrize(("title", "html", "text"), TITLES.values(), ids=TITLES.keys())
def test_a_title(title: str, html: str, text: str) -> None:
    assert render_title(title) == (html, text)


@pytest.mark.parametrize(("source", "normal"), NORMAL.values(), ids=NORMAL.keys())
def test_a_text_is_made_normal(source: str, normal: str) -> None:
    assert normalise(source) == normal


def test_plain_text_keeps_formulas_and_code_and_drops_furniture() -> None:
    source = "# A $x$\n\nb **c**[^1]\n\n$$y$$\n\n```\nd\n```\n\n|e|f|\n|-|-|\n|g|h|\n\n[^1]: i"
    assert render(source).plain_text.split("\n") == [r"A \(x\)", "b c", r"\[y\]", "d", "e  f", "g  h", "i"]


def test_plain_text_tells_brackets_from_formulas() -> None:
    assert render(r"\\(a\\) $b$").plain_text == r"\ (a\ ) \(b\)"


def test_chinese_characters_and_other_words_are_counted() -> None:
    assert render("设 it's a well-known 变量, $x+y$ `code here`。").word_count == 3 + 3 + 2


@pytest.mark.parametrize(
    ("source", "minutes"),
    [("", 1), ("字" * 300, 1), ("字" * 900, 3), ("word " * 800, 4), ("$$x$$\n\n" * 30, 4)],
)
def test_minutes_to_read(source: str, minutes: int) -> None:
    assert render(source).reading_minutes == minutes
