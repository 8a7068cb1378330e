/* Asks the search for test_search_*.py: reads questions from standard input, a line of JSON each,
   and writes a line with the answer to standard output, or with the error. The files are read from
   the folder that a question names, its engine too, which answers all questions of an edition. */

"use strict";

const fs = require("node:fs");
const path = require("node:path");
const readline = require("node:readline");
const zlib = require("node:zlib");

const searches = new Map();

/** The engine in a folder, as it was built. */
const searchOf = (folder) => {
  if (!searches.has(folder)) {
    globalThis.dossierSearch = undefined;
    require(path.join(folder, "engine.js"));
    searches.set(folder, globalThis.dossierSearch);
  }
  return searches.get(folder);
};

/** A way to the files of a folder, as a browser has one, and what was loaded. */
const loader = (folder, weigh = false) => {
  const loaded = [];
  const load = (name) => {
    const script = fs.readFileSync(path.join(folder, `${name}.js`));
    loaded.push([name, weigh ? zlib.gzipSync(script, { level: 9 }).length : 0]);
    const values = {};
    new Function("dossierSearch", script.toString("utf8"))({ put: (part, value) => { values[part] = value; } });
    return values[name] ?? values;
  };
  return { load, loaded };
};

/** All groups of a query, page after page. */
const everything = async (engine, query, options = {}) => {
  const first = await engine.search(query, options);
  const groups = [...first.groups];
  let page = first;
  while (page.next !== null) {
    page = await engine.search(query, { ...options, after: page.next });
    groups.push(...page.groups);
  }
  return { ...first, groups, counts: page.counts, first: first.counts };
};

const texts = async ({ folder, articles, editions }) => {
  const shards = new (searchOf(folder).Shards)(loader(folder).load);
  await shards.open();
  const rows = [];
  for (let number = 0; number < articles; number++) {
    const article = await shards.article(number);
    rows.push(editions.map((_, at) => article.in(at).texts.map((text, part) => [article.kinds[part], article.blocks[part], article.lang(part, at), text])));
  }
  return rows;
};

const classes = async ({ folder }) => {
  const shards = new (searchOf(folder).Shards)(loader(folder).load);
  await shards.open();
  return Array.from({ length: 0x10000 }, (_, code) => {
    const char = String.fromCharCode(code);
    return shards.folding.isWord(char) ? "w" : shards.folding.isSilent(char) ? "p" : "s";
  }).join("");
};

const engines = new Map();

/** The engine of an edition, with what it has loaded. */
const engineOf = (folder, edition, words) => {
  const key = JSON.stringify([folder, edition, words]);
  if (!engines.has(key)) {
    const { load } = loader(folder);
    engines.set(key, searchOf(folder).create({ load, edition, words }));
  }
  return engines.get(key);
};

const results = async ({ folder, edition, queries, options, words }) => {
  const engine = engineOf(folder, edition, words);
  const found = [];
  for (const query of queries) found.push(await everything(engine, query, options));
  return found;
};

/** What a first query costs: bytes after gzip, and milliseconds without the way to them. */
const costs = async ({ folder, edition, queries }) => {
  const found = [];
  for (const query of queries) {
    const { load, loaded } = loader(folder, true);
    const engine = searchOf(folder).create({ load, edition });
    const start = performance.now();
    const { groups, counts } = await engine.search(query);
    found.push({ query, ms: performance.now() - start, bytes: loaded.reduce((sum, [, size]) => sum + size, 0), files: loaded.length, groups: groups.length, counts });
  }
  return found;
};

const ANSWERS = { texts, classes, results, costs };

module.exports = { loader, everything, searchOf };

const answer = async () => {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const question = JSON.parse(line);
    const reply = await ANSWERS[question.ask](question).catch((error) => ({ error: error.stack }));
    process.stdout.write(`${JSON.stringify(reply)}\n`);
  }
};

if (require.main === module) answer();
