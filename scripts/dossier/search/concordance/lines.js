/* The places of a search as lines: each with what stands on its left and on its right,
   in the order of either, in groups with their counts. */

(() => {
  "use strict";

  const MOST = 1000;
  const BESIDE = { left: 60, right: 60 };

  /** The lines of a search's articles, in their order. */
  const linesOf = (groups) => groups.filter((group) => group.tier !== "partial").flatMap((group) => {
    const title = { ...group.title, n: 0, kind: "title", href: group.href, widened: group.tier === "widened" };
    return [title, ...group.hits].flatMap((part) => part.marks.map(([start, end]) => ({
      left: part.text.slice(Math.max(0, start - BESIDE.left), start), key: part.text.slice(start, end), right: part.text.slice(end, end + BESIDE.right),
      n: part.n, kind: part.kind, lang: part.lang, href: part.href, widened: Boolean(part.widened),
      text: part.text, marks: [[start, end]],
      title: group.title.text, source: group.source, date: group.date, year: group.year,
    })));
  });

  // What a line is sorted by: letters and signs alone; on the left from the words outward.
  const bare = (text) => text.replace(/[\p{P}\p{S}\s]+/gu, "");
  const outward = (text) => [...new Intl.Segmenter("zh", { granularity: "grapheme" }).segment(bare(text))].map(({ segment }) => segment).reverse().join("");
  const KEYS = { right: (line) => bare(line.right), left: (line) => outward(line.left) };

  const sorted = (lines, by, lang) => {
    if (!KEYS[by]) return lines;
    const { compare } = new Intl.Collator(lang);
    return lines.map((line) => [KEYS[by](line), line]).sort((a, b) => compare(a[0], b[0])).map(([, line]) => line);
  };

  /** Lines in groups [name, lines]: the largest first, years in order; one group where there is no kind. */
  const grouped = (lines, by) => {
    if (by !== "source" && by !== "year") return [["", lines]];
    const groups = new Map();
    for (const line of lines) groups.set(line[by], [...(groups.get(line[by]) || []), line]);
    const order = by === "year" ? (a, b) => (a[0] < b[0] ? -1 : 1) : (a, b) => b[1].length - a[1].length;
    return [...groups].sort(order);
  };

  const FIELDS = ["left", "key", "right", "source", "date", "title", "paragraph", "kind", "address"];

  /** Lines as CSV (RFC 4180); a byte order mark, or Excel takes it for another encoding. */
  const csv = (lines, url) => {
    // A cell that a spreadsheet would take for a formula is led by an apostrophe.
    const cell = (value) => `"${String(value).replace(/^(?=[=+\-@\t\r])/, "'").replaceAll('"', '""')}"`;
    const rows = lines.map((line) => FIELDS.map((field) => (field === "paragraph" ? line.n || "" : field === "address" ? url(line.href) : line[field])));
    return "\ufeff" + [FIELDS, ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
  };

  Object.assign(dossierPanel, { lines: { MOST, linesOf, sorted, grouped, csv } });
})();
