"""Every text that there is to render: the corpora, our own hostile texts in the places of a post, generated shapes."""

import base64
import gzip
import json
import sys
import tarfile
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from app.content.frontmatter import split_front_matter
from bench.shapes import SHAPES
from bench.texts import post
from tests.hostile import payloads, placements

SIZES = (700, 12_000)
LARGE = 200_000
POST_SIZES = (1_000, 10_000, 100_000, 990_000)

Texts = Iterator[tuple[str, str]]


def every_text(corpus: Path) -> Texts:
    """Each text with its name. What the corpus does not hold is left out."""
    yield from _posts(corpus / "maths/posts.tar.xz")
    yield from _cases(corpus / "maths")
    yield from _hostile(corpus / "hostile")
    for payload in payloads.own():
        yield from _placed(payload.name, payload.text)
    yield from _shapes()
    yield from ((f"generated post of {size}", post(size)) for size in POST_SIZES)


def _posts(path: Path) -> Texts:
    if not path.exists():
        return
    with tarfile.open(path) as archive:
        for member in sorted(archive.getmembers(), key=lambda member: member.name):
            file = archive.extractfile(member)
            if file is not None:
                yield member.name, split_front_matter(file.read().decode("utf-8", "replace")).body


def _cases(folder: Path) -> Texts:
    """The small cases and the slow shapes of the scored corpus."""
    sys.dont_write_bytecode = True
    sys.path.append(str(folder))
    for index, (name, source, *_) in enumerate(_module(folder / "cases.py", "T")):
        yield f"case {index} {name}", source
    shapes = _module(folder / "patho.py", "GEN")
    yield from ((f"slow shape {name}", shapes[name](5_000)) for name in shapes)


def _module(path: Path, name: str) -> "dict | list":  # type: ignore[type-arg]
    specification = spec_from_file_location(f"corpus_{path.stem}", path) if path.exists() else None
    if specification is None or specification.loader is None:
        return []
    module = module_from_spec(specification)
    specification.loader.exec_module(module)
    return getattr(module, name)  # type: ignore[no-any-return]


def _hostile(folder: Path) -> Texts:
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                text = base64.b64decode(row["data"]).decode("utf-8", "replace")
                yield from _placed(f"{path.name} {row['id']}", text[:20_000])


def _placed(name: str, text: str) -> Texts:
    """The text by itself and in the places of a post."""
    line = " ".join(text.split())
    yield name, text
    for place in (placements.IN_MARKDOWN, placements.IN_FORMULAS, placements.IN_HTML):
        yield f"{name} in {place[:12]!r}", place.replace("LINE", line)


def _shapes() -> Texts:
    for name, shape in SHAPES.items():
        for size in SIZES:
            yield f"shape {name} of {size}", shape(size)
    yield from ((f"shape {name} of {LARGE}", SHAPES[name](LARGE)) for name in list(SHAPES)[::9])
