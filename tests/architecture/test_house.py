"""The rules of docs/architecture.md that no linter holds: sizes, single places, templates, what is tracked."""

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[2]
LONGEST_FILE = 300
LONGEST_FUNCTION = 40
LARGEST_FILE = 700_000  # bytes: a screenshot; nothing that is built or copied from elsewhere comes in below it
BUILT = re.compile(
    r"(^|/)(node_modules|dist|vendor|third_party|site-packages)/|\.(min\.(js|css)|woff2?|ttf|otf|whl|map)$"
)
# The sets of one character keep this file from holding what it looks for.
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:h[o]me|U[s]ers|w[o]rk|ro[o]t)/\w")
REGISTRY = re.compile(r"files\.pythonh[o]sted|//py[p]i\.org|registry\.np[m]js|registry\.yarn[p]kg")
HANDLER = re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE)
STYLE = re.compile(r"<[a-z][^>]*\sstyle\s*=", re.IGNORECASE)
INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/ld\+json\")[^>]*>", re.IGNORECASE)
SAFE = re.compile(r"\|\s*safe\b|autoescape\s+false|\bMarkup\(")


def tracked(*patterns: str) -> list[Path]:
    """Return the files that git tracks and that are still there."""
    names = subprocess.run(["git", "ls-files", "-z", *patterns], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in names.stdout.split("\0") if name and (ROOT / name).is_file()]


def name_of(path: Path) -> str:
    """Return the path as messages show it."""
    return path.relative_to(ROOT).as_posix()


def text_of(path: Path) -> str:
    """Return a tracked file's text; pictures and the like give nothing."""
    content = path.read_bytes()
    return "" if b"\0" in content else content.decode("utf-8", "replace")


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Yield every function of a file with its length in lines."""
    for node in ast.walk(ast.parse(text_of(path))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            yield f"{name_of(path)}:{node.lineno} {node.name}", node.end_lineno - node.lineno + 1


def test_a_python_file_has_at_most_300_lines() -> None:
    sizes = {name_of(path): len(text_of(path).splitlines()) for path in tracked("*.py")}
    assert {name: size for name, size in sizes.items() if size > LONGEST_FILE} == {}


def test_a_stylesheet_or_script_has_at_most_300_lines() -> None:
    sizes = {name_of(path): len(text_of(path).splitlines()) for path in tracked("static/*.js", "static/*.css")}
    assert {name: size for name, size in sizes.items() if size > LONGEST_FILE} == {}


def test_a_function_has_at_most_40_lines() -> None:
    sizes = dict(function for path in tracked("*.py") for function in functions(path))
    assert {name: size for name, size in sizes.items() if size > LONGEST_FUNCTION} == {}


def test_every_python_file_of_the_application_says_what_it_is() -> None:
    files = tracked("app/*.py", "bench/*.py", "wsgi.py")
    assert [name_of(path) for path in files if not ast.get_docstring(ast.parse(text_of(path)))] == []


def test_no_import_goes_in_a_circle() -> None:
    graph = grimp.build_graph("app", cache_dir=None)
    assert list(circles(graph)) == []


def circles(graph: grimp.ImportGraph) -> Iterator[str]:
    """Yield modules from which a chain of imports leads back to themselves."""
    for module in graph.modules:
        if module != "app" and module in {
            found for direct in graph.find_modules_directly_imported_by(module) for found in upstream(graph, direct)
        }:
            yield module


def upstream(graph: grimp.ImportGraph, module: str) -> set[str]:
    """Return the module and all that it imports, directly or not."""
    return {module, *graph.find_upstream_modules(module)}


def test_every_folder_of_the_application_has_a_floor() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    floors = next(contract for contract in contracts if contract["name"] == "Every import points down")["layers"]
    named = {name.strip() for floor in floors for name in floor.split("|")}
    rooms = {path.name for path in (ROOT / "app").iterdir() if path.is_dir() and any(path.glob("*.py"))}
    assert rooms <= named


@pytest.mark.parametrize(
    ("what", "place"),
    [
        (r"\bdatetime\.now\(|\bdatetime\.utcnow\(|\btime\.time\(", "app/clock.py"),
        (r"\bos\.environ\b|\bgetenv\(", "app/config.py"),
        (r"markupsafe import [^\n]*\bMarkup\b", "app/web/markup.py"),
    ],
)
def test_what_belongs_to_one_file_stands_in_one_file(what: str, place: str) -> None:
    users = {name_of(path) for path in tracked("app/*.py") if re.search(what, text_of(path))}
    assert users <= {place}


@pytest.mark.parametrize("fault", [HANDLER, STYLE, INLINE_SCRIPT, SAFE], ids=["handler", "style", "script", "safe"])
def test_no_template_holds_what_the_policy_forbids(fault: re.Pattern[str]) -> None:
    templates = tracked("templates/*.html", "templates/*.xml", "templates/*.txt", "app/*.html")
    assert {name_of(path): match.group() for path in templates if (match := fault.search(text_of(path)))} == {}


def test_no_script_writes_html() -> None:
    fault = re.compile(r"\binnerHTML\b|\bouterHTML\s*=|insertAdjacentHTML|document\.write|\beval\(|new Function")
    scripts = tracked("static/*.js", "static/*.mjs")
    assert {name_of(path): match.group() for path in scripts if (match := fault.search(text_of(path)))} == {}


@pytest.mark.parametrize("trace", [MACHINE_PATH, REGISTRY], ids=["path of a machine", "host of a registry"])
def test_no_tracked_file_names_one_machine_or_registry(trace: re.Pattern[str]) -> None:
    found = {name_of(path): match.group() for path in tracked() if (match := trace.search(text_of(path)))}
    assert found == {}


def test_nothing_built_or_borrowed_is_tracked() -> None:
    files = tracked()
    assert [name_of(path) for path in files if BUILT.search(name_of(path))] == []
    assert {name_of(path): path.stat().st_size for path in files if path.stat().st_size > LARGEST_FILE} == {}


def test_the_tests_of_a_room_stand_in_its_folder() -> None:
    rooms = {path.name for path in (ROOT / "app").iterdir() if path.is_dir()}
    whole = {"architecture", "bench", "browser", "deploy", "hostile", "nodes"}
    folders = {name_of(path).split("/")[1] for path in tracked("tests/*/*.py")}
    assert folders <= rooms | whole
