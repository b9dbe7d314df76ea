// @ts-check
// From a query to pages in order: names before texts, whole names before parts of them (DESIGN.md "Search").
"use strict";

/**
 * What one word of a query is found as. `name` and `text` are pages that have the whole word, `begun` those with a name
 * in which a word begins so (only of an open last word); `exact` pages have it with the marks that were typed.
 * @typedef {{name: Bits, text: Bits, begun: Bits, often: Bits, exactName: Bits, exact: Bits}} Found
 * @typedef {{pages: number[], bits: Bits, count: number, broken: boolean}} Ranked
 * @typedef {Ranked & {query: Query, instead: string, partly: boolean, absent: string, near: number[], offered: number[]}} Answer
 *   `instead` is what was searched since what was typed is nowhere; `partly`: no page has all words; `absent`: the number
 *   that was asked for and that no page bears, `near`: pages whose numbers are like it; `offered`: pages that may be meant
 *   where nothing is found. Neither are among the results.
 */

(() => {
  const vankho = (/** @type {any} */ (window).vankho ??= {});
  const { oneSpelling } = vankho;
  const { get, range } = vankho.index;
  const { none, every, and, or, minus, has, size, each } = vankho.bits;

  const SHORTEST_BEGINNING = 2;
  const SHORTEST_TEXT_BEGINNING = 3;
  /** Of the classes of texts, the first in which words stand together: own words of an entity, a row in a text. */
  const ROWS_OF_TEXTS = 2;

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
    const spelt = words.map(({ word }) => oneSpelling(word));
    const opening = spelt.slice(0, 2).join(" ");
    const before = words.slice(0, last);
    const several = words.length > 1;
    const begins = query.open && several;
    const [whole, opens, starts, nameRow, textRow, rowBefore, begun] = await Promise.all([
      search.pages("n", `=${spelt.join(" ")}`),
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
    for (const { set, inName, whole } of steps(names, texts, marked.length > 0, exactName, exact)) {
      const rest = minus(and(set, open), bits);
      bits = or(bits, rest);
      const key = inName ? nameKey(search.root, exactName, whole) : textKey(search.root, exact, found);
      const keys = /** @type {number[]} */ ([]);
      each(rest, (/** @type {number} */ page) => keys.push(key(page) * 2 ** 24 + page));
      for (const value of Float64Array.from(keys).sort()) pages.push(value % 2 ** 24);
    }
    return { pages, bits, count: pages.length, broken: search.broken };
  }

  /**
   * Sets of pages, best first. Where marks were typed, names and rows of words with these very marks come before all
   * names that only fold alike: who types `bán` does not look for `Ban`.
   * @param {Bits[]} names
   * @param {Bits[]} texts
   * @param {boolean} marked
   * @param {Bits} exactName
   * @param {Bits} exact
   */
  function steps(names, texts, marked, exactName, exact) {
    const inNames = names.map((set, place) => ({ set, inName: true, whole: place === 0 }));
    const inTexts = texts.map((set) => ({ set, inName: false, whole: false }));
    const first = [
      ...inNames.map((each) => ({ ...each, set: and(each.set, exactName) })),
      ...inTexts.slice(0, ROWS_OF_TEXTS).map((each) => ({ ...each, set: and(each.set, exact) })),
    ];
    return [...(marked ? first : []), ...inNames, ...inTexts];
  }

  /**
   * Orders pages by: marks as typed, held before only cited, share of the title, kind, how often spoken of. A whole name
   * needs no share.
   * @param {Root} root
   * @param {Bits} exact
   * @param {boolean} whole
   */
  function nameKey(root, exact, whole) {
    const cited = root.kinds.indexOf("decision");
    return (/** @type {number} */ page) => {
      const rank = root.rank[page] ?? 0;
      const long = 7 - (rank & 7);
      const spoken = 7 - (rank >> 3);
      const kind = root.kindOf[page] ?? 0;
      const ties = whole ? kind * 64 + spoken * 8 + long : long * 64 + kind * 8 + spoken;
      return (has(exact, page) ? 0 : 1024) + (kind === cited ? 512 : 0) + ties;
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

  vankho.ranking = { Search, run, allowed };
})();
