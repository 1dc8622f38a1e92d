// Displays that are wider than their column scroll in their own box, from the keyboard too; an address that names an
// equation leads to it once it exists.
import { message } from "./messages.js";

/** Let displays that scroll be reached with the Tab key. */
export function makeScrollersReachable(formulas) {
  const wide = formulas.map(({ element }) => element).filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth);
  for (const element of wide.filter(({ classList }) => classList.contains("display"))) {
    element.tabIndex = 0;
    element.setAttribute("role", "group");
    element.setAttribute("aria-label", message("scrolls"));
  }
}

/** Go to the equation that the address names. */
export function goToNamedEquation() {
  const name = decodeURIComponent(location.hash.slice(1));
  if (name.startsWith("mjx-eqn:")) document.getElementById(name)?.scrollIntoView();
}
