"""What an editor sends, as a script's JSON or as a plain form: the text exactly as typed, settings, and versions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from flask import request

from app.services.drafts import Draft, Editor, PostSettings
from app.services.errors import N_, RefusedError, RefusedFieldError
from app.storage.models import Author

_NONSENSE = N_("The editor sent something that cannot be. Nothing was changed; reload the page.")
_TRUE = frozenset({"1", "on", "true", "yes"})


@dataclass(frozen=True, slots=True)
class Submission:
    """A text that somebody wants kept, and what their editor last heard of the post."""

    draft: Draft
    version: int
    copy_version: int
    branch: str

    def editor(self, author: Author) -> Editor:
        """The editor that it comes from; raises `RefusedError` for what no editor sends."""
        return Editor(author, self.version, self.copy_version, self.branch)


def submission(present: Draft) -> Submission:
    """What the request holds; what it does not mention stays as in `present`. Raises `RefusedError` for nonsense."""
    values = body()
    return Submission(
        draft_from(values, present),
        number_from(values, "version"),
        number_from(values, "copy_version", missing=0),
        _text(values.get("branch", "")),
    )


def body() -> Mapping[str, Any]:
    """The fields of the request; those of a form look like those of JSON."""
    if not request.is_json:
        return _of_form()
    sent = request.get_json()
    if not isinstance(sent, dict):
        raise RefusedError(_NONSENSE)
    return sent


def typed(present: Draft) -> Draft:
    """What a refused form holds, as far as it can be shown again; never raises."""
    values = _of_form()
    settings = {name: value for name, value in values["settings"].items() if name != "series_place"}
    return draft_from({**values, "settings": settings}, present)


def draft_from(values: Mapping[str, Any], present: Draft) -> Draft:
    """A text with its settings; raises as `submission` does."""
    settings = values.get("settings", {})
    if not isinstance(settings, Mapping):
        raise RefusedError(_NONSENSE)
    known = {name.name: _SETTINGS[name.name] for name in fields(PostSettings)}
    given = {name: read(settings[name]) for name, read in known.items() if name in settings}
    return Draft(
        _text(values.get("title", present.title)),
        _text(values.get("source", present.source)),
        replace(present.settings, **given),
    )


def number_from(values: Mapping[str, Any], name: str, missing: int | None = None) -> int:
    """A number that a form writes in digits; raises as `submission` does."""
    value = values.get(name, missing)
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 12:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise RefusedError(_NONSENSE)
    return value


def flag_from(values: Mapping[str, Any], name: str) -> bool:
    """Whether a box is ticked."""
    return _flag(values.get(name, False))


def tags_from(value: object) -> tuple[str, ...]:
    """Names of tags: a list, or one text with commas of either script between them."""
    if isinstance(value, str):
        value = value.replace("，", ",").replace("、", ",").split(",")
    if not isinstance(value, list):
        raise RefusedError(_NONSENSE)
    return tuple(name for typed in value if (name := _text(typed).strip()))


def _of_form() -> dict[str, Any]:
    """A box that is not ticked is not sent, so a form that has it says so by `has_settings`."""
    form = request.form
    settings: dict[str, Any] = {name.name: form[name.name] for name in fields(PostSettings) if name.name in form}
    if "has_settings" in form:
        settings["pinned"] = "pinned" in form
    return {**form.to_dict(), "settings": settings}


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise RefusedError(_NONSENSE)
    return value


def _flag(value: object) -> bool:
    return value.lower() in _TRUE if isinstance(value, str) else value is True


def _place(value: object) -> int | None:
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    try:
        return number_from({"place": value.strip() if isinstance(value, str) else value}, "place")
    except RefusedError:
        message = N_("The place in a series must be a number from 0 on. Nothing was changed.")
        raise RefusedFieldError("series_place", message) from None


_SETTINGS: Mapping[str, Callable[[object], Any]] = {
    "slug": _text,
    "summary": _text,
    "category": _text,
    "tags": tags_from,
    "language": lambda value: _text(value).strip(),
    "pinned": _flag,
    "series": _text,
    "series_place": _place,
    "cover": _text,
    "macros": _text,
}
