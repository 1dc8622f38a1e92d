"""The live preview: only what changed is made again, nothing drifts, and both sides stay together."""

from collections.abc import Callable

from flask import Flask
from playwright.sync_api import Route

from tests.browser.workplace import Writer, begin

SitDown = Callable[..., Writer]

LONG = "\n\n".join(
    f"Paragraph {number} has $a_{{{number}}}$, $b_{{{number}}}^2$ and $\\frac{{1}}{{{number}}}$."
    for number in range(1, 101)
)
"""Three hundred formulas in a hundred paragraphs."""

NUMBERED = r"""
\begin{equation}\label{eq:one} a = 1 \end{equation}

See $\eqref{eq:two}$.

\begin{equation}\label{eq:two} b = 2 \end{equation}

The end, $c$.
""".strip()

SELECTED = """(() => {
  const {state} = longwave.studio.view;
  return state.sliceDoc(state.selection.main.from, state.selection.main.to);
})()"""
LINE = "longwave.studio.view.state.doc.lineAt(longwave.studio.view.state.selection.main.head)"
TOP = """line => {
  const blocks = [...document.querySelectorAll('.preview-page > .preview-block')];
  return blocks.findLast(block => Number(block.dataset.line) <= line).getBoundingClientRect().top;
}"""


def numbers(writer: Writer) -> list[str]:
    """Return the numbers beside the equations and the reference to one of them."""
    return list(
        writer.page.evaluate(
            """[...document.querySelectorAll('.preview-page mjx-labels, .preview-page .math.inline a')]
              .sort((one, other) => one.compareDocumentPosition(other) & 4 ? -1 : 1)
              .map(each => each.textContent.trim())"""
        )
    )


def test_a_key_typesets_the_formulas_of_its_own_paragraph_alone(studio: Flask, sit_down: SitDown) -> None:
    post = begin(studio, LONG)
    writer = sit_down()
    writer.open(post)
    before = writer.counters
    assert before == {"formulas": 300, "blocks": 100}
    writer.place_cursor("has $a_{50}$")
    writer.type("x")
    writer.wait_for_preview()
    assert writer.counters == {"formulas": 303, "blocks": 101}
    assert writer.page.locator(".preview-block", has_text="Paragraph 50 xhas").count() == 1
    assert writer.page.locator(".preview-page .math:not([data-tex])").count() == 0


def test_new_lines_above_leave_everything_below_as_it_is(studio: Flask, sit_down: SitDown) -> None:
    post = begin(studio, LONG)
    writer = sit_down()
    writer.open(post)
    writer.place_cursor("Paragraph 2 ")
    writer.type("Something new.\n\n")
    writer.wait_for_preview()
    assert writer.counters["formulas"] == 300
    writer.page.locator(".preview-block", has_text="Paragraph 3 ").locator(".math").first.click()
    line = writer.page.evaluate(f"{LINE}.text")
    assert line.startswith("Paragraph 3 ")


def test_the_block_of_the_cursor_stays_where_it_is(studio: Flask, sit_down: SitDown) -> None:
    post = begin(studio, LONG)
    writer = sit_down()
    writer.open(post)
    writer.place_cursor("has $a_{50}$")
    writer.wait_until("document.querySelector('[data-preview]').scrollTop > 500")
    line = writer.page.evaluate(f"{LINE}.number")
    before = writer.page.evaluate(TOP, line)
    for piece in ("some ", "more words ", r"and $\sum_{k=1}^n k$ "):
        writer.type(piece)
        writer.wait_for_preview()
        assert abs(writer.page.evaluate(TOP, line) - before) <= 20


def test_both_sides_scroll_together(studio: Flask, sit_down: SitDown) -> None:
    post = begin(studio, LONG)
    writer = sit_down()
    writer.open(post)
    writer.page.locator(".cm-scroller").hover()
    writer.page.mouse.wheel(0, 1500)
    writer.wait_until("document.querySelector('[data-preview]').scrollTop > 300")
    writer.page.locator("[data-preview]").hover()
    writer.page.mouse.wheel(0, -20_000)
    writer.wait_until("document.querySelector('.cm-scroller').scrollTop === 0")


def test_a_click_on_a_formula_goes_to_its_source(studio: Flask, sit_down: SitDown) -> None:
    post = begin(studio, LONG)
    writer = sit_down()
    writer.open(post)
    writer.page.locator(".preview-block", has_text="Paragraph 7 ").locator(".math").nth(2).click()
    assert writer.page.evaluate(SELECTED) == r"\frac{1}{7}"


def test_an_answer_that_was_overtaken_is_not_shown(studio: Flask, sit_down: SitDown) -> None:
    post = begin(studio, "Begun.")
    writer = sit_down()
    writer.open(post)
    held: list[Route] = []
    dropped: list[str] = []
    writer.page.route("**/studio/preview", lambda route: route.continue_() if held else held.append(route))
    writer.page.on("requestfailed", lambda request: dropped.append(request.url))
    writer.place_cursor("Begun.")
    with writer.page.expect_request("**/studio/preview"):
        writer.type("First. ")
    writer.type("Second. ")
    writer.wait_for_preview()
    assert writer.page.locator("[data-preview-page]").inner_text() == "First. Second. Begun."
    assert dropped == [f"{writer.address}/studio/preview"]


def test_a_reference_without_dollars_follows_its_equation(studio: Flask, sit_down: SitDown) -> None:
    post = begin(studio, NUMBERED.replace("$\\eqref{eq:two}$", "\\eqref{eq:two}"))
    writer = sit_down()
    writer.open(post)
    assert numbers(writer) == ["(1)", "(2)", "(2)"]
    writer.place_cursor("\\begin{equation}\\label{eq:one}")
    writer.page.keyboard.insert_text("\\begin{equation} z = 0 \\end{equation}\n\n")
    writer.wait_for_preview()
    assert numbers(writer) == ["(1)", "(2)", "(3)", "(3)"]


def test_a_link_of_the_text_does_not_take_its_author_away(studio: Flask, sit_down: SitDown) -> None:
    post = begin(studio, "See [the list](/studio/).")
    writer = sit_down()
    writer.open(post)
    with writer.context.expect_page() as opened:
        writer.page.locator("[data-preview-page] a").click()
    assert opened.value.url.endswith("/studio/")
    assert writer.source == "See [the list](/studio/)."


def test_equations_keep_counting_when_one_comes_before_them(studio: Flask, sit_down: SitDown) -> None:
    post = begin(studio, NUMBERED)
    writer = sit_down()
    writer.open(post)
    assert writer.page.locator(".preview-page .math-failed").count() == 0
    first = numbers(writer)
    writer.place_cursor(r"\begin{equation}\label{eq:one}")
    writer.page.keyboard.insert_text("\\begin{equation} z = 0 \\end{equation}\n\n")
    writer.wait_for_preview()
    later = numbers(writer)
    assert (first, later) == (["(1)", "(2)", "(2)"], ["(1)", "(2)", "(3)", "(3)"])
    writer.place_cursor("a = 1")
    writer.type("x + ")
    writer.wait_for_preview()
    assert numbers(writer) == later
    assert writer.page.locator(".preview-page .math-failed").count() == 0


def test_a_macro_that_changes_reaches_every_formula(studio: Flask, sit_down: SitDown) -> None:
    post = begin(studio, "$\\newcommand{\\half}{\\frac12}$\n\nAbout $\\half$ of it.")
    writer = sit_down()
    writer.open(post)
    assert writer.page.locator(".preview-page mjx-mfrac").count() == 1
    writer.place_cursor("\\frac12")
    writer.page.keyboard.press("Delete")
    writer.page.keyboard.press("Delete")
    writer.page.keyboard.type("\\sf")
    writer.page.keyboard.press("Escape")
    writer.wait_for_preview()
    assert writer.page.locator(".preview-page mjx-mfrac").count() == 0


def test_problems_are_listed_with_their_lines(studio: Flask, sit_down: SitDown) -> None:
    post = begin(studio, "One.\n\n$\\frac{1}$ is wrong.\n\n$\\tua$ is unknown.\n\n![](x.png)")
    writer = sit_down()
    writer.open(post)
    summary = writer.page.locator("[data-problem-summary]")
    assert "2" in summary.inner_text()
    assert "line 3" in summary.inner_text()
    summary.click()
    writer.page.get_by_role("button", name="Line 5").click()
    assert writer.page.evaluate(f"{LINE}.number") == 5
    assert writer.page.locator(".cm-problem-line").count() == 3
