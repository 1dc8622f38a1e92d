// A scope is one post or one card: macros, labels and numbers live and end in it. Each has a TeX of its own, so that
// nothing that a formula can define or set reaches the next post.
import { TeX } from "@mathjax/src/js/input/tex.js";

import { keepTogether } from "./breaking.js";
import { adaptor, mathDocument } from "./engine.js";
import { checkResult, checkSource, LIMITS } from "./limits.js";
import { MACROS } from "./macros.js";
import { isMoving } from "./movement.js";
import { Numbering } from "./numbering.js";
import { PACKAGES } from "./packages.js";
import { StrictSafe } from "./safety.js";

const scopes = new Map();

/** Return the scope that an element lies in. */
export function scopeOf(element) {
  const name = element.closest("[data-math-scope]")?.dataset.mathScope ?? "";
  if (!scopes.has(name)) scopes.set(name, new Scope(name));
  return scopes.get(name);
}

/** Return the labels that are known where an element stands, each with the number or name that references show. */
export function labelsIn(element) {
  const { allLabels } = scopeOf(element).tex.parseOptions.tags;
  return new Map(Object.entries(allLabels).map(([name, { tag }]) => [name, tag]));
}

class Scope {
  constructor(name) {
    this.idPrefix = `mjx-eqn:p${name.replace(/[^\w-]/g, (character) => `.${character.codePointAt(0).toString(16)}.`)}:`;
    this.safe = new StrictSafe(mathDocument(), this.idPrefix);
    this.tex = new TeX({
      packages: PACKAGES,
      macros: MACROS,
      tags: "ams",
      maxMacros: LIMITS.macros,
      maxBuffer: LIMITS.buffer,
      maxTemplateSubtitutions: LIMITS.substitutions,
      mathtools: { "allow-mathtoolsset": false },
      formatError: (_tex, error) => {
        throw new FormulaError(error.message);
      },
    });
    this.tex.setAdaptor(adaptor);
    this.tex.setMmlFactory(mathDocument().mmlFactory);
    this.tex.initialize();
    this.tex.preFilters.add(({ math }) => checkSource(math.math));
    this.tex.postFilters.add(({ data }) => checkResult(data.root), -10);
    this.tex.postFilters.add(({ math, data }) => {
      this.safe.clean(data.root);
      math.inputData.moves = isMoving(data.root);
    }, -6.5);
    this.tex.postFilters.add(({ math, data }) => {
      if (!math.display) keepTogether(data.root);
    }, 10);
    this.nameLabels();
    this.numbering = new Numbering(this.tex.parseOptions.tags);
  }

  /** Give ids to labelled equations only, within the scope's own names. */
  nameLabels() {
    const { tags } = this.tex.parseOptions;
    const { idPrefix } = this;
    tags.formatId = (label) => idPrefix + label.replace(/\s/g, "_");
    tags.formatUrl = (id) => (id ? `#${encodeURIComponent(id)}` : "");
    tags.makeId = function makeId() {
      this.currentTag.tagId = this.label ? this.formatId(this.label) : "";
    };
  }

  /** Compile a formula; throws FormulaError or LimitError. */
  compile(item, element) {
    this.numbering.begin(element);
    try {
      this.compileItem(item);
    } finally {
      this.numbering.end(element);
    }
  }

  compileItem(item) {
    item.root = this.tex.compile(item, mathDocument());
  }

  /** Compile a formula again, now that every label of the scope is known. */
  recompile(item) {
    const { recompile } = item.inputData;
    item.inputData = { recompile };
    this.compileItem(item);
  }
}

/** TeX did not understand a formula; the message is MathJax's. */
class FormulaError extends Error {
  constructor(message) {
    super(message.replace(/\n[^]*/, ""));
    this.name = "FormulaError";
  }
}
