"""What readers do without is not loaded for them; see docs/decisions/2026-11-25-loaded-when-needed.md."""

import json
import os
import subprocess
import sys
from importlib import import_module
from inspect import signature, unwrap
from pathlib import Path

from tests.cli.conftest import made_site
from tests.studio_cast import database_of, site_in

ROOT = Path(__file__).parents[2]

FOR_AUTHORS = {
    "alembic",
    "app.content.pipeline",
    "app.services.publishing",
    "app.services.remaking",
    "app.services.writing",
    "app.web.auth.entering",
    "app.web.studio.editor",
    "bleach",
    "boto3",
    "flask_wtf",
    "granian",
    "html5lib",
    "mako",
    "markdown",
    "PIL",
    "pygments",
    "pypinyin",
    "slugify",
    "unittest",
    "wtforms",
    "yaml",
    "zstandard",
}

READING = """
import json, sys
from wsgi import app
reader = app.test_client()
statuses = [reader.get(path).status_code for path in ("/", "/posts/vae-elbo", "/feed.xml", "/archive", "/nothing")]
print(json.dumps([statuses, sorted(sys.modules)]))
"""


def fresh(script: str, folder: Path) -> str:
    """Return what a Python of its own prints that has loaded nothing yet."""
    environment = {**os.environ, "LONGWAVE_DATA_DIR": str(folder)}
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, check=True)
    return done.stdout.decode()


def test_readers_load_nothing_that_only_authors_need(tmp_path: Path) -> None:
    site = made_site(tmp_path)
    assert site.run("prepare").exit_code == 0
    site.where.engine.dispose()
    statuses, loaded = json.loads(fresh(READING, tmp_path))
    assert statuses == [200, 200, 200, 200, 404]
    assert "flask" in loaded
    assert FOR_AUTHORS & set(loaded) == set()


def test_what_readers_do_without_is_there() -> None:
    """A name that nothing has would never be loaded, and the test above would hold nothing."""
    for name in FOR_AUTHORS - {"html5lib"}:  # bleach has it within itself
        import_module(name)


def test_every_view_is_where_the_route_tables_say(tmp_path: Path) -> None:
    rooms = {"auth", "shared", "studio"}
    app = site_in(tmp_path)
    database_of(app).engine.dispose()
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint.partition(".")[0] in rooms]
    assert len(rules) > 40
    for rule in rules:
        stands_for = unwrap(app.view_functions[rule.endpoint])
        view = getattr(import_module(stands_for.__module__), stands_for.__name__)
        assert set(signature(view).parameters) == rule.arguments, rule
