// Formulas that are wider than their column scroll in their own box, from the keyboard too; an address that names an
// equation leads to it once it exists.
import { message } from "./messages.js";

const LABEL = { tabindex: "0", role: "group" };

/** Give formulas that do not fit a box that scrolls and that the Tab key reaches, and take it from those that do now. */
export function fitFormulas(elements) {
  const wide = [...elements].filter(isWide); // all measured before anything changes: one layout
  for (const element of elements) toggleBox(element, wide.includes(element));
}

/** Do so again whenever the window's width changes. */
export function fitFormulasOnResize() {
  let width = innerWidth;
  addEventListener("resize", () => {
    if (innerWidth === width) return;
    width = innerWidth;
    fitFormulas(document.querySelectorAll(".math[data-tex]"));
  });
}

/** Go to the equation that the address names. */
export function goToNamedEquation() {
  const name = decodeURIComponent(location.hash.slice(1));
  if (name.startsWith("mjx-eqn:")) document.getElementById(name)?.scrollIntoView();
}

/** Say whether a formula is wider than its box, or, for one in a line of text, than the block around it. */
function isWide(element) {
  if (element.hasAttribute("data-math-moves")) return false; // clipped, see `math.css`
  if (element.scrollWidth > element.clientWidth && element.clientWidth > 0) return true;
  if (!element.classList.contains("inline")) return false;
  const room = blockAround(element).getBoundingClientRect().right + 1;
  return [...element.getClientRects()].some((rectangle) => rectangle.right > room);
}

function blockAround(element) {
  let block = element.parentElement;
  while (block.parentElement && getComputedStyle(block).display.startsWith("inline")) block = block.parentElement;
  return block;
}

function toggleBox(element, isWideNow) {
  if (element.hasAttribute("data-math-wide") === isWideNow) return;
  element.toggleAttribute("data-math-wide", isWideNow);
  const attributes = { ...LABEL, "aria-label": message("scrolls") };
  for (const [name, value] of Object.entries(attributes)) {
    if (isWideNow) element.setAttribute(name, value);
    else element.removeAttribute(name);
  }
}
