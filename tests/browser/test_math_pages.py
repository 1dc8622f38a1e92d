"""Whole pages of formulas: everything stands, nothing jumps, nothing comes from elsewhere."""

from collections.abc import Callable

from tests.browser.formula_pages import display, inline, put_formulas, sample_posts, scope
from tests.browser.small_site import SmallSite
from tests.browser.visiting import Visit

THREE_HUNDRED = ("gumbel-softmax", "probability-distances", "vae-elbo")
FAILED = "document.querySelectorAll('.math-failed, .math:not([data-tex]), mjx-merror, .mjx-output-error').length"


def test_a_page_of_300_formulas_is_typeset_within_the_policy(
    small_site: SmallSite, visit: Callable[..., Visit]
) -> None:
    seen = visit(put_formulas(small_site, "/many", *sample_posts(*THREE_HUNDRED)))
    assert seen.page.locator(".math mjx-container").count() >= 300
    assert seen.page.evaluate(FAILED) == 0
    assert seen.problems == []
    assert seen.messages == []
    assert seen.violations == []
    assert seen.foreign_requests == []


def test_a_page_of_300_formulas_does_not_jump(small_site: SmallSite, visit: Callable[..., Visit]) -> None:
    seen = visit(put_formulas(small_site, "/still", *sample_posts(*THREE_HUNDRED)))
    assert seen.layout_shift < 0.05


def test_the_first_screen_is_shown_before_the_last_formula_is_typeset(
    small_site: SmallSite, visit: Callable[..., Visit]
) -> None:
    seen = visit(put_formulas(small_site, "/first", *sample_posts(*THREE_HUNDRED)), wait=False)
    waiting_when_revealed = seen.page.evaluate("seen.revealed")
    assert waiting_when_revealed["above"] == 0
    assert waiting_when_revealed["below"] > 0
    assert seen.page.evaluate("seen.typeset")


def test_every_formula_of_the_sample_posts_is_typeset(small_site: SmallSite, visit: Callable[..., Visit]) -> None:
    seen = visit(put_formulas(small_site, "/samples", *sample_posts()))
    assert seen.problems == []
    assert seen.page.evaluate(FAILED) == 0
    assert seen.messages == []


def test_only_the_elements_of_formulas_are_typeset(small_site: SmallSite, visit: Callable[..., Visit]) -> None:
    text = r"\(a\) \[b\] $c$ $$d$$ \begin{align}e\end{align}"
    others = (
        f"<p>{text}</p><pre><code>{text}</code></pre><div class='math'>{text}</div><span class='math'>{text}</span>"
    )
    strange = "<span class='math inline'>x^2</span><span class='math inline'><b>\\(x\\)</b></span>"
    seen = visit(put_formulas(small_site, "/others", scope("1", inline("x"), f"{others}{strange}")))
    assert seen.page.locator("mjx-container").count() == 1
    assert seen.page.locator("pre").inner_text() == text


def test_what_is_inserted_later_goes_on_in_its_scope(small_site: SmallSite, visit: Callable[..., Visit]) -> None:
    definitions = inline(r"\newcommand{\law}{\mathcal L}") + display(r"\begin{equation}a\label{a}\end{equation}")
    seen = visit(put_formulas(small_site, "/later", scope("1", definitions), scope("2", "empty")))
    tex = r"\begin{equation}\law\eqref{a}\end{equation}"
    for index in (0, 1):
        seen.page.evaluate(
            """async ([index, text]) => {
              const element = document.createElement('span');
              element.className = 'math display';
              element.textContent = text;
              document.querySelectorAll('article')[index].append(element);
              await longwave.math.typeset([element]);
            }""",
            [index, f"\\[{tex}\\]"],
        )
    assert "(2)" in seen.page.locator("article").first.inner_text()
    assert [problem["message"] for problem in seen.problems] == [r"Unknown: \law"]


def test_formulas_can_be_taken_back_to_their_source(small_site: SmallSite, visit: Callable[..., Visit]) -> None:
    seen = visit(put_formulas(small_site, "/back", scope("1", inline("x^2"), inline(r"\frac{1", line=7))))
    assert [problem["line"] for problem in seen.problems] == [7]
    seen.page.evaluate("longwave.math.clear([document.body])")
    assert seen.page.locator(".math").all_text_contents() == [r"\(x^2\)", r"\(\frac{1\)"]
    assert seen.page.locator(".math-failed, [data-tex], mjx-container").count() == 0
    assert seen.problems == []


def test_an_address_that_names_an_equation_leads_to_it(small_site: SmallSite, visit: Callable[..., Visit]) -> None:
    equation = display(r"\begin{equation}a\label{goal}\end{equation}")
    address = put_formulas(small_site, "/named", scope("1", *["<br>" * 60, equation, "<br>" * 60]))
    seen = visit(f"{address}#mjx-eqn%3Ap1%3Agoal")
    top = seen.page.evaluate("document.getElementById('mjx-eqn:p1:goal').getBoundingClientRect().top")
    assert 0 < top < 800
