"""Telling a cache in front (a CDN) that its copies are out of date."""

import json
import logging
import threading
import time
from urllib.parse import urlsplit

from app.storage.versions import LONGEST_UNCHECKED

_log = logging.getLogger("longwave")

HEAD_START = 2 * LONGEST_UNCHECKED
"""Seconds until every node knows of the change: who is asked earlier might give the cache the old page again."""

PAUSES = (1.0, 5.0)
"""Seconds before each further attempt."""

TIMEOUT = 5.0


class Purge:
    """Asks an address to forget all copies, in the background: publishing does not wait for it and cannot fail by it.

    Changes that come while one call is under way are told together by the next.
    """

    def __init__(self, url: str, token: str) -> None:
        """Without an address nobody is asked."""
        self._url = url
        self._token = token
        self._changing = threading.Lock()
        self._is_running = False
        self._is_wanted = False

    def ask(self) -> None:
        """Let all copies be forgotten soon."""
        if not self._url:
            return
        with self._changing:
            self._is_wanted = True
            if self._is_running:
                return
            self._is_running = True
        try:
            threading.Thread(target=self._run, name="longwave-purge").start()
        except RuntimeError:
            with self._changing:
                self._is_running = False
            _log.warning("no thread could be started to purge the cache in front", exc_info=True)

    def _run(self) -> None:
        while self._next():
            time.sleep(HEAD_START)
            self._attempt()

    def _next(self) -> bool:
        with self._changing:
            is_wanted, self._is_wanted = self._is_wanted, False
            self._is_running = is_wanted
            return is_wanted

    def _attempt(self) -> None:
        for pause in (*PAUSES, None):
            try:
                self._call()
            except OSError as error:
                _log.warning("the cache in front could not be purged: %s", error)
                if pause is not None:
                    time.sleep(pause)
            else:
                return

    def _call(self) -> None:
        """One request, which follows no redirect; its body is what Cloudflare's interface wants and others ignore."""
        from http.client import HTTPConnection, HTTPException, HTTPSConnection  # noqa: PLC0415 - few sites need it

        address = urlsplit(self._url)
        kind = HTTPSConnection if address.scheme == "https" else HTTPConnection
        connection = kind(address.netloc, timeout=TIMEOUT)
        try:
            connection.request("POST", address.path or "/", json.dumps({"purge_everything": True}), self._headers())
            status = connection.getresponse().status
        except HTTPException as error:
            raise OSError(f"no answer that is HTTP: {error!r}") from error
        finally:
            connection.close()
        if status >= 300:
            raise OSError(f"it answered {status}")

    def _headers(self) -> dict[str, str]:
        authorization = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        return {"Content-Type": "application/json", "User-Agent": "Longwave", **authorization}
