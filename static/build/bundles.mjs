// Style sheets and scripts, one file for each entry, named after its content.
import { existsSync, readdirSync } from "node:fs";
import { basename, join, relative } from "node:path";

import { build } from "esbuild";

import { constructedStyles } from "./constructed_styles.mjs";
import { licences } from "./licences.mjs";
import { contentHash, DIST, STATIC, TARGET } from "./places.mjs";

const STYLES = ["reader.css", "studio.css"];

/** Return the entries that exist: every script directly in `js`, and the named style sheets of `css`. */
function entries() {
  const scripts = readdirSync(join(STATIC, "js")).filter((name) => name.endsWith(".js"));
  const styles = STYLES.filter((name) => existsSync(join(STATIC, "css", name)));
  return [...scripts.map((name) => join(STATIC, "js", name)), ...styles.map((name) => join(STATIC, "css", name))];
}

/**
 * Bundle all entries.
 * @param {{fontFolder: string}} options the formula fonts' folder, relative to the scripts
 * @returns {Promise<{manifest: Record<string, string>, files: Map<string, Uint8Array>}>} names below `dist`
 */
export async function bundle({ fontFolder }) {
  const result = await build({
    absWorkingDir: STATIC,
    entryPoints: entries(),
    outdir: DIST,
    entryNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: "iife",
    platform: "browser",
    target: TARGET,
    charset: "utf8",
    legalComments: "none",
    loader: { ".svg": "file", ".woff2": "file", ".png": "file" },
    plugins: [constructedStyles],
    define: { FONT_FOLDER: JSON.stringify(fontFolder) },
    logLevel: "warning",
  });
  const files = new Map(result.outputFiles.map((file) => [relative(DIST, file.path), file.contents]));
  const text = new TextEncoder().encode(licences(result.metafile));
  const name = `licences-${contentHash(text)}.txt`;
  return { manifest: { ...manifestOf(result.metafile), "licences.txt": name }, files: files.set(name, text) };
}

/** Return which file came from which entry, by the entry's own name. */
function manifestOf(metafile) {
  const outputs = Object.entries(metafile.outputs).filter(([, output]) => output.entryPoint);
  return Object.fromEntries(
    outputs.map(([path, output]) => [basename(output.entryPoint), relative(DIST, join(STATIC, path))]),
  );
}
