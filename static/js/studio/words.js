// Words that scripts show come with the page, in the language of the interface.

let words;

/**
 * Return words by their name.
 * @param {string} name as in `data-word-saved-at`, written `savedAt`
 * @param {Record<string, string | number>} values what stands for `{count}` and the like
 */
export function word(name, values = {}) {
  words ??= document.querySelector("[data-words]").dataset;
  const key = `word${name[0].toUpperCase()}${name.slice(1)}`;
  return words[key].replace(/\{(\w+)\}/g, (whole, value) => values[value] ?? whole);
}

/** Return a number with its noun, which has a form for one and a form for others; languages without have the same twice. */
export const counted = (name, count) => word(`${name}${count === 1 ? "One" : "Other"}`, { count });
