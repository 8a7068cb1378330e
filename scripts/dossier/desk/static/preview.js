/* A note as the page will show it: the server reads the words by the page's own rules and gives
   lines (as partials/inline.html shows them), which become elements here. */

import { call } from "./api.js";
import { make } from "./dom.js";
import { edition, targets } from "./state.js";

const QUIET = 400;
const ELEMENTS = new Set(["strong", "em", "small", "code", "del", "sup", "sub", "b", "cite", "p", "ul", "ol", "li", "blockquote", "pre", "br"]);
const SAFE = /^(?:https?:|mailto:|\.{0,2}\/|[^:]*$)/;

// A link in an editor's words: what it leads to is called as the page calls it.
const linked = (text) => text.split(/(\[\[[^[\]\n]+\]\])/).filter(Boolean).map((part) => {
  const [, id, words] = part.match(/^\[\[([^|\]]+)(?:\|([^\]]+))?\]\]$/) ?? [];
  if (!id) return part;
  const [target, block] = id.split("#p");
  const { name } = targets().find((item) => item.id === target.replace(/^compare\//, "")) ?? {};
  return make("u", {}, words ?? `${name || target}${block ? ` ¶${block}` : ""}`);
});

/** Blocks and lines as nodes: a string, a list, a block with blocks, or a phrase with text, href, kind. */
export const nodes = (line) => {
  if (line === null || line === undefined) return [];
  if (typeof line !== "object") return linked(String(line));
  if (Array.isArray(line)) return line.flatMap(nodes);
  const { text, blocks, href, lang, dir, kind } = line;
  const attributes = { lang, dir, href: href && SAFE.test(href) ? href : null };
  return [make(href ? "a" : ELEMENTS.has(kind) ? kind : "span", attributes, ...nodes(blocks ?? text))];
};

/** The nodes of an editor's words, as the page will show them; the words alone if that fails. */
export const rendered = async (body, language) => {
  const answer = await call("POST", "preview", { body, edition: language || edition }).catch(() => null);
  return answer ? nodes(answer.parts) : [make("p", {}, body)];
};

/** Where a preview stands, below the words of an area. */
export const preview = (area, t) => {
  const shown = make("div", { class: "d-desk-preview", role: "group", "aria-label": t("preview"), hidden: true });
  area.closest(".d-desk-texts").after(shown);
  let timer = 0;
  const ask = async () => {
    const body = area.value.trim();
    shown.hidden = !/[[*_`<]/.test(body); // plain words are seen as they are
    if (shown.hidden) return;
    const parts = await rendered(body, area.lang);
    if (area.value.trim() === body) shown.replaceChildren(...parts);
  };
  area.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, QUIET); });
  ask();
};
