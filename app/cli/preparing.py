"""`flask --app wsgi prepare`: what a start of the server needs, done once and quick when there is nothing to do."""

from importlib import import_module

import click

from app.cli.database import bring_up_to_date
from app.cli.output import counted, explained
from app.database import Database, database
from app.services import first_start
from app.storage.queries import authors


@click.command()
@explained
def prepare() -> None:
    """Make the data folder and the tables, load the sample posts into a new site, offer its first account."""
    where = database()
    where.settings.media_dir.mkdir(parents=True, exist_ok=True)
    bring_up_to_date(where.engine)
    _offer_samples(where)
    _offer_account(where)


def _offer_samples(where: Database) -> None:
    with where.read() as session:
        is_over, has_posts = first_start.is_over(session), first_start.has_posts(session)
    if is_over:
        return
    if has_posts:
        with where.write() as session:
            first_start.mark_over(session)
            session.commit()
        return
    samples = import_module("app.cli.samples")  # Every later start does without the pipeline, which loads slowly.
    click.echo(f"A new site: loaded {counted(samples.load_into(where), 'sample post')}.")
    click.echo("They can be removed with: flask --app wsgi samples remove")


def _offer_account(where: Database) -> None:
    """Print a link that makes the first owner, another one at every start until somebody used it."""
    with where.read() as session:
        if session.scalars(authors.active_owners().limit(1)).first():
            return
    link = import_module("app.cli.authors").setup_link()  # Hashing passwords is loaded where it is needed alone.
    click.echo(f"Nobody can write here yet. To set the site up, open within a day: {link}")
