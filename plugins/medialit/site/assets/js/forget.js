/* Removes the reader's marks and display choices from this browser. Only the page on privacy loads it. */
document.querySelector("#ml-forget button").onclick = ({ target }) => {
	const kept = Object.keys(localStorage).filter((key) => key.startsWith("medialit.") || key.startsWith(`${__md_scope.pathname}.__`));
	kept.forEach((key) => localStorage.removeItem(key));
	target.nextElementSibling.textContent = kept.length ? `Removed. Entries: ${kept.length}.` : "Nothing is kept.";
};
