/* Words of the page and their places: a paragraph, and code points of its text in this edition. */

// What the page adds to a source's words (as in selection.js).
const ADDED = ".d-n, .d-mark, .d-source-link, .d-tools, .d-notes, .d-frame";
const PARTS = new Set(["TABLE", "THEAD", "TBODY", "TR", "UL", "OL", "FIGURE", "BLOCKQUOTE"]);

/** The element of a paragraph; 0 is the title. */
export const elementOf = (n) => document.getElementById(n ? `p${n}` : "top");
export const numberOf = (element) => (element.id === "top" ? 0 : Number(element.id.slice(1)));
/** All paragraphs with a number. */
export const paragraphs = [...document.querySelectorAll(".d-body [id]")].filter(({ id }) => /^p\d+$/.test(id));

// Its own words: not those of items of a list within an item.
const nodesOf = (element) => {
  const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  const nodes = [];
  while (walk.nextNode()) {
    const node = walk.currentNode;
    if (node.nodeType === Node.ELEMENT_NODE) {
      if (["BR", "TD", "TH", "TR"].includes(node.tagName)) nodes.push(node);
      continue;
    }
    const parent = node.parentElement;
    const own = parent.closest("[id^=p], #top") === element || element.id === "top";
    if (own && !PARTS.has(parent.tagName) && !parent.closest(ADDED)) nodes.push(node);
  }
  return nodes;
};

/** The words of a paragraph in this edition: lines of a table are lines, its cells apart by tabs. */
export const textOf = (n) => {
  const element = elementOf(n);
  const code = element?.querySelector("pre") ?? element?.closest("pre");
  const words = element ? nodesOf(element).map((node) => {
    if (node.nodeType === Node.TEXT_NODE) return code ? node.data : node.data.replace(/[ \t\n\r\f]+/g, " ");
    if (node.tagName === "TR") return "\n";
    return node.tagName === "BR" ? "\n" : node.previousElementSibling ? "\t" : "";
  }).join("") : "";
  return code ? words.trim() : words.replace(/\n /g, "\n").trim();
};

// White space differs between a page and its source; what else there is stands in the same order.
const signs = (text) => [...text].filter((sign) => sign.trim());

const offsetOf = (text, count, end) => {
  const all = [...text];
  let seen = 0;
  for (const [at, sign] of all.entries()) {
    if (!sign.trim()) continue;
    if (end && seen === count - 1) return at + 1;
    if (!end && seen === count) return at;
    seen += 1;
  }
  return end ? 0 : all.length;
};

// Characters of a paragraph before a point of the page.
const before = (element, node, at) => {
  const range = document.createRange();
  range.setStart(element, 0);
  range.setEnd(node, at);
  let count = 0;
  for (const text of nodesOf(element).filter(({ nodeType }) => nodeType === Node.TEXT_NODE)) {
    if (text === node) return count + signs(text.data.slice(0, at)).length;
    if (range.comparePoint(text, text.length) > 0) break;
    count += signs(text.data).length;
  }
  return count;
};

/** The place of a range of the page: {from, to}, or null where no paragraph is in it. */
export const placeOf = (range) => {
  const title = document.getElementById("top");
  const inside = [title, ...paragraphs].filter((element) => element && range.intersectsNode(element));
  const ends = inside.map((element) => {
    const n = numberOf(element);
    const whole = signs(textOf(n)).length;
    const start = element.contains(range.startContainer) ? before(element, range.startContainer, range.startOffset) : 0;
    const end = element.contains(range.endContainer) ? before(element, range.endContainer, range.endOffset) : whole;
    return { n, start, end };
  }).filter(({ start, end }) => start < end);
  if (!ends.length) return null;
  const [first, last] = [ends[0], ends.at(-1)];
  return {
    from: { block: first.n, offset: offsetOf(textOf(first.n), first.start, false) },
    to: { block: last.n, offset: offsetOf(textOf(last.n), last.end, true) },
  };
};

/** The range of the page for code points of a paragraph. */
export const rangeOf = (n, start, end) => {
  const text = [...textOf(n)];
  const [first, last] = [start, end].map((at) => signs(text.slice(0, at).join("")).length);
  const range = document.createRange();
  let seen = 0;
  for (const node of nodesOf(elementOf(n)).filter(({ nodeType }) => nodeType === Node.TEXT_NODE)) {
    let at = 0;
    for (const sign of node.data) {
      at += sign.length;
      if (!sign.trim()) continue;
      if (seen === first) range.setStart(node, at - sign.length);
      seen += 1;
      if (seen === last) {
        range.setEnd(node, at);
        return range;
      }
    }
  }
  return null;
};

const highlight = (name) => (...ranges) => globalThis.CSS?.highlights?.set(name, new Highlight(...ranges.filter(Boolean)));
/** Show on the page which words a form speaks of; without arguments none. */
export const light = highlight("d-desk");
/** Show which words a saved note speaks of. */
export const underline = highlight("d-desk-saved");
