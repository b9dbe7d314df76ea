// @ts-check
// The page of a dossier: papers in an order of the reader's, with their contents and whole texts, to be printed and saved.
// The list is kept on this device, or comes with the address; the papers are read from their pages.
"use strict";

(async () => {
  const vankho = (/** @type {any} */ (window).vankho ??= {});
  const { element, button, number, bring, shardRow, copy } = vankho;
  const place = /** @type {HTMLElement} */ (document.querySelector("[data-vk-dossier]"));
  const LONGEST = 200; // letters of a title
  const GIVEN_BACK = "Đã lấy lại như trước.";

  const status = element("p", "vk-dossier__status");
  status.setAttribute("role", "status");
  const notes = element("ul", "vk-dossier__notes");
  const without = element("div", "vk-dossier__without");
  try {
    await Promise.all([bring("../dossier/zip.js"), bring("../dossier/papers.js")]);
    await bring("../dossier/take.js");
  } catch {
    status.textContent = "Không tải được những gì trang này cần. Xin tải lại trang.";
    place.replaceChildren(status);
    return;
  }
  const { kept, papers: reader } = vankho;

  /** @typedef {{path: string, title: string, sub: string, section: HTMLElement, paper: Promise<Paper | null>, read: Paper | null | undefined}} Entry */
  /** @type {Entry[]} - `read`: null where it could not be had, undefined while it is on its way */
  let entries = [];
  let title = "";
  /** @type {string} - what the address said, empty where the list is the one that is kept */
  let asked = "";
  /** @type {string[]} */
  let told = [];
  let turn = 0;

  // --- which papers ---------------------------------------------------------------------------------

  /**
   * What the address asks for; null where it asks for nothing.
   * @returns {Promise<{papers: string[], title: string, told: string[]} | null>}
   */
  async function fromAddress() {
    const given = new URLSearchParams(location.hash.slice(1).replace(/\+/g, "%2B"));
    const name = (given.get("ten") ?? "").slice(0, LONGEST);
    const page = given.get("trang");
    if (page !== null) {
      const path = /^(?:[a-z-]+\/)?[a-z0-9][a-z0-9._-]*$/.test(page) ? `${page}.html` : "";
      const found = await (path && (await shardRow("cards", path)) ? reader.named(path) : Promise.reject()).catch(() => null);
      if (!found) return { papers: [], title: name, told: ["Trang mà địa chỉ nêu không có ở cổng này hoặc không đọc được."] };
      return { papers: found.papers, title: name || found.title, told: [`Gồm các văn bản có liên kết trên trang “${found.title}”, theo thứ tự ở trang ấy.`] };
    }
    const ids = given.get("vb");
    if (ids === null) return null;
    return { papers: ids.split(",").filter(Boolean).map((id) => `van-ban/${id}.html`), title: name, told: [] };
  }

  /** Reads the list anew, and shows it. @param {...string} first what is said above it */
  async function open(...first) {
    const mine = (turn += 1);
    status.textContent = "Đang mở hồ sơ …";
    const found = await fromAddress();
    const list = found ?? kept.read();
    const wanted = /** @type {string[]} */ ([...new Set(list.papers)]);
    const all = wanted.slice(0, kept.MOST);
    const rows = await Promise.all(all.map((path) => (kept.PAPER.test(path) ? shardRow("cards", path).catch(() => undefined) : undefined)));
    if (mine !== turn) return;
    asked = found ? location.hash : "";
    title = list.title;
    const gone = rows.filter((row) => !row).length;
    told = [...first, list.told].flat().filter(Boolean);
    if (wanted.length > all.length) told.push(`Hồ sơ nhận nhiều nhất ${kept.MOST} văn bản: ${number(wanted.length - all.length)} văn bản sau đó không có ở đây.`);
    if (gone) told.push(`${number(gone)} văn bản được nêu không có ở cổng này, hoặc đã được rút từ khi lập hồ sơ, nên không hiện.`);
    const before = new Map(entries.map((each) => [each.path, each]));
    entries = all.flatMap((path, at) => (rows[at] ? [before.get(path) ?? entry(path, rows[at])] : []));
    draw();
    progress();
  }

  /**
   * @param {string} path
   * @param {string[]} card
   * @returns {Entry}
   */
  function entry(path, [, name = "", sub = ""]) {
    const section = element("section", "vk-dossier__paper");
    const made = /** @type {Entry} */ ({ path, title: name, sub, section, read: undefined });
    made.paper = reader.paper(path).catch(() => null).then((/** @type {Paper | null} */ found) => {
      made.read = found;
      fill(made);
      progress();
      return found;
    });
    return made;
  }

  /** Keeps what the reader did: on this device, or in the address. */
  function remember() {
    const papers = entries.map(({ path }) => path);
    if (!asked) {
      const failed = kept.write(papers, title);
      if (failed) say(failed);
      return;
    }
    try {
      history.replaceState(null, "", kept.address({ papers, title }));
    } catch {
      // Some browsers forbid it for files; the dossier is the same.
    }
    asked = location.hash;
  }

  // --- what is shown --------------------------------------------------------------------------------

  const name = element("input");
  name.id = "k-ten-ho-so";
  name.type = "text";
  name.maxLength = LONGEST;
  name.addEventListener("input", () => {
    title = name.value.trim();
    cover.replaceChildren(...covered());
    remember();
  });
  const label = element("label", "", "Tên hồ sơ");
  label.htmlFor = name.id;

  const print_ = button("In hồ sơ", async () => {
    await Promise.all(entries.map(({ paper }) => paper));
    print();
  });
  const save = button("Tải ZIP", () => saved());
  const share = button("Chép địa chỉ", async () => {
    const done = await copy(kept.address({ papers: entries.map(({ path }) => path), title }));
    say(done ? "Đã chép địa chỉ của hồ sơ: ai mở được cổng này thì mở được hồ sơ." : "Không chép được địa chỉ.");
    share.focus();
  });
  const keep = button("Giữ trên máy này", () => {
    const { papers: before, title: called, told: damaged } = kept.read();
    const all = [...new Set([...before, ...entries.map(({ path }) => path)])];
    const failed = kept.write(all.slice(0, kept.MOST), before.length ? called : title);
    if (failed) return say(failed);
    try {
      history.replaceState(null, "", location.pathname + location.search);
    } catch {
      location.hash = ""; // some browsers forbid it for files
    }
    const full = all.length > kept.MOST ? ` Hồ sơ nhận nhiều nhất ${kept.MOST} văn bản: ${number(all.length - kept.MOST)} văn bản chưa được thêm.` : "";
    return open(damaged, `${before.length ? "Đã thêm vào hồ sơ giữ trên máy này." : "Đã giữ hồ sơ trên máy này."}${full}`);
  });
  const sort = button("Xếp theo ngày", () => change([...entries].sort((one, other) => day(one) - day(other)), "Đã xếp từ cũ đến mới."));
  const clear = button("Bỏ hết", () => change([], `Đã bỏ ${number(entries.length)} văn bản.`));
  const undo = button("Lấy lại", () => change(earlier, GIVEN_BACK));
  undo.hidden = true;
  const tools = element("div", "vk-dossier__tools", print_, save, share, keep, sort, clear, undo);
  const cover = element("div", "vk-dossier__cover");
  const heading = element("h2", "", "Mục lục");
  const list = element("ol", "vk-dossier__list");
  const texts = element("div", "vk-dossier__papers");
  const empty = element("p", "", "Hồ sơ chưa có văn bản nào. Mở trang một văn bản rồi bấm “Thêm vào hồ sơ”, hoặc bấm “Lập hồ sơ” ở trang tìm kiếm, ở trang một cơ quan, chính sách, số hiệu.");

  /** @type {Entry[]} */
  let earlier = [];

  /** The day of a paper, as its card says it after its number; what has none comes last. @param {Entry} each */
  function day({ sub }) {
    const [, of, month, year] = /^(?:(\d{2})\/)?(?:(\d{2})\/)?(\d{4})$/.exec(sub.split(" · ")[1] ?? "") ?? [];
    return year ? Number(year) * 10_000 + Number(month ?? of ?? 0) * 100 + (month ? Number(of) : 0) : Infinity;
  }

  /** @param {string} words */
  const say = (words) => (status.textContent = words);

  /** The line that a print begins with. */
  const covered = () => [
    element("p", "vk-dossier__portal", kept.NAME),
    element("p", "vk-dossier__title", title || "Hồ sơ"),
    element("p", "", `${number(entries.length)} văn bản`),
  ];

  /** How far the papers have come. */
  function progress() {
    const done = entries.filter(({ read }) => read !== undefined).length;
    const failed = entries.filter(({ read }) => read === null).length;
    const incomplete = done < entries.length;
    place.dataset.shown = incomplete ? "" : String(entries.length);
    place.classList.toggle("vk-dossier--incomplete", incomplete);
    if (incomplete) say(`Đang mở ${number(done)}/${number(entries.length)} văn bản …`);
    else say(failed ? `${number(failed)} trong ${number(entries.length)} văn bản không mở được.` : `Hồ sơ có ${number(entries.length)} văn bản.`);
  }

  /** Puts everything in its order, numbers anew. */
  function draw() {
    const any = entries.length > 0;
    if (name.value.trim() !== title) name.value = title;
    keep.hidden = !asked || !any;
    for (const each of [print_, save, share, sort, clear]) each.disabled = !any;
    notes.replaceChildren(...told.map((words) => element("li", "", words)));
    cover.replaceChildren(...covered());
    list.replaceChildren(...entries.map(row));
    const wanted = new Set(entries.map(({ section }) => section));
    for (const old of [...texts.children]) if (!wanted.has(/** @type {HTMLElement} */ (old))) old.remove();
    // What stays in its place is not laid out anew.
    entries.forEach(({ section }, at) => texts.children[at] === section || texts.insertBefore(section, texts.children[at] ?? null));
    entries.forEach(head);
    heads();
    for (const each of [cover, heading, list, texts]) each.hidden = !any;
    empty.hidden = any;
  }

  /** @param {Entry} each @param {number} at */
  function row(each, at) {
    const link = element("a", "", each.title);
    link.href = `#vb-${at + 1}`;
    link.addEventListener("click", (/** @type {MouseEvent} */ event) => {
      event.preventDefault(); // the address is that of the dossier
      each.section.scrollIntoView();
      /** @type {HTMLElement | null} */ (each.section.querySelector("h2"))?.focus({ preventScroll: true });
    });
    const moves = /** @type {[string, string, number][]} */ ([["↑", "Chuyển lên", at - 1], ["↓", "Chuyển xuống", at + 1]]).map(([sign, words, to]) => {
      const made = button(sign, () => move(at, to), `${words}: ${each.title}`);
      made.disabled = to < 0 || to >= entries.length;
      return made;
    });
    const out = button("Bỏ", () => {
      change(entries.filter((other) => other !== each), "Đã bỏ 1 văn bản.");
      focused(Math.min(at, entries.length - 1), 2);
    }, `Bỏ khỏi hồ sơ: ${each.title}`);
    return element("li", "", link, " ", element("small", "", each.sub), element("span", "vk-dossier__moves", ...moves, out));
  }

  /** @param {number} at @param {number} which of its buttons */
  function focused(at, which) {
    const buttons = [...(list.children[at]?.querySelectorAll("button") ?? [])];
    const wanted = buttons[which]?.disabled ? buttons[1 - which] : buttons[which];
    (wanted ?? undo).focus();
  }

  /** @param {number} from @param {number} to */
  function move(from, to) {
    const [moved] = entries.splice(from, 1);
    if (moved) entries.splice(to, 0, moved);
    draw();
    remember();
    say(`Văn bản này nay là số ${number(to + 1)} trong ${number(entries.length)}.`);
    focused(to, to > from ? 1 : 0);
  }

  /** @param {Entry[]} wanted @param {string} words */
  function change(wanted, words) {
    earlier = entries;
    entries = wanted;
    draw();
    remember();
    progress();
    say(`${words} Hồ sơ có ${number(entries.length)} văn bản.`);
    undo.hidden = words === GIVEN_BACK;
    if (!entries.length) undo.focus();
    else if (undo.hidden) name.focus();
  }

  /** @type {CSSStyleSheet | null} */
  let sheet = null;
  let ruled = 0;
  try {
    sheet = new CSSStyleSheet();
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  } catch {
    // An older browser prints the same leaves, without what stands at their heads.
  }

  /** On paper each leaf says to which paper it belongs: a kind of page for each, named by its place. */
  function heads() {
    if (ruled === entries.length) return;
    ruled = entries.length;
    const rules = entries.map((_, at) => `#vb-${at + 1}{page:vb-${at + 1}}@page vb-${at + 1}{@top-right{content:"Văn bản ${at + 1}/${entries.length}";color:#000;font:9pt sans-serif}}`);
    sheet?.replaceSync(`@media print{${rules.join("")}}`);
  }

  /** @param {Entry} each @param {number} at */
  function head(each, at) {
    each.section.id = `vb-${at + 1}`;
    const title_ = element("h2", "", `${at + 1}. ${each.title}`);
    title_.tabIndex = -1;
    const of = element("p", "vk-dossier__of", `Văn bản ${at + 1}/${entries.length}${each.sub ? ` · ${each.sub}` : ""}`);
    if (each.section.querySelector("h2")) each.section.querySelectorAll(":scope > :is(h2, .vk-dossier__of)").forEach((old) => old.remove());
    each.section.prepend(title_, of);
    if (each.read === undefined && !each.section.querySelector(".vk-dossier__wait")) each.section.append(element("p", "vk-dossier__wait", "Đang mở …"));
  }

  /** Puts a paper into its section, once it is there. @param {Entry} each */
  function fill({ section, read, path }) {
    section.querySelector(".vk-dossier__wait")?.remove();
    const link = element("a", "", vankho.addressOf({ path }));
    link.href = new URL(path, vankho.portal).href;
    if (read) section.append(...read.sheets, element("p", "vk-dossier__source", "Nguồn: ", link));
    else section.append(element("p", "vk-dossier__failed", "Không mở được văn bản này ở đây. Trang của văn bản: ", link));
  }

  // --- the ZIP --------------------------------------------------------------------------------------

  /** @param {Map<string, File>} [given] originals that the reader chose */
  async function saved(given = new Map()) {
    save.disabled = true;
    const all = await Promise.all(entries.map(({ paper }) => paper));
    const papers = /** @type {Paper[]} */ (all.filter(Boolean));
    const lost = all.length > papers.length ? [`${number(all.length - papers.length)} văn bản không mở được nên không có trong tệp này.`] : [];
    try {
      const { file, missing } = await vankho.take(title || "Hồ sơ", papers, [...told, ...lost], given, (/** @type {number} */ at) => say(`Đang gói ${number(at + 1)}/${number(papers.length)} …`));
      vankho.save(title || "ho so", "zip", file, "application/zip");
      say([`Đã gói ${number(papers.length)} văn bản.`, ...lost, ...(missing.length ? [`${number(missing.length)} bản gốc chưa có trong tệp, nêu ở dưới.`] : [])].join(" "));
      without.replaceChildren(...lacking(missing));
    } catch {
      say("Không gói được: trình duyệt không đủ chỗ. Xin chia hồ sơ thành nhiều phần.");
    }
    save.disabled = false;
    save.focus();
  }

  /**
   * Originals that are not in the ZIP, with their addresses; and, in a folder, the way to put them in.
   * @param {{paper: Paper, why: string}[]} missing
   */
  function lacking(missing) {
    if (!missing.length) return [];
    const rows = missing.map(({ paper, why }) => {
      const link = element("a", "", paper.original?.words ?? "");
      link.href = paper.original?.href ?? "";
      link.download = "";
      return element("li", "", `Bản gốc không có trong tệp ZIP (${why}): ${paper.citation || paper.title}. `, link);
    });
    const made = element("ul", "vk-dossier__notes", ...rows);
    if (location.protocol !== "file:") return [made];
    const files = element("input");
    files.type = "file";
    files.multiple = true;
    files.addEventListener("change", () => saved(new Map([...(files.files ?? [])].map((each) => [each.name, each]))));
    return [made, element("label", "", "Để kèm bản gốc, xin chọn các tệp ấy trong thư mục van-ban/goc của cổng: ", files)];
  }

  addEventListener("hashchange", () => {
    if (/^#(vb|trang)=/.test(location.hash) && location.hash !== asked) open();
  });
  addEventListener("storage", (event) => {
    if (event.key === kept.KEY && !asked) open();
  });
  place.classList.add("vk-dossier--on");
  place.replaceChildren(label, name, tools, status, without, cover, notes, empty, heading, list, texts);
  // A page is loaded when its frames are: those of papers come after, one by one.
  if (document.readyState === "complete") open();
  else addEventListener("load", () => open());
})();
