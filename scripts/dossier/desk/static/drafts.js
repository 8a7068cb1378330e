/* What was typed and not saved: kept for this window, so that a page that is loaded again, since
   somebody's edit was built, has it still. */

const DRAFT = "dossier.desk.draft";
const NEXT = "dossier.desk.next";
const LASTS = 6000; // ms: the page may be built twice, and what was said is read still

const read = (key) => { try { return JSON.parse(sessionStorage.getItem(key)); } catch { return null; } };
const write = (key, value) => {
  try {
    if (value) sessionStorage.setItem(key, JSON.stringify(value));
    else sessionStorage.removeItem(key);
  } catch { /* forbidden: then nothing is kept */ }
};
const here = (value) => (value?.path === location.pathname ? value : null);

/** The form that was open on this page: {name, args, values}. */
export const draft = () => here(read(DRAFT));
export const keepDraft = (value) => write(DRAFT, value && { path: location.pathname, ...value });

/** Where the focus goes, once, and what is said when the page has been built anew. */
export const keepNext = (value) => write(NEXT, value && { path: location.pathname, until: Date.now() + 10 * LASTS, ...value });
export const takeNext = () => {
  const next = here(read(NEXT));
  if (!next || next.until < Date.now()) return null;
  write(NEXT, { ...next, focus: "", until: Math.min(next.until, Date.now() + LASTS) });
  return next;
};
