// Pictures, pasted, dropped or chosen: a placeholder stands in the text at once and gives way to the picture's Markdown.
import { EditorView } from "@codemirror/view";

import { logInAgain } from "./saving/log_in.js";
import { token } from "./saving/requests.js";
import { word } from "./words.js";

let count = 0;

/** Takes pictures into the text of an editor. */
export class Pictures {
  /** @param {{url: string, post: string, status: HTMLElement}} parts `status` says how far an upload is */
  constructor({ url, post, status }) {
    Object.assign(this, { url, post, status });
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
      paste: (event, view) => take(event, view, event.clipboardData, view.state.selection.main.head),
      drop: (event, view) => {
        const place = view.posAtCoords({ x: event.clientX, y: event.clientY }, false);
        return take(event, view, event.dataTransfer, place);
      },
    });
  }

  /** Upload files and put them into the text at a position. */
  insert(view, files, position = view.state.selection.main.head) {
    for (const file of files) this.upload(view, file, position);
  }

  async upload(view, file, position) {
    const name = file.name.replace(/[[\]()\\]/g, "");
    const placeholder = `![${word("uploading", { name })}](#${(count += 1)})`;
    const anchor = position + placeholder.length;
    view.dispatch({ changes: { from: position, insert: placeholder }, selection: { anchor } });
    try {
      replace(view, placeholder, await this.markdownOf(file, name));
      this.say("");
    } catch (error) {
      replace(view, placeholder, "");
      this.say(word("pictureFailed", { name, reason: error.message || word("noConnection") }));
    }
  }

  /** Send a file until the server takes or refuses it; a session that ended meanwhile is begun again. */
  async markdownOf(file, name) {
    const { status, response } = await this.send(file, (share) => {
      this.say(word("progress", { name, percent: Math.round(share * 100) }));
    });
    if (status === 201) return response.markdown;
    if (status === 401 && (await logInAgain())) return this.markdownOf(file, name);
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

  say(text) {
    this.status.textContent = text;
  }
}

/** Put text in place of a placeholder, wherever it has moved; an author who deleted it has decided. */
function replace(view, placeholder, insert) {
  const from = view.state.doc.toString().indexOf(placeholder);
  if (from >= 0) view.dispatch({ changes: { from, to: from + placeholder.length, insert } });
}
