"""Hostile TeX in real pages, with the policy switched off: the formulas themselves must be harmless."""

from collections.abc import Callable
from html import escape

import pytest

from tests.browser.formula_pages import display, inline, put_formulas, scope
from tests.browser.small_site import SmallSite
from tests.browser.visiting import Visit
from tests.hostile.payloads import corpus, own

NONE_OF_THE_COMMON_KIND = 1_000_000_000  # only formulas are wanted here
PAYLOADS = [payload for payload in (*own(), *corpus(NONE_OF_THE_COMMON_KIND)) if payload.kind.endswith(".math")]
PAGES = 4

WATCH = """
window.executed = [];
for (const name of ['alert', 'confirm', 'prompt', 'msgbox', 'open', 'print']) {
  window[name] = (...all) => { executed.push(name + ' ' + all); };
}
"""
CLICK = """() => {
  for (const link of document.querySelectorAll('a, [href], [onclick]')) link.dispatchEvent(new MouseEvent('click', {
    bubbles: true, cancelable: true, view: window}));
  for (const element of document.querySelectorAll('.math *')) {
    for (const type of ['mouseover', 'mouseenter', 'focus', 'load', 'error', 'toggle', 'animationstart']) {
      element.dispatchEvent(new Event(type));
    }
  }
  return document.querySelectorAll('.math a').length;
}"""
FINDINGS = """() => {
  const found = [];
  const tell = (element, what) => found.push(
    `${what} in ${element.closest('article').dataset.mathScope}: ${element.closest('.math').dataset.tex}`);
  const CLASSES = /^(MathJax|MathJax_ref|mjx-[-\\w]*|NCM-[-\\w]*|MHC-[-\\w]*|math-(source|problem|assistive))$/;
  const NAMES = /^(mjx-[-a-z]+|a|span|math|m[a-z]+|none|svg|line|path)$/;
  const TYPESETTING = ['mjx-[-a-z]+', 'frame-styles', 'vertical-align', 'break-align', 'align', 'overflow', 'padding',
    'thickness', 'arrowhead', 'cramped', 'array-padding', 'width-includes-label', 'lineleading', 'braketbar'];
  const DATA = new RegExp(`^data-(${TYPESETTING.join('|')})$`);
  for (const math of document.querySelectorAll('.math')) for (const element of math.querySelectorAll('*')) {
    if (!NAMES.test(element.localName)) tell(element, `element ${element.localName}`);
    for (const name of element.classList) if (!CLASSES.test(name)) tell(element, `class ${name}`);
    const prefix = `mjx-eqn:p${math.closest('article').dataset.mathScope}:`;
    if (element.id && !element.id.startsWith(prefix)) tell(element, `id ${element.id}`);
    for (const {name, value} of element.attributes) {
      if (/^on|^src|^action|^formaction|^xlink|^ping|^srcdoc/i.test(name)) tell(element, `attribute ${name}`);
      const isTypesetting = DATA.test(name) && /^[\\w .%+-]*$/.test(value);
      if (name.startsWith('data-') && !isTypesetting) tell(element, `attribute ${name}`);
      if (name === 'href' && !value.startsWith('#' + encodeURIComponent(prefix))) tell(element, `link ${value}`);
      if (name === 'style' && /url|expression|fixed|sticky|cursor|content|animation|opacity|inset/i.test(
        value.replace(/font-family: [^;]*;/g, ''))) tell(element, `style ${value}`);
    }
    if (['fixed', 'sticky'].includes(getComputedStyle(element).position)) tell(element, 'position');
  }
  return found;
}"""
COVERED = """() => [...document.querySelectorAll('.neighbour')].filter(neighbour => {
  neighbour.scrollIntoView({block: 'center'});
  const {left, top, height} = neighbour.getBoundingClientRect();
  return document.elementFromPoint(left + 12, top + height / 2) !== neighbour;
}).map(neighbour => neighbour.textContent)"""


def hostile_scopes(number: int) -> list[str]:
    """Return one page's share of the payloads, each as a post with a neighbour that it must not touch."""
    return [
        scope(
            payload.name,
            inline(payload.text) + display(payload.text),
            f'<span class="neighbour">{escape(payload.name)}</span>',
        )
        for payload in PAYLOADS[number::PAGES]
    ]


@pytest.mark.parametrize("number", range(PAGES))
def test_no_hostile_formula_does_anything(small_site: SmallSite, visit: Callable[..., Visit], number: int) -> None:
    seen = visit(put_formulas(small_site, "/hostile", *hostile_scopes(number), policy=""), script=WATCH)
    address = seen.page.url
    seen.page.evaluate(CLICK)
    assert seen.page.evaluate("executed") == []
    assert seen.page.url.partition("#")[0] == address
    assert seen.foreign_requests == []
    assert seen.page.evaluate(FINDINGS) == []
    assert seen.page.evaluate(COVERED) == []
    assert [message for message in seen.messages if message.startswith("error: ")] == []


def test_links_that_formulas_may_have_lead_to_equations_only(
    small_site: SmallSite, visit: Callable[..., Visit]
) -> None:
    controls = ["", "\t", "\n", "\x01", "\x1f", "\u00a0", "\u200b"]
    addresses = [f"{control}java{control}script:executed.push(1)" for control in controls]
    addresses += ["//evil.example", "https://evil.example", "#top", "data:text/html,x", "mjx-eqn:p1:a"]
    formulas = [rf'\mmlToken{{mi}}[href="{address}"]{{x}}' for address in addresses]
    formulas += [rf"\href{{{address}}}{{x}}" for address in addresses]
    page = scope("1", *map(inline, formulas), display(r"\begin{equation}x\label{a}\end{equation}"), inline(r"\ref{a}"))
    seen = visit(put_formulas(small_site, "/links", page, policy=""), script=WATCH)
    assert seen.page.evaluate(CLICK) == 1
    assert seen.page.evaluate("executed") == []
    assert seen.page.evaluate(FINDINGS) == []


STEPS = zip("abcdefgh", "bcdefghi", strict=True)
BOMBS = {
    "fractions": r"\frac{" * 80 + "1" + "}{2}" * 80,
    "roots": r"\sqrt{" * 200 + "x" + "}" * 200,
    "nesting through macros": r"\def\a#1{\frac{#1}{2}}\def\b#1{\a{\a{\a{\a{#1}}}}}" + r"\b{" * 20 + "x" + "}" * 20,
    "endless": r"\def\a{\a}\a",
    "endless growth": r"\def\a{\a\a}\a",
    "endless environment": r"\newenvironment{e}{\begin{e}}{\end{e}}\begin{e}x\end{e}",
    "doubling": r"\def\a{xxxxxxxxxx}" + "".join(rf"\def\{b}{{{4 * f'{chr(92)}{a}'}}}" for a, b in STEPS) + r"\i",
    "matrix": r"\begin{matrix}" + r"\\".join("&".join("x" * 150) for _ in range(150)) + r"\end{matrix}",
    "columns": r"\begin{array}{*{9999}{*{9999}{c}}}x\end{array}",
    "braces": "{" * 9_000 + "}" * 9_000,
    "brackets": r"\left(" * 3_000 + r"\right)" * 3_000,
    "scripts": "x" + "^{x" * 300 + "}" * 300,
    "length": "x" * 30_000,
    "sizes": r"{\Huge" * 20 + " x" + "}" * 20,
    "letters": r"\mathbb{" + "R" * 19_000 + "}",
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_a_formula_that_costs_too_much_is_refused_alone(
    small_site: SmallSite, visit: Callable[..., Visit], name: str
) -> None:
    page = scope("1", inline("x"), display(BOMBS[name]), inline(BOMBS[name]), inline("y^2"))
    seen = visit(put_formulas(small_site, "/bomb", page))
    assert seen.page.locator(".math").nth(3).locator("mjx-container").count() == 1
    assert [problem["tex"] for problem in seen.problems] == [BOMBS[name]] * 2


def test_lengths_are_kept_within_reason(small_site: SmallSite, visit: Callable[..., Visit]) -> None:
    formulas = [
        r"\rule{99999em}{99999em}",
        r"x\kern9999em y",
        r"a\\[99999ex]b",
        r"\raise 9999in{x}",
        r"\hspace{1e9em}x",
    ]
    formulas += [r"\begin{array}{p{9999em}}x\end{array}", r"\mmlToken{mspace}[width='99999px' height='99999px']{}"]
    formulas += [
        r"\enclose{box}[data-padding=9999em]{x}",
        r"\left.\rule{0pt}{9999pt}\right|",
        r"\Rule{9999em}{9999em}{0em}",
    ]
    seen = visit(put_formulas(small_site, "/lengths", scope("1", *map(display, formulas), *map(inline, formulas))))
    heights = seen.page.locator(".math").evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
    assert max(heights) < 1700
    assert seen.page.evaluate("document.documentElement.scrollWidth") == 1000


COVERS = (
    r"\rlap{\kern-30em\raise20em{\rule{60em}{30em}}}",
    r"\llap{\rule{40em}{1em}}",
    r"\smash{\rule{40em}{20em}}",
    r"\raise-3em{\rule{20em}{2em}}",
    r"\hspace{-20em}\rule{60em}{1em}",
    r"\lower 9em{\smash{\rule{20em}{9em}}}",
    r"\mathrlap{\rule{40em}{1em}}",
    r"\begin{array}{c}x\\[-9em]\rule{20em}{5em}\end{array}",
    r"\begin{array}{@{\hspace{-20em}}c}\rule{40em}{1em}\end{array}",
    r"\mmlToken{mspace}[width=-20em]{}\rule{40em}{1em}",
    r"\moveleft 20em{\rule{40em}{1em}}",
)


def test_no_formula_lies_over_the_posts_around_it(small_site: SmallSite, visit: Callable[..., Visit]) -> None:
    neighbour = '<span class="neighbour">{} {}</span>'
    posts = [
        scope(f"{kind.__name__}-{number}", *content)
        for kind in (inline, display)
        for number, tex in enumerate(COVERS)
        for content in ([neighbour.format(kind.__name__, number)], ["words words words " + kind(tex)])
    ]
    seen = visit(put_formulas(small_site, "/covers", *posts, scope("last", neighbour.format("at", "last"))))
    assert seen.page.locator("mjx-container").count() == 2 * len(COVERS)
    assert seen.page.evaluate(COVERED) == []


ORDINARY = (
    r"\int\!\!\!\int f\,dx\!",
    r"\smash{x}",
    r"\ce{H2O + SO4^2-}",
    r"a\not=b\mathrlap{x}",
    r"x\!\left(\frac12\right)",
    r"\raise.2em{x}\lower.1em{y}",
)


def test_ordinary_formulas_are_not_cut(small_site: SmallSite, visit: Callable[..., Visit]) -> None:
    seen = visit(put_formulas(small_site, "/ordinary", scope("1", *map(inline, ORDINARY))))
    assert seen.page.locator("[data-math-moves]").count() == 0
    assert seen.problems == []
