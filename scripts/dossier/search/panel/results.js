/* What the search found, as elements: articles, their passages, filters. All
   words are text, never markup, and every passage is a plain link.

   When they are asked for, and what a key does to them, is panel/panel.js. */

(() => {
  "use strict";

  const AT_FIRST = 3; // passages of an article in view before "more"

  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.filter((child) => child !== null && child !== ""));
    return element;
  };

  // Text with marks, each [start, end) in UTF-16 units, as text nodes and <mark>.
  const marked = (text, marks) => {
    const parts = document.createDocumentFragment();
    let at = 0;
    for (const [start, end] of marks) {
      parts.append(text.slice(at, start), make("mark", {}, text.slice(start, end)));
      at = end;
    }
    parts.append(text.slice(at));
    return parts;
  };

  // As much for the eye in either script: a letter is half as wide as a character.
  const excerpt = ({ text, marks, lang }) => {
    const cut = /^(zh|ja|ko)/.test(lang) ? dossierSearch.crop(text, marks) : dossierSearch.crop(text, marks, 48, 180);
    const parts = marked(cut.text, cut.marks);
    if (cut.cutStart) parts.prepend("…");
    if (cut.cutEnd) parts.append("…");
    return parts;
  };

  const unique = (list) => [...new Set(list)];

  /* `say(key, values)` gives the page's words, `url(href)` an address of the
     edition, `language(tag)` a language's name. */
  const drawing = (say, url, language) => {
    let ids = 0;
    const sources = new WeakMap(); // an option -> what it shows, for the marks on arrival

    const places = dossierPanel.placesOf(say);
    const forms = (list) => unique(list).map((form) => say("form", { form })).join(say("glue"));

    const option = (className, href, shown, ...children) => {
      const element = make("a", { class: className, role: "option", id: `d-search-${ids++}`, "aria-selected": "false", tabindex: "-1", href: url(href) }, ...children);
      sources.set(element, shown);
      return element;
    };

    const passage = (hit) => {
      // A note and a summary are the dossier's words, and look it.
      const told = { note: "inNote", summary: "inSummary" }[hit.kind];
      const where = told ? say(told) : `¶${hit.n}`;
      return option(
        ["d-search-hit", told && `d-search-${hit.kind}`, hit.widened && "widened"].filter(Boolean).join(" "), hit.href, hit,
        make("span", { class: "d-search-place" }, where), " ",
        make("span", { class: "d-search-text", lang: hit.lang }, excerpt(hit)),
      );
    };

    // An option of its own kind: chosen, it gives way to the passages it stands for.
    const others = (hits) => {
      const element = make("div", { class: "d-search-others", role: "option", id: `d-search-${ids++}`, "aria-selected": "false" }, say("otherPlaces", { n: hits.length - AT_FIRST }));
      element.unfold = () => {
        const rest = hits.slice(AT_FIRST).map(passage);
        element.replaceWith(...rest);
        return rest[0];
      };
      return element;
    };

    // The title leads to the article too; it is an option only where no passage is.
    const group = (article) => {
      const title = marked(article.title.text, article.title.marks);
      const id = `d-search-${ids++}`;
      const line = [
        article.source || say("sourceUnknown"),
        article.date || say("dateUnknown"),
        places(article.counts),
        article.missing.length ? say("missing", { forms: forms(article.missing) }) : "",
      ].filter(Boolean);
      const meta = make("div", { class: "d-search-meta", "aria-hidden": "true", id: `${id}-meta` }, ...line.map((part) => make("span", {}, part)));
      const few = article.hits.length <= AT_FIRST + 1;
      const passages = (few ? article.hits : article.hits.slice(0, AT_FIRST)).map(passage);
      if (!few) passages.push(others(article.hits));
      const head = passages.length
        ? make("a", { class: "d-search-title", id, tabindex: "-1", "aria-hidden": "true", lang: article.title.lang, href: url(article.href) }, title)
        : option("d-search-title", article.href, article.title, make("span", { id, lang: article.title.lang }, title));
      if (passages.length) sources.set(head, article.title);
      if (article.tier === "widened") head.classList.add("widened");
      return make("div", { class: "d-search-group", role: "group", "aria-labelledby": passages.length ? `${id} ${id}-meta` : `${id}-meta` }, head, meta, ...passages);
    };

    // Before the first article of a tier that is not the words themselves.
    const head = (tier, query, widenings) => {
      const words = tier === "partial" ? say("partial") : say("also", { query: dossierPanel.short(query), forms: forms(widenings.flatMap((widening) => widening.to)) });
      return make("p", { class: "d-search-tier", role: "presentation", "aria-hidden": "true" }, words);
    };

    const names = (result) => result.names.map((name) =>
      make("span", {}, make("a", { href: url(name.href), lang: name.lang }, name.text), name.line ? make("small", {}, ` ${name.line}`) : ""));

    const label = (kind, facet) => {
      if (kind === "notes") return say("withNotes");
      if (kind === "language") return language(facet.value);
      return facet.label || (kind === "year" ? say("dateUnknown") : say("sourceUnknown"));
    };

    // A filter that leaves nothing out is none.
    const useful = (kind, found) => found.some((value) => value.chosen) || found.length > (kind === "entity" || kind === "notes" ? 0 : 1);

    const facets = (result) => Object.entries(result.facets).filter(([kind, found]) => useful(kind, found)).map(([kind, found]) =>
      make("fieldset", {}, make("legend", {}, say(kind)), ...found.map((facet) => {
        const box = make("input", { type: "checkbox", name: kind, value: facet.value });
        box.checked = facet.chosen;
        return make("label", {}, box, make("span", {}, label(kind, facet)), make("span", { class: "d-count" }, facet.exact ? `${facet.count}` : `≥${facet.count}`));
      })));

    /** The language of queries by examples; `ask` is told the one that is chosen. */
    const help = ({ names: [first, second = first, third = second], source, speaker, year, language: tag }, ask) => {
      if (!first) return [];
      const [fields, kinds] = [say("fields"), say("kinds")].map((words) => words.split(" "));
      const rows = [
        [`${first} ${second}`, "helpAll"], [`"${first}"`, "helpPhrase"], [`${second} OR ${third}`, "helpOr"], [`${first} -${second}`, "helpNot"],
        source && [`${fields[0]}:${source} ${first}`, "helpSource"], speaker && [`${fields[1]}:${/\s/u.test(speaker) ? `"${speaker}"` : speaker}`, "helpSpeaker"], tag && [`${fields[2]}:${tag} ${first}`, "helpLang"],
        [`${fields[3]}:${kinds[6]} ${first}`, "helpKind"], year && [`${first} ${fields[5]}:${year}-01 ${fields[4]}:${year}-07`, "helpDays"],
        source && [`${source} ¶3`, "helpReference"],
      ].filter(Boolean).map(([query, words]) => {
        const button = make("button", { type: "button" }, query);
        button.addEventListener("click", () => ask(query));
        return make("li", {}, button, make("span", {}, say(words, { kinds: kinds.join(say("glue")) })));
      });
      return [make("ul", {}, ...rows), make("p", {}, say("helpQuotation"))];
    };

    // One of some values [value, words], by radio buttons.
    const choice = (name, values, chosen, changed) => make("fieldset", {}, make("legend", {}, say(name)), ...values.map(([value, words]) => {
      const box = make("input", { type: "radio", name: `d-search-${name}`, value });
      box.checked = chosen === value;
      box.addEventListener("change", () => changed(value));
      return make("label", {}, box, make("span", {}, words));
    }));

    return { make, url, choice, help, group, head, names, facets, forms, shownBy: (element) => sources.get(element) };
  };

  dossierPanel.drawing = drawing;
})();
