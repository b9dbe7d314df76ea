// @ts-check
// The index in the browser: loads its files when they are needed, and reads sets of pages. Files are scripts, since
// scripts load from a folder too; what they hold is described in generator/search/__init__.py.
"use strict";

/**
 * @typedef {Uint32Array<ArrayBuffer>} Bits a set of pages, one bit each
 * @typedef {{all: Bits, often: Bits | null, marked: Map<string, Bits>}} Value
 * @typedef {[number, number, number, number, number, number]} Run count, kind, type, issuer, year, held
 * @typedef {{types: string[], issuers: string[], runs: Run[]}} Facets
 * @typedef {Record<string, Uint32Array>} Spaces by mark: the page of each place, counted from 1, 0 where nobody stands
 * @typedef {{count: number, kinds: string[], n: string[], b: string[], stop: Set<string>, kindOf: Uint8Array,
 *   placeOf: Uint32Array, yearOf: Uint8Array, rank: Uint8Array, spaces: Spaces, parts: Record<string, number>}} Root
 *   pages are counted in the order in which equals are listed; `placeOf` is where the number of each stands in the space
 *   of its kind, `yearOf` counts from 1980, `parts` are the files of each table
 * @typedef {[string, string, string, number]} Row path, title, line below it, files of its text
 */

(() => {
  const vankho = (/** @type {any} */ (window).vankho ??= {});
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const folder = new URL("index/", script.src);
  vankho.site = new URL("../..", script.src);

  const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const DIGIT = new Uint8Array(128);
  for (let place = 0; place < 64; place += 1) DIGIT[ALPHABET.charCodeAt(place)] = place;
  const SAFE = /** @type {Record<string, string>} */ ({ " ": "_", "~": "-", "=": "--", "^": "+" });
  const MOST_LEAVES = 24;
  const ROWS = 8;
  const MOST_ROWS = 16;

  // --- files -------------------------------------------------------------------------------------

  /** Loads one file of the index. */
  const load = vankho.loader(folder, "vankhoSearch");

  /** @type {Promise<Root> | undefined} */
  let opening;
  /** Goes with every file that holds numbers of pages: what a browser kept of another numbering is not asked for. */
  let version = "";

  /** @returns {Promise<Root>} */
  function open() {
    opening ??= Promise.all([load(`root.js${fresh()}`, "root/"), part("leaves", 0), part("rank", 0)]).then(
      async ([root]) => unpack(root, await table(root, "leaves"), await table(root, "rank")),
    );
    opening.catch(() => (opening = undefined));
    return opening;
  }

  /** A portal that was rebuilt may give a page another number: over http tables are never taken from a cache for long. */
  function fresh() {
    return location.protocol === "file:" ? "" : `?${Math.floor(Date.now() / 60000)}`;
  }

  /** @type {(name: string, place: number) => Promise<string>} */
  const part = (name, place) => load(`${name}/${place}.js${fresh()}`, `${name}/${place}`);

  /**
   * A table of all pages, put together of its files.
   * @param {{parts: Record<string, number>}} root
   * @param {string} name
   * @returns {Promise<string>}
   */
  const table = async (root, name) => (await Promise.all(Array.from({ length: root.parts[name] ?? 0 }, (_, place) => part(name, place)))).join("");

  /**
   * @param {any} root
   * @param {string} leaves
   * @param {string} rank
   * @returns {Root}
   */
  function unpack(root, leaves, rank) {
    version = location.protocol === "file:" ? "" : `?${root.version}`;
    const [kindOf, rankOf, yearOf] = [new Uint8Array(root.count), new Uint8Array(root.count), new Uint8Array(root.count)];
    const placeOf = new Uint32Array(root.count);
    const spaces = /** @type {Spaces} */ ({});
    const digit = (/** @type {number} */ place) => DIGIT[rank.charCodeAt(place)] ?? 0;
    let page = 0;
    let at = 0;
    root.kinds.forEach((/** @type {[string, number, number, string]} */ [, count, size, mark], /** @type {number} */ kind) => {
      const space = (spaces[mark] = new Uint32Array(size));
      for (const end = page + count; page < end; page += 1) {
        let place = 0;
        for (let left = size - 1; left > 0; left >>>= 6) place = place * 64 + digit(at++);
        placeOf[page] = place;
        space[place] = page + 1;
        kindOf[page] = kind;
        rankOf[page] = digit(at++);
        yearOf[page] = digit(at++);
      }
    });
    const kinds = root.kinds.map((/** @type {[string]} */ [kind]) => kind);
    const keys = { n: /** @type {string[]} */ ([]), b: /** @type {string[]} */ ([]) };
    let key = "";
    for (const line of leaves.split("\n").filter(Boolean)) {
      key = key.slice(0, DIGIT[line.charCodeAt(0)]) + line.slice(1);
      keys[key[0] === "n" ? "n" : "b"].push(key.slice(1));
    }
    const stop = new Set(root.stop.split(" "));
    return { count: root.count, kinds, ...keys, stop, kindOf, placeOf, yearOf, rank: rankOf, spaces, parts: root.parts };
  }

  // --- sets --------------------------------------------------------------------------------------

  /** @param {number} count */
  const none = (count) => new Uint32Array((count + 31) >> 5);

  /** @param {number} count */
  function every(count) {
    const bits = none(count).fill(0xffffffff);
    if (count & 31) bits[bits.length - 1] = 2 ** (count & 31) - 1;
    return bits;
  }

  /**
   * Puts the pages of one kind into a set.
   * @param {Bits} bits
   * @param {string} text gaps, or `!` and a bit for each place
   * @param {Uint32Array} space
   */
  function fill(bits, text, space) {
    const add = (/** @type {number} */ place) => {
      const page = (space[place] ?? 0) - 1;
      if (page >= 0) bits[page >> 5] = (bits[page >> 5] ?? 0) | (1 << (page & 31));
    };
    if (text[0] === "!") {
      for (let at = 1; at < text.length; at += 1) {
        const six = DIGIT[text.charCodeAt(at)] ?? 0;
        for (let bit = 0; bit < 6; bit += 1) if ((six >> bit) & 1) add((at - 1) * 6 + bit);
      }
      return;
    }
    let place = -1;
    let step = 0;
    for (let at = 0; at < text.length; at += 1) {
      const digit = DIGIT[text.charCodeAt(at)] ?? 0;
      step = (step << 5) | (digit & 31);
      if (digit > 31) continue;
      add((place += step + 1));
      step = 0;
    }
  }

  /**
   * The twin of `encode` in generator/search/sets.py. A place where nobody stands belongs to an older index.
   * @param {string} text
   * @param {{count: number, spaces: Spaces}} root
   * @returns {Bits}
   */
  function decode(text, { count, spaces }) {
    const bits = none(count);
    for (const kind of text ? text.split(/(?=[^\w!-])/) : []) {
      const mark = /^[\w!-]/.test(kind) ? "" : kind.slice(0, 1);
      fill(bits, kind.slice(mark.length), spaces[mark] ?? new Uint32Array());
    }
    return bits;
  }

  /** @type {(a: Bits, b: Bits) => Bits} */
  const and = (a, b) => a.map((word, place) => word & (b[place] ?? 0));
  /** @type {(a: Bits, b: Bits) => Bits} */
  const or = (a, b) => a.map((word, place) => word | (b[place] ?? 0));
  /** @type {(a: Bits, b: Bits) => Bits} */
  const minus = (a, b) => a.map((word, place) => word & ~(b[place] ?? 0));
  /** @type {(bits: Bits, page: number) => boolean} */
  const has = (bits, page) => (((bits[page >> 5] ?? 0) >>> (page & 31)) & 1) === 1;

  /** @param {Bits} bits */
  function size(bits) {
    let total = 0;
    for (let word of bits) {
      word -= (word >>> 1) & 0x55555555;
      word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
      total += Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
    }
    return total;
  }

  /**
   * @param {Bits} bits
   * @param {(page: number) => void} visit
   */
  function each(bits, visit) {
    for (let place = 0; place < bits.length; place += 1) {
      let word = bits[place] ?? 0;
      while (word) {
        const low = word & -word;
        visit(place * 32 + 31 - Math.clz32(low));
        word ^= low;
      }
    }
  }

  // --- dictionaries ------------------------------------------------------------------------------

  /**
   * The place of the leaf in which a key would stand.
   * @param {string[]} firsts
   * @param {string} key
   */
  function leafOf(firsts, key) {
    let low = 0;
    let high = firsts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((firsts[middle] ?? "") <= key) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /**
   * @param {"n" | "b"} name
   * @param {string} first
   * @returns {Promise<Record<string, string>>}
   */
  const leaf = (name, first) => load(`${name}/k${first.replace(/[ ~=^]/g, (char) => SAFE[char] ?? char)}.js${version}`, `${name}/${first}`);

  /**
   * @param {string} text
   * @param {Root} root
   * @returns {Value}
   */
  function value(text, root) {
    const [first = "", ...rest] = text.split(" ");
    const all = decode(first, root);
    /** @type {Value} */
    const found = { all, often: null, marked: new Map() };
    for (const part of rest) {
      if (part[0] === "+") found.often = decode(part.slice(1), root);
      else {
        const [marked = "", set = ""] = part.split("=");
        found.marked.set(marked, set ? decode(set, root) : all);
      }
    }
    return found;
  }

  /**
   * What a dictionary says of a key; null where it does not know it.
   * @param {Root} root
   * @param {"n" | "b"} name
   * @param {string} key
   * @returns {Promise<Value | null>}
   */
  async function get(root, name, key) {
    const first = root[name][leafOf(root[name], key)];
    if (first === undefined) return null;
    const found = (await leaf(name, first))[key];
    return found === undefined ? null : value(found, root);
  }

  /**
   * The leaves in which keys that begin with `start` stand, as many as a query may fetch.
   * @param {Root} root
   * @param {"n" | "b"} name
   * @param {string} start
   */
  function leavesOf(root, name, start) {
    const from = Math.max(leafOf(root[name], start), 0);
    const to = Math.min(leafOf(root[name], `${start}{`), from + MOST_LEAVES - 1);
    return Promise.all(root[name].slice(from, to + 1).map((first) => leaf(name, first)));
  }

  /**
   * The keys that begin with `start`, each with what tells its pages.
   * @param {Root} root
   * @param {"n" | "b"} name
   * @param {string} start
   * @returns {Promise<[string, () => Bits][]>}
   */
  async function keys(root, name, start) {
    const items = (await leavesOf(root, name, start)).flatMap((each) => Object.entries(each));
    return items.filter(([key]) => key.startsWith(start)).map(([key, text]) => [key, () => value(text, root).all]);
  }

  /**
   * All keys that begin with `start`, together: their pages, and those of the marked forms that begin with `marked`.
   * @param {Root} root
   * @param {"n" | "b"} name
   * @param {string} start
   * @param {string} marked
   * @returns {Promise<{all: Bits, marked: Bits}>}
   */
  async function range(root, name, start, marked) {
    const found = { all: none(root.count), marked: none(root.count) };
    for (const items of await leavesOf(root, name, start)) {
      for (const key of Object.keys(items)) {
        if (!key.startsWith(start)) continue;
        const one = value(items[key] ?? "", root);
        found.all = or(found.all, one.all);
        if (marked) for (const [form, pages] of one.marked) if (form.startsWith(marked)) found.marked = or(found.marked, pages);
      }
    }
    return found;
  }

  // --- what is shown -----------------------------------------------------------------------------

  /**
   * @param {number} page
   * @returns {Promise<Row>}
   */
  async function row(page) {
    const { kinds, kindOf, placeOf } = await open();
    let first = page;
    while (first > 0 && kindOf[first - 1] === kindOf[page] && (placeOf[first] ?? 0) % ROWS) first -= 1;
    first += Math.floor((page - first) / MOST_ROWS) * MOST_ROWS;
    const block = `${kinds[kindOf[page] ?? 0]}-${placeOf[first]}`;
    const found = (await load(`d/${block}.js${version}`, `d/${block}`))[page - first];
    if (!found) throw new Error(`d/${block}.js`);
    return found;
  }

  /**
   * @param {string} path of the page
   * @param {number} part
   * @returns {Promise<string>}
   */
  function passage(path, part) {
    const name = `${path.replace(/^.*\//, "").replace(/\.html$/, "")}-${part}`;
    return load(`x/${name}.js`, `x/${name}`);
  }

  /**
   * What pages can be filtered by.
   * @returns {Promise<Facets>}
   */
  async function facets() {
    const root = await open();
    const [{ types, issuers }, text] = await Promise.all([load(`facets.js${fresh()}`, "facets/"), table(root, "runs")]);
    const numbers = /** @type {number[]} */ ([]);
    let number = 0;
    for (let place = 0; place < text.length; place += 1) {
      const digit = DIGIT[text.charCodeAt(place)] ?? 0;
      number = (number << 5) | (digit & 31);
      if (digit > 31) continue;
      numbers.push(number);
      number = 0;
    }
    const runs = /** @type {Run[]} */ ([]);
    for (let at = 0; at < numbers.length; at += 6) runs.push(/** @type {Run} */ (numbers.slice(at, at + 6)));
    return { types, issuers, runs };
  }

  /** The days of all pages since 1900, 0 where unknown. */
  async function days() {
    const text = await table(await open(), "days");
    const digit = (/** @type {number} */ place) => DIGIT[text.charCodeAt(place)] ?? 0;
    return Uint32Array.from({ length: text.length / 3 }, (_, page) => (digit(page * 3) << 12) | (digit(page * 3 + 1) << 6) | digit(page * 3 + 2));
  }

  /** The words that a typing error is compared with, frequent ones first. */
  const lexicon = async () => /** @type {string} */ (await load(`words.js${version}`, "words/")).split(" ");

  vankho.bits = { none, every, decode, and, or, minus, has, size, each };
  vankho.index = { open, get, keys, range, row, passage, facets, days, lexicon };
})();
