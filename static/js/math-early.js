// Stands in <head> of pages with formulas and runs before the first paint: posts and cards stay invisible, their places
// kept, until the formulas of the first screen are typeset, so that nothing jumps. `math/reveal.js` ends that. Where the
// script that typesets does not come or fails, the text appears with its formulas as LaTeX.

const WITHOUT_SCRIPT = 2_500; // milliseconds: the script has not even arrived; reading is better than waiting
const WITH_SCRIPT = 8_000; // the device is slow, the script is at work

const page = document.documentElement;
const reveal = () => page.classList.remove("math-pending");

/** Show the text after an error of the typesetting script; tell others not to wait for it when it cannot be had at all. */
function giveUp({ target, filename }) {
  const isMissing = target?.dataset?.math !== undefined;
  if (isMissing || /\/math-[^/]*\.js/.test(filename ?? "")) reveal();
  if (isMissing) document.dispatchEvent(new CustomEvent("longwave:typeset", { detail: { page: true } }));
}

page.classList.add("math-pending");
setTimeout(() => page.classList.contains("math-running") || reveal(), WITHOUT_SCRIPT);
setTimeout(reveal, WITH_SCRIPT);
addEventListener("error", giveUp, { capture: true });
