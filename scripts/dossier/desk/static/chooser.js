/* The words that a form speaks of: as the source prints them, in its own script. They are those
   selected on the page; by the keyboard they are selected in the paragraph's words, shown here. */

import { call } from "./api.js";
import { disclosure, fresh, grow, make } from "./dom.js";
import { elementOf, light, numberOf, paragraphs, placeOf, rangeOf, textOf } from "./passage.js";
import { edition, slug, state } from "./state.js";

const QUIET = 250; // a selection that still grows is not asked about

const rangesOf = ({ from, to }) => {
  const blocks = [];
  for (let n = from.block; n <= to.block; n += 1) if (elementOf(n)) blocks.push(n);
  return blocks.map((n) => rangeOf(n, n === from.block ? from.offset : 0, n === to.block ? to.offset : [...textOf(n)].length));
};

/** A control named `quote`; its value is a place ({from, to}) or what a note has ({quote, …}). */
export const chooser = ({ t, label, start, quoted, optional }) => {
  const shown = make("q", { class: "d-desk-quote", lang: state.article.language });
  const hint = make("small", { class: "d-desk-help" });
  const error = make("small", { class: "d-desk-error", id: fresh() });
  const where = make("select", { id: fresh() }, ...[elementOf(0), ...paragraphs].filter(Boolean).map(numberOf)
    .map((n) => make("option", { value: n }, `${n ? `¶${n}` : t("title")} ${textOf(n).slice(0, 14)}…`)));
  const area = grow(make("textarea", { id: fresh(), "aria-readonly": "true", inputmode: "none", spellcheck: "false", "aria-describedby": error.id, onbeforeinput: (event) => event.preventDefault(), lang: document.documentElement.lang }));
  const other = disclosure(t("choose_words"), make("label", { for: where.id }, t("paragraph")), where, make("label", { for: area.id }, t("select_here")), area);
  const whole = optional && make("input", { type: "checkbox", id: fresh() });
  const element = make("div", { class: "d-desk-field d-desk-chooser" }, make("b", {}, label), shown, hint, error,
    optional && make("p", { class: "d-desk-tick" }, whole, make("label", { for: whole.id }, t("whole_article"))), other);
  let value = null;
  let first = null;
  let timer = 0;

  const tell = (source) => {
    shown.textContent = source?.quote || "";
    shown.hidden = !source?.quote;
    if (source?.source_language) shown.lang = source.source_language;
    const around = [source?.prefix && t("after_words", { words: source.prefix }), source?.suffix && t("before_words", { words: source.suffix })];
    hint.textContent = around.filter(Boolean).join(" ");
  };
  const choose = async (place) => {
    value = place;
    error.textContent = "";
    light(...(place?.from ? rangesOf(place) : []));
    if (!place?.from) return tell(place);
    const asked = place;
    try {
      const source = await call("POST", "selection", { article: slug, edition, ...place });
      if (value === asked) tell(source);
    } catch (refusal) {
      tell(null);
      error.textContent = refusal.message;
    }
    element.dispatchEvent(new Event("input", { bubbles: true }));
    return null;
  };
  const fill = (n) => {
    where.value = n;
    area.value = textOf(Number(n));
  };
  const fromArea = () => {
    const count = (at) => [...area.value.slice(0, at)].length;
    const [start_, end] = [count(area.selectionStart), count(area.selectionEnd)];
    const block = Number(where.value);
    if (start_ < end) choose({ from: { block, offset: start_ }, to: { block, offset: end } });
  };
  area.addEventListener("select", () => { clearTimeout(timer); timer = setTimeout(fromArea, QUIET); });
  area.addEventListener("input", (event) => event.stopPropagation());
  where.addEventListener("change", (event) => { event.stopPropagation(); fill(where.value); });
  whole?.addEventListener("change", () => choose(whole.checked ? null : first));

  if (start?.block !== undefined) fill(start.block);
  else fill(start?.from?.block ?? quoted?.blocks?.[0] ?? numberOf(paragraphs[0] || elementOf(0)));
  if (start?.from) choose(start);
  else if (quoted) tell(quoted);
  other.open = !start?.from && !quoted?.quote;
  first = value;
  return {
    name: "quote",
    element,
    target: area,
    read: () => value,
    // The words of the source, once they are known.
    words: () => (value ? shown.textContent : ""),
    ranges: () => (value?.from ? rangesOf(value) : []),
    missing: () => !value && !whole?.checked,
    changed: () => JSON.stringify(value) !== JSON.stringify(first),
    restore: (place) => choose(place),
    choose: (range) => { const place = placeOf(range); if (place) choose(place); },
    focus: () => { other.open = true; area.focus(); },
    fail: (message) => { error.textContent = message; },
  };
};
