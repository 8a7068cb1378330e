/* From keys to articles, the likeliest first. */

(() => {
  "use strict";

  const AHEAD = 6; // as many files as a browser asks a server for at once

  /** How much each article has of a reading, by its keys: 0 is nothing. */
  const weighed = async (shards, option, tally) => {
    const { count } = shards.base;
    const all = await Promise.all(option.keys.map(({ kind, key, whole }) => (kind === "pair" ? shards.pair(key, tally) : shards.words(key, whole, tally))));
    let total = null;
    for (const records of all) {
      const held = { often: new Uint8Array(count), fields: new Uint8Array(count), only: new Uint8Array(count) };
      for (const record of records) {
        record.common.forEach((doc, at) => { held.often[doc] = Math.max(held.often[doc], 1 + (record.often ? record.often[at] : 0)); });
        for (const doc of record.some?.[option.edition] || []) {
          held.often[doc] = Math.max(held.often[doc], 1);
          held.only[doc] = 1;
        }
        record.fields?.forEach((docs, field) => { for (const doc of docs) held.fields[doc] |= 1 << field; });
      }
      if (!total) total = held;
      else {
        for (let doc = 0; doc < count; doc++) {
          total.often[doc] = Math.min(total.often[doc], held.often[doc]);
          total.fields[doc] &= held.fields[doc];
          total.only[doc] |= held.only[doc];
        }
      }
    }
    // Nothing to look up (only signs of punctuation): every article may have it.
    if (!total) total = { often: new Uint8Array(count).fill(1), fields: new Uint8Array(count), only: new Uint8Array(count) };
    // Pairs that each stand in all editions may still stand together in one alone: its text decides.
    const perhaps = option.why === "edition" ? total.often.slice() : null;
    if (option.why === "edition") for (let doc = 0; doc < count; doc++) if (!total.only[doc]) total.often[doc] = 0;
    let found = 0;
    for (let doc = 0; doc < count; doc++) if (total.often[doc]) found++;
    return { ...total, perhaps, found, rarity: Math.log(1 + (count - found + 0.5) / (found + 0.5)) };
  };

  const score = ({ often, fields, rarity }, doc) => (often[doc] ? rarity * (0.7 + 0.3 * often[doc] + (fields[doc] & 1 ? 3 : 0) + (fields[doc] & 2 ? 1 : 0)) : 0);

  /** Ask for the few articles that have the words themselves, while other readings are looked up. */
  const readAhead = (shards, weights, tally) => {
    const docs = [...Array(shards.base.count).keys()].filter((doc) => weights.every((those) => those.some(({ often }) => often[doc])));
    if (docs.length <= AHEAD) docs.forEach((doc) => shards.article(doc, tally).catch(() => {})); // who needs it hears of a failure
  };

  /** The articles of each tier in order, with what is needed to count them. */
  const ranked = async (shards, edition, plan, facets, tally, check) => {
    const { base } = shards;
    const { slots, whole } = plan;
    const order = [];
    const none = { order, tiers: { literal: [], widened: [], partial: [] }, passes: () => true, proven: true };
    if (!slots.length && !Object.keys(plan.filters).length) return none;
    const weights = new Map();
    const weigh = (options) => Promise.all(options.map(async (option) => weights.set(option, await weighed(shards, option, tally))));
    const wider = weigh([...slots.flatMap((slot) => slot.others), ...whole]);
    await Promise.all([weigh(slots.flatMap((slot) => slot.literals)).then(() => readAhead(shards, slots.map((slot) => slot.literals.map((option) => weights.get(option))), tally)), weigh(plan.not), wider]);
    check();
    const passes = await filter(shards, facets, tally);
    check();
    const within = await limits(shards, plan.filters, tally);
    // What is proven to stand in an article need not be read there.
    const barred = (doc) => !within(doc) || plan.not.some((option) => option.proven && weights.get(option).often[doc]);
    const tiers = { literal: [], widened: [], partial: [] };
    for (let doc = 0; doc < base.count; doc++) {
      if (barred(doc)) continue;
      const literal = slots.map((slot) => Math.max(...slot.literals.map((option) => score(weights.get(option), doc))));
      const sum = literal.reduce((a, b) => a + b, 0);
      const perhaps = slots.some((slot) => slot.others.some((option) => weights.get(option).perhaps?.[doc]));
      if (literal.every(Boolean)) tiers.literal.push({ doc, score: sum, perhaps });
      const wide = slots.map((slot) => Math.max(0, ...slot.others.map((option) => score(weights.get(option), doc))));
      const full = Math.max(0, ...whole.map((option) => score(weights.get(option), doc)));
      if (full || (wide.some(Boolean) && slots.every((_, at) => literal[at] || wide[at]))) {
        tiers.widened.push({ doc, score: sum / 2 + full + wide.reduce((a, b) => a + b, 0) });
      } else if (sum && !literal.every(Boolean)) tiers.partial.push({ doc, score: sum });
    }
    for (const [tier, rows] of Object.entries(tiers)) {
      rows.sort((a, b) => b.score - a.score || a.doc - b.doc);
      for (const row of rows) if (passes(row.doc)) order.push({ tier, doc: row.doc, perhaps: row.perhaps });
    }
    const proven = slots.every((slot) => slot.literals.every((option) => option.proven)) && plan.not.every((option) => option.proven);
    return { order, tiers, passes, proven: proven && !READ_FOR.some((name) => plan.filters[name]) };
  };

  // Filters that an article is read for.
  const READ_FOR = ["before", "after", "kind", "speaker"];

  /** Whether an article may pass the filters of a query, as far as is known before it is read.
      A value that nothing has leaves nothing. */
  const limits = async (shards, filters, tally) => {
    const { base } = shards;
    const source = (value) => base.sources.map((labels) => labels.some((label) => shards.folding.find(shards.folding.fold(value), label, shards.folding.fold(label)).length > 0));
    const sources = (filters.source || []).map(source);
    const languages = (filters.lang || []).map((value) => base.languages.map((tag) => tag === value.toLowerCase().split("-")[0]));
    const speakers = filters.speaker ? await saying(shards, filters.speaker, tally) : null;
    const year = (doc) => base.years[base.year[doc]];
    return (doc) => (!sources.length || sources.some((row) => row[base.source[doc]]))
      && (!languages.length || languages.some((row) => row[base.language[doc]]))
      && (filters.before || []).every((day) => year(doc) && year(doc) <= day.slice(0, 4))
      && (filters.after || []).every((day) => year(doc) && year(doc) >= day.slice(0, 4))
      && (!speakers || speakers.has(doc));
  };

  /** The blocks, by article, in which somebody of these names speaks. */
  const saying = async (shards, names, tally) => {
    const found = new Map();
    const phrases = names.map((name) => shards.folding.fold(name));
    for (const { names: forms, said } of await shards.speakers(tally)) {
      if (!forms.some((form) => phrases.some((phrase) => shards.folding.find(phrase, form, shards.folding.fold(form)).length > 0))) continue;
      for (const [doc, blocks] of said) found.set(doc, new Set([...(found.get(doc) || []), ...blocks]));
    }
    return found;
  };

  const COLUMNS = ["source", "year", "language"];

  /** Whether an article passes the chosen facets; `but` leaves one of them out. */
  const filter = async (shards, facets, tally) => {
    const { base } = shards;
    const chosen = (name) => (Array.isArray(facets[name]) ? facets[name].map(String) : []);
    const columns = COLUMNS.map((name) => [name, new Set(chosen(name))]);
    const notes = chosen("notes").length > 0;
    const wanted = new Set(chosen("entity"));
    const naming = new Set();
    for (const id of wanted) for (const record of await shards.words(`@${id}`, true, tally)) record.common.forEach((doc) => naming.add(doc));
    return (doc, but) => columns.every(([name, values]) => name === but || !values.size || values.has(valueOf(base, name, doc)))
      && (but === "notes" || !notes || base.noted[doc] === "1")
      && (but === "entity" || !wanted.size || naming.has(doc));
  };

  const valueOf = (base, name, doc) => (name === "source" ? String(base.source[doc]) : name === "year" ? base.years[base.year[doc]] : base.languages[base.language[doc]]);

  Object.assign(dossierSearch, { ranked, filter, saying, valueOf });
})();
