// @ts-check
// The rows of whole lists: loaded when they are asked for, filtered, counted, sorted and saved. They are data
// (generator/pages/lists/rows.py tells which); what a page shows of them is made in lists.js.
"use strict";

/**
 * @typedef {Record<string, any>} ListRow fields with the names and values of the open data
 * @typedef {{rows: ListRow[], names: Map<string, string>, pages: Map<string, string>, labels: Record<string, Record<string, string>>, fields: string[],
 *   words: string[]}} ListData
 * @typedef {{text: string, href?: string, small?: boolean}} ListPiece
 * @typedef {{key: string, title: string, sort: (row: ListRow, data: ListData) => (string | number | null),
 *   cell: (row: ListRow, data: ListData) => ListPiece[][], count?: boolean, words?: boolean}} ListColumn `cell` are lines of pieces
 * @typedef {{key: string, title: string, of: (row: ListRow) => (string | null)[],
 *   name?: (value: string, data: ListData) => string, order?: string[] | "down"}} ListFacet
 * @typedef {{title: string, file: string, newest?: boolean, page: (row: ListRow) => string, facets: ListFacet[], columns: ListColumn[],
 *   words: (row: ListRow, data: ListData) => unknown[], csv: [string, (row: ListRow, data: ListData) => unknown][], hidden: string[]}} ListKind
 * @typedef {{words: string, chosen: Record<string, Set<string>>, sort: string}} ListChoice `sort`: key of a column, `-` before
 * @typedef {{rows: ListRow[], counts: Map<string, Map<string, number>>}} ListFound
 */

(() => {
  const vankho = (/** @type {any} */ (window).vankho ??= {});
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const folder = new URL("../lists/", script.src);
  const HELD = /** @type {Record<string, string>} */ ({ co: "Có toàn văn", chua: "Chỉ được viện dẫn" });
  const UNKNOWN = "Không rõ";

  // --- words of rows -------------------------------------------------------------------------------

  const sentence = (/** @type {string | null} */ text) => (text ?? "").slice(0, 1).toUpperCase() + (text ?? "").slice(1);
  const date = (/** @type {string | null} */ iso) => (iso ?? "").split("-").reverse().join("/");
  const year = (/** @type {string | null} */ iso) => iso?.slice(0, 4) || null;
  const named = (/** @type {string | null} */ id, /** @type {ListData} */ data) => (id ? (data.names.get(id) ?? id) : "");
  const title = (/** @type {ListRow} */ row) => row.shown || `${sentence(row.type)} ${row.title ?? ""}`;
  const numbered = (/** @type {ListRow} */ row) => (row.number ? `${row.number}: ${title(row)}` : title(row));
  const own = (/** @type {ListRow} */ row) => row.page || `${row.id}.html`;
  const joined = (/** @type {string[]} */ ids, /** @type {ListData} */ data) => ids.map((id) => named(id, data)).join("; ");

  /** @type {(id: string | null, data: ListData) => ListPiece[]} */
  const linked = (id, data) => (id ? [{ text: named(id, data), ...(data.names.has(id) ? { href: data.pages.get(id) ?? `${id}.html` } : {}) }] : []);
  /** @type {(text: unknown) => ListPiece[][]} */
  const plain = (text) => (text || text === 0 ? [[{ text: String(text) }]] : []);
  const byName = (/** @type {string} */ value, /** @type {ListData} */ data) => named(value, data);

  // --- lists -----------------------------------------------------------------------------------------

  /** @type {(of: (row: ListRow) => string | null) => ListFacet} */
  const years = (of) => ({ key: "nam", title: "Năm", of: (row) => [year(of(row))], order: "down" });
  /** @type {ListFacet} */
  const types = { key: "loai", title: "Loại", of: (row) => [row.type], name: sentence };
  /** @type {ListFacet} */
  const issuers = { key: "co-quan", title: "Cơ quan ban hành", of: (row) => [row.issuer], name: byName };
  /** @type {ListColumn} */
  const issuer = { key: "co-quan", title: "Cơ quan", words: true, sort: (row, data) => named(row.issuer, data), cell: (row, data) => [linked(row.issuer, data)] };
  /** @type {(column: string, field: string) => ListColumn} */
  const counted = (column, field) => ({ key: field, title: column, count: true, sort: (row) => row[field], cell: (row) => plain(row[field]) });
  /** @type {(column: string) => ListColumn} */
  const itself = (column) => ({ key: "ten", title: column, words: true, sort: (row) => row.name, cell: (row) => [[{ text: row.name, href: own(row) }]] });

  /** @type {Record<string, ListKind>} */
  const LISTS = {
    documents: {
      title: "Văn bản",
      file: "van-ban",
      newest: true,
      page: (row) => `van-ban/${row.id}.html`,
      hidden: ["shown", "sorted", "when"],
      words: (row, data) => [numbered(row), named(row.issuer, data), date(row.issued)],
      facets: [types, years((row) => row.issued ?? row.sorted), issuers],
      columns: [
        { key: "ngay", title: "Ngày", sort: (row) => row.issued ?? row.sorted, cell: (row) => plain(date(row.issued) || row.when || "không rõ") },
        { key: "ten", title: "Văn bản", words: true, sort: numbered, cell: (row) => [[{ text: numbered(row), href: `van-ban/${row.id}.html` }]] },
        issuer,
      ],
      csv: [
        ["Số hiệu", (row) => row.number],
        ["Loại", (row) => row.type],
        ["Trích yếu", (row) => row.title],
        ["Ngày ban hành", (row) => row.issued],
        ["Cơ quan ban hành", (row, data) => named(row.issuer, data)],
      ],
    },
    works: {
      title: "Số hiệu",
      file: "so-hieu",
      newest: true,
      page: own,
      hidden: [],
      words: (row, data) => [row.name, row.title, named(row.issuer, data), date(row.date)],
      facets: [types, years((row) => row.date), issuers, { key: "kho", title: "Trong kho", of: (row) => [row.held_as ? "co" : "chua"], name: (value) => HELD[value] ?? value }],
      columns: [
        { ...itself("Số hiệu"), cell: (row) => [[{ text: row.name, href: own(row) }], ...(row.title ? [[{ text: row.title, small: true }]] : [])] },
        { key: "ngay", title: "Ngày", sort: (row) => row.date, cell: (row) => plain(date(row.date)) },
        issuer,
        { key: "kho", title: "Trong kho", words: true, sort: (row) => (row.held_as ? "có" : "chưa có"), cell: (row) => plain(row.held_as ? "có" : "chưa có") },
        counted("Viện dẫn", "cited_by"),
      ],
      csv: [
        ["Số hiệu", (row) => row.key],
        ["Loại", (row) => row.type],
        ["Tên được viện dẫn", (row) => row.title],
        ["Ngày ban hành", (row) => row.date],
        ["Cơ quan ban hành", (row, data) => named(row.issuer, data)],
        ["Trong kho", (row) => (row.held_as ? "có" : "chưa có")],
        ["Số văn bản viện dẫn", (row) => row.cited_by],
      ],
    },
    agencies: {
      title: "Cơ quan",
      file: "co-quan",
      page: own,
      hidden: [],
      words: (row, data) => [row.name, ...row.aliases, named(row.parent, data)],
      facets: [
        { key: "cap", title: "Cấp", of: (row) => [row.level], name: (value, data) => data.labels.level?.[value] ?? value },
        { key: "cap-tren", title: "Cơ quan cấp trên", of: (row) => [row.parent], name: byName },
      ],
      columns: [
        itself("Tên"),
        { key: "cap", title: "Cấp", words: true, sort: (row, data) => data.labels.level?.[row.level] ?? "", cell: (row, data) => plain(data.labels.level?.[row.level]) },
        { key: "cap-tren", title: "Cấp trên", words: true, sort: (row, data) => named(row.parent, data), cell: (row, data) => [linked(row.parent, data)] },
        counted("Đã ban hành", "issued"),
        counted("Số đoạn", "passages"),
      ],
      csv: [
        ["Tên", (row) => row.name],
        ["Tên gọi khác", (row) => row.aliases.join("; ")],
        ["Cấp", (row, data) => data.labels.level?.[row.level]],
        ["Cơ quan cấp trên", (row, data) => named(row.parent, data)],
        ["Có từ ngày", (row) => row.valid_from],
        ["Đến ngày", (row) => row.valid_to],
        ["Số văn bản đã ban hành", (row) => row.issued],
        ["Số đoạn nhắc đến", (row) => row.passages],
      ],
    },
    policies: {
      title: "Chính sách",
      file: "chinh-sach",
      page: own,
      hidden: [],
      words: (row, data) => [row.name, ...row.aliases, row.period, named(row.approved_by, data)],
      facets: [
        { key: "loai", title: "Loại", of: (row) => [row.policy_kind], name: sentence },
        { key: "giai-doan", title: "Giai đoạn", of: (row) => [row.period], order: "down" },
      ],
      columns: [
        itself("Tên"),
        { key: "giai-doan", title: "Giai đoạn", sort: (row) => row.period, cell: (row) => plain(row.period) },
        { key: "phe-duyet", title: "Phê duyệt", words: true, sort: (row, data) => named(row.approved_by, data), cell: (row, data) => [linked(row.approved_by, data)] },
        counted("Số đoạn", "passages"),
      ],
      csv: [
        ["Tên", (row) => row.name],
        ["Tên gọi khác", (row) => row.aliases.join("; ")],
        ["Loại", (row) => row.policy_kind],
        ["Giai đoạn", (row) => row.period],
        ["Văn bản phê duyệt", (row, data) => named(row.approved_by, data)],
        ["Thuộc", (row, data) => named(row.parent, data)],
        ["Số đoạn nhắc đến", (row) => row.passages],
      ],
    },
    people: {
      title: "Người",
      file: "nguoi",
      page: own,
      hidden: [],
      words: (row, data) => [row.name, ...row.aliases, row.title, named(row.agency, data)],
      facets: [
        { key: "co-quan", title: "Cơ quan", of: (row) => [row.agency], name: byName },
        { key: "chuc-vu", title: "Chức vụ", of: (row) => [row.title] },
      ],
      columns: [
        itself("Họ và tên"),
        { key: "chuc-vu", title: "Chức vụ", words: true, sort: (row) => row.title, cell: (row) => plain(row.title) },
        { key: "co-quan", title: "Cơ quan", words: true, sort: (row, data) => named(row.agency, data), cell: (row, data) => [linked(row.agency, data)] },
        { key: "thoi-gian", title: "Thời gian", sort: (row) => row.last ?? row.first, cell: (row) => plain([...new Set([row.first, row.last])].filter(Boolean).map(date).join(" – ")) },
      ],
      csv: [
        ["Họ và tên", (row) => row.name],
        ["Chức vụ", (row) => row.title],
        ["Cơ quan", (row, data) => named(row.agency, data)],
        ["Từ ngày", (row) => row.first],
        ["Đến ngày", (row) => row.last],
      ],
    },
  };

  // --- files -----------------------------------------------------------------------------------------

  const ask = vankho.loader(folder, "vankhoRows");
  /** @type {(key: string, mark: string) => Promise<any>} */
  const load = (key, mark) => ask(vankho.marked(`${key}.js`, mark), key);

  /**
   * All rows of a list, in the order in which it shows them.
   * @param {string} name
   * @param {(done: number, of: number) => void} told
   * @returns {Promise<ListData>}
   */
  async function open(name, told) {
    const { fields, labels, parts } = await load(`${name}/root`, vankho.minute());
    let done = 0;
    const files = await Promise.all(
      parts.map(async (/** @type {[string, number]} */ [mark, count], /** @type {number} */ place) => {
        const file = await load(`${name}/${place}`, mark);
        if (file[1].length !== count) throw new Error(`${name}/${place}`);
        told((done += 1), parts.length);
        return file;
      }),
    );
    const named = /** @type {[string, string | [string, string]][]} */ (files.flatMap(([found]) => Object.entries(found)));
    const names = new Map(named.map(([id, told]) => [id, typeof told === "string" ? told : told[0]]));
    const pages = new Map(named.flatMap(([id, told]) => (typeof told === "string" ? [] : [[id, told[1]]])));
    const rows = files.flatMap(([, found]) => found).map((values) => Object.fromEntries(fields.map((/** @type {string} */ field, /** @type {number} */ place) => [field, values[place]])));
    if (LISTS[name]?.newest) rows.reverse();
    return { rows, names, pages, labels, fields, words: [] };
  }

  // --- filter and order ----------------------------------------------------------------------------

  /**
   * @param {string} name
   * @param {ListData} data
   * @param {string} typed
   * @returns {(place: number) => boolean}
   */
  function spoken(name, data, typed) {
    const wanted = vankho.asks(typed);
    const list = LISTS[name];
    if (wanted.any && !data.words.length && list) {
      data.words = data.rows.map((row) => vankho.said(list.words(row, data).filter(Boolean).join(" ")));
    }
    return (place) => wanted.of(data.words[place] ?? "");
  }

  /**
   * The rows that have all that was chosen, and of each facet how many rows a value would leave.
   * @param {string} name
   * @param {ListData} data
   * @param {ListChoice} choice
   * @returns {ListFound}
   */
  function find(name, data, choice) {
    const facets = LISTS[name]?.facets ?? [];
    const has = spoken(name, data, choice.words);
    const counts = new Map(facets.map(({ key }) => [key, /** @type {Map<string, number>} */ (new Map())]));
    const rows = data.rows.filter((row, place) => {
      const spoken = has(place);
      const values = facets.map(({ of }) => of(row).map((value) => value || ""));
      const missed = facets.filter(({ key }, at) => choice.chosen[key]?.size && !values[at]?.some((value) => choice.chosen[key]?.has(value)));
      facets.forEach(({ key }, at) => {
        const others = spoken && missed.every((each) => each.key === key);
        for (const value of new Set(values[at])) counts.get(key)?.set(value, (counts.get(key)?.get(value) ?? 0) + Number(others));
      });
      return spoken && !missed.length;
    });
    return { rows: sorted(name, data, rows, choice.sort), counts };
  }

  /**
   * @param {string} name
   * @param {ListData} data
   * @param {ListRow[]} rows
   * @param {string} sort
   */
  function sorted(name, data, rows, sort) {
    const column = LISTS[name]?.columns.find(({ key }) => key === sort.replace(/^-/, ""));
    if (!column) return rows;
    const down = sort.startsWith("-") ? -1 : 1;
    const keyed = rows.map((row) => {
      const value = column.sort(row, data) ?? "";
      return { row, none: value === "", key: column.words ? vankho.wordsKey(String(value)) : [value] };
    });
    keyed.sort((a, b) => Number(a.none) - Number(b.none) || (a.none ? 0 : vankho.compareKeys(a.key, b.key) * down));
    return keyed.map(({ row }) => row);
  }

  // --- what is saved -------------------------------------------------------------------------------

  /**
   * Where the page of a row is: whole, since a saved file lies somewhere else.
   * @param {ListKind} list
   * @param {ListRow} row
   */
  const address = (list, row) => new URL(list.page(row), vankho.site).href;

  /**
   * @param {string} name
   * @param {ListData} data
   * @param {ListRow[]} rows
   * @returns {string[][]}
   */
  function cells(name, data, rows) {
    const list = LISTS[name];
    const columns = list?.csv ?? [];
    const flat = (/** @type {unknown} */ value) => String(value ?? "").replace(/\s+/g, " ").trim();
    const head = [...columns.map(([column]) => column), "Địa chỉ trang"];
    return [head, ...rows.map((row) => [...columns.map(([, of]) => flat(of(row, data))), list ? address(list, row) : ""])];
  }

  /**
   * Rows as the open data have them, with the address of each one's page.
   * @param {string} name
   * @param {ListData} data
   * @param {ListRow[]} rows
   */
  function records(name, data, rows) {
    const list = LISTS[name];
    const kept = data.fields.filter((field) => field !== "page" && !list?.hidden.includes(field));
    return rows.map((row) => ({ ...Object.fromEntries(kept.map((field) => [field, row[field]])), page: list && address(list, row) }));
  }

  vankho.lists = { LISTS, UNKNOWN, open, find, cells, records };
})();
