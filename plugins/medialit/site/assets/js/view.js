/* Read clean or show the marks: the choice is kept from page to page. An address that names a mark or a note shows
   them all, and leaves the choice alone. */
medialit.onPage(".ml-article", (root, signal) => {
  "use strict";
  const KEY = "medialit.view";
  const clean = root.querySelector("#ml-view-clean"), marks = root.querySelector("#ml-view-marks");

  const show = (on) => {
    if (marks.checked === on) return;
    (on ? marks : clean).checked = true;
    root.dispatchEvent(new Event("medialit:view"));
  };
  const follow = () => { if (/^#(flag|ref|note)-\d+$/.test(location.hash)) show(true) };

  root.addEventListener("change", (event) => {
    if (event.target.name !== "ml-view") return;
    medialit.store.set(KEY, event.target.value);
    root.dispatchEvent(new Event("medialit:view"));
  }, { signal });
  addEventListener("hashchange", follow, { signal });

  show(medialit.store.get(KEY) === "marks");
  follow();
});
