"""nginx with deploy/nginx.conf in front of an application that runs here; only ports, folders, certificate are ours."""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.processes import ROOT, free_port, running

HOST = "blog.example.org"
"""The name of the site in the shipped file."""

MAIN = """\
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
worker_processes auto;
events {{ worker_connections 1024; }}
http {{
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


@dataclass(frozen=True, slots=True)
class Front:
    """Where nginx answers, without and with TLS. The yardstick speaks without, so ratios are taken there."""

    plain: str
    encrypted: str


def is_here() -> bool:
    """Say whether this machine has nginx."""
    return shutil.which("nginx") is not None


@contextmanager
def nginx(application: int) -> Iterator[Front]:
    """Serve what the application on this port serves, by the shipped configuration, until the end."""
    folder = Path(tempfile.mkdtemp(prefix="longwave-nginx-"))
    folder.chmod(0o711)  # where root runs this, nginx's workers are somebody else, with folders of their own in it
    front = Front(f"http://127.0.0.1:{free_port()}", f"https://127.0.0.1:{free_port()}")
    try:
        _certify(folder)
        (folder / "site.conf").write_text(site_of(folder, application, front), encoding="utf-8")
        (folder / "nginx.conf").write_text(MAIN.format(folder=folder), encoding="utf-8")
        command = ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")]
        with running(command, _port(front.plain), folder / "error.log"):
            yield front
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def site_of(folder: Path, application: int, front: Front) -> str:
    """The shipped site, which listens on the ports of the front."""
    text = (ROOT / "deploy/nginx.conf").read_text(encoding="utf-8")
    text = re.sub(r"\n *listen (80|\[::\].*);", "", text)
    text = re.sub(r"server \{\n *server_name [^}]*return 301[^}]*\}", "", text)  # the way from http to https
    replacements = {
        "listen 443 ssl": f"listen {_port(front.plain)}; listen {_port(front.encrypted)} ssl",
        f"/etc/ssl/{HOST}": str(folder),
        "/srv/longwave": str(ROOT),
        "127.0.0.1:8000": f"127.0.0.1:{application}",
        "/var/cache/longwave": f"{folder}/cache",
        "/var/log/nginx": str(folder),
    }
    for shipped, here in replacements.items():
        if shipped not in text:
            raise ValueError(f"deploy/nginx.conf no longer says {shipped!r}.")
        text = text.replace(shipped, here)
    return text


def _certify(folder: Path) -> None:
    """Make a certificate for a day."""
    subject = ["-days", "1", "-subj", f"/CN={HOST}"]
    files = ["-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", *subject, *files]
    subprocess.run(command, check=True, capture_output=True)


def _port(address: str) -> int:
    return int(address.rsplit(":", 1)[1])
