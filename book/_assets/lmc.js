// Small repairs for keyboard and screen reader. The page is readable without them.
(() => {
  // word("Show all") says it in the page's language; {} is replaced by the value, {name} by the
  // value of that name. The other scripts, and Python in the page, take their words from here.
  const words = JSON.parse(document.getElementById("lmc-words")?.dataset.words || "{}");
  const word = (english, values = "") =>
    (words[english] ?? english).replace(/\{([a-z_]*)\}/g, (_, name) => (name ? values[name] : values));
  window.lmc = { word, words };

  // Boxes that scroll must be reachable by keyboard; others should not be tab stops. The theme's
  // own function for it measures the whole page, so lean_site takes it out.
  const boxes = [".katex-display", "pre", "table", ".cell_output", ".cell_output > .output",
    ".pst-scrollable-table-container", ".lmc-hand-in"];
  const selector = boxes.map((box) => `article ${box}`).join();

  const still = ["visible", "hidden", "clip"];
  const scrolls = (box) =>
    (box.scrollWidth > box.clientWidth + 1 && !still.includes(getComputedStyle(box).overflowX)) ||
    (box.scrollHeight > box.clientHeight + 1 && !still.includes(getComputedStyle(box).overflowY));

  function mark(some) {
    const wide = some.map(scrolls); // read everything, then write: one layout, not hundreds
    some.forEach((box, i) => (wide[i] ? (box.tabIndex = 0) : box.removeAttribute("tabindex")));
  }

  // Measuring a box lays it out, and a long page has hundreds far below the window: they wait
  // until they come near, or until somebody moves by keyboard.
  const near = new IntersectionObserver(
    (seen) => byKeyboard() || mark(seen.filter((s) => s.isIntersecting).map((s) => s.target)),
    { rootMargin: "50% 0px" },
  );
  const markAll = () => mark([...document.querySelectorAll(selector)]);
  const byKeyboard = () => document.documentElement.dataset.keyboard === "yes";
  function markScrollers() {
    if (byKeyboard()) return markAll();
    near.disconnect();
    for (const box of document.querySelectorAll(selector)) near.observe(box);
  }
  function firstKey({ key }) {
    if (key !== "Tab" || byKeyboard()) return;
    document.documentElement.dataset.keyboard = "yes"; // lmc.css lays everything out from now on
    near.disconnect();
    markAll();
  }

  // The sidebar's arrows have no name of their own.
  function nameArrows() {
    for (const summary of document.querySelectorAll("summary:has(> .toctree-toggle)")) {
      const part = summary.closest("li").querySelector("a");
      summary.ariaLabel = word("Pages of {}", part.textContent.trim());
    }
  }

  // A folded check that a link points to opens when the link is followed.
  function openTarget() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const box = target && target.closest("details");
    if (box) box.open = true;
  }

  // The other language opens at the same place, with the same search or filter.
  function keepPlace(event) {
    const link = event.target.closest("a.lmc-language");
    if (link) [link.hash, link.search] = [location.hash, location.search];
  }

  function load({ src }, type = "") {
    return new Promise((done, failed) => {
      const script = document.createElement("script");
      Object.assign(script, { src, type, async: false, onload: done, onerror: failed });
      document.head.append(script);
    });
  }

  // Figures to play with show a picture until their script is there.
  function loadFigures() {
    for (const later of document.querySelectorAll("script[type='lmc/after']")) load(later, "module");
  }

  // Hover previews are loaded at the first sign of a reader with a pointer or a keyboard.
  function loadPreviews() {
    const waiting = document.querySelectorAll("script[type='lmc/later']");
    if (!waiting.length) return;
    const start = () => {
      signs.forEach((sign) => removeEventListener(sign, start, true));
      const before = window.onload; // the previews' script waits for a load that is over
      Promise.all([...waiting].map((script) => load(script))).then(() => {
        if (window.onload && window.onload !== before) window.onload();
        for (const link of document.querySelectorAll("article a:is(:hover, :focus)"))
          link.dispatchEvent(new MouseEvent("mouseenter"));
      });
    };
    const signs = ["pointermove", "pointerover", "keydown", "touchstart"];
    signs.forEach((sign) => addEventListener(sign, start, { capture: true, passive: true }));
  }

  addEventListener("DOMContentLoaded", nameArrows);
  document.addEventListener("click", keepPlace);
  addEventListener("load", () => { markScrollers(); openTarget(); loadFigures(); loadPreviews(); });
  addEventListener("resize", markScrollers);
  addEventListener("keydown", firstKey, true);
  addEventListener("hashchange", openTarget);
  document.addEventListener("toggle", markScrollers, true);
  document.addEventListener("change", markScrollers);
  // A fold that opens may ask for a font, and its formulas grow when that arrives.
  document.fonts.addEventListener("loadingdone", markScrollers);
})();
