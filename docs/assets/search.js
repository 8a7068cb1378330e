/* Where the search is: in a dialog that "/", Ctrl+K and the header open, and on
   the edition's page `search.html?q=…`. Without this script the header's link
   leads to that page, and the page to the indexes. */

(() => {
  "use strict";

  const KEY = "dossier.search.query";
  const template = document.getElementById("d-search");
  if (!template || !globalThis.dossierPanel) return;

  // What the page says, its {places} filled.
  const say = (key, values = {}) => template.dataset[key].replace(/\{(\w+)\}/g, (place, name) => {
    const value = values[name] ?? place;
    return typeof value === "number" ? value.toLocaleString(document.documentElement.lang) : value;
  });

  const home = new URL(template.dataset.page, location.href); // search.html of this edition
  const url = (href) => new URL(href, home).href;
  // How the page of the search shows what it found; in the address where it is not as usual.
  const VIEW = { view: "list", sort: "right", group: "none" };
  const view = { ...VIEW };
  const address = (query) => {
    const there = new URL(home);
    if (query.trim()) there.searchParams.set("q", query.trim());
    for (const [name, value] of Object.entries(view)) if (value !== VIEW[name]) there.searchParams.set(name, value);
    return there.href;
  };
  const languages = [...template.content.querySelectorAll(".d-search-languages li")];
  const language = (tag) => languages.find((item) => item.dataset.tag === tag)?.textContent || tag;
  const switches = [...document.querySelectorAll(".d-switch a")];
  const edition = (tag) => switches.find((link) => link.hreflang === tag)?.title || tag;

  const engine = dossierPanel.engine({ data: url("../data/search/"), edition: document.documentElement.lang, words: { fields: say("fields"), kinds: say("kinds") } });
  const place = document.getElementById("d-search-here");

  // Within the session alone, so that one can come back to what was found.
  const remembered = {
    get: () => { try { return sessionStorage.getItem(KEY) || ""; } catch { return ""; } },
    set: (query) => { try { sessionStorage.setItem(KEY, query); } catch { /* forbidden: one types it again */ } },
  };

  // What Back shows again, kept with the page that a hit led away from.
  const keep = (dossierSearch) => { try { history.replaceState({ ...history.state, dossierSearch }, ""); } catch { /* then it is typed again */ } };

  /* The field is there at once, so that nothing typed is lost; what answers it comes as soon
     as it is loaded. */
  const fill = (root, more) => {
    root.append(template.content.cloneNode(true));
    root.querySelector(".d-search-languages").remove();
    const shown = { field: root.querySelector(".d-search-field"), search: () => {}, stop: () => {}, restore: (state) => { shown.before = state; } };
    // A word in the making is no query yet; the panel hears when it is done.
    let composing = false;
    shown.field.addEventListener("compositionstart", () => { composing = true; });
    shown.field.addEventListener("compositionend", () => { composing = false; });
    // A field of one line would join the words on both sides of a line break.
    shown.field.addEventListener("paste", (event) => {
      const words = event.clipboardData?.getData("text") || "";
      if (!/[\r\n]/.test(words)) return;
      event.preventDefault();
      shown.field.setRangeText(words.trim().replace(/\s*[\r\n]+\s*/gu, " "), shown.field.selectionStart, shown.field.selectionEnd, "end");
      shown.field.dispatchEvent(new Event("input", { bubbles: true }));
    });
    const [status, rest] = [".d-search-status", ".d-search-rest"].map((name) => root.querySelector(name));
    const begin = () => dossierPanel.panelReady().then(() => {
      const draw = dossierPanel.drawing(say, url, language);
      Object.assign(shown, dossierPanel.panel(root, { engine, draw, status: dossierPanel.status(say, draw.forms, edition), say, address, leaving: keep, ...more }));
      if (shown.before) shown.restore(shown.before);
      else if (shown.field.value && !composing) shown.search();
    }, () => {
      const again = Object.assign(document.createElement("button"), { type: "button", textContent: say("again") });
      again.addEventListener("click", begin);
      status.textContent = say("failed");
      rest.replaceChildren(again);
      rest.hidden = false;
    });
    begin();
    return shown;
  };

  // --- On its own page --------------------------------------------------------

  const onPage = () => {
    const root = document.createElement("div");
    root.className = "d-search d-search-page";
    root.setAttribute("role", "search");
    place.append(root);
    const instead = document.querySelector(".d-search-instead")?.closest("section");
    const asked = (query) => {
      remembered.set(query);
      if (instead) instead.hidden = Boolean(query.trim());
      try { history.replaceState(history.state, "", address(query)); } catch { /* too often for the browser: the foot has it */ }
      for (const other of switches) other.search = new URL(address(query)).search;
    };
    for (const name of Object.keys(VIEW)) view[name] = new URL(location.href).searchParams.get(name) || VIEW[name];
    const views = { chosen: view, changed: () => asked(shown.field.value) };
    const shown = fill(root, { asked, left: () => {}, first: false, views });
    shown.field.value = new URL(location.href).searchParams.get("q") || "";
    if (history.state?.dossierSearch?.query === shown.field.value) shown.restore(history.state.dossierSearch);
    return (query) => {
      if (query) shown.field.value = query;
      shown.field.focus();
      shown.field.select();
    };
  };

  // --- In a dialog ------------------------------------------------------------

  const inDialog = () => {
    let dialog = null, shown = null, followed = false;
    const make = () => {
      dialog = document.createElement("dialog");
      dialog.className = "d-search d-search-dialog";
      dialog.setAttribute("aria-label", say("label"));
      // Unseen but open for what is typed, until its style is there.
      dialog.style.opacity = 0;
      dossierPanel.dressed().catch(() => {}).then(() => { dialog.style.opacity = ""; });
      document.body.append(dialog);
      shown = fill(dialog, { asked: remembered.set, left: () => { followed = true; dialog.close(); }, first: true });
      dialog.querySelector(".d-search-close").addEventListener("click", () => dialog.close());
      dialog.addEventListener("close", () => {
        shown.stop();
        if (history.state?.dossierSearch && !followed) keep(undefined);
        followed = false;
      });
      // Beside it, but not where a selection that began in it was let go.
      let outside = false;
      dialog.addEventListener("pointerdown", (event) => { outside = event.target === dialog; });
      dialog.addEventListener("click", (event) => { if (outside && event.target === dialog) dialog.close(); });
      shown.field.value = remembered.get();
    };
    const restore = (state) => {
      if (!dialog) make();
      if (!dialog.open) dialog.showModal();
      shown.field.value = state.query;
      shown.restore(state);
    };
    if (history.state?.dossierSearch) restore(history.state.dossierSearch);
    addEventListener("popstate", ({ state }) => { if (state?.dossierSearch) restore(state.dossierSearch); });
    return (query) => {
      if (!dialog) make();
      if (query) shown.field.value = query;
      if (!dialog.open) {
        dialog.showModal();
        if (shown.field.value) shown.search();
      }
      shown.field.focus();
      shown.field.select();
    };
  };

  // --- What opens it ------------------------------------------------------------

  const open = place ? onPage() : inDialog();
  dossierPanel.open = open; // for words of the text (selection.js)

  // So that it opens without a wait: when the page is there and all is quiet. Safari does not
  // say when it is.
  const quiet = globalThis.requestIdleCallback || ((act) => setTimeout(act, 500));
  const early = () => dossierPanel.panelReady().then(() => engine.ready()).catch(() => {});
  if (!navigator.connection?.saveData) addEventListener("load", () => quiet(early));

  const link = document.querySelector(".d-to-search");
  if (link) {
    link.setAttribute("aria-keyshortcuts", "/ Control+K");
    if (!place) link.setAttribute("aria-haspopup", "dialog");
    // A pointer on it will open it: what every query needs comes with the examples.
    link.addEventListener("pointerenter", () => engine.examples().catch(() => {}), { once: true });
    link.addEventListener("click", (event) => {
      // A new tab is asked for: there it is the page.
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      open();
    });
  }

  const writing = (element) => element.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");

  addEventListener("keydown", (event) => {
    const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !writing(event.target);
    const letter = event.key.toLowerCase() === "k" && (event.ctrlKey !== event.metaKey) && !event.altKey && !event.shiftKey;
    if (event.isComposing || event.defaultPrevented || !(slash || letter)) return;
    event.preventDefault();
    open();
  });
})();
