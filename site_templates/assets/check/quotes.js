// @ts-check
// Quotations of a draft, word by word beside the held paper that is cited with them. Capitals, punctuation and the two
// ways to place a tone make no difference; what the draft leaves out with an ellipsis may be missing.
"use strict";

/**
 * @typedef {{raw: string, key: string}} Token a word as it is written, and as it is compared
 * @typedef {{words: Token[], place: string[], cut: boolean}} PaperText words of a paper, the page and anchor of each
 * @typedef {{words: string, bad: boolean, said: string, page: string}} Quoted
 */

(() => {
  const vankho = (/** @type {any} */ (window).vankho ??= {});
  const FEWEST = 4; // words of a quotation; fewer are a term
  const MOST = 600;
  const MOST_QUOTES = 300;
  const ALIKE = 0.7; // of its words, that a paper has in order, where it is told what differs
  const SHOWN = 6;
  const QUOTE = /[“"«„]([^“”"«»„\n]{8,6000})[”"»]/gu;
  const ELLIPSIS = /[[(]?(?:…|\.{3,})[\])]?/u;

  /** @param {string} text @returns {Token[]} */
  const tokens = (text) =>
    [...text.normalize("NFC").matchAll(/[\p{L}\p{N}]+(?:[.,/-][\p{L}\p{N}]+)*/gu)].map(([raw]) => ({
      raw,
      key: vankho.words(raw).map((/** @type {Word} */ { word, marked }) => marked || word).join(" "),
    }));

  // --- which paper ---------------------------------------------------------------------------------

  /**
   * The citation beside a quotation in its paragraph: the last before it, else the first after.
   * @param {string} text
   * @param {Cited[]} cited
   * @param {number} start
   * @param {number} end
   */
  function beside(text, cited, start, end) {
    const first = text.lastIndexOf("\n", start) + 1;
    const next = text.indexOf("\n", end);
    const near = cited.filter((each) => each.at >= first && each.at < (next < 0 ? text.length : next));
    return near.filter((each) => each.at < start).pop() ?? near.find((each) => each.at >= end);
  }

  /** @type {Map<string, Promise<PaperText>>} */
  const read = new Map();

  /** The words of a held paper, its title among them. @param {KnownWork} work */
  function paper(work) {
    const known = read.get(work.page);
    if (known) return known;
    const made = load(work);
    made.catch(() => read.delete(work.page));
    read.set(work.page, made);
    return made;
  }

  /** @param {KnownWork} work @returns {Promise<PaperText>} */
  async function load(work) {
    const text = /** @type {PaperText} */ ({ words: [], place: [], cut: false });
    const add = (/** @type {string} */ words, /** @type {string} */ page) => {
      const found = tokens(words);
      text.words.push(...found);
      text.place.push(...found.map(() => page));
      text.cut ||= words.endsWith(" …");
    };
    for (const page of [work.page, ...(work.parts ?? [])]) {
      const [places, paragraphs] = await vankho.shard(`passages/${page.slice("van-ban/".length, -".html".length)}`);
      const anchors = /** @type {string[]} */ ([]);
      for (const [anchor, at] of Object.entries(places)) anchors[/** @type {number} */ (at)] ??= anchor;
      paragraphs.forEach((/** @type {string} */ words, /** @type {number} */ at) => add(words, anchors[at] ? `${page}#${anchors[at]}` : page));
    }
    if (work.title) add(work.title, work.page);
    return text;
  }

  // --- word by word --------------------------------------------------------------------------------

  /**
   * Where words stand in a paper as they are, from a place on; -1 where they do not.
   * @param {Token[]} words
   * @param {Token[]} all
   * @param {number} from
   */
  function exact(words, all, from) {
    for (let at = from; at + words.length <= all.length; at += 1)
      if (words.every((word, place) => word.key === all[at + place]?.key)) return at;
    return -1;
  }

  /**
   * Where a paper is most like some words: the place at which most of their pairs line up.
   * @param {Token[]} words
   * @param {Token[]} all
   */
  function nearest(words, all) {
    /** @type {Map<string, number[]>} */
    const pairs = new Map();
    for (let at = 0; at + 1 < words.length; at += 1) {
      const pair = `${words[at]?.key} ${words[at + 1]?.key}`;
      pairs.set(pair, [...(pairs.get(pair) ?? []), at]);
    }
    /** @type {Map<number, number>} */
    const votes = new Map();
    for (let at = 0; at + 1 < all.length; at += 1)
      for (const place of pairs.get(`${all[at]?.key} ${all[at + 1]?.key}`) ?? []) {
        const lined = Math.round((at - place) / 4);
        for (const each of [lined, lined + 1]) votes.set(each, (votes.get(each) ?? 0) + 1);
      }
    let [best, most] = [-1, 0];
    for (const [lined, count] of votes) if (count > most || (count === most && lined < best)) [best, most] = [lined, count];
    return most ? Math.max(best * 4 - 4, 0) : -1;
  }

  /**
   * Runs of words that are the same or not, of a quotation and the part of a paper that it is most like; what the paper
   * has before and after does not count.
   * @param {Token[]} words
   * @param {Token[]} there
   */
  function aligned(words, there) {
    const [rows, columns] = [words.length, there.length];
    const cost = Array.from({ length: rows + 1 }, (_, row) => new Uint16Array(columns + 1).fill(row));
    for (let row = 1; row <= rows; row += 1)
      for (let column = 1; column <= columns; column += 1) {
        const same = words[row - 1]?.key === there[column - 1]?.key;
        const at = (/** @type {number} */ up, /** @type {number} */ left) => cost[row - up]?.[column - left] ?? 0;
        /** @type {Uint16Array} */ (cost[row])[column] = Math.min(at(1, 1) + (same ? 0 : 1), at(1, 0) + 1, at(0, 1) + 1);
      }
    const last = /** @type {Uint16Array} */ (cost[rows]);
    let [row, column] = [rows, last.indexOf(Math.min(...last))];
    const steps = /** @type {{ours: Token | null, theirs: Token | null, at: number}[]} */ ([]);
    while (row > 0) {
      const own = cost[row]?.[column] ?? 0;
      const [ours, theirs] = [words[row - 1] ?? null, column ? (there[column - 1] ?? null) : null];
      const across = (cost[row - 1]?.[column - 1] ?? Infinity) + (ours?.key === theirs?.key ? 0 : 1);
      if (theirs && own === across) {
        steps.push({ ours, theirs, at: column - 1 });
        row -= 1;
        column -= 1;
      } else if (theirs && own === (cost[row]?.[column - 1] ?? Infinity) + 1) {
        steps.push({ ours: null, theirs, at: column - 1 });
        column -= 1;
      } else {
        steps.push({ ours, theirs: null, at: column });
        row -= 1;
      }
    }
    return steps.reverse();
  }

  /**
   * What differs, a sentence for each place.
   * @param {{ours: Token | null, theirs: Token | null}[]} steps
   */
  function differences(steps) {
    const found = /** @type {string[]} */ ([]);
    let [ours, theirs] = /** @type {[string[], string[]]} */ ([[], []]);
    const close = () => {
      const [here, there] = [ours.join(" "), theirs.join(" ")];
      if (here && there) found.push(`bản thảo “${here}”, văn bản “${there}”`);
      else if (here) found.push(`thừa “${here}”`);
      else if (there) found.push(`thiếu “${there}”`);
      [ours, theirs] = [[], []];
    };
    for (const step of steps) {
      if (step.ours?.key === step.theirs?.key) close();
      else {
        if (step.ours) ours.push(step.ours.raw);
        if (step.theirs) theirs.push(step.theirs.raw);
      }
    }
    close();
    return found;
  }

  // --- what is said --------------------------------------------------------------------------------

  /**
   * @param {string} words
   * @param {PaperText} text
   * @param {KnownWork} work
   * @returns {Quoted}
   */
  function judged(words, text, work) {
    const parts = words.split(ELLIPSIS).map(tokens).filter((part) => part.length);
    let from = 0;
    let page = "";
    const missing = parts.filter((part) => {
      const at = exact(part, text.words, from);
      if (at >= 0) [from, page] = [at + part.length, page || (text.place[at] ?? "")];
      return at < 0;
    });
    if (!missing.length) return { words, bad: false, page, said: `khớp từng chữ với ${work.name}` };
    const told = missing.map((part) => unlike(part, text));
    if (told.some((each) => !each)) {
      const within = text.cut ? "phần chữ đối chiếu được của " : "";
      return { words, bad: true, page: work.page, said: `không thấy câu này trong ${within}${work.name}` };
    }
    const all = told.flatMap((each) => each?.said ?? []);
    const more = all.length > SHOWN ? ` và ${all.length - SHOWN} chỗ khác` : "";
    if (!all.length) return { words, bad: true, page: told[0]?.page ?? "", said: `các phần trích không đúng thứ tự trong ${work.name}` };
    return { words, bad: true, page: told[0]?.page ?? "", said: `khác ${work.name}: ${all.slice(0, SHOWN).join("; ")}${more}` };
  }

  /**
   * How some words differ from those of a paper; null where the paper has nothing like them.
   * @param {Token[]} words
   * @param {PaperText} text
   */
  function unlike(words, text) {
    const start = nearest(words, text.words);
    if (start < 0) return null;
    const there = text.words.slice(start, start + words.length + Math.max(16, words.length >> 1));
    const steps = aligned(words, there);
    const same = steps.filter(({ ours, theirs }) => ours && ours.key === theirs?.key).length;
    if (same < ALIKE * words.length) return null;
    return { said: differences(steps), page: text.place[start + (steps[0]?.at ?? 0)] ?? "" };
  }

  /**
   * Compares each quotation with the held paper that is cited beside it, and tells the entry of that paper.
   * @param {string} text
   * @param {Cited[]} cited
   * @param {{cited: Cited[], found: Identified, quotes: Quoted[]}[]} entries
   */
  async function compare(text, cited, entries) {
    let left = MOST_QUOTES;
    for (const match of text.matchAll(QUOTE)) {
      const words = match[1] ?? "";
      const count = tokens(words).length;
      if (count < FEWEST || !left) continue;
      const near = beside(text, cited, match.index, match.index + match[0].length);
      const entry = near && entries.find((each) => each.cited.includes(near));
      const [work, another] = entry?.found.works ?? [];
      if (!entry || !work?.held || another) continue;
      left -= 1;
      const long = { words, bad: false, page: work.page, said: "trích dài quá nên chưa được đối chiếu" };
      entry.quotes.push(count > MOST ? long : judged(words, await paper(work), work));
    }
  }

  /** @param {Quoted} quote */
  function shown({ words, bad, said, page }) {
    const { element, shorten } = vankho;
    const made = element("li", bad ? "vk-check__quote--bad" : "", `Câu trích “${shorten(words, 160)}”: ${said}`);
    if (page) {
      const link = element("a", "", page.includes("#") ? "đoạn trong văn bản" : "văn bản");
      link.href = new URL(page, vankho.portal).href;
      made.append(" (", link, ")");
    }
    return made;
  }

  vankho.quotes = { compare, shown, judged, tokens };
})();
