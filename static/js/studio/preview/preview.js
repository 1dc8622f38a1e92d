// The live preview: asks the server a moment after the last key, drops answers that were overtaken, paints what changed.
import { request } from "../saving/requests.js";
import { holder } from "./holding.js";
import { Painter } from "./painter.js";

const QUIET = 250; // milliseconds after the last key
const LONGEST = 1_000; // milliseconds that the preview may lag behind someone who goes on typing

/** Emits `painted` (detail: the server's answer) and `unreachable`. */
export class Preview extends EventTarget {
  /** @param {{pane: HTMLElement, url: string, ask: () => object, currentLine: () => number}} parts */
  constructor({ pane, url, ask, currentLine }) {
    super();
    Object.assign(this, { pane, url, ask });
    this.title = pane.querySelector("[data-preview-title]");
    this.painter = new Painter(pane.querySelector("[data-preview-page]"), pane.querySelector("[data-preview-stage]"));
    this.hold = holder(pane, currentLine);
    this.abort = null;
    this.timer = null;
    this.waitingSince = 0;
    this.painting = Promise.resolve();
    this.latest = 0;
    this.painted = 0;
  }

  /** Whether the page shows the present text. */
  get isCurrent() {
    return !this.waitingSince && this.painted === this.latest && this.latest > 0;
  }

  /** The source changed. */
  changed() {
    this.waitingSince ||= performance.now();
    clearTimeout(this.timer);
    const left = this.waitingSince + LONGEST - performance.now();
    this.timer = setTimeout(() => this.refresh(), Math.min(QUIET, Math.max(0, left)));
  }

  /** Ask for the preview of the present text. */
  async refresh() {
    this.waitingSince = 0;
    this.abort?.abort();
    this.abort = new AbortController();
    const number = ++this.latest;
    try {
      const { status, body } = await request(this.url, { json: this.ask(), signal: this.abort.signal });
      if (status === 200 && number === this.latest) await this.show(body, number);
    } catch (error) {
      if (error.name !== "AbortError") this.dispatchEvent(new Event("unreachable"));
    }
  }

  /** Paint an answer after the one that is being painted, unless a newer one has come meanwhile. */
  show(answer, number) {
    this.painting = this.painting.then(async () => {
      if (number !== this.latest) return;
      await this.painter.paint(answer.blocks, this.hold);
      await this.showTitle(answer.title_html);
      this.painted = number;
      this.dispatchEvent(new CustomEvent("painted", { detail: answer }));
    });
    return this.painting;
  }

  async showTitle(html) {
    if (this.title.dataset.html === html) return;
    this.title.dataset.html = html;
    const { childNodes } = new DOMParser().parseFromString(html, "text/html").body;
    globalThis.longwave.math.clear([this.title]);
    const change = () => this.title.replaceChildren(...childNodes);
    if (this.pane.scrollTop > 0) this.hold(change);
    else change();
    await globalThis.longwave.math.typeset([this.title]);
  }
}
