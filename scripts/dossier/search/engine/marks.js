/* Marks in a text, and the window that shows them. */

(() => {
  "use strict";

  /** Marks in order, those that touch or overlap as one. */
  const joined = (marks) => {
    const found = [];
    for (const [start, end] of [...marks].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
      const before = found[found.length - 1];
      if (before && start < before[1]) before[1] = Math.max(before[1], end);
      else found.push([start, end]);
    }
    return found;
  };

  const marksOf = (shards, text, words) => {
    if (!shards.folding) return [];
    const folded = shards.folding.fold(text);
    return joined(words.flatMap((word) => shards.folding.find(shards.folding.fold(String(word)).split(" ").filter(Boolean).join(" "), text, folded)));
  };

  const LATIN = /[0-9A-Za-z\u00c0-\u024f]/;

  /** The window of a text that holds its first mark; no Latin word is cut in two. */
  const crop = (text, marks, before = 24, length = 96) => {
    const cut = (at) => at > 0 && at < text.length && ((LATIN.test(text[at - 1]) && LATIN.test(text[at])) || (/[\ud800-\udbff]/.test(text[at - 1]) && /[\udc00-\udfff]/.test(text[at])));
    const first = marks.length ? marks[0] : [0, 0];
    let start = text.length <= length ? 0 : Math.max(0, Math.min(first[0] - before, text.length - length));
    let end = Math.min(text.length, Math.max(start + length, first[1]));
    for (let n = 0; n < 24 && start < first[0] && cut(start); n++) start++;
    for (let n = 0; n < 24 && end > first[1] && cut(end); n++) end--;
    const inside = marks.filter(([a, b]) => b > start && a < end).map(([a, b]) => [Math.max(a, start) - start, Math.min(b, end) - start]);
    return { text: text.slice(start, end), marks: inside, cutStart: start > 0, cutEnd: end < text.length };
  };

  Object.assign(dossierSearch, { joined, marksOf, crop });
})();
