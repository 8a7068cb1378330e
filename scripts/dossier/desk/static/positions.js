/* What an article says to a question, in its own words; new questions and stances; whom an
   article leans on. */

import { call, get, Refusal } from "./api.js";
import { chooser } from "./chooser.js";
import { choices } from "./choices.js";
import { button, disclosure, make } from "./dom.js";
import { changes, control, values } from "./fields.js";
import { behind, form as opened, open, openForm, register } from "./form.js";
import { elementOf, paragraphs, numberOf } from "./passage.js";
import { controlsFor, partsOf } from "./records.js";
import { edition, slug, state } from "./state.js";

const FIRST = ["speaker", "value", "note"];
const PLACE = ["article", "quote", "prefix", "suffix", "stance"];
const OTHER = "+"; // no id of a question or a stance
const QUESTION = ["question", "kind"];
const LINEAGE = ["of", "kind", "through", "certain", "note"];

const oneText = (t, name, label) => control({ name, label, type: "text", shape: "one", help: "", limit: 500, choices: [] }, { edition, word: t("other_languages") });

// The stances of a question, and one more; anew for each question that is chosen.
const stances = (t, question) => {
  const label = oneText(t, "label", t("stance_words"));
  const known = state.questions.find(({ id }) => id === question)?.stances ?? [];
  const list = choices("stance", t("stance"), [...known.map(({ id, name }) => ({ value: id, label: name })), { value: OTHER, label: t("stance_new"), parts: [label.element] }], { chosen: known.length ? null : OTHER });
  return { list, label };
};

const form = (t, { start }) => {
  const words = chooser({ t, label: t("source_words"), start });
  const asked = controlsFor("question", t, { first: QUESTION, skip: ["positions", "stances"] });
  const place = make("div", {});
  let stance;
  const show = (question) => {
    stance = stances(t, question);
    place.replaceChildren(stance.list.element);
  };
  const question = choices("questions", t("question"), [...state.questions.map(({ id, title }) => ({ value: id, label: title })), { value: OTHER, label: t("question_new"), parts: partsOf(asked, QUESTION, t) }],
    { chosen: state.questions[0]?.id ?? OTHER, change: show });
  const controls = controlsFor("position", t, { first: FIRST, skip: PLACE });
  const block = start.from?.block ?? start.block;
  show(question.read());

  const save = async () => {
    const at = words.read();
    const isNew = stance.list.read() === OTHER;
    const hasStance = isNew ? stance.label.read() : stance.list.read();
    const missing = [!at?.from && ["quote", t("need_words")], !hasStance && ["stance", t("need_stance")]].filter(Boolean);
    if (missing.length) throw new Refusal(422, { problems: missing.map(([field, message]) => ({ field, message })) });
    const sent = await call("POST", "positions", {
      article: slug, edition, from: at.from, to: at.to,
      question: question.read() === OTHER ? values(asked) : question.read(),
      position: values(controls), stance: isNew ? { label: stance.label.read() } : stance.list.read(),
    });
    return { ...sent, focus: `p${block}` };
  };
  // The list of stances is another for each question.
  const current = { name: "stance", get element() { return place; }, read: () => stance.list.read(), changed: () => stance.list.changed(), restore: (value) => stance.list.restore(value), focus: () => stance.list.focus(), fail: (message) => stance.list.fail(message) };
  const label = { name: "label", get element() { return stance.label.element; }, read: () => stance.label.read(), changed: () => stance.label.changed(), restore: (value) => stance.label.restore(value), focus: () => stance.label.focus(), fail: (message) => stance.label.fail(message) };
  openForm({
    t, after: behind(elementOf(block)), controls: [words, question, current, label, ...asked, ...controls], title: t("new_position"), gloss: `¶${block}`,
    parts: [words.element, question.element, place, ...partsOf(controls, FIRST, t)], save,
  });
  (start.from ? question : words).focus();
};

const read = async (id) => {
  const { questions } = await get(`questions/${id}`);
  return questions.find((item) => item.id === id);
};
const titleOf = (id) => state.articles.find(({ slug: own }) => own === id)?.title ?? id;
const after = () => document.querySelector(".d-head");

// A position that stands there: its stance, and all else that is said of it.
const changePosition = async (t, { id, n }) => {
  const question = await read(id);
  const first = ["stance", ...FIRST];
  const value = question.positions[n];
  const stanceIds = state.questions.find((item) => item.id === id).stances;
  const controls = controlsFor("position", t, { value, first, skip: PLACE.filter((name) => name !== "stance"), suggest: { "position.stance": stanceIds } });
  openForm({
    t, after: after(), controls, title: t("change_position"), gloss: titleOf(value.article),
    parts: [make("q", { class: "d-desk-quote", lang: "" }, value.quote), ...partsOf(controls, first, t)],
    save: async () => ({ ...await call("PATCH", `positions/${id}/${n}`, { position: changes(controls) }), focus: "d-desk-question" }),
    remove: () => call("DELETE", `positions/${id}/${n}`),
  });
  controls[0].focus();
};

// On a question's own page: what the editor says of it, and the positions that it has.
const change = async (t, { id }) => {
  const first = ["question", "short", "finding", "stances"];
  const question = await read(id);
  const controls = controlsFor("question", t, { value: question, first, skip: ["positions"] });
  const rows = (question.positions || []).map(({ quote, article }, n) => make("li", {}, make("q", { class: "d-desk-quote", lang: "" }, quote), make("small", {}, titleOf(article)), button(t("change"), () => open("change_position", { id, n }), { "aria-label": t("change_n", { number: quote }) })));
  openForm({
    t, after: after(), controls, title: t("change_question"), parts: [...partsOf(controls, first, t), rows.length && disclosure(t("label.question.positions"), make("ul", { class: "d-desk-rows" }, ...rows))].filter(Boolean),
    save: async () => ({ ...await call("PATCH", `questions/${id}`, { question: changes(controls) }), focus: "d-desk-question" }),
  });
  controls[0].focus();
};

// Lines of the lineage that this article has already can be taken out.
const linesOf = async (t) => {
  const { lineage: lines } = await get("lineage");
  const rows = lines.map((line, n) => ({ line, n })).filter(({ line }) => line.article === slug);
  return rows.map(({ line, n }) => make("li", {}, `← ${typeof line.of === "object" ? Object.values(line.of)[0] : titleOf(line.of)}`, button(t("delete"), () => opened.send(() => call("DELETE", `lineage/${n}`)))));
};

const lineage = async (t, { start }) => {
  const lines = await linesOf(t);
  const words = chooser({ t, label: t("words_taken"), start: start ?? { block: numberOf(paragraphs[0]) }, optional: true });
  const controls = controlsFor("lineage", t, { first: LINEAGE, skip: ["article", "quote"] });
  openForm({
    t, after: document.querySelector("#source .d-facts"), controls: [...controls, words], title: t("new_lineage"), parts: [lines.length ? make("ul", { class: "d-desk-rows" }, ...lines) : null, ...partsOf(controls, LINEAGE, t), words.element].filter(Boolean),
    save: async () => {
      const at = words.read();
      return { ...await call("POST", "lineage", { article: slug, edition, ...(at?.from ? { from: at.from, to: at.to } : {}), lineage: { article: slug, ...values(controls) } }), focus: "d-desk-lineage" };
    },
  });
  controls[0].focus();
};

export const dressPositions = (t) => {
  register("position", (args) => form(t, args));
  register("question", (args) => change(t, args));
  register("change_position", (args) => changePosition(t, args));
  register("lineage", (args) => lineage(t, args));
  const added = [];
  const add = (selector, name, args, word) => {
    const element = button(word, () => open(name, args), { class: "d-desk-word", id: `d-desk-${name}` });
    const place = document.querySelector(selector);
    if (place) { place.after(element); added.push(element); }
  };
  if (slug) add("#source .d-facts", "lineage", {}, t("new_lineage"));
  const id = location.pathname.match(/\/compare\/([\w-]+)\.html$/)?.[1];
  if (id && state.questions.some((question) => question.id === id)) add("h1", "question", { id }, t("change_question"));
  return () => { for (const element of added) element.remove(); };
};
