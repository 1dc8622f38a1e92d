"""`flask --app wsgi database`: the tables and whether they are sound."""

import click
import sqlalchemy as sa

from app.cli.output import Failure, explained
from app.database import database
from app.storage import rebuilding, schema
from app.storage.schema import Position
from app.storage.sessions import advance

group = click.Group("database", help="Bring the tables up to date, or look whether they are sound.")


def bring_up_to_date(engine: sa.Engine) -> bool:
    """Run the migrations that are missing; whether there were any. Raises `Failure` for a database of a newer code."""
    position = schema.position(engine)
    if position is Position.AHEAD:
        raise Failure(
            "The database was made by a newer version of Longwave; run that version, or restore a backup from before."
        )
    if position is Position.BEHIND:
        schema.upgrade(engine)
    return position is Position.BEHIND


def require_current(engine: sa.Engine) -> None:
    """Raise `Failure` if the tables are not those that this code expects."""
    position = schema.position(engine)
    if position is Position.BEHIND:
        raise Failure("The database is not up to date; run: flask --app wsgi database upgrade")
    if position is Position.AHEAD:
        raise Failure("The database was made by a newer version of Longwave; run that version.")


@group.command()
@explained
def upgrade() -> None:
    """Bring the tables up to date; nothing happens if they are."""
    if bring_up_to_date(database().engine):
        click.echo("The database is up to date now.")
    else:
        click.echo("The database is up to date already.")


@group.command()
@explained
def check() -> None:
    """Look whether the tables are up to date and nothing in them is damaged."""
    engine = database().engine
    require_current(engine)
    damages = _damages(engine)
    if damages:
        raise Failure(f"The database is damaged ({'; '.join(damages[:5])}); restore a backup.")
    with database().read() as session:
        wrong = [*rebuilding.differences(session)]
    if wrong:
        raise Failure(f"Listings are not up to date ({'; '.join(wrong)}); run: flask --app wsgi database recount")
    click.echo("The database is up to date and sound.")


@group.command()
@explained
def recount() -> None:
    """Put every post in its listings and count them anew, as after statements that were sent past Longwave."""
    require_current(database().engine)
    with database().write() as session:
        wrong = [*rebuilding.differences(session)]
        rebuilding.rebuild(session)
        advance(session)
        session.commit()
    click.echo(f"The listings were made anew: {'; '.join(wrong) or 'nothing was wrong'}.")


def _damages(engine: sa.Engine) -> list[str]:
    """What SQLite finds wrong; PostgreSQL watches over its files and references itself."""
    if engine.dialect.name != "sqlite":
        return []
    with engine.execution_options(reads_only=True).connect() as connection:
        found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check")]
        lost = [
            f"a row of {row[0]} refers to none of {row[2]}"
            for row in connection.exec_driver_sql("PRAGMA foreign_key_check")
        ]
    return [*(line for line in found if line != "ok"), *lost]
