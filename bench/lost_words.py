"""How many characters are lost when the server is killed while an author types: `python bench/lost_words.py [runs]`.

Each run opens a draft in Chromium and types words with random pauses, while the server is killed with SIGKILL and
started again at random moments; in some runs the page itself is closed in the middle without a farewell and opened
again. At the end, what the server has is compared with what was typed. `BENCH_SEED` chooses other random moments.
"""

import os
import random
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))  # this file is run by its path, and imports by the project's

from app.storage.models import Revision
from bench.measuring import keep
from bench.mortal_server import PORT, Server
from tests.browser import workplace
from tests.browser.workplace import Writer
from tests.chromium import find_chromium, launch_arguments
from tests.studio_cast import add_account, database_of, site_in

ADDRESS = f"http://127.0.0.1:{PORT}"
WORDS = [
    *("wave", "傅里叶", "letter", "$e^{i\\pi}$", "noise", "信号", "far", "\\emph{never}", "lost", "**bold**"),
    *("$1999", "constant"),
]
TO_THE_END = """() => {
  const {view} = longwave.studio;
  view.dispatch({selection: {anchor: view.state.doc.length}});
  view.focus();
}"""


@dataclass
class Result:
    """What was typed in all, what of it the server lacks in the end, and what happened meanwhile."""

    runs: int = 0
    typed: int = 0
    lost: int = 0
    kills: int = 0
    reopened: int = 0


class Sitting:
    """One author at one post while the server dies and comes back."""

    def __init__(self, writer: Writer, server: Server, post: int, chance: random.Random) -> None:
        self._writer, self._server, self._post, self._chance = writer, server, post, chance
        self.typed = ""
        self.reopened = 0

    def write(self) -> None:
        """Type, with accidents, until the server has acknowledged everything."""
        self._open()
        for _ in range(self._chance.randint(8, 20)):
            self._type()
            if self._chance.random() < 0.25:
                self._accident()
            elif not self._server.is_running:
                self._server.start()
        if not self._server.is_running:
            self._server.start()
        self._writer.wait_until(workplace.SAVED)
        self._writer.page.close()

    def _open(self) -> None:
        self._writer.page.goto(f"{ADDRESS}/studio/posts/{self._post}")
        self._writer.wait_for_preview()
        self._writer.page.evaluate(TO_THE_END)

    def _type(self) -> None:
        words = self._chance.choices(WORDS, k=self._chance.randint(1, 6))
        text = " ".join(words) + self._chance.choice([" ", "\n\n"])
        self._writer.page.keyboard.insert_text(text)
        self.typed += text
        time.sleep(self._chance.uniform(0, 0.8))

    def _accident(self) -> None:
        """Kill the server, and perhaps the page too."""
        self._server.kill()
        time.sleep(self._chance.uniform(0, 1))
        if self._chance.random() < 0.3:
            self._reopen()
        elif self._chance.random() < 0.5:
            self._server.start()

    def _reopen(self) -> None:
        """Close the page while the server is away, open it again, and take what the journal offers.

        The journal's disk is waited for: what is typed within the same milliseconds as a crash is nobody's to keep.
        """
        self._writer.page.evaluate("longwave.studio.saver.journal.work")
        self._writer.page.close(run_before_unload=False)
        self._server.start()
        self._writer = self._writer.another_tab()
        self._open()
        self.reopened += 1
        self._writer.wait_until("longwave.studio.isRecovered || document.querySelector('[data-recovery]').open")
        offer = self._writer.page.get_by_role("button", name="Take it into the editor")
        if offer.is_visible():
            offer.click()
            self._writer.wait_until("longwave.studio.isRecovered")
            self._writer.page.evaluate(TO_THE_END)


def newest(app: Flask, post: int) -> str:
    """Return the text of a post's newest revision."""
    query = sa.select(Revision.source).where(Revision.post_id == post).order_by(Revision.number.desc()).limit(1)
    with database_of(app).read() as session:
        return session.scalars(query).one()


def missing(typed: str, stored: str) -> int:
    """Return how many of the typed characters are not in the stored text, in their order."""
    place = lost = 0
    for character in typed:
        found = stored.find(character, place)
        if found < 0:
            lost += 1
        else:
            place = found + 1
    return lost


def measured(browser: Browser, server: Server, app: Flask, runs: int) -> Result:
    """Do the runs and return their sum."""
    chance = random.Random(int(os.environ.get("BENCH_SEED", "1")))  # noqa: S311 - the same accidents every time
    result = Result()
    with browser.new_context() as context:
        workplace.writer(context, ADDRESS).log_in()
        for number in range(1, runs + 1):
            post = workplace.begin(app, "")
            sitting = Sitting(workplace.writer(context, ADDRESS), server, post, chance)
            sitting.write()
            lost = missing(sitting.typed, newest(app, post))
            result.runs, result.kills = number, server.kills
            result.typed += len(sitting.typed)
            result.lost += lost
            result.reopened += sitting.reopened
            print(f"run {number}: typed {len(sitting.typed)}, lost {lost}, killed {server.kills} times", flush=True)
    return result


def main(runs: int) -> int:
    """Print and keep the figures; return the process's exit status."""
    with tempfile.TemporaryDirectory(prefix="lost-words-") as name, sync_playwright() as playwright:
        app = site_in(Path(name))
        add_account(app, "anna")
        server = Server(Path(name))
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=launch_arguments())
        server.start()
        try:
            result = measured(browser, server, app, runs)
        finally:
            server.kill()
            browser.close()
    keep("lost_words", asdict(result))
    print(asdict(result))
    return 1 if result.lost else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 50))
