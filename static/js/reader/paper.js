// Paper cannot be opened: before printing, every part that is closed is opened, and closed again afterwards.

export function prepareForPaper() {
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll(".prose details:not([open])")];
    for (const part of opened) {
      part.dataset.name = part.getAttribute("name") ?? "";
      part.removeAttribute("name");
      part.open = true;
    }
  });
  window.addEventListener("afterprint", () => {
    for (const part of opened) {
      part.open = false;
      if (part.dataset.name) {
        part.setAttribute("name", part.dataset.name);
      }
    }
    opened = [];
  });
}
