/* A file was changed elsewhere while its words stood in a form: both texts are shown, and nothing
   is written until one has chosen. */

import { button, make } from "./dom.js";

const lines = (text) => String(text ?? "").split("\n");

// Lines of one text that the other lacks are marked; the rest gives their place.
const column = (title, text, other) => {
  const known = new Set(lines(other));
  const rows = lines(text).map((line) => (known.has(line) ? `${line}\n` : make("mark", {}, `${line}\n`)));
  return make("div", {}, make("b", {}, title), make("pre", { tabindex: "0", "aria-label": title }, ...rows));
};

/** Show both texts in a form; `again` sends what was typed once more, over what stands there. */
export const conflict = (element, said, { mine, theirs, problems }, { again, t }) => {
  element.querySelector(".d-desk-both")?.remove();
  const both = make("div", { class: "d-desk-both" }, column(t("theirs"), theirs, mine), column(t("mine"), mine, theirs),
    make("p", { class: "d-desk-acts" }, button(t("mine_again"), () => { both.remove(); again(); }), button(t("look_again"), () => location.reload())));
  said.textContent = problems[0]?.message || t("changed_elsewhere");
  said.after(both);
  both.querySelector("button").focus();
};
