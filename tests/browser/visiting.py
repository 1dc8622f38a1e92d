"""A visit to a page, which keeps everything that a careful reader with open developer tools would see."""

from dataclasses import dataclass, field

from playwright.sync_api import Page

RECORDER = """
window.seen = {violations: [], shifts: []};
seen.typeset = new Promise(done => document.addEventListener('longwave:typeset', () => done(true), {once: true}));
document.addEventListener('securitypolicyviolation', event => {
  seen.violations.push(`${event.violatedDirective} ${event.blockedURI}`);
});
const waiting = () => {
  const tops = [...document.querySelectorAll('.math:not([data-tex])')].map(e => e.getBoundingClientRect().top);
  return {above: tops.filter(top => top < innerHeight).length, below: tops.filter(top => top >= innerHeight).length};
};
seen.revealed = new Promise(done => new MutationObserver((_, observer) => {
  const page = document.documentElement.classList;
  if (page.contains('math-pending')) seen.wasPending = true;
  else if (seen.wasPending) { observer.disconnect(); done(waiting()); }
}).observe(document, {attributes: true, subtree: true, attributeFilter: ['class']}));
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) seen.shifts.push(entry.value);
}).observe({type: 'layout-shift', buffered: true});
"""


@dataclass
class Visit:
    """A page that was visited, and what was noticed on it."""

    page: Page
    address: str
    messages: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def go(self, address: str, *, wait: bool = True, script: str = "") -> None:
        """Open the address after a script of the test; wait until its formulas are typeset unless told not to."""
        self.page.add_init_script(RECORDER + script)
        self.page.on("console", lambda message: self.messages.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.messages.append(f"error: {error}"))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(address)
        if wait:
            self.page.evaluate("seen.typeset")

    @property
    def violations(self) -> list[str]:
        """What the page's policy refused."""
        return list(self.page.evaluate("seen.violations"))

    @property
    def foreign_requests(self) -> list[str]:
        """Requests to any other host."""
        return [url for url in self.requests if not url.startswith((self.address + "/", "data:", "blob:"))]

    @property
    def layout_shift(self) -> float:
        """The sum of all layout shifts so far."""
        return float(self.page.evaluate("seen.shifts.reduce((sum, value) => sum + value, 0)"))

    @property
    def problems(self) -> list[dict[str, object]]:
        """What could not be typeset."""
        return list(self.page.evaluate("longwave.math.problems.map(({message, tex, line}) => ({message, tex, line}))"))
