"""Results that are kept: one file a run, with what is known about the machine, so that the next run can compare."""

import json
import os
import platform
import re
import subprocess
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench import load
from bench.measuring import RESULTS, Spread
from bench.processes import ROOT

PREFIX = "promises-"


def facts() -> dict[str, Any]:
    """Return what the figures depend on besides the code."""
    return {
        "moment": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": _said("git", "describe", "--always", "--dirty", "--abbrev=12"),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 2),
        "system": platform.platform(),
        "python": platform.python_version(),
        "generator": load.generator(),
    }


def keep(figures: Mapping[str, Spread], known: Mapping[str, Any]) -> Path:
    """Write the figures of a run beside those of the runs before; return the file."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{PREFIX}{known['moment'].replace(':', '')}.json"
    content = {"facts": known, "figures": {key: asdict(figure) for key, figure in figures.items()}}
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def newest() -> tuple[dict[str, Any], dict[str, Spread]]:
    """Return facts and figures: of each figure the newest that a run has left. Both are empty before the first run."""
    known: dict[str, Any] = {}
    figures: dict[str, Spread] = {}
    for path in sorted(RESULTS.glob(f"{PREFIX}*.json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        known = content["facts"]
        figures |= {key: Spread(**figure) for key, figure in content["figures"].items()}
    return known, figures


def _said(*command: str) -> str:
    try:
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):  # a copy without its history
        return "unknown"


def _processor() -> str:
    try:
        found = re.search(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    except OSError:
        found = None
    return found.group(1) if found else platform.machine()
