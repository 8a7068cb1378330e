/* A form of the desk: beside the paragraph that it speaks of, or under it on a phone. One is open
   at a time; what was typed is kept until it is saved or given up. */

import { Refusal } from "./api.js";
import { draft, keepDraft, keepNext } from "./drafts.js";
import { button, fresh, make, reach, status } from "./dom.js";
import { light, paragraphs } from "./passage.js";
import { conflict } from "./conflict.js";
import { refresh } from "./state.js";

const body = document.querySelector(".d-body");
const beside = matchMedia("screen and (min-width: 76.25em)");

/** The form that is open: {element, controls, dirty, close}; null when there is none. */
export let form = null;

// What is said of a save is said in the desk's own row, which stays when the form goes.
let say = () => {};
export const tell = (voice) => { say = voice; };

// Forms by name, so that one that was open can be opened again with what was typed.
const openers = {};
export const register = (name, open) => { openers[name] = open; };

/** Open a form by its name; if another one has words that are not saved, go there instead. */
export const open = async (name, args = {}, values = null) => {
  if (form?.dirty()) return form.warn();
  form?.close(false);
  const opener = document.activeElement;
  await openers[name](args);
  if (!form) return null;
  Object.assign(form, { name, args, opener });
  if (values) form.restore(values);
  return form;
};
export const reopen = async () => {
  const kept = draft();
  if (!kept || !openers[kept.name]) return;
  await open(kept.name, kept.args, kept.values);
  form?.controls.find(({ name }) => name === kept.focus)?.focus();
};

// In the column of the notes, level with the paragraph or under the notes above. Notes that would
// stand under it are not seen meanwhile; the text is as long as the form, at least.
const place = () => {
  if (!body) return;
  const asides = [...body.querySelectorAll(":scope > .d-notes")];
  const set = (top) => {
    const bottom = top + form.element.offsetHeight;
    form.element.style.setProperty("--top", `${top}px`);
    body.style.minHeight = `${bottom + 24}px`;
    for (const aside of asides.filter((note) => follows(form.element, note))) {
      aside.classList.toggle("d-desk-under", aside.offsetTop < bottom && aside.offsetTop + aside.offsetHeight > top);
    }
  };
  for (const aside of asides) aside.classList.remove("d-desk-under");
  body.style.minHeight = "";
  if (!form || form.element.parentElement !== body || !beside.matches) return;
  const above = asides.filter((aside) => follows(aside, form.element));
  let paragraph = form.element.previousElementSibling;
  while (paragraph?.classList.contains("d-notes")) paragraph = paragraph.previousElementSibling;
  set(Math.max(paragraph?.offsetTop ?? 0, ...above.map((aside) => aside.offsetTop + aside.offsetHeight + 12)));
};
const follows = (first, second) => Boolean(first.compareDocumentPosition(second) & Node.DOCUMENT_POSITION_FOLLOWING);
if (body) new ResizeObserver(place).observe(body);
addEventListener("pagehide", () => form?.keep());

/** Take the open form away, with what was typed kept for when the desk is turned on again. */
export const leave = () => {
  if (!form) return;
  form.keep();
  form.element.remove();
  form = null;
  light();
  place();
};

/** Where a form stands that speaks of a paragraph: behind it and its notes. */
export const behind = (paragraph) => {
  let element = paragraph;
  while (element.parentElement !== body) element = element.parentElement;
  while (element.nextElementSibling?.classList.contains("d-notes")) element = element.nextElementSibling;
  return element;
};

const show = (problems, controls, said, t) => {
  for (const control of controls) control.fail("");
  const rest = [];
  let first = null;
  for (const { field, message, hint, path, line } of problems) {
    const name = String(field || "").split(".")[0];
    const control = controls.find((item) => item.name === name && !item.element.closest("[hidden]"));
    // What the reader of a build says of a key that is missing speaks of files.
    if (control && path && control.read() === null) control.fail(t("need_value"));
    else if (!control) rest.push([path && `${path}${line ? `:${line}` : ""}`, message, hint].filter(Boolean).join(" "));
    else control.fail([message, hint].filter(Boolean).join(" "));
    first ||= control;
  }
  said.textContent = rest.join("\n") || (first ? t("refused") : t("failed"));
  for (let up = first?.element; up; up = up.parentElement) if (up.tagName === "DETAILS") up.open = true;
  if (first) first.focus();
};

/** Show a form: `save` sends it and gives {files, focus}, `remove` is for what exists already. */
export const openForm = ({ title, gloss, after, controls, parts, save, remove, other, t, words = "save" }) => {
  const said = status();
  const name = make("p", { class: "d-note-head", id: fresh() }, make("b", {}, title), gloss ? make("small", {}, gloss) : null);
  const submit = words && make("button", { type: "submit" }, t(words));
  const cancel = button(t(words ? "cancel" : "close"), () => form.close(true));
  const acts = make("p", { class: "d-desk-acts" }, submit, other && button(t(other.word), other.act ?? (() => send(other.send)), { class: other.class }), cancel);
  const element = make("form", { class: "d-desk-form", lang: document.documentElement.lang, "aria-labelledby": name.id, novalidate: true }, name, ...parts, said, acts);
  let written = false;

  const dirty = () => !written && controls.some((control) => control.changed());
  // Also a form in which nothing was typed is there again when the page is loaded anew.
  const keep = () => keepDraft(form?.name ? { name: form.name, args: form.args, values: Object.fromEntries(controls.filter((control) => control.changed()).map((control) => [control.name, control.read()])),
    focus: controls.find((control) => control.element.contains(document.activeElement))?.name } : null);
  const close = (back) => {
    const { opener } = form;
    element.remove();
    form = null;
    keepDraft(null);
    light();
    place();
    if (!back) return;
    const near = opener?.checkVisibility() && opener !== document.body ? opener : after?.querySelector?.(".d-n") || paragraphs[0]?.querySelector(".d-n");
    if (near) reach(near); // a long form leads far below it
  };
  // What was saved is seen at once, until the page is built anew.
  const stand = (shown) => {
    shown.classList.add("d-desk-saved");
    shown.style.setProperty("--top", element.style.getPropertyValue("--top"));
    shown.lang = element.lang;
    shown.tabIndex = -1;
    element.after(shown);
    reach(shown);
  };
  // What is sent may be refused, or the file may be another meanwhile.
  const send = async (act) => {
    element.setAttribute("aria-busy", "true");
    said.textContent = t("saving");
    try {
      const { files = [], focus, shown } = await act();
      written = true;
      const words = files.length ? t("saved", { files: files.join(", ") }) : t("saved_nothing");
      if (files.length) keepNext({ focus, said: words });
      say(words);
      if (shown) stand(shown);
      close(!shown);
      await refresh();
    } catch (error) {
      if (!(error instanceof Refusal)) {
        said.textContent = String(error);
        throw error;
      }
      if (error.status === 409) conflict(element, said, error, { again: () => send(() => act(true)), t });
      else show(error.problems, act === remove ? [] : controls, said, t);
    } finally {
      element.removeAttribute("aria-busy");
    }
  };
  if (remove) acts.append(button(t("delete"), () => send(remove), { class: "d-desk-last" }));
  element.addEventListener("submit", (event) => { event.preventDefault(); send(save); });
  element.addEventListener("input", keep);
  element.addEventListener("change", keep);
  element.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { if (submit) send(save); }
    else if (event.key === "Escape" && !event.defaultPrevented) {
      if (!dirty()) close(true);
      else { said.textContent = t("escape"); cancel.focus(); }
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });

  form = {
    element, controls, dirty, close, keep, send,
    warn: () => { said.textContent = t("unsaved"); (controls.find((control) => control.changed()) || controls[0]).focus(); return form; },
    restore: (kept) => { for (const control of controls) if (control.name in kept) control.restore(kept[control.name]); keep(); },
  };
  after.after(element);
  place();
  new ResizeObserver(place).observe(element);
  return form;
};
