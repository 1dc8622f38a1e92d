"""Renders texts again and again and prints the CPU seconds of each round: run by `against`.

The first line of the input is a list of texts as a Python literal; each further line asks for a round. The checkout
that renders is the one that PYTHONPATH names, which need not be this file's.
"""

import ast
import sys
import time

if __name__ == "__main__":
    sys.path.pop(0)  # the folder of this file

from app.content import render


def main() -> None:
    """Answer every line."""
    texts = ast.literal_eval(sys.stdin.readline())
    print("ready", flush=True)
    for _ in sys.stdin:
        start = time.process_time()
        for text in texts:
            render(text)
        print(time.process_time() - start, flush=True)


if __name__ == "__main__":
    main()
