// A scaling law, loss = E + A n^(−α), laid through measured points by hand or by least squares.
// Needs: n, loss, name, unit.
import { axes, BLUE, button, GREY, html, ORANGE, play, slider, svg, word, words } from "./kit.js";

export const law = ({ floor, factor, alpha }, n) => floor + factor * n ** -alpha;

// The best E and A for one α: least squares of the relative errors, with E not below zero.
function linear(ns, losses, alpha, flat) {
  let [uu, uv, vv, u, v] = [0, 0, 0, 0, 0];
  ns.forEach((n, i) => {
    const [a, b] = [1 / losses[i], n ** -alpha / losses[i]];
    uu += a * a; uv += a * b; vv += b * b; u += a; v += b;
  });
  let floor = flat ? 0 : (u * vv - v * uv) / (uu * vv - uv * uv);
  if (!(floor > 0)) floor = 0;
  const found = { floor, factor: (v - floor * uv) / vv, alpha };
  return { ...found, error: misfit(found, ns, losses) };
}

// Root mean square of the relative errors.
export const misfit = (model, ns, losses) =>
  Math.sqrt(ns.reduce((sum, n, i) => sum + (law(model, n) / losses[i] - 1) ** 2, 0) / ns.length);

// α by a grid and then golden sections; E and A follow from it.
export function fit(ns, losses, flat = false) {
  const at = (alpha) => linear(ns, losses, alpha, flat);
  let best = at(0.05);
  for (let k = 2; k <= 60; k++) if (at(0.05 * k).error < best.error) best = at(0.05 * k);
  let [low, high] = [best.alpha - 0.05, best.alpha + 0.05];
  const golden = (Math.sqrt(5) - 1) / 2;
  for (let k = 0; k < 60; k++) {
    const [a, b] = [high - golden * (high - low), low + golden * (high - low)];
    if (at(a).error < at(b).error) high = b;
    else low = a;
  }
  return at((low + high) / 2);
}

play("scaling", (data, controls, update, canvas) => {
  const { n, loss } = data;
  const last = n.length - 1;
  const most = loss[0] * n[0];
  const alpha = slider({ label: word("Exponent α"), min: 0.01, max: 3, step: 0.001, value: 0.5 }, update);
  const factor = slider({ label: word("Factor A"), min: loss[last] / 10, max: 100 * most, log: true, value: loss[0] * n[0] ** 0.5, digits: 4 }, update);
  const floor = slider({ label: word("Floor E"), min: 0, max: Number(loss[last].toPrecision(2)) * 1.5, step: 0.0001, value: 0 }, update);
  const used = slider({ label: word("Points to fit"), min: 3, max: n.length, step: 1, value: 4 }, update);
  const model = () => ({ alpha: alpha.value, factor: factor.value, floor: floor.value });
  const count = () => Math.round(used.value);
  let frame;

  function apply(flat) {
    const found = fit(n.slice(0, count()), loss.slice(0, count()), flat);
    alpha.set(found.alpha); factor.set(found.factor); floor.set(found.floor);
    update();
  }

  controls.append(
    used.element,
    html("div", {}, button(word("Fit with E = 0"), () => apply(true)), button(word("Fit all three"), () => apply(false))),
    alpha.element, factor.element, floor.element,
  );

  // Drag an end of the curve: the left end moves A, the right end turns the line (α).
  function drag(event) {
    const box = canvas.getBoundingClientRect();
    const height = Math.min(frame.bottom, Math.max(frame.top, event.clientY - box.top));
    const value = Math.max(1e-9, frame.value(height) - floor.value);
    if (handle === 0) factor.set(value * n[0] ** alpha.value);
    else {
      const first = law(model(), n[0]) - floor.value;
      alpha.set(Math.log(first / value) / Math.log(n[last] / n[0]));
      factor.set(first * n[0] ** alpha.value);
    }
    update();
  }
  let handle = -1;
  canvas.addEventListener("pointerdown", (event) => {
    const box = canvas.getBoundingClientRect();
    const near = (k) => Math.hypot(event.clientX - box.left - frame.x(n[k]), event.clientY - box.top - frame.y(law(model(), n[k])));
    handle = near(0) < 28 ? 0 : near(last) < 28 ? last : -1;
    if (handle >= 0) canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => handle >= 0 && drag(event));
  canvas.addEventListener("pointerup", () => (handle = -1));
  canvas.addEventListener("pointercancel", () => (handle = -1));
  canvas.classList.add("draggable");

  // The unit comes with the data: word("training examples n").
  function draw(width, height) {
    const y = [loss[last] / 3, loss[0] * 3];
    frame = axes({ left: 52, right: width - 14, bottom: height - 36, x: [n[0] / 1.5, n[last] * 1.5], y, xLog: true, yLog: true, xName: word(data.unit), yName: word("loss") });
    frame.value = (py) => y[0] * (y[1] / y[0]) ** ((frame.bottom - py) / (frame.bottom - frame.top));
    const grid = Array.from({ length: 61 }, (_, k) => (n[0] / 1.5) * ((2.25 * n[last]) / n[0]) ** (k / 60));
    const m = model();
    const dots = n.map((value, i) =>
      svg("circle", { cx: frame.x(value), cy: frame.y(loss[i]), r: 5, fill: i < count() ? ORANGE : "var(--pst-color-background)", stroke: ORANGE, "stroke-width": 2 }));
    const ends = [0, last].map((k) => svg("circle", { class: "handle", cx: frame.x(n[k]), cy: frame.y(law(m, n[k])), r: 11, stroke: BLUE }));
    const parts = [frame.line(grid.map((v) => [v, law(m, v)]), BLUE), ...dots, ...ends];
    if (m.floor > 0) parts.unshift(frame.line([[grid[0], m.floor], [grid[60], m.floor]], GREY, { "stroke-dasharray": "5 4" }));
    return [...frame.parts, frame.clip(...parts)];
  }

  return {
    draw,
    says() {
      const [k, m] = [count(), model()];
      const share = (value) => `${words(100 * value, 2)} %`;
      const rest = k <= last ? word("; on the {count} that it did not see {share}", { count: last + 1 - k, share: share(misfit(m, n.slice(k), loss.slice(k))) }) : "";
      return word(
        "Loss = {floor} + {factor} · n^−{alpha}. Relative misfit on the first {count} points {share}{rest}. At n = {n} it says {says}; measured {measured}.",
        {
          floor: words(m.floor), factor: words(m.factor), alpha: words(m.alpha), count: k,
          share: share(misfit(m, n.slice(0, k), loss.slice(0, k))), rest,
          n: words(n[last], 6), says: words(law(m, n[last])), measured: words(loss[last]),
        },
      );
    },
    numbers: () => ({ ...model(), points: count() }),
  };
});
