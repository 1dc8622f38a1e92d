"""Commands to a generator that stand in a text: nobody carries them out here, so their author should know."""

import re

from app.content.document import Problem
from app.content.fences import fences

MOST = 20
"""Different commands of one text that are reported."""

_NAMES = (
    "asset_img|asset_path|asset_link|post_url|post_path|post_link|link|include|include_relative|highlight|raw|codeblock|"
    "code|img|youtube|vimeo|gist|jsfiddle|iframe|note|tabs|tab|blockquote|quote|pullquote|centerquote|cq|image|figure"
)
_COMMAND = re.compile(
    rf"\{{%-?[ \t]*(?P<tag>{_NAMES})\b"  # Liquid and Nunjucks: Jekyll, Hexo
    r"|\{\{[<%][ \t]*(?P<shortcode>[A-Za-z][\w.-]{2,40})"  # Hugo
    r"|\{\{[ \t]*(?P<value>(?:site|page|post)\.\w{1,40})"
)


def leftovers(body: str, first_line: int) -> list[Problem]:
    """The commands outside code, each name once, with the line of the file; the text begins at `first_line`."""
    if "{%" not in body and "{{" not in body:
        return []
    lines = body.split("\n")
    for fence in fences(lines):
        lines[fence.start : fence.end] = [""] * (fence.end - fence.start)
    found: dict[str, int] = {}
    for number, line in enumerate(lines, first_line):
        for match in _COMMAND.finditer(line):
            found.setdefault(match["tag"] or match["shortcode"] or match["value"], number)
    message = "“{}” is a command to a generator of sites: it is shown as typed."
    return [Problem(line, "generator-command", message.format(name)) for name, line in [*found.items()][:MOST]]
