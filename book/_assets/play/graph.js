// One training step of a small network, box by box: values forward, gradients backward, update.
// Needs: nodes, parameters, rate, runs.
import { animate, BLUE, button, html, INK, ORANGE, play, slider, svg, word, words } from "./kit.js";

const FEEDS = {
  linear: (node) => [...node.products.flat(), node.bias],
  relu: (node) => [node.input],
  half_square: (node) => [node.input, node.target],
};

// The values of all boxes, in the order of nodes.
export function forward(nodes, given) {
  const values = { ...given };
  for (const node of nodes) {
    if (node.op === "linear") {
      values[node.name] = node.products.reduce((sum, [w, x]) => sum + values[w] * values[x], values[node.bias]);
    } else if (node.op === "relu") values[node.name] = Math.max(0, values[node.input]);
    else if (node.op === "half_square") values[node.name] = 0.5 * (values[node.input] - values[node.target]) ** 2;
  }
  return values;
}

// The local slopes of one box: by what a gradient is multiplied on its way to each input.
export function slopes(node, values) {
  if (node.op === "linear") {
    return [...node.products.flatMap(([w, x]) => [[w, values[x]], [x, values[w]]]), [node.bias, 1]];
  }
  if (node.op === "relu") return [[node.input, values[node.input] > 0 ? 1 : 0]];
  return [[node.input, values[node.input] - values[node.target]]];
}

// Gradients of the last box, after the given number of boxes counted from the end.
export function backward(nodes, values, boxes = Infinity) {
  const operations = nodes.filter((node) => node.op !== "given").reverse();
  const gradients = { [operations[0].name]: 1 };
  for (const node of operations.slice(0, boxes)) {
    for (const [input, slope] of slopes(node, values)) {
      gradients[input] = (gradients[input] || 0) + slope * gradients[node.name];
    }
  }
  return gradients;
}

play("graph", (data, controls, update, canvas) => {
  const { nodes, parameters } = data;
  const operations = nodes.filter((node) => node.op !== "given");
  const size = operations.length;
  const start = Object.fromEntries(nodes.filter((n) => n.op === "given").map((n) => [n.name, n.value]));
  let given = start;
  let stage = 0; // 1 … size: forward boxes done; then as many backward
  let updates = 0;
  let timer = 0;
  const rate = slider({ label: word("Learning rate α"), min: 0.001, max: 0.02, step: 0.001, value: data.rate }, update);
  const values = () => forward(nodes, given);
  const gradients = () => (stage > size ? backward(nodes, values(), stage - size) : {});

  function show(next) {
    stage = Math.max(0, Math.min(2 * size, next));
    updateButton.setAttribute("aria-disabled", String(stage < 2 * size));
    update();
  }

  function goTo(next) {
    clearInterval(timer);
    show(next);
  }

  function run() {
    goTo(stage);
    if (stage < 2 * size) timer = animate(() => (show(stage + 1), stage < 2 * size), 350);
  }

  function learn() {
    if (stage < 2 * size) return;
    const g = gradients();
    given = { ...given };
    for (const name of parameters) given[name] -= rate.value * g[name];
    updates += 1;
    goTo(0);
  }

  function again() {
    [given, updates] = [start, 0];
    goTo(0);
  }

  const updateButton = button(word("Update the weights"), learn);
  const steps = [button(word("Next box"), () => goTo(stage + 1)), button(word("Back"), () => goTo(stage - 1)), button(word("To the end"), run)];
  controls.append(rate.element, html("div", {}, ...steps, updateButton, button(word("Start again"), again)));
  canvas.addEventListener("click", () => goTo(stage + 1));
  canvas.style.cursor = "pointer";
  updateButton.setAttribute("aria-disabled", "true");

  const active = () => (stage === 0 ? undefined : stage <= size ? operations[stage - 1] : operations[2 * size - stage]);

  function draw(width, height) {
    const [w, h] = [Math.min(84, width / 5 - 8), 44];
    const at = ([x, y]) => [w / 2 + 4 + x * (width - w - 8), h / 2 + 4 + y * (height - h - 8)];
    const places = Object.fromEntries(nodes.map((node) => [node.name, at(node.at)]));
    const [v, g, now] = [values(), gradients(), active()];
    const known = new Set([...Object.keys(given), ...operations.slice(0, stage).map((node) => node.name)]);
    const parts = [];
    for (const node of operations) {
      const local = new Map(slopes(node, v));
      for (const name of FEEDS[node.op](node)) {
        const [[xa, ya], [xb, yb]] = [places[name], places[node.name]];
        const flat = ya === yb;
        const side = Math.sign(xa - xb);
        const tail = flat ? [xa - (side * w) / 2, ya] : [xa, ya + h / 2];
        const head = flat ? [xb + (side * w) / 2, yb] : [xb + 0.12 * (xa - xb), yb - h / 2];
        const busy = node === now;
        const stroke = busy ? (stage > size ? ORANGE : BLUE) : "var(--play-grey)";
        parts.push(svg("line", { x1: tail[0], y1: tail[1], x2: head[0], y2: head[1], stroke, "stroke-width": busy ? 2.6 : 1.2 }));
        if (busy && stage > size && local.has(name)) {
          const label = svg("text", { class: "slope", x: (tail[0] + head[0]) / 2, y: (tail[1] + head[1]) / 2 + 4, "text-anchor": "middle" }, `×${words(local.get(name))}`);
          parts.push(label);
        }
      }
    }
    const labels = parts.filter((part) => part.tagName === "text");
    for (const { name } of nodes) {
      const [x, y] = places[name];
      const busy = now && (now.name === name || (stage > size && FEEDS[now.op](now).includes(name)));
      parts.push(svg("rect", { class: busy ? "box busy" : "box", x: x - w / 2, y: y - h / 2, width: w, height: h, rx: 6 }));
      const value = known.has(name) ? `${name} = ${words(v[name], 4)}` : name;
      const line = (text, dy, style) => svg("text", { class: "node", x, y: y + dy, "text-anchor": "middle", style }, text);
      parts.push(line(value, name in g ? -4 : 5, `fill: ${known.has(name) ? BLUE : INK}`));
      if (name in g) parts.push(line(words(g[name], 4), 14, `fill: ${ORANGE}`));
    }
    return [...parts, ...labels];
  }

  function sentence() {
    const [v, g, node] = [values(), gradients(), active()];
    if (!node) return word("Nothing is computed yet. Press “Next box”.");
    const n = (name) => words(v[name], 4);
    if (stage <= size) {
      const how = {
        linear: () => `${node.products.map(([a, b]) => `${n(a)} · ${n(b)}`).join(" + ")} + ${n(node.bias)}`,
        relu: () => `max(0, ${n(node.input)})`,
        half_square: () => `½ (${n(node.input)} − ${n(node.target)})²`,
      };
      return word("Forward: {}.", `${node.name} = ${how[node.op]()} = ${n(node.name)}`);
    }
    const ways = slopes(node, v).map(([name, slope]) =>
      word("times {slope} goes to {name}, which has {value}", { slope: words(slope), name, value: words(g[name], 4) }));
    const arrived = { name: node.name, value: words(g[node.name], 4), ways: ways.join(word("; ")) };
    return word("Backward through {name}: {value} arrives; {ways}.", arrived);
  }

  return {
    draw,
    says() {
      const rest = sentence();
      return updates === 1 ? word("After 1 update. {}", rest) : word("After {updates} updates. {rest}", { updates, rest });
    },
    numbers: () => ({ stage, values: values(), gradients: gradients() }),
  };
});
