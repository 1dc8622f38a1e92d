// Names that the site knows already, offered in the settings: categories, series, and tags one after the other.
import { element } from "./elements.js";

/** Offer known names in the fields of a form; `known` resolves to the server's completions. */
export async function offerNames(form, known) {
  const { categories = [], series = [], tags = [] } = await known();
  fill("known-categories", categories);
  fill("known-series", series);
  const field = form.elements.tags;
  const offer = () => {
    const before = field.value.replace(/[^,，、]*$/, "");
    fill("known-tags", tags.map((tag) => `${before}${before && !before.endsWith(" ") ? " " : ""}${tag}`));
  };
  field.addEventListener("input", offer);
  offer();
}

const fill = (id, names) => {
  document.getElementById(id).replaceChildren(...names.map((name) => element("option", { value: name })));
};
