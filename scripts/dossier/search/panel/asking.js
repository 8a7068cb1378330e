/* Asking the engine, so that only the newest question is answered: an older one
   is called off, and if it comes back all the same nobody hears it. */

(() => {
  "use strict";

  const PATIENCE = 200; // ms before it is said that it is being searched

  /* `busy` is told when an answer is awaited and when not, `loading` how many
     files of how many have come, once it takes long. */
  const asking = (engine, { busy, loading }) => {
    let current = null;

    // The result, or null where it was overtaken. Throws what the engine throws.
    const ask = async (query, options) => {
      current?.abort();
      const mine = new AbortController();
      current = mine;
      let files = null, late = false;
      const tell = () => { if (late && files && mine === current) loading(files); };
      const slow = setTimeout(() => { late = true; tell(); }, PATIENCE);
      busy(true);
      try {
        const result = await engine.search(query, {
          ...options,
          signal: mine.signal,
          progress: ({ loaded, wanted }) => { files = { n: loaded, all: wanted }; tell(); },
        });
        return mine === current ? result : null;
      } catch (error) {
        if (mine !== current || error.name === "AbortError") return null;
        throw error;
      } finally {
        clearTimeout(slow);
        if (mine === current) busy(false);
      }
    };

    const stop = () => {
      current?.abort();
      current = null;
      busy(false);
    };

    return { ask, stop };
  };

  dossierPanel.asking = asking;
})();
