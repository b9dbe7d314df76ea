// @ts-check
// Leads from an address that was given up to the page that took its place, and to the same place in it: without scripts
// the page itself leads on, but only to the head of the other.
"use strict";

(() => {
  const target = new URL(document.currentScript?.dataset.target ?? "", location.href);
  target.hash = location.hash;
  location.replace(target);
})();
