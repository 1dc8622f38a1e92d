"""What a start costs and what a server weighs: seconds to the first page, memory idle and after pages were read."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from http.client import HTTPConnection, HTTPException
from pathlib import Path

ROOT = Path(__file__).parents[1]
PORT = int(os.environ.get("BENCH_PORT", "8197"))
PLACES = ("/", "/?page=2", "/archive", "/tags/", "/feed.xml", "/sitemap.xml", "/posts/vae-elbo", "/about")
ROUNDS = 10
DEADLINE = 60.0
"""Seconds that a start may take."""

STARTS = 5
"""Starts whose quickest is told: on a busy machine the others tell how busy it was."""

SETTLING = 1.0
"""Seconds until the worker that did not answer first is there too; before that it hears no signal."""

_TICKS = os.sysconf("SC_CLK_TCK")


def server(port: int) -> list[str]:
    """Return the command that `make run` gives."""
    return [_tool("flask"), "--app", "wsgi", "serve", *_options(port)]


def granian(port: int) -> list[str]:
    """Return the same server started by itself, each of its workers loading the application."""
    return [_tool("granian"), "--interface", "wsgi", *_options(port), "wsgi:app"]


def _options(port: int) -> list[str]:
    return [
        *("--host", "127.0.0.1", "--port", str(port), "--workers", "2", "--blocking-threads", "4"),
        *("--respawn-failed-workers", "--workers-kill-timeout", "10", "--log-level", "warning"),
    ]


def _tool(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


def family(pid: int) -> list[int]:
    """Return a process and all that it started and they started."""
    found = [pid]
    for process in found:
        for task in Path(f"/proc/{process}/task").glob("*/children"):
            found.extend(int(child) for child in task.read_text(encoding="ascii").split() if int(child) not in found)
    return found


def memory(pids: Iterable[int]) -> float:
    """Return the megabytes (2^20 bytes) that processes take together: memory that they share counts once (PSS)."""
    return sum(_proportional_kilobytes(pid) for pid in pids) / 1024


def cpu_seconds(pids: Iterable[int]) -> float:
    """Return the seconds of processor time that processes have used since they began."""
    fields = [Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split() for pid in pids]
    return sum(int(field[11]) + int(field[12]) for field in fields) / _TICKS


def cold_start(
    command: Sequence[str], port: int, environment: Mapping[str, str]
) -> tuple[float, subprocess.Popen[bytes]]:
    """Start a server and return the seconds to its first 200 for `/`, and the server, which runs on.

    Raises `TimeoutError` if it does not come.
    """
    begin = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env=dict(environment), stdout=subprocess.DEVNULL)
    while not answers(port, "/"):
        if process.poll() is not None or time.perf_counter() - begin > DEADLINE:
            stop(process)
            raise TimeoutError(f"no page from: {' '.join(command)}")
        time.sleep(0.005)
    return time.perf_counter() - begin, process


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a server as Ctrl-C and systemd do, and wait for it."""
    process.terminate()
    process.wait(timeout=DEADLINE)


def answers(port: int, path: str) -> bool:
    """Tell whether a server on this machine answers 200."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        answer.read()
    except (OSError, HTTPException):
        return False
    else:
        return answer.status == 200
    finally:
        connection.close()


def measured(command: Sequence[str], environment: Mapping[str, str]) -> dict[str, float]:
    """Return the figures of one server: seconds of the quickest start, MB before and after pages were read."""
    starts, processor = [], []
    for _ in range(STARTS):
        seconds, process = cold_start(command, PORT, environment)
        processor.append(cpu_seconds(family(process.pid)))
        starts.append(seconds)
        time.sleep(SETTLING)
        stop(process)
    _seconds, process = cold_start(command, PORT, environment)
    time.sleep(SETTLING)
    idle = memory(family(process.pid))
    for _ in range(ROUNDS):
        for place in PLACES:
            answers(PORT, place)
    used = memory(family(process.pid))
    stop(process)
    return {"cold start": min(starts), "processor time": min(processor), "idle": idle, "after pages": used}


def _proportional_kilobytes(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def main() -> None:
    """Measure the server of `make run` and granian alone on a site of the sample posts."""
    folder = tempfile.mkdtemp(prefix="footprint-")
    environment = {**os.environ, "LONGWAVE_DATA_DIR": folder, "LONGWAVE_SITE_URL": f"http://127.0.0.1:{PORT}"}
    flask = [_tool("flask"), "--app", "wsgi"]
    try:
        for words in (["prepare"], ["author", "create", "anna", "--role", "owner"]):
            subprocess.run(
                [*flask, *words],
                cwd=ROOT,
                env=environment,
                input=b"nine amber swifts\n",
                check=True,
                capture_output=True,
            )
        print(f"{'':24}{'cold start':>12}{'processor':>12}{'idle':>12}{'after pages':>12}")
        for name, command in (("make run", server(PORT)), ("granian wsgi:app", granian(PORT))):
            found = measured(command, environment)
            print(
                f"{name:24}{found['cold start']:>10.2f} s{found['processor time']:>10.2f} s"
                f"{found['idle']:>9.0f} MB{found['after pages']:>9.0f} MB"
            )
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
