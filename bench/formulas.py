"""What formulas cost in the browser: a page of about 370 formulas, at the machine's speed and at a quarter of it."""

import statistics

from playwright.sync_api import Browser, sync_playwright

from bench.measuring import keep
from tests.browser.formula_pages import put_formulas, sample_posts
from tests.browser.small_site import SmallSite, serving
from tests.browser.visiting import Visit
from tests.chromium import find_chromium, launch_arguments

POSTS = ("gumbel-softmax", "probability-distances", "vae-elbo")
ROUNDS = 5
SLOWER = (1, 4)  # times
CLOCK = """
seen.tasks = [];
new PerformanceObserver(list => seen.tasks.push(...list.getEntries().map(entry => entry.duration)))
  .observe({type: 'longtask', buffered: true});
seen.revealed.then(() => { seen.visible = performance.now(); });
seen.typeset.then(() => { seen.done = performance.now(); });
"""
FIGURES = "({visible: seen.visible, done: seen.done, longest: Math.max(0, ...seen.tasks)})"


def measured(browser: Browser, site: SmallSite, slower: int) -> dict[str, float]:
    """Return milliseconds until the text is visible and all is done, the longest task, and the layout shift."""
    context = browser.new_context(viewport={"width": 1000, "height": 800})
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    visit = Visit(page, site.address)
    visit.go(site.address + "/bench", script=CLOCK)
    figures = {**page.evaluate(FIGURES), "shift": visit.layout_shift}
    context.close()
    return figures


def main() -> None:
    """Print the medians and keep all rounds."""
    with serving() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=launch_arguments())
        put_formulas(site, "/bench", *sample_posts(*POSTS))
        rounds = {slower: [measured(browser, site, slower) for _ in range(ROUNDS)] for slower in SLOWER}
        browser.close()
    keep("formulas", rounds)
    for slower, results in rounds.items():
        medians = {name: statistics.median(result[name] for result in results) for name in results[0]}
        print(
            f"formulas, {slower} times slower: visible after {medians['visible']:.0f} ms, all after "
            f"{medians['done']:.0f} ms, longest task {medians['longest']:.0f} ms, layout shift {medians['shift']:.4f}"
        )
