// The portal's scripts in a window of their own, without a browser: what the tests of search load.

import { readFileSync } from "node:fs";
import vm from "node:vm";

const ROOT = new URL("../../", import.meta.url);
const ASSETS = "https://vi-du.vn/kho/assets/search/";
const SCRIPTS = ["page/files", "search/words", "search/index", "search/rank", "search/otherwise"];

/**
 * The table of cases of that name, shared with the tests of Python.
 * @param {string} name
 * @returns {any}
 */
export function cases(name) {
  return JSON.parse(readFileSync(new URL(`tests/cases/search/${name}.json`, ROOT), "utf-8"));
}

/**
 * Loads the scripts of search; a file of the index that they ask for is what `file` gives for its path.
 * @param {(path: string) => string} file which throws where there is none
 * @returns {any} what the scripts offer one another
 */
export function portal(file = () => "") {
  const document = {
    currentScript: { src: `${ASSETS}index.js` },
    createElement: () => ({ remove() {} }),
    head: { append: (/** @type {Tag} */ tag) => void queueMicrotask(() => arrive(tag)) },
  };
  /** @type {Record<string, any>} */
  const window = { document, location: { protocol: "file:" }, URL };
  window.window = window;
  const context = vm.createContext(window);

  /** @typedef {{src: string, onload: () => void, onerror: () => void}} Tag */
  /** @param {Tag} tag */
  function arrive(tag) {
    try {
      vm.runInContext(file(tag.src.replace(`${ASSETS}index/`, "")), context);
      tag.onload();
    } catch {
      tag.onerror();
    }
  }

  for (const name of SCRIPTS) {
    const path = new URL(`site_templates/assets/${name}.js`, ROOT);
    vm.runInContext(readFileSync(path, "utf-8"), context, { filename: path.pathname });
  }
  return window.vankho;
}

/**
 * A value of the scripts as one of the tests: arrays of another window have another prototype.
 * @param {unknown} value
 * @returns {any}
 */
export const plain = (value) => JSON.parse(JSON.stringify(value));
