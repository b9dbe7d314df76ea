// Sets of pages: what Python writes is read back (the table of tests/search), and the algebra that ranking rests on.

import assert from "node:assert/strict";
import { test } from "node:test";

import { cases, portal } from "./portal.mjs";

const { bits } = portal();
const COUNTS = [1, 31, 32, 33, 64, 300];

/**
 * @param {unknown} set
 * @returns {number[]}
 */
function members(set) {
  const found = /** @type {number[]} */ ([]);
  bits.each(set, (/** @type {number} */ page) => found.push(page));
  return found;
}

/**
 * @param {number} count
 * @param {(page: number) => boolean} is
 */
const pages = (count, is) => Array.from({ length: count }, (_, page) => page).filter(is);

/**
 * Spaces of which each place is taken: pages are counted as their numbers are.
 * @param {[string, number][]} sizes mark and size of each
 */
function full(sizes) {
  let count = 0;
  const spaces = sizes.map(([mark, size]) => [mark, Uint32Array.from({ length: size }, () => (count += 1))]);
  return { count, spaces: Object.fromEntries(spaces) };
}

for (const { why, spaces, members: wanted, text } of cases("sets")) {
  test(`decode: ${why}`, () => assert.deepEqual(members(bits.decode(text, full(spaces))), wanted));
}

test("what stands where nobody is, or is no page of this index, is left out", () => {
  const root = { count: 2, spaces: { "": Uint32Array.of(0, 2, 0, 1), $: new Uint32Array() } };
  assert.deepEqual(members(bits.decode("AAAA", root)), [0, 1]);
  assert.deepEqual(members(bits.decode("BAAAAA$A%A", root)), [0, 1]);
});

test("everybody is each page and no other", () => {
  for (const count of COUNTS) assert.deepEqual(members(bits.every(count)), pages(count, () => true));
  assert.deepEqual(members(bits.none(300)), []);
});

test("and, or, minus, has and size say of bits what they say of pages", () => {
  for (const count of COUNTS) {
    const even = bits.minus(bits.every(count), bits.decode("", full([["", count]])));
    const [by2, by3] = [2, 3].map((step) => {
      const set = bits.none(count);
      for (const page of pages(count, (page) => page % step === 0)) set[page >> 5] |= 1 << (page & 31);
      return set;
    });
    assert.equal(bits.size(even), count);
    assert.deepEqual(members(bits.and(by2, by3)), pages(count, (page) => page % 6 === 0));
    assert.deepEqual(members(bits.or(by2, by3)), pages(count, (page) => page % 2 === 0 || page % 3 === 0));
    assert.deepEqual(members(bits.minus(by2, by3)), pages(count, (page) => page % 2 === 0 && page % 3 !== 0));
    assert.deepEqual(pages(count, (page) => bits.has(by3, page)), members(by3));
    assert.equal(bits.size(by3), members(by3).length);
  }
});

test("a set is left as it was", () => {
  const one = bits.decode("A", full([["", 40]]));
  bits.and(one, bits.none(40));
  bits.or(one, bits.every(40));
  bits.minus(one, one);
  assert.deepEqual(members(one), [0]);
});

test("a page outside is in no set", () => assert.ok(!bits.has(bits.every(32), 32)));
