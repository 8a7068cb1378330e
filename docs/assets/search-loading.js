/* What comes later than the page: panel, engine and first file of the search once the page
   is there and all is quiet, its style and its lists and texts when the search is opened, so
   that a reader who never searches loads none of them. As elements of the page, so that it
   comes from a disk too. Panel and engine are bundles of the build (scripts/dossier/search/). */

(() => {
  "use strict";

  const here = document.currentScript.src;

  const load = (element, address) => new Promise((resolve, reject) => {
    element.onload = resolve;
    element.onerror = () => reject(Object.assign(new Error(`not loaded: ${address}`), { name: "LoadError" }));
    document.head.insertBefore(element, document.querySelector("link[media=print]"));
  });
  const script = (src) => load(Object.assign(document.createElement("script"), { src }), src);
  const sheet = (href) => load(Object.assign(document.createElement("link"), { rel: "stylesheet", href }), href);
  // What could not be loaded is asked for again the next time.
  const once = (make) => {
    let made = null;
    return () => {
      made ||= make().catch((error) => { made = null; throw error; });
      return made;
    };
  };

  const bundle = (name) => script(new URL(`../data/search/${name}.js`, here).href);
  const panelReady = once(() => Promise.all(["panel", "engine"].map(bundle)));
  const linesReady = once(() => Promise.all([bundle("concordance"), sheet(new URL("search-lines.css", here).href)]));
  // Apart: the whole page is dressed anew when a sheet is added to it, so not before it is needed.
  const dressed = once(() => sheet(new URL("search.css", here).href));

  // What every file of docs/data/search/ calls, once or for each of its parts: a script comes from
  // a disk too.
  const received = new Map();
  globalThis.dossierSearch = { put: (name, value) => { received.set(name, value); } };

  /* The way to those files: `load(name)` gives the value of one, or of its parts by name. */
  const files = (root) => {
    let stamp = "";
    return async (name) => {
      // A browser must not read a list from its cache beside a newer base file.
      await script(`${root}${name}.js${stamp && `?${stamp}`}`, name);
      if (!received.has(name)) return Object.fromEntries(received);
      const value = received.get(name);
      received.delete(name);
      if (name === "base") stamp = value.stamp;
      return value;
    };
  };

  /* As dossierSearch.create() makes it, for an edition, its words for fields, and the
     address of docs/data/search/. The first file comes beside the engine. */
  const engine = ({ data, ...more }) => {
    const file = files(data);
    const first = once(() => file("base"));
    const load = (name) => (name === "base" ? first() : file(name));
    const made = once(() => {
      first().catch(() => {}); // the engine asks for it again
      return panelReady().then(() => dossierSearch.create({ load, ...more }));
    });
    return {
      ready: async () => (await made()).ready(),
      examples: async () => (await made()).examples(),
      search: async (query, options) => (await made()).search(query, options),
    };
  };

  Object.assign(dossierPanel, { panelReady, linesReady, dressed, engine });
})();
