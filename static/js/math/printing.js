// Everything is typeset before a page is printed, however early that happens.
import { reveal } from "./reveal.js";
import { finishNow } from "./typesetting.js";

/** Finish what is waiting when the browser is about to print. */
export function typesetBeforePrinting() {
  addEventListener("beforeprint", () => {
    finishNow();
    reveal();
  });
}
