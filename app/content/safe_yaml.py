"""YAML as far as front matter needs it: plain values only, no aliases, bounded in depth and size."""

import re
from typing import Any

import yaml

DEPTH_LIMIT = 20


class _PlainLoader(yaml.SafeLoader):
    """Safe YAML that refuses aliases, since a few of them can stand for gigabytes, and deep nesting."""

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self._depth = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        event: yaml.Event = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent):
            raise yaml.MarkedYAMLError(problem="aliases are not allowed", problem_mark=event.start_mark)  # type: ignore[arg-type]
        if self._depth >= DEPTH_LIMIT:
            raise yaml.MarkedYAMLError(problem="it is nested too deeply", problem_mark=event.start_mark)  # type: ignore[arg-type]
        self._depth += 1
        try:
            return super().compose_node(parent, index)
        finally:
            self._depth -= 1


def load_yaml(text: str) -> Any:
    """The value that YAML text stands for; dates are dates. Raises `yaml.YAMLError` or `ValueError`."""
    if re.search(r"[\[{]{40}", text):
        message = "nested too deeply"
        raise yaml.YAMLError(message)
    return yaml.load(text.replace("\t", "    "), Loader=_PlainLoader)  # noqa: S506 - a safe loader made safer
