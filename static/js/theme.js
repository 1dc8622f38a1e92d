// Puts on the theme that the reader chose before anything is painted. Runs in the head, blocking; without a choice, or
// where the browser keeps nothing, the system's theme stands. `data-scripts` tells the stylesheet that scripts run.
{
  const root = document.documentElement;
  root.dataset.scripts = "";
  try {
    const chosen = localStorage.getItem("theme");
    if (chosen === "light" || chosen === "dark") {
      root.dataset.theme = chosen;
    }
  } catch {
    // Storage is refused: the system's theme it is.
  }
}
