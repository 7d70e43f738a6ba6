// Gradient descent, momentum and Adam on 0.5 (a θ₁² + b θ₂²), beside PyTorch's own runs.
// Needs: curvature, start, levels, methods, steps.
import { animate, axes, BLUE, button, choice, GREY, html, INK, ORANGE, play, slider, svg, word, words } from "./kit.js";

const MOST_STEPS = 400;

export const lossAt = ({ curvature }, point) =>
  0.5 * point.reduce((sum, value, i) => sum + curvature[i] * value * value, 0);

// The points that a method visits, the start first.
export function walk({ curvature, start, methods }, method, rate, beta, steps) {
  const { beta2, eps } = methods.adam;
  const m = [0, 0];
  const v = [0, 0];
  const moves = {
    descent: (g) => g,
    momentum: (g, i) => (m[i] = beta * m[i] + g),
    adam(g, i, t) {
      m[i] = beta * m[i] + (1 - beta) * g;
      v[i] = beta2 * v[i] + (1 - beta2) * g * g;
      return m[i] / (1 - beta ** t) / (Math.sqrt(v[i] / (1 - beta2 ** t)) + eps);
    },
  };
  const path = [start];
  for (let t = 1; t <= steps; t++) {
    path.push(path[t - 1].map((value, i) => value - rate * moves[method](curvature[i] * value, i, t)));
  }
  return path;
}

play("descent", (data, controls, update, canvas) => {
  let method = "descent";
  let count = data.steps;
  let timer = 0;
  const rate = slider({ label: word("Learning rate α"), min: 0.001, max: 0.5, log: true, value: data.methods.descent.rate }, update);
  const beta = slider({ label: word("Momentum β"), min: 0, max: 0.99, step: 0.01, value: 0.8 }, update);
  const path = () => walk(data, method, rate.value, beta.value, count);

  function choose(name) {
    method = name;
    rate.set(data.methods[name].rate);
    beta.set(data.methods[name].beta);
    beta.disable(name === "descent");
    update();
  }

  function goTo(steps) {
    clearInterval(timer);
    count = Math.min(MOST_STEPS, steps);
    update();
  }

  function run() {
    goTo(0);
    timer = animate(() => {
      count += 1;
      update();
      return count < data.steps;
    });
  }

  // The names come with the data: word("Gradient descent"), word("Momentum"), word("Adam").
  const labels = Object.fromEntries(Object.entries(data.methods).map(([name, m]) => [name, word(m.label)]));
  const buttons = [button(word("Step"), () => goTo(count + 1)), button(word("Run {}", data.steps), run), button(word("Reset"), () => goTo(0))];
  controls.append(choice(word("Method"), labels, method, choose), rate.element, beta.element, html("div", {}, ...buttons));
  beta.disable(true);
  canvas.classList.add("wide");

  function surface(width, height) {
    const frame = axes({ left: 44, right: width - 8, bottom: height, x: [-2.4, 1.2], y: [-0.8, 0.8], xName: "θ₁", yName: "θ₂" });
    const [a, b] = data.curvature;
    const rings = data.levels.map((level) =>
      svg("ellipse", {
        class: "contour", cx: frame.x(0), cy: frame.y(0),
        rx: frame.x(Math.sqrt((2 * level) / a)) - frame.x(0), ry: frame.y(0) - frame.y(Math.sqrt((2 * level) / b)),
      }),
    );
    const points = path();
    const dots = points.map(([p, q]) => svg("circle", { cx: frame.x(p), cy: frame.y(q), r: 3, fill: BLUE }));
    const [p, q] = points[count];
    dots.push(svg("circle", { cx: frame.x(p), cy: frame.y(q), r: 6, fill: "none", stroke: BLUE, "stroke-width": 2 }));
    const goal = svg("text", { x: frame.x(0), y: frame.y(0) + 5, "text-anchor": "middle", fill: INK }, "×");
    const reference = frame.line(data.methods[method].path, GREY, { "stroke-width": 5, "stroke-opacity": 0.45 });
    return [...frame.parts, frame.clip(...rings, reference, frame.line(points, BLUE, { "stroke-width": 1.4 }), ...dots, goal)];
  }

  function losses(width, top, bottom) {
    const frame = axes({
      left: 44, top, right: width - 8, bottom, x: [0, Math.max(data.steps, count)], y: [1e-5, 1e3], yLog: true, yTicks: 3,
      xName: word("step"), yName: word("loss"),
    });
    const curve = (points) => points.map((point, step) => [step, Math.max(1e-12, lossAt(data, point))]);
    const reference = frame.line(curve(data.methods[method].path), GREY, { "stroke-width": 5, "stroke-opacity": 0.45 });
    return [...frame.parts, frame.clip(reference, frame.line(curve(path()), ORANGE))];
  }

  return {
    draw: (width, height) => [...surface(width, height * 0.6), ...losses(width, height * 0.6 + 44, height - 36)],
    says() {
      const [p, q] = path()[count];
      const theirs = data.methods[method].path;
      const setting = [`α ${words(rate.value)}`];
      if (method !== "descent") setting.push(`β ${words(beta.value)}`);
      return word(
        "{method}, {setting}, {after}: θ₁ {p}, θ₂ {q}, loss {loss} (it was {first} at the start). Grey: PyTorch with α {rate}, loss {reached} after {steps} steps.",
        {
          method: labels[method], setting: setting.join(word(", ")),
          after: count === 1 ? word("after 1 step") : word("after {} steps", count),
          p: words(p), q: words(q), loss: words(lossAt(data, [p, q])), first: words(lossAt(data, data.start)),
          rate: words(data.methods[method].rate), reached: words(lossAt(data, theirs[theirs.length - 1])), steps: data.steps,
        },
      );
    },
    numbers: () => ({ path: path() }),
  };
});
