// @ts-check
// What a build can not know: which deadlines are past on the reader's day. Without this script dates stand alone.
// All tasks come from files of scripts, which load from a folder too; generator/publish/task_rows.py describes them.
"use strict";

/**
 * @typedef {{at: number, day: string, days: number, group: string, unassigned: boolean, doers: number[], partners: number[]}} Task
 *   `at`: its place in the files; `days` to its deadline, `NaN` where it has none
 * @typedef {{starts: number[], marks: string[], names: [string, string][], tasks: Task[]}} Tasks `starts`: the first task of each file; `names`: slug and name of bodies
 * @typedef {{words: string, phrase: string, doer: string, beside: string, paper: string, title: string, place: string}} Words
 *   `doer`, `beside`: the groups as printed, of those who do it and of partners; `place`: the address of the paragraph below the folder of documents
 */

(() => {
  const vankho = (/** @type {any} */ (window).vankho ??= {});
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const folder = new URL("tasks/", script.src);
  const WEEK = 7;
  const SOON = 30;
  const DAY = 86_400_000;

  // --- days --------------------------------------------------------------------------------------

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

  /**
   * What stands beside a deadline that is past or soon.
   * @param {number} days
   */
  function mark(days) {
    if (!(days <= SOON)) return "";
    const made = document.createElement("span");
    made.className = days < 0 ? "vk-due-mark" : "vk-due-mark vk-due-mark--soon";
    made.textContent = days < 0 ? "quá hạn" : days === 0 ? "hạn hôm nay" : `còn ${days} ngày`;
    return made;
  }

  /** Groups of the worklist: name in the address, title. The first four are those of a day. */
  const GROUPS = /** @type {[string, string][]} */ ([
    ["qua-han", "Quá hạn"],
    ["7-ngay", "Trong 7 ngày"],
    ["30-ngay", "8–30 ngày"],
    ["sau", "Sau 30 ngày"],
    ["khong-han", "Không ghi ngày"],
    ["dinh-ky", "Định kỳ"],
  ]);

  /**
   * @param {number} days
   * @param {boolean} again
   */
  function groupOf(days, again) {
    if (again) return "dinh-ky";
    if (Number.isNaN(days)) return "khong-han";
    return days < 0 ? "qua-han" : days <= WEEK ? "7-ngay" : days <= SOON ? "30-ngay" : "sau";
  }

  // --- files -------------------------------------------------------------------------------------

  const ask = vankho.loader(folder, "vankhoTasks");
  /** @type {(key: string, mark: string) => Promise<any>} */
  const load = (key, mark) => ask(vankho.marked(`${key}.js`, mark), key);

  /** @type {Promise<Tasks> | undefined} */
  let opening;

  /** All tasks on the reader's day, by deadline, those without one last. */
  function open() {
    opening ??= load("root", vankho.minute()).then(unpack);
    opening.catch(() => (opening = undefined));
    return opening;
  }

  /**
   * @param {{starts: number[], marks: string[], names: [string, string][], days: string, kinds: string, bodies: string}} root
   * @returns {Tasks}
   */
  function unpack({ starts, marks, names, days, kinds, bodies }) {
    const known = new Map([["", NaN]]);
    const left = (/** @type {string} */ day) => known.get(day) ?? known.set(day, daysTo(day)).get(day) ?? NaN;
    const numbers = (/** @type {string | undefined} */ list) => (list ? list.split(",").map(Number) : []);
    const of = bodies.split(";");
    const tasks = days.split(";").map((day, at) => {
      const kind = Number(kinds[at]);
      const [doers, partners] = (of[at] ?? "").split("|").map(numbers);
      const group = groupOf(left(day), Boolean(kind & 1));
      return { at, day, days: left(day), group, unassigned: Boolean(kind & 2), doers: doers ?? [], partners: partners ?? [] };
    });
    return { starts, marks, names, tasks };
  }

  /**
   * The file in which a task stands.
   * @param {number[]} starts
   * @param {number} at
   */
  function fileOf(starts, at) {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /**
   * The words of some tasks, in their order.
   * @param {Tasks} all
   * @param {Task[]} tasks
   * @returns {Promise<Words[]>}
   */
  async function words(all, tasks) {
    const parts = [...new Set(tasks.map(({ at }) => fileOf(all.starts, at)))];
    const files = new Map(await Promise.all(parts.map(async (part) => /** @type {[number, any]} */ ([part, await load(String(part), all.marks[part] ?? "")]))));
    return tasks.map(({ at }) => {
      const part = fileOf(all.starts, at);
      const file = files.get(part);
      const [said, phrase, doer, beside, paper, place] = file.tasks[at - (all.starts[part] ?? 0)];
      return { words: said, phrase, doer, beside, paper: file.papers[paper][0], title: file.papers[paper][1], place };
    });
  }

  // --- what pages show of a task -----------------------------------------------------------------

  /**
   * @param {string} path below the site
   * @param {string} text
   */
  function link(path, text) {
    const made = document.createElement("a");
    made.href = new URL(path, vankho.site).href;
    made.textContent = text;
    return made;
  }

  /**
   * The day of a task as its paper gives it, with what the reader's day makes of it.
   * @param {Task} task
   * @returns {(string | Node)[]}
   */
  function day({ day, days, group }) {
    if (!day) return [];
    const time = document.createElement("time");
    time.className = "vk-due";
    time.dateTime = day;
    time.textContent = day.split("-").reverse().join("/");
    return [time, " ", group === "dinh-ky" ? "" : mark(days)];
  }

  for (const time of document.querySelectorAll("time.vk-due[datetime]")) {
    const beside = mark(daysTo(time.getAttribute("datetime") ?? ""));
    if (beside) time.after(" ", beside);
  }
  vankho.tasks = { GROUPS, open, words, link, day };
})();
