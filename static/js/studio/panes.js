// Source and preview beside each other, or one at a time on a narrow screen.

/** Let tabs choose which pane a narrow screen shows. */
export function choosePane(editor) {
  const tabs = [...editor.querySelectorAll('[role="tab"]')];
  const select = (tab) => {
    editor.dataset.pane = tab.dataset.shows;
    for (const other of tabs) {
      other.setAttribute("aria-selected", String(other === tab));
      other.tabIndex = other === tab ? 0 : -1;
    }
  };
  for (const tab of tabs) {
    tab.addEventListener("click", () => select(tab));
    tab.addEventListener("keydown", ({ key }) => {
      if (key !== "ArrowLeft" && key !== "ArrowRight") return;
      const other = tabs[(tabs.indexOf(tab) + 1) % tabs.length];
      select(other);
      other.focus();
    });
  }
  return () => select(tabs.find((tab) => tab.getAttribute("aria-selected") !== "true"));
}
