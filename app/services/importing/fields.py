"""Front matter as a table of fields: asked by any of their names, and what nobody asked for is known in the end."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from app.content.document import Problem

MOST_UNKNOWN = 50
"""Fields of one text that are named when they are not understood; to find the line of each takes time."""


class Fields:
    """The fields of one text. Case and the difference between `-` and `_` do not count in names."""

    def __init__(self, fields: Mapping[str, Any], head: str) -> None:
        self._fields = {_name(name): value for name, value in reversed([*fields.items()])}
        self._typed = {_name(name): name for name in fields}
        self._head = head.split("\n")
        self._asked: set[str] = set()
        self.problems: list[Problem] = []
        inner = self._fields.get("taxonomies")
        if isinstance(inner, dict):  # Zola keeps tags and categories one level deeper.
            self._asked.add("taxonomies")
            for name, value in inner.items():
                self._fields.setdefault(_name(str(name)), value)

    def take(self, *names: str) -> tuple[str, Any]:
        """The first of these fields that says something, with its name; two that both do are reported."""
        self._asked.update(names)
        said = [name for name in names if self._fields.get(name) not in (None, "", [], {})]
        if not said:
            return "", None
        for name in said[1:]:
            if self._fields[name] != self._fields[said[0]]:
                self.report(name, "field-not-used", f"“{name}” was not used, since there is “{said[0]}” too.")
        return said[0], self._fields[said[0]]

    def text(self, *names: str) -> str:
        """A field as words; one that holds no words is reported."""
        name, value = self.take(*names)
        words = words_of(value)
        if value is not None and not words:
            self.report(name, "field-not-words", f"“{name}” does not hold words: it was left out.")
        return words

    def flag(self, *names: str) -> bool | None:
        """A field as yes or no; None if it is not there. A number above or below zero is yes."""
        _, value = self.take(*names)
        if isinstance(value, str):
            return value.strip().lower() not in {"", "false", "no", "off", "0", "n"}
        return None if value is None else bool(value)

    def ignore(self, names: frozenset[str]) -> None:
        """Take these fields as known: they mean nothing here."""
        self._asked |= names

    def report(self, name: str, code: str, message: str) -> None:
        """Say something about a field."""
        self.problems.append(Problem(self.line(name), code, message))

    def line(self, name: str) -> int:
        """The line that a field stands on; 1 if it cannot be found."""
        typed = re.escape(str(self._typed.get(name, name)))
        field = re.compile(rf"\s*[\"']?{typed}[\"']?\s*[:=]")
        return next((number for number, line in enumerate(self._head, 1) if field.match(line)), 1)

    def report_unknown(self) -> None:
        """Name the fields that nobody asked for."""
        unknown = [name for name in self._typed if name not in self._asked]
        for name in unknown[:MOST_UNKNOWN]:
            self.report(name, "unknown-field", f"“{self._typed[name][:60]}” is not understood: it was left out.")
        if len(unknown) > MOST_UNKNOWN:
            more = len(unknown) - MOST_UNKNOWN
            self.problems.append(Problem(1, "unknown-field", f"{more:,} more fields are not understood."))


def words_of(value: object) -> str:
    """A plain value as it would be typed, on one line; nothing for lists and tables."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return " ".join(str(value).split()) if isinstance(value, str | int | float) else ""


def names_of(value: object, *, separators: str) -> list[str]:
    """Names in a value, however deep: a list, lists in a list, or words between separators."""
    if isinstance(value, str):
        return [name for part in re.split(separators, value) if (name := " ".join(part.split()).removeprefix("#"))]
    if isinstance(value, list | tuple):
        return [name for item in value for name in names_of(item, separators=r"\n")]
    if isinstance(value, dict):
        return [name for item in value.values() for name in names_of(item, separators=r"\n")]
    words = words_of(value)
    return [words] if words else []


def _name(typed: str) -> str:
    return typed.strip().lower().replace("-", "_").replace(" ", "_")
