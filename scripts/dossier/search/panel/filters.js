/* The filters of the search: which sources, years, languages, names, notes. They
   are in view on a wide screen and folded on a phone. */

(() => {
  "use strict";

  const wide = matchMedia("(min-width: 51em)");

  /* `holder` is the <details> that the filters stand in; `changed` is told when
     the reader has chosen otherwise. */
  const filters = (holder, { draw, glue, changed }) => {
    const place = holder.querySelector(".d-search-facets");
    const gist = holder.querySelector("summary > span");
    const chosen = new Map(); // kind -> its chosen values

    // Drawn anew with each result; the one in use keeps the focus.
    const show = (result) => {
      const used = place.contains(document.activeElement) ? document.activeElement : null;
      place.replaceChildren(...draw.facets(result));
      holder.hidden = !place.childElementCount;
      gist.textContent = [...place.querySelectorAll("legend")].map((legend) => legend.textContent).join(glue);
      const boxes = [...place.querySelectorAll("input")];
      if (used) boxes.find((box) => box.name === used.name && box.value === used.value)?.focus();
    };

    place.addEventListener("change", ({ target }) => {
      const values = chosen.get(target.name) || new Set();
      if (target.checked) values.add(target.value);
      else values.delete(target.value);
      if (values.size) chosen.set(target.name, values);
      else chosen.delete(target.name);
      changed();
    });

    const fold = () => { holder.open = wide.matches; };
    wide.addEventListener("change", fold);
    fold();

    return {
      show,
      any: () => chosen.size > 0,
      chosen: () => Object.fromEntries([...chosen].map(([kind, values]) => [kind, [...values]])),
      set: (facets) => {
        chosen.clear();
        for (const [kind, values] of Object.entries(facets)) chosen.set(kind, new Set(values));
      },
      clear: () => {
        chosen.clear();
        changed();
      },
    };
  };

  dossierPanel.filters = filters;
})();
