/* The words of the desk in the language of the page. Labels and help of fields, from the same
   files, come with the state. */

const PARENTS = { "zh-Hant-HK": "zh-Hant-TW" }; // a file has only what differs from its parent's
const tag = document.documentElement.lang;

const read = async (name) => {
  const answer = await fetch(new URL(`locale/${name}.json`, import.meta.url));
  return answer.ok ? answer.json() : {};
};
// What is missing in a language is said in English.
const texts = Promise.all(["en", PARENTS[tag], tag].filter(Boolean).map(read)).then((files) => Object.assign({}, ...files));

const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (slot, name) => values[name] ?? slot);

/** The function that gives a text: `t(key, {n: 3})`, by the plural of n. */
export const words = texts.then((all) => (key, values = {}) => {
  const text = all[key] ?? key;
  const form = typeof text === "string" ? text : text[new Intl.PluralRules(tag).select(values.n)] ?? text.other;
  return fill(form, values);
});

/** The first text that there is, or what it stands for. */
const say = (t, plain, ...keys) => keys.map((key) => [key, t(key)]).find(([key, text]) => key !== text)?.[1] ?? plain;

/** The fields of a record in the page's words, the values of choices with their names. */
export const fieldsOf = (records, record, t) => records[record].fields.map((field) => ({
  ...field,
  label: say(t, field.name, `label.${record}.${field.name}`, `label.${field.name}`),
  help: say(t, field.help, `help.${record}.${field.name}`),
  choices: (field.values || []).map((value) => {
    const key = `value.${record}.${field.name}.${value}`;
    const label = t(key);
    return { value, label: label === key ? field.names?.[value] ?? value : label };
  }),
}));

/** The name of a language in the page's own. */
export const language = (code) => {
  try { return new Intl.DisplayNames([tag], { type: "language" }).of(code); } catch { return code; }
};
