"""What `npm run build` leaves for the server, which trusts names, copies and the manifest blindly."""

import gzip
import json
import re

from tests.browser.small_site import DIST, ROOT

KEPT_FOR_EVER = re.compile(r"-[0-9A-Za-z]{8}\.[a-z]+$|^mathjax/[0-9]")
TEXT = {".js", ".css", ".svg", ".txt"}

FILES = sorted(path.relative_to(DIST).as_posix() for path in DIST.rglob("*") if path.is_file())
BUILT = [name for name in FILES if name not in {"manifest.json", "built"} and not name.endswith((".gz", ".br"))]


def test_the_manifest_names_files_that_exist() -> None:
    manifest = json.loads((DIST / "manifest.json").read_text(encoding="utf-8"))
    assert {"math.js", "math-early.js", "math.woff2", "mathjax"} <= set(manifest)
    assert [name for name, path in manifest.items() if not (DIST / path).exists()] == []


def test_every_name_changes_with_the_content() -> None:
    assert [name for name in BUILT if not KEPT_FOR_EVER.search(name)] == []


def test_every_text_has_its_compressed_copies() -> None:
    texts = [name for name in BUILT if (DIST / name).suffix in TEXT]
    assert [name for name in texts if f"{name}.br" not in FILES] == []
    assert [
        name for name in texts if gzip.decompress((DIST / f"{name}.gz").read_bytes()) != (DIST / name).read_bytes()
    ] == []


def test_the_licences_of_what_is_bundled_lie_beside_it() -> None:
    manifest = json.loads((DIST / "manifest.json").read_text(encoding="utf-8"))
    text = (DIST / manifest["licences.txt"]).read_text(encoding="utf-8")
    assert [name for name in ("@codemirror/view ", "@mathjax/src ", "style-mod ") if name not in text] == []
    assert "Permission is hereby granted" in text


def test_no_file_names_another_host_to_load_from() -> None:
    scripts = "".join((DIST / name).read_text(encoding="utf-8") for name in BUILT if name.endswith((".js", ".css")))
    assert re.findall(r"https?://[a-z.]*(?:cdn|jsdelivr|unpkg|googleapis|cloudflare)[\w./-]*", scripts) == []


def test_the_lock_file_pins_content_and_names_no_registry() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    installed = {name: facts for name, facts in packages.items() if name}
    assert [name for name, facts in installed.items() if "resolved" in facts] == []
    assert [name for name, facts in installed.items() if "integrity" not in facts] == []
