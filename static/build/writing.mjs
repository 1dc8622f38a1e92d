// Puts the finished files in their place.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { DIST } from "./places.mjs";

/** Empty `dist` and write all files; called once everything has been built, so that a failed build destroys nothing. */
export function replaceFolder(files) {
  rmSync(DIST, { recursive: true, force: true });
  for (const [name, content] of files) {
    const path = join(DIST, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
}
