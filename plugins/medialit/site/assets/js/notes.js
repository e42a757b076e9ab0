/* Notes beside their lines, or in a card from below where there is no margin. J and K, or the arrows, go from mark to
   mark; Escape closes the note and gives the focus back to its number. */
medialit.onPage(".ml-article", (root, signal) => {
  "use strict";
  const $ = (selector) => root.querySelector(selector);
  const $$ = (selector) => [...root.querySelectorAll(selector)];
  const on = (target, type, listener) => target.addEventListener(type, listener, { signal });
  const media = (query) => matchMedia(query);
  const STAY = { preventScroll: true };
  const TOP = 20; // where the columns of notes begin
  const bothMargins = media("(min-width: 76.25em)"), oneMargin = media("(min-width: 60em)");
  const calm = media("(prefers-reduced-motion: reduce)");

  const sheet = $(".ml-sheet"), card = $("#ml-card"), marks = $("#ml-view-marks");
  const pieces = new Map(), refs = new Map(), notes = new Map();
  for (const mark of $$(".ml-flag")) {
    const own = pieces.get(mark.dataset.flag);
    own ? own.push(mark) : pieces.set(mark.dataset.flag, [mark]);
  }
  for (const ref of $$(".ml-ref")) refs.set(ref.dataset.flag, ref);
  for (const note of $$(".ml-apparatus .ml-note-item")) if (pieces.has(note.dataset.flag)) notes.set(note.dataset.flag, note);
  let active = null;

  const lineOf = (flag) => pieces.get(flag)[0].getClientRects()[0];
  const shown = (flag) => getComputedStyle(notes.get(flag)).display !== "none";
  const order = () => (marks.checked ? [...notes.keys()].filter(shown) : []);

  /* One column of notes: each on its line, pushed down when crowded, and up again where the column would outrun the
     text. The open one stays on its line and pushes both ways. */
  function stack(column, top, foot) {
    column.sort((one, other) => one.want - other.want);
    const heights = column.reduce((sum, item) => sum + item.height, top);
    const GAP = Math.max(9, Math.min(14, (foot - heights) / column.length));
    const down = (from, to = column.length) => {
      let y = from ? column[from - 1].y + column[from - 1].height + GAP : top;
      for (const item of column.slice(from, to)) { item.y = Math.max(item.y, y); y = item.y + item.height + GAP }
    };
    const up = (from, limit) => {
      for (let index = from; index >= 0; index -= 1) {
        const item = column[index];
        item.y = Math.min(item.y, limit - item.height);
        limit = item.y - GAP;
      }
    };
    for (const item of column) item.y = item.want;
    down(0);
    up(column.length - 1, foot);
    down(0);
    const pinned = column.findIndex((item) => item.flag === active);
    if (pinned >= 0) {
      for (const item of column.slice(0, pinned + 1)) item.y = item.want;
      down(0, pinned);
      up(pinned - 1, column[pinned].y - GAP);
      if (column[0].y < top) { column[0].y = top; down(1) } else down(pinned + 1);
    }
    for (const item of column) item.note.style.top = `${Math.round(item.y)}px`;
    return Math.max(0, ...column.map((item) => item.y + item.height));
  }

  function layout() {
    if (!root.isConnected) return; // the reader has moved on to another page
    const inMargin = marks.checked && oneMargin.matches;
    root.classList.toggle("ml-margin", inMargin);
    sheet.style.minHeight = "";
    spread();
    if (!inMargin) return;
    const base = sheet.getBoundingClientRect().top;
    const columns = [[], []];
    for (const flag of order()) {
      const note = notes.get(flag), left = bothMargins.matches && note.matches(".ml-craft, .ml-quoted");
      note.classList.toggle("ml-left", left);
      note.classList.remove("ml-brief");
      columns[left ? 0 : 1].push({ flag, note, want: lineOf(flag).top - base - 3 });
    }
    // What follows the text is narrow enough to stand between the margins, so notes may run on beside it.
    const end = sheet.offsetHeight;
    const place = (column) => {
      for (const item of column) item.height = item.note.offsetHeight;
      return stack(column, TOP, end);
    };
    const foot = Math.max(...columns.map((column) => {
      const deep = place(column), open = column.find((item) => item.flag === active);
      if (!open || open.y - Math.max(open.want, TOP) < 60) return deep;
      // The others keep the open note far from its line: they put their questions away.
      for (const item of column) item.note.classList.add("ml-brief");
      return place(column);
    }));
    if (foot > end) sheet.style.minHeight = `${Math.ceil(foot)}px`;
  }

  /* Numbers have no width: where several would stand on one another, shift the later ones. */
  function spread() {
    if (!marks.checked) return;
    let end = 0, line = null;
    const places = [...refs.values()].filter((ref) => ref.offsetParent && !ref.closest("h1"))
      .map((ref) => [ref, ref.getBoundingClientRect()]);
    for (const [ref, place] of places) {
      const from = line !== null && Math.abs(place.top - line) < 4 ? Math.max(place.left, end) : place.left;
      ref.style.setProperty("--ml-shift", `${from - place.left}px`);
      end = from + 3 + 6.2 * ref.dataset.n.length;
      line = place.top;
    }
  }

  function activate(flag, { focus = false, scroll = false } = {}) {
    if (active) {
      notes.get(active).classList.remove("ml-open");
      pieces.get(active).forEach((mark) => mark.classList.remove("ml-on"));
    }
    active = flag;
    const list = order(), place = `${list.indexOf(flag) + 1} of ${list.length}`;
    $("#ml-place").textContent = flag ? place : list.length === 1 ? "1 mark" : `${list.length} marks`;
    const wasOpen = !card.hidden;
    card.hidden = !flag || oneMargin.matches;
    if (flag) {
      notes.get(flag).classList.add("ml-open");
      pieces.get(flag).forEach((mark) => mark.classList.add("ml-on"));
      if (!card.hidden) {
        const note = notes.get(flag);
        $("#ml-card-body").replaceChildren(...note.cloneNode(true).childNodes);
        card.className = `ml-card ${note.className.replace(/\bml-(note-item|open|hot|left|brief)\b/g, "")}`;
        card.setAttribute("aria-label", `Note ${flag}`);
        $("#ml-card-place").textContent = place;
        if (!wasOpen) card.focus(STAY);
      } else if (focus) (focus === "note" ? notes : refs).get(flag).focus(STAY);
    }
    layout();
    if (flag && scroll && root.isConnected) {
      const room = oneMargin.matches ? .38 : .2;
      scrollTo({ top: scrollY + lineOf(flag).top - innerHeight * room, behavior: calm.matches ? "auto" : "smooth" });
    }
  }

  function step(by) {
    const list = order();
    if (!list.length) return;
    const at = active ? list.indexOf(active) : by > 0 ? -1 : 0;
    activate(list[(at + by + list.length) % list.length], { focus: true, scroll: true });
  }

  function close() {
    const flag = active;
    activate(null);
    if (flag) refs.get(flag).focus(STAY);
  }

  on(root, "click", (event) => {
    const back = event.target.closest("a.ml-n");
    if (back) {
      event.preventDefault();
      event.stopPropagation(); // or Material would follow the link all the same
      const flag = back.hash.slice(5);
      if (!card.hidden) close(); else { activate(flag, { scroll: true }); refs.get(flag)?.focus(STAY) }
      return;
    }
    const mark = event.target.closest(".ml-flag, .ml-ref");
    if (mark && marks.checked && getSelection().isCollapsed) {
      const link = event.target.closest("a[href]");
      const flag = mark.dataset.flag;
      // A link of the article goes where it leads, marked or not.
      if ((link && !link.matches(".ml-ref")) || !notes.has(flag) || !shown(flag)) return;
      event.preventDefault();
      event.stopPropagation();
      activate(flag, { focus: mark.matches(".ml-ref") && "note", scroll: !oneMargin.matches });
      return;
    }
    const note = event.target.closest(".ml-note-item");
    if (note && notes.has(note.dataset.flag) && root.classList.contains("ml-margin") && !event.target.closest("a")) {
      activate(note.dataset.flag === active ? null : note.dataset.flag);
    }
  });
  const cool = () => $$(".ml-hot").forEach((element) => element.classList.remove("ml-hot"));
  on(root, "pointerleave", cool);
  on(root, "pointerover", (event) => {
    cool();
    const flag = event.target.closest(".ml-flag, .ml-ref, .ml-note-item")?.dataset.flag;
    if (!notes.has(flag)) return;
    [notes.get(flag), ...pieces.get(flag)].forEach((element) => element.classList.add("ml-hot"));
  });
  on(card, "click", (event) => {
    const button = event.target.closest("button");
    if (button) "close" in button.dataset ? close() : step(+button.dataset.step);
  });
  on($("#ml-prev"), "click", () => step(-1));
  on($("#ml-next"), "click", () => step(1));
  // Also while nothing has the focus, as after a click on words.
  on(document, "keydown", (event) => {
    if (event.target !== document.body && !root.contains(event.target)) return;
    if (event.target.matches("input:not([type=radio], [type=checkbox]), textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && active) close();
    else if (marks.checked && /^[jk]$/i.test(event.key)) { event.preventDefault(); step(/j/i.test(event.key) ? 1 : -1) }
  });
  on(root, "change", (event) => { if (event.target.id.startsWith("ml-f-")) activate(null) });

  const named = () => /^#(?:flag|ref|note)-(\d+)$/.exec(location.hash)?.[1];
  function follow() {
    const flag = named();
    if (!notes.has(flag)) return;
    // A link to words of someone quoted shows these although they are off by default.
    if (!shown(flag)) for (const box of boxesOf(notes.get(flag))) box.checked = true;
    activate(flag, { focus: true, scroll: true });
  }
  function boxesOf(note) {
    const family = /ml-(words|sourcing|certainty|persuasion|headline|context|craft)/.exec(note.className)[1];
    const names = [note.matches(".ml-note") ? "note" : family === "context" ? "headline" : family];
    if (note.matches(".ml-quoted")) names.push("quoted");
    return names.map((name) => $(`#ml-f-${name}`)).filter(Boolean);
  }
  on(root, "medialit:view", () => activate(marks.checked ? active : null));
  on(window, "hashchange", follow);
  on(bothMargins, "change", layout);
  on(oneMargin, "change", () => activate(active));
  const watcher = new ResizeObserver(() => requestAnimationFrame(layout));
  watcher.observe($(".ml-text"));
  on(signal, "abort", () => watcher.disconnect());
  document.fonts.ready.then(layout);
  activate(null);
  follow();
});
