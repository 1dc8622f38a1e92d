"""The catalogues of the interface's words: compiled for tests, and compared with what the code says."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
TRANSLATIONS = ROOT / "app" / "translations"


def compile_catalogues() -> None:
    """Write each catalogue in the form that is read at run time, as `make` does, if it is older than its source."""
    for source in TRANSLATIONS.glob("*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            with source.open("rb") as file, target.open("wb") as compiled:
                write_mo(compiled, read_po(file, locale=source.parts[-3]))
