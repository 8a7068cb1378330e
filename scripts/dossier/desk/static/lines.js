/* Lines that are ticked in the concordance of the search, made into notes in one act. */

import { call } from "./api.js";
import { button } from "./dom.js";
import { values } from "./fields.js";
import { open, openForm, register } from "./form.js";
import { FIRST, PLACE, help, withId } from "./notes.js";
import { controlsFor, partsOf } from "./records.js";
import { edition } from "./state.js";

// Notes and summaries are found too: they are no words of a source.
const OURS = ["note", "summary"];

// The places of a line in its article, counted in code points of a block of this edition.
const placeOf = ({ href, n, text, marks: [[start, end]] }) => {
  const point = (at) => ({ block: n, offset: [...text.slice(0, at)].length });
  const article = decodeURIComponent(href.split("#")[0].split("/").pop().replace(/\.html$/, ""));
  return { article, edition, from: point(start), to: point(end) };
};

const form = (t, { places }) => {
  const controls = controlsFor("note", t, { first: FIRST, skip: [...PLACE, "id"], wrap: withId(null) });
  openForm({
    t, after: document.querySelector(".d-desk-bar"), controls, title: t("note_lines", { n: places.length }),
    parts: partsOf(controls, FIRST, t), save: () => call("POST", "apply", { lines: places, note: values(controls) }),
  });
  help(controls, t);
  controls.find(({ name }) => name === "kind").focus();
};

/** Offer notes beside what the search offers for ticked lines; gives back what undoes it. */
export const dressLines = (t) => {
  register("lines", (args) => form(t, args));
  const act = button("", () => open("lines", { places: act.places }));
  const ticked = ({ detail: { lines, beside } }) => {
    act.places = lines.filter(({ kind }) => !OURS.includes(kind)).map(placeOf);
    act.textContent = t("note_lines", { n: act.places.length });
    act.disabled = !act.places.length;
    beside.after(act);
  };
  document.addEventListener("dossier-ticked", ticked);
  return () => {
    document.removeEventListener("dossier-ticked", ticked);
    act.remove();
  };
};
