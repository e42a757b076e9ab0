/* Tables wider than the page scroll; let the keyboard reach them, and say what they are. */
medialit.onPage(".md-content", (root, signal) => {
  "use strict";
  const boxes = [...root.querySelectorAll(".ml-scroll, .md-typeset__scrollwrap")];
  const mind = (box) => {
    const wide = box.scrollWidth > box.clientWidth + 1;
    if (!wide) return ["tabindex", "role", "aria-label"].forEach((name) => box.removeAttribute(name));
    const table = box.querySelector("table"), name = table?.caption?.textContent.trim();
    box.tabIndex = 0;
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", name || "Table");
  };
  const watcher = new ResizeObserver((entries) => entries.forEach((entry) => mind(entry.target)));
  boxes.forEach((box) => watcher.observe(box));
  signal.addEventListener("abort", () => watcher.disconnect());
});
