/* Notes: a new one beside selected words, and what stands there changed, deleted, put in place. */

import { Refusal, call, get } from "./api.js";
import { chooser } from "./chooser.js";
import { button, disclosure, make } from "./dom.js";
import { everywhere } from "./everywhere.js";
import { changes, followKind, values } from "./fields.js";
import { behind, open, openForm, register } from "./form.js";
import { elementOf, paragraphs, textOf, underline } from "./passage.js";
import { preview, rendered } from "./preview.js";
import { controlsFor, partsOf } from "./records.js";
import { complete } from "./references.js";
import { edition, slug, state } from "./state.js";
import { languages } from "./texts.js";

// Seen at once; all other fields are under a word. Keys of the place have a control of their own.
export const FIRST = ["kind", "replacement", "fault", "when", "said", "body", "certain"];
export const PLACE = ["quote", "prefix", "suffix"];

// Who wrote it when, from the repository; asked for when it is opened.
const history = (note, t) => {
  const list = make("ul", { class: "d-desk-rows" });
  const row = ({ date, author, subject, note: old }) => make("li", {}, `${String(date).slice(0, 10)} ${author}`, make("small", { class: "d-desk-help" }, subject || ""), make("small", { class: "d-desk-help" }, Object.values([].concat(old.body ?? "").map((body) => (typeof body === "object" ? body[languages.best(body, edition)] : body)))));
  const element = disclosure(t("history"), list);
  element.addEventListener("toggle", async () => {
    if (!element.open || list.childElementCount) return;
    const { history: rows } = await get(`history?note=${encodeURIComponent(note.id)}`);
    list.replaceChildren(...(rows.length ? rows.map(row) : [make("li", {}, t("no_history"))]));
  });
  return element;
};

// The address of a new note is made from its words; that of an old one stays.
export const withId = (note) => (field, build) => {
  if (field.name !== "id") return build();
  field.required = Boolean(note);
  const item = build();
  item.target.readOnly = Boolean(note);
  return item;
};

/** What helps in the fields of a note: links completed, a preview, fields by kind. */
export const help = (controls, t) => {
  followKind(controls);
  for (const { name, element, target } of controls) {
    if (name === "see") complete(target, t, { open: /(?:^|\n)([^\n]+)$/, close: "" });
    if (name !== "body") continue;
    for (const area of element.querySelectorAll("textarea")) complete(area, t);
    preview(target, t);
  }
};

// The source's own words for those of the edition, within the words of a note.
const inSource = async (typed, place) => {
  if (!typed || !place?.from || place.from.block !== place.to.block) return typed;
  const { block, offset } = place.from;
  const shown = [...textOf(block)].slice(offset, place.to.offset).join("");
  const at = shown.indexOf(typed);
  if (at < 0) return typed;
  const start = offset + [...shown.slice(0, at)].length;
  const ends = { from: { block, offset: start }, to: { block, offset: start + [...typed].length } };
  return call("POST", "selection", { article: slug, edition, ...ends }).then(({ quote }) => quote, () => typed);
};

// A new note, one that stands there, or a reply to it (`reply` is the note that is answered).
const form = (t, { note, reply, start }) => {
  const controls = controlsFor("note", t, { value: note, first: FIRST, skip: PLACE, wrap: withId(note) });
  const words = reply ? null : chooser({ t, label: t("source_words"), start, quoted: note, optional: true });
  const all = note || reply ? null : everywhere(t, () => words.words());
  if (all) all.kinds = ["correction"];
  const block = start?.from?.block ?? start?.block ?? (note ?? reply)?.blocks?.[0];

  const place = () => {
    const chosen = words.read();
    if (!note && words.missing()) throw new Refusal(422, { problems: [{ field: "quote", message: t("need_words") }] });
    return (!note || words.changed()) && chosen?.from ? { from: chosen.from, to: chosen.to } : {};
  };
  const send = async (force) => {
    const own = { article: slug, edition, ...(note && !force ? { base: state.article.files } : {}) };
    if (reply) return call("POST", `notes/${reply.id}`, { ...own, note: values(controls) });
    const at = place();
    if (all?.read().length) return call("POST", "apply", { words: words.words(), edition, places: all.read(), note: values(controls) });
    const said = await inSource(values(controls).said, words.read());
    if (!note) return call("POST", "notes", { ...own, ...at, note: { ...values(controls), ...(said && { said }) } });
    const none = words.changed() && !words.read() ? { quote: null, prefix: null, suffix: null } : {};
    return call("PATCH", `notes/${note.id}`, { ...own, ...at, note: { ...changes(controls), ...none } });
  };
  const save = async (force) => {
    const [sent, shown] = await Promise.all([send(force), standing(controls)]);
    underline(...(words?.ranges() ?? []));
    return { ...sent, focus: sent.id || note ? `r-${sent.id || note.id}` : `p${block}`, shown };
  };
  openForm({
    t, after: block ? behind(elementOf(block)) : document.querySelector(".d-lead"), controls: [...(words ? [words] : []), ...controls],
    title: t(note ? "change_note" : reply ? "reply" : "new_note"), gloss: block ? `¶${block}` : "",
    parts: [words?.element, ...partsOf(controls, FIRST, t), all && all.element, note && history(note, t)].filter(Boolean), save,
    other: note && { word: "reply", act: () => open("note", { reply: note.id }) },
    remove: note && (async () => ({ ...await call("DELETE", `notes/${note.id}`, { article: slug, base: state.article.files }), focus: block ? `p${block}` : "" })),
  });
  help([...controls, ...(all ? [all] : [])], t);
  (words && !start?.from && !note ? words : controls.find(({ name }) => name === "kind")).focus();
};

// The note as the page will show it.
const standing = async (controls) => {
  const { kind, body, replacement } = Object.fromEntries(controls.map((item) => [item.name, item]));
  return make("section", { class: "d-notes" }, make("p", { class: "d-note-head" }, make("b", {}, kind.target.selectedOptions[0].text),
    replacement.read() && make("strong", {}, ` ${replacement.read()}`)), ...await rendered(body.target.value.trim(), body.target.lang));
};

const noteOf = (id) => state.article.notes.find((note) => note.id === id);

/** Make the notes of the page ones that can be changed; gives back what undoes it. */
export const dress = (t) => {
  register("note", ({ id, reply, start }) => form(t, { note: noteOf(id), reply: noteOf(reply), start }));
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
