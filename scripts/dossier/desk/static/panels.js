/* What is for the whole dossier, at the top of the page: problems, each leading to its place, notes
   without a place, drafts, suggestions with a box to tick, files to be added. */

import { call, get, upload } from "./api.js";
import { button, fresh, make } from "./dom.js";
import { keepNext } from "./drafts.js";
import { form, open, openForm, register } from "./form.js";
import { edition, refresh, slug, state } from "./state.js";
import { fieldsOf } from "./words.js";

const top = () => document.querySelector(".d-desk-bar");
const pageOf = (article) => new URL(`${location.pathname.match(/^(.*?\/)?[^/]+\/(?=articles|entities|compare|[^/]*$)/)?.[0] ?? "/"}articles/${article}.html`, location.origin).href;
const still = (name, element) => ({ name, element, read: () => null, changed: () => false, restore: () => {}, focus: () => element.querySelector("input, button, a")?.focus(), fail: () => {} });

// Where a problem is: a note of this page is opened, another article is gone to.
const place = (problem, t) => {
  const { path, line, message, hint, article, note, blocks: [block] = [] } = problem;
  const where = path ? `${path}${line ? `:${line}` : ""}` : "";
  const go = article && article !== slug ? make("a", { href: `${pageOf(article)}${note ? `#a-${note}` : block ? `#p${block}` : ""}` }, t("go_there"))
    : note && state.article?.notes.some(({ id }) => id === note) ? button(t("change"), () => open("note", { id: note }))
      : block && article ? make("a", { href: `#p${block}` }, t("go_there")) : null;
  return make("li", {}, where && make("code", {}, where), " ", message, hint ? make("small", { class: "d-desk-help" }, hint) : null, go);
};
const list = (title, rows) => (rows.length ? [title && make("b", {}, title), make("ul", { class: "d-desk-rows" }, ...rows)] : []);

const problems = async (t) => {
  const [{ problems: wrong, doubts = [] }, { orphans }, { drafts }] = await Promise.all([
    get("problems").catch(() => ({ problems: state.problems })), get("orphans").catch(() => ({ orphans: [] })), get("drafts").catch(() => ({ drafts: [] })),
  ]);
  const noteRow = ({ article, note, proposals = [] }) => {
    const row = place({ article, note: note.id, message: note.quote || note.id }, t);
    for (const proposal of proposals) row.append(make("p", {}, make("q", { class: "d-desk-quote", lang: "" }, proposal.quote), button(t("put_here", { n: proposal.blocks?.[0] ?? "" }), () => putHere(note.id, article, proposal))));
    return row;
  };
  const putHere = (id, article, proposal) => form.send(async () => ({ ...await call("PATCH", `notes/${id}`, { article, ...proposal }), focus: `r-${id}` }));
  const element = make("div", {}, ...list("", wrong.map((problem) => place(problem, t))), ...list(t("orphans"), orphans.map(noteRow)),
    ...list(t("drafts"), drafts.map(noteRow)), ...list(t("doubts"), doubts.map((doubt) => place(doubt, t))));
  if (!element.childElementCount) element.append(make("p", {}, t("no_problems")));
  const { element: shown } = openForm({ t, after: top(), controls: [still("problems", element)], title: t("problems"), parts: [element], save: async () => ({}), words: null });
  shown.querySelector("a, button").focus();
};

const contexts = (item) => (item.contexts || []).slice(0, 3).map(({ before, words, after }) => make("small", { class: "d-desk-help", lang: "" }, before, make("b", {}, words), after));
// A name whose type the machine does not know is given one.
const typed = (item, t) => {
  const [field] = fieldsOf(state.records, "entity", t).filter(({ name }) => name === "type");
  const select = make("select", { "aria-label": `${field.label}: ${item.name}` }, ...field.choices.map(({ value, label }) => make("option", { value, selected: value === (item.type || "concept") }, label)));
  return { select, value: () => ({ name: item.name, type: select.value }) };
};
const tickRow = (label, gloss, value, more = []) => {
  const input = make("input", { type: "checkbox", id: fresh() });
  return { input, value, element: make("li", { class: "d-desk-tick" }, input, make("span", {}, make("label", { for: input.id }, label, " ", make("small", {}, gloss)), ...more)) };
};

const titleOf = (id) => state.articles.find(({ slug: own }) => own === id)?.title ?? (typeof id === "object" ? Object.values(id)[0] : id);

const suggestions = async (t) => {
  const { names = [], house_lines: lines = [], lineage = [] } = await get(`suggestions?edition=${edition}`);
  const groups = [
    [t("suggested_names"), names.map((item) => {
      const known = state.names.find(({ id }) => id === item.alias_of);
      if (known) return tickRow(`${item.name} = ${known.name}`, t("times_n", { n: item.count }), () => ({ name: item.name, alias_of: known.id }), contexts(item));
      const { select, value } = typed(item, t);
      return tickRow(item.name, t("times_n", { n: item.count }), value, [...contexts(item), select]);
    })],
    [t("suggested_lines"), lines.map((item) => tickRow(item.lines.join(" / "), item.publisher, () => ({ publisher: item.publisher, lines: item.lines })))],
    [t("suggested_lineage"), lineage.map((item) => {
      const { article, of, kind, quote } = item.lineage;
      const gloss = [t(`value.lineage.kind.${kind}`), ...(item.dated ? [] : [t("undated")])].join(" · ");
      return tickRow(`${titleOf(article)} ← ${titleOf(of)}`, gloss, () => item, quote ? [make("q", { class: "d-desk-quote", lang: "" }, quote)] : []);
    })],
  ];
  const rows = groups.flatMap(([, items]) => items);
  const element = make("div", {}, ...groups.flatMap(([title, items]) => list(title, items.map((row) => row.element))));
  if (!rows.length) element.append(make("p", {}, t("no_suggestions")));
  else element.prepend(make("p", { class: "d-desk-acts" }, button(t("tick_all"), () => tick(true)), button(t("tick_none"), () => tick(false))));
  const tick = (on) => { for (const { input } of rows) input.checked = on; };
  const ticked = () => rows.filter(({ input }) => input.checked).map(({ value }) => value());
  const control = { ...still("suggestions", element), changed: () => ticked().length > 0 };
  openForm({
    t, after: top(), controls: [control], title: t("suggestions"), parts: [element], words: rows.length ? "accept" : null,
    save: () => call("POST", "suggestions", { accept: ticked(), ignore: [] }),
    other: rows.length ? { word: "ignore", send: () => call("POST", "suggestions", { accept: [], ignore: ticked() }) } : null,
  }).element.querySelector("input, button").focus();
};

const send = async (t, chosen, say) => {
  const told = [];
  for (const file of chosen) {
    say(t("adding", { name: file.name }));
    try {
      const { lines = [], problems: wrong = [] } = await upload(file.name, file);
      told.push(...lines.map((line) => line.replace(/^\S*\/desk\/added\//, "")), ...wrong.map(({ message, hint }) => [message, hint].filter(Boolean).join(" ")));
    } catch (refusal) {
      told.push(`${file.name}: ${refusal.message}`);
    }
  }
  keepNext({ said: told.join("\n") }); // the page is built anew
  say(told.join("\n"));
  await refresh();
};

// Chosen in a dialogue of the system, or dropped anywhere on the page.
const files = (t, say) => {
  const input = make("input", { type: "file", multiple: true, hidden: true, onchange: () => send(t, [...input.files], say) });
  const over = (event) => { if (event.dataTransfer?.types.includes("Files")) event.preventDefault(); };
  const drop = (event) => {
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    send(t, [...event.dataTransfer.files], say);
  };
  addEventListener("dragover", over);
  addEventListener("drop", drop);
  return { parts: [button(t("add_files"), () => input.click(), { id: "d-desk-files" }), input], stop: () => { removeEventListener("dragover", over); removeEventListener("drop", drop); } };
};

/** The words for these in the row of the desk. */
export const panels = (t, say) => {
  register("problems", () => problems(t));
  register("suggestions", () => suggestions(t));
  const word = (name, text) => button(text, () => open(name), { id: `d-desk-${name}` });
  const adding = files(t, say);
  const count = state.problems.length;
  return { buttons: [word("problems", count ? t("problems_n", { n: count }) : t("problems")), word("suggestions", t("suggestions")), ...adding.parts], stop: adding.stop };
};
