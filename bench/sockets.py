"""Load for machines without wrk: raw sockets in one process. It takes more of the processor, so ratios are rougher."""

import re
import selectors
import socket
import time
from collections.abc import Mapping
from urllib.parse import urlsplit

_STATUS = re.compile(rb"HTTP/1\.1 (2\d\d|304) ")
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_CLOSES = re.compile(rb"\r\nconnection: *close", re.IGNORECASE)
_PART = 262_144


class Connection:
    """One connection, with one request under way. Servers that close it after an answer get a new one."""

    def __init__(self, place: tuple[str, int], request: bytes, selector: selectors.BaseSelector) -> None:
        self._place = place
        self._request = request
        self._selector = selector
        self._answer = b""
        self._length = 0
        self._connect()

    def ask(self) -> None:
        """Send the request, by a new connection if the answer before said that the old one is closed."""
        if _CLOSES.search(self._answer):
            self.close()
            self._connect()
        self._answer, self._length = b"", 0
        self._socket.sendall(self._request)

    def receive(self) -> bool:
        """Take what came; say whether the answer is complete. Raises `ConnectionError` for one that is not well."""
        part = self._socket.recv(_PART)
        if not part:
            raise ConnectionError("The server closed a connection in the middle of an answer.")
        self._answer += part
        self._length = self._length or _length_of(self._answer)
        return bool(self._length) and len(self._answer) >= self._length

    def close(self) -> None:
        """Let go of the socket."""
        self._selector.unregister(self._socket)
        self._socket.close()

    def _connect(self) -> None:
        self._socket = socket.create_connection(self._place)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._selector.register(self._socket, selectors.EVENT_READ, self)


def requests_per_second(address: str, path: str, headers: Mapping[str, str], connections: int, seconds: float) -> float:
    """Return how many answers a second come over so many connections. Answers must name their length."""
    place = urlsplit(address)
    fields = {"Host": place.netloc, **headers}
    lines = [f"GET {path} HTTP/1.1", *(f"{name}: {value}" for name, value in fields.items())]
    request = "\r\n".join([*lines, "", ""]).encode()
    with selectors.DefaultSelector() as selector:
        server = (place.hostname or "", place.port or 80)
        opened = [Connection(server, request, selector) for _ in range(connections)]
        try:
            return _answered(opened, selector, seconds) / seconds
        finally:
            for connection in opened:
                connection.close()


def _answered(connections: list[Connection], selector: selectors.BaseSelector, seconds: float) -> int:
    """Keep every connection busy for so long; return how many answers came."""
    answered = 0
    for connection in connections:
        connection.ask()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for key, _ in selector.select(timeout=1):
            if key.data.receive():
                answered += 1
                key.data.ask()
    return answered


def _length_of(answer: bytes) -> int:
    """The bytes of the whole answer, 0 while its head is not there yet."""
    head = answer.find(b"\r\n\r\n")
    if head < 0:
        return 0
    status = _STATUS.match(answer)
    if not status:
        raise ConnectionError(answer[:head].decode("latin-1"))
    found = _LENGTH.search(answer, 0, head + 2)
    body = int(found.group(1)) if found and status.group(1) != b"304" else 0
    return head + len(b"\r\n\r\n") + body
