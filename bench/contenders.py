"""A post of 300 formulas three times: as the site serves it, with MathJax as it comes, and with KaTeX as it comes.

The page is the site's own each time, with its style and its other scripts. Only what typesets differs, set up as the
documentation of each says, from the npm packages instead of another host.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from app.services import drafting, publishing
from app.services.drafts import Draft, Editor, PostSettings
from bench.texts import post
from tests.studio_cast import NOW, add_account, database_of, named, site_in

SOURCE_BYTES = 22_000
SLUG = "three-hundred-formulas"
TITLE = "Three hundred formulas"
_OURS = re.compile(r'<script src="[^"]*/math-early-.*?data-math></script>', re.DOTALL)

STOCK_MATHJAX = """\
<script>MathJax = {loader: {paths: {fonts: '/npm/@mathjax'}}};</script>
<script defer src="/npm/@mathjax/src/bundle/tex-mml-chtml.js"></script>"""
"""The file of the package `mathjax`, of which ours is built too. The configuration only says where the fonts are, since
there is no other host here."""

KATEX = """\
<link rel="stylesheet" href="/npm/katex/dist/katex.min.css">
<script>rendered = {}; rendered.done = new Promise(done => { rendered.say = done; });</script>
<script defer src="/npm/katex/dist/katex.min.js"></script>
<script defer src="/npm/katex/dist/contrib/auto-render.min.js"
        onload="renderMathInElement(document.body); rendered.say()"></script>"""


@dataclass(frozen=True, slots=True)
class Contender:
    """A way of typesetting: its page, and an expression of JavaScript that waits until all formulas stand."""

    name: str
    page: str
    done: str
    formula: str
    """The selector of a formula that stands."""


def contenders(folder: Path) -> list[Contender]:
    """Return the three; a site in the folder makes the page."""
    page = _page(folder)
    if not _OURS.search(page):
        raise ValueError("The page of a post no longer has the scripts that are exchanged here.")
    return [
        Contender("Longwave", page, "seen.typeset", "mjx-container"),
        Contender(
            "MathJax, stock", _OURS.sub(lambda _: STOCK_MATHJAX, page), "MathJax.startup.promise", "mjx-container"
        ),
        Contender("KaTeX", _OURS.sub(lambda _: KATEX, page), "rendered.done", ".katex"),
    ]


def _page(folder: Path) -> str:
    """Publish the post on a site in the folder; return its page."""
    app = site_in(folder)
    add_account(app, "anna")
    with database_of(app).write.begin() as session:
        author = named(session, "anna")
        draft = Draft(TITLE, post(SOURCE_BYTES), PostSettings(slug=SLUG, language="en"))
        begun = drafting.begin(session, draft, author=author, now=NOW)
        publishing.publish(session, begun, editor=Editor(author, begun.version), now=NOW)
    page = app.test_client().get(f"/posts/{SLUG}").text
    database_of(app).engine.dispose()
    return page
