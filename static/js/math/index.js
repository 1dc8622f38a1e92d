// What the rest of the site may use.
import { describeFormulas } from "./assistive.js";
import { forgetNumbers, numbersOf } from "./numbering.js";
import { problems } from "./problems.js";
import { announce, reveal } from "./reveal.js";
import { labelsIn } from "./scopes.js";
import { fitFormulas, fitFormulasOnResize, goToNamedEquation } from "./scrolling.js";
import { clear, typeset as typesetFormulas } from "./typesetting.js";

export { clear, forgetNumbers, labelsIn, numbersOf, problems };

/** Sent to the document when the formulas of some elements stand; `detail.page` says whether it was the whole page. */
export const TYPESET = "longwave:typeset";

/**
 * Typeset the formulas in some elements, for example just inserted ones: same scope, same macros, numbers going on.
 * @param {Iterable<Element>} elements
 * @returns {Promise<void>} when they stand; what went wrong is in `problems`
 */
export async function typeset(elements) {
  finish(await typesetFormulas(elements), { page: false });
}

/** Typeset the whole page, the first screen first. */
export async function typesetPage() {
  announce();
  try {
    const formulas = await typesetFormulas([document.body]);
    reveal();
    finish(formulas, { page: true });
    fitFormulasOnResize();
    goToNamedEquation();
  } finally {
    reveal();
  }
}

function finish(formulas, detail) {
  fitFormulas(formulas.map(({ element }) => element));
  document.dispatchEvent(new CustomEvent(TYPESET, { detail }));
  describeFormulas(formulas);
}
