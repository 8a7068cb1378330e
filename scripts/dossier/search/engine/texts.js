/* An article's texts: those of the first edition stand in its shard, those of the
   others are made from them (search/article.py, search/edition_diff.py). */

(() => {
  "use strict";

  // Small numbers as characters (search/script_files.py).
  const DIGITS = Array.from({ length: 0x7f - 0x21 }, (_, at) => String.fromCharCode(0x21 + at)).filter((c) => !'"&<>\\'.includes(c)).join("");
  const BEYOND = 0x100;
  const NUMBER = new Map([...DIGITS].map((char, at) => [char, at]));
  const undigit = (char) => NUMBER.get(char) ?? char.charCodeAt(0) - BEYOND + DIGITS.length;

  const BETWEEN = "\x1f";
  const KINDS = { t: "title", p: "body", q: "body", l: "body", h: "heading", T: "table", c: "code", C: "caption", s: "summary", n: "note" };

  /** One article: its parts in each edition, and where a place of one is in another. */
  class Article {
    constructor(tree, base, folding) {
      this.tree = tree;
      this.base = base;
      this.folding = folding;
      this.slug = tree.slug;
      this.date = tree.date;
      this.shown = [];
      this.kinds = Array.from(tree.kinds, (kind) => KINDS[kind]);
      let blocks = 0, notes = 0;
      this.blocks = this.kinds.map((kind) => {
        if (kind === "note") return tree.notes[notes++][1];
        if (kind === "title" || kind === "summary") return 0;
        blocks++;
        return tree.blocks ? tree.blocks[blocks - 1] : blocks;
      });
      let number = 0;
      this.who = Array.from(tree.who || "", (char) => (number += undigit(char)));
      this.where = (tree.where || "").split(" ").map((row) => Array.from(row, (char) => this.who[undigit(char)]));
      this.noted = new Set(tree.noted || []);
    }

    /** The entities (by number) that a block names. */
    named(block) { return block ? this.where[block - 1] || [] : []; }

    isNote(part) { return this.kinds[part] === "note"; }

    noteId(part) {
      const before = this.kinds.slice(0, part).filter((kind) => kind === "note").length;
      return this.tree.notes[before][0];
    }

    /** Of a part: its number, kind, language and address below an edition's folder. */
    place(part, edition) {
      const [kind, n, href] = [this.kinds[part], this.blocks[part], `articles/${this.slug}.html`];
      const id = kind === "summary" ? "summary" : kind === "note" ? `a-${this.noteId(part)}` : `p${n}`;
      return { n, kind, lang: this.lang(part, edition), href: part ? `${href}#${id}` : href };
    }

    /** Of the article: its address, and what stands beside its title. */
    about(edition, doc) {
      const { sources, source, years, year, languages, language } = this.base;
      return {
        slug: this.slug, href: `articles/${this.slug}.html`, date: this.date,
        source: sources[source[doc]][edition], year: years[year[doc]], language: languages[language[doc]],
      };
    }

    lang(part, edition) {
      const own = this.tree.langs?.[part] ?? this.tree.lang;
      const there = edition && (this.tree.others?.[edition - 1]?.langs?.[part] ?? (own === this.base.editions[0] ? this.base.editions[edition] : null));
      return there || own;
    }

    /** The parts in an edition: texts, folded texts, and where each begins in the joined text. */
    in(edition) {
      if (!this.shown[edition]) {
        const { text, starts, ends } = this.written(edition);
        const texts = text.split(BETWEEN);
        const offsets = [];
        texts.reduce((at, text) => { offsets.push(at); return at + text.length + 1; }, 0);
        this.shown[edition] = { texts, folded: this.folded(edition), offsets, starts, ends };
      }
      return this.shown[edition];
    }

    /** The folded parts in an edition, without its letters: they fold alike wherever no patch says otherwise. */
    folded(edition) {
      const fold = (text) => this.folding.fold(text);
      const patch = edition ? this.tree.others?.[edition - 1]?.patch : undefined;
      this.plain ||= this.tree.texts.map(fold);
      if (!patch) return this.plain;
      this.edited ||= [];
      if (!this.edited[edition]) {
        const chars = Array.from(this.plain.join(BETWEEN));
        const row = Array.from(patch);
        const pieces = [];
        let at = 0;
        for (let n = 0; n < row.length;) {
          const next = at + undigit(row[n++]);
          let gone = undigit(row[n++]), come = gone;
          if (!gone) { gone = undigit(row[n++]); come = undigit(row[n++]); }
          pieces.push(chars.slice(at, next).join(""), fold(row.slice(n, n + come).join("")));
          n += come;
          at = next + gone;
        }
        this.edited[edition] = [...pieces, chars.slice(at).join("")].join("").split(BETWEEN);
      }
      return this.edited[edition];
    }

    /** The joined text of an edition; `starts`, `ends`: of what each character of the first edition became. */
    written(edition) {
      const chars = Array.from(this.tree.texts.join(BETWEEN));
      const patch = edition ? this.tree.others?.[edition - 1]?.patch : undefined;
      const starts = new Int32Array(chars.length + 1);
      const ends = new Int32Array(chars.length);
      let text = "";
      const letters = patch === undefined ? null : this.base.tables(edition, this.tree.corners);
      const keep = (from, to) => {
        for (let at = from; at < to; at++) {
          starts[at] = text.length;
          text += letters?.get(chars[at]) ?? chars[at];
          ends[at] = text.length;
        }
      };
      let at = 0;
      const row = Array.from(patch || "");
      for (let n = 0; n < row.length;) {
        const next = at + undigit(row[n++]);
        keep(at, next);
        let gone = undigit(row[n++]), come = gone;
        if (!gone) { gone = undigit(row[n++]); come = undigit(row[n++]); }
        const begin = text.length;
        for (let k = 0; k < Math.max(gone, come); k++) {
          if (k < gone) starts[next + k] = gone === come ? text.length : begin;
          if (k < come) text += row[n++];
          if (gone === come) ends[next + k] = text.length;
        }
        if (gone !== come) ends.fill(text.length, next, next + gone);
        at = next + gone;
      }
      keep(at, chars.length);
      starts[chars.length] = text.length;
      return { text, starts, ends };
    }

    /** What stands in edition `to` where [start, end) of a part stands in edition `from`; a change in full. */
    aligned(part, [start, end], from, to) {
      const [source, target] = [this.in(from), this.in(to)];
      const base = source.offsets[part];
      const last = lastAtMost(source.starts, base + start);
      const first = firstAtLeast(source.starts, source.starts[last]);
      const after = firstAtLeast(source.starts, base + end);
      const shift = target.offsets[part];
      return [Math.max(0, target.starts[first] - shift), Math.max(target.starts[after], target.ends[after - 1]) - shift];
    }
  }

  const firstAtLeast = (row, value) => {
    let low = 0;
    for (let high = row.length; low < high;) {
      const middle = (low + high) >> 1;
      if (row[middle] < value) low = middle + 1; else high = middle;
    }
    return Math.min(low, row.length - 1);
  };
  const lastAtMost = (row, value) => {
    const at = firstAtLeast(row, value + 1);
    return row[at] > value ? at - 1 : at;
  };

  Object.assign(dossierSearch, { Article, undigit });
})();
