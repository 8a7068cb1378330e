/* The desk, turned on: the state is read, the page's notes and parts get their words, and what
   was typed before the page was built anew is there again. */

import { draft, takeNext } from "./drafts.js";
import { make, reach } from "./dom.js";
import { leave, reopen, tell } from "./form.js";
import { journal } from "./journal.js";
import { dressLedger } from "./ledger.js";
import { dressLines } from "./lines.js";
import { menu } from "./menu.js";
import { dressHead } from "./metadata.js";
import { dressNames } from "./names.js";
import { dress } from "./notes.js";
import { panels } from "./panels.js";
import { dressPositions } from "./positions.js";
import { dressWording } from "./wording.js";
import { state, refresh, slug } from "./state.js";
import { words } from "./words.js";

const root = document.documentElement;
let undress = [];
let turn = 0; // the last that one wanted; an answer to an earlier one comes too late

const arrive = (say) => {
  const next = takeNext();
  if (!next) return;
  say(next.said || "");
  const target = next.focus && document.getElementById(next.focus);
  if (!target) return;
  const link = target.matches("a, button") ? target : target.querySelector(".d-n") || target;
  reach(link.disabled ? document.querySelector(".d-desk-bar > button") : link);
};

export const turnOn = async (bar, byHand) => {
  turn += 1;
  const own = turn;
  const t = await words;
  const said = make("span", { role: "status", class: "d-desk-said" });
  const say = (text) => {
    said.textContent = text;
    for (const motion of said.getAnimations()) motion.play(); // it goes after a while
  };
  try {
    await refresh();
  } catch (refusal) {
    bar.append(said);
    undress.push(() => said.remove());
    return say(refusal.problems?.[0]?.message || t("no_server"));
  }
  if (turn !== own) return null;
  root.dataset.desk = "on";
  tell(say);
  const { buttons, stop } = journal(t, state, say);
  const whole = panels(t, say);
  const row = make("div", { class: "d-desk-row", role: "group", "aria-label": t("desk") }, ...buttons, ...whole.buttons, said);
  bar.append(row);
  undress.push(() => row.remove(), stop, whole.stop, dressNames(t), dressPositions(t), dressLines(t));
  dressWording(t);
  if (slug && state.article) undress.push(dress(t), dressHead(t), dressLedger(t), menu(t));
  if (byHand) say(t("on"));
  arrive(say);
  if (draft()) await reopen();
  return null;
};

export const turnOff = () => {
  turn += 1;
  leave();
  for (const take of undress) take?.();
  undress = [];
  delete root.dataset.desk;
};
