// What was typed, as words and as a query. The table of words is that of tests/search: both sides read it alike.

import assert from "node:assert/strict";
import { test } from "node:test";

import { cases, plain, portal } from "./portal.mjs";

const { words, parse, oneErrorApart, errorsApart, fold, twin, oneSpelling, numberIn } = portal();

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

test("both spellings of a syllable are one", () => {
  assert.deepEqual(["ki", "ky", "quy", "qui", "thuy", "y", "kia"].map(oneSpelling), ["ki", "ki", "qui", "qui", "thuy", "y", "kia"]);
});

test("errors between two words are counted up to a limit", () => {
  const rows = [["414", "414", 0], ["414", "41", 1], ["414", "4141", 1], ["414", "441", 2], ["414", "999", 3], ["4", "40000", 3]];
  for (const [one, other, errors] of rows) assert.equal(errorsApart(one, other, 2), errors, `${one}, ${other}`);
});

test("a number is known by its serial and symbol, in whatever spelling", () => {
  const rows = [
    ["415/QĐ-TTg", "415 qd ttg", true],
    ["Quyết định số 05 / qđ-ubnd", "5 qd ubnd", true],
    ["30/2020/NĐ-CP về công tác văn thư", "30 2020 nd cp", false],
    ["112-KL/TU", "112 kl tu", true],
    ["120/2020/QH14", "120 2020 qh14", true],
  ];
  for (const [typed, wanted, end] of rows) {
    const found = numberIn(typed);
    assert.deepEqual([found?.words.join(" "), found?.end], [wanted, end], String(typed));
  }
  for (const typed of ["414", "12/3/2020", "2021-2025", "quý 1/năm", "qd ttg 414", "kế hoạch", ""]) assert.equal(numberIn(typed), null, typed);
});
