// What the bar says about the text: saved when, or why not. Nothing blinks: saving itself says nothing new.
import { word } from "../words.js";

/** Show the saver's states in an element, in words that follow each other calmly. */
export function showState(saver, output, journal) {
  saver.addEventListener("state", ({ detail }) => {
    if (detail.state === "saving") return;
    output.dataset.state = detail.state;
    output.textContent = describe(detail, journal);
  });
}

function describe({ state, message, at }, journal) {
  if (state === "saved") return word("saved", { time: time(at) });
  if (state === "dirty") return word("typing");
  if (state === "offline") return word(journal.isRefused ? "unreachableUnkept" : "unreachable");
  if (state === "conflict") return word("conflict");
  return message || word("refused");
}

const time = (at) => (at ? new Date(at) : new Date()).toLocaleTimeString(document.documentElement.lang, {
  hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false,
});
