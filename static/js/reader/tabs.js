// One tab of a row stays open: opening another closes it, and closing the open one would leave nothing to read.

export function keepTabs() {
  for (const label of document.querySelectorAll(".tab > .tab-label")) {
    label.addEventListener("click", (event) => {
      if (label.parentElement.open && getComputedStyle(label.parentElement).display === "contents") {
        event.preventDefault();
      }
    });
  }
}
