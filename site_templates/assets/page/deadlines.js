// @ts-check
// What a build can not know: which deadlines are past on the reader's day. Without this script dates stand alone.
"use strict";

(() => {
  const vankho = (/** @type {any} */ (window).vankho ??= {});
  const SOON = 30;
  const NEXT = 8;
  const DAY = 86_400_000;

  /**
   * How many days there are to the end of a date, as far as it is known: `2024-06` ends with June.
   * @param {string} date
   */
  function daysTo(date) {
    const [year = 0, month, day] = date.split("-").map(Number);
    const now = new Date();
    const end = day ? Date.UTC(year, (month ?? 1) - 1, day) : Date.UTC(year, month ?? 12, 0);
    return Math.round((end - Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())) / DAY);
  }

  /** Keeps the deadlines that come next, then the latest that are past. */
  /** @param {HTMLTableElement} table */
  function nearest(table) {
    const body = table.tBodies[0];
    const days = (/** @type {Element} */ row) => daysTo(row.querySelector("time")?.getAttribute("datetime") ?? "");
    const order = [...(body?.rows ?? [])].sort((one, other) => {
      const [a, b] = [days(one), days(other)];
      return Number(a < 0) - Number(b < 0) || (a < 0 ? b - a : a - b);
    });
    body?.append(...order);
    order.slice(NEXT).forEach((row) => row.remove());
  }

  document.querySelectorAll("table.vk-next").forEach((table) => nearest(/** @type {HTMLTableElement} */ (table)));

  /**
   * Says beside each deadline whether it is past or near.
   * @param {ParentNode} within
   */
  function tell(within) {
    for (const time of within.querySelectorAll("time.vk-due[datetime]")) {
      const days = daysTo(time.getAttribute("datetime") ?? "");
      if (days > SOON) continue;
      const mark = document.createElement("span");
      mark.className = days < 0 ? "vk-due-mark" : "vk-due-mark vk-due-mark--soon";
      mark.textContent = days < 0 ? "đã qua hạn" : days === 0 ? "hạn hôm nay" : `còn ${days} ngày`;
      time.after(" ", mark);
    }
  }

  tell(document);
  Object.assign(vankho, { daysTo, tellDeadlines: tell });
})();
