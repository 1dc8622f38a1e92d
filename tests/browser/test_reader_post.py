"""What a post can do beyond being read."""

from collections.abc import Callable
from io import BytesIO

from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from tests.browser.reader_site import GUIDE
from tests.browser.visiting import Visit

PHONE = {"viewport": {"width": 390, "height": 800}}
STEP_TO = "(heading) => heading.scrollIntoView({block: 'start'})"


def current(page: Page) -> Locator:
    """Return the entry of the contents that is marked."""
    return page.locator("[data-contents] a[aria-current]")


def box(part: Locator) -> dict[str, float]:
    """Return where a part of the page is."""
    found = part.bounding_box()
    assert found is not None
    return dict(found)


def test_the_contents_mark_the_heading_that_is_read(read: Callable[..., Visit]) -> None:
    page = read(GUIDE, wait=True).page
    for name in ("列表", "代码", "文字"):
        page.locator(f"h2[id='{name}']").evaluate(STEP_TO)
        expect(current(page)).to_have_text(name)


def test_the_contents_stay_beside_a_long_text(read: Callable[..., Visit]) -> None:
    page = read(GUIDE, wait=True).page
    page.locator("h2[id='代码']").evaluate(STEP_TO)
    expect(current(page)).to_be_in_viewport()


def test_on_a_phone_the_contents_are_a_bar_that_opens_and_closes(read: Callable[..., Visit]) -> None:
    page = read(GUIDE, wait=True, **PHONE).page
    bar, entry = page.locator(".contents summary"), page.locator(".contents-list a", has_text="列表").last
    page.locator("h2[id='代码']").evaluate(STEP_TO)
    expect(bar).to_be_in_viewport()
    expect(bar).to_contain_text("代码")
    bar.click()
    expect(entry).to_be_visible()
    entry.click()
    expect(entry).to_be_hidden()
    expect(page.locator("h2[id='列表']")).to_be_in_viewport()


def test_escape_closes_the_bar_and_gives_the_focus_back(read: Callable[..., Visit]) -> None:
    page = read(GUIDE, wait=True, **PHONE).page
    page.locator(".contents summary").press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.locator(".contents-list")).to_be_hidden()
    expect(page.locator(".contents summary")).to_be_focused()


def test_without_scripts_the_contents_open_all_the_same(read: Callable[..., Visit]) -> None:
    page = read(GUIDE, java_script_enabled=False, **PHONE).page
    page.locator(".contents summary").click()
    expect(page.locator(".contents-list a").first).to_be_visible()


def test_without_scripts_the_contents_stand_beside_the_text_on_a_wide_screen(read: Callable[..., Visit]) -> None:
    page = read(GUIDE, java_script_enabled=False).page
    entry = page.locator(".contents-list a").first
    expect(entry).to_be_visible()
    assert box(entry)["x"] + box(entry)["width"] <= box(page.locator(".prose"))["x"]


def test_code_is_copied_as_it_was_written(read: Callable[..., Visit]) -> None:
    page = read(GUIDE, permissions=["clipboard-read", "clipboard-write"]).page
    block = page.locator(".code", has=page.locator(".code-title"))
    block.get_by_role("button").click()
    expect(block.get_by_role("button")).to_have_text("已复制")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("def sqrt(a: float, steps: int = 6) -> float:\n    ")
    assert copied.endswith("    return x")


def test_code_that_may_not_be_copied_is_chosen_instead(read: Callable[..., Visit]) -> None:
    page = read(GUIDE).page
    page.evaluate("delete Navigator.prototype.clipboard")  # As on a site without https.
    block = page.locator(".code", has=page.locator(".code-title"))
    block.get_by_role("button").click()
    expect(block.get_by_role("button")).to_have_text("未能复制")
    assert page.evaluate("getSelection().toString()").startswith("def sqrt")


def test_both_forms_of_the_citation_are_copied(read: Callable[..., Visit]) -> None:
    page = read(GUIDE, permissions=["clipboard-read", "clipboard-write"]).page
    buttons = page.locator(".citation").get_by_role("button")
    buttons.nth(0).click()
    expect(buttons.nth(0)).to_have_text("已复制")
    assert "写作指南" in page.evaluate("navigator.clipboard.readText()")
    buttons.nth(1).click()
    expect(buttons.nth(1)).to_have_text("已复制")
    assert page.evaluate("navigator.clipboard.readText()").startswith("@online{")


def test_a_footnote_stands_beside_its_reference_with_its_formulas(read: Callable[..., Visit]) -> None:
    page = read(GUIDE, wait=True).page
    note, reference = page.locator(".side-note"), page.locator(".footnote-ref")
    expect(note.locator("mjx-container").first).to_be_visible()
    expect(page.locator(".footnotes")).to_be_hidden()
    assert box(note)["x"] >= box(page.locator(".prose"))["x"] + box(page.locator(".prose"))["width"]
    assert abs(box(note)["y"] - box(reference)["y"]) < 40
    reference.locator("a").click()
    expect(note).to_be_focused()


def test_a_footnote_is_at_the_end_where_there_is_no_room_beside_the_text(read: Callable[..., Visit]) -> None:
    page = read(GUIDE, wait=True).page
    page.set_viewport_size({"width": 800, "height": 800})
    expect(page.locator(".side-note")).to_have_count(0)
    expect(page.locator(".footnotes li")).to_contain_text("全部素数")
    page.set_viewport_size({"width": 1360, "height": 800})
    expect(page.locator(".side-note")).to_contain_text("全部素数")


def test_on_paper_footnotes_are_footnotes_and_nothing_is_folded_away(read: Callable[..., Visit]) -> None:
    page = read(GUIDE, wait=True).page
    printed = PdfReader(BytesIO(page.pdf(format="A4")))
    text = "\n".join(sheet.extract_text() for sheet in printed.pages)
    assert text.rindex("是全部素数") > text.rindex("公式⽽不是")
    assert "⾥⾯仍是" in text
    assert "归档" not in text
    expect(page.locator(".side-note")).to_contain_text("全部素数")
    assert page.locator(".prose details.admonition").get_attribute("open") is None


def test_one_tab_of_a_row_is_always_open(read: Callable[..., Visit]) -> None:
    page = read(GUIDE, wait=True).page
    code, formula = page.locator(".tab-panel").nth(0), page.locator(".tab-panel").nth(1)
    page.locator(".tab-label", has_text="NumPy").click()
    expect(code).to_be_visible()
    page.locator(".tab-label", has_text="公式").click()
    expect(formula).to_be_visible()
    expect(code).to_be_hidden()


def test_what_scrolls_sideways_is_reached_by_the_keyboard(read: Callable[..., Visit]) -> None:
    page = read(GUIDE, wait=True, viewport={"width": 320, "height": 700}).page
    boxes = "[...document.querySelectorAll('pre, .table')].filter(box => box.scrollWidth > box.clientWidth + 1)"
    wide = page.evaluate(f"{boxes}.map(box => box.tabIndex)")
    assert wide
    assert set(wide) == {0}


def test_a_formula_that_touches_chinese_has_space_and_the_text_is_untouched(read: Callable[..., Visit]) -> None:
    page = read(GUIDE, wait=True).page
    touching = page.locator(".prose > p > .math[data-space-before][data-space-after]").first
    style = touching.evaluate("e => [getComputedStyle(e).marginLeft, getComputedStyle(e).fontSize].map(parseFloat)")
    assert style[0] == style[1] / 4
    assert touching.evaluate("e => e.previousSibling.data.at(-1) + e.nextSibling.data[0]") == "设在"


def test_a_post_does_not_jump_while_it_is_made_ready(read: Callable[..., Visit]) -> None:
    for size in ({"width": 1360, "height": 900}, {"width": 390, "height": 800}):
        assert read("/posts/gumbel-softmax", wait=True, viewport=size).layout_shift < 0.05
