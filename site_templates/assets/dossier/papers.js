// @ts-check
// Papers as their pages show them: the paper itself, its facts, its words. A page is fetched; in a folder, where that is
// forbidden, it is put into a frame and hands itself over (page/start.js). What comes is copied piece by piece: only
// elements and classes that a paper has, so nothing of it can act here.
"use strict";

/**
 * @typedef {{path: string, title: string, number: string, citation: string, facts: [string, string][], sheets: HTMLElement[],
 *   original: {href: string, words: string} | null, digest: string}} Paper
 */

(() => {
  const vankho = (/** @type {any} */ (window).vankho ??= {});
  const { element } = vankho;
  const portal = /** @type {URL} */ (vankho.portal);
  const AT_ONCE = 4;
  const WAIT = 20_000;
  const AFTER = 500; // a page that is there has spoken before it is loaded
  const KNOWN = new Set("p div span h3 h4 h5 h6 table caption thead tbody tfoot tr th td ol ul li a strong em b i u sub sup br small abbr del ins".split(" "));
  const LEFT_OUT = ".vk-at, .vk-sheet__tools, .vk-note, .vk-unseen, script, style, template, button, input, svg, img, iframe, object, embed";
  const KEPT = ["colspan", "rowspan", "scope", "title", "tabindex", "role", "aria-label"];
  const LEAF = "p, h3, h4, h5, h6, caption, th, td";

  // --- pages ----------------------------------------------------------------------------------------

  /** @param {string} path */
  async function fetched(path) {
    const answer = await fetch(new URL(path, portal));
    if (!answer.ok) throw new Error(path);
    return answer.text();
  }

  /** @param {string} path @returns {Promise<string>} */
  const framed = (path) =>
    new Promise((resolve, reject) => {
      const frame = element("iframe");
      const done = (/** @type {() => void} */ act) => {
        removeEventListener("message", hear);
        clearTimeout(timer);
        frame.remove();
        act();
      };
      const fail = () => done(() => reject(new Error(path)));
      const hear = (/** @type {MessageEvent} */ { source, data }) => {
        if (source === frame.contentWindow && typeof data === "string") done(() => resolve(data));
      };
      const timer = setTimeout(fail, WAIT);
      addEventListener("message", hear);
      frame.name = "vk-ho-so";
      frame.hidden = true;
      frame.src = new URL(path, portal).href;
      frame.addEventListener("load", () => setTimeout(fail, AFTER));
      document.body.append(frame);
    });

  let running = 0;
  /** @type {(() => void)[]} */
  const waiting = [];

  /**
   * A page of the portal as a document that runs nothing; a few at once.
   * @param {string} path
   */
  async function page(path) {
    if (running >= AT_ONCE) await new Promise((resolve) => waiting.push(() => resolve(null)));
    running += 1;
    try {
      const html = await (location.protocol === "file:" ? framed(path) : fetched(path));
      return new DOMParser().parseFromString(html, "text/html");
    } finally {
      running -= 1;
      waiting.shift()?.();
    }
  }

  // --- what stands on them --------------------------------------------------------------------------

  /**
   * Where a link of a page leads, as long as that is in the portal.
   * @param {Element | null | undefined} link
   * @param {string} path of the page
   */
  function target(link, path) {
    const href = link?.getAttribute("href");
    if (!href) return null;
    try {
      const url = new URL(href, new URL(path, portal));
      return url.href.startsWith(portal.href) ? url : null;
    } catch {
      return null;
    }
  }

  /**
   * A copy of what a paper may have; of all else only the words.
   * @param {Node} node
   * @param {string} path
   * @returns {(Node | string)[]}
   */
  function copied(node, path) {
    if (node instanceof Text) return [node.data];
    if (!(node instanceof Element) || node.matches(LEFT_OUT)) return [];
    const inside = [...node.childNodes].flatMap((each) => copied(each, path));
    const tag = node.localName;
    if (!KNOWN.has(tag) || (tag === "caption" && !inside.length) || (tag === "span" && !inside.length)) return inside;
    const made = document.createElement(tag);
    made.className = [...node.classList].filter((each) => each.startsWith("vk-")).join(" ");
    if (!made.className) made.removeAttribute("class");
    for (const name of KEPT) if (node.hasAttribute(name)) made.setAttribute(name, node.getAttribute(name) ?? "");
    const url = tag === "a" ? target(node, path) : null;
    if (url) made.setAttribute("href", url.href);
    made.append(...inside);
    return [made];
  }

  /** @param {Node | null | undefined} node */
  const words = (node) => (node?.textContent ?? "").replace(/\s+/g, " ").trim();

  /**
   * What a cell says, its lines apart.
   * @param {Element | null} cell
   */
  function said(cell) {
    const copy = /** @type {Element | undefined} */ (cell?.cloneNode(true));
    copy?.querySelectorAll(".vk-see, summary").forEach((each) => each.remove());
    copy?.querySelectorAll("br, li + li").forEach((each) => each.before("; "));
    return words(copy);
  }

  /**
   * @param {Document} found
   * @param {string} path
   * @returns {HTMLElement[]} the text, and below it its appendices that are on this page
   */
  const sheets = (found, path) =>
    [...found.querySelectorAll(".vk-doc")].flatMap((each) => copied(each, path).filter((part) => part instanceof HTMLElement));

  /**
   * @param {string} path page of a paper, below the portal
   * @returns {Promise<Paper>} fails where it can not be had, or is no paper
   */
  async function paper(path) {
    const found = await page(path);
    const parts = [...found.querySelectorAll("#k-phu-luc + ul a")].flatMap((link) => target(link, path)?.href.slice(portal.href.length) ?? []);
    const more = await Promise.all(parts.map(async (part) => sheets(await page(part), part)));
    const own = sheets(found, path);
    if (!own.length) throw new Error(path);
    const heading = found.querySelector("h1");
    heading?.querySelectorAll(".headerlink, .vk-badge").forEach((each) => each.remove());
    const badge = found.querySelector(".vk-badges > .vk-badge:not(.vk-badge--unknown)");
    const rows = [...found.querySelectorAll(".vk-facts tbody tr")].map((row) => /** @type {[string, string]} */ ([words(row.querySelector("th")), said(row.querySelector("td"))]));
    const original = found.querySelector(".vk-facts a[download]");
    const href = target(original, path)?.href;
    return {
      path,
      title: words(heading),
      number: /^Số (.+)/.exec(words(badge))?.[1] ?? "",
      citation: words(found.querySelector("[data-vk-copy]")),
      facts: rows.filter(([name]) => name && name !== "Bản gốc"),
      sheets: [...own, ...more.flat()],
      original: href ? { href, words: words(original) } : null,
      digest: /SHA-256: ([0-9a-f]{64})/.exec(words(found.querySelector(".vk-facts")))?.[1] ?? "",
    };
  }

  /**
   * The papers that a page names, in the order in which it does, and what the page is called.
   * @param {string} path
   */
  async function named(path) {
    const found = await page(path);
    const links = [...found.querySelectorAll("article a[href]")].flatMap((link) => target(link, path)?.pathname.slice(portal.pathname.length) ?? []);
    const heading = found.querySelector("h1");
    heading?.querySelectorAll(".headerlink, .vk-badge").forEach((each) => each.remove());
    const papers = await Promise.all(links.filter((each) => vankho.kept.PAPER.test(each)).map(vankho.kept.paperOf));
    return { title: words(heading), papers: /** @type {string[]} */ ([...new Set(papers)]) };
  }

  /** @param {Element} cell */
  const inCell = (cell) => (cell.querySelector("p") ? [...cell.querySelectorAll("p")].map(words).join(" ") : words(cell));

  /**
   * The lines of a paper: a paragraph or a row of a table each.
   * @param {Element} node
   * @returns {string[]}
   */
  function lines(node) {
    if (node.matches("tr")) return [[...node.children].map(inCell).join("\t")];
    const loose = [...node.childNodes].some((each) => each instanceof Text && each.data.trim());
    if (loose || node.matches(LEAF)) return words(node) ? [words(node)] : [];
    return [...node.children].flatMap(lines);
  }

  Object.assign(vankho, { papers: { paper, named, lines, target } });
})();
