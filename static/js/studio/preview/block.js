// One block of the preview: what the renderer made of some lines of the source.
import { readReferences } from "../../math/references.js";

const MATH = "span.math";
const DEFINES = new RegExp(
  "\\\\(?:(?:re|provide)?newcommand|(?:re)?newenvironment|g?def|let|DeclareMathOperator|DeclarePairedDelimiter" +
    "|definecolor|(?:new|use)tagform)(?![A-Za-z])",
);
const REFERS = /\\(?:eqref|ref)\s*\{([^{}]*)\}/g;

/** A block on the page or on its way there. */
export class Block {
  /** @param {{key: string, line: number, last_line: number, html: string}} answer */
  constructor({ key, line, last_line: lastLine, html }) {
    Object.assign(this, { key, html, line, lastLine, firstLine: line });
    this.element = document.createElement("div");
    this.element.className = "preview-block";
    this.element.append(...parse(html));
    readReferences([this.element]);
    this.formulas = [...this.element.querySelectorAll(MATH)];
    const texts = this.formulas.map(({ textContent }) => textContent);
    this.definesMacros = texts.some((text) => DEFINES.test(text));
    this.references = new Set(texts.flatMap((text) => [...text.matchAll(REFERS)].map(([, name]) => name)));
    this.place(line, lastLine);
  }

  /** Other lines came or went above: the block stands elsewhere in the source. */
  place(line, lastLine) {
    Object.assign(this, { line, lastLine });
    this.element.dataset.line = line;
    this.element.dataset.lastLine = lastLine;
    this.element.dataset.shift = line - this.firstLine;
  }

  /** Return the same block untouched by typesetting. */
  again() {
    const { key, html, firstLine, line, lastLine } = this;
    const copy = new Block({ key, html, line: firstLine, last_line: firstLine + lastLine - line });
    copy.place(line, lastLine);
    return copy;
  }
}

/** Return the line of the source that an element of the preview, a formula perhaps, now stands on. */
export function lineOf(element) {
  const block = element.closest(".preview-block");
  const marked = element.closest("[data-line]");
  if (!block) return null;
  const shift = marked === block ? 0 : Number(block.dataset.shift);
  return Number(marked.dataset.line) + shift;
}

/** The server has made the HTML safe; a parser of its own makes elements of it that have never been active. */
const parse = (html) => [...new DOMParser().parseFromString(html, "text/html").body.childNodes];
