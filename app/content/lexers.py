"""Pygments' lexers with one search for each token: the rules of a state as one expression.

A lexer tries the rules of its state one after another at every place of the code, thirty of them until one matches.
An alternation of their expressions finds the same first match at once; the last group of the match tells whose it is.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import groupby
from typing import Any, NamedTuple

from pygments.lexer import ExtendedRegexLexer, Lexer, RegexLexer
from pygments.lexers import get_lexer_by_name
from pygments.token import Error, Whitespace, _TokenType

Lexed = tuple[int, _TokenType, str]
Search = Callable[[str, int], "re.Match[str] | None"]
Rule = tuple[Search, Any, Any]
"""How Pygments keeps a rule: its expression's `match`, what it makes of a match, the state that it leads to."""

ROOT = "root"
_ALL = re.compile(".+", re.DOTALL)
_NOT_TO_BE_JOINED = re.compile(r"\\[1-9]|\(\?P|\(\?\(")
"""References to groups, whose numbers change in an alternation, and names, which must be unique."""
_FLAGS_AT_FIRST = re.compile(r"\A\(\?[imsux]+\)")
_FLAGS = {re.IGNORECASE: "i", re.MULTILINE: "m", re.DOTALL: "s", re.VERBOSE: "x"}


@lru_cache(maxsize=64)
def lexer_of(language: str) -> Lexer:
    """The lexer of a language that Pygments knows by this name, which gives the code back as it is.

    What a lexer does besides following its rules stays: they are replaced by one that takes all of the code.
    """
    lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    if isinstance(lexer, RegexLexer) and not isinstance(lexer, ExtendedRegexLexer):
        tokens = lexer._tokens  # type: ignore[attr-defined]  # noqa: SLF001 - there is no public way
        lexer._tokens = {**tokens, ROOT: [(_ALL.match, partial(_lexed, _States(tokens)), None)]}  # type: ignore[attr-defined]  # noqa: SLF001
    return lexer


class _Choice(NamedTuple):
    """Neighbouring rules as one search, and each by the number of the last group of its matches."""

    search: Search
    rules: Mapping[int | None, Rule]


class _States(dict[str, list[_Choice]]):
    """The rules of each state, joined when they are first needed."""

    def __init__(self, tokens: Mapping[str, Sequence[Rule]]) -> None:
        super().__init__()
        self._tokens = tokens

    def __missing__(self, state: str) -> list[_Choice]:
        choices: list[_Choice] = []
        for can_be_joined, rules in groupby(self._tokens[state], key=_can_be_joined):
            choices += [_joined(list(rules))] if can_be_joined else [_alone(rule) for rule in rules]
        self[state] = choices
        return choices


def _can_be_joined(rule: Rule) -> bool:
    pattern = _pattern(rule)
    known = re.UNICODE | re.IGNORECASE | re.MULTILINE | re.DOTALL | re.VERBOSE
    return pattern is not None and not pattern.flags & ~known and not _NOT_TO_BE_JOINED.search(pattern.pattern)


def _pattern(rule: Rule) -> "re.Pattern[str] | None":
    pattern = getattr(rule[0], "__self__", None)
    return pattern if isinstance(pattern, re.Pattern) else None


def _alone(rule: Rule) -> _Choice:
    pattern = _pattern(rule)
    groups = pattern.groups if pattern else 0
    return _Choice(rule[0], dict.fromkeys((None, *range(1, groups + 1)), rule))


def _joined(rules: Sequence[Rule]) -> _Choice:
    """The alternation of the rules' expressions, each with its flags and with an empty group behind it."""
    branches: list[str] = []
    by_group: dict[int | None, Rule] = {}
    groups = 0
    for rule in rules:
        if pattern := _pattern(rule):
            branches.append(f"{_with_its_flags(pattern)}()")
            groups += pattern.groups + 1
            by_group[groups] = rule
    return _Choice(re.compile("|".join(branches)).match, by_group)


def _with_its_flags(pattern: "re.Pattern[str]") -> str:
    flags = "".join(letter for flag, letter in _FLAGS.items() if pattern.flags & flag)
    expression = _FLAGS_AT_FIRST.sub("", pattern.pattern, count=1)
    return f"(?{flags}:{expression}" + ("\n)" if pattern.flags & re.VERBOSE else ")")


def _lexed(states: _States, lexer: Lexer, whole: "re.Match[str]") -> Iterator[Lexed]:
    """The tokens of the code from a place on by the rules of `RegexLexer`, whose documentation says what they mean."""
    text, position = whole.string, whole.start()
    stack = [ROOT]
    while True:
        for search, rules in states[stack[-1]]:
            match = search(text, position)
            if match is not None:
                break
        else:
            if position >= len(text):
                return
            stack[:] = [ROOT] if text[position] == "\n" else stack
            yield position, Whitespace if text[position] == "\n" else Error, text[position]
            position += 1
            continue
        own_search, action, new_state = rules[match.lastindex]
        if type(action) is _TokenType:
            yield position, action, match[0]
        elif action is not None:
            yield from action(lexer, own_search(text, position))
        position = match.end()
        if new_state is not None:
            _follow(stack, new_state)


def _follow(stack: list[str], new_state: Any) -> None:
    """Change the stack of states as a rule wants it; the first state stays."""
    if isinstance(new_state, int):
        del stack[max(1, len(stack) - abs(new_state)) :]
    elif isinstance(new_state, tuple):
        for state in new_state:
            _follow(stack, -1 if state == "#pop" else state)
    else:
        stack.append(stack[-1] if new_state == "#push" else new_state)
