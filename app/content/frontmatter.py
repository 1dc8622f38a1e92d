"""Front matter: the facts about a post that stand before its text, as Hexo, Hugo, Jekyll and others write them.

Understood are YAML between `---` lines (also without the opening one, as Hexo allows), TOML between `+++`, JSON in
Hugo's way, and heads of `Title: words` lines (Pelican, MultiMarkdown). Nothing here raises on author text.
"""

import json
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from app.content.document import Problem
from app.content.safe_yaml import load_yaml

SIZE_LIMIT = 100_000
"""Longest front matter, in characters."""

_OPENING = re.compile(r"(---|\+\+\+|;;;)[ \t]*\n")
_KEY = re.compile(r"[A-Za-z_][\w .-]{0,40}:(?=[ \t]|$)")
_KNOWN = frozenset(
    {
        *("title", "date", "updated", "modified", "tags", "tag", "categories", "category", "slug", "permalink"),
        *("author", "authors", "summary", "description", "lang", "layout", "draft", "status", "keywords", "math"),
    }
)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stood before a text: facts as they were typed, the text, its first line in the source (from 1), problems."""

    fields: Mapping[str, Any]
    body: str
    body_line: int
    problems: tuple[Problem, ...] = field(default=())


def split_front_matter(source: str) -> FrontMatter:
    """Part a source into its front matter and its text. What cannot be read is reported and left out."""
    text = source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    start = len(text) - len(text.lstrip("\n"))
    opening = _OPENING.match(text, start)
    if opening:
        return _fenced(text, opening) or _plain(text)
    if text.startswith("{", start) and '"' in text[start : start + 200]:
        return _json(text, start) or _plain(text)
    return _unopened(text) or _headed(text) or _plain(text)


def _plain(text: str) -> FrontMatter:
    return FrontMatter({}, text, 1)


def _fenced(text: str, opening: re.Match[str]) -> FrontMatter | None:
    fence = opening[1]
    ending = r"\.\.\.|---" if fence == "---" else re.escape(fence)
    closing = re.compile(rf"^(?:{ending})[ \t]*$", re.MULTILINE).search(text, opening.end())
    if closing is None or not _looks_like_facts(text[opening.end() : closing.start()], fence):
        return None
    readers: dict[str, _Reader] = {"---": load_yaml, "+++": tomllib.loads, ";;;": _load_json_lines}
    return _read(text, opening.end(), closing.start(), closing.end(), readers[fence])


def _looks_like_facts(inside: str, fence: str) -> bool:
    """Whether lines between two rules are facts, and not a text that begins with a rule."""
    if fence != "---":
        return True
    first = next((line for line in inside.split("\n") if line.strip() and not line.lstrip().startswith("#")), "")
    return not first or ":" in first or first.lstrip()[:1] in "{-!&*[\"'%"


_Reader = Callable[[str], object]


def _read(text: str, start: int, end: int, after: int, reader: _Reader) -> FrontMatter:
    rest = text[after:].removeprefix("\n")
    line = text.count("\n", 0, len(text) - len(rest)) + 1
    first = text.count("\n", 0, start) + 1
    if end - start > SIZE_LIMIT:
        problem = Problem(first, "front-matter-too-long", "The front matter is too long: it was left out.")
        return FrontMatter({}, rest, line, (problem,))
    fields, problems = _loaded(text[start:end], first, reader)
    return FrontMatter(fields, rest, line, problems)


_FAULTS = (ValueError, yaml.YAMLError, RecursionError, OverflowError, AttributeError, TypeError, KeyError)
"""What the readers raise on odd input; PyYAML leaves some faults of dates and of merges as they come."""


def _loaded(inside: str, first: int, reader: _Reader) -> tuple[Mapping[str, Any], tuple[Problem, ...]]:
    try:
        loaded = reader(inside)
    except _FAULTS as error:
        return _salvaged(inside, first, error)
    if isinstance(loaded, dict):
        return {str(name).strip(): value for name, value in loaded.items()}, ()
    if loaded is None:
        return {}, ()
    return {}, (Problem(first, "front-matter-no-mapping", "The front matter names no fields: it was left out."),)


def _salvaged(inside: str, first: int, error: Exception) -> tuple[Mapping[str, Any], tuple[Problem, ...]]:
    """Field by field what can be read; an unquoted `:` in a title is the commonest fault."""
    mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
    reason = error.problem if isinstance(error, yaml.MarkedYAMLError) and error.problem else str(error)
    words = " ".join(reason.split())[:200] or type(error).__name__
    message = f"The front matter is not valid ({words}): the fields that could be read were kept."
    problem = Problem(first + (mark.line if mark else 0), "front-matter-invalid", message)
    fields: dict[str, Any] = {}
    for name, value in _groups(inside):
        read = _value(value)
        if read is not None:
            fields.setdefault(name, read)
    return fields, (problem,)


def _groups(inside: str) -> list[tuple[str, str]]:
    """The names at the beginnings of lines, each with its text up to the next one."""
    groups: list[tuple[str, list[str]]] = []
    for line in inside.split("\n"):
        match = _KEY.match(line)
        if match:
            groups.append((match[0][:-1].strip(), [line[match.end() :].strip()]))
        elif groups and line.strip():
            groups[-1][1].append(line)
    return [(name, "\n".join(lines)) for name, lines in groups]


def _value(text: str) -> object:
    """The value of one field alone, or its words when it is no simple value."""
    first, _, following = text.partition("\n")
    try:
        value = load_yaml(text if not following or not first else first)
    except _FAULTS:
        value = None
    if isinstance(value, dict) or (value is None and first[:1] not in "&*!|>{["):
        return first.strip("\"'")
    return value


def _json(text: str, start: int) -> FrontMatter | None:
    """Hugo's JSON: an object at the very beginning."""
    try:
        fields, end = json.JSONDecoder().raw_decode(text[: start + SIZE_LIMIT], start)
    except (ValueError, RecursionError):
        return None
    if not isinstance(fields, dict) or text[end : end + 1] not in ("", "\n"):
        return None
    rest = text[end:].removeprefix("\n")
    return FrontMatter(fields, rest, text.count("\n", 0, len(text) - len(rest)) + 1)


def _load_json_lines(inside: str) -> object:
    """Hexo's JSON between `;;;` has no braces around it."""
    return json.loads("{" + inside.strip().strip("{}") + "}")


def _unopened(text: str) -> FrontMatter | None:
    """Hexo's front matter without an opening line: fields, then `---`."""
    closing = re.compile(r"^-{3,}[ \t]*$", re.MULTILINE).search(text[:SIZE_LIMIT])
    if closing is None or not _are_fields(text[: closing.start()]):
        return None
    return _read(text, 0, closing.start(), closing.end(), load_yaml)


def _are_fields(head: str) -> bool:
    lines = [line for line in head.split("\n") if line.strip()]
    if not lines or not all(_KEY.match(line) or line[0] in " \t-#" for line in lines):
        return False
    return any(line.partition(":")[0].strip().lower() in _KNOWN for line in lines)


def _headed(text: str) -> FrontMatter | None:
    """Pelican's and MultiMarkdown's head: `Name: words` lines up to the first blank line."""
    head, _, rest = text.partition("\n\n")
    lines = head.split("\n")
    if len(head) > SIZE_LIMIT or not _KEY.match(lines[0]) or not _are_fields(head):
        return None
    if any(line[0] in "-#" for line in lines if line):
        return None
    fields: dict[str, str] = {}
    name = ""
    for line in lines:
        if line[:1] in (" ", "\t"):
            fields[name] += "\n" + line.strip()
        else:
            name, _, value = line.partition(":")
            fields[name.strip().lower()] = value.strip()
            name = name.strip().lower()
    return FrontMatter(fields, rest, len(lines) + 2)
