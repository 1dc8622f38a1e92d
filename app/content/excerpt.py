"""Excerpts: the beginning of a finished text, cut so that no formula, tag or character is ever torn apart."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from html import escape

from app.content.document import Formula
from app.content.excerpt_atoms import Atom, What, atoms
from app.content.excerpt_formulas import is_definition
from app.content.graphemes import extends, graphemes
from app.content.html_events import MORE_MARK, Event, Happening, events

_WORD_LIMIT = 24
_NEVER_CUT = frozenset({What.FORMULA, What.REFERENCE})
"""What an excerpt may begin with though it costs more than the whole excerpt should."""


def excerpt_of(html: str, *, length: int, language: str) -> str:
    """The excerpt of finished HTML: all before the author's mark, else about `length` visible characters.

    A formula costs a quarter of its length and 60 at most. An ellipsis tells that the length cut it.
    """
    is_chinese = language.lower().startswith("zh")
    before, mark, _ = html.partition(MORE_MARK)
    if mark:
        chosen = _written(atoms(events(before), is_chinese=is_chinese), ellipsis="")
        if chosen:
            return chosen
    pieces = _Cutter(length).cut(atoms(events(html), is_chinese=is_chinese))
    return _written(pieces, ellipsis="……" if is_chinese else "…")


def whole(html: str, *, language: str) -> str:
    """Finished HTML (of a summary) in the form of an excerpt, not cut."""
    return _written(atoms(events(html), is_chinese=language.lower().startswith("zh")), ellipsis="")


def definitions(html: str, wanted_by: Collection[Formula]) -> str:
    """The formulas of finished HTML that only define macros, which the formulas of a summary may need."""
    if not wanted_by:
        return ""
    found: Iterable[Event] = (event for event in events(html) if event.what is Happening.FORMULA)
    return "".join(event.source for event in found if is_definition(event.text))


@dataclass(slots=True)
class _Cutter:
    left: int
    is_empty: bool = True

    def cut(self, all_atoms: Iterable[Atom]) -> Iterator[Atom]:
        """The atoms that fit, the last one possibly shortened, and an atom for the ellipsis if anything is missing."""
        for atom in all_atoms:
            if atom.cost <= self.left or (self.is_empty and atom.what in _NEVER_CUT):
                self.left = max(0, self.left - atom.cost)
                self.is_empty = self.is_empty and atom.cost == 0
                yield atom
                continue
            if atom.what is What.TEXT and (text := self._shortened(atom.text)):
                yield Atom(What.TEXT, text, atom.tags)
            yield Atom(What.CUT)
            return

    def _shortened(self, text: str) -> str:
        clusters: list[str] = []
        for cluster in graphemes(text):
            if len(clusters) >= self.left and not (not clusters and extends(cluster[0])):
                break
            clusters.append(cluster)
        following = text[sum(map(len, clusters)) :][:1]
        return _before_broken_word(clusters, following, may_be_empty=not self.is_empty)


def _before_broken_word(clusters: list[str], following: str, *, may_be_empty: bool) -> str:
    """Drop the beginning of a Latin word that would be cut in the middle."""
    kept = len(clusters)
    if _is_latin(following):
        while kept and _is_latin(clusters[kept - 1]) and len(clusters) - kept < _WORD_LIMIT:
            kept -= 1
        if (kept == 0 and not may_be_empty) or len(clusters) - kept >= _WORD_LIMIT:
            kept = len(clusters)
    return "".join(clusters[:kept])


def _is_latin(character: str) -> bool:
    return character.isascii() and (character.isalnum() or character in "_'-")


class _Writer:
    """Writes atoms as paragraphs with simple inline markup."""

    def __init__(self) -> None:
        self._paragraphs: list[str] = []
        self._parts: list[str] = []
        self._open: tuple[str, ...] = ()

    def add(self, atom: Atom, shown: str) -> None:
        """Add what an atom shows, within the elements that it stands in."""
        common = 0
        while common < min(len(self._open), len(atom.tags)) and self._open[common] == atom.tags[common]:
            common += 1
        self._parts += [f"</{tag}>" for tag in reversed(self._open[common:])]
        self._parts += [f"<{tag}>" for tag in atom.tags[common:]]
        self._open = atom.tags
        self._parts.append(shown)

    def end_paragraph(self, ending: str = "") -> None:
        """End the paragraph, if it holds anything."""
        self.add(Atom(What.TEXT), "")
        content = "".join(self._parts)
        content = content.rstrip() if content.endswith(" ") else content
        self._parts = []
        if content:
            self._paragraphs.append(content + ending)
        elif ending and self._paragraphs:
            self._paragraphs[-1] += ending

    def html(self) -> str:
        """All paragraphs."""
        return "\n".join(f"<p>{paragraph}</p>" for paragraph in self._paragraphs)


def _written(all_atoms: Iterable[Atom], *, ellipsis: str) -> str:
    writer = _Writer()
    for atom in all_atoms:
        if atom.what is What.BREAK:
            writer.end_paragraph()
        elif atom.what is What.CUT:
            writer.end_paragraph(ellipsis)
            return writer.html()
        else:
            writer.add(atom, _shown(atom))
    writer.end_paragraph()
    return writer.html()


def _shown(atom: Atom) -> str:
    if atom.what is What.TEXT:
        return escape(atom.text, quote=False)
    return atom.source
