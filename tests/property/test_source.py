"""Whatever Markdown the words stand in: the place that is told for them is where they stand."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from positions import mapped

# "\ue000" stands before each word that readers will see, and is taken out of the source before it is used: so the
# test knows where these words are, though the same words stand in code, comments and titles too.
SEEN = "\ue000"
# "\ue001" stands for a word. Each becomes a word of its own; "\ue002" is the last one again, "\ue003" the next one.
WORD, LAST, NEXT = "\ue001", "\ue002", "\ue003"
VISIBLE = f"{SEEN}{WORD}"

PIECES = st.sampled_from(
    [VISIBLE] * 8
    + [
        f"*{VISIBLE}*", f"**{VISIBLE} and {VISIBLE}**", f"***{VISIBLE}***", f"_{VISIBLE}_", f"*a **{VISIBLE}** {VISIBLE}*",
        f"[{VISIBLE} of {VISIBLE}](https://example.org/{LAST}?a=1&b=2)", f"[*{VISIBLE}*](<#{LAST}> \"{LAST} {NEXT}\")",
        f"[{VISIBLE}][ref]", f"[{VISIBLE}](https://example.org/a_(b)_{NEXT})", f"![{NEXT} {LAST}](x.png \"{NEXT}\")",
        f"`{NEXT} {LAST}`", f"`` {NEXT} ` ``", f"<b>{VISIBLE}</b>", f"<span title=\"{NEXT}\">{VISIBLE}</span>", f"{VISIBLE}<br>{VISIBLE}",
        f"{VISIBLE}[^one]", f"{VISIBLE}[^two],", f"{VISIBLE} <!-- {NEXT} {LAST} -->{VISIBLE}", f"{VISIBLE} -- {VISIBLE}", f"{VISIBLE}--{VISIBLE}", f"{VISIBLE}...",
        f"\"{VISIBLE} {VISIBLE}\"", f"'{VISIBLE}'", f"“{VISIBLE}”", f"{VISIBLE}'s", f"AT&amp;T {VISIBLE}", f"&mdash;{VISIBLE}&nbsp;{VISIBLE}", f"&#8217;{VISIBLE}",
        f"\\*{VISIBLE}\\*", f"*{VISIBLE}", f"{VISIBLE}_a_b", f"\\[{VISIBLE}\\](x)", f"1 < 2 {VISIBLE} & 3", f"*{VISIBLE}*{{: .note title=\"{NEXT}\" }}",
        "<https://example.org/report>", "<a@example.org>", f"😀 {VISIBLE} 👩‍👩‍👧", f"café {VISIBLE} cafe\u0301", "HTML", f"[{VISIBLE}]", f"({VISIBLE})",
        f"*{VISIBLE} **{VISIBLE}* x**", "the", "of the", f"~{VISIBLE}~", f"#{VISIBLE}", f"{VISIBLE}: {VISIBLE} | {VISIBLE}", f"{VISIBLE}\t{VISIBLE}  {VISIBLE}",
    ]
)  # fmt: skip
SENTENCE = st.lists(PIECES, min_size=1, max_size=7).map(" ".join)
LINES = st.tuples(st.lists(SENTENCE, min_size=1, max_size=3), st.sampled_from([" ", "\n", "  \n", "\n   "])).map(
    lambda pair: pair[1].join(pair[0])
)
CELLS = SENTENCE.map(lambda text: text.replace(" | ", " ").replace("`", ""))


def _prefixed(text: str, prefix: str) -> str:
    return "\n".join(f"{prefix}{line}" for line in text.split("\n"))


HIDDEN = st.sampled_from(
    [
        f"```\n{NEXT} {LAST}\n\n{NEXT} the {NEXT}\n```", f"~~~ text\n{NEXT}\n~~~", f"    {NEXT} {LAST}\n    {NEXT}", f"<!-- {NEXT}\n\n{LAST} -->",
        f"<div>{NEXT} <div>{LAST}</div>\n{NEXT}</div>", f"<table><tr><td>{NEXT}</td></tr></table>", f"*[HTML]: {NEXT} {LAST}", f"[unused]: https://example.org/ \"{NEXT}\"",
        "---", "***", f"<!-- {NEXT} -->", f"<hr>\n\n![{NEXT}](x.png)", f"<script>\nvar {NEXT} = 1;\n</script>", f"<pre>{NEXT}\n\n{NEXT}</pre>",
    ]
)  # fmt: skip
SIMPLE = st.one_of(
    LINES,
    LINES,
    SENTENCE.map(lambda text: f"## {text}"),
    SENTENCE.map(lambda text: f"### {text} ###"),
    SENTENCE.map(lambda text: f"{text}\n======"),
    st.lists(SENTENCE, min_size=1, max_size=3).map(lambda items: "\n".join(f"- {item}" for item in items)),
    st.lists(LINES, min_size=1, max_size=3).map(lambda items: "\n\n".join(f"{n}. {t}" for n, t in enumerate(items, 1))),
    st.tuples(SENTENCE, SENTENCE, LINES).map(lambda t: f"* {t[0]}\n    * {t[1]}\n\n{_prefixed(t[2], '    ')}"),
    st.lists(CELLS, min_size=4, max_size=4).map(
        lambda c: f"| {c[0]} | {c[1]} |\n|:---|---:|\n| {c[2]} | {c[3]} |\n| x | {VISIBLE} \\| {VISIBLE} |"
    ),
    st.tuples(CELLS, CELLS).map(lambda c: f"{c[0]} | b\n--- | ---\n{c[1]} | {VISIBLE}"),
    LINES.map(lambda text: f"{VISIBLE}\n:   {text}"),
    LINES.map(lambda text: f'<div markdown="1">\n\n{text}\n\n</div>'),
)
BLOCK = st.one_of(
    SIMPLE,
    SIMPLE,
    HIDDEN,
    SIMPLE.map(lambda text: _prefixed(text, "> ")),
    SIMPLE.map(lambda text: _prefixed(f"{text}\n\n{VISIBLE}", "> > ")),
    LINES.map(lambda text: f"[^one]: {text}"),
    st.tuples(LINES, LINES).map(lambda t: f"[^two]:\n    {_prefixed(t[0], '    ').strip()}\n\n{_prefixed(t[1], '    ')}"),
    st.just(f'[ref]: https://example.org/ "{NEXT}"'),
)  # fmt: skip


def _joined(blocks: list[str]) -> str:
    """The blocks, but each footnote defined once: of two definitions the second one counts, in the first one's place."""
    kept = {block[:7] if block.startswith("[^") else str(n): block for n, block in enumerate(blocks)}
    return "\n\n".join([*kept.values(), "[ref]: https://example.org/"])


MARKDOWN = st.lists(BLOCK, min_size=1, max_size=7).map(_joined)


def word(number: int) -> str:
    """A word of its own, little like the others: "Qabofuq", "Qeduriq" … None is part of another."""
    mixed = number * 2_654_435_761 % 2**32
    letters = ""
    for _ in range(4):
        mixed, consonant = divmod(mixed, 16)
        mixed, vowel = divmod(mixed, 5)
        letters += "bcdfghjklmnprstv"[consonant] + "aeiou"[vowel]
    return f"Q{letters}q"


def written(template: str) -> tuple[str, dict[str, int]]:
    """The source, and where in it each visible word stands."""
    source, places, number = "", {}, 0
    for part in re.split(f"({SEEN}?[{WORD}{LAST}{NEXT}])", template):
        if part.endswith(WORD):
            number += 1
            places[word(number)] = len(source)
            source += word(number)
        elif part in (LAST, NEXT):
            source += word(number + (part == NEXT))
        else:
            source += part
    return source, places


def check(template: str) -> None:
    source, places = written(template)
    document, positions = mapped(source)
    text = document.text
    lines = source.split("\n")
    # Python-Markdown loses letters, and shows placeholders, where marks of emphasis cross: what is left of the words
    # may be hard to place, but is never misplaced.
    whole = all(visible in text for visible in places) and "klzzw" not in text
    for match in re.finditer(r"Q[a-z]{8}q", text):
        if text.count(match[0]) > 1 or match[0] not in places:
            continue  # Markdown that is broken shows what was to be hidden
        place = positions.place(*match.span())
        if not place.exact and not whole:
            continue
        assert place.exact, match[0]
        assert place.column
        assert place.end_column
        shown = lines[place.line - 1][place.column - 1 : place.end_column - 1]
        assert (shown, place.end_line) == (match[0], place.line)
        start = places[match[0]]
        assert place.line == source.count("\n", 0, start) + 1, match[0]
        assert place.column == start - (source.rfind("\n", 0, start) + 1) + 1, match[0]


@given(MARKDOWN)
@example(f"a[^one]\n\n[^one]: {VISIBLE}\n# {VISIBLE}\n{VISIBLE}\n\n    {NEXT}\n")
@example(f"a[^one]\n\n[^one]: {VISIBLE}\n> {VISIBLE}\n{VISIBLE}\n")
@example(f"a[^one]\n\n[^one]: {VISIBLE}\n* * *\n{VISIBLE}\n")
@example(f"{VISIBLE}\n:   {VISIBLE}\n\n> - {VISIBLE}\n\n    {NEXT}\n\n## {VISIBLE}")
def test_words_are_told_to_stand_where_they_stand(template: str) -> None:
    check(template)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_any_text_at_all(source: str) -> None:
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    if source.strip():
        document, positions = mapped(source)
        previous = 0
        for position in range(len(document.text)):
            place = positions.place(position, position + 1)
            assert 1 <= place.line <= source.count("\n") + 1
            if (offset := positions.offset(position)) is not None and all(
                block.kind != "footnote" for block in document.blocks
            ):
                assert offset >= previous
                previous = offset


@pytest.mark.soak
@settings(settings.get_profile("soak"))
@given(MARKDOWN)
def test_words_are_told_to_stand_where_they_stand_long_run(template: str) -> None:
    check(template)
