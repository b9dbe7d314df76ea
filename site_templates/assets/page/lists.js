// @ts-check
// The tools of a list page: a filter, what rows can be chosen by, their order and files, over all rows of the list
// whatever sheet is open. Nothing is loaded before a reader touches them; without this script the sheets remain.
"use strict";

(() => {
  const vankho = (/** @type {any} */ (window).vankho ??= {});
  const { LISTS, UNKNOWN, open, find, cells, records } = vankho.lists;
  const { button, number, shorten, said, asks } = vankho;
  const element = /** @type {MakeElement} */ (vankho.element);
  const STEP = 50;
  const SHOWN = 200;
  const MANY = 12;
  const LONG = 220;
  const WAITING = "Đang tải…";

  const place = /** @type {HTMLElement | null} */ (document.querySelector("article [data-list]"));
  const name = place?.dataset.list ?? "";
  const list = /** @type {ListKind | undefined} */ (LISTS[name]);
  if (!place || !list) return;
  const target = place;
  const missing = target.dataset.missing === "1";
  const facets = list.facets.filter(({ key }) => !(missing && key === "kho"));
  const called = missing ? "Số hiệu chưa có trong kho" : list.title;
  const rest = () => [...(target.parentElement?.children ?? [])].slice([...(target.parentElement?.children ?? [])].indexOf(target) + 1);

  /** @type {Promise<ListData> | undefined} */
  let opening;
  /** @type {ListFound | undefined} */
  let found;
  let shown = STEP;
  let turn = 0;
  const choice = read();

  // --- the parts of the bar ------------------------------------------------------------------------

  const box = element("input");
  box.type = "search";
  box.placeholder = "Lọc cả danh mục…";
  box.setAttribute("aria-label", `Lọc cả danh mục: ${called}`);
  box.value = choice.words;
  const status = element("span", "vk-list-tools__count");
  status.setAttribute("role", "status");
  const order = element("select", "vk-choose");
  order.setAttribute("aria-label", `Sắp xếp: ${called}`);
  const clear = button("Bỏ lọc", reset);
  const table = element("table", `vk-rows vk-rows--${name}`);
  const body = element("tbody");
  const more = button("Xem thêm", () => {
    const next = shown;
    shown += STEP;
    show().then(() => /** @type {HTMLElement | null} */ (body.rows[next]?.querySelector("a"))?.focus());
  });
  const results = element("div", "vk-list-tools__found", table, more);
  const picks = facets.map(pick);
  /** @type {Map<string, HTMLElement>} */
  const heads = new Map();

  /** @returns {ListChoice} */
  function read() {
    const given = new URLSearchParams(location.search);
    const chosen = Object.fromEntries(facets.map(({ key }) => [key, new Set(given.getAll(key))]));
    return { words: given.get("loc") ?? "", chosen, sort: given.get("xep") ?? "" };
  }

  const filtered = () => choice.words.trim() !== "" || facets.some(({ key }) => choice.chosen[key]?.size);
  const active = () => filtered() || choice.sort !== "";

  /** Keeps the address in step, so that it can be sent to somebody. */
  function remember() {
    const address = new URL(location.href);
    const given = new URLSearchParams();
    if (choice.words) given.set("loc", choice.words);
    for (const { key } of facets) for (const value of choice.chosen[key] ?? []) given.append(key, value);
    if (choice.sort) given.set("xep", choice.sort);
    address.search = given.size ? `?${given}` : "";
    try {
      history.replaceState(null, "", address);
    } catch {
      // Some browsers forbid it for files; the rows are the same.
    }
  }

  // --- facets ----------------------------------------------------------------------------------------

  /**
   * A facet as a fold: what stands in it is made when the rows are there.
   * @param {ListFacet} facet
   */
  function pick(facet) {
    const marks = element("span", "vk-pick__count");
    const panel = element("div", "vk-pick__panel", WAITING);
    const fold = element("details", "vk-pick", element("summary", "", facet.title, marks), panel);
    fold.addEventListener("toggle", () => {
      if (!fold.open) return;
      for (const other of picks) if (other.fold !== fold) other.fold.open = false;
      if (!opening) panel.textContent = WAITING;
      update();
    });
    fold.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !fold.open) return;
      fold.open = false;
      fold.querySelector("summary")?.focus();
    });
    return { facet, fold, panel, marks, boxes: /** @type {Map<string, [HTMLElement, HTMLElement]>} */ (new Map()) };
  }

  /**
   * The values of a facet with their boxes, frequent ones first.
   * @param {ReturnType<typeof pick>} it
   * @param {ListData} data
   * @param {Map<string, number>} counts
   */
  function fill({ facet, panel, boxes, fold }, data, counts) {
    const called = (/** @type {string} */ value) => (value ? (facet.name?.(value, data) ?? value) : UNKNOWN);
    const rank = (/** @type {string} */ value) => (Array.isArray(facet.order) ? facet.order.indexOf(value) : -(counts.get(value) ?? 0));
    const values = [...counts.keys()].sort((a, b) =>
      facet.order === "down" ? b.localeCompare(a) : rank(a) - rank(b) || vankho.compareKeys(vankho.wordsKey(called(a)), vankho.wordsKey(called(b))),
    );
    // Values that one row each has choose nothing that the row itself does not show.
    fold.hidden = values.length < 2 || [...counts.values()].every((count) => count <= 1);
    const items = values.map((value) => {
      const tick = element("input");
      const count = element("small");
      tick.type = "checkbox";
      tick.checked = choice.chosen[facet.key]?.has(value) ?? false;
      tick.addEventListener("change", () => {
        choice.chosen[facet.key]?.[tick.checked ? "add" : "delete"](value);
        changed();
      });
      const item = element("label", "", tick, element("span", "", called(value)), count);
      item.dataset.words = said(called(value));
      boxes.set(value, [item, count]);
      return item;
    });
    const note = element("p", "vk-pick__note", "Còn các mục khác: gõ tên vào ô trên để tìm.");
    const narrow = element("input");
    narrow.type = "search";
    narrow.setAttribute("aria-label", `Tìm trong ${facet.title.toLowerCase()}`);
    narrow.placeholder = `Tìm trong ${facet.title.toLowerCase()}…`;
    const within = () => {
      const wanted = asks(narrow.value);
      let room = SHOWN;
      for (const item of items) {
        const spoken = wanted.of(item.dataset.words ?? "");
        item.classList.toggle("vk-away", !spoken || (room <= 0 && !item.querySelector("input")?.checked));
        room -= Number(spoken);
      }
      note.hidden = room >= 0;
    };
    narrow.addEventListener("input", within);
    within();
    const group = element("div", "vk-pick__values", ...items);
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", facet.title);
    panel.replaceChildren(...(values.length > MANY ? [narrow] : []), group, note);
  }

  // --- what is shown -----------------------------------------------------------------------------------

  function changed() {
    shown = STEP;
    remember();
    return update();
  }

  function reset() {
    choice.words = box.value = choice.sort = order.value = "";
    for (const { facet, fold } of picks) {
      choice.chosen[facet.key]?.clear();
      fold.open = false;
      for (const tick of fold.querySelectorAll("input")) tick.checked = false;
    }
    box.focus();
    return changed();
  }

  /** All rows; a list that could not be loaded is asked for again next time. */
  function rows() {
    opening ??= open(name, (/** @type {number} */ done, /** @type {number} */ of) => (status.textContent = `Đang tải danh mục… ${done}/${of}`)).then(
      (/** @type {ListData} */ data) => (missing ? { ...data, rows: data.rows.filter((row) => !row.held_as) } : data),
    );
    opening?.catch(() => (opening = undefined));
    return /** @type {Promise<ListData>} */ (opening);
  }

  /** Tells what is missing and what can be done: a facet that waits for rows waits no longer. */
  function failed() {
    const told = "Không tải được danh mục. Kiểm tra mạng rồi thử lại; các trang theo nhóm, theo năm vẫn xem được.";
    status.textContent = told;
    for (const { panel, boxes } of picks) if (!boxes.size) panel.textContent = told;
  }

  async function update() {
    const mine = (turn += 1);
    let data;
    try {
      data = await rows();
    } catch {
      failed();
      return;
    }
    if (mine !== turn) return;
    const sort = choice.sort || (missing ? "-cited_by" : "");
    found = /** @type {ListFound} */ (find(name, data, { ...choice, sort }));
    for (const it of picks) {
      const counts = found.counts.get(it.facet.key) ?? new Map();
      if (!it.boxes.size) fill(it, data, filtered() ? find(name, data, { words: "", chosen: {}, sort: "" }).counts.get(it.facet.key) : counts);
      for (const [value, [item, count]] of it.boxes) {
        const left = counts.get(value) ?? 0;
        count.textContent = number(left);
        item.classList.toggle("vk-pick__none", !left && !choice.chosen[it.facet.key]?.has(value));
      }
      const chosen = choice.chosen[it.facet.key]?.size ?? 0;
      it.marks.textContent = chosen ? `: ${chosen}` : "";
    }
    show();
    target.dataset.shown = choice.words;
  }

  async function show() {
    const data = await rows();
    if (!found) return;
    status.textContent = found.rows.length ? vankho.countedRows(found.rows.length, data.rows.length) : `Không có dòng nào trong ${number(data.rows.length)} dòng`;
    clear.hidden = !active();
    results.hidden = !active();
    rest().forEach((each) => each.classList.toggle("vk-away", active()));
    document.body.classList.toggle("vk-filtered", active());
    if (!active()) return;
    const columns = list?.columns.filter((column) => useful(column, data)) ?? [];
    if (!heads.size) head(columns);
    for (const [key, cell] of heads) {
      const way = choice.sort === key ? "ascending" : choice.sort === `-${key}` ? "descending" : "";
      if (way) cell.setAttribute("aria-sort", way);
      else cell.removeAttribute("aria-sort");
    }
    body.replaceChildren(...found.rows.slice(0, shown).map((row) => drawn(row, columns, data)));
    table.classList.toggle("vk-away", !found.rows.length);
    const left = found.rows.length - shown;
    more.hidden = left <= 0;
    more.textContent = `Xem thêm ${Math.min(left, STEP)} dòng`;
  }

  /**
   * Tells whether a column says anything: not numbers that are all 1, nor whether works are held where none is.
   * @param {ListColumn} column
   * @param {ListData} data
   */
  const useful = (column, data) => !(column.count && data.rows.every((row) => Number(column.sort(row, data)) <= 1)) && !(missing && column.key === "kho");

  /** @param {ListColumn[]} columns */
  function head(columns) {
    const row = element("tr");
    for (const { key, title } of columns) {
      const cell = element("th", "", sorter(key, title));
      cell.scope = "col";
      heads.set(key, cell);
      row.append(cell);
    }
    table.append(element("caption", "", called), element("thead", "", row), body);
    vankho.sortStops();
  }

  /**
   * @param {string} key
   * @param {string} title
   */
  function sorter(key, title) {
    const made = element("button", "vk-sort", title);
    made.type = "button";
    made.title = `Sắp xếp cả danh mục theo ${title.toLowerCase()}`;
    made.addEventListener("click", () => {
      choice.sort = order.value = choice.sort === key ? `-${key}` : key;
      // The sheet whose head was pressed is gone then.
      changed().then(() => heads.get(key)?.querySelector("button")?.focus());
    });
    return made;
  }

  /**
   * @param {ListRow} row
   * @param {ListColumn[]} columns
   * @param {ListData} data
   */
  function drawn(row, columns, data) {
    const made = element("tr");
    for (const column of columns) {
      const lines = column.cell(row, data).filter((line) => line.length);
      const cell = element("td", lines.length ? "" : "vk-none");
      if (lines.length) cell.dataset.label = column.title;
      lines.forEach((line, at) => cell.append(...(at ? [element("br")] : []), ...line.map(piece)));
      if (!lines.length) cell.append("—");
      made.append(cell);
    }
    return made;
  }

  /** @param {ListPiece} piece */
  function piece({ text, href, small }) {
    const cut = shorten(text, LONG);
    const made = element(href ? "a" : small ? "small" : "span", "", cut);
    if (href) made.setAttribute("href", new URL(href, vankho.site).href);
    if (cut !== text) made.title = text;
    return made;
  }

  // --- files -------------------------------------------------------------------------------------------

  /** @param {"csv" | "json"} form */
  async function save(form) {
    await update();
    if (!found) return;
    const data = await rows();
    if (form === "csv") vankho.saveCsv(list?.file ?? "", cells(name, data, found.rows));
    else vankho.saveJson(list?.file ?? "", records(name, data, found.rows));
  }

  // --- the bar -----------------------------------------------------------------------------------------

  order.append(new Option("Sắp xếp theo…", ""));
  for (const { key, title } of list.columns) {
    if (!(missing && key === "kho")) order.append(new Option(`${title} ↑`, key), new Option(`${title} ↓`, `-${key}`));
  }
  order.value = choice.sort;
  order.addEventListener("change", () => {
    choice.sort = order.value;
    changed();
  });
  box.addEventListener("input", () => {
    choice.words = box.value;
    changed();
  });
  const files = [button("Tải CSV", () => save("csv"), `Tải CSV: ${called}`), button("Tải JSON", () => save("json"), `Tải JSON: ${called}`)];
  target.append(
    element("div", "vk-list-tools__bar", box, ...picks.map(({ fold }) => fold)),
    element("div", "vk-list-tools__bar", status, order, element("span", "vk-list-tools__files", clear, ...files)),
    results,
  );
  clear.hidden = results.hidden = true;
  const all = Number(target.dataset.rows);
  if (all) status.textContent = vankho.countedRows(all, all);

  // The heads of the sheets order the whole list too.
  for (const cell of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("article [data-list] ~ * thead th, article [data-list] ~ table thead th"))) {
    const column = list.columns.find(({ title }) => title === cell.textContent?.trim());
    if (column) cell.replaceChildren(sorter(column.key, column.title));
  }
  vankho.sortStops();

  document.addEventListener("click", (event) => {
    for (const { fold } of picks) if (fold.open && !fold.contains(/** @type {Node} */ (event.target))) fold.open = false;
  });
  // A link to a place of the sheet leads back to the sheet.
  addEventListener("hashchange", () => {
    if (active() && document.querySelector(":target")?.closest(".vk-away")) {
      reset();
      document.querySelector(":target")?.scrollIntoView();
    }
  });
  if (active()) update();
})();
