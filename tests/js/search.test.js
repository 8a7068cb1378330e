/* What a page relies on in the search's engine, beyond what it finds (tests/test_search_exact.py).
   Run by tests/test_search_index.py, which writes the files of DOSSIER_SEARCH. */

"use strict";

const assert = require("node:assert/strict");
const test = require("node:test");
const { loader, everything, searchOf } = require("./ask.js");

const folder = process.env.DOSSIER_SEARCH;
const search = searchOf(folder);
const engine = (edition = "zh-Hans") => {
  const { load, loaded } = loader(folder);
  return { loaded, ...search.create({ load, edition }) };
};

test("a page of results holds ten articles, and the next one goes on", async () => {
  const { search: ask } = engine();
  const first = await ask("港口");
  assert.equal(first.groups.length, 10);
  assert.deepEqual(first.counts.literal, { articles: 40, most: 40, places: null, exact: true });
  assert.equal(first.verified, false);
  const second = await ask("港口", { after: first.next });
  assert.equal(second.groups.length, 10);
  assert.notEqual(second.groups[0].slug, first.groups[0].slug);
  const all = await everything(engine(), "港口");
  assert.equal(new Set(all.groups.map((group) => group.slug)).size, 40);
  assert.deepEqual(all.counts.literal.places, { text: 40 + 39, notes: 0, summaries: 20, titles: 0 });
});

test("a query loads its own files alone", async () => {
  const one = engine();
  await one.search("林海山");
  const texts = one.loaded.filter(([name]) => name.startsWith("text/"));
  assert.deepEqual(texts.map(([name]) => name), ["text/00007"]);
  const before = one.loaded.length;
  await one.search("林海山");
  assert.equal(one.loaded.length, before, "nothing is loaded twice");
});

test("what another edition words otherwise is shown in the reader's words", async () => {
  const { groups, widenings, counts } = await engine().search("印表機");
  assert.equal(counts.literal.articles, 0);
  const hit = groups[0].hits[0];
  assert.equal(groups[0].tier, "widened");
  assert.deepEqual(hit.marks.map(([a, b]) => hit.text.slice(a, b)), ["打印机"]);
  assert.deepEqual(widenings, [{ from: "印表機", to: ["打印机"], why: "edition", entity: null, edition: "zh-Hant-TW" }]);
});

test("a title in translation is no wording of the same words", async () => {
  assert.equal((await engine().search("図書")).state, "none");
  assert.deepEqual((await engine("zh-Hant-TW").search("図書")).groups.map((group) => group.slug), ["a9"]);
});

test("a name is found by its other forms, and leads to its page", async () => {
  const { groups, names, widenings } = await engine("zh-Hant-TW").search("lin haishan");
  assert.deepEqual(groups.map((group) => [group.slug, group.tier]), [["a7", "widened"]]);
  assert.deepEqual(widenings.map(({ why, entity, to }) => [why, entity, to]), [["name", "lin", ["林海山"]]]);
  assert.equal(names[0].href, "entities/lin.html");
  assert.deepEqual((await engine().suggest("林")).map((hit) => hit.id), ["lin"]);
});

test("when nothing is found, the nearest name is offered", async () => {
  const result = await engine().search("林海三");
  assert.equal(result.state, "none");
  assert.equal(result.nearest.id, "lin");
  assert.equal((await engine().search("  ")).state, "empty");
  for (const query of ["lib", "Lisbon", "Haifa", "海北"]) assert.equal((await engine().search(query)).nearest, null, `${query}: two letters are no likeness`);
  assert.equal((await engine().search("Lin Haisan")).nearest.id, "lin");
});

test("a word is found from its start or a capital in it, however its letters are written", async () => {
  for (const query of ["chatbook", "CHATB", "book", "ＢＯＯＫ", "bòok"]) assert.equal((await engine().search(query)).counts.literal.articles, 40, query);
  for (const query of ["hatbook", "ook"]) assert.equal((await engine().search(query)).state, "none", query);
});

test("of several words, articles that have all come first", async () => {
  const { groups } = await engine().search("港口 林海山");
  assert.deepEqual([groups[0].slug, groups[0].tier], ["a7", "literal"]);
  assert.equal(groups[1].tier, "partial");
  assert.deepEqual(groups[1].missing, ["林海山"]);
});

test("facets narrow, and count what they would give", async () => {
  const { search: ask } = engine();
  const { facets } = await ask("港口");
  assert.deepEqual(facets.language.map(({ value, count }) => [value, count]), [["zh", 40]]);
  const none = await ask("港口", { facets: { language: ["fr"] } });
  assert.equal(none.counts.literal.articles, 0);
  assert.equal(none.facets.language.find((facet) => facet.value === "zh").count, 40, "without its own choice");
  assert.ok(none.facets.language.find((facet) => facet.value === "fr").chosen);
});

test("an article's title is looked at like its text", async () => {
  const { groups } = await engine().search("第23篇");
  assert.equal(groups[0].slug, "a23");
  assert.deepEqual(groups[0].title.marks, [[0, 4]]);
});

test("a newer query stops an older one", async () => {
  const stop = new AbortController();
  const asked = engine().search("港口", { signal: stop.signal });
  stop.abort();
  await assert.rejects(asked, { name: "AbortError" });
});

test("a file that fails is said, and asked for again", async () => {
  const { load } = loader(folder);
  let broken = true;
  const flaky = (name) => { if (broken && name.startsWith("text/")) throw new Error("offline"); return load(name); };
  const one = search.create({ load: flaky, edition: "zh-Hans" });
  await assert.rejects(one.search("林海山"), { name: "LoadError" });
  broken = false;
  assert.equal((await one.search("林海山")).groups.length, 1);
});

test("progress counts the files", async () => {
  const told = [];
  await engine().search("林海山", { progress: (step) => told.push({ ...step }) });
  const last = told[told.length - 1];
  assert.ok(last.wanted >= 4 && last.loaded === last.wanted);
});

test("a passage is cut around its first mark, never in a word", () => {
  const text = "山".repeat(60) + "Lighthouse" + "水".repeat(80);
  const cut = search.crop(text, [[60, 70]], 10, 40);
  assert.deepEqual([cut.cutStart, cut.cutEnd], [true, true]);
  assert.equal(cut.text.slice(...cut.marks[0]), "Lighthouse");
  assert.equal(search.crop("山水", [[0, 1]]).text, "山水");
  assert.ok(!/^[a-z]/.test(search.crop(text, [[66, 70]], 3, 20).text) || search.crop(text, [[66, 70]], 3, 20).marks[0][0] === 0);
});

test("marks on arrival are those of the results", async () => {
  const one = engine("zh-Hant-TW");
  await one.ready();
  assert.deepEqual(one.marks("壞了，ChatBook 說壞了", ["坏了", "book"]), [[0, 2], [7, 11], [13, 15]]);
});

test("a query of a shard's own words is a query like any other", async () => {
  for (const query of ["__proto__", "constructor", "=港", "@lin", "#林海山", "a".repeat(10000), "港".repeat(10000)]) {
    const result = await engine().search(query);
    assert.ok(["found", "none"].includes(result.state), query.slice(0, 20));
    assert.equal(result.counts.literal.articles, 0, query.slice(0, 20));
  }
});
