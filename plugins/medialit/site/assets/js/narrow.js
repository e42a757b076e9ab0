/* Narrows the lists below a form to the items that its choices fit. The choices are kept in the address. */
medialit.onPage("form.ml-narrow", (form, signal) => {
  "use strict";
  const items = [...form.nextElementSibling.querySelectorAll("li")], fields = [...form.querySelectorAll("select")];
  const count = form.querySelector("output"), asked = new URLSearchParams(location.search);

  const narrow = () => {
    const shown = items.filter((item) => !(item.hidden = fields.some((f) => f.value && f.value !== item.dataset[f.name])));
    count.value = shown.length ? `${shown.length} of ${items.length} shown` : "None fits both choices";
  };
  form.addEventListener("change", () => {
    const address = new URL(location);
    fields.forEach((f) => f.value ? address.searchParams.set(f.name, f.value) : address.searchParams.delete(f.name));
    history.replaceState(history.state, "", address);
    narrow();
  }, { signal });

  fields.forEach((f) => { if ([...f.options].some((o) => o.value === asked.get(f.name))) f.value = asked.get(f.name) });
  narrow();
});
