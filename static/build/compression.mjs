// Compressed copies beside the files, so that no server compresses at request time.
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const COMPRESSIBLE = /\.(?:css|js|json|svg|txt)$/;

/** Return a `.gz` and a `.br` of every file that is text. */
export function compressed(files) {
  const texts = [...files].filter(([name]) => COMPRESSIBLE.test(name));
  return new Map(texts.flatMap(([name, content]) => [
    [`${name}.gz`, gzipSync(content, { level: 9 })],
    [`${name}.br`, brotli(content)],
  ]));
}

function brotli(content) {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
  };
  return brotliCompressSync(content, { params });
}
