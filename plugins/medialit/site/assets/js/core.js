/* Starts our scripts on every page, also those that Material swaps in. */
(() => {
	const starts = [];
	let leave = null;

	const run = ([selector, start]) => {
		const root = document.querySelector(selector), { signal } = leave;
		if (root) start(root, signal, {
			$: (found) => root.querySelector(found),
			$$: (found) => [...root.querySelectorAll(found)],
			on: (target, type, listener) => target?.addEventListener(type, listener, target === signal ? {} : { signal }),
			focus: (element) => element.focus({ preventScroll: true }),
			place: (of) => of.getBoundingClientRect(),
			make: (tag, more, ...inside) => {
				const made = Object.assign(document.createElement(tag), more);
				made.append(...inside);
				return made;
			},
			/* The number of the mark that the address names. */
			named: () => /^#(?:flag|ref|note)-(\d+)$/.exec(location.hash)?.[1],
		});
	};

	window.medialit = {
		/* Call start(root, signal, tools) on every page that has the selector; the signal aborts when the reader leaves. */
		onPage(selector, start) {
			starts.push([selector, start]);
			if (leave) run(starts.at(-1));
		},
		/* Storage that may be switched off or full. */
		store: {
			get(key) { try { return localStorage.getItem(key) } catch { return null } },
			set(key, value) { try { localStorage.setItem(key, value) } catch {} },
		},
	};

	const arrive = () => {
		leave?.abort();
		leave = new AbortController();
		document.documentElement.classList.add("ml-has-js");
		starts.forEach(run);
	};
	window.document$ ? window.document$.subscribe(arrive) : arrive();
})();
