// @ts-check
// Two texts word by word: what one has and the other has not. Letters, capitals, marks and punctuation all count; blanks
// and the two ways to place a tone (hòa, hoà) do not.
"use strict";

/**
 * @typedef {{numbers: Map<string, number>, words: string[], signs: boolean[]}} Table every word and sign by its number
 * @typedef {{text: string, keys: number[], starts: number[], ends: number[]}} Wording a text, and its words and signs: the
 *   number of each, and where it stands
 * @typedef {{same: boolean, a: number, aEnd: number, b: number, bEnd: number}} Stretch words of the one and of the other, the
 *   same ones or not
 * @typedef {{left: number, rough: boolean}} Budget steps that may still be taken, and whether they, or those of a paragraph,
 *   did not suffice: then all words of it differ
 */

(() => {
  const vankho = (/** @type {any} */ (window).vankho ??= {});
  const BREAK = "\n"; // where a paragraph ends
  const MOST_EDITS = 1500;
  const WORD = /^[\p{L}\p{M}\p{N}]/u;
  const TOKEN = /\n|[\p{L}\p{M}\p{N}]+(?:(?<=\p{N})[.,](?=\p{N})[\p{L}\p{M}\p{N}]+)*|[^\s]/gu;
  const OLD_TONE = /(?:o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])$/iu;

  /** @returns {Table} */
  const table = () => ({ numbers: new Map([[BREAK, 0]]), words: [BREAK], signs: [true] });

  /** A word with its tone where newer papers put it. @param {string} word */
  const spelt = (word) =>
    OLD_TONE.test(word)
      ? word.normalize("NFD").replace(/([ou])([aey])([\u0300\u0301\u0303\u0309\u0323])$/iu, "$1$3$2").normalize("NFC")
      : word;

  /**
   * The number of a word; one that is written in two ways has one.
   * @param {string} word
   * @param {Table} table
   */
  function numberOf(word, { numbers, words, signs }) {
    const known = numbers.get(word);
    if (known !== undefined) return known;
    const own = spelt(word);
    const number = numbers.get(own) ?? words.length;
    numbers.set(word, number);
    numbers.set(own, number);
    if (number === words.length) {
      words.push(own);
      signs.push(!WORD.test(own));
    }
    return number;
  }

  /** @param {string} said @param {Table} table @returns {Wording} */
  function read(said, table) {
    const text = said.normalize("NFC");
    const made = /** @type {Wording} */ ({ text, keys: [], starts: [], ends: [] });
    let at = 0;
    for (const token of text.match(TOKEN) ?? []) {
      const start = text.indexOf(token, at);
      at = start + token.length;
      made.keys.push(numberOf(token, table));
      made.starts.push(start);
      made.ends.push(at);
    }
    return made;
  }

  // --- the fewest changes ----------------------------------------------------------------------------

  /**
   * Runs of two rows of words, the fewest that differ (Myers, 1986). Where more differs than is worth telling apart, all
   * of it differs.
   * @param {number[]} a
   * @param {number[]} b
   * @param {Budget} budget
   * @returns {Stretch[]}
   */
  function fewest(a, b, budget) {
    let start = 0;
    while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
    let [aEnd, bEnd] = [a.length, b.length];
    while (aEnd > start && bEnd > start && a[aEnd - 1] === b[bEnd - 1]) [aEnd, bEnd] = [aEnd - 1, bEnd - 1];
    const found = /** @type {Stretch[]} */ ([]);
    if (start) found.push({ same: true, a: 0, aEnd: start, b: 0, bEnd: start });
    found.push(...within(a.slice(start, aEnd), b.slice(start, bEnd), start, budget));
    if (aEnd < a.length) found.push({ same: true, a: aEnd, aEnd: a.length, b: bEnd, bEnd: b.length });
    return found;
  }

  /**
   * The same of rows that begin and end differently.
   * @param {number[]} a
   * @param {number[]} b
   * @param {number} from the place of both in the whole
   * @param {Budget} budget
   */
  function within(a, b, from, budget) {
    const all = { same: false, a: from, aEnd: from + a.length, b: from, bEnd: from + b.length };
    if (!a.length || !b.length) return a.length || b.length ? [all] : [];
    const trail = reached(a, b, budget);
    return trail ? traced(trail, a, b, from) : [all];
  }

  /**
   * How far one comes with each number of changes, on each diagonal; null where that takes too long.
   * @param {number[]} a
   * @param {number[]} b
   * @param {Budget} budget
   */
  function reached(a, b, budget) {
    const most = Math.min(a.length + b.length, MOST_EDITS);
    const far = new Int32Array(2 * most + 3);
    const trail = /** @type {Int32Array[]} */ ([]);
    for (let edits = 0; edits <= most; edits += 1) {
      trail.push(far.slice(most - edits, most + edits + 3)); // as it was before: diagonals -edits-1 … edits+1
      for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
        let x = entered(far, most + 1 + diagonal, diagonal, edits);
        const begun = x;
        while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x += 1;
        far[most + 1 + diagonal] = x;
        budget.left -= 1 + x - begun;
        if (x >= a.length && x - diagonal >= b.length) return trail;
      }
      if (budget.left < 0) break;
    }
    budget.rough = true;
    return null;
  }

  /**
   * Whether a diagonal is entered from the one above it, with a word of `b`; else from below, with one of `a`.
   * @param {Int32Array} far
   * @param {number} at where the diagonal stands in it
   * @param {number} diagonal
   * @param {number} edits
   */
  const ofB = (far, at, diagonal, edits) => diagonal === -edits || (diagonal !== edits && (far[at - 1] ?? 0) < (far[at + 1] ?? 0));

  /** Where a diagonal is entered. @type {(far: Int32Array, at: number, diagonal: number, edits: number) => number} */
  const entered = (far, at, diagonal, edits) => (!edits ? 0 : ofB(far, at, diagonal, edits) ? (far[at + 1] ?? 0) : (far[at - 1] ?? 0) + 1);

  /**
   * The way back, as runs from the start.
   * @param {Int32Array[]} trail
   * @param {number[]} a
   * @param {number[]} b
   * @param {number} from
   */
  function traced(trail, a, b, from) {
    const steps = /** @type {boolean[]} */ ([]); // of each word from the end: whether both have it
    const sides = /** @type {boolean[]} */ ([]); // whether `a` has one that is not the same
    let [x, y] = [a.length, b.length];
    for (let edits = trail.length - 1; edits >= 0; edits -= 1) {
      const far = /** @type {Int32Array} */ (trail[edits]);
      const diagonal = x - y;
      const at = edits + 1 + diagonal;
      for (const begun = entered(far, at, diagonal, edits); x > begun; x -= 1, y -= 1) {
        steps.push(true);
        sides.push(false);
      }
      if (!edits) break;
      const inB = ofB(far, at, diagonal, edits);
      steps.push(false);
      sides.push(!inB);
      if (inB) y -= 1;
      else x -= 1;
    }
    return gathered(steps.reverse(), sides.reverse(), from);
  }

  /**
   * Single words as runs: what is left out and what is put in between the same words is one change.
   * @param {boolean[]} steps
   * @param {boolean[]} sides
   * @param {number} from
   */
  function gathered(steps, sides, from) {
    const found = /** @type {Stretch[]} */ ([]);
    let [a, b] = [from, from];
    steps.forEach((same, place) => {
      let last = found[found.length - 1];
      if (last?.same !== same) found.push((last = { same, a, aEnd: a, b, bEnd: b }));
      if (same || sides[place]) a += 1;
      if (same || !sides[place]) b += 1;
      [last.aEnd, last.bEnd] = [a, b];
    });
    return found;
  }

  // --- as a reader would say it ------------------------------------------------------------------------

  /** How well a change may begin or end between two words: at a paragraph, a sentence, a comma, a name.
   * @param {string | undefined} before @param {string | undefined} after */
  function seam(before, after) {
    if (before === undefined || after === undefined || before === BREAK || after === BREAK) return 4;
    if (/^[.;:]$/.test(before)) return 3;
    if (/^[,.;:]$/.test(before) || /^[,.;:)]$/.test(after)) return 2;
    return /^\p{Lu}/u.test(after) && !/^\p{Lu}/u.test(before) ? 1 : 0;
  }

  /**
   * A change of one side alone, moved among the places that mean the same to where a reader would see it.
   * @param {number[]} keys of the side that has the words
   * @param {number} start
   * @param {number} end
   * @param {number} before how far it may go back
   * @param {number} after how far it may go on
   * @param {string[]} words by number
   * @returns {number} by how much it is moved
   */
  function slid(keys, start, end, before, after, words) {
    let [back, on] = [0, 0];
    while (back < before && keys[start - 1 - back] === keys[end - 1 - back]) back += 1;
    while (on < after && keys[start + on] === keys[end + on]) on += 1;
    const at = (/** @type {number} */ place) => words[keys[place] ?? -1];
    let [best, most] = [0, -1];
    for (let by = -back; by <= on; by += 1) {
      const good = seam(at(start + by - 1), at(start + by)) + seam(at(end + by - 1), at(end + by));
      if (good > most) [best, most] = [by, good];
    }
    return best;
  }

  /**
   * @param {Stretch[]} runs
   * @param {number[]} a
   * @param {number[]} b
   * @param {Table} table
   */
  function settled(runs, a, b, table) {
    for (let place = 0; place < runs.length; place += 1) {
      const [last, run, next] = [runs[place - 1], /** @type {Stretch} */ (runs[place]), runs[place + 1]];
      if (run.same || (run.aEnd > run.a && run.bEnd > run.b)) continue;
      const inA = run.aEnd > run.a;
      const [start, end] = inA ? [run.a, run.aEnd] : [run.b, run.bEnd];
      const by = slid(inA ? a : b, start, end, last ? last.aEnd - last.a : 0, next ? next.aEnd - next.a : 0, table.words);
      if (!by) continue;
      const kept = /** @type {Stretch} */ ({ ...run, a: run.a + by, aEnd: run.aEnd + by, b: run.b + by, bEnd: run.bEnd + by });
      runs[place] = kept;
      if (last) [last.aEnd, last.bEnd] = [kept.a, kept.b];
      else runs.splice(place++, 0, { same: true, a: 0, aEnd: kept.a, b: 0, bEnd: kept.b });
      if (next) [next.a, next.b] = [kept.aEnd, kept.bEnd];
      else runs.push({ same: true, a: kept.aEnd, aEnd: a.length, b: kept.bEnd, bEnd: b.length });
    }
    return joined(runs.filter((run) => run.aEnd > run.a || run.bEnd > run.b), a, table);
  }

  /**
   * Two changes with nothing but signs between them are one; so are two whole phrases with one chance word between them.
   * @param {Stretch[]} runs
   * @param {number[]} a
   * @param {Table} table
   */
  function joined(runs, a, table) {
    const made = /** @type {Stretch[]} */ ([]);
    runs.forEach((run, place) => {
      const last = made[made.length - 1];
      const next = runs[place + 1];
      const between = run.same && last && next && little(a.slice(run.a, run.aEnd), last, next, table);
      if (last && (between || (!run.same && !last.same))) [last.aEnd, last.bEnd] = [run.aEnd, run.bEnd];
      else made.push({ ...run });
    });
    return made;
  }

  /** @param {number[]} words the same ones between two changes @param {Stretch} last @param {Stretch} next @param {Table} table */
  function little(words, last, next, table) {
    if (words.includes(0)) return false; // a paragraph ends there
    const count = words.filter((word) => !table.signs[word]).length;
    const both = (/** @type {Stretch} */ run, /** @type {number} */ least) => run.aEnd - run.a >= least && run.bEnd - run.b >= least;
    return count ? count === 1 && both(last, 4) && both(next, 4) : both(last, 1) && both(next, 1);
  }

  /**
   * The runs of two texts. It is the same whichever comes first, with the sides changed over.
   * @param {Wording} a
   * @param {Wording} b
   * @param {Table} table
   * @param {Budget} budget
   * @returns {Stretch[]}
   */
  function runs(a, b, table, budget) {
    if (a.text > b.text) return runs(b, a, table, budget).map(turned);
    return settled(fewest(a.keys, b.keys, budget), a.keys, b.keys, table);
  }

  /** @param {Stretch} run @returns {Stretch} */
  const turned = ({ same, a, aEnd, b, bEnd }) => ({ same, a: b, aEnd: bEnd, b: a, bEnd: aEnd });

  vankho.wording = { BREAK, table, read, runs };
})();
