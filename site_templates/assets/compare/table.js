// @ts-check
// The rows of a comparison as a table, the way from one change to the next, and the view that leaves out what is the same.
"use strict";

(() => {
  const vankho = (/** @type {any} */ (window).vankho ??= {});
  const { element, button, number } = vankho;
  const BATCH = 50; // rows that are made, and laid out where a reader comes near them, at once
  const NAMES = /** @type {Record<RowKind, string>} */ ({ same: "Giữ nguyên", changed: "Sửa", inserted: "Thêm", deleted: "Bớt", moved: "Chuyển đến", away: "Chuyển đi" });

  /** Words that a screen reader alone says. @param {string} words */
  const unseen = (words) => element("span", "vk-unseen", words);

  /**
   * A text with what was left out of it, or put into it, marked.
   * @param {CompareRow} row
   * @param {"a" | "b"} side
   */
  function marked(row, side) {
    const [text, tag, said] = side === "a" ? /** @type {const} */ ([row.textA, "del", "bớt: "]) : /** @type {const} */ ([row.textB, "ins", "thêm: "]);
    const made = element("div", "vk-compare__text");
    const whole = row.kind === "inserted" || row.kind === "deleted";
    const spans = whole ? [[0, text.length]] : row.runs.filter((run) => !run.same).map((run) => run[side]);
    let last = 0;
    for (const [start = 0, end = 0] of spans) {
      if (start === end) continue;
      put(made, text.slice(last, start));
      const mark = element(tag, "", unseen(said));
      put(mark, text.slice(start, end), true);
      mark.append(unseen(" (hết)"));
      made.append(mark);
      last = end;
    }
    put(made, text.slice(last));
    return made;
  }

  /**
   * Words, and a new line where a paragraph ends; where that differs, its sign is shown.
   * @param {HTMLElement} into
   * @param {string} text
   * @param {boolean} differs
   */
  function put(into, text, differs = false) {
    text.split("\n").forEach((line, at) => {
      if (at && differs) into.append(element("span", "vk-compare__break", "¶"), unseen("xuống đoạn "));
      if (at) into.append(element("br"));
      into.append(line);
    });
  }

  /** What became of a paragraph. @param {CompareRow} row */
  function name(row) {
    const differs = row.runs.filter((run) => !run.same);
    const [cut, joined] = [row.b.length > row.a.length, row.a.length > row.b.length];
    const words = differs.some((run) => /[^\s]/.test(row.textA.slice(...run.a) + row.textB.slice(...run.b)));
    if (row.kind === "changed" && (cut || joined)) return `${cut ? "Tách đoạn" : "Gộp đoạn"}${words ? ", sửa" : ""}`;
    return row.kind === "moved" && differs.length ? `${NAMES.moved}, sửa` : NAMES[row.kind];
  }

  /**
   * @param {CompareRow} row
   * @param {number} at
   * @param {Held} a
   * @param {Held} b
   */
  function line(row, at, a, b) {
    const head = element("th", "", row.kind === "same" ? unseen(NAMES.same) : name(row));
    const made = element("tr", `vk-compare__row vk-compare__row--${row.kind}`, head);
    head.scope = "row";
    made.id = `k-hang-${at + 1}`;
    if (row.kind !== "same") made.tabIndex = -1;
    if (row.other >= 0) {
      const other = element("a", "", row.kind === "moved" ? "chỗ cũ" : "chỗ mới");
      other.href = `#k-hang-${row.other + 1}`;
      head.append(" ", element("small", "", other));
    }
    for (const [side, paper] of /** @type {const} */ ([["a", a], ["b", b]])) {
      const kept = row.kind === "moved" && side === "a" && !row.runs.some((run) => !run.same);
      const cell = element("td", "");
      if (row[side].length && !kept) {
        cell.dataset.label = side === "a" ? "Văn bản thứ nhất" : "Văn bản thứ hai";
        cell.append(marked(row, side));
        if (row.kind !== "same") cell.append(where(paper.pages[row[side][0] ?? 0] ?? paper.page, side));
      } else cell.className = "vk-compare__none";
      made.append(cell);
    }
    return made;
  }

  /** @param {string} page @param {"a" | "b"} side */
  function where(page, side) {
    const made = element("a", "vk-compare__where", "↗");
    made.href = new URL(page, vankho.portal).href;
    made.setAttribute("aria-label", `Mở đoạn này ở văn bản thứ ${side === "a" ? "nhất" : "hai"}`);
    return made;
  }

  /** What stands for paragraphs that are the same, where they are left out. @param {number} count */
  function skipped(count) {
    const cell = element("td", "", `${number(count)} đoạn giữ nguyên`);
    cell.colSpan = 3;
    return element("tr", "vk-compare__skipped", cell);
  }

  /**
   * @param {Held} a
   * @param {Held} b
   */
  function frame(a, b) {
    const heads = [element("th", "", "Thay đổi"), ...[a, b].map((paper) => element("th", "", paper.name))];
    for (const head of heads) head.scope = "col";
    return element("table", "vk-compare__table", element("caption", "vk-unseen", "Từng đoạn của hai văn bản"), element("thead", "", element("tr", "", ...heads)));
  }

  /** Says what each part of the table is: a browser forgets it of those that are not laid out as tables are. @param {HTMLTableElement} table */
  function named(table) {
    const roles = { table: "table", "thead, tbody": "rowgroup", tr: "row", "thead th": "columnheader", "tbody th": "rowheader", td: "cell" };
    for (const [parts, role] of Object.entries(roles)) for (const part of parts === "table" ? [table] : table.querySelectorAll(parts)) part.setAttribute("role", role);
  }

  // --- from change to change ---------------------------------------------------------------------------

  /**
   * The bar that leads to the next change, and what it knows of where the reader is.
   * @param {HTMLTableElement} table
   * @param {HTMLTableRowElement[]} changes
   */
  function bar(table, changes) {
    let at = -1;
    const said = element("span", "vk-compare__at", changes.length ? `${number(changes.length)} chỗ khác` : "");
    const go = (/** @type {number} */ by) => {
      at = Math.min(Math.max(at + by, 0), changes.length - 1);
      changes[at]?.scrollIntoView({ block: "center" });
      changes[at]?.focus({ preventScroll: true });
    };
    table.addEventListener("focusin", (event) => {
      const row = event.target instanceof Element ? event.target.closest("tr") : null;
      const found = row ? changes.indexOf(row) : -1;
      if (found < 0) return;
      at = found;
      said.textContent = `Chỗ ${number(at + 1)} trong ${number(changes.length)}`;
    });
    document.addEventListener("keydown", (event) => {
      if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || !["ArrowDown", "ArrowUp"].includes(event.key) || !changes.length) return;
      event.preventDefault();
      go(event.key === "ArrowDown" ? 1 : -1);
    });
    const ways = /** @type {const} */ ([["↑ Chỗ trước", -1, "Alt+ArrowUp", "Alt + ↑"], ["↓ Chỗ sau", 1, "Alt+ArrowDown", "Alt + ↓"]]).map(([words, by, keys, shown]) => {
      const way = button(words, () => go(by));
      way.setAttribute("aria-keyshortcuts", keys);
      way.title = shown;
      way.disabled = !changes.length;
      return way;
    });
    return element("div", "vk-compare__bar", ...ways, said, only(table, changes.length, () => changes[at]?.scrollIntoView({ block: "center" })));
  }

  /**
   * The choice to see changes alone; it stands in the address, too.
   * @param {HTMLTableElement} table
   * @param {number} changes
   * @param {() => void} stay brings the reader back to where he was
   */
  function only(table, changes, stay) {
    const box = element("input");
    box.type = "checkbox";
    box.disabled = !changes;
    const apply = () => {
      table.classList.toggle("vk-compare__table--only", box.checked);
      const address = new URL(location.href);
      if (box.checked) address.searchParams.set("chi", "khac");
      else address.searchParams.delete("chi");
      try {
        history.replaceState(null, "", address);
      } catch {
        // Some browsers forbid it for files; what is shown is the same.
      }
    };
    box.addEventListener("change", () => {
      apply();
      stay();
    });
    if (changes && new URLSearchParams(location.search).get("chi") === "khac") {
      box.checked = true;
      apply();
    }
    return element("label", "vk-compare__only", box, " Chỉ xem chỗ khác");
  }

  /**
   * Shows a comparison.
   * @param {HTMLElement} place
   * @param {Compared} compared
   * @param {Held} a
   * @param {Held} b
   * @param {Node[]} tools what else a reader may do with the whole
   */
  vankho.compareTable = async (place, { rows }, a, b, tools) => {
    const table = frame(a, b);
    const changes = /** @type {HTMLTableRowElement[]} */ ([]);
    const legend = element("p", "vk-compare__legend", "Cách đánh dấu: ", element("del", "", "chữ bớt"), " ở văn bản thứ nhất, ", element("ins", "", "chữ thêm"), " ở văn bản thứ hai.");
    for (let from = 0; from < rows.length; from += BATCH) {
      const batch = element("tbody");
      rows.slice(from, from + BATCH).forEach((row, step) => {
        const at = from + step;
        if (row.kind === "same" && rows[at - 1]?.kind !== "same") {
          let end = at;
          while (rows[end]?.kind === "same") end += 1;
          batch.append(skipped(end - at));
        }
        const made = line(row, at, a, b);
        if (row.kind !== "same") changes.push(made);
        batch.append(made);
      });
      table.append(batch);
      if (from + BATCH < rows.length) await new Promise((resolve) => setTimeout(resolve));
    }
    named(table);
    place.replaceChildren(element("div", "vk-compare__tools", ...tools), bar(table, changes), legend, table);
  };
})();
