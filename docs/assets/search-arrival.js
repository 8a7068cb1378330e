/* The words one searched for, marked in the paragraph that a hit led to. The
   address stays the paragraph's own: what to mark is handed over in the
   session, once, and Escape takes the marks away. */

(() => {
  "use strict";

  const KEY = "dossier.search.arrival";
  const NAME = "d-arrival"; // of the highlight in search.css, and of the marks that stand in for it
  // What stands in a paragraph and is not its words: number, markers, tools.
  const APART = ".d-n, .d-mark, .d-source-link, .d-tools";

  const bare = (text) => text.replace(/\s+/gu, "");

  // Marked words and how many signs stand before them. White space does not
  // count: a line break of a source is an element on the page.
  const places = (text, marks) => marks.map(([start, end]) => [bare(text.slice(0, start)).length, bare(text.slice(start, end))]);

  // A hit of this page is marked at once, one of another page when that opens.
  const handOver = (href, text, marks) => {
    const found = places(text, marks);
    if (href.split("#")[0] === location.href.split("#")[0]) setTimeout(() => mark(href, found));
    else try { sessionStorage.setItem(KEY, JSON.stringify([href, found])); } catch { /* forbidden: no marks then */ }
  };

  const takeOver = () => {
    try {
      const [href, found] = JSON.parse(sessionStorage.getItem(KEY));
      sessionStorage.removeItem(KEY);
      return href === location.href ? found : [];
    } catch {
      return []; // forbidden, or nothing handed over
    }
  };

  // Every sign of an element but white space: [sign, its text node, where in it].
  const signs = (element) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.parentElement.closest(APART)) continue;
      for (let at = 0; at < node.length; at++) {
        if (!/\s/u.test(node.data[at])) found.push([node.data[at], node, at]);
      }
    }
    return found;
  };

  // One range for each text node that a place runs over: it may cross a link's edge.
  const rangesOf = (element, found) => {
    const all = signs(element);
    const whole = all.map(([sign]) => sign).join("");
    const ranges = [];
    for (const [before, words] of found) {
      const at = whole.startsWith(words, before) ? before : whole.indexOf(words);
      if (at < 0 || !words) continue;
      let range = null;
      for (const [, node, offset] of all.slice(at, at + words.length)) {
        if (!range || range.startContainer !== node) {
          range = document.createRange();
          range.setStart(node, offset);
          ranges.push(range);
        }
        range.setEnd(node, offset + 1);
      }
    }
    return ranges;
  };

  const clear = () => {
    globalThis.CSS?.highlights?.delete(NAME);
    for (const old of document.querySelectorAll(`mark.${NAME}`)) {
      const parent = old.parentNode;
      old.replaceWith(...old.childNodes);
      parent.normalize();
    }
  };

  const wrap = (range) => {
    const element = document.createElement("mark");
    element.className = NAME;
    range.surroundContents(element);
  };

  const mark = (href, found) => {
    clear();
    const id = decodeURIComponent(new URL(href).hash.slice(1));
    const target = id ? document.getElementById(id) : document.querySelector(".d-doc h1");
    // In a figure the number belongs to the caption.
    const element = target?.querySelector(":scope > figcaption") || target;
    const ranges = element ? rangesOf(element, found) : [];
    if (!ranges.length) return;
    const { bottom } = ranges[0].getBoundingClientRect();
    if (globalThis.Highlight && globalThis.CSS?.highlights) CSS.highlights.set(NAME, new Highlight(...ranges));
    else ranges.reverse().forEach(wrap); // from the end: what is before keeps its offsets
    // In a paragraph longer than the window the words may be far below its beginning.
    if (bottom > innerHeight) scrollBy(0, bottom - innerHeight / 2);
  };

  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing && !document.querySelector("dialog[open]")) clear();
  });

  const found = takeOver();
  if (found.length) mark(location.href, found);

  globalThis.dossierPanel = { handOver };
})();
