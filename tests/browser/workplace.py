"""The studio in a real browser: the application served on a free port, and authors who write in it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

import sqlalchemy as sa
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import BrowserContext, Page

from app.services import drafting, publishing
from app.services.drafts import Draft, Editor, PostSettings
from app.storage.models import Revision
from tests.browser.visiting import RECORDER
from tests.studio_cast import PASSWORD, database_of, named

NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
SAVED = "longwave.studio.saver.state === 'saved' && !longwave.studio.saver.isDirty"


def begin(app: Flask, source: str = "", *, title: str = "A post", name: str = "anna", published: bool = False) -> int:
    """Let an author begin a post, and publish it if it shall be; return its id."""
    with database_of(app).write.begin() as session:
        author = named(session, name)
        post = drafting.begin(session, Draft(title, source, PostSettings(language="en")), author=author, now=NOW)
        if published:
            publishing.publish(session, post, editor=Editor(author, post.version), now=NOW)
        return post.id


def kept(app: Flask, post_id: int) -> set[str]:
    """Return every text of a post that the server has."""
    with database_of(app).read() as session:
        return set(session.scalars(sa.select(Revision.source).where(Revision.post_id == post_id)))


@dataclass
class Writer:
    """An author at a page of the studio, who notices what a careful one with open developer tools would."""

    context: BrowserContext
    address: str
    page: Page
    complaints: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def log_in(self, name: str = "anna") -> None:
        """Log in through the door."""
        self.page.goto(f"{self.address}/login")
        self.page.get_by_label("Name", exact=True).fill(name)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url("**/studio/**")

    def open(self, post_id: int) -> None:
        """Open the editor and wait until the preview stands."""
        self.page.goto(f"{self.address}/studio/posts/{post_id}")
        self.wait_for_preview()

    def another_tab(self) -> "Writer":
        """Return the same author at another tab of the same browser."""
        return writer(self.context, self.address)

    def wait_until(self, expression: str) -> None:
        """Wait until something is true on the page; the site's policy forbids Playwright's own way of waiting."""
        self.page.evaluate(
            f"""async () => {{
              const end = Date.now() + 20_000;
              while (!({expression})) {{
                if (Date.now() > end) throw new Error('This did not come true: ' + {expression!r});
                await new Promise(done => setTimeout(done, 30));
              }}
            }}"""
        )

    def wait_for_preview(self) -> None:
        """Wait until the preview shows the present text."""
        self.wait_until("globalThis.longwave?.studio?.preview.isCurrent")

    def wait_until_saved(self) -> None:
        """Wait until the server has acknowledged the present text."""
        self.wait_until(SAVED)

    def place_cursor(self, text: str) -> None:
        """Put the cursor before some words of the source."""
        self.page.evaluate(
            """text => {
              const {view} = longwave.studio;
              view.dispatch({selection: {anchor: view.state.doc.toString().indexOf(text)}, scrollIntoView: true});
              view.focus();
            }""",
            text,
        )

    def type(self, text: str) -> None:
        """Type into whatever has the focus."""
        self.page.keyboard.type(text)

    @property
    def source(self) -> str:
        """What stands in the editor."""
        return str(self.page.evaluate("longwave.studio.view.state.doc.toString()"))

    @property
    def counters(self) -> dict[str, int]:
        """How many formulas were typeset and blocks replaced since the page was opened."""
        return dict(self.page.evaluate("({...longwave.studio.counters})"))

    @property
    def faults(self) -> dict[str, list[str]]:
        """What axe finds wrong, by rule."""
        found = Axe().run(self.page).response["violations"]
        return {rule["id"]: [node["html"] for node in rule["nodes"]] for rule in found}

    @property
    def violations(self) -> list[str]:
        """What the page's policy refused."""
        return list(self.page.evaluate("seen.violations"))


def writer(context: BrowserContext, address: str) -> Writer:
    """Return somebody at a new page of a browser."""
    page = context.new_page()
    someone = Writer(context, address, page)
    page.add_init_script(RECORDER)
    page.on("console", lambda message: message.type == "error" and someone.complaints.append(message.text))
    page.on("pageerror", lambda error: someone.complaints.append(str(error)))
    page.on("request", lambda request: someone.asked.append(request.url))
    return someone
