// Ends the invisibility that `math-early.js` began: as soon as the formulas of the first screen stand.

const SCREENS = 1.3;
const page = document.documentElement;

/** Tell the early script that this one has arrived. */
export const announce = () => page.classList.add("math-running");

/** Show posts and cards. */
export const reveal = () => page.classList.remove("math-pending", "math-running");

/** Show them if the next formula that is not typeset, or the end, lies below the first screen. */
export function revealIfReady(nextFormula) {
  if (!page.classList.contains("math-pending")) return;
  const top = nextFormula?.element.getBoundingClientRect().top ?? Infinity;
  if (top > innerHeight * SCREENS) reveal();
}
