// Footnotes beside the text where there is room for them, and in their list everywhere else and on paper. They are
// moved, not copied: a formula stays one formula, with its number, and nothing is read out twice. Numbered formulas
// count in the order of the list, so notes move after the formulas are typeset.

const wide = window.matchMedia("(min-width: 76rem)");

function noteOf(link) {
  return document.getElementById(decodeURIComponent(link.hash.slice(1)));
}

function emptySideNote(number) {
  const note = document.createElement("aside");
  note.className = "side-note";
  note.tabIndex = -1;
  const label = document.createElement("span");
  label.className = "side-note-number";
  label.textContent = number;
  note.append(label);
  return note;
}

function blockOf(element, prose) {
  let block = element;
  while (block.parentElement !== prose) {
    block = block.parentElement;
  }
  return block;
}

/** Put the note's text beside its first reference; return what puts it back. */
function moveAside(link, item, prose) {
  const reference = link.closest(".footnote-ref");
  const block = blockOf(reference, prose);
  const note = emptySideNote(link.textContent);
  note.append(...item.childNodes);
  // In a paragraph the note begins on the line of its number; beside any other block, at the block's top.
  if (block.tagName === "P") {
    reference.before(note);
  } else {
    block.before(note);
  }
  return () => {
    note.firstChild.remove();
    item.append(...note.childNodes);
    note.remove();
  };
}

function firstReferences(prose) {
  const links = new Map();
  for (const link of prose.querySelectorAll(".footnote-ref a")) {
    const item = noteOf(link);
    if (item && !links.has(item) && !link.closest(".footnotes")) {
      links.set(item, link);
    }
  }
  return links;
}

class SideNotes {
  constructor(prose) {
    this.prose = prose;
    this.ways = [];
  }

  place() {
    if (this.ways.length || !wide.matches) {
      return;
    }
    const links = firstReferences(this.prose);
    for (const [item, link] of links) {
      this.ways.push(moveAside(link, item, this.prose));
    }
    const isAll = links.size === this.prose.querySelectorAll(".footnotes > ol > li").length;
    this.prose.classList.toggle("has-side-notes", isAll);
  }

  putBack() {
    this.ways.forEach((putBack) => putBack());
    this.ways = [];
    this.prose.classList.remove("has-side-notes");
  }
}

function followReferences(prose) {
  prose.addEventListener("click", (event) => {
    const link = event.target.closest(".footnote-ref a");
    const number = link?.textContent;
    const notes = [...prose.querySelectorAll(".side-note")];
    const note = notes.find((side) => side.firstChild.textContent === number);
    if (note) {
      event.preventDefault();
      note.focus();
    }
  });
}

export function placeSideNotes() {
  const prose = document.querySelector("[data-prose]");
  if (!prose?.querySelector(".footnotes")) {
    return;
  }
  const notes = new SideNotes(prose);
  const start = () => {
    notes.place();
    wide.addEventListener("change", () => (wide.matches ? notes.place() : notes.putBack()));
    window.addEventListener("beforeprint", () => notes.putBack());
    window.addEventListener("afterprint", () => notes.place());
  };
  followReferences(prose);
  if (document.querySelector("script[data-math]")) {
    document.addEventListener("longwave:typeset", start, { once: true });
  } else {
    start();
  }
}
