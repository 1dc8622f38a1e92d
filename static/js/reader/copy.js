// A button that copies a block of code or a citation.

const SHOWN = 2000; // milliseconds for which the button says what happened

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false; // Without a secure origin, or without permission.
  }
}

function select(element) {
  const range = document.createRange();
  range.selectNodeContents(element);
  const selection = window.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}

function addButton(template, box, source) {
  const button = template.content.firstElementChild.cloneNode(true);
  const label = button.querySelector("[data-copy-label]");
  const words = label.textContent;
  let timer = 0;
  label.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    const isCopied = await copy(source.textContent.replace(/\n$/, ""));
    if (!isCopied) {
      select(source);
    }
    label.textContent = isCopied ? button.dataset.done : button.dataset.failed;
    clearTimeout(timer);
    timer = setTimeout(() => {
      label.textContent = words;
    }, SHOWN);
  });
  box.append(button);
}

export function addCopyButtons() {
  const template = document.querySelector("template[data-copy-button]");
  if (!template) {
    return;
  }
  for (const code of document.querySelectorAll(".code > pre > code")) {
    addButton(template, code.closest(".code"), code);
  }
  for (const source of document.querySelectorAll("[data-copied-text]")) {
    addButton(template, source.closest("[data-copy-box]"), source);
  }
}
