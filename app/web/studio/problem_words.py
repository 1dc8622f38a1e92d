"""The sentences in which problems are told, to be translated with what they name.

The pipeline and the checks say what they found in whole English sentences, which are kept with the finished post.
Here a sentence is taken apart again by the template that it was made from; a test holds that each has one.
"""

import re
from collections.abc import Iterable

from flask_babel import gettext

from app.services.errors import N_

SENTENCES = (
    N_("The text between two dollars is not read as a formula: %(reason)s."),
    N_("The text between $$ and $$ is not read as a formula: %(reason)s."),
    N_("A $$ has no closing $$ in its paragraph: it is shown as text."),
    N_(r"\begin{%(name)s} has no \end{%(name)s}: it is shown as text."),
    N_("Too many unclosed dollars and braces: the last of them are shown as text."),
    N_("Tags are nested too deeply here: the inner ones are shown as text."),
    N_("<%(name)s> is no element of posts: it is shown as text."),
    N_("A code block is never closed: it reaches to the end."),
    N_("This paragraph has too many special characters: it is shown as typed."),
    N_("The text is shown as typed because %(reason)s."),
    N_("The picture lies on another host, which readers are not sent to: a link stands in its place."),
    N_(r"The macros are left out: they hold something else than \newcommand, \DeclareMathOperator, \def and \let."),
    N_("The front matter is too long: it was left out."),
    N_("The front matter names no fields: it was left out."),
    N_("The front matter is not valid (%(words)s): the fields that could be read were kept."),
    N_(
        r"\label{%(name)s} is given a second time; line %(line)s has it already. "
        "Choose another name, or the formula cannot be shown."
    ),
    N_(r"\%(command)s{%(name)s} refers to a \label that no formula of this text has; readers see ???."),
    N_("The picture %(url)s has no description. Write one: ![what it shows](address)."),
    N_("A heading of level %(level)s follows one of level %(before)s; use level %(wanted)s."),
    N_("There is no post at %(url)s. Its address may be misspelt, or it is in the trash."),
    N_("The post at %(url)s is a draft; readers cannot follow the link until it is published."),
)
"""Whole sentences; what stands for `%(reason)s` is one of `REASONS`."""

REASONS = (
    N_("there is nothing between the dollars"),
    N_("it reads like a variable of a program"),
    N_("a digit follows the closing dollar"),
    N_("there is a space inside its dollars"),
    N_("there is a space inside its dollars, and nothing that only TeX has"),
    N_("its braces do not match"),
    N_("it reads like an amount of money"),
    N_("it reads like a sentence"),
    N_("it reads like a Chinese sentence"),
    N_("it is nested too deeply"),
    N_("it has too many special characters"),
    N_("it becomes too many HTML elements"),
    N_("it is longer than %(count)s bytes"),
    N_("it has more than %(count)s lines"),
    N_("of a fault of the renderer (%(name)s)"),
)
"""Ends of such sentences."""

_PLACE = re.compile(r"%\((\w+)\)s")


def translated(message: str) -> str:
    """A problem's message in the interface's language; one that has no template stays in English."""
    return _told(message, _SENTENCES)


def _told(message: str, templates: Iterable[tuple[str, re.Pattern[str]]]) -> str:
    for template, pattern in templates:
        if match := pattern.fullmatch(message):
            values = match.groupdict()
            if "reason" in values:
                values["reason"] = _told(values["reason"], _REASONS)
            return str(gettext(template, **values))
    return message


def _pattern(template: str) -> re.Pattern[str]:
    """What matches every sentence that the template makes; a name that comes twice is the same twice."""
    parts = _PLACE.split(template)
    named: set[str] = set()
    written = [re.escape(parts[0])]
    for name, literal in zip(parts[1::2], parts[2::2], strict=True):
        written.append(f"(?P={name})" if name in named else f"(?P<{name}>.+?)")
        written.append(re.escape(literal))
        named.add(name)
    return re.compile("".join(written), re.DOTALL)


_SENTENCES = tuple((template, _pattern(template)) for template in SENTENCES)
_REASONS = tuple((template, _pattern(template)) for template in REASONS)
