/* The files of docs/data/search/ and the way to them. A file is a script of one
   call, so that it can be loaded from a disk too. What they hold is engine/shards.js's
   business. */

(() => {
  "use strict";

  const api = (globalThis.dossierSearch ||= {});

  const received = new Map();

  /** What every file of docs/data/search/ calls. */
  api.put = (name, value) => { received.set(name, value); };

  /** The browser's way to a file: a script element. `root` leads to docs/data/search/. */
  api.scripts = (root) => {
    let stamp = "";
    return (name) => new Promise((resolve, reject) => {
      const script = document.createElement("script");
      // A browser must not read a list from its cache beside a newer base file.
      script.src = root + name + ".js" + (stamp && `?${stamp}`);
      const done = () => {
        script.remove();
        if (!received.has(name)) return reject(failed(name));
        const value = received.get(name);
        received.delete(name);
        if (name === "base") stamp = value.stamp;
        resolve(value);
      };
      script.onload = done;
      script.onerror = done;
      document.head.append(script);
    });
  };

  const failed = (name) => Object.assign(new Error(`not loaded: ${name}`), { name: "LoadError" });

  /** Each file is loaded once; what failed is tried again the next time. */
  class Files {
    constructor(load) {
      this.load = load;
      this.held = new Map();
    }

    /** The value of a file; `tally` (if given) counts those that are really loaded. */
    get(name, tally) {
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

  Object.assign(api, { Files });
})();
