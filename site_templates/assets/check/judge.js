// @ts-check
// What there is to say of each number that a draft cites: which paper of the archive it may be, and what to look at
// again. Nothing is guessed: where a number is that of several papers and no day tells them apart, all are shown.
"use strict";

/**
 * @typedef {{words: string, part?: string, by?: string, page?: string, told?: string}} Effect
 * @typedef {{name: string, page: string, held?: number, date?: string, issuer?: string, title?: string, full: string,
 *   conflicts?: string[], effects?: Effect[], parts?: string[]}} KnownWork `parts`: its further pages
 * @typedef {{status: "held" | "cited" | "number" | "unknown", works: KnownWork[], sure: boolean, alike: string}} Identified
 *   `sure`: number and day are those of the one work, or the number alone can be no other's; `alike`: how the archive writes the number, where it is not as here
 */

(() => {
  const vankho = (/** @type {any} */ (window).vankho ??= {});
  const two = (/** @type {number} */ part) => String(part).padStart(2, "0");

  /** @param {Day} day */
  const iso = ({ year, month, day }) => `${year}-${two(month)}-${two(day)}`;

  /** A day as papers are dated: `12/4/2019` is 12/04/2019; of a part of one what there is. @param {string} date */
  const shown = (date) => date.split("-").reverse().join("/");

  /** Whether a day may be one of which only month or year are known. @param {Day} day @param {string} known */
  const agrees = (day, known) => iso(day).startsWith(known);

  /**
   * How a number may be written else: with a nought before it, or without.
   * @param {PaperNumber} number
   * @returns {string[]}
   */
  function otherKeys({ serial, key }) {
    const bare = serial.replace(/^0+(?=\d)/, "");
    const forms = [bare, /^\d(?!\d)/.test(bare) ? `0${bare}` : bare];
    return [...new Set(forms)].filter((each) => each !== serial).map((each) => each + key.slice(serial.length));
  }

  /**
   * Whether a number is nobody else's: it tells its year, and central bodies issued it.
   * @param {PaperNumber} number
   * @param {any} reader
   */
  const unique = ({ year, issuers }, reader) => Boolean(year) && issuers.length > 0 && issuers.every((each) => reader.body(each)?.level === "central");

  /**
   * @param {Cited} cited
   * @param {(key: string) => Promise<KnownWork[] | undefined>} known
   * @param {any} reader
   * @returns {Promise<Identified>}
   */
  async function lookUp(cited, known, reader) {
    let works = (await known(cited.number.key)) ?? [];
    let alike = "";
    for (const key of works.length ? [] : otherKeys(cited.number)) {
      works = (await known(key)) ?? [];
      if (works.length) {
        alike = key;
        break;
      }
    }
    const { date } = cited;
    const sameDay = date ? works.filter((each) => each.date === iso(date)) : [];
    if (sameDay.length === 1) works = sameDay;
    const [only] = works;
    const sure = !alike && (sameDay.length === 1 || (works.length === 1 && unique(cited.number, reader)));
    const status = !only ? "unknown" : !sure ? "number" : only.held ? "held" : "cited";
    return { status, works, sure, alike };
  }

  // --- what to look at again -----------------------------------------------------------------------

  /**
   * Whether words begin with a name, as whole words and whatever their capitals.
   * @param {string} words
   * @param {string} name
   */
  const begins = (words, name) => ` ${vankho.said(words).trim()} `.startsWith(` ${vankho.said(name).trim()} `);

  /** Names under which one body stands for the other. */
  const GOVERNMENT = ["Thủ tướng Chính phủ", "Chính phủ"];

  /**
   * The body that the symbol names and the draft contradicts; empty where it does not, or nobody knows.
   * @param {Cited} cited
   * @param {any} reader
   */
  function contradicted(cited, reader) {
    const bodies = /** @type {(IssuerCode | undefined)[]} */ (cited.number.issuers.map(reader.body));
    const [first] = bodies;
    if (!cited.issuer || !first || bodies.some((each) => !each || each.several.length)) return "";
    const named = /** @type {IssuerCode[]} */ (reader.codes).filter((each) => begins(cited.issuer, each.name) || cited.issuer.split(/[ ,]/)[0] === each.code);
    const same = (/** @type {string} */ one, /** @type {string} */ other) =>
      begins(one, other) || begins(other, one) || (GOVERNMENT.includes(one) && GOVERNMENT.includes(other));
    const meant = named.some((each) => bodies.some((body) => body && same(body.name, each.name)));
    return named.length && !meant ? first.name : "";
  }

  /**
   * What of a citation disagrees with itself.
   * @param {Cited} cited
   * @param {any} reader
   * @returns {string[]}
   */
  function ownWarnings(cited, reader) {
    const { number, type, date, badDate } = cited;
    const codes = type && type !== reader.untyped ? reader.codesOf.get(type) : null;
    const symbolNames = contradicted(cited, reader);
    return [
      number.raw === number.key ? "" : `Bản thảo ghi “${number.raw}”; đúng thể thức là ${number.key}.`,
      badDate && `Ngày “${badDate}” không có trên lịch hoặc ghi sai.`,
      number.year && date && String(date.year) !== number.year ? `Năm trong ký hiệu (${number.year}) khác năm của ngày ban hành (${date.year}).` : "",
      number.type && codes?.length && !codes.includes(number.type) ? `Bản thảo gọi là ${type}, nhưng ký hiệu ghi “${number.type}”.` : "",
      symbolNames && `Ký hiệu ${number.key} chỉ ${symbolNames}, nhưng bản thảo ghi là của ${cited.issuer}.`,
    ].filter(Boolean);
  }

  /**
   * What of a citation disagrees with the archive.
   * @param {Cited} cited
   * @param {Identified} found
   * @returns {string[]}
   */
  function archiveWarnings({ number, date }, { works, alike, sure }) {
    const dates = works.map((each) => each.date ?? "").filter(Boolean);
    const differs = date && dates.length === works.length && works.length && !dates.some((each) => agrees(date, each));
    const days = dates.map(shown).join(", ");
    return [
      alike && `Bản thảo ghi ${number.key}, kho có ${alike}.`,
      differs ? `Bản thảo ghi ngày ${shown(iso(date))}, kho ghi ngày ${days}${sure ? "." : ": hoặc ngày ghi nhầm, hoặc là văn bản khác cùng số."}` : "",
      works.length > 1 ? "Kho biết nhiều văn bản mang số này; bản thảo chưa chỉ rõ văn bản nào." : "",
    ].filter(Boolean);
  }

  // --- the citation as it should stand ---------------------------------------------------------------

  /** @param {Day} day as papers cite it: months below 3 have a nought */
  const longDate = ({ year, month, day }) => `ngày ${two(day)} tháng ${month < 3 ? two(month) : month} năm ${year}`;

  /**
   * A citation of what the draft itself says, the number as it should be written.
   * @param {Cited} cited
   */
  function own({ number, type, date, issuer }) {
    const kind = type ? type.charAt(0).toUpperCase() + type.slice(1) : "Văn bản";
    return [`${kind} số ${number.key}`, date ? longDate(date) : "", issuer ? `của ${issuer}` : ""].filter(Boolean).join(" ");
  }

  vankho.judge = { lookUp, ownWarnings, archiveWarnings, own, iso, shown };
})();
