// @ts-check
// Tasks as a worklist: groups by the reader's day, one body's or all, filtered by words, over all rows. Without this
// script the page has its lists by deadline.
"use strict";

(() => {
  const vankho = (/** @type {any} */ (window).vankho ??= {});
  const found = document.querySelector("[data-vk-tasks=list]");
  if (!found) return;
  const place = /** @type {HTMLElement} */ (found);
  const { open, words, link, day, shorten } = vankho.tasks;
  const { element, fold } = vankho;
  // Where rows are cards fewer of them fill a screen.
  const narrow = matchMedia("(max-width: 44.984375em)").matches;
  const [FEW, STEP, LONG] = narrow ? [3, 20, 160] : [5, 30, 240];
  const UNASSIGNED = "khong-nguoi";
  const GROUPS = /** @type {[string, string][]} */ ([...vankho.tasks.GROUPS, [UNASSIGNED, "Không nêu ai làm"]]);
  const COLUMNS = ["Thời hạn", "Nhiệm vụ", "Giao cho", "Phối hợp", "Nguồn"];
  const PARTNERS = 3;
  const counted = (/** @type {number} */ count) => count.toLocaleString("vi-VN");

  /** @type {Tasks} */
  let all;
  /** What is chosen: groups (none: an overview of all), the slug of a body, words. */
  const given = new URLSearchParams(location.search);
  const choice = {
    groups: (given.get("han") ?? "").split(",").filter((name) => GROUPS.some(([each]) => each === name)),
    body: given.get("don-vi") ?? "",
    words: given.get("q") ?? "",
  };
  /** @type {Map<string, number>} */
  let shown = new Map();
  let turn = 0;

  const chips = element("div", "vk-work__groups");
  const status = element("p", "vk-work__count");
  const lists = element("div", "");
  const body = document.createElement("select");
  const box = document.createElement("input");

  // --- what is chosen ----------------------------------------------------------------------------

  /** Keeps the address in step, so that it can be sent to somebody. */
  function remember() {
    const address = new URL(location.href);
    address.hash = "";
    for (const [key, value] of [["han", choice.groups.join(",")], ["don-vi", choice.body], ["q", choice.words]]) {
      if (value) address.searchParams.set(key ?? "", value);
      else address.searchParams.delete(key ?? "");
    }
    try {
      history.replaceState(null, "", address.href.replace(/%2C/g, ","));
    } catch {
      // Some browsers forbid it for files; the lists are the same.
    }
  }

  /**
   * @param {Task} task
   * @param {string} group
   */
  const belongs = (task, group) => (group === UNASSIGNED ? task.unassigned : task.group === group);

  /** Tasks of the body and with the words that are chosen; for words all files are asked for. */
  async function chosen() {
    const at = all.names.findIndex(([slug]) => slug === choice.body);
    const tasks = choice.body ? all.tasks.filter((task) => task.doers.includes(at) || task.partners.includes(at)) : all.tasks;
    const wanted = fold(choice.words).split(/[^a-z0-9]+/).filter(Boolean);
    if (!wanted.length) return tasks;
    const said = await words(all, tasks);
    return tasks.filter((task, place) => {
      const { words: text, phrase, doer, title } = said[place];
      const names = [...task.doers, ...task.partners].map((each) => all.names[each]?.[1]);
      const there = ` ${fold([text, phrase, doer, title, ...names].join(" ")).replace(/[^a-z0-9]+/g, " ")}`;
      return wanted.every((/** @type {string} */ word) => there.includes(` ${word}`));
    });
  }

  /**
   * The tasks of a group: of those that are past the latest first, as the oldest are seldom still open.
   * @param {Task[]} tasks
   * @param {string} group
   */
  function grouped(tasks, group) {
    const of = tasks.filter((task) => belongs(task, group));
    return group === "qua-han" ? of.sort((a, b) => b.days - a.days || a.at - b.at) : of;
  }

  // --- lists -------------------------------------------------------------------------------------

  /** @param {string} name */
  function head(name) {
    const made = element("th", "", name);
    made.setAttribute("scope", "col");
    return made;
  }

  /** @param {number[]} bodies */
  const names = (bodies) =>
    bodies.map((at) => {
      const [slug, name] = all.names[at] ?? ["", ""];
      return element("div", "", link(`co-quan/${slug}.html`, name));
    });

  /**
   * @param {Task} task
   * @param {Words} said
   * @param {boolean} partnered whether the table has partners at all
   */
  function row(task, said, partnered) {
    const text = element("span", "", shorten(said.words, LONG));
    if (said.words.length > LONG) text.title = said.words;
    const source = link(`van-ban/${said.place}`, shorten(said.title, 90));
    source.className = "vk-goto";
    const when = [...day(task), element("div", "", element("small", "", said.phrase))];
    const who = task.unassigned ? [] : [...names(task.doers), said.doer];
    const cells = [task.day || said.phrase ? when : [], [text], who, names(task.partners), [source]];
    const made = cells.map((inside, at) => {
      const cell = element("td", inside.length ? "" : "vk-none", ...(inside.length ? inside : ["—"]));
      if (inside.length) cell.dataset.label = COLUMNS[at];
      return cell;
    });
    return element("tr", "", ...made.filter((_, at) => partnered || at !== PARTNERS));
  }

  /**
   * One group: heading, as many rows as are asked for, a button for more.
   * @param {string} group
   * @param {string} title
   * @param {Task[]} tasks
   */
  async function list(group, title, tasks) {
    const most = shown.get(group) ?? (choice.groups.length ? STEP : FEW);
    const rows = tasks.slice(0, most);
    const said = await words(all, rows);
    const heading = element("h2", "", title, " ", element("small", "", counted(tasks.length)));
    heading.id = `k-han-${group}`;
    const partnered = rows.some(({ partners }) => partners.length);
    const columns = COLUMNS.filter((_, at) => partnered || at !== PARTNERS).map(head);
    const caption = element("caption", "vk-unseen", `Nhiệm vụ: ${title.toLowerCase()}`);
    const body = element("tbody", "", ...rows.map((task, at) => row(task, said[at], partnered)));
    const table = element("table", "vk-tasks vk-work__table", caption, element("thead", "", element("tr", "", ...columns)), body);
    const made = element("section", "", heading, table);
    if (tasks.length > most) {
      const left = tasks.length - most;
      const words = left > STEP ? `Xem thêm ${STEP} trong ${counted(left)} việc` : `Xem ${counted(left)} việc còn lại`;
      const more = button(words, () => {
        shown.set(group, most + STEP);
        show().then(() => lists.querySelector(`#k-han-${group}`)?.parentElement?.querySelector("button")?.focus());
      });
      more.setAttribute("aria-label", `${more.textContent}: ${title.toLowerCase()}`);
      made.append(element("p", "", more));
    }
    return made;
  }

  /**
   * @param {string} text
   * @param {() => unknown} act
   */
  function button(text, act) {
    const made = /** @type {HTMLButtonElement} */ (element("button", "vk-button", text));
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  }

  // --- by body -----------------------------------------------------------------------------------

  /** How many tasks each body has in each group; a number leads to these tasks. */
  function bodies() {
    const columns = GROUPS.slice(0, 5);
    const counts = all.names.map(() => columns.map(() => 0));
    for (const task of all.tasks) {
      const column = columns.findIndex(([name]) => name === task.group);
      for (const at of new Set([...task.doers, ...task.partners])) {
        const of = counts[at];
        if (of && column >= 0) of[column] = (of[column] ?? 0) + 1;
      }
    }
    const cell = (/** @type {string} */ slug, /** @type {string} */ group, /** @type {string} */ text) => {
      const made = link(`nhiem-vu/index.html?don-vi=${slug}${group ? `&han=${group}` : ""}`, text);
      made.addEventListener("click", (/** @type {MouseEvent} */ event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        Object.assign(choice, { body: slug, groups: group ? [group] : [], words: "" });
        changed();
        place.scrollIntoView();
        body.focus();
      });
      return made;
    };
    const rows = all.names.map(([slug, name], at) => {
      const of = counts[at] ?? [];
      const told = of.map((count, column) => {
        const [group, title] = columns[column] ?? ["", ""];
        const made = element("td", count ? "" : "vk-none", count ? cell(slug, group, counted(count)) : "—");
        if (count) made.dataset.label = title;
        return made;
      });
      const first = element("th", "", cell(slug, "", name));
      first.setAttribute("scope", "row");
      return { of, made: element("tr", "", first, ...told) };
    });
    rows.sort((a, b) => [0, 1, 2, 3, 4].map((column) => (b.of[column] ?? 0) - (a.of[column] ?? 0)).find(Boolean) ?? 0);
    const heads = ["Đơn vị", ...columns.map(([, title]) => title)].map(head);
    const caption = element("caption", "vk-unseen", "Số nhiệm vụ của mỗi đơn vị theo thời hạn");
    return element("table", "vk-work__bodies", caption, element("thead", "", element("tr", "", ...heads)), element("tbody", "", ...rows.map(({ made }) => made)));
  }

  function byBody() {
    const made = /** @type {HTMLDetailsElement} */ (element("details", "vk-work__by", element("summary", "", `Theo đơn vị (${counted(all.names.length)})`)));
    made.addEventListener("toggle", () => made.open && !made.querySelector("table") && made.append(bodies()));
    return made;
  }

  // --- saving ------------------------------------------------------------------------------------

  /** Saves what is chosen, from the data; a cell that a spreadsheet would take for a formula gets an apostrophe. */
  async function csv() {
    const every = await chosen();
    const groups = GROUPS.filter(([name]) => !choice.groups.length ? name !== UNASSIGNED : choice.groups.includes(name));
    const tasks = [...new Set(groups.flatMap(([name]) => grouped(every, name)))];
    const said = await words(all, tasks);
    const called = (/** @type {number[]} */ bodies) => bodies.map((at) => all.names[at]?.[1] ?? "");
    const title = new Map(GROUPS);
    const rows = tasks.map((task, at) => {
      const { words: text, phrase, doer, title: paper, place: where } = said[at];
      const who = [...called(task.doers), ...(doer ? [doer] : [])].join("; ");
      const address = new URL(`van-ban/${where}`, vankho.site).href;
      return [task.day, phrase, title.get(task.group) ?? "", text, who, called(task.partners).join("; "), paper, address];
    });
    const cell = (/** @type {string} */ text) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replace(/"/g, '""')}"`;
    const head = ["Thời hạn", "Ghi trong văn bản", "Nhóm", "Nhiệm vụ", "Giao cho", "Phối hợp", "Văn bản", "Địa chỉ"];
    const table = [head, ...rows].map((each) => each.map(cell).join(",")).join("\r\n");
    const file = document.createElement("a");
    file.href = URL.createObjectURL(new Blob([`\ufeff${table}\r\n`], { type: "text/csv" }));
    file.download = "nhiem-vu.csv";
    file.click();
    setTimeout(() => URL.revokeObjectURL(file.href), 1000);
  }

  // --- all of it ---------------------------------------------------------------------------------

  /** @param {Task[]} tasks */
  function choose(tasks) {
    const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset?.group;
    const made = [["", "Tất cả"], ...GROUPS].map(([group = "", title = ""]) => {
      const count = group ? tasks.filter((task) => belongs(task, group)).length : tasks.length;
      const chip = button("", () => {
        choice.groups = group ? [group] : [];
        changed();
      });
      chip.className = `vk-work__group${group === "qua-han" && count ? " vk-work__group--past" : ""}`;
      chip.dataset.group = group;
      chip.append(title, " ", element("strong", "", counted(count)));
      chip.setAttribute("aria-pressed", String(group ? choice.groups.includes(group) : !choice.groups.length));
      return chip;
    });
    chips.replaceChildren(...made);
    if (focused !== undefined) made.find((chip) => chip.dataset.group === focused)?.focus();
  }

  async function show() {
    const mine = (turn += 1);
    const tasks = await chosen();
    const groups = GROUPS.filter(([name]) => !choice.groups.length || choice.groups.includes(name));
    const filled = groups.map(([name, title]) => /** @type {const} */ ([name, title, grouped(tasks, name)])).filter(([, , of]) => of.length);
    const made = await Promise.all(filled.map(([name, title, of]) => list(name, title, of)));
    if (mine !== turn) return;
    choose(tasks);
    body.value = choice.body;
    box.value = document.activeElement === box ? box.value : choice.words;
    const name = all.names.find(([slug]) => slug === choice.body)?.[1];
    const count = new Set(filled.flatMap(([, , of]) => of)).size;
    status.replaceChildren(count ? `${counted(count)} nhiệm vụ` : "Không có nhiệm vụ nào như vậy", name ? " của " : "", name ? link(`co-quan/${choice.body}.html`, name) : "", ".");
    lists.replaceChildren(...made, ...(choice.body || choice.words ? [] : [byBody()]));
    place.dataset.shown = String(mine);
  }

  function changed() {
    shown = new Map();
    remember();
    show().catch(() => status.replaceChildren("Không tải được danh sách nhiệm vụ."));
  }

  function tools() {
    const counts = all.names.map(() => 0);
    for (const task of all.tasks) for (const at of new Set([...task.doers, ...task.partners])) counts[at] = (counts[at] ?? 0) + 1;
    body.append(new Option("Mọi đơn vị", ""), ...all.names.map(([slug, name], at) => new Option(`${name} (${counted(counts[at] ?? 0)})`, slug)));
    body.addEventListener("change", () => {
      choice.body = body.value;
      changed();
    });
    box.type = "search";
    box.placeholder = "Lọc theo từ trong nhiệm vụ, văn bản…";
    box.addEventListener("input", () => {
      choice.words = box.value;
      changed();
    });
    const save = button("Tải CSV", async () => {
      /** @type {HTMLButtonElement} */ (save).disabled = true;
      await csv().catch(() => status.replaceChildren("Không tải được danh sách nhiệm vụ."));
      /** @type {HTMLButtonElement} */ (save).disabled = false;
    });
    const labels = element("div", "vk-work__tools", element("label", "", "Đơn vị ", body), element("label", "", "Lọc ", box), save);
    chips.setAttribute("role", "group");
    chips.setAttribute("aria-label", "Theo thời hạn");
    status.setAttribute("role", "status");
    return [labels, chips, status, lists];
  }

  async function start() {
    all = await open();
    if (!all.names.some(([slug]) => slug === choice.body)) choice.body = "";
    const made = tools();
    await show();
    place.append(...made);
    place.classList.add("vk-work--on");
  }

  start().catch(() => place.classList.remove("vk-work--on"));
})();
