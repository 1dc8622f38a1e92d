"""Run every measurement that `make bench` promises, one after another."""

import sys

from bench import formulas, pathological, pipeline, preview

if __name__ == "__main__":
    pipeline.main()
    pathological.main()
    preview.main()
    formulas.main()
    sys.exit(0)
