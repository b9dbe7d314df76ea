// Pairs of papers as the portal compares them: `[[paragraphs, paragraphs], …]` on standard input, rows, counts and the
// seconds of a processor that they took on the other.

import { readFileSync } from "node:fs";
import vm from "node:vm";

const FOLDER = new URL("../../site_templates/assets/compare/", import.meta.url);
const window = /** @type {Record<string, any>} */ ({ performance, setTimeout });
window.window = window;
vm.createContext(window);
for (const name of ["wording", "paragraphs", "papers"]) vm.runInContext(readFileSync(new URL(`${name}.js`, FOLDER), "utf-8"), window, { filename: name });

const found = [];
for (const papers of JSON.parse(readFileSync(0, "utf-8"))) {
  const started = process.cpuUsage();
  const compared = await window.vankho.papers.compare(...papers);
  const { user, system } = process.cpuUsage(started);
  found.push({ ...compared, took: (user + system) / 1e6 });
}
process.stdout.write(JSON.stringify(found));
