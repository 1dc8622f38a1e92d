// MathJax's fonts: the files that CSS loads, and the measures of rarer characters, which the script imports when needed.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { build } from "esbuild";

import { contentHash, packageFolder, TARGET } from "./places.mjs";

const FONT = packageFolder("@mathjax/mathjax-newcm-font");
const CHEMISTRY = packageFolder("@mathjax/mathjax-mhchem-font-extension");
const SOURCE = packageFolder("@mathjax/src");

/**
 * Collect everything below one folder whose name holds MathJax's version and a hash, so that it can be kept for ever:
 * `woff2/` the fonts, `measures/` a module for each group of characters with `setup`, the arguments of `dynamicSetup`.
 */
export async function formulaFonts() {
  const { version } = JSON.parse(readFileSync(join(SOURCE, "package.json"), "utf8"));
  const files = new Map([
    ["LICENSE.txt", readFileSync(join(SOURCE, "LICENSE"))],
    ...folder(join(FONT, "chtml/woff2"), "woff2"),
    ...folder(join(CHEMISTRY, "chtml/woff2"), "woff2"),
    ...(await measures()),
  ]);
  const name = `mathjax/${version}-${contentHash(...[...files].flat())}`;
  const main = `${name}/woff2/mjx-ncm-n.woff2`;
  return {
    manifest: { mathjax: name, "math.woff2": main },
    files: new Map([...files].map(([file, content]) => [`${name}/${file}`, content])),
  };
}

/** Return a folder's files under another folder's name. */
const folder = (from, to) => readdirSync(from).sort().map((name) => [`${to}/${name}`, readFileSync(join(from, name))]);

/** Return one module for each of the font's dynamic files. */
async function measures() {
  const from = join(FONT, "mjs/chtml/dynamic");
  const names = readdirSync(from).filter((name) => name.endsWith(".js")).sort();
  const results = await Promise.all(names.map((name) => measure(from, name)));
  return names.map((name, index) => [`measures/${name}`, results[index].outputFiles[0].contents]);
}

const measure = (from, name) => build({
  stdin: { contents: `import "./${name}";\nexport { setup } from "font";\n`, resolveDir: from },
  bundle: true,
  minify: true,
  write: false,
  format: "esm",
  target: TARGET,
  charset: "utf8",
  plugins: [recordSetup],
});

/** In place of the font's class, which lives in the page's own script: keeps what the file would have told it. */
const recordSetup = {
  name: "record the call of dynamicSetup",
  setup(build) {
    build.onResolve({ filter: /^font$|\/chtml\.js$/ }, () => ({ path: "font", namespace: "recorder" }));
    build.onLoad({ filter: /.*/, namespace: "recorder" }, () => ({
      contents: "export const setup = []; export const MathJaxNewcmFont = {dynamicSetup(...all) { setup.push(...all); }};",
    }));
  },
};
