// Tags that the site knows, offered one after the other: a list of the browser's own replaces a field's whole value.
import { element } from "./elements.js";

/** Offer known tags after the last comma of the field for tags. */
export function offerNames(form) {
  const field = form.elements.tags;
  const tags = [...field.list.options].map(({ value }) => value);
  const offer = () => {
    const before = field.value.replace(/[^,，、]*$/, "").trimEnd();
    field.list.replaceChildren(...tags.map((tag) => element("option", { value: before ? `${before} ${tag}` : tag })));
  };
  field.addEventListener("input", offer);
  offer();
}
