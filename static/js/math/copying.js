// A copied selection holds the LaTeX of its formulas, with their delimiters, in place of what they look like.

const FORMULA = ".math[data-tex]";

/** Answer every copy of a selection that touches a formula. */
export function copyFormulasAsLatex() {
  document.addEventListener("copy", (event) => {
    const selection = getSelection();
    if (event.defaultPrevented || !selection?.rangeCount || selection.isCollapsed) return;
    const fragment = wholeFormulas(selection.getRangeAt(0)).cloneContents();
    const formulas = fragment.querySelectorAll(FORMULA);
    if (!formulas.length) return;
    for (const formula of formulas) formula.replaceWith(formula.dataset.tex);
    event.clipboardData.setData("text/html", new XMLSerializer().serializeToString(fragment));
    event.clipboardData.setData("text/plain", laidOutText(fragment));
    event.preventDefault();
  });
}

/** Return the range, wider where it begins or ends within a formula. */
function wholeFormulas(selected) {
  const range = selected.cloneRange();
  const first = formulaAround(range.startContainer);
  const last = formulaAround(range.endContainer);
  if (first) range.setStartBefore(first);
  if (last) range.setEndAfter(last);
  return range;
}

const formulaAround = (node) => (node instanceof Element ? node : node.parentElement)?.closest(FORMULA);

/** Return text as it reads, a line for each paragraph, which only a laid-out element can say. */
function laidOutText(fragment) {
  const holder = document.createElement("div");
  holder.className = "math-copy";
  holder.append(fragment);
  document.body.append(holder);
  const text = holder.innerText;
  holder.remove();
  return text;
}
