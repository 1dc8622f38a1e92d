// What is offered while one types: LaTeX after `\`, environments, labels, posts of this site in `[[`.
import { snippet, snippetCompletion } from "@codemirror/autocomplete";
import { syntaxTree } from "@codemirror/language";

import { COMMANDS, ENVIRONMENT_NAMES } from "./latex.js";

const LABEL = /\\label\s*\{([^{}]+)\}/g;
const DEFINITION = /\\(?:(?:re|provide)?newcommand|DeclareMathOperator|def)\*?\s*\{?\\([A-Za-z]+)/g;
const ENVIRONMENTS = ENVIRONMENT_NAMES.map((name) => {
  const apply = replaceBrace(snippet(`\\begin{${name}}\n\${}\n\\end{${name}}`));
  return { label: `\\begin{${name}}`, type: "keyword", apply };
});
const KNOWN = COMMANDS.map(({ name, template }) => {
  return snippetCompletion(`\\${template.replaceAll("#{}", "${}")}`, { label: `\\${name}`, type: "function" });
});

/** Return the sources of completions; `posts` resolves to the posts of the site. */
export const completionSources = (posts) => [labels, commands, linksTo(posts)];

function labels(context) {
  const before = context.matchBefore(/\\(?:eqref|ref)\{[^{}\s]*/);
  if (!before) return null;
  const from = before.from + before.text.indexOf("{") + 1;
  const found = [...new Set(matches(context, LABEL))];
  const options = found.map((label) => ({ label, type: "constant", apply: replaceBrace(insertName) }));
  return { from, options, validFor: /^[^{}\s]*$/ };
}

/** Do something with what was typed and the brace after it, if the editor has closed it by itself. */
function replaceBrace(apply) {
  return (view, completion, from, to) => {
    apply(view, completion, from, to + (view.state.sliceDoc(to, to + 1) === "}" ? 1 : 0));
  };
}

function insertName(view, { label }, from, to) {
  view.dispatch({ changes: { from, to, insert: `${label}}` }, selection: { anchor: from + label.length + 1 } });
}

function commands(context) {
  const before = context.matchBefore(/\\[A-Za-z]*(?:\{[A-Za-z]*\*?)?/);
  if (!before || (before.text === "\\" && !context.explicit && !isInFormula(context))) return null;
  if (before.text.includes("{") && !before.text.startsWith("\\begin{")) return null;
  const own = [...new Set(matches(context, DEFINITION))].map((name) => ({ label: `\\${name}`, type: "function", boost: 50 }));
  return { from: before.from, options: [...own, ...KNOWN, ...ENVIRONMENTS], validFor: /^\\[A-Za-z]*(?:\{[A-Za-z]*\*?)?$/ };
}

const linksTo = (posts) => async (context) => {
  const before = context.matchBefore(/\[\[[^\]\n]*/);
  if (!before) return null;
  const options = (await posts()).map(({ slug, title }) => ({
    label: title, detail: slug, type: "text", apply: replaceBrackets(`[${title.replace(/[[\]\\]/g, "\\$&")}](/posts/${slug})`),
  }));
  return { from: before.from + 2, options, validFor: /^[^\]\n]*$/ };
};

/** Put a link in place of the brackets too, with those that the editor closed by itself. */
const replaceBrackets = (insert) => (view, _completion, from, to) => {
  const closing = /^\]{0,2}/.exec(view.state.sliceDoc(to, to + 2))[0].length;
  view.dispatch({ changes: { from: from - 2, to: to + closing, insert }, selection: { anchor: from - 2 + insert.length } });
};

function* matches(context, pattern) {
  for (const [, name] of context.state.doc.toString().matchAll(pattern)) yield name;
}

function isInFormula({ state, pos }) {
  for (let node = syntaxTree(state).resolveInner(pos, -1); node; node = node.parent) {
    if (node.name === "Formula" || node.name === "DisplayFormula") return true;
  }
  return false;
}
