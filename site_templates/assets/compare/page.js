// @ts-check
// The page on which two held papers lie side by side. Which they are stands in its address; their words come from the
// files that cards of paragraphs are made of.
"use strict";

/**
 * @typedef {{id: string, name: string, title: string, page: string, texts: string[], pages: string[], cut: number, more: boolean}} Held
 *   `pages`: where each paragraph stands; `cut`: how many paragraphs are there in part only; `more`: whether there are too many
 */

(async () => {
  const vankho = (/** @type {any} */ (window).vankho ??= {});
  const { element, button, number, shorten, bring, shard, shardRow, copy } = vankho;
  const place = /** @type {HTMLElement} */ (document.querySelector("[data-vk-compare]"));
  const MOST = 5_000; // paragraphs of a paper
  const LONGEST = 5_900; // letters from which on a paragraph that ends in an ellipsis was cut
  const REST = /^[:;,.]\s/; // what a heading leaves of its line
  const ID = /^(?!index$|theo-)[a-z0-9]+(?:-[a-z0-9]+)*$/;
  const SIDES = /** @type {const} */ (["a", "b"]);
  const NAMES = { a: "Văn bản thứ nhất", b: "Văn bản thứ hai" };

  const given = new URLSearchParams(location.search);
  const asked = { a: given.get("a") ?? "", b: given.get("b") ?? "" };
  const status = element("p", "vk-compare__status");
  const results = element("div", "vk-compare__results");
  status.setAttribute("role", "status");
  place.classList.add("vk-compare--on");

  /** The address of two papers side by side. @param {string} a @param {string} b */
  function address(a, b) {
    const made = new URL(location.pathname, location.href);
    for (const [name, id] of [["a", a], ["b", b]]) if (id) made.searchParams.set(name ?? "", id ?? "");
    return made.href;
  }

  // --- the papers ------------------------------------------------------------------------------------

  /**
   * A paper with the words of all its pages; null where there is none of that name.
   * @param {string} id
   * @returns {Promise<Held | null>}
   */
  async function held(id) {
    const page = `van-ban/${id}.html`;
    const [kind, title, sub] = (ID.test(id) && (await shardRow("cards", page))) || [];
    if (title === undefined) return null;
    const paper = /** @type {Held} */ ({ id, name: `${kind} ${sub}`, title, page, texts: [], pages: [], cut: 0, more: false });
    const further = add(paper, page, await shard(`passages/${id}`));
    for (const part of further) {
      const name = `${id}-phu-luc-${part}`;
      add(paper, `van-ban/${name}.html`, await shard(`passages/${name}`));
    }
    paper.more = paper.texts.length > MOST;
    paper.texts.length = Math.min(paper.texts.length, MOST);
    paper.cut = paper.texts.filter((text) => text.length > LONGEST && text.endsWith(" …")).length;
    return paper;
  }

  /**
   * Adds what stands on one page of a paper.
   * @param {Held} paper
   * @param {string} page
   * @param {[Record<string, number>, string[], number[]?]} said
   * @returns {number[]} the numbers of its further pages
   */
  function add(paper, page, [places, texts, further = []]) {
    const anchors = /** @type {string[]} */ ([]);
    for (const [anchor, at] of Object.entries(places)) anchors[at] ??= anchor;
    texts.forEach((text, at) => {
      const last = paper.texts.length - 1;
      if (at && REST.test(text)) paper.texts[last] += text;
      else {
        paper.texts.push(text);
        paper.pages.push(anchors[at] ? `${page}#${anchors[at]}` : page);
      }
    });
    return further;
  }

  /** @param {string} page @param {string} words */
  function linked(page, words) {
    const made = element("a", "", words);
    made.href = new URL(page, vankho.portal).href;
    return made;
  }

  // --- which papers ----------------------------------------------------------------------------------

  /**
   * One side: the paper that is chosen, and a box to choose another.
   * @param {"a" | "b"} side
   * @param {Held | null} paper
   */
  function choice(side, paper) {
    const form = element("form", "vk-search vk-compare__side");
    const input = element("input");
    const label = element("label", "", NAMES[side]);
    const chosen = element("p", "vk-compare__chosen");
    input.type = "search";
    input.id = `k-van-ban-${side}`;
    input.autocomplete = "off";
    input.spellcheck = false;
    input.placeholder = paper ? "Chọn văn bản khác" : "Gõ số hiệu hoặc chữ trong tên";
    label.htmlFor = input.id;
    if (paper) chosen.append(linked(paper.page, shorten(paper.title, 160)), element("small", "", paper.name));
    else if (asked[side]) chosen.append("Kho không có văn bản mà địa chỉ này nêu.");
    else chosen.append("Chưa chọn.");
    form.append(label, chosen, element("div", "vk-compare__box", input));
    const lead = (/** @type {HTMLAnchorElement} */ link) => {
      const id = /van-ban\/([^/]+)\.html$/.exec(link.pathname)?.[1] ?? "";
      return side === "a" ? address(id, papers.b?.id ?? "") : address(papers.a?.id ?? "", id);
    };
    vankho.searchBox(form, input, `so-sanh-${side}`, { kind: "document", lead });
    form.addEventListener("submit", (/** @type {Event} */ event) => {
      event.preventDefault();
      /** @type {HTMLElement | null} */ (form.querySelector("[role=option]"))?.click();
    });
    return form;
  }

  place.replaceChildren(status, results);
  status.textContent = asked.a || asked.b ? "Đang tải …" : "";
  const papers = /** @type {Record<"a" | "b", Held | null>} */ ({ a: null, b: null });
  try {
    [papers.a, papers.b] = await Promise.all([held(asked.a), held(asked.b)]);
  } catch {
    status.textContent = "Không tải được lời văn của văn bản. Xin tải lại trang.";
    return;
  }
  place.replaceChildren(element("div", "vk-compare__sides", ...SIDES.map((side) => choice(side, papers[side]))), status, results);
  const { a, b } = papers;
  if (!a || !b) {
    status.textContent = a || b ? "Chọn thêm một văn bản để so sánh." : "";
    return;
  }
  place.dataset.shown = "";
  document.title = `So sánh ${a.name} với ${b.name}`;
  status.textContent = "Đang so sánh …";
  try {
    for (const name of ["wording", "paragraphs", "papers", "table"]) await bring(`../compare/${name}.js`);
    const compared = await vankho.papers.compare(a.texts, b.texts);
    await vankho.compareTable(results, compared, a, b, tools());
    status.textContent = summary(compared.counts);
    place.append(...limits(compared.rough, a, b));
  } catch {
    status.textContent = "Không so sánh được hai văn bản này. Xin tải lại trang.";
  }

  // --- what is said of both --------------------------------------------------------------------------

  /** @param {Counts} counts */
  function summary(counts) {
    const { same, changed, inserted, deleted, moved, movedChanged, wordsIn, wordsOut } = counts;
    if (!changed && !inserted && !deleted && !moved) return `Hai văn bản giống nhau từng chữ: ${number(same)} đoạn.`;
    const parts = /** @type {[number, string][]} */ ([[same, "giữ nguyên"], [changed, "sửa"], [inserted, "thêm"], [deleted, "bớt"], [moved, "chuyển chỗ"]]);
    const told = parts.filter(([count]) => count).map(([count, words]) => `${number(count)} đoạn ${words}`);
    if (movedChanged) told.push(`${told.pop()} (trong đó ${number(movedChanged)} đoạn có sửa)`);
    return `${told.join(", ")}. Bớt ${number(wordsOut)} chữ, thêm ${number(wordsIn)} chữ.`;
  }

  /** What was not compared. @param {boolean} rough @param {Held} one @param {Held} other */
  function limits(rough, one, other) {
    const cut = one.cut + other.cut;
    const told = [
      rough ? "Hai văn bản quá dài hoặc khác nhau quá nhiều: có đoạn chỉ được đánh dấu cả đoạn, không so từng chữ." : "",
      cut ? `${number(cut)} đoạn quá dài chỉ được so khoảng 6.000 chữ cái đầu.` : "",
      one.more || other.more ? `Chỉ so ${number(MOST)} đoạn đầu của mỗi văn bản.` : "",
    ];
    return told.filter(Boolean).map((words) => element("p", "vk-compare__note", words));
  }

  /** What a reader may do with the whole. */
  function tools() {
    const said = element("span", "vk-compare__said");
    said.setAttribute("role", "status");
    const turn = element("a", "vk-button", "Đổi bên");
    turn.href = address(papers.b?.id ?? "", papers.a?.id ?? "");
    const share = button("Chép địa chỉ", async () => {
      said.textContent = (await copy(location.href)) ? "Đã chép" : "Không chép được, xin chép ở thanh địa chỉ";
    });
    return [turn, share, button("In", () => print()), said];
  }
})();
