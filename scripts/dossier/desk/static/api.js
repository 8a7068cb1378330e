/* The desk's own server, under /_desk/api/. What it refuses is an error with its problems. */

const token = document.querySelector("meta[name=desk-token]").content;
const root = new URL("api/", import.meta.url);

/** An answer that is no success: its status, its problems, and both texts of a conflict. */
export class Refusal extends Error {
  constructor(status, { problems = [], mine, theirs } = {}) {
    super(problems[0]?.message || `HTTP ${status}`);
    Object.assign(this, { status, problems, mine, theirs });
  }
}

const send = async (method, path, body, type) => {
  const headers = { "X-Desk-Token": token };
  if (type) headers["Content-Type"] = type;
  const answer = await fetch(new URL(path, root), { method, headers, body, cache: "no-store" }).catch(() => null);
  if (!answer) throw new Refusal(0);
  const value = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refusal(answer.status, value);
  return value;
};

export const get = (path) => send("GET", path);
/** Send a value as JSON: POST, PATCH, DELETE. */
export const call = (method, path, value = {}) => send(method, path, JSON.stringify(value), "application/json");
/** Send the bytes of a file. */
export const upload = (name, file) => send("POST", `files?name=${encodeURIComponent(name)}`, file, "application/octet-stream");
