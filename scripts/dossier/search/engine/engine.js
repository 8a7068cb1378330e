/* The search without a page: a query becomes keys (engine/plan.js), keys become
   articles (engine/ranking.js), articles are read and shown in the reader's edition
   (engine/passages.js). How a result looks is panel/panel.js's business.

   What is found literally contains the query after folding, word by word: a run of
   signs anywhere, a Latin word from its start. The rest is widened, and says so. */

(() => {
  "use strict";

  const { ALL, Shards, parsed, planned, ranked, groupOf, merged, counted, facetsOf, names, nearest, marksOf, isLong, landed } = dossierSearch;

  const LIMIT = 10; // articles on a page of results
  const PATIENCE = 20; // articles that are read for one page of results, when many do not hold

  /** A query as the texts are: whole letters (NFC; seeds are read so), and no half of a pair. */
  const composed = (query) => (String(query).toWellFormed ? String(query).toWellFormed() : String(query)).normalize("NFC");

  /** An engine for one edition. `load(name)` gives the value of a file of docs/data/search/; `words`
      are the edition's own names of a query's fields and kinds. */
  const create = ({ load, edition, words = {} }) => {
    const shards = new Shards(load);
    let last = null;

    const ready = async (tally) => {
      const base = await shards.open(tally);
      return { base, at: Math.max(0, base.editions.indexOf(edition)) };
    };

    const planning = async (typed, query, facets, tally, check) => {
      const plan = await planned(shards, edition, typed, query, tally, check);
      return { ...(await ranked(shards, edition, plan, facets, tally, check)), plan, read: new Map() };
    };

    // Words with spaces between them may be a quotation; an unbroken run is one where it stands nowhere as it is.
    const looked = async (typed, facets, tally, check) => {
      const landing = (kind) => landed(shards, edition, typed, facets, tally, kind);
      const reference = await landing("reference");
      if (reference) return reference;
      const query = parsed(typed, words);
      const long = isLong(shards, typed);
      const first = query.plain && /\s/u.test(typed);
      const broken = long && first && await landing("quotation");
      if (broken) return broken;
      const found = await planning(typed, query, facets, tally, check);
      if (!long || first) return found;
      const { groups } = await shown(shards, edition, found, facets, { limit: LIMIT, after: null, tally, check });
      return groups.some((group) => group.tier !== "partial") ? found : await landing("quotation") || found;
    };

    const search = async (query, { facets = {}, limit = LIMIT, after = null, progress, signal } = {}) => {
      const tally = counter(progress);
      const check = () => { if (signal?.aborted) throw Object.assign(new Error("aborted"), { name: "AbortError" }); };
      check();
      await ready(tally);
      shards.ahead(tally);
      check();
      const typed = composed(query).trim();
      const key = JSON.stringify([typed, facets]);
      if (!last || last.key !== key || after === null) {
        last = { key, ...await looked(typed, facets, tally, check) };
      }
      return shown(shards, edition, last, facets, { limit, after, tally, check });
    };

    return {
      edition,
      ready: async () => { await ready(); shards.names(); },
      search,
      examples: async () => {
        const { base, at } = await ready();
        shards.ahead();
        const entities = await Promise.all(base.examples.map((number) => shards.entity(number)));
        const source = base.sources.map((labels) => labels[at]).find((label) => label && !/\s/u.test(label)) || "";
        return { names: entities.map((entity) => entity.names[at] ?? entity.names[0]), source, speaker: base.speaker[at] || "", year: base.years.filter(Boolean).sort().at(-1) || "", language: base.languages[0] || "" };
      },
      suggest: async (query) => { await ready(); return names(shards, edition, composed(query)); },
      marks: (text, words) => marksOf(shards, text, words),
    };
  };

  const counter = (progress) => {
    let loaded = 0, wanted = 0;
    const tell = () => progress?.({ loaded, wanted });
    return { want: () => { wanted++; tell(); }, have: () => { loaded++; tell(); } };
  };

  const shown = async (shards, edition, state, facets, { limit, after, tally, check }) => {
    const { plan, order, read } = state;
    const groups = [];
    let at = after === null ? 0 : Number(after) || 0;
    const begin = at;
    const readAll = order.length <= ALL;
    while (at < order.length && groups.length < limit && at - begin < Math.max(PATIENCE, limit)) {
      const batch = order.slice(at, at + (readAll ? order.length : limit - groups.length));
      const found = await Promise.all(batch.map((row) => groupOf(shards, edition, row, plan, facets, read, tally)));
      check();
      at += batch.length;
      batch.filter((row, n) => row.tier === "literal" && (found[n] ? found[n].elsewhere : row.perhaps)).forEach((row) => widen(state, row.doc));
      groups.push(...found.filter(Boolean));
    }
    const verified = read.size >= order.length;
    const known = plan.words.length && !plan.not?.length ? await names(shards, edition, plan.typed, tally) : [];
    const some = groups.length > 0 || at < order.length || begin > 0 || known.length > 0;
    const result = {
      query: plan.typed,
      words: plan.words,
      landing: state.landing || null,
      problems: plan.problems || [],
      state: !plan.words.length && !Object.keys(plan.filters || {}).length ? "empty" : some ? "found" : "none",
      groups,
      next: at < order.length ? String(at) : null,
      counts: counted(state, verified, facets),
      widenings: widenings(groups),
      names: known,
      nearest: null,
      facets: await facetsOf(shards, edition, state, facets, verified, tally),
      verified,
    };
    if (plan.words.length && begin === 0 && at >= order.length && !groups.some((group) => group.tier !== "partial") && !known.length) result.nearest = await nearest(shards, edition, plan.typed, tally);
    check();
    return result;
  };

  /** Look into an article for the wording of another edition: the words do not stand in this one's. */
  const widen = ({ order, tiers }, doc) => {
    if (tiers.widened.some((row) => row.doc === doc)) return;
    tiers.widened.push({ doc, score: 0 });
    const partial = order.findIndex((row) => row.tier === "partial");
    order.splice(partial < 0 ? order.length : partial, 0, { tier: "widened", doc });
  };

  const widenings = (groups) => merged(groups.flatMap((group) => group.widened || []));

  Object.assign(dossierSearch, { create });
})();
