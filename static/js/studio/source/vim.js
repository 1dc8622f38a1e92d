// Vim's keys, for those who want them; the choice stays in this browser.
import { vim, Vim } from "@replit/codemirror-vim";

const KEY = "studio-vim";

/** Whether the author writes with vim's keys. */
export function isChosen() {
  try {
    return localStorage.getItem(KEY) === "on";
  } catch {
    return false;
  }
}

/** Remember the choice. */
export function choose(isOn) {
  try {
    if (isOn) localStorage.setItem(KEY, "on");
    else localStorage.removeItem(KEY);
  } catch {
    // Nothing can be kept; the choice holds for this page.
  }
}

/** Return the keys, or nothing; `:w` saves. */
export function keys(isOn, save) {
  if (!isOn) return [];
  Vim.defineEx("write", "w", save);
  return vim();
}
