// How MathJax writes into the page under a policy that forbids inline styles: attributes through the object model and the
// generated rules through a constructed sheet, neither of which the policy concerns.
import { HTMLAdaptor } from "@mathjax/src/js/adaptors/HTMLAdaptor.js";

const sheet = new CSSStyleSheet();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

export class PageAdaptor extends HTMLAdaptor {
  setAttribute(node, name, value, namespace = null) {
    if (name === "style" && !namespace) node.style.cssText = value;
    else super.setAttribute(node, name, value, namespace);
  }

  insertRules(_node, rules) {
    for (const rule of rules) sheet.insertRule(rule, sheet.cssRules.length);
  }
}

/** Put the first rules in, as MathJax hands them over in a style element that never enters the page. */
export function adoptFirstRules(styleElement) {
  sheet.replaceSync(styleElement.textContent);
}
