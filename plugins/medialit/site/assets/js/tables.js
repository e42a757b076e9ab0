/* Tables wider than the page scroll; let the keyboard reach them, and say what they are. */
medialit.onPage(".md-content", (root, signal, { $$, on }) => {
	const watcher = new ResizeObserver((entries) => entries.forEach(({ target }) => {
		const wide = target.scrollWidth > target.clientWidth + 1, name = target.querySelector("caption")?.textContent.trim();
		target.toggleAttribute("tabindex", wide);
		if (wide) target.tabIndex = 0;
		target.role = wide ? "region" : null;
		target.ariaLabel = wide ? name || "Table" : null;
	}));
	$$(".ml-scroll, .md-typeset__scrollwrap").forEach((box) => watcher.observe(box));
	on(signal, "abort", () => watcher.disconnect());
});
