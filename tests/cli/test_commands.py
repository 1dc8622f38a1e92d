"""The commands as a whole: each is explained and documented, and a wrong setting is one sentence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.cli import COMMANDS
from tests.cli.conftest import Site

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_explains_itself(site: Site, command: str) -> None:
    result = site.run(command, "--help")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) > 4


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_is_documented(command: str) -> None:
    assert f"`{command}" in (ROOT / "docs/commands.md").read_text(encoding="utf-8")


def test_an_unsafe_setting_is_said_without_a_trace(tmp_path: Path) -> None:
    environment = {**os.environ, "LONGWAVE_ENVIRONMENT": "production", "LONGWAVE_DATA_DIR": str(tmp_path)}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "prepare"]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith("Longwave does not start with these settings:\n")
    assert "Traceback" not in result.stderr
    assert list(tmp_path.iterdir()) == []
