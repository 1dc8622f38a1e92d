"""Pages of formulas as the site's templates make them."""

import re
from functools import cache
from html import escape

from app.content import render
from app.content.frontmatter import split_front_matter
from tests.browser.small_site import ROOT, SmallSite

MATH_CSS = (ROOT / "static/css/math.css").read_text(encoding="utf-8")
SAMPLES = ROOT / "app/cli/samples"
IMAGE = re.compile("<img[^>]*>")  # the pictures of sample posts are not served here
STYLE = "body{font:17px/1.75 serif;margin:0;color:#222}main{max-width:42rem;margin:0 auto;padding:0 16px}"


def inline(tex: str, line: int = 1) -> str:
    """Return the element of an inline formula."""
    return f'<span class="math inline" data-line="{line}">\\({escape(tex)}\\)</span>'


def display(tex: str, line: int = 1) -> str:
    """Return the element of a display formula."""
    return f'<span class="math display" data-line="{line}">\\[{escape(tex)}\\]</span>'


def reference(typed: str, line: int = 1) -> str:
    """Return the element of a reference in the text."""
    return f'<span class="reference" data-line="{line}">{escape(typed)}</span>'


def scope(name: str, *blocks: str) -> str:
    """Return a post or card of the given name."""
    paragraphs = "".join(block if block.startswith("<h") else f"<p>{block}</p>" for block in blocks)
    return f'<article data-math-scope="{name}">{paragraphs}</article>'


def put_formulas(site: SmallSite, path: str, *scopes: str, policy: str | None = None, style: str = "") -> str:
    """Serve a page with these posts and return its address."""
    html = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Formulas</title>'
        '<meta name="viewport" content="width=device-width">'
        f'<link rel="stylesheet" href="{path}.css">{site.fragment("math")}</head>'
        f"<body><main>{''.join(scopes)}</main></body></html>"
    )
    site.put(f"{path}.css", STYLE + MATH_CSS + style)
    return site.put(path, html) if policy is None else site.put(path, html, policy)


@cache
def sample_posts(*names: str) -> tuple[str, ...]:
    """Return sample posts as scopes, rendered by the pipeline: those named, else all."""
    paths = sorted(path for path in SAMPLES.rglob("*.md") if not names or path.stem in names)
    sources = {path.stem: split_front_matter(path.read_text(encoding="utf-8")).body for path in paths}
    return tuple(
        f'<article data-math-scope="{name}">{IMAGE.sub("", render(source).html)}</article>'
        for name, source in sources.items()
    )
