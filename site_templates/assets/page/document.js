// @ts-check
// Comfort on a document's page: buttons that copy, permalinks that outlive small edits.
(() => {
  "use strict";

  /** Put words on the clipboard; on a page opened from a folder the old way still works.
   * @param {string} words */
  const copy = async words => {
    try {
      await navigator.clipboard.writeText(words);
      return true;
    } catch {
      const area = document.createElement("textarea");
      area.value = words;
      document.body.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      return done;
    }
  };

  Object.assign(/** @type {any} */ (window).vankho, { copy });

  for (const each of document.querySelectorAll("[data-vk-copy]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = each.matches("code") ? "Chép dòng" : "Chép";
    button.setAttribute("aria-label", `Chép ${each.getAttribute("data-vk-copy")?.toLowerCase()}`);
    const said = document.createElement("span");
    said.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      const done = await copy(each.textContent ?? "");
      button.focus();
      said.textContent = done ? " Đã chép" : " Không chép được, xin chọn chữ rồi chép";
    });
    each.after(" ", button, said);
  }

  /** Go to the paragraph that a permalink meant before an edit: first by its words, then by its place. */
  const seek = () => {
    document.querySelectorAll(".vk-found").forEach(each => each.classList.remove("vk-found"));
    const wanted = decodeURIComponent(location.hash.slice(1));
    const match = /^(.*)-([0-9a-f]{6})$/.exec(wanted);
    if (!match || document.getElementById(wanted)) return;
    const mark = document.querySelector(`.vk-p > span[id$="-${match[2]}"]`);
    const found = mark?.closest(".vk-p") ?? document.getElementById(match[1] ?? "");
    found?.classList.add("vk-found");
    found?.scrollIntoView();
  };
  addEventListener("hashchange", seek);
  seek();

  // Said by the script, not a hundred times in the page.
  for (const link of document.querySelectorAll(".vk-at")) link.setAttribute("title", "Liên kết tới đoạn này");
})();
