/* What the editor can do with selected words, beside what a reader can: words in the selection's
   row, and in the line under a paragraph. */

import { button, make } from "./dom.js";
import { form, open } from "./form.js";
import { numberOf, placeOf } from "./passage.js";

/** The acts on words: a name, and what it opens. */
const ACTS = [["note_word", "note"], ["name_word", "name"], ["position_word", "position"], ["wording_word", "wording"]];

// A link is dragged by a mouse; while the desk is on, its words are selected instead. A click opens it.
const selectLinks = ({ button: pressed, target }) => {
  const link = target.closest?.("a[href]");
  if (pressed || !link) return;
  const address = link.getAttribute("href");
  link.removeAttribute("href");
  addEventListener("mouseup", () => {
    link.setAttribute("href", address);
    if (getSelection().isCollapsed) return;
    const stay = (event) => event.preventDefault();
    link.addEventListener("click", stay, { once: true });
    setTimeout(() => link.removeEventListener("click", stay));
  }, { once: true, capture: true });
};

/** Add the acts to the page's own menus; gives back what takes them away. */
export const menu = (t, acts = ACTS) => {
  const added = [];
  const inMenu = () => {
    const add = (word, act) => {
      const item = dossierPage.addToSelection("d-desk-word", t(word), ({ range }) => { act(range); return null; });
      added.push(item);
      return item;
    };
    const use = add("use_words", (range) => {
      form?.controls.find(({ choose }) => choose)?.choose(range);
      getSelection().removeAllRanges();
    });
    const items = acts.map(([word, name]) => add(word, (range) => {
      const start = placeOf(range);
      if (!start) return;
      open(name, { start });
      getSelection().removeAllRanges(); // the form's words are marked; the row would stand in the way
    }));
    // While a form is open the words are for that form.
    const show = () => {
      const choosing = Boolean(form?.controls.some(({ choose }) => choose));
      use.hidden = !choosing;
      for (const item of items) item.hidden = choosing;
    };
    document.addEventListener("selectionchange", show);
    added.push({ remove: () => document.removeEventListener("selectionchange", show) });
    show();
  };
  if (dossierPage.addToSelection) inMenu();
  else document.addEventListener("dossier-selection", inMenu, { once: true });

  // The line under the paragraph one came for (citation.js) is made anew for each.
  const inLine = () => {
    const tools = document.querySelector(".d-tools");
    if (!tools || tools.querySelector(".d-desk-word")) return;
    const block = numberOf(tools.closest("[id^=p]"));
    const group = make("span", { role: "group", "aria-label": t("desk"), class: "d-desk-line" },
      ...[...acts, ["cut_word", "cut"]].map(([word, name]) => button(t(word), () => open(name, { start: { block } }), { class: "d-desk-word" })));
    tools.append(group);
    added.push(group);
  };
  const watch = new MutationObserver(inLine);
  const body = document.querySelector(".d-body");
  if (body) watch.observe(body, { childList: true, subtree: true });
  body?.addEventListener("mousedown", selectLinks);
  inLine();
  return () => {
    watch.disconnect();
    body?.removeEventListener("mousedown", selectLinks);
    document.removeEventListener("dossier-selection", inMenu);
    for (const element of added) element.remove();
  };
};
