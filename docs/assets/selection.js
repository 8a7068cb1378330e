/* What can be done with selected words of an article: quote them with their reference, copy a
   link to their paragraph, search for them. dossier.js loads this when something is first selected;
   the desk of a served page adds the editor's words. */

(() => {
  "use strict";

  const { selection: label, selectQuote, selectLink, quoteForm, copied } = document.getElementById("content").dataset;
  const paragraphs = [...document.querySelectorAll(".d-body [id]")].filter(({ id }) => /^p\d+$/.test(id));
  const GAP = 6; // between the words and the menu
  const EDGE = 8; // between the menu and the window
  const QUIET = 150; // a selection that still grows is left alone
  const LONGEST = 40; // characters that are searched for
  // What the page adds to a source's words.
  const ADDED = ".d-n, .d-mark, .d-source-link, .d-tools, .d-notes, .d-frame";

  // --- The words, without what the page adds ----------------------------------------

  const partOf = (range, block) => {
    const part = document.createRange();
    part.selectNodeContents(block);
    if (range.compareBoundaryPoints(Range.START_TO_START, part) > 0) part.setStart(range.startContainer, range.startOffset);
    if (range.compareBoundaryPoints(Range.END_TO_END, part) < 0) part.setEnd(range.endContainer, range.endOffset);
    return part;
  };

  const wordsOf = (part) => {
    const node = part.commonAncestorContainer;
    if ((node.closest ? node : node.parentElement).closest(ADDED)) return "";
    const copy = part.cloneContents();
    for (const added of copy.querySelectorAll(ADDED)) added.remove();
    for (const line of copy.querySelectorAll("br")) line.replaceWith("\n");
    for (const cell of copy.querySelectorAll("li, td, th, p")) cell.append(" ");
    return copy.textContent.replace(/[^\S\n]+/gu, " ").replace(/ ?\n ?/gu, "\n").trim();
  };

  // A paragraph that only its edge is in, as after three clicks, is not meant.
  const read = () => {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0).cloneRange();
    const parts = paragraphs.filter((block) => range.intersectsNode(block))
      .map((block) => ({ id: block.id, part: partOf(range, block) }))
      .map(({ id, part }) => ({ id, part, words: wordsOf(part) })).filter(({ words }) => words);
    if (!parts.length) return null;
    return { range, parts: parts.map(({ part }) => part), words: parts.map(({ words }) => words), first: parts[0].id, last: parts.at(-1).id };
  };

  // With its reference in the style that the reader chose; its italics are kept.
  const quotation = ({ words, first, last }) => {
    const numbers = [...new Set([first, last])].map((id) => id.slice(1)).join("–");
    const [cited, ...others] = citation.reference(first, numbers);
    const [before, after] = quoteForm.split("{reference}");
    cited.prepend(before.replace("{words}", () => words.join("\n")));
    cited.append(after);
    return [cited, ...others];
  };

  // --- The menu ---------------------------------------------------------------------

  const make = (tag, text, attributes = {}) => {
    const element = document.createElement(tag);
    element.textContent = text;
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };

  const menu = make("div", "", { class: "d-selection", role: "toolbar", "aria-label": label, lang: document.documentElement.lang });
  const said = make("span", "", { role: "status" });
  menu.hidden = true;
  menu.append(said);
  const aside = make("aside", "", { "aria-label": label }); // a landmark for readers of screens
  aside.append(menu);
  document.body.append(aside);

  let passage = null;

  const place = () => {
    const lines = passage.parts.flatMap((part) => [...part.getClientRects()]).filter((line) => line.width);
    if (!lines.length) return;
    const { width, height } = menu.getBoundingClientRect();
    const end = lines.at(-1);
    const below = Math.max(...lines.map((line) => line.bottom)) + GAP;
    const above = Math.min(...lines.map((line) => line.top)) - GAP - height;
    const fits = below + height + EDGE <= innerHeight;
    const y = fits ? below : above >= EDGE ? above : innerHeight - height - EDGE;
    const wide = document.documentElement.clientWidth;
    menu.style.left = `${scrollX + Math.max(EDGE, Math.min(end.right - width / 2, wide - width - EDGE))}px`;
    menu.style.top = `${scrollY + y}px`;
  };

  const hide = () => {
    menu.hidden = true;
    said.textContent = "";
  };
  const show = () => {
    const before = passage?.words.join("\n");
    passage = read();
    if (passage?.words.join("\n") !== before) said.textContent = "";
    menu.hidden = !passage;
    if (passage) place();
  };

  const add = (element) => {
    said.before(element);
    if (!menu.hidden) place();
  };
  // What an action gives is copied; where that is refused it is shown, to be taken by hand.
  dossierPage.addToSelection = (name, text, act) => {
    const button = make("button", text, { type: "button", class: name });
    button.addEventListener("click", async () => {
      const parts = act(passage);
      if (!parts) return;
      said.textContent = await citation.copy(parts).then(() => copied, () => parts.map((part) => part.textContent).join("\n"));
      place();
    });
    add(button);
    return button;
  };

  dossierPage.addToSelection("d-quote-words", selectQuote, quotation);
  dossierPage.addToSelection("d-link-words", selectLink, ({ first }) => [new Text(citation.address(first))]);

  // With the keys that open a link elsewhere it is the page of the search.
  const page = document.querySelector(".d-to-search");
  if (page) {
    const link = make("a", page.querySelector("span").textContent, { href: page.href });
    const query = () => passage.words[0].split("\n")[0].slice(0, LONGEST);
    const aim = () => { link.search = new URLSearchParams({ q: query() }); };
    for (const kind of ["pointerdown", "focus"]) link.addEventListener(kind, aim);
    link.addEventListener("click", (event) => {
      aim();
      if (event.ctrlKey || event.metaKey || event.shiftKey || !globalThis.dossierPanel?.open) return;
      event.preventDefault();
      hide();
      dossierPanel.open(query());
    });
    add(link);
  }
  document.dispatchEvent(new Event("dossier-selection"));

  // --- When it is there ---------------------------------------------------------------

  let pressed = false; // while words are being dragged over it would be in the way
  let timer = 0;
  const soon = () => {
    clearTimeout(timer);
    if (menu.contains(document.activeElement)) return;
    if (getSelection().isCollapsed) hide();
    else if (!pressed) timer = setTimeout(show, QUIET);
  };
  document.addEventListener("selectionchange", soon);
  addEventListener("pointerdown", ({ target }) => { pressed = !menu.contains(target); });
  for (const kind of ["pointerup", "pointercancel"]) addEventListener(kind, () => { if (pressed) { pressed = false; soon(); } });
  menu.addEventListener("mousedown", (event) => event.preventDefault()); // the words stay selected
  addEventListener("resize", hide);

  // Tab leads from the words into the menu, and out of it to what comes after them.
  const focusable = "#content :is(a[href], button, summary, input)";
  addEventListener("keydown", (event) => {
    if (menu.hidden || event.altKey || event.ctrlKey || event.metaKey) return;
    const items = [...menu.querySelectorAll(":is(a, button):not([hidden])")];
    const at = items.indexOf(document.activeElement);
    const after = () => [...document.querySelectorAll(focusable)].find((element) => passage.range.comparePoint(element, 0) > 0);
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    let next = null;
    if (event.key === "Escape") hide();
    else if (event.key === "Tab" && !event.shiftKey && at < 0) [next] = items;
    else if (event.key === "Tab" && !event.shiftKey && at === items.length - 1) next = after();
    else if (step && at >= 0) next = items[(at + step + items.length) % items.length];
    if (!next) return;
    event.preventDefault();
    if (!menu.contains(next)) hide();
    next.focus();
  });

  soon();
})();
