"""Formulas as people meet them: copied, heard, printed, on a phone, in the dark, and without JavaScript."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from tests.browser.formula_pages import display, inline, put_formulas, reference, sample_posts, scope
from tests.browser.small_site import POLICY, SmallSite
from tests.browser.visiting import Visit

EQUATION = display(r"\begin{equation}E=mc^2\label{e}\end{equation}")
POST = scope("1", "<b>Given</b> " + inline("a^2<b") + " we have", EQUATION, "by " + inline(r"\eqref{e}") + " at last.")
COPY = """([start, end]) => {
  const texts = document.createTreeWalker(document.querySelector('article'), NodeFilter.SHOW_TEXT);
  const nodes = []; while (texts.nextNode()) nodes.push(texts.currentNode);
  const [first, last] = [start, end].map(part => nodes.find(node => node.textContent.includes(part)));
  getSelection().setBaseAndExtent(first, 0, last, last.length);
  const data = new DataTransfer();
  document.dispatchEvent(new ClipboardEvent('copy', {clipboardData: data, bubbles: true, cancelable: true}));
  return [data.getData('text/plain'), data.getData('text/html')];
}"""
LONG = r"x_1+x_2+x_3+x_4+x_5+x_6+x_7+x_8+x_9+x_{10}+x_{11}+x_{12}+x_{13}+x_{14}+x_{15}=0"
WIDE = r"\begin{pmatrix}" + "&".join(r"\sin\alpha" for _ in range(20)) + r"\end{pmatrix}"


def accessible_nodes(visit: Visit) -> list[dict[str, Any]]:
    """Return the accessibility tree's nodes that are not ignored."""
    session = visit.page.context.new_cdp_session(visit.page)
    nodes: list[dict[str, Any]] = session.send("Accessibility.getFullAXTree")["nodes"]
    return [node for node in nodes if not node["ignored"]]


def roles(visit: Visit) -> list[str]:
    """Return the roles in the accessibility tree."""
    return [str(node["role"]["value"]) for node in accessible_nodes(visit)]


def test_a_copied_selection_holds_latex(small_site: SmallSite, visit: Callable[..., Visit]) -> None:
    seen = visit(put_formulas(small_site, "/copy", POST))
    text, html = seen.page.evaluate(COPY, ["Given", "at last"])
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    assert lines == [
        r"Given \(a^2<b\) we have",
        r"\[\begin{equation}E=mc^2\label{e}\end{equation}\]",
        r"by \(\eqref{e}\) at last.",
    ]
    assert r"\(a^2&lt;b\)" in html
    assert "mjx-" not in html


def test_a_copied_reference_is_as_typed(small_site: SmallSite, visit: Callable[..., Visit]) -> None:
    page = scope("1", EQUATION, "Given " + reference(r"\eqref{e}") + " at last.")
    seen = visit(put_formulas(small_site, "/copy-reference", page))
    assert seen.page.evaluate(COPY, ["Given", "at last"])[0].strip() == r"Given \eqref{e} at last."


def test_a_selection_within_a_formula_copies_the_whole_formula(
    small_site: SmallSite, visit: Callable[..., Visit]
) -> None:
    seen = visit(put_formulas(small_site, "/copy-part", scope("1", "before " + inline(r"\alpha^2") + " after")))
    assert seen.page.evaluate(COPY, ["2", "2"])[0] == r"\(\alpha^2\)"


def test_a_selection_without_formulas_is_left_to_the_browser(
    small_site: SmallSite, visit: Callable[..., Visit]
) -> None:
    seen = visit(put_formulas(small_site, "/copy-none", scope("1", "before", inline("x"))))
    assert seen.page.evaluate(COPY, ["before", "before"]) == ["", ""]


def test_assistive_technology_finds_mathml(small_site: SmallSite, visit: Callable[..., Visit]) -> None:
    seen = visit(put_formulas(small_site, "/heard", POST))
    seen.page.wait_for_selector(".math.display .math-assistive", state="attached")
    found = roles(seen)
    assert found.count("MathMLMath") == 2
    assert "MathMLSup" in found
    links = [node for node in accessible_nodes(seen) if node["role"]["value"] == "link"]
    assert [link["name"]["value"] for link in links] == ["(1)"]
    assert seen.page.locator("[aria-hidden=true] a").count() == 0
    assert seen.violations == []


def test_a_printed_page_holds_numbers_and_formulas_as_text(small_site: SmallSite, visit: Callable[..., Visit]) -> None:
    seen = visit(put_formulas(small_site, "/printed", POST))
    pages = PdfReader(BytesIO(seen.page.pdf())).pages
    text = "".join(page.extract_text() for page in pages)
    assert text.count("(1)") == 2
    assert "at last" in text
    assert sum(len(page.images) for page in pages) == 0
    assert "\N{MATHEMATICAL ITALIC SMALL M}" in text


def test_a_page_is_typeset_when_it_is_printed_at_once(small_site: SmallSite, visit: Callable[..., Visit]) -> None:
    posts = sample_posts("gumbel-softmax", "probability-distances")
    seen = visit(put_formulas(small_site, "/at-once", *posts), wait=False)
    waiting = "document.querySelectorAll('.math:not([data-tex])').length"
    seen.page.evaluate("seen.revealed")
    seen.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert seen.page.evaluate(waiting) <= 20  # those whose font's measures are on their way
    seen.page.evaluate("seen.typeset")
    assert seen.page.evaluate(waiting) == 0
    assert seen.problems == []


@pytest.mark.parametrize("width", [390, 320])
def test_a_phone_never_scrolls_sideways(small_site: SmallSite, visit: Callable[..., Visit], width: int) -> None:
    unbreakable = inline(r"\{" + ",".join(f"x_{{{number}}}" for number in range(30)) + r"\}")
    page = scope("1", display(LONG), display(WIDE), inline(LONG) + " and " + unbreakable, display(LONG + r"\tag{1}"))
    seen = visit(
        put_formulas(small_site, "/phone", page),
        viewport={"width": width, "height": 800},
        is_mobile=True,
        has_touch=True,
    )
    assert seen.page.evaluate("[innerWidth, document.documentElement.scrollWidth]") == [width, width]
    assert seen.page.locator(".math.display").nth(1).get_attribute("tabindex") == "0"
    assert seen.page.locator(".math.display").nth(0).get_attribute("tabindex") is None


def test_a_formula_in_text_breaks_beside_relations_and_operators_only(
    small_site: SmallSite, visit: Callable[..., Visit]
) -> None:
    breaks = {"a=b": 1, "a-b": 1, "f(-x)": 0, r"f\,g\;h\!k": 0, r"e^{-x}\exp(-y)=-1": 1, r"x\qquad y": 1, "a=-b<c": 2}
    seen = visit(put_formulas(small_site, "/breaks", scope("1", *map(inline, breaks))))
    counts = seen.page.locator(".math").evaluate_all("all => all.map(one => one.querySelectorAll('mjx-break').length)")
    assert dict(zip(breaks, counts, strict=True)) == breaks


def resize(visit: Visit, width: int) -> None:
    """Change the window's width and wait until the page has been drawn anew."""
    visit.page.set_viewport_size({"width": width, "height": 800})
    visit.page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))")


def test_a_narrower_window_keeps_formulas_in_their_column(small_site: SmallSite, visit: Callable[..., Visit]) -> None:
    seen = visit(put_formulas(small_site, "/narrower", scope("1", display(LONG), inline(WIDE))))
    resize(seen, 320)
    assert seen.page.evaluate("document.documentElement.scrollWidth") == 320
    assert seen.page.locator("[data-math-wide]").count() == 2
    resize(seen, 2000)
    assert seen.page.locator(".math.display[data-math-wide]").count() == 0


def test_formulas_take_the_colour_of_the_text(small_site: SmallSite, visit: Callable[..., Visit]) -> None:
    dark = "@media (prefers-color-scheme: dark) { body { color: rgb(221, 221, 221); background: #111 } }"
    seen = visit(put_formulas(small_site, "/dark", POST, style=dark), color_scheme="dark")
    colours = "[...document.querySelectorAll('mjx-c, mjx-utext')].map(element => getComputedStyle(element).color)"
    assert set(seen.page.evaluate(colours)) == {"rgb(221, 221, 221)"}


def test_without_javascript_formulas_are_legible_latex(chromium: Browser, small_site: SmallSite) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(put_formulas(small_site, "/plain", POST))
    formula = page.locator(".math.display")
    assert formula.is_visible()
    assert formula.inner_text() == r"\[\begin{equation}E=mc^2\label{e}\end{equation}\]"
    context.close()


def test_text_appears_when_the_script_fails(small_site: SmallSite, visit: Callable[..., Visit]) -> None:
    put_formulas(small_site, "/failing", POST)
    page = small_site.answer("/failing")
    assert page is not None
    address = small_site.put(
        "/failing", page.body.decode().replace(small_site.asset("math.js"), "/static/math-none.js")
    )
    seen = visit(address)  # other scripts are told as well
    assert seen.page.evaluate("seen.revealed.then(() => true)")
    assert seen.page.locator(".math.display").is_visible()
    assert seen.page.locator(".math.inline").first.inner_text() == r"\(a^2<b\)"


def test_a_page_shows_its_text_when_the_script_does_not_come(
    small_site: SmallSite, visit: Callable[..., Visit]
) -> None:
    html = f'<!doctype html><title>x</title><script src="{small_site.asset("math-early.js")}"></script>{POST}'
    small_site.put("/absent.css", "html.math-pending [data-math-scope] { visibility: hidden }")
    seen = visit(small_site.put("/absent", html + '<link rel="stylesheet" href="/absent.css">', POLICY), wait=False)
    assert seen.page.evaluate("seen.revealed.then(() => true)")
    assert seen.page.locator(".math.display").is_visible()
