/* A selected passage as the beginning of a note, for the editor, where the site is served from
   one's own machine (selection.js loads this). A converted page has not the source's words:
   there the way leads to the edition that has them. */

(() => {
  "use strict";

  const content = document.getElementById("content");
  const body = document.querySelector(".d-body");

  const SPACE = /\s+/g;
  const CHINESE = /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]/;

  // As the build folds white space: none beside Chinese, one space elsewhere.
  const fold = (text) => {
    const whole = text.trim();
    return whole.replace(SPACE, (gap, at) =>
      CHINESE.test(whole[at - 1]) || CHINESE.test(whole[at + gap.length]) ? "" : " ");
  };

  // What a source says, without the numbers, markers and tools that the page adds.
  const ADDED = ".d-n, .d-mark, .d-source-link, .d-tools, .d-notes, .d-frame";
  const words = (node) => {
    const copy = node.cloneNode(true);
    for (const added of copy.querySelectorAll?.(ADDED) || []) added.remove();
    for (const line of copy.querySelectorAll?.("br") || []) line.replaceWith("\n");
    // The page has no white space between a list's items, or a table's cells.
    for (const part of copy.querySelectorAll?.("li, td, th, p, figcaption") || []) part.append("\n");
    return copy.textContent;
  };
  const count = (text, part) => {
    let found = 0;
    for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) found += 1;
    return found;
  };

  // The fewest characters before or after the passage that make it the only one.
  const beside = (whole, quote, before, after) => {
    if (count(whole, quote) < 2) return {};
    const [left, right] = [[...before.slice(-240)], [...after.slice(0, 240)]];
    for (let width = 1; width <= 60; width += 1) {
      const prefix = left.slice(-width).join("");
      const suffix = right.slice(0, width).join("");
      if (prefix.trim() && count(whole, fold(prefix + quote)) === 1) return { prefix: prefix.trim() };
      if (suffix.trim() && count(whole, fold(quote + suffix)) === 1) return { suffix: suffix.trim() };
    }
    return { prefix: before.slice(-60), suffix: after.slice(0, 60) };
  };

  const note = (range) => {
    const start = document.createRange();
    start.selectNodeContents(body);
    start.setEnd(range.startContainer, range.startOffset);
    const end = document.createRange();
    end.selectNodeContents(body);
    end.setStart(range.endContainer, range.endOffset);
    const quote = fold(words(range.cloneContents()));
    const title = document.getElementById("top")?.textContent || "";
    const whole = fold(title + "\n" + words(body));
    const around = beside(whole, quote, fold(words(start.cloneContents())), fold(words(end.cloneContents())));
    const block = range.startContainer.parentElement.closest("[id^=p]");
    const slug = location.pathname.split("/").pop().replace(/\.html$/, "");
    const lines = [`id: ${slug}-${block?.id || "note"}`, "kind: gloss", `quote: ${JSON.stringify(quote)}`];
    for (const [key, value] of Object.entries(around)) lines.push(`${key}: ${JSON.stringify(value)}`);
    return `  - ${lines.join("\n    ")}\n    body: |\n      `;
  };

  // The edition with the source's own words, also where a source says no more than zh-Hant.
  const { source } = content.dataset;
  const editions = [...document.querySelectorAll(".d-switch a")];
  const verbatim = source && (editions.find((link) => link.hreflang === source) || editions.find((link) => link.hreflang.startsWith(`${source}-`)));
  if (source && !verbatim) return;

  const { quoteSource, copyYaml } = content.dataset;
  dossierPage.addToSelection("d-yaml", source ? quoteSource : copyYaml, ({ range, first }) => {
    if (!source) return [new Text(note(range))];
    location.href = `${verbatim.href.split("#")[0]}#${first}`;
    return null;
  });
})();
