"""Measure what was promised of speed and size, print the table, and end with status 1 if a bound does not hold."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import SubprocessError
from typing import Any

from bench import against, behind_nginx, cold_start, grown, memory, preview, reading, records, rendering, table
from bench.load import LoadError
from bench.measuring import Spread

PARTS = ("memory", "start", "reading", "growth", "rendering")
QUICK_POSTS = 20_000
POSTS = 100_000
BUSY = 0.5
"""Load a core at the start from which the figures are not to be relied on."""

FAULTS = (LoadError, LookupError, OSError, RuntimeError, SubprocessError)
NO_NGINX = "nginx is not on this machine: the rows behind nginx were NOT measured."
NO_WRK = "wrk is not on this machine: bench/sockets.py made the load and took more of the processor: ratios are rough."


def main() -> int:
    """Measure the parts that are asked for; return the process's exit status."""
    asked = _asked()
    if asked.against is not None:
        against.main(asked.against)
        return 0
    rounds = 2 if asked.quick else 5
    parts: dict[str, Callable[[], dict[str, Spread]]] = {
        "memory": memory.measure,
        "start": lambda: cold_start.measure(3 if asked.quick else cold_start.ROUNDS),
        "reading": lambda: reading.measure(rounds),
        "growth": lambda: grown.measure(asked.posts or (QUICK_POSTS if asked.quick else POSTS), rounds),
        "rendering": rendering.measure,
    }
    known = records.facts()
    figures: dict[str, Spread] = {}
    faults: dict[str, Exception] = {}
    for name in asked.only or parts:
        print(f"measuring {name} …", file=sys.stderr, flush=True)
        try:
            figures |= parts[name]()
        except FAULTS as fault:  # minutes of other parts must not be lost with it
            faults[name] = fault
    if not asked.only:
        preview.main()
    status = _report(figures, known)
    for part, why in faults.items():
        print(f"NOT MEASURED: {part}: {why}", file=sys.stderr)
    return 1 if faults else status


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds and a smaller site, in about three minutes")
    parser.add_argument(
        "--posts", type=int, help=f"how many posts many are: {POSTS:,} unless told, 1000000 takes a while"
    )
    parser.add_argument("--only", nargs="+", choices=PARTS, default=[], help="measure these parts and no others")
    parser.add_argument("--against", type=Path, metavar="PATH", help="only compare rendering with another checkout")
    return parser.parse_args()


def _report(figures: dict[str, Spread], known: dict[str, Any]) -> int:
    """Print the table and what it rests on, keep both; return 1 if a bound does not hold."""
    last, before = records.newest()
    if reading.YARDSTICK in figures:
        known |= {"yardstick": figures[reading.YARDSTICK].median}
    print("\n" + "\n".join(f"{name}: {value}" for name, value in known.items()))
    print("compared with:", *(last[name] for name in ("commit", "moment", "generator") if name in last), "\n")
    print("\n".join(table.lines(figures, before)))
    if not behind_nginx.is_here():
        print(NO_NGINX)
    if known["generator"] != "wrk":
        print(NO_WRK)
    if known["load"] > BUSY * known["cores"]:
        print(f"The machine was busy (load {known['load']} on {known['cores']} cores): ratios and times mean little.")
    print(f"kept in {records.keep(figures, known)}")
    missed = table.missed(figures)
    for promise in missed:
        print(f"MISSED: {promise.words}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
