"""What an excerpt is made of: texts, formulas, references and labels, none of which may be torn apart."""

from collections.abc import Iterable, Iterator
from enum import Enum
from html import escape
from typing import NamedTuple

from app.content.excerpt_formulas import cost, is_definition, without_numbering
from app.content.graphemes import count_of_graphemes
from app.content.html_events import Event, Happening


class What(Enum):
    """What an atom is."""

    TEXT = "text"
    FORMULA = "formula"
    REFERENCE = "reference"
    DEFINITION = "definition"
    LABEL = "label"
    BREAK = "break"
    CUT = "cut"


class Atom(NamedTuple):
    """A piece of an excerpt, the elements it stands in, and (for all but texts) its HTML."""

    what: What
    text: str = ""
    tags: tuple[str, ...] = ()
    source: str = ""
    charge: int = 0

    @property
    def cost(self) -> int:
        """How many visible characters it counts for."""
        return count_of_graphemes(self.text) if self.what is What.TEXT else self.charge


_KEPT = {
    **{tag: tag for tag in ("em", "strong", "code", "mark", "sub", "sup", "del")},
    "b": "strong",
    "i": "em",
    "s": "del",
    "kbd": "code",
    "samp": "code",
    "var": "em",
    "cite": "em",
}
_DROPPED = frozenset({"footnotes", "footnote-ref", "toc", "anchor"})
_PARAGRAPHS = frozenset(
    {
        *("p", "div", "section", "blockquote", "ul", "ol", "dl", "dt", "dd", "details", "summary", "center"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "hr", "nav", "figcaption"),
    }
)
_CODE, _IMAGE, _TABLE = ("代码", "code"), ("图", "image"), ("表格", "table")


def atoms(all_events: Iterable[Event], *, is_chinese: bool) -> Iterator[Atom]:
    """The atoms of finished HTML: blocks end paragraphs, except that a label is joined to what stands around it."""
    return _Joiner().join(_Reader(is_chinese=is_chinese).read(all_events))


class _Reader:
    """Walks over the elements; `_skipped` counts those that are open within one that is left out."""

    def __init__(self, *, is_chinese: bool) -> None:
        self._is_chinese = is_chinese
        self._skipped = 0
        self._open: list[str] = []

    def read(self, all_events: Iterable[Event]) -> Iterator[Atom]:
        for event in all_events:
            if event.what in (Happening.FORMULA, Happening.REFERENCE):
                yield from self._mathematical(event)
            elif self._skipped:
                self._skipped += (event.what is Happening.START) - (event.what is Happening.END)
            elif event.what is Happening.TEXT:
                yield Atom(What.TEXT, event.text, self._tags())
            elif event.what is Happening.START:
                yield from self._start(event)
            elif event.what is Happening.END:
                yield from self._end(event)

    def _tags(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(_KEPT[name] for name in self._open if name in _KEPT))

    def _mathematical(self, event: Event) -> Iterator[Atom]:
        if event.what is Happening.FORMULA:
            yield from self._formula(event)
        elif not self._skipped:
            yield Atom(What.REFERENCE, "", self._tags(), event.source, cost(event.text))

    def _formula(self, event: Event) -> Iterator[Atom]:
        if self._skipped and not is_definition(event.text):
            return
        tex = without_numbering(event.text)
        charge = cost(tex)
        is_display = event.is_display and charge > 0
        opening, closing = ("\\[", "\\]") if is_display else ("\\(", "\\)")
        classes = "math display" if is_display else "math inline"
        line = escape(event.attributes.get("data-line", "0"))
        source = f'<span class="{classes}" data-line="{line}">{opening}{escape(tex, quote=False)}{closing}</span>'
        yield Atom(What.FORMULA if charge else What.DEFINITION, "", self._tags() if charge else (), source, charge)

    def _start(self, event: Event) -> Iterator[Atom]:
        label = _label(event)
        if label is not None:
            self._skipped = 1
            text = f"[{label[0] if self._is_chinese else label[1]}]"
            yield Atom(What.LABEL, text, (), f'<span class="label">{text}</span>', len(text))
        elif not _DROPPED.isdisjoint(event.classes) or event.name == "input":
            self._skipped = 1
        else:
            self._open.append(event.name)
            if event.name in _PARAGRAPHS:
                yield Atom(What.BREAK)
            elif event.name in ("br", "li"):
                yield Atom(What.TEXT, " ")

    def _end(self, event: Event) -> Iterator[Atom]:
        if self._open and self._open[-1] == event.name:
            self._open.pop()
        if event.name in _PARAGRAPHS and "li" not in self._open:
            yield Atom(What.BREAK)


def _label(event: Event) -> tuple[str, str] | None:
    """The label that stands for an element."""
    if event.name == "pre" or (event.name == "div" and "code" in event.classes):
        return _CODE
    if event.name in ("img", "figure"):
        return _IMAGE
    return _TABLE if event.name == "table" else None


class _Joiner:
    """White space in runs is one space, no break stands beside a label, definitions wait for what can be seen."""

    def __init__(self) -> None:
        self._before: Atom | None = None
        self._is_break_due = False
        self._definitions: list[Atom] = []

    def join(self, all_atoms: Iterable[Atom]) -> Iterator[Atom]:
        for atom in all_atoms:
            if atom.what is What.BREAK:
                self._is_break_due = True
            elif atom.what is What.DEFINITION:
                self._definitions.append(atom)
            elif shown := self._shown(atom):
                yield from self._between(shown)
                yield from self._definitions
                self._definitions.clear()
                self._before = shown
                yield shown

    def _shown(self, atom: Atom) -> Atom | None:
        """The atom without superfluous white space; None if nothing is left or it only repeats a label."""
        if atom.what is What.TEXT:
            text = _spaced(atom, self._before, is_break_due=self._is_break_due)
            return Atom(What.TEXT, text, atom.tags) if text else None
        is_repeated = atom.what is What.LABEL and self._before is not None and self._before.text == atom.text
        return None if is_repeated and self._before and self._before.what is What.LABEL else atom

    def _between(self, atom: Atom) -> Iterator[Atom]:
        """The break or the space before an atom."""
        is_break_due, self._is_break_due = self._is_break_due, False
        if self._before is None:
            return
        is_label = atom.what is What.LABEL
        if not is_label and self._before.what is not What.LABEL:
            if is_break_due:
                yield Atom(What.BREAK)
        elif (is_break_due or is_label) and not _ends_spaced(self._before):
            yield Atom(What.TEXT, " ")


def _spaced(atom: Atom, before: Atom | None, *, is_break_due: bool) -> str:
    if atom.what is not What.TEXT:
        return atom.text
    text = " ".join(atom.text.split())
    if text == "":
        return "" if before is None or is_break_due or _ends_spaced(before) else " "
    leads = atom.text[0].isspace() and before is not None and not is_break_due and not _ends_spaced(before)
    return (" " if leads else "") + text + (" " if atom.text[-1].isspace() else "")


def _ends_spaced(atom: Atom | None) -> bool:
    return atom is not None and atom.what is What.TEXT and atom.text.endswith(" ")
