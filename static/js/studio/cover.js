// The cover is chosen from the whole library, by what it looks like. Without scripts the same field is a list of names.
import { element } from "./elements.js";
import { request } from "./saving/requests.js";
import { word } from "./words.js";

const PAUSE = 250; // milliseconds after the last key before a search

/** Lets an author choose the picture that stands above a post. */
export class CoverChooser {
  /** @param {{form: HTMLFormElement, dialog: HTMLDialogElement, pictures}} parts */
  constructor({ form, dialog, pictures }) {
    Object.assign(this, { dialog, pictures });
    this.field = form.elements.cover;
    this.choice = form.querySelector("[data-cover-choice]");
    this.list = dialog.querySelector("[data-covers]");
    this.status = dialog.querySelector("[data-cover-status]");
    this.search = dialog.querySelector("[type=search]");
    this.more = dialog.querySelector("[data-more-covers]");
    this.asked = 0;
  }

  /** Put the chooser in place of the list of names. */
  start() {
    this.field.hidden = true;
    this.choice.hidden = false;
    this.field.addEventListener("change", () => this.show());
    this.choice.querySelector("[data-choose-cover]").addEventListener("click", () => this.open());
    this.choice.querySelector("[data-no-cover]").addEventListener("click", () => this.take({ digest: "" }));
    this.search.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.find();
    });
    this.search.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.find(), PAUSE);
    });
    this.more.addEventListener("click", () => this.load(this.next));
    const file = this.dialog.querySelector("[data-cover-file]");
    file.addEventListener("change", () => this.upload(file.files[0]).finally(() => (file.value = "")));
    this.show();
  }

  /** Show what is chosen. */
  show() {
    const [option] = this.field.selectedOptions;
    const image = this.choice.querySelector("[data-cover-image]");
    image.hidden = !option?.dataset.url;
    if (option?.dataset.url) image.src = option.dataset.url;
    this.choice.querySelector("[data-cover-name]").textContent = option?.textContent ?? "";
    this.choice.querySelector("[data-no-cover]").hidden = !this.field.value;
  }

  open() {
    this.search.value = "";
    this.dialog.showModal();
    this.find();
  }

  find() {
    this.list.replaceChildren();
    const url = new URL(this.dialog.dataset.coverChooser, location.href);
    url.searchParams.set("q", this.search.value);
    return this.load(url.href);
  }

  /** Add a page of the library to the list; an answer that was overtaken by another question is dropped. */
  async load(url) {
    const number = (this.asked += 1);
    const { status, body } = await request(url).catch(() => ({ status: 0, body: {} }));
    if (number !== this.asked) return;
    if (status !== 200) {
      this.status.textContent = body.message || word("noConnection");
      return;
    }
    this.list.append(...body.pictures.map((picture) => this.item(picture)));
    this.status.textContent = body.total ? "" : this.status.dataset.none;
    this.next = body.next_url;
    this.more.hidden = !this.next;
  }

  item(picture) {
    const { preview_url: src, name, digest } = picture;
    const image = element("img", { class: "cover-image", src, alt: "", loading: "lazy" });
    const isChosen = String(digest === this.field.value);
    const button = element("button", { type: "button", "aria-pressed": isChosen }, image, element("span", {}, name));
    button.addEventListener("click", () => this.take(picture));
    return element("li", {}, button);
  }

  async upload(file) {
    if (!file) return;
    try {
      const taken = await this.pictures.take(file, (percent) => {
        this.status.textContent = word("progress", { name: file.name, percent });
      });
      this.take(taken);
    } catch (error) {
      this.status.textContent = word("pictureFailed", { name: file.name, reason: error.message || word("noConnection") });
    }
  }

  /** Choose a picture, or none. */
  take({ digest, name = "", preview_url: url = "" }) {
    if (![...this.field.options].some(({ value }) => value === digest)) {
      this.field.append(element("option", { value: digest, "data-url": url }, name));
    }
    this.field.value = digest;
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
    this.show();
    if (this.dialog.open) this.dialog.close();
    this.choice.querySelector("[data-choose-cover]").focus();
  }
}
