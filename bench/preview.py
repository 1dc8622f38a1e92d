"""What the server's share of a live preview costs: a post of 50 KB with some 300 formulas, one keystroke at a time."""

import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from app.content import render
from bench.measuring import keep
from bench.texts import post
from tests.studio_cast import add_account, logged_in, site_in

SIZE = 50_000
ROUNDS = 60
PROSE = "\n\n采样之后，梯度不再经过随机的一步；这一点在实践中比在纸上更要紧，we shall see it **twice** below. " * 2


def main() -> None:
    """Print and keep milliseconds of whole requests, and of CPU, for texts that differ by one letter."""
    source = _source()
    with tempfile.TemporaryDirectory() as folder:
        times, cpu = _times(Path(folder), source)
    figures: dict[str, Any] = {
        "load": os.getloadavg()[0],
        "bytes": len(source.encode()),
        "formulas": len(render(source).formulas),
        "request": _summary(times),
        "cpu": _summary(cpu),
    }
    keep("preview", figures)
    request, work = figures["request"], figures["cpu"]
    print(
        f"preview, {figures['bytes']:,} bytes, {figures['formulas']} formulas: {request['median']:.0f} ms, p95 "
        f"{request['p95']:.0f} ms; of CPU {work['median']:.0f} ms, p95 {work['p95']:.0f} ms"
    )


def _source() -> str:
    """A post of that size with 300 formulas or so, the rest of it words."""
    text = post(SIZE * 4 // 9)
    return text + PROSE * ((SIZE - len(text.encode())) // len(PROSE.encode()))


def _times(folder: Path, source: str) -> tuple[list[float], list[float]]:
    app = site_in(folder)
    add_account(app, "anna")
    anna = logged_in(app, "anna")
    post_id = int(anna.post("/studio/posts").location.rsplit("/", 1)[1])
    headers = {"X-CSRFToken": anna.token()}
    times, cpu = [], []
    for number in range(ROUNDS):
        typed = {"post_id": post_id, "title": "Title", "source": source.replace("KL", f"KL{'x' * number}", 1)}
        start, start_cpu = time.perf_counter(), time.process_time()
        answer = anna.browser.post("/studio/preview", json=typed, headers=headers)
        times.append(1_000 * (time.perf_counter() - start))
        cpu.append(1_000 * (time.process_time() - start_cpu))
        if answer.status_code != 200:
            raise RuntimeError(answer.text)
    return times, cpu


def _summary(times: list[float]) -> dict[str, float]:
    ordered = sorted(times)
    return {
        "median": round(statistics.median(ordered), 1),
        "p95": round(ordered[round(0.95 * (len(ordered) - 1))], 1),
        "smallest": round(ordered[0], 1),
    }


if __name__ == "__main__":
    main()
