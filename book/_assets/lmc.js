// Small repairs for keyboard and screen reader. The page is readable without them.
(() => {
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
      summary.ariaLabel = `Pages of ${part.textContent.trim()}`;
    }
  }

  // A folded check that a link points to opens when the link is followed.
  function openTarget() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const box = target && target.closest("details");
    if (box) box.open = true;
  }

  addEventListener("DOMContentLoaded", nameArrows);
  addEventListener("load", () => { markScrollers(); openTarget(); });
  addEventListener("resize", markScrollers);
  addEventListener("hashchange", openTarget);
  document.addEventListener("toggle", markScrollers, true);
  document.addEventListener("change", markScrollers);
})();
