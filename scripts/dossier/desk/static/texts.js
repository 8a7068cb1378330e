/* A text in several languages: an area for the language one reads in, the others under a word. */

import { disclosure, fresh, grow, make } from "./dom.js";
import { language } from "./words.js";

const SHORT = 500; // characters of titles and names
const USUAL = ["zh-Hans", "en", "fr", "ja"];
const family = (tag) => tag.split("-")[0];

/** Which of a text's languages an edition shows (as convert/ chooses it). */
const best = (text, edition) => {
  const tags = Object.keys(text);
  const wanted = [edition, edition.split("-").slice(0, 2).join("-"), ...tags.filter((tag) => family(tag) === family(edition)), "", "en", ...tags];
  return wanted.find((tag) => tags.includes(tag));
};

/** Areas of a text: one string, or strings by language tag; written back in the same shape. */
const areas = (field, edition, word) => {
  const first = { tag: edition, area: grow(make("textarea", { rows: field.limit > SHORT ? 3 : 1, lang: edition })) };
  const element = make("div", { class: "d-desk-texts" }, first.area);
  let rows = [first];
  let single = false; // it was one string, and stays one while no language is added; an id is one
  const write = (value) => {
    single = typeof value === "string" || (!value && Boolean(field.plain));
    const text = single ? { "": value ?? "" } : value || {};
    const shown = best(text, edition);
    // One's own edition stands first where its language is missing.
    first.tag = single || (shown && family(shown) === family(edition)) ? shown : edition;
    first.area.value = text[first.tag] ?? "";
    first.area.lang = first.tag || edition;
    const others = [...new Set([...Object.keys(text), ...USUAL])].filter((tag) => tag !== first.tag && (tag in text || family(tag) !== family(edition)));
    rows = [first, ...others.map((tag) => {
      const area = grow(make("textarea", { rows: 2, lang: tag, id: fresh() }));
      area.value = text[tag] ?? "";
      return { tag, area };
    })];
    const more = rows.slice(1).map(({ tag, area }) => make("p", {}, make("label", { for: area.id }, language(tag)), area));
    element.replaceChildren(first.area, disclosure(word, ...more));
  };
  const read = () => {
    const filled = rows.map(({ tag, area }) => [tag, area.value.trim()]).filter(([, text]) => text);
    if (!filled.length) return null;
    if (single && filled.length === 1 && !filled[0][0]) return filled[0][1];
    return Object.fromEntries(filled.map(([tag, text]) => [tag || edition, text]));
  };
  write(null);
  return { element, read, write };
};

export const languages = { best, areas };
