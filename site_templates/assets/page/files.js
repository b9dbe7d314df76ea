// @ts-check
// Files in both directions: data of the portal, which are scripts since only those load from a folder, and tables that a
// reader takes away.
"use strict";

(() => {
  const vankho = (/** @type {any} */ (window).vankho ??= {});

  /**
   * What loads the files of a folder. Each file calls one function with its key, or the parts of it, and its value. A file
   * is asked for once; one that is missing or damaged fails, and is asked for again next time.
   * @param {URL} folder
   * @param {string} called name of that function
   * @returns {(path: string, key: string) => Promise<any>}
   */
  function loader(folder, called) {
    /** @type {Map<string, unknown>} */
    const arrived = new Map();
    /** @type {Map<string, Promise<any>>} */
    const asked = new Map();
    /** @type {any} */ (window)[called] = (/** @type {unknown[]} */ ...said) => {
      const value = said.pop();
      arrived.set(said.join("/"), value);
    };

    /** @type {(path: string, key: string) => Promise<any>} */
    const ask = (path, key) =>
      new Promise((resolve, reject) => {
        const tag = document.createElement("script");
        const done = () => {
          tag.remove();
          if (arrived.has(key)) resolve(arrived.get(key));
          else reject(new Error(path));
          arrived.delete(key);
        };
        tag.src = new URL(path, folder).href;
        tag.onload = tag.onerror = done;
        document.head.append(tag);
      });

    return (path, key) => {
      const known = asked.get(key);
      if (known) return known;
      const promise = ask(path, key);
      promise.catch(() => asked.delete(key));
      asked.set(key, promise);
      return promise;
    };
  }

  /**
   * The path of a file with a mark of its bytes, so that a browser never takes one that it kept from another day. In a
   * folder nothing is kept, and a mark would be part of the name.
   * @param {string} path
   * @param {string} mark
   */
  const marked = (path, mark) => (location.protocol === "file:" ? path : `${path}?${mark}`);

  /** The mark of a file that says which others there are: asked for again every minute. */
  const minute = () => String(Math.floor(Date.now() / 60_000));

  /**
   * Gives the reader a file named after what it holds.
   * @param {string} title
   * @param {string} suffix
   * @param {BlobPart} content
   * @param {string} type
   */
  function save(title, suffix, content, type) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([content], { type }));
    link.download = `${vankho.fold(title).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60) || "bang"}.${suffix}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  /**
   * Rows of cells as a file, their heads first; a cell that a spreadsheet would take for a formula gets an apostrophe.
   * So does one within a cell, where a spreadsheet set up for Vietnam parts cells by semicolons.
   * The twin of `plain` in generator/publish/table_files.py.
   * @param {string[][]} rows
   */
  function csvOf(rows) {
    const apart = (/** @type {string} */ value) => value.replace(/[;\t\r\n]\s{0,9}(?=[=@＝＠]|[+＋－-][^\s;][^;]{0,200}[|!])/g, "$&'");
    const plain = (/** @type {string} */ value) => `${/^(?:[\t\r\n]|\s{0,9}[=@+＝＠＋－-])/.test(value) ? "'" : ""}${apart(value)}`;
    const cell = (/** @type {string} */ value) => `"${plain(value).replace(/"/g, '""')}"`;
    const lines = rows.map((row) => row.map(cell).join(","));
    return `\ufeff${lines.join("\r\n")}\r\n`;
  }

  /**
   * @param {string} title
   * @param {string[][]} rows
   */
  const saveCsv = (title, rows) => save(title, "csv", csvOf(rows), "text/csv");

  /**
   * @param {string} title
   * @param {unknown[]} records
   */
  const saveJson = (title, records) => save(title, "json", `${JSON.stringify(records, null, 1)}\n`, "application/json");

  Object.assign(vankho, { loader, marked, minute, save, csvOf, saveCsv, saveJson });
})();
