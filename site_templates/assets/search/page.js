// @ts-check
// The search page: all results, filters with counts, order, period, an address to share, a CSV, recent searches.
"use strict";

/**
 * @typedef {{q: string, kind: string[], type: string[], year: string[], issuer: string[], held: string[], from: string, to: string, sort: string}} Choice
 * @typedef {"kind" | "type" | "year" | "issuer" | "held"} FacetName
 */

(() => {
  const vankho = (/** @type {any} */ (window).vankho ??= {});
  const { KINDS, element, button, result, notices, besides, counted, search } = vankho;
  const { none, every, and, has, each } = vankho.bits;
  const STEP = 10;
  const SHOWN_CHOICES = 8;
  const CSV_ROWS = 5000;
  const RECENT = "vankho-tim-gan-day";
  const MOST_RECENT = 8;
  const DAY = 86_400_000;

  /** Facets: name in the address, title, place in a run, how a value is called. */
  const FACETS = /** @type {[FacetName, string, string, number][]} */ ([
    ["kind", "muc", "Mục", 1],
    ["type", "loai", "Loại văn bản", 2],
    ["year", "nam", "Năm", 4],
    ["issuer", "co-quan", "Cơ quan ban hành", 3],
    ["held", "kho", "Trong kho", 5],
  ]);
  const YEAR = 4;
  const HELD = ["", "Có toàn văn", "Chỉ được viện dẫn"];

  const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form[data-vk-search=page]"));
  const place = document.querySelector("[data-vk-results]");
  if (!form || !place) return;
  const target = /** @type {HTMLElement} */ (place);
  const input = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));

  const aside = element("div", "vk-facets");
  const main = element("div", "vk-found");
  const status = element("p", "vk-count");
  status.setAttribute("role", "status");
  target.append(status, aside, main);

  /** @type {Choice} */
  let choice = read();
  let shown = STEP;
  let turn = 0;

  // --- the address -------------------------------------------------------------------------------

  /** @returns {Choice} */
  function read() {
    const given = new URLSearchParams(location.search);
    const all = Object.fromEntries(FACETS.map(([name, key]) => [name, given.getAll(key)]));
    const day = (/** @type {string} */ key) => (/^\d{4}-\d{2}-\d{2}$/.test(given.get(key) ?? "") ? given.get(key) : "");
    const sort = given.get("xep") === "ngay" ? "ngay" : "";
    return /** @type {Choice} */ ({ q: given.get("q") ?? "", ...all, from: day("tu"), to: day("den"), sort });
  }

  /** Keeps the address in step, so that it can be sent to somebody. */
  function remember() {
    const given = new URLSearchParams();
    if (choice.q) given.set("q", choice.q);
    for (const [name, key] of FACETS) for (const value of choice[name]) given.append(key, value);
    for (const [key, value] of [["tu", choice.from], ["den", choice.to], ["xep", choice.sort]]) if (key && value) given.set(key, value);
    const address = new URL(location.href);
    address.search = given.size ? `?${given}` : "";
    try {
      history.replaceState(null, "", address);
    } catch {
      // Some browsers forbid it for files; the results are the same.
    }
  }

  // --- filters -----------------------------------------------------------------------------------

  /**
   * The value of a facet for a run of pages: a word that the address can hold.
   * @param {Root & Facets} root
   * @param {Run} run
   * @param {number} place
   */
  function valueOf(root, run, place) {
    if (place === YEAR) return run[YEAR] ? String(run[YEAR]) : "";
    const words = { 1: root.kinds, 2: root.types, 3: root.issuers, 5: HELD }[place] ?? [];
    return words[run[place] ?? 0] ?? "";
  }

  /**
   * Pages of an answer that are left by all filters but one.
   * @param {Root & Facets} root
   * @param {Bits} bits
   * @param {string} but
   */
  function filtered(root, bits, but) {
    const left = none(root.count);
    let at = 0;
    for (const run of root.runs) {
      const fits = FACETS.every(([name, , , place]) => name === but || !choice[name].length || choice[name].includes(valueOf(root, run, place)));
      if (fits) for (let page = at; page < at + run[0]; page += 1) left[page >> 5] |= 1 << (page & 31);
      at += run[0];
    }
    return and(left, bits);
  }

  /**
   * @param {Root & Facets} root
   * @param {Bits} bits
   * @param {number} place
   * @returns {[string, number][]} values with their counts, most frequent first, of years the latest
   */
  function counts(root, bits, place) {
    const found = /** @type {Map<string, number>} */ (new Map());
    const runOf = new Uint32Array(root.count);
    let at = 0;
    root.runs.forEach((run, number) => {
      runOf.fill(number, at, at + run[0]);
      at += run[0];
    });
    const perRun = new Uint32Array(root.runs.length);
    each(bits, (/** @type {number} */ page) => {
      const run = runOf[page] ?? 0;
      perRun[run] = (perRun[run] ?? 0) + 1;
    });
    root.runs.forEach((run, number) => {
      const value = valueOf(root, run, place);
      if (value && perRun[number]) found.set(value, (found.get(value) ?? 0) + (perRun[number] ?? 0));
    });
    return [...found].sort((a, b) => (place === YEAR ? Number(b[0]) - Number(a[0]) : b[1] - a[1]) || (a[0] < b[0] ? -1 : 1));
  }

  /**
   * @param {Root & Facets} root
   * @param {Bits} bits
   */
  function facets(root, bits) {
    const open = new Set([...aside.querySelectorAll("details.vk-more[open]")].map((each) => /** @type {HTMLElement} */ (each).dataset.name));
    const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset?.choice;
    const made = FACETS.map(([name, , title, place]) => {
      const rows = counts(root, filtered(root, bits, name), place);
      for (const value of choice[name]) if (!rows.some(([each]) => each === value)) rows.push([value, 0]);
      if (rows.length < 2 && !choice[name].length) return "";
      const box = element("fieldset", "vk-facet", element("legend", "", title));
      const boxes = rows.map(([value, count]) => checkbox(name, value, count));
      box.append(...boxes.slice(0, SHOWN_CHOICES));
      if (boxes.length > SHOWN_CHOICES) {
        const more = element("details", "vk-more", element("summary", "", `${boxes.length - SHOWN_CHOICES} mục khác`), ...boxes.slice(SHOWN_CHOICES));
        more.dataset.name = name;
        more.open = open.has(name);
        box.append(more);
      }
      return box;
    });
    aside.replaceChildren(...made.filter(Boolean), period());
    if (focused) /** @type {HTMLElement | null} */ (aside.querySelector(`[data-choice="${CSS.escape(focused)}"]`))?.focus();
  }

  /**
   * @param {FacetName} name
   * @param {string} value
   * @param {number} count
   */
  function checkbox(name, value, count) {
    const box = document.createElement("input");
    box.type = "checkbox";
    box.checked = choice[name].includes(value);
    box.dataset.choice = `${name} ${value}`;
    box.addEventListener("change", () => {
      choice[name] = box.checked ? [...choice[name], value] : choice[name].filter((each) => each !== value);
      changed();
    });
    const called = name === "kind" ? KINDS[value] ?? value : value;
    return element("label", "", box, element("span", "", called), element("small", "", count.toLocaleString("vi-VN")));
  }

  function period() {
    const made = element("fieldset", "vk-facet", element("legend", "", "Thời gian"));
    for (const [name, title] of /** @type {["from" | "to", string][]} */ ([["from", "Từ ngày"], ["to", "Đến ngày"]])) {
      const day = document.createElement("input");
      day.type = "date";
      day.value = choice[name];
      day.dataset.choice = name;
      day.addEventListener("change", () => {
        choice[name] = day.value;
        changed();
      });
      made.append(element("label", "vk-day", title, day));
    }
    return made;
  }

  // --- results -----------------------------------------------------------------------------------

  /**
   * The pages of an answer as chosen: filtered, within the period, in the order asked for.
   * @param {Root & Facets} root
   * @param {Answer} answer
   */
  async function chosen(root, answer) {
    const bits = filtered(root, answer.bits, "");
    let pages = answer.pages.filter((page) => has(bits, page));
    const newest = choice.sort || nothingTyped();
    if (!choice.from && !choice.to && !newest) return pages;
    const days = await vankho.index.days();
    const number = (/** @type {string} */ iso) => Math.round((Date.parse(iso) - Date.UTC(1900, 0, 1)) / DAY);
    const from = choice.from ? number(choice.from) : 0;
    const to = choice.to ? number(choice.to) : Infinity;
    if (choice.from || choice.to) pages = pages.filter((page) => days[page] && days[page] >= from && days[page] <= to);
    if (newest) pages = [...pages].sort((a, b) => days[b] - days[a]);
    return pages;
  }

  async function update() {
    const mine = (turn += 1);
    const text = choice.q;
    let root;
    let answer;
    let pages;
    try {
      root = { ...(await vankho.index.open()), ...(await vankho.index.facets()) };
      answer = whole(root, await search(text));
      pages = await chosen(root, answer);
    } catch {
      if (mine === turn) status.textContent = "Không tải được chỉ mục tìm kiếm.";
      return;
    }
    const other = besides(answer);
    const shownAs = (/** @type {number} */ page) => result(page, root.kinds[root.kindOf[page]], answer.query);
    const [links, near] = await Promise.all([Promise.all(pages.slice(0, shown).map(shownAs)), Promise.all((other?.pages ?? []).map(shownAs))]);
    if (mine !== turn) return;
    const there = links.filter(Boolean);
    const told = notices(there.length < links.length ? { ...answer, broken: true } : answer);
    const browsing = nothingTyped();
    const found = answer.absent ? [] : [`${counted(pages.length)}.`];
    status.textContent = browsing ? `${pages.length.toLocaleString("vi-VN")} trang, mới nhất trước.` : [...found, ...told].join(" ");
    list(there, pages, root, answer.query);
    if (other) main.append(element("h2", "vk-near", other.title), element("ol", "vk-list", ...near.filter(Boolean).map((link) => element("li", "", link))));
    if (answer.count) facets(root, answer.bits);
    else aside.replaceChildren();
    target.classList.toggle("vk-results--browse", browsing);
    if (browsing) recent();
    target.dataset.shown = text;
  }

  const nothingTyped = () => !choice.q.trim();

  /**
   * An answer; where nothing was typed every page is one, to be chosen from by type, year and agency.
   * @param {Root & Facets} root
   * @param {Answer} answer
   * @returns {Answer}
   */
  function whole(root, answer) {
    if (!nothingTyped()) return answer;
    const pages = Array.from({ length: root.count }, (_, page) => page);
    return { ...answer, pages, bits: every(root.count), count: root.count };
  }

  /**
   * @param {HTMLAnchorElement[]} links
   * @param {number[]} pages
   * @param {Root & Facets} root
   * @param {Query} query
   */
  function list(links, pages, root, query) {
    const made = element("ol", "vk-list", ...links.map((link) => element("li", "", link)));
    main.replaceChildren(...(pages.length ? [tools(pages, root, query)] : []), made);
    vankho.kept?.results(made);
    if (pages.length > shown) main.append(button("Xem thêm kết quả", () => ((shown += STEP), update())));
  }

  /**
   * @param {number[]} pages
   * @param {Root & Facets} root
   * @param {Query} query
   */
  function tools(pages, root, query) {
    const order = document.createElement("select");
    order.append(new Option("Gần câu tìm nhất", ""), new Option("Mới nhất trước", "ngay"));
    order.value = choice.sort;
    order.addEventListener("change", () => {
      choice.sort = order.value;
      changed();
    });
    const save = button("Tải CSV", async () => {
      /** @type {HTMLButtonElement} */ (save).disabled = true;
      await csv(pages, root);
      /** @type {HTMLButtonElement} */ (save).disabled = false;
    });
    const papers = pages.filter((page) => root.kinds[root.kindOf[page] ?? 0] === "document");
    const gather = button("Lập hồ sơ", () => dossier(papers));
    return element("div", "vk-tools", ...(query.words.length ? [element("label", "", "Sắp xếp ", order)] : []), save, ...(papers.length ? [gather] : []));
  }

  /**
   * Opens a dossier of the papers among the results, in their order.
   * @param {number[]} pages
   */
  async function dossier(pages) {
    const { kept } = vankho;
    const paths = await Promise.all(pages.slice(0, 2 * kept.MOST).map((page) => vankho.index.row(page).then((/** @type {Row} */ row) => kept.paperOf(row[0]))));
    location.href = kept.address({ papers: [...new Set(paths)].slice(0, kept.MOST + 1), title: choice.q.trim() && `Kết quả tìm: ${choice.q.trim()}` });
  }

  /**
   * Saves the results as a table.
   * @param {number[]} pages
   * @param {Root & Facets} root
   */
  async function csv(pages, root) {
    const days = await vankho.index.days().catch(() => []);
    const rows = [["Mục", "Tên", "Thông tin", "Ngày", "Địa chỉ"]];
    for (const page of pages.slice(0, CSV_ROWS)) {
      const [path, title, sub] = await vankho.index.row(page).catch(() => ["", "(không tải được)", ""]);
      const date = days[page] ? new Date(Date.UTC(1900, 0, 1) + days[page] * DAY).toISOString().slice(0, 10) : "";
      rows.push([KINDS[root.kinds[root.kindOf[page] ?? 0] ?? ""] ?? "", title, sub, date, path && new URL(path, vankho.site).href]);
    }
    vankho.saveCsv("ket-qua-tim-kiem", rows);
  }

  // --- recent searches, kept on this device only ---------------------------------------------------

  /** @returns {string[]} */
  function kept() {
    try {
      const found = JSON.parse(localStorage.getItem(RECENT) ?? "[]");
      return Array.isArray(found) ? found.filter((each) => typeof each === "string").slice(0, MOST_RECENT) : [];
    } catch {
      return [];
    }
  }

  /** @param {string[]} queries */
  function keep(queries) {
    try {
      localStorage.setItem(RECENT, JSON.stringify(queries.slice(0, MOST_RECENT)));
    } catch {
      // A browser that keeps nothing: then there are no recent searches.
    }
  }

  function recent() {
    const queries = kept();
    if (!queries.length) return;
    const rows = queries.map((query) => element("li", "", button(query, () => ask(query))));
    const clear = button("Xóa các câu đã tìm", () => (keep([]), box.remove()));
    const box = element("div", "vk-recents", element("p", "vk-count", "Đã tìm gần đây (chỉ lưu trên máy này)"), element("ul", "vk-recent", ...rows), clear);
    main.prepend(box);
  }

  function noteRecent() {
    const text = choice.q.trim();
    if (text.length > 1 && text.length < 200) keep([text, ...kept().filter((each) => each !== text)]);
  }

  // --- starting ----------------------------------------------------------------------------------

  function changed() {
    shown = STEP;
    remember();
    update();
  }

  /** @param {string} text */
  function ask(text) {
    input.value = text;
    choice.q = text;
    changed();
    noteRecent();
  }

  input.value = choice.q;
  input.addEventListener("input", () => {
    choice.q = input.value;
    changed();
  });
  input.addEventListener("change", noteRecent);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    noteRecent();
    changed();
  });
  if (choice.q) noteRecent();
  update();
  input.focus();
})();
