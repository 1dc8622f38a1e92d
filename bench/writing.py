"""What a save and a publication cost in the studio: processor time of whole requests, in turn on two sites."""

import time
from collections import defaultdict
from itertools import count
from pathlib import Path
from typing import Any

from app import create_app
from app.config import LogLevel
from bench.measuring import Spread, spread
from bench.texts import post
from tests.studio_cast import Person, add_account, database_of, logged_in, settings_in

AUTHOR = "millicent"
TAGS = "probability, kept by many"
POSTS = 8
"""Posts that are saved and published in a round; its fastest counts, which the machine disturbed least."""


class Desk:
    """An author of a site, who measures what her requests take."""

    def __init__(self, folder: Path) -> None:
        self._app = create_app(settings_in(folder, log_level=LogLevel.ERROR))
        add_account(self._app, AUTHOR)
        self._person: Person = logged_in(self._app, AUTHOR)
        self._headers = {"X-CSRFToken": self._person.token()}
        self._numbers = count(1)

    def seconds(self) -> dict[str, float]:
        """Write a post; return what its save and its publication took."""
        number = next(self._numbers)
        path = self._person.post("/studio/posts").location
        text = {"title": f"Measured {number}", "source": post(10_000, seed=number), "settings": {"tags": TAGS}}
        saved, save = self._timed(f"{path}/save", version=1, **text)
        _, publish = self._timed(f"{path}/publication", version=saved["version"])
        return {"save": save, "publish": publish}

    def leave(self) -> None:
        """Let go of the database."""
        database_of(self._app).engine.dispose()

    def _timed(self, path: str, **values: Any) -> tuple[dict[str, Any], float]:
        start = time.process_time()
        answer = self._person.browser.post(path, json=values, headers=self._headers)
        seconds = time.process_time() - start
        if answer.status_code != 200:
            raise RuntimeError(f"{path} answered {answer.status}: {answer.text[:500]}")
        found: dict[str, Any] = answer.get_json()
        return found, seconds


def growth(sites: list[Path], rounds: int) -> dict[str, Spread]:
    """Return what a save and a publication take on the second site as multiples of the first."""
    desks = [Desk(folder) for folder in sites]
    ratios: dict[str, list[float]] = defaultdict(list)
    for desk in desks:
        desk.seconds()  # what is loaded at the first request is not what is measured
    for _ in range(rounds):
        taken = [[desk.seconds() for desk in desks] for _ in range(POSTS)]
        for kind in ("save", "publish"):
            small, large = (min(pair[site][kind] for pair in taken) for site in (0, 1))
            ratios[f"grown-{kind}"].append(large / small)
    for desk in desks:
        desk.leave()
    return {key: spread(values) for key, values in ratios.items()}
