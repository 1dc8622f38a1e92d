"""What a WSGI server loads: `granian wsgi:app`, `gunicorn wsgi:app`, `flask --app wsgi`."""

import sys

from app import create_app
from app.config import ConfigurationError

try:
    app = create_app()
except ConfigurationError as error:
    print(error, file=sys.stderr)  # noqa: T201 - a trace would hide the one sentence that matters
    raise SystemExit(2) from None
