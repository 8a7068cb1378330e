/* A way through a long article (margin.js loads this for one of more than twenty paragraphs):
   on a wide screen a rail with the place one reads at and a tick for each paragraph that has a
   note, a claim or a hit of the search; elsewhere a list of the paragraphs' first words, which
   is there for the keyboard on a wide screen too. The rail is for the pointer alone. */

(() => {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";
  const FIRST = 120; // characters of a paragraph in the list
  const NEAR = 6; // px from a tick that are on it
  // What stands in a paragraph and is not its words.
  const APART = ".d-n, .d-mark, .d-source-link, .d-tools";

  const root = document.documentElement;
  const body = document.querySelector(".d-body");
  const bar = document.querySelector(".d-reading");
  const paragraphs = [...body.querySelectorAll("[id]")].filter((element) => /^p\d+$/.test(element.id) && element.querySelector(".d-n"));
  if (!bar || !paragraphs.length) return;

  const make = (tag, className = "", ...children) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    element.append(...children);
    return element;
  };
  const wordsOf = (paragraph) => {
    const copy = paragraph.cloneNode(true);
    for (const part of copy.querySelectorAll(APART)) part.remove();
    return copy.textContent.trim();
  };
  const numberOf = (paragraph) => paragraph.id.slice(1);

  // --- Where the paragraphs are -----------------------------------------------------

  let tops = [];
  let height = 1;
  const measure = () => {
    const box = body.getBoundingClientRect();
    height = box.height || 1;
    tops = paragraphs.map((paragraph) => paragraph.getBoundingClientRect().top - box.top);
  };
  // The last paragraph that begins at or above a place in the body.
  const at = (y) => {
    let low = 0;
    let high = tops.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (tops[middle] <= y) low = middle;
      else high = middle - 1;
    }
    return low;
  };

  // --- The list ------------------------------------------------------------------------

  const place = make("b");
  const summary = make("summary", "", place, ` / ${numberOf(paragraphs.at(-1))}`);
  const list = make("ol");
  const details = make("details", "", summary, list);
  const picker = make("nav", "d-picker", details);
  picker.setAttribute("aria-label", bar.dataset.paragraphs);
  bar.prepend(picker);

  let reading = 0;
  const fill = () => {
    if (list.childElementCount) return;
    for (const paragraph of paragraphs) {
      const text = wordsOf(paragraph);
      const words = make("span", "", text.length > FIRST ? `${text.slice(0, FIRST)}…` : text);
      words.lang = paragraph.closest("[lang]").lang;
      const signs = [...paragraph.querySelectorAll(".d-mark")].map((mark) => mark.textContent).join(" ");
      const link = make("a", "", make("i", "", numberOf(paragraph)), words, make("small", "", signs));
      link.href = `#${paragraph.id}`;
      list.append(make("li", "", link));
    }
  };
  details.addEventListener("toggle", () => {
    if (!details.open) return;
    fill();
    for (const link of list.querySelectorAll("[aria-current]")) link.removeAttribute("aria-current");
    const link = list.children[reading].firstChild;
    link.setAttribute("aria-current", "true");
    list.scrollTop = link.offsetTop - list.clientHeight / 3;
  });
  const shut = () => { details.open = false; };
  list.addEventListener("click", (event) => { if (event.target.closest("a")) shut(); });
  document.addEventListener("click", (event) => { if (!picker.contains(event.target)) shut(); });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !details.open) return;
    shut();
    summary.focus();
  });

  // --- The rail ------------------------------------------------------------------------

  const draw = (tag, attributes) => {
    const element = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };
  const percent = (y) => `${(100 * y) / height}%`;
  const picture = draw("svg", {});
  const ticks = draw("g", {});
  const here = draw("rect", { class: "d-at", x: 7, width: 3 });
  picture.append(draw("line", { x1: 8.5, x2: 8.5, y1: 0, y2: "100%" }), ticks, here);
  const label = make("output");
  const rail = make("div", "d-rail", picture, label);
  rail.setAttribute("aria-hidden", "true");
  document.body.append(rail);

  const bare = (text) => text.replace(/\s+/gu, "").toLowerCase();
  // Words that a search led to (search-arrival.js), wherever else they are here.
  const sought = () => {
    const ranges = [...(globalThis.CSS?.highlights?.get("d-arrival") || [])];
    const texts = [...document.querySelectorAll("mark.d-arrival")].map((mark) => mark.textContent);
    let last = null;
    for (const range of ranges) {
      const whole = last?.cloneRange();
      whole?.setEnd(range.endContainer, range.endOffset);
      // Two ranges with nothing between are the two sides of a link's edge.
      if (whole && whole.toString().length === last.toString().length + range.toString().length) {
        last = whole;
        texts[texts.length - 1] = whole.toString();
      } else {
        last = range;
        texts.push(range.toString());
      }
    }
    return [...new Set(texts.map(bare).filter(Boolean))];
  };

  const contains = (text, words) => words.some((word) => text.includes(word));
  const mark = () => {
    const words = sought();
    ticks.replaceChildren();
    paragraphs.forEach((paragraph, index) => {
      const y = percent(tops[index]);
      const noted = paragraph.querySelector(".d-mark");
      const kinds = {
        "d-hit": words.length && contains(bare(wordsOf(paragraph)), words),
        "d-noted": noted,
        "d-claimed": noted && paragraph.querySelector(".d-span.d-claim"),
      };
      if (kinds["d-hit"]) ticks.append(draw("rect", { class: "d-hit", x: 11.5, y, width: 14, height: 5 }));
      if (kinds["d-noted"]) ticks.append(draw("rect", { class: "d-noted", x: 12, y, width: 9, height: 2 }));
      if (kinds["d-claimed"]) ticks.append(draw("rect", { class: "d-claimed", x: 22, y, width: 4, height: 2 }));
    });
  };

  const follow = () => {
    const { top } = body.getBoundingClientRect();
    const edge = parseFloat(getComputedStyle(root).scrollPaddingTop) || 0;
    const start = Math.max(0, Math.min(height, edge - top));
    const end = Math.max(0, Math.min(height, innerHeight - top));
    here.setAttribute("y", percent(start));
    here.setAttribute("height", percent(Math.max(0, end - start)));
    reading = at(edge + 1 - top);
    place.textContent = `¶${numberOf(paragraphs[reading])}`;
  };

  const under = (event) => {
    const box = rail.getBoundingClientRect();
    const scale = height / box.height;
    const y = (event.clientY - box.top) * scale;
    const index = at(y);
    const next = tops[index + 1];
    return next !== undefined && next - y < NEAR * scale ? index + 1 : index;
  };
  rail.addEventListener("pointermove", (event) => {
    label.textContent = `¶${numberOf(paragraphs[under(event)])}`;
    label.style.setProperty("top", `${event.clientY - rail.getBoundingClientRect().top}px`);
  });
  rail.addEventListener("pointerleave", () => { label.textContent = ""; });
  rail.addEventListener("click", (event) => { location.hash = paragraphs[under(event)].id; });

  // --- As the page changes ----------------------------------------------------------------

  let queued = false;
  addEventListener("scroll", () => {
    if (queued) return;
    queued = true;
    requestAnimationFrame(() => {
      queued = false;
      follow();
    });
  }, { passive: true });
  const redraw = () => {
    measure();
    mark();
    follow();
  };
  new ResizeObserver(redraw).observe(body);
  addEventListener("resize", follow);
  // Another hit of the search, or none: after search-arrival.js has seen it.
  for (const type of ["hashchange", "keydown"]) {
    addEventListener(type, (event) => { if (type === "hashchange" || event.key === "Escape") setTimeout(mark, 50); });
  }
})();
