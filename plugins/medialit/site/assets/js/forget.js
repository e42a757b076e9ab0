/* Removes the reader's marks and display choices from this browser. */
medialit.onPage("#ml-forget", (root, signal, { $, on }) => on($("button"), "click", () => {
	const kept = Object.keys(localStorage).filter((key) => key.startsWith("medialit.") || key.startsWith(`${__md_scope.pathname}.__`));
	kept.forEach((key) => localStorage.removeItem(key));
	$("output").textContent = kept.length ? `Removed. Entries: ${kept.length}.` : "Nothing is kept.";
}));
