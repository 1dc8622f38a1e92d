// Footnotes beside the text. The stylesheet shows the copies on wide screens and the footnotes themselves elsewhere.
// Copies are made after the formulas are typeset: a formula that is set twice would be numbered twice.

const WIDE = window.matchMedia("(min-width: 76rem)");

function noteOf(link) {
  return document.getElementById(decodeURIComponent(link.hash.slice(1)));
}

function copyOf(note, number) {
  const copy = document.createElement("aside");
  copy.className = "side-note";
  copy.tabIndex = -1;
  const label = document.createElement("span");
  label.className = "side-note-number";
  label.textContent = number;
  copy.append(label);
  for (const node of note.childNodes) {
    copy.append(node.cloneNode(true));
  }
  for (const way of copy.querySelectorAll(".footnote-backref")) {
    way.remove();
  }
  for (const element of copy.querySelectorAll("[id]")) {
    element.removeAttribute("id");
  }
  return copy;
}

function place(copy, reference, prose) {
  let block = reference;
  while (block.parentElement !== prose) {
    block = block.parentElement;
  }
  // Inside a paragraph the note begins on the line of its number; beside any other block, at the top of the block.
  if (block.tagName === "P") {
    reference.before(copy);
  } else {
    block.before(copy);
  }
}

function follow(link, copy) {
  link.addEventListener("click", (event) => {
    if (WIDE.matches) {
      event.preventDefault();
      copy.focus({ preventScroll: false });
    }
  });
  copy.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      link.focus();
    }
  });
}

function build(prose) {
  const seen = new Set();
  for (const link of prose.querySelectorAll(".footnote-ref a")) {
    const note = noteOf(link);
    if (!note || seen.has(note) || link.closest(".footnotes")) {
      continue;
    }
    seen.add(note);
    const copy = copyOf(note, link.textContent);
    place(copy, link.closest(".footnote-ref"), prose);
    follow(link, copy);
  }
  if (prose.querySelectorAll(".footnotes li").length === seen.size) {
    prose.classList.add("has-side-notes");
  }
}

export function placeSideNotes() {
  const prose = document.querySelector("[data-prose]");
  if (!prose?.querySelector(".footnotes")) {
    return;
  }
  if (document.querySelector("script[data-math]")) {
    document.addEventListener("longwave:typeset", () => build(prose), { once: true });
  } else {
    build(prose);
  }
}
