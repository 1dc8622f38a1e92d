// Writes every edit into the journal, one after the other, the latest text only when several wait.
import { forget, keep } from "./journal.js";

/** Keeps the journal of one editor. */
export class JournalWriter {
  /** @param {{post: string, branch: string}} name */
  constructor(name) {
    this.name = name;
    this.waiting = null;
    this.work = Promise.resolve();
    this.isRefused = false;
  }

  /** Keep a draft. */
  note(draft) {
    const isFirst = this.waiting === null;
    this.waiting = { ...this.name, draft, at: Date.now() };
    if (isFirst) this.enqueue(() => this.flush());
  }

  /** The server has everything: nothing is left to keep. */
  clear() {
    this.waiting = null;
    this.enqueue(() => this.waiting ?? forget(this.name));
  }

  async flush() {
    const entry = this.waiting;
    this.waiting = null;
    if (entry) await keep(entry);
  }

  enqueue(action) {
    this.work = this.work.then(action).then(() => {
      this.isRefused = false;
    }, () => {
      this.isRefused = true; // private windows, full disks: the warning on leaving still stands
    });
  }
}
