/* What is known of an article, and its summary: chosen among what its file offers, or written. */

import { call } from "./api.js";
import { choices } from "./choices.js";
import { button, make } from "./dom.js";
import { changes } from "./fields.js";
import { open, openForm, register } from "./form.js";
import { controlsFor, partsOf } from "./records.js";
import { edition, slug, state } from "./state.js";
import { languages } from "./texts.js";

const FIRST = ["title", "publisher", "authors", "published", "via", "original_url", "heed"];
const APART = ["annotations", "summary", "keep", "drop"];
const MACHINE = "machine";
const OWN = "own";

const plain = (value) => {
  if (Array.isArray(value)) return value.map(plain).join("、") || "—";
  if (value && typeof value === "object") return value[languages.best(value, edition)] ?? "";
  return value ?? "—";
};
const same = (one, other) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

// A field with candidates: each with where it was found, or words of one's own.
const withCandidates = (field, item, t) => {
  const { value, where, by_editor: byEditor, candidates = [] } = state.article.metadata[field.name] || {};
  item.write(value);
  const offers = [...(byEditor || value == null ? [] : [{ value, where }]), ...candidates].filter((offer, at, all) => all.findIndex((other) => same(other.value, offer.value)) === at);
  if (!offers.length) return item;
  const options = [
    ...offers.map((offer, at) => ({ value: at, label: plain(offer.value), gloss: offer.where })),
    ...(byEditor ? [{ value: MACHINE, label: t("as_found"), gloss: "" }] : []),
    { value: OWN, label: t("own_words"), parts: [item.element] },
  ];
  item.element.classList.add("d-desk-own"); // what it is called stands above already
  const now = byEditor ? OWN : 0;
  const chosen = choices(field.name, field.label, options, { chosen: now, help: field.help });
  return {
    ...chosen,
    name: field.name,
    // What the machine chose itself needs no words in the file.
    reset: () => chosen.read() === MACHINE || (!byEditor && chosen.read() === 0),
    read: () => (chosen.read() === OWN ? item.read() : offers[chosen.read()]?.value ?? null),
    changed: () => chosen.read() !== now || (now === OWN && item.changed()),
    restore: (kept) => { item.restore(kept); chosen.restore(OWN); },
    fail: (message) => (chosen.read() === OWN ? item : chosen).fail(message),
    focus: () => chosen.focus(),
    target: item.target,
  };
};

const metadata = (t) => {
  const controls = controlsFor("sidecar", t, {
    first: FIRST, skip: APART,
    wrap: (field, build) => withCandidates(field, build(), t),
  });
  const save = async (force) => {
    const changed = controls.filter((item) => item.changed());
    const body = (fields) => ({ article: slug, fields, ...(force ? {} : { base: state.article.files }) });
    const back = changed.filter((item) => item.reset?.()).map(({ name }) => name);
    const set = changes(changed.filter(({ name }) => !back.includes(name)));
    let sent = {};
    if (Object.keys(set).length) sent = await call("POST", "metadata", body(set));
    if (back.length) sent = await call("DELETE", "metadata", { article: slug, fields: back });
    if ("title" in set && document.getElementById("top").lang) document.getElementById("top").textContent = plain(set.title);
    return { ...sent, focus: "d-desk-metadata" };
  };
  openForm({ t, after: document.querySelector(".d-head"), controls, title: t("metadata"), parts: partsOf(controls, FIRST, t), save });
  controls[0].focus();
};

const summary = (t) => {
  const [item] = controlsFor("sidecar", t, { first: [], skip: state.records.sidecar.fields.map(({ name }) => name).filter((name) => name !== "summary"), value: { summary: untagged(state.article.summary) } });
  const save = async (force) => {
    const old = byTag(untagged(state.article.summary));
    const next = byTag(item.read());
    let sent = {};
    for (const language of new Set([...Object.keys(old), ...Object.keys(next)])) {
      if (old[language] === next[language]) continue;
      sent = await call("POST", "summary", { article: slug, language, text: next[language] ?? null, ...(force || sent.files ? {} : { base: state.article.files }) });
    }
    const shown = document.querySelector(".d-summary > p");
    if (shown && item.read()) shown.textContent = plain(item.read());
    return { ...sent, focus: "d-desk-summary" };
  };
  openForm({ t, after: document.querySelector(".d-lead"), controls: [item], title: t("label.sidecar.summary"), parts: [item.element], save });
  item.focus();
};
const byTag = (value) => (typeof value === "string" ? { "": value } : value || {});
const untagged = (value) => (value && "" in value && Object.keys(value).length === 1 ? value[""] : value);

/** Words that open these forms, at the top of the page and at the summary. */
export const dressHead = (t) => {
  register("metadata", () => metadata(t));
  register("summary", () => summary(t));
  const word = (name, id) => button(t(`change_${name}`), () => open(name), { class: "d-desk-word", id });
  const places = [[".d-head .d-state", "metadata"], [".d-summary > h2", "summary"]];
  const added = places.map(([selector, name]) => {
    const element = make("span", { class: "d-desk-at" }, word(name, `d-desk-${name}`));
    document.querySelector(selector)?.append(" ", element);
    return element;
  });
  return () => { for (const element of added) element.remove(); };
};
