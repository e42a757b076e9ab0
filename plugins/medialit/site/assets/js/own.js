/* The reader's own marks: a phrase and what made them stop, by mouse, touch, keyboard or typing. They are kept in this
   browser alone, as block, offsets and quote, and painted without changing the page. */
"use strict";
medialit.onPage(".ml-article", (root, signal, { $, $$, on }) => {
  const KEY = `medialit.marks.${root.dataset.slug}`, STAY = { preventScroll: true };
  const BLOCK = "h1, h2, h3, h4, h5, h6, p, li, dt, dd, th, td, figcaption, pre";
  const WORD = /[\p{L}\p{M}\p{N}\p{Sc}%’'-]+(?:[.,]\p{N}+)*/gu;
  const text = $("#ml-text"), tagger = $("#ml-tagger"), marks = $("#ml-view-marks"), box = $("#ml-compare");
  const buttons = [...tagger.querySelectorAll("button")];
  const names = Object.fromEntries(buttons.map((one) => [one.value, one.textContent.trim()]));
  const say = (words) => { $("#ml-said").textContent = words };
  const make = (tag, more, ...inside) => {
    const made = Object.assign(document.createElement(tag), more);
    made.append(...inside);
    return made;
  };

  /* The blocks of headline and text: their words, and where each text node begins in them. */
  const blocks = [], known = new Map();
  for (const part of [$("h1"), text]) {
    const nodes = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    for (let node; (node = nodes.nextNode());) {
      const element = node.parentElement.closest(BLOCK);
      if (!element) continue;
      if (!known.has(element)) known.set(element, blocks.push({ element, text: "", runs: [] }) - 1);
      const block = blocks[known.get(element)];
      block.runs.push([block.text.length, node]);
      block.text += node.data;
    }
  }
  for (const block of blocks) block.words = [...block.text.matchAll(WORD)].map((word) => [word.index, word.index + word[0].length]);

  const rangeOf = ({ block, start, end }) => {
    const range = new Range();
    const at = (place) => {
      const [from, node] = blocks[block].runs.findLast(([from]) => from <= place);
      return [node, place - from];
    };
    range.setStart(...at(start));
    const [node, offset] = at(end - 1);
    range.setEnd(node, offset + 1);
    return range;
  };
  /* The words of a block, whole, that a stretch of it touches. */
  const phrase = (block, from, to) => {
    const words = blocks[block].words.filter(([start, end]) => end > from && start < to);
    if (!words.length) return null;
    const [[start]] = words, [, end] = words.at(-1);
    return { block, start, end, quote: blocks[block].text.slice(start, end) };
  };
  const overlap = (one, other) => one.block === other.block && one.start < other.end && other.start < one.end;
  const paint = (name, phrases) => window.Highlight && CSS.highlights.set(name, new Highlight(...phrases.map(rangeOf)));

  let mine = [], bin = [], pending = null, cursor = null;
  try {
    mine = JSON.parse(medialit.store.get(KEY) ?? "[]")
      .filter((mark) => names[mark.family] && blocks[mark.block].text.slice(mark.start, mark.end) === mark.quote);
  } catch { /* not ours, or of another text: begin anew */ }

  const shown = (mark) => [make("q", { className: "ml-pen", textContent: mark.quote }), " ",
    make("span", { className: `ml-key ml-${mark.family}`, textContent: names[mark.family] }), " "];
  function draw() {
    mine.sort((one, other) => one.block - other.block || one.start - other.start);
    paint("ml-mine", mine);
    if (mine.length) root.classList.add("ml-offered");
    $("#ml-tally").textContent = mine.length ? `${mine.length} marked` : "Select a phrase to mark it";
    $("#ml-keep").hidden = !mine.length;
    $("#ml-clear").hidden = !mine.length && !bin.length;
    $("#ml-clear").textContent = mine.length ? "Remove all" : "Put them back";
    $("#ml-mine").replaceChildren(...mine.map((mark) => make("li", { words: () => rangeOf(mark) }, ...shown(mark), make("button", {
      type: "button", className: "ml-plain", textContent: "Remove", ariaLabel: `Remove the mark on “${mark.quote}”`,
      onclick() { keep(mine.filter((one) => one !== mark), "Mark removed"); $("#ml-yours").focus() },
    }))));
    compare();
    root.dispatchEvent(new Event("medialit:own"));
  }
  function keep(now, said) {
    mine = now;
    medialit.store.set(KEY, JSON.stringify(mine));
    draw();
    say(said);
  }
  function add(wanted, family) {
    const others = mine.filter((mark) => !overlap(mark, wanted));
    leave();
    keep(family ? [...others, { ...wanted, family }] : others, family ? `Marked “${wanted.quote}”: ${names[family]}` : "Mark removed");
  }

  /* The box, or on phones the sheet, that asks what made the reader stop. */
  function ask(wanted) {
    pending = wanted;
    paint("ml-now", [wanted]);
    const old = mine.find((mark) => overlap(mark, wanted));
    for (const one of buttons) {
      one.ariaPressed = one.value ? one.value === old?.family : null;
      one.hidden = !one.value && !old;
    }
    tagger.hidden = false;
    const words = rangeOf(wanted).getBoundingClientRect(), all = root.getBoundingClientRect();
    const above = words.top > tagger.offsetHeight + 130 ? -tagger.offsetHeight - 10 : words.height + 10;
    tagger.style.top = `${words.top - all.top + above}px`;
    tagger.style.left = `${Math.max(0, Math.min(words.left - all.left, all.width - tagger.offsetWidth))}px`;
  }
  function leave() {
    if (pending && !cursor) getSelection().removeAllRanges();
    pending = null;
    tagger.hidden = true;
    paint("ml-now", cursor ? [under()] : []);
    if (cursor) text.focus(STAY);
  }
  function selected() {
    const chosen = getSelection();
    if (marks.checked || !chosen.rangeCount || chosen.isCollapsed) return null;
    const { startContainer: first, startOffset, endContainer, endOffset } = chosen.getRangeAt(0);
    const own = (first.parentElement && first.nodeType === 3 ? first.parentElement : first).closest?.(BLOCK), range = new Range();
    if (!known.has(own)) return null;
    const until = (...place) => {
      range.selectNodeContents(own);
      if (own.contains(place[0])) range.setEnd(...place);
      return `${range}`.length;
    };
    return phrase(known.get(own), until(first, startOffset), until(endContainer, endOffset));
  }
  let held = false, timer = 0;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (held || cursor || signal.aborted) return;
      const wanted = selected();
      if (!wanted) { if (!tagger.contains(document.activeElement)) leave() }
      else if (`${rangeOf(wanted)}` !== pending?.quote || !overlap(wanted, pending)) ask(wanted);
    }, 200);
  };
  on(document, "pointerdown", () => { held = true });
  on(document, "pointerup pointercancel", () => { held = false; soon() });
  on(document, "selectionchange", soon);
  on(tagger, "click", ({ target }) => {
    const one = target.closest("button");
    if (one && pending) add(pending, one.value);
  });

  /* By keyboard: a cursor that goes from word to word. */
  const worded = blocks.map((block, at) => (block.words.length ? at : 0)).filter(Boolean);
  const under = () => {
    const { words } = blocks[cursor.block], [from, to] = [cursor.from, cursor.to].sort((one, other) => one - other);
    return phrase(cursor.block, words[from][0], words[to][1]);
  };
  function point(to) {
    cursor = to;
    $("#ml-keys").ariaPressed = !!to;
    text.tabIndex = to ? 0 : -1;
    text.role = to && "application";
    text.ariaLabel = to && "Marking by keyboard: left and right go by word, up and down by paragraph; Shift takes in more, Enter marks, Escape leaves";
    leave();
    if (!to) return;
    say(under().quote);
    const { top, bottom } = rangeOf(under()).getBoundingClientRect();
    if (top < 130 || bottom > innerHeight - 60) scrollBy(0, top - innerHeight / 2);
  }
  on($("#ml-keys"), "click", () => point(cursor || !worded.length ? null : { block: worded[0], from: 0, to: 0 }));
  on(text, "keydown", (event) => {
    const { key, target } = event, across = { ArrowRight: 1, ArrowLeft: -1 }[key], down = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (!cursor || target !== text || !(across || down || key === "Enter" || key === " ")) return;
    event.preventDefault();
    const { block, from, to } = cursor;
    if (across) {
      const next = Math.max(0, Math.min(blocks[block].words.length - 1, to + across));
      point({ block, from: event.shiftKey ? from : next, to: next });
    } else if (down) point({ block: worded[worded.indexOf(block) + down] ?? block, from: 0, to: 0 });
    else { ask(under()); buttons[0].focus(STAY) }
  });
  on(document, "keydown", ({ key }) => {
    if (key !== "Escape") return;
    if (pending) leave();
    else if (cursor) { point(null); $("#ml-keys").focus(STAY) }
  });

  on($("#ml-typed"), "submit", (event) => {
    event.preventDefault();
    const { phrase: field, family } = event.target.elements;
    const plain = (words) => words.toLowerCase().replace(/[‘’]/g, "'").replace(/[“”]/g, '"').replace(/\s/g, " ");
    const wanted = plain(field.value.trim()), at = blocks.findIndex((block) => wanted && plain(block.text).includes(wanted));
    const from = at < 0 ? 0 : plain(blocks[at].text).indexOf(wanted), found = at < 0 ? null : phrase(at, from, from + wanted.length);
    if (!found) return say("These words are not in the text");
    field.value = "";
    add(found, family.value);
  });

  on($("#ml-keep"), "click", ({ target: { value } }) => {
    if (value === "print") return print();
    if (!value) return;
    const title = $("h1").innerText, address = location.origin + location.pathname;
    const found = mine.map((mark) => ({ ...mark, stopped: names[mark.family] }));
    const file = value === "json" ? JSON.stringify({ title, address, marks: found }, null, 1)
      : [title, address, "", ...found.map((mark) => `“${mark.quote}”: ${mark.stopped}`), ""].join("\n");
    make("a", { href: URL.createObjectURL(new Blob([file])), download: `${root.dataset.slug}-marks.${value}` }).click();
  });
  on($("#ml-clear"), "click", () => {
    const now = mine.length ? [] : bin;
    bin = mine;
    keep(now, now.length ? "Your marks are back" : "All your marks are removed");
    $("#ml-yours").focus();
  });

  /* What the reader marked beside what the edition marks, by the words that both touch. */
  function compare() {
    box.hidden = !mine.length;
    const notes = new Map($$(".ml-apparatus .ml-note-item:not(.ml-dismissed)").map((note) => [note.dataset.flag, note]));
    const link = (flag) => make("a", { href: `#ref-${flag}`, textContent: `${flag} ${notes.get(flag).querySelector("b").textContent}` });
    const lists = [[], [], []], seen = new Set();
    for (const mark of mine) {
      const pieces = [...blocks[mark.block].element.querySelectorAll(".ml-flag")].filter((piece) => rangeOf(mark).intersectsNode(piece));
      const flags = [...new Set(pieces.map((piece) => piece.dataset.flag))].filter((flag) => notes.has(flag));
      flags.forEach((flag) => seen.add(flag));
      lists[flags.length ? 0 : 1].push(make("li", {}, ...shown(mark), ...flags.flatMap((flag) => ["· ", link(flag), " "])));
    }
    for (const [flag, note] of notes) if (!seen.has(flag) && !note.matches(".ml-quoted")) lists[2].push(make("li", {}, link(flag)));
    const [both, alone, rest] = lists.map((items, at) => {
      const part = box.querySelectorAll("div")[at];
      part.hidden = !items.length;
      part.querySelector("ul").replaceChildren(...items);
      return items.length;
    });
    $("#ml-sum").textContent = `You marked ${mine.length}; ${both} overlap${both === 1 ? "s" : ""}; `
      + `${alone ? `${alone} only you, and you may be right` : "none only you"}. ${rest} only the edition.`;
  }
  on($("#ml-reveal"), "click", () => { marks.click(); (mine.length ? box : marks).focus() });
  on(root, "medialit:view", () => { if (cursor) point(null); else if (pending) leave() });
  on(signal, "abort", () => ["ml-mine", "ml-now"].forEach((name) => window.Highlight && CSS.highlights.delete(name)));
  draw();
});
