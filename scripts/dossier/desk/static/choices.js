/* A choice between a few things, each said in words: radio buttons with what belongs to each; a
   list where there are many. */

import { fresh, make } from "./dom.js";

const MANY = 7;

const listed = (name, legend, options, { chosen, help = "", change = () => {} }) => {
  const select = make("select", { id: fresh() }, ...options.map(({ value, label }) => make("option", { value }, label)));
  const error = make("small", { class: "d-desk-error", id: fresh() });
  const inner = options.map(({ parts = [] }) => make("div", {}, ...parts));
  const element = make("div", { class: "d-desk-field" }, make("label", { for: select.id }, legend), select, make("small", { class: "d-desk-help" }, help), error, ...inner);
  const show = () => inner.forEach((part, at) => { part.hidden = at !== select.selectedIndex; });
  // An option's value may be a number; of an element it would be a text.
  const read = () => options[select.selectedIndex]?.value ?? null;
  const at = (value) => options.findIndex((option) => option.value === value);
  const write = (value) => { select.selectedIndex = at(value); show(); change(read()); };
  select.setAttribute("aria-describedby", error.id);
  select.addEventListener("change", () => { show(); change(read()); });
  select.selectedIndex = at(chosen);
  show();
  return { name, element, read, write, restore: write, changed: () => read() !== chosen, focus: () => select.focus(), fail: (message) => { error.textContent = message; } };
};

/** A group of radio buttons; `options` are {value, label, gloss, parts}, parts seen when chosen. */
export const choices = (name, legend, options, { chosen, help = "", change = () => {} } = {}) => {
  if (options.length > MANY) return listed(name, legend, options, { chosen, help, change });
  const group = fresh();
  const error = make("small", { class: "d-desk-error", id: fresh() });
  const rows = options.map(({ value, label, gloss, lang, parts = [] }) => {
    const input = make("input", { type: "radio", name: group, id: fresh(), value: String(value), checked: value === chosen });
    const inner = make("div", { class: "d-desk-inner" }, ...parts);
    const row = make("div", { class: "d-desk-choice" }, input, make("label", { for: input.id, lang }, label, gloss ? " " : "", gloss ? make("small", {}, gloss) : ""), parts.length ? inner : null);
    return { value, input, inner, row };
  });
  const element = make("fieldset", { class: "d-desk-field", "aria-describedby": error.id }, make("legend", {}, legend), make("small", { class: "d-desk-help" }, help), ...rows.map(({ row }) => row), error);
  const read = () => rows.find(({ input }) => input.checked)?.value ?? null;
  const show = () => { for (const { input, inner } of rows) inner.hidden = !input.checked; };
  const write = (value) => {
    for (const row of rows) row.input.checked = row.value === value;
    show();
    change(read());
  };
  element.addEventListener("change", ({ target }) => {
    if (target.name !== group) return;
    show();
    change(read());
  });
  show();
  let first = read();
  return {
    name, element, read, rows,
    write: (value) => { write(value); first = read(); },
    restore: write,
    changed: () => read() !== first,
    focus: () => (rows.find(({ input }) => input.checked) || rows[0])?.input.focus(),
    fail: (message) => { error.textContent = message; },
  };
};
