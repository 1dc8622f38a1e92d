"""`flask --app wsgi author …`: accounts made and changed on the server itself, also when nobody can log in any more."""

import sys
from urllib.parse import urljoin

import click
from sqlalchemy.orm import Session

from app import clock
from app.cli.database import require_current
from app.cli.output import Failure, explained, shown
from app.database import database, session, write_session
from app.services import accounts, invitations, sessions
from app.services.accounts import Newcomer
from app.services.passwords import Passwords
from app.storage.models import Author, Role
from app.storage.queries import authors as queries

author = click.Group("author", help="Who writes here: accounts, roles, passwords.")

_ROLES = click.Choice([role.value for role in Role])


def setup_link() -> str | None:
    """Make the one-time link that sets up an empty site, and commit; None once there is an owner."""
    secret = invitations.set_up(write_session(), now=clock.now())
    write_session().commit()
    return None if secret is None else urljoin(database().settings.site_url, f"/setup/{secret}")


@author.command("create")
@click.argument("name")
@click.option("--role", type=_ROLES, default=Role.AUTHOR.value, show_default=True, help="What the author may do.")
@click.option("--display-name", default="", help="The name that readers see; otherwise NAME.")
@explained
def create(name: str, role: str, display_name: str) -> None:
    """Make an account. The password is read from the terminal, or is the first line of standard input."""
    require_current(database().engine)
    newcomer = Newcomer(name, display_name, _ask_for_password())
    made = accounts.create(write_session(), newcomer, role=Role(role), passwords=_passwords(), now=clock.now())
    write_session().commit()
    click.echo(f"{made.name} ({role}) can log in at {urljoin(database().settings.site_url, '/login')}")


@author.command("list")
@explained
def list_authors() -> None:
    """Say who there is: name, role, whether the account is open, name that readers see."""
    require_current(database().engine)
    for row in session().scalars(queries.every()):
        state = "closed" if row.deactivated_at else "open" if row.role else "-"
        click.echo("\t".join((row.name, row.role or "signs posts only", state, shown(row.display_name))))


@author.command("set-role")
@click.argument("name")
@click.argument("role", type=_ROLES)
@explained
def set_role(name: str, role: str) -> None:
    """Let an author do more or less."""
    require_current(database().engine)
    found = _find(write_session(), name)
    accounts.change_role(write_session(), found, Role(role))
    write_session().commit()
    click.echo(f"{found.name} is now {role}.")


@author.command("deactivate")
@click.argument("name")
@explained
def deactivate(name: str) -> None:
    """Shut an author out: every session ends at once, posts stay."""
    require_current(database().engine)
    found = _find(write_session(), name)
    accounts.deactivate(write_session(), found, now=clock.now())
    write_session().commit()
    click.echo(f"{found.name} is shut out; `author reactivate` lets them in again.")


@author.command("reactivate")
@click.argument("name")
@explained
def reactivate(name: str) -> None:
    """Let an author in again, with role and password from before."""
    require_current(database().engine)
    found = _find(write_session(), name)
    accounts.reactivate(found)
    write_session().commit()
    click.echo(f"{found.name} may log in again.")


@author.command("password")
@click.argument("name")
@explained
def password(name: str) -> None:
    """Give an author another password; every session ends. It is read as `author create` reads it."""
    require_current(database().engine)
    typed = _ask_for_password()
    found = _find(write_session(), name)
    accounts.change_password(write_session(), found, typed, passwords=_passwords())
    sessions.end_all(write_session(), found.id)
    write_session().commit()
    hint = "" if found.is_active else " It opens nothing yet: see `author set-role` and `author reactivate`."
    click.echo(f"The password of {found.name} is changed.{hint}")


def _find(writing: Session, name: str) -> Author:
    found = writing.scalars(queries.by_name(accounts.folded_name(name))).first()
    if found is None:
        raise Failure(f"There is no author {name!r}; `author list` names everybody.")
    return found


def _passwords() -> Passwords:
    settings = database().settings
    return Passwords(memory=settings.password_memory, passes=settings.password_passes)


def _ask_for_password() -> str:
    """Never an argument: those stand in the list of processes and in the history of the shell."""
    if sys.stdin.isatty():
        typed: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
        return typed
    return sys.stdin.readline().rstrip("\r\n")
