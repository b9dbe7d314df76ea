// @ts-check
// The paragraphs of two papers side by side: which are the same, which were changed, moved, cut in two or put together.
// Those that stand in the same order in both are as many and as long as can be; the others with a counterpart were moved.
"use strict";

/**
 * @typedef {Wording & {key: string, bag: Int32Array, count: number, rows: number[]}} Paragraph its words, sorted, how many they are,
 *   and a number for each two that stand in a row, which others may share
 * @typedef {{a: number[], b: number[], moved: boolean}} Pair paragraphs of the one that became those of the other
 * @typedef {[number, number, number]} Likeness a paragraph of the one, one of the other, how alike they are
 */

(() => {
  const vankho = (/** @type {any} */ (window).vankho ??= {});
  const { read, BREAK } = vankho.wording;
  const RARE = 16; // words in a row by which paragraphs like one are looked for
  const OFTEN = 40; // paragraphs in which words stand that tell nothing
  const CANDIDATES = 6;
  const ALIKE = 0.5; // of two paragraphs wherever they stand
  const ALIKE_HERE = 0.4; // of two that stand between the same others
  const ALIKE_AS_MANY = 0.25; // of two where both papers have as many between the same others
  const ALIKE_MOVED = 0.65;
  const FEWEST_MOVED = 4; // words
  const FEWEST_MOVED_CHANGED = 8;
  const WITHIN = 0.8; // of a paragraph's words that another has, where it was cut off that
  const TWINS = 8; // the same words again and again: how far apart their places may be
  const GAP = 4096; // pairs between the same others that are compared one by one

  // --- what there is to compare ------------------------------------------------------------------------

  /**
   * @param {string[]} texts
   * @param {Table} table of words, filled as they come
   * @returns {Paragraph[]}
   */
  function paragraphs(texts, table) {
    return texts.map((text) => {
      const words = /** @type {Wording} */ (read(text, table));
      const bag = words.keys.filter((word) => !table.signs[word]);
      const rows = bag.map((word, place) => (Math.imul(word, 0x9e3779b1) ^ (bag[place + 1] ?? -1)) & 0x3fffffff);
      return { ...words, key: words.keys.join(" "), bag: Int32Array.from(bag).sort(), count: bag.length, rows };
    });
  }

  /**
   * How many words two sorted bags have in common.
   * @param {Int32Array} one
   * @param {Int32Array} other
   */
  function common(one, other) {
    let [found, at] = [0, 0];
    for (const word of one) {
      while (at < other.length && /** @type {number} */ (other[at]) < word) at += 1;
      if (other[at] === word) [found, at] = [found + 1, at + 1];
    }
    return found;
  }

  /** How alike two paragraphs are: the share of their words that both have. @param {Paragraph} one @param {Paragraph} other */
  const alike = (one, other) => (one.count + other.count ? (2 * common(one.bag, other.bag)) / (one.count + other.count) : 0);

  // --- which may belong together -----------------------------------------------------------------------

  /** The places of each key. @param {Paragraph[]} all */
  function placesOf(all) {
    const found = /** @type {Map<string, number[]>} */ (new Map());
    all.forEach(({ key }, place) => {
      const places = found.get(key);
      if (places) places.push(place);
      else found.set(key, [place]);
    });
    return found;
  }

  /** The ranks near one. @param {number} rank */
  const ranks = (rank) => Array.from({ length: 2 * TWINS + 1 }, (_, place) => rank - TWINS + place);

  /**
   * Paragraphs that are the same to the letter.
   * @param {Paragraph[]} a
   * @param {Paragraph[]} b
   * @returns {Likeness[]}
   */
  function equals(a, b) {
    const there = placesOf(b);
    const found = /** @type {Likeness[]} */ ([]);
    for (const [key, ours] of placesOf(a)) {
      const theirs = there.get(key) ?? [];
      const many = ours.length * theirs.length > TWINS * TWINS;
      const apart = theirs.length - ours.length;
      ours.forEach((place, rank) => {
        const near = many ? [...ranks(rank), ...ranks(rank + apart)] : theirs.keys();
        for (const other of new Set(near)) if (theirs[other] !== undefined) found.push([place, theirs[other], 1]);
      });
    }
    return found;
  }

  /**
   * Paragraphs without an equal, each with those that share most of its rare words in a row.
   * @param {Paragraph[]} a
   * @param {Paragraph[]} b
   * @returns {Likeness[]}
   */
  function similar(a, b) {
    const [ours, theirs] = [placesOf(a), placesOf(b)];
    const having = /** @type {Map<number, number[]>} */ (new Map());
    b.forEach(({ rows, key }, place) => {
      if (ours.has(key)) return;
      for (const row of rows) {
        const places = having.get(row);
        if (!places) having.set(row, [place]);
        else if (places.length <= OFTEN && places[places.length - 1] !== place) places.push(place);
      }
    });
    return a.flatMap((one, place) => {
      if (theirs.has(one.key)) return [];
      const rare = one.rows.map((row) => having.get(row) ?? []).filter((each) => each.length && each.length <= OFTEN);
      rare.sort((each, other) => each.length - other.length);
      const votes = /** @type {Map<number, number>} */ (new Map());
      for (const each of rare.slice(0, RARE)) for (const other of each) votes.set(other, (votes.get(other) ?? 0) + 1 / each.length);
      const most = [...votes].sort((each, other) => other[1] - each[1] || each[0] - other[0]).slice(0, CANDIDATES);
      const rows = most.map(([other]) => /** @type {Likeness} */ ([place, other, alike(one, /** @type {Paragraph} */ (b[other]))]));
      return rows.filter(([, , much]) => much >= ALIKE);
    });
  }

  // --- those in the same order -------------------------------------------------------------------------

  /**
   * The heaviest row of pairs that go forward in both papers.
   * @param {Likeness[]} pairs
   * @param {Paragraph[]} a
   * @param {Paragraph[]} b
   * @returns {Likeness[]}
   */
  function inOrder(pairs, a, b) {
    const sorted = [...pairs].sort((one, other) => one[0] - other[0] || other[1] - one[1]);
    const best = new Float64Array(b.length + 1); // by place of `b`, as a tree of sums: the heaviest row that ends there
    const ends = new Int32Array(b.length + 1).fill(-1);
    const before = new Int32Array(sorted.length);
    const weights = new Float64Array(sorted.length);
    let last = -1;
    sorted.forEach(([ours, theirs, much], place) => {
      let from = -1;
      let weight = 0;
      for (let at = theirs; at > 0; at -= at & -at) if ((best[at] ?? 0) > weight) [weight, from] = [best[at] ?? 0, ends[at] ?? -1];
      const count = (a[ours]?.count ?? 0) + (b[theirs]?.count ?? 0);
      weight += much * much * (1 + count) + (much === 1 ? 1 : 0);
      before[place] = from;
      weights[place] = weight;
      for (let at = theirs + 1; at <= b.length; at += at & -at) if (weight > (best[at] ?? 0)) [best[at], ends[at]] = [weight, place];
      if (last < 0 || weight > (weights[last] ?? 0)) last = place;
    });
    const found = /** @type {Likeness[]} */ ([]);
    for (let at = last; at >= 0; at = before[at] ?? -1) found.push(/** @type {Likeness} */ (sorted[at]));
    return found.reverse();
  }

  /**
   * Pairs among those that stand between the same others, in order, as alike as can be.
   * @param {number[]} ours
   * @param {number[]} theirs
   * @param {Paragraph[]} a
   * @param {Paragraph[]} b
   * @returns {Likeness[]}
   */
  function between(ours, theirs, a, b) {
    const least = ours.length === theirs.length ? ALIKE_AS_MANY : ALIKE_HERE;
    const width = theirs.length + 1;
    const worth = new Float64Array((ours.length + 1) * width);
    const own = new Float64Array(worth.length);
    for (let row = ours.length - 1; row >= 0; row -= 1)
      for (let column = theirs.length - 1; column >= 0; column -= 1) {
        const at = row * width + column;
        const much = alike(/** @type {Paragraph} */ (a[ours[row] ?? 0]), /** @type {Paragraph} */ (b[theirs[column] ?? 0]));
        own[at] = much >= least ? much : 0;
        worth[at] = Math.max(worth[at + width] ?? 0, worth[at + 1] ?? 0, own[at] ? (worth[at + width + 1] ?? 0) + own[at] : 0);
      }
    const found = /** @type {Likeness[]} */ ([]);
    for (let row = 0, column = 0; row < ours.length && column < theirs.length; ) {
      const at = row * width + column;
      if (own[at] && worth[at] === (worth[at + width + 1] ?? 0) + (own[at] ?? 0)) found.push([ours[row++] ?? 0, theirs[column++] ?? 0, own[at] ?? 0]);
      else if (worth[at] === worth[at + width]) row += 1;
      else column += 1;
    }
    return found;
  }

  // --- all of it ---------------------------------------------------------------------------------------

  const first = (/** @type {number[]} */ places) => places[0] ?? 0;

  /** What is known so far of two papers: which paragraphs have found a counterpart. */
  class Matching {
    /** @param {Paragraph[]} a @param {Paragraph[]} b */
    constructor(a, b) {
      this.a = a;
      this.b = b;
      this.freeA = new Uint8Array(a.length).fill(1);
      this.freeB = new Uint8Array(b.length).fill(1);
      this.pairs = /** @type {Pair[]} */ ([]); // those in order
      this.moved = /** @type {Pair[]} */ ([]);
      this.rough = false;
    }

    /** @param {Likeness[]} found @param {boolean} moved */
    take(found, moved) {
      for (const [ours, theirs] of found) {
        (moved ? this.moved : this.pairs).push({ a: [ours], b: [theirs], moved });
        this.freeA[ours] = this.freeB[theirs] = 0;
      }
      if (!moved) this.sort();
    }

    sort() {
      this.pairs.sort((one, other) => first(one.a) - first(other.a));
    }

    /** Whether a pair stands in order with all others. @param {Pair} pair */
    fits(pair) {
      return this.pairs.every((each) => (first(each.a) < first(pair.a)) === (first(each.b) < first(pair.b)));
    }

    /** The free paragraphs between each two pairs that stand in order. */
    *gaps() {
      const free = (/** @type {Uint8Array} */ marks, /** @type {number} */ from, /** @type {number} */ to) => {
        const found = [];
        for (let place = from; place < to; place += 1) if (marks[place]) found.push(place);
        return found;
      };
      let [a, b] = [0, 0];
      for (const pair of [...this.pairs, { a: [this.a.length], b: [this.b.length] }]) {
        const gap = { ours: free(this.freeA, a, first(pair.a)), theirs: free(this.freeB, b, first(pair.b)) };
        if (gap.ours.length && gap.theirs.length) yield gap;
        [a, b] = [(pair.a[pair.a.length - 1] ?? 0) + 1, (pair.b[pair.b.length - 1] ?? 0) + 1];
      }
    }
  }

  /**
   * Those that have a counterpart out of order, the most alike and longest first.
   * @param {Matching} known
   * @param {Likeness[]} pairs
   */
  function moved(known, pairs) {
    const { a, b, freeA, freeB } = known;
    const [ours, theirs] = [placesOf(a), placesOf(b)];
    const single = (/** @type {Paragraph} */ { key, count }) => count > 1 && ours.get(key)?.length === 1 && theirs.get(key)?.length === 1;
    const tells = (/** @type {Likeness} */ [place, , much]) => {
      const one = /** @type {Paragraph} */ (a[place]);
      return much === 1 ? one.count >= FEWEST_MOVED || single(one) : one.count >= FEWEST_MOVED_CHANGED && much >= ALIKE_MOVED;
    };
    const size = (/** @type {Likeness} */ [place]) => a[place]?.count ?? 0;
    const rows = pairs.filter(tells).sort((one, other) => other[2] - one[2] || size(other) - size(one) || one[0] - other[0] || one[1] - other[1]);
    for (const row of rows) if (freeA[row[0]] && freeB[row[1]]) known.take([row], true);
  }

  /**
   * Adds to a pair the free paragraphs right beside it that were cut off one of its own, on one side.
   * @param {Pair} pair
   * @param {"a" | "b"} side on which there may be more
   * @param {Matching} known
   */
  function grow(pair, side, known) {
    const [all, free] = side === "a" ? [known.a, known.freeA] : [known.b, known.freeB];
    const others = side === "a" ? known.b : known.a;
    const whole = pair[side === "a" ? "b" : "a"].map((place) => /** @type {Paragraph} */ (others[place]));
    for (const by of [1, -1]) {
      for (;;) {
        const place = (by > 0 ? Math.max(...pair[side]) : Math.min(...pair[side])) + by;
        const next = all[place];
        if (!next || !free[place] || next.count < 2 || !cutOff(next, pair[side].map((each) => /** @type {Paragraph} */ (all[each])), whole)) break;
        free[place] = 0;
        if (by > 0) pair[side].push(place);
        else pair[side].unshift(place);
      }
    }
  }

  /** Adds on either side what was cut off the one paragraph on the other. @param {Pair} pair @param {Matching} known */
  function grown(pair, known) {
    grow(pair, "b", known);
    if (pair.b.length === 1) grow(pair, "a", known);
  }

  /** The words of several paragraphs. @param {Paragraph[]} many */
  function bagOf(many) {
    if (many.length === 1 && many[0]) return many[0].bag;
    const all = new Int32Array(many.reduce((sum, { count }) => sum + count, 0));
    let at = 0;
    for (const { bag, count } of many) {
      all.set(bag, at);
      at += count;
    }
    return all.sort();
  }

  /**
   * Whether most words of a paragraph are those of another that its counterparts leave over.
   * @param {Paragraph} one
   * @param {Paragraph[]} taken
   * @param {Paragraph[]} whole
   */
  function cutOff(one, taken, whole) {
    const all = bagOf(whole);
    if (one.count >= all.length) return false;
    return common(bagOf([...taken, one]), all) - common(bagOf(taken), all) >= WITHIN * one.count;
  }

  /**
   * Pairs made of one free paragraph and those that it was cut into, none of which is like enough by itself.
   * @param {Matching} known
   */
  function cut(known) {
    for (const { ours, theirs } of [...known.gaps()]) {
      if (ours.length * theirs.length > GAP) known.rough = true;
      else {
        for (const place of ours) cutUp(known, "b", place, theirs);
        for (const place of theirs) cutUp(known, "a", place, ours);
      }
    }
    known.sort();
  }

  /**
   * @param {Matching} known
   * @param {"a" | "b"} side of the parts
   * @param {number} place of the whole
   * @param {number[]} parts
   */
  function cutUp(known, side, place, parts) {
    const [all, free, others, freeOthers] = side === "b" ? [known.b, known.freeB, known.a, known.freeA] : [known.a, known.freeA, known.b, known.freeB];
    const whole = /** @type {Paragraph} */ (others[place]);
    if (!freeOthers[place] || whole.count < FEWEST_MOVED) return;
    const begun = parts.find((each) => free[each] && free[each + 1] && (all[each]?.count ?? 0) > 1 && cutOff(/** @type {Paragraph} */ (all[each]), [], [whole]));
    if (begun === undefined) return;
    const pair = /** @type {Pair} */ (side === "b" ? { a: [place], b: [begun], moved: false } : { a: [begun], b: [place], moved: false });
    free[begun] = freeOthers[place] = 0;
    grow(pair, side, known);
    const words = pair[side].reduce((sum, each) => sum + (all[each]?.count ?? 0), 0);
    if (pair[side].length > 1 && words >= whole.count / 2 && known.fits(pair)) known.pairs.push(pair);
    else {
      for (const each of pair[side]) free[each] = 1;
      freeOthers[place] = 1;
    }
  }

  /**
   * The counterparts of two papers' paragraphs: those in order, then those that were moved. It is the same whichever
   * paper comes first.
   * @param {Paragraph[]} a
   * @param {Paragraph[]} b
   * @returns {{pairs: Pair[], rough: boolean}} `rough`: there was too much between two pairs to compare all of it
   */
  function matched(a, b) {
    const text = (/** @type {Paragraph[]} */ all) => all.map((each) => each.text).join(BREAK);
    if (text(a) > text(b)) {
      const { pairs, rough } = matched(b, a);
      return { pairs: pairs.map((pair) => ({ a: pair.b, b: pair.a, moved: pair.moved })), rough };
    }
    const known = new Matching(a, b);
    const pairs = [...equals(a, b), ...similar(a, b)];
    known.take(inOrder(pairs, a, b), false);
    moved(known, pairs);
    for (const pair of known.pairs) if (a[first(pair.a)]?.key !== b[first(pair.b)]?.key) grown(pair, known);
    cut(known);
    for (const { ours, theirs } of [...known.gaps()]) {
      if (ours.length * theirs.length > GAP) known.rough = true;
      else known.take(between(ours, theirs, a, b), false);
    }
    return { pairs: [...known.pairs, ...known.moved], rough: known.rough };
  }

  vankho.paragraphs = { read: paragraphs, matched };
})();
