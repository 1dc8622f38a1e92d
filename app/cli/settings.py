"""`flask --app wsgi setting`: what the owner decides about the site."""

import click

from app.cli.database import require_current
from app.cli.output import explained, shown
from app.database import database, session, write_session
from app.services import site

group = click.Group("setting", help="Show and change the settings of the site: its name, language, time zone.")


@group.command("list")
@explained
def list_() -> None:
    """Show every setting with its value and its meaning."""
    require_current(database().engine)
    values = site.as_text(site.load(session()))
    for key, value in values.items():
        click.echo(f"{key} = {shown(value)}")
        click.echo(f"    {site.DESCRIPTIONS[key]}")


@group.command()
@click.argument("name")
@explained
def get(name: str) -> None:
    """Print the value of one setting."""
    require_current(database().engine)
    click.echo(shown(site.as_text(site.load(session()))[site.known(name)]))


@group.command("set")
@click.argument("name")
@click.argument("value")
@explained
def set_(name: str, value: str) -> None:
    """Change one setting."""
    require_current(database().engine)
    site.save(write_session(), name, value)
    write_session().commit()


@group.command()
@click.argument("name")
@explained
def reset(name: str) -> None:
    """Give one setting its default again."""
    require_current(database().engine)
    site.reset(write_session(), site.known(name))
    write_session().commit()
