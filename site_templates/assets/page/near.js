// @ts-check
// What a page is tied to, drawn on demand: its neighbours, and one step farther theirs; the same as a table.
"use strict";

/**
 * @typedef {[string, string, string, string, number]} Tie page, name, kind, what the first does, 1 where the first is the page itself
 * @typedef {{path: string, name: string, kind: string, depth: number, words: string, from: NearNode | null}} NearNode
 * @typedef {{one: NearNode, words: string, other: NearNode}} NearEdge the first does to the second what the words say
 */

(() => {
  const vankho = (/** @type {any} */ (window).vankho ??= {});
  const { shardRow } = vankho;
  const FARTHER = 3; // of each neighbour, those that are drawn a step farther
  const [WIDTH, HEIGHT, STEP, APART] = [212, 38, 46, 254];
  const INDENT = 14;
  const SPACE = "http://www.w3.org/2000/svg";
  const narrow = matchMedia("(max-width: 44.984375em)");

  /**
   * @param {string} path
   * @param {number} steps
   * @returns {Promise<{nodes: NearNode[], edges: NearEdge[], of: number}>}
   */
  async function around(path, steps) {
    const row = await shardRow("near", path);
    if (!row) return { nodes: [], edges: [], of: 0 };
    const [name, kind, of, ties] = row;
    /** @type {NearNode} */
    const own = { path, name, kind, depth: 0, words: "", from: null };
    const nodes = new Map([[path, own]]);
    const edges = /** @type {NearEdge[]} */ ([]);
    grow(own, ties, Infinity, nodes, edges);
    if (steps > 1) {
      const near = [...nodes.values()].slice(1);
      const rows = await Promise.all(near.map(node => shardRow("near", node.path)));
      near.forEach((node, place) => grow(node, rows[place]?.[3] ?? [], FARTHER, nodes, edges));
    }
    return { nodes: [...nodes.values()], edges, of };
  }

  /**
   * @param {NearNode} node
   * @param {Tie[]} ties
   * @param {number} most new nodes
   * @param {Map<string, NearNode>} nodes
   * @param {NearEdge[]} edges
   */
  function grow(node, ties, most, nodes, edges) {
    let grown = 0;
    for (const [path, name, kind, words, first] of ties) {
      let other = nodes.get(path);
      if (!other && grown < most) {
        grown += 1;
        other = { path, name, kind, depth: node.depth + 1, words, from: node };
        nodes.set(path, other);
      }
      if (!other) continue;
      const [one, two] = first ? [node, other] : [other, node];
      if (!edges.some(edge => edge.one === one && edge.other === two && edge.words === words)) edges.push({ one, words, other: two });
    }
  }

  // --- the drawing ---------------------------------------------------------------------------------

  /**
   * @param {string} tag
   * @param {Record<string, string | number>} marks
   * @param {...(string | Node)} inside
   */
  function drawn(tag, marks, ...inside) {
    const made = document.createElementNS(SPACE, tag);
    for (const [name, value] of Object.entries(marks)) made.setAttribute(name, String(value));
    made.append(...inside);
    return made;
  }

  const ruler = document.createElement("canvas").getContext("2d");
  const face = getComputedStyle(document.body).getPropertyValue("--md-text-font") || "sans-serif";

  /**
   * As many words as fit.
   * @param {string} text
   * @param {number} room
   * @param {string} style
   */
  function cut(text, room, style) {
    if (ruler) ruler.font = `${style} ${face}, sans-serif`;
    const fits = (/** @type {string} */ words) => (ruler ? ruler.measureText(words).width <= room : words.length * 8 <= room);
    if (fits(text)) return text;
    const words = text.split(" ");
    while (words.length > 1 && !fits(`${words.join(" ")} …`)) words.pop();
    return `${words.join(" ")} …`;
  }

  /**
   * Nodes in the order of a tree: each one right after the one it came from.
   * @param {NearNode[]} nodes
   * @returns {NearNode[]}
   */
  function inTree(nodes) {
    /** @type {(node: NearNode) => NearNode[]} */
    const below = node => [node, ...nodes.filter(each => each.from === node).flatMap(below)];
    return nodes[0] ? below(nodes[0]) : [];
  }

  /**
   * Where boxes stand: in columns by step, on a narrow screen one below the other.
   * @param {NearNode[]} nodes
   * @returns {{places: Map<NearNode, {x: number, y: number}>, width: number, height: number, box: number}}
   */
  function places(nodes) {
    const order = inTree(nodes);
    /** @type {Map<NearNode, {x: number, y: number}>} */
    const found = new Map();
    if (narrow.matches) {
      order.forEach((node, row) => found.set(node, { x: node.depth * INDENT, y: row * STEP }));
      return { places: found, width: 320, height: order.length * STEP, box: 320 - 2 * INDENT };
    }
    const columns = [0, 1, 2].map(depth => order.filter(node => node.depth === depth));
    const height = Math.max(...columns.map(column => column.length)) * STEP;
    columns.forEach((column, depth) => {
      const gap = height / Math.max(column.length, 1);
      column.forEach((node, row) => found.set(node, { x: depth * APART, y: gap * (row + 0.5) - STEP / 2 }));
    });
    return { places: found, width: APART * (columns[2]?.length ? 3 : 2) - (APART - WIDTH), height, box: WIDTH };
  }

  /**
   * @param {{nodes: NearNode[], edges: NearEdge[]}} graph
   * @param {string} told
   */
  function picture({ nodes, edges }, told) {
    const { places: at, width, height, box } = places(nodes);
    const svg = drawn("svg", { viewBox: `-1 -1 ${width + 2} ${height + 2}`, width, role: "group", "aria-label": told });
    for (const { one, other } of narrow.matches ? nodes.flatMap(node => (node.from ? [{ one: node.from, other: node }] : [])) : edges) {
      const [a, b] = [one, other].sort((first, second) => first.depth - second.depth).map(node => at.get(node));
      if (a && b) svg.append(drawn("path", { d: line(a, b, box) }));
    }
    for (const node of inTree(nodes)) svg.append(boxed(node, at.get(node) ?? { x: 0, y: 0 }, box));
    return svg;
  }

  /**
   * @param {{x: number, y: number}} a
   * @param {{x: number, y: number}} b
   * @param {number} box
   */
  function line(a, b, box) {
    const [from, to] = [a.y + HEIGHT / 2, b.y + HEIGHT / 2];
    if (narrow.matches) return `M${a.x + INDENT / 2} ${a.y + HEIGHT}V${to}H${b.x}`;
    if (a.x === b.x) return `M${a.x + box} ${from}C${a.x + box + 24} ${from} ${a.x + box + 24} ${to} ${a.x + box} ${to}`;
    const middle = (a.x + box + b.x) / 2;
    return `M${a.x + box} ${from}C${middle} ${from} ${middle} ${to} ${b.x} ${to}`;
  }

  /**
   * @param {NearNode} node
   * @param {{x: number, y: number}} place
   * @param {number} width
   */
  function boxed(node, { x, y }, width) {
    const below = node.from ? `${node.kind} · ${node.words.toLowerCase()}` : "Trang này";
    const inner = [
      drawn("rect", { x, y, width, height: HEIGHT, rx: 4 }),
      drawn("text", { x: x + 9, y: y + 16 }, cut(node.name, width - 18, "600 12px")),
      drawn("text", { x: x + 9, y: y + 30, class: "vk-near__tie" }, cut(below, width - 18, "11px")),
    ];
    return node.from ? drawn("a", { href: new URL(node.path, vankho.portal).href }, ...inner) : drawn("g", { class: "vk-near__own" }, ...inner);
  }

  // --- the same as a table -------------------------------------------------------------------------

  /** Folded: the drawing says it at a glance, a long table would push away what follows.
   * @param {NearEdge[]} edges @param {boolean} open */
  function folded(edges, open) {
    const made = document.createElement("details");
    const head = document.createElement("summary");
    made.open = open;
    head.textContent = `Xem dạng bảng (${edges.length} mối liên hệ)`;
    made.append(head, table(edges));
    return made;
  }

  /** @param {NearEdge[]} edges */
  function table(edges) {
    const made = document.createElement("table");
    made.className = "vk-ties";
    made.createCaption().textContent = "Các mối liên hệ trong lược đồ";
    const names = ["Trang", "Quan hệ", "Với trang"];
    const head = made.createTHead().insertRow();
    for (const name of names) {
      const cell = document.createElement("th");
      cell.scope = "col";
      cell.textContent = name;
      head.append(cell);
    }
    const body = made.createTBody();
    for (const { one, words, other } of edges) {
      const row = body.insertRow();
      [link(one), words, link(other)].forEach((inside, place) => {
        const cell = row.insertCell();
        cell.dataset.label = names[place];
        cell.append(inside);
      });
    }
    return made;
  }

  /** @param {NearNode} node @returns {Node | string} */
  function link(node) {
    if (!node.from) return node.name;
    const made = document.createElement("a");
    made.href = new URL(node.path, vankho.portal).href;
    made.textContent = node.name;
    return made;
  }

  // --- on the page -----------------------------------------------------------------------------------

  /**
   * Draws in a place of the page what it is tied to, with a button that goes a step farther and back.
   * @param {HTMLElement} place
   * @param {string} path of the page below the portal
   * @param {number} first steps that are shown at once
   */
  vankho.near = async (place, path, first) => {
    const button = /** @type {HTMLButtonElement} */ (place.querySelector("button"));
    const tools = document.createElement("div");
    const status = document.createElement("span");
    const whole = document.createElement("a");
    const field = document.createElement("div");
    let steps = first;
    tools.className = "vk-near__tools";
    status.setAttribute("role", "status");
    whole.href = new URL("mang-luoi.html", vankho.portal).href;
    whole.textContent = "Xem mạng lưới của cả kho";
    const focused = button === document.activeElement;
    tools.append(button, status, whole);
    place.replaceChildren(tools, field);
    if (focused) button.focus();

    const show = async () => {
      status.textContent = "Đang tải …";
      try {
        const graph = await around(path, steps);
        const shown = graph.nodes.filter(node => node.depth === 1).length;
        const told = graph.nodes.length
          ? `${shown === graph.of ? `Trang này liên hệ với ${graph.of} trang` : `Vẽ ${shown} trong ${graph.of} trang mà trang này liên hệ`}${steps > 1 ? `, thêm ${graph.nodes.length - shown - 1} trang cách hai bước` : ""}.`
          : "Trang này chưa liên hệ với trang nào.";
        status.textContent = told;
        button.hidden = !graph.nodes.length;
        button.textContent = steps > 1 ? "Thu lại một bước" : "Mở rộng thêm một bước";
        const open = field.querySelector("details")?.open ?? false;
        field.replaceChildren(...(graph.nodes.length ? [picture(graph, told), folded(graph.edges, open)] : []));
      } catch {
        status.textContent = "Không tải được dữ liệu của lược đồ. Bấm nút để thử lại.";
      }
    };
    button.addEventListener("click", () => {
      steps = field.childNodes.length ? 3 - steps : steps;
      show();
    });
    narrow.addEventListener("change", show);
    await show();
  };
})();
