// The button that turns light into dark and back. A choice that agrees with the system is not kept, so that the page
// follows the system again.

const darkSystem = window.matchMedia("(prefers-color-scheme: dark)");

function shownTheme() {
  return document.documentElement.dataset.theme || (darkSystem.matches ? "dark" : "light");
}

function choose(theme) {
  const isSystem = theme === (darkSystem.matches ? "dark" : "light");
  if (isSystem) {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = theme;
  }
  try {
    if (isSystem) {
      localStorage.removeItem("theme");
    } else {
      localStorage.setItem("theme", theme);
    }
  } catch {
    // Nothing can be kept; the choice holds for this page.
  }
}

function name(button) {
  const words = shownTheme() === "dark" ? button.dataset.labelLight : button.dataset.labelDark;
  button.setAttribute("aria-label", words);
  button.title = words;
}

function colourBrowser() {
  const paper = getComputedStyle(document.documentElement).backgroundColor;
  for (const meta of document.querySelectorAll('meta[name="theme-color"]')) {
    meta.content = paper;
  }
}

export function switchTheme() {
  const button = document.querySelector("[data-theme-switch]");
  if (!button) {
    return;
  }
  const show = () => {
    name(button);
    colourBrowser();
  };
  button.addEventListener("click", () => {
    choose(shownTheme() === "dark" ? "light" : "dark");
    show();
  });
  darkSystem.addEventListener("change", show);
  button.hidden = false;
  show();
}
