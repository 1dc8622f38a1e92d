"""Two posts on one page: macros, labels, numbers and settings of the one never reach the other."""

from collections.abc import Callable

from flask import Flask
from playwright.sync_api import expect

from app.content import render
from tests.browser.formula_pages import display, inline, put_formulas, reference, scope
from tests.browser.small_site import SmallSite
from tests.browser.visiting import Visit
from tests.browser.workplace import begin

POST = (
    inline(r"\eqref{b}") + " comes first, then " + inline(r"\ref{a}"),
    display(r"\begin{equation}x\label{a}\end{equation}"),
    display(r"\begin{align}y\label{b}\\z\notag\\w\tag{$\star$}\label{c d}\end{align}"),
    inline(r"\eqref{a}") + inline(r"\eqref{c d}"),
)
LINKS = """[...document.querySelectorAll('mjx-container a')].map(link => {
  const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  return target !== null && target.closest('article') === link.closest('article');
})"""


def test_links_to_equations_stay_within_their_post(small_site: SmallSite, visit: Callable[..., Visit]) -> None:
    seen = visit(put_formulas(small_site, "/twins", scope("7", *POST), scope("8", *POST), scope("a.b", *POST)))
    assert seen.page.evaluate(LINKS) == [True] * 12
    assert seen.problems == []
    ids = seen.page.evaluate("[...document.querySelectorAll('[id]')].map(element => element.id)")
    assert len(ids) == len(set(ids)) == 9


def test_references_without_dollars_lead_to_the_equations_of_their_post(
    small_site: SmallSite, visit: Callable[..., Visit]
) -> None:
    written = render(
        "First \\ref{a}, then \\eqref{b}.\n\n$$x\\label{a}\\tag{7}$$\n\n\\begin{align}y\\label{b}\\end{align}"
    )
    seen = visit(put_formulas(small_site, "/bare", *(scope(name, written.html) for name in ("7", "8"))))
    assert seen.page.locator(".reference mjx-container a").all_text_contents() == ["7", "(1)"] * 2
    assert seen.page.evaluate(LINKS) == [True] * 4
    assert seen.problems == []


def test_readers_of_a_post_follow_a_reference_without_dollars(
    studio: Flask, studio_address: str, visit: Callable[..., Visit]
) -> None:
    source = "By \\eqref{a}:\n\n\\begin{equation}x\\label{a}\\end{equation}"
    begin(studio, source, title="Without dollars", published=True)
    seen = visit(f"{studio_address}/posts/without-dollars")
    link = seen.page.locator(".reference mjx-container a")
    assert link.text_content() == "(1)"
    link.click()
    target = seen.page.evaluate(
        "document.getElementById(decodeURIComponent(location.hash.slice(1))).closest('.display') !== null"
    )
    assert target is True


def test_a_reference_is_typeset_again_from_what_was_typed(small_site: SmallSite, visit: Callable[..., Visit]) -> None:
    seen = visit(put_formulas(small_site, "/again", scope("7", POST[1], reference(r"\eqref{a}"))))
    seen.page.evaluate("longwave.math.clear([document.body])")
    assert seen.page.locator(".reference").inner_text() == r"\eqref{a}"
    seen.page.evaluate("longwave.math.typeset([document.querySelector('.reference')])")
    assert seen.page.locator(".reference mjx-container a").all_text_contents() == ["(1)"]


def test_numbers_start_anew_in_each_post(small_site: SmallSite, visit: Callable[..., Visit]) -> None:
    seen = visit(put_formulas(small_site, "/numbers", scope("7", *POST), scope("8", *POST)))
    texts = seen.page.locator("article").evaluate_all("all => all.map(one => one.textContent.match(/\\(\\d\\)/g))")
    assert texts[0] == texts[1]
    assert {"(1)", "(2)"} == set(texts[0])


def test_a_link_to_an_equation_is_named_and_followed_from_the_keyboard(
    small_site: SmallSite, visit: Callable[..., Visit]
) -> None:
    seen = visit(put_formulas(small_site, "/keyboard", scope("7", *POST)))
    expect(seen.page.get_by_role("link", name="(2)").first).to_be_visible()  # names come when the browser is idle
    seen.page.keyboard.press("Tab")
    focused = seen.page.evaluate("[document.activeElement.tagName, document.activeElement.ariaLabel]")
    assert focused == ["A", "(2)"]
    seen.page.keyboard.press("Enter")
    assert seen.page.url.endswith("#mjx-eqn%3Ap7%3Ab")


DEFINITIONS = (
    (r"\newcommand{\secret}{LEAK}", r"\secret"),
    (r"\def\secret{LEAK}", r"\secret"),
    (r"\def\alpha{\text{LEAK}}", r"\alpha"),
    (r"\let\alpha\beta", r"\alpha"),
    (r"\renewcommand{\R}{\text{LEAK}}", r"\R"),
    (r"\DeclareMathOperator{\secret}{LEAK}", r"\secret"),
    (r"\DeclarePairedDelimiter{\secret}{\lceil}{\rceil}", r"\secret{x}"),
    (r"\Newextarrow{\secret}{5,10}{0x21d5}", r"\secret{x}"),
    (r"\newenvironment{secret}{LEAK}{}", r"\begin{secret}x\end{secret}"),
    (r"\newcolumntype{c}{>{\text{LEAK}}r}", r"\begin{array}{c}x\end{array}"),
    (r"\definecolor{red}{rgb}{0,1,0}", r"\color{red}x"),
    (r"\newtagform{secret}{[LEAK}{]}\usetagform{secret}", r"x\tag{1}"),
    (r"\mathtoolsset{centercolon=true}", "x:=y"),
)
LAST_FORMULAS = """prefix => [...document.querySelectorAll(`[data-math-scope^=${prefix}]`)].map(scope => {
  const formula = [...scope.querySelectorAll('.math')].at(-1);
  return formula.querySelector('mjx-math')?.innerHTML ?? formula.textContent;
})"""


def test_what_one_post_defines_the_next_does_not_know(small_site: SmallSite, visit: Callable[..., Visit]) -> None:
    defining = [scope(f"d{number}", inline(text), display(use)) for number, (text, use) in enumerate(DEFINITIONS)]
    others = [scope(f"n{number}", display(use)) for number, (_, use) in enumerate(DEFINITIONS)]
    mixed = [post for pair in zip(defining, others, strict=True) for post in pair]
    page = visit(put_formulas(small_site, "/leak", *mixed)).page
    alone = visit(put_formulas(small_site, "/alone", *others)).page.evaluate(LAST_FORMULAS, "n")
    assert page.evaluate(LAST_FORMULAS, "n") == alone
    unchanged = [one == other for one, other in zip(page.evaluate(LAST_FORMULAS, "d"), alone, strict=True)]
    assert [text for (text, _), same in zip(DEFINITIONS, unchanged, strict=True) if same] == [
        r"\mathtoolsset{centercolon=true}"  # refused altogether
    ]


def test_what_a_post_defines_it_knows_in_all_its_parts(small_site: SmallSite, visit: Callable[..., Visit]) -> None:
    title = "<h1>" + inline(r"\newcommand{\law}{\mathcal{L}}\law") + "</h1>"
    seen = visit(put_formulas(small_site, "/parts", scope("1", title, inline(r"\law"), display(r"\law"))))
    assert seen.problems == []
    assert seen.page.locator("mjx-container").count() == 3
