// The licences of everything that was bundled, in one file beside the bundles: most of them ask for it.
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { STATIC } from "./places.mjs";

const PACKAGE = /^(.*node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/;
const NAMES = ["LICENSE", "LICENSE.md", "LICENSE.txt", "LICENCE"];

/** Return the text of the licences of the packages that a build's inputs come from. */
export function licences(metafile) {
  const folders = new Set(Object.keys(metafile.inputs).map((path) => PACKAGE.exec(resolve(STATIC, path))?.[1]));
  folders.delete(undefined);
  return [...folders].sort().map(licence).join("\n\n");
}

function licence(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = NAMES.map((candidate) => join(folder, candidate)).find((path) => existsSync(path));
  return `${name} ${version} (${license})\n\n${file ? readFileSync(file, "utf8").trim() : ""}\n`;
}
