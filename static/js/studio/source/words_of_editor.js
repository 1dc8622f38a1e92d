// The words of the editor's own panels (search, completion), in the language of the interface.
import { EditorState } from "@codemirror/state";

/** Return an extension with the translations that the page carries: pairs of the English phrase and its translation. */
export function phrases() {
  const pairs = [...document.querySelectorAll("[data-phrases] > data")].map(({ value, textContent }) => [value, textContent]);
  return EditorState.phrases.of(Object.fromEntries(pairs));
}
