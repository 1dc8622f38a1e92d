"""What happened at the door, one line of JSON each, for those who watch the server."""

import json
import logging

from flask import request

_LOGGER = logging.getLogger("longwave.security")


def record(event: str, *, is_refusal: bool = False, **facts: str | int | None) -> None:
    """Write down an event with its facts and the address that it came from.

    JSON in ASCII keeps every line one line, whatever somebody types. Secrets and passwords are never facts, and what
    was typed as a name is one only if an author has it: people type passwords there.
    """
    line = json.dumps({"event": event, "address": request.remote_addr, **facts})
    _LOGGER.log(logging.WARNING if is_refusal else logging.INFO, "%s", line)
