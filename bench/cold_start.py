"""How long the server takes from its command to the first page of a site that exists."""

import os
import subprocess
import tempfile
import time
from pathlib import Path

from bench import servers
from bench.measuring import Spread, spread
from bench.processes import ROOT, answers, end

ROUNDS = 7
BETWEEN = 0.005
"""Seconds between two questions whether the server answers."""

SETTLING = 1.0
"""Seconds until the worker that did not answer first is there too; before that it may not hear that it shall end."""


def measure(rounds: int = ROUNDS) -> dict[str, Spread]:
    """Return seconds from the start of the server's process to status 200 of the home page."""
    with tempfile.TemporaryDirectory(prefix="longwave-bench-") as name:
        folder = Path(name)
        servers.settle(folder)
        with servers.site(folder) as served:
            answers(served.port)
            command, environment = _as_started(served.family[0])
        return {"cold-start": spread([_seconds(command, environment, served.port) for _ in range(rounds)])}


def _as_started(process: int) -> tuple[list[str], dict[str, str]]:
    """The command and the environment of a process: what `make run` starts, whatever that has become."""
    command, variables = (Path(f"/proc/{process}/{name}").read_bytes() for name in ("cmdline", "environ"))
    pairs = (pair.partition("=") for pair in os.fsdecode(variables).split("\0") if pair)
    return os.fsdecode(command).split("\0")[:-1], {name: value for name, _, value in pairs}


def _seconds(command: list[str], environment: dict[str, str], port: int) -> float:
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        while answers(port) != 200:
            if process.poll() is not None:
                raise RuntimeError(f"{command} ended with status {process.returncode}.")
            time.sleep(BETWEEN)
        return time.perf_counter() - start
    finally:
        time.sleep(SETTLING)
        end(process)
