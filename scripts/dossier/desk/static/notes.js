/* Notes: a new one beside selected words, and what stands there changed, deleted, put in place. */

import { Refusal, call } from "./api.js";
import { chooser } from "./chooser.js";
import { button, disclosure, make } from "./dom.js";
import { changes, followKind, values } from "./fields.js";
import { behind, open, openForm, register } from "./form.js";
import { elementOf, paragraphs, underline } from "./passage.js";
import { preview, rendered } from "./preview.js";
import { controlsFor, partsOf } from "./records.js";
import { complete } from "./references.js";
import { edition, slug, state } from "./state.js";

// Seen at once; all other fields are under a word. Keys of the place have a control of their own.
const FIRST = ["kind", "replacement", "fault", "when", "said", "body", "certain"];
const PLACE = ["quote", "prefix", "suffix"];

const history = (note, t) => note?.history?.length && disclosure(t("history"), make("ul", {}, note.history.map(({ date, author, subject }) => make("li", {}, `${date} ${author} ${subject || ""}`))));

const form = (t, { note, start }) => {
  const controls = controlsFor("note", t, {
    value: note, first: FIRST, skip: PLACE,
    // The address of a new note is made from its words; that of an old one stays.
    wrap: (field, build) => {
      if (field.name !== "id") return build();
      field.required = Boolean(note);
      const item = build();
      item.target.readOnly = Boolean(note);
      return item;
    },
  });
  const words = chooser({ t, label: t("source_words"), start, quoted: note, optional: true });
  const all = [words, ...controls];
  const block = start?.from?.block ?? start?.block ?? note?.blocks?.[0];
  const after = block ? behind(elementOf(block)) : document.querySelector(".d-lead");

  const save = async (force) => {
    const base = note && !force ? { base: state.article.files } : {};
    const chosen = words.read();
    if (!note && words.missing()) throw new Refusal(422, { problems: [{ field: "quote", message: t("need_words") }] });
    const moved = words.changed() || !note;
    const at = moved && chosen?.from ? { from: chosen.from, to: chosen.to } : {};
    const none = note && moved && !chosen ? { quote: null, prefix: null, suffix: null } : {};
    const sent = note ? await call("PATCH", `notes/${note.id}`, { article: slug, edition, ...at, note: { ...changes(controls), ...none }, ...base })
      : await call("POST", "notes", { article: slug, edition, ...at, note: values(controls), ...base });
    return { ...sent, focus: `r-${sent.id || note?.id}`, shown: await standing(controls, words) };
  };
  const opened = openForm({
    t, after, controls: all, title: note ? t("change_note") : t("new_note"), gloss: block ? `¶${block}` : "",
    parts: [words.element, ...partsOf(controls, FIRST, t), history(note, t)].filter(Boolean),
    save,
    remove: note && (async () => ({ ...await call("DELETE", `notes/${note.id}`, { article: slug, base: state.article.files }), focus: block ? `p${block}` : "" })),
  });
  followKind(controls);
  for (const { name, element, target } of controls) {
    if (name === "body") {
      for (const area of element.querySelectorAll("textarea")) complete(area, t);
      preview(target, t);
    }
    if (name === "see") complete(target, t, { open: /(?:^|\n)([^\n]+)$/, close: "" });
  }
  (start?.from || note ? controls.find(({ name }) => name === "kind") : words).focus();
  return opened;
};

// The note as the page will show it; its words are underlined meanwhile.
const standing = async (controls, words) => {
  const { kind, body, replacement } = Object.fromEntries(controls.map((item) => [item.name, item]));
  underline(...words.ranges());
  return make("section", { class: "d-notes" }, make("p", { class: "d-note-head" }, make("b", {}, kind.target.selectedOptions[0].text),
    replacement.read() && make("strong", {}, ` ${replacement.read()}`)), make("p", {}, ...await rendered(body.target.value.trim(), body.target.lang)));
};

/** Make the notes of the page ones that can be changed; gives back what undoes it. */
export const dress = (t) => {
  register("note", ({ id, start }) => form(t, { note: state.article.notes.find((note) => note.id === id), start }));
  const added = [];
  for (const section of document.querySelectorAll(".d-note")) {
    const id = section.id.slice(2);
    if (!state.article?.notes.some((note) => note.id === id)) continue;
    const number = section.querySelector(".d-mark")?.textContent ?? "";
    const change = button(t("change"), (event) => { event.stopPropagation(); open("note", { id }); }, { class: "d-desk-word", "aria-label": t("change_n", { number }) });
    section.querySelector(".d-note-head").append(" ", change);
    added.push(change);
  }
  return () => { for (const element of added) element.remove(); };
};

/** A note on words of the page, on a paragraph, or on the whole article. */
export const newNote = (start) => open("note", { start });
export const hasText = Boolean(slug && paragraphs.length);
