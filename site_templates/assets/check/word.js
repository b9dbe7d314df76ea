// @ts-check
// The words of a Word file (.docx), read in the browser. The file is a stranger's: one part of it is looked at, within
// bounds, and what does not fit them is refused in a sentence.
"use strict";

(() => {
  const vankho = (/** @type {any} */ (window).vankho ??= {});
  const MOST_FILE = 50_000_000; // bytes of a file
  const MOST_TEXT = 30_000_000; // bytes of its text, unpacked
  const MOST_RATIO = 150; // real papers stay below 50
  const ALWAYS = 200_000; // bytes that any ratio may give
  const MOST_ENTRIES = 5000;
  const PART = "word/document.xml";
  const SPACES = ["http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main"];
  const GONE = new Set(["del", "moveFrom", "Fallback", "pict"]); // deleted words, and twins for old programs
  const SIGNS = /** @type {Record<string, string>} */ ({ p: "\n", br: "\n", cr: "\n", tab: "\t", noBreakHyphen: "-" });

  /** Why a file is not read, in a sentence for the reader. */
  class NotRead extends Error {}

  const TOO_LARGE = "Tệp này bung ra quá lớn so với một văn bản, nên không được đọc.";
  const BROKEN = "Tệp này không phải tệp Word (.docx) hoặc đã hỏng.";

  /**
   * @param {boolean} right
   * @param {string} told
   * @returns {asserts right}
   */
  function must(right, told) {
    if (!right) throw new NotRead(told);
  }

  /**
   * Where the part with the words lies, by the list at the end of the ZIP.
   * @param {DataView} view
   */
  function entryOf(view) {
    const last = view.byteLength - 22;
    let end = last;
    while (end >= 0 && end > last - 65_536 && view.getUint32(end, true) !== 0x06054b50) end -= 1;
    must(end >= 0 && view.getUint32(end, true) === 0x06054b50, BROKEN);
    const count = view.getUint16(end + 10, true);
    must(count <= MOST_ENTRIES, TOO_LARGE);
    const names = new TextDecoder();
    const found = [];
    for (let at = view.getUint32(end + 16, true), left = count; left; left -= 1) {
      must(view.getUint32(at, true) === 0x02014b50, BROKEN);
      const [name, extra, comment] = [28, 30, 32].map((place) => view.getUint16(at + place, true));
      if (names.decode(new Uint8Array(view.buffer, at + 46, name)) === PART) found.push(at);
      at += 46 + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
    }
    const [place, second] = found;
    must(place !== undefined && second === undefined, BROKEN);
    return place;
  }

  /**
   * The packed bytes of the part, and how they are packed.
   * @param {DataView} view
   */
  function packed(view) {
    const place = entryOf(view);
    const [flags, method] = [view.getUint16(place + 8, true), view.getUint16(place + 10, true)];
    const [size, whole, head] = [20, 24, 42].map((offset) => view.getUint32(place + offset, true));
    must(size !== undefined && whole !== undefined && head !== undefined, BROKEN);
    must(!(flags & 1), "Tệp này đặt mật khẩu. Xin bỏ mật khẩu rồi thử lại.");
    must(method === 0 || method === 8, BROKEN);
    must(whole <= bound(size), TOO_LARGE);
    must(view.getUint32(head, true) === 0x04034b50, BROKEN);
    const start = head + 30 + view.getUint16(head + 26, true) + view.getUint16(head + 28, true);
    must(start + size <= view.byteLength, BROKEN);
    return { bytes: new Uint8Array(view.buffer, start, size).slice(), method };
  }

  /** Bytes that packed ones may give. @param {number} size */
  const bound = (size) => Math.min(MOST_TEXT, Math.max(size * MOST_RATIO, ALWAYS));

  /**
   * The bytes unpacked; what the file says of their number is not relied upon.
   * @param {{bytes: Uint8Array<ArrayBuffer>, method: number}} part
   */
  async function unpacked({ bytes, method }) {
    if (!method) return bytes;
    const reading = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
    const parts = /** @type {BlobPart[]} */ ([]);
    let size = 0;
    for (;;) {
      const { done, value } = await reading.read().catch(() => {
        throw new NotRead(BROKEN);
      });
      if (done) break;
      size += value.length;
      if (size > bound(bytes.length)) {
        reading.cancel().catch(() => undefined);
        throw new NotRead(TOO_LARGE);
      }
      parts.push(value);
    }
    return new Uint8Array(await new Blob(parts).arrayBuffer());
  }

  /** @param {Uint8Array} bytes */
  function decoded(bytes) {
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
      throw new NotRead(BROKEN);
    }
  }

  /** The words of the part: one line a paragraph. @param {string} xml */
  function wordsOf(xml) {
    must(!/<!(?:DOCTYPE|ENTITY)/i.test(xml), "Tệp này có khai báo lạ (DTD) mà tệp Word không có, nên không được đọc.");
    const parsed = new DOMParser().parseFromString(xml, "application/xml");
    must(!parsed.querySelector("parsererror"), BROKEN);
    const walker = parsed.createTreeWalker(parsed, NodeFilter.SHOW_ELEMENT, (node) =>
      GONE.has(/** @type {Element} */ (node).localName) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
    const words = /** @type {string[]} */ ([]);
    while (walker.nextNode()) {
      const { localName, namespaceURI, textContent } = /** @type {Element} */ (walker.currentNode);
      if (!SPACES.includes(namespaceURI ?? "")) continue;
      words.push(localName === "t" ? (textContent ?? "") : (SIGNS[localName] ?? ""));
    }
    return words.join("").trim();
  }

  /**
   * The words of a Word file. Fails with NotRead, whose message is for the reader.
   * @param {File} file
   * @returns {Promise<string>}
   */
  async function wordText(file) {
    must(file.size <= MOST_FILE, "Tệp lớn quá 50 MB, nên không được đọc.");
    must(typeof DecompressionStream === "function", "Trình duyệt này chưa đọc được tệp Word. Xin mở tệp, chép chữ rồi dán vào đây.");
    const view = new DataView(await file.arrayBuffer());
    const old = view.byteLength > 8 && view.getUint32(0) === 0xd0cf11e0;
    must(!old, "Tệp này là tệp Word cũ (.doc) hoặc đặt mật khẩu. Xin lưu thành tệp .docx rồi thử lại.");
    try {
      return wordsOf(decoded(await unpacked(packed(view))));
    } catch (error) {
      throw error instanceof RangeError ? new NotRead(BROKEN) : error; // an offset that points out of the file
    }
  }

  Object.assign(vankho, { wordText, NotRead });
})();
