"""Measure what was promised of speed and size, print the table, and end with status 1 if a bound does not hold."""

import argparse
import sys
from collections.abc import Callable

from bench import behind_nginx, cold_start, grown, memory, preview, reading, records, rendering, table
from bench.measuring import Spread

PARTS = ("memory", "start", "reading", "growth", "rendering")
QUICK_POSTS = 20_000
POSTS = 100_000
NO_NGINX = "nginx is not on this machine: the rows behind nginx were NOT measured."
NO_WRK = "wrk is not on this machine: bench/sockets.py made the load and took more of the processor: ratios are rough."


def main() -> int:
    """Measure the parts that are asked for; return the process's exit status."""
    asked = _asked()
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
    for name in asked.only or parts:
        print(f"measuring {name} …", file=sys.stderr, flush=True)
        figures |= parts[name]()
    if not asked.only:
        preview.main()
    return _report(figures, known)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds and a smaller site, in about three minutes")
    parser.add_argument(
        "--posts", type=int, help=f"how many posts many are: {POSTS:,} unless told, 1000000 takes a while"
    )
    parser.add_argument("--only", nargs="+", choices=PARTS, default=[], help="measure these parts and no others")
    return parser.parse_args()


def _report(figures: dict[str, Spread], known: dict[str, object]) -> int:
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
    print(f"kept in {records.keep(figures, known)}")
    missed = table.missed(figures)
    for promise in missed:
        print(f"MISSED: {promise.words}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
