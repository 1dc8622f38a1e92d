"""Hostile texts in the site's real pages, with the policy switched off: the HTML by itself must be harmless."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route

from tests.browser import hostile_site
from tests.browser.hostile_site import HostileSite
from tests.hostile.payloads import Payload, corpus, own

SHARE = 8
"""`make test` takes one in eight of the commonest kind; `pytest -m corpus tests/browser` takes all."""

WATCH = """
window.executed = [];
for (const name of ['alert', 'confirm', 'prompt', 'msgbox', 'open', 'print']) {
  window[name] = (...all) => { executed.push(name + ' ' + all); };
}
window.native = Object.fromEntries(
  Object.getOwnPropertyNames(Document.prototype).map(name => {
    try { return [name, typeof document[name]]; } catch { return [name, 'refused']; }
  }));
document.addEventListener('longwave:typeset', () => { window.isTypeset = true; }, {once: true});
window.addEventListener('click', event => {
  const link = event.target.closest && event.target.closest('a[href], area[href]');
  // What browsers cannot read as an address has the protocol ':' and leads nowhere.
  if (link && /^(https?|mailto)?:/.test(link.protocol)) event.preventDefault();
});
"""
CLICK = """() => {
  for (const element of document.querySelectorAll('[data-math-scope] *')) {
    if (element.closest('button')) continue;
    if (element.matches('a, area, summary, [onclick]')) element.dispatchEvent(
      new MouseEvent('click', {bubbles: true, cancelable: true, view: window}));
    for (const type of ['mouseover', 'focus', 'load', 'error', 'toggle', 'animationstart', 'begin']) {
      element.dispatchEvent(new Event(type));
    }
  }
}"""
FINDINGS = """() => {
  const found = [];
  const box = element => element.closest('div[data-line]:not(.math)')?.dataset.line ?? '?';
  const ELEMENTS = new Set(['body', 'head', 'documentElement', 'activeElement', 'currentScript', 'scrollingElement',
    'firstElementChild', 'lastElementChild', 'fullscreenElement']);
  const boxes = [...document.querySelectorAll('div[data-line]')];
  for (const element of boxes) {
    const parent = element.parentElement, after = element.nextElementSibling;
    if (!parent.matches('.prose, .excerpt')) found.push(`${box(element)}: leaves its container`);
    if (after?.dataset.line !== element.dataset.line || after.textContent !== 'end') {
      found.push(`${box(element)}: is not followed by its end`);
    }
  }
  for (const element of document.querySelectorAll('div[data-line] *')) {
    for (const {name, value} of element.attributes) {
      if (/^on/i.test(name)) found.push(`${box(element)}: attribute ${name}`);
    }
    if (/^(script|style|iframe|object|embed|form|base|meta|link|template|svg|video|audio)$/.test(element.localName)) {
      found.push(`${box(element)}: element ${element.localName}`);
    }
    if (element.href && !/^(https?:|mailto:)/.test(element.href.baseVal ?? element.href)) {
      found.push(`${box(element)}: link ${element.href}`);
    }
    if (['fixed', 'sticky'].includes(getComputedStyle(element).position)) found.push(`${box(element)}: position`);
  }
  for (const [name, kind] of Object.entries(native)) {
    let now = 'refused';
    try { now = typeof document[name]; } catch { }
    if (document[name] instanceof HTMLElement && !ELEMENTS.has(name)) found.push(`document.${name} is an element`);
    if (now !== kind && !(name === 'body' || kind === 'object' || now === 'object')) {
      found.push(`document.${name} was ${kind}, is ${now}`);
    }
  }
  const children = element => [...(element?.children ?? [])].map(child => child.localName).join(' ');
  return {found, boxes: boxes.length, executed: window.executed,
    frame: [children(document.documentElement), children(document.body), children(document.querySelector('main'))]};
}"""


def texts(share: int) -> list[Payload]:
    """Return our own hostile texts and the public ones."""
    return [*own(), *corpus(share)]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HostileSite]:
    """The site of hostile texts."""
    with hostile_site.serving(tmp_path_factory.mktemp("hostile"), texts(SHARE)) as site:
        yield site


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser without the site's policy."""
    context = chromium.new_context(viewport={"width": 1000, "height": 800}, bypass_csp=True)
    context.add_init_script(WATCH)
    yield context
    context.close()


def faults_of(page: Page, site: HostileSite, path: str) -> list[str]:
    """Visit a page, click and touch everything in its texts, and return what they did in words."""
    foreign: list[str] = []

    def watch(route: Route) -> None:
        if route.request.url.startswith(f"{site.address}/"):
            route.continue_()
        else:
            foreign.append(route.request.url)
            route.abort()

    page.route("**/*", watch)
    page.goto(site.address + path)
    page.wait_for_function("window.isTypeset || !document.querySelector('.math')", timeout=60_000)
    page.evaluate(CLICK)
    page.wait_for_timeout(50)  # what a click of a script's address starts comes after the click
    seen = page.evaluate(FINDINGS)
    faults = [*seen["found"], *(f"executed {what}" for what in seen["executed"])]
    faults += [f"request to {url}" for url in foreign]
    if page.url.split("#")[0] != site.address + path:
        faults.append(f"went to {page.url}")
    if seen["frame"][0] != "head body" or not seen["frame"][2] or not seen["boxes"]:
        faults.append(f"the page is no longer itself: {seen['frame']}, {seen['boxes']} boxes")
    page.unroute("**/*")
    return [f"{path}: {named(fault, site)}" for fault in faults]


def named(fault: str, site: HostileSite) -> str:
    """Return the fault with the text that did it, where its box is known."""
    number = fault.partition(":")[0]
    return (
        f"{fault} {site.texts[int(number)].name} {site.texts[int(number)].text[:200]!r}" if number.isdigit() else fault
    )


def test_no_hostile_text_does_anything_in_the_sites_pages(context: BrowserContext, hostile: HostileSite) -> None:
    page = context.new_page()
    assert [fault for path in hostile.paths for fault in faults_of(page, hostile, path)] == []


@pytest.mark.corpus
def test_no_public_hostile_text_does_anything(context: BrowserContext, tmp_path: Path) -> None:
    with hostile_site.serving(tmp_path, texts(1)) as site:
        page = context.new_page()
        assert [fault for path in site.paths for fault in faults_of(page, site, path)] == []


def test_the_watch_sees_what_it_is_there_to_see(context: BrowserContext) -> None:
    page = context.new_page()
    page.set_content(
        "<article data-math-scope='x'><a href='javascript:alert(1)'>x</a><p onclick=alert(2)>y</p></article>"
    )
    page.evaluate(CLICK)
    page.wait_for_timeout(50)
    assert sorted(page.evaluate("executed")) == ["alert 1", "alert 2"]
