// Brings the preview in step with an answer of the server: only blocks that changed are replaced, only their formulas are
// typeset, and an old block stays in its place until its successor is ready.
import { Block } from "./block.js";
import { changedLabels, giveUpLabels, isNumbered, lastNumber, numbersOf } from "./numbers.js";

const math = () => globalThis.longwave.math;

/** Counts for tests and measurements: formulas typeset and blocks put into the page since it was opened. */
export const counters = { formulas: 0, blocks: 0 };

/** Paints the preview into an element, and stages new blocks in another, unseen one of the same width. */
export class Painter {
  /** @param {HTMLElement} page @param {HTMLElement} stage */
  constructor(page, stage) {
    Object.assign(this, { page, stage });
    this.blocks = [];
    this.scopes = 0;
    this.openScope();
  }

  /**
   * Show these blocks.
   * @param {object[]} answers the blocks as the server sends them
   * @param {(change: () => void) => void} hold does the change while the reader's place on the page is kept
   */
  async paint(answers, hold) {
    const next = this.match(answers);
    const fresh = new Set(next.filter((block) => !this.blocks.includes(block)));
    const kept = new Set(next.filter((block) => !fresh.has(block)));
    const gone = this.blocks.filter((block) => !kept.has(block));
    if ([...fresh, ...gone].some(({ definesMacros }) => definesMacros)) {
      await this.begin(next, fresh);
    } else {
      await this.renew(next, fresh, gone);
    }
    this.swap(next, hold);
  }

  /** Return the blocks for the answers: those on the page with the same key, else new ones. */
  match(answers) {
    const known = new Map();
    for (const block of this.blocks) known.set(block.key, [...(known.get(block.key) ?? []), block]);
    return answers.map((answer) => {
      const block = known.get(answer.key)?.shift();
      if (!block) return new Block(answer);
      block.moved = [answer.line, answer.last_line];
      return block;
    });
  }

  /** Macros changed, which any formula may use: typeset everything in a new scope. */
  async begin(next, fresh) {
    this.openScope();
    next.forEach((block, index) => {
      if (!fresh.has(block)) next[index] = renewed(block);
    });
    await this.typeset(next, 0);
  }

  openScope() {
    this.scopes += 1;
    this.stage.dataset.mathScope = `preview-${this.scopes}`;
  }

  /** Typeset fresh blocks, then those that follow from them: later numbers, references to labels that changed. */
  async renew(next, fresh, gone) {
    const before = math().labelsIn(this.stage);
    giveUpLabels(gone);
    const runs = runsOf(next, fresh);
    for (const [from, to] of runs) await this.typeset(next.slice(from, to), lastNumber(next.slice(0, from)));
    await this.renumber(next);
    const changed = changedLabels(before, math().labelsIn(this.stage));
    for (const [index, block] of next.entries()) {
      const isConcerned = [...block.references].some((name) => changed.has(name));
      if (isConcerned && (runs.length > 1 || !fresh.has(block))) await this.again(next, [index], numbersOf(block).from);
    }
  }

  /** Typeset numbered blocks again from the first one on whose equations do not follow those before. */
  async renumber(next) {
    let number = 0;
    for (const [index, block] of next.entries()) {
      if (!isNumbered(block)) continue;
      const { from, to } = numbersOf(block);
      if (from !== number) {
        const later = [...next.keys()].filter((other) => other >= index && isNumbered(next[other]));
        return this.again(next, later, number);
      }
      number = to;
    }
    return undefined;
  }

  /** Typeset the blocks at some indices again, their equations numbered after a number. */
  async again(next, indices, number) {
    giveUpLabels(indices.map((index) => next[index]));
    for (const index of indices) next[index] = renewed(next[index]);
    await this.typeset(indices.map((index) => next[index]), number);
  }

  /** Typeset blocks on the stage, their equations numbered after a number. */
  async typeset(blocks, number) {
    const formulas = blocks.flatMap((block) => block.formulas);
    const place = document.createElement("div");
    place.dataset.mathStart = number;
    place.append(...blocks.map(({ element }) => element));
    this.stage.append(place);
    if (!formulas.length) return;
    counters.formulas += formulas.length;
    await math().typeset([place]);
  }

  /** Put the blocks into the page in one step. */
  swap(next, hold) {
    const gone = this.blocks.filter((block) => !next.includes(block));
    hold(() => {
      this.page.dataset.mathScope = this.stage.dataset.mathScope;
      for (const block of gone) block.element.remove();
      next.forEach((block, index) => this.put(block, index));
    });
    math().clear(gone.map(({ element }) => element));
    this.stage.replaceChildren();
    this.blocks = next;
  }

  put(block, index) {
    if (block.moved) block.place(...block.moved);
    delete block.moved;
    if (this.page.children[index] === block.element) return;
    counters.blocks += 1;
    this.page.insertBefore(block.element, this.page.children[index] ?? null);
  }
}

/** Return where fresh blocks stand: pairs of the first index and the one after the last. */
function runsOf(blocks, fresh) {
  const runs = [];
  for (const [index, block] of blocks.entries()) {
    if (!fresh.has(block)) continue;
    if (runs.at(-1)?.[1] === index) runs.at(-1)[1] = index + 1;
    else runs.push([index, index + 1]);
  }
  return runs;
}

function renewed(block) {
  const copy = block.again();
  copy.moved = block.moved;
  return copy;
}
