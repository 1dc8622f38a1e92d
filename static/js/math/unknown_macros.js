// A macro that nobody defined stays visible under its name and is told to the author; MathJax's own package for this
// (`noundefined`) tells nobody.
import { Configuration } from "@mathjax/src/js/input/tex/Configuration.js";
import { HandlerType } from "@mathjax/src/js/input/tex/HandlerTypes.js";

export const UNKNOWN_MACROS = "unknown-macros";

/** The attribute that carries the look of such a name; see `math.css`. */
export const UNKNOWN_ATTRIBUTE = "data-mjx-unknown";

function showName(parser, name) {
  const item = parser.configuration.mathItem;
  item.inputData.unknown = [...(item.inputData.unknown ?? []), name];
  const text = parser.create("text", `\\${name}`);
  parser.Push(parser.create("node", "mtext", [], { [UNKNOWN_ATTRIBUTE]: "" }, text));
}

Configuration.create(UNKNOWN_MACROS, { fallback: { [HandlerType.MACRO]: showName }, priority: 3 });
