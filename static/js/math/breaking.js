// Where a formula in a line of text may break: after TeX's custom beside relations and binary operators, not at thin spaces
// nor before the minus of a negative number.
import { inEm } from "./lengths.js";

const WIDE = 1; // em: at a \quad a line may end

/** Mark the places in a tree where no line may end; MathJax offers the others to the browser. */
export function keepTogether(root) {
  root.setTeXclass(null); // only this tells a binary minus from a sign, and MathJax does it after choosing the places
  root.walkTree((node) => {
    if (node.kind !== "mspace" || node.attributes.hasExplicit("linebreak")) return;
    if (inEm(node.attributes.get("width"))[0] < WIDE) node.attributes.set("linebreak", "nobreak");
  });
}
