"""Long work without a database, done in several processes when there is much of it."""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Protocol, TypeVar

FEW = 40
"""Fewer pieces are done in this process: starting others takes half a second."""

MOST_WORKERS = 8

AHEAD = 64
"""Pieces that are handed out before the first result is taken, so that workers never wait for who stores results."""

Given = TypeVar("Given")
Made = TypeVar("Made")


class Work(Protocol):
    """Applies a function to pieces of work; the results come in the order of the pieces."""

    def __call__(self, function: Callable[[Given], Made], pieces: Iterable[Given]) -> Iterator[Made]:
        """Results in order; an exception of the function is raised where its result would be."""


@contextmanager
def working(count: int) -> Iterator[Work]:
    """A way to do about so many pieces of work, which ends with the block. Functions and pieces must be picklable."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if count < FEW or cores < 2:
        yield _in_turn
        return
    spawning = multiprocessing.get_context("spawn")  # A forked process would share the database's connections.
    executor = ProcessPoolExecutor(min(cores, MOST_WORKERS), mp_context=spawning, initializer=_begin)
    try:
        yield lambda function, pieces: _in_order(executor, function, pieces)
    finally:
        executor.shutdown(cancel_futures=True)


def _in_turn(function: Callable[[Given], Made], pieces: Iterable[Given]) -> Iterator[Made]:
    return map(function, pieces)


def _in_order(
    executor: ProcessPoolExecutor, function: Callable[[Given], Made], pieces: Iterable[Given]
) -> Iterator[Made]:
    waiting: deque[Future[Made]] = deque()
    for piece in pieces:
        waiting.append(executor.submit(function, piece))
        if len(waiting) >= AHEAD:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _begin() -> None:
    """Leave interruptions to the parent, and end with it however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
