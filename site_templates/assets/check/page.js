// @ts-check
// The page on which a draft is checked. The draft stays in this tab: it is sent nowhere and kept nowhere.
"use strict";

/**
 * @typedef {{cited: Cited[], found: Identified, warnings: string[], id: string, quotes: Quoted[]}} Entry a number with a day, with all
 *   places of the draft that cite it so
 */

(async () => {
  const vankho = (/** @type {any} */ (window).vankho ??= {});
  const { element, button, number, bring, shard, shardRow, copy, saveCsv } = vankho;
  const place = /** @type {HTMLElement} */ (document.querySelector("[data-vk-check]"));
  const MOST = 2_000_000; // letters of a draft
  const SHOWN = 300; // numbers that are listed
  const STATUS = /** @type {Record<string, string>} */ ({
    held: "Có trong kho",
    cited: "Chỉ được viện dẫn",
    number: "Chỉ trùng số",
    unknown: "Không có trong kho",
  });
  const GROUPS = /** @type {[string, string, (entry: Entry) => boolean][]} */ ([
    ["all", "Tất cả", () => true],
    ["warned", "Cần xem lại", (entry) => warned(entry)],
    ...Object.entries(STATUS).map(([name, words]) => [name, words, (/** @type {Entry} */ entry) => entry.found.status === name]),
  ]);

  /** @type {any} */
  let reader;
  const status = element("p", "vk-check__status");
  status.setAttribute("role", "status");
  try {
    await Promise.all(["symbols", "judge", "quotes"].map((name) => bring(`../check/${name}.js`)));
    reader = vankho.symbols(await shard("symbols/root"));
  } catch {
    status.textContent = "Không tải được dữ liệu để kiểm tra. Xin tải lại trang.";
    place.replaceChildren(status);
    return;
  }
  const { lookUp, ownWarnings, archiveWarnings, own, iso, shown } = vankho.judge;
  const known = (/** @type {string} */ key) => shardRow("numbers", key);

  // --- what is asked for ---------------------------------------------------------------------------

  const box = element("textarea", "vk-check__draft");
  const label = element("label", "", "Bản thảo");
  const file = element("input");
  const results = element("div", "vk-check__results");
  box.id = "k-ban-thao";
  box.rows = 10;
  box.spellcheck = false;
  box.autocomplete = "off";
  box.placeholder = "Dán bản thảo vào đây, hoặc kéo tệp .docx thả vào khung này";
  label.htmlFor = box.id;
  file.type = "file";
  file.accept = ".docx";
  file.hidden = true;
  const choose = button("Chọn tệp Word (.docx)", () => file.click());
  const start = button("Kiểm tra", () => check());
  const empty = button("Xóa bản thảo", () => {
    box.value = "";
    turn += 1;
    results.replaceChildren();
    status.textContent = "";
    box.focus();
  });
  start.classList.add("vk-check__start");
  place.classList.add("vk-check--on");
  place.replaceChildren(label, box, element("div", "vk-check__tools", start, choose, file, empty), status, results);

  box.addEventListener("paste", () => setTimeout(check));
  box.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) check();
  });
  file.addEventListener("change", () => {
    const [chosen] = file.files ?? [];
    if (chosen) take(chosen);
    file.value = "";
  });
  for (const name of ["dragover", "drop"])
    place.addEventListener(name, (event) => {
      const moved = /** @type {DragEvent} */ (event).dataTransfer;
      if (!moved?.types.includes("Files")) return;
      event.preventDefault();
      const [dropped] = moved.files;
      if (name === "drop" && dropped) take(dropped);
    });

  /** @type {Promise<unknown> | null} */
  let word = null;

  /** @param {File} chosen */
  async function take(chosen) {
    status.textContent = "Đang đọc tệp …";
    const own = (turn += 1);
    try {
      await (word ??= bring("../check/word.js"));
      const text = await vankho.wordText(chosen);
      if (own !== turn) return;
      box.value = text;
      check();
    } catch (error) {
      word = vankho.NotRead ? word : null;
      if (own !== turn) return;
      results.replaceChildren();
      status.textContent = word && error instanceof vankho.NotRead ? /** @type {Error} */ (error).message : "Không đọc được tệp này.";
    }
  }

  // --- what is found -------------------------------------------------------------------------------

  /** Whether there is anything to look at again: in the citation, in what became of the one paper, in a quotation.
   * @param {Entry} entry */
  const warned = ({ warnings, quotes, found: { works } }) =>
    warnings.length > 0 || quotes.some((each) => each.bad) || (works.length === 1 && works.some((each) => each.effects || each.conflicts));

  let turn = 0;

  async function check() {
    const own = (turn += 1);
    results.replaceChildren();
    if (box.value.length > MOST) {
      status.textContent = `Bản thảo dài quá ${number(MOST)} chữ cái. Xin kiểm tra từng phần.`;
      return;
    }
    status.textContent = "Đang kiểm tra …";
    const text = reader.cleaned(box.value);
    const cited = /** @type {Cited[]} */ (reader.find(text));
    try {
      const entries = await looked(cited);
      await vankho.quotes.compare(text, cited, entries);
      if (own === turn) show(text, entries);
    } catch {
      if (own === turn) status.textContent = "Không tải được dữ liệu về số hiệu. Bấm “Kiểm tra” để thử lại.";
    }
  }

  /** The numbers with their days, each once, with what the archive knows. @param {Cited[]} all */
  async function looked(all) {
    /** @type {Map<string, Cited[]>} */
    const groups = new Map();
    for (const each of all) {
      const key = `${each.number.key} ${each.date ? iso(each.date) : each.badDate}`;
      groups.set(key, [...(groups.get(key) ?? []), each]);
    }
    return Promise.all(
      [...groups.values()].map(async (cited, at) => {
        const [first] = /** @type {[Cited]} */ (/** @type {unknown} */ (cited));
        const found = /** @type {Identified} */ (await lookUp(first, known, reader));
        const said = [...cited.flatMap((each) => ownWarnings(each, reader)), ...archiveWarnings(first, found)];
        return /** @type {Entry} */ ({ cited, found, id: `k-so-${at + 1}`, quotes: [], warnings: [...new Set(said)] });
      }),
    );
  }

  /** What stands to be copied: as the archive has it where number and day are the same, else what the draft says.
   * @param {Entry} entry */
  function citation({ cited: [first], found: { sure, works } }) {
    return sure ? (works[0]?.full ?? "") : own(first);
  }

  // --- what is shown -------------------------------------------------------------------------------

  /** @param {string} text @param {Entry[]} entries */
  function show(text, entries) {
    const counted = (/** @type {(entry: Entry) => boolean} */ belongs) => entries.filter(belongs).length;
    if (!entries.length) {
      status.textContent = text.trim() ? "Không tìm thấy số, ký hiệu văn bản nào trong bản thảo." : "Chưa có bản thảo để kiểm tra.";
      return;
    }
    const parts = Object.entries(STATUS).map(([name, words]) => [counted((entry) => entry.found.status === name), words.toLowerCase()]);
    const told = parts.filter(([count]) => count).map(([count, words]) => `${number(/** @type {number} */ (count))} ${words}`);
    status.textContent = `Tìm thấy ${number(entries.length)} số, ký hiệu: ${told.join(", ")}; ${number(counted(warned))} cần xem lại.`;
    const list = element("ol", "vk-check__list");
    const note = element("p", "vk-check__note");
    const chips = element("div", "vk-work__groups");
    const choose = (/** @type {string} */ name) => {
      const belongs = GROUPS.find(([each]) => each === name)?.[2] ?? (() => true);
      const chosen = entries.filter(belongs);
      list.replaceChildren(...chosen.slice(0, SHOWN).map(item));
      note.textContent = chosen.length > SHOWN ? `Chỉ hiện ${number(SHOWN)} số đầu; tệp CSV có đủ ${number(entries.length)}.` : "";
      for (const chip of chips.children) chip.setAttribute("aria-pressed", String(chip.getAttribute("data-group") === name));
    };
    for (const [name, words, belongs] of GROUPS) {
      if (!counted(belongs)) continue;
      const chip = button(words, () => choose(name));
      chip.className = "vk-work__group";
      chip.dataset.group = name;
      chip.append(" ", element("strong", "", number(counted(belongs))));
      chips.append(chip);
    }
    choose("all");
    results.replaceChildren(chips, tools(entries), list, note, marked(text, entries));
  }

  /** @param {Entry[]} entries */
  function tools(entries) {
    return element(
      "div", "vk-check__tools",
      copying("Chép mọi trích dẫn", "", () => [...new Set(entries.map(citation))].join("\n")),
      button("Tải CSV", () => saveCsv("kiem tra ban thao", table(entries))),
      button("In kết quả", () => print()),
    );
  }

  /** A button that copies, and says so. @param {string} words @param {string} named @param {() => string} what */
  function copying(words, named, what) {
    const said = element("span", "vk-check__said");
    said.setAttribute("role", "status");
    const act = button(words, async () => {
      said.textContent = (await copy(what())) ? "Đã chép" : "Không chép được, xin chọn chữ rồi chép";
      act.focus();
    }, named);
    return element("span", "", act, " ", said);
  }

  /** @param {Entry[]} entries */
  function table(entries) {
    const rows = entries.map((entry) => {
      const { cited, found: { works, status: kind }, warnings, quotes } = entry;
      const facts = (/** @type {(work: KnownWork) => string | undefined} */ of) => works.map(of).filter(Boolean).join("; ");
      const said = [...warnings, ...works.flatMap((work) => (work.effects ?? []).map(effectWords)), ...quotes.filter((each) => each.bad).map((each) => `“${each.words}”: ${each.said}`)];
      return [
        cited[0]?.number.raw ?? "", cited[0]?.number.key ?? "", String(cited.length), STATUS[kind] ?? "", facts((work) => work.name),
        facts((work) => work.date && shown(work.date)), facts((work) => work.issuer), said.join(" "), citation(entry),
      ];
    });
    return [["Ghi trong bản thảo", "Số, ký hiệu", "Số lần", "Trong kho", "Văn bản", "Ngày", "Cơ quan ban hành", "Cần xem lại", "Trích dẫn"], ...rows];
  }

  /** @param {Entry} entry */
  function item(entry) {
    const { cited, found, warnings, id, quotes } = entry;
    const [first] = /** @type {[Cited]} */ (/** @type {unknown} */ (cited));
    const head = element("div", "vk-check__head", element("strong", "", first.number.key), " ", element("span", `vk-badge${found.status === "held" ? "" : " vk-badge--unknown"}`, STATUS[found.status] ?? ""));
    if (cited.length > 1) head.append(" ", element("small", "", `${number(cited.length)} lần trong bản thảo`));
    const made = element("li", "vk-check__entry", head, ...found.works.map(work));
    made.id = id;
    made.tabIndex = -1;
    if (found.status === "number") made.append(element("p", "vk-check__note", first.date ? "Chưa chắc là văn bản bản thảo nói tới: mới trùng số." : "Bản thảo không ghi ngày nên mới đối chiếu được số, chưa chắc là văn bản này."));
    if (warnings.length) made.append(listed("vk-check__warned", warnings.map((words) => element("li", "", words))));
    if (quotes.length) made.append(listed("vk-check__quotes", quotes.map(vankho.quotes.shown)));
    made.append(toCopy(found.sure ? "Trích dẫn theo kho" : "Trích dẫn theo bản thảo", citation(entry), first));
    const [only, another] = found.works;
    if (only && !another && !found.sure) made.append(toCopy("Nếu đúng là văn bản này", only.full, first));
    return made;
  }

  /** @param {string} kind @param {string} words @param {Cited} cited */
  const toCopy = (kind, words, { number: { key } }) =>
    element("p", "vk-check__citation", element("span", "vk-quotation__kind", `${kind}:`), " ", words, " ", copying("Chép", `Chép trích dẫn ${key} (${kind.toLowerCase()})`, () => words));

  /** @param {string} name @param {Node[]} inside */
  const listed = (name, inside) => element("ul", name, ...inside);

  /** @param {string} page @param {string} words */
  function linked(page, words) {
    const made = element("a", "", words);
    made.href = new URL(page, vankho.portal).href;
    return made;
  }

  /** @param {KnownWork} known */
  function work(known) {
    const facts = [known.date && `ngày ${shown(known.date)}`, known.issuer].filter(Boolean).join(" · ");
    const made = element("div", "vk-check__work", linked(known.page, known.name), ` · ${facts || "kho không rõ ngày và cơ quan ban hành"} · ${known.held ? "có trong kho" : "chỉ được viện dẫn"}`);
    if (known.title) made.append(element("div", "vk-check__title", known.title));
    const said = [
      ...(known.effects ?? []).map((each) => {
        const row = element("li", "", effectWords(each));
        if (each.page) row.append(" (", linked(each.page, "đoạn nêu"), ")");
        return row;
      }),
      ...(known.conflicts ?? []).map((words) => element("li", "", words)),
    ];
    if (said.length) made.append(listed("vk-check__warned", said));
    return made;
  }

  /** @param {Effect} effect */
  function effectWords({ words, part, by, told }) {
    const done = `${words.charAt(0).toUpperCase()}${words.slice(1)}${part ? `: ${part}` : ""}`;
    return `${done}${by && by !== told ? `, bởi ${by}` : ""}, theo ${told ?? "danh bạ của kho"}`;
  }

  /** The draft with its numbers as links to what is said of them. @param {string} text @param {Entry[]} entries */
  function marked(text, entries) {
    const spots = entries.flatMap((entry) => entry.cited.map((each) => ({ each, id: entry.id, name: warned(entry) ? "warned" : entry.found.status })));
    const made = element("div", "vk-check__text");
    let last = 0;
    for (const { each, id, name } of spots.sort((one, other) => one.each.at - other.each.at)) {
      const end = each.at + each.number.raw.length;
      const link = element("a", `vk-check__mark vk-check__mark--${name}`, text.slice(each.at, end));
      link.href = `#${id}`;
      made.append(text.slice(last, each.at), link);
      last = end;
    }
    made.append(text.slice(last));
    return element("details", "vk-check__marked", element("summary", "", "Bản thảo có đánh dấu"), made);
  }
})();
