/* Read clean or show the marks. The choice is kept from page to page, but for articles that first ask for a mark of the
	reader's own; an address that names a mark leaves it alone. */
medialit.onPage(".ml-article", (root, signal, { $, on, named }) => {
	const KEY = "medialit.view", marks = $("#ml-view-marks");

	const tell = () => {
		if (marks.checked) root.classList.add("ml-offered");
		root.dispatchEvent(new Event("medialit:view"));
	};
	const show = (wanted) => {
		if (marks.checked === wanted) return;
		(wanted ? marks : $("#ml-view-clean")).checked = true;
		tell();
	};
	const follow = () => { if (named()) show(true) };

	on(root, "change", (event) => {
		if (event.target.name !== "ml-view") return;
		medialit.store.set(KEY, event.target.value);
		tell();
	});
	on($("#ml-anyway"), "click", () => { marks.click(); marks.focus() });
	on(window, "hashchange", follow);

	show(medialit.store.get(KEY) === "marks" && root.classList.contains("ml-offered"));
	follow();
});
