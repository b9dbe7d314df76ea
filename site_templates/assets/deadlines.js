// @ts-check
// Deadlines on the reader's day: what is past is marked, what comes within 30 days is counted. A build has no clock.
"use strict";

(() => {
  const SOON = 30;
  const NEXT = 8; // deadlines that the home page keeps

  /** @param {string} iso @returns {number} days from today to the last day of a date, which may be a month or a year */
  function daysTo(iso) {
    const [year, month, day] = iso.split("-").map(Number);
    const last = day ? new Date(year, month - 1, day) : month ? new Date(year, month, 0) : new Date(year, 11, 31);
    const now = new Date();
    return Math.round((last.getTime() - new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime()) / 86400000);
  }

  /** @param {string} told @param {boolean} late */
  function mark(told, late) {
    const made = document.createElement("span");
    made.className = late ? "vk-due-mark" : "vk-due-mark vk-due-mark--soon";
    made.textContent = told;
    return made;
  }

  function deadlines() {
    for (const time of document.querySelectorAll("time.vk-due[datetime]")) {
      const days = daysTo(time.getAttribute("datetime") || "");
      if (days > SOON) continue;
      const late = days < 0;
      const told = late ? "đã qua hạn" : days === 0 ? "hạn hôm nay" : `còn ${days} ngày`;
      time.after(" ", mark(told, late));
    }
    for (const table of document.querySelectorAll("table.vk-next")) nearest(/** @type {HTMLTableElement} */ (table));
  }

  /** Keeps the deadlines that come next, then the latest that are past. @param {HTMLTableElement} table */
  function nearest(table) {
    const days = (/** @type {HTMLTableRowElement} */ row) => daysTo(row.querySelector("time")?.getAttribute("datetime") || "1");
    const order = [...table.tBodies[0].rows].sort((one, other) => {
      const [a, b] = [days(one), days(other)];
      return Number(a < 0) - Number(b < 0) || (a < 0 ? b - a : a - b);
    });
    table.tBodies[0].append(...order);
    for (const row of order.slice(NEXT)) row.remove();
  }

  deadlines();
})();
