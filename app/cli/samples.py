"""`flask --app wsgi samples`: the posts that a new site shows."""

from pathlib import Path

import click
from sqlalchemy.orm import Session

from app import clock
from app.cli.database import require_current
from app.cli.output import counted, explained
from app.database import Database, database
from app.services import samples, site
from app.services.importing.facts import Habits

FOLDER = Path(__file__).parent / "samples"

group = click.Group("samples", help="Load or remove the sample posts.")


def load_into(where: Database) -> int:
    """Load the sample posts that are not there yet; gives their number."""
    with where.read() as session:
        ready = samples.prepared(session, FOLDER, habits=_habits(session), media=where.files)
    with where.write() as session:
        count = samples.load(session, ready, now=clock.now())
        session.commit()
    return count


def _habits(session: Session) -> Habits:
    settings = site.load(session)
    return Habits(settings.zone, settings.signature, "", settings.language)


@group.command()
@explained
def load() -> None:
    """Load the sample posts; those that are there stay as they are."""
    require_current(database().engine)
    click.echo(f"Loaded {counted(load_into(database()), 'sample post')}.")


@group.command()
@explained
def remove() -> None:
    """Remove the sample posts, and the tags, categories and pictures that nothing else uses."""
    require_current(database().engine)
    with database().write() as session:
        removed = samples.remove(session)
        session.commit()
    for name in removed.pictures:
        database().files.remove(name)
    click.echo(f"Removed {counted(removed.posts, 'sample post')}.")
