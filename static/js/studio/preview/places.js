// Lines of the source and heights of the preview: each block covers its lines, what lies between two is shared out.

/** Blocks on the page, not those on the stage. */
export const SHOWN = ".preview-page > .preview-block";

/** Return the blocks of the preview with their lines and their tops and bottoms below the page's beginning. */
function measured(pane) {
  const origin = pane.getBoundingClientRect().top - pane.scrollTop;
  return [...pane.querySelectorAll(SHOWN)].map((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    const { line, lastLine } = element.dataset;
    return { line: Number(line), end: Number(lastLine) + 1, top: top - origin, bottom: bottom - origin };
  }).filter(({ top, bottom }) => bottom > top);
}

/** Return corresponding points of source and preview, in their order. */
function points(pane) {
  const blocks = measured(pane);
  const ends = blocks.flatMap(({ line, end, top, bottom }) => [{ line, top }, { line: end, top: bottom }]);
  const all = [{ line: 1, top: 0 }, ...ends];
  return all.filter((point, index) => index === 0 || (point.line >= all[index - 1].line && point.top >= all[index - 1].top));
}

/** Return the height in the preview that corresponds to a line, fractions included. */
export const heightOf = (pane, line) => between(points(pane), "line", "top", line);

/** Return the line that corresponds to a height in the preview. */
export const lineAt = (pane, top) => between(points(pane), "top", "line", top);

function between(all, known, wanted, value) {
  const after = all.findIndex((point) => point[known] > value);
  if (after < 0) return all.at(-1)[wanted];
  if (after === 0) return all[0][wanted];
  const [one, other] = [all[after - 1], all[after]];
  const share = (value - one[known]) / (other[known] - one[known]);
  return one[wanted] + share * (other[wanted] - one[wanted]);
}

/** Return the element of the block that holds a line, or the last one before it. */
export function blockAt(pane, line) {
  const blocks = [...pane.querySelectorAll(SHOWN)];
  return blocks.findLast(({ dataset }) => Number(dataset.line) <= line) ?? blocks[0] ?? null;
}
