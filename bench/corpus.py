"""Score the content pipeline on a folder of Markdown posts: `make corpus CORPUS=path`.

A folder that brings its own measure (`score.py` and its like, as ../shared/corpus/maths does) is scored by it; of any
other folder every post is rendered and what came out is told. The folder is only read.
"""

import argparse
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).parents[1])  # this file is run by its path, and imports by the project's

from bench import folder_of_posts, scored_corpus


def main(arguments: list[str]) -> int:
    """Score the folder, print what was found and a closing line; return the process's exit status."""
    parser = argparse.ArgumentParser(description="Score the content pipeline on a folder of Markdown posts")
    parser.add_argument("folder", type=Path, help="posts in any layout, with or without front matter")
    folder: Path = parser.parse_args(arguments).folder.resolve()
    if not folder.is_dir():
        print(f"{folder} is no folder. Name one: make corpus CORPUS=path", file=sys.stderr)
        return 2
    has_measure = (folder / "score.py").is_file() and (folder / "oracle.py").is_file()
    passed, failed = scored_corpus.score(folder) if has_measure else folder_of_posts.score(folder)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
