// @ts-check
// What a reader chooses in the text is marked on the picture of its page. Without this script pictures are plain links.
(() => {
  "use strict";

  const pane = document.querySelector(".vk-seen");
  const pages = pane?.querySelector(".vk-seen__pages");
  const told = document.getElementById("k-vi-tri");
  if (!(pane instanceof HTMLElement) || !(pages instanceof HTMLElement) || !told) return;

  /** @typedef {[number, number, number, number, number]} Box - the page, then left, top, right, bottom in thousandths */
  /** @type {Record<string, [number, ...Box][]>} - by anchor, for each line: how far into the words it begins, its box */
  const places = JSON.parse(told.textContent ?? "{}");
  const wide = matchMedia("(min-width: 75em)");
  const BLOCKS = ".vk-p, article h3, article h4, article h5, article h6";

  /** Whether the pictures are in sight. */
  const seen = () => wide.matches || getComputedStyle(/** @type {Element} */ (pane)).display !== "none";

  /** Mark boxes on their pictures and bring the first one into sight.
   * @param {Box[]} boxes */
  const mark = boxes => {
    pages.querySelectorAll(".vk-box").forEach(each => each.remove());
    /** @type {HTMLElement | null} */
    let first = null;
    for (const [page, left, top, right, bottom] of boxes) {
      const picture = pages.querySelector(`.vk-leaf[data-page="${page}"] img`);
      if (!(picture instanceof HTMLElement)) continue;
      const box = document.createElement("span");
      const share = picture.offsetHeight / 1000;
      box.className = "vk-box";
      box.style.left = `${left / 10}%`;
      box.style.width = `${(right - left) / 10}%`;
      box.style.top = `${picture.offsetTop + top * share}px`;
      box.style.height = `${(bottom - top) * share}px`;
      picture.after(box);
      first ??= box;
    }
    if (!first) return;
    const leaf = /** @type {HTMLElement} */ (first.offsetParent);
    pages.scrollTo({ top: leaf.offsetTop + first.offsetTop - pages.clientHeight / 3 });
  };

  /** The lines of a block, or those alone on which some of its words stand.
   * @param {Element} block @param {number} start @param {number} end @returns {Box[]} */
  const lines = (block, start = 0, end = Infinity) => {
    const rows = places[block.id] ?? [];
    const on = rows.filter((row, at) => row[0] < end && (rows[at + 1]?.[0] ?? Infinity) > start);
    return on.map(([, ...box]) => box);
  };

  /** The boxes of what an element of the text says.
   * @param {Element} chosen @returns {Box[]} */
  const boxes = chosen => {
    const block = chosen.closest(BLOCKS);
    if (!block) return [];
    if (chosen === block) return lines(block);
    const before = document.createRange();
    before.setStart(block, 0);
    before.setEndBefore(chosen);
    const start = before.toString().length;
    return lines(block, start, start + (chosen.textContent ?? "").length);
  };

  let shown = document.body;
  /** Point at an element of the text, and at its place on the picture.
   * @param {Element | null} chosen */
  const point = chosen => {
    if (!(chosen instanceof HTMLElement) || !boxes(chosen).length) return;
    shown.classList.remove("vk-pointed");
    shown = chosen;
    if (shown.matches(BLOCKS)) shown.classList.add("vk-pointed");
    if (seen()) mark(boxes(shown));
  };

  /** Show or put away the sheet of a narrow screen.
   * @param {boolean} open */
  const sheet = open => {
    pane.classList.toggle("vk-seen--open", open);
    if (open) mark(boxes(shown));
    const next = open ? pages : document.querySelector(".vk-seen__open a");
    if (next instanceof HTMLElement) next.focus({ preventScroll: true });
  };

  document.addEventListener("click", event => {
    const target = event.target instanceof Element ? event.target : null;
    const fact = target?.closest(".vk-see");
    if (target?.closest(".vk-seen__open")) {
      event.preventDefault();
      sheet(true);
    } else if (target?.closest(".vk-seen__close")) {
      event.preventDefault();
      if (location.hash === "#k-anh") history.replaceState(null, "", "#k-toan-van");
      sheet(false);
    } else if (fact && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      if (!wide.matches) pane.classList.add("vk-seen--open");
      const box = /** @type {Box} */ ((fact.getAttribute("data-place") ?? "").split(" ").map(Number));
      mark([box]);
    } else if (target && !target.closest("a, button") && !String(getSelection())) {
      point(target.closest(BLOCKS));
    }
  });
  document.addEventListener("keydown", event => {
    if (event.key === "Escape" && !wide.matches && seen()) sheet(false);
  });
  const over = (/** @type {Event} */ event) => {
    const link = event.target instanceof Element ? event.target.closest(".vk-p a, article h3 a") : null;
    if (link && seen()) point(link.classList.contains("vk-at") ? link.closest(BLOCKS) : link);
  };
  document.addEventListener("pointerover", over);
  document.addEventListener("focusin", over);
  /** Point at what the address leads to. */
  const led = () => {
    const wanted = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    point(wanted?.closest(BLOCKS) ?? document.querySelector(".vk-found") ?? wanted?.querySelector(".vk-p") ?? null);
  };
  let followed = 0;
  /** Show the page that the text in sight stands on. */
  const follow = () => {
    const text = document.querySelector(".vk-doc")?.getBoundingClientRect();
    if (!wide.matches || !text) return;
    const block = document.elementFromPoint((text.left + text.right) / 2, 140)?.closest(BLOCKS);
    const page = block && places[block.id]?.[0]?.[1];
    if (!page || page === followed) return;
    followed = page;
    const leaf = pages.querySelector(`.vk-leaf[data-page="${page}"]`);
    if (leaf instanceof HTMLElement && !leaf.querySelector(".vk-box")) pages.scrollTo({ top: leaf.offsetTop });
  };
  addEventListener("scroll", () => requestAnimationFrame(follow), { passive: true });
  addEventListener("hashchange", led);
  addEventListener("load", led);
})();
