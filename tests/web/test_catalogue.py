"""Every word of the interface has its translation."""

import re
import tomllib
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

from tests.web.catalogues import ROOT, TRANSLATIONS

KEYWORDS = {**DEFAULT_KEYWORDS, "lazy_gettext": None}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%")


def said() -> Iterator[str]:
    """Yield what the code and the templates say, as `make translations` finds it."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    mappings = settings["tool"]["babel"]["mappings"]
    methods = [(mapping["pattern"], mapping["method"]) for mapping in mappings]
    for folder in ("app", "templates"):
        inside = [(pattern.removeprefix(f"{folder}/"), how) for pattern, how in methods if pattern.startswith(folder)]
        options = {pattern: {"silent": "false"} for pattern, how in inside if how == "jinja2"}
        for found in extract_from_dir(ROOT / folder, inside, options, keywords=KEYWORDS):
            message = found[2]
            yield message if isinstance(message, str) else message[0]


def translated() -> Iterator[Message]:
    """Yield the messages of the Chinese catalogue."""
    with (TRANSLATIONS / "zh_Hans" / "LC_MESSAGES" / "messages.po").open("rb") as file:
        catalogue: Catalog = read_po(file, locale="zh_Hans")
    yield from (message for message in catalogue if message.id)


def name_of(message: Message) -> str:
    """Return a message's singular."""
    return message.id if isinstance(message.id, str) else message.id[0]


def forms_of(texts: object) -> list[str]:
    """Return a text or its plural forms as a list."""
    return [texts] if isinstance(texts, str) else list(texts)


def test_the_catalogue_has_every_word_and_no_other() -> None:
    assert {name_of(message) for message in translated()} == set(said())


def test_the_code_says_something() -> None:
    assert "Nothing is here" in set(said())


@pytest.mark.parametrize("message", [*translated()], ids=name_of)
def test_a_message_is_translated_with_the_same_placeholders(message: Message) -> None:
    assert not message.fuzzy
    expected = set(PLACEHOLDER.findall(" ".join(forms_of(message.id))))
    for form in forms_of(message.string):
        assert form.strip()
        assert set(PLACEHOLDER.findall(form)) == expected
