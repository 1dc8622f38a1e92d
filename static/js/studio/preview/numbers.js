// Which blocks must be typeset again though their source stayed: those whose equation numbers or references moved.

const math = () => globalThis.longwave.math;

/** Return the equation numbers that a typeset block takes: the one before it and its last. */
export function numbersOf({ formulas }) {
  const taken = formulas.map((formula) => math().numbersOf(formula));
  return { from: taken[0]?.from ?? 0, to: taken.at(-1)?.to ?? 0 };
}

/** Whether a block has numbered equations. */
export function isNumbered(block) {
  const { from, to } = numbersOf(block);
  return to > from;
}

/** Return the number of the last equation among typeset blocks. */
export const lastNumber = (blocks) => Math.max(0, ...blocks.filter(isNumbered).map((block) => numbersOf(block).to));

/** Return the names whose labels came, went or show another number. */
export function changedLabels(before, after) {
  const names = new Set([...before.keys(), ...after.keys()]);
  return new Set([...names].filter((name) => before.get(name) !== after.get(name)));
}

/** Let blocks that leave the page give up their labels. */
export const giveUpLabels = (blocks) => math().forgetNumbers(blocks.flatMap(({ formulas }) => formulas));
