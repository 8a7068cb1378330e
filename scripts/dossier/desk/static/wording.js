/* How an edition writes a word of the source: everywhere, in this article, or where one ticks. */

import { call, Refusal } from "./api.js";
import { chooser } from "./chooser.js";
import { choices } from "./choices.js";
import { everywhere } from "./everywhere.js";
import { control } from "./fields.js";
import { behind, openForm, register } from "./form.js";
import { elementOf, textOf } from "./passage.js";
import { edition, slug } from "./state.js";

const form = (t, { start }) => {
  const words = chooser({ t, label: t("source_words"), start });
  const to = control({ name: "to", label: t("wording_to"), type: "string", shape: "one", help: t("wording_help"), limit: 200, choices: [] }, { edition });
  const scope = choices("scope", t("scope"), [{ value: "everywhere", label: t("scope_everywhere") }, { value: "article", label: t("scope_article") }], { chosen: "everywhere" });
  const all = everywhere(t, () => words.words());
  const block = start.from?.block ?? start.block;
  if (start.from && start.from.block === start.to.block) to.restore([...textOf(block)].slice(start.from.offset, start.to.offset).join(""));
  const save = async () => {
    const from = words.words();
    const missing = [!from && ["quote", t("need_words")], !to.read() && ["to", t("need_wording")]].filter(Boolean);
    if (missing.length) throw new Refusal(422, { problems: missing.map(([field, message]) => ({ field, message })) });
    const places = all.read();
    const sent = places.length ? await call("POST", "apply", { words: from, edition, places, wording: { to: to.read() } })
      : await call("POST", "wording", { edition, from, to: to.read(), scope: scope.read(), ...(scope.read() === "article" ? { article: slug } : {}) });
    return { ...sent, focus: `p${block}` };
  };
  openForm({ t, after: behind(elementOf(block)), controls: [words, to, scope], title: t("wording_word"), gloss: `¶${block}`, parts: [words.element, to.element, scope.element, all.element], save });
  (start.from ? to : words).focus();
};

export const dressWording = (t) => register("wording", (args) => form(t, args));
