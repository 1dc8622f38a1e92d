"""Hostile text through the content pipeline: what comes out is harmless HTML that stays where it is put."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from app.content import render
from tests.hostile import inspection, payloads
from tests.hostile.payloads import Payload
from tests.hostile.placements import rendered

SHARE = 8
"""`make test` takes one in eight of the commonest kind; `pytest -m corpus tests/hostile` takes all."""


def faults_of(texts: tuple[Payload, ...]) -> dict[str, list[str]]:
    """Return the faults of every payload that has one, by its name and its place."""
    found: dict[str, list[str]] = {}
    for payload in texts:
        for place, result in rendered(payload.text).items():
            for part, html in (("text", result.html), ("excerpt", result.excerpt_html)):
                if faults := inspection.faults(html):
                    found[f"{payload.name} in {place}, {part}"] = faults
            for heading in result.headings:
                if faults := inspection.faults(heading.html):
                    found[f"{payload.name} in {place}, heading"] = faults
    return found


def test_our_own_hostile_texts_become_harmless() -> None:
    assert faults_of(payloads.own()) == {}


def test_public_hostile_texts_become_harmless() -> None:
    assert faults_of(payloads.corpus(share=SHARE)) == {}


@pytest.mark.corpus
def test_every_public_hostile_text_becomes_harmless() -> None:
    assert faults_of(payloads.corpus(share=1)) == {}


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ("<script>x</script>", "element <script>"),
        ("<p onclick=x>", "attribute onclick of <p>"),
        ("</div></div><p>x", "the text leaves its container"),
        ("<table><tbody><tr><td>x</td></tr></tbody></table>", ""),
        ("<a href='java\tscript:x'>y</a>", "address 'java\\tscript:x'"),
        ("<a href='\x01 vbscript:x'>y</a>", "address '\\x01 vbscript:x'"),
        ("<a href='#x:y'>y</a>", ""),
        ("<p id=lw-main>", "id 'lw-main'"),
        ("<p id=cookie>", "id 'cookie' of <p> is a name in scripts"),
        ("<p id=a-b></p><p id=a-b>", "id 'a-b' twice"),
        ("<span class=math>free</span>", "not a formula, but math: 'free'"),
        ("<span class=reference>free</span>", "not a reference, but reference: 'free'"),
        ("<input type=text>", "a free input"),
        ("<svg><p>x</p></svg>", "element <svg>"),
    ],
)
def test_the_inspection_sees_what_it_is_there_to_see(html: str, fault: str) -> None:
    found = inspection.faults(html)
    assert (fault in found) if fault else (found == [])


@pytest.mark.parametrize(
    ("source", "ids"),
    [
        ("# Body {#body}", ["u-body"]),
        ("# Body\n\n<p id=body>x</p>", ["body", "u-body"]),
        ("# lw-main", ["u-lw-main"]),
    ],
)
def test_an_id_that_an_author_writes_never_becomes_a_name_in_scripts(source: str, ids: list[str]) -> None:
    result = render(source)
    assert [node.attributes["id"] for node in LexborHTMLParser(result.html).css("[id]")] == ids
    assert result.headings[0].id == ids[0]
