/* Citing: the references of an article, completed with the address and the day on which it is
   read, and the line under the paragraph that one came for. Without this script the references
   lack the day alone, and where the site has no address of its own, that. */

(() => {
  "use strict";

  const content = document.getElementById("content");
  const words = content.dataset;
  const list = document.querySelector(".d-styles");
  const rows = [...(list?.children ?? [])];
  const editions = [...document.querySelectorAll(".d-switch a")];

  // --- Where and when it is read ----------------------------------------------------

  // The published address, also on a copy; a file on a disk has none that leads others to it.
  const canonical = document.querySelector("link[rel=canonical]");
  const here = canonical ? canonical.href : location.href.split("#")[0];
  const address = (id) => (id ? here + "#" + id : here);

  const now = new Date();
  const long = (language) => now.toLocaleDateString(language, { day: "numeric", month: "long", year: "numeric" });
  const month = now.toLocaleDateString("en-US", { month: "long" });
  const short = month === "September" ? "Sept." : month.length > 4 ? month.slice(0, 3) + "." : month;
  const two = (number) => String(number).padStart(2, "0");
  const days = {
    iso: [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join("-"),
    us: long("en-US"),
    gb: long("en-GB"),
    fr: long("fr-FR").replace(/^1 /, "1er "),
    mla: [now.getDate(), short, now.getFullYear()].join(" "),
  };

  for (const row of rows) {
    for (const day of row.querySelectorAll(".d-accessed")) {
      day.textContent = day.dataset.day.replace(/\{(\w+)\}/g, (_, form) => days[form]);
    }
    if (location.protocol !== "file:" || canonical) {
      for (const at of row.querySelectorAll(".d-address")) at.textContent = here;
    }
  }

  // --- A reference in the style that was chosen last -----------------------------------

  const key = "dossier.style";
  const chosen = () => {
    let name = "";
    try { name = localStorage.getItem(key); } catch { /* storage may be forbidden */ }
    return rows.find((row) => row.dataset.style === name) || rows[0];
  };
  const choose = (name) => { try { localStorage.setItem(key, name); } catch { /* see above */ } };

  // The paragraphs with which pages of the source begin, and the name that its file has for a page.
  const starts = [...document.querySelectorAll(".d-body .d-n[data-page]")];
  const [before, after = ""] = (words.pageWords ?? "").split("{n}");
  const named = (start) => start.dataset.page.replaceAll("\u00a0", " ").slice(before.length, -after.length || undefined);
  const pageLink = (name) => "#page=" + encodeURIComponent(name);

  // The page on which a paragraph begins; "" without pages.
  const pageOf = (id) => {
    const target = document.getElementById(id);
    const start = starts.findLast((sign) => target.contains(sign) || sign.compareDocumentPosition(target) & 4);
    return start ? named(start) : "";
  };

  // `#page=12` is the beginning of that page, as in programs that show PDFs.
  const goToPage = () => {
    const start = starts.find((sign) => pageLink(named(sign)) === location.hash);
    if (start) location.replace(start.href);
  };

  // Of the article; of a paragraph or a note by its id and number.
  const reference = (row, id = "", number = "") => {
    const parts = [...row.querySelectorAll(id ? ".d-passage, .d-reference" : ".d-reference")];
    return parts.map((part) => {
      const copy = part.cloneNode(true);
      const locator = copy.querySelector(".d-locator");
      const page = /^p\d+$/.test(id) ? pageOf(id) : "";
      const own = page ? row.dataset.page.replace("{page}", page) : row.dataset.paragraph;
      const place = /^p\d+$/.test(id) ? own : row.dataset.note;
      if (id && locator) locator.textContent = place.replace("{n}", number || id.slice(1));
      if (id) for (const at of copy.querySelectorAll(".d-address")) at.append("#" + id);
      return copy;
    });
  };

  const plain = (parts) => parts.map((part) => part.textContent).join("\n");

  // With its italics where the program that takes it knows them. A page on plain http has no
  // clipboard API.
  const copy = async (parts) => {
    if (navigator.clipboard && isSecureContext) {
      const blob = (type, data) => ({ [type]: new Blob([data], { type }) });
      const html = parts.map((part) => `<p>${part.innerHTML}</p>`).join("");
      const types = { ...blob("text/plain", plain(parts)), ...(parts[0].innerHTML ? blob("text/html", html) : {}) };
      return navigator.clipboard.write([new ClipboardItem(types)]);
    }
    const selection = getSelection();
    const before = selection.rangeCount ? selection.getRangeAt(0) : null;
    const area = document.createElement("textarea");
    area.value = plain(parts);
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    selection.removeAllRanges();
    if (before) selection.addRange(before);
    if (!done) throw new Error("copy refused");
  };

  const make = (tag, text, attributes = {}) => {
    const element = document.createElement(tag);
    element.textContent = text;
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };

  // Where copying is refused the text itself is shown, to be taken by hand.
  const button = (label, parts, said) => {
    const element = make("button", label, { type: "button" });
    element.addEventListener("click", () => copy(parts()).then(
      () => { said.textContent = words.copied; },
      () => { said.textContent = plain(parts()); },
    ));
    return element;
  };

  const offer = (label, name, parts) => {
    const said = make("span", "", { role: "status" });
    const copies = button(label, parts, said);
    copies.setAttribute("aria-label", `${label}: ${name}`);
    const tools = make("span", "", { class: "d-copy", lang: document.documentElement.lang });
    tools.append(copies, said);
    return tools;
  };

  for (const row of rows) {
    const name = row.dataset.style;
    const tools = offer(list.dataset.copy, name, () => reference(row));
    tools.firstChild.addEventListener("click", () => choose(name));
    row.append(" ", tools);
  }

  // A note is cited by its number, from the list of all.
  const heading = document.querySelector("#cite h2")?.textContent;
  for (const mark of document.querySelectorAll(".d-note-list .d-mark")) {
    const [id, name] = [mark.hash.slice(1), mark.textContent];
    const tools = offer(heading, name, () => reference(chosen(), id, name.replace(/\D/g, "")));
    mark.parentNode.querySelector(".d-ref, .d-said")?.after(" ", tools);
  }

  const menu = () => {
    const select = make("select", "", { "aria-label": list.dataset.style });
    for (const { dataset } of rows) select.append(make("option", dataset.style));
    select.value = chosen().dataset.style;
    select.addEventListener("change", () => choose(select.value));
    return select;
  };

  // For what else offers a quotation with its reference.
  globalThis.citation = { address, copy, reference: (id, number) => reference(chosen(), id, number) };

  // --- The line under the paragraph one came for ----------------------------------------

  const line = (id) => {
    const said = make("span", "", { role: "status" });
    const tools = make("span", "", { class: "d-tools", lang: document.documentElement.lang });
    const page = pageOf(id);
    const place = make("span", `¶${id.slice(1)}`);
    if (page) place.append(" · ", make("a", words.pageWords.replace("{n}", page), { href: pageLink(page) }));
    tools.append(place, button(words.copyLink, () => [new Text(address(id))], said));
    if (rows.length) tools.append(button(words.cite, () => reference(chosen(), id), said), menu());
    const others = editions.filter((link) => !link.hasAttribute("aria-current"));
    if (others.length) {
      const group = make("span", "", { role: "group", "aria-label": words.editions });
      for (const link of others) {
        const url = new URL(link.href);
        url.hash = id;
        group.append(make("a", link.title, { href: url.href, lang: link.lang, hreflang: link.hreflang }));
      }
      tools.append(group);
    }
    tools.append(said);
    return tools;
  };

  const showLine = () => {
    document.querySelector(".d-tools")?.remove();
    const id = location.hash.slice(1);
    const target = /^p\d+$/.test(id) && document.querySelector(`.d-body [id="${id}"]`);
    // In a figure the number belongs to the caption.
    if (target && words.copyLink) (target.querySelector(":scope > figcaption") || target).append(line(id));
  };
  const arrive = () => {
    goToPage();
    showLine();
  };
  addEventListener("hashchange", arrive);
  arrive();
})();
