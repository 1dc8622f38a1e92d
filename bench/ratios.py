"""How many requests a second targets answer, as multiples of a yardstick measured just before each of them."""

from collections import defaultdict
from collections.abc import Sequence

from bench.load import Target, requests_per_second
from bench.measuring import Spread, spread

ROUNDS = 5
SECONDS = 1


def against(yardstick: Target, targets: Sequence[Target], rounds: int = ROUNDS) -> dict[str, Spread]:
    """Return the ratio of each target, by name.

    Short rounds alternate with the yardstick, so that a slow moment of the machine falls on both. What the yardstick
    itself answers comes under its own name, in requests a second.
    """
    ratios: dict[str, list[float]] = defaultdict(list)
    for target in (yardstick, *targets):
        requests_per_second(target, SECONDS)  # caches and connections warm; not what is measured
    for _ in range(rounds):
        for target in targets:
            one = requests_per_second(yardstick, SECONDS)
            ratios[yardstick.name].append(one)
            ratios[target.name].append(requests_per_second(target, SECONDS) / one)
    return {name: spread(values) for name, values in ratios.items()}
