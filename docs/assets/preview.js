/* Where a link leads, without leaving the text: a small box at a name, a ¶, a note or a question,
   after a pause of the pointer or at focus. Its words are those of this page, and of a page from
   the same server where the link leads to another; a disk gives none of those. Without it the
   link leads to the same. dossier.js loads this when there is first a link to look at. */

(() => {
  "use strict";

  const PAUSE = 300; // a pointer that only passes by opens nothing
  const GRACE = 250; // time to cross from the link into the box
  const GAP = 4; // between the link and the box
  const EDGE = 8; // between the box and the window
  const LONGEST = 160; // characters of a paragraph or a note
  // What stands in a paragraph or a note and is not its words.
  const APART = ".d-n, .d-mark, .d-source-link, .d-tools, .d-notes, .d-frame, .d-note-head, .d-see";

  const doc = document.querySelector(".d-doc");
  const box = document.createElement("div");
  box.className = "d-preview";
  box.id = "d-preview";
  box.setAttribute("role", "tooltip");
  box.hidden = true;
  document.body.append(box);

  // --- What is known of the places that a link leads to -------------------------------

  const part = (name, words, from = null) => {
    const element = document.createElement("span");
    element.className = name;
    element.append(...(typeof words === "string" ? [words] : words));
    const lang = from?.closest("[lang]")?.lang;
    if (lang) element.lang = lang;
    return element;
  };
  const clones = (nodes) => [...nodes].map((node) => node.cloneNode(true));

  const wordsOf = (element) => {
    const copy = element.cloneNode(true);
    for (const apart of copy.querySelectorAll(APART)) apart.remove();
    const words = copy.textContent.replace(/\s+/gu, " ").trim();
    return words.length > LONGEST ? `${words.slice(0, LONGEST).trimEnd()}…` : words;
  };

  // The parts of a row of names, none of them a link: a tooltip is only read.
  const rows = new Map();
  for (const row of document.querySelectorAll("#names .d-name-list li")) {
    const link = row.querySelector("a");
    if (link) rows.set(link.href, row);
  }
  const ofName = (row) => {
    const link = row.querySelector("a");
    return [part("d-preview-name", clones(link.childNodes), link), ...clones(row.querySelectorAll(".d-others, .d-line, .d-count"))];
  };

  const ofParagraph = (paragraph, page) => {
    const source = page === document ? "" : page.querySelector(".d-eyebrow > strong")?.textContent;
    const head = part("d-count", [source, `¶${paragraph.id.slice(1)}`].filter(Boolean).join(" "));
    return [head, part("d-preview-words", wordsOf(paragraph), paragraph)];
  };

  const ofNote = (note) => {
    const head = note.querySelector(".d-note-head");
    return [part("d-preview-head", wordsOf(head || note)), part("d-line", wordsOf(note), note)];
  };

  // A question with its finding; likewise the page of a name, or of an article.
  const ofPage = (page) => {
    const title = page.querySelector(".d-doc h1");
    const line = page.querySelector(".d-head > :is(.d-finding, .d-line, p:not([class]))");
    return title && [part("d-preview-name", wordsOf(title), title), ...(line ? [part("d-line", wordsOf(line), line)] : [])];
  };

  const place = (page, id) => {
    if (!id) return page === document ? null : ofPage(page);
    const element = page.getElementById(id);
    if (!element) return null;
    if (/^p\d+$/.test(id)) return wordsOf(element) && ofParagraph(element, page);
    return id.startsWith("a-") ? ofNote(element) : null;
  };

  const pages = new Map();
  const pageAt = (address) => {
    if (!pages.has(address)) {
      pages.set(address, fetch(address).then((answer) => (answer.ok ? answer.text() : ""))
        .then((text) => (text ? new DOMParser().parseFromString(text, "text/html") : null), () => null));
    }
    return pages.get(address);
  };

  const inView = (note) => {
    const { top, bottom, height } = note.getBoundingClientRect();
    return height > 0 && top >= 0 && bottom <= innerHeight && !note.matches(".d-cut:not(.d-open)");
  };

  const isQuestion = ({ pathname }) => /\/compare\/(?!index\.html$)[^/]+\.html$/.test(pathname);

  // What to say of a link: at once, later, or nothing.
  const about = (link) => {
    const url = new URL(link.href);
    const [address, id] = [link.href.split("#")[0], decodeURIComponent(url.hash.slice(1))];
    if (rows.has(link.href)) return link.closest("#names") ? null : ofName(rows.get(link.href));
    if (link.matches(".d-n, [role=doc-backlink]") || !/^(p\d+|a-.+)$|^$/.test(id)) return null;
    if (address === location.href.split("#")[0]) {
      const target = document.getElementById(id);
      return target?.matches(".d-note") && inView(target) ? null : place(document, id);
    }
    const entity = link.matches(".d-entity");
    if (url.origin !== location.origin || url.protocol === "file:" || !(id || entity || isQuestion(url))) return null;
    return pageAt(address).then((page) => page && place(page, id));
  };

  // --- When it is shown, and where ------------------------------------------------------

  let shown = null; // the link whose box is open, or is being made
  let timer = 0;
  const later = (action, delay) => {
    clearTimeout(timer);
    timer = setTimeout(action, delay);
  };

  const hide = () => {
    clearTimeout(timer);
    shown?.removeAttribute("aria-describedby");
    shown = null;
    box.hidden = true;
  };

  // Below all the lines of a link that is broken over two, or above them, and so never on it.
  // Absolute: the box goes with the text it belongs to.
  const put = (link, x) => {
    const lines = [...link.getClientRects()];
    const line = lines.find(({ left, right }) => x >= left && x <= right) || lines[0];
    if (!line) return;
    const top = Math.min(...lines.map((other) => other.top));
    const bottom = Math.max(...lines.map((other) => other.bottom));
    const { width, height } = box.getBoundingClientRect();
    const wide = document.documentElement.clientWidth;
    const header = document.querySelector(".d-header")?.getBoundingClientRect().bottom || 0;
    const below = bottom + GAP + height + EDGE <= innerHeight;
    const above = top - GAP - height >= Math.max(header, 0) + EDGE;
    const y = below || !above ? bottom + GAP : top - GAP - height;
    box.style.left = `${scrollX + Math.max(EDGE, Math.min(line.left, wide - width - EDGE))}px`;
    box.style.top = `${scrollY + y}px`;
  };

  const show = async (link, x) => {
    if (link === shown) return;
    hide();
    shown = link;
    const parts = await about(link);
    if (shown !== link) return;
    if (!parts?.length) {
      shown = null;
      return;
    }
    box.replaceChildren(...parts);
    box.hidden = false;
    put(link, x);
    link.setAttribute("aria-describedby", box.id);
  };

  const linkAt = (event) => {
    const link = event.target.closest?.("a[href]");
    return link && doc?.contains(link) && event.pointerType !== "touch" ? link : null;
  };
  const inside = (holder, event) => holder.contains(event.relatedTarget);
  // What has the focus keeps its box.
  const leave = () => {
    if (shown?.matches(":focus-visible")) clearTimeout(timer);
    else later(hide, GRACE);
  };

  const over = (event) => {
    const link = linkAt(event);
    if (!link || inside(link, event)) return;
    if (link === shown) clearTimeout(timer);
    else later(() => show(link, event.clientX), PAUSE);
  };
  const focus = (event) => {
    const link = linkAt(event);
    if (link?.matches(":focus-visible")) show(link);
  };
  document.addEventListener("pointerover", over);
  document.addEventListener("pointerout", (event) => {
    const link = linkAt(event);
    if (link && !inside(link, event)) leave();
  });
  box.addEventListener("pointerenter", () => clearTimeout(timer));
  box.addEventListener("pointerleave", leave);
  document.addEventListener("focusin", focus);
  document.addEventListener("focusout", (event) => { if (shown && event.target === shown) hide(); });

  addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  addEventListener("resize", hide);
  addEventListener("pagehide", hide); // or it would be there on coming back

  // What it was loaded for.
  const { preview: call } = dossierPage.calls;
  if (call.type === "focusin") focus(call);
  else if (call.target.closest("a")?.matches(":hover")) over(call);
})();
