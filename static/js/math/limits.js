// What one formula may cost. Measured: 80 nested fractions end a browser's tab, a matrix of 150 rows takes five seconds.
// The largest formulas of real posts stay far below.

export const LIMITS = {
  characters: 20_000, // of source
  sourceDepth: 40, // nested groups, environments and \left
  cells: 4_000, // of a table, or lines
  macros: 1_000, // uses of macros in one formula
  buffer: 20_000, // characters left to read after a macro is replaced
  substitutions: 1_000, // of an array's column templates
  treeDepth: 60, // of the result: macros multiply what the source shows
  nodes: 15_000, // and characters
  length: 40, // em
  magnification: 6, // sizes multiply when nested
};

/** A formula over one of the limits; `message` is one of `messages.js`. */
export class LimitError extends Error {
  constructor(message) {
    super(message);
    this.name = "LimitError";
  }
}

const STRUCTURE = /\\(?:left|right|begin|end)(?![A-Za-z])|\\[^]|[{}&]/g;
const OPENING = new Set(["{", "\\left", "\\begin"]);
const CLOSING = new Set(["}", "\\right", "\\end"]);
const CELL = new Set(["&", "\\\\"]);

/** Throw LimitError for a source that is too long, too deep, or a table with too many cells. */
export function checkSource(tex) {
  if (tex.length > LIMITS.characters) throw new LimitError("tooLong");
  let depth = 0;
  let cells = 0;
  for (const [token] of tex.matchAll(STRUCTURE)) {
    depth += OPENING.has(token) - CLOSING.has(token);
    cells += CELL.has(token);
    if (depth > LIMITS.sourceDepth || cells > LIMITS.cells) throw new LimitError("tooComplex");
  }
}

/** Throw LimitError for a result that the browser could not lay out. */
export function checkResult(root) {
  let nodes = 0;
  const stack = [[root, 1, 1]];
  while (stack.length) {
    const [node, depth, outerSize] = stack.pop();
    const size = outerSize * magnification(node);
    nodes += node.kind === "text" ? node.getText().length : 1;
    if (nodes > LIMITS.nodes || depth > LIMITS.treeDepth || size > LIMITS.magnification) {
      throw new LimitError("tooComplex");
    }
    for (const child of node.childNodes ?? []) if (child) stack.push([child, depth + 1, size]);
  }
}

/** Return by how much a node enlarges what it holds. */
function magnification(node) {
  const size = node.attributes?.getExplicit?.("mathsize");
  return size ? Math.max(1, Number.parseFloat(size) || 1) : 1;
}
