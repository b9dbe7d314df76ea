// @ts-check
// What lies around a link: a card that tells what is there before it is followed, for mouse, keys and touch. Cards are
// made of files beside the pages (generator/publish/shards), asked for when a card is first wanted. And the places
// of pages that draw what they are tied to. Without this script all links are links.
(() => {
  "use strict";

  const vankho = (/** @type {any} */ (window).vankho ??= {});
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const site = new URL("../..", script.src);
  const folder = new URL("../shards/", script.src);
  const WAIT = 300; // a mouse that merely passes shows nothing
  const LEAVE = 250; // a pointer may cross over to the card
  const PRESS = 500;
  const SLIP = 10; // pixels that a finger may move and still press

  // --- files ---------------------------------------------------------------------------------------

  const load = vankho.loader(folder, "vankhoShard");
  /** What a file hands over. @type {(name: string) => Promise<any>} */
  const shard = name => load(name.endsWith("/root") ? vankho.marked(`${name}.js`, vankho.minute()) : `${name}.js`, name);

  /** CRC-32, as zlib has it.
   * @param {string} text */
  function crc(text) {
    let sum = -1;
    for (const byte of new TextEncoder().encode(text)) {
      sum ^= byte;
      for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
    }
    return ~sum >>> 0;
  }

  /**
   * The row of a page in one of the rooms; undefined where it has none.
   * @param {string} room
   * @param {string} path of the page, below the portal
   */
  async function rowOf(room, path) {
    const { count } = await shard(`${room}/root`);
    return (await shard(`${room}/${crc(path) % count}`))[path];
  }

  /** @param {string} name a script beside this one, asked for when it is wanted */
  const bring = name =>
    new Promise((resolve, reject) => {
      const tag = document.createElement("script");
      tag.src = new URL(name, script.src).href;
      tag.onload = resolve;
      tag.onerror = reject;
      document.head.append(tag);
    });

  // --- what a card says ----------------------------------------------------------------------------

  const OUTSIDE = ".vk-at, .headerlink, .vk-bar a, .vk-outline a, [data-vk-results] a, .vk-search a, [download]";

  /** The link of the article that an event is about; none where a card would say what stands there already.
   * @param {Event} event @returns {HTMLAnchorElement | null} */
  const linkOf = event => {
    const link = event.target instanceof Element ? event.target.closest("article a[href]") : null;
    return link && !link.matches(OUTSIDE) && targetOf(link) ? /** @type {HTMLAnchorElement} */ (link) : null;
  };

  /** The page below the portal that a link leads to, and the place there; null for all that is no page of it.
   * @param {Element} link */
  function targetOf(link) {
    const url = new URL(link.getAttribute("href") ?? "", document.baseURI);
    if (url.origin !== site.origin || url.protocol !== site.protocol || !url.pathname.startsWith(site.pathname)) return null;
    const path = url.pathname.slice(site.pathname.length).replace(/(^|\/)$/, "$1index.html");
    const place = url.hash.slice(1);
    const here = url.pathname === location.pathname;
    if (!path.endsWith(".html") || (here && (!place || place.startsWith("k-")))) return null;
    return { path: decoded(path), place: decoded(place), here };
  }

  /** @param {string} text */
  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text; // `%` alone names no place
    }
  }

  /** The words at a place of this page.
   * @param {string} place */
  function here(place) {
    const found = document.getElementById(place);
    const words = /** @type {HTMLElement | undefined} */ ((found?.closest(".vk-p, tr, h1, h2, h3, h4, h5, h6") ?? found)?.cloneNode(true));
    words?.querySelectorAll(".vk-at, .headerlink, button").forEach(each => each.remove());
    const text = (words?.textContent ?? "").replace(/\s+/g, " ").trim();
    return text.length > 280 ? `${text.slice(0, 280).replace(/\s\S*$/, "")} …` : text;
  }

  /**
   * The lines of a card; none where nothing is known of the page.
   * @param {{path: string, place: string, here: boolean}} target
   * @returns {Promise<HTMLElement[]>}
   */
  async function lines(target) {
    /** @type {[string, string][]} */
    const said = [];
    if (target.here) said.push(["vk-card__passage", here(target.place)]);
    else {
      const [kind, title, below, about] = (await rowOf("cards", target.path)) ?? [];
      if (title === undefined) return [];
      said.push(["vk-card__kind", kind], ["vk-card__title", title], ["vk-card__sub", below], ["vk-card__about", about]);
      if (target.place) said.push(["vk-card__passage", await passage(target)]);
    }
    return said.filter(([, text]) => text).map(([name, text]) => {
      const line = document.createElement("div");
      line.className = name;
      line.textContent = text;
      return line;
    });
  }

  /** The paragraph of a document that a link leads to, empty where it leads to none.
   * @param {{path: string, place: string}} target */
  async function passage({ path, place }) {
    if (!path.startsWith("van-ban/") || place.startsWith("k-")) return "";
    try {
      const [places, texts] = await shard(`passages/${path.slice("van-ban/".length, -".html".length)}`);
      return vankho.shorten(texts[places[place] ?? places[place.replace(/-[0-9a-f]{6}$/, "")]] ?? "", 280);
    } catch {
      return ""; // a list of documents has no paragraphs
    }
  }

  // --- when it is there ----------------------------------------------------------------------------

  /** @type {HTMLElement | null} */
  let card = null;
  /** @type {Element | null} */
  let shownAt = null;
  let timer = 0;
  let turn = 0;

  /** Leave out the card, and what was asked for it. */
  const hide = () => {
    clearTimeout(timer);
    turn += 1;
    shownAt?.removeAttribute("aria-describedby");
    card?.remove();
    card = shownAt = null;
  };

  /** Show the card of a link below it, or above where there is no room.
   * @param {HTMLAnchorElement} link @param {boolean} touched by a finger: then the card has the links that a long press is for */
  const show = async (link, touched = false) => {
    if (shownAt === link) return;
    hide();
    const own = turn;
    const target = targetOf(link);
    /** @type {HTMLElement[]} */
    let told = [];
    try {
      told = target ? await lines(target) : [];
    } catch {
      return; // a file that can not be had: the link is still a link
    }
    const same = told.length === 1 && told[0]?.textContent === link.textContent?.trim();
    if (own !== turn || !told.length || same || !link.isConnected) return;
    card = document.createElement("div");
    card.id = "k-the";
    card.className = "vk-card";
    card.setAttribute("role", touched ? "dialog" : "tooltip");
    card.append(...told);
    if (touched) card.append(ways(link));
    (link.closest("article") ?? document.body).append(card);
    stand(card, link);
    if (touched) card.setAttribute("aria-label", "Xem trước trang");
    else link.setAttribute("aria-describedby", card.id);
    shownAt = link;
  };

  /** @param {HTMLAnchorElement} link */
  const ways = link => {
    const row = document.createElement("div");
    row.className = "vk-card__ways";
    for (const [words, frame] of /** @type {const} */ ([["Mở", ""], ["Mở ở thẻ mới", "_blank"]])) {
      const way = document.createElement("a");
      way.href = new URL(link.getAttribute("href") ?? "", document.baseURI).href;
      way.target = frame;
      way.textContent = words;
      row.append(way);
    }
    return row;
  };

  /** @param {HTMLElement} box @param {Element} link */
  const stand = (box, link) => {
    const at = link.getClientRects()[0] ?? link.getBoundingClientRect();
    const frame = (box.offsetParent ?? document.body).getBoundingClientRect();
    const right = Math.min(frame.right, document.documentElement.clientWidth);
    const left = Math.max(Math.min(at.left, right - box.offsetWidth - 8), Math.max(frame.left, 8));
    const below = at.bottom + box.offsetHeight < innerHeight || at.top < box.offsetHeight;
    box.style.left = `${left - frame.left}px`;
    box.style.top = `${(below ? at.bottom : at.top - box.offsetHeight) - frame.top}px`;
  };

  document.addEventListener("pointerover", event => {
    if (event.pointerType !== "mouse") return;
    const link = linkOf(event);
    const inside = card && event.target instanceof Node && card.contains(event.target);
    clearTimeout(timer);
    if (link && link !== shownAt) timer = setTimeout(() => show(link), WAIT);
    else if (!link && !inside && card) timer = setTimeout(hide, LEAVE);
  });
  document.documentElement.addEventListener("pointerleave", () => {
    clearTimeout(timer);
    if (card?.getAttribute("role") === "tooltip") timer = setTimeout(hide, LEAVE);
  });
  document.addEventListener("focusin", event => {
    const link = linkOf(event);
    if (event.target instanceof Node && card?.contains(event.target)) return;
    if (link?.matches(":focus-visible")) show(link);
    else if (!card || link !== shownAt) hide();
  });
  document.addEventListener("focusout", event => {
    if (shownAt && event.target === shownAt && card?.getAttribute("role") === "tooltip") hide();
  });
  document.addEventListener("keydown", event => {
    if (event.key === "Escape") hide();
  });

  // --- a finger that stays -------------------------------------------------------------------------

  /** @type {{x: number, y: number} | null} */
  let pressed = null;
  let long = false;
  document.addEventListener("pointerdown", event => {
    if (event.pointerType === "mouse") return;
    const link = linkOf(event);
    long = false;
    pressed = null;
    clearTimeout(timer);
    if (card && !(event.target instanceof Node && card.contains(event.target))) hide();
    if (!link || !event.isPrimary || card?.contains(link)) return;
    pressed = { x: event.clientX, y: event.clientY };
    timer = setTimeout(() => {
      long = true;
      show(link, true);
    }, PRESS);
  });
  const lift = () => {
    if (pressed && !long) clearTimeout(timer);
    pressed = null;
  };
  document.addEventListener("pointermove", event => {
    if (pressed && Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) > SLIP) lift();
  });
  document.addEventListener("pointerup", lift);
  document.addEventListener("pointercancel", lift);
  // What a long press opens else, and the click that ends it: the card has both ways on.
  document.addEventListener("contextmenu", event => {
    if ((long || pressed) && linkOf(event) && !(event.target instanceof Node && card?.contains(event.target))) event.preventDefault();
  });
  document.addEventListener("click", event => {
    if (!long || !linkOf(event) || (event.target instanceof Node && card?.contains(event.target))) return;
    long = false;
    event.preventDefault();
  }, true);

  Object.assign(vankho, { shard, shardRow: rowOf, cardLines: lines, portal: site, bring });

  // --- what a page is tied to ------------------------------------------------------------------------

  const own = decoded(location.pathname.slice(site.pathname.length));
  const article = document.querySelector("article");
  const ROOMS = { network: "network.js", check: "../check/page.js", dossier: "../dossier/page.js", compare: "../compare/page.js" };
  // Not before the scripts that stand after this one have run: the page's own script uses what they make.
  const come = () => Object.entries(ROOMS).forEach(([room, name]) => article?.querySelector(`[data-vk-${room}]`) && bring(name));
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", come, { once: true });
  else come();
  if (article && /^(van-ban|co-quan|chinh-sach|so-hieu|nguoi)\/(?!index\.|theo-)[^/]+\.html$/.test(own)) {
    const button = document.createElement("button");
    const figure = article.querySelector(".vk-graph");
    button.type = "button";
    button.textContent = figure ? "Mở rộng thêm một bước" : "Vẽ lược đồ quanh trang này";
    const place = document.createElement("div");
    place.className = "vk-near";
    place.append(button);
    if (figure) figure.after(place);
    else article.append(place);
    button.addEventListener("click", async () => {
      await bring("near.js");
      vankho.near(place, own, figure ? 2 : 1);
    }, { once: true });
  }
})();
