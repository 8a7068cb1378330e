/* All places of some words, as a concordance with a box to tick at each: what a form says is done
   at all that are ticked, as one act. */

import { call } from "./api.js";
import { button, disclosure, fresh, make } from "./dom.js";
import { edition, state } from "./state.js";

/** A control with the places of `words()`, loaded when it is opened; nothing is ticked before. */
export const everywhere = (t, words) => {
  const list = make("ul", { class: "d-desk-rows" });
  const said = make("p", { role: "status", class: "d-desk-help" });
  const element = make("div", {}, disclosure(t("everywhere"), said, list));
  let rows = [];
  let asked = "";

  const tick = (on) => { for (const { input } of rows) input.checked = on; count(); };
  const count = () => { said.textContent = t("places_n", { n: rows.length, ticked: rows.filter(({ input }) => input.checked).length }); };
  const load = async () => {
    const text = words();
    if (!text || text === asked) return;
    asked = text;
    const { places } = await call("POST", "occurrences", { words: text, edition });
    const title = new Map(state.articles.map((article) => [article.slug, article.title]));
    rows = places.map((place) => {
      const input = make("input", { type: "checkbox", id: fresh(), checked: true, onchange: count });
      const label = make("label", { for: input.id, lang: "" }, place.before, make("mark", {}, place.words), place.after);
      return { place, input, element: make("li", { class: "d-desk-tick" }, input, make("span", {}, label, make("small", {}, ` ${title.get(place.article) ?? place.article} ¶${place.block}`))) };
    });
    list.replaceChildren(...rows.map((row) => row.element));
    list.before(make("p", { class: "d-desk-acts" }, button(t("tick_all"), () => tick(true)), button(t("tick_none"), () => tick(false))));
    count();
  };
  element.querySelector("details").addEventListener("toggle", ({ target }) => {
    element.querySelector(".d-desk-acts")?.remove();
    if (target.open) { asked = ""; load(); }
  });
  const isOpen = () => element.querySelector("details").open;
  return {
    name: "places", element,
    read: () => (isOpen() ? rows.filter(({ input }) => input.checked).map(({ place }) => place) : []),
    changed: () => false, restore: () => {}, focus: () => element.querySelector("summary").focus(), fail: (message) => { said.textContent = message; },
  };
};
