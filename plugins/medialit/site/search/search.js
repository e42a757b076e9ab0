/* Search in large sites: Material's dialog, answered by Pagefind, which loads the parts of its index that hold the words. */
(() => {
	const at = (path) => new URL(path, document.currentScript.src);
	const [engine, home] = [at("../pagefind/pagefind.js"), at("../../../")];
	const toggle = document.querySelector("#__search"), root = document.querySelector(".md-search");
	if (!toggle || !root?.querySelector(".ml-facets")) return;

	const $ = (selector) => root.querySelector(selector), query = $("input"), output = $(".md-search__output");
	const meta = $(".md-search-result__meta"), list = $(".md-search-result__list"), fields = [...root.querySelectorAll("select")];
	const { features, translations } = JSON.parse(document.querySelector("#__config").textContent);
	const say = (key, count) => translations[`search.result.${key}`].replace("#", count);
	const make = (tag, className, ...inside) => {
		const made = Object.assign(document.createElement(tag), { className });
		made.append(...inside);
		return made;
	};
	const AT_ONCE = 10, CHOICES = 200, PAUSE = 120;
	let loading, asked, turn = 0;

	const load = () => loading ??= (async () => {
		const pagefind = await import(engine);
		await pagefind.options({ baseUrl: home.pathname, excerptLength: 24 });
		const all = await pagefind.filters();
		for (const field of fields) {
			const values = Object.entries(all[field.name] ?? {}).sort(([, a], [, b]) => b - a).slice(0, CHOICES);
			field.append(...values.map(([value]) => new Option(value, value)).sort((a, b) => a.value.localeCompare(b.value)));
			field.parentElement.hidden = values.length < 2;
		}
		count(all);
		return pagefind;
	})().catch((error) => { loading = null; throw error });
	const chosen = (but) => Object.fromEntries(
		fields.filter((field) => field !== but && field.value).map(({ name, value }) => [name, [value]]));
	/* How many pages each choice would leave, beside its name. */
	const count = (counts) => {
		for (const { name, options } of fields) for (const option of [...options].slice(1)) {
			const left = counts[name]?.[option.value] ?? 0;
			option.text = `${option.value} (${left})`;
			option.disabled = !left && !option.selected;
		}
	};

	/* Pagefind puts marks around the words found and escapes angle brackets; nothing of it is taken for HTML here. */
	const plain = (excerpt) => excerpt.replace(/<\/?mark>/g, "").replaceAll("&lt;", "<").replaceAll("&gt;", ">");
	/* An excerpt as a paragraph, without the heading it stands under; nothing if it has no more than that. */
	const shown = (heading, excerpt) => {
		if (plain(excerpt).startsWith(heading)) excerpt = excerpt.split(" ").slice(heading.split(" ").length).join(" ");
		const parts = excerpt.split(/<\/?mark>/).map((part, at) => at % 2 ? make("mark", "", plain(part)) : plain(part));
		return excerpt ? [make("p", "", ...parts)] : [];
	};
	const link = (url, words, ...inside) => {
		const address = new URL(url, home), a = make("a", "md-search-result__link", make("article", "md-search-result__article md-typeset", ...inside));
		if (words && features.includes("search.highlight")) address.searchParams.set("h", words);
		a.href = address;
		return a;
	};
	const item = ({ url, meta: { title }, filters, excerpt, sub_results }, words) => {
		const under = (part) => part.anchor && part.anchor.element !== "h1";
		const parts = sub_results.filter(under).slice(0, 3), whole = sub_results.find((part) => !under(part));
		const head = [make("div", "md-search-result__icon md-icon"), make("h1", "", title)];
		if (filters.kind) head.push(make("p", "ml-kind", filters.kind[0]));
		if (whole || !parts.length) head.push(...shown(title, (whole ?? { excerpt }).excerpt));
		return make("li", "md-search-result__item", link(url, words, ...head),
			...parts.map((part) => link(part.url, words, make("h2", "", part.title), ...shown(part.title, part.excerpt))));
	};
	const append = async (results, words, mine) => {
		const next = results.splice(0, AT_ONCE), found = await Promise.all(next.map((result) => result.data()));
		if (mine !== turn) return;
		const more = make("button", "ml-more", `Show more (${results.length})`), items = found.map((data) => item(data, words));
		more.onclick = async () => {
			const last = list.lastElementChild;
			more.remove();
			await append(results, words, turn);
			last.nextElementSibling?.querySelector("a").focus();
		};
		list.append(...items);
		list.nextElementSibling?.remove();
		if (results.length) list.after(more);
	};

	const tell = (text, ...more) => {
		meta.replaceChildren(text, ...more);
		list.replaceChildren();
		list.nextElementSibling?.remove();
	};
	const widen = () => {
		const button = make("button", "ml-more", "Clear the choices");
		button.onclick = () => {
			for (const field of fields) field.value = "";
			query.focus();
			answer();
		};
		return button;
	};
	const answer = async () => {
		const words = query.value.trim() || null, filters = chosen(), narrowed = Object.keys(filters).length;
		const question = JSON.stringify([words, filters]);
		if (question === asked) return;
		const mine = ++turn;
		asked = question;
		try {
			const pagefind = await load();
			await new Promise((resolve) => setTimeout(resolve, PAUSE));
			if (mine !== turn) return;
			if (!words && !narrowed) {
				count(await pagefind.filters());
				return mine === turn && tell(say("placeholder"));
			}
			const [found, ...others] = await Promise.all([
				pagefind.search(words, { filters }),
				...fields.map((field) => field.value && pagefind.search(words, { filters: chosen(field) })),
			]);
			if (mine !== turn) return;
			count(Object.fromEntries(fields.map(({ name }, at) => [name, (others[at] || found).filters[name]])));
			const { length } = found.results;
			tell(length > 1 ? say("other", length) : say(length ? "one" : "none"), ...narrowed ? [" ", widen()] : []);
			await append(found.results, words, mine);
		} catch (error) {
			console.error(error);
			if (mine !== turn) return;
			asked = "";
			const articles = make("a", "", "The list of articles");
			articles.href = new URL("articles/", home);
			tell("Search could not be loaded. ", articles, " can be narrowed without it.");
		}
	};

	const open = (wanted) => toggle.checked !== wanted && toggle.click();
	const follow = () => {
		output.hidden = !toggle.checked;
		if (!toggle.checked) return root.contains(document.activeElement) && document.activeElement.blur();
		query.focus();
		answer();
	};
	toggle.addEventListener("change", follow);
	query.addEventListener("focus", () => open(true));
	query.addEventListener("input", answer);
	query.form.addEventListener("reset", () => {
		query.focus();
		setTimeout(answer);
	});
	query.form.addEventListener("submit", (event) => event.preventDefault());
	for (const field of fields) field.addEventListener("change", answer);
	root.addEventListener("click", ({ target }) => target.closest("a") && open(false));
	/* Whoever tabs out of the dialog has left it. */
	root.addEventListener("focusout", ({ relatedTarget }) => relatedTarget && !root.contains(relatedTarget) && open(false));

	keyboard$.subscribe(({ mode, type, claim }) => {
		const active = document.activeElement;
		if (mode === "global") {
			if (!"fs/".includes(type)) return;
			claim();
			query.focus();
			return query.select();
		}
		if (type === "Escape") return open(false);
		if (active !== query && !active.matches(".md-search-result__link, .ml-more")) return;
		const stops = [query, ...root.querySelectorAll(".md-search-result__link, .md-search-result > .ml-more")];
		const step = { ArrowDown: 1, ArrowUp: -1 }[type];
		if (step) {
			claim();
			stops.at((stops.indexOf(active) + step) % stops.length).focus();
		} else if (type === "Enter" && active === query) {
			claim();
			stops[1]?.click();
		} else if (type.length === 1 && type !== " ") query.focus();
	});

	const linked = new URL(location).searchParams.get("q");
	if (linked) {
		query.value = linked;
		open(true);
	}
})();
