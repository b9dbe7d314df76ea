// @ts-check
// The reader's dossier: papers that are kept on this device alone, and the buttons that put them there.
"use strict";

(() => {
  const vankho = (/** @type {any} */ (window).vankho ??= {});
  const { element, button, number, shardRow } = vankho;
  const portal = /** @type {URL} */ (vankho.portal);
  /** Papers of a dossier: more than one would print or open at once. */
  const MOST = 200;
  const NAME = document.querySelector(".md-logo")?.getAttribute("title") ?? "";
  const KEY = `${portal.pathname}.vankho-ho-so`;
  const PAPER = /^van-ban\/(?!index\.|theo-)[a-z0-9][a-z0-9._-]*\.html$/;
  const NOT_KEPT = "Trình duyệt không lưu được (hết chỗ hoặc bị chặn), nên hồ sơ chưa được giữ trên máy này.";

  /** @typedef {{papers: string[], title: string, told: string}} Kept - pages below the portal; what a reader must be told */

  /**
   * The list as it lies there; `strange`: what is damaged or another portal's.
   * @returns {Kept & {strange: string | null}}
   */
  function seen() {
    const none = { papers: [], title: "", told: "", strange: null };
    /** @type {string | null} */
    let text = null;
    try {
      text = localStorage.getItem(KEY);
    } catch {
      return { ...none, told: "Trình duyệt không cho trang này lưu gì trên máy, nên không có hồ sơ đã giữ." };
    }
    if (text === null) return none;
    const known = parsed(text);
    if (known?.portal === NAME) return { ...none, papers: chosen(known.papers), title: known.title };
    const why = known ? `là của cổng khác (${known.portal || "không rõ tên"})` : "đã hỏng";
    return { ...none, strange: text, told: `Hồ sơ giữ trên máy này ${why}, nên được để riêng; hồ sơ mới bắt đầu từ đầu.` };
  }

  /**
   * The list that is kept; what is damaged or another portal's is set aside, and a new one begins.
   * @returns {Kept}
   */
  function read() {
    const { strange, ...list } = seen();
    if (strange === null) return list;
    try {
      localStorage.setItem(`${KEY}-cu`, strange);
      localStorage.removeItem(KEY);
    } catch {
      // It stays where it lies, until a new list takes its place.
    }
    return list;
  }

  /**
   * @param {string} text
   * @returns {{portal: string, papers: string[], title: string} | null} null for what is no list
   */
  function parsed(text) {
    try {
      const { portal: of, papers, title } = JSON.parse(text);
      const whole = typeof of === "string" && typeof title === "string" && Array.isArray(papers);
      return whole && papers.every((each) => typeof each === "string" && PAPER.test(each)) ? { portal: of, papers, title } : null;
    } catch {
      return null;
    }
  }

  /** Pages of papers, each once. @param {string[]} papers */
  const chosen = (papers) => [...new Set(papers)].filter((each) => PAPER.test(each)).slice(0, MOST);

  /**
   * @param {string[]} papers
   * @param {string} title
   * @returns {string} what must be told, empty where the list is kept
   */
  function write(papers, title) {
    try {
      if (papers.length || title) localStorage.setItem(KEY, JSON.stringify({ portal: NAME, title, papers }));
      else localStorage.removeItem(KEY);
      return "";
    } catch {
      return NOT_KEPT;
    }
  }

  /**
   * Adds papers at the end of the list.
   * @param {string[]} papers
   * @returns {string} what was done, in a sentence
   */
  function add(papers) {
    const { papers: before, title, told } = read();
    const all = [...new Set([...before, ...papers])];
    const now = all.slice(0, MOST);
    const failed = write(now, title);
    if (failed) return failed;
    const full = all.length > MOST ? ` Hồ sơ nhận nhiều nhất ${MOST} văn bản: ${number(all.length - MOST)} văn bản chưa được thêm.` : "";
    return `${told ? `${told} ` : ""}Hồ sơ có ${number(now.length)} văn bản.${full}`;
  }

  /** @param {string} paper */
  function remove(paper) {
    const { papers, title } = read();
    const now = papers.filter((each) => each !== paper);
    return write(now, title) || `Hồ sơ còn ${number(now.length)} văn bản.`;
  }

  /**
   * The address of a dossier: of papers, or of those that a page names.
   * @param {{papers?: string[], page?: string, title?: string}} of
   */
  function address({ papers = [], page = "", title = "" }) {
    const ids = papers.map((each) => each.slice("van-ban/".length, -".html".length));
    const parts = [page ? `trang=${page.replace(/\.html$/, "")}` : `vb=${ids.join(",")}`, ...(title ? [`ten=${encodeURIComponent(title)}`] : [])];
    return new URL(`ho-so.html#${parts.join("&")}`, portal).href;
  }

  /**
   * The page of a paper that a page of it belongs to: an appendix has its own.
   * @param {string} path
   */
  async function paperOf(path) {
    const whole = path.replace(/-phu-luc-\d+\.html$/, ".html");
    return whole !== path && (await shardRow("cards", whole)) ? whole : path;
  }

  // --- buttons --------------------------------------------------------------------------------------

  /** @param {string} words @param {string} href */
  function link(words, href) {
    const made = element("a", "", words);
    made.href = href;
    return made;
  }

  /**
   * A button that puts a paper into the list or takes it out, and says what it did.
   * @param {string} path
   * @param {string} [named] which paper, where nothing around says it
   */
  function toggle(path, named = "") {
    const said = element("span", "vk-keep__said");
    said.setAttribute("role", "status");
    const holds = () => seen().papers.includes(path);
    const name = () => {
      act.textContent = holds() ? "Bỏ khỏi hồ sơ" : "Thêm vào hồ sơ";
      if (named) act.setAttribute("aria-label", `${act.textContent}: ${named}`);
    };
    const act = button("", () => {
      const done = holds() ? remove(path) : add([path]);
      const way = done === NOT_KEPT ? link("Mở hồ sơ chỉ có văn bản này", address({ papers: [path] })) : link("Mở hồ sơ", new URL("ho-so.html", portal).href);
      said.replaceChildren(done, " ", way);
      name();
    });
    name();
    return element("span", "vk-keep", act, " ", said);
  }

  /**
   * Puts the buttons on a page: on a paper's page for that paper, on others for all papers that they name.
   * @param {Element} article
   * @param {string} path of the page, below the portal
   */
  async function offer(article, path) {
    const papers = article.querySelector(".vk-spread");
    if (papers && PAPER.test(path)) {
      const row = article.querySelector(".vk-badges, .vk-part");
      row?.append(" ", toggle(await paperOf(path)));
    } else if (!papers && article.querySelector("a[href*='van-ban/']")) {
      const made = link("Lập hồ sơ từ các văn bản nêu ở trang này", address({ page: path }));
      article.append(element("p", "vk-keep", made)); // at the end: above, all that is read already would move
    }
  }

  /**
   * Puts a button on each result of a search that is a paper.
   * @param {Element} list
   */
  function results(list) {
    for (const each of list.querySelectorAll("li")) {
      const found = each.querySelector("a");
      const path = (found?.pathname ?? "").slice(portal.pathname.length);
      if (found?.dataset.result === "document" && PAPER.test(path))
        paperOf(path).then((paper) => each.append(toggle(paper, found.querySelector(".vk-result__title")?.textContent ?? "")));
    }
  }

  vankho.kept = { MOST, NAME, KEY, PAPER, read, write, chosen, address, paperOf, results };

  const article = document.querySelector("article");
  const own = /^(van-ban|co-quan|chinh-sach|so-hieu|nguoi)\/(?!index\.|theo-)[^/]+\.html$/.exec(location.pathname.slice(portal.pathname.length));
  if (article && own) offer(article, own[0]);
  for (const each of document.querySelectorAll("[data-vk-results] .vk-list")) results(each); // what came before this script
})();
