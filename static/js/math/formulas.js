// The elements that the server made, one for each formula: `<span class="math inline" data-line="12">\(…\)</span>`,
// and one for each reference in the text (`references.js`).
// Nothing else on a page is ever taken for a formula.
import { HTMLMathItem } from "@mathjax/src/js/handlers/html/HTMLMathItem.js";

import { forget, report } from "./problems.js";
import { isReference, readReferences } from "./references.js";
import { scopeOf } from "./scopes.js";

const SELECTOR = "span.math";
const ADDED = ["data-tex", "data-math-moves", "data-math-wide", "tabindex", "role", "aria-label"];
const INLINE = /^\\\(([^]*)\\\)$/;
const DISPLAY = /^\\\[([^]*)\\\]$/;

/** A formula on its way from source to picture. */
class Formula {
  constructor(element, tex, isDisplay) {
    this.element = element;
    this.tex = tex;
    this.isDone = false;
    this.scope = scopeOf(element);
    const place = { node: element.firstChild, n: 0, delim: "" };
    this.item = new HTMLMathItem(tex, this.scope.tex, isDisplay, place, { ...place });
  }

  /** Put the picture in place of the source, which `data-tex` keeps. */
  show(picture) {
    const { element, item } = this;
    element.dataset.tex = element.textContent;
    element.replaceChildren(picture);
    element.toggleAttribute("data-math-moves", Boolean(item.inputData.moves));
    this.isDone = true;
  }

  /** Leave the source legible and say beside it what is wrong. */
  fail(message) {
    const { element } = this;
    report(this, message);
    element.dataset.tex = element.textContent;
    element.classList.add("math-failed");
    element.replaceChildren(span("math-source", element.dataset.tex), span("math-problem", message));
    this.isDone = true;
  }
}

/** Return the formulas in some elements, or that some elements are, which are not typeset yet. */
export function formulasIn(elements) {
  const places = [...elements];
  readReferences(places);
  return elementsIn(places).filter((element) => element.dataset.tex === undefined).flatMap(read);
}

/** Take typeset formulas back to their source. */
export function restore(elements) {
  for (const element of elementsIn(elements).filter(({ dataset }) => dataset.tex !== undefined)) {
    element.replaceChildren(element.dataset.tex);
    element.classList.remove("math-failed");
    for (const name of ADDED) element.removeAttribute(name);
    forget(element);
  }
}

const elementsIn = (elements) => [
  ...new Set([...elements].flatMap((element) => [
    ...(element.matches(SELECTOR) ? [element] : []),
    ...element.querySelectorAll(SELECTOR),
  ])),
];

function read(element) {
  if (element.childElementCount || !element.firstChild) return [];
  if (isReference(element)) return [new Formula(element, element.textContent, false)];
  const isDisplay = element.classList.contains("display");
  const match = (isDisplay ? DISPLAY : INLINE).exec(element.textContent.trim());
  return match ? [new Formula(element, match[1], isDisplay)] : [];
}

function span(className, text) {
  const element = document.createElement("span");
  element.className = className;
  element.textContent = text;
  return element;
}
