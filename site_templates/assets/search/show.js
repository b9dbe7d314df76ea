// @ts-check
// Results as a reader sees them. Nothing of a query, a title or a text is ever read as HTML.
"use strict";

(() => {
  const vankho = (/** @type {any} */ (window).vankho ??= {});
  const { words, twin, element } = vankho;
  const { row, passage } = vankho.index;

  const KINDS = /** @type {Record<string, string>} */ ({
    decision: "Số hiệu",
    agency: "Cơ quan",
    person: "Người",
    policy: "Chính sách",
    document: "Văn bản",
    page: "Trang",
  });
  const PARTS = 6;
  const AROUND = 90;
  const MOST_KNOWN = 20_000;

  const known = /** @type {Map<string, string>} */ (new Map());

  /**
   * The folded form of a word that stands in a text: the same few thousand words stand in all of them.
   * @param {string} printed
   */
  function folded(printed) {
    let word = known.get(printed);
    if (word === undefined) {
      word = /** @type {string} */ (words(printed)[0]?.word ?? "");
      if (known.size >= MOST_KNOWN) known.clear();
      known.set(printed, word);
    }
    return word;
  }

  /**
   * Where the words of a query stand in a text: [start, end) of each, in order.
   * @param {string} text
   * @param {Query} query
   */
  function places(text, query) {
    const wanted = new Set(query.words.flatMap(({ word }) => [word, twin(word)]));
    const last = query.open ? query.words[query.words.length - 1]?.word ?? "" : "";
    const found = /** @type {{start: number, end: number, word: string}[]} */ ([]);
    for (const match of text.matchAll(/[\p{L}\p{N}]+/gu)) {
      const word = folded(match[0]);
      const is = wanted.has(word) || (last.length > 1 && word.startsWith(last));
      if (is) found.push({ start: match.index, end: match.index + match[0].length, word });
    }
    return found;
  }

  /**
   * A text with the words of the query marked.
   * @param {string} tag
   * @param {string} name
   * @param {string} text
   * @param {Query} query
   */
  function marked(tag, name, text, query) {
    const made = element(tag, name);
    let at = 0;
    for (const { start, end } of places(text, query)) {
      made.append(text.slice(at, start), element("mark", "", text.slice(start, end)));
      at = end;
    }
    made.append(text.slice(at));
    return made;
  }

  /**
   * The part of a text in which most of the words stand closest together; empty where none does.
   * @param {string} text
   * @param {Query} query
   * @returns {{words: number, text: string}}
   */
  function closest(text, query) {
    const found = places(text, query);
    let best = { words: 0, near: 0, start: 0, end: 0 };
    let from = 0;
    for (let to = 0; to < found.length; to += 1) {
      const end = found[to]?.end ?? 0;
      while (end - (found[from]?.start ?? 0) > 2 * AROUND) from += 1;
      const inside = found.slice(from, to + 1);
      const count = new Set(inside.map(({ word }) => word)).size;
      const near = inside.filter(({ start }, place) => place > 0 && start - (inside[place - 1]?.end ?? 0) < 2).length;
      if (count > best.words || (count === best.words && near > best.near)) {
        best = { words: count, near, start: inside[0]?.start ?? 0, end };
      }
    }
    if (!best.words) return { words: 0, text: "" };
    const room = Math.max(2 * AROUND - (best.end - best.start), 60) / 2;
    const start = Math.max(text.lastIndexOf(" ", Math.max(best.start - room, 0)), 0);
    const stop = text.indexOf(" ", best.end + room);
    const end = stop < 0 ? text.length : stop;
    return { words: best.words, text: `${start ? "… " : ""}${text.slice(start, end).trim()}${end < text.length ? " …" : ""}` };
  }

  /**
   * The passage of a page that answers a query best; empty where its text can not be had or says nothing of it.
   * @param {Row} row
   * @param {Query} query
   */
  async function snippet([path, , , parts], query) {
    let best = { words: 0, text: "" };
    const wanted = new Set(query.words.map(({ word }) => word)).size;
    for (let part = 0; part < Math.min(parts, PARTS) && best.words < wanted; part += 1) {
      try {
        const found = closest((await passage(path, part)).replace(/\n/g, " · "), query);
        if (found.words > best.words) best = found;
      } catch {
        break;
      }
    }
    return best.text;
  }

  /**
   * A result as a link. Its passage comes later, when it has been fetched.
   * @param {number} page
   * @param {string} kind
   * @param {Query} query
   * @returns {Promise<HTMLAnchorElement | null>} null where its row can not be had
   */
  async function result(page, kind, query) {
    /** @type {Row} */
    let found;
    try {
      found = await row(page);
    } catch {
      return null;
    }
    const [path, title, sub, parts] = found;
    const link = /** @type {HTMLAnchorElement} */ (element("a", "vk-result"));
    link.href = new URL(path, vankho.site).href;
    link.dataset.result = kind;
    link.append(element("span", "vk-result__kind", KINDS[kind] ?? ""), marked("span", "vk-result__title", title, query));
    if (sub) link.append(marked("span", "vk-result__sub", sub, query));
    // What title and line say already needs no passage, and none is fetched.
    const said = new Set(places(`${title} ${sub}`, query).map(({ word }) => word)).size;
    if (parts && said < new Set(query.words.map(({ word }) => word)).size) {
      const place = element("span", "vk-result__text");
      link.append(place);
      snippet(found, query).then((text) => {
        if (text) place.replaceWith(marked("span", "vk-result__text", text, query));
        else place.remove();
      });
    }
    return link;
  }

  /**
   * What a reader must be told of an answer, or of there being none.
   * @param {Answer} answer
   * @returns {string[]}
   */
  function notices(answer) {
    return [
      ...(answer.broken ? ["Một phần chỉ mục không tải được: kết quả có thể thiếu."] : []),
      ...(answer.query.cut ? ["Câu tìm quá dài: chỉ dùng phần đầu."] : []),
      ...(answer.partly ? ["Không trang nào có đủ các từ; dưới đây là những trang có nhiều từ nhất."] : []),
      ...(answer.absent ? [`Không có số hiệu ${answer.absent} trong kho.`] : []),
      ...(answer.instead ? [`Không tìm thấy đúng như đã gõ. Có phải bạn tìm: ${answer.instead}?`] : []),
    ];
  }

  /**
   * Pages that are not what was asked for, and why they are shown all the same: null where there are none.
   * @param {Answer} answer
   * @returns {{title: string, pages: number[]} | null}
   */
  function besides(answer) {
    if (answer.near.length) return { title: `Gần với ${answer.absent}`, pages: answer.near };
    return answer.offered.length ? { title: "Có thể bạn tìm", pages: answer.offered } : null;
  }

  /** @param {number} count */
  const counted = (count) => (count ? `${count.toLocaleString("vi-VN")} kết quả` : "Không tìm thấy kết quả");

  Object.assign(vankho, { KINDS, result, notices, besides, counted });
})();
