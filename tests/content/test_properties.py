"""What holds of every text: rendering always ends well, and neither formulas nor characters are ever torn apart."""

import re
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from app.content import Options, render
from app.content.excerpt_formulas import without_numbering
from app.content.graphemes import first, graphemes
from app.content.sanitise import clean
from app.content.titles import render_title
from tests.content.reading import formulas_in
from tests.content.texts import ANY, DISPLAY_PLACES, INLINE_PLACES, MARKDOWN, TEX, TOKENS
from tests.hostile.inspection import faults

TITLES = ("a", "A", "a-1", "a-1-1", "$x$", "！", "u-a", "lw-a", "a {#a}", "b {#a-1}")
CLUSTERS = ("e\u0301", "👩‍👩‍👧", "🇨🇳", "각", "क्षि", "👍🏽", "中", "a\u0308\u0301", "🏳️‍🌈")
"""Characters as readers see them."""

some = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def typed(tex: str) -> str:
    """The TeX as MathJax would read it from a page: white space at the ends does not count."""
    return " ".join(tex.split())


def found(html: str) -> Counter[str]:
    """The formulas of finished HTML with their number."""
    return Counter(typed(tex[2:-2]) for tex in formulas_in(html))


@pytest.mark.parametrize("place", INLINE_PLACES)
@settings(some, max_examples=25)
@given(tex=TEX)
def test_a_formula_in_the_line_survives_everywhere(place: str, tex: str) -> None:
    if "|" in place:
        tex = tex.replace("\n", " ")
    html = render(place.replace("{{", "{").replace("}}", "}").replace("{}", f"${tex}$", 1)).html
    assert found(html)[typed(tex)] >= 1


@pytest.mark.parametrize("place", DISPLAY_PLACES)
@settings(some, max_examples=25)
@given(tex=TEX)
def test_a_display_survives_everywhere(place: str, tex: str) -> None:
    assert found(render(place.replace("{}", f"$${tex}$$")).html)[typed(tex)] == 1


@some
@given(pieces=st.lists(st.tuples(st.sampled_from(INLINE_PLACES[:14]), TEX), min_size=1, max_size=6))
def test_formulas_survive_side_by_side(pieces: list[tuple[str, str]]) -> None:
    blocks = [place.replace("^1", f"^{n}").replace("{}", f"${tex}$") for n, (place, tex) in enumerate(pieces)]
    source = "\n\n".join(blocks)
    assert found(render(source).html) >= Counter(typed(tex) for _, tex in pieces)


@settings(some, max_examples=300)
@given(source=st.one_of(MARKDOWN, ANY, TOKENS))
def test_rendering_ends_well_and_is_harmless(source: str) -> None:
    result = render(source)
    assert [problem for problem in result.problems if problem.code == "not-rendered"] == []
    assert faults(result.html) == []
    assert faults(result.excerpt_html) == []
    assert result == render(source)


@settings(some, max_examples=200)
@given(source=st.one_of(MARKDOWN, ANY))
def test_cleaning_twice_changes_nothing(source: str) -> None:
    once = clean(source)
    assert clean(once) == once


@some
@given(source=MARKDOWN)
def test_every_formula_stands_in_the_source(source: str) -> None:
    bare = re.sub(r"[\s>]", "", source)
    for formula in render(source).formulas:
        assert re.sub(r"[\s>]", "", formula.tex) in bare


@some
@given(titles=st.lists(st.sampled_from(TITLES), max_size=12))
def test_ids_of_headings_are_different(titles: list[str]) -> None:
    result = render("\n\n".join(f"## {title}" for title in titles))
    ids = [heading.id for heading in result.headings]
    assert len(ids) == len(titles) == len(set(ids))
    nodes = LexborHTMLParser(result.html).css("h2")
    assert [node.attributes["id"] for node in nodes] == ids


@settings(some, max_examples=150)
@given(
    source=MARKDOWN,
    texs=st.lists(TEX, max_size=4),
    length=st.one_of(st.sampled_from([40, 80, 160, 300]), st.integers(1, 400)),
)
def test_an_excerpt_tears_nothing_apart(source: str, texs: list[str], length: int) -> None:
    text = source + "\n\n" + "，然后".join(f"${tex}$" for tex in texs)
    result = render(text, options=Options(excerpt_length=length))
    assert faults(result.excerpt_html) == []
    whole = Counter(typed(without_numbering(formula.tex)) for formula in result.formulas)
    assert found(result.excerpt_html) <= whole + found(result.html)
    unopened = re.sub(r"<(\w+)[^<>]*>[^<>]*</\1>", "", result.excerpt_html)
    while unopened != (unopened := re.sub(r"<(\w+)[^<>]*>[^<>]*</\1>", "", unopened)):
        pass
    assert "<" not in unopened


@settings(some, max_examples=100)
@given(words=st.lists(st.sampled_from(CLUSTERS), max_size=30))
def test_a_text_is_divided_into_the_characters_that_readers_see(words: list[str]) -> None:
    text = "。".join(words)
    assert list(graphemes(text)) == [part for word in words for part in (word, "。")][:-1]


@settings(some, max_examples=100)
@given(count=st.integers(0, 40), text=st.one_of(st.text(max_size=60), st.lists(st.sampled_from(CLUSTERS)).map("".join)))
def test_the_beginning_of_a_text_ends_between_characters(count: int, text: str) -> None:
    assert first(text, count) == "".join([*graphemes(text)][:count])


@settings(some, max_examples=100)
@given(length=st.integers(1, 60), words=st.lists(st.sampled_from(CLUSTERS), min_size=1, max_size=60))
def test_an_excerpt_has_as_many_characters_as_asked_for(length: int, words: list[str]) -> None:
    text = "，".join(words)
    shown = render(text, options=Options(excerpt_length=length)).excerpt_html
    clusters = list(graphemes(text))
    expected = "".join(clusters[:length]) + ("……" if len(clusters) > length else "")
    assert shown == f"<p>{expected}</p>"


@some
@given(title=st.one_of(MARKDOWN, ANY))
def test_a_title_is_one_line_and_harmless(title: str) -> None:
    rendered = render_title(title)
    assert "\n" not in rendered.text
    assert faults(rendered.html) == []
