"""What authors may write: a sample of every package and every macro of the site, and what is not there."""

from collections.abc import Callable

from tests.browser.formula_pages import display, inline, put_formulas, scope
from tests.browser.small_site import SmallSite
from tests.browser.visiting import Visit

PACKAGES = {
    "base": r"\sum_{n=1}^\infty \frac{1}{n^2} = \left(\frac{\pi}{\sqrt 6}\right)^2 \not= \rule{1em}{1ex}",
    "ams": r"\begin{align*}\dbinom nk &= \iint_D \lvert x\rvert \\ \text{if $x$} &\implies \mathfrak g\end{align*}",
    "newcommand": r"\newcommand{\pair}[2][x]{(#1,#2)}\pair{y}\def\two#1{#1#1}\two z",
    "configmacros": r"\R",
    "boldsymbol": r"\boldsymbol{\alpha}",
    "braket": r"\Braket{\phi | \partial^2 | \psi}",
    "cancel": r"\cancelto{0}{x} \bcancel{y} \xcancel{z}",
    "color": r"\textcolor{#c00}{x} \color{RedOrange} y \fcolorbox{red}{yellow}{z} \colorbox[rgb]{1,0.9,0}{w}",
    "mathtools": r"\coloneqq \begin{pmatrix*}[r]1&-1\end{pmatrix*} \underbracket{x}_{y} \prescript{a}{b}X \mathclap{x}",
    "mhchem": r"\ce{CO2 + C ->[\alpha][\beta] 2 CO} \ce{^{227}_{90}Th+} \pu{123 kJ//mol}",
    "upgreek": r"\upalpha\Upgamma",
    "gensymb": r"90\degree \ohm \celsius",
    "centernot": r"a \centernot\longrightarrow b",
    "extpfeil": r"a \xtwoheadrightarrow{f} b \xlongequal{def} c",
    "cases": r"\begin{numcases}{f=} 1 & if $x$ \\ 2 & else \end{numcases}",
    "empheq": r"\begin{empheq}[left=\empheqlbrace]{align} a &= b \\ c &= d \end{empheq}",
    "amscd": r"\begin{CD} A @>f>> B \\ @VVV @AAgA \\ C @= D \end{CD}",
    "enclose": r"\enclose{circle, updiagonalstrike}{x}",
    "textcomp": r"\textdegree\texteuro",
    "units": r"\units[5]{km} \unitfrac[3]{m}{s} \nicefrac{1}{2}",
    "verb": r"\verb|x_y|",
}
MACROS = {
    **{letter: rf"\{letter}^n" for letter in "RNZQCFE"},
    **{name: rf"\{name} x" for name in ("diag", "tr", "rank", "sign", "Var", "Cov")},
    "bm": r"\bm{x}",
    "abs": r"\abs{\frac12}",
    "norm": r"\norm{x}_2",
    "argmax": r"\argmax_x f",
    "argmin": r"\argmin_x f",
    "textcircled": r"\textcircled{1}",
    "qed": r"\qed",
}
ABSENT = (r"\require{html}", r"\toggle", r"\texttip", r"\setOptions", r"\qty", r"\unicode")


def test_every_package_and_macro_typesets(small_site: SmallSite, visit: Callable[..., Visit]) -> None:
    samples = {**PACKAGES, **MACROS}
    seen = visit(put_formulas(small_site, "/packages", *(scope(name, display(tex)) for name, tex in samples.items())))
    assert seen.problems == []
    assert seen.page.locator("mjx-container").count() == len(samples)
    assert seen.messages == []
    assert seen.violations == []
    assert seen.foreign_requests == []


def test_text_in_formulas_keeps_what_markdown_authors_write(small_site: SmallSite, visit: Callable[..., Visit]) -> None:
    seen = visit(put_formulas(small_site, "/text", scope("1", display(r"\text{a_b 当 $x>0$ 时}"))))
    assert seen.problems == []
    assert "a_b" in seen.page.locator("mjx-math").inner_text()


def test_a_macro_that_nobody_defined_is_visible_and_told(small_site: SmallSite, visit: Callable[..., Visit]) -> None:
    seen = visit(put_formulas(small_site, "/absent", *(scope(name[1:], inline(name)) for name in ABSENT)))
    assert [problem["message"] for problem in seen.problems] == [
        f"Unknown: {name.partition('{')[0]}" for name in ABSENT
    ]
    assert seen.page.locator("[data-mjx-unknown]").count() == len(ABSENT)
    assert seen.foreign_requests == []


def test_a_formula_that_fails_shows_its_source_and_the_reason(
    small_site: SmallSite, visit: Callable[..., Visit]
) -> None:
    wrong = inline(r"\frac{1", line=12) + display(r"\begin{align}x\end{equation}", line=13)
    seen = visit(put_formulas(small_site, "/wrong", scope("1", wrong, inline("x^2"))))
    assert [problem["line"] for problem in seen.problems] == [12, 13]
    failed = seen.page.locator(".math-failed")
    assert r"\(\frac{1\)" in failed.first.inner_text()
    assert "Missing close brace" in failed.first.inner_text()
    assert seen.page.locator("mjx-merror, mjx-container [style*=red]").count() == 0
    assert seen.page.locator("mjx-container").count() == 1


def test_messages_follow_the_language_of_the_page(small_site: SmallSite, visit: Callable[..., Visit]) -> None:
    address = put_formulas(small_site, "/language", scope("1", inline(r"\unheard")))
    page = small_site.answer("/language")
    assert page is not None
    small_site.put("/language", page.body.decode().replace('lang="en"', 'lang="zh-Hans"'))
    assert [problem["message"] for problem in visit(address).problems] == [r"未定义：\unheard"]
