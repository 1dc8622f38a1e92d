"""How many characters are lost when the server is killed while an author types: `python bench/lost_words.py [runs]`.

Each run opens a draft in Chromium and types words with random pauses, while the server (granian, as `make run` starts
it) is killed with SIGKILL and started again at random moments; in some runs the page itself is closed in the middle
without a farewell and opened again. At the end, what the server has is compared with what was typed.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import sqlalchemy as sa
from playwright.sync_api import BrowserContext, Page, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from app.storage.models import Revision  # noqa: E402 - found by the path above
from bench.measuring import keep  # noqa: E402
from tests.browser import workplace  # noqa: E402
from tests.chromium import find_chromium, launch_arguments  # noqa: E402
from tests.studio_cast import add_account, database_of, site_in  # noqa: E402

PORT = int(os.environ.get("BENCH_PORT", "8198"))
SECRET = "k" * 16 + "0123456789abcdef"
WORDS = "wave 傅里叶 letter $e^{i\\pi}$ noise ether 信号 far \\emph{never} lost **bold** $1999 constant".split()
DEADLINE = 60.0


class Server:
    """The application under granian, which can be killed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self.kills = 0

    @property
    def is_running(self) -> bool:
        """Whether it was started and not killed."""
        return self._process is not None

    def start(self) -> None:
        """Start and wait until it answers."""
        command = [
            *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(PORT)),
            *("--workers", "1", "--log-level", "error", "wsgi:app"),
        ]
        settings = {
            **{"LONGWAVE_DATA_DIR": str(self._folder), "LONGWAVE_SECRET_KEY": SECRET},
            **{"LONGWAVE_PASSWORD_MEMORY": "64", "LONGWAVE_PASSWORD_PASSES": "1"},
        }
        log = (self._folder / "server.log").open("ab")
        self._process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **settings}, stdout=log, stderr=log, start_new_session=True
        )
        end = time.monotonic() + DEADLINE
        while not self._answers():
            if time.monotonic() > end:
                raise TimeoutError((self._folder / "server.log").read_text(encoding="utf-8", errors="replace")[-2000:])
            time.sleep(0.1)

    def kill(self) -> None:
        """End it and its workers at once, without a word."""
        if self._process:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None
            self.kills += 1

    def _answers(self) -> bool:
        connection = HTTPConnection("127.0.0.1", PORT, timeout=2)
        try:
            connection.request("GET", "/login")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()


@dataclass
class Run:
    """What one run came to."""

    typed: int = 0
    lost: int = 0
    kills: int = 0
    reopened: int = 0


@contextmanager
def _site() -> Iterator[tuple[Server, object, Path]]:
    with tempfile.TemporaryDirectory(prefix="lost-words-") as name:
        folder = Path(name)
        app = site_in(folder)
        add_account(app, "anna")
        server = Server(folder)
        server.start()
        try:
            yield server, app, folder
        finally:
            server.kill()


def _run(context: BrowserContext, server: Server, app: object, chance: random.Random) -> Run:
    """Type while the server dies; count what it lacks in the end."""
    address, result, kills = f"http://127.0.0.1:{PORT}", Run(), server.kills
    post = workplace.begin(app, "")  # type: ignore[arg-type]
    writer = workplace.writer(context, address)
    _open(writer, post)
    typed = ""
    for _ in range(chance.randint(8, 20)):
        words = " ".join(chance.choices(WORDS, k=chance.randint(1, 6))) + chance.choice([" ", "\n\n"])
        writer.page.keyboard.insert_text(words)
        typed += words
        time.sleep(chance.uniform(0, 0.8))
        if chance.random() < 0.25:
            server.kill()
            time.sleep(chance.uniform(0, 1))
            if chance.random() < 0.3:
                writer = _reopen(writer, server, post)
                result.reopened += 1
            else:
                server.start() if chance.random() < 0.5 else None
        elif not server.is_running:
            server.start()
    if not server.is_running:
        server.start()
    writer.wait_until(workplace.SAVED)
    newest = _newest(app, post)
    result.typed, result.lost, result.kills = len(typed), _missing(typed, newest), server.kills - kills
    writer.page.close()
    return result


def _open(writer: workplace.Writer, post: int) -> None:
    writer.page.goto(f"{writer.address}/studio/posts/{post}")
    writer.wait_for_preview()
    writer.page.evaluate("longwave.studio.view.focus()")


def _reopen(writer: workplace.Writer, server: Server, post: int) -> workplace.Writer:
    """Close the page while the server is away, open it again, and take what the journal offers."""
    _settle_journal(writer.page)
    writer.page.close(run_before_unload=False)
    server.start()
    again = writer.another_tab()
    _open(again, post)
    offer = again.page.get_by_role("button", name="Take it into the editor")
    again.wait_until("longwave.studio.isRecovered || document.querySelector('[data-recovery]').open")
    if offer.is_visible():
        offer.click()
        again.wait_until("longwave.studio.isRecovered")
    again.page.evaluate(
        """() => {
          const {view} = longwave.studio;
          view.dispatch({selection: {anchor: view.state.doc.length}});
          view.focus();
        }"""
    )
    return again


def _settle_journal(page: Page) -> None:
    """Wait for the journal's disk: what is typed within the same few milliseconds as a crash is nobody's to keep."""
    page.evaluate("longwave.studio.saver.journal.work")


def _newest(app: object, post: int) -> str:
    query = sa.select(Revision.source).where(Revision.post_id == post).order_by(Revision.number.desc()).limit(1)
    with database_of(app).read() as session:  # type: ignore[arg-type]
        return session.scalars(query).one()


def _missing(typed: str, stored: str) -> int:
    """How many of the typed characters are not in the stored text, in their order."""
    place = lost = 0
    for character in typed:
        found = stored.find(character, place)
        if found < 0:
            lost += 1
        else:
            place = found + 1
    return lost


def main(runs: int) -> None:
    """Do the runs, print and keep the sum."""
    chance = random.Random(int(os.environ.get("BENCH_SEED", "1")))
    results = []
    with sync_playwright() as playwright, _site() as (server, app, _folder):
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=launch_arguments())
        with browser.new_context() as context:
            workplace.writer(context, f"http://127.0.0.1:{PORT}").log_in()
            for number in range(1, runs + 1):
                result = _run(context, server, app, chance)
                results.append(result)
                print(f"run {number}: typed {result.typed}, lost {result.lost}, kills {result.kills}", flush=True)
        browser.close()
    figures = {
        "runs": runs,
        "typed": sum(result.typed for result in results),
        "lost": sum(result.lost for result in results),
        "kills": sum(result.kills for result in results),
        "reopened": sum(result.reopened for result in results),
    }
    keep("lost_words", figures)
    print(figures)
    sys.exit(1 if figures["lost"] else 0)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
