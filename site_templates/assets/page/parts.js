// @ts-check
// Where a reader is on a document's page: marked on the bar and in the outline. And the button that prints.
// Without this script all of these are plain links, and the browser prints what is chosen.
(() => {
  "use strict";

  for (const each of document.querySelectorAll("[data-vk-address]"))
    if (location.protocol !== "file:") each.textContent = ` · ${location.origin}${location.pathname}`;

  const choice = document.querySelector(".vk-prints fieldset");
  if (choice) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "In";
    button.addEventListener("click", () => print());
    choice.append(button);
  }

  const bar = document.querySelector(".vk-bar");
  if (!(bar instanceof HTMLElement)) return;
  const side = document.querySelector(".vk-side__in");
  const wide = matchMedia("(min-width: 76.25em)");

  /** @typedef {{ link: HTMLAnchorElement, place: HTMLElement }} Part */
  /** The links of a list with the places on this page that they lead to.
   * @param {string} links @returns {Part[]} */
  const parts = links =>
    [.../** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(links))].flatMap(link => {
      const place = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      return place ? [{ link, place }] : [];
    });
  const sections = parts(".vk-bar a");
  const headings = parts(".vk-outline a");

  /** The last part that begins above the line below which a reader reads, none before the first.
   * @param {Part[]} all @param {number} line */
  const current = (all, line) => all.filter(part => part.place.getBoundingClientRect().top <= line).pop();

  /** Mark one link of a list as the place where the reader is.
   * @param {Part[]} all @param {Part | undefined} now */
  const mark = (all, now) => {
    for (const part of all)
      if (part === now) part.link.setAttribute("aria-current", "location");
      else part.link.removeAttribute("aria-current");
  };

  /** Bring a link into sight inside the list that scrolls, and move nothing else.
   * @param {Element} list @param {HTMLElement} link */
  const reveal = (list, link) => {
    const [outer, inner] = [list.getBoundingClientRect(), link.getBoundingClientRect()];
    if (inner.left < outer.left || inner.right > outer.right) list.scrollLeft += inner.left - outer.left - 24;
    if (inner.top < outer.top || inner.bottom > outer.bottom) list.scrollTop += inner.top - outer.top - outer.height / 3;
  };

  /** @type {Part | undefined} */
  let section;
  /** @type {Part | undefined} */
  let heading;
  const follow = () => {
    const line = bar.getBoundingClientRect().bottom + 40;
    const ended = innerHeight + scrollY >= document.documentElement.scrollHeight - 2;
    const reached = sections.filter(part => wide.matches ? !part.link.matches(".vk-bar__side") : true);
    const now = ended ? reached.at(-1) : (current(reached, line) ?? reached[0]);
    if (now !== section) {
      section = now;
      mark(sections, now);
      if (now) reveal(bar, now.link);
    }
    const at = current(headings, line);
    if (at !== heading) {
      heading = at;
      mark(headings, at);
      if (at && side && wide.matches) reveal(side, at.link);
    }
  };

  let waiting = 0;
  const soon = () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(follow);
  };
  addEventListener("scroll", soon, { passive: true });
  addEventListener("resize", soon);
  addEventListener("hashchange", soon);
  follow();

  // Arrow keys go along the bar, as along any row of tabs; Enter opens.
  bar.addEventListener("keydown", event => {
    const links = sections.map(part => part.link).filter(link => link.offsetParent);
    const at = links.findIndex(link => link === document.activeElement);
    const steps = /** @type {Record<string, number>} */ ({ ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: links.length - 1 });
    const next = steps[event.key];
    if (at < 0 || next === undefined) return;
    event.preventDefault();
    links[(next + links.length) % links.length]?.focus();
  });
})();
