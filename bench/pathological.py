"""CPU seconds of the pipeline on every shape of hostile length, each in a process of its own that cannot run away.

usage: python -m bench.pathological [--sizes 25000,100000,1000000] [--shapes name,name] [--limit 10]
"""

import argparse
import os
import resource
import sys
from collections.abc import Callable

from app.content import render
from bench.measuring import cpu_seconds, keep, yardstick
from bench.shapes import SHAPES
from bench.texts import post

SIZES = (25_000, 100_000, 1_000_000)
GOAL = 2.0  # CPU seconds that any source may cost
MEMORY = 2_000_000_000  # bytes of address space


def measure(text: str, limit: int, work: Callable[[str], object] = render) -> tuple[float, str]:
    """Return the CPU seconds of `work(text)` in a forked process and how it ended: "" is well.

    `limit` is in CPU seconds; a process that passes it is ended by the system.
    """
    child = os.fork()
    if child == 0:
        _work_and_exit(text, limit, work)
    _, status, usage = os.wait4(child, 0)
    seconds = usage.ru_utime + usage.ru_stime
    if os.WIFSIGNALED(status):
        return seconds, f"killed by signal {os.WTERMSIG(status)}"
    return seconds, "" if os.WEXITSTATUS(status) == 0 else "raised"


def _work_and_exit(text: str, limit: int, work: Callable[[str], object]) -> None:
    """Do the work inside its limits and leave without the parent's exit handlers."""
    status = 1
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        work(text)
        status = 0
    except BaseException as problem:  # noqa: BLE001 the child says what it met and ends, whatever it was
        os.write(2, f"{type(problem).__name__}: {problem}\n"[:200].encode())
    finally:
        os._exit(status)


def main(arguments: list[str] | None = None) -> None:
    """Print a line for each shape and keep the figures; the worst come last again."""
    parser = argparse.ArgumentParser(description="CPU seconds of the pipeline on pathological inputs")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="characters, separated by commas")
    parser.add_argument("--shapes", default="", help="names, separated by commas; all by default")
    parser.add_argument("--limit", type=int, default=10, help="CPU seconds after which a shape is given up")
    options = parser.parse_args(arguments if arguments is not None else [])
    sizes = [int(size) for size in options.sizes.split(",")]
    names = options.shapes.split(",") if options.shapes else list(SHAPES)
    render(post(2_000))
    unit = cpu_seconds(yardstick([post(100_000)]))
    print(f"{'shape':34}" + "".join(f"{size:>12,}" for size in sizes) + "   CPU seconds")
    rows = {name: _row(name, sizes, options.limit) for name in names}
    slow = {name: row for name, row in rows.items() if any(end or seconds > GOAL for seconds, end in row)}
    print(f"{len(rows)} shapes, {len(slow)} over {GOAL:.0f} s: {', '.join(slow) or 'none'}")
    print(f"(100 KB of ordinary text through plain Python-Markdown: {unit:.2f} s)")
    keep("pathological", {"sizes": sizes, "yardstick": unit, "seconds": rows})


def _row(name: str, sizes: list[int], limit: int) -> list[tuple[float, str]]:
    """Measure one shape at every size and print its line."""
    row = [measure(SHAPES[name](size), limit) for size in sizes]
    cells = (f"{seconds:>11.2f}{'!' if end or seconds > GOAL else ' '}" for seconds, end in row)
    print(f"{name[:33]:34}" + "".join(cells) + "   " + "; ".join(end for _, end in row if end), flush=True)
    return [(round(seconds, 3), end) for seconds, end in row]


if __name__ == "__main__":
    main(sys.argv[1:])
