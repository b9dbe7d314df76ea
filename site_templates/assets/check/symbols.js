// @ts-check
// Numbers of papers in running text: the twin of generator/parse/symbols.py and generator/parse/citations. Patterns and
// codes are those of the tables that the parser reads (generator/publish/shards/symbols.py).
"use strict";

/**
 * @typedef {{year: number, month: number, day: number}} Day
 * @typedef {{serial: string, key: string, raw: string, type: string | null, issuers: string[], party: boolean,
 *   year: string, damaged: boolean}} PaperNumber `type` is the code in the symbol
 * @typedef {{start: number, end: number, at: number, number: PaperNumber, type: string | null, date: Day | null,
 *   badDate: string, issuer: string}} Cited from the type word to the date; `at` is where the number begins
 * @typedef {{code: string, name: string, level: string, several: string[], stands: (group: string) => boolean,
 *   spelt: boolean}} IssuerCode
 */

(() => {
  const vankho = (/** @type {any} */ (window).vankho ??= {});
  const DIGITS = /** @type {Record<string, string>} */ ({ o: "0", O: "0", l: "1", I: "1" });
  const DATE = /^([0-9]{1,2})(?:(?:,?[^\S\n]{1,8}tháng[^\S\n]{1,8}|[^\S\n]?\/[^\S\n]?)([0-9]{1,2})(?:,?[^\S\n]{1,8}năm[^\S\n]{1,8}|[^\S\n]?\/[^\S\n]?)|([-.])([0-9]{1,2})\3)((?:1[89]|2[01])[0-9]{2})(?![\p{L}\p{N}])/iu;
  const INVISIBLE = /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]/gu;

  /**
   * A day that a calendar has, as a number's date is written; null for all else.
   * @param {string} text
   * @returns {Day | null}
   */
  function dayOf(text) {
    const match = DATE.exec(text);
    if (!match) return null;
    const [day, month, year] = [match[1], match[2] ?? match[4], match[5]].map(Number);
    if (!day || !month || !year || month > 12 || day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return null;
    return { year, month, day };
  }

  /**
   * What reads numbers by a table of patterns and codes.
   * @param {any} table
   */
  function symbols(table) {
    const all = (/** @type {string} */ source) => new RegExp(source, "gu");
    const here = (/** @type {string} */ source) => new RegExp(source, "uy");
    const forms = /** @type {[string, string][]} */ (table.forms).map(([id, source]) => ({ id, regex: all(source) }));
    const before = /** @type {[string, string][]} */ (table.before).map(([, source]) => all(source));
    const spaced = here(table.damaged.spaced);
    const lookalike = all(table.damaged.lookalike);
    const after = { date: here(table.after.date), damaged: here(table.after.damaged_date), issuer: here(table.after.issuer) };
    const issuerEnd = all(table.issuer_end);
    const assembly = new RegExp(table.assembly, "u");
    const types = /** @type {[string, boolean, string[]][]} */ (table.types);
    const named = new Map(types.map(([name, byName]) => [name, byName]));
    const codesOf = new Map(types.map(([name, , its]) => [name, its]));
    const typeOf = new Map(Object.entries(/** @type {Record<string, string>} */ (table.type_of_code)));
    const partyTypeOf = new Map(Object.entries(/** @type {Record<string, string>} */ (table.party_type_of_code)));
    const misspelt = new Map(Object.entries(/** @type {Record<string, string>} */ (table.misspelt)));
    const masks = new Map(Object.entries(/** @type {Record<string, string>} */ (table.look_alikes)));
    const masked = new RegExp(`[${[...masks.keys()].join("")}]`, "gu");
    /** @type {IssuerCode[]} */
    const codes = table.codes.map((/** @type {[string, string, string, string, string[]]} */ [code, name, level, source, several]) => {
      const whole = source ? new RegExp(`^(?:${source})$`, "u") : null;
      return { code, name, level, several, spelt: Boolean(whole), stands: (/** @type {string} */ group) => (whole ? whole.test(group) : group === code) };
    });
    const plain = new Map(codes.map((each) => [each.code, each]));
    const inCapitals = new Map([...codes].reverse().map((each) => [each.code.toUpperCase(), each.code]));

    /** The body that a group of a symbol stands for. @param {string} group */
    function body(group) {
      const known = plain.get(group);
      return known && !known.spelt ? known : codes.find((each) => each.spelt && each.stands(group));
    }

    /** @param {RegExp} regex @param {string} text @param {number} at */
    function matchAt(regex, text, at) {
      regex.lastIndex = at;
      return regex.exec(text);
    }

    /**
     * The text of a draft as the parser has that of a paper: letters that are meant, one blank where there are some.
     * @param {string} text
     */
    const cleaned = (text) =>
      text
        .normalize("NFC")
        .replace(/\r\n?/g, "\n")
        .replace(INVISIBLE, "")
        .replace(masked, (mask) => masks.get(mask) ?? mask)
        .replace(/[^\S\n]+/gu, " ")
        .replace(/ ?\n ?/g, "\n");

    // --- one number ----------------------------------------------------------------------------------

    /**
     * @param {RegExpExecArray} match
     * @param {string} form
     * @returns {PaperNumber}
     */
    function numberOf(match, form) {
      const given = /** @type {Record<string, string>} */ (match.groups);
      const said = given.serial ?? "";
      const raw = match[0].slice(match[0].indexOf(said));
      const party = form === "party";
      const printed = form === "spaced" ? (given.groups ?? "").replace(" ", "-") : (given.groups ?? "");
      const close = printed.replace(/\s*([/–&-])\s*/gu, "$1").replace(/–/g, "-");
      const { groups, repaired } = repair(close.split(/[-/]/));
      const serial = form === "lookalike" ? said.replace(/[oOlI]/g, (sign) => DIGITS[sign] ?? sign) : said;
      const year = given.year ?? "";
      const symbol = joined(groups, close.match(/[-/]/g) ?? [], party);
      const [first = "", ...rest] = groups;
      const type = (party ? partyTypeOf : typeOf).has(first) ? first : null;
      return {
        serial, party, raw, year, type,
        key: serial + (party ? "-" : "/") + (year ? `${year}/` : "") + symbol,
        issuers: type === null ? [first] : rest,
        damaged: repaired || raw.includes(" ") || serial !== said,
      };
    }

    /** @param {string[]} groups @param {string[]} printed @param {boolean} party */
    function joined(groups, printed, party) {
      const marks = printed.length === groups.length - 1 ? printed : [party ? "/" : "-", ...groups.map(() => "-")];
      return groups.map((group, place) => (place ? `${marks[place - 1]}${group}` : group)).join("");
    }

    /** @param {string} group */
    const asUsual = (group) => (typeOf.has(group) || body(group) ? group : (inCapitals.get(group) ?? group));

    /** A hyphen lost between type and body is put back. @param {string[]} printed */
    function repair(printed) {
      const letters = printed.map((each) => each.replace(assembly, "Q"));
      const repaired = letters.some((each, place) => each !== printed[place]);
      const [first = "", ...rest] = letters.map(asUsual);
      const right = misspelt.get(first);
      if (right !== undefined) return { groups: [right, ...rest], repaired: true };
      if (typeOf.has(first) || body(first)) return { groups: [first, ...rest], repaired };
      for (const code of /** @type {string[]} */ (table.type_codes)) {
        if (first === code || !first.startsWith(code)) continue;
        const ending = first.slice(code.length);
        const found = [ending, code.slice(-1) + ending].find(body);
        if (found !== undefined) return { groups: [code, found, ...rest], repaired: true };
      }
      return { groups: [first, ...rest], repaired };
    }

    /** @param {PaperNumber} number */
    const bodyKnown = (number) => number.issuers[0] !== undefined && body(number.issuers[0]) !== undefined;

    /**
     * A space in place of a hyphen is read where a known body follows.
     * @param {RegExpExecArray} match
     * @param {string} form
     * @returns {{match: RegExpExecArray, form: string}}
     */
    function widened(match, form) {
      const next = match.input.slice(match.index + match[0].length).slice(0, 2);
      if (form === "state" && /^ \p{Lu}/u.test(next)) {
        const wider = matchAt(spaced, match.input, match.index);
        if (wider && bodyKnown(numberOf(wider, "spaced"))) return { match: wider, form: "spaced" };
      }
      return { match, form };
    }

    // --- in running text -------------------------------------------------------------------------------

    /** Numbers from left to right. @param {string} text */
    function numbers(text) {
      /** @type {Map<number, {match: RegExpExecArray, form: string}>} */
      const found = new Map();
      const begin = (/** @type {RegExpExecArray} */ match) => match.index + match[0].indexOf(match.groups?.serial ?? "");
      for (const { id, regex } of forms)
        for (const match of text.matchAll(regex)) if (!found.has(begin(match))) found.set(begin(match), widened(match, id));
      for (const match of text.matchAll(lookalike))
        if (!found.has(begin(match)) && bodyKnown(numberOf(match, "lookalike"))) found.set(begin(match), { match, form: "lookalike" });
      const kept = /** @type {{start: number, end: number, number: PaperNumber}[]} */ ([]);
      let last = 0;
      for (const start of [...found.keys()].sort((one, other) => one - other)) {
        const { match, form } = /** @type {{match: RegExpExecArray, form: string}} */ (found.get(start));
        const number = numberOf(match, form);
        if (start < last || !(number.type || number.issuers.some(body) || introduced(text, start))) continue;
        last = match.index + match[0].length;
        kept.push({ start, end: last, number });
      }
      return kept;
    }

    /** @param {string} text @param {number} start */
    const windowOf = (text, start) => text.slice(Math.max(0, start - table.before_most), start);

    /** @param {string} text @param {number} start */
    const introduced = (text, start) => before.some((regex) => matchAt(regex, windowOf(text, start), 0));

    /**
     * Where a citation begins, and the type that its word names.
     * @param {string} text
     * @param {number} start
     * @param {PaperNumber} number
     * @returns {[number, string | null]}
     */
    function typed(text, start, number) {
      const window = windowOf(text, start);
      for (const regex of before) {
        for (let at = 0, match; (match = matchAt(regex, window, at)); at = match.index + 1) {
          const word = (match.groups?.type ?? "").toLowerCase();
          if (word === "văn bản" && number.type !== null) return [start - window.length + match.index, null];
          const kind = word === "văn bản" ? table.untyped : word;
          if (!named.get(kind) || number.type === null) return [start - window.length + match.index, named.has(kind) ? kind : null];
        }
      }
      return [start, null];
    }

    /** @param {PaperNumber} number @returns {string | null} */
    function typeBySymbol({ type, year, party }) {
      if (type === null) return year ? null : table.untyped;
      return (party ? partyTypeOf : typeOf).get(type) ?? null;
    }

    /**
     * Where number and date end, the date, what stands for one that no calendar has, whether a page number fell between.
     * @param {string} text
     * @param {number} end
     */
    function dated(text, end) {
      const match = matchAt(after.date, text, end);
      const date = match && dayOf(match.groups?.date ?? "");
      if (!match || !date) {
        const damaged = matchAt(after.damaged, text, end);
        return { end: damaged ? end + damaged[0].length : end, date: null, bad: damaged?.groups?.date ?? "", leak: false };
      }
      const closed = match[0].endsWith(")") && !match[0].includes("(");
      return { end: end + match[0].length - Number(closed), date, bad: "", leak: Boolean(match.groups?.leak) };
    }

    /** Who is said to have issued it, right after an offset. @param {string} text @param {number} end */
    function issuer(text, end) {
      const match = matchAt(after.issuer, text, end);
      if (!match) return "";
      const start = end + match[0].length;
      const stop = matchAt(issuerEnd, text, start);
      return text.slice(start, Math.min(stop ? stop.index : text.length, start + table.issuer_most));
    }

    /**
     * The numbers that a text cites, in their order.
     * @param {string} text cleaned
     * @returns {Cited[]}
     */
    function find(text) {
      return numbers(text).map(({ start: at, end: after, number }) => {
        const [start, kind] = typed(text, at, number);
        const { end, date, bad, leak } = dated(text, after);
        return {
          start, end, at, date,
          badDate: bad,
          number: leak ? { ...number, damaged: true } : number,
          type: kind ?? typeBySymbol(number),
          issuer: issuer(text, end) || issuer(text, after),
        };
      });
    }

    return { find, cleaned, body, codes, codesOf, untyped: table.untyped };
  }

  vankho.symbols = symbols;
})();
