// @ts-check
// The desk of the home page: what is past and what is due soon on the reader's day, out of all tasks.
"use strict";

(() => {
  const vankho = (/** @type {any} */ (window).vankho ??= {});
  const found = document.querySelector("[data-vk-tasks=desk]");
  if (!found) return;
  const place = /** @type {HTMLElement} */ (found);
  const { open, words, link, day } = vankho.tasks;
  const { element, number, shorten } = vankho;
  const SHOWN = 5;
  const LEAST = 3;
  const LONG = 130;
  const LIST = "nhiem-vu/index.html";

  /**
   * @param {Tasks} all
   * @param {Task} task
   * @param {Words} said
   */
  function entry(all, task, said) {
    const what = link(`van-ban/${said.place}`, shorten(said.words, LONG));
    what.title = said.words;
    const whom = task.doers.flatMap((at) => {
      const [slug, name] = all.names[at] ?? ["", ""];
      return [link(`co-quan/${slug}.html`, name), "; "];
    });
    if (said.doer) whom.push(said.doer, "; ");
    const who = whom.length ? whom.slice(0, -1) : ["Không nêu ai làm"];
    return element("li", "", element("div", "", ...day(task)), what, element("small", "", ...who, " · ", shorten(said.title, 90)));
  }

  /**
   * @param {Tasks} all
   * @param {string} title
   * @param {string} group as the address of the worklist names it
   * @param {Task[]} tasks
   * @param {string} none
   * @param {number} [most]
   */
  async function column(all, title, group, tasks, none, most = SHOWN) {
    const first = tasks.slice(0, most);
    const said = await words(all, first);
    const count = number(tasks.length);
    const rows = first.map((task, at) => entry(all, task, said[at]));
    const made = element("section", "", element("h3", "", title, " ", element("small", "", count)));
    made.append(rows.length ? element("ul", "", ...rows) : element("p", "", none));
    if (tasks.length > most) {
      const rest = link(`${LIST}?han=${group}`, `Xem cả ${count} việc`);
      rest.setAttribute("aria-label", `${rest.textContent}: ${title.toLowerCase()}`);
      made.append(element("p", "", rest));
    }
    return made;
  }

  async function show() {
    const all = /** @type {Tasks} */ (await open());
    const of = (/** @type {string[]} */ ...groups) => all.tasks.filter((task) => groups.includes(task.group));
    const past = of("qua-han").sort((a, b) => b.days - a.days || a.at - b.at);
    const soon = of("7-ngay", "30-ngay");
    // What is past stands beside what is due: a column much longer than the other would push the page down.
    const beside = Math.min(Math.max(soon.length, LEAST), SHOWN);
    const columns = [
      column(all, "Đến hạn trong 30 ngày", "7-ngay,30-ngay", soon, "Không có việc nào đến hạn trong 30 ngày tới."),
      column(all, "Quá hạn", "qua-han", past, "Không có việc nào quá hạn.", beside),
    ];
    place.replaceChildren(...(await Promise.all(columns)));
    place.dataset.shown = "1";
  }

  place.classList.add("vk-desk--on");
  show().catch(() => place.classList.remove("vk-desk--on"));
})();
