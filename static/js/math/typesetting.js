// From sources to pictures: scope by scope, in the order of the page, in slices; references forward at a scope's end.
import { mathDocument, output, updateRules } from "./engine.js";
import { formulasIn, restore } from "./formulas.js";
import { LimitError } from "./limits.js";
import { message } from "./messages.js";
import { measure } from "./metrics.js";
import { report } from "./problems.js";
import { revealIfReady } from "./reveal.js";
import { pause, runAtOnce, runInSlices } from "./slices.js";

let queue = Promise.resolve();
let current = null;

/** Typeset the formulas in some elements; resolves to them when they stand. Calls are worked off one after another. */
export function typeset(elements) {
  queue = queue.then(() => work(elements)).catch((error) => {
    console.error(error);
    return [];
  });
  return queue;
}

/** Take the formulas in some elements back to their source. */
export const clear = (elements) => restore(elements);

/** Typeset at once what is still waiting, for a printer that does not wait. */
export function finishNow() {
  runAtOnce(current ?? plan(formulasIn([document.body])));
  updateRules();
}

async function work(elements) {
  await pause();
  output();
  await pause();
  const formulas = formulasIn(elements);
  if (!formulas.length) return [];
  let next = 0;
  current = plan(formulas);
  try {
    await runInSlices(current, () => {
      updateRules();
      while (formulas[next]?.isDone) next += 1;
      revealIfReady(formulas[next]);
    });
  } finally {
    current = null;
  }
  return formulas;
}

/** Yield the steps, each of which may be repeated. */
function* plan(formulas) {
  yield () => measure(formulas);
  for (const scope of new Set(formulas.map((formula) => formula.scope))) {
    const scoped = formulas.filter((formula) => formula.scope === scope);
    for (const formula of scoped) {
      yield () => compile(formula);
      if (!formula.item.inputData.recompile) yield () => draw(formula);
    }
    for (const formula of scoped.filter(({ item }) => item.inputData.recompile)) {
      yield () => recompile(formula);
      yield () => draw(formula);
    }
  }
}

const compile = (formula) => guard(formula, () => formula.scope.compile(formula.item, formula.element));
const recompile = (formula) => guard(formula, () => formula.scope.recompile(formula.item));

const draw = (formula) => guard(formula, () => {
  formula.show(output().typeset(formula.item, mathDocument()));
  const { unknown } = formula.item.inputData;
  if (unknown) report(formula, message("unknown")([...new Set(unknown)].map((name) => `\\${name}`).join(", ")));
});

/** Do something with a formula unless it has failed; whatever goes wrong concerns this formula alone. */
function guard(formula, action) {
  if (formula.isDone) return;
  try {
    action();
  } catch (error) {
    if (error.retry) throw error;
    formula.fail(describe(error));
  }
}

function describe(error) {
  if (error instanceof LimitError) return message(error.message);
  return error.name === "FormulaError" ? error.message : message("failed");
}
