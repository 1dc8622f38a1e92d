// Long work in short slices, so that the page scrolls and answers meanwhile.

const BUDGET = 20; // milliseconds of work between two pauses; a task of 50 is one that people notice

/** Wait until the browser has done what is more urgent. */
export const pause = () => globalThis.scheduler?.yield?.() ?? new Promise((resolve) => setTimeout(resolve));

/** Wait for an idle moment; resolves to a deadline. */
export const idle = () => new Promise((resolve) => {
  if (globalThis.requestIdleCallback) requestIdleCallback(resolve, { timeout: 1_000 });
  else setTimeout(() => resolve({ timeRemaining: () => 10 }), 50);
});

/**
 * Do all steps; `afterSlice` is called before each pause and at the end. A step may throw MathJax's "retry" while a file
 * is on its way, and is then done again.
 */
export async function runInSlices(steps, afterSlice) {
  let begin = performance.now();
  for (const step of steps) {
    const waiting = attempt(step);
    if (waiting) await waiting;
    if (performance.now() - begin > BUDGET) {
      afterSlice();
      await pause();
      begin = performance.now();
    }
  }
  afterSlice();
}

/** Do what is left of the steps at once; those that wait for a file are left to whoever else runs them. */
export function runAtOnce(steps) {
  for (const step of steps) attempt(step)?.catch(() => {});
}

/** Do a step; return a promise when it has to be repeated later. */
function attempt(step) {
  try {
    step();
    return null;
  } catch (error) {
    if (!(error.retry instanceof Promise)) throw error;
    return error.retry.then(() => attempt(step));
  }
}
