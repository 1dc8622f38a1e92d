// The editor over the form's text field, which stays in the form and always holds the same text.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { markdown, markdownLanguage } from "@codemirror/lang-markdown";
import { bracketMatching } from "@codemirror/language";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState, Prec } from "@codemirror/state";
import {
  crosshairCursor, drawSelection, dropCursor, EditorView, highlightActiveLineGutter, keymap, lineNumbers, rectangularSelection,
} from "@codemirror/view";

import { FORMATTING_KEYS } from "./formatting.js";
import { FORMULAS } from "./formulas.js";
import { LOOK } from "./look.js";
import { PROBLEM_MARKS } from "./problem_marks.js";
import * as vim from "./vim.js";
import { phrases } from "./words_of_editor.js";

const BASE = [
  lineNumbers(), PROBLEM_MARKS, highlightActiveLineGutter(), history(), drawSelection(), dropCursor(), rectangularSelection(),
  crosshairCursor(), bracketMatching(), closeBrackets(), highlightSelectionMatches(), search({ top: true }),
  EditorState.allowMultipleSelections.of(true), EditorView.lineWrapping, LOOK,
  markdown({ base: markdownLanguage, extensions: [FORMULAS], addKeymap: true }),
  markdownLanguage.data.of({ closeBrackets: { brackets: ["(", "[", "{", "`", "$"], before: ")]}:;>$，。；：、）」" } }),
];
/** After the escape key the tabulator moves on to the next field for a moment, whatever else the key closes. */
const LEAVING = Prec.highest(EditorView.domEventHandlers({
  keydown: ({ key }, view) => {
    if (key === "Escape") view.setTabFocusMode(2_000);
  },
}));
const KEYS = [
  ...FORMATTING_KEYS, ...closeBracketsKeymap, ...defaultKeymap.filter(({ key }) => key !== "Mod-i"), ...searchKeymap,
  ...historyKeymap, ...completionKeymap, indentWithTab,
];

/**
 * Put an editor in place of a text field.
 * @param {HTMLTextAreaElement} field
 * @param {{changed: () => void, save: () => void, sources: Function[], extensions: object[]}} parts `sources` of completions
 */
export function openEditor(field, { changed, save, sources, extensions }) {
  const vimKeys = new Compartment();
  const view = new EditorView({
    doc: field.value,
    extensions: [
      vimKeys.of(vim.keys(vim.isChosen(), save)),
      LEAVING, extensions, BASE, phrases(), keymap.of(KEYS), autocompletion({ override: sources, icons: false }),
      EditorView.contentAttributes.of(attributesOf(field)),
      EditorView.updateListener.of((update) => {
        if (!update.docChanged) return;
        field.value = update.state.doc.toString();
        changed(update);
      }),
    ],
  });
  field.before(view.dom);
  field.hidden = true;
  return {
    view,
    read: () => view.state.doc.toString(),
    write: (text) => replaceWhole(view, text),
    useVim(isOn) {
      vim.choose(isOn);
      view.dispatch({ effects: vimKeys.reconfigure(vim.keys(isOn, save)) });
    },
  };
}

/** The browser checks the spelling, in the language of the text. */
const attributesOf = (field) => ({
  "aria-label": field.labels[0]?.textContent.trim() ?? field.getAttribute("aria-label"),
  autocapitalize: "sentences",
  spellcheck: "true",
  tabindex: "0",
  autocorrect: "on",
  lang: field.lang,
});

/** Change the text to another one by the smallest replacement, so that cursor and undo keep their sense. */
function replaceWhole(view, text) {
  const before = view.state.doc.toString();
  let start = 0;
  while (start < Math.min(before.length, text.length) && before[start] === text[start]) start += 1;
  let end = 0;
  const most = Math.min(before.length, text.length) - start;
  while (end < most && before.at(-1 - end) === text.at(-1 - end)) end += 1;
  view.dispatch({ changes: { from: start, to: before.length - end, insert: text.slice(start, text.length - end) } });
}

/** Show a line of the source, the cursor at its beginning or at the text that is looked for in it or after it. */
export function goTo(view, line, text = "") {
  const { doc } = view.state;
  const { from } = doc.line(Math.min(Math.max(line, 1), doc.lines));
  const found = text ? doc.sliceString(from, from + 20_000).indexOf(text) : -1;
  const anchor = found < 0 ? from : from + found;
  view.dispatch({
    selection: { anchor, head: found < 0 ? anchor : anchor + text.length },
    effects: EditorView.scrollIntoView(anchor, { y: "center" }),
  });
  view.focus();
}
