"""Bytes of pictures in a bucket of an S3-compatible object store. Needs the package boto3 (the extra `s3`)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from app.storage.files.names import MEDIA_TYPES
from app.storage.files.store import Stored, StoreError

_MISSING = frozenset({"404", "NoSuchKey"})

_WAITING = {"connect_timeout": 2, "read_timeout": 10, "retries": {"mode": "standard", "total_max_attempts": 2}}
"""A store that is gone must not hold up readers of pages for long."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """A store in a bucket. Without an `endpoint` it is one of Amazon's; `is_path_style` puts its name into the path."""

    name: str
    access_key: str
    secret_key: str = field(repr=False)
    endpoint: str = ""
    region: str = "us-east-1"
    is_path_style: bool = False

    def write(self, name: str, content: bytes) -> None:
        """Keep bytes under a name; the store has them before this returns. Raises `StoreError`."""
        media_type = MEDIA_TYPES[name.rpartition(".")[2]]
        with _explained():
            self._client.put_object(Bucket=self.name, Key=name, Body=content, ContentType=media_type)

    def open(self, name: str) -> Stored | None:
        """The bytes under a name, read from the store as they are asked for; None if there are none."""
        try:
            with _explained():
                found = self._client.get_object(Bucket=self.name, Key=name)
        except _NothingThereError:
            return None
        return Stored(_Body(found["Body"]), int(found["ContentLength"]))

    def remove(self, name: str) -> None:
        """Forget the bytes under a name; nothing happens if there are none. Raises `StoreError`."""
        with _explained():
            self._client.delete_object(Bucket=self.name, Key=name)

    @property
    def _client(self) -> Any:
        return _client(self)


class _NothingThereError(StoreError):
    """Nothing lies under the name."""


@dataclass(frozen=True, slots=True)
class _Body:
    """The body of an answer, whose errors are those of a store."""

    body: Any

    def read(self, size: int = -1, /) -> bytes:
        with _explained():
            content: bytes = self.body.read(None if size < 0 else size)
            return content

    def close(self) -> None:
        self.body.close()


def is_installed() -> bool:
    """Whether boto3 is there."""
    try:
        return find_spec("boto3") is not None
    except ValueError:  # It is known not to be.
        return False


@lru_cache(maxsize=8)
def _client(bucket: Bucket) -> Any:
    """One client for all threads of a process; it keeps connections open. boto3 is imported when it is needed."""
    style = "path" if bucket.is_path_style else "auto"
    # Stores other than Amazon's do not know the checksums that boto3 sends with everything since 2025.
    checksums = {"request_checksum_calculation": "when_required", "response_checksum_validation": "when_required"}
    config = import_module("botocore.config").Config(s3={"addressing_style": style}, **checksums, **_WAITING)
    # A session of its own: the default one would be made by two threads at once.
    return (
        import_module("boto3.session")
        .Session()
        .client(
            "s3",
            endpoint_url=bucket.endpoint or None,
            region_name=bucket.region,
            aws_access_key_id=bucket.access_key,
            aws_secret_access_key=bucket.secret_key,
            config=config,
        )
    )


@contextmanager
def _explained() -> Iterator[None]:
    """Whatever goes wrong in there is a `StoreError`, whose message names neither keys nor the picture's bytes."""
    errors = import_module("botocore.exceptions")
    try:
        yield
    except errors.ClientError as error:
        code = str(error.response.get("Error", {}).get("Code", ""))
        kind = _NothingThereError if code in _MISSING else StoreError
        raise kind(f"the object store refuses: {code}") from error
    except (errors.BotoCoreError, OSError) as error:
        raise StoreError(f"the object store does not answer ({type(error).__name__})") from error
