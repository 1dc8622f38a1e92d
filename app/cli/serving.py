"""`flask --app wsgi serve`: prepare the site and serve it with granian, whose workers share what is loaded here.

See docs/decisions/2026-11-25-loaded-when-needed.md.
"""

import gc
import multiprocessing
import sys
import threading

import click
from flask import current_app
from granian.cli import cli as granian

from app.cli.output import explained
from app.cli.preparing import prepare
from app.database import database

TARGET = "wsgi:app"


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("options", nargs=-1, type=click.UNPROCESSED)
@click.pass_context
def serve(context: click.Context, options: tuple[str, ...]) -> None:
    """Prepare the site, then serve it. OPTIONS are those of granian, which also reads them from GRANIAN_*."""
    with current_app.app_context():  # With it end its sessions.
        context.invoke(prepare)
    context.invoke(share)
    granian.main(["--interface", "wsgi", *options, TARGET], prog_name="granian", auto_envvar_prefix="GRANIAN")


@click.command()
@explained
def share() -> None:
    """Make this process ready for others to be forked from it, with as much as possible in common.

    What a page needs is loaded by showing one. What the garbage collector does not know it does not write to, so that
    it stays shared. Connections are not to be shared, so they are closed; threads are not there in another process, so
    they are waited for: if samples were loaded, one may be telling a cache in front of that.
    """
    threading.Thread(target=current_app.test_client().get, args=("/",)).start()
    for thread in threading.enumerate():
        if thread is not threading.current_thread():
            thread.join()
    for engine in (database().engine, database().readers):
        engine.dispose()
    gc.collect()  # The connection that the reader's thread had to a SQLite file is garbage now.
    gc.freeze()
    if sys.platform == "linux":  # From 3.14 on Python no longer forks unless it is told to.
        multiprocessing.set_start_method("fork", force=True)
