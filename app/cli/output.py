"""What commands say: plain lines, errors in one sentence, nothing that could move a terminal's cursor."""

import functools
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager
from typing import ParamSpec, TypeVar, cast

import click
import sqlalchemy as sa
from flask.cli import with_appcontext

from app.services.errors import RefusedError

Parameters = ParamSpec("Parameters")
Answer = TypeVar("Answer")


class Failure(click.ClickException):
    """A command that could not do what it was asked; ends with status 2."""

    exit_code = 2


def explained(command: Callable[Parameters, Answer]) -> Callable[Parameters, Answer]:
    """The command within its application, with its expected failures turned into one sentence."""

    @with_appcontext
    @functools.wraps(command)
    def wrapped(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Answer:
        try:
            return command(*args, **kwargs)
        except RefusedError as error:
            raise Failure(shown(str(error))) from error
        except sa.exc.DBAPIError as error:
            reason = str(error.orig).strip().partition("\n")[0]
            raise Failure(f"The database cannot be used: {shown(reason)}. Nothing unfinished was kept.") from error
        except BrokenExecutor as error:
            raise Failure("A worker process ended, perhaps for want of memory; what is stored is whole.") from error
        except OSError as error:
            raise Failure(shown(f"{error.strerror or error}: {error.filename or 'a file'}")) from error

    return cast("Callable[Parameters, Answer]", wrapped)


def shown(text: str) -> str:
    """A text on one line without control characters, which a file's name may hold."""
    return "".join(letter if letter.isprintable() or letter == "\u3000" else _escaped(letter) for letter in text)


def _escaped(letter: str) -> str:
    return letter.encode("unicode_escape").decode("ascii")


def counted(number: int, one: str, several: str = "") -> str:
    """A number with its noun: `1 post`, `2,469 posts`."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"


@contextmanager
def progress(count: int, label: str) -> Iterator[Callable[[int], None]]:
    """A bar on the terminal, moved on by calling it; nothing where no one is watching."""
    is_watched = sys.stderr.isatty()
    with click.progressbar(length=count, label=label, file=sys.stderr, hidden=not is_watched, show_pos=True) as bar:
        yield bar.update
