/* From a query to what is looked for: its words, the keys that lead to each, and
   what else it may mean. */

(() => {
  "use strict";

  const KEYS = 4; // keys of one phrase that are looked up; its text decides
  const FEWER = 2; // the same for another reading
  const ELSEWHERE = 8; // the same for the wording of another edition
  const OPTIONS = 6; // other readings of one word
  const WORDS = 12; // words of a query that count

  /** What a query (language.js) looks for: slots of alternatives with other readings of each, readings
      of the whole, what must not be there, and filters. */
  const planned = async (shards, edition, typed, query, tally, check) => {
    const short = typed.length <= 200;
    const groups = query.groups.slice(0, WORDS);
    const slots = await Promise.all(groups.map(async (alternatives) => {
      const rows = await Promise.all(alternatives.map((piece) => read(shards, edition, piece, short, tally)));
      return { literals: rows.map((row) => row.literal), others: rows.flatMap((row) => row.others) };
    }));
    const words = groups.map((alternatives) => alternatives.map(({ text }) => text).join(" / "));
    const whole = [];
    if (short && query.plain && words.length > 1) whole.push(...await others(shards, edition, { word: words.join(" "), phrase: folded(shards, words.join(" ")) }, tally, true));
    const not = query.not.map(({ text, phrase }) => option(shards, edition, folded(shards, text), { from: text, why: null, exact: phrase }));
    check();
    return { typed, words, slots, whole, not, filters: query.filters, problems: query.problems };
  };

  const folded = (shards, words) => shards.folding.fold(words).split(" ").filter(Boolean).join(" ");

  /** One word or phrase, and what else it may mean; a phrase in quotation marks means itself alone. */
  const read = async (shards, edition, { text: word, phrase: exact }, short, tally) => {
    const phrase = exact ? folded(shards, word) : shards.folding.fold(word);
    if (short) for (const known of [false, listed(shards, phrase)]) ahead(shards, option(shards, edition, phrase, { why: null, known, exact }), tally);
    const told = { from: word, why: null, known: short && await isForm(shards, phrase, tally), exact };
    const literal = option(shards, edition, phrase, told);
    return { literal, others: short ? await others(shards, edition, { word, phrase, literal }, tally, false, exact) : [] };
  };

  /** Ask for a reading's lists while the names are still on their way; who needs them hears of a failure. */
  const ahead = (shards, { keys }, tally) => {
    for (const { kind, key, whole } of keys) (kind === "pair" ? shards.pair(key, tally) : shards.words(key, whole, tally)).catch(() => {});
  };

  /** Whether a phrase is a form that the index knows as a whole: no word's letters at its ends. */
  const isForm = async (shards, phrase, tally) => listed(shards, phrase)
    && (await shards.concepts(Array.from(phrase)[0], tally)).some((concept) => concept.forms.includes(phrase));

  const listed = ({ folding }, phrase) => phrase.length > 2 && !phrase.includes(" ") && folding.isSign(phrase[0]) && folding.isSign(phrase[phrase.length - 1]);

  /** One reading: a folded phrase, the keys that lead to it, and whether they prove it. */
  const option = (shards, edition, phrase, told) => {
    const { folding } = shards;
    const at = shards.base.editions.indexOf(edition);
    if (told.known) return { phrase, single: false, keys: [{ kind: "word", key: `#${phrase}`, whole: true }], proven: true, whole: true, edition: at, ...told };
    const keys = [];
    const signs = [];
    const single = Array.from(phrase).length === 1 && !folding.isSilent(phrase[0]);
    const whole = told.exact || told.why === "name" || told.why === "wording";
    if (single && phrase.length === 1) keys.push({ kind: "word", key: `=${phrase}`, whole: true });
    else {
      for (const match of phrase.matchAll(folding.stretch)) {
        const open = match.index + match[0].length === phrase.length && !whole;
        if (match[0].length > 1 || !open) keys.push({ kind: "word", key: match[0], whole: !open });
      }
      for (let at = 0; at + 1 < phrase.length; at++) {
        const [sign, next] = [phrase[at], phrase[at + 1]];
        if (folding.isSilent(sign) || folding.isSilent(next)) continue;
        if (folding.isSign(sign) || folding.isSign(next)) signs.push({ kind: "pair", key: sign + next, at });
      }
    }
    // Pairs side by side: neighbours that overlap say little more.
    let reach = -1;
    const apart = signs.filter(({ at }, n) => {
      const take = at > reach || (n === signs.length - 1 && at + 1 > reach);
      if (take) reach = at + 1;
      return take;
    });
    // What another edition words differently may be any of the pairs: there all are looked up.
    const elsewhere = told.why === "edition";
    const all = [...keys, ...(elsewhere ? signs : apart)];
    const most = elsewhere ? ELSEWHERE : told.why ? FEWER : KEYS;
    const step = Math.max(1, all.length / most);
    const chosen = all.filter((_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step)).slice(0, most);
    const proven = single || (all.length === 1 && (all[0].kind === "pair" ? phrase.length === 2 : phrase === all[0].key && phrase.length < shards.base.longest));
    return { phrase, single, keys: chosen, proven, whole, edition: at, ...told };
  };

  /** What else a word may mean: names, regional forms, and how other editions word it. */
  const others = async (shards, edition, { word, phrase, literal }, tally, inFull = false, exact = false) => {
    const told = [];
    // First what another edition has: where a name is worded so there, that is said of it.
    if (!inFull && Array.from(phrase).length > 1) {
      shards.base.editions.forEach((variant, at) => {
        if (variant !== edition) told.push(option(shards, variant, phrase, { from: word, why: "edition", entity: null, known: literal?.known, exact }));
      });
    }
    for (const { entity, ...reading } of exact ? [] : await readings(shards, phrase, inFull, tally)) {
      told.push(option(shards, edition, reading.phrase, { from: word, why: entity === null ? "wording" : "name", entity, known: reading.form && listed(shards, reading.phrase) }));
    }
    return told.filter((choice) => (choice.keys.length || choice.why === "edition") && !choice.single);
  };

  /** Pinyin without tones (their marks are folded away, or numbers), spaces, hyphens, apostrophes, with ü, v and
      u: as u. First as it is typed, then with the last words in front: the order of a person's names in the West. */
  const syllables = (phrase) => {
    if (!/^[a-z][a-z1-5 ',:\p{Pd}]+$/u.test(phrase)) return [];
    const words = phrase.split(/[^a-z1-5:\p{Pd}]+/u).map((word) => word.replace(/[^a-z]/g, "").replaceAll("v", "u")).filter(Boolean);
    return words.slice(0, WORDS).map((_, at) => [...words.slice(at), ...words.slice(0, at)].join(""));
  };

  /** Names by their reading, with the length of the shortest; with `begun`, also those that begin so. */
  const namesByReading = async (shards, phrase, tally, begun = false) => {
    const lengths = new Map();
    for (const [turned, read] of syllables(phrase).entries()) {
      if (read.length < 3) continue;
      const passport = read.replace(/([ln])yu/g, "$1u");
      for (const concept of await shards.concepts(read[0], tally)) {
        const fits = turned && !concept.person ? [] : (concept.roman || []).filter((form) => form === read || form === passport || (begun && !turned && form.startsWith(read)));
        if (fits.length && !lengths.has(concept)) lengths.set(concept, Math.min(...fits.map((form) => form.length)));
      }
    }
    return lengths;
  };

  /** Phrases that stand for a folded phrase, or for a name within it. */
  const readings = async (shards, phrase, inFull, tally) => {
    const chars = Array.from(phrase).slice(0, 40);
    const begins = (char, n) => char !== " " && (!n || !(inFull || (shards.folding.isWord(char) && shards.folding.isWord(chars[n - 1]))));
    const concepts = await Promise.all(chars.map((char, n) => (begins(char, n) ? shards.concepts(char, tally) : [])));
    // As it is read in Chinese: the whole of what is asked for.
    let best = [...(await namesByReading(shards, phrase, tally)).keys()].map((concept) => ({ concept, form: phrase, at: 0, end: phrase.length }));
    let at = 0;
    for (const [n, char] of chars.entries()) {
      for (const concept of concepts[n]) {
        for (const form of concept.forms) {
          if (Array.from(form).length < 2 || !phrase.startsWith(form, at)) continue;
          const end = at + form.length;
          if (inFull && end !== phrase.length) continue;
          if (shards.folding.isWord(form[form.length - 1]) && shards.folding.isWord(phrase[end])) continue;
          best.push({ concept, form, at, end });
        }
      }
      at += char.length;
    }
    // The longest name within the phrase; of several equally long ones, all.
    const longest = Math.max(0, ...best.map((name) => name.form.length));
    best = best.filter((name) => name.form.length === longest);
    const found = new Map();
    for (const { concept, form, at: start, end } of best) {
      for (const other of concept.forms) {
        if (other === form || concept.weak?.includes(other)) continue;
        const whole = phrase.slice(0, start) + other + phrase.slice(end);
        if (whole !== phrase && !found.has(whole)) found.set(whole, { phrase: whole, form: whole === other, entity: concept.entity ?? null });
      }
    }
    return [...found.values()].slice(0, OPTIONS);
  };

  Object.assign(dossierSearch, { planned, namesByReading });
})();
