/* The way to the desk, on pages that `mkdocs serve` gives to a browser on the same machine: one
   button, and the key e. All other parts are loaded when the desk is turned on. */

(() => {
  "use strict";

  const here = document.currentScript.src;
  const url = (name) => new URL(name, here).href;
  const main = document.getElementById("content");
  if (!main || !document.querySelector("meta[name=desk-token]")) return;

  const ON = "dossier.desk"; // for this window: the next page is read with the desk on as well
  const session = {
    get: () => { try { return sessionStorage.getItem(ON) === "on"; } catch { return false; } },
    set: (on) => { try { sessionStorage.setItem(ON, on ? "on" : ""); } catch { /* forbidden: then one turns it on again */ } },
  };

  const bar = document.createElement("div");
  const button = document.createElement("button");
  const key = document.createElement("kbd");
  bar.className = "d-desk-bar";
  button.type = "button";
  key.textContent = "e";
  key.setAttribute("aria-hidden", "true");
  button.setAttribute("aria-keyshortcuts", "e");
  button.setAttribute("aria-pressed", "false");
  bar.append(button);

  let parts = null;
  const turn = async (on, byHand) => {
    button.setAttribute("aria-pressed", String(on));
    session.set(on);
    parts ||= import(url("on.js"));
    const { turnOn, turnOff } = await parts;
    if (on) await turnOn(bar, byHand);
    else turnOff();
  };
  const isOn = () => button.getAttribute("aria-pressed") === "true";
  button.addEventListener("click", () => turn(!isOn(), true));

  const writing = "input, textarea, select, dialog, [contenteditable]";
  addEventListener("keydown", (event) => {
    if (event.key !== "e" || event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    if (event.target.closest?.(writing) || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    turn(!isOn(), true);
  });

  // The word on the button, in the page's language, and its style; then it is there.
  const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: url("desk.css") });
  style.addEventListener("load", async () => {
    const { words } = await import(url("words.js"));
    button.append((await words)("edit"), " ", key);
    main.prepend(bar);
    if (session.get() && !isOn()) turn(true, false);
  });
  document.head.insertBefore(style, document.querySelector("link[media=print]"));
})();
