// After a crash: what the journal holds and the server does not is offered, as a diff against the server's text.
import { ask, element } from "../elements.js";
import { word } from "../words.js";
import { isSame } from "./draft.js";
import { entries, forget } from "./journal.js";
import { lineDifferences } from "./line_differences.js";

const CONTEXT = 2; // unchanged lines shown around a change

/** Offer what earlier editors of this post left in the journal; the author decides about each. */
export async function recover({ post, branch, draftForm, changed }) {
  const left = (await entries(post)).filter((entry) => entry.branch !== branch);
  const alive = await aliveBranches();
  for (const entry of left.filter((candidate) => !alive.has(lockName(candidate)))) {
    if (isSame(entry.draft, draftForm.read())) {
      await forget(entry);
    } else {
      await offer(entry, { draftForm, changed });
    }
  }
}

/** Say for as long as this page lives that its journal belongs to an open editor. */
export function claim(name) {
  navigator.locks?.request(lockName(name), () => new Promise(() => {}));
}

const lockName = ({ post, branch }) => `longwave-editor ${post} ${branch}`;

/** Return the names of all editors that are open in other tabs; none where the browser cannot tell. */
async function aliveBranches() {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  return new Set(held.map(({ name }) => name));
}

async function offer(entry, { draftForm, changed }) {
  const dialog = document.querySelector("[data-recovery]");
  const here = draftForm.read();
  dialog.querySelector("[data-when]").textContent = new Date(entry.at).toLocaleString(document.documentElement.lang);
  showDifferences(dialog.querySelector("[data-differences]"), wholeText(here), wholeText(entry.draft));
  const answer = await ask(dialog);
  if (answer === "restore") {
    draftForm.write(entry.draft);
    await changed();
  }
  if (answer === "restore" || answer === "discard") await forget(entry);
}

const wholeText = ({ title, source }) => `${title}\n\n${source}`;

/** Fill a list with the differing lines of two texts and a few around them. */
export function showDifferences(list, before, after) {
  const lines = lineDifferences(before, after);
  const isNear = (index) => lines
    .slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1)
    .some(({ kind }) => kind !== "same");
  list.replaceChildren(...lines.filter((_, index) => isNear(index)).map(line));
}

function line({ kind, line: text }) {
  if (kind === "same") return element("p", { class: "line-difference" }, text || "\u00a0");
  const name = kind === "added" ? "ins" : "del";
  const label = element("span", { class: "visually-hidden" }, `${word(kind)}: `);
  return element("p", { class: `line-difference line-${kind}` }, label, element(name, {}, text || "\u00a0"));
}
