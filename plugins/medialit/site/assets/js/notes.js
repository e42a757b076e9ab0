/* Notes beside their lines, or one at a time from below. */
medialit.onPage(".ml-article", (root, signal, { $, $$, on, focus, place, named }) => {
	const TOP = 20; // where columns begin
	const bothMargins = matchMedia("(width >= 76.25em)"), oneMargin = matchMedia("(width >= 60em)");
	const sheet = $(".ml-sheet"), marks = $("#ml-view-marks");

	const of = (note, kind) => $(`#${kind}-${note.dataset.flag}`);
	const notes = $$(".ml-apparatus .ml-note-item").filter((note) => of(note, "flag"));
	const shown = (note) => getComputedStyle(note).display !== "none";
	const order = () => (marks.checked ? notes.filter(shown) : []);
	const lineOf = (note) => (note.words?.() ?? of(note, "flag")).getClientRects()[0];
	const noteOf = (element) => notes.find((note) => note.dataset.flag === element?.dataset.flag);
	let active = null;

	/* Each on its line, down when crowded, up again where they would outrun its foot. */
	function settle(column, top, foot, gap) {
		const down = () => column.reduce((y, item) => (item.y = Math.max(item.y, y)) + item.tall + gap, top);
		for (const item of column) item.y = item.want;
		down();
		column.reduceRight((limit, item) => (item.y = Math.min(item.y, limit - item.tall)) - gap, foot);
		return down();
	}

	/* The open note stays on its line and pushes the others both ways. */
	function stack(column, foot) {
		column.sort((one, other) => one.want - other.want);
		const at = column.findIndex(({ note }) => note === active), open = column[at];
		const put = () => {
			for (const item of column) item.tall = item.note.offsetHeight;
			const room = foot - column.reduce((sum, item) => sum + item.tall, TOP);
			const gap = Math.max(9, Math.min(14, room / column.length));
			const top = open ? settle(column.slice(0, at + 1), TOP, open.want + open.tall, gap) : TOP;
			return settle(column.slice(at + 1), top, foot, gap);
		};
		let end = put();
		if (open && open.y - Math.max(open.want, TOP) > 60) {
			// The others keep it far from its line: they put their questions away.
			for (const { note } of column) note.classList.add("ml-brief");
			end = put();
		}
		for (const { note, y } of column) note.style.top = `${Math.round(y)}px`;
		return end;
	}

	/* While reading clean, the reader's own marks stand there. */
	function layout() {
		if (signal.aborted) return;
		root.classList.toggle("ml-margin", marks.checked && oneMargin.matches);
		root.classList.toggle("ml-beside", !marks.checked && oneMargin.matches);
		sheet.style.minHeight = "";
		if (marks.checked) spread();
		if (!oneMargin.matches) return;
		// What follows the text stands between the margins, so notes may run on beside it.
		const { top } = place(sheet), foot = sheet.offsetHeight, columns = [[], []];
		for (const note of marks.checked ? order() : $$("#ml-mine li")) {
			const left = bothMargins.matches && note.matches(".ml-craft, .ml-quoted");
			note.classList.toggle("ml-left", left);
			note.classList.remove("ml-brief");
			const want = lineOf(note).top - top - 3;
			// The open note of the headline stands beside it, over what is known of the article, and scrolls.
			const high = want < 0 && note === active;
			note.classList.toggle("ml-high", high);
			note.style.maxHeight = high ? `${place($(".ml-outside")).bottom - top - want}px` : "";
			if (high) note.style.top = `${want}px`;
			else columns[+left].push({ note, want });
		}
		const end = Math.max(...columns.map((column) => stack(column, foot)));
		if (end > foot) sheet.style.minHeight = `${Math.ceil(end)}px`;
	}

	/* Numbers have no width: those that would stand on others are shifted. */
	function spread() {
		let end = 0, line = NaN;
		const places = $$(".ml-text .ml-ref").filter((ref) => ref.offsetParent).map((ref) => [ref, place(ref)]);
		for (const [ref, { left, top }] of places) {
			const from = Math.abs(top - line) < 4 ? Math.max(left, end) : left;
			ref.style.setProperty("--shift", `${from - left}px`);
			end = from + 3 + 6.2 * ref.dataset.n.length;
			line = top;
		}
	}

	function light(name, note) {
		$$(`.${name}`).forEach((one) => one.classList.remove(name));
		if (note) $$(`.ml-flag[data-flag="${note.dataset.flag}"]`).concat(note).forEach((one) => one.classList.add(name));
	}

	function activate(note, { to, scroll } = {}) {
		active = note;
		light("ml-open", note);
		const list = order();
		$("#ml-place").textContent = `${note ? `${list.indexOf(note) + 1} of ` : "Marks: "}${list.length}`;
		$("#ml-close").hidden = !note;
		layout();
		if (to === "note") note.focus();
		else if (to) focus(oneMargin.matches ? of(note, "ref") : note);
		if (!note || !scroll) return;
		const { top } = lineOf(note), end = Math.min(place(note).bottom - innerHeight + TOP, top - 130);
		scrollBy(0, oneMargin.matches ? Math.max(top - innerHeight * .38, end) : top - innerHeight * .2);
	}

	function step(by) {
		const list = order(), at = active ? list.indexOf(active) : by > 0 ? -1 : 0;
		if (list.length) activate(list[(at + by + list.length) % list.length], { to: "ref", scroll: true });
	}

	function close() {
		const note = active;
		activate(null);
		if (note) focus(of(note, "ref"));
	}

	on(root, "click", (event) => {
		const { target } = event, back = target.closest("a.ml-n"), link = target.closest("a[href]");
		const mark = target.closest(".ml-flag, .ml-ref"), note = noteOf(target.closest("[data-flag]"));
		if (!note || !marks.checked || !shown(note)) return;
		// A link of the article goes where it leads, marked or not.
		const beside = oneMargin.matches, card = !beside && !back;
		if (!back && (!getSelection().isCollapsed || (link && !link.matches(".ml-ref")) || (card && note === active && !mark))) return;
		event.preventDefault();
		event.stopPropagation(); // or Material would follow the link all the same
		if (mark || card) activate(note, { to: (card || mark.matches(".ml-ref")) && "note", scroll: card });
		else activate(beside && (back || note !== active) ? note : null, { scroll: back });
		if (back) of(note, "ref").focus();
	});
	on(root, "pointerleave", () => light("ml-hot"));
	on(root, "pointerover", ({ target }) => light("ml-hot", noteOf(target.closest("[data-flag]"))));
	on($("#ml-prev"), "click", () => step(-1));
	on($("#ml-next"), "click", () => step(1));
	on($("#ml-close"), "click", close);
	// Also with nothing in focus, as after a click on words.
	on(document, "keydown", (event) => {
		const { target, key } = event;
		if (target !== document.body && !root.contains(target)) return;
		if (target.matches("input:not([type=radio], [type=checkbox]), select") || event.ctrlKey || event.metaKey || event.altKey) return;
		if (key === "Escape" && active) close();
		else if (marks.checked && /^[jk]$/i.test(key)) { event.preventDefault(); step(/j/i.test(key) ? 1 : -1) }
	});
	on(root, "change", ({ target }) => { if (target.id.startsWith("ml-f-")) activate(null) });

	function follow() {
		const note = $(`#note-${named() ?? 0}`);
		if (!note) return;
		// What the address names shows, although its box may be off.
		if (!shown(note)) for (const name of note.classList) {
			const box = $(`#ml-f-${name === "ml-context" ? "headline" : name.slice(3)}`);
			if (box) box.checked = true;
		}
		// What has no mark stands below the text.
		if (notes.includes(note)) activate(note, { to: "ref", scroll: true });
		else note.focus();
	}
	on(root, "medialit:view", () => activate(marks.checked ? active : null));
	on(root, "medialit:own", layout);
	on(window, "hashchange", follow);
	on(bothMargins, "change", layout);
	on(oneMargin, "change", () => activate(active));
	const watcher = new ResizeObserver(() => requestAnimationFrame(layout));
	watcher.observe($(".ml-text"));
	on(signal, "abort", () => watcher.disconnect());
	// From the note, where the browser goes in the end, to its words.
	const loaded = document.readyState === "complete" || new Promise((done) => on(window, "load", done));
	Promise.all([document.fonts.ready, loaded]).then(() => { layout(); if (active) follow() });
	activate(null);
	follow();
});
