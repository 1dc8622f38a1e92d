"""Highlighting looks at fewer rules than Pygments does and finds the same tokens."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pygments.lexers import get_lexer_by_name

from app.content.code_blocks import ALIASES, LANGUAGES
from app.content.first_signs import ASCII, first_signs
from app.content.lexers import lexer_of

CODE = (
    (
        '#include <vector>\nint main(int n) {\n    // "a"\n'
        "    std::size_t x = 0x1F; /* b\n c */ return x ? 'a' : 1.5e3;\n}\n"
    ),
    (
        '@cache\ndef f(x: int = 3, *, y="b") -> str:\n    r"""Doc."""\n'
        "    return rf\"{x!r:>{y}}\" + b'c' if x else None  # d\n"
    ),
    "const f = async (x) => { /* a */ return `b ${x + `c`} d`.match(/e[/]+/g) ?? null; } // f\n",
    '<p class="a" onclick=\'b\'>c &amp; d<!-- e --><script>let f = "g";</script><style>h { i: j }</style></p>\n',
    "$ cat <<EOF | grep -v \"$x\" > ${y%.*}\na `b` $(c 'd')\nEOF\nif [ -n $1 ]; then echo $((1 + 2)); fi # e\n",
    "SELECT a, 'b''c' FROM \"d\" WHERE e >= 1.5 AND f LIKE '%g' -- h\n/* i */;\nBEGIN; $$ j $$;\n",
    "module A where\n  f :: Int -> [a] -> Maybe b -- c\n  f x (y:ys) = let { z = 'a' } in {- d {- e -} -} Just $ g x\n",
    "\\begin{align} a &= \\frac{b}{c} % d\n\\end{align} $x^2$ \\[ y \\] \\verb|e|\n",
    'a: [b, \'c\', "d"]\n- e: |\n    f\n  g: !!int 3 # h\n{"i": [null, 1e5, "\\u00e9"]}\n',
    "Title\n=====\n\n* a ``b``\n* c\n\n.. code-block:: python\n\n   d = 1\n\n::\n\n   e\n\nf\n    g\n",
    "一 \"未完\nſ K İ 'é\n\x00\\",
)
SIGNS = st.text(st.sampled_from("abizABIZ019 \n\t\"'`\\/*<>{}()[]#$%&@!:;,.=+-_~|?中éſK"), max_size=60)
PATTERNS = (
    *("a|bc", "[^a-c]x", r"\bfoo", "(?i)k", "(?i)ſ", "(?i)[é-ſ]", "x*y", "", "(?=a)b", r"[\w-]", r"\s+", r"(?s).", "."),
    *(
        r"(?<!a)b",
        r"(a)?(?(1)b|c)",
        r"(a|b*)\1c",
        "(?:a{0,2}b)+",
        "a*+b",
        "(?>a|b)c",
        r"(?!a)\w",
        "$",
        "[^\\W\\d]",
        "(?i:q)r",
    ),
    *("(?x) a # b\n | c", r"\Aa", "İ", "[ſ]", "(?i)İ", r"[^\s\S]", "(?!)"),
)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_the_tokens_of_a_language_are_those_of_pygments(language: str) -> None:
    name = ALIASES.get(language, language)
    own = get_lexer_by_name(name, stripnl=False, ensurenl=False)
    for code in CODE:
        for begin in range(0, len(code), 7):
            assert list(lexer_of(name).get_tokens(code[begin:])) == list(own.get_tokens(code[begin:]))


@pytest.mark.parametrize("language", ["cpp", "python", "javascript", "bash", "html", "rst", "php", "lua", "haskell"])
@settings(max_examples=60, deadline=None)
@given(code=SIGNS)
def test_the_tokens_of_any_signs_are_those_of_pygments(language: str, code: str) -> None:
    own = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    assert list(lexer_of(language).get_tokens(code)) == list(own.get_tokens(code))


@pytest.mark.parametrize("expression", PATTERNS)
@settings(max_examples=100, deadline=None)
@given(rest=SIGNS)
def test_no_expression_matches_at_a_sign_that_it_cannot_begin_with(expression: str, rest: str) -> None:
    pattern = re.compile(expression)
    signs = first_signs(pattern)
    assert [sign for sign in ASCII - signs if pattern.match(sign + rest)] == []


def test_an_expression_that_begins_with_few_signs_is_told_from_others() -> None:
    assert first_signs(re.compile(r"\b(?:if|else)\b")) == frozenset("iIeE")
