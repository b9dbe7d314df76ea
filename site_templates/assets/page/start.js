// @ts-check
// Runs in the head of every page, before anything is shown. It holds what the theme writes into its pages as inline
// scripts, so that a server can forbid those; and what must be right before any other script looks.
"use strict";

(() => {
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const home = new URL("../..", script.src);

  // Without this the theme would load a stand-in from another host where the browser lacks one.
  window.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };

  /**
   * What a reader chose; nothing where the browser keeps nothing or something else was kept.
   * @param {string} name
   * @param {Storage} [storage]
   * @param {URL} [scope]
   */
  function kept(name, storage, scope = home) {
    try {
      return JSON.parse((storage ?? localStorage).getItem(`${scope.pathname}.${name}`) ?? "null");
    } catch {
      return null;
    }
  }

  /**
   * @param {string} name
   * @param {unknown} value
   * @param {Storage} [storage]
   * @param {URL} [scope]
   */
  function keep(name, value, storage, scope = home) {
    try {
      (storage ?? localStorage).setItem(`${scope.pathname}.${name}`, JSON.stringify(value));
    } catch {
      // The choice holds for this page.
    }
  }

  // Names under which the theme looks for them.
  Object.assign(window, { __md_scope: home, __md_get: kept, __md_set: keep });

  // --- light or dark, before the first picture of the page -----------------------------------------

  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const colours = kept("__palette")?.color ?? { scheme: dark ? "slate" : "default" };
  new MutationObserver((_, observer) => {
    if (!document.body) return;
    observer.disconnect();
    for (const [name, value] of Object.entries(colours)) document.body.setAttribute(`data-md-color-${name}`, String(value));
  }).observe(document.documentElement, { childList: true });

  // --- a page that a dossier reads -----------------------------------------------------------------

  // In a folder nothing can be fetched: a dossier puts pages into a frame, and each hands itself over when its article is
  // there, before other scripts run. Only in a folder: on a server a page of another host could ask for them.
  if (window.name === "vk-ho-so" && parent !== window && location.protocol === "file:") {
    new MutationObserver((_, observer) => {
      if (!document.querySelector("article ~ *, footer")) return;
      observer.disconnect();
      parent.postMessage(document.documentElement.outerHTML, "*");
    }).observe(document, { childList: true, subtree: true });
  }

  // --- addresses that lead nowhere -----------------------------------------------------------------

  /** What follows `#` and cannot be decoded (`#%`) names no place: it is taken out before a script decodes it. */
  const look = () => {
    try {
      decodeURIComponent(location.hash);
    } catch {
      history.replaceState(history.state, "", location.href.split("#")[0]);
    }
  };
  addEventListener("hashchange", look);
  look();
})();
