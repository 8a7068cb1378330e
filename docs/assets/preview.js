/* Who is meant, without leaving the text: a small box at a name, after a pause
   of the pointer or at focus. Its words are those of the list of names below
   the article, so it asks for no file; without it the link leads to the same. */

(() => {
  "use strict";

  const PAUSE = 300; // a pointer that only passes by opens nothing
  const GRACE = 250; // time to cross from the name into the box
  const GAP = 4; // between the name and the box
  const EDGE = 8; // between the box and the window

  const body = document.querySelector(".d-body");
  const rows = new Map();
  for (const row of document.querySelectorAll("#names .d-name-list li")) {
    const link = row.querySelector("a");
    if (link) rows.set(link.href, row);
  }
  if (!body || !rows.size) return;

  const box = document.createElement("div");
  box.className = "d-preview";
  box.id = "d-preview";
  box.setAttribute("role", "tooltip");
  box.hidden = true;
  document.body.append(box);

  let shown = null; // the link whose box is open
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

  // The row's parts, none of them a link: a tooltip is only read.
  const fill = (row) => {
    const link = row.querySelector("a");
    const name = document.createElement("span");
    name.className = "d-preview-name";
    name.lang = link.lang;
    name.append(...[...link.childNodes].map((node) => node.cloneNode(true)));
    const others = [...row.querySelectorAll(".d-others, .d-line, .d-count")];
    box.replaceChildren(name, ...others.map((part) => part.cloneNode(true)));
  };

  // Below all the lines of a name that is broken over two, or above them, and
  // so never on the name. Absolute: the box goes with the text it belongs to.
  const place = (link, x) => {
    const lines = [...link.getClientRects()];
    const line = lines.find((one) => x >= one.left && x <= one.right) || lines[0];
    const top = Math.min(...lines.map((one) => one.top));
    const bottom = Math.max(...lines.map((one) => one.bottom));
    const { width, height } = box.getBoundingClientRect();
    const wide = document.documentElement.clientWidth;
    const header = document.querySelector(".d-header")?.getBoundingClientRect().bottom || 0;
    const below = bottom + GAP + height + EDGE <= innerHeight;
    const above = top - GAP - height >= Math.max(header, 0) + EDGE;
    const y = below || !above ? bottom + GAP : top - GAP - height;
    box.style.left = `${scrollX + Math.max(EDGE, Math.min(line.left, wide - width - EDGE))}px`;
    box.style.top = `${scrollY + y}px`;
  };

  const show = (link, x) => {
    const row = rows.get(link.href);
    if (!row) return;
    hide();
    fill(row);
    box.hidden = false;
    place(link, x);
    link.setAttribute("aria-describedby", box.id);
    shown = link;
  };

  const named = (event) => event.target.closest?.("a.d-entity");
  const inside = (holder, event) => holder.contains(event.relatedTarget);

  // Under the finger a box would be in the way, and a tap follows the link.
  body.addEventListener("pointerover", (event) => {
    const link = named(event);
    if (!link || event.pointerType === "touch" || inside(link, event)) return;
    if (link === shown) clearTimeout(timer);
    else later(() => show(link, event.clientX), PAUSE);
  });
  // What has the focus keeps its box.
  const leave = () => {
    if (shown && shown.matches(":focus-visible")) clearTimeout(timer);
    else later(hide, GRACE);
  };
  body.addEventListener("pointerout", (event) => {
    const link = named(event);
    if (link && event.pointerType !== "touch" && !inside(link, event)) leave();
  });
  box.addEventListener("pointerenter", () => clearTimeout(timer));
  box.addEventListener("pointerleave", leave);

  body.addEventListener("focusin", (event) => {
    const link = named(event);
    if (link?.matches(":focus-visible")) show(link);
  });
  body.addEventListener("focusout", (event) => {
    if (named(event) === shown) hide();
  });

  addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  addEventListener("resize", hide);
  addEventListener("pagehide", hide); // or it would be there on coming back
})();
