// Bold, italic, code, formula and link, around every selection or at every cursor; a second time takes it away again.
import { EditorSelection } from "@codemirror/state";

/** Return a command that puts marks around what is selected, or takes them away where they stand already. */
export const surround = (opening, closing = opening) => (view) => {
  const change = view.state.changeByRange((range) => surroundRange(view.state, range, opening, closing));
  view.dispatch(change, { userEvent: "input", scrollIntoView: true });
  return true;
};

function surroundRange(state, { from, to }, opening, closing) {
  const before = state.sliceDoc(from - opening.length, from);
  const after = state.sliceDoc(to, to + closing.length);
  if (before === opening && after === closing) {
    const changes = [{ from: from - opening.length, to: from }, { from: to, to: to + closing.length }];
    return { changes, range: EditorSelection.range(from - opening.length, to - opening.length) };
  }
  const changes = [{ from, insert: opening }, { from: to, insert: closing }];
  return { changes, range: EditorSelection.range(from + opening.length, to + opening.length) };
}

/** Make links of what is selected; the cursor waits where the address goes. */
export function link(view) {
  const change = view.state.changeByRange(({ from, to }) => {
    const text = view.state.sliceDoc(from, to);
    const place = from + text.length + 3;
    return { changes: { from, to, insert: `[${text}]()` }, range: EditorSelection.cursor(text ? place : from + 1) };
  });
  view.dispatch(change, { userEvent: "input", scrollIntoView: true });
  return true;
}

/** The keys for these, as editors of text have them. */
export const FORMATTING_KEYS = [
  { key: "Mod-b", run: surround("**") },
  { key: "Mod-i", run: surround("*") },
  { key: "Mod-e", run: surround("`") },
  { key: "Mod-m", run: surround("$") },
  { key: "Mod-k", run: link },
];
