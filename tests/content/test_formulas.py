"""Which texts are formulas, and that they come out exactly as they were typed."""

import pytest

from app.content import Formula, render
from tests.content.reading import formulas

INLINE = {
    "dollars": ("a $x_1$ b", "x_1"),
    "parentheses": (r"a \(x_1\) b", "x_1"),
    "GitHub's dollars with backticks": ("a $`x_1*y*z`$ b", "x_1*y*z"),
    "between Chinese characters": ("设$x$为实数", "x"),
    "between Chinese marks": ("（$x$，", "x"),
    "over a line end": ("$a +\nb$ c", "a +\nb"),
    "dollars in a text argument": (r"$a \text{ if $b$ is } c$", r"a \text{ if $b$ is } c"),
    "an escaped dollar inside": (r"$x=\$5$ here", r"x=\$5"),
    "a pipe of a verbatim text": (r"$\verb|$|$ here", r"\verb|$|"),
    "emphasis inside": ("$a*b*c_d_e$", "a*b*c_d_e"),
    "comparison signs": ("$a<b>c&d$", "a<b>c&d"),
    "an entity": ("$a &lt; b$", "a &lt; b"),
    "backslashes": (r"$a\\b\,\;\{c\}\_\%$", r"a\\b\,\;\{c\}\_\%"),
    "a link inside": ("$[a](b)$", "[a](b)"),
    "an address inside": ("$<http://a.b>$", "<http://a.b>"),
    "spaces and a command": (r"$ \alpha $", r"\alpha"),
    "spaces and a sign": ("令 $ x $ 为", "x"),
    "a number": ("$100$元", "100"),
    "a number and a unit": ("$5 km$ away", "5 km"),
    "a number modulo another": ("$10 mod 3$", "10 mod 3"),
    "an ordinal": ("the $n$th", "n"),
    "a digit after it": ("$x$2", "x"),
    "a Chinese quantity": ("即$路程/时间$。", "路程/时间"),
    "a function with a space": (r"\(O(log n)\)", "O(log n)"),
}
PLACES = {
    "emphasis": ("**$a_1*b$** *$c$*", ["a_1*b", "c"]),
    "strong Chinese": ("**结论：**$a_1*b_1$，**$c_2*d$**后", ["a_1*b_1", "c_2*d"]),
    "a heading": ("# On $L_2$\n\n$x$\n===", ["L_2", "x"]),
    "a link's text": (r"[the $\alpha_1$ case](http://x.y)", [r"\alpha_1"]),
    "a table's cell": ("|a|b|\n|-|-|\n|$|x|$|$P(A|B)$|", ["|x|", "P(A|B)"]),
    "a footnote": ("a[^1]\n\n[^1]: $x_1*y$", ["x_1*y"]),
    "a caption": ('![d](i.png "the $x_1$ axis")', ["x_1"]),
    "a quote": ("> let $x_1$ and\n> $y*z$", ["x_1", "y*z"]),
    "an item": ("- $x_1$\n  1. $y_1$", ["x_1", "y_1"]),
    "a task": ("- [ ] $x_1$", ["x_1"]),
    "a definition": ("term $x$\n: $y_1$", ["x", "y_1"]),
    "an admonition": ('!!! note "$x_1$"\n    $y_1$', ["x_1", "y_1"]),
    "a GitHub alert": ("> [!NOTE]\n> $x_1$", ["x_1"]),
    "a tab": ('=== "$x_1$"\n    $y_1$', ["x_1", "y_1"]),
    "raw HTML": ("<div>\n$x_1*y$\n</div>\n\n<center>$z$</center>", ["x_1*y", "z"]),
    "raw details": ("<details><summary>$x_1$</summary>\n\n$y$\n\n</details>", ["x_1", "y"]),
    "a raw table": ("<table><tr><td>$x_1$</td></tr></table>", ["x_1"]),
    "Liquid": ("{% raw %}$x_1${% endraw %}", ["x_1"]),
    "a theorem of the future": ("::: theorem {#thm-x}\n$x_1$\n:::", ["x_1"]),
    "a label of a link": ("[$x_1$]: http://a.b\n\n[$x_1$]", ["x_1"]),
}
DISPLAYS = {
    "on its own lines": ("$$\nx_1\n$$", "x_1"),
    "on one line": ("$$ x_1 $$", "x_1"),
    "inside a sentence": ("then $$x_1$$ holds", "x_1"),
    "glued to the line above": ("text\n$$\nx_1\n$$\nmore", "x_1"),
    "glued to Chinese": ("文字$$x_1$$文字", "x_1"),
    "with a blank line": ("$$\n\nx_1\n\n$$", "x_1"),
    "with a blank line in an environment": (
        "$$\\begin{aligned}a\n\nb\\end{aligned}$$",
        "\\begin{aligned}a\n\nb\\end{aligned}",
    ),
    "in an item": ("- a\n\n  $$\n  x_1\n  $$", "x_1"),
    "in an item, not indented": ("* item\n$$x_1$$\n* next", "x_1"),
    "in an item, far indented": ("- a\n\n        $$\n        x_1\n        $$", "x_1"),
    "indented like code": ("text\n\n    $$\n    x_1\n    $$", "x_1"),
    "in a quote": ("> $$\n> a_1 \\\\\n> b_1\n> $$", "a_1 \\\\\nb_1"),
    "in a quote in a list": ("- > $$\n  > x_1\n  > $$", "x_1"),
    "with a label after it": ("$$ x_1 \\tag{1} \\label{eq:a}$$ {#eq}", r"x_1 \tag{1} \label{eq:a}"),
    "with what looks like Markdown": ("$$\na\n- b\n# c\n=\n> d\n$$", "a\n- b\n# c\n=\n> d"),
    "words that stand alone": ("$$\nRRBB, RBBR, BBRR.\n$$", "RRBB, RBBR, BBRR."),
    "with Windows line ends": ("$$\r\nx_1\r\n$$", "x_1"),
    "brackets": ("\\[\nx_1\n\\]", "x_1"),
    "brackets in a sentence": (r"so \[a_1=b\] ok", "a_1=b"),
    "brackets with blank lines": ("\\[\n\nx_1\n\n\\]", "x_1"),
    "a fence": ("```math\nx_1\n```", "x_1"),
    "MyST's fence": ("```{math}\n:label: x\nx_1\n```", "x_1"),
}
_ENVIRONMENTS = """equation align aligned alignat gather gathered multline eqnarray flalign split cases dcases
matrix pmatrix bmatrix Bmatrix vmatrix Vmatrix smallmatrix array CD subequations
equation* align* alignat* gather* multline* eqnarray* flalign*"""


@pytest.mark.parametrize(("source", "tex"), INLINE.values(), ids=INLINE.keys())
def test_a_formula_in_the_line(source: str, tex: str) -> None:
    assert formulas(source) == [rf"\({tex}\)"]


@pytest.mark.parametrize(("source", "texs"), PLACES.values(), ids=PLACES.keys())
def test_a_formula_stands_in(source: str, texs: list[str]) -> None:
    assert formulas(source) == [rf"\({tex}\)" for tex in texs]


@pytest.mark.parametrize(("source", "tex"), DISPLAYS.values(), ids=DISPLAYS.keys())
def test_a_display(source: str, tex: str) -> None:
    assert [formula.replace("\n  ", "\n") for formula in formulas(source)] == [rf"\[{tex}\]"]


@pytest.mark.parametrize("name", _ENVIRONMENTS.split())
def test_an_environment_with_nothing_around_it_is_a_display(name: str) -> None:
    tex = f"\\begin{{{name}}}\na_1 &= b \\\\\n\nc\n\\end{{{name}}}"
    assert formulas(f"text\n{tex}\nmore") == [rf"\[{tex}\]"]


@pytest.mark.parametrize("tex", [r"x \tag{1}", r"x \label{a}", r"\ref{a}", r"\eqref{a}", r"\newcommand{\R}{\mathbb R}"])
def test_numbers_labels_and_macros_pass_untouched(tex: str) -> None:
    assert formulas(f"$${tex}$$") == [rf"\[{tex}\]"]


def test_neighbours_are_two_formulas() -> None:
    assert formulas("$a$$b$ $$c$$$$d$$") == [r"\(a\)", r"\(b\)", r"\[c\]", r"\[d\]"]


def test_the_formulas_are_told_with_their_lines() -> None:
    assert render("a\n\n$x$ and\n$y$\n\n$$\nz\n$$").formulas == (
        Formula("x", display=False, line=3),
        Formula("y", display=False, line=4),
        Formula("\nz\n", display=True, line=6),
    )


def test_a_formula_in_a_description_becomes_words() -> None:
    result = render(r"![d $\alpha_{1}$](i.png) text" + "\n\n" + r"## On $x \le \mathbb{R}$")
    assert 'alt="d α_1"' in result.html
    assert result.headings[0].text == "On x ≤ R"
    assert result.headings[0].id == "on-x-r"
