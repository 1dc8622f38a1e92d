// Publishing saves first, and asks first when readers would see broken formulas.
import { ask, element } from "./elements.js";
import { reloadSaying } from "./notices.js";
import { request } from "./saving/requests.js";
import { goTo } from "./source/editor.js";
import { word } from "./words.js";

/** Publishes the post of an editor. */
export class Publisher {
  /** @param {{saver, preview, problems, pictures, form: HTMLFormElement, view}} parts */
  constructor(parts) {
    Object.assign(this, parts);
  }

  /** Publish or update now, or at the time that the form names if the button says so. */
  async publish(button) {
    await this.pictures.settled(); // readers must not see a placeholder
    await this.preview.refresh();
    const { formulas } = this.problems;
    const isSure = !formulas.length || (await this.confirm(formulas));
    if (isSure && (await this.saver.save())) await this.send(button?.dataset.scheduled !== undefined, formulas.length > 0);
  }

  async send(isScheduled, force) {
    const { form, saver } = this;
    const at = isScheduled ? form.elements.at.value : "";
    const json = { version: saver.post.version, at, force, update: form.dataset.state !== "draft" };
    const { status, body } = await request(form.dataset.publicationUrl, { json }).catch(() => ({ status: 0, body: {} }));
    if (status === 200) reloadSaying(body.message);
    else if (status === 422 && body.problems) (await this.confirm(body.problems)) && (await this.send(isScheduled, true));
    else saver.show("refused", { message: body.message || word("noConnection") });
  }

  /** Ask whether to publish in spite of these problems. */
  async confirm(problems) {
    const dialog = document.querySelector("[data-confirm-publication]");
    dialog.querySelector("ul").replaceChildren(...problems.map(({ line, message }) => {
      return element("li", {}, `${word("line", { line })} · ${message}`);
    }));
    const answer = await ask(dialog);
    if (answer === "look") goTo(this.view, problems[0].line);
    return answer === "publish";
  }
}
