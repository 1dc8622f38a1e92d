// Pictures, pasted, dropped or chosen: a placeholder stands in the text at once and gives way to the picture's Markdown.
import { EditorView } from "@codemirror/view";

import { logInAgain } from "./saving/log_in.js";
import { renewToken, token } from "./saving/requests.js";
import { word } from "./words.js";

let count = 0;

/** Takes pictures into the text of an editor. */
export class Pictures {
  /**
   * @param {{url: string, largest: number, post: string, status: HTMLElement}} parts `largest` file in bytes that is
   *   taken; `status` says how far an upload is
   */
  constructor({ url, largest, post, status }) {
    Object.assign(this, { url, largest, post, status });
    this.running = new Set();
    this.lines = new Map(); // what is said about each upload, by its placeholder
  }

  /** The editor's extension. */
  get extension() {
    const take = (event, view, data, position) => {
      const files = [...(data?.files ?? [])];
      if (!files.length) return false;
      event.preventDefault();
      this.insert(view, files, position);
      return true;
    };
    return EditorView.domEventHandlers({
      paste: (event, view) => {
        const data = event.clipboardData;
        if (data?.getData("text/plain")) return false; // office programs add a picture of the words that were copied
        return take(event, view, data, view.state.selection.main.head);
      },
      drop: (event, view) => {
        const place = view.posAtCoords({ x: event.clientX, y: event.clientY }, false);
        return take(event, view, event.dataTransfer, place);
      },
    });
  }

  /** Take what is dropped beside the text too: browsers would leave the page to show the file. */
  catchAround(view) {
    const bringsFiles = ({ dataTransfer, defaultPrevented }) => !defaultPrevented && dataTransfer?.types.includes("Files");
    addEventListener("dragover", (event) => bringsFiles(event) && event.preventDefault());
    addEventListener("drop", (event) => {
      if (!bringsFiles(event)) return;
      event.preventDefault();
      this.insert(view, [...event.dataTransfer.files]);
    });
  }

  /** Upload files and put them into the text at a position, in their order. */
  insert(view, files, position = view.state.selection.main.head) {
    const uploads = files.map((file) => ({ file, ...placeholderFor(file) }));
    const insert = uploads.map(({ placeholder }) => placeholder).join("\n\n");
    view.dispatch({ changes: { from: position, insert }, selection: { anchor: position + insert.length } });
    this.lines.clear();
    for (const upload of uploads) this.track(this.upload(view, upload));
  }

  /** Wait until no placeholder stands in the text any more. */
  async settled() {
    while (this.running.size) await Promise.all(this.running);
  }

  track(upload) {
    this.running.add(upload);
    upload.finally(() => this.running.delete(upload));
  }

  async upload(view, { file, name, placeholder }) {
    try {
      const progressed = (percent) => this.say(placeholder, word("progress", { name, percent }));
      replace(view, placeholder, (await this.take(file, progressed)).markdown);
      this.say(placeholder, "");
    } catch (error) {
      replace(view, placeholder, "");
      this.say(placeholder, word("pictureFailed", { name, reason: error.message || word("noConnection") }));
    }
  }

  /**
   * Send a file until the server takes or refuses it; a session that ended meanwhile is begun again. Resolves to what the
   * server says of the picture, rejects with the reason.
   * @param {(percent: number) => void} progressed
   */
  async take(file, progressed, isSecond = false) {
    // A server that refuses a large request may hang up while it is sent, and browsers then show no reason.
    if (file.size > this.largest) throw new Error(word("tooLarge"));
    const { status, response } = await this.send(file, (share) => progressed(Math.round(share * 100)));
    if (status === 201) return response;
    if (status === 401 && (await logInAgain())) return this.take(file, progressed);
    if (status === 400 && !isSecond) {
      await renewToken();
      return this.take(file, progressed, true);
    }
    throw new Error(response?.message);
  }

  /** Send a file; resolves to the answer, rejects when none comes. Only this older interface tells progress. */
  send(file, progressed) {
    const body = new FormData();
    body.append("file", file);
    body.append("post", this.post);
    const asked = new XMLHttpRequest();
    asked.open("POST", this.url);
    asked.responseType = "json";
    asked.setRequestHeader("Accept", "application/json");
    asked.setRequestHeader("X-CSRFToken", token());
    asked.upload.onprogress = ({ loaded, total }) => total && progressed(loaded / total);
    return new Promise((resolve, reject) => {
      asked.onload = () => resolve(asked);
      asked.onerror = () => reject(new Error(""));
      asked.send(body);
    });
  }

  /** Say something about one upload beside what is said about the others. */
  say(placeholder, text) {
    this.lines.set(placeholder, text);
    this.status.textContent = [...this.lines.values()].filter(Boolean).join(" · ");
  }
}

/** Return the name of a file and a link that stands for it: the preview would fetch an image from this very page. */
function placeholderFor(file) {
  const name = file.name.replace(/[[\]()\\]/g, "");
  return { name, placeholder: `[${word("uploading", { name })}](#upload-${(count += 1)})` };
}

/** Put text in place of a placeholder, wherever it has moved; an author who deleted it has decided. */
function replace(view, placeholder, insert) {
  const from = view.state.doc.toString().indexOf(placeholder);
  if (from >= 0) view.dispatch({ changes: { from, to: from + placeholder.length, insert } });
}
