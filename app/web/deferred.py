"""Views whose modules are loaded when somebody asks for them: readers, and a server that starts, need none of them.

See docs/decisions/2026-11-25-loaded-when-needed.md.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any


def deferred(place: str) -> Callable[..., Any]:
    """The function at a place (`module:function`), whose module is loaded at the first call.

    It bears the name of what it stands for, by which attempts are counted and faults are traced. While one thread loads
    a module, Python lets others that need it wait.
    """
    module, _, name = place.partition(":")

    def view(*args: Any, **kwargs: Any) -> Any:
        return getattr(import_module(module), name)(*args, **kwargs)

    view.__module__, view.__name__, view.__qualname__ = module, name, name
    return view
