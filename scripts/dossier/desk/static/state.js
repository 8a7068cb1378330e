/* What the server says of the dossier and of the article on this page. */

import { get } from "./api.js";

export const edition = document.documentElement.lang;
/** The slug of the article on this page; "" elsewhere. */
export const slug = document.querySelector(".d-kind-article") ? decodeURIComponent(location.pathname.split("/").pop().replace(/\.html$/, "")) : "";

/** The last state; `article` is missing on pages that are none. */
export let state = { articles: [], names: [], questions: [], types: [], units: [], topics: [], note_ids: [], records: {}, problems: [], undo: [], redo: [] };

export const refresh = async () => {
  const query = new URLSearchParams({ edition, ...(slug && { article: slug }) });
  state = await get(`state?${query}`);
  // Types of the register's own are types as well.
  const { types, records: { entity } } = state;
  const type = entity.fields.find(({ name }) => name === "type");
  type.values.push(...types.map(({ id }) => id));
  type.names = Object.fromEntries(types.map(({ id, name }) => [id, name]));
  return state;
};

/** Where links of an editor's words may lead: an id, and what to call it. */
export const targets = () => [
  ...state.articles.map(({ slug: id, title }) => ({ id, name: title })),
  ...state.names.map(({ id, name }) => ({ id, name })),
  ...state.questions.map(({ id, title }) => ({ id, name: title })),
  ...state.note_ids.map((id) => ({ id, name: "" })),
];
