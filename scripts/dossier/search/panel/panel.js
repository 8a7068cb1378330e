/* The panel of the search: one field, what it found below it, and the keys. It
   knows neither where it stands (a dialog or a page, search.js) nor how the
   index is made (engine/engine.js). */

(() => {
  "use strict";

  const PAUSE = 60; // ms without a key before a search: a fast typist asks once
  // With a pointer of its own a reader sees which hit Enter would open; on a
  // phone Enter puts the keyboard away.
  const fine = matchMedia("(hover: hover) and (pointer: fine)");

  const plain = (event) => event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;

  /* `draw` and `status` show; `asked` is told each query, `leaving` what `restore` takes to
     come back when a hit is followed, `left` that it was one of this very page;
     `address(query)` is where the same search can be linked. `first`: the first hit is
     chosen by itself. `views`: the choice between list and concordance, on the page. */
  const panel = (root, { engine, draw, status, say, address, asked, leaving, left, first, views = null }) => {
    const find = (name) => root.querySelector(`.d-search-${name}`);
    const field = find("field"), list = find("list"), line = find("status");
    const names = find("names"), rest = find("rest"), link = find("address");
    const place = { lines: find("lines"), help: find("help") };
    const cursor = dossierPanel.cursor(field, list);
    const filters = dossierPanel.filters(find("filters"), { draw, glue: say("glue"), changed: () => search() });
    const busy = (is) => (is ? root.setAttribute("aria-busy", "true") : root.removeAttribute("aria-busy"));
    const asking = dossierPanel.asking(engine, {
      busy,
      loading: (files) => { line.textContent = say("loading", files); },
    });
    let next = null; // what "more" would ask for
    let tier = "literal"; // of the last article in view
    let timer = 0;

    // --- What it shows --------------------------------------------------------

    const fill = (place, parts) => {
      place.replaceChildren(...parts);
      place.hidden = !parts.length;
    };

    const button = (words, act) => {
      const element = draw.make("button", { type: "button" }, words);
      element.addEventListener("click", act);
      return element;
    };

    const addGroups = (result) => {
      for (const group of result.groups) {
        // Where nothing has the words themselves, the status has said so.
        if (group.tier !== tier && (group.tier === "partial" || list.childElementCount)) list.append(draw.head(group.tier, result.query, result.widenings));
        tier = group.tier;
        list.append(draw.group(group));
      }
      next = result.next;
      line.textContent = status(result, filters.any());
      fill(rest, result.state === "none" ? instead(result) : next ? [button(say("more"), more)] : []);
    };

    // Where nothing is found: out of the filters, or to a name that is near.
    const instead = ({ nearest }) => {
      const parts = filters.any() ? [button(say("clear"), filters.clear)] : [];
      if (!nearest) return parts;
      const near = draw.make("a", { href: address(nearest.text) }, nearest.text);
      near.addEventListener("click", (event) => {
        if (!plain(event)) return;
        event.preventDefault();
        field.value = nearest.text;
        goOn();
        search();
      });
      return [...parts, draw.make("span", {}, say("nearest"), near)];
    };

    const clear = () => {
      cursor.set(null);
      for (const part of [list, names, rest]) fill(part, []);
      place.lines.hidden = true;
      field.setAttribute("aria-expanded", "false");
      next = null;
      tier = "literal";
    };

    const show = (result) => {
      clear();
      addGroups(result);
      list.hidden = !result.groups.length;
      field.setAttribute("aria-expanded", String(result.groups.length > 0));
      place.help.hidden = result.state !== "empty";
      fill(names, result.names.length ? [say("inNames"), ...draw.names(result)] : []);
      filters.show(result);
      if (first && fine.matches) cursor.first();
      find("body").scrollTop = 0;
    };

    // Where nothing is asked for yet: what can be asked, each a query of this dossier's own.
    engine.examples().then((examples) => fill(place.help, draw.help(examples, (query) => {
      field.value = query;
      goOn();
      search();
    })), () => {}).then(() => { place.help.hidden = Boolean(field.value.trim()); });

    // --- What it asks ---------------------------------------------------------

    const request = async (options, again) => {
      clearTimeout(timer);
      try {
        return await asking.ask(field.value, { ...options, facets: filters.chosen() });
      } catch (error) {
        if (!options.after) clear();
        line.textContent = say("failed");
        fill(rest, [button(say("again"), again)]);
        if (error.name !== "LoadError") throw error;
        return null;
      }
    };

    const search = async () => {
      link.href = address(field.value);
      link.textContent = `${link.pathname.split("/").pop()}?q=${field.value.trim()}`;
      asked(field.value);
      const result = await request({}, search);
      if (!result) return;
      show(result);
      if (views?.chosen.view === "lines") await inLines(result);
    };

    // --- As lines ---------------------------------------------------------------

    let concordance = null;

    // Page after page of the same search, until there are as many lines as can be looked through.
    const inLines = async (result) => {
      await dossierPanel.linesReady();
      concordance ||= dossierPanel.concordance(place.lines, { draw, say, url: draw.url, chosen: views.chosen, changed: views.changed });
      const groups = [...result.groups];
      let at = result.next;
      let count = dossierPanel.lines.linesOf(groups).length;
      while (at !== null && count <= dossierPanel.lines.MOST) {
        const page = await request({ after: at, limit: 100 }, search);
        if (!page) return;
        groups.push(...page.groups);
        count += dossierPanel.lines.linesOf(page.groups).length;
        at = page.next;
        line.textContent = status(page, filters.any());
      }
      concordance.show(groups, at === null);
      inView(groups.length > 0);
    };

    const inView = (lines) => {
      place.lines.hidden = !lines;
      if (lines) for (const other of [list, rest]) other.hidden = true;
    };

    if (views) {
      fill(find("views"), [draw.choice("view", [["list", say("viewList")], ["lines", say("viewLines")]], views.chosen.view, (value) => {
        views.chosen.view = value;
        search();
      })]);
    }

    const more = async () => {
      const before = cursor.count();
      const result = await request({ after: next }, more);
      if (!result) return;
      addGroups(result);
      goOn(cursor.option(before));
    };

    // From where a click has put more; not on a phone, where the keyboard would come up.
    const goOn = (option) => {
      if (!fine.matches) return;
      field.focus({ preventScroll: true });
      if (option) cursor.reach(option);
    };

    // What is in view, and what is on its way, belongs to the query before: Enter must not open it.
    const later = () => {
      cursor.set(null);
      clearTimeout(timer);
      asking.stop();
      busy(true);
      timer = setTimeout(search, PAUSE);
    };

    // --- What a reader does ---------------------------------------------------

    // While Zhuyin, Pinyin or Cangjie is being composed nothing is a query yet.
    field.addEventListener("input", (event) => { if (!event.isComposing) later(); });
    field.addEventListener("compositionend", later);

    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option], .d-search-title");
      if (option?.unfold) {
        goOn(option.unfold());
        return;
      }
      const shown = option && draw.shownBy(option);
      if (!shown || !plain(event)) return;
      leaving({ query: field.value, facets: filters.chosen(), href: option.href });
      dossierPanel.handOver(option.href, shown.text, shown.marks);
      if (option.href.split("#")[0] === location.href.split("#")[0]) left();
    });

    const act = {
      ArrowDown: () => (next && cursor.onLast() ? more() : cursor.step(1)),
      ArrowUp: () => cursor.step(-1),
      Enter: () => (cursor.at() ? cursor.at().click() : fine.matches ? search() : field.blur()),
    };
    field.addEventListener("keydown", (event) => {
      // The Enter that ends a composition is no Enter: 229 where isComposing is already over.
      if (event.isComposing || event.keyCode === 229 || event.altKey || event.ctrlKey || event.metaKey) return;
      if (!Object.hasOwn(act, event.key)) return;
      event.preventDefault();
      act[event.key]();
    });

    // The query, the filters and the hit that was followed, as they were.
    const restore = async ({ query, facets, href }) => {
      field.value = query;
      filters.set(facets);
      await search();
      const hit = () => [...list.querySelectorAll("[role=option], .d-search-others")].find((option) => option.href === href);
      while (!hit() && next) await more();
      for (const folded of list.querySelectorAll(".d-search-others")) if (!hit()) folded.unfold();
      if (hit()) cursor.reach(hit());
    };

    return {
      field,
      search,
      restore,
      stop: () => {
        clearTimeout(timer);
        asking.stop();
      },
    };
  };

  dossierPanel.panel = panel;
})();
