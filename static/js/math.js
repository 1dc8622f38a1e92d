// Pages with formulas: typesets them all, then keeps copying, printing and assistive technology right.
import { copyFormulasAsLatex } from "./math/copying.js";
import { clear, forgetNumbers, labelsIn, numbersOf, problems, typeset, typesetPage } from "./math/index.js";
import { typesetBeforePrinting } from "./math/printing.js";

// Other scripts of the site reach the same engine, for what they put into the page.
globalThis.longwave = { ...globalThis.longwave, math: { typeset, clear, problems, numbersOf, forgetNumbers, labelsIn } };

copyFormulasAsLatex();
typesetBeforePrinting();
typesetPage();
