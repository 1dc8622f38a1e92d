// The drawings beside the scripts (the favicon and others), named after their content.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { contentHash, STATIC } from "./places.mjs";

/** Return the SVG files of `static` under hashed names. */
export async function pictures() {
  const manifest = {};
  const files = new Map();
  for (const name of readdirSync(STATIC).filter((file) => file.endsWith(".svg"))) {
    const content = readFileSync(join(STATIC, name));
    manifest[name] = name.replace(/\.svg$/, `-${contentHash(content)}.svg`);
    files.set(manifest[name], content);
  }
  return { manifest, files };
}
