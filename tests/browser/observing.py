"""What Chromium itself says of a page: paints, long tasks, layout shifts, bytes on the wire, and the work it did."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from playwright.sync_api import Browser, CDPSession, Page

LONGEST_WAIT = 120_000.0  # milliseconds
LONG_TASK = 50
"""Milliseconds after which a task keeps a reader from scrolling: what is beyond them counts as blocked."""

NOTHING = "Promise.resolve()"
"""What to wait for on a page that is complete when it is loaded."""

OBSERVERS = """
window.metrics = {tasks: [], shift: 0, largest: 0, quiet: () => new Promise(done => {
  let last = performance.now();
  new PerformanceObserver(() => { last = performance.now(); }).observe({type: 'longtask'});
  const timer = setInterval(() => {
    if (performance.now() - last < 1500) return;
    clearInterval(timer);
    done();
  }, 100);
})};
const observe = (type, each) => new PerformanceObserver(list => list.getEntries().forEach(each))
  .observe({type, buffered: true});
observe('longtask', entry => metrics.tasks.push({start: entry.startTime, duration: entry.duration}));
observe('layout-shift', entry => { if (!entry.hadRecentInput) metrics.shift += entry.value; });
observe('largest-contentful-paint', entry => { metrics.largest = entry.startTime; });
"""

FIGURES = """long => {
  const first = performance.getEntriesByName('first-contentful-paint')[0].startTime;
  const blocked = metrics.tasks.filter(task => task.start + task.duration > first)
    .map(task => Math.min(task.duration, task.start + task.duration - first) - long);
  return {
    'first paint': first,
    'largest paint': metrics.largest,
    'blocked': blocked.filter(time => time > 0).reduce((sum, time) => sum + time, 0),
    'longest task': Math.max(0, ...metrics.tasks.map(task => task.duration)),
    'shift': metrics.shift,
  };
}"""


@dataclass(frozen=True, slots=True)
class Device:
    """What a page is looked at with. `slower` is how many times slower than this machine its processor is."""

    slower: int = 1
    width: int = 1000
    height: int = 800


DESK = Device()
PHONE = Device(width=360, height=740)


@dataclass
class Wire:
    """What came over the network, by the browser's own count: headers and bodies as they were sent, compressed."""

    requests: int = 0
    bytes: float = 0
    foreign: list[str] = field(default_factory=list)

    def listen(self, session: CDPSession, address: str) -> None:
        """Count from now on."""
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", lambda event: self._sent(event["request"]["url"], address))
        session.on("Network.loadingFinished", lambda event: self._received(event["encodedDataLength"]))

    def _sent(self, url: str, address: str) -> None:
        if url.startswith("http"):
            self.requests += 1
            if not url.startswith(address + "/"):
                self.foreign.append(url)

    def _received(self, size: float) -> None:
        self.bytes += size


def observed(
    browser: Browser, url: str, done: str = NOTHING, device: Device = DESK, script: str = ""
) -> dict[str, float]:
    """Visit a page with nothing in the browser's cache; return its figures, times in milliseconds.

    `done` is an expression that waits until the page is complete; `script` runs before the page's own.
    Raises `RuntimeError` if the page asks another host for something.
    """
    context = browser.new_context(viewport={"width": device.width, "height": device.height})
    try:
        page = context.new_page()
        page.set_default_timeout(LONGEST_WAIT)
        session = context.new_cdp_session(page)
        session.send("Performance.enable")
        session.send("Emulation.setCPUThrottlingRate", {"rate": device.slower})
        wire = Wire()
        wire.listen(session, "/".join(url.split("/")[:3]))
        page.add_init_script(OBSERVERS + script)
        page.goto(url)
        figures = _figures(page, session, done)
        if wire.foreign:
            raise RuntimeError(f"{url} asked for {wire.foreign}")
        return {**figures, "kB": wire.bytes / 1_000, "requests": wire.requests}
    finally:
        context.close()


def _figures(page: Page, session: CDPSession, done: str) -> dict[str, float]:
    finished = page.evaluate(f"({done}).then(() => performance.now())")
    page.evaluate("metrics.quiet()")
    work: Mapping[str, float] = {
        metric["name"]: metric["value"] for metric in session.send("Performance.getMetrics")["metrics"]
    }
    return {
        **page.evaluate(FIGURES, LONG_TASK),
        "complete": finished,
        "script": 1_000 * work["ScriptDuration"],
        "layout": 1_000 * (work["LayoutDuration"] + work["RecalcStyleDuration"]),
        "heap MB": work["JSHeapUsedSize"] / 1_000_000,
    }
