/* The values of docs/data/search/, by name. What they hold is engine/shards.js's business, the way
   to a file that of docs/assets/search-loading.js. */

(() => {
  "use strict";

  /** Each file is loaded once; what failed is tried again the next time. `bundled(name)` is the file
      of which a value is a part, or "" where it has a file of its own. */
  class Files {
    constructor(load) {
      this.load = load;
      this.bundled = () => "";
      this.held = new Map();
    }

    /** The value of a name; `tally` (if given) counts files that are really loaded. */
    get(name, tally) {
      const bundle = this.bundled(name);
      if (bundle) return this.get(bundle, tally).then((values) => values[name]);
      if (!this.held.has(name)) {
        tally?.want();
        const promise = Promise.resolve().then(() => this.load(name)).then(
          (value) => { tally?.have(); return value; },
          (error) => { this.held.delete(name); throw error && error.name === "LoadError" ? error : failed(name); },
        );
        this.held.set(name, promise);
      }
      return this.held.get(name);
    }
  }

  const failed = (name) => Object.assign(new Error(`not loaded: ${name}`), { name: "LoadError" });

  Object.assign(globalThis.dossierSearch ||= {}, { Files });
})();
