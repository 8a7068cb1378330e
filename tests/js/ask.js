/* Asks the search for test_search_*.py: reads a question as JSON from standard input, writes the
   answer to standard output. The files are read from the folder that the question names. */

"use strict";

const fs = require("node:fs");
const path = require("node:path");
const zlib = require("node:zlib");

// The folder that the question names, or the client's own tests: its engine is the built one.
const question = require.main === module ? JSON.parse(fs.readFileSync(0, "utf8")) : null;
require(path.join(question?.folder ?? process.env.DOSSIER_SEARCH, "engine.js"));
const search = globalThis.dossierSearch;

/** A way to the files of a folder, as a browser has one, and what was loaded. */
const loader = (folder, weigh = false) => {
  const loaded = [];
  const load = (name) => {
    const script = fs.readFileSync(path.join(folder, `${name}.js`));
    loaded.push([name, weigh ? zlib.gzipSync(script, { level: 9 }).length : 0]);
    let value;
    new Function("dossierSearch", script.toString("utf8"))({ put: (_, given) => { value = given; } });
    return value;
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
  const shards = new search.Shards(loader(folder).load);
  await shards.open();
  const rows = [];
  for (let number = 0; number < articles; number++) {
    const article = await shards.article(number);
    rows.push(editions.map((_, at) => article.in(at).texts.map((text, part) => [article.kinds[part], article.blocks[part], article.lang(part, at), text])));
  }
  return rows;
};

const classes = async ({ folder }) => {
  const shards = new search.Shards(loader(folder).load);
  await shards.open();
  return Array.from({ length: 0x10000 }, (_, code) => {
    const char = String.fromCharCode(code);
    return shards.folding.isWord(char) ? "w" : shards.folding.isSilent(char) ? "p" : "s";
  }).join("");
};

const results = async ({ folder, edition, queries, options, words }) => {
  const { load } = loader(folder);
  const engine = search.create({ load, edition, words });
  const found = [];
  for (const query of queries) found.push(await everything(engine, query, options));
  return found;
};

/** What a first query costs: bytes after gzip, and milliseconds without the way to them. */
const costs = async ({ folder, edition, queries }) => {
  const found = [];
  for (const query of queries) {
    const { load, loaded } = loader(folder, true);
    const engine = search.create({ load, edition });
    const start = performance.now();
    const { groups, counts } = await engine.search(query);
    found.push({ query, ms: performance.now() - start, bytes: loaded.reduce((sum, [, size]) => sum + size, 0), files: loaded.length, groups: groups.length, counts });
  }
  return found;
};

const ANSWERS = { texts, classes, results, costs };

module.exports = { loader, everything, search };

if (question) ANSWERS[question.ask](question).then((answer) => process.stdout.write(JSON.stringify(answer)));
