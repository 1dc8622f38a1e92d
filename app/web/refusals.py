"""Refusals that say in words what happened and name the ways on; `app/web/errors.py` makes pages of them."""

from dataclasses import dataclass
from typing import NoReturn

from werkzeug.exceptions import BadRequest, NotFound

from app.web.addresses import Address


@dataclass(frozen=True, slots=True)
class Way:
    """Somewhere to go from an error, in the interface's language."""

    label: str
    address: Address


class ExplainedNotFound(NotFound):
    """Nothing is here; `said` tells the reader what is missing, `ways` where to look instead."""

    def __init__(self, said: str, ways: tuple[Way, ...] = ()) -> None:
        super().__init__()
        self.said, self.ways = said, ways


class ExplainedBadRequest(BadRequest):
    """The request asks for what cannot be done; `said` tells the reader why, `ways` what can be."""

    def __init__(self, said: str, ways: tuple[Way, ...] = ()) -> None:
        super().__init__()
        self.said, self.ways = said, ways


def missing(said: str, *ways: Way) -> NoReturn:
    """Answer 404 with these words."""
    raise ExplainedNotFound(said, ways)
