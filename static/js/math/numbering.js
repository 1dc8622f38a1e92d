// Which numbers and labels each formula took, so that some formulas of a post can be typeset again in their place.

const taken = new WeakMap();

/** An element with this attribute begins at the equation number after the one that it names. */
const START = "data-math-start";

/** Keeps the numbers and labels of one scope. */
export class Numbering {
  constructor(tags) {
    this.tags = tags;
    this.place = null;
  }

  /** A formula is about to be compiled for the first time. */
  begin(element) {
    const { tags } = this;
    const place = element.closest(`[${START}]`);
    if (place && place !== this.place) tags.allCounter = Number(place.getAttribute(START));
    this.place = place;
    tags.refUpdate = false; // stays true after references were compiled again, and numbers would stand still
    tags.labels = {};
    taken.set(element, { tags, from: tags.allCounter, to: tags.allCounter, labels: [] });
  }

  /** A formula was compiled, or refused: then it took nothing. */
  end(element) {
    const { allCounter, allLabels, labels } = this.tags;
    const own = Object.keys(labels).filter((name) => allLabels[name] === labels[name]);
    Object.assign(taken.get(element), { to: allCounter, labels: own });
  }
}

/**
 * Return what a formula took.
 * @returns {{from: number, to: number, labels: string[]}} the number before it, its own last one, and its labels
 */
export function numbersOf(element) {
  const { from = 0, to = 0, labels = [] } = taken.get(element) ?? {};
  return { from, to, labels };
}

/** Give the labels of formulas free, which are about to be replaced. */
export function forgetNumbers(elements) {
  for (const element of elements) {
    const { tags, labels = [] } = taken.get(element) ?? {};
    for (const name of labels) delete tags.allLabels[name];
    taken.delete(element);
  }
}
