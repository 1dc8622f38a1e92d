"""Names for addresses: slugs of posts in Latin letters, ids of headings that keep their script."""

import re
from functools import cache
from importlib import import_module
from types import ModuleType

from slugify import slugify

from app.content.characters import CJK_LETTERS

SLUG_LENGTH = 80
"""Longest slug, in characters; cut between words."""

_HAN = re.compile(rf"[{CJK_LETTERS}]+")
_NOT_IN_ID = re.compile(r"[^\w\-]+")
_FORMULA = re.compile(r"\$([^$]*)\$")


def slug_of(title: str) -> str:
    """The slug of a title, Chinese in Pinyin as it is read (`重庆` -> `chong-qing`); empty if nothing can be read."""
    spelled = _HAN.sub(
        lambda match: f" {' '.join(_pinyin().lazy_pinyin(match[0]))} ", _FORMULA.sub(r" \1 ", title)[:400]
    )
    return str(slugify(spelled, max_length=SLUG_LENGTH, word_boundary=True, save_order=True))


def heading_id(text: str) -> str:
    """The id of a heading with this plain text: lower case, hyphens between words, Chinese kept."""
    name = _NOT_IN_ID.sub("-", text.strip().lower()).strip("-_")
    return re.sub("-{2,}", "-", name)[:120].strip("-") or "section"


@cache
def _pinyin() -> ModuleType:
    """The dictionary of Pinyin: it takes half a second to load, which only those who write have to wait."""
    return import_module("pypinyin")
