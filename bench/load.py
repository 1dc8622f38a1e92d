"""Load on a server: wrk where the machine has it, else a generator of our own that needs nothing but Python."""

import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection

from bench import sockets

CONNECTIONS = 16
GZIP = {"Accept-Encoding": "gzip"}
_RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
_COUNT = re.compile(r"(\d+) requests in ")
_FAILED = re.compile(r"Socket errors:.*|Non-2xx or 3xx responses:.*")


@dataclass(frozen=True, slots=True)
class Load:
    """What came of a load: answers a second, and how many they were."""

    rate: float
    answers: int


class LoadError(Exception):
    """Something else came back than was asked for, so the figure would mean nothing."""


@dataclass(frozen=True, slots=True)
class Target:
    """An address that is asked again and again."""

    name: str
    address: str
    path: str = "/"
    headers: Mapping[str, str] = field(default_factory=lambda: GZIP)
    status: int = 200


def generator() -> str:
    """Return the name of what makes the load."""
    return "wrk" if shutil.which("wrk") else "bench/sockets.py"


def has_tls() -> bool:
    """Say whether the load can be sent by https."""
    return generator() == "wrk"


def requests_per_second(target: Target, seconds: int) -> float:
    """Return how many requests a second are answered over 16 connections; raise `LoadError` if any goes wrong."""
    return put_on(target, seconds).rate


def put_on(target: Target, seconds: int) -> Load:
    """Ask over 16 connections for so long; raise `LoadError` if any request goes wrong."""
    if generator() != "wrk":
        ours = sockets.requests_per_second(target.address, target.path, target.headers, CONNECTIONS, seconds)
        return Load(ours, round(ours * seconds))
    headers = [part for name, value in target.headers.items() for part in ("-H", f"{name}: {value}")]
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", *headers, target.address + target.path]
    answer = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if failed := _FAILED.search(answer):
        raise LoadError(f"{target.name}, {target.address}{target.path}: {failed.group()}")
    rate, count = _RATE.search(answer), _COUNT.search(answer)
    if not rate or not count:
        raise LoadError(f"{target.name}: wrk said\n{answer}")
    return Load(float(rate.group(1)), int(count.group(1)))


def check(target: Target) -> Mapping[str, str]:
    """Ask once, by plain HTTP; return the headers of the answer, or raise `LoadError` if its status is another."""
    connection = HTTPConnection(target.address.split("//", 1)[1], timeout=60)
    try:
        connection.request("GET", target.path, headers=dict(target.headers))
        answer = connection.getresponse()
        answer.read()
        if answer.status != target.status:
            raise LoadError(f"{target.name}: {target.path} answered {answer.status}, not {target.status}")
        return {name.lower(): value for name, value in answer.getheaders()}
    finally:
        connection.close()
