/* From an article to what is shown of it: the passages that hold, with their marks. */

(() => {
  "use strict";

  const { joined, saying } = dossierSearch;

  const HITS = 500; // paragraphs of one article

  const tierKey = ({ tier, doc }) => `${tier} ${doc}`;

  /** One article of a tier, read and marked; null when its text has nothing to show. */
  const groupOf = async (shards, edition, row, plan, facets, read, tally) => {
    const key = tierKey(row);
    if (read.has(key)) return read.get(key);
    const article = await shards.article(row.doc, tally);
    const group = await marked(shards, edition, row, article, plan, facets, tally);
    read.set(key, group);
    return group;
  };

  const marked = async (shards, edition, { tier, doc }, article, plan, facets, tally) => {
    const { base, folding } = shards;
    const here = base.editions.indexOf(edition);
    const { texts, folded } = article.in(here);
    const wide = tier === "widened";
    if (!published(article.date, plan.filters) || barred(plan, article, texts, folded, folding)) return null;
    const spoken = plan.filters.speaker ? (await saying(shards, plan.filters.speaker, tally)).get(doc) : null;
    const rows = [];
    for (let part = 0; part < texts.length; part++) {
      if (!texts[part] || (spoken && !(spoken.has(article.blocks[part]) && !article.isNote(part))) || (plan.filters.kind && !plan.filters.kind.includes(KINDS[article.kinds[part]] ?? article.kinds[part]))) continue;
      const literal = plan.slots.map(({ literals }) => literals.flatMap(({ phrase, single, exact }) => (single && part ? [] : folding.find(phrase, texts[part], folded[part], exact))));
      const row = { part, has: literal.map((found) => found.length > 0), marks: literal.flat(), wide: [] };
      if (wide) row.wide = wider(shards, article, part, here, plan, row.marks);
      rows.push(row);
    }
    for (const row of rows) row.noted = stands(article, row, rows, plan.slots.length);
    const has = plan.slots.map((_, at) => rows.some((row) => row.has[at]));
    const stood = (slot, at) => has[at] || (wide && rows.some((row) => row.wide.some((hit) => slot.others.includes(hit.option))));
    const full = wide && rows.some((row) => row.wide.some((hit) => plan.whole.includes(hit.option)));
    if (tier === "literal" && !has.every(Boolean)) return null;
    // Beside paragraphs that have the words there may be some that have them in another edition.
    const worded = !wide && plan.slots.length === 1 ? plan.slots[0].others.filter((option) => option.why === "edition") : [];
    const elsewhere = rows.some((row) => !row.has[0] && !row.noted && worded.some((option) => option.phrase.includes(" ") || article.folded(option.edition)[row.part].includes(option.phrase))
      && wider(shards, article, row.part, here, plan, [], (option) => worded.includes(option)).length > 0);
    if (wide && !(full || (rows.some((row) => row.wide.length) && plan.slots.every(stood)))) return null;
    if (tier === "partial" && (!has.some(Boolean) || has.every(Boolean))) return null;
    const made = await group(shards, edition, doc, article, rows, has, tier, plan, facets, tally);
    return made && Object.assign(made, { elsewhere });
  };

  const KINDS = { body: "text", code: "text" };

  /** Whether an article's day, as far as it is known, lies within a query's limits: from `after` on, before `before`. */
  const published = (date, { before = [], after = [] }) => {
    const [, until, day] = date.match(/^(≤ )?(.*)$/u);
    const full = day.length === 4 ? [`${day}-01-01`, `${day}-12-31`] : day.length === 7 ? [`${day}-01`, `${day}-31`] : [day, day];
    const first = (limit) => limit + "0000-01-01".slice(limit.length);
    return before.every((limit) => day && full[1] < first(limit)) && after.every((limit) => day && !until && full[0] >= first(limit));
  };

  /** Whether an article has what a query leaves out. */
  const barred = (plan, article, texts, folded, folding) => plan.not.some(({ phrase, single, exact }) => texts.some((text, part) => !(single && part) && folding.find(phrase, text, folded[part], exact).length > 0));

  /** Whether a note that has the words stands on a part that has none of them: the part is shown before it. */
  const stands = (article, { part, has }, rows, words) => !article.isNote(part) && article.blocks[part] > 0 && !has.some(Boolean)
    && words === 1 && rows.some((row) => row.has[0] && article.isNote(row.part) && article.blocks[row.part] === article.blocks[part]);

  /** What stands in a part under another reading, where it is not found literally anyway.
      A translated title or summary is no other wording of the same words. */
  const wider = (shards, article, part, here, plan, taken, takes = () => true) => {
    const { folding } = shards;
    const found = [];
    const language = (at) => article.lang(part, at).split("-")[0];
    const free = ([start, end]) => [...taken, ...found.map((hit) => hit.mark)].every(([a, b]) => end <= a || b <= start);
    for (const option of [...plan.whole, ...plan.slots.flatMap((slot) => slot.others)]) {
      if (!takes(option) || language(option.edition) !== language(here)) continue;
      const there = article.in(option.edition);
      for (const hit of folding.find(option.phrase, there.texts[part], there.folded[part], option.whole)) {
        const mark = option.edition === here ? hit : article.aligned(part, hit, option.edition, here);
        if (mark[1] > mark[0] && free(mark)) found.push({ option, mark });
      }
    }
    return found;
  };

  const group = async (shards, edition, doc, article, rows, has, tier, plan, facets, tally) => {
    const { base } = shards;
    const here = base.editions.indexOf(edition);
    const { texts } = article.in(here);
    const wide = tier === "widened";
    const told = (hit, text) => {
      const entity = hit.option.entity ?? null;
      return { from: hit.option.from, to: [text.slice(...hit.mark)], why: hit.option.why, entity: entity === null ? null : ids.get(entity).id, edition: hit.option.why === "edition" ? base.editions[hit.option.edition] : null };
    };
    const [title, ...body] = rows[0]?.part === 0 ? rows : [null, ...rows];
    // What the source says where a note has the words stands before the note; below, nothing is shown once more.
    for (const row of body) {
      if (row.noted && !wide) row.wide = wider(shards, article, row.part, here, plan, row.marks);
      else if (wide && (row.noted || (row.has[0] && plan.slots.length === 1))) row.wide = [];
    }
    const meant = rows.flatMap((row) => row.wide.map((hit) => hit.option.entity ?? -1)).filter((number) => number >= 0);
    const ids = new Map(await Promise.all([...article.who, ...meant].map(async (number) => [number, await shards.entity(number, tally)])));
    // A query of filters alone shows what they leave: all that somebody says, or all of a kind.
    const bare = !plan.slots.length && (plan.filters.speaker || plan.filters.kind);
    let hits = bare ? body : body.filter((row) => row.wide.length || (!wide && row.marks.length));
    // Of several words: the paragraphs that have most of them.
    if (!wide && plan.slots.length > 1) {
      const most = Math.max(0, ...hits.map((row) => row.has.filter(Boolean).length));
      hits = hits.filter((row) => row.has.filter(Boolean).length === most);
    }
    const noted = chosenAny(facets.notes);
    const wanted = new Set((Array.isArray(facets.entity) ? facets.entity : []).map(String));
    const made = hits.map((row) => {
      const place = article.place(row.part, here);
      const entities = article.named(place.n).map((number) => ids.get(number)?.id).filter(Boolean);
      return {
        ...place, text: texts[row.part],
        marks: joined([...row.marks, ...row.wide.map((hit) => hit.mark)]),
        widened: row.wide.length ? merged(row.wide.map((hit) => told(hit, texts[row.part])))[0] : null,
        entities, noted: place.kind === "note" || article.noted.has(place.n),
      };
    }).filter((hit) => (!noted || hit.noted) && (!wanted.size || hit.entities.some((id) => wanted.has(id))));
    const titled = title && (plan.slots.length ? (wide ? title.wide.length : title.marks.length) : !bare || plan.filters.kind);
    if (!made.length && (!titled || noted || wanted.size)) return null;
    const all = wide ? merged(rows.flatMap((row) => row.wide.map((hit) => told(hit, texts[row.part])))) : null;
    return {
      ...article.about(here, doc), tier,
      title: { text: texts[0], lang: article.lang(0, here), marks: title ? joined([...title.marks, ...title.wide.map((hit) => hit.mark)]) : [] },
      hits: made.slice(0, HITS), found: made.filter((hit) => wide || !hit.widened).length, counts: places(made.filter((hit) => wide || !hit.widened), titled && (plan.slots.length || bare)),
      missing: tier === "partial" ? plan.words.filter((_, at) => !has[at]) : [],
      widened: all,
    };
  };

  /** How many paragraphs, notes, summaries and titles have the words. */
  const places = (hits, titled) => {
    const of = (kind) => hits.filter((hit) => hit.kind === kind).length;
    const [notes, summaries] = [of("note"), of("summary")];
    return { text: hits.length - notes - summaries, notes, summaries, titles: titled ? 1 : 0 };
  };

  const chosenAny = (values) => Array.isArray(values) && values.length > 0;

  /** Widenings of one kind as one, with all the words they led to. */
  const merged = (all) => {
    const found = new Map();
    for (const widening of all) {
      const key = JSON.stringify([widening.from, widening.why, widening.entity, widening.edition]);
      if (!found.has(key)) found.set(key, { ...widening, to: [] });
      const { to } = found.get(key);
      for (const words of widening.to) if (!to.includes(words)) to.push(words);
    }
    return [...found.values()];
  };

  Object.assign(dossierSearch, { groupOf, merged, tierKey, chosenAny, places });
})();
