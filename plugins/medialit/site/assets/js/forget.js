/* Removes from this browser the reader's marks and display choices. Only the page on privacy loads it. */
(() => {
	"use strict";
	const [button, said] = document.getElementById("ml-forget").children;
	button.onclick = () => {
		let words = "This browser keeps nothing for these pages.";
		try {
			const kept = Object.keys(localStorage).filter((key) => key.startsWith("medialit.") || key.startsWith(`${__md_scope.pathname}.__`));
			kept.forEach((key) => localStorage.removeItem(key));
			const marked = kept.filter((key) => key.startsWith("medialit.marks.")).length;
			const parts = [marked && `your marks on ${marked} article${marked > 1 ? "s" : ""}`, kept.length > marked && "your display choices"];
			if (kept.length) words = `Removed: ${parts.filter(Boolean).join(" and ")}.`;
		} catch { /* storage is switched off */ }
		said.textContent = words;
	};
})();
