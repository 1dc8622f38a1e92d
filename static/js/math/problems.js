// What could not be typeset, for authors: the studio lists it with line numbers, tests expect none.

/** @type {{message: string, tex: string, line: number | null, element: Element}[]} in the order of the page's formulas */
export const problems = [];

/** Keep a problem of a formula. */
export function report(formula, message) {
  const line = Number(formula.element.dataset.line) || null;
  problems.push({ message, tex: formula.tex, line, element: formula.element });
}

/** Forget the problems of a formula that is about to be taken back. */
export function forget(element) {
  const others = problems.filter((problem) => problem.element !== element);
  problems.splice(0, problems.length, ...others);
}
