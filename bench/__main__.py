"""Run every measurement that `make bench` promises, one after another, or compare rendering with another checkout.

usage: python -m bench [--against PATH]
"""

import argparse
import sys
from pathlib import Path

from bench import against, formulas, pathological, pipeline, preview


def main(arguments: list[str]) -> int:
    """Measure; return the process's exit status."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure the content pipeline")
    parser.add_argument("--against", type=Path, metavar="PATH", help="only compare rendering with another checkout")
    other: Path | None = parser.parse_args(arguments).against
    if other is not None:
        against.main(other)
        return 0
    pipeline.main()
    pathological.main()
    preview.main()
    formulas.main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
