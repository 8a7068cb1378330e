/* A quotation that somebody pastes, and a reference to a paragraph: where they lead.

   A quotation is found whatever its script, its quotation marks and its white space are, over a
   line break, and with words left out where it has an ellipsis. It must be long enough that
   it stands nowhere by chance. */

(() => {
  "use strict";

  const { filter, joined, places, tierKey } = dossierSearch;

  const SIGNS = 12; // Han characters of the shortest quotation; of an alphabet, words
  const WORDS = 4;
  const KEYS = 10; // pairs and words by which articles are chosen
  const READ = 12; // articles that are read
  const GAP = 1500; // signs that an ellipsis may stand for
  const ELLIPSIS = /(?:…|⋯|\.{3}|。{3})+/u;
  // RFI ¶11 · rfi-why#p11 · https://…/rfi-why.html#p11 · [@rfi-why, p11] · RFI第11段
  const REFERENCE = /^\[?@?(.+?)(?:\.html)?[\s,，;·]*(?:¶\s*|#p|第|\bp\.?\s*)(\d{1,6})\s*段?\]?$/u;

  /** The letters and signs of a text without what is between them, and where each stands. */
  const bare = ({ base }, folded) => {
    const apart = new RegExp(`[${base.classes.punctuation}\\s]+`, "g");
    const at = [];
    let text = "", from = 0;
    const take = (to) => {
      text += folded.slice(from, to);
      for (let n = from; n < to; n++) at.push(n);
    };
    for (const { index, 0: gap } of folded.matchAll(apart)) {
      take(index);
      from = index + gap.length;
    }
    take(folded.length);
    return { text, at };
  };

  /** The pieces of a quotation between its ellipses; none where it is too short for one. */
  const pieces = (shards, typed) => {
    const { folding } = shards;
    const folded = typed.split(ELLIPSIS).map((piece) => folding.fold(piece));
    const words = folded.flatMap((piece) => piece.match(folding.stretch) || []).length;
    const found = folded.map((piece) => bare(shards, piece).text).filter((piece) => piece.length > 1);
    const signs = Array.from(found.join("")).filter((char) => folding.isSign(char)).length;
    return signs * WORDS / SIGNS + words >= WORDS ? { found, folded } : { found: [], folded };
  };

  /** The articles that may have a quotation, the likeliest first. */
  const candidates = async (shards, { found, folded }, tally) => {
    const { folding, base } = shards;
    const keys = new Set();
    for (const piece of found) {
      for (let n = 0; n + 1 < piece.length; n++) if (folding.isSign(piece[n]) && folding.isSign(piece[n + 1])) keys.add(piece.slice(n, n + 2));
    }
    const pairs = keys.size;
    for (const piece of folded) for (const [word] of piece.matchAll(folding.stretch)) if (word.length > 2) keys.add(word);
    const all = [...keys];
    const step = Math.max(1, all.length / KEYS);
    const chosen = all.map((key, n) => [key, n >= pairs]).filter((_, n) => Math.floor(n / step) !== Math.floor((n - 1) / step));
    const votes = new Uint16Array(base.count);
    await Promise.all(chosen.map(async ([key, word]) => {
      const records = await (word ? shards.words(key, true, tally) : shards.pair(key, tally));
      for (const doc of new Set(records.flatMap((record) => [record.common, ...(record.some || [])].flat()))) votes[doc]++;
    }));
    const most = votes.reduce((a, b) => Math.max(a, b), 0);
    return [...votes.keys()].filter((doc) => votes[doc] && votes[doc] >= most / 2).sort((a, b) => votes[b] - votes[a] || a - b).slice(0, READ);
  };

  /** Where the pieces follow each other in a text, each as [start, end). */
  const runs = (text, [first, ...rest]) => {
    const found = [];
    for (let at = text.indexOf(first); at >= 0; at = text.indexOf(first, at + first.length)) {
      const run = [[at, at + first.length]];
      for (const piece of rest) {
        const end = run[run.length - 1][1];
        const next = text.indexOf(piece, end);
        if (next < 0 || next - end > GAP) break;
        run.push([next, next + piece.length]);
      }
      if (run.length > rest.length) found.push(run);
    }
    return found;
  };

  /** The parts of an article in which a quotation stands, each with its marks in the reader's edition. */
  const standing = (shards, article, here, found) => {
    const marks = new Map();
    for (let edition = 0; edition < shards.base.editions.length; edition++) {
      if (edition && !article.tree.others?.[edition - 1]?.patch) continue;
      const { texts, folded, offsets } = article.in(edition);
      const joint = folded.join("\n");
      const { text, at } = bare(shards, joint);
      const begins = ([[start]]) => !shards.folding.isWord(text[start]) || !shards.folding.isWord(joint[at[start] - 1]);
      for (const [start, end] of runs(text, found).filter(begins).flat()) {
        texts.forEach((words, part) => {
          const [from, to] = [Math.max(at[start], offsets[part]) - offsets[part], Math.min(at[end - 1] + 1, offsets[part] + words.length) - offsets[part]];
          if (from >= to) return;
          const same = article.lang(part, edition).split("-")[0] === article.lang(part, here).split("-")[0];
          marks.set(part, [...(marks.get(part) || []), ...(same ? [edition === here ? [from, to] : article.aligned(part, [from, to], edition, here)] : [])]);
        });
      }
    }
    return marks;
  };

  const grouped = (doc, article, here, marks) => {
    const { texts } = article.in(here);
    const parts = [...marks.keys()].sort((a, b) => a - b);
    const hits = parts.filter((part) => part && texts[part]).map((part) => ({
      ...article.place(part, here), text: texts[part], marks: united(marks.get(part)), widened: null, entities: [], noted: article.noted.has(article.blocks[part]),
    }));
    const titled = marks.has(0);
    return {
      ...article.about(here, doc), tier: "literal", title: { text: texts[0], lang: article.lang(0, here), marks: united(marks.get(0) || []) },
      hits, found: hits.length, counts: places(hits, titled), missing: [], widened: null, elsewhere: false,
    };
  };

  // The same words are marked in each edition.
  const united = (marks) => joined([...new Map(marks.map((mark) => [String(mark), mark])).values()]);

  /** The articles that a name stands for: by their address, or by who published them. */
  const named = async (shards, name, tally) => {
    const { base, folding } = shards;
    const slug = decoded(name).split("/").pop();
    const records = /^\S+$/.test(slug) ? await shards.words(`/${slug}`, false, tally) : [];
    const docs = new Set(records.flatMap((record) => record.common));
    const phrase = folding.fold(name).trim();
    const sources = base.sources.map((labels) => labels.some((label) => folding.find(phrase, label, folding.fold(label)).length > 0));
    base.source.forEach((source, doc) => { if (sources[source]) docs.add(doc); });
    return { slug, docs: [...docs].sort((a, b) => a - b).slice(0, READ * 2) };
  };

  const decoded = (name) => { try { return decodeURIComponent(name); } catch { return name; } };

  const referred = async (shards, here, typed, tally) => {
    const [, name, number] = typed.match(REFERENCE) || [];
    if (!name) return [];
    const { slug, docs } = await named(shards, name, tally);
    const articles = await Promise.all(docs.map((doc) => shards.article(doc, tally)));
    const exact = articles.some((article) => article.slug === slug);
    return docs.map((doc, at) => [doc, articles[at]]).filter(([, article]) => !exact || article.slug === slug).flatMap(([doc, article]) => {
      const part = article.blocks.findIndex((block, at) => block === Number(number) && !article.isNote(at));
      return part < 0 ? [] : [grouped(doc, article, here, new Map([[part, []]]))].map((group) => [doc, group]);
    });
  };

  const quoted = async (shards, here, typed, tally) => {
    const wanted = pieces(shards, typed);
    if (!wanted.found.length) return [];
    const docs = await candidates(shards, wanted, tally);
    const found = await Promise.all(docs.map(async (doc) => {
      const article = await shards.article(doc, tally);
      const marks = standing(shards, article, here, wanted.found);
      return marks.size ? [doc, grouped(doc, article, here, marks)] : null;
    }));
    return found.filter(Boolean);
  };

  /** What a reference or a quotation leads to, as a search's articles in order; null for any other query. */
  const landed = async (shards, edition, typed, facets, tally, landing) => {
    const here = shards.base.editions.indexOf(edition);
    const found = await { reference: referred, quotation: quoted }[landing](shards, here, typed, tally);
    if (!found.length) return null;
    const passes = await filter(shards, facets, tally);
    const order = found.map(([doc]) => ({ tier: "literal", doc }));
    return {
      landing, passes, proven: true, tiers: { literal: order, widened: [], partial: [] }, order: order.filter(({ doc }) => passes(doc)),
      read: new Map(found.map(([doc, group]) => [tierKey({ tier: "literal", doc }), group])), plan: { typed, words: [typed], slots: [], whole: [], not: [], filters: {}, problems: [] },
    };
  };

  const isLong = (shards, typed) => pieces(shards, typed).found.length > 0;

  Object.assign(dossierSearch, { isLong, landed });
})();
