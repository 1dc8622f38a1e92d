// What every post may use without defining it; its own definitions come before these.

const operator = (name) => `\\operatorname{${name}}`;
const letters = ["R", "N", "Z", "Q", "C", "F", "E"];
const operators = ["diag", "tr", "rank", "sign", "Var", "Cov"];

/** Commands that give formulas links, styles, classes or data elsewhere: here they show their content and do no more. */
const STAND_INS = ["href", "style", "class", "cssId", "data"];

export const MACROS = {
  ...Object.fromEntries(letters.map((letter) => [letter, `\\mathbb{${letter}}`])),
  ...Object.fromEntries(operators.map((name) => [name, operator(name)])),
  ...Object.fromEntries(STAND_INS.map((name) => [name, ["#2", 2]])),
  bbox: ["#2", 2, ""],
  bm: ["\\boldsymbol{#1}", 1],
  abs: ["\\left\\lvert#1\\right\\rvert", 1],
  norm: ["\\left\\lVert#1\\right\\rVert", 1],
  argmax: "\\operatorname*{arg\\,max}",
  argmin: "\\operatorname*{arg\\,min}",
  textcircled: ["\\enclose{circle}{\\scriptsize\\text{#1}}", 1],
  qed: "\\square",
};
