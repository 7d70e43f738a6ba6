// Which words a word attends to: choose a sentence, a head, a word; sharpen or flatten the scores.
// Needs: heads, sentences.
import { BLUE, choice, GREY, html, play, slider, svg, word, words } from "./kit.js";

// Weights from scores (each at most the mask's −∞, written as null).
export function softmax(scores, sharpness = 1) {
  const top = Math.max(...scores.filter((s) => s !== null).map((s) => s * sharpness));
  const powers = scores.map((s) => (s === null ? 0 : Math.exp(s * sharpness - top)));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((p) => p / sum);
}

// How likely the network says "are": at the last word, each head adds its words' votes by weight.
export function probability({ scores, votes, bias }, sharpness = 1) {
  const last = scores.map((rows) => softmax(rows.at(-1), sharpness));
  const sum = last.flatMap((row, h) => row.map((weight, i) => weight * votes[h][i])).reduce((a, b) => a + b, bias);
  return 1 / (1 + Math.exp(-sum));
}

play("attention", (data, controls, update) => {
  let [sentence, head] = [0, 0];
  let query = data.sentences[0].words.length - 1;
  const left = html("div", { class: "lmc-play-tokens", role: "group", "aria-label": word("The word that attends") });
  const right = html("div", { class: "lmc-play-tokens right", "aria-hidden": "true" });
  const sharpness = slider({ label: word("Sharpness"), min: 0, max: 4, step: 0.1, value: 1 }, show);
  const current = () => data.sentences[sentence];
  const are = () => probability(current(), sharpness.value);
  const weights = (row) => softmax(current().scores[head][row], sharpness.value);

  function choose(row, focus = false) {
    query = Math.max(0, Math.min(current().words.length - 1, row));
    if (focus) left.children[query].focus();
    show();
  }

  function token(word, row) {
    const made = html("button", { type: "button" }, word);
    for (const event of ["pointerenter", "focus", "click"]) made.addEventListener(event, () => choose(row));
    made.addEventListener("keydown", (event) => {
      const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!move) return;
      event.preventDefault();
      choose(row + move, true);
    });
    return made;
  }

  function change(next) {
    sentence = Number(next);
    left.replaceChildren(...current().words.map(token));
    right.replaceChildren(...current().words.map(() => html("div")));
    query = current().words.length - 1;
  }

  function show() {
    const row = weights(query);
    [...left.children].forEach((made, i) => {
      made.setAttribute("aria-pressed", String(i === query));
      made.tabIndex = i === query ? 0 : -1;
    });
    current().words.forEach((word, i) => {
      const share = row[i].toFixed(3);
      right.children[i].replaceChildren(html("b", {}, word), html("span", {}, share));
      right.children[i].style.setProperty("--share", row[i]);
    });
    update();
  }

  const sentences = Object.fromEntries(data.sentences.map((s, i) => [i, s.name]));
  const heads = Object.fromEntries(data.heads.map((_, i) => [i, word("Head {}", i + 1)]));
  controls.append(
    choice(word("Sentence"), sentences, 0, (next) => { change(next); show(); }),
    choice(word("Head"), heads, 0, (next) => { head = Number(next); show(); }),
    sharpness.element,
  );
  change(0);
  queueMicrotask(show);

  function draw(width) {
    const pitch = left.children[1].offsetTop - left.children[0].offsetTop || 32;
    const middle = (i) => left.children[0].offsetTop + pitch * (i + 0.5) - 2;
    const [from, to] = [left.offsetWidth + 4, width - right.offsetWidth - 4];
    const curve = (a, b, weight, strong) =>
      svg("path", {
        fill: "none",
        stroke: strong ? BLUE : GREY,
        "stroke-width": Math.max(0.4, weight * (strong ? 9 : 4)),
        "stroke-opacity": strong ? 0.25 + 0.75 * weight : 0.5 * weight,
        d: `M${from} ${middle(a)} C${(from + to) / 2} ${middle(a)} ${(from + to) / 2} ${middle(b)} ${to} ${middle(b)}`,
      });
    const rows = current().words.map((_, i) => i).filter((i) => i !== query);
    return [...rows, query].flatMap((i) => weights(i).map((weight, j) => curve(i, j, weight, i === query)));
  }

  return {
    draw,
    over: [left, right],
    says() {
      const order = weights(query).map((weight, i) => [weight, i]).sort((a, b) => b[0] - a[0]);
      const named = order.slice(0, 3).map(([weight, i]) =>
        word("“{word}” (word {place}) {weight}", { word: current().words[i], place: i + 1, weight: weight.toFixed(3) }));
      return word(
        "{head}: “{word}” (word {place}) gives its largest weights to {named}. At the dot the network says “are” with probability {are}, “is” with {is}.",
        {
          head: heads[head], word: current().words[query], place: query + 1, named: named.join(word(", ")),
          are: are().toFixed(3), is: (1 - are()).toFixed(3),
        },
      );
    },
    numbers: () => ({ sentence, head, query, weights: weights(query), are: are() }),
  };
});
