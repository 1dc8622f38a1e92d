// The formulas' font: files beside this script, the measures of rarer characters imported when a formula needs them.
// The two that most posts use come with this script: else the first screen would wait for another journey to the server.
import "@mathjax/mathjax-newcm-font/mjs/chtml/dynamic/calligraphic.js";
import "@mathjax/mathjax-newcm-font/mjs/chtml/dynamic/double-struck.js";

import { MathJaxMhchemFontExtension } from "@mathjax/mathjax-mhchem-font-extension/mjs/chtml.js";
import { MathJaxNewcmFont } from "@mathjax/mathjax-newcm-font/mjs/chtml.js";
import { mathjax } from "@mathjax/src/js/mathjax.js";

/* global FONT_FOLDER -- the build knows the name of the folder */
const folder = new URL(FONT_FOLDER, document.currentScript.src).href;
const HERE = ["calligraphic.js", "double-struck.js"].map((name) => `${folder}/measures/${name}`);

/** Options of the output that name the font and where it lies. */
export const FONT_OPTIONS = {
  fontData: MathJaxNewcmFont,
  fontURL: `${folder}/woff2`,
  dynamicPrefix: `${folder}/measures`,
};

MathJaxNewcmFont.addExtension({ ...MathJaxMhchemFontExtension, fontURL: FONT_OPTIONS.fontURL });

mathjax.asyncLoad = async (address) => {
  if (HERE.includes(address)) return;
  if (!address.startsWith(`${folder}/measures/`)) throw new Error(`Nothing is loaded from ${address}.`);
  const { setup } = await import(address);
  MathJaxNewcmFont.dynamicSetup(...setup);
};
