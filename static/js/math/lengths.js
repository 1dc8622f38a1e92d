// Lengths that authors write into formulas (\rule, \kern, \raise, \\[…]), kept within reason.
import { LIMITS } from "./limits.js";

const EM = { em: 1, ex: 0.5, rem: 1, px: 1 / 16, pt: 0.1, pc: 1.2, cm: 2.85, mm: 0.285, in: 7.2, mu: 1 / 18 };
const LENGTH = /^([-+]?)(\d*\.?\d+|\d+\.)([a-z%]*)$/i;

/** The attributes that hold lengths; some hold several, separated by spaces. */
export const LENGTH_ATTRIBUTES = [
  ...["width", "height", "depth", "voffset", "lspace", "rspace", "minsize", "maxsize", "linethickness", "maxwidth"],
  ...["rowspacing", "columnspacing", "columnwidth", "minlabelspacing", "framespacing", "subscriptshift"],
  ...["superscriptshift", "indentshift", "indentshiftfirst", "indentshiftlast", "lineleading"],
  ...["data-padding", "data-thickness", "data-arrowhead", "data-array-padding", "data-lineleading"],
];

/** Return a list of lengths with every one that is too large replaced by the largest. */
export const clampLengths = (value) => String(value).trim().split(/\s+/).map(clampLength).join(" ");

/** Return a list of lengths in em; what is no length counts as none, a share of a box (`-1width`) as so many em. */
export const inEm = (value) => String(value).trim().split(/\s+/).map((length) => {
  const [, sign, digits, unit] = LENGTH.exec(length) ?? ["", "", "0", ""];
  return Number(sign + digits) * (unit === "%" ? 0.01 : EM[unit.toLowerCase()] ?? 1);
});

/** Return one length, at most LIMITS.length em long; words such as `auto` and unknown forms are left alone. */
function clampLength(value) {
  const match = LENGTH.exec(value);
  if (!match) return value;
  const [, sign, digits, unit] = match;
  if (unit === "%") return Number(digits) > 100 ? `${sign}100%` : value;
  return Number(digits) * (EM[unit.toLowerCase()] ?? 1) > LIMITS.length ? `${sign}${LIMITS.length}em` : value;
}
