"""The Chromium that the browser tests drive: the machine's own, else one that is installed here.

`python -m tests.chromium` makes sure that there is one; it prints nothing when there is.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from playwright.sync_api import sync_playwright

COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
MACOS_APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
# The network services of a browser have no place in a test, and root cannot have the sandbox.
ARGUMENTS = (
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
NOT_FOUND = """\
The browser tests need Chromium, and none could be installed here. Any of these helps:
  - install Chromium or Google Chrome with the system's package manager
  - set CHROMIUM=/path/to/the/browser
  - python -m playwright install --with-deps chromium
"""


class BrowserMissingError(Exception):
    """There is no Chromium on this machine; the message says how to get one."""


@cache
def find_chromium() -> str:
    """Return the path of a Chromium that starts; raise BrowserMissingError where there is none."""
    named = os.environ.get("CHROMIUM")
    if named:
        if not _starts(named):
            raise BrowserMissingError(f"CHROMIUM={named} does not start.")
        return shutil.which(named) or named
    for candidate in _candidates():
        if _starts(candidate):
            return candidate
    raise BrowserMissingError(NOT_FOUND)


def launch_arguments() -> list[str]:
    """Return the command line of a quiet, offline browser for the user who runs the tests."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [*ARGUMENTS, *(["--no-sandbox"] if is_root else [])]


def install_chromium() -> None:
    """Install a browser: Playwright's own, then with the libraries it lacks, then the system's package."""
    playwright = [sys.executable, "-m", "playwright"]
    for steps in (
        [[*playwright, "install", "chromium"]],
        [[*_as_root(), *playwright, "install-deps", "chromium"], [*playwright, "install", "chromium"]],
        [[*_as_root(), "apt-get", "update"], [*_as_root(), "apt-get", "install", "--yes", "chromium"]],
    ):
        if all(_succeeds(step) for step in steps) and any(_starts(path) for path in _candidates()):
            return


def _candidates() -> Iterator[str]:
    """Yield the browsers of the machine, then Playwright's, that exist."""
    yield from filter(None, map(shutil.which, COMMANDS))
    yield from (path for path in MACOS_APPLICATIONS if Path(path).exists())
    with sync_playwright() as playwright:
        downloaded = playwright.chromium.executable_path
    if Path(downloaded).exists():
        yield downloaded


def _starts(path: str) -> bool:
    """Say whether the program runs at all: a download without its libraries, or a snap's stub, does not."""
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _as_root() -> list[str]:
    """Return what stands before a command of the system's administrator."""
    return [] if hasattr(os, "geteuid") and os.geteuid() == 0 else ["sudo", "--non-interactive"]


def _succeeds(command: list[str]) -> bool:
    """Run a step of the installation, its output on stderr; a missing program is a failure like another."""
    try:
        return subprocess.run(command, stdout=sys.stderr, check=False).returncode == 0
    except OSError:
        return False


def main() -> int:
    """Make sure that a browser is there; return the process's exit status."""
    try:
        find_chromium()
    except BrowserMissingError as problem:
        if "CHROMIUM" in os.environ:
            sys.stderr.write(f"{problem}\n")
            return 1
    else:
        return 0
    sys.stderr.write("Installing Chromium for the browser tests.\n")
    install_chromium()
    try:
        find_chromium()
    except BrowserMissingError as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
