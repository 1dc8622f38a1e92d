"""The browser's files: where `npm run build` put them, their addresses, and how they are served."""

import json
import logging
from pathlib import Path

from flask import Flask
from whitenoise import WhiteNoise

PREFIX = "/static/"

IMMUTABLE = r"^/static/(.*-[0-9A-Za-z]{8}\.[a-z]+|mathjax/[0-9].*)$"
"""Names that change with their content (a hash) or carry a version; deploy/nginx.conf says the same."""

OTHERS_MAX_AGE = 3600

_log = logging.getLogger("longwave")


class Assets:
    """The built files of a folder by their logical names (`reader.css`), as its manifest tells them."""

    def __init__(self, folder: Path) -> None:
        """Read the manifest; a folder that was never built is said in the log and gives plain names."""
        self.folder = folder
        try:
            self._names: dict[str, str] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        except FileNotFoundError:
            self._names = {}
            _log.warning("The browser's files are not built, so pages have no style and no formulas: run `make assets`")

    def url(self, name: str) -> str:
        """The address of a file by its logical name."""
        return PREFIX + self._names.get(name, name)

    def path(self, name: str) -> Path | None:
        """Where a file lies, or None if it is not built."""
        path = self.folder / self._names.get(name, name)
        return path if path.is_file() else None


def init_app(app: Flask, folder: Path) -> None:
    """Serve the folder's files before Flask is asked, and let templates name them with `asset`."""
    assets = Assets(folder)
    app.extensions["longwave-assets"] = assets
    app.jinja_env.globals["asset"] = assets.url
    if folder.is_dir():
        app.wsgi_app = WhiteNoise(  # type: ignore[method-assign] # how Flask documents middleware
            app.wsgi_app,
            root=folder,
            prefix=PREFIX,
            max_age=OTHERS_MAX_AGE,
            allow_all_origins=False,
            immutable_file_test=IMMUTABLE,
        )
