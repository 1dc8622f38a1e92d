// Where the sources and the results are.
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder `static`. */
export const STATIC = dirname(dirname(fileURLToPath(import.meta.url)));

/** The folder that the server hands out; git ignores it. */
export const DIST = join(STATIC, "dist");

/** Browsers that know constructed style sheets, `:has` and dynamic `import()`; older ones read the pages without script. */
export const TARGET = ["chrome111", "edge111", "firefox121", "safari16.4"];

const require = createRequire(import.meta.url);

/** Return the folder of an installed npm package. */
export const packageFolder = (name) => dirname(require.resolve(`${name}/package.json`));

/** Return eight characters that change with the content: the part of a file's name that lets it be kept for ever. */
export function contentHash(...contents) {
  const hash = createHash("sha256");
  for (const content of contents) hash.update(content).update("\0");
  return hash.digest("hex").slice(0, 8);
}
