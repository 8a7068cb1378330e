/* The controls of a record's form, from its fields: those that are asked for first, the others
   under a word. */

import { button, fresh, make } from "./dom.js";
import { control, folded } from "./fields.js";
import { complete } from "./references.js";
import { edition, state } from "./state.js";
import { fieldsOf } from "./words.js";

/** What a string of a record may be: the ids that the dossier has. */
const known = () => {
  const articles = state.articles.map(({ slug, title }) => ({ id: slug, name: title }));
  const questions = state.questions.map(({ id, title }) => ({ id, name: title }));
  const units = state.units.map(({ id, name }) => ({ id, name: name.split("|")[0] })); // the singular
  return {
    "note.topic": [...questions, ...state.topics.map((id) => ({ id, name: "" }))],
    "note.stance": state.questions.flatMap(({ title, stances }) => stances.map(({ id, name }) => ({ id, name: `${name} · ${title}` }))),
    "lineage.article": articles,
    "value.unit": units,
    "question.unit": units,
  };
};

// Texts that may be an id: those are one string.
const PLAIN = ["position.speaker", "position.via", "lineage.of"];

// Several fields as one value, or a list of such values.
const group = (field, t) => {
  const rows = make("div", {});
  const element = make("fieldset", { class: "d-desk-field" }, make("legend", {}, field.label), make("small", { class: "d-desk-help" }, field.help), rows);
  const error = make("small", { class: "d-desk-error", id: fresh() });
  let items = [];
  const add = (value = {}) => {
    const controls = fieldsOf(state.records, field.of, t).map((part) => {
      const item = control({ ...part, required: false, limit: Math.min(part.limit, 200) }, { edition, suggest: known()[`${field.of}.${part.name}`], word: t("other_languages") });
      item.write(value[part.name]);
      return item;
    });
    items.push(controls);
    rows.append(make("div", { class: "d-desk-group" }, ...controls.map((item) => item.element)));
  };
  const read = () => {
    const values = items.map((controls) => Object.fromEntries(controls.map((item) => [item.name, item.read()]).filter(([, value]) => value !== null)))
      .map((value) => Object.fromEntries(Object.entries(value).map(([key, part]) => [key, ["min", "max"].includes(key) ? Number(part) : part])))
      .filter((value) => Object.keys(value).length);
    if (!values.length) return null;
    return values.length > 1 || field.shape === "list" ? values : values[0];
  };
  const write = (value) => {
    items = [];
    rows.replaceChildren();
    for (const part of [].concat(value || [{}])) add(part);
  };
  write(null);
  if (field.shape !== "one") element.append(button(t("another"), () => add()));
  element.append(error);
  let first = JSON.stringify(read());
  return {
    name: field.name, kinds: field.kinds, element, read, restore: write,
    write: (value) => { write(value); first = JSON.stringify(read()); },
    changed: () => JSON.stringify(read()) !== first,
    focus: () => rows.querySelector("input, textarea")?.focus(),
    fail: (message) => { error.textContent = message; },
  };
};

// Texts by an id of the editor's own: one line each, for those that are there.
const map = (field) => {
  const rows = make("div", {});
  const error = make("small", { class: "d-desk-error" });
  const element = make("fieldset", { class: "d-desk-field" }, make("legend", {}, field.label), rows, error);
  let items = {};
  let first = "null";
  const read = () => (Object.keys(items).length ? Object.fromEntries(Object.entries(items).map(([id, item]) => [id, item.read()])) : null);
  const write = (value) => {
    items = Object.fromEntries(Object.entries(value || {}).map(([id, text]) => {
      const item = control({ name: id, label: id, type: "text", shape: "one", help: "" }, { edition, word: "…" });
      item.write(text);
      return [id, item];
    }));
    rows.replaceChildren(...Object.values(items).map((item) => item.element));
    element.hidden = !Object.keys(items).length;
  };
  write(null);
  return {
    name: field.name, element, read, restore: write,
    write: (value) => { write(value); first = JSON.stringify(read()); },
    changed: () => JSON.stringify(read()) !== first,
    focus: () => rows.querySelector("textarea")?.focus(),
    fail: (message) => { error.textContent = message; },
  };
};

/** Controls for the fields of a record, filled with a value; those of `first` stand first. */
export const controlsFor = (record, t, { value, first, skip = [], suggest = {}, wrap = (field, build) => build() }) => {
  const ids = { ...known(), ...suggest };
  const order = ({ name }) => (first.includes(name) ? first.indexOf(name) : first.length);
  return fieldsOf(state.records, record, t).filter(({ name }) => !skip.includes(name)).map((field) => wrap(field, () => {
    const build = field.type === "record" ? group : field.shape?.startsWith("map") ? map : control;
    const item = build === control ? control({ ...field, plain: PLAIN.includes(`${record}.${field.name}`) }, { edition, suggest: ids[`${record}.${field.name}`], word: t("other_languages") }) : build(field, t);
    if (value) item.write(value[field.name]);
    if (PLAIN.includes(`${record}.${field.name}`)) complete(item.target, t, { open: /^([^\n]+)$/, close: "" });
    return item;
  })).sort((one, other) => order(one) - order(other));
};

/** The elements of controls: those of `first`, and a disclosure with the rest. */
export const partsOf = (controls, first, t) => {
  const rest = controls.filter(({ name }) => !first.includes(name));
  return [...controls.filter(({ name }) => first.includes(name)).map(({ element }) => element), ...(rest.length ? [folded(t("more_fields"), rest)] : [])];
};
