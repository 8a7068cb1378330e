/* The engine of the search, which comes when the search is first opened: a reader
   who never searches loads nothing of it. As script elements, so that it comes from
   a disk too. */

(() => {
  "use strict";

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

  const script = (name) => new Promise((resolve, reject) => {
    const element = document.createElement("script");
    element.src = new URL(name, here).href;
    element.async = false; // they run in their order, however they arrive
    element.onload = resolve;
    element.onerror = () => reject(Object.assign(new Error(`not loaded: ${name}`), { name: "LoadError" }));
    document.head.append(element);
  });

  /* As dossierSearch.create() makes it, for an edition and the address of
     docs/data/search/. What could not be loaded is asked for again the next time. */
  const engine = ({ data, edition }) => {
    let made = null;
    const make = () => {
      made ||= Promise.all(ENGINE.map(script)).then(
        () => dossierSearch.create({ load: dossierSearch.scripts(data), edition }),
        (error) => { made = null; throw error; },
      );
      return made;
    };
    return {
      ready: async () => (await make()).ready(),
      search: async (query, options) => (await make()).search(query, options),
    };
  };

  dossierPanel.engine = engine;
})();
