// CodeMirror's rules go into a constructed style sheet instead of a style element, which the site's policy refuses.
import { readFile } from "node:fs/promises";

const CONDITION = "!root.head && root.adoptedStyleSheets";

/** Lets the package `style-mod` use the way that it has for shadow roots in the page itself too. */
export const constructedStyles = {
  name: "constructed style sheets",
  setup(build) {
    build.onLoad({ filter: /[\\/]style-mod[\\/]src[\\/]style-mod\.js$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      if (!source.includes(CONDITION)) throw new Error(`${path} chooses its way of adding rules in another place now.`);
      return { contents: source.replace(CONDITION, "root.adoptedStyleSheets"), loader: "js" };
    });
  },
};
