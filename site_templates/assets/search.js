// @ts-check
// Search boxes of the portal. Plain JavaScript; nothing of a query or a title is ever read as HTML.
"use strict";

(() => {
  /**
   * As `generator/search` writes it: path, title, kind, line below the title, mentions, folded names, folded words.
   * @typedef {[string, string, string, string, number, string[], string]} Entry
   * @typedef {{entry: Entry, score: number[]}} Hit
   */

  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const assets = new URL(".", script.src);
  const site = new URL("..", script.src);

  const KINDS = /** @type {Record<string, string>} */ ({
    decision: "Số hiệu",
    agency: "Cơ quan",
    person: "Người",
    policy: "Chính sách",
    document: "Văn bản",
    page: "Trang",
  });
  const KIND_ORDER = Object.keys(KINDS);
  const SHORT_LIST = 8;
  const LONG_LIST = 200;

  /**
   * The same letters without marks, words joined by one space; the twin of `fold_words` in generator/text/fold.py.
   * @param {string} text
   */
  function fold(text) {
    return text
      .replace(/[đĐ]/g, "d")
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, " ")
      .trim();
  }

  /** @type {Promise<Entry[]> | undefined} */
  let loading;

  /** Loads the index on first use, as a script: that works from a folder too. */
  function load() {
    loading ??= new Promise((resolve, reject) => {
      const tag = document.createElement("script");
      tag.src = new URL("search-index.js", assets).href;
      tag.onload = () => resolve(/** @type {any} */ (window).vankhoIndex);
      tag.onerror = () => reject(new Error("search-index.js"));
      document.head.append(tag);
    });
    return loading;
  }

  // --- matching ----------------------------------------------------------------------------------

  /**
   * How well one folded name matches: 0 whole, 1 its beginning, 2 all words, 9 not at all.
   * @param {string} name
   * @param {string} query
   * @param {string[]} words
   */
  function rank(name, query, words) {
    if (name === query) return 0;
    if (name.startsWith(query)) return 1;
    const padded = ` ${name}`;
    return words.every((word) => padded.includes(` ${word}`)) ? 2 : 9;
  }

  /**
   * What orders hits, smaller first: rank, marks as typed, share of the name matched, kind, mentions.
   * @param {Entry} entry
   * @param {string} query
   * @param {string[]} words
   * @param {string} typed
   * @returns {number[] | undefined}
   */
  function score(entry, query, words, typed) {
    const [, title, kind, , mentions, names, more] = entry;
    let best = 9;
    let share = 0;
    for (const name of names) {
      const found = rank(name, query, words);
      const part = query.length / name.length;
      if (found < best || (found === best && part > share)) [best, share] = [found, part];
    }
    if (best === 9) {
      if (rank(`${names.join(" ")} ${more}`, query, words) === 9) return undefined;
      best = 3;
    }
    const marked = typed !== "" && title.normalize("NFC").toLowerCase().includes(typed) ? 0 : 1;
    return [best, marked, -share, KIND_ORDER.indexOf(kind), -mentions];
  }

  /**
   * @param {Hit} a
   * @param {Hit} b
   */
  function compare(a, b) {
    for (let place = 0; place < a.score.length; place += 1) {
      const difference = (a.score[place] ?? 0) - (b.score[place] ?? 0);
      if (difference !== 0) return difference;
    }
    return a.entry[0] < b.entry[0] ? -1 : 1;
  }

  /**
   * @param {Entry[]} index
   * @param {string} text
   * @returns {Hit[]}
   */
  function search(index, text) {
    const query = fold(text);
    if (query.length < 2) return [];
    const words = query.split(" ");
    const plain = text.trim().normalize("NFC").toLowerCase();
    const typed = /[^\u0000-\u007f]/.test(plain) ? plain : "";
    const hits = [];
    for (const entry of index) {
      const found = score(entry, query, words, typed);
      if (found) hits.push({ entry, score: found });
    }
    return hits.sort(compare);
  }

  // --- showing -----------------------------------------------------------------------------------

  /**
   * @param {string} tag
   * @param {string} name
   * @param {string} text
   */
  function element(tag, name, text) {
    const made = document.createElement(tag);
    made.className = name;
    made.textContent = text;
    return made;
  }

  /**
   * @param {Entry} entry
   * @returns {HTMLAnchorElement}
   */
  function result([path, title, kind, sub]) {
    const link = document.createElement("a");
    link.href = new URL(path, site).href;
    link.className = "vk-result";
    link.dataset.result = kind;
    link.append(element("span", "vk-result__kind", KINDS[kind] ?? ""), element("span", "vk-result__title", title));
    if (sub) link.append(element("span", "vk-result__sub", sub));
    return link;
  }

  /**
   * A box with a list below it that follows what is typed.
   * @param {HTMLFormElement} form
   * @param {HTMLInputElement} input
   * @param {number} number
   */
  function box(form, input, number) {
    const list = element("div", "vk-panel", "");
    list.id = `vk-panel-${number}`;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Kết quả tìm kiếm");
    list.hidden = true;
    form.append(list);
    const status = element("div", "vk-status", "");
    status.setAttribute("role", "status");
    form.append(status);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    let active = -1;

    const options = () => /** @type {HTMLAnchorElement[]} */ ([...list.querySelectorAll("[data-result]")]);

    /** @param {boolean} open */
    function toggle(open) {
      list.hidden = !open;
      input.setAttribute("aria-expanded", String(open));
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

    /** @param {Hit[]} hits */
    function show(hits) {
      const made = hits.slice(0, SHORT_LIST).map(({ entry }, index) => {
        const link = result(entry);
        link.id = `${list.id}-${index}`;
        link.setAttribute("role", "option");
        link.tabIndex = -1;
        return link;
      });
      list.replaceChildren(...made);
      const enough = fold(input.value).length >= 2;
      status.textContent = !enough ? "" : hits.length ? `${hits.length} kết quả` : "Không tìm thấy kết quả";
      status.classList.toggle("vk-status--none", enough && hits.length === 0);
      toggle(made.length > 0);
      activate(hits[0] && hits[0].score[0] === 0 ? 0 : -1);
    }

    async function update() {
      const text = input.value;
      try {
        const index = await load();
        if (text === input.value) show(search(index, text));
      } catch {
        status.textContent = "Không tải được chỉ mục tìm kiếm.";
        status.classList.add("vk-status--none");
      }
    }

    /** @param {KeyboardEvent} event */
    function press(event) {
      const count = options().length;
      if (event.key === "Escape") {
        toggle(false);
        status.textContent = "";
        status.classList.remove("vk-status--none");
        input.blur();
        form.classList.remove("vk-search--open");
      } else if (event.key === "Enter" && !event.isComposing && options()[active]) {
        event.preventDefault();
        options()[active]?.click();
      } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count) {
        event.preventDefault();
        if (list.hidden) toggle(true);
        const step = event.key === "ArrowDown" ? 1 : -1;
        activate(active < 0 && step < 0 ? count - 1 : (active + step + count) % count);
      }
    }

    input.addEventListener("focus", () => {
      load().catch(() => undefined);
      if (input.value) update();
    });
    input.addEventListener("input", update);
    input.addEventListener("keydown", press);
    form.addEventListener("focusout", (event) => {
      if (event.relatedTarget instanceof Node && form.contains(event.relatedTarget)) return;
      toggle(false);
      status.classList.remove("vk-status--none");
      form.classList.remove("vk-search--open");
    });
    // A press on a result must not take the focus away before the click arrives.
    list.addEventListener("mousedown", (event) => event.preventDefault());
  }

  /**
   * The search page: all results below the box, the query in the address.
   * @param {HTMLFormElement} form
   * @param {HTMLInputElement} input
   * @param {HTMLElement} target
   */
  function page(form, input, target) {
    async function update() {
      const text = input.value;
      let hits;
      try {
        hits = search(await load(), text);
      } catch {
        target.replaceChildren(element("p", "", "Không tải được chỉ mục tìm kiếm."));
        return;
      }
      if (text !== input.value) return;
      const list = element("ol", "vk-list", "");
      for (const { entry } of hits.slice(0, LONG_LIST)) {
        const item = document.createElement("li");
        item.append(result(entry));
        list.append(item);
      }
      const more = hits.length > LONG_LIST ? `, hiện ${LONG_LIST} kết quả đầu` : "";
      const count = hits.length ? `${hits.length} kết quả${more}` : "Không tìm thấy kết quả.";
      target.replaceChildren(element("p", "vk-count", fold(text).length < 2 ? "Gõ ít nhất hai chữ." : count), list);
    }

    /** Keeps the address in step, so that it can be sent to somebody. */
    function remember() {
      const address = new URL(location.href);
      address.search = input.value ? `?${new URLSearchParams({ q: input.value })}` : "";
      try {
        history.replaceState(null, "", address);
      } catch {
        // Some browsers forbid it for files; the results are the same.
      }
    }

    input.value = new URLSearchParams(location.search).get("q") ?? "";
    input.addEventListener("input", () => {
      remember();
      update();
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      update();
    });
    if (input.value) update();
    input.focus();
  }

  // --- starting ----------------------------------------------------------------------------------

  const forms = /** @type {HTMLFormElement[]} */ ([...document.querySelectorAll("form[data-vk-search]")]);
  const inputs = forms.map((form) => /** @type {HTMLInputElement} */ (form.elements.namedItem("q")));
  const results = /** @type {HTMLElement | null} */ (document.querySelector("[data-vk-results]"));
  forms.forEach((form, number) => {
    const input = inputs[number];
    if (!input) return;
    if (form.dataset.vkSearch === "page" && results) page(form, input, results);
    else box(form, input, number);
  });

  /** Opens the box in the header, which is folded away on a narrow screen. */
  function openHeader() {
    const place = forms.findIndex((form) => form.dataset.vkSearch === "header");
    forms[place]?.classList.add("vk-search--open");
    inputs[place]?.focus();
    inputs[place]?.select();
  }

  document.querySelector("[data-vk-open]")?.addEventListener("click", (event) => {
    event.preventDefault();
    openHeader();
  });
  document.addEventListener("keydown", (event) => {
    const target = event.target;
    const typing = target instanceof HTMLElement && target.matches("input[type=search], input[type=text], textarea, select");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    openHeader();
  });
})();
