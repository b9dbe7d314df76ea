// @ts-check
// What of a dossier is taken away: the text of each paper, a table of their facts, and the files that they came as.
// Names are made here, of numbers and letters; nothing that a paper says becomes a path.
"use strict";

/**
 * @typedef {[string, string | Uint8Array<ArrayBuffer>]} Packed - its name in the ZIP, what it holds
 */

(() => {
  const vankho = (/** @type {any} */ (window).vankho ??= {});
  const { number, csvOf } = vankho;
  const { lines } = vankho.papers;
  const FORBIDDEN = "trình duyệt không cho trang mở từ thư mục đọc tệp";
  const LARGEST = 500_000_000; // bytes of all originals: they pass through the memory of the tab
  const FACTS = ["Cơ quan ban hành", "Nơi ban hành", "Ngày ban hành", "Kính gửi", "Cùng ban hành", "Người ký", "Chủ trì", "Nơi nhận", "Lưu", "Hiệu lực"];
  const BOM = "\ufeff"; // by which Word and older programs know UTF-8

  /** @param {string[]} rows */
  const text = (rows) => `${BOM}${rows.join("\r\n")}\r\n`;

  /** Where the portal says it lies; else where it lies, as long as that is no folder of somebody's. */
  const base = /** @type {HTMLLinkElement | null} */ (document.querySelector("link[rel=canonical]"))?.href ?? (location.protocol === "file:" ? "" : vankho.portal.href);

  /** The address of a paper, to be read by people: below the portal where that has none. @param {{path: string}} paper */
  const address = ({ path }) => (base ? new URL(path, base).href : path);

  /**
   * What the files of a paper are called: its place in the dossier and its number, else its page.
   * @param {Paper} paper
   * @param {number} at
   * @param {number} count
   */
  function called({ path, number: symbol }, at, count) {
    const place = String(at + 1).padStart(Math.max(2, String(count).length), "0");
    const said = vankho.fold(symbol || path.slice("van-ban/".length, -".html".length)).replace(/[^a-z0-9]+/g, "-");
    return `${place}_${said.slice(0, 60).replace(/^-|-$/g, "") || "van-ban"}`;
  }

  /** How an original's name ends, as the portal named it. @param {string} href */
  const suffix = (href) => /(?:\.[a-z0-9]{1,5}){1,2}$/.exec(new URL(href).pathname)?.[0] ?? ".bin";

  /**
   * The bytes of an original; a sentence where they can not be had.
   * @param {Paper} paper
   * @param {number} room bytes that are left
   * @param {Map<string, File>} given files that the reader chose, by name
   * @returns {Promise<Uint8Array<ArrayBuffer> | string>}
   */
  async function bytesOf({ original, digest }, room, given) {
    const href = original?.href ?? "";
    const chosen = given.get(decodeURIComponent(href.slice(href.lastIndexOf("/") + 1)));
    if (!chosen && location.protocol === "file:") return FORBIDDEN;
    try {
      const answer = chosen ?? (await fetch(href));
      if (answer instanceof Response && !answer.ok) return "không tải được";
      const bytes = new Uint8Array(await answer.arrayBuffer());
      if (bytes.length > room) return "hồ sơ đã quá lớn";
      return (await differs(bytes, digest)) ? "tệp không còn là bản mà trang văn bản nêu" : bytes;
    } catch {
      return "không tải được";
    }
  }

  /**
   * Whether bytes are others than a page says; where the browser can not tell they are taken as they come.
   * @param {Uint8Array<ArrayBuffer>} bytes
   * @param {string} digest
   */
  async function differs(bytes, digest) {
    if (!digest || !globalThis.crypto?.subtle) return false;
    const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return [...sum].map((byte) => byte.toString(16).padStart(2, "0")).join("") !== digest;
  }

  /**
   * @param {Paper[]} papers
   * @param {Map<string, File>} given
   * @param {(done: number) => void} tell
   * @returns {Promise<{names: string[], files: Packed[], missing: {paper: Paper, why: string}[]}>} by paper the name of its
   *   original, empty where none is published or it is missing
   */
  async function originals(papers, given, tell) {
    /** @type {Packed[]} */
    const files = [];
    const missing = [];
    const names = [];
    let room = LARGEST;
    for (const [at, paper] of papers.entries()) {
      names.push("");
      tell(at);
      if (!paper.original) continue;
      const bytes = await bytesOf(paper, room, given);
      if (typeof bytes === "string") {
        missing.push({ paper, why: bytes });
        continue;
      }
      room -= bytes.length;
      names[at] = `ban-goc/${called(paper, at, papers.length)}${suffix(paper.original.href)}`;
      files.push([names[at] ?? "", bytes]);
    }
    return { names, files, missing };
  }

  /**
   * The table of facts: a row for each paper, a column for each fact; the usual ones come first, whether one has them or not.
   * @param {Paper[]} papers
   * @param {string[]} names of originals
   */
  function table(papers, names) {
    const heads = [...new Set([...FACTS, ...papers.flatMap(({ facts }) => facts.map(([name]) => name))])].filter((name) => name !== "Số, ký hiệu");
    const rows = papers.map((paper, at) => {
      const known = new Map(paper.facts);
      const own = [`${called(paper, at, papers.length)}.txt`, names[at] ?? ""];
      return [String(at + 1), paper.number, paper.title, ...heads.map((name) => known.get(name) ?? ""), paper.citation, address(paper), ...own];
    });
    return csvOf([["STT", "Số, ký hiệu", "Tên văn bản", ...heads, "Trích dẫn", "Địa chỉ trang", "Tệp toàn văn", "Tệp bản gốc"], ...rows]);
  }

  /**
   * What the dossier holds, in words, and what is not in it.
   * @param {string} title
   * @param {Paper[]} papers
   * @param {string[]} names
   * @param {{paper: Paper, why: string}[]} missing
   * @param {string[]} notes
   */
  function contents(title, papers, names, missing, notes) {
    const why = new Map(missing.map((each) => [each.paper, each.why]));
    const rows = papers.flatMap((paper, at) => [
      `${at + 1}. ${paper.citation || paper.title}`,
      `   Toàn văn: ${called(paper, at, papers.length)}.txt`,
      ...(names[at] ? [`   Bản gốc: ${names[at]}`] : []),
      ...(why.has(paper) ? [`   Bản gốc không kèm theo (${why.get(paper)}): ${paper.original ? address({ path: below(paper.original.href) }) : ""}`] : []),
      `   Nguồn: ${address(paper)}`,
    ]);
    return text([title.toUpperCase(), vankho.kept.NAME, `${number(papers.length)} văn bản`, "", ...notes, ...(notes.length ? [""] : []), "MỤC LỤC", ...rows]);
  }

  /** @param {string} href */
  const below = (href) => href.slice(vankho.portal.href.length);

  /** @param {Paper} paper @param {number} at @param {number} count */
  const whole = (paper, at, count) =>
    text([
      paper.citation || paper.title,
      `Văn bản ${at + 1}/${count} · Nguồn: ${address(paper)}`,
      "",
      ...paper.sheets.flatMap((sheet, part) => [...(part ? [""] : []), ...lines(sheet)]),
    ]);

  /**
   * @param {string} title
   * @param {Paper[]} papers
   * @param {string[]} notes what else is to be told of the dossier
   * @param {Map<string, File>} given originals that the reader chose, where the page may read none
   * @param {(done: number) => void} tell how many papers are done
   * @returns {Promise<{file: Blob, missing: {paper: Paper, why: string}[]}>} the ZIP, and originals that are not in it
   */
  async function take(title, papers, notes, given, tell) {
    const { names, files, missing } = await originals(papers, given, tell);
    const texts = papers.map((paper, at) => /** @type {Packed} */ ([`${called(paper, at, papers.length)}.txt`, whole(paper, at, papers.length)]));
    const file = await vankho.zip([
      ["muc-luc.txt", contents(title, papers, names, missing, notes)],
      ["thong-tin.csv", table(papers, names)],
      ...texts,
      ...files,
    ]);
    return { file, missing };
  }

  Object.assign(vankho, { take, addressOf: address });
})();
