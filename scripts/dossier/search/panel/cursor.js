/* Which hit the arrows have reached. The focus stays in the field, as in WAI-ARIA's
   combobox with a listbox; aria-activedescendant says where one is. */

(() => {
  "use strict";

  const cursor = (field, list) => {
    let active = null;

    const options = () => [...list.querySelectorAll("[role=option]")];

    const set = (option) => {
      active?.setAttribute("aria-selected", "false");
      active = option || null;
      active?.setAttribute("aria-selected", "true");
      if (active) field.setAttribute("aria-activedescendant", active.id);
      else field.removeAttribute("aria-activedescendant");
    };

    const reach = (option) => {
      set(option);
      // The first of an article brings the article's name into view with it.
      if (option?.previousElementSibling?.matches(".d-search-meta")) option.parentElement.scrollIntoView({ block: "nearest" });
      option?.scrollIntoView({ block: "nearest" });
    };

    // Past the last comes the first, and the other way round.
    const step = (by) => {
      const all = options();
      const at = active ? all.indexOf(active) + by : by > 0 ? 0 : -1;
      if (all.length) reach(all.at(at % all.length));
    };

    return {
      set,
      reach,
      step,
      first: () => set(options()[0]),
      option: (number) => options()[number],
      at: () => active,
      count: () => options().length,
      onLast: () => active !== null && active === options().at(-1),
    };
  };

  dossierPanel.cursor = cursor;
})();
