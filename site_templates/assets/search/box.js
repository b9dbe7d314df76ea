// @ts-check
// The box in the header and on the first page: results while typing, by kind, for mouse, keys and screen readers.
"use strict";

(() => {
  const vankho = (/** @type {any} */ (window).vankho ??= {});
  const { KINDS, element, result, notices, besides, counted, search } = vankho;
  const SHORT_LIST = 8;

  /**
   * @param {HTMLFormElement} form
   * @param {HTMLInputElement} input
   * @param {number} number
   * @param {{kind: string, lead: (link: HTMLAnchorElement) => string} | null} [only] where pages of one kind alone are asked
   *   for, and where each of them leads instead
   */
  function box(form, input, number, only = null) {
    const panel = element("div", "vk-panel");
    const note = element("p", "vk-panel__note");
    const list = element("div", "vk-panel__list");
    const status = element("div", "vk-status");
    list.id = `vk-panel-${number}`;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Kết quả tìm kiếm");
    status.setAttribute("role", "status");
    panel.hidden = true;
    panel.append(note, list);
    form.append(panel, status);
    for (const [name, value] of [["role", "combobox"], ["aria-controls", list.id], ["aria-autocomplete", "list"], ["aria-expanded", "false"]]) {
      input.setAttribute(name ?? "", value ?? "");
    }
    let active = -1;

    const options = () => /** @type {HTMLAnchorElement[]} */ ([...list.querySelectorAll("[role=option]")]);

    /** @param {boolean} open */
    function toggle(open) {
      panel.hidden = !open;
      input.setAttribute("aria-expanded", String(open && options().length > 0));
      if (!open) activate(-1);
    }

    /** @param {number} place */
    function activate(place) {
      active = place;
      options().forEach((option, index) => option.setAttribute("aria-selected", String(index === place)));
      const chosen = options()[place];
      if (chosen) {
        input.setAttribute("aria-activedescendant", chosen.id);
        chosen.scrollIntoView({ block: "nearest" });
      } else input.removeAttribute("aria-activedescendant");
    }

    /**
     * Results under the names of their kinds; kinds in the order of their best result.
     * @param {HTMLAnchorElement[]} links
     * @param {number} count
     */
    function groups(links, count) {
      const kinds = [...new Set(links.map((link) => link.dataset.result ?? ""))];
      const made = kinds.map((kind) => group(kind, KINDS[kind] ?? "", links.filter((link) => link.dataset.result === kind)));
      if (count > links.length && !only) made.push(more(count));
      return made;
    }

    /**
     * @param {string} name
     * @param {string} words
     * @param {HTMLAnchorElement[]} links
     */
    function group(name, words, links) {
      const title = element("div", "vk-panel__kind", words);
      title.id = `${list.id}-kind-${name}`;
      const made = element("div", "", title, ...links);
      made.setAttribute("role", "group");
      made.setAttribute("aria-labelledby", title.id);
      return made;
    }

    /** @param {number} count */
    function more(count) {
      const link = /** @type {HTMLAnchorElement} */ (element("a", "vk-panel__more", `Xem tất cả ${counted(count)}`));
      const address = new URL(form.action);
      address.search = `?${new URLSearchParams({ q: input.value })}`;
      link.href = address.href;
      return link;
    }

    /** @param {Answer} answer */
    async function show(answer) {
      const root = await vankho.index.open();
      const other = besides(answer);
      const fits = (/** @type {number} */ page) => !only || root.kinds[root.kindOf[page]] === only.kind;
      const pages = answer.pages.filter(fits);
      const first = other ? other.pages.filter(fits) : pages.slice(0, SHORT_LIST);
      const made = await Promise.all(first.map((/** @type {number} */ page) => result(page, root.kinds[root.kindOf[page]], answer.query)));
      const links = made.filter(Boolean);
      const told = notices(links.length < made.length ? { ...answer, broken: true } : answer);
      if (only) for (const link of links) link.href = only.lead(link);
      if (only && pages.length > links.length) told.push(`Hiện ${links.length} trong ${counted(pages.length)}: xin gõ rõ hơn.`);
      return { links, told, count: pages.length, words: answer.query.words.length, other: other?.title ?? "" };
    }

    /** @param {{links: HTMLAnchorElement[], told: string[], count: number, words: number, other: string}} shown */
    function put({ links, told, count, words, other }) {
      const chosen = options()[active]?.href; // by an arrow while this answer was on its way
      list.replaceChildren(...(other && links.length ? [group("other", other, links)] : groups(links, count)));
      [...list.querySelectorAll("a")].forEach((link, index) => {
        link.id = `${list.id}-${index}`;
        link.setAttribute("role", "option");
        link.setAttribute("aria-selected", "false");
        link.tabIndex = -1;
      });
      const near = other && links.length ? [`${other}: ${links.length} trang.`] : [];
      note.textContent = words ? [...told, ...(count || told.length ? [] : [`${counted(0)}.`])].join(" ") : "";
      status.textContent = words ? [counted(count), ...told, ...near].join(". ") : "";
      toggle(words > 0 && document.activeElement === input);
      if (!panel.hidden) activate(options().findIndex((option) => option.href === chosen));
    }

    async function update() {
      const typed = input.value;
      const enough = vankho.fold(typed).replace(/[^a-z0-9]/g, "").length >= 2 || /^\s*\d\s*$/.test(typed);
      try {
        const shown = enough ? await show(await search(typed)) : { links: [], told: [], count: 0, words: 0, other: "" };
        if (typed === input.value) put(shown);
      } catch {
        note.textContent = status.textContent = "Không tải được chỉ mục tìm kiếm.";
        list.replaceChildren();
        toggle(true);
      }
      if (typed === input.value) form.dataset.shown = typed; // an earlier answer may come later
    }

    /** @param {KeyboardEvent} event */
    function press(event) {
      const count = options().length;
      if (event.key === "Escape") {
        if (!panel.hidden) event.preventDefault();
        if (panel.hidden || form.classList.contains("vk-search--open")) input.blur();
        toggle(false);
        status.textContent = "";
      } else if (event.key === "Enter" && !event.isComposing && options()[active]) {
        event.preventDefault();
        options()[active]?.click();
      } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count) {
        event.preventDefault();
        if (panel.hidden) toggle(true);
        const step = event.key === "ArrowDown" ? 1 : -1;
        activate(active < 0 && step < 0 ? count - 1 : (active + step + count) % count);
      }
    }

    input.addEventListener("focus", () => {
      vankho.index.open().catch(() => undefined);
      if (input.value) update();
    });
    input.addEventListener("input", () => {
      activate(-1); // what was chosen among other results is not meant any more
      update();
    });
    input.addEventListener("keydown", press);
    form.addEventListener("focusout", (event) => {
      if (event.relatedTarget instanceof Node && form.contains(event.relatedTarget)) return;
      toggle(false);
      form.classList.remove("vk-search--open");
    });
    // A press on a result must not take the focus away before the click arrives.
    panel.addEventListener("mousedown", (/** @type {MouseEvent} */ event) => event.preventDefault());
  }

  vankho.searchBox = box;

  const forms = /** @type {HTMLFormElement[]} */ ([...document.querySelectorAll("form[data-vk-search]")]);
  forms.forEach((form, number) => {
    const input = /** @type {HTMLInputElement | null} */ (form.elements.namedItem("q"));
    if (input && form.dataset.vkSearch !== "page") box(form, input, number);
  });

  /** Opens the box in the header, which is folded away on a narrow screen. */
  function openHeader() {
    const form = forms.find((each) => each.dataset.vkSearch === "header");
    const input = /** @type {HTMLInputElement | null | undefined} */ (form?.elements.namedItem("q"));
    form?.classList.add("vk-search--open");
    input?.focus();
    input?.select();
  }

  document.querySelector("[data-vk-open]")?.addEventListener("click", (event) => {
    event.preventDefault();
    openHeader();
  });
  for (const button of document.querySelectorAll("[data-vk-close]")) {
    button.addEventListener("click", () => button.closest("form")?.classList.remove("vk-search--open"));
  }
  document.addEventListener("keydown", (event) => {
    const target = event.target;
    const typing = target instanceof HTMLElement && target.matches("input, textarea, select");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    openHeader();
  });
})();
