"""What was promised of speed and size: each row has a bound that must hold and one that would be better still."""

from dataclasses import dataclass
from enum import StrEnum

from bench.measuring import Spread


class Sense(StrEnum):
    """Which side of its bounds a figure has to be on."""

    AT_LEAST = "≥"
    AT_MOST = "≤"


class Verdict(StrEnum):
    """How a figure compares with its bounds."""

    BETTER = "stretch"
    HELD = "held"
    MISSED = "MISSED"
    UNBOUND = ""


@dataclass(frozen=True, slots=True)
class Promise:
    """One row: `key` names the figure that it is about; without bounds it is only told."""

    key: str
    words: str
    must: float | None = None
    stretch: float | None = None
    sense: Sense = Sense.AT_LEAST
    unit: str = "×"

    def verdict(self, figure: Spread) -> Verdict:
        """Compare the median with the bounds."""
        if self.must is None:
            return Verdict.UNBOUND
        if self.stretch is not None and self._holds(figure.median, self.stretch):
            return Verdict.BETTER
        return Verdict.HELD if self._holds(figure.median, self.must) else Verdict.MISSED

    def _holds(self, value: float, bound: float) -> bool:
        return value >= bound if self.sense is Sense.AT_LEAST else value <= bound


def _growth(key: str, words: str) -> Promise:
    return Promise(key, words, 1.5, 1.1, Sense.AT_MOST)


PROMISES = (
    Promise("home", "home, cached, the application alone", 5.0, 7.5),
    Promise("post", "post, cached", 4.0, 6.5),
    Promise("nginx-home", "home, behind the shipped nginx configuration", 9.0, 10.5),
    Promise("nginx-post", "post, behind nginx", 9.0, 10.5),
    Promise("nginx-tls", "home, behind nginx, with TLS"),
    Promise("uncached-listing", "listing, uncached", 0.35, 0.5),
    Promise("uncached-deepest", "deepest page, uncached", 0.35, 0.5),
    Promise("uncached-feed", "feed, uncached", 0.35, 0.5),
    Promise("uncached-post", "post, uncached", 0.5, 0.8),
    Promise("postgresql", "home, cached, with PostgreSQL", 4.5, 7.0),
    Promise("not-modified", "304", 5.0, 7.5),
    Promise("memory-idle", "memory of 2 workers, idle", 110, 80, Sense.AT_MOST, "MB"),
    Promise("memory-after", "memory of 2 workers, after the load", 180, 130, Sense.AT_MOST, "MB"),
    Promise("cold-start", "cold start to the first 200", 0.9, 0.6, Sense.AT_MOST, "s"),
    _growth("grown-listing", "listing, many posts against 1,000"),
    _growth("grown-deepest", "deepest page, many posts against 1,000"),
    _growth("grown-tag", "page of a tag, many posts against 1,000"),
    _growth("grown-post", "post, many posts against 1,000"),
    _growth("grown-feed", "feed, many posts against 1,000"),
    _growth("grown-save", "save, many posts against 1,000"),
    _growth("grown-publish", "publish, many posts against 1,000"),
    Promise("rendering", "rendering, posts a second against the first renderer", 2.0),
)
