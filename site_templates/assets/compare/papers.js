// @ts-check
// Two papers as one table of rows: what stayed, what was changed, put in, left out or moved, in the order in which both are
// read. The rows say all of it: with what they put in and leave out, the one paper becomes the other.
"use strict";

/**
 * @typedef {"same" | "changed" | "inserted" | "deleted" | "moved" | "away"} RowKind `moved` where a paragraph stands now,
 *   `away` where it stood
 * @typedef {{kind: RowKind, a: number[], b: number[], textA: string, textB: string, runs: Piece[], other: number}} CompareRow
 *   `runs` of what was changed; `other`: the row of the other place of what was moved, -1 for none
 * @typedef {{same: boolean, a: [number, number], b: [number, number]}} Piece places in the two texts, the same words or not
 * @typedef {Record<RowKind | "movedChanged" | "wordsIn" | "wordsOut", number>} Counts
 * @typedef {{rows: CompareRow[], counts: Counts, rough: boolean}} Compared `rough`: something was too long or too unlike to
 *   be told apart word by word
 */

(() => {
  const vankho = (/** @type {any} */ (window).vankho ??= {});
  const { BREAK, table, read, runs } = vankho.wording;
  const STEPS = 40_000_000; // of all that is compared word by word: about half a second
  const PAUSE = 40; // milliseconds after which the browser may do something else

  /** Lets the browser show what there is and hear what is pressed, where it has not for a while. */
  function breath() {
    let last = performance.now();
    return async () => {
      if (performance.now() - last < PAUSE) return;
      await new Promise((resolve) => setTimeout(resolve));
      last = performance.now();
    };
  }

  /**
   * Rows in the order of reading; what was left out stands before what was put in there.
   * @param {Pair[]} pairs
   * @param {number} countA
   * @param {number} countB
   */
  function ordered(pairs, countA, countB) {
    const rows = /** @type {CompareRow[]} */ ([]);
    const add = (/** @type {RowKind} */ kind, /** @type {number[]} */ a, /** @type {number[]} */ b) => {
      rows.push({ kind, a, b, textA: "", textB: "", runs: [], other: -1 });
    };
    const movedA = new Map(pairs.filter((pair) => pair.moved).map((pair) => [pair.a[0], pair]));
    const movedB = new Map(pairs.filter((pair) => pair.moved).map((pair) => [pair.b[0], pair]));
    const inOrder = pairs.filter((pair) => !pair.moved);
    let [a, b] = [0, 0];
    for (const pair of [...inOrder, { a: [countA], b: [countB], moved: false }]) {
      for (; a < (pair.a[0] ?? 0); a += 1) add(movedA.has(a) ? "away" : "deleted", [a], []);
      for (; b < (pair.b[0] ?? 0); b += 1) add(movedB.has(b) ? "moved" : "inserted", movedB.get(b)?.a ?? [], [b]);
      if (a >= countA && b >= countB) break;
      add("changed", pair.a, pair.b);
      [a, b] = [a + pair.a.length, b + pair.b.length];
    }
    const stood = new Map(rows.flatMap((row, place) => (row.kind === "away" ? [[row.a[0], place]] : [])));
    rows.forEach((row, place) => {
      if (row.kind !== "moved") return;
      row.other = stood.get(row.a[0]) ?? -1;
      const away = rows[row.other];
      if (away) away.other = place;
    });
    return rows;
  }

  /**
   * @param {CompareRow} row
   * @param {Wording} a
   * @param {Wording} b
   * @param {Table} known
   * @param {Counts} counts
   * @param {Budget} budget
   */
  function told(row, a, b, known, counts, budget) {
    const found = /** @type {Stretch[]} */ (runs(a, b, known, budget));
    const count = (/** @type {Wording} */ { keys }, /** @type {number} */ from, /** @type {number} */ to) => keys.slice(from, to).filter((word) => !known.signs[word]).length;
    for (const run of found) {
      if (run.same) continue;
      counts.wordsOut += count(a, run.a, run.aEnd);
      counts.wordsIn += count(b, run.b, run.bEnd);
    }
    row.runs = found.map((run) => ({ same: run.same, a: place(a, run.a, run.aEnd), b: place(b, run.b, run.bEnd) }));
    return found.some((run) => !run.same);
  }

  /** Where words stand in their text. @param {Wording} words @param {number} from @param {number} to @returns {[number, number]} */
  const place = ({ starts, ends }, from, to) => (from < to ? [starts[from] ?? 0, ends[to - 1] ?? 0] : [0, 0]);

  /**
   * Compares two papers, given the texts of their paragraphs.
   * @param {string[]} before
   * @param {string[]} after
   * @returns {Promise<Compared>}
   */
  async function compare(before, after) {
    const pause = breath();
    const known = /** @type {Table} */ (table());
    const a = /** @type {Paragraph[]} */ (vankho.paragraphs.read(before, known));
    await pause();
    const b = /** @type {Paragraph[]} */ (vankho.paragraphs.read(after, known));
    await pause();
    const { pairs, rough } = vankho.paragraphs.matched(a, b);
    const rows = ordered(pairs, a.length, b.length);
    const counts = /** @type {Counts} */ ({ same: 0, changed: 0, inserted: 0, deleted: 0, moved: 0, away: 0, movedChanged: 0, wordsIn: 0, wordsOut: 0 });
    const budget = { left: STEPS, rough };
    for (const row of rows) {
      const [ours, theirs] = [row.a.map((each) => /** @type {Paragraph} */ (a[each])), row.b.map((each) => /** @type {Paragraph} */ (b[each]))];
      row.textA = ours.map((each) => each.text).join(BREAK);
      row.textB = theirs.map((each) => each.text).join(BREAK);
      if (row.kind === "deleted") counts.wordsOut += ours[0]?.count ?? 0;
      if (row.kind === "inserted") counts.wordsIn += theirs[0]?.count ?? 0;
      if (row.kind === "changed" || row.kind === "moved") {
        const alone = ours.length === 1 && theirs.length === 1;
        const differs = alone && ours[0]?.key === theirs[0]?.key ? false : told(row, joined(ours, row.textA, known), joined(theirs, row.textB, known), known, counts, budget);
        if (!differs) row.runs = [{ same: true, a: [0, row.textA.length], b: [0, row.textB.length] }];
        if (row.kind === "changed" && !differs) row.kind = "same";
        if (row.kind === "moved" && differs) counts.movedChanged += 1;
        await pause();
      }
      counts[row.kind] += 1;
    }
    return { rows, counts, rough: budget.rough };
  }

  /** Paragraphs as one text. @param {Paragraph[]} many @param {string} text @param {Table} known @returns {Wording} */
  const joined = (many, text, known) => (many.length === 1 && many[0] ? many[0] : read(text, known));

  vankho.papers = { compare };
})();
