/* Names: selected words as a new name, as a form of one that is known, as none here or nowhere;
   and on a name's own page, all that is written of it. */

import { call, get, Refusal } from "./api.js";
import { chooser } from "./chooser.js";
import { choices } from "./choices.js";
import { button } from "./dom.js";
import { everywhere } from "./everywhere.js";
import { changes, control, values } from "./fields.js";
import { behind, open, openForm, register } from "./form.js";
import { elementOf } from "./passage.js";
import { controlsFor, partsOf } from "./records.js";
import { edition, slug, state } from "./state.js";

const FIRST = ["type", "names", "aliases", "description"];
const idOf = (link) => link?.href.match(/\/entities\/(?:index\.html#)?([\w-]+)(?:\.html)?$/)?.[1] ?? "";

/** The name that selected words are a link to, if they are one. */
const linked = (start) => {
  const selection = getSelection();
  const node = selection.rangeCount && start?.from ? selection.getRangeAt(0).startContainer : null;
  return idOf((node?.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest?.("a.d-entity") || null);
};

const known = (t, id) => {
  const item = control({ name: "id", label: t("which_name"), type: "string", shape: "one", help: t("which_name_help"), limit: 100, choices: [] }, { edition, suggest: state.names });
  item.write(id);
  return item;
};
const need = (value, field, message) => {
  if (!value) throw new Refusal(422, { problems: [{ field, message }] });
  return value;
};

// What selected words are: one of five, each with its own fields.
const form = (t, { start, id = linked(start) }) => {
  const words = chooser({ t, label: t("source_words"), start });
  const fresh = controlsFor("entity", t, { first: FIRST, skip: ["aliases"], wrap: (field, build) => { field.required = field.name === "type"; return build(); } });
  const another = known(t, id);
  const wrong = known(t, id);
  const here = known(t, id);
  const longer = known(t, id);
  const all = everywhere(t, () => words.words());
  const what = choices("what", t("what_name"), [
    { value: "new", label: t("name_new"), parts: [...partsOf(fresh, FIRST, t), all.element] },
    { value: "form", label: t("name_form"), parts: [another.element] },
    { value: "misspelling", label: t("name_misspelling"), parts: [wrong.element] },
    { value: "not_here", label: t("name_not_here"), parts: [here.element] },
    { value: "longer", label: t("name_longer"), parts: [longer.element] },
    { value: "never", label: t("name_never") },
  ], { chosen: id ? "form" : "new" });
  const block = start.from?.block ?? start.block;

  // What a new name is called first is how the source writes it.
  const names = fresh.find(({ name }) => name === "names");
  const prefill = () => { if (!names.changed() && words.words()) names.write({ [state.article.language]: words.words() }); };
  words.element.addEventListener("input", prefill);
  const quoted = () => need(words.words(), "quote", t("need_words"));
  const chosen = (item) => need(state.names.find(({ id: name }) => name === item.read())?.id, "id", t("need_name"));
  const add = (item, key) => call("PATCH", `names/${chosen(item)}`, { add: { [key]: [key === "not_in" ? slug : quoted()] } });
  const acts = {
    new: () => {
      const at = words.read();
      const entity = values(fresh);
      if (!entity.names) entity.names = { [state.article.language]: quoted() };
      return all.read().length ? call("POST", "apply", { words: quoted(), edition, places: all.read(), name: { entity } })
        : call("POST", "names", { article: slug, edition, ...(at?.from ? { from: at.from, to: at.to } : {}), entity });
    },
    form: () => add(another, "aliases"),
    misspelling: () => add(wrong, "misspellings"),
    not_here: () => add(here, "not_in"),
    longer: () => call("POST", "names/block", { id: chosen(longer), form: quoted() }),
    never: () => call("POST", "names/block", { form: quoted() }),
  };
  openForm({
    t, after: behind(elementOf(block) || elementOf(1)), controls: [words, what, ...fresh, another, wrong, here, longer], title: t("name_word"), gloss: `¶${block}`,
    parts: [words.element, what.element], save: async () => ({ ...await acts[what.read()](), focus: `p${block}` }),
  });
  (start.from ? what : words).focus();
};

// All that is written of a name.
const change = async (t, { id }) => {
  const { entity } = await get(`names/${id}`);
  const controls = controlsFor("entity", t, { value: entity, first: FIRST });
  openForm({
    t, after: document.querySelector(".d-doc > header, .d-head"), controls, title: t("change_name"), gloss: id, parts: partsOf(controls, FIRST, t),
    save: async () => ({ ...await call("PATCH", `names/${id}`, { entity: changes(controls) }), focus: "d-desk-name" }),
    remove: () => call("DELETE", `names/${id}`),
  });
  controls[0].focus();
};

export const dressNames = (t) => {
  register("name", (args) => form(t, args));
  register("entity", (args) => change(t, args));
  const id = document.querySelector(".d-kind-entity") && idOf(location);
  if (!id) return () => {};
  const word = button(t("change"), () => open("entity", { id }), { class: "d-desk-word", id: "d-desk-name", "aria-label": t("change_name") });
  document.querySelector("h1")?.after(word);
  return () => word.remove();
};
