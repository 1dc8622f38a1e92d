// The editor's look: the page's own colours and fonts, so that both themes come by themselves.
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const FRAME = EditorView.theme({
  "&": { height: "100%", color: "var(--ink)", backgroundColor: "transparent", fontSize: "0.9375rem" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--font-mono)", lineHeight: "1.8", overflowAnchor: "none" },
  ".cm-content": {
    padding: "1.5rem 1.25rem 50vh 0",
    caretColor: "var(--ink)",
    textAutospace: "no-autospace",
    lineBreak: "strict",
  },
  ".cm-line": { padding: "0 0.5rem 0 0.25rem" },
  ".cm-cursor, .cm-dropCursor": { borderLeftColor: "var(--ink)", borderLeftWidth: "2px" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "color-mix(in srgb, var(--signal) 22%, transparent)",
  },
  ".cm-gutters": { backgroundColor: "transparent", border: "0", color: "var(--faint)", fontSize: "0.8125rem" },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "2.75rem", padding: "0.1rem 0.5rem 0 0" },
  ".cm-activeLineGutter": { backgroundColor: "transparent", color: "var(--ink)" },
  ".cm-problem-gutter": { width: "0.75rem" },
  ".cm-problem-mark": { color: "var(--signal)", cursor: "pointer", fontSize: "0.5625rem", verticalAlign: "middle" },
  ".cm-problem-line": { backgroundColor: "var(--signal-tint)", boxShadow: "inset 2px 0 var(--signal)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--mark)", outline: "1px solid var(--rule-strong)" },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "var(--bad-tint)" },
  ".cm-searchMatch": { backgroundColor: "var(--mark)", outline: "1px solid var(--rule-strong)" },
  ".cm-searchMatch-selected": { backgroundColor: "var(--signal)", color: "var(--on-signal)" },
  ".cm-selectionMatch": { backgroundColor: "var(--sunken)" },
  ".cm-panels": { backgroundColor: "var(--raised)", color: "var(--ink)", fontFamily: "var(--font-sans)" },
  ".cm-panels.cm-panels-top": { borderBottom: "1px solid var(--rule)" },
  ".cm-panel.cm-search": { padding: "0.5rem 2.25rem 0.5rem 0.75rem", fontSize: "0.875rem" },
  ".cm-panel.cm-search label": { fontSize: "0.875rem" },
  ".cm-panel.cm-search .cm-textfield": { width: "auto", minHeight: "2rem", fontSize: "0.875rem" },
  ".cm-panel.cm-search .cm-button": { minHeight: "2rem", fontSize: "0.875rem" },
  ".cm-panel.cm-search [name=close]": { minHeight: "2rem", border: "0", background: "none", fontSize: "1.25rem" },
  ".cm-textfield": { backgroundColor: "var(--paper)", border: "1px solid var(--rule-strong)", borderRadius: "0.25rem" },
  ".cm-button": {
    backgroundImage: "none",
    backgroundColor: "var(--paper)",
    border: "1px solid var(--rule-strong)",
    borderRadius: "0.25rem",
  },
  ".cm-tooltip": {
    backgroundColor: "var(--raised)",
    color: "var(--ink)",
    border: "1px solid var(--rule-strong)",
    borderRadius: "0.375rem",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--font-mono)", fontSize: "0.875rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "0.2rem 0.625rem" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--ink)", color: "var(--paper)" },
  ".cm-completionDetail": { color: "inherit", fontStyle: "normal", opacity: "0.75" },
});

const COLOURS = HighlightStyle.define([
  { tag: tags.heading, color: "var(--ink)", fontWeight: "700" },
  { tag: tags.strong, fontWeight: "700" },
  { tag: tags.emphasis, fontStyle: "italic" },
  { tag: tags.strikethrough, textDecoration: "line-through" },
  { tag: [tags.special(tags.content), tags.special(tags.brace)], color: "var(--name)" },
  { tag: tags.special(tags.keyword), color: "var(--name)" },
  { tag: tags.special(tags.comment), color: "var(--faint)" },
  { tag: tags.link, color: "var(--ink)", textDecoration: "underline" },
  { tag: tags.url, color: "var(--faint)" },
  { tag: tags.monospace, color: "var(--text-value)" },
  { tag: tags.quote, color: "var(--soft)" },
  { tag: [tags.processingInstruction, tags.meta, tags.labelName], color: "var(--faint)" },
]);

/** The extensions that give the editor its look. */
export const LOOK = [FRAME, syntaxHighlighting(COLOURS)];
