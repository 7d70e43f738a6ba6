// A layer's weights on a grid of few values: what is lost by rounding, and what by clipping.
// Needs: width, first, counts, limits, widths, accuracy, float_accuracy, seed.
import { axes, BLUE, button, GREEN, GREY, html, ORANGE, play, slider, svg, word, words } from "./kit.js";

// Both parts of the mean squared error, and the share of clipped weights. The grid is symmetric:
// 2^bits - 1 values from -limit to limit.
export function errors({ width, first, counts }, bits, limit) {
  const step = limit / (2 ** (bits - 1) - 1);
  let [rounding, clipping, clipped, all] = [0, 0, 0, 0];
  counts.forEach((count, k) => {
    const value = (first + k) * width;
    const kept = Math.max(-limit, Math.min(limit, value));
    rounding += count * (Math.round(kept / step) * step - kept) ** 2;
    clipping += count * (kept - value) ** 2;
    clipped += Math.abs(value) > limit + 1e-12 ? count : 0;
    all += count;
  });
  return { step, rounding: rounding / all, clipping: clipping / all, clipped: clipped / all };
}

play("quantize", (data, controls, update) => {
  const { limits, widths } = data;
  const bits = slider({ label: word("Bits"), min: widths[0], max: widths.at(-1), step: 1, value: 3 }, update);
  const limit = slider({ label: word("Clip at ±"), min: limits[0], max: limits.at(-1), step: limits[1] - limits[0], value: limits.at(-1) }, update);
  const nearest = () => Math.round((limit.value - limits[0]) / (limits[1] - limits[0]));
  const now = () => errors(data, Math.round(bits.value), limits[nearest()]);
  const total = (e) => e.rounding + e.clipping;

  function best() {
    const found = limits.map((c) => total(errors(data, Math.round(bits.value), c)));
    limit.set(limits[found.indexOf(Math.min(...found))]);
    update();
  }

  controls.append(bits.element, limit.element, html("div", {}, button(word("Smallest error"), best), button(word("No clipping"), () => { limit.set(limits.at(-1)); update(); })));

  function histogram(width, bottom) {
    const reach = limits.at(-1) * 1.04;
    const group = Math.max(1, Math.round((3 * 2 * reach) / data.width / width));
    const bars = new Map();
    data.counts.forEach((count, k) => {
      const key = Math.floor((data.first + k) / group);
      bars.set(key, (bars.get(key) || 0) + count);
    });
    const frame = axes({ right: width - 8, bottom, x: [-reach, reach], y: [0, 1.1 * Math.max(...bars.values())], yTicks: 3, yName: word("weights") });
    const c = limits[nearest()];
    const shapes = [...bars].map(([key, count]) => {
      const [x1, x2] = [key * group, (key + 1) * group].map((v) => frame.x((v - 0.5) * data.width));
      return svg("rect", { x: x1, width: x2 - x1, y: frame.y(count), height: bottom - frame.y(count), fill: BLUE, "fill-opacity": 0.6 });
    });
    for (const [from, to] of [[-reach, -c], [c, reach]]) {
      shapes.push(svg("rect", { class: "cut", x: frame.x(from), width: Math.max(0, frame.x(to) - frame.x(from)), y: frame.top, height: bottom - frame.top }));
    }
    const { step } = now();
    const levels = Math.round(c / step);
    const strong = levels < 32 ? 1.4 : 0.5;
    for (let k = -levels; k <= levels; k++) {
      const x = frame.x(k * step);
      shapes.push(svg("line", { x1: x, x2: x, y1: frame.top, y2: bottom, stroke: ORANGE, "stroke-width": strong }));
    }
    return [...frame.parts, frame.clip(...shapes)];
  }

  function curves(width, top, bottom) {
    const all = limits.map((c) => [c, errors(data, Math.round(bits.value), c)]);
    const frame = axes({ top, right: width - 8, bottom, x: [0, limits.at(-1) * 1.04], y: [1e-7, 1e-1], yLog: true, yTicks: 3, xName: word("clip at"), yName: word("mean squared error") });
    const curve = (part) => all.map(([c, e]) => [c, Math.max(1e-12, part(e))]);
    const here = [limits[nearest()], total(now())];
    return [
      ...frame.parts,
      frame.clip(
        frame.line(curve((e) => e.rounding), ORANGE, { "stroke-dasharray": "6 4" }),
        frame.line(curve((e) => e.clipping), GREEN, { "stroke-dasharray": "2 4" }),
        frame.line(curve(total), BLUE),
        svg("line", { x1: frame.x(here[0]), x2: frame.x(here[0]), y1: top, y2: bottom, stroke: GREY }),
        svg("circle", { cx: frame.x(here[0]), cy: frame.y(here[1]), r: 6, fill: BLUE }),
      ),
      ...[[word("total"), BLUE], [word("rounding"), ORANGE], [word("clipping"), GREEN]].map(([name, colour], k) =>
        svg("text", { class: "key", x: width - 14, y: bottom - 40 + 15 * k, "text-anchor": "end", style: `fill: ${colour}` }, name)),
    ];
  }

  return {
    draw: (width, height) => [...histogram(width, height * 0.5), ...curves(width, height * 0.5 + 30, height - 36)],
    says() {
      const e = now();
      const k = nearest();
      const b = Math.round(bits.value);
      const accuracy = data.accuracy[widths.indexOf(b)][k];
      return word(
        "{bits} bits, clipped at ±{limit}: {values} values, step {step}. Mean squared error {error} = rounding {rounding} + clipping {clipping}; {share} % of the weights are clipped. Test accuracy with this first layer {accuracy}; in float32 {full}.",
        {
          bits: b, limit: words(limits[k]), values: 2 ** b - 1, step: words(e.step), error: words(total(e)),
          rounding: words(e.rounding), clipping: words(e.clipping), share: words(100 * e.clipped, 2),
          accuracy: accuracy.toFixed(3), full: data.float_accuracy.toFixed(3),
        },
      );
    },
    numbers: () => ({ bits: Math.round(bits.value), limit: limits[nearest()], ...now() }),
  };
});
