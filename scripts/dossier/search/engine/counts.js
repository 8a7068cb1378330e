/* How much was found, and how much each filter would leave. What was not read is
   not counted as found, and is said. */

(() => {
  "use strict";

  const { chosenAny, tierKey, valueOf } = dossierSearch;

  const ALL = 12; // so few candidates are all read at once, and every count is exact
  const FACETS = 8;

  const summed = (counts) => {
    const total = { text: 0, notes: 0, summaries: 0, titles: 0 };
    for (const part of counts) for (const kind of Object.keys(total)) total[kind] += part[kind];
    return total;
  };

  const counted = ({ order, read, proven }, verified, facets) => {
    const narrowed = chosenAny(facets.entity) || chosenAny(facets.notes);
    const counts = {};
    for (const tier of ["literal", "widened", "partial"]) {
      const candidates = order.filter((row) => row.tier === tier);
      const known = candidates.filter((row) => read.has(tierKey(row)));
      const held = known.map((row) => read.get(tierKey(row))).filter(Boolean);
      const all = known.length === candidates.length;
      const sure = tier === "literal" && proven && !narrowed;
      counts[tier] = {
        articles: sure ? candidates.length : held.length,
        most: sure ? candidates.length : held.length + candidates.length - known.length,
        places: all ? summed(held.map((group) => group.counts)) : null,
        // An article of the first tier may have more in another edition's words.
        exact: (all && (tier === "literal" || order.every((row) => row.tier === "partial" || read.has(tierKey(row))))) || sure,
      };
    }
    return counts;
  };

  const facetsOf = async (shards, edition, state, facets, verified, tally) => {
    const { base } = shards;
    const here = base.editions.indexOf(edition);
    const { tiers, passes, read, proven } = state;
    const docs = [...new Set([...tiers.literal, ...tiers.widened].map((row) => row.doc))];
    const lost = (doc) => ["literal", "widened"].every((tier) => !tiers[tier].some((row) => row.doc === doc) || read.get(tierKey({ tier, doc })) === null);
    const gone = new Set(verified || docs.length <= ALL ? docs.filter((doc) => lost(doc)) : []);
    const exact = verified || (proven && !tiers.widened.length);
    const chosen = (name) => new Set((Array.isArray(facets[name]) ? facets[name] : []).map(String));
    const tallied = (name, valuesOf, label) => {
      const counts = new Map();
      for (const doc of docs) {
        if (gone.has(doc) || !passes(doc, name)) continue;
        for (const value of valuesOf(doc)) counts.set(value, (counts.get(value) || 0) + 1);
      }
      const picked = chosen(name);
      for (const value of picked) if (!counts.has(value)) counts.set(value, 0);
      return [...counts].map(([value, count]) => ({ value, label: label(value), count, exact, chosen: picked.has(value) }));
    };
    const most = (a, b) => b.count - a.count || (a.value < b.value ? -1 : 1);
    const source = tallied("source", (doc) => [valueOf(base, "source", doc)], (value) => base.sources[value]?.[here] ?? "").sort(most);
    const year = tallied("year", (doc) => [valueOf(base, "year", doc)], (value) => value).sort((a, b) => (a.value < b.value ? 1 : -1));
    const language = tallied("language", (doc) => [valueOf(base, "language", doc)], (value) => value).sort(most);
    const notes = tallied("notes", (doc) => (base.noted[doc] === "1" ? ["yes"] : []), (value) => value);
    return { source, year, language, entity: await entities(shards, here, state, chosen("entity"), verified, tally), notes };
  };

  /** Who is named in the paragraphs that were found, by articles; of those that were read. */
  const entities = async (shards, here, { read }, picked, verified, tally) => {
    const counts = new Map();
    for (const group of read.values()) {
      if (!group || group.tier === "partial") continue;
      for (const id of new Set(group.hits.flatMap((hit) => hit.entities))) {
        if (!counts.has(id)) counts.set(id, new Set());
        counts.get(id).add(group.slug);
      }
    }
    for (const id of picked) if (!counts.has(id)) counts.set(id, new Set());
    const labels = new Map();
    for (const group of read.values()) {
      if (!group) continue;
      for (const number of (await shards.article(docOf(read, group), tally)).who) {
        const entity = await shards.entity(number, tally);
        labels.set(entity.id, entity.names[here] ?? entity.names[0]);
      }
    }
    return [...counts].map(([value, slugs]) => ({ value, label: labels.get(value) ?? value, count: slugs.size, exact: verified, chosen: picked.has(value) }))
      .sort((a, b) => Number(b.chosen) - Number(a.chosen) || b.count - a.count || (a.value < b.value ? -1 : 1))
      .slice(0, FACETS);
  };

  const docOf = (read, group) => { for (const [key, known] of read) if (known === group) return Number(key.split(" ")[1]); return 0; };

  Object.assign(dossierSearch, { ALL, counted, facetsOf });
})();
