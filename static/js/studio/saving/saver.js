// Brings what is typed to the server: one request at a time, again and again until it answers. What was typed counts as
// saved only on the acknowledgement of that very text.
import { isSame } from "./draft.js";
import { logInAgain } from "./log_in.js";
import { renewToken, request } from "./requests.js";

const QUIET = 1_500; // milliseconds after the last key before an autosave
const LONGEST = 5_000; // milliseconds that a text waits while its author goes on typing
const RETRIES = [1_000, 2_000, 4_000, 8_000]; // milliseconds until the next attempt, the last one again and again
const KEEPALIVE_BYTES = 60_000; // browsers refuse larger bodies of requests that outlive their page

/**
 * The state of an editor: `saved`, `dirty`, `saving`, `offline`, `refused`, `conflict`.
 * Emits `state` (detail: {state, message, at}), `conflict` (detail: the server's answer) and `acknowledged` (detail:
 * {isSave, hasUnpublishedChanges}).
 */
export class Saver extends EventTarget {
  /**
   * @param {{draftForm, journal, post: {autosave: string, save: string, version: number, copyVersion: number,
   *   branch: string}}} parts
   */
  constructor({ draftForm, journal, post }) {
    super();
    Object.assign(this, { draftForm, journal, post });
    this.acknowledged = draftForm.readSent();
    this.state = "saved";
    this.running = null;
    this.timer = null;
    this.dirtySince = 0;
    this.failures = 0;
    this.unanswered = []; // drafts that were sent since the last answer: the server may have them all the same
  }

  /** Whether the server lacks something that was typed. */
  get isDirty() {
    return !isSame(this.draftForm.read(), this.acknowledged);
  }

  /** Something was typed. */
  changed() {
    const draft = this.draftForm.read();
    if (isSame(draft, this.acknowledged)) return;
    this.journal.note(draft);
    this.dirtySince ||= Date.now();
    if (this.state === "saved" || this.state === "refused") this.show("dirty");
    if (this.failures === 0) this.plan(Math.min(QUIET, Math.max(0, this.dirtySince + LONGEST - Date.now())));
  }

  /** Autosave what is not saved yet, at once; `isLast` when the page may be on its way out. */
  flush({ isLast = false } = {}) {
    if (this.isDirty && this.state !== "conflict") return this.send(this.post.autosave, { isLast });
    return Promise.resolve(true);
  }

  /** Save as the author asks for it; resolves to whether the server has this text as a version. */
  async save() {
    while (this.running) await this.running;
    return this.send(this.post.save);
  }

  /** The author has decided a conflict: what the form holds follows on the version of the others. */
  async settle({ version, copyVersion }) {
    Object.assign(this.post, { version, copyVersion });
    this.show("dirty");
    return this.save();
  }

  plan(delay) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), delay);
  }

  send(url, { isLast = false } = {}) {
    if (this.running) return this.running;
    clearTimeout(this.timer);
    this.running = this.attempt(url, isLast).finally(() => {
      this.running = null;
      if (this.failures === 0 && this.state !== "conflict" && this.state !== "refused" && this.isDirty) this.plan(QUIET);
    });
    return this.running;
  }

  async attempt(url, isLast, isSecond = false) {
    const draft = this.draftForm.read();
    const { version, copyVersion, branch } = this.post;
    const json = { ...draft, version, copy_version: copyVersion, branch };
    this.show("saving");
    let answer;
    try {
      const keepalive = isLast && new Blob([JSON.stringify(json)]).size < KEEPALIVE_BYTES;
      answer = await request(url, { json, keepalive });
      if (answer.status === 400 && !isSecond) {
        await renewToken();
        return await this.attempt(url, isLast, true);
      }
    } catch {
      this.unanswered.push(draft);
      return this.failed();
    }
    return this.answered(answer, draft, url);
  }

  async answered({ status, body }, draft, url) {
    if (status === 200 && body.state === "saved") return this.accept(body, draft, url === this.post.save);
    if (status === 409) return this.isOwn(body.theirs) ? this.goOn(body, url) : this.meet(body);
    if (status === 401) {
      this.show("refused", { message: body.message });
      return (await logInAgain()) ? this.attempt(url, false) : false;
    }
    if (status >= 500 || status === 429) return this.failed();
    this.show("refused", { message: body.message });
    return false;
  }

  accept(body, draft, isSave) {
    Object.assign(this.post, { version: body.version, copyVersion: body.copy_version });
    this.acknowledged = draft;
    this.failures = 0;
    this.unanswered = [];
    this.dirtySince = this.isDirty ? Date.now() : 0;
    if (!this.isDirty) this.journal.clear();
    this.show(this.isDirty ? "dirty" : "saved", { at: body.saved_at });
    const detail = { isSave, hasUnpublishedChanges: body.has_unpublished_changes };
    this.dispatchEvent(new CustomEvent("acknowledged", { detail }));
    return true;
  }

  /** Whether the other text of a conflict is one of this editor's, whose acknowledgement was lost on its way. */
  isOwn(theirs) {
    return this.unanswered.some(({ title, source }) => title === theirs.title && source === theirs.source);
  }

  /** Send the text again, now as the one that follows on this editor's own earlier one. */
  goOn({ version, copy_version: copyVersion }, url) {
    Object.assign(this.post, { version, copyVersion });
    this.unanswered = [];
    return this.attempt(url, false);
  }

  meet(body) {
    this.show("conflict");
    this.dispatchEvent(new CustomEvent("conflict", { detail: body }));
    return false;
  }

  failed() {
    const delay = RETRIES[Math.min(this.failures, RETRIES.length - 1)];
    this.failures += 1;
    this.show("offline");
    this.plan(delay);
    return false;
  }

  show(state, detail = {}) {
    this.state = state;
    this.dispatchEvent(new CustomEvent("state", { detail: { state, ...detail } }));
  }
}
