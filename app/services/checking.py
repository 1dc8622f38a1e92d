r"""What an author should know before publishing that the renderer does not say: labels, pictures, links, headings.

What MathJax makes of a formula only the browser can tell.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import unquote, urlsplit

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.content import Formula, Heading, Image, Problem, Reference, Rendered
from app.storage.models import Kind, Post, Redirect, State

_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)%[^\n]*")
_LABEL = re.compile(r"\\(label|ref|eqref)\s*\{([^{}]*)\}")
_POST = re.compile(r"/posts/([^/]+)/?\Z")


def check(session: Session, result: Rendered, *, site_url: str = "") -> tuple[Problem, ...]:
    """All problems of a finished text, the renderer's too, in the order of their lines.

    `site_url` is the address of this site (`https://example.org`), by which links with a host are known as its own.
    """
    found = [*own_problems(result), *link_problems(session, result.references, site_url=site_url)]
    return tuple(sorted(found, key=lambda problem: problem.line))


def own_problems(result: Rendered) -> tuple[Problem, ...]:
    """Those that depend on the text alone, whatever other posts there are."""
    found = [
        *result.problems,
        *label_problems((*result.formulas, *result.equation_references)),
        *image_problems(result.images),
        *heading_problems(result.headings),
    ]
    return tuple(sorted(found, key=lambda problem: problem.line))


def label_problems(formulas: Sequence[Formula]) -> Iterator[Problem]:
    r"""Names that two `\label` give (MathJax refuses the second formula), and `\ref` to names that none gives."""
    first: dict[str, int] = {}
    used: list[tuple[str, str, int]] = []
    for command, name, line in _labels(formulas):
        if command != "label":
            used.append((command, name, line))
        elif name in first:
            message = rf"\label{{{name}}} is given a second time; line {first[name]} has it already."
            yield Problem(line, "duplicate-label", f"{message} Choose another name, or the formula cannot be shown.")
        else:
            first[name] = line
    for command, name, line in used:
        if name not in first:
            message = rf"\{command}{{{name}}} refers to a \label that no formula of this text has; readers see ???."
            yield Problem(line, "undefined-label", message)


def image_problems(images: Iterable[Image]) -> Iterator[Problem]:
    """Pictures that say nothing to those who do not see them."""
    for image in images:
        if not image.alt.strip():
            message = f"The picture {image.url} has no description. Write one: ![what it shows](address)."
            yield Problem(image.line, "image-without-description", message)


def heading_problems(headings: Iterable[Heading]) -> Iterator[Problem]:
    """Headings that skip a level below the one before; the title of the post is a heading of level 1."""
    before = 1
    for heading in headings:
        if heading.level > before + 1:
            message = f"A heading of level {heading.level} follows one of level {before}; use level {before + 1}."
            yield Problem(heading.line, "skipped-heading-level", message)
        before = heading.level


def link_problems(session: Session, references: Iterable[Reference], *, site_url: str = "") -> Iterator[Problem]:
    """Links to posts of this site that do not exist, or that readers cannot see since they are drafts."""
    linked = [(reference, slug) for reference in references if (slug := _own_slug(reference.url, site_url))]
    states = _states(session, {slug for _, slug in linked})
    for reference, slug in linked:
        state = states.get(slug, State.TRASHED)
        if state is State.TRASHED:
            message = f"There is no post at {reference.url}. Its address may be misspelt, or it is in the trash."
            yield Problem(reference.line, "link-to-missing-post", message)
        elif state is State.DRAFT:
            message = f"The post at {reference.url} is a draft; readers cannot follow the link until it is published."
            yield Problem(reference.line, "link-to-draft", message)


def _labels(formulas: Iterable[Formula]) -> Iterator[tuple[str, str, int]]:
    r"""Each `\label`, `\ref` and `\eqref` outside TeX's comments: the command, the name and the line of the source."""
    for formula in formulas:
        tex = _COMMENT.sub(r"\1", formula.tex)
        for match in _LABEL.finditer(tex):
            yield match[1], match[2], formula.line + tex.count("\n", 0, match.start())


def _own_slug(address: str, site_url: str) -> str:
    """The slug of the post of this site that an address names; empty for every other address."""
    try:
        parts, site = urlsplit(address), urlsplit(site_url)
    except ValueError:
        return ""
    is_own = not parts.netloc or (parts.netloc == site.netloc and bool(site.netloc))
    match = _POST.match(parts.path) if is_own and parts.scheme in ("", "http", "https") else None
    return unquote(match[1]) if match else ""


def _states(session: Session, slugs: set[str]) -> dict[str, State]:
    """What became of the posts that have, or had, these addresses."""
    kept = [slug for slug in slugs if "\0" not in slug]
    if not kept:
        return {}
    present = sa.select(Post.slug, Post.state).where(Post.slug.in_(kept), Post.kind == Kind.POST)
    moved = sa.select(Redirect.slug, Post.state).join(Post, Post.id == Redirect.post_id).where(Redirect.slug.in_(kept))
    return {slug: state for statement in (moved, present) for slug, state in session.execute(statement)}
