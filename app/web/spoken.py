"""Templates as each language of the interface speaks them: compiled once with its words and their parts in place.

A word that is looked up while a page is made costs several microseconds, a part that is included ten, and a page has
dozens of both; yet neither can be another the next time. So each language has templates of its own, in which fixed
words are text like the markup around them, and what neighbours it becomes one piece. They are compiled when they are
first shown. See docs/decisions/2026-11-25-pages-without-the-cache.md.
"""

import re
from collections.abc import MutableMapping
from typing import Any

from flask import Flask, has_request_context
from flask.templating import Environment
from jinja2 import Template, nodes
from jinja2.visitor import NodeTransformer

from app.web import markup, visit
from app.web.languages import translations

_INDENTATION = re.compile(r"\n\s+")
_WORDS = frozenset({"_", "gettext"})


class SpokenEnvironment(Environment):
    """The templates of an application, in the language of the request that asks for them.

    Its environment of a language is an overlay: the same filters and values, but templates of its own.
    """

    language = ""

    def __init__(self, app: Any, **options: Any) -> None:
        super().__init__(app, **options)
        self._spoken: dict[str, SpokenEnvironment] = {}

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - the signature is Jinja's
    ) -> Template:
        """A page's template in the language of the request; without one its words are looked up as it is shown.

        Documents that are no pages have no words.
        """
        has_words = isinstance(name, str) and name.endswith(".html")
        if self.language or not has_words or not has_request_context():
            return super().get_template(name, parent, globals)
        return self._in(visit.language()).get_template(name, parent, globals)

    def _in(self, language: str) -> "SpokenEnvironment":
        found = self._spoken.get(language)
        if found is None:
            # What is compiled depends on the words and the included parts too, and a cache knows only the source.
            found = self.overlay(bytecode_cache=None)
            found.language = language
            self._spoken[language] = found  # Whole, for other threads may take it at once.
        return found

    def _generate(
        self,
        source: nodes.Template,
        name: str | None,
        filename: str | None,
        defer_init: bool = False,  # noqa: FBT001, FBT002 - the signature is Jinja's, who names this hook for the purpose
    ) -> str:
        if not self.language:
            return super()._generate(source, name, filename, defer_init)
        code = super()._generate(_InPlace(self).visit(source), name, filename, defer_init)
        # On the line that imports Jinja's names, so that the numbers of lines in traces stay right.
        return code.replace("\n", f"; from {markup.__name__} import written as escape\n", 1)


class _InPlace(NodeTransformer):
    """Puts words and included parts in the place of the calls for them."""

    def __init__(self, environment: SpokenEnvironment) -> None:
        self._environment = environment

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - the name is Jinja's
        """A call for a fixed text becomes the text; words with values in them are left."""
        self.generic_visit(node)
        if not isinstance(node.node, nodes.Name) or node.node.name not in _WORDS or len(node.args) != 1 or node.kwargs:
            return node
        said = node.args[0]
        if not isinstance(said, nodes.Const):
            return node
        text = (
            translations(self._environment.language).ugettext(said.value).replace("%%", "%")
        )  # as when values are put in
        # A text of the catalogue is markup as much as the template is: that is how `gettext` treats it in templates.
        return nodes.MarkSafe(nodes.Const(text, lineno=node.lineno), lineno=node.lineno)

    def visit_TemplateData(self, node: nodes.TemplateData) -> nodes.Node:  # noqa: N802 - the name is Jinja's
        """The indentation of templates, a sixth of a listing, stays with those who write them."""
        node.data = _INDENTATION.sub("\n", node.data)
        return node

    def visit_Include(self, node: nodes.Include) -> nodes.Node:  # noqa: N802 - the name is Jinja's
        """A part becomes what it holds, with names of its own; while templates are written, it is read each time."""
        environment = self._environment
        loader = None if environment.auto_reload else environment.loader
        if loader is None or not isinstance(node.template, nodes.Const) or not node.with_context:
            return node
        source, filename, _is_current = loader.get_source(environment, node.template.value)
        part = environment._parse(source, node.template.value, filename)  # noqa: SLF001 - a hook made to be used
        scope: nodes.Node = self.visit(nodes.Scope(part.body, lineno=node.lineno))
        return scope


def init_app(app: Flask) -> None:
    """Let the application's templates speak; before anything asks for its environment."""
    app.jinja_environment = SpokenEnvironment
