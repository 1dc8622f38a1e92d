// Builds the browser's files into static/dist: bundles, formula fonts, pictures, compressed copies, and a manifest.
// `npm run build`; nothing is written before everything is built, and the same sources give the same bytes.
import { bundle } from "./build/bundles.mjs";
import { compressed } from "./build/compression.mjs";
import { formulaFonts } from "./build/formula_fonts.mjs";
import { pictures } from "./build/pictures.mjs";
import { replaceFolder } from "./build/writing.mjs";

const fonts = await formulaFonts();
const parts = [fonts, await bundle({ fontFolder: fonts.manifest.mathjax }), await pictures()];
const manifest = Object.fromEntries(parts.flatMap((part) => Object.entries(part.manifest)).sort());
const files = new Map(parts.flatMap((part) => [...part.files]));

replaceFolder(new Map([...files, ...compressed(files), ["manifest.json", `${JSON.stringify(manifest, null, 2)}\n`]]));
