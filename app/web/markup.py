"""The one place that declares HTML safe: what the content pipeline sanitised, and what a template has made."""

import re
from typing import Any

from flask import current_app
from markupsafe import Markup, escape

_SPECIAL = re.compile("[&<>\"']")


def stored_html(html: str) -> Markup:
    """Stored HTML of the pipeline (a field whose name ends in `_html`, or a post's `html`), to be shown as it is."""
    return Markup(html)


def part(template: str, **values: object) -> Markup:
    """A part of a page, made by a template that escapes what it is given; it sees these values and no others."""
    return Markup(current_app.jinja_env.get_template(template).render(**values))


def written(value: Any) -> str:
    """A value as it stands in a page, escaped unless it is markup; for templates, which only join what they write.

    Nearly no text has a character to be escaped, and to make markup of one costs several times what looking does.
    """
    if type(value) is str and not _SPECIAL.search(value):
        return value
    return escape(value)
