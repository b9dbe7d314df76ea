// From a query to pages in order, on an index of a few pages that Python made (tests/support/ranked.py, INDEX=folder).

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { cases, portal } from "./portal.mjs";

const folder = process.env.INDEX;
const skip = folder ? false : "INDEX names no folder: `make scripts` writes it first";
const file = (/** @type {string} */ path) => readFileSync(join(folder ?? "", path), "utf-8");

/**
 * @param {any} search
 * @param {string} typed
 */
async function answered(search, typed) {
  const answer = await search.search(typed);
  const path = async (/** @type {number} */ page) => (await search.index.row(page))[0].replace(".html", "");
  const [pages, near, offered] = await Promise.all([answer.pages, answer.near, answer.offered].map((found) => Promise.all(found.map(path))));
  return { ...answer, pages, near, offered };
}

for (const { why, query, pages, instead = "", partly = false, absent = "", near = [], offered = [] } of cases("ranking").queries) {
  test(`ranking: ${query}: ${why}`, { skip }, async () => {
    const found = await answered(portal(file), query);
    assert.deepEqual(found.pages, pages);
    assert.deepEqual([found.instead, found.partly, found.broken], [instead, partly, false]);
    assert.deepEqual([found.absent, found.near, found.offered], [absent, near, offered]);
    assert.equal(found.count, pages.length);
  });
}

test("other pages, and other numbers for all, change no answer", { skip }, async () => {
  const search = portal((path) => file(join("more", path)));
  const spaces = async (/** @type {any} */ { index }) => Object.values((await index.open()).spaces).map(({ length }) => length);
  const [few, many] = [await spaces(portal(file)), await spaces(search)];
  assert.ok(many.every((/** @type {number} */ size, /** @type {number} */ place) => size > few[place]));
  for (const { query, pages } of cases("ranking").queries) assert.deepEqual((await answered(search, query)).pages, pages, query);
});

test("every page is in one class only", { skip }, async () => {
  const search = portal(file);
  for (const { query } of cases("ranking").queries) {
    const { pages, bits, count } = await search.search(query);
    assert.equal(new Set(pages).size, pages.length);
    assert.equal(search.bits.size(bits), count);
    for (const page of pages) assert.ok(search.bits.has(bits, page));
  }
});

test("each word of a dictionary of many leaves is found, and each beginning on both sides of a cut", { skip }, async () => {
  const search = portal(file);
  assert.ok((await search.index.open()).b.length > 4);
  for (const first of "bdghklmnprstvx") {
    for (const vowel of "aeiou") {
      for (const last of "bdgk") {
        const start = `${first}${vowel}${last}`;
        for (const digit of [0, 4]) assert.deepEqual((await answered(search, `"${start}${digit}"`)).pages, ["tu-0"]);
        for (const digit of [5, 9]) assert.deepEqual((await answered(search, `"${start}${digit}"`)).pages, ["tu-5"]);
        assert.deepEqual((await answered(search, start)).pages, ["tu-0", "tu-5"], start);
      }
    }
  }
});

test("a leaf that is gone is told, and what the others know is shown", { skip }, async () => {
  const search = portal((path) => {
    if (path.startsWith("b/")) throw new Error(path);
    return file(path);
  });
  const found = await answered(search, "ban dân tộc");
  assert.ok(found.broken);
  assert.deepEqual(found.pages.slice(0, 2), ["co-quan/ban-dan-toc", "co-quan/ban-dan-toc-tinh-lam-giang"]);
});

test("an index that can not be opened fails, and is asked for again", { skip }, async () => {
  let there = false;
  const search = portal((path) => {
    if (!there) throw new Error(path);
    return file(path);
  });
  await assert.rejects(search.search("ban dân tộc"));
  there = true;
  assert.ok((await search.search("ban dân tộc")).count > 0);
});
