/* Everything in docs/data/search/, by what is asked for. The files are written by
   scripts/dossier/search; what is looked for, and in which order it is shown, is
   engine/engine.js's business. */

(() => {
  "use strict";

  const { Files, Folding, KeyShard, Article, undigit } = dossierSearch;

  const pad = (number, width) => String(number).padStart(width, "0");

  /** Everything in docs/data/search/, by what is asked for. */
  class Shards {
    constructor(load) {
      this.files = new Files(load);
      this.parsed = new Map();
    }

    async open(tally) {
      const base = await this.files.get("base", tally);
      if (this.base) return this.base;
      const pairs = base.starts.pair.match(/[^]{2}/g) || [];
      const letters = new Map();
      const rows = ([from, to]) => { const there = Array.from(to); return Array.from(from, (char, at) => [char, there[at]]); };
      const tables = (edition, corners) => {
        const key = `${edition}${corners ? "c" : ""}`;
        if (!letters.has(key)) letters.set(key, new Map([...rows(base.letters[edition - 1]), ...(corners ? rows(base.corners[edition - 1]) : [])]));
        return letters.get(key);
      };
      const number = (row) => Array.from(row, undigit);
      this.base = {
        ...base, tables, pairs,
        wordStarts: base.starts.word ? base.starts.word.split(" ") : [],
        nameStarts: base.starts.name ? base.starts.name.split(" ") : [],
        year: number(base.codes.year), source: number(base.codes.source), language: number(base.codes.language), noted: base.codes.noted,
      };
      this.folding = new Folding(base);
      if (base.bundled) this.files.bundled = (name) => (/^(pair|word|text)\//.test(name) ? "bundle" : "");
      return this.base;
    }

    /** Ask for what every query needs: where all names are in one file, and all entities. */
    names(tally) {
      const { starts, nameStarts, known, entities } = this.base;
      this.ask([starts.name && nameStarts.length < 2 && "name/0000", known && known <= entities && "entity/0000"], tally);
    }

    /** The same with the lists and texts of a small dossier, which are one file. */
    ahead(tally) {
      this.names(tally);
      this.ask([this.base.bundled && "bundle"], tally);
    }

    ask(files, tally) {
      for (const name of files.filter(Boolean)) this.files.get(name, tally).catch(() => {}); // who needs it hears of a failure
    }

    async parsedOnce(name, make, tally) {
      if (!this.parsed.has(name)) {
        const tree = await this.files.get(name, tally);
        if (!this.parsed.has(name)) this.parsed.set(name, make(tree));
      }
      return this.parsed.get(name);
    }

    keyShard(kind, at, tally) {
      const { count, editions } = this.base;
      return this.parsedOnce(`${kind}/${pad(at, 4)}`, (tree) => new KeyShard(tree, count, editions.length, kind === "pair"), tally);
    }

    /** The records of a pair: one or none. */
    async pair(pair, tally) {
      const at = shardOf(this.base.pairs, pair);
      const record = at < 0 ? null : (await this.keyShard("pair", at, tally)).pair(pair);
      return record ? [record] : [];
    }

    /** The records of a word, or of every word that begins with it. */
    async words(word, whole, tally) {
      const { wordStarts, longest } = this.base;
      const key = word.slice(0, longest);
      const exact = whole && word.length < longest;
      const first = Math.max(0, shardOf(wordStarts, key));
      const wanted = [];
      for (let at = first; at < wordStarts.length && (at === first || wordStarts[at].startsWith(key)); at++) wanted.push(this.keyShard("word", at, tally));
      return (await Promise.all(wanted)).flatMap((shard) => shard.beginning(key, exact));
    }

    /** The concepts of which a form may begin with a character. */
    async concepts(first, tally) {
      const at = shardOf(this.base.nameStarts, first);
      return at < 0 ? [] : this.files.get(`name/${pad(at, 4)}`, tally);
    }

    async entity(number, tally) {
      const size = this.base.entities;
      return (await this.files.get(`entity/${pad(Math.floor(number / size), 4)}`, tally))[number % size];
    }

    /** Who speaks where: { names, said: [[article, blocks]] } of each. */
    speakers(tally) { return this.files.get("speakers", tally); }

    article(number, tally) {
      return this.parsedOnce(`text/${pad(number, 5)}`, (tree) => new Article(tree, this.base, this.folding), tally);
    }
  }

  /** The last row that begins at or before a key. */
  const shardOf = (starts, key) => {
    let low = 0;
    for (let high = starts.length; low < high;) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= key) low = middle + 1; else high = middle;
    }
    return low - 1;
  };

  Object.assign(dossierSearch, { Shards });
})();
