/* What comes later than the page: the panel of the search once the page is there, its
   style and its engine when the search is first opened, so that a reader who never
   searches loads nothing of them. As elements of the page, so that it comes from a
   disk too. */

(() => {
  "use strict";

  const PANEL = [
    "search-results.js",
    "search-status.js",
    "search-filters.js",
    "search-cursor.js",
    "search-asking.js",
    "search-panel.js",
  ];
  // In the order in which they need each other; tests/js/ask.js reads it here.
  const ENGINE = [
    "search-files.js",
    "search-folding.js",
    "search-lists.js",
    "search-texts.js",
    "search-shards.js",
    "search-plan.js",
    "search-ranking.js",
    "search-marks.js",
    "search-passages.js",
    "search-counts.js",
    "search-names.js",
    "search-engine.js",
  ];
  const here = document.currentScript.src;

  const load = (name, element, address) => new Promise((resolve, reject) => {
    element[address] = new URL(name, here).href;
    element.onload = resolve;
    element.onerror = () => reject(Object.assign(new Error(`not loaded: ${name}`), { name: "LoadError" }));
    document.head.insertBefore(element, document.querySelector("link[media=print]"));
  });
  // They run in their order, however they arrive.
  const script = (name) => load(name, Object.assign(document.createElement("script"), { async: false }), "src");
  const sheet = (name) => load(name, Object.assign(document.createElement("link"), { rel: "stylesheet" }), "href");

  // What could not be loaded is asked for again the next time.
  const once = (make) => {
    let made = null;
    return () => {
      made ||= make().catch((error) => { made = null; throw error; });
      return made;
    };
  };

  const panelReady = once(() => Promise.all(PANEL.map(script)));
  // Apart: the whole page is dressed anew when a sheet is added to it, so not before it is needed.
  const dressed = once(() => sheet("search.css"));

  /* As dossierSearch.create() makes it, for an edition and the address of
     docs/data/search/. */
  const engine = ({ data, edition }) => {
    const made = once(() => Promise.all(ENGINE.map(script)).then(() =>
      dossierSearch.create({ load: dossierSearch.scripts(data), edition })));
    return {
      ready: async () => (await made()).ready(),
      search: async (query, options) => (await made()).search(query, options),
    };
  };

  Object.assign(dossierPanel, { panelReady, dressed, engine });
})();
