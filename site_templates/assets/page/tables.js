// @ts-check
// Tables that can be sorted, filtered and saved. Without this script they are plain tables. The tables of a list that has
// tools of its own are left to lists.js: they are sheets of it, which say nothing of the other rows.
"use strict";

(() => {
  const vankho = (/** @type {any} */ (window).vankho ??= {});
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  /** Rows that are seen at a glance: a table of so few has no tools. */
  const SHORT = 10;
  const LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";
  const TONES = "\u0300\u0309\u0303\u0301\u0323";

  /** @typedef {(string | number)[]} Key */

  /**
   * @param {Element | null | undefined} cell
   * @returns {string}
   */
  function text(cell) {
    if (!cell || cell.classList.contains("vk-none")) return "";
    const copy = /** @type {HTMLElement} */ (cell.cloneNode(true));
    // What was cut for want of room is whole in the title.
    for (const cut of copy.querySelectorAll("[title]")) if (cut.textContent?.endsWith("…")) cut.textContent = cut.getAttribute("title");
    copy.querySelectorAll(".vk-due-mark, .headerlink").forEach((mark) => mark.remove());
    copy.querySelectorAll("br").forEach((line) => line.replaceWith(" "));
    return (copy.textContent ?? "").replace(/\s+/g, " ").trim();
  }

  // --- order -------------------------------------------------------------------------------------

  /**
   * What a cell is sorted by: a date, else a number, else syllables one by one, the letters of each before its tone.
   * The twin of `sort_key` in generator/text/collate.py, for what stands in tables.
   * @param {string} value
   * @returns {Key}
   */
  function key(value) {
    const date = value.match(/(?:(\d{1,2})\/)?(?:(\d{1,2})\/)?(\d{4})\b/);
    if (date && (date.index ?? 0) < 8 && /^(từ |đến )?\d/.test(value)) {
      const [month, day] = date[2] ? [date[2], date[1]] : [date[1], ""];
      return [0, Number(date[3]), Number(month ?? 0), Number(day || 0)];
    }
    if (/^-?\d[\d.]*(,\d+)?( ?%)?$/.test(value)) return [0, Number(value.replace(/[.%\s]/g, "").replace(",", "."))];
    return wordsKey(value);
  }

  /**
   * @param {string} value
   * @returns {Key}
   */
  function wordsKey(value) {
    return value ? [1, ...(value.toLowerCase().match(/\d+|\p{L}+/gu) ?? []).flatMap(syllable)] : [2];
  }

  /**
   * @param {Element | undefined} cell
   * @returns {Key}
   */
  function cellKey(cell) {
    const day = cell?.querySelector("time[datetime]")?.getAttribute("datetime");
    return day ? [0, ...[0, 1, 2].map((part) => Number(day.split("-")[part] ?? 0))] : key(text(cell));
  }

  /**
   * @param {string} word
   * @returns {Key}
   */
  function syllable(word) {
    if (/^\d/.test(word)) return [0, Number(word), "", ""];
    let letters = "";
    let tones = "";
    for (const char of word.normalize("NFD")) {
      if (TONES.includes(char)) tones += TONES.indexOf(char) + 1;
      else if (/\p{M}/u.test(char)) letters = letters.slice(0, -1) + (letters.slice(-1) + char).normalize("NFC");
      else letters += char;
    }
    const weight = [...letters].map((char) => String.fromCharCode(64 + LETTERS.indexOf(char.normalize("NFC"))));
    return [1, 0, weight.join(""), tones];
  }

  /**
   * @param {Key} one
   * @param {Key} other
   */
  function compare(one, other) {
    for (let place = 0; place < Math.min(one.length, other.length); place += 1) {
      const a = one[place] ?? 0;
      const b = other[place] ?? 0;
      if (a !== b) return a < b ? -1 : 1;
    }
    return Math.sign(one.length - other.length);
  }

  /**
   * @param {HTMLTableElement} table
   * @param {HTMLTableSectionElement} body
   */
  function sortable(table, body) {
    const heads = [...table.querySelectorAll("thead th")];
    heads.forEach((head, column) => {
      const title = text(head) || (head.textContent ?? "");
      const button = document.createElement("button");
      button.type = "button";
      button.className = "vk-sort";
      button.append(...head.childNodes);
      button.title = `Sắp xếp theo ${title.toLowerCase()}`;
      head.append(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        heads.forEach((each) => each.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const rows = [...body.rows].map((row) => ({ row, key: cellKey(row.cells[column]) }));
        rows.sort((a, b) => (a.key[0] === 2 || b.key[0] === 2 ? compare(a.key, b.key) : compare(a.key, b.key) * (down ? -1 : 1)));
        body.append(...rows.map(({ row }) => row));
      });
    });
  }

  // --- filter and CSV ------------------------------------------------------------------------------

  /**
   * @param {HTMLTableElement} table
   * @param {HTMLTableSectionElement} body
   */
  function tools(table, body) {
    const all = [...body.rows];
    /** @type {Map<Element, string>} */
    const words = new Map();
    const read = () => all.forEach((row) => words.set(row, vankho.said([...row.cells].map(text).join(" "))));
    const wrapped = table.closest(".md-typeset__scrollwrap") ?? table;
    const part = wrapped.previousElementSibling?.matches(".vk-years-nav") ? " trên trang này" : "";
    const title = text(table.caption) || "Bảng";
    const count = vankho.element("span");
    const box = /** @type {HTMLInputElement} */ (vankho.element("input"));
    count.setAttribute("role", "status");
    box.type = "search";
    box.placeholder = "Lọc bảng…";
    box.setAttribute("aria-label", `Lọc bảng: ${title}`);

    function filter() {
      const wanted = vankho.asks(box.value);
      if (wanted.any && !words.size) read();
      let shown = 0;
      for (const row of all) {
        row.hidden = !wanted.of(words.get(row) ?? "");
        shown += Number(!row.hidden);
      }
      count.textContent = vankho.countedRows(shown, all.length) + part;
    }

    box.addEventListener("input", filter);
    const save = () => {
      const rows = [...(table.tHead?.rows ?? []), ...[...body.rows].filter((row) => !row.hidden)];
      vankho.saveCsv(title, rows.map((row) => [...row.cells].map(text)));
    };
    const bar = vankho.element("div", "vk-table-tools", box, count, vankho.button("Tải CSV", save, `Tải CSV: ${title}`));
    wrapped.before(bar);
    filter();
  }

  /**
   * A choice of columns, for a narrow screen: there rows are cards and heads are not seen.
   * @param {HTMLTableElement} table
   */
  function chooser(table) {
    const heads = [...table.querySelectorAll("thead th")];
    const select = document.createElement("select");
    select.className = "vk-choose";
    select.setAttribute("aria-label", `Sắp xếp: ${text(table.caption) || "bảng"}`);
    select.append(new Option("Sắp xếp theo…", ""), ...heads.map((head, at) => new Option((head.textContent ?? "").trim(), String(at))));
    select.addEventListener("change", () => select.value && heads[Number(select.value)]?.querySelector("button")?.click());
    (table.closest(".md-typeset__scrollwrap") ?? table).previousElementSibling?.querySelector("span")?.after(select);
  }

  Object.assign(vankho, { wordsKey, compareKeys: compare });
  const ofLists = document.querySelector("article [data-list]") ? "article [data-list] ~ *" : "";
  for (const table of /** @type {NodeListOf<HTMLTableElement>} */ (document.querySelectorAll("article table[class^='vk-']"))) {
    const body = table.tBodies[0];
    if (!body || !table.tHead || table.matches(".vk-facts, .vk-paper") || body.rows.length < 2) continue;
    if (ofLists && table.closest(ofLists)) continue;
    if (body.rows.length > SHORT) tools(table, body);
    sortable(table, body);
    if (body.rows.length > SHORT) chooser(table);
  }
  // Other pages do without the tools of lists.
  for (const name of ofLists ? ["rows.js", "lists.js"] : []) {
    const tag = document.createElement("script");
    tag.src = new URL(name, script.src).href;
    tag.async = false;
    document.head.append(tag);
  }
  // Heads that are not seen are no stop for the keyboard either.
  const narrow = matchMedia("(max-width: 44.984375em)");
  const stops = () => document.querySelectorAll(".vk-sort").forEach((each) => each.setAttribute("tabindex", narrow.matches ? "-1" : "0"));
  narrow.addEventListener("change", stops);
  stops();
  vankho.sortStops = stops;
  vankho.compareCells = (/** @type {string} */ a, /** @type {string} */ b) => compare(key(a), key(b));
})();
