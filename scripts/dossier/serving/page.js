/* The page follows the edit: it is reloaded when it was built anew, at the same paragraph, and
   shows what is wrong with the files until that is mended. Only the development server gives
   it to a page; no built site has it. The same file is a worker that asks the server once for
   all pages of a browser, of which each would hold one of its six connections. */

(() => {
  "use strict";

  const STATE = "/livereload/state/";
  const SOON = 1000; // before asking again a server that does not answer
  const LATEST = 5000;
  const HIDES = "dossier.served.folded"; // messages that were folded
  const PLACE = "dossier.served.place"; // where one read before the page was reloaded
  const SETTLES = 1500; // while what loads late may still move the text

  const pause = (time) => new Promise((resolve) => { setTimeout(resolve, time); });

  // --- One who asks, for all pages ----------------------------------------------

  const asker = () => {
    const ports = new Set();
    let last = null;
    let asking = null;
    const say = (state) => { for (const port of ports) port.postMessage(state); };

    const ask = async () => {
      for (let failed = 0; ports.size; ) {
        asking = new AbortController();
        try {
          const answer = await fetch(STATE + (last ? `${last.run}-${last.turn}` : ""), { signal: asking.signal });
          last = await answer.json();
          failed = 0;
          say(last);
        } catch (error) {
          if (error.name === "AbortError") continue;
          last = null;
          failed += 1;
          if (failed > 1) say(null);
          await pause(Math.min(failed * SOON, LATEST));
        }
      }
      asking = null;
    };

    // What is known is right for a page of the same build; for another it is asked again.
    return (port) => {
      port.onmessage = ({ data }) => {
        if (!data) return ports.delete(port);
        ports.add(port);
        if (last && last.run === data.run && last.turn === data.turn) return port.postMessage(last);
        last = null;
        if (asking) asking.abort();
        else ask();
      };
    };
  };

  if (typeof document === "undefined") {
    const connect = asker();
    self.onconnect = ({ ports: [port] }) => connect(port);
    return;
  }

  // --- The place in the page ------------------------------------------------------

  const script = document.currentScript;
  const own = { run: script.dataset.run, turn: Number(script.dataset.turn) };
  const session = {
    get: (key) => { try { return sessionStorage.getItem(key); } catch { return null; } },
    set: (key, value) => { try { sessionStorage.setItem(key, value); } catch { /* forbidden */ } },
  };
  const all = (selector) => [...document.querySelectorAll(selector)];
  const top = (element) => element.getBoundingClientRect().top;

  // The paragraph being read, the first that shows below the header; away from paragraphs, what
  // has an id and begins last above that line.
  const reading = () => {
    const edge = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
    const seen = all("#content [id]").filter((e) => e.getClientRects().length && top(e) < innerHeight);
    const begun = seen.filter((e) => e.getBoundingClientRect().bottom > edge);
    return begun.find((e) => /^p\d+$/.test(e.id)) || seen.filter((e) => top(e) <= edge).pop() || begun[0];
  };

  const keep = () => {
    const element = scrollY > 0 ? reading() : null;
    const focus = document.activeElement;
    session.set(PLACE, JSON.stringify({
      path: location.pathname,
      id: element?.id,
      offset: element ? top(element) : 0,
      y: scrollY,
      open: all("#content details").map((details) => details.open),
      focus: focus?.id || "",
      href: focus?.getAttribute("href") || "",
    }));
    history.scrollRestoration = "manual";
  };

  // A paragraph that is no more leaves its place to the one before it.
  const nearest = (id) => {
    for (let n = Number(id.slice(1)); /^p\d+$/.test(id) && n > 0; n -= 1) {
      const before = document.getElementById(`p${n}`);
      if (before) return before;
    }
    return document.getElementById(id);
  };

  const back = () => {
    const place = JSON.parse(session.get(PLACE) || "null");
    session.set(PLACE, "null");
    if (place?.path !== location.pathname) return;
    all("#content details").forEach((details, n) => { if (n in place.open) details.open = place.open[n]; });
    const link = place.href && all("a[href]").find((a) => a.getAttribute("href") === place.href);
    (document.getElementById(place.focus) || link || null)?.focus({ preventScroll: true });
    const element = place.id ? nearest(place.id) : null;
    const scroll = () => scrollTo({ top: element ? scrollY + top(element) - place.offset : place.y, behavior: "instant" });
    // Until one moves on, or all has come that comes late.
    const moving = new ResizeObserver(scroll);
    const done = new AbortController();
    const stop = () => {
      moving.disconnect();
      done.abort();
      history.scrollRestoration = "auto";
    };
    for (const kind of ["wheel", "touchstart", "keydown", "pointerdown"]) addEventListener(kind, stop, { signal: done.signal, passive: true });
    addEventListener("load", () => { scroll(); setTimeout(stop, SETTLES); }, { signal: done.signal });
    moving.observe(document.body);
    scroll();
  };

  // --- What is wrong, on the page ---------------------------------------------------

  const make = (tag, name, text = "") => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    element.textContent = text;
    return element;
  };

  const { lang } = document.documentElement;
  const words = globalThis.dossierServed[lang] || globalThis.dossierServed.en;
  const strip = make("section", "d-served");
  strip.lang = globalThis.dossierServed[lang] ? lang : "en";
  strip.setAttribute("aria-label", words.from);

  const headline = (failed, count) => {
    if (failed) return words.failed;
    if (!count) return words.from;
    return (words[new Intl.PluralRules(lang).select(count)] || words.other).replace("{n}", count);
  };

  const entry = ({ path, line, message, hint }) => {
    const row = make("li");
    if (path) row.lang = "en"; // as `dossier check` says it
    if (path) row.append(make("b", "", line ? `${path}:${line}` : path), " ");
    row.append(make("span", "", message));
    if (hint) row.append(make("p", "", hint));
    return row;
  };

  let said = "";
  const show = ({ failed, messages }) => {
    const text = JSON.stringify([failed, messages]);
    if (text === said) return;
    said = text;
    if (!messages.length) return strip.remove();
    const live = make("div");
    const details = make("details");
    const list = make("ol");
    list.tabIndex = 0; // it may be longer than its place: arrow keys scroll it
    list.setAttribute("aria-label", words.messages);
    list.append(...messages.map(entry));
    const count = messages.filter(({ path }) => path).length;
    details.append(make("summary", "", headline(failed, count)), list);
    if (failed || count) details.append(make("p", "", words.mend));
    details.open = session.get(HIDES) !== text;
    details.addEventListener("toggle", () => session.set(HIDES, details.open ? "" : text));
    live.setAttribute("role", failed ? "alert" : "status");
    strip.replaceChildren(live);
    document.body.prepend(strip);
    live.append(details); // into what is there already: only then it is read out
  };

  // --- Listening ------------------------------------------------------------------

  let state = null; // the last that the server said
  let renewing = false;

  // The page of an edited article is ready before its build ends, and stays the same then.
  const isOld = () => {
    if (!state) return false;
    const latest = state.previews[location.pathname] ?? state.built;
    return state.run !== own.run || latest > own.turn;
  };

  // A file that cannot be read takes its page along: the one before it is better than none.
  const renew = async () => {
    if (renewing || document.hidden) return;
    renewing = true;
    const answer = await fetch(location.href).catch(() => null);
    renewing = Boolean(answer?.ok); // until the page is another
    if (renewing) {
      keep();
      location.reload();
    } else if (answer) {
      show({ ...state, messages: [...state.messages, { path: "", message: words.gone }] });
    }
  };
  document.addEventListener("visibilitychange", () => { if (isOld()) renew(); });

  const listen = ({ data }) => {
    state = data;
    if (!state) show({ failed: false, messages: [{ path: "", message: words.silent }] });
    else if (isOld()) renew();
    else show(state);
  };

  const connect = () => {
    if (window.SharedWorker) return new SharedWorker(script.src).port;
    const { port1, port2 } = new MessageChannel();
    asker()(port2);
    return port1;
  };
  const port = connect();
  port.onmessage = listen;
  port.postMessage(own);
  addEventListener("pagehide", () => port.postMessage(null));
  addEventListener("pageshow", ({ persisted }) => { if (persisted) port.postMessage(own); });

  back();
})();
