// Numbers of a text as the citation checker finds them: `{table, text}` on standard input, a row of each on the other.

import { readFileSync } from "node:fs";
import vm from "node:vm";

const path = new URL("../../site_templates/assets/check/symbols.js", import.meta.url);
const window = /** @type {Record<string, any>} */ ({});
window.window = window;
vm.runInContext(readFileSync(path, "utf-8"), vm.createContext(window), { filename: path.pathname });

const { table, text } = JSON.parse(readFileSync(0, "utf-8"));
const { find, cleaned } = window.vankho.symbols(table);
const iso = (/** @type {any} */ { year, month, day }) => [year, month, day].map((part) => String(part).padStart(2, "0")).join("-");
const rows = find(cleaned(text)).map((/** @type {any} */ each) => {
  const { key, raw, damaged, type, issuers } = each.number;
  return [key, raw, damaged, type, issuers, each.type, each.date ? iso(each.date) : "", each.issuer];
});
process.stdout.write(JSON.stringify(rows));
