"""Random texts for property tests: pieces of Markdown, HTML, formulas and rare characters in any order."""

from hypothesis import strategies as st

from app.content.tokens import END, START

TEX = st.text(st.sampled_from("xyαβ_^+=<>&|*`~!#[]()-.,:;'\"/ \\{}12"), min_size=1, max_size=24).map(
    lambda text: f"x_{text.strip()}y".replace("\\", "\\alpha ").replace("{", r"\{").replace("}", r"\}")
)
"""TeX that a dollar can be put around, of every character that means something elsewhere."""

_WORDS = "word 中文 ， 。 $5 10% snake_case https://a.b/c_d e\u0301 👩‍👩‍👧 🇨🇳 क्षि a\u200bb"
_MARKS = """
* ** *** _ __ ~~ == ^ ~ ` `` ``` $ $$ \\ \\( \\) \\[ \\] [ ] ![ ]( ) < > </ <!-- --> & &lt; &#x41; | {: } {#a}
# ## - + 1. > !!! ??? === : [^1] [^1]: *[a]: [a]: [TOC] {% %} {{< >}} <b> </b> <div> </div> <p> <table> <td>
<script> <svg> <pre> </pre> \\begin{align} \\end{align} <details> ~~~ --- *** [x] <!--more--> \\tag{1} \\label{a}
"""
WORDS = st.sampled_from(_WORDS.split())
MARKS = st.sampled_from(_MARKS.split())
SPACES = st.sampled_from(["", "", " ", "  ", "\n", "\n\n", "\n    ", "\n> ", "\n- ", "\n1. ", "\t", "\n\n    "])
ANY = st.text(max_size=12)
"""Any characters but halves of surrogate pairs."""

MARKDOWN = st.lists(st.tuples(st.one_of(WORDS, MARKS, ANY), SPACES), max_size=40).map(
    lambda parts: "".join(part + space for part, space in parts)
)
"""Texts that hold pieces of everything, seldom well-formed."""

TOKENS = st.text(st.sampled_from([START, END, "0", "a", "1", "$", "x"]), max_size=40)

INLINE_PLACES = (
    "设{}为", "**{}** a", "*a {} b*", "[a {} b](http://c.d/e_f)", "- a\n- {}", "1. {} a", "> {}", "> - {}", "# {} a",
    "|a|b|\n|-|-|\n|{}|c|", "a[^1]\n\n[^1]: {}", "!!! note\n    {}", "> [!NOTE]\n> {}", "a\n: {}", "<div>\n{}\n</div>",
    "~~{}~~ ==a==", '=== "a"\n    {}', "- [ ] {}", "a `b` {} `c`", "<b>{}</b>", "a_b {} c_d", "a &amp; {} &lt;b&gt;",
    "{{% raw %}} {} {{% endraw %}}", "![a](b)\n{}", "costs $5, {} and so on",
)  # fmt: skip
DISPLAY_PLACES = (
    "{}", "a\n{}\nb", "a {} b", "文{}文", "- a\n\n  {}", "> {}", "1. a\n   - b\n\n     {}", "!!! note\n    {}",
    "text\n\n    {}", "**a**\n{}\n**b**", "<div>\n\n{}\n\n</div>", "# a\n{}",
)  # fmt: skip
