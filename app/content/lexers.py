"""Pygments' lexers, which try only those rules that the next sign of the code allows.

A lexer tries the rules of its state one after another at every place of the code: twenty-seven of them, in the posts of
public blogs, until one matches. Most could not match there, as their expressions begin with other signs.
"""

import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any

from pygments.lexer import ExtendedRegexLexer, Lexer, RegexLexer
from pygments.lexers import get_lexer_by_name
from pygments.token import Error, Whitespace, _TokenType

from app.content.first_signs import ASCII, first_signs

Lexed = tuple[int, _TokenType, str]
Rule = tuple[Callable[[str, int], "re.Match[str] | None"], Any, Any]
"""How Pygments keeps a rule: its expression's `match`, what it makes of a match, the state that it leads to."""

ROOT = "root"
_ALL = re.compile(".+", re.DOTALL)
_LAST_RULES: tuple[Rule, ...] = (
    (re.compile("\n").match, Whitespace, -sys.maxsize),
    (re.compile(".").match, Error, None),
)
"""For what no rule matches. The end of a line ends all states, so that a mistake does not reach further."""


@lru_cache(maxsize=64)
def lexer_of(language: str) -> Lexer:
    """The lexer of a language that Pygments knows by this name, which gives the code back as it is.

    What a lexer does besides following its rules stays: the first of them become one that takes all of the code.
    """
    lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    if isinstance(lexer, RegexLexer) and not isinstance(lexer, ExtendedRegexLexer):
        tokens = lexer._tokens  # type: ignore[attr-defined]  # noqa: SLF001 - there is no public way
        lexer._tokens = {**tokens, ROOT: [(_ALL.match, partial(_lexed, _States(tokens)), None)]}  # type: ignore[attr-defined]  # noqa: SLF001
    return lexer


class _Rules(dict[str, Sequence[Rule]]):
    """The rules of a state by the sign that comes next, chosen when it first comes."""

    def __init__(self, every: Sequence[Rule]) -> None:
        super().__init__()
        self.every = every
        self._signs = [_signs_of(rule) for rule in every]

    def __missing__(self, sign: str) -> Sequence[Rule]:
        if sign not in ASCII:
            return self.every
        self[sign] = chosen = [rule for rule, signs in zip(self.every, self._signs, strict=True) if sign in signs]
        return chosen


def _signs_of(rule: Rule) -> frozenset[str]:
    pattern = getattr(rule[0], "__self__", None)
    return first_signs(pattern) if isinstance(pattern, re.Pattern) else ASCII


class _States(dict[str, _Rules]):
    """The rules of each state, taken apart when it is first entered."""

    def __init__(self, tokens: Mapping[str, Sequence[Rule]]) -> None:
        super().__init__()
        self._tokens = tokens

    def __missing__(self, state: str) -> _Rules:
        self[state] = rules = _Rules([*self._tokens[state], *_LAST_RULES])
        return rules


def _lexed(states: _States, lexer: Lexer, whole: "re.Match[str]") -> Iterator[Lexed]:
    """The tokens of the code from a place on by the rules of `RegexLexer`, whose documentation says what they mean."""
    text, position, size = whole.string, whole.start(), whole.end()
    stack = [ROOT]
    rules = states[ROOT]
    while True:
        for rule in rules[text[position]] if position < size else rules.every:
            match = rule[0](text, position)
            if match is not None:
                break
        else:
            return
        _, action, new_state = rule
        if type(action) is _TokenType:
            yield position, action, match[0]
        elif action is not None:
            yield from action(lexer, match)
        position = match.end()
        if new_state is not None:
            _follow(stack, new_state)
            rules = states[stack[-1]]


def _follow(stack: list[str], new_state: Any) -> None:
    """Change the stack of states as a rule wants it; the first state stays."""
    if isinstance(new_state, int):
        del stack[max(1, len(stack) - abs(new_state)) :]
    elif isinstance(new_state, tuple):
        for state in new_state:
            _follow(stack, -1 if state == "#pop" else state)
    else:
        stack.append(stack[-1] if new_state == "#push" else new_state)
