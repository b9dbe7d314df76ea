// @ts-check
// From a query to pages in order: names before texts, whole names before parts of them (DESIGN.md "Search").
"use strict";

/**
 * What one word of a query is found as. `name` and `text` are pages that have the whole word, `begun` those with a name
 * in which a word begins so (only of an open last word); `exact` pages have it with the marks that were typed.
 * @typedef {{name: Bits, text: Bits, begun: Bits, often: Bits, exactName: Bits, exact: Bits}} Found
 * @typedef {{pages: number[], bits: Bits, count: number, broken: boolean}} Ranked
 * @typedef {Ranked & {query: Query, instead: string, partly: boolean}} Answer
 *   `instead` is what was searched since what was typed is nowhere; `partly`: no page has all words.
 */

(() => {
  const vankho = (/** @type {any} */ (window).vankho ??= {});
  const { parse, oneErrorApart } = vankho;
  const { open, get, range, lexicon } = vankho.index;
  const { none, every, and, or, minus, has, size, each } = vankho.bits;

  const SHORTEST_BEGINNING = 2;
  const SHORTEST_TEXT_BEGINNING = 3;
  const SHORTEST_ERROR = 5;
  const MOST_TRIES = 12;

  // --- one search --------------------------------------------------------------------------------

  /** A search under way: the index, and whether a part of it could not be read. */
  class Search {
    /** @param {Root} root */
    constructor(root) {
      this.root = root;
      this.none = none(root.count);
      this.short = none(root.count);
      root.kindOf.forEach((kind, page) => {
        if (root.kinds[kind] !== "document" && root.kinds[kind] !== "page") this.short[page >> 5] |= 1 << (page & 31);
      });
      this.broken = false;
    }

    /**
     * A part of the index; what can not be read counts as empty, and is told.
     * @template T
     * @param {Promise<T>} promise
     * @param {T} otherwise
     */
    async try(promise, otherwise) {
      try {
        return await promise;
      } catch {
        this.broken = true;
        return otherwise;
      }
    }

    /** @type {(name: "n" | "b", key: string) => Promise<Value | null>} */
    get(name, key) {
      return this.try(get(this.root, name, key), null);
    }

    /** @type {(name: "n" | "b", start: string, marked?: string) => Promise<{all: Bits, marked: Bits}>} */
    range(name, start, marked = "") {
      return this.try(range(this.root, name, start, marked), { all: this.none, marked: this.none });
    }

    /** @type {(name: "n" | "b", key: string) => Promise<Bits>} */
    async pages(name, key) {
      return (await this.get(name, key))?.all ?? this.none;
    }

    /**
     * @param {Word} word
     * @param {boolean} begun
     * @returns {Promise<Found>}
     */
    async word({ word, marked }, begun) {
      const [name, text, more] = await Promise.all([
        this.get("n", word),
        this.get("b", word),
        begun ? this.range("n", word, marked) : { all: this.none, marked: this.none },
      ]);
      const marksOf = (/** @type {Value | null} */ value) => value?.marked.get(marked) ?? this.none;
      const exactName = marked ? or(marksOf(name), more.marked) : this.none;
      return {
        name: name?.all ?? this.none,
        text: text?.all ?? this.none,
        begun: more.all,
        often: text?.often ?? this.none,
        exactName,
        exact: marked ? or(exactName, marksOf(text)) : this.none,
      };
    }

    /**
     * Pages in which words stand side by side.
     * @param {"n" | "b"} name
     * @param {Word[]} words two or more
     */
    async row(name, words) {
      const keys = words.slice(1).map((next, place) => `~${words[place]?.word} ${next.word}`);
      return all(await Promise.all(keys.map((key) => this.pages(name, key))), this.none);
    }
  }

  /** @type {(sets: Bits[], otherwise: Bits) => Bits} */
  const all = (sets, otherwise) => (sets.length ? sets.reduce((a, b) => and(a, b)) : otherwise);

  /**
   * The classes of pages for a query, best first; a page belongs to the first that has it.
   * @param {Search} search
   * @param {Query} query
   * @param {Found[]} found
   * @returns {Promise<{names: Bits[], texts: Bits[]}>}
   */
  async function classes(search, query, found) {
    const { words } = query;
    const last = words.length - 1;
    const final = words[last]?.word ?? "";
    const opening = words.slice(0, 2).map(({ word }) => word).join(" ");
    const before = words.slice(0, last);
    const several = words.length > 1;
    const begins = query.open && several;
    const [whole, opens, starts, nameRow, textRow, rowBefore, begun] = await Promise.all([
      search.pages("n", `=${words.map(({ word }) => word).join(" ")}`),
      search.pages("n", `~^ ${opening}`),
      query.open && words.length < 3 ? search.range("n", `~^ ${opening}`).then(({ all }) => all) : search.pages("n", `~^ ${opening}`),
      several ? search.row("n", words) : found[0]?.name ?? search.none,
      several ? search.row("b", words) : found[0]?.text ?? search.none,
      begins && before.length > 1 ? search.row("n", before) : null,
      begins ? search.range("n", `~${words[last - 1]?.word} ${final}`) : { all: found[0]?.begun ?? search.none },
    ]);
    const begunRow = rowBefore ? and(rowBefore, begun.all) : begun.all;
    const inNames = all(found.map((each) => each.name), search.none);
    const begunNames = all(found.map((each, place) => (place === last ? or(each.name, each.begun) : each.name)), search.none);
    const anywhere = all(found.map((each) => or(each.name, each.text)), search.none);
    const mixed = all(found.map((each, place) => or(or(each.name, each.text), place === last ? each.begun : search.none)), search.none);
    return {
      names: [whole, and(nameRow, opens), and(begunRow, starts), nameRow, begunRow, inNames, begunNames],
      // The words of an entity's page are few and all its own: to have them all says more than a row in a long text.
      texts: [and(anywhere, search.short), textRow, anywhere, mixed],
    };
  }

  /**
   * Pages that the quotes and minus signs of a query leave.
   * @param {Search} search
   * @param {Query} query
   */
  async function allowed(search, query) {
    let pages = every(search.root.count);
    const anywhere = async (/** @type {Word[]} */ words) => {
      if (words.length > 1) return or(await search.row("n", words), await search.row("b", words));
      const word = words[0]?.word ?? "";
      return or(await search.pages("n", word), await search.pages("b", word));
    };
    for (const phrase of query.phrases) pages = and(pages, await anywhere(phrase));
    for (const words of query.without) pages = minus(pages, await anywhere(words));
    return pages;
  }

  /**
   * @param {Search} search
   * @param {Query} query
   * @returns {Promise<Ranked>}
   */
  async function run(search, query) {
    const last = query.words.length - 1;
    const begun = (/** @type {number} */ place) =>
      query.open && place === last && (query.words[place]?.word.length ?? 0) >= SHORTEST_BEGINNING;
    const found = await Promise.all(query.words.map((word, place) => search.word(word, begun(place) && last === 0)));
    if (last > 0 && begun(last)) {
      const more = await search.range("n", query.words[last]?.word ?? "", query.words[last]?.marked);
      const end = /** @type {Found} */ (found[last]);
      found[last] = { ...end, begun: more.all, exactName: or(end.exactName, more.marked), exact: or(end.exact, more.marked) };
    }
    const { names, texts } = await classes(search, query, found);
    const open = await allowed(search, query);
    const ranked = order(search, query, found, names, texts, open);
    if (ranked.count || !query.open) return ranked;
    return order(search, query, found, [], [await beginnings(search, query)], open);
  }

  /**
   * Pages with a text in which the last word only begins as typed: looked at when nothing else is found.
   * @param {Search} search
   * @param {Query} query
   */
  async function beginnings(search, query) {
    const last = query.words[query.words.length - 1]?.word ?? "";
    const before = query.words.slice(0, -1);
    if (!before.length) return last.length < SHORTEST_TEXT_BEGINNING ? search.none : (await search.range("b", last)).all;
    const { all: pages } = await search.range("b", `~${before[before.length - 1]?.word} ${last}`);
    return before.length > 1 ? and(await search.row("b", before), pages) : pages;
  }

  // --- order -------------------------------------------------------------------------------------

  /**
   * @param {Search} search
   * @param {Query} query
   * @param {Found[]} found
   * @param {Bits[]} names
   * @param {Bits[]} texts
   * @param {Bits} open
   * @returns {Ranked}
   */
  function order(search, query, found, names, texts, open) {
    const marked = found.filter((_, place) => query.words[place]?.marked);
    const nobody = every(search.root.count);
    const exactName = all(marked.map((word) => word.exactName), nobody);
    const exact = all(marked.map((word) => word.exact), nobody);
    const pages = /** @type {number[]} */ ([]);
    let bits = search.none;
    for (const [place, set] of [...names, ...texts].entries()) {
      const rest = minus(and(set, open), bits);
      bits = or(bits, rest);
      const inName = place < names.length;
      const key = inName ? nameKey(search.root, exactName, place === 0) : textKey(search.root, exact, found);
      const keys = /** @type {number[]} */ ([]);
      each(rest, (/** @type {number} */ page) => keys.push(key(page) * 2 ** 24 + page));
      for (const value of Float64Array.from(keys).sort()) pages.push(value % 2 ** 24);
    }
    return { pages, bits, count: pages.length, broken: search.broken };
  }

  /**
   * Orders pages by: marks as typed, share of the title, kind, how often spoken of. A whole name needs no share.
   * @param {Root} root
   * @param {Bits} exact
   * @param {boolean} whole
   */
  function nameKey(root, exact, whole) {
    return (/** @type {number} */ page) => {
      const rank = root.rank[page] ?? 0;
      const long = 7 - (rank & 7);
      const spoken = 7 - (rank >> 3);
      const kind = root.kindOf[page] ?? 0;
      const ties = whole ? kind * 64 + spoken * 8 + long : long * 64 + kind * 8 + spoken;
      return (has(exact, page) ? 0 : 512) + ties;
    };
  }

  /**
   * Orders pages by: marks as typed, how many of the words they have often, kind, newest year.
   * @param {Root} root
   * @param {Bits} exact
   * @param {Found[]} found
   */
  function textKey(root, exact, found) {
    return (/** @type {number} */ page) => {
      const often = found.reduce((count, word) => count + Number(has(word.often, page)), 0);
      const rest = Math.max(15 - often, 0) * 8 + (root.kindOf[page] ?? 0);
      return ((has(exact, page) ? 0 : 128) + rest) * 64 + 63 - (root.yearOf[page] ?? 0);
    };
  }

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
    if (!doubtful.length || unknown.length > 1) return null;
    const known = await search.try(lexicon(), /** @type {string[]} */ ([]));
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

  /**
   * Answers what was typed. It fails only where the index can not be opened at all.
   * @param {string} typed
   * @returns {Promise<Answer>}
   */
  async function search(typed) {
    const query = /** @type {Query} */ (parse(typed));
    const root = /** @type {Root} */ (await open());
    const under = new Search(root);
    const nothing = { pages: [], bits: under.none, count: 0, broken: false, query, instead: "", partly: false };
    if (!query.words.length) return nothing;
    const ranked = await run(under, query);
    if (ranked.count || under.broken) return { ...ranked, broken: under.broken, query, instead: "", partly: false };
    const mend = query.phrases.length ? null : await mended(under, query);
    if (mend) {
      const instead = mend.query.words.map(({ word, marked }) => marked || word).join(" ");
      return { ...mend.ranked, broken: under.broken, query: mend.query, instead, partly: false };
    }
    const half = query.phrases.length ? null : await partly(under, query);
    return half ? { ...half, query, instead: "", partly: true } : { ...nothing, broken: under.broken };
  }

  vankho.search = search;
})();
