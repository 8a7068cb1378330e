/* The concordance on the page of the search: its choices, its lines, what is ticked. */

(() => {
  "use strict";

  const { MOST, linesOf, sorted, grouped, csv } = dossierPanel.lines;
  const SVG = "http://www.w3.org/2000/svg";

  /** A view in `place`; `chosen` has the order and the grouping, `changed` hears of others. */
  const concordance = (place, { draw, say, url, chosen, changed }) => {
    const { make } = draw;
    let groups = [], inView = [], whole = true;
    const ticked = new Set(); // lines, by what they are

    const choice = (name, values) => draw.choice(name, values, chosen[name], (value) => {
      chosen[name] = value;
      changed();
      drawn();
    });

    // As wide as its part of the largest group.
    const bar = (part) => {
      const svg = document.createElementNS(SVG, "svg");
      svg.setAttribute("aria-hidden", "true");
      const rect = document.createElementNS(SVG, "rect");
      for (const [name, value] of [["width", `${Math.max(1, Math.round(100 * part))}%`], ["height", "100%"]]) rect.setAttribute(name, value);
      svg.append(rect);
      return svg;
    };

    const save = make("button", { type: "button" });
    const chosenLines = () => inView.filter((line) => ticked.has(identity(line)));
    save.addEventListener("click", () => {
      const lines = chosenLines();
      const address = URL.createObjectURL(new Blob([csv(lines, location.protocol === "file:" ? (href) => href : url)], { type: "text/csv;charset=utf-8" }));
      make("a", { href: address, download: "concordance.csv" }).click();
      setTimeout(() => URL.revokeObjectURL(address), 60000);
    });
    const counted = () => {
      save.textContent = say("save", { n: ticked.size });
      save.disabled = !ticked.size;
      // Others may offer something for ticked lines too.
      if (save.isConnected) save.dispatchEvent(new CustomEvent("dossier-ticked", { bubbles: true, detail: { lines: chosenLines(), beside: save } }));
    };

    const identity = (line) => JSON.stringify([line.href, line.kind, line.marks]);

    const tick = (line) => {
      const box = make("input", { type: "checkbox", "aria-label": `${line.left.slice(-8)}${line.key}${line.right.slice(0, 8)}` });
      box.checked = ticked.has(identity(line));
      box.addEventListener("change", () => {
        if (box.checked) ticked.add(identity(line));
        else ticked.delete(identity(line));
        counted();
      });
      return box;
    };

    const where = (line) => ({ note: say("inNote"), summary: say("inSummary"), title: say("inTitle") })[line.kind] || `¶${line.n}`;

    const row = (line) => {
      const link = make("a", { href: url(line.href), title: `${line.source || say("sourceUnknown")} · ${line.title}` }, where(line));
      link.addEventListener("click", (event) => { if (event.button === 0 && !event.ctrlKey && !event.metaKey) dossierPanel.handOver(link.href, line.text, line.marks); });
      return make("li", { class: line.widened ? "widened" : null }, tick(line),
        make("span", { class: "d-lines-text", lang: line.lang }, make("span", {}, make("bdi", {}, line.left)), make("mark", {}, line.key), make("span", {}, line.right)),
        make("span", { class: "d-lines-from" }, chosen.group === "source" ? line.date || say("dateUnknown") : line.source || say("sourceUnknown")), link);
    };

    const drawn = () => {
      const lines = sorted(linesOf(groups).slice(0, MOST), chosen.sort, document.documentElement.lang);
      const sets = grouped(lines, chosen.group);
      inView = sets.flatMap(([, those]) => those);
      const most = Math.max(1, ...sets.map(([, those]) => those.length));
      const all = make("input", { type: "checkbox" });
      all.checked = lines.length > 0 && lines.every((line) => ticked.has(identity(line)));
      all.addEventListener("change", () => {
        for (const line of lines) if (all.checked) ticked.add(identity(line)); else ticked.delete(identity(line));
        drawn();
      });
      const name = (words) => words || say(chosen.group === "year" ? "dateUnknown" : "sourceUnknown");
      place.replaceChildren(
        make("div", { class: "d-lines-choices" },
          choice("sort", [["right", say("sortRight")], ["left", say("sortLeft")], ["text", say("sortText")]]),
          choice("group", [["none", say("groupNone")], ["source", say("source")], ["year", say("year")]]),
          make("div", {}, make("label", {}, all, make("span", {}, say("all"))), save)),
        make("p", { class: "d-lines-count" }, say(whole ? "lines" : "linesLeast", { n: lines.length })),
        ...sets.flatMap(([words, those]) => [
          chosen.group === "none" ? "" : make("h3", {}, make("span", {}, name(words)), bar(those.length / most), make("span", { class: "d-count" }, `${those.length}`)),
          make("ol", {}, ...those.map(row)),
        ]).filter(Boolean),
      );
      counted();
    };

    return {
      show: (found, complete) => {
        groups = found;
        whole = complete && linesOf(found).length <= MOST;
        ticked.clear();
        drawn();
      },
    };
  };

  Object.assign(dossierPanel, { concordance });
})();
