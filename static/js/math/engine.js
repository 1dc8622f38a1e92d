// The one output of the page: turns formulas' trees into elements.
import { HTMLDocument } from "@mathjax/src/js/handlers/html/HTMLDocument.js";
import { CHTML } from "@mathjax/src/js/output/chtml.js";

import { FONT_OPTIONS } from "./fonts.js";
import { adoptFirstRules, PageAdaptor } from "./page_adaptor.js";

export const adaptor = new PageAdaptor(window);

const OPTIONS = {
  ...FONT_OPTIONS,
  adaptiveCSS: true,
  matchFontHeight: true,
  mtextInheritFont: true,
  merrorInheritFont: true,
  minScale: 0.5,
  displayOverflow: "linebreak",
  linebreaks: { inline: true, width: "100%", lineleading: 0.2 },
};

/** Return the value of a function that is called once, when it is first needed: this takes tens of milliseconds. */
function once(make) {
  let value;
  return () => (value ??= make());
}

/** MathJax's writer of HTML. */
export const output = once(() => new CHTML(OPTIONS));

/** MathJax's idea of the page; it never looks for formulas in it, that is done in `formulas.js`. */
export const mathDocument = once(() => new HTMLDocument(document, adaptor, { OutputJax: output() }));

let hasFirstRules = false;

/** Bring the page's rules in step with the characters and constructions that formulas have used so far. */
export function updateRules() {
  const styleElement = output().styleSheet(mathDocument());
  if (!hasFirstRules) adoptFirstRules(styleElement);
  hasFirstRules = true;
}
