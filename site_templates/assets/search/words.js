// @ts-check
// What was typed, as words: folded like the index (the twin of `words` in generator/search/words.py), and as a query.
"use strict";

/**
 * A word: folded, and as marked (empty where no marks were typed).
 * @typedef {{word: string, marked: string}} Word
 * @typedef {{words: Word[], phrases: Word[][], without: Word[][], open: boolean, cut: boolean}} Query
 *   `words` are all that a page must have, those of `phrases` among them, in order; `without` must not stand there;
 *   `open` tells that the last word may go on, `cut` that there were too many words.
 */

(() => {
  const vankho = (/** @type {any} */ (window).vankho ??= {});
  const LONGEST_WORD = 40;
  const LONGEST_QUERY = 500;
  const MOST_WORDS = 12;

  const OLD = "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ".split(" ");
  const NEW = "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy".split(" ");
  const TONES = new RegExp(`(?<!q)(?:${OLD.join("|")})$`, "u");

  /** @param {string} text */
  function fold(text) {
    return text
      .replace(/[đĐ]/g, "d")
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .toLowerCase();
  }

  /** @param {string} word */
  function trim(word) {
    return (/^[0-9]+$/.test(word) ? word.replace(/^0+(?=.)/, "") : word).slice(0, LONGEST_WORD);
  }

  /**
   * @param {string} piece letters and digits in lower case
   * @returns {Word[]}
   */
  function split(piece) {
    const parts = fold(piece).split(/[^a-z0-9]+/).filter(Boolean);
    const [first] = parts;
    if (parts.length !== 1 || first === undefined) return parts.map((part) => ({ word: trim(part), marked: "" }));
    const marked = first === piece ? "" : piece.replace(TONES, (old) => NEW[OLD.indexOf(old)] ?? old);
    return [{ word: trim(first), marked: marked.slice(0, LONGEST_WORD) }];
  }

  const TWIN = /^(?:[hklmst]|qu)[iy]$/;

  /**
   * The other spelling of a folded syllable that ends in i or y alone (`ki`, `ky`), empty for others.
   * @param {string} word
   */
  function twin(word) {
    return TWIN.test(word) ? word.slice(0, -1) + (word.endsWith("i") ? "y" : "i") : "";
  }

  /**
   * The spelling in i of a syllable that is written in i or y, other words as they are: names as a whole are found by it.
   * @param {string} word
   */
  const oneSpelling = (word) => (TWIN.test(word) ? word.replace(/y$/, "i") : word);

  /**
   * @param {string} text
   * @returns {Word[]}
   */
  function words(text) {
    return (text.normalize("NFC").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).flatMap(split);
  }

  /**
   * Reads a query: quotes make a phrase, a minus before a word or a quote leaves pages out.
   * @param {string} typed
   * @returns {Query}
   */
  function parse(typed) {
    const text = typed.slice(0, LONGEST_QUERY).normalize("NFC").replace(/[“”„«»]/g, '"');
    /** @type {Query} */
    const query = { words: [], phrases: [], without: [], open: false, cut: typed.length > LONGEST_QUERY };
    const parts = text.match(/(?<![^\s"])-?"[^"]*"|[^\s"]+|"/gu) ?? [];
    for (const part of parts) {
      const minus = part.startsWith("-") && /^-"?[\p{L}\p{N}]/u.test(part);
      const found = words(part);
      const quoted = /^-?".*"$/u.test(part);
      if (minus && found.length) query.without.push(found);
      else if (found.length) {
        query.words.push(...found);
        if (quoted && found.length > 1) query.phrases.push(found);
      }
      query.open = found.length ? !minus && !quoted : query.open;
    }
    if (query.words.length > MOST_WORDS) {
      query.words.length = MOST_WORDS;
      query.phrases = [];
      query.cut = true;
      query.open = false;
    }
    return query;
  }

  /**
   * Whether two words differ by one letter put in, left out, changed, or changed over with its neighbour.
   * @param {string} one
   * @param {string} other
   */
  function oneErrorApart(one, other) {
    if (one === other || Math.abs(one.length - other.length) > 1) return false;
    let start = 0;
    while (start < one.length && one[start] === other[start]) start += 1;
    const a = one.slice(start);
    const b = other.slice(start);
    if (a.length !== b.length) return a.length > b.length ? a.slice(1) === b : a === b.slice(1);
    return a.slice(1) === b.slice(1) || (a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2));
  }

  /**
   * How many letters of one word must be put in, left out or changed to make it another; `most` + 1 where that is more.
   * @param {string} one
   * @param {string} other
   * @param {number} most
   */
  function errorsApart(one, other, most) {
    if (Math.abs(one.length - other.length) > most) return most + 1;
    let above = Array.from({ length: other.length + 1 }, (_, at) => at);
    for (let row = 1; row <= one.length; row += 1) {
      const line = [row];
      for (let at = 1; at <= other.length; at += 1) {
        const changed = (above[at - 1] ?? 0) + Number(one[row - 1] !== other[at - 1]);
        line.push(Math.min(changed, (above[at] ?? 0) + 1, (line[at - 1] ?? 0) + 1));
      }
      above = line;
    }
    return Math.min(above[other.length] ?? 0, most + 1);
  }

  /**
   * The number of a paper (số, ký hiệu) in what was typed: how it is written there, and its words in the order of numbers.
   * Null where there is none: a serial alone, or words that are no symbol.
   * @param {string} typed
   * @returns {{text: string, words: string[], end: boolean} | null} `end`: nothing follows, so it may go on
   */
  function numberIn(typed) {
    const text = typed.slice(0, LONGEST_QUERY).normalize("NFC");
    const found = /(?<![\p{L}\p{N}/-])\d+[a-zđ]?\s*[-/]\s*(?:\d{4}\s*[-/]\s*\p{L}[\p{L}\d]*|\p{L}[\p{L}\d]*[-/&][\p{L}\d]+)(?:[-/&][\p{L}\d]+)*/iu.exec(text);
    if (!found) return null;
    return { text: found[0], words: words(found[0]).map(({ word }) => word), end: !text.slice(found.index + found[0].length).trim() };
  }

  Object.assign(vankho, { fold, words, twin, oneSpelling, parse, oneErrorApart, errorsApart, numberIn });
})();
