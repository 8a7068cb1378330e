/* Names that a query begins, and the one that is near when nothing was found. */

(() => {
  "use strict";

  const { namesByReading } = dossierSearch;
  const HAN = /[\u3400-\u9fff]/;

  const nameHit = async (shards, edition, number, tally) => {
    const entity = await shards.entity(number, tally);
    const here = shards.base.editions.indexOf(edition);
    return { id: entity.id, type: entity.type, text: entity.names[here] ?? entity.names[0], lang: entity.langs[here] ?? entity.langs[0], line: "", href: entity.href };
  };

  /** Entities with a place of their own whose name is the query, or begins with it. */
  const names = async (shards, edition, query, tally) => {
    const phrase = shards.folding.fold(String(query)).split(" ").filter(Boolean).join(" ");
    if (!phrase || phrase.length > 200) return [];
    const found = new Map();
    for (const concept of await shards.concepts(Array.from(phrase)[0], tally)) {
      if (concept.entity === undefined) continue;
      const fits = concept.forms.filter((form) => form.startsWith(phrase));
      if (fits.length) found.set(concept.entity, Math.min(...fits.map((form) => form.length)));
    }
    for (const [{ entity }, length] of await namesByReading(shards, phrase, tally, true)) found.set(entity, Math.min(length, found.get(entity) ?? length));
    const best = [...found].sort((a, b) => a[1] - b[1] || a[0] - b[0]).slice(0, 12);
    const hits = await Promise.all(best.map(([number]) => nameHit(shards, edition, number, tally)));
    return hits.filter((hit) => hit.href).slice(0, 5);
  };

  /** The known name that shares most with the query, when nothing was found. */
  const nearest = async (shards, edition, query, tally) => {
    const phrase = shards.folding.fold(query).slice(0, 60);
    const own = grams(phrase);
    if (!own.size) return null;
    const scores = new Map();
    for (const char of new Set(Array.from(phrase).slice(0, 12))) {
      if (shards.folding.isSilent(char[0])) continue;
      for (const concept of await shards.concepts(char, tally)) {
        if (concept.entity === undefined) continue;
        for (const form of concept.forms) {
          const theirs = grams(form);
          const shared = [...theirs].filter((gram) => own.has(gram));
          // Two letters side by side are in many names; two characters are not.
          if (shared.filter((gram) => !HAN.test(gram)).length < 3 && shared.filter((gram) => HAN.test(gram)).length < 2) continue;
          const like = 2 * shared.length / (own.size + theirs.size);
          if (like > (scores.get(concept.entity) || 0.5)) scores.set(concept.entity, like);
        }
      }
    }
    for (const [number] of [...scores].sort((a, b) => b[1] - a[1] || a[0] - b[0])) {
      const { text, id, href } = await nameHit(shards, edition, number, tally);
      if (href) return { text, id, href };
    }
    return null;
  };

  /** A short name's characters and neighbours: in Chinese one character is much. */
  const grams = (text) => {
    const chars = Array.from(text);
    const found = new Set(chars.slice(1).map((char, at) => chars[at] + char));
    for (const char of chars) if (HAN.test(char)) found.add(char);
    return found;
  };

  Object.assign(dossierSearch, { names, nearest });
})();
