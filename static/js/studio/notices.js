// What stands above the text changes with it: whether it is saved, whether readers see it, what was done before a reload.

const SAID = "longwave-said";

/** Keep the notices true: what an acknowledgement of the server says decides. */
export function keepNotices(saver, root) {
  const typed = root.querySelector("[data-until-saved]");
  const unpublished = root.querySelector("[data-unpublished]");
  saver.addEventListener("acknowledged", ({ detail }) => {
    unpublished.hidden = !detail.hasUnpublishedChanges;
    if (detail.isSave) typed?.remove();
  });
}

/** Load the page again, which then says this. */
export function reloadSaying(message) {
  try {
    sessionStorage.setItem(SAID, message);
  } catch {
    // The page says by its state what was done.
  }
  location.reload();
}

/** Say what the page was loaded again for. */
export function sayKept(root) {
  try {
    const notice = root.querySelector("[data-said]");
    notice.textContent = sessionStorage.getItem(SAID) ?? "";
    notice.hidden = !notice.textContent;
    sessionStorage.removeItem(SAID);
  } catch {
    // Nothing was kept.
  }
}
