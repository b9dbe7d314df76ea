// @ts-check
// The whole network on one field: zoom and pan by mouse, touch and keys, kinds to choose from, and the chosen page
// with its card and its neighbours. Where things stand was worked out when the portal was built.
"use strict";

/**
 * @typedef {{path: string, name: string, kind: number, x: number, y: number, degree: number, near: number[], size: number}} NetNode
 */

(async () => {
  const vankho = (/** @type {any} */ (window).vankho ??= {});
  const { shard, cardLines, fold, element } = vankho;
  const place = /** @type {HTMLElement} */ (document.querySelector("[data-vk-network]"));
  const FOUND = 8;
  const NEIGHBOURS = 24;
  const ROOM = 30; // pixels of width for one name
  const MARGIN = 40;

  /** @type {any} */
  let data;
  try {
    data = await shard("network/root");
  } catch {
    place.append(element("p", "", "Không tải được dữ liệu của lược đồ; bảng dưới đây nêu các trang có nhiều mối liên hệ nhất."));
    return;
  }
  const kinds = /** @type {[string, string][]} */ (data.kinds);
  const nodes = /** @type {NetNode[]} */ (
    data.nodes.map((/** @type {[string, string, number, number, number, number]} */ [path, name, kind, x, y, degree]) => (
      { path, name, kind, x, y, degree, near: [], size: Math.min(4 + Math.sqrt(degree) * 0.9, 16) }))
  );
  const ties = /** @type {[number, number][]} */ ([]);
  for (let at = 0; at < data.ties.length; at += 2) ties.push([data.ties[at], data.ties[at + 1]]);
  for (const [one, other] of ties) {
    nodes[one]?.near.push(other);
    nodes[other]?.near.push(one);
  }
  if (!nodes.length) return;

  // --- what stands there -----------------------------------------------------------------------------

  const hidden = /** @type {Set<number>} */ (new Set());
  let chosen = -1;
  let over = -1;
  const view = { x: 0, y: 0, scale: 1 };

  const tools = element("div", "vk-network__tools");
  const box = document.createElement("input");
  const found = element("ul", "vk-network__found");
  const field = element("div", "vk-network__field");
  const canvas = document.createElement("canvas");
  const zoom = element("div", "vk-network__zoom");
  const hint = element("p", "vk-network__hint", "Kéo để dời; bấm vào lược đồ rồi lăn chuột, hoặc dùng nút + −, để phóng. Bàn phím: phím mũi tên để dời, + và − để phóng, 0 để xem tất cả, N và P để chọn trang kế tiếp và trang trước, Enter để mở trang đã chọn.");
  const panel = element("div", "vk-network__chosen");
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  hint.id = "k-mang-luoi-cach-dung";
  panel.setAttribute("role", "status");
  panel.hidden = true;
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-label", `Lược đồ ${nodes.length.toLocaleString("vi-VN")} trang và ${ties.length.toLocaleString("vi-VN")} mối liên hệ`);
  canvas.setAttribute("aria-describedby", hint.id);

  // --- the drawing -----------------------------------------------------------------------------------

  /** @type {Record<string, string>} */
  let colours = {};
  const SHAPES = /** @type {Record<string, string>} */ ({ agency: "square", policy: "diamond", decision: "ring", person: "triangle" });

  function paint() {
    const style = getComputedStyle(document.body);
    const own = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
    colours = { text: own("--md-default-fg-color"), ground: own("--md-default-bg-color"), line: own("--md-default-fg-color--lighter"), accent: own("--vk-accent") };
    for (const [kind] of kinds) colours[kind] = own(`--vk-kind-${kind}`);
    draw();
  }

  /** @param {CanvasRenderingContext2D} on @param {string} kind @param {number} x @param {number} y @param {number} size */
  function shape(on, kind, x, y, size) {
    on.beginPath();
    const form = SHAPES[kind];
    if (form === "square") on.rect(x - size * 0.9, y - size * 0.9, size * 1.8, size * 1.8);
    else if (form === "diamond") for (const [a, b] of /** @type {[number, number][]} */ ([[0, -1.2], [1.2, 0], [0, 1.2], [-1.2, 0]])) on.lineTo(x + a * size, y + b * size);
    else if (form === "triangle") for (const [a, b] of /** @type {[number, number][]} */ ([[0, -1.2], [1.1, 0.9], [-1.1, 0.9]])) on.lineTo(x + a * size, y + b * size);
    else on.arc(x, y, size, 0, 2 * Math.PI);
    on.closePath();
    if (form === "ring") {
      on.fillStyle = colours.ground ?? "";
      on.lineWidth = Math.max(size / 3, 1.5);
      on.strokeStyle = colours[kind] ?? "";
      on.fill();
      on.stroke();
    } else {
      on.fillStyle = colours[kind] ?? "";
      on.fill();
    }
  }

  /** @param {NetNode} node */
  const shown = (node) => !hidden.has(node.kind);
  /** @param {NetNode} node */
  const spot = (node) => ({ x: node.x * view.scale + view.x, y: node.y * view.scale + view.y });
  /** @param {NetNode} node */
  const radius = (node) => Math.max(node.size * Math.min(view.scale, 1.6), 1.6);

  let waiting = 0;
  const draw = () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(drawNow);
  };

  function drawNow() {
    const ratio = devicePixelRatio || 1;
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    lines(ties.filter(([one, other]) => one !== chosen && other !== chosen), colours.line ?? "", 1, chosen < 0 ? Math.min(0.5, 400 / ties.length + 0.06) : 0.05);
    lines(ties.filter(([one, other]) => one === chosen || other === chosen), colours.accent ?? "", 1.5, 0.9);
    const near = new Set(chosen < 0 ? [] : [chosen, ...(nodes[chosen]?.near ?? [])]);
    nodes.forEach((node, at) => {
      if (!shown(node)) return;
      const { x, y } = spot(node);
      if (x < -20 || y < -20 || x > width + 20 || y > height + 20) return;
      context.globalAlpha = chosen < 0 || near.has(at) ? 1 : 0.25;
      shape(context, kinds[node.kind]?.[0] ?? "", x, y, radius(node));
    });
    context.globalAlpha = 1;
    labels(width, height, near);
  }

  /** @param {[number, number][]} pairs @param {string} colour @param {number} width @param {number} alpha */
  function lines(pairs, colour, width, alpha) {
    context.beginPath();
    for (const [one, other] of pairs) {
      const [a, b] = [nodes[one], nodes[other]];
      if (!a || !b || !shown(a) || !shown(b)) continue;
      const [from, to] = [spot(a), spot(b)];
      context.moveTo(from.x, from.y);
      context.lineTo(to.x, to.y);
    }
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.globalAlpha = alpha;
    context.stroke();
    context.globalAlpha = 1;
  }

  /**
   * Names of the most tied nodes in sight, as far as none covers another.
   * @param {number} width
   * @param {number} height
   * @param {Set<number>} near
   */
  function labels(width, height, near) {
    const order = nodes.map((_, at) => at).sort((a, b) => Number(b === over || b === chosen) - Number(a === over || a === chosen) || Number(near.has(b)) - Number(near.has(a)) || a - b);
    const taken = /** @type {{x: number, y: number, w: number}[]} */ ([]);
    context.font = `12px ${getComputedStyle(document.body).getPropertyValue("--md-text-font") || "sans-serif"}`;
    context.textBaseline = "middle";
    context.lineJoin = "round";
    for (const at of order) {
      const node = nodes[at];
      if (taken.length >= width / ROOM || !node || !shown(node) || (chosen >= 0 && !near.has(at) && at !== over)) continue;
      const { x, y } = spot(node);
      if (x < 0 || y < 0 || x > width || y > height) continue;
      const whole = at === over || at === chosen;
      const text = whole || node.name.length <= 34 ? node.name : `${node.name.slice(0, 34).replace(/\s\S*$/, "")} …`;
      const w = context.measureText(text).width;
      const left = Math.max(Math.min(x + radius(node) + 4, width - w - 4), 4);
      if (!whole && taken.some((each) => Math.abs(each.y - y) < 15 && each.x < left + w + 6 && left < each.x + each.w + 6)) continue;
      taken.push({ x: left, y, w });
      context.strokeStyle = colours.ground ?? "";
      context.lineWidth = 4;
      context.strokeText(text, left, y);
      context.fillStyle = colours.text ?? "";
      context.fillText(text, left, y);
    }
  }

  // --- where the reader looks --------------------------------------------------------------------------

  const [right, bottom] = [Math.max(...nodes.map((node) => node.x), 1), Math.max(...nodes.map((node) => node.y), 1)];

  function fit() {
    view.scale = Math.min((canvas.clientWidth - 2 * MARGIN) / right, (canvas.clientHeight - 2 * MARGIN) / bottom, 2);
    view.x = (canvas.clientWidth - right * view.scale) / 2;
    view.y = (canvas.clientHeight - bottom * view.scale) / 2;
    draw();
  }

  /** @param {number} by @param {number} [x] the point that stays where it is @param {number} [y] */
  function zoomed(by, x = canvas.clientWidth / 2, y = canvas.clientHeight / 2) {
    const scale = Math.min(Math.max(view.scale * by, 0.05), 8);
    view.x = x - ((x - view.x) * scale) / view.scale;
    view.y = y - ((y - view.y) * scale) / view.scale;
    view.scale = scale;
    draw();
  }

  /** @param {number} x @param {number} y */
  function moved(x, y) {
    view.x += x;
    view.y += y;
    draw();
  }

  /** @param {number} x @param {number} y */
  function nodeAt(x, y) {
    let best = -1;
    let least = 14;
    nodes.forEach((node, at) => {
      const { x: a, y: b } = spot(node);
      const far = Math.max(Math.hypot(a - x, b - y) - radius(node), 0);
      if (shown(node) && far < least) [best, least] = [at, far];
    });
    return best;
  }

  // --- the chosen page -----------------------------------------------------------------------------------

  let turn = 0;
  /** @param {number} at @param {boolean} [centred] */
  async function choose(at, centred = false) {
    chosen = at;
    const own = (turn += 1);
    const node = nodes[at];
    panel.hidden = !node;
    if (node && centred) moved(canvas.clientWidth / 2 - spot(node).x, canvas.clientHeight / 2 - spot(node).y);
    draw();
    if (!node) return panel.replaceChildren();
    const link = document.createElement("a");
    link.href = new URL(node.path, vankho.portal).href;
    link.textContent = node.name;
    const drawn = node.near.length === node.degree ? "" : `, ${node.near.length} trang có trên lược đồ`;
    const list = element("ul", "vk-network__found");
    const near = [...new Set(node.near)].sort((a, b) => a - b);
    list.append(...near.slice(0, NEIGHBOURS).map(chooser));
    const rest = near.length > NEIGHBOURS ? `; dưới đây là ${NEIGHBOURS} trang đầu` : "";
    const said = element("p", "", `${kinds[node.kind]?.[1]} · liên hệ với ${node.degree.toLocaleString("vi-VN")} trang${drawn}${rest}.`);
    panel.replaceChildren(element("p", "", element("strong", "", link)), said, list);
    const told = /** @type {HTMLElement[]} */ (await cardLines({ path: node.path, place: "", here: false }).catch(() => []));
    const below = told.filter((line) => line.matches(".vk-card__sub, .vk-card__about")).map((line) => line.textContent ?? "");
    if (own === turn && below.length) said.before(element("p", "", below.join(" · ")));
  }

  /** @param {number} at */
  function chooser(at) {
    const button = /** @type {HTMLButtonElement} */ (element("button", "", nodes[at]?.name ?? ""));
    button.type = "button";
    button.addEventListener("click", () => {
      found.replaceChildren();
      canvas.focus();
      choose(at, true);
    });
    return element("li", "", button);
  }

  /** The next page that is shown, in the order of ties.
   * @param {number} step */
  function next(step) {
    for (let at = chosen + step, left = nodes.length; left > 0; at += step, left -= 1) {
      const place = ((at % nodes.length) + nodes.length) % nodes.length;
      const node = nodes[place];
      if (node && shown(node)) return choose(place, true);
    }
    return undefined;
  }

  // --- keys, mouse, fingers ------------------------------------------------------------------------------

  const KEYS = /** @type {Record<string, () => unknown>} */ ({
    ArrowLeft: () => moved(60, 0),
    ArrowRight: () => moved(-60, 0),
    ArrowUp: () => moved(0, 60),
    ArrowDown: () => moved(0, -60),
    "+": () => zoomed(1.3),
    "=": () => zoomed(1.3),
    "-": () => zoomed(1 / 1.3),
    0: fit,
    n: () => next(1),
    p: () => next(-1),
    Escape: () => choose(-1),
    Enter: () => panel.querySelector("a")?.click(),
  });
  canvas.addEventListener("keydown", (event) => {
    const act = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  });

  const pointers = /** @type {Map<number, {x: number, y: number}>} */ (new Map());
  let dragged = 0;
  const here = (/** @type {MouseEvent} */ event) => {
    const frame = canvas.getBoundingClientRect();
    return { x: event.clientX - frame.left, y: event.clientY - frame.top };
  };
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, here(event));
    if (pointers.size === 1) dragged = 0;
  });
  canvas.addEventListener("pointermove", (event) => {
    const now = here(event);
    const before = pointers.get(event.pointerId);
    if (!before) {
      const at = nodeAt(now.x, now.y);
      if (at !== over) draw();
      over = at;
      canvas.style.cursor = at < 0 ? "" : "pointer";
      return;
    }
    const [other] = [...pointers].filter(([id]) => id !== event.pointerId).map(([, point]) => point);
    if (other) zoomed(Math.hypot(now.x - other.x, now.y - other.y) / Math.max(Math.hypot(before.x - other.x, before.y - other.y), 1), other.x, other.y);
    else moved(now.x - before.x, now.y - before.y);
    dragged += Math.hypot(now.x - before.x, now.y - before.y);
    pointers.set(event.pointerId, now);
  });
  for (const end of /** @type {const} */ (["pointerup", "pointercancel"])) {
    canvas.addEventListener(end, (event) => {
      const single = pointers.size === 1;
      pointers.delete(event.pointerId);
      if (end === "pointerup" && single && dragged < 6) choose(nodeAt(here(event).x, here(event).y));
    });
  }
  canvas.addEventListener("pointerleave", () => {
    over = -1;
    draw();
  });
  // A wheel that merely passes over the field scrolls the page.
  canvas.addEventListener("wheel", (event) => {
    if (document.activeElement !== canvas && !event.ctrlKey) return;
    event.preventDefault();
    zoomed(Math.exp(-event.deltaY / 400), here(event).x, here(event).y);
  }, { passive: false });

  // --- tools -----------------------------------------------------------------------------------------

  const legends = /** @type {HTMLCanvasElement[]} */ ([]);
  kinds.forEach(([, name], kind) => {
    const label = element("label", "");
    const tick = document.createElement("input");
    const sign = document.createElement("canvas");
    sign.className = "vk-network__sign";
    [sign.width, sign.height] = [28, 28];
    sign.setAttribute("aria-hidden", "true");
    legends.push(sign);
    tick.type = "checkbox";
    tick.checked = true;
    tick.addEventListener("change", () => {
      if (tick.checked) hidden.delete(kind);
      else hidden.add(kind);
      if (hidden.has(nodes[chosen]?.kind ?? -1)) choose(-1);
      draw();
    });
    label.append(tick, sign, `${name} (${nodes.filter((node) => node.kind === kind).length.toLocaleString("vi-VN")})`);
    tools.append(label);
  });
  const painted = () => {
    paint();
    legends.forEach((sign, kind) => {
      const on = /** @type {CanvasRenderingContext2D} */ (sign.getContext("2d"));
      on.clearRect(0, 0, 28, 28);
      shape(on, kinds[kind]?.[0] ?? "", 14, 14, 9);
    });
  };
  box.type = "search";
  box.placeholder = "Tìm trên lược đồ…";
  box.setAttribute("aria-label", "Tìm trang trên lược đồ");
  const names = nodes.map((node) => ` ${fold(node.name)}`);
  box.addEventListener("input", () => {
    const words = fold(box.value).split(/\s+/).filter(Boolean);
    const hits = words.length ? nodes.map((_, at) => at).filter((at) => words.every((/** @type {string} */ word) => names[at]?.includes(word))) : [];
    found.replaceChildren(...hits.slice(0, FOUND).map(chooser));
  });
  tools.append(box);
  for (const [sign, name, act] of /** @type {[string, string, () => void][]} */ ([["+", "Phóng to", () => zoomed(1.3)], ["−", "Thu nhỏ", () => zoomed(1 / 1.3)], ["Tất cả", "Xem tất cả", fit]])) {
    const button = /** @type {HTMLButtonElement} */ (element("button", "", sign));
    button.type = "button";
    if (sign.length === 1) button.setAttribute("aria-label", name);
    button.addEventListener("click", act);
    zoom.append(button);
  }
  tools.append(zoom);
  field.append(canvas);
  place.append(tools, found, field, hint, panel);
  new ResizeObserver(draw).observe(canvas);
  new MutationObserver(painted).observe(document.body, { attributes: true, attributeFilter: ["data-md-color-scheme"] });
  painted();
  fit();
  place.dataset.shown = String(nodes.length);
})();
