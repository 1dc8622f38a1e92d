// References to equations, which the server leaves in the text as typed:
// `<span class="reference" data-line="12">\eqref{a}</span>`. Where formulas are typeset they are formulas, too.
const SELECTOR = "span.reference";
const REFERENCE = /^\\(?:eq)?ref\{[^{}]+\}$/;

/** Make inline formulas of the references in some elements, or that some elements are; their text stays as typed. */
export function readReferences(elements) {
  for (const element of elements) {
    const found = [...(element.matches(SELECTOR) ? [element] : []), ...element.querySelectorAll(SELECTOR)];
    for (const reference of found.filter(isReference)) reference.classList.add("math", "inline");
  }
}

/** Whether an element is a reference that is not typeset; its TeX is its whole text, without delimiters. */
export const isReference = (element) => element.matches(SELECTOR) && REFERENCE.test(element.textContent);
