"""The application itself for the browser: the sample posts on a database of its own, served on a free port."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app import create_app
from app.cli.samples import load_into
from app.config import Settings
from app.database import Database
from app.storage.models import Base
from tests.browser.serving import served
from tests.web.catalogues import compile_catalogues

GUIDE = "/posts/style-guide"
"""The sample post that shows everything that can be written."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve the sample site, which keeps its data in the folder, until the end; gives its address."""
    compile_catalogues()
    app = create_app(Settings(data_dir=folder, database_url=f"sqlite:///{folder / 'site.sqlite3'}"))
    database: Database = app.extensions["longwave-database"]
    Base.metadata.create_all(database.engine)
    load_into(database)
    with served(app) as address:
        yield address
