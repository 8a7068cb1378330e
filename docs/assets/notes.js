/* The page of all the editor's notes, narrowed by kind, tag and article. Without this script
   every note is on the page. */

(() => {
  "use strict";

  const filters = document.querySelector(".d-filters");
  if (filters) {
    const menus = [...filters.querySelectorAll("select")];
    const rows = [...document.querySelectorAll(".d-all-notes > li")];
    const status = filters.querySelector("[role=status]");

    const has = (row, key, value) =>
      !value || (key === "tag" ? JSON.parse(row.dataset.tags) : [row.dataset[key]]).includes(value);
    const narrow = () => {
      let shown = 0;
      for (const row of rows) {
        row.hidden = !menus.every((menu) => has(row, menu.dataset.key, menu.value));
        shown += !row.hidden;
      }
      for (const list of document.querySelectorAll(".d-all-notes")) {
        list.parentNode.hidden = [...list.children].every((row) => row.hidden);
      }
      status.textContent = status.dataset.shown.replace("{n}", shown);
    };

    // The choice is in the address, so that it can be sent; a hash works on a disk too.
    const read = () => {
      const asked = new URLSearchParams(location.hash.slice(1));
      for (const menu of menus) {
        const value = asked.get(menu.dataset.key) || "";
        menu.value = [...menu.options].some((option) => option.value === value) ? value : "";
      }
      narrow();
    };
    const write = () => {
      const chosen = menus.filter((menu) => menu.value).map((menu) => [menu.dataset.key, menu.value]);
      history.replaceState(null, "", "#" + new URLSearchParams(chosen));
      narrow();
    };
    for (const menu of menus) menu.addEventListener("change", write);
    addEventListener("hashchange", read);
    filters.hidden = false;
    read();
  }
})();
