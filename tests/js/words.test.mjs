// What was typed, as words and as a query. The table of words is that of tests/search: both sides read it alike.

import assert from "node:assert/strict";
import { test } from "node:test";

import { cases, plain, portal } from "./portal.mjs";

const { words, parse, oneErrorApart, fold, twin } = portal();

for (const { why, text, words: wanted } of cases("words")) {
  test(`words: ${why}`, () => {
    const found = /** @type {{word: string, marked: string}[]} */ (plain(words(text)));
    assert.deepEqual(found.map(({ word, marked }) => [word, marked]), wanted);
  });
}

for (const { why, typed, cut = false, ...wanted } of cases("queries")) {
  test(`query: ${why}`, () => {
    const bare = (/** @type {{word: string}[]} */ list) => list.map(({ word }) => word);
    const query = plain(parse(typed));
    const found = { ...query, words: bare(query.words), phrases: query.phrases.map(bare), without: query.without.map(bare) };
    assert.deepEqual(found, { ...wanted, cut });
  });
}

test("one error is a letter put in, left out, changed, or changed over with its neighbour", () => {
  const near = [["hoang", "hoangg"], ["hoang", "hang"], ["hoang", "hoant"], ["hoang", "haong"], ["hoang", "hoagn"], ["ab", "ba"], ["a", "ab"]];
  const far = [["hoang", "hoang"], ["hoang", "hoanggg"], ["hoang", "haogn"], ["hoang", "ghoan"], ["abcd", "badc"], ["abc", "cba"], ["abcd", "axyd"]];
  for (const [one, other] of near) assert.ok(oneErrorApart(one, other) && oneErrorApart(other, one), `${one}, ${other}`);
  for (const [one, other] of far) assert.ok(!oneErrorApart(one, other) && !oneErrorApart(other, one), `${one}, ${other}`);
});

test("folding leaves out marks and case, and nothing else", () => {
  assert.equal(fold("Đặng Ước, số 5/QĐ"), "dang uoc, so 5/qd");
});

test("a syllable of i or y alone has a twin", () => {
  assert.deepEqual(["ki", "ky", "qui", "ti", "li"].map(twin), ["ky", "ki", "quy", "ty", "ly"]);
  assert.deepEqual(["i", "ni", "kia", "chi", "ui", "mien", ""].map(twin), ["", "", "", "", "", "", ""]);
});
