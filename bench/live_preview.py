"""What a key costs in the editor: a post of 50 kB with 300 formulas, from the key to the preview that shows it."""

import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))  # this file may be run by its path, and imports by the project's

from bench.measuring import keep
from bench.mortal_server import PORT, Server
from tests.browser import workplace
from tests.chromium import find_chromium, launch_arguments
from tests.studio_cast import add_account, site_in

KEYS = 40
FILLER = "Words between the formulas, as many as a long post has, so that the text weighs fifty thousand bytes. "
FILLERS = FILLER * 4
POST = "\n\n".join(
    f"Paragraph {number}: $a_{{{number}}}$, $\\sum_{{k=1}}^{{{number}}} k^2$ and $\\frac{{x}}{{{number}}}$. {FILLERS}"
    for number in range(1, 101)
)
PRESS = """number => new Promise(done => {
  const {view, preview} = longwave.studio;
  preview.addEventListener('painted', () => {
    const [request] = performance.getEntriesByName(new URL('/studio/preview', location).href).slice(-1);
    done({total: performance.now() - begin, request: request.responseEnd - request.startTime,
          painting: performance.now() - request.responseEnd});
  }, {once: true});
  const at = view.state.doc.line(2 * number + 1).from;
  const begin = performance.now();
  view.dispatch({changes: {from: at, insert: 'x'}, selection: {anchor: at + 1}, scrollIntoView: true});
})"""


def percentile(values: list[float], share: float) -> float:
    """Return the value below which this share of the values lies."""
    return statistics.quantiles(values, n=100, method="inclusive")[round(share * 100) - 1]


def pressed(page: Page) -> dict[str, dict[str, float]]:
    """Press keys in different paragraphs; return milliseconds from the key, of the request, and of painting."""
    samples = [page.evaluate(PRESS, (7 * number) % 100) for number in range(KEYS)]
    series = {name: [float(sample[name]) for sample in samples] for name in samples[0]}
    return {name: {"median": percentile(of, 0.5), "p95": percentile(of, 0.95)} for name, of in series.items()}


def main() -> None:
    """Measure against the server that `make run` starts, print and keep the figures."""
    with tempfile.TemporaryDirectory(prefix="preview-") as name, sync_playwright() as playwright:
        app = site_in(Path(name))
        add_account(app, "anna")
        server = Server(Path(name))
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=launch_arguments())
        server.start()
        try:
            writer = workplace.writer(browser.new_context(), f"http://127.0.0.1:{PORT}")
            writer.log_in()
            writer.open(workplace.begin(app, POST))
            figures = pressed(writer.page)
        finally:
            server.kill()
            browser.close()
    keep("live_preview", {"bytes": len(POST.encode()), **figures})
    print(f"live preview of {len(POST.encode())} bytes with 300 formulas, milliseconds: {figures}")


if __name__ == "__main__":
    main()
