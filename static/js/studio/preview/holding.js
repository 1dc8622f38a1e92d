// Keeps what the author looks at where it is while the page around it changes.
import { blockAt, SHOWN } from "./places.js";

/**
 * Return a function that makes a change and keeps the block at a line, if it can be seen, else the first block that can,
 * at its height in the pane.
 */
export const holder = (pane, currentLine) => (change) => {
  const view = pane.getBoundingClientRect();
  const seen = [...pane.querySelectorAll(SHOWN)].filter((element) => isSeen(element, view));
  const current = blockAt(pane, currentLine());
  const anchor = seen.includes(current) ? current : seen[0];
  const line = anchor ? Number(anchor.dataset.line) : 0;
  const before = anchor?.getBoundingClientRect().top;
  change();
  const successor = anchor?.isConnected ? anchor : blockAt(pane, anchor === current ? currentLine() : line);
  if (anchor && successor) pane.scrollTop += successor.getBoundingClientRect().top - before;
};

function isSeen(element, view) {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > view.top && top < view.bottom;
}
