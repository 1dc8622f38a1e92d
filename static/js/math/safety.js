// What may come from an author's TeX into the page's attributes: on top of MathJax's `ui/safe`, which lets
// `java<TAB>script:` and data attributes pass, only what is named here.
import { Safe } from "@mathjax/src/js/ui/safe/safe.js";

import { clampLengths, LENGTH_ATTRIBUTES } from "./lengths.js";
import { LimitError } from "./limits.js";

const NODES = new Set([
  ...["math", "mi", "mn", "mo", "ms", "mtext", "mspace", "mrow", "inferredMrow", "TeXAtom", "MathChoice", "text"],
  ...["mfrac", "msqrt", "mroot", "mstyle", "merror", "mpadded", "mphantom", "mfenced", "menclose", "msub", "msup"],
  ...["msubsup", "munder", "mover", "munderover", "mmultiscripts", "mprescripts", "none"],
  ...["mtable", "mtr", "mlabeledtr", "mtd"],
]);
const DATA = new RegExp(
  "^data-(?:mjx-|frame-styles$|break-align$|vertical-align$|align$|overflow$|width-includes-label$|cramped$|braketbar$" +
    "|thickness$|padding$|arrowhead$|array-padding$|lineleading$)",
);
const FONT = ["fontfamily", "fontsize", "fontweight", "fontstyle", "color", "background"];
const ADDRESSES = ["src", "altimg", "xlink:href", "cdgroup", "definitionURL", "xmlns", "actiontype"];
const COLOUR = "(?:#[0-9a-f]{3,8}|[a-z]+|(?:rgb|hsl)a?\\([\\d\\s.,%/]*\\))";
const WHOLE_COLOUR = new RegExp(`^${COLOUR}$`, "i");
const FRAME = new RegExp(`^border: \\d+px solid ${COLOUR}$`, "i"); // what \fcolorbox makes

/** Cleans one formula's tree; throws LimitError for a node that no formula needs. */
export class StrictSafe extends Safe {
  /** @param {string} idPrefix what the ids of the formula's scope begin with: nothing else may be named or linked. */
  constructor(document, idPrefix) {
    super(document, structuredClone({ ...Safe.OPTIONS, classPattern: "", idPattern: "", dataPattern: "" }));
    this.idPrefix = idPrefix;
    this.options.styleLengths.fontSize = [0.5, 2.5];
    const drop = [...FONT, ...ADDRESSES, "class"].map((name) => [name, "filterNothing"]);
    const lengths = LENGTH_ATTRIBUTES.map((name) => [name, "filterLengths"]);
    const colours = ["mathcolor", "mathbackground"].map((name) => [name, "filterColour"]);
    this.filterAttributes = new Map([...this.filterAttributes, ...drop, ...lengths, ...colours]);
    Object.assign(this.filterMethods, {
      filterNothing: () => null,
      filterLengths: (safe, value) => clampLengths(value),
      filterColour: (safe, value) => (WHOLE_COLOUR.test(value) ? value : null),
      filterStyles: (safe, value) => (FRAME.test(value) ? value : null),
      filterID: (safe, value) => (value.startsWith(idPrefix) ? value : null),
      filterURL: (safe, value) => (value.startsWith(`#${encodeURIComponent(idPrefix)}`) ? value : null),
    });
  }

  /** Clean a tree. */
  clean(root) {
    root.walkTree((node) => {
      if (!NODES.has(node.kind)) throw new LimitError("forbidden");
      this.sanitizeNode(node);
    });
  }

  sanitizeNode(node) {
    super.sanitizeNode(node);
    const attributes = node.attributes.getAllAttributes();
    for (const name of Object.keys(attributes)) {
      if (name.startsWith("on") || (name.startsWith("data-") && !DATA.test(name))) delete attributes[name];
    }
  }
}
