"""The table of what was promised, what was measured, and what that is against the run before."""

from collections.abc import Iterator, Mapping

from bench.measuring import Spread
from bench.promises import PROMISES, Promise, Verdict

HEAD = ("what", "must", "stretch", "median", "minimum", "maximum", "", "against the last")


def lines(figures: Mapping[str, Spread], before: Mapping[str, Spread]) -> Iterator[str]:
    """Yield the rows of a Markdown table; rows that were not measured are left out."""
    rows = [HEAD, *(_row(promise, figures[promise.key], before) for promise in PROMISES if promise.key in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    for number, row in enumerate(rows):
        yield "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        if number == 0:
            yield "|" + "|".join("-" * (width + 2) for width in widths) + "|"


def missed(figures: Mapping[str, Spread]) -> list[Promise]:
    """Return the promises whose bound does not hold."""
    measured = (promise for promise in PROMISES if promise.key in figures)
    return [promise for promise in measured if promise.verdict(figures[promise.key]) is Verdict.MISSED]


def _row(promise: Promise, figure: Spread, before: Mapping[str, Spread]) -> tuple[str, ...]:
    return (
        promise.words,
        _bound(promise, promise.must),
        _bound(promise, promise.stretch),
        _number(promise, figure.median),
        _number(promise, figure.smallest),
        _number(promise, figure.largest),
        promise.verdict(figure).value,
        _change(figure, before.get(promise.key)),
    )


def _bound(promise: Promise, bound: float | None) -> str:
    return "" if bound is None else f"{promise.sense.value} {bound:g}"


def _number(promise: Promise, value: float) -> str:
    digits = 0 if promise.unit == "MB" else 2
    return f"{value:.{digits}f} {promise.unit}"


def _change(figure: Spread, before: Spread | None) -> str:
    """The difference of the medians in percent."""
    if before is None or not before.median:
        return "new"
    return f"{100 * (figure.median / before.median - 1):+.0f} %"
