"""The log: one line of JSON a message, so that nothing a visitor sends can imitate a line."""

import json
import logging
import secrets
from datetime import UTC, datetime
from typing import TextIO, cast

from flask import Flask, g, has_request_context, request
from flask.logging import wsgi_errors_stream

from app.config import LogLevel

NAME = "longwave"

log = logging.getLogger(NAME)


class JSONLines(logging.Formatter):
    """Writes a record as one line: time, level, message, the request's number, and the fault with its trace."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as JSON; characters outside ASCII are escaped, line ends among them."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "message": record.getMessage(),
        }
        if has_request_context():
            line["request"] = request_id()
        if record.exc_info:
            line["fault"] = self.formatException(record.exc_info)
        return json.dumps(line)


def init_app(app: Flask, level: LogLevel) -> None:
    """Send the application's log to standard error."""
    logger = logging.getLogger(app.name)
    logger.setLevel(level.value.upper())
    if not any(isinstance(handler.formatter, JSONLines) for handler in logger.handlers):
        handler = logging.StreamHandler(cast("TextIO", wsgi_errors_stream))
        handler.setFormatter(JSONLines())
        logger.addHandler(handler)


def request_id() -> str:
    """The number under which this request stands in the log and on the error page."""
    if "request_id" not in g:
        g.request_id = secrets.token_hex(6)
    number: str = g.request_id
    return number


def report(status: int, fault: BaseException | None = None) -> None:
    """Log a failed request: a fault of the site with its trace, a refusal in a line, a missing page in debugging."""
    level = logging.ERROR if status >= 500 else logging.DEBUG if status == 404 else logging.INFO
    log.log(level, "%s %s: %d", request.method, json.dumps(request.path), status, exc_info=fault)
