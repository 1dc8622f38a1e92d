"""Taking pictures out of requests into the store, or saying in words why not."""

from flask import request
from flask_babel import gettext

from app.database import database
from app.services import pictures, remaking
from app.services.formats import UPLOADED
from app.services.pictures import Picture
from app.services.remaking import Fault, PictureError
from app.web import journal

_STATUSES = {Fault.BYTES: 413, Fault.VECTOR: 415, Fault.FORMAT: 415}
_DAMAGED = 422
_AWAY = 503


class NotTakenError(Exception):
    """A picture that was sent could not be kept: why, in the language of its author, and the status that says it."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


def taken(field: str) -> Picture:
    """The picture in a field of the form, kept in the site's store. Raises `NotTakenError`."""
    file = request.files.get(field)
    if file is None or not file.filename:
        raise NotTakenError(gettext("Choose a picture first."), 422)
    try:
        return pictures.keep(
            file.stream.read(remaking.BYTES + 1),
            filename=pictures.name_of(file.filename),
            store=database().files,
            formats=UPLOADED,
        )
    except PictureError as error:
        raise NotTakenError(_words(error.fault), _STATUSES.get(error.fault, _DAMAGED)) from error
    except OSError as error:
        journal.report(_AWAY, error)
        away = gettext("The place where pictures are kept cannot be used now. Your text is kept; try again later.")
        raise NotTakenError(away, _AWAY) from error


def _words(fault: Fault) -> str:
    if fault is Fault.BYTES:
        limit = remaking.BYTES // 1_000_000
        return str(gettext("The file is larger than %(limit)d MB. Nothing of it was kept.", limit=limit))
    if fault is Fault.PIXELS:
        most = remaking.PIXELS // 1_000_000
        return str(gettext("The picture has too many pixels; at most %(most)d million are taken.", most=most))
    words = {
        Fault.MOVING: gettext("The picture moves too long or is too large to move. Make it shorter or smaller."),
        Fault.VECTOR: gettext("SVG is not taken, since it can hold scripts. Export it as PNG or WebP."),
        Fault.FORMAT: gettext("This is no picture that can be shown. Take PNG, JPEG, WebP, AVIF or GIF."),
        Fault.DAMAGED: gettext("The picture is damaged: it cannot be read to its end."),
    }
    return str(words[fault])
