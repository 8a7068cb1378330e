/* What a result says of itself in one line: how many, exactly or at least, and
   what was looked for besides. Nothing that was not counted is claimed. */

(() => {
  "use strict";

  const LONGEST = 40; // signs of a query that are said again

  const short = (query) => ([...query].length > LONGEST ? `${[...query].slice(0, LONGEST).join("")}…` : query);

  const PROBLEMS = { quote: "problemQuote", or: "problemOr", only: "problemOnly", not: "problemNot", before: "problemDay", after: "problemDay", kind: "problemKind" };
  const PLACES = { text: "inText", notes: "inNotes", summaries: "inSummaries", titles: "inTitles" };

  /** Places by what they are: paragraphs, notes, summaries, titles. */
  const placesOf = (say) => (counts) => Object.entries(PLACES).filter(([kind]) => counts[kind]).map(([kind, key]) => say(key, { n: counts[kind] })).join(say("glue"));

  const status = (say, forms, edition) => {
    const places = placesOf(say);
    const counts = ({ articles, places: found, exact }) => {
      if (!exact) return say("foundLeast", { articles });
      return found && places(found) ? say("found", { articles, places: places(found) }) : say("foundArticles", { articles });
    };

    // One sentence for each word that was widened, by whose word it is.
    const explained = (widenings) => {
      const found = new Map();
      for (const { from, to, why, edition: other } of widenings) {
        const key = JSON.stringify([from, why === "edition" ? other : ""]);
        found.set(key, [...(found.get(key) || []), ...to]);
      }
      return [...found].map(([key, to]) => {
        const [from, other] = JSON.parse(key);
        return other ? say("edition", { from: short(from), edition: edition(other), forms: forms(to) }) : say("widened", { from: short(from), forms: forms(to) });
      });
    };

    return (result, filtered) => {
      const { state, widenings } = result;
      const query = short(result.query);
      const { literal, widened } = result.counts;
      // What of the query could not be read: which is left out, or taken as plain words.
      const said = result.problems.map(([kind, words]) => say(PROBLEMS[kind] || "problemValue", { words: short(words) }));
      if (state === "empty") return said.join(" ");
      if (state === "none") said.push(say("none", { query }));
      else if (result.landing) said.push(say(result.landing, { counts: counts(literal) }));
      else said.push(literal.articles ? counts(literal) : say("notItself", { query }));
      if (widened.articles) said.push(...explained(widenings), say("asWell", { counts: counts(widened) }));
      if (filtered) said.push(say("filtered"));
      if ([...query].length === 1) said.push(say("single"));
      return said.join(/\p{Script=Han}/u.test(said[0]) ? "" : " ");
    };
  };

  Object.assign(dossierPanel, { status, short, placesOf });
})();
