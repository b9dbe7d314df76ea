// @ts-check
// Comfort for tables: sorting, a filter that ignores diacritics, a CSV of what is shown, marks on deadlines.
// Tables are whole without it; it asks for nothing and works from a folder.
(() => {
  "use strict";

  const FILTERED = 10; // rows from which a table gets a filter
  const SAVED = 3; // rows from which it can be saved
  const SOON = 30; // days before a deadline that are counted
  const NEXT = 8; // deadlines that the home page keeps
  const NOTHING = "—";
  const ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";
  const TONES = "\u0300\u0309\u0303\u0301\u0323";

  /** @param {string} text @returns {string} lower case, no diacritics */
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/gi, "d").toLowerCase();

  /**
   * One key for each syllable: numbers before words, letters before tones, as generator/text/collate.py has it.
   * @param {string} text @returns {string}
   */
  function collationKey(text) {
    const syllables = text.normalize("NFD").toLowerCase().match(/0*\d+|[^\W\d_]*(?:[\p{L}\u0300-\u036f])+/gu) || [];
    return syllables
      .map((each) => {
        if (/^\d/.test(each)) {
          const digits = each.replace(/^0+/, "");
          return `0${String(digits.length).padStart(3, "0")}${digits}`;
        }
        let letters = "";
        let tone = "0";
        for (const char of each.replace(/[^\u0300\u0301\u0303\u0309\u0323]+/g, (part) => part.normalize("NFC"))) {
          const place = TONES.indexOf(char);
          if (place >= 0) tone = String(place + 1);
          else {
            const at = ALPHABET.indexOf(char);
            letters += at >= 0 ? String.fromCharCode(0x41 + at) : char;
          }
        }
        return `1${letters}\u0001${tone}`;
      })
      .join("\u0000");
  }

  /** @param {Element} cell @returns {string} what a cell says, a line a `; ` */
  function words(cell) {
    const copy = /** @type {Element} */ (cell.cloneNode(true));
    for (const mark of copy.querySelectorAll(".vk-due-mark, .headerlink")) mark.remove();
    for (const link of copy.querySelectorAll("a.vk-goto")) if (link.textContent === "đến đoạn này") link.remove();
    for (const line of copy.querySelectorAll("br")) line.replaceWith("; ");
    const text = (copy.textContent || "").replace(/\s+/g, " ").trim();
    return text === NOTHING ? "" : text;
  }

  /** @param {Element} cell @returns {string} `yyyymmdd` of the last date in a cell, empty where it has none */
  function dateKey(cell) {
    const time = cell.querySelector("time[datetime]");
    if (time) return (time.getAttribute("datetime") || "").replace(/-/g, "").padEnd(8, "0");
    const found = [...words(cell).matchAll(/(?:(\d{1,2})\/)?(?:(\d{1,2})\/)?(\d{4})\b/g)].pop();
    if (!found) return "";
    const [, first, second, year] = found;
    const [day, month] = second ? [first, second] : ["", first || ""];
    return year + month.padStart(2, "0") + day.padStart(2, "0");
  }

  /** @param {string} text @returns {number} a Vietnamese number, NaN for what is none */
  const numberOf = (text) =>
    /^-?\d{1,3}(?:\.\d{3})*(?:,\d+)?$|^-?\d+(?:,\d+)?$/.test(text) ? Number(text.replace(/\./g, "").replace(",", ".")) : NaN;

  /**
   * The key by which a column sorts: dates, numbers or names, empty cells last.
   * @param {HTMLTableRowElement[]} rows @param {number} column @returns {Map<HTMLTableRowElement, string | number | null>}
   */
  function keys(rows, column) {
    const cells = rows.map((row) => row.cells[column]);
    const texts = cells.map(words);
    const filled = texts.filter(Boolean);
    const dates = cells.map(dateKey);
    const dated = filled.length > 0 && texts.every((text, at) => !text || /^(không rõ|.{0,60}\d{4})/.test(text) && (dates[at] || text.startsWith("không rõ")));
    const shortDates = dated && filled.every((text) => text.length < 160);
    const counted = filled.length > 0 && filled.every((text) => !Number.isNaN(numberOf(text)));
    /** @type {Map<HTMLTableRowElement, string | number | null>} */
    const found = new Map();
    rows.forEach((row, at) => {
      const text = texts[at];
      if (!text) found.set(row, null);
      else if (counted) found.set(row, numberOf(text));
      else if (shortDates && /Ngày|Thời/.test(cells[at].dataset.label || "")) found.set(row, dates[at] || null);
      else found.set(row, collationKey(text));
    });
    return found;
  }

  /** @param {HTMLTableElement} table @param {number} column @param {boolean} up */
  function sort(table, column, up) {
    const body = table.tBodies[0];
    const rows = [...body.rows];
    const key = keys(rows, column);
    const order = rows
      .map((row, at) => ({ row, at, key: key.get(row) }))
      .sort((one, other) => {
        if (one.key == null || other.key == null) return Number(one.key == null) - Number(other.key == null) || one.at - other.at;
        const less = one.key < other.key ? -1 : one.key > other.key ? 1 : 0;
        return (up ? less : -less) || one.at - other.at;
      });
    body.append(...order.map((each) => each.row));
    [...table.tHead.rows[0].cells].forEach((head, at) => {
      if (at === column) head.setAttribute("aria-sort", up ? "ascending" : "descending");
      else head.removeAttribute("aria-sort");
    });
  }

  /** @param {HTMLTableElement} table @param {number} column */
  function toggle(table, column) {
    sort(table, column, table.tHead.rows[0].cells[column].getAttribute("aria-sort") !== "ascending");
  }

  /** @param {HTMLTableElement} table */
  function sortable(table) {
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "vk-sort";
      button.append(...head.childNodes);
      button.title = "Sắp xếp theo cột này";
      button.addEventListener("click", () => toggle(table, column));
      head.append(button);
    });
  }

  /** @param {string} value @returns {string} a cell of CSV that no spreadsheet takes for a formula */
  function csvCell(value) {
    const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return `"${safe.replace(/"/g, '""')}"`;
  }

  /** @param {HTMLTableElement} table @param {string[]} labels @returns {string} */
  function csv(table, labels) {
    const shown = [...table.tBodies[0].rows].filter((row) => !row.hidden);
    const lines = [labels, ...shown.map((row) => [...row.cells].map(words))];
    return "\ufeff" + lines.map((line) => line.map(csvCell).join(",")).join("\r\n") + "\r\n";
  }

  /** @param {HTMLTableElement} table @param {string[]} labels */
  function save(table, labels) {
    const name = fold(table.caption ? table.caption.textContent || "" : "bang").replace(/[^a-z0-9]+/g, "-").slice(0, 60).replace(/^-|-$/g, "");
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([csv(table, labels)], { type: "text/csv;charset=utf-8" }));
    link.download = `${name || "bang"}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  /** @param {HTMLTableElement} table @param {HTMLInputElement} input @param {HTMLElement} count */
  function filter(table, input, count) {
    const rows = [...table.tBodies[0].rows];
    const texts = new Map(rows.map((row) => [row, fold([...row.cells].map(words).join(" "))]));
    const apply = () => {
      const wanted = fold(input.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const row of rows) {
        const text = texts.get(row) || "";
        row.hidden = !wanted.every((word) => text.includes(word));
        shown += Number(!row.hidden);
      }
      count.textContent = `${shown}/${rows.length} dòng`;
    };
    input.addEventListener("input", apply);
    count.textContent = `${rows.length}/${rows.length} dòng`;
  }

  /** @param {string} tag @param {string} className @param {string} [text] @returns {HTMLElement} */
  function element(tag, className, text) {
    const made = document.createElement(tag);
    made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  /** On a narrow screen, where rows are cards and heads are not seen. @param {HTMLTableElement} table @param {string[]} labels */
  function chooser(table, labels) {
    const select = /** @type {HTMLSelectElement} */ (element("select", "vk-choose"));
    select.setAttribute("aria-label", "Sắp xếp theo");
    select.append(new Option("Sắp xếp theo…", ""), ...labels.map((label, at) => new Option(label, String(at))));
    select.addEventListener("change", () => select.value && toggle(table, Number(select.value)));
    return select;
  }

  /** @param {HTMLTableElement} table @param {string[]} labels */
  function bar(table, labels) {
    const tools = element("div", "vk-tools");
    const rows = table.tBodies[0].rows.length;
    if (rows >= FILTERED) {
      const input = /** @type {HTMLInputElement} */ (element("input", "vk-filter"));
      input.type = "search";
      input.placeholder = "Lọc dòng…";
      const caption = table.caption ? (table.caption.textContent || "").trim() : "bảng";
      input.setAttribute("aria-label", `Lọc: ${caption}`);
      const count = element("span", "vk-count");
      count.setAttribute("role", "status");
      filter(table, input, count);
      tools.append(input, count);
    }
    tools.append(chooser(table, labels));
    const button = /** @type {HTMLButtonElement} */ (element("button", "vk-csv", "Tải CSV"));
    button.type = "button";
    button.addEventListener("click", () => save(table, labels));
    tools.append(button);
    table.before(tools);
  }

  // --- deadlines, on the reader's day ---------------------------------------------------------------

  /** @param {string} iso @returns {number} days from today to the last day of a date, which may be a month or a year */
  function daysTo(iso) {
    const [year, month, day] = iso.split("-").map(Number);
    const last = day ? new Date(year, month - 1, day) : month ? new Date(year, month, 0) : new Date(year, 11, 31);
    const now = new Date();
    return Math.round((last.getTime() - new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime()) / 86400000);
  }

  function deadlines() {
    for (const time of document.querySelectorAll("time.vk-due[datetime]")) {
      const days = daysTo(time.getAttribute("datetime") || "");
      if (days > SOON) continue;
      const late = days < 0;
      const told = late ? "đã qua hạn" : days === 0 ? "hạn hôm nay" : `còn ${days} ngày`;
      time.after(" ", element("span", `vk-due-mark${late ? "" : " vk-due-mark--soon"}`, told));
    }
    for (const table of document.querySelectorAll("table.vk-next")) nearest(/** @type {HTMLTableElement} */ (table));
  }

  /** Keeps the deadlines that come next, then the latest that are past. @param {HTMLTableElement} table */
  function nearest(table) {
    const days = (/** @type {HTMLTableRowElement} */ row) => daysTo(row.querySelector("time")?.getAttribute("datetime") || "1");
    const order = [...table.tBodies[0].rows].sort((one, other) => {
      const [a, b] = [days(one), days(other)];
      return Number(a < 0) - Number(b < 0) || (a < 0 ? b - a : a - b);
    });
    table.tBodies[0].append(...order);
    for (const row of order.slice(NEXT)) row.remove();
  }

  function start() {
    deadlines();
    for (const found of document.querySelectorAll(".md-content table[class^='vk-']:not(.vk-facts)")) {
      const table = /** @type {HTMLTableElement} */ (found);
      if (!table.tHead || !table.tBodies[0] || table.tBodies[0].rows.length < SAVED) continue;
      const labels = [...table.tHead.rows[0].cells].map((head) => (head.textContent || "").trim());
      sortable(table);
      bar(table, labels);
    }
  }

  Object.assign(window, { vankhoTables: { collationKey, csvCell, fold } });
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
