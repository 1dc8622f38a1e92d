// Hidden MathML for assistive technology, made in idle moments: it costs more than the visible formulas do.
import { idle } from "./slices.js";

const MATHML = "http://www.w3.org/1998/Math/MathML";
const PLAIN = new Set(["TeXAtom", "mstyle", "mpadded", "MathChoice", "none", "mfenced"]);
const ATTRIBUTES = { mi: ["mathvariant"], mn: ["mathvariant"], mo: ["mathvariant"], mtext: ["mathvariant"] };
const SHAPES = { mfrac: ["linethickness"], menclose: ["notation"] };

/** Give formulas their MathML. One with links keeps its visible text instead, as links must not be hidden. */
export async function describeFormulas(formulas) {
  let deadline = await idle();
  for (const formula of formulas) {
    if (deadline.timeRemaining() < 2) deadline = await idle();
    describe(formula);
  }
}

function describe({ element, item }) {
  const picture = element.querySelector(":scope > mjx-container");
  if (!picture || picture.querySelector("mjx-container > .math-assistive")) return;
  const links = picture.querySelectorAll("a[href]");
  if (links.length) {
    for (const link of links) link.setAttribute("aria-label", link.textContent);
    return;
  }
  for (const child of picture.children) child.setAttribute("aria-hidden", "true");
  const holder = document.createElement("span");
  holder.className = "math-assistive";
  holder.append(...elementsOf(item.root));
  picture.append(holder);
}

/** Return a node of MathJax's tree as MathML elements; nodes without meaning give their children alone. */
function elementsOf(node) {
  if (node.kind === "text") return [node.getText()];
  const children = childrenOf(node).flatMap(elementsOf);
  if (node.kind === "inferredMrow") return children;
  const element = document.createElementNS(MATHML, nameOf(node.kind));
  for (const name of [...(ATTRIBUTES[node.kind] ?? []), ...(SHAPES[node.kind] ?? [])]) {
    const value = node.attributes.getExplicit(name);
    if (value !== undefined && !String(value).startsWith("-")) element.setAttribute(name, value);
  }
  if (node.kind === "math" && node.attributes.get("display") === "block") element.setAttribute("display", "block");
  element.append(...children);
  return [element];
}

/** Return a node's children; an equation's number is read after it. */
function childrenOf(node) {
  const children = node.childNodes.filter(Boolean);
  return node.kind === "mlabeledtr" ? [...children.slice(1), children[0]] : children;
}

function nameOf(kind) {
  if (kind === "mlabeledtr") return "mtr";
  return PLAIN.has(kind) ? "mrow" : kind;
}
