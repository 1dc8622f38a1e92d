// Whether a formula pushes its parts far out of their place (\kern, \raise, \rlap…), over other text perhaps: `math.css`
// cuts such a formula at its box. The small shifts of ordinary typesetting (\!, \smash, chemistry) do not count.
import { inEm } from "./lengths.js";

const ENOUGH = 3; // em, all shifts of a formula together
const SMALL = 12; // nodes and characters: what may stand outside a box without width or height
const NEGATIVE = ["width", "lspace", "rspace", "rowspacing", "columnspacing"];

/** Say whether a tree moves its parts. */
export function isMoving(root) {
  let sum = 0;
  let hasLooseBox = false;
  root.walkTree((node) => {
    sum += shift(node);
    hasLooseBox ||= node.kind === "mpadded" && isLoose(node);
  });
  return sum > ENOUGH || hasLooseBox;
}

/** Return by how many em a node shifts what it holds or what follows. */
function shift(node) {
  const explicit = node.attributes.getAllAttributes();
  const lengths = NEGATIVE.filter((name) => Object.hasOwn(explicit, name)).flatMap((name) => inEm(explicit[name]));
  const backwards = lengths.filter((length) => length < 0).reduce((total, length) => total - length, 0);
  return backwards + (Object.hasOwn(explicit, "voffset") ? Math.abs(inEm(explicit.voffset)[0]) : 0);
}

/** Say whether a box claims no width or height, or begins left of its place, and holds more than a little. */
function isLoose(box) {
  const explicit = box.attributes.getAllAttributes();
  const isEmpty = ["width", "height", "depth"].some((name) => Object.hasOwn(explicit, name) && inEm(explicit[name])[0] <= 0);
  return (isEmpty || Object.hasOwn(explicit, "lspace")) && size(box) > SMALL;
}

function size(root) {
  let total = 0;
  root.walkTree((node) => {
    total += node.kind === "text" ? node.getText().length : 1;
    if (node.kind === "mspace") total += inEm(node.attributes.get("width"))[0] + inEm(node.attributes.get("height"))[0];
  });
  return total;
}
