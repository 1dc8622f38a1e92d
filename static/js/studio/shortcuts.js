// Keys of the whole page, wherever the focus is, and the sheet that lists them.

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

/**
 * Do something on keys pressed with Ctrl or, on a Mac, Command.
 * @param {Record<string, () => void>} actions by key: `s`, `shift+p`
 */
export function listen(actions) {
  addEventListener("keydown", (event) => {
    if (!(isMac ? event.metaKey : event.ctrlKey) || event.altKey) return;
    const action = actions[`${event.shiftKey ? "shift+" : ""}${event.key.toLowerCase()}`];
    if (!action || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    action();
  }, { capture: true });
}

/** Write the keys as this computer calls them. */
export function nameKeys() {
  if (!isMac) return;
  for (const key of document.querySelectorAll("kbd")) {
    key.textContent = key.textContent.replace("Ctrl+", "⌘").replace("Shift+", "⇧");
  }
}
