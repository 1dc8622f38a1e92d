// Somebody else saved first: both texts and their merge stand beside each other, and the author chooses.
import { ask } from "../elements.js";
import { word } from "../words.js";
import { showDifferences } from "./recovery.js";

/** Show every conflict that the saver meets and save what the author decides. */
export function settleConflicts(saver, draftForm) {
  saver.addEventListener("conflict", ({ detail }) => decide(saver, draftForm, detail));
}

async function decide(saver, draftForm, answer) {
  const dialog = document.querySelector("[data-conflict]");
  const mine = draftForm.read();
  const { theirs, merged } = answer;
  dialog.querySelector("[data-count]").textContent = word(merged.conflicts ? "collisions" : "noCollisions", {
    count: merged.conflicts,
  });
  showDifferences(dialog.querySelector("[data-mine]"), theirs.source, mine.source);
  dialog.querySelector("[data-theirs]").textContent = theirs.source;
  dialog.querySelector("[data-merged]").textContent = merged.source;
  dialog.querySelector("[data-page]").href = answer.url ?? "";
  const choice = await ask(dialog);
  const texts = { merged, theirs, mine: {} };
  if (!Object.hasOwn(texts, choice)) return saver.show("conflict");
  draftForm.write(texts[choice]);
  return saver.settle({ version: answer.version, copyVersion: answer.copy_version });
}
