// Source and preview scroll together, whichever of the two the author moves.
import { heightOf, lineAt } from "./places.js";

const GRIP = ["pointerenter", "pointerdown", "wheel", "touchstart", "keydown", "focusin"];

/** Let each pane follow the other; the one that was touched last leads. */
export function scrollTogether(view, pane) {
  const source = view.scrollDOM;
  let leader = source;
  for (const [element, box] of [[source, view.dom], [pane, pane]]) {
    for (const name of GRIP) box.addEventListener(name, () => (leader = element), { passive: true });
  }
  follow(source, () => leader === source, () => {
    const top = heightOf(pane, lineAtTop(view));
    pane.scrollTop = source.scrollTop <= 0 ? 0 : top;
  });
  follow(pane, () => leader === pane, () => {
    source.scrollTop = pane.scrollTop <= 0 ? 0 : topOfLine(view, lineAt(pane, pane.scrollTop));
  });
}

/** Do something once a frame while an element scrolls and leads. */
function follow(element, leads, action) {
  let isAsked = false;
  element.addEventListener("scroll", () => {
    if (isAsked || !leads()) return;
    isAsked = true;
    requestAnimationFrame(() => {
      isAsked = false;
      if (leads()) action();
    });
  }, { passive: true });
}

/** Return the line at the top of the source, fractions included. */
function lineAtTop(view) {
  const height = view.scrollDOM.getBoundingClientRect().top - view.documentTop;
  const block = view.lineBlockAtHeight(height);
  const share = block.height ? Math.min(1, Math.max(0, (height - block.top) / block.height)) : 0;
  return view.state.doc.lineAt(block.from).number + share;
}

function topOfLine(view, line) {
  const { doc } = view.state;
  const whole = Math.min(Math.max(1, Math.floor(line)), doc.lines);
  const block = view.lineBlockAt(doc.line(whole).from);
  return block.top + (line - whole) * block.height + view.documentPadding.top;
}
