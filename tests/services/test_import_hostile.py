"""Files that mean harm, or are only strange: each is taken in or refused, and nothing else happens."""

import base64
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.services.importing.facts import Habits
from app.services.importing.folder import Folder, listing
from app.services.importing.preparing import Job, Prepared, Standing, prepare
from tests.hostile.payloads import CORPUS

HABITS = Habits(ZoneInfo("Asia/Shanghai"), "The site")

HEADS = (
    "---\ntitle: !!python/object/apply:os.system ['touch executed']\n---\nText.",
    "---\na: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\ntitle: [*c, *c]\n---\nText.",
    "---\n" + "a: {" * 500 + "}" * 500 + "\n---\nText.",
    "---\ntitle: " + "[" * 5000 + "\n---\nText.",
    "---\n? {a: b}\n: c\n---\nText.",
    "---\n1: 2\nnull: x\n2020-01-01: y\n---\nText.",
    "---\ndate: 2020-99-99\ntitle: 12:30:45\ntags: {a: {b: [c]}}\n---\nText.",
    "---\ntitle: \x00\x01\x02\nslug: ../../../etc/passwd\n---\nText.",
    "---\ntitle: a\n<<: *x\n---\nText.",
    "+++\ntitle = \n+++\nText.",
    "+++\n" + "[" * 300 + "\n+++\nText.",
    "+++\na.b.c.d = 1\ndate = 10:00:00\n+++\nText.",
    ';;;\n"title": {}\n;;;\nText.',
    "---\n---\nText.",
    "---\ntitle: " + "x" * 200_000 + "\n---\nText.",
    "---\nslug: '" + "长" * 5000 + "'\ntitle: '   '\n---\nText.",
    "# " + "#" * 200_000 + "x\n\nText.",
    "![](" * 30_000,
    "[a]: " * 30_000,
    "<img " * 30_000,
    "<img src=" * 30_000,
    "](<" * 50_000,
)


def payloads(*kinds: str) -> Iterator[bytes]:
    for kind in kinds:
        path = CORPUS / f"{kind}.jsonl.gz"
        if path.exists():
            with gzip.open(path, "rt", encoding="utf-8") as rows:
                yield from (base64.b64decode(json.loads(row)["data"]) for row in rows)


def prepared(folder: Path, content: bytes) -> Prepared:
    (folder / "a.md").write_bytes(content)
    return prepare(Job(Folder(folder, "import:x/"), "a.md", HABITS))


def is_sound(result: Prepared) -> bool:
    if result.standing is Standing.READY:
        return result.facts is not None and bool(result.facts.title.strip()) and result.rendered is not None
    return bool(result.reason) and "fault of the importer" not in result.reason


@pytest.mark.parametrize("head", HEADS, ids=range(len(HEADS)))
def test_odd_texts_are_taken_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, head: str) -> None:
    monkeypatch.chdir(tmp_path)
    result = prepared(tmp_path, head.encode())
    assert is_sound(result), result.reason
    assert {path.name for path in tmp_path.iterdir()} == {"a.md"}


def test_the_front_matter_of_the_public_corpus_is_taken_in(tmp_path: Path) -> None:
    for content in payloads("yaml.frontmatter", "yaml"):
        result = prepared(tmp_path, content)
        assert is_sound(result), (content, result.reason)
        result = prepared(tmp_path, b"---\n" + content + b"\n---\nText.\n")
        assert is_sound(result), (content, result.reason)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([b"", b"---\n", b"---\ntitle: ", b"+++\n", b"\xff\xfe", b"{"]))
def test_any_bytes_are_taken_in_or_refused(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, before: bytes
) -> None:
    assert is_sound(prepared(tmp_path_factory.mktemp("any"), before + content))


OWN_PATHS = (
    "../../../etc/passwd",
    "/etc/passwd",
    "..\\..\\x.png",
    "%2e%2e/%2e%2e/etc/passwd",
    "\0",
    "a" * 5000,
    "//host/x",
)


def test_no_path_leads_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "outside.png").write_bytes(b"secret")
    root = tmp_path / "blog"
    (root / "posts").mkdir(parents=True)
    folder = Folder(root, "import:blog/")
    for typed in (*OWN_PATHS, *(content.decode("utf-8", "replace") for content in payloads("path"))):
        found = folder.picture("posts/a.md", typed)
        assert found is None or found.resolve().is_relative_to(root), typed


def test_names_of_the_public_corpus_are_listed_or_refused(tmp_path: Path) -> None:
    root = tmp_path / "blog"
    root.mkdir()
    made = 0
    for content in (b"index", b"con", b"a\nb", "图".encode(), *payloads("filename")):
        try:
            (root / f"{content.decode('utf-8', 'replace').replace('/', '_')}.md").write_text("Text.", encoding="utf-8")
        except (OSError, ValueError):
            continue
        made += 1
    found = listing(root)
    assert found.texts
    for path in found.texts:
        result = prepare(Job(Folder(root, "import:blog/"), path, HABITS))
        assert is_sound(result), (path, result.reason)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("正文。".encode("utf-8-sig"), "正文。"),
        ("正文。".encode("utf-16"), "正文。"),
        ("正文。".encode("utf-32"), "正文。"),
        ("# 题\r\n\r\n正文。\r".encode(), "# 题\n\n正文。\n"),
    ],
)
def test_marks_of_unicode_are_understood(tmp_path: Path, content: bytes, text: str) -> None:
    assert prepared(tmp_path, content).source == text


def test_gb_18030_is_read_and_reported(tmp_path: Path) -> None:
    result = prepared(tmp_path, "标题\n====\n\n设 $x$ 为实数。\n".encode("gb18030"))
    assert result.facts is not None
    assert result.facts.title == "标题"
    assert [problem.code for problem in result.problems] == ["not-utf-8"]
