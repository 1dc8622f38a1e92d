// Publishing saves first, and asks first when readers would see broken formulas.
import { ask, element } from "./elements.js";
import { request } from "./saving/requests.js";
import { goTo } from "./source/editor.js";
import { word } from "./words.js";

/** Return what the publishing buttons do: publish or update now, or at the time that the form names. */
export const publisher = ({ saver, preview, problems, form, view }) => async (button) => {
  await preview.refresh();
  const isSure = !problems.formulas.length || (await confirm(problems, view));
  if (!isSure || !(await saver.save())) return;
  const at = button?.dataset.scheduled === undefined ? "" : form.elements.at.value;
  const json = { version: saver.post.version, at, force: problems.formulas.length > 0 };
  const { status, body } = await request(form.dataset.publication, { json }).catch(() => ({ status: 0, body: {} }));
  if (status === 200) location.assign(form.dataset.self);
  else if (status === 409) saver.meet(body);
  else saver.show("refused", { message: body.message || word("unreachable") });
};

/** Ask whether to publish in spite of these formulas. */
async function confirm(problems, view) {
  const dialog = document.querySelector("[data-confirm-publication]");
  dialog.querySelector("ul").replaceChildren(...problems.formulas.map(({ line, message }) => {
    return element("li", {}, `${word("line", { line })} `, message);
  }));
  const answer = await ask(dialog);
  if (answer === "look") goTo(view, problems.formulas[0].line);
  return answer === "publish";
}
