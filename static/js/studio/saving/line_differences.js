// What differs between two texts, line by line: a longest common subsequence between equal beginnings and ends.

const LARGEST_TABLE = 4_000_000; // cells; beyond it the differing middle is shown as replaced

/**
 * Return the lines of two texts in one sequence.
 * @returns {{kind: "same" | "added" | "removed", line: string}[]}
 */
export function lineDifferences(before, after) {
  const [old, now] = [before.split("\n"), after.split("\n")];
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < Math.min(old.length, now.length) - start && old.at(-1 - end) === now.at(-1 - end)) end += 1;
  const middle = compare(old.slice(start, old.length - end), now.slice(start, now.length - end));
  return [...as("same", old.slice(0, start)), ...middle, ...as("same", old.slice(old.length - end))];
}

const as = (kind, lines) => lines.map((line) => ({ kind, line }));

function compare(old, now) {
  if (old.length * now.length > LARGEST_TABLE) return [...as("removed", old), ...as("added", now)];
  const lengths = commonLengths(old, now);
  const result = [];
  let [i, j] = [0, 0];
  while (i < old.length && j < now.length) {
    if (old[i] === now[j]) result.push({ kind: "same", line: old[(j += 1, i++)] });
    else if (lengths[i + 1][j] >= lengths[i][j + 1]) result.push({ kind: "removed", line: old[i++] });
    else result.push({ kind: "added", line: now[j++] });
  }
  return [...result, ...as("removed", old.slice(i)), ...as("added", now.slice(j))];
}

/** Return, for each pair of ends of the texts, how many lines they have in common in order. */
function commonLengths(old, now) {
  const lengths = Array.from({ length: old.length + 1 }, () => new Uint32Array(now.length + 1));
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      lengths[i][j] = old[i] === now[j] ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
    }
  }
  return lengths;
}
