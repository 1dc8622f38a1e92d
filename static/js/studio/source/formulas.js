// Formulas in the editor's Markdown: `$…$`, `$$…$$`, `\(…\)`, `\[…\]`, environments, and the parts of LaTeX in them.
// This is for the eye and for completion alone; what a formula is, the server decides when it renders.
import { tags } from "@lezer/highlight";

const PARTS = /\\(?:[A-Za-z@]+\*?|[^])|[{}]|(?<!\\)%[^\n]*/g;
const OPENING = /^(?:\$\$|\\\[|\\begin\{([A-Za-z]+\*?)\})/;
const SPACE = /\s/;

/** An extension for the Markdown parser. */
export const FORMULAS = {
  defineNodes: [
    { name: "Formula", style: { "Formula/...": tags.special(tags.content) } },
    { name: "FormulaCommand", style: tags.special(tags.keyword) },
    { name: "FormulaBrace", style: tags.special(tags.brace) },
    { name: "FormulaComment", style: tags.special(tags.comment) },
    { name: "DisplayFormula", block: true, style: { "DisplayFormula/...": tags.special(tags.content) } },
  ],
  parseInline: [{ name: "Formula", before: "Escape", parse: parseInline }],
  parseBlock: [{ name: "DisplayFormula", before: "SetextHeading", parse: parseBlock, endLeaf: endsParagraph }],
};

function parseInline(context, next, position) {
  if (next !== 36 && next !== 92) return -1; // $ and \
  const end = endOf(context.slice(position, context.end));
  if (end < 0) return -1;
  return context.addElement(context.elt("Formula", position, position + end, parts(context, position, position + end)));
}

/** Return where the formula that a text begins with ends, or -1. */
function endOf(text) {
  if (text.startsWith("$$")) return after(text, "$$", 2);
  if (text.startsWith("\\(")) return after(text, "\\)", 2);
  if (text.startsWith("\\[")) return after(text, "\\]", 2);
  const environment = /^\\begin\{([A-Za-z]+\*?)\}/.exec(text);
  if (environment) return after(text, `\\end{${environment[1]}}`, environment[0].length);
  return text[0] === "$" ? endOfDollar(text) : -1;
}

function after(text, closing, from) {
  const found = text.indexOf(closing, from);
  return found < 0 ? -1 : found + closing.length;
}

/** A dollar opens before and closes after something visible, and a price is no formula: no digit follows the end. */
function endOfDollar(text) {
  if (text.length < 3 || SPACE.test(text[1])) return -1;
  for (let index = 1; index < text.length; index += 1) {
    if (text[index] === "\\") index += 1;
    else if (text[index] === "$") return closes(text, index) ? index + 1 : -1;
  }
  return -1;
}

const closes = (text, index) => index > 1 && !SPACE.test(text[index - 1]) && !/\d/.test(text[index + 1] ?? "");

function parts(context, from, to) {
  return [...context.slice(from, to).matchAll(PARTS)].map(({ 0: part, index }) => {
    return context.elt(kind(part), from + index, from + index + part.length);
  });
}

function kind(part) {
  if (part[0] === "%") return "FormulaComment";
  return part[0] === "\\" ? "FormulaCommand" : "FormulaBrace";
}

function parseBlock(context, line) {
  const text = line.text.slice(line.pos);
  const opening = OPENING.exec(text);
  if (!opening) return false;
  const closing = opening[1] ? `\\end{${opening[1]}}` : { $$: "$$", "\\[": "\\]" }[opening[0]];
  const from = context.lineStart + line.pos;
  const children = lineParts(context, line, line.pos);
  let rest = text.slice(opening[0].length);
  while (!rest.includes(closing)) {
    if (!context.nextLine()) break;
    children.push(...lineParts(context, line, 0));
    rest = line.text;
  }
  const to = context.lineStart + line.text.length;
  context.addElement(context.elt("DisplayFormula", from, to, children));
  context.nextLine();
  return true;
}

function lineParts(context, line, from) {
  return [...line.text.slice(from).matchAll(PARTS)].map(({ 0: part, index }) => {
    const start = context.lineStart + from + index;
    return context.elt(kind(part), start, start + part.length);
  });
}

const endsParagraph = (_context, line) => OPENING.test(line.text.slice(line.pos));
