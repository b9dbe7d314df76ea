// @ts-check
// Tasks as a worklist: groups by the reader's day, one body's or all, filtered by words, over all rows. Without this
// script the page has its lists by deadline.
"use strict";

(() => {
  const vankho = (/** @type {any} */ (window).vankho ??= {});
  const found = document.querySelector("[data-vk-tasks=list]");
  if (!found) return;
  const place = /** @type {HTMLElement} */ (found);
  const { open, words, link, day } = vankho.tasks;
  const { element, button, number, shorten, said, asks } = vankho;
  // Where rows are cards fewer of them fill a screen.
  const narrow = matchMedia("(max-width: 44.984375em)").matches;
  const [FEW, STEP, LONG] = narrow ? [3, 20, 160] : [5, 30, 240];
  const UNASSIGNED = "khong-nguoi";
  const GROUPS = /** @type {[string, string][]} */ ([...vankho.tasks.GROUPS, [UNASSIGNED, "Không nêu ai làm"]]);
  const COLUMNS = ["Thời hạn", "Nhiệm vụ", "Giao cho", "Phối hợp", "Nguồn"];
  const PARTNERS = 3;

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
    const wanted = asks(choice.words);
    if (!wanted.any) return tasks;
    const told = await words(all, tasks);
    return tasks.filter((task, place) => {
      const { words: text, phrase, doer, beside, title } = told[place];
      const names = [...task.doers, ...task.partners].map((each) => all.names[each]?.[1]);
      return wanted.of(said([text, phrase, doer, beside, title, ...names].join(" ")));
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
   * Partners: bodies, then the group as printed.
   * @param {Task} task
   * @param {Words} said
   */
  const beside = (task, said) => [...names(task.partners), ...(said.beside ? [said.beside] : [])];

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
    const cells = [task.day || said.phrase ? when : [], [text], who, beside(task, said), [source]];
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
    const heading = element("h2", "", title, " ", element("small", "", number(tasks.length)));
    heading.id = `k-han-${group}`;
    const partnered = rows.some(({ partners }, at) => partners.length || said[at]?.beside);
    const columns = COLUMNS.filter((_, at) => partnered || at !== PARTNERS).map(head);
    const caption = element("caption", "vk-unseen", `Nhiệm vụ: ${title.toLowerCase()}`);
    const body = element("tbody", "", ...rows.map((task, at) => row(task, said[at], partnered)));
    const table = element("table", "vk-tasks vk-work__table", caption, element("thead", "", element("tr", "", ...columns)), body);
    const made = element("section", "", heading, table);
    if (tasks.length > most) {
      const left = tasks.length - most;
      const words = left > STEP ? `Xem thêm ${STEP} trong ${number(left)} việc` : `Xem ${number(left)} việc còn lại`;
      const act = () => {
        shown.set(group, most + STEP);
        show().then(() => lists.querySelector(`#k-han-${group}`)?.parentElement?.querySelector("button")?.focus());
      };
      const more = button(words, act, `${words}: ${title.toLowerCase()}`);
      made.append(element("p", "", more));
    }
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
        const made = element("td", count ? "" : "vk-none", count ? cell(slug, group, number(count)) : "—");
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
    const made = /** @type {HTMLDetailsElement} */ (element("details", "vk-work__by", element("summary", "", `Theo đơn vị (${number(all.names.length)})`)));
    made.addEventListener("toggle", () => made.open && !made.querySelector("table") && made.append(bodies()));
    return made;
  }

  // --- saving ------------------------------------------------------------------------------------

  const called = (/** @type {number[]} */ bodies) => bodies.map((at) => all.names[at]?.[1] ?? "");
  const ids = (/** @type {number[]} */ bodies) => bodies.map((at) => `co-quan/${all.names[at]?.[0] ?? ""}`);
  const address = (/** @type {Words} */ { place }) => new URL(`van-ban/${place}`, vankho.site).href;

  /**
   * @param {Task} task
   * @param {Words} said
   */
  function cells(task, said) {
    const title = GROUPS.find(([name]) => name === task.group)?.[1] ?? "";
    const who = [...called(task.doers), ...(said.doer ? [said.doer] : [])].join("; ");
    const along = [...called(task.partners), ...(said.beside ? [said.beside] : [])].join("; ");
    return [task.day, said.phrase, title, said.words, who, along, said.title, address(said)];
  }

  /**
   * A task as the open data have it, with title and address of its paper.
   * @param {Task} task
   * @param {Words} said
   */
  function record(task, said) {
    const deadline = task.day || said.phrase ? { date: task.day || null, phrase: said.phrase } : null;
    const who = { assignees: ids(task.doers), group: said.doer || null, partners: ids(task.partners), partner_group: said.beside || null };
    const again = task.group === "dinh-ky";
    return { document: said.paper, title: said.title, text: said.words, ...who, deadline, recurring: again, page: address(said) };
  }

  /**
   * Saves what is chosen, from the data.
   * @param {"csv" | "json"} form
   */
  async function save(form) {
    const every = await chosen();
    const groups = GROUPS.filter(([name]) => (!choice.groups.length ? name !== UNASSIGNED : choice.groups.includes(name)));
    const tasks = [...new Set(groups.flatMap(([name]) => grouped(every, name)))];
    const told = /** @type {Words[]} */ (await words(all, tasks));
    const made = (/** @type {(task: Task, said: Words) => any} */ of) => tasks.map((task, at) => of(task, /** @type {Words} */ (told[at])));
    const head = ["Thời hạn", "Ghi trong văn bản", "Nhóm", "Nhiệm vụ", "Giao cho", "Phối hợp", "Văn bản", "Địa chỉ"];
    if (form === "csv") vankho.saveCsv("nhiem-vu", [head, ...made(cells)]);
    else vankho.saveJson("nhiem-vu", made(record));
  }

  /**
   * @param {"csv" | "json"} form
   */
  function saver(form) {
    const name = form.toUpperCase();
    const act = async () => {
      made.disabled = true;
      await save(form).catch(failed);
      made.disabled = false;
    };
    const made = button(`Tải ${name}`, act, `Tải ${name}: nhiệm vụ`);
    return made;
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
      chip.append(title, " ", element("strong", "", number(count)));
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
    status.replaceChildren(count ? `${number(count)} nhiệm vụ` : "Không có nhiệm vụ nào như vậy", name ? " của " : "", name ? link(`co-quan/${choice.body}.html`, name) : "", ".");
    lists.replaceChildren(...made, ...(choice.body || choice.words ? [] : [byBody()]));
    place.dataset.shown = String(mine);
  }

  const failed = () => status.replaceChildren("Không tải được danh sách nhiệm vụ. Kiểm tra mạng rồi thử lại.");

  function changed() {
    shown = new Map();
    remember();
    show().catch(failed);
  }

  function tools() {
    const counts = all.names.map(() => 0);
    for (const task of all.tasks) for (const at of new Set([...task.doers, ...task.partners])) counts[at] = (counts[at] ?? 0) + 1;
    body.append(new Option("Mọi đơn vị", ""), ...all.names.map(([slug, name], at) => new Option(`${name} (${number(counts[at] ?? 0)})`, slug)));
    body.addEventListener("change", () => {
      choice.body = body.value;
      changed();
    });
    box.type = "search";
    box.placeholder = "Lọc theo từ…";
    box.addEventListener("input", () => {
      choice.words = box.value;
      changed();
    });
    const labels = element("div", "vk-work__tools", element("label", "", "Đơn vị ", body), element("label", "", "Lọc ", box), saver("csv"), saver("json"));
    chips.setAttribute("role", "group");
    chips.setAttribute("aria-label", "Theo thời hạn");
    status.setAttribute("role", "status");
    return [labels, chips, status, lists];
  }

  async function start() {
    place.classList.add("vk-work--on");
    all = await open();
    if (!all.names.some(([slug]) => slug === choice.body)) choice.body = "";
    const made = tools();
    await show();
    place.append(...made);
  }

  start().catch(() => place.classList.remove("vk-work--on"));
})();
