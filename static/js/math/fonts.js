// The formulas' font: files beside this script, the measures of rarer characters imported when a formula needs them.
import { MathJaxMhchemFontExtension } from "@mathjax/mathjax-mhchem-font-extension/mjs/chtml.js";
import { MathJaxNewcmFont } from "@mathjax/mathjax-newcm-font/mjs/chtml.js";
import { mathjax } from "@mathjax/src/js/mathjax.js";

/* global FONT_FOLDER -- the build knows the name of the folder */
const folder = new URL(FONT_FOLDER, document.currentScript.src).href;

/** Options of the output that name the font and where it lies. */
export const FONT_OPTIONS = {
  fontData: MathJaxNewcmFont,
  fontURL: `${folder}/woff2`,
  dynamicPrefix: `${folder}/measures`,
};

MathJaxNewcmFont.addExtension({ ...MathJaxMhchemFontExtension, fontURL: FONT_OPTIONS.fontURL });

mathjax.asyncLoad = async (address) => {
  if (!address.startsWith(`${folder}/measures/`)) throw new Error(`Nothing is loaded from ${address}.`);
  const { setup } = await import(address);
  MathJaxNewcmFont.dynamicSetup(...setup);
};
