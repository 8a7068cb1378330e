/* Elements of forms. Words reach the page as text alone. */

let count = 0;
/** An id that no element of the page has. */
export const fresh = () => `d-desk-${(count += 1)}`;

/** An element with attributes (those that begin with `on` are listeners) and children. */
export const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== undefined && value !== null) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
};

export const button = (text, act, attributes = {}) => make("button", { type: "button", onclick: act, ...attributes }, text);

/** Give the focus to an element; only one out of sight moves the page. */
export const reach = (element) => {
  element.focus({ preventScroll: true });
  const { top, bottom } = element.getBoundingClientRect();
  if (bottom < 0 || top > innerHeight) element.scrollIntoView({ block: "center" });
};

/** What opens and closes under a word. */
export const disclosure = (word, ...children) => make("details", { class: "d-desk-more" }, make("summary", {}, word), ...children);

/** A line of text that the reader of a screen says when it changes. */
export const status = () => make("p", { class: "d-desk-said", role: "status" });

/** Text areas grow with their words. */
export const grow = (area) => {
  const fit = () => {
    if (!area.isConnected) return;
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + 2}px`;
  };
  area.addEventListener("input", fit);
  new ResizeObserver(fit).observe(area);
  return area;
};
