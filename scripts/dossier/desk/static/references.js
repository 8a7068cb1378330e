/* Links in an editor's words: after [[ a list of the articles, names, questions and notes that fit
   what is typed. Arrow keys move in it, Enter takes one, Escape closes it. */

import { fresh, make } from "./dom.js";
import { targets } from "./state.js";

const MOST = 8;
const fold = (text) => text.toLowerCase();

const fitting = (typed) => {
  const word = fold(typed);
  const ranked = targets().map(({ id, name }) => {
    const [a, b] = [fold(id).indexOf(word), fold(name).indexOf(word)];
    return { id, name, rank: a < 0 && b < 0 ? -1 : a === 0 || b === 0 ? 0 : 1 };
  });
  return ranked.filter(({ rank }) => rank >= 0).sort((x, y) => x.rank - y.rank).slice(0, MOST);
};

/** Offer links in an area; `open` is what stands before the words that are completed. */
export const complete = (area, t, { open = /\[\[([^[\]|\n]*)$/, close = "]]" } = {}) => {
  const list = make("ul", { role: "listbox", id: fresh(), "aria-label": t("links"), hidden: true, class: "d-desk-list" });
  const said = make("span", { role: "status", class: "d-desk-unseen" });
  area.setAttribute("aria-autocomplete", "list");
  area.after(list, said);
  let options = [];
  let at = 0;

  const shut = () => {
    list.hidden = true;
    said.textContent = "";
    area.removeAttribute("aria-activedescendant");
    area.removeAttribute("aria-controls");
  };
  const move = (to) => {
    at = (to + options.length) % options.length;
    [...list.children].forEach((item, n) => item.setAttribute("aria-selected", String(n === at)));
    area.setAttribute("aria-activedescendant", list.children[at].id);
    list.children[at].scrollIntoView({ block: "nearest" });
  };
  const typed = () => open.exec(area.value.slice(0, area.selectionStart));
  const take = () => {
    const match = typed();
    if (!match) return shut();
    const end = area.selectionStart;
    const rest = area.value.slice(end);
    area.setRangeText(options[at].id + (rest.startsWith(close) ? "" : close), end - match[1].length, end, "end");
    shut();
    return area.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const show = () => {
    const match = typed();
    options = match && (match[1] || match[0].endsWith("[[")) ? fitting(match[1]) : [];
    if (!options.length) return shut();
    list.replaceChildren(...options.map(({ id, name }) => make("li", { role: "option", id: fresh(), "aria-selected": "false", onmousedown: (event) => event.preventDefault(),
      onclick: ({ currentTarget }) => { at = [...list.children].indexOf(currentTarget); take(); } }, name || id, name ? " " : "", name ? make("code", {}, id) : "")));
    list.hidden = false;
    area.setAttribute("aria-controls", list.id);
    said.textContent = t("links_n", { n: options.length });
    return move(0);
  };
  area.addEventListener("input", show);
  area.addEventListener("blur", shut);
  area.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) move(at + step);
    else if (event.key === "Enter" || event.key === "Tab") take();
    else if (event.key === "Escape") shut();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
};
