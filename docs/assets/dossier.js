/* What a page can do beyond reading. Without this script nothing is missing:
   every address it offers is in the page already. */

(() => {
  "use strict";

  const here = document.currentScript.src;
  const content = document.getElementById("content");
  const editions = [...document.querySelectorAll(".d-switch a")];
  const paragraphs = [...document.querySelectorAll(".d-body [id]")].filter((e) => /^p\d+$/.test(e.id));

  // What one chose is remembered, and once more for this window: Chromium now and
  // then opens a page from a disk with nothing in its local store. Storage may be
  // forbidden: then one chooses again.
  const remembered = (key) => ({
    get: () => { try { return localStorage.getItem(key) ?? sessionStorage.getItem(key); } catch { return null; } },
    set: (value) => {
      for (const store of ["localStorage", "sessionStorage"]) {
        try { window[store].setItem(key, value); } catch { /* see above */ }
      }
    },
  });

  // --- The edition one reads in is remembered, and the place in it kept ------

  const edition = remembered("dossier.edition");
  addEventListener("click", ({ target }) => {
    const link = target.closest?.(".d-switch a, .d-tools a[hreflang]");
    if (link) edition.set(link.hreflang);
  });

  // The paragraph being read is the first that still shows below the header. Its
  // number is the same in every edition, so the hash leads to the same place.
  // Above the body, or past it, there is none, and the page is enough.
  let queued = false;
  const follow = () => {
    queued = false;
    const edge = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
    const reading = paragraphs.find((p) => p.getBoundingClientRect().bottom > edge);
    const begun = reading && reading.getBoundingClientRect().top < innerHeight / 2;
    for (const link of editions) link.hash = begun ? reading.id : "";
  };
  if (editions.length && paragraphs.length) {
    addEventListener("scroll", () => {
      if (!queued) { queued = true; requestAnimationFrame(follow); }
    }, { passive: true });
    follow();
  }

  // --- Light and dark: as the system says, or as one chose -------------------

  // Before the first paint it was set by overrides/partials/theme.html.
  const root = document.documentElement;
  const theme = remembered("dossier.theme");
  const themes = [...document.querySelectorAll(".d-theme input")];
  const turn = (chosen) => {
    if (chosen) root.dataset.theme = chosen;
    else delete root.dataset.theme;
    for (const input of themes) {
      input.checked = input.value === chosen;
      input.nextElementSibling.hidden = !input.checked;
    }
  };
  turn(root.dataset.theme || "");
  for (const input of themes) {
    input.addEventListener("change", () => { turn(input.value); theme.set(input.value); });
  }
  // Chosen in another window; and on a later page, before one came back to this.
  addEventListener("storage", ({ key, newValue }) => {
    if (key === "dossier.theme") turn(newValue || "");
  });
  addEventListener("pageshow", ({ persisted }) => { if (persisted) turn(theme.get() || ""); });

  // --- What comes after the text, or when it is first needed -----------------

  // A script that has come sees to what called for it last.
  const calls = {};
  const bring = (name, call) => {
    const first = !(name in calls);
    calls[name] = call;
    if (!first) return;
    const url = (ending) => new URL(`${name}.${ending}`, here).href;
    // Before the style of the printed page, which has the last word.
    const add = (element, attributes) => document.head.insertBefore(
      Object.assign(document.createElement(element), attributes), document.querySelector("link[media=print]"));
    // After its style, so that nothing is seen undressed.
    const script = () => add("script", { src: url("js") });
    add("link", { rel: "stylesheet", href: url("css"), onload: script, onerror: script });
  };
  globalThis.dossierPage = { calls };

  if (document.getElementById("cite")) bring("citation");
  // A link under the pointer, or in focus: preview.js. Under a finger it would be in the way.
  for (const kind of ["pointerover", "focusin"]) {
    document.addEventListener(kind, (event) => {
      if (event.pointerType !== "touch" && event.target.closest?.(".d-doc a[href]")) bring("preview", event);
    });
  }
  // Words of an article: selection.js.
  document.addEventListener("selectionchange", (event) => {
    if (content?.dataset.selectQuote && paragraphs.length && !getSelection().isCollapsed) bring("selection", event);
  });

  // --- The foot of a printed sheet (print.css) --------------------------------

  if (content) document.documentElement.style.setProperty("--foot", JSON.stringify(content.dataset.foot));

  // --- The landing page: one's own edition first, and why ---------------------

  const landing = document.querySelector(".d-landing");
  if (landing) {
    const rows = [...landing.children];
    // What a browser calls its language, as the edition that comes nearest.
    const nearest = (tag) => (/^zh-(hant-)?(hk|mo)/i.test(tag) ? "zh-Hant-HK" : /^zh-(tw|hant)/i.test(tag) ? "zh-Hant-TW" : /^zh/i.test(tag) ? "zh-Hans" : tag.split("-")[0]);
    const find = (lang) => rows.find((row) => row.lang === lang);
    const last = find(edition.get());
    const own = last || find((navigator.languages || []).map(nearest).find(find));
    if (own) {
      own.querySelector("small").textContent = last ? own.dataset.remembered : own.dataset.suggested;
      landing.prepend(own);
    }
    for (const row of rows) row.querySelector("a").addEventListener("click", () => edition.set(row.lang));
  }

  // --- 404: speak the language of the address that was asked for --------------

  const lost = [...document.querySelectorAll(".d-lost")];
  const asked = lost.find((s) => location.pathname.includes("/" + s.lang + "/")) || lost.find((s) => s.lang === edition.get());
  if (asked) {
    document.documentElement.lang = asked.lang;
    for (const section of lost) section.querySelector("h1").hidden = section !== asked;
    asked.parentNode.querySelector(".d-eyebrow").after(asked);
  }
})();
