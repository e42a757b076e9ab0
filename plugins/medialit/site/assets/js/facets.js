/* Narrows the list behind a form; the address keeps the choices. The first choice loads all of a long list. */
medialit.onPage("form.ml-narrow", (form, signal, { $, $$, on, make }) => {
	const fields = $$("select"), [count, ways] = $("p").children, list = form.nextElementSibling, { all, noun } = form.dataset;
	let items;
	const values = (item, { name }) => item.dataset[name].split(" ");
	const fitting = (but) => items.filter((item) =>
		fields.every((field) => field === but || !field.value || values(item, field).includes(field.value)));
	const freeing = (textContent, ...freed) => make("button", {
		type: "button", textContent,
		onclick() {
			for (const field of freed) field.value = "";
			freed[0].focus();
			change();
		},
	});

	const narrow = async () => {
		if (all && !items) list.innerHTML = await (await fetch(all)).text();
		items ||= [...list.querySelectorAll("li")];
		const shown = new Set(fitting()), chosen = fields.filter(({ value }) => value), buttons = [];
		for (const item of items) item.hidden = !shown.has(item);
		for (const field of fields) {
			const left = fitting(field), counts = { "": left.length };
			for (const value of left.flatMap((item) => values(item, field))) counts[value] = -~counts[value];
			for (const option of field.options) option.text = option.text.replace(/\d+(?=\)$)/, counts[option.value] ?? 0);
			if (!shown.size && left.length) buttons.push(freeing(`${field.labels[0].firstChild.data}– ${field.options[0].text}`, field));
		}
		count.value = shown.size ? `${shown.size} of ${items.length} shown` : `No ${noun} fits all of this. To widen:`;
		if (chosen.length) buttons.push(freeing("Clear all", ...chosen));
		ways.replaceChildren(...buttons);
	};
	const change = () => {
		const address = new URL(location), query = address.searchParams;
		for (const { name, value } of fields) value ? query.set(name, value) : query.delete(name);
		history.replaceState(history.state, "", address);
		narrow();
	};

	on(form, "change", change);
	for (const field of fields) {
		field.value = new URL(location).searchParams.get(field.name);
		if (field.selectedIndex < 0) field.value = "";
	}
	if (!all || location.search) narrow();
});
