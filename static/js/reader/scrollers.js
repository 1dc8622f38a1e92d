// What is wider than its column scrolls in its own box; the keyboard reaches such a box as the finger does.

const BOXES = ".prose .table, .prose > table, .code > pre, .citation pre, .studio > main table, .differences";

function setFocusable(box) {
  if (box.scrollWidth > box.clientWidth + 1) {
    box.tabIndex = 0;
  } else {
    box.removeAttribute("tabindex");
  }
}

export function makeScrollable() {
  const boxes = [...document.querySelectorAll(BOXES)];
  const observer = new ResizeObserver((entries) => {
    for (const entry of entries) {
      setFocusable(entry.target);
    }
  });
  for (const box of boxes) {
    observer.observe(box);
  }
  document.addEventListener("longwave:typeset", () => boxes.forEach(setFocusable));
}
