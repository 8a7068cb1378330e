/* What was cut from an article's file, kept or cut after all; a paragraph cut by its number. */

import { call } from "./api.js";
import { button, fresh, make } from "./dom.js";
import { behind, open, openForm, register } from "./form.js";
import { elementOf } from "./passage.js";
import { slug, state } from "./state.js";

const SHORT = 60; // characters of a long block that are shown
const LEAST = 24; // characters by which a block is named in the file

// The fewest first words of a block that no other block has.
const nameOf = (entry) => {
  const others = state.article.ledger.filter((other) => other !== entry).map(({ text }) => text);
  const signs = [...entry.text.split("\n")[0]];
  for (let count = Math.min(LEAST, signs.length); count < signs.length; count += 1) {
    const words = signs.slice(0, count).join("").trim();
    if (!others.some((text) => text.includes(words))) return words;
  }
  return signs.join("").trim();
};
const isIn = (list, { text }) => list.find((words) => text.includes(words));

// A row that can be ticked: its words, and why it was cut.
const row = (entry, checked, gloss) => {
  const input = make("input", { type: "checkbox", id: fresh(), checked });
  const text = [...entry.text];
  const label = make("label", { for: input.id, lang: "" }, text.slice(0, SHORT).join(""), text.length > SHORT ? "…" : "", gloss ? make("small", {}, ` ${gloss}`) : "");
  return { entry, input, checked, element: make("li", { class: "d-desk-tick" }, input, label) };
};
const ticks = (rows) => ({
  name: "ledger",
  read: () => rows.filter(({ input, checked }) => input.checked !== checked).map(({ entry }) => entry.text),
  changed: () => rows.some(({ input, checked }) => input.checked !== checked),
  restore: (texts) => { for (const { entry, input, checked } of rows) input.checked = texts.includes(entry.text) ? !checked : checked; },
  focus: () => rows[0]?.input.focus(),
  fail: () => {},
  element: make("div"),
});
const section = (title, rows) => rows.length > 0 && make("fieldset", { class: "d-desk-field" }, make("legend", {}, title), make("ul", { class: "d-desk-rows" }, ...rows.map(({ element }) => element)));

const ledger = (t) => {
  const { ledger: entries, keep, drop } = state.article;
  const cut = entries.filter(({ to, text }) => to === "dropped" && /[\p{L}\p{N}]/u.test(text));
  const kept = entries.filter((entry) => entry.to !== "dropped" && isIn(keep, entry)).map((entry) => row(entry, true, ""));
  const mine = cut.filter((entry) => isIn(drop, entry)).map((entry) => row(entry, false, ""));
  const machine = cut.filter((entry) => !isIn(drop, entry)).map((entry) => row(entry, false, entry.reason));
  const control = ticks([...kept, ...mine, ...machine]);
  const save = async (force) => {
    const changed = (rows) => rows.filter(({ input, checked }) => input.checked !== checked).map(({ entry }) => entry);
    const sent = await call("POST", "ledger", {
      article: slug, ...(force ? {} : { base: state.article.files }),
      keep: changed(machine).map(nameOf), unkeep: changed(kept).map((entry) => isIn(keep, entry)), undrop: changed(mine).map((entry) => isIn(drop, entry)),
    });
    return { ...sent, focus: "d-desk-ledger" };
  };
  openForm({ t, after: document.querySelector("#source .d-ledger:last-of-type"), controls: [control], title: t("ledger"), gloss: t("ledger_help"),
    parts: [section(t("kept_by_you"), kept), section(t("cut_by_you"), mine), section(t("cut_by_machine"), machine)].filter(Boolean), save });
  control.focus();
};

// A paragraph is cut as a whole; its words in the source's script are shown before.
const cut = (t, block) => {
  const entry = state.article.ledger.find((item) => item.block === block);
  const control = { name: "drop", element: make("div"), read: () => null, changed: () => false, restore: () => {}, focus: () => {}, fail: () => {} };
  const opened = openForm({
    t, after: behind(elementOf(block)), controls: [control], title: t("cut_paragraph"), gloss: `¶${block}`, words: "cut_word",
    parts: [make("q", { class: "d-desk-quote", lang: state.article.language }, entry?.text ?? ""), make("p", { class: "d-desk-help" }, t("cut_help"))],
    save: async () => ({ ...await call("POST", "ledger", { article: slug, drop: [nameOf(entry)] }), focus: `p${Math.max(1, block - 1)}` }),
  });
  opened.element.querySelector("[type=submit]").focus();
};

export const dressLedger = (t) => {
  register("ledger", () => ledger(t));
  register("cut", ({ start }) => cut(t, start.from?.block ?? start.block));
  const word = button(t("change_ledger"), () => open("ledger"), { class: "d-desk-word", id: "d-desk-ledger" });
  document.querySelector("#source .d-ledger:last-of-type")?.after(word);
  return () => word.remove();
};
