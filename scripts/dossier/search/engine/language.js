/* The language of queries: phrases in quotation marks, OR, -word, and fields.

   words       articles that have all of them
   "a phrase"  as it stands, without other names
   A OR B      articles that have one of them
   -word       articles that do not have it
   field:value source, speaker, lang, before, after of articles; kind of passages

   What cannot be read is a problem [its kind, the words] and is left out. */

(() => {
  "use strict";

  const QUOTES = { '"': '"', "“": "”", "”": "”", "„": "“", "«": "»", "「": "」", "『": "』", "＂": "＂" };
  const FIELDS = ["source", "speaker", "lang", "kind", "before", "after"];
  const KINDS = ["title", "text", "heading", "table", "caption", "summary", "note"];
  const DAY = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/;

  /** The pieces of a query: { text, phrase, field, not }; a phrase without its end is told in `problems`. */
  const pieces = (typed, fields, problems) => {
    const found = [];
    let rest = typed.trim();
    while (rest) {
      const piece = { text: "", phrase: false, field: null, not: false, typed: "" };
      const before = rest;
      const minus = rest.match(/^[-－−](?=[^\s\-－−])/u);
      if (minus) {
        piece.not = true;
        rest = rest.slice(1);
      }
      const field = rest.match(/^([\p{L}]+)[:：](?=\S)/u);
      if (field && fields.has(field[1].toLowerCase())) {
        piece.field = fields.get(field[1].toLowerCase());
        rest = rest.slice(field[0].length);
      }
      const end = QUOTES[rest[0]] ? rest.indexOf(QUOTES[rest[0]], 1) : -1;
      // A phrase ends where its mark is the last of a word.
      if (end > 1 && /^(?:\s|$)/u.test(rest.slice(end + 1))) {
        Object.assign(piece, { text: rest.slice(1, end).trim(), phrase: true });
        rest = rest.slice(end + 1);
      } else {
        if (QUOTES[rest[0]] && end < 0 && /\s/u.test(rest.trim())) problems.push(["quote", rest.slice(0, 20)]);
        piece.text = rest.match(/^\S+/u)[0];
        rest = rest.slice(piece.text.length);
      }
      piece.typed = before.slice(0, before.length - rest.length);
      rest = rest.trimStart();
      if (piece.text) found.push(piece);
    }
    return found;
  };

  /** Names of the fields and kinds, the edition's own too, each with what it stands for. */
  const vocabulary = (own = {}) => {
    const named = (values, words = "") => new Map([...values.map((name) => [name, name]), ...words.split(/\s+/u).filter(Boolean).map((word, at) => [word.toLowerCase(), values[at]])]);
    return { fields: named(FIELDS, own.fields), kinds: named(KINDS, own.kinds) };
  };

  /** A query as { groups, not, filters, problems }: groups of alternatives, each { text, phrase }. */
  const parsed = (typed, own) => {
    const { fields, kinds } = vocabulary(own);
    const problems = [];
    const groups = [], not = [], filters = {};
    let joins = false;
    const all = pieces(typed, fields, problems);
    for (const [at, piece] of all.entries()) {
      if (piece.text === "OR" && !piece.phrase && !piece.field && !piece.not) {
        const able = (other) => other && !other.field && !other.not && other.text !== "OR";
        if (able(all[at - 1]) && able(all[at + 1])) joins = true;
        else if (all.length > 1) problems.push(["or", typed]);
        else groups.push([piece]);
        continue;
      }
      if (piece.field) {
        const value = piece.field === "kind" ? kinds.get(piece.text.toLowerCase()) : /^(before|after)$/.test(piece.field) && !isDay(piece.text) ? undefined : piece.text;
        if (value === undefined || piece.not) problems.push([piece.not ? "not" : piece.field, piece.typed]);
        else (filters[piece.field] ||= []).push(value);
      } else if (piece.not) not.push(piece);
      else if (joins) groups[groups.length - 1].push(piece);
      else groups.push([piece]);
      joins = false;
    }
    if (not.length && !groups.length && !Object.keys(filters).length) problems.push(["only", typed]);
    return { groups, not, filters, problems, plain: !not.length && !Object.keys(filters).length && groups.every((group) => group.length === 1 && !group[0].phrase) };
  };

  const isDay = (text) => {
    const [, year, month = "01", day = "01"] = text.match(DAY) || [];
    return Boolean(year) && !Number.isNaN(Date.parse(`${year}-${month}-${day}`));
  };

  Object.assign(dossierSearch, { parsed });
})();
