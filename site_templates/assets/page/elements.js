// @ts-check
// What scripts put on a page: elements, buttons, numbers and words as a reader is used to them; and the filter of rows.
"use strict";

/**
 * @typedef {<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, name?: string, ...inside: (Node | string)[]) =>
 *   HTMLElementTagNameMap[Tag]} MakeElement
 */

(() => {
  const vankho = (/** @type {any} */ (window).vankho ??= {});

  /**
   * @template {keyof HTMLElementTagNameMap} Tag
   * @param {Tag} tag
   * @param {string} [name] its classes
   * @param {...(Node | string)} inside
   */
  function element(tag, name = "", ...inside) {
    const made = document.createElement(tag);
    if (name) made.className = name;
    made.append(...inside);
    return made;
  }

  /**
   * @param {string} text
   * @param {() => unknown} act
   * @param {string} [label] what it does, where the text says it to those alone who see what is around
   */
  function button(text, act, label = "") {
    const made = element("button", "vk-button", text);
    made.type = "button";
    if (label) made.setAttribute("aria-label", label);
    made.addEventListener("click", act);
    return made;
  }

  /** @param {number} count */
  const number = (count) => count.toLocaleString("vi-VN");

  /**
   * `3 trong 2.635 dòng`, or `2.635 dòng` where nothing is left out.
   * @param {number} shown
   * @param {number} of
   */
  const countedRows = (shown, of) => (shown === of ? `${number(of)} dòng` : `${number(shown)} trong ${number(of)} dòng`);

  /**
   * Words cut at a blank to about a length.
   * @param {string} text
   * @param {number} most
   */
  function shorten(text, most) {
    if (text.length <= most) return text;
    const cut = text.slice(0, most);
    return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), 0)) || cut} …`;
  }

  /**
   * What is said somewhere, as `asks` compares it: folded, a blank before each word.
   * @param {string} text
   */
  const said = (text) => ` ${vankho.fold(text).replace(/[^a-z0-9]+/g, " ")}`;

  /**
   * What a reader typed into a filter: whether all of it, each the beginning of a word, is said somewhere.
   * @param {string} typed
   * @returns {{any: boolean, of: (said: string) => boolean}} `any`: whether anything was typed
   */
  function asks(typed) {
    const wanted = /** @type {string[]} */ (vankho.fold(typed).split(/[^a-z0-9]+/).filter(Boolean));
    return { any: wanted.length > 0, of: (text) => wanted.every((word) => text.includes(` ${word}`)) };
  }

  Object.assign(vankho, { element, button, number, countedRows, shorten, said, asks });
})();
