"""What a WSGI server loads: `granian wsgi:app`, `gunicorn wsgi:app`, `flask --app wsgi`."""

import gc
import sys

gc.disable()  # What is loaded stays: looking through it for garbage would take a tenth of the start, for nothing.

from app import create_app  # noqa: E402
from app.config import ConfigurationError  # noqa: E402

try:
    app = create_app()
except ConfigurationError as error:
    print(error, file=sys.stderr)  # noqa: T201 - a trace would hide the one sentence that matters
    raise SystemExit(2) from None

gc.freeze()  # Nor is it looked through later, which would hold a request up by 25 ms now and then.
gc.enable()
