"""Raw HTML within a text."""

from dataclasses import dataclass, field

from app.content.inlines.tags import CLOSING_TAG, OPEN_ENDED, OPENING_TAG


@dataclass(slots=True)
class RawHtml:
    """Finds where raw HTML ends; a mark that was not found once is not looked for again in the same text."""

    missing: set[str] = field(default_factory=set)

    def end_of(self, text: str, position: int) -> int | None:
        """The end of the tag, comment or declaration that begins at a place of the text."""
        for opening, ending in OPEN_ENDED:
            if text.startswith(opening, position):
                return self._after(text, position + len(opening), ending)
        match = OPENING_TAG.match(text, position) or CLOSING_TAG.match(text, position)
        return match.end() if match else None

    def _after(self, text: str, position: int, ending: str) -> int | None:
        if ending in self.missing:
            return None
        found = text.find(ending, position)
        if found < 0:
            self.missing.add(ending)
            return None
        return found + len(ending)
