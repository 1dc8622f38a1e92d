"""Finding what an address names, also by other spellings of it; the page then sends readers to the one address."""

from collections.abc import Callable, Iterator
from typing import TypeVar
from unicodedata import normalize

import sqlalchemy as sa

from app import database

Row = TypeVar("Row")


def find(statement_for: Callable[[str], sa.Select[Row]], typed: str) -> Row | None:
    """The row at the address as typed, else in other forms of Unicode, else in small letters."""
    for spelling in spellings(typed):
        found = database.session().scalars(statement_for(spelling)).first()
        if found is not None:
            return found
    return None


def spellings(typed: str) -> Iterator[str]:
    """The address as typed, then each other spelling once; none for what no address can hold."""
    if "\0" in typed:
        return
    composed = normalize("NFC", typed)
    yield from dict.fromkeys((typed, composed, composed.lower(), normalize("NFD", typed)))
