/* Undo and redo, over the files in the order they were written, also after the server's restart. */

import { call } from "./api.js";
import { keepNext } from "./drafts.js";
import { button } from "./dom.js";

const FIELDS = "input, textarea, select, [contenteditable]";

/** Buttons for both, and their keys outside fields. `say` tells what was done. */
export const journal = (t, state, say) => {
  // An act is called by what it changed: `notes/ID`, `metadata/SLUG`.
  const called = (label = "") => {
    const [kind, ...rest] = label.split("/");
    const word = t(`did_${kind}`);
    return word.startsWith("did_") ? label : [word, ...rest].join(" ");
  };
  const step = async (name) => {
    try {
      const { label } = await call("POST", name);
      const words = t(name === "undo" ? "undone" : "redone", { what: called(label) });
      keepNext({ focus: "d-desk-undo", said: words });
      say(words);
    } catch (refusal) {
      say(refusal.message);
    }
  };
  const make = (name) => button(t(name), () => step(name), { id: `d-desk-${name}`, disabled: !state[name].length, title: state[name].length ? called(state[name].at(-1).label) : null });
  const keys = (event) => {
    if (event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey) || event.altKey || event.target.closest?.(FIELDS)) return;
    event.preventDefault();
    step(event.shiftKey ? "redo" : "undo");
  };
  addEventListener("keydown", keys);
  return { buttons: [make("undo"), make("redo")], stop: () => removeEventListener("keydown", keys) };
};
