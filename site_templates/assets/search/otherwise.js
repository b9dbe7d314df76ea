// @ts-check
// Answers to what was typed; and where nothing is found, what may have been meant: another spelling, pages with most of
// the words, numbers that are near, bodies and people. What is near is never given out as what was asked for.
"use strict";

(() => {
  const vankho = (/** @type {any} */ (window).vankho ??= {});
  const { parse, oneSpelling, oneErrorApart, errorsApart, numberIn } = vankho;
  const { open, keys, lexicon } = vankho.index;
  const { and, or, has, size, each } = vankho.bits;
  const { Search, run, allowed } = vankho.ranking;

  const SHORTEST_ERROR = 5;
  const MOST_TRIES = 12;
  const MOST_NEAR = 5;
  /** As far as two wrong letters and one more: the same serial and type, but another body's. */
  const SAME_TYPE = 3;
  /** A word that more pages have in their names says nothing of which is meant. */
  const RARE = 1 / 20;

  // --- when nothing is found ---------------------------------------------------------------------

  /**
   * The query with one typing error mended, the variant with most results; null where none has any.
   * @param {Search} search
   * @param {Query} query
   */
  async function mended(search, query) {
    const lists = await Promise.all(query.words.map(({ word }) => Promise.all([search.get("n", word), search.get("b", word)])));
    const long = query.words.map(({ word }, place) => ({ word, place, unknown: !lists[place]?.some(Boolean) }));
    const doubtful = long.filter(({ word }) => word.length >= SHORTEST_ERROR && /^[a-z]+$/.test(word));
    const unknown = long.filter((each) => each.unknown);
    if (!doubtful.length) return null;
    const known = await search.try(lexicon(), /** @type {string[]} */ ([]));
    if (unknown.length > 1) return respelt(search, query, unknown, known);
    /** @type {{query: Query, ranked: Ranked} | null} */
    let best = null;
    let tries = 0;
    for (const { word, place } of unknown.length ? doubtful.filter((each) => each.unknown) : doubtful) {
      for (const other of known.filter((/** @type {string} */ each) => oneErrorApart(word, each))) {
        if ((tries += 1) > MOST_TRIES) break;
        const words = query.words.map((each, at) => (at === place ? { word: other, marked: "" } : each));
        const changed = { ...query, words, phrases: [] };
        const ranked = await run(search, changed);
        if (ranked.count && (!best || better(ranked, best.ranked, search.root))) best = { query: changed, ranked };
      }
    }
    return best;
  }

  /**
   * The query with an error mended in each word that is nowhere; null where one has no neighbour, or nothing has all.
   * @param {Search} search
   * @param {Query} query
   * @param {{word: string, place: number}[]} unknown
   * @param {string[]} known
   */
  async function respelt(search, query, unknown, known) {
    const words = [...query.words];
    for (const { word, place } of unknown) {
      const other = word.length < SHORTEST_ERROR ? undefined : known.find((each) => oneErrorApart(word, each));
      if (!other) return null;
      words[place] = { word: other, marked: "" };
    }
    const changed = { ...query, words, phrases: [] };
    const ranked = await run(search, changed);
    return ranked.count ? { query: changed, ranked } : null;
  }

  /** Of two corrections the better one puts a page that is spoken of more often first. */
  /** @type {(one: Ranked, other: Ranked, root: Root) => boolean} */
  function better(one, other, root) {
    const spoken = (/** @type {Ranked} */ ranked) => (root.rank[ranked.pages[0] ?? 0] ?? 0) >> 3;
    return one.count > other.count && spoken(one) >= spoken(other);
  }

  /**
   * Pages that have at least half of the words, numbers always; words that say little do not count.
   * @param {Search} search
   * @param {Query} query
   * @returns {Promise<Ranked | null>}
   */
  async function partly(search, query) {
    const words = query.words.filter(({ word }) => !search.root.stop.has(word));
    const need = Math.max(Math.ceil(words.length / 2), 2);
    if (words.length <= need && words.length < 3) return null;
    const found = await Promise.all(words.map((word) => search.word(word, false)));
    const sets = found.map((each) => or(each.name, each.text));
    let open = await allowed(search, query);
    words.forEach(({ word }, place) => {
      if (/\d/.test(word)) open = and(open, sets[place]);
    });
    const weight = sets.map((set) => Math.log(1 + search.root.count / (1 + size(set))));
    const rows = /** @type {[number, number][]} */ ([]);
    each(open, (/** @type {number} */ page) => {
      const there = sets.map((set) => has(set, page));
      if (there.filter(Boolean).length < need) return;
      rows.push([there.reduce((sum, is, place) => sum + (is ? weight[place] ?? 0 : 0), 0), page]);
    });
    if (!rows.length) return null;
    rows.sort((a, b) => b[0] - a[0] || (search.root.kindOf[a[1]] ?? 0) - (search.root.kindOf[b[1]] ?? 0) || a[1] - b[1]);
    const bits = search.none.slice();
    for (const [, page] of rows) bits[page >> 5] |= 1 << (page & 31);
    return { pages: rows.map(([, page]) => page), bits, count: rows.length, broken: search.broken };
  }

  // --- numbers that nobody bears, and what may be meant ------------------------------------------------

  /** @typedef {{text: string, words: string[], end: boolean}} Typed a number as it was typed */

  /**
   * Whether a page bears a number, or a text has its words side by side. One that ends what was typed may go on.
   * @param {Search} search
   * @param {Typed} number
   * @param {Query} query
   */
  async function stands(search, { words, end }, query) {
    const whole = `=${words.map(oneSpelling).join(" ")}`;
    const found = end && query.open ? (await search.try(keys(search.root, "n", whole), [])).length > 0 : (await search.get("n", whole)) !== null;
    if (found || words.length < 2) return found;
    return size(await search.row("b", words.map((word) => ({ word, marked: "" })))) > 0;
  }

  /**
   * The pages whose numbers are nearest to one that nobody bears: another serial of its symbol, another symbol of its
   * serial. `n` has both as whole names, `=414 qd ttg` and `=qd ttg 414`, so few leaves are asked for.
   * @param {Search} search
   * @param {Typed} number
   * @returns {Promise<number[]>}
   */
  async function nearest(search, { words }) {
    const [serial = "", ...rest] = words.map(oneSpelling);
    const symbol = rest.join(" ");
    const found = /** @type {{far: number, key: string, pages: () => Bits}[]} */ ([]);
    const look = async (/** @type {string} */ start, /** @type {(rest: string) => number} */ far, more = "") => {
      for (const [key, pages] of await search.try(keys(search.root, "n", `=${start} ${more}`), /** @type {[string, () => Bits][]} */ ([]))) {
        const errors = far(key.slice(start.length + 2));
        if (errors < Infinity) found.push({ far: errors, key, pages });
      }
    };
    const within = (/** @type {string} */ one, /** @type {string} */ other, /** @type {number} */ most) => {
      const errors = errorsApart(one, other, most);
      return errors > most ? Infinity : errors;
    };
    const bySerial = (/** @type {string} */ other) => (/^\d+[a-z]?$/.test(other) ? within(serial, other, serial.length < 3 ? 1 : 2) : Infinity);
    const bySymbol = (/** @type {string} */ other) => Math.min(within(symbol, other, 2), other.split(" ")[0] === rest[0] ? SAME_TYPE : Infinity);
    await Promise.all([look(symbol, bySerial, serial.slice(0, 1)), look(serial, bySymbol)]);
    if (!found.length) await look(symbol, bySerial);
    found.sort((a, b) => a.far - b.far || (a.key < b.key ? -1 : 1));
    const pages = /** @type {Set<number>} */ (new Set());
    for (const one of found) each(one.pages(), (/** @type {number} */ page) => numbered(search.root, page) && pages.add(page));
    return [...pages].slice(0, MOST_NEAR);
  }

  /** @type {(root: Root, page: number) => boolean} */
  const numbered = (root, page) => ["document", "decision"].includes(root.kinds[root.kindOf[page] ?? 0] ?? "");

  /**
   * Bodies, people and policies whose names have a rare word of the query: who knows half a name finds the other.
   * @param {Search} search
   * @param {Query} query
   * @returns {Promise<number[]>}
   */
  async function entities(search, query) {
    const { root } = search;
    const words = query.words.filter(({ word }) => word.length > 1 && !root.stop.has(word));
    const sets = (await Promise.all(words.map(({ word }) => search.pages("n", word)))).filter((set) => size(set) && size(set) <= Math.max(root.count * RARE, 2));
    const rows = /** @type {[number, number][]} */ ([]);
    each(sets.reduce(or, search.none), (/** @type {number} */ page) => {
      if (numbered(root, page) || root.kinds[root.kindOf[page] ?? 0] === "page") return;
      rows.push([sets.filter((set) => has(set, page)).length, page]);
    });
    rows.sort((a, b) => b[0] - a[0] || ((root.rank[b[1]] ?? 0) >> 3) - ((root.rank[a[1]] ?? 0) >> 3) || a[1] - b[1]);
    return rows.slice(0, MOST_NEAR).map(([, page]) => page);
  }

  /**
   * Answers what was typed. It fails only where the index can not be opened at all.
   * @param {string} typed
   * @returns {Promise<Answer>}
   */
  async function search(typed) {
    const query = /** @type {Query} */ (parse(typed));
    const root = /** @type {Root} */ (await open());
    const under = new Search(root);
    /** @type {Answer} */
    const nothing = { pages: [], bits: under.none, count: 0, broken: false, query, instead: "", partly: false, absent: "", near: [], offered: [] };
    if (!query.words.length) return nothing;
    const plain = !query.phrases.length && !query.without.length;
    const ranked = await run(under, query);
    const number = plain ? /** @type {Typed | null} */ (numberIn(typed)) : null;
    if (number && !(await stands(under, number, query)) && !under.broken) {
      const near = await nearest(under, number);
      return { ...nothing, broken: under.broken, absent: number.text, near };
    }
    if (ranked.count || under.broken) return { ...nothing, ...ranked, broken: under.broken };
    if (query.phrases.length) return nothing;
    const mend = await mended(under, query);
    if (mend) {
      const instead = mend.query.words.map((/** @type {Word} */ { word, marked }) => marked || word).join(" ");
      return { ...nothing, ...mend.ranked, broken: under.broken, query: mend.query, instead };
    }
    const half = await partly(under, query);
    if (half) return { ...nothing, ...half, partly: true };
    const offered = plain ? await entities(under, query) : [];
    return { ...nothing, broken: under.broken, offered };
  }

  vankho.search = search;
})();
