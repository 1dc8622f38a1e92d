// Between a formula and a Chinese or Japanese character stands a quarter of an em. CSS adds it between letters
// (`text-autospace`) but not beside a formula, so a formula that touches such a character is marked for the stylesheet;
// the text stays as its author wrote it.

const IDEOGRAPH = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

function touches(node, position) {
  return node?.nodeType === Node.TEXT_NODE && IDEOGRAPH.test([...node.data].at(position) ?? "");
}

export function spaceFormulas() {
  for (const formula of document.querySelectorAll(".math.inline, .reference")) {
    formula.toggleAttribute("data-space-before", touches(formula.previousSibling, -1));
    formula.toggleAttribute("data-space-after", touches(formula.nextSibling, 0));
  }
}
