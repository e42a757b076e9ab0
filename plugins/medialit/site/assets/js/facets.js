/* Narrows the list behind a form, and keeps the choices in the address. Where nothing is left, buttons give one up. */
medialit.onPage("form.ml-narrow", (form, signal, { $, $$, on, make }) => {
	const fields = $$("select"), [count, ways] = $("p").children;
	const items = [...form.nextElementSibling.querySelectorAll("li")].map((element) =>
		({ element, has: fields.map(({ name }) => element.dataset[name].split(" ")) }));
	const fitting = (but) => items.filter(({ has }) =>
		fields.every(({ value }, i) => i === but || !value || has[i].includes(value)));
	const freeing = (textContent, ...freed) => make("button", {
		type: "button", textContent,
		onclick() {
			for (const field of freed) field.value = "";
			freed[0].focus();
			change();
		},
	});

	const narrow = () => {
		const shown = new Set(fitting()), chosen = fields.filter(({ value }) => value), buttons = [];
		for (const item of items) item.element.hidden = !shown.has(item);
		fields.forEach((field, i) => {
			const left = fitting(i);
			for (const option of field.options) {
				const fit = option.value ? left.filter(({ has }) => has[i].includes(option.value)) : left;
				option.text = option.text.replace(/\d+(?=\)$)/, fit.length);
			}
			if (!shown.size && left.length) buttons.push(freeing(`${field.labels[0].firstChild.data}– ${field.options[0].text}`, field));
		});
		count.value = shown.size ? `${shown.size} of ${items.length} shown` : `No ${form.dataset.noun} fits all of this. To widen:`;
		if (chosen.length) buttons.push(freeing("Clear all", ...chosen));
		ways.replaceChildren(...buttons);
	};
	const change = () => {
		const address = new URL(location);
		for (const { name, value } of fields) value ? address.searchParams.set(name, value) : address.searchParams.delete(name);
		history.replaceState(history.state, "", address);
		narrow();
	};

	on(form, "change", change);
	const asked = new URLSearchParams(location.search);
	for (const field of fields) {
		const value = asked.get(field.name);
		if ([...field.options].some((option) => option.value === value)) field.value = value;
	}
	narrow();
});
