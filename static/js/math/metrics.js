// Sizes of the surrounding text, which formulas adapt to, measured for all formulas in one layout of the page.
import { output } from "./engine.js";

const PADDING = 6; // pixels: what MathJax puts around a display, and rounding

/** Give every formula the font size, the height of an x and the width of the block that it stands in. */
export function measure(formulas) {
  const probes = formulas.map(({ element, item }) => ({
    start: { node: element }, // MathJax measures in its parent: formulas of one paragraph share a measurement
    display: item.display,
    state: () => 0,
  }));
  const [inline, display] = output().getMetricMaps({ math: probes });
  for (const { element, item } of formulas) {
    const { em, ex, containerWidth, scale, family } = (item.display ? display : inline).get(element.parentElement);
    item.setMetrics(em, ex, containerWidth - (item.display ? PADDING : 0), scale);
    item.outputData = { mtextFamily: family, merrorFamily: family };
  }
}
