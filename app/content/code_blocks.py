"""Code blocks as HTML: escaped lines, and Pygments' short classes for the languages of a closed list.

The result goes past the sanitiser, so it is built from escaped text and fixed tags alone.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import escape

from pygments.lexer import Lexer
from pygments.token import STANDARD_TYPES, _TokenType

from app.content.code_info import CodeInfo, code_info
from app.content.lexers import lexer_of

_NAMES = (
    "asm bash bat batch bib bibtex c c++ cpp csharp cs c# css clojure cmake coffee coffeescript common-lisp lisp "
    "console cuda cu cython d dart diff docker dockerfile elixir ex elm erlang fish fortran f90 fsharp go golang "
    "graphql groovy haskell hs html http ini cfg java javascript js jsx json json5 julia jl kotlin latex tex less "
    "lean lean4 lua make makefile mathematica wolfram matlab nasm nginx nim nix objective-c objc ocaml octave "
    "pascal delphi perl pl php powershell ps1 prolog properties protobuf proto py py3 pycon python python3 r rb "
    "racket rst ruby rust rs sas sass scala scheme scss sh shell shell-session solidity sql mysql postgresql "
    "swift tcl toml ts tsx typescript vbnet verilog vhdl vim vue xml yaml yml zig zsh terraform hcl stata sml "
)
LANGUAGES = frozenset(_NAMES.split())
"""Names that are highlighted; what else a fence names is shown as plain code."""

BLOCK_LIMIT = 30_000
"""Longest block, in characters, that is highlighted."""

TEXT_LIMIT = 120_000
"""Most characters of code that are highlighted in one text; Pygments takes about a second for them."""

ALIASES = {
    "golang": "go",
    "wolfram": "mathematica",
    "c#": "csharp",
    "lean4": "lean",
    "jsonc": "json",
    "vbnet": "vb.net",
}


class CodeBlocks:
    """Renders the code blocks of one text and knows how much it may still highlight."""

    def __init__(self) -> None:
        self._left = TEXT_LIMIT

    def render(self, code: str, info: str) -> str:
        """The HTML of the code between two fences; `info` is what follows the opening one."""
        described = code_info(info)
        lines = self._lines(code.rstrip("\n"), described.language)
        language = f' data-language="{escape(described.language)}"' if described.language else ""
        title = f'<div class="code-title">{escape(described.title)}</div>' if described.title else ""
        return f'<div class="code"{language}>{title}<pre><code>{"".join(_wrapped(lines, described))}</code></pre></div>'

    def _lines(self, code: str, language: str) -> Iterable[str]:
        if language not in LANGUAGES or len(code) > min(BLOCK_LIMIT, self._left):
            return escape(code, quote=False).split("\n")
        self._left -= len(code)
        return _highlighted(code, lexer_of(ALIASES.get(language, language)))


def render_code(code: str, info: str) -> str:
    """The HTML of one code block on its own."""
    return CodeBlocks().render(code, info)


def _wrapped(lines: Iterable[str], info: CodeInfo) -> Iterator[str]:
    """Each line in its element; the line end stands inside, so that a block-level line is not doubled."""
    for index, line in enumerate(lines):
        classes = "line marked" if index + 1 in info.marked else "line"
        number = "" if info.first_number is None else f' data-number="{info.first_number + index}"'
        yield f'<span class="{classes}"{number}>{line}\n</span>'


def _highlighted(code: str, lexer: Lexer) -> list[str]:
    """The lines with what they hold in elements; plain lines where the lexer would not give all of the code back.

    The line end is for the lexers of consoles, which drop a last line without one.
    """
    lexed = list(lexer.get_tokens(f"{code}\n"))
    if "".join([text for _, text in lexed]) != f"{code}\n":
        return escape(code, quote=False).split("\n")
    known = {token: _shown(*token) for token in set(lexed)}
    return "".join([known[token] for token in lexed]).split("\n")[:-1]


def _shown(kind: _TokenType, text: str) -> str:
    """A token of code in its element, or in one on each of its lines."""
    name = _class_of(kind)
    shown = escape(text, quote=False)
    if not name:
        return shown
    return "\n".join([f'<span class="{name}">{piece}</span>' if piece else "" for piece in shown.split("\n")])


@lru_cache(maxsize=512)
def _class_of(kind: _TokenType) -> str:
    """Pygments' short class for a kind of token, or for the nearest kind that has one."""
    while kind not in STANDARD_TYPES and kind.parent is not None:
        kind = kind.parent
    return STANDARD_TYPES.get(kind, "")
