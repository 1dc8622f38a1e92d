// Panels below buttons: the escape key closes them, and so does going on elsewhere.

/** Let open panels of an element close by themselves. */
export function closeDrops(editor) {
  const open = () => editor.querySelectorAll("details.drop[open]");
  const closeOthers = (target) => {
    if (target.closest?.("dialog")) return; // asked over the panel, which is still there afterwards
    for (const drop of open()) if (!drop.contains(target)) drop.open = false;
  };
  addEventListener("pointerdown", ({ target }) => closeOthers(target));
  addEventListener("focusin", ({ target }) => closeOthers(target));
  addEventListener("keydown", ({ key, target }) => {
    const drop = key === "Escape" && target.closest?.("details.drop[open]");
    if (!drop) return;
    drop.open = false;
    drop.querySelector("summary").focus();
  });
}
