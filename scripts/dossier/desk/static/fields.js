/* Controls for the fields of a record, from its row of the field table: a choice is a list, a
   boolean a box to tick, a text an area for each language, a list an item a line. */

import { disclosure, fresh, grow, make } from "./dom.js";
import { languages } from "./texts.js";

const LONG = 200; // strings that may be longer are written in an area
const isEmpty = (value) => value === null || value === undefined || value === "" || (Array.isArray(value) && !value.length);
const same = (first, second) => JSON.stringify(first ?? null) === JSON.stringify(second ?? null);

/** Label, control, help and error, together; `read` gives a value or null. */
const frame = (field, control, { read, write }) => {
  const help = make("small", { class: "d-desk-help", id: fresh() }, field.help || "");
  const error = make("small", { class: "d-desk-error", id: fresh() });
  const target = control.matches("input, textarea, select") ? control : control.querySelector("input, textarea, select");
  target.id ||= fresh();
  const tick = target.type === "checkbox";
  const label = make("label", { for: target.id }, field.label || field.name);
  target.setAttribute("aria-describedby", `${help.id} ${error.id}`);
  if (field.required) target.required = true;
  const element = make("div", { class: tick ? "d-desk-field d-desk-tick" : "d-desk-field" }, ...(tick ? [control, label] : [label, control]), help, error);
  let first = read();
  return {
    name: field.name,
    kinds: field.kinds,
    element,
    read,
    write: (value) => { write(value); first = read(); },
    // Words that were typed and never saved: they differ from what stands in the file.
    // Other fields follow what is chosen here.
    restore: (value) => { write(value); target.dispatchEvent(new Event("change", { bubbles: true })); },
    changed: () => !same(first, read()),
    focus: () => target.focus(),
    fail: (message) => {
      error.textContent = message;
      if (message) target.setAttribute("aria-invalid", "true");
      else target.removeAttribute("aria-invalid");
    },
    target,
  };
};

const choice = (field) => {
  const none = field.required ? [] : [make("option", { value: "" }, "—")];
  const control = make("select", {}, ...none, ...field.choices.map(({ value, label }) => make("option", { value }, label)));
  return frame(field, control, {
    read: () => control.value || null,
    // A value that the list lacks is kept, and the reader says what is wrong with it.
    write: (value) => {
      if (value && ![...control.options].some((option) => option.value === value)) control.append(make("option", { value }, value));
      control.value = value ?? control.options[0]?.value ?? "";
    },
  });
};

// What an example shows is what one would write; without the key the contrary holds.
const boolean = (field) => {
  const usual = String(field.example) !== "true";
  const control = make("input", { type: "checkbox", checked: usual });
  return frame(field, control, {
    read: () => (control.checked === usual ? null : control.checked),
    write: (value) => { control.checked = value ?? usual; },
  });
};

const line = (field, suggestions) => {
  const long = !field.limit || field.limit > 500;
  const list = suggestions && make("datalist", { id: fresh() }, ...suggestions.map(({ id, name }) => make("option", { value: id }, name)));
  const control = field.type === "string" && long && !list
    ? grow(make("textarea", { rows: 1 }))
    : make("input", { type: "text", autocomplete: "off", list: list?.id, inputmode: field.type === "number" ? "decimal" : field.type === "address" ? "url" : null, placeholder: ["date", "period"].includes(field.type) ? String(field.example).replace(/"/g, "") : null });
  const built = frame(field, control, {
    // A name stands for what has it; some have none.
    read: () => {
      const typed = control.value.trim() || null;
      return suggestions?.find(({ name }) => name === typed)?.id ?? typed;
    },
    write: (value) => { control.value = value ?? ""; },
  });
  if (list) built.element.append(list);
  return built;
};

// An item a line; an item that has several languages keeps those that are not shown.
const lines = (field, edition) => {
  const control = grow(make("textarea", { rows: 2 }));
  let items = [];
  const shown = (item) => (item && typeof item === "object" ? item[languages.best(item, edition)] : String(item));
  return frame(field, control, {
    read: () => {
      const words = control.value.split("\n").map((word) => word.trim()).filter(Boolean);
      const known = new Map(items.map((item) => [shown(item), item]));
      return words.length ? words.map((word) => known.get(word) ?? word) : null;
    },
    write: (value) => {
      items = isEmpty(value) ? [] : [].concat(value);
      control.value = items.map(shown).join("\n");
    },
  });
};

const texts = (field, edition, word) => {
  const { element, read, write } = languages.areas(field, edition, word);
  return frame(field, element, { read, write });
};

/** The control of a field; `suggest` are what a string may be, [{id, name}]. */
export const control = (field, { edition, suggest, word }) => {
  if (field.type === "choice") return choice(field);
  if (field.type === "boolean") return boolean(field);
  if (field.shape?.endsWith("list")) return lines(field, edition);
  if (field.type === "text") return texts(field, edition, word);
  return line(field, suggest);
};

/** Values of controls that were changed; a field that was emptied is null. */
export const changes = (controls) => Object.fromEntries(
  controls.filter((item) => item.changed()).map((item) => [item.name, item.element.hidden ? null : item.read()]));

/** Values of controls that have any. */
export const values = (controls) => Object.fromEntries(
  controls.filter((item) => !item.element.hidden).map((item) => [item.name, item.read()]).filter(([, value]) => !isEmpty(value)));

/** Fields of a kind are there while that kind is chosen. */
export const followKind = (controls) => {
  const kind = controls.find(({ name }) => name === "kind");
  const follow = () => {
    for (const { kinds, element } of controls) if (kinds?.length) element.hidden = !kinds.includes(kind?.read());
  };
  kind?.target.addEventListener("change", follow);
  follow();
};

/** Fields that are seldom needed, under a word. */
export const folded = (word, controls) => disclosure(word, ...controls.map(({ element }) => element));
