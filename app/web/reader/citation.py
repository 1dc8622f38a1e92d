"""How a post is cited: as a line of text and as an entry of BibTeX."""

import re

from app.storage.queries.reading import TextRow
from app.web import addresses, visit
from app.web.reader.cards import plain_title
from app.web.reader.pages import Citation

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "%": r"\%",
    "&": r"\&",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_SPECIAL_CHARACTERS = re.compile(r"[\\{}%&$#_~^]")
_LATIN_WORD = re.compile(r"[A-Za-z]{3,}")
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")
_EMPTY_WORDS = frozenset({"the", "and", "for", "from", "how", "why", "what", "with", "without", "are", "not", "three"})


def citation(row: TextRow) -> Citation:
    """The citation of a post, in plain text."""
    site, title, author = visit.site(), plain_title(row), row.author_display_name
    published = (row.published_at or row.updated_at).astimezone(site.zone)
    address = visit.origin() + addresses.post(row.slug).written()
    return Citation(
        text=f"{author}. “{title}”. {site.title}, {published.date().isoformat()}. {address}",
        bibtex="\n".join(
            (
                f"@online{{{key(row.author_name, published.year, title, row.slug)},",
                f"  author       = {{{{{escaped(author)}}}}},",
                f"  title        = {{{{{escaped(title)}}}}},",
                f"  organization = {{{{{escaped(site.title)}}}}},",
                f"  year         = {{{published.year}}},",
                f"  month        = {_MONTHS[published.month - 1]},",
                f"  url          = {{{address}}}",
                "}",
            )
        ),
    )


def key(author: str, year: int, title: str, slug: str) -> str:
    """The entry's name in plain letters: author, year and a word of the title, else of the slug (`linjian2026gumbel`).

    `author` is the name in the author's address, which spells Chinese in Latin letters as slugs do.
    """
    words = [word.lower() for word in _LATIN_WORD.findall(f"{title} {slug}")]
    word = next((word for word in words if word not in _EMPTY_WORDS), "")
    return f"{_NOT_PLAIN.sub('', author.lower()) or 'anonymous'}{year}{word}"


def escaped(text: str) -> str:
    """The text with what TeX would take as commands written so that it prints, on one line."""
    return _SPECIAL_CHARACTERS.sub(lambda match: _SPECIAL[match[0]], " ".join(text.split()))
