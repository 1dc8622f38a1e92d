// When the text is saved without being asked for: while leaving, hiding, coming back to the network.

/** Save on every occasion that could be the last, and warn when leaving would lose something. */
export function saveOnOccasion(saver) {
  const flushLast = () => saver.flush({ isLast: true });
  addEventListener("blur", () => saver.flush());
  addEventListener("online", () => saver.flush());
  addEventListener("pagehide", flushLast);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") flushLast();
  });
  addEventListener("beforeunload", (event) => {
    if (!saver.isDirty) return;
    flushLast();
    event.preventDefault();
    event.returnValue = "";
  });
}
