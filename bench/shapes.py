"""Inputs that no author writes and that make parsers slow: each a name and a text of about `size` characters."""

from collections.abc import Callable


def _repeated(unit: str) -> Callable[[int], str]:
    """Return the shape that is one string over and over."""
    return lambda size: unit * (size // len(unit))


def _lines(size: int, average: int, line: Callable[[int], str]) -> str:
    """Return numbered lines, `size // average` of them."""
    return "\n".join(line(number) for number in range(size // average))


UNITS = (
    # delimiters of formulas, opened and never closed
    "$", "$ ", "$x ", "$a$", "${", "$$x ", "$$\n", "$`", "\\(", "\\[", "\\[\n", "\\(x ", "\\begin{align}",
    "\\begin{align}\n", "\\end{align}", "\\begin{align}\\end{align}", "$\\text{", "\\\\(", "$$\n\n",
    # Markdown
    "\\", "`", "`a ", "[", "![", "[a](", "[a](<", "[^", "[^1]", "[][", "[a][", "]", "](", "*a", "*a ", "**a ", "_a ",
    "__a", "a**b", "***a ", "~~a", "==a", "^a", "~a", "#", "# \n", ">", "> ", "> a\n", "- ", "- a\n", "1. ", "1. a\n",
    "+ a\n\n", "|", "|a", "|-", "a\n: b\n", "*[a]: b\n", "---\n", "a\n===\n", "    a\n", "\t",
    "!!! note\n", "> [!NOTE]\n",
    "??? note\n    a\n", '=== "a"\n    b\n', "[TOC]\n\n", "<!-- more -->\n", "- [ ] a\n", "{:", "{: #a }\n", "a {: x=1",
    # fences and code
    "~~~", "~~~\n", "```a\n", "```math\n", "```math\nx\n```\n",
    # HTML
    "<", "<a ", "<!--", "-->", "<div>", "<div>\n", "</div>", "<b><i>", "<p>", "<table>", "<td>", "<details>\n", "<pre>",
    "<code>", "<![CDATA[", "<?", "<!a", "<a href='", '<a href="', "<span a=b ", "<div markdown=1>",
    "<div markdown=1>\n\n",
    "<ruby>", "<a><b>", "<svg>", "<math>", "<style>", "<script>", "<textarea>", "<select>", "<form>", "<h1>",
    "&", "&lt;", "&#", "&#x", "http://a", "http://a.b/ ", "a@b.c ", "<http://",
    # text
    "a", " ", "\n", "\r", "的", "，", "e\u0301", "\U0001f469\u200d", "\u202e", "\ue000", "\ue001",
    "\x00", "\x02", "<br>", "\\\n",
    # what people write, too much of it
    "[a](b) ", "![a](b \"c\") ", "![a](b)\n\n", "**a** ", "*a*b", "~~a~~ ", "==a== ", "x^2^ ", "`a` ", "&amp;",
    "&hearts; ", "a{.note} ", "*a*{#b} ", "# a {#b}\n\n", "|a|b|\n|-|-|\n|c|d|\n\n", "a\n: b\n\n", "- [x] a\n",
    "a  \n", "[[a]] ", "[@a] ", "<http://a.b> ", "www.a.b ", "{% a", "{% a %}", "{{< a", "{{< a >}}", "$x$ ",
    "\\(x\\) ", "$$x$$\n\n", "\\[\n\nx\n\n", "$$\nx\n\ny\n$$\n\n", "$\\verb|", "```{math}\n:a: b\nx\n```\n",
    "<kbd>a</kbd>", "<div></i>", "<div></p>", "<b></i>", "<li>", "<p><div>", "<font>a\n\n", "<b>a</b> ",
    "<details><summary>a</summary>\n\nb\n\n</details>\n\n", "> [!NOTE]\n> a\n\n", "!!! note\n    a\n\n",
    "    $$x$$\n\n", "[a]: b\n", "[a]: b\n\n", "a^[b] ", "\U0001f600", "🏳️‍🌈", "क्ष", "\u200b", "\u0301",
)  # fmt: skip

SHAPES: dict[str, Callable[[int], str]] = {
    **{repr(unit)[1:-1]: _repeated(unit) for unit in UNITS},
    "backticks of every length": lambda size: " ".join("`" * (n % 400 + 1) for n in range(size // 200)),
    "stairs of quotes": lambda size: _lines(size, 33, lambda n: ">" * (n % 60 + 1) + " a"),
    "quotes 200 deep": lambda size: (">" * 200 + " a\n") * (size // 203),
    "stairs of lists": lambda size: _lines(size, 160, lambda n: "    " * min(n, 40) + "- a"),
    "stairs of numbered lists": lambda size: _lines(size, 160, lambda n: "    " * min(n, 40) + "1. a"),
    "stairs of admonitions": lambda size: _lines(size, 120, lambda n: "    " * min(n, 50) + "!!! note\n"),
    "table with formulas": lambda size: "|a|b|\n|-|-|\n" + "|$x$|b|\n" * (size // 8),
    "wide table": lambda size: "|a" * (size // 4) + "|\n" + "|-" * (size // 4) + "|\n",
    "table of HTML": lambda size: "<table>" + "<tr><td>$x$</td></tr>" * (size // 21) + "</table>",
    "paragraphs of brackets": lambda size: ("[" * 64 + "\n\n") * (size // 66),
    "paragraphs of links": lambda size: ("[a](" * 60 + "\n\n") * (size // 242),
    "paragraphs of tags": lambda size: ("<a " * 20 + "\n\n") * (size // 62),
    "paragraphs of stars": lambda size: ("*a" * 700 + "\n\n") * (size // 1402),
    "paragraphs of formula openers": lambda size: ("\\(" * 700 + "\n\n") * (size // 1402),
    "items of brackets": lambda size: ("- " + "[" * 60 + "\n") * (size // 63),
    "footnotes": lambda size: (
        "".join(f"[^{n}] " for n in range(size // 20)) + "\n\n" + "".join(f"[^{n}]: a\n" for n in range(size // 20))
    ),
    "references": lambda size: "[a] " * (size // 8) + "\n\n" + "".join(f"[b{n}]: x\n" for n in range(size // 14)),
    "abbreviations": lambda size: (
        "".join(f"*[a{n}]: x\n" for n in range(size // 24)) + "\n" + "a1 a2 a3 " * (size // 18)
    ),
    "a thousand abbreviations": lambda size: (
        "".join(f"*[word{n}]: x\n" for n in range(1_000)) + "\n" + "word1 word999 other " * (size // 20)
    ),
    "footnotes in footnotes": lambda size: "[^0]\n\n" + _lines(size, 16, lambda n: f"[^{n}]: [^{n + 1}]\n"),
    "stairs of quotes and lists": lambda size: _lines(size, 70, lambda n: "> - " * min(n, 60) + "a"),
    "stairs of tabs": lambda size: _lines(size, 120, lambda n: "    " * min(n, 50) + '=== "a"\n'),
    "stairs of definitions": lambda size: _lines(
        size, 130, lambda n: f"{'    ' * min(n, 50)}a\n{'    ' * min(n, 50)}: b"
    ),
    "numbered words": lambda size: _lines(size, 14, lambda n: f"## Title {n}\n"),
    "references that exist": lambda size: (
        "".join(f"[b{n}]: x\n" for n in range(size // 40)) + "\n" + "".join(f"[b{n}] " for n in range(size // 20))
    ),
    "attributes": lambda size: "a {: " + "x=1 " * (size // 4),
    "tag with many attributes": lambda size: "<p " + "x=1 " * (size // 4) + ">a</p>",
    "one long attribute": lambda size: '<p title="' + "x" * size + '">a</p>',
    "braces in a formula": lambda size: "$" + "{" * (size // 2) + "}" * (size // 2) + "$",
    "one long formula": lambda size: "$$\n" + "x_1 + " * (size // 6) + "y\n$$",
    "small displays": lambda size: "$$\nx_1\n$$\n\n" * (size // 12),
    "formulas between Chinese": lambda size: "设$x$为**实数**，则`a`。" * (size // 18),
    "tags opened, then closed": lambda size: "<div>" * (size // 11) + "</div>" * (size // 11),
    "nested emphasis": lambda size: "*a **b " * (size // 14) + "** *" * (size // 8),
    "same headings": lambda size: "## a\n\n" * (size // 6),
    "one long line of code": lambda size: "```python\n" + "f(" * (size // 2) + "\n```",
    "string that never ends in code": lambda size: "```python\n" + '"""\\' * (size // 4) + "\n```",
    "regular expressions in code": lambda size: "```javascript\n" + "/(/" * (size // 3) + "\n```",
    "mixture": lambda size: "测试文字 hello $a_1+b$ world. " * (size // 26),
}
