"""Commands whose modules are loaded when they are called: a server that starts needs none of them."""

from collections.abc import Mapping
from importlib import import_module

import click
from flask.cli import AppGroup


class DeferredGroup(AppGroup):
    """A group that knows its commands by name and place (`module:attribute`)."""

    def __init__(self, name: str, places: Mapping[str, str]) -> None:
        super().__init__(name)
        self._places = places

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return sorted({*super().list_commands(ctx), *self._places})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command by its name, loaded now; None if there is none of that name."""
        if cmd_name not in self._places:
            return super().get_command(ctx, cmd_name)
        module, _, attribute = self._places[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command
