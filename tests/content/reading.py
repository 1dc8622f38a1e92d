"""What the tests read from a rendered text."""

from selectolax.lexbor import LexborHTMLParser

from app.content import Options, render

ENGLISH = Options(language="en")


def formulas(source: str) -> list[str]:
    r"""The formulas that MathJax would typeset, in order: `\(x\)` in the line, `\[x\]` displayed, blanks trimmed."""
    return formulas_in(render(source).html)


def formulas_in(html: str) -> list[str]:
    """The same of finished HTML."""
    return [_trimmed(node.text()) for node in LexborHTMLParser(html).css("span.math")]


def references(source: str) -> list[str]:
    """The references to equations that stand in the text itself, in order, as a browser finds them."""
    return [node.text() for node in LexborHTMLParser(render(source).html).css("span.reference")]


def html(source: str, options: Options = ENGLISH) -> str:
    """The HTML without line ends between blocks and without the anchors of headings."""
    tree = LexborHTMLParser(render(source, options=options).html)
    for anchor in tree.css("a.anchor"):
        anchor.decompose()
    for formula in tree.css("span.math"):
        formula.replace_with(formula.text())
    body = tree.body
    return "" if body is None else "".join(child.html or "" for child in body.iter(include_text=True)).replace("\n", "")


def problems(source: str) -> list[tuple[int, str]]:
    """The line and the code of every problem."""
    return [(problem.line, problem.code) for problem in render(source).problems]


def _trimmed(text: str) -> str:
    return text[:2] + text[2:-2].strip() + text[-2:]
