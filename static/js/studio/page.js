// The editor's page: makes the parts and connects them. Without it the same form is a text field that saves.
import { CoverChooser } from "./cover.js";
import { closeDrops } from "./drops.js";
import { offerNames } from "./names.js";
import { keepNotices, sayKept } from "./notices.js";
import { choosePane } from "./panes.js";
import { Pictures } from "./pictures.js";
import { lineOf } from "./preview/block.js";
import { counters } from "./preview/painter.js";
import { Preview } from "./preview/preview.js";
import { scrollTogether } from "./preview/scrolling.js";
import { Problems } from "./problems.js";
import { Publisher } from "./publishing.js";
import { settleConflicts } from "./saving/conflict.js";
import { DraftForm } from "./saving/draft.js";
import { saveOnOccasion } from "./saving/occasions.js";
import { claim, recover } from "./saving/recovery.js";
import { request } from "./saving/requests.js";
import { Saver } from "./saving/saver.js";
import { showState } from "./saving/status.js";
import { JournalWriter } from "./saving/writer.js";
import { listen, nameKeys } from "./shortcuts.js";
import { completionSources } from "./source/completions.js";
import { goTo, openEditor } from "./source/editor.js";
import { isChosen } from "./source/vim.js";
import { counted, word } from "./words.js";

/** Bring the editor's page to life. */
export function startEditor(form) {
  const { postId: post } = form.dataset;
  const branch = form.elements.branch.value || crypto.randomUUID();
  const pictures = new Pictures({
    url: form.dataset.picturesUrl,
    largest: Number(form.dataset.largestPicture),
    post,
    status: form.querySelector("[data-upload]"),
  });
  const known = askOnce(form.dataset.completionsUrl);
  const parts = {};
  const changed = () => {
    parts.saver?.changed();
    parts.preview?.changed();
  };
  const editor = openEditor(form.elements.source, {
    changed,
    save: () => parts.saver.save(),
    sources: completionSources(async () => (await known()).posts ?? []),
    extensions: [pictures.extension],
  });
  const draftForm = new DraftForm(form, editor);
  const journal = new JournalWriter({ post, branch });
  parts.saver = saving({ form, draftForm, journal, branch });
  parts.preview = previewing({ form, draftForm, view: editor.view });
  const problems = listProblems(form, editor.view, parts.preview);
  form.addEventListener("input", ({ target }) => target.closest(".cm-editor") ?? changed());
  connect({ form, editor, pictures, problems, ...parts });
  globalThis.longwave = { ...globalThis.longwave, studio: { counters, view: editor.view, ...parts } };
  claim({ post, branch });
  offerNames(form);
  sayKept(document);
  parts.preview.refresh();
  parts.saver.changed();
  recover({ post, branch, draftForm, changed: () => (parts.saver.changed(), journal.work) })
    .catch(() => {}) // without a journal there is nothing to offer
    .finally(() => Object.assign(globalThis.longwave.studio, { isRecovered: true }));
}

function saving({ form, draftForm, journal, branch }) {
  const { version, copy_version: copyVersion } = form.elements;
  const post = {
    autosave: form.dataset.autosaveUrl,
    save: form.getAttribute("action"),
    version: Number(version.value),
    copyVersion: Number(copyVersion.value),
    branch,
  };
  const saver = new Saver({ draftForm, journal, post });
  showState(saver, form.querySelector("[data-saved]"), journal);
  settleConflicts(saver, draftForm);
  saveOnOccasion(saver);
  keepNotices(saver, document);
  return saver;
}

function previewing({ form, draftForm, view }) {
  const pane = form.querySelector("[data-preview]");
  const ask = () => {
    const { title, source, settings } = draftForm.read();
    const { language, summary, macros } = settings;
    return { post_id: Number(form.dataset.postId), title, source, language, summary, macros };
  };
  const currentLine = () => view.state.doc.lineAt(view.state.selection.main.head).number;
  const preview = new Preview({ pane, url: form.dataset.previewUrl, ask, currentLine });
  scrollTogether(view, pane);
  pane.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const formula = event.target.closest("span.math");
    if (link) openBeside(event, link);
    else if (formula) goTo(view, lineOf(formula), sourceOf(formula));
  });
  return preview;
}

/** A link of the text must not take its author away from it; one within the page only scrolls. */
function openBeside(event, link) {
  if (link.hash && link.pathname === location.pathname) return;
  event.preventDefault();
  open(link.href, "_blank", "noopener");
}

/** Return what stands between a formula's delimiters, as typed. */
const sourceOf = (formula) => (formula.dataset.tex ?? formula.textContent).trim().replace(/^\\[([]|\\[)\]]$/g, "");

function listProblems(form, view, preview) {
  const problems = new Problems({
    view,
    list: form.querySelector("[data-problems]"),
    summary: form.querySelector("[data-problem-summary]"),
    pane: form.querySelector("[data-preview]"),
  });
  const counts = form.querySelector("[data-counts]");
  preview.addEventListener("painted", ({ detail }) => {
    problems.update(detail.problems);
    const { word_count: words, formula_count: formulas, reading_minutes: minutes } = detail;
    const text = [counted("words", words), counted("formulas", formulas), word("minutes", { count: minutes })].join(" · ");
    if (counts.textContent !== text) counts.textContent = text;
  });
  return problems;
}

function connect({ form, editor, pictures, problems, saver, preview }) {
  const publisher = new Publisher({ saver, preview, problems, pictures, form, view: editor.view });
  const flip = choosePane(form);
  closeDrops(form);
  const help = document.querySelector("[data-help]");
  listen({ s: () => saver.save(), "shift+p": () => publisher.publish(), "shift+v": flip, "/": () => help.showModal() });
  nameKeys();
  form.addEventListener("submit", (event) => {
    const { submitter } = event;
    if (submitter?.hasAttribute("data-leaves")) return;
    event.preventDefault();
    if (submitter?.hasAttribute("data-publish")) publisher.publish(submitter);
    else saver.save();
  });
  form.querySelector("[data-open-help]").addEventListener("click", () => help.showModal());
  pictures.catchAround(editor.view);
  new CoverChooser({ form, dialog: document.querySelector("[data-cover-chooser]"), pictures }).start();
  const chooser = form.querySelector("[data-choose-picture]");
  chooser.addEventListener("change", () => {
    pictures.insert(editor.view, [...chooser.files]);
    chooser.value = "";
  });
  const vim = document.querySelector("[data-vim]");
  vim.checked = isChosen();
  vim.addEventListener("change", () => editor.useVim(vim.checked));
}

/** Return a function that asks the server for completions, the first time it is called. */
function askOnce(url) {
  let asked;
  return () => (asked ??= request(url).then(({ body }) => body, () => ({})));
}
