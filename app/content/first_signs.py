"""With which signs the matches of a regular expression can begin: those that it need not be tried at are skipped.

Python's own parser of expressions takes them apart. What it finds that is not named here may begin with any sign, so
the answer can be too large, which costs time, but never too small.
"""

import re
from collections.abc import Callable, Iterable
from re import _parser  # type: ignore[attr-defined]  # the only way to an expression's parts
from typing import Any

ASCII = frozenset(map(chr, range(128)))
"""The signs that are told apart."""

Begins = tuple[frozenset[str], bool]
"""The signs that a part may begin with, and whether it may be empty, so that what follows may begin as well."""

_NOTHING: frozenset[str] = frozenset()
_FOLDED = frozenset("iIkKsS")
"""The signs that are the other case of one outside of ASCII."""
_ANY: Begins = (ASCII, True)


def first_signs(pattern: "re.Pattern[str]") -> frozenset[str]:
    """The ASCII signs that a match can begin with, in either case; all, if it can be empty."""
    signs, may_be_empty = _of_sequence(_parser.parse(pattern.pattern, pattern.flags))
    return ASCII if may_be_empty else signs


def _of_sequence(parts: Iterable[tuple[Any, Any]]) -> Begins:
    signs = _NOTHING
    for operation, argument in parts:
        more, may_be_empty = _READERS.get(str(operation), _unknown)(argument)
        signs |= more
        if not may_be_empty:
            return signs, False
    return signs, True


def _unknown(_argument: Any) -> Begins:
    return _ANY


def _literal(code: int) -> Begins:
    return _both_cases(code, code), False


def _set(items: Iterable[tuple[Any, Any]]) -> Begins:
    found = [(str(operation), argument) for operation, argument in items]
    if ("NEGATE", None) in found:
        without = [_one_case(*argument) for kind, argument in found if kind == "RANGE"]
        without += [_one_case(argument, argument) for kind, argument in found if kind == "LITERAL"]
        return ASCII.difference(*without), False
    return _NOTHING.union(*(_SETS[kind](argument) for kind, argument in found)), False


def _one_case(first: int, last: int) -> frozenset[str]:
    return frozenset(map(chr, range(first, min(last, 127) + 1)))


def _both_cases(first: int, last: int) -> frozenset[str]:
    """The signs of a range and those that are their other case, as `ſ` is one of `s`."""
    signs = _one_case(first, last)
    return _NOTHING.union(map(str.lower, signs), map(str.upper, signs), _FOLDED if last > 127 else _NOTHING)


def _alternatives(argument: tuple[Any, Any]) -> Begins:
    begins = [_of_sequence(alternative) for alternative in argument[1]]
    return _NOTHING.union(*(signs for signs, _ in begins)), any(may_be_empty for _, may_be_empty in begins)


def _group(argument: tuple[Any, ...]) -> Begins:
    return _of_sequence(argument[3])


def _repeated(argument: tuple[int, Any, Any]) -> Begins:
    signs, may_be_empty = _of_sequence(argument[2])
    return signs, may_be_empty or argument[0] == 0


def _place(_argument: Any) -> Begins:
    return _NOTHING, True


def _category(pattern: str) -> frozenset[str]:
    return frozenset(sign for sign in ASCII if re.match(pattern, sign))


_CATEGORIES = {
    "CATEGORY_DIGIT": _category(r"\d"),
    "CATEGORY_NOT_DIGIT": _category(r"\D"),
    "CATEGORY_SPACE": _category(r"\s"),
    "CATEGORY_NOT_SPACE": _category(r"\S"),
    "CATEGORY_WORD": _category(r"\w"),
    "CATEGORY_NOT_WORD": _category(r"\W"),
}
_SETS: dict[str, Callable[[Any], frozenset[str]]] = {
    "LITERAL": lambda code: _both_cases(code, code),
    "RANGE": lambda ends: _both_cases(*ends),
    "CATEGORY": lambda category: _CATEGORIES.get(str(category), ASCII),
}
_READERS: dict[str, Callable[[Any], Begins]] = {
    "LITERAL": _literal,
    "IN": _set,
    "BRANCH": _alternatives,
    "SUBPATTERN": _group,
    "ATOMIC_GROUP": _of_sequence,
    "MAX_REPEAT": _repeated,
    "MIN_REPEAT": _repeated,
    "POSSESSIVE_REPEAT": _repeated,
    "AT": _place,
    "ASSERT": _place,
    "ASSERT_NOT": _place,
}
