// Small repairs for keyboard and screen reader. The page is readable without them.
(() => {
  // word("Show all") says it in the page's language; {} is replaced by the value.
  const words = JSON.parse(document.getElementById("lmc-words")?.dataset.words || "{}");
  const word = (english, value = "") => (words[english] ?? english).replace("{}", () => value);
  window.lmc = { word };

  // Boxes that scroll sideways must be reachable by keyboard; others should not be tab stops.
  const boxes = [".katex-display", "pre", "table", ".cell_output", ".lmc-hand-in"];
  const selector = boxes.map((box) => `article ${box}`).join();

  function markScrollers() {
    for (const box of document.querySelectorAll(selector)) {
      const scrolls =
        box.scrollWidth > box.clientWidth + 1 && getComputedStyle(box).overflowX !== "visible";
      if (scrolls) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
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

  addEventListener("DOMContentLoaded", nameArrows);
  document.addEventListener("click", keepPlace);
  addEventListener("load", () => { markScrollers(); openTarget(); });
  addEventListener("resize", markScrollers);
  addEventListener("hashchange", openTarget);
  document.addEventListener("toggle", markScrollers, true);
  document.addEventListener("change", markScrollers);
})();
