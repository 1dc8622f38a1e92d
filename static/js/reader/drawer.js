// The drawer of contents on a narrow screen: it closes when a heading was chosen, on Escape, and when the reader goes on.

export function openContents() {
  const drawer = document.querySelector("[data-contents-drawer]");
  if (!drawer) {
    return;
  }
  const summary = drawer.querySelector("summary");
  const isBar = () => getComputedStyle(summary).display !== "none";
  const close = () => {
    drawer.open = false;
  };
  drawer.addEventListener("click", (event) => {
    if (event.target.closest("a") && isBar()) {
      close();
    }
  });
  drawer.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && drawer.open) {
      close();
      summary.focus();
    }
  });
  document.addEventListener("pointerdown", (event) => {
    if (drawer.open && isBar() && !drawer.contains(event.target)) {
      close();
    }
  });
  if (!CSS.supports("selector(details::details-content)") && window.matchMedia("(min-width: 64rem)").matches) {
    drawer.open = true;
  }
}
