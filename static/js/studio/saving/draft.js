// The form as a value: what is sent, kept, compared and restored.

/** Reads and writes the draft of the editor's form. */
export class DraftForm {
  /** @param {HTMLFormElement} form @param {{read(): string, write(text: string): void}} source */
  constructor(form, source) {
    this.form = form;
    this.source = source;
  }

  /** Return what the form holds. */
  read() {
    const settings = Object.fromEntries(this.fields().map((field) => [field.name, valueOf(field)]));
    return { title: this.form.elements.title.value, source: this.source.read(), settings };
  }

  /** Return what the form held when the server sent it: something may have been typed before this script ran. */
  readSent() {
    const { title, source } = this.form.elements;
    const sent = (field) => valueOf(field, field.defaultValue, field.defaultChecked);
    const settings = Object.fromEntries(this.fields().map((field) => [field.name, sent(field)]));
    return { title: title.defaultValue, source: source.defaultValue, settings };
  }

  /** Put a draft into the form; settings that it does not name stay. */
  write({ title, source, settings = {} }) {
    if (title !== undefined) this.form.elements.title.value = title;
    if (source !== undefined) this.source.write(source);
    for (const field of this.fields().filter(({ name }) => Object.hasOwn(settings, name))) {
      setValue(field, settings[field.name]);
    }
  }

  fields() {
    return [...this.form.querySelectorAll("[data-setting]")];
  }
}

/** Tell whether two drafts are the same. */
export const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other);

function valueOf(field, value = field.value, isChecked = field.checked) {
  if (field.type === "checkbox") return isChecked;
  if (field.dataset.setting === "list") return value.split(/[,，、\n]/).map((part) => part.trim()).filter(Boolean);
  if (field.dataset.setting === "number") return value.trim() === "" ? null : Number(value);
  return value;
}

function setValue(field, value) {
  if (field.type === "checkbox") field.checked = Boolean(value);
  else if (field.localName === "select") choose(field, value ?? "");
  else if (Array.isArray(value)) field.value = value.join(", ");
  else field.value = value ?? "";
}

/** A list that does not name the value has it from now on: it was chosen elsewhere. */
function choose(list, value) {
  if (![...list.options].some((option) => option.value === value)) list.append(new Option(value, value));
  list.value = value;
  list.dispatchEvent(new Event("change"));
}
