/* An article in two editions: marks the characters that differ by their script alone. Between two
   words that the page marks, both sides have the same number of characters. Without this script
   the words are marked, and those characters are not. */

(() => {
  "use strict";

  const key = document.getElementById("characters");
  if (!key || !window.Highlight) return;

  // Text nodes of a paragraph behind its number, as many as there are gaps between its marks.
  const gaps = (paragraph) => {
    const nodes = [null];
    for (const node of [...paragraph.childNodes].slice(1)) {
      if (node.nodeType === Node.TEXT_NODE) nodes[nodes.length - 1] = node;
      else nodes.push(null);
    }
    return nodes;
  };

  // Runs of characters that differ, as offsets in UTF-16 in both texts.
  function* runs(text, other) {
    const signs = [...text], others = [...other];
    if (signs.length !== others.length) return;
    let at = 0, to = 0, run = null;
    for (const [n, sign] of signs.entries()) {
      const differs = sign !== others[n];
      if (differs && !run) run = [at, to];
      if (!differs && run) {
        yield [run[0], at, run[1], to];
        run = null;
      }
      at += sign.length;
      to += others[n].length;
    }
    if (run) yield [run[0], at, run[1], to];
  }

  const highlight = new Highlight();
  const mark = (node, start, end) =>
    highlight.add(new StaticRange({ startContainer: node, startOffset: start, endContainer: node, endOffset: end }));
  for (const row of document.querySelectorAll(".d-across")) {
    const sides = [...row.querySelectorAll(":scope > div > p[lang]")].map(gaps);
    if (sides.length !== 2 || sides[0].length !== sides[1].length) continue;
    for (const [n, node] of sides[0].entries()) {
      const other = sides[1][n];
      if (!node || !other) continue;
      for (const [start, end, from, to] of runs(node.data, other.data)) {
        mark(node, start, end);
        mark(other, from, to);
      }
    }
  }
  CSS.highlights.set("script", highlight);
  if (highlight.size) key.hidden = key.parentElement.hidden = false;
})();
