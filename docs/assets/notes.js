/* The page of all the editor's notes can be narrowed, and where the site is served from
   one's own machine a selected passage can be copied as a note to write. Without this
   script every note is on the page. */

(() => {
  "use strict";

  const content = document.getElementById("content");
  const body = document.querySelector(".d-body");

  // --- The page of all notes, narrowed by kind, tag and article ----------------------

  const filters = document.querySelector(".d-filters");
  if (filters) {
    const menus = [...filters.querySelectorAll("select")];
    const rows = [...document.querySelectorAll(".d-all-notes > li")];
    const status = filters.querySelector("[role=status]");

    const has = (row, key, value) =>
      !value || (key === "tag" ? JSON.parse(row.dataset.tags) : [row.dataset[key]]).includes(value);
    const narrow = () => {
      let shown = 0;
      for (const row of rows) {
        row.hidden = !menus.every((menu) => has(row, menu.dataset.key, menu.value));
        shown += !row.hidden;
      }
      for (const list of document.querySelectorAll(".d-all-notes")) {
        list.parentNode.hidden = [...list.children].every((row) => row.hidden);
      }
      status.textContent = status.dataset.shown.replace("{n}", shown);
    };

    // The choice is in the address, so that it can be sent; a hash works on a disk too.
    const read = () => {
      const asked = new URLSearchParams(location.hash.slice(1));
      for (const menu of menus) {
        const value = asked.get(menu.dataset.key) || "";
        menu.value = [...menu.options].some((option) => option.value === value) ? value : "";
      }
      narrow();
    };
    const write = () => {
      const chosen = menus.filter((menu) => menu.value).map((menu) => [menu.dataset.key, menu.value]);
      history.replaceState(null, "", "#" + new URLSearchParams(chosen));
      narrow();
    };
    for (const menu of menus) menu.addEventListener("change", write);
    addEventListener("hashchange", read);
    filters.hidden = false;
    read();
  }

  // --- A selected passage as the beginning of a note, for the editor -----------------

  const local = ["localhost", "127.0.0.1", "[::1]"].includes(location.hostname);
  if (!local || !body || !content?.dataset.copyYaml) return;

  const SPACE = /\s+/g;
  const CHINESE = /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]/;

  // As the build folds white space: none beside Chinese, one space elsewhere.
  const fold = (text) => {
    const whole = text.trim();
    return whole.replace(SPACE, (gap, at) =>
      CHINESE.test(whole[at - 1]) || CHINESE.test(whole[at + gap.length]) ? "" : " ");
  };

  // What a source says, without the numbers, markers and tools that the page adds.
  const ADDED = ".d-n, .d-mark, .d-tools, .d-notes, .d-frame";
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

  const button = document.createElement("button");
  button.type = "button";
  button.className = "d-yaml";
  button.hidden = true;
  document.body.append(button);

  // A converted page has not the source's words: quote from the page that has.
  const source = body.dataset.source;
  const verbatim = source && document.querySelector(`.d-switch a[hreflang="${source}"]`);

  let passage = null;
  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    const range = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
    const node = range?.commonAncestorContainer;
    const element = node?.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    const within = range && body.contains(node) && !element.closest(ADDED);
    if (within && fold(words(range.cloneContents()))) {
      passage = range.cloneRange();
      const line = range.getBoundingClientRect();
      button.textContent = source ? content.dataset.quoteSource : content.dataset.copyYaml;
      button.style.top = `${line.bottom + scrollY + 6}px`;
      button.style.left = `${Math.max(8, line.left + scrollX)}px`;
      button.hidden = Boolean(source) && !verbatim;
    } else if (document.activeElement !== button) {
      button.hidden = true;
    }
  });
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", async () => {
    if (source) {
      const block = passage.startContainer.parentElement.closest("[id^=p]");
      location.href = verbatim.href.split("#")[0] + (block ? `#${block.id}` : "");
      return;
    }
    const text = note(passage);
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = content.dataset.copied;
    } catch {
      button.textContent = text; // where copying is refused, to be taken by hand
    }
  });
})();
