// What is wrong with the text, listed under the editor and marked in it: the server's findings and MathJax's.
import { element } from "./elements.js";
import { lineOf } from "./preview/block.js";
import { goTo } from "./source/editor.js";
import { markProblems } from "./source/problem_marks.js";
import { word } from "./words.js";

/** The server's codes for formulas that readers would see as LaTeX. */
const FORMULA_CODES = new Set(["duplicate-label", "unclosed-display", "unclosed-environment"]);

/** Keeps the list of problems of a text. */
export class Problems {
  /** @param {{view, list: HTMLElement, summary: HTMLElement, pane: HTMLElement}} parts */
  constructor({ view, list, summary, pane }) {
    Object.assign(this, { view, list, summary, pane });
    this.all = [];
    list.addEventListener("click", ({ target }) => {
      const button = target.closest("button[data-line]");
      if (button) goTo(view, Number(button.dataset.line));
    });
    view.dom.addEventListener("click", ({ target }) => target.closest(".cm-problem-mark") && this.open());
  }

  /** Formulas that are wrong, each with its line and message. */
  get formulas() {
    return this.all.filter(({ isFormula }) => isFormula);
  }

  /** Show the findings of the server and what MathJax rejected in the preview. */
  update(found) {
    const known = found.map((problem) => ({ ...problem, isFormula: FORMULA_CODES.has(problem.code) }));
    const named = new Set(known.filter(({ isFormula }) => isFormula).map(({ line }) => line));
    const refused = this.refused().filter(({ line }) => !named.has(line));
    this.all = [...known, ...refused].sort((one, other) => one.line - other.line);
    const text = JSON.stringify(this.all);
    if (text === this.shown) return;
    this.shown = text;
    markProblems(this.view, this.all);
    this.summarise();
    this.list.replaceChildren(...this.all.map(row));
  }

  /** Return what MathJax rejected on the page. */
  refused() {
    const shown = globalThis.longwave.math.problems.filter(({ element: formula }) => this.pane.contains(formula));
    return shown.map((problem) => ({ line: lineOf(problem.element) ?? 0, message: problem.message, isFormula: true }));
  }

  /** Open the list. */
  open() {
    this.list.closest("details").open = true;
  }

  summarise() {
    const { formulas, all } = this;
    const [first] = formulas;
    this.summary.dataset.kind = first ? "formula" : all.length ? "other" : "none";
    if (first) this.summary.textContent = word("formulaProblems", { count: formulas.length, ...first });
    else this.summary.textContent = all.length ? word("problems", { count: all.length }) : word("noProblems");
  }
}

function row({ line, message, isFormula }) {
  const place = element("span", { class: "problem-line" }, line ? word("line", { line }) : word("wholeText"));
  const button = element("button", { type: "button", "data-line": line || 1 }, place, " ", message);
  return element("li", { class: isFormula ? "problem problem-formula" : "problem" }, button);
}
