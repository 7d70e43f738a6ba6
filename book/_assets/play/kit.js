// What the figures to play with share: the stage, axes, controls, and the words for the numbers.
// A figure's module calls play(name, setup). Without it, or when it fails, the static picture that
// the page's own cell drew stays where it is.
export const { word } = window.lmc;
const SVG = "http://www.w3.org/2000/svg";
export const BLUE = "var(--play-blue)";
export const ORANGE = "var(--play-orange)";
export const GREEN = "var(--play-green)";
export const GREY = "var(--play-grey)";
export const INK = "var(--pst-color-text-base)";

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

export const svg = (tag, attributes = {}, ...children) =>
  fill(document.createElementNS(SVG, tag), attributes, children);

export const html = (tag, attributes = {}, ...children) =>
  fill(document.createElement(tag), attributes, children);

// A number for reading: some digits, a true minus sign, powers of ten for the very large and small.
export function words(value, digits = 3) {
  if (!Number.isFinite(value)) return word("too large a number");
  const size = Math.abs(value);
  const [mantissa, power] = value.toExponential(digits - 1).split("e");
  const plain = size === 0 || (size >= 1e-3 && size < 1e5);
  const text = plain ? String(Number(value.toPrecision(digits))) : `${Number(mantissa)}e${Number(power)}`;
  return text.replaceAll("-", "−");
}

// setup(data, controls, update) returns draw(width, height) -> SVG elements, says() -> a sentence
// or two, and numbers() -> what the tests compare with Python's.
export function play(name, setup) {
  const root = document.querySelector(`[data-play="${name}"]`);
  if (!root) return;
  const part = (selector) => root.querySelector(selector);
  const stage = part(".lmc-play-stage");
  const says = part(".lmc-play-says");
  const canvas = svg("svg", { role: "img", "aria-labelledby": `play-${name}-title` });
  let timer = 0;

  function update() {
    const { clientWidth: width, clientHeight: height } = stage;
    if (width < 200) return; // not laid out yet; the observer below calls again when it is
    canvas.setAttribute("viewBox", `0 0 ${width} ${height}`);
    canvas.replaceChildren(...view.draw(width, height));
    clearTimeout(timer); // a reader's software speaks the last state, not every one on the way
    timer = setTimeout(() => (says.textContent = view.says()), 120);
  }

  const data = JSON.parse(part("script[type='application/json']").textContent);
  const view = setup(data, part(".lmc-play-controls"), update, canvas);
  root.numbers = view.numbers;
  stage.append(canvas, ...(view.over || []));
  says.textContent = view.says();
  root.classList.add("playing");
  // Draws for the first time, too: asking for the width here would lay out the whole page at once.
  new ResizeObserver(update).observe(stage);
}

// ---- controls ----
export function button(text, press) {
  const made = html("button", { type: "button" }, text);
  made.addEventListener("click", press);
  return made;
}

// A slider with a box to type into. On a log scale the slider moves by factors.
export function slider({ label, min, max, step, value, log = false, digits = 3 }, changed) {
  const [to, from] = log ? [Math.log10, (v) => 10 ** v] : [Number, Number];
  const range = html("input", { type: "range", "aria-label": label });
  Object.assign(range, { min: to(min), max: to(max), step: log ? 0.01 : step });
  const box = html("input", { type: "number", "aria-label": word("{}, typed", label) });
  Object.assign(box, { min, max, step: log ? "any" : step });
  const made = {
    value,
    element: html("div", { class: "lmc-play-slider" }, html("span", {}, label), range, box),
    set(next, typed = false) {
      made.value = Math.min(max, Math.max(min, next));
      range.value = to(made.value);
      range.ariaValueText = words(made.value, digits);
      if (!typed) box.value = Number(made.value.toPrecision(digits));
    },
    disable: (off) => (range.disabled = box.disabled = off),
  };
  range.addEventListener("input", () => changed(made.set(from(Number(range.value)))));
  box.addEventListener("input", () => {
    if (box.value !== "" && box.checkValidity()) changed(made.set(Number(box.value), true));
  });
  box.addEventListener("change", () => made.set(made.value));
  made.set(value);
  return made;
}

// Choose one of several: radio buttons, so the arrow keys move between them.
export function choice(label, options, chosen, changed) {
  const group = `play-${label}-${Math.random()}`;
  const items = Object.entries(options).map(([value, text]) => {
    const radio = html("input", { type: "radio", name: group, value });
    radio.checked = value === String(chosen);
    radio.addEventListener("change", () => changed(value));
    return html("label", {}, radio, html("span", {}, text));
  });
  return html("fieldset", { class: "lmc-play-choice" }, html("legend", {}, label), ...items);
}

// Repeat step() until it returns false; at once for readers who asked for less motion.
export function animate(step, milliseconds = 50) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
    while (step());
    return 0;
  }
  const timer = setInterval(() => step() || clearInterval(timer), milliseconds);
  return timer;
}

// ---- drawing ----
function ticks([low, high], log, wanted) {
  if (log) {
    const powers = [];
    const every = Math.ceil(Math.log10(high / low) / wanted);
    for (let p = Math.ceil(Math.log10(low) - 1e-9); 10 ** p <= high * 1.001; p += every) {
      powers.push(10 ** p);
    }
    return powers;
  }
  const rough = (high - low) / wanted;
  const unit = 10 ** Math.floor(Math.log10(rough));
  const step = unit * [1, 2, 5, 10].find((factor) => factor * unit >= rough);
  const found = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + 1e-9 * step; k++) found.push(k * step);
  return found;
}

// A frame with ticks; x() and y() turn values into places, clip() cuts what leaves the frame.
export function axes({ left = 46, top = 8, right, bottom, x, y, xLog, yLog, xName, yName, yTicks = 4 }) {
  const scale = ([low, high], log, from, to) => (value) => {
    const share = log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
    return Math.max(-1e4, Math.min(1e4, from + share * (to - from))) || 0;
  };
  const px = scale(x, xLog, left, right);
  const py = scale(y, yLog, bottom, top);
  const parts = [];
  const text = (value, attributes) => svg("text", { class: "tick", ...attributes }, value);
  for (const value of ticks(x, xLog, Math.max(3, (right - left) / 90))) {
    parts.push(svg("line", { class: "grid", x1: px(value), x2: px(value), y1: top, y2: bottom }));
    parts.push(text(words(value), { x: px(value), y: bottom + 15, "text-anchor": "middle" }));
  }
  for (const value of ticks(y, yLog, yTicks)) {
    parts.push(svg("line", { class: "grid", x1: left, x2: right, y1: py(value), y2: py(value) }));
    parts.push(text(words(value), { x: left - 5, y: py(value) + 4, "text-anchor": "end" }));
  }
  if (xName) parts.push(svg("text", { class: "name", x: right, y: bottom + 31, "text-anchor": "end" }, xName));
  if (yName) parts.push(svg("text", { class: "name", x: left + 5, y: top + 12 }, yName));
  const [width, height] = [right - left, bottom - top];
  const clip = (...children) =>
    svg("svg", { x: left, y: top, width, height, viewBox: `${left} ${top} ${width} ${height}` }, ...children);
  const line = (points, stroke, more = {}) =>
    svg("polyline", { fill: "none", stroke, "stroke-width": 2, points: points.map(([a, b]) => `${px(a)},${py(b)}`).join(" "), ...more });
  return { parts, x: px, y: py, clip, line, left, right, top, bottom };
}
