"""Which texts are no formulas, and what their author is told."""

import pytest

from app.content import render
from tests.content.reading import ENGLISH, formulas, html, problems

NO_FORMULAS = {
    "two prices": "It costs $5 and $10.",
    "prices side by side": "$5-$10, $5/$10, $5,$10",
    "prices with letters": "from $2k to $3M",
    "prices in brackets": "(about $5) and (about $7)",
    "thousands": "$1,000-$2,000 or $1.50/$2.50",
    "other dollars": "US$5 and HK$200, A$3 or R$ 10",
    "prices with spaces": "$ 100 ，现价 $ 80",
    "Chinese prices": "价格从$5涨到$10，共$15。",
    "dollars behind numbers": "100$到200$之间，大约150$。",
    "strong prices": "**$100** to **$200**",
    "prices in a table": "|$5|$6|\n|-|-|\n|$7|$8|",
    "prices in a list": "- $5\n- $6",
    "a price per month": "$5/month vs $10/month",
    "an amount and a word": "$100 million and 200$ each",
    "one dollar": "only one $ sign",
    "a sentence": "$the set of all$ words",
    "a Chinese sentence": "以$开头的句子，以$结尾",
    "the dollars themselves": "Use $$ and $$ for displays.",
    "rows of dollars": "$$$ $$$$ money $$$",
    "escaped dollars": r"\$5 and \$10 and \$x\$",
    "variables": "Set $PATH and $HOME first.",
    "a path": "export $HOME/bin:$PATH now",
    "variables in braces": "use ${FOO} and ${BAR} here",
    "jQuery": 'call $("#a") and $("#b") or $.ajax and $.get',
    "PHP": "$foo->bar($baz), $a and $b",
    "Perl": "$_ and $1 $2",
    "R": "mtcars$mpg ~ mtcars$wt",
    "make": "$(CC) and $(CFLAGS)",
    "prompts": "$ ls -la\n$ cd x",
    "a code span": "`$x$` and ``$a`$`` and `$`",
    "fenced code": "```\n$x$\n$$\ny\n$$\n```",
    "fenced code with tildes": "~~~\n$x$\n~~~",
    "indented code": "para\n\n    $x = 1; $y = 2;\n\npara",
    "code in HTML": "<code>$x$</code> <kbd>$x$</kbd>\n\n<pre>\n$a$\n\n$b$\n</pre>",
    "a script": "<script>\nvar x = '$a$'\n\n$b$</script>",
    "a comment": "<!-- $x$\n\n$y$ -->ok",
    "an attribute": '<img alt="$x$" src="a.png"> <a href="/?a=$1&b=$2">t</a>',
    "the address of a link": "[t](http://a/?x=$1&y=$2)",
    "an address in angles": "<http://a/$b$c>",
    "a bare address": "https://a.b/?x=$y&z=$w",
    "a shortcode": '{{< figure src="$a" alt="b$" >}}',
    "escaped brackets": r"\[1\] and \[POI2008\] and \(not math\)",
    "escaped backslashes": r"\\(a_1\\) and \\[b_1\\]",
    "an unclosed dollar": "$x_1",
    "an unclosed display": "$$x_1",
    "dollars of two paragraphs": "$x\n\ny$",
    "a theorem": "\\begin{theorem}\nLet it be.\n\\end{theorem}",
}
REFUSED = {
    "two prices": ("text\n\n$5 or so $x", "dollar-not-formula", 3, "a space inside its dollars"),
    "a sentence": ("$the set of all$", "dollar-not-formula", 1, "reads like a sentence"),
    "Chinese": ("a\n$这是一个句子，是的$", "dollar-not-formula", 2, "reads like a Chinese sentence"),
    "a variable": ("export $HOME/bin:$PATH", "dollar-not-formula", 1, "a variable of a program"),
    "a digit after it": ("$5-$10", "dollar-not-formula", 1, "a digit follows"),
    "an open display": ("a\n\n$$ x", "unclosed-display", 3, "no closing $$"),
    "a display of prose": ("so $$这是一个句子，是的$$", "display-not-formula", 1, "Chinese sentence"),
    "an open environment": ("\\begin{align} x", "unclosed-environment", 1, r"\end{align}"),
    "an open fence": ("a\n\n```\nb", "unclosed-fence", 3, "never closed"),
}


@pytest.mark.parametrize("source", NO_FORMULAS.values(), ids=NO_FORMULAS.keys())
def test_no_formula(source: str) -> None:
    assert formulas(source) == []


@pytest.mark.parametrize(("source", "code", "line", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_not_taken_is_told_with_line_and_reason(source: str, code: str, line: int, reason: str) -> None:
    found = [problem for problem in render(source).problems if problem.code == code]
    assert found[0].line == line
    assert reason in found[0].message


def test_a_brace_that_is_missing_is_told() -> None:
    assert problems("One.\n\nSee $\\frac{1}{2$ there.") == [(3, "dollar-not-formula")]
    assert problems("Costs $5 {about") == []


def test_a_plain_text_has_no_problems() -> None:
    assert problems(r"Costs \$5; $x$ and `$y$`, $$z$$, [a](b).") == []


def test_what_is_no_formula_stays_as_typed() -> None:
    assert html("It costs $5 and $10.") == "<p>It costs $5 and $10.</p>"


def test_a_formula_and_a_price_in_one_sentence() -> None:
    assert formulas(r"I paid $5 for the proof that $x^2\ge 0$; $n$ others cost $10.") == [r"\(x^2\ge 0\)", r"\(n\)"]


def test_problems_are_told_200_times_at_most() -> None:
    assert len(render("$5 or $x\n\n" * 1000, options=ENGLISH).problems) <= 202
