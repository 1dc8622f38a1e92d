"""Emphasis, strikethrough and marks: which signs open, which close, and which belong together.

The rules are CommonMark's (section 6.2) with the amendment for Chinese and Japanese of
https://github.com/tats-u/markdown-cjk-friendly: beside a CJK character or a formula a sign needs no space.
"""

from app.content.characters import is_cjk, is_punctuation, is_space, is_token_edge
from app.content.inlines.nodes import Run

_TAGS = {("*", 1): "em", ("*", 2): "strong", ("_", 1): "em", ("_", 2): "strong", ("~", 2): "del", ("=", 2): "mark"}


def run_between(sign: str, length: int, before: str, after: str) -> Run:
    """The run of signs between two characters (empty at the edges of the text)."""
    left = _flanks(before, after)
    right = _flanks(after, before)
    can_open, can_close = left, right
    if sign == "_":
        can_open = left and (not right or is_punctuation(before or " "))
        can_close = right and (not left or is_punctuation(after or " "))
    elif sign in "~=":
        is_operator = before.isascii() and before.isalnum() and after.isascii() and after.isalnum()
        can_open, can_close = (left and length == 2 and not is_operator), (right and length == 2 and not is_operator)
    return Run(sign, length, can_open, can_close, length)


def _flanks(outside: str, inside: str) -> bool:
    """Whether signs between the two characters stand against a word that begins with `inside`."""
    if is_space(inside):
        return False
    if _is_plain(inside) or is_space(outside):
        return True
    return is_punctuation(outside) or is_cjk(outside) or is_token_edge(outside)


def _is_plain(character: str) -> bool:
    return is_cjk(character) or not is_punctuation(character)


def pair(runs: list[Run]) -> None:
    """Match the runs of a text: each closing one with the nearest that it can close."""
    openers: list[Run] = []
    hopeless: dict[tuple[str, bool, int], int] = {}
    for run in runs:
        if run.can_close:
            _close(run, openers, hopeless)
        if run.length and run.can_open:
            openers.append(run)


def _close(run: Run, openers: list[Run], hopeless: dict[tuple[str, bool, int], int]) -> None:
    """Close as much as the run can. `hopeless` keeps how many openers were searched in vain for a kind of run."""
    key = (run.sign, run.can_open, run.original % 3)
    while run.length:
        bottom = min(hopeless.get(key, 0), len(openers))
        index = next((at for at in range(len(openers) - 1, bottom - 1, -1) if _fits(openers[at], run)), None)
        if index is None:
            hopeless[key] = len(openers)
            return
        opener = openers[index]
        size = 2 if opener.length >= 2 and run.length >= 2 else 1
        tag = _TAGS[run.sign, size]
        opener.opens.append(tag)
        run.closes.append(tag)
        opener.length -= size
        run.length -= size
        del openers[index if opener.length == 0 else index + 1 :]


def _fits(opener: Run, closer: Run) -> bool:
    if opener.sign != closer.sign:
        return False
    if opener.can_close or closer.can_open:
        is_odd = (opener.original + closer.original) % 3 == 0
        return not (is_odd and (opener.original % 3 or closer.original % 3) and opener.sign in "*_")
    return True
