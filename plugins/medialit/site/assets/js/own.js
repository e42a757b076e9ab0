/* The reader's own marks: a phrase and what made them stop. They are kept in this browser alone, as block, offsets and
	quote, and painted without changing the page. */
medialit.onPage(".ml-article", (root, signal, { $, $$, on, focus, place, make }) => {
	const KEY = `medialit.marks.${root.dataset.slug}`;
	const BLOCK = "h1, h2, h3, h4, h5, h6, p, li, dt, dd, th, td, figcaption, pre";
	const WORD = /[\p{L}\p{M}\p{N}\p{Sc}%’'-]+(?:[.,]\p{N}+)*/gu;
	const text = $("#ml-text"), tagger = $("#ml-tagger"), marks = $("#ml-view-marks"), box = $("#ml-compare"), own = $(".ml-own");
	const names = Object.fromEntries($$("#ml-tagger button").map((one) => [one.value, one.textContent.trim()]));
	const say = (words) => { $("#ml-said").textContent = words };
	const item = (mark, ...more) => make("li", { words: () => rangeOf(mark) },
		make("q", { className: "ml-pen", textContent: mark.quote }), " ",
		make("span", { className: `ml-key ml-${mark.family}`, textContent: names[mark.family] }), " ", ...more);

	/* The blocks of headline and text, where each text node begins in them, and all words: block, start, end. */
	const blocks = [];
	for (const part of [$("h1"), text]) {
		const nodes = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
		for (let node; (node = nodes.nextNode());) {
			const element = node.parentElement.closest(BLOCK);
			let block = blocks.findLast((one) => one.element === element);
			if (element && !block) blocks.push(block = { element, text: "", runs: [] });
			block?.runs.push([block.text.length, node]);
			if (block) block.text += node.data;
		}
	}
	const words = blocks.flatMap((block, at) => [...block.text.matchAll(WORD)].map((word) => [at, word.index, word.index + word[0].length]));

	const rangeOf = ({ block, start, end }) => {
		const range = new Range(), last = (at) => blocks[block].runs.findLast(([from]) => from <= at);
		const [from, first] = last(start), [to, final] = last(end - 1);
		range.setStart(first, start - from);
		range.setEnd(final, end - to);
		return range;
	};
	/* Some words as one phrase, no further than their block goes. */
	const phrase = (some) => {
		const [[block, start] = []] = some, end = some.findLast((word) => word[0] === block)?.[2];
		return end && { block, start, end, quote: blocks[block].text.slice(start, end) };
	};
	const overlap = (one, other) => one.block === other.block && one.start < other.end && other.start < one.end;
	const paint = (name, phrases) => CSS.highlights?.set(name, new Highlight(...phrases.map(rangeOf)));

	let mine = [], pending = null, cursor = null;
	try {
		mine = JSON.parse(medialit.store.get(KEY))
			.filter((mark) => names[mark.family] && blocks[mark.block].text.slice(mark.start, mark.end) === mark.quote);
	} catch { /* none, or of another text */ }

	function draw() {
		mine.sort((one, other) => one.block - other.block || one.start - other.start);
		paint("ml-mine", mine);
		if (mine.length && root.dataset.reveal !== "off") root.classList.add("ml-offered");
		$("#ml-tally").textContent = mine.length ? `${mine.length} marked` : "Select to mark";
		$("#ml-mine").replaceChildren(...mine.map((mark) => item(mark, make("button", {
			className: "ml-plain", textContent: "Remove", ariaLabel: `Remove the mark on “${mark.quote}”`,
			onclick() { add(mark, ""); focus(own) },
		}))));
		compare();
		root.dispatchEvent(new Event("medialit:own"));
	}
	function keep(now) {
		mine = now;
		medialit.store.set(KEY, JSON.stringify(mine));
		draw();
	}
	/* Instead of what was there; without a family, nothing. */
	function add(wanted, family) {
		leave();
		keep(mine.filter((mark) => !overlap(mark, wanted)).concat(family ? { ...wanted, family } : []));
		say(family ? `Marked “${wanted.quote}”: ${names[family]}` : "Mark removed");
	}

	/* The box that asks what made the reader stop. */
	function ask(wanted) {
		pending = wanted;
		paint("ml-now", [wanted]);
		$("#ml-unmark").hidden = !mine.some((mark) => overlap(mark, wanted));
		tagger.hidden = false;
		const { top, left, height } = place(rangeOf(wanted)), all = place(root);
		const tall = tagger.offsetHeight, by = top > tall + 130 ? -tall - 10 : height + 10;
		tagger.style.top = `${top - all.top + by}px`;
		tagger.style.left = `${Math.max(0, Math.min(left - all.left, all.width - tagger.offsetWidth))}px`;
	}
	function leave() {
		if (pending && !cursor) getSelection().empty();
		pending = null;
		tagger.hidden = true;
		paint("ml-now", cursor ? [under()] : []);
		if (cursor) focus(text);
	}
	function selected() {
		const chosen = getSelection().rangeCount && getSelection().getRangeAt(0);
		if (!chosen || chosen.collapsed || marks.checked || !root.contains(chosen.commonAncestorContainer)) return null;
		return phrase(words.filter(([block, start, end]) => {
			const word = rangeOf({ block, start, end });
			return chosen.compareBoundaryPoints(Range.START_TO_END, word) > 0 && chosen.compareBoundaryPoints(Range.END_TO_START, word) < 0;
		}));
	}
	let timer = 0;
	function soon() {
		clearTimeout(timer);
		timer = setTimeout(() => {
			if (cursor || signal.aborted) return;
			if (root.matches(":active")) return soon(); // the button is still down
			const wanted = selected();
			if (wanted) ask(wanted); else if (pending && !tagger.contains(document.activeElement)) leave();
		}, 200);
	}
	on(document, "selectionchange", soon);
	on(tagger, "click", ({ target }) => {
		const one = target.closest("button");
		if (one && pending) add(pending, one.value);
	});

	/* By keyboard: a cursor of two words, where it began and where it is. */
	const under = () => phrase(words.slice(Math.min(...cursor), Math.max(...cursor) + 1));
	function point(to) {
		cursor = to;
		$("#ml-keys").ariaPressed = !!to;
		text.tabIndex = to ? 0 : -1;
		text.role = to && "application";
		text.ariaLabel = to && text.dataset.keys;
		leave();
		if (!to) return;
		say(under().quote);
		const { top, bottom } = place(rangeOf(under()));
		if (top < 130 || bottom > innerHeight - 60) scrollBy(0, top - innerHeight / 2);
	}
	on($("#ml-keys"), "click", () => {
		const first = words.findIndex(([block]) => text.contains(blocks[block].element));
		point(cursor || first < 0 ? null : [first, first]);
	});
	on(text, "keydown", (event) => {
		const { key } = event, by = /Right|Down/.test(key) ? 1 : -1;
		if (!cursor || event.target !== text || !/^(Arrow.*|Enter| )$/.test(key)) return;
		event.preventDefault();
		if (!key.startsWith("Arrow")) { ask(under()); return focus($("#ml-tagger button")) }
		let [from, to] = cursor;
		const here = words[to][0];
		const next = /Up|Down/.test(key) ? words.findIndex(([block]) => block === here + by) : to + by;
		if (!words[next] || (event.shiftKey && words[next][0] !== here)) return;
		point([event.shiftKey ? from : next, next]);
	});
	on(document, "keydown", ({ key }) => {
		if (key !== "Escape") return;
		if (pending) leave();
		else if (cursor) { point(null); focus($("#ml-keys")) }
	});

	on($("#ml-typed"), "submit", (event) => {
		event.preventDefault();
		const { phrase: field, family } = event.target, plain = (some) => some.toLowerCase().replace(/[‘’]/g, "'").replace(/[“”]/g, '"');
		const wanted = plain(field.value.trim()), places = blocks.map((block) => plain(block.text).indexOf(wanted));
		const at = places.findIndex((from) => from >= 0), from = places[at];
		const found = phrase(words.filter(([block, start, end]) => block === at && end > from && start < from + wanted.length));
		if (!found) return say("These words are not in the text");
		field.value = "";
		add(found, family.value);
	});

	on($("#ml-save"), "click", () => {
		const lines = mine.map((mark) => `“${mark.quote}”: ${names[mark.family]}`);
		const file = new Blob([[$("h1").innerText, location.origin + location.pathname, "", ...lines, ""].join("\n")]);
		make("a", { href: URL.createObjectURL(file), download: `${root.dataset.slug}-marks.txt` }).click();
	});
	on($("#ml-print"), "click", () => print());
	on($("#ml-clear"), "click", () => {
		if (confirm("Remove all your marks on this article?")) { keep([]); focus(own) }
	});

	/* What the reader and what the edition marked, by the words that both touch. */
	function compare() {
		if (!box) return; // no mark is in the text
		box.hidden = !mine.length;
		const notes = new Map($$(".ml-apparatus .ml-note-item:not(.ml-dismissed)").map((note) => [note.dataset.flag, note]));
		const link = (flag) => make("a", { href: `#ref-${flag}`, textContent: `${flag} ${notes.get(flag).querySelector("b").textContent}` });
		const lists = [[], [], []], seen = new Set();
		for (const mark of mine) {
			const pieces = $$(".ml-flag").filter((piece) => rangeOf(mark).intersectsNode(piece));
			const flags = [...new Set(pieces.map((piece) => piece.dataset.flag))].filter((flag) => notes.has(flag));
			flags.forEach((flag) => seen.add(flag));
			lists[flags.length ? 0 : 1].push(item(mark, ...flags.flatMap((flag) => ["· ", link(flag), " "])));
		}
		for (const [flag, note] of notes) if (!seen.has(flag) && !note.matches(".ml-quoted")) lists[2].push(make("li", {}, link(flag)));
		$$("#ml-compare div").forEach((part, at) => {
			part.hidden = !lists[at].length;
			part.querySelector("ul").replaceChildren(...lists[at]);
		});
		const [both, alone, rest] = lists.map((list) => list.length);
		$("#ml-sum").textContent = `You marked ${mine.length}; ${both} overlap${both === 1 ? "s" : ""}; ${alone} only you${alone ? ", and you may be right" : ""}. The edition has ${rest} more.`;
	}
	on($("#ml-reveal"), "click", () => { marks.click(); ((mine.length && box) || marks).focus() });
	on(root, "medialit:view", () => { if (cursor) point(null); else if (pending) leave() });
	on(signal, "abort", () => CSS.highlights?.clear());
	draw();
});
