// @ts-check
// A ZIP file made in the browser: names in UTF-8, one time for all, so that the same papers make the same file.
"use strict";

(() => {
  const vankho = (/** @type {any} */ (window).vankho ??= {});
  const UTF_8 = 0x0800;
  const DEFLATED = 8;
  const DAY_ONE = 0x0021; // 1980-01-01, the first day that the form knows
  const VERSION = 20;

  const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
    let sum = byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
    return sum;
  });

  /** @param {Uint8Array} bytes */
  function crc(bytes) {
    let sum = -1;
    for (const byte of bytes) sum = (sum >>> 8) ^ (TABLE[(sum ^ byte) & 255] ?? 0);
    return ~sum >>> 0;
  }

  /**
   * Bytes made smaller; null where the browser can not, or where they would not be.
   * @param {Uint8Array<ArrayBuffer>} bytes
   */
  async function deflated(bytes) {
    if (typeof CompressionStream === "undefined") return null;
    try {
      const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate-raw"));
      const made = new Uint8Array(await new Response(stream).arrayBuffer());
      return made.length < bytes.length ? made : null;
    } catch {
      return null; // a browser that knows the stream, but not this form
    }
  }

  /**
   * Numbers of two or four bytes, the lowest byte first.
   * @param {...[number, 2 | 4]} fields
   */
  function packed(...fields) {
    const view = new DataView(new ArrayBuffer(fields.reduce((sum, [, size]) => sum + size, 0)));
    let at = 0;
    for (const [value, size] of fields) {
      if (size === 2) view.setUint16(at, value, true);
      else view.setUint32(at, value, true);
      at += size;
    }
    return view.buffer;
  }

  /**
   * @param {[string, string | Uint8Array<ArrayBuffer>][]} files names and what they hold
   * @returns {Promise<Blob>}
   */
  async function zip(files) {
    /** @type {BlobPart[]} */
    const parts = [];
    /** @type {BlobPart[]} */
    const directory = [];
    let at = 0;
    let listed = 0;
    for (const [name, content] of files) {
      const called = new TextEncoder().encode(name);
      const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
      const small = await deflated(bytes);
      const held = small ?? bytes;
      const told = /** @type {[number, 2 | 4][]} */ ([
        [VERSION, 2], [UTF_8, 2], [small ? DEFLATED : 0, 2], [0, 2], [DAY_ONE, 2],
        [crc(bytes), 4], [held.length, 4], [bytes.length, 4], [called.length, 2], [0, 2],
      ]);
      directory.push(packed([0x02014b50, 4], [VERSION, 2], ...told, [0, 2], [0, 2], [0, 2], [0, 4], [at, 4]), called);
      listed += 46 + called.length;
      parts.push(packed([0x04034b50, 4], ...told), called, held);
      at += 30 + called.length + held.length;
    }
    const end = packed([0x06054b50, 4], [0, 2], [0, 2], [files.length, 2], [files.length, 2], [listed, 4], [at, 4], [0, 2]);
    return new Blob([...parts, ...directory, end], { type: "application/zip" });
  }

  Object.assign(vankho, { zip });
})();
