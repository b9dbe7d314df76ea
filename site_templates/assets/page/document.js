// @ts-check
// Comfort on a document's page: cards at citations, buttons that copy, permalinks that outlive small edits.
(() => {
  "use strict";

  /** @type {HTMLElement | null} */
  let card = null;
  /** @type {HTMLAnchorElement | null} */
  let shownAt = null;
  let timer = 0;

  /** Leave out the card. */
  const hide = () => {
    clearTimeout(timer);
    shownAt?.removeAttribute("aria-describedby");
    card?.remove();
    card = shownAt = null;
  };

  /** The row of the table of relations that tells of the number a link leads to.
   * @param {HTMLAnchorElement} link */
  const rowOf = link =>
    [...document.querySelectorAll("table.vk-relations tbody tr")].find(row =>
      [...row.querySelectorAll('[data-label="Số hiệu"] a[href]')].some(each => /** @type {HTMLAnchorElement} */ (each).href === link.href)
    );

  /** The citation link of the full text that an event is about.
   * @param {Event} event @returns {HTMLAnchorElement | null} */
  const citation = event =>
    event.target instanceof Element ? event.target.closest(".vk-p a[href]:not(.vk-at)") : null;

  /** Show the card of a link below it, or above where there is no room.
   * @param {HTMLAnchorElement} link */
  const show = link => {
    if (shownAt === link) return;
    hide();
    const row = rowOf(link);
    const paragraph = link.closest(".vk-p");
    if (!row || !paragraph) return;
    card = document.createElement("div");
    card.id = "k-the";
    card.className = "vk-card";
    card.setAttribute("role", "tooltip");
    for (const name of ["Số hiệu", "Ngày", "Cơ quan", "Trong kho"]) {
      const cell = row.querySelector(`[data-label="${name}"]`);
      if (!cell || cell.classList.contains("vk-none")) continue;
      const line = document.createElement("div");
      const words = /** @type {HTMLElement} */ (cell.cloneNode(true));
      words.querySelectorAll("br").forEach(each => each.replaceWith(" · "));
      line.textContent = (name === "Số hiệu" ? "" : `${name}: `) + words.textContent;
      card.append(line);
    }
    paragraph.after(card);
    const at = link.getClientRects()[0] ?? link.getBoundingClientRect();
    const frame = /** @type {HTMLElement} */ (card.offsetParent ?? document.body).getBoundingClientRect();
    const left = Math.min(at.left, frame.right - card.offsetWidth - 8);
    const below = at.bottom + card.offsetHeight < innerHeight;
    card.style.left = `${Math.max(left - frame.left, 0)}px`;
    card.style.top = `${(below ? at.bottom : at.top - card.offsetHeight) - frame.top}px`;
    link.setAttribute("aria-describedby", card.id);
    shownAt = link;
  };

  document.addEventListener("pointerover", event => {
    if (event.pointerType !== "mouse") return;
    const link = citation(event);
    const inside = card && event.target instanceof Node && card.contains(event.target);
    clearTimeout(timer);
    if (link && link !== shownAt) timer = setTimeout(() => show(link), 300);
    else if (!link && !inside && card) timer = setTimeout(hide, 250);
  });
  document.addEventListener("focusin", event => {
    const link = citation(event);
    if (link?.matches(":focus-visible")) show(link);
    else hide();
  });
  document.addEventListener("focusout", event => {
    if (citation(event)) hide();
  });
  document.addEventListener("keydown", event => {
    if (event.key === "Escape") hide();
  });

  /** Put words on the clipboard; on a page opened from a folder the old way still works.
   * @param {string} words */
  const copy = async words => {
    try {
      await navigator.clipboard.writeText(words);
      return true;
    } catch {
      const area = document.createElement("textarea");
      area.value = words;
      document.body.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      return done;
    }
  };

  for (const each of document.querySelectorAll("[data-vk-copy]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Chép";
    button.setAttribute("aria-label", `Chép ${each.getAttribute("data-vk-copy")?.toLowerCase()}`);
    const said = document.createElement("span");
    said.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      const done = await copy(each.textContent ?? "");
      button.focus();
      said.textContent = done ? " Đã chép" : " Không chép được, xin chọn chữ rồi chép";
    });
    each.after(" ", button, said);
  }

  /** Go to the paragraph that a permalink meant before an edit: first by its words, then by its place. */
  const seek = () => {
    document.querySelectorAll(".vk-found").forEach(each => each.classList.remove("vk-found"));
    const wanted = decodeURIComponent(location.hash.slice(1));
    const match = /^(.*)-([0-9a-f]{6})$/.exec(wanted);
    if (!match || document.getElementById(wanted)) return;
    const mark = document.querySelector(`.vk-p > span[id$="-${match[2]}"]`);
    const found = mark?.closest(".vk-p") ?? document.getElementById(match[1] ?? "");
    found?.classList.add("vk-found");
    found?.scrollIntoView();
  };
  addEventListener("hashchange", seek);
  seek();

  // Said by the script, not a hundred times in the page.
  for (const link of document.querySelectorAll(".vk-at")) link.setAttribute("title", "Liên kết tới đoạn này");
})();
