/* The editor's notes beside the text: as many are open as there is room for, the others folded
   to the lines that fit. They open under the pointer, at focus or by a click, and how many are
   seen is remembered. Without this script every note is open (margin.css). */

(() => {
  "use strict";

  const GAP = 12; // between two notes, in px
  const PAUSE = 300; // a pointer that only passes by opens nothing

  const LONG = 20; // paragraphs that one finds the way through by oneself

  const here = document.currentScript.src;
  const root = document.documentElement;
  const body = document.querySelector(".d-body");
  if (!body) return;
  const columns = [...body.querySelectorAll(":scope > .d-notes")].map((aside) => ({
    aside,
    notes: [...aside.querySelectorAll(".d-note")],
  }));
  const notes = columns.flatMap((column) => column.notes);
  const beside = matchMedia("screen and (min-width: 76.25em)");
  const all = () => !["marks", "none"].includes(root.dataset.notes);

  // --- Where each stands, and how much of it is seen -----------------------------

  const measure = (element) => element.getBoundingClientRect();

  const fold = (note, lines) => {
    note.classList.toggle("d-fold", lines > 0);
    note.style.setProperty("--lines", lines);
  };

  // Lines of the notes of a paragraph, 0 for all: the first come first, the last have one.
  const share = (heights, room, line) => {
    let spare = room - heights.length * (line + GAP) + GAP;
    return heights.map((height) => {
      const more = Math.min(height - line, Math.max(0, Math.floor(spare / line)) * line);
      spare -= more;
      return more < height - line ? 1 + more / line : 0;
    });
  };

  // Each paragraph's notes have the room down to the next that has any.
  const foldToFit = () => {
    const line = parseFloat(getComputedStyle(columns[0].aside).lineHeight);
    const end = measure(body.parentElement).bottom - measure(body).top;
    const heights = columns.map((column) => column.notes.map((note) => note.offsetHeight));
    let bottom = 0;
    columns.forEach((column, at) => {
      const start = Math.max(column.top, bottom);
      const lines = share(heights[at], (columns[at + 1]?.top ?? end) - GAP - start, line);
      column.notes.forEach((note, index) => fold(note, lines[index]));
      bottom = start + lines.reduce((sum, count, index) => sum + (count ? count * line : heights[at][index]) + GAP, 0);
    });
  };

  const place = () => {
    body.classList.add("d-measured");
    const opened = notes.filter((note) => note.classList.contains("d-open"));
    for (const note of opened) note.classList.remove("d-open");
    for (const column of columns) column.top = column.aside.previousElementSibling?.offsetTop ?? 0;
    for (const note of notes) fold(note, all() && !beside.matches ? 1 : 0);
    if (all() && beside.matches && columns.length) foldToFit();
    const heights = notes.map((note) => note.offsetHeight);
    const cut = notes.map((note) => note.classList.contains("d-fold") && note.scrollHeight > note.clientHeight + 1);
    let bottom = 0;
    let index = 0;
    for (const column of columns) {
      const top = all() ? Math.max(column.top, bottom) : column.top;
      bottom = top;
      for (const note of column.notes) {
        note.style.setProperty("--at", `${all() ? bottom - top : 0}px`);
        note.classList.toggle("d-cut", cut[index]);
        bottom += heights[index] + GAP;
        index += 1;
      }
      column.aside.style.setProperty("--top", `${top}px`);
      column.aside.style.setProperty("--height", `${bottom - GAP - top}px`);
    }
    for (const note of opened) note.classList.add("d-open");
  };

  // --- One opens, and its words are lit --------------------------------------------

  let kept = null; // what a click opened stays when the pointer leaves
  let timer = 0;

  // Over the column there is room for one, under the text for all.
  const open = (note, keep = true) => {
    clearTimeout(timer);
    if (keep) kept = note;
    if (beside.matches || !all()) for (const other of notes) other.classList.toggle("d-open", other === note);
    note?.classList.add("d-open");
    light();
  };
  const light = () => {
    const ids = new Set(notes.filter((note) => note.classList.contains("d-open")).map((note) => note.id.slice(2)));
    for (const words of body.querySelectorAll(".d-span")) words.classList.toggle("d-lit", ids.has(words.dataset.note));
  };
  const later = (note, { pointerType }) => {
    clearTimeout(timer);
    if (pointerType === "mouse" && beside.matches) timer = setTimeout(() => open(note, false), PAUSE);
  };

  for (const note of notes) {
    note.addEventListener("pointerenter", (event) => later(note, event));
    note.addEventListener("pointerleave", (event) => later(kept, event));
    note.addEventListener("focusin", ({ target }) => { if (target.matches(":focus-visible")) open(note); });
    note.addEventListener("click", ({ target }) => {
      if (target.closest("a") || !getSelection().isCollapsed) return;
      const shown = note.classList.contains("d-open");
      if (!shown || (beside.matches && kept !== note)) open(note);
      else {
        note.classList.remove("d-open");
        open(null);
      }
    });
  }
  const closeAll = () => { if (kept && beside.matches) open(null); };
  addEventListener("keydown", ({ key }) => { if (key === "Escape") closeAll(); });
  document.addEventListener("click", ({ target }) => { if (!target.closest(".d-notes, .d-mark, .d-span")) closeAll(); });

  // --- A mark leads to its note, and back; what is in view does not move -------------

  const named = (hash) => document.getElementById(decodeURIComponent(hash.slice(1)));
  const arrive = () => {
    const target = named(location.hash);
    if (notes.includes(target)) open(target);
  };
  addEventListener("hashchange", arrive);

  body.addEventListener("click", (event) => {
    const mark = event.target.closest(".d-mark");
    const target = mark && named(mark.hash);
    if (!target || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.pushState(null, "", mark.hash);
    if (notes.includes(target)) {
      open(target);
      target.tabIndex = -1; // Tab goes on from there
    }
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "nearest" });
  });

  // The words themselves lead there too: to the shortest note, where several do.
  body.addEventListener("click", ({ target }) => {
    const words = target.closest(".d-span");
    if (!words || target.closest("a") || !getSelection().isCollapsed || root.dataset.notes === "none") return;
    document.getElementById(`r-${words.dataset.note}`)?.click();
  });

  // --- All, marks, none -------------------------------------------------------------

  const KEY = "dossier.notes"; // read before the first paint by overrides/partials/theme.html
  const inputs = [...document.querySelectorAll(".d-choice input")];
  const show = (chosen) => {
    root.dataset.notes = chosen;
    for (const input of inputs) input.checked = input.value === chosen;
    for (const note of notes) note.classList.remove("d-open");
    open(null);
    place();
  };
  for (const input of inputs) {
    input.addEventListener("change", () => {
      show(input.value);
      for (const store of ["localStorage", "sessionStorage"]) {
        try { window[store].setItem(KEY, input.value); } catch { /* forbidden: then one chooses again */ }
      }
    });
  }
  addEventListener("storage", ({ key, newValue }) => { if (key === KEY) show(newValue || "all"); });

  show(all() ? "all" : root.dataset.notes);
  arrive();
  // The text changes with the window, and with the line under the paragraph one came for.
  new ResizeObserver(place).observe(body);

  // What some pages need: a way through a long article.
  const add = (element, address) => document.head.insertBefore(
    Object.assign(document.createElement(element), address), document.querySelector("link[media=print]"));
  const url = (name) => new URL(name, here).href;
  if (body.querySelectorAll("[id] > .d-n").length > LONG) {
    add("link", { rel: "stylesheet", href: url("rail.css") });
    add("script", { src: url("rail.js") });
  }
})();
