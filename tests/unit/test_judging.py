"""Flags drawn for judging, the sheets, and the verdicts gathered from two passes."""

from __future__ import annotations

import json
import re

import pytest
from judging import document_of, main, verdicts_of
from medialit.precision import read_measurements
from medialit.rules.loader import built_in

RULE = "words.loaded-word"
SENTENCES = [{"id": f"babe-{n:04}", "text": f"The {n} clerks met. A shameful vote followed. They left. It rained. All day.", "kind": "sentence"}
             for n in range(50)]  # fmt: skip
ARTICLE = {
    "id": "ptc-7",
    "text": "## 1\n\nA shameful vote, they heard.\n\n## 2\n\n" + "The clerk read on. " * 90,
    "title": [0, 4],
}
WORDY = {"id": "ptc-mayor-resigns-today", "text": "A disastrous plan.", "kind": "sentence"}


@pytest.fixture
def gold(tmp_path):
    folder = tmp_path / "gold"
    folder.mkdir()
    for task, records in (("babe", SENTENCES), ("ptc", [ARTICLE, WORDY])):
        (folder / f"{task}.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    return folder


def draw(gold, out, *more):
    assert main(["draw", "--gold", str(gold), "--out", str(out), *more]) == 0
    return json.loads((out / "index.json").read_text(encoding="utf-8"))


def test_a_draw_is_random_repeatable_and_bounded(gold, tmp_path):
    index = draw(gold, tmp_path / "one", "--seed", "7")
    assert index["texts"] == {"ptc": 2, "babe": 50}
    drawn = index["rules"][RULE]
    assert (len(drawn["items"]), drawn["flags"]) == (40, 52)
    assert len({tuple(item) for item in drawn["items"]}) == 40
    assert drawn["items"] != sorted(drawn["items"])
    assert draw(gold, tmp_path / "two", "--seed", "7", "--only", RULE)["rules"] == {RULE: drawn}
    assert draw(gold, tmp_path / "three", "--seed", "8")["rules"][RULE]["items"] != drawn["items"]
    assert len(draw(gold, tmp_path / "four", "--per-rule", "99")["rules"][RULE]["items"]) == 52


def test_a_sheet_shows_words_in_their_place_and_no_cues(gold, tmp_path):
    index = draw(gold, tmp_path / "out", "--per-rule", "99")
    sheet = (tmp_path / "out" / f"{RULE}.md").read_text(encoding="utf-8")
    rule = next(rule for rule in built_in() if rule.id == RULE)
    for words in (rule.name, rule.question, rule.definition.split(".")[0], rule.fine.split(".")[0], "- voice: author"):
        assert words in sheet
    assert sheet.count("- sentence: A [[shameful]] vote followed.") == 50
    assert sheet.count("- after: They left.\n") == 50
    assert sheet.count("- the paragraph goes on: It rained. All day.") == 50
    assert "- before: The 3 clerks met." in sheet
    assert "- title: ## 1" in sheet, "nothing in a text starts an item"
    assert re.findall(r"^## (\d+)$", sheet, re.MULTILINE) == [str(n) for n in range(1, 53)]
    assert "abominable" not in sheet
    kept = json.dumps(index)
    assert "mayor" not in kept
    assert "shameful" not in kept
    texts = {record["id"]: record["text"] for record in (*SENTENCES, ARTICLE)}
    words = {texts[name][start:end] for _, name, start, end in index["rules"][RULE]["items"] if name in texts}
    assert words == {"shameful"}


def test_flags_about_a_whole_text_are_drawn_as_documents(gold, tmp_path):
    said = "Rita Holm said the {} was dry. "
    text = "The river\n\n" + "".join(said.format(thing) for thing in ("bank", "mill", "field", "well", "pond"))
    (gold / "ptc.jsonl").write_text(json.dumps({"id": "ptc-8", "text": text, "title": [0, 9]}), encoding="utf-8")
    index = draw(gold, tmp_path / "out")
    assert index["rules"]["sourcing.one-voice"]["items"] == [["ptc", "ptc-8", 0, len(text)]]
    sheet = (tmp_path / "out" / "sourcing.one-voice.md").read_text(encoding="utf-8")
    assert "- title: The river" in sheet
    assert "which begins: The river Rita Holm said" in sheet
    assert "- reason given: All 5 attributed statements come from Rita Holm." in sheet


def gathered(tmp_path, gold, verdicts=("y", "y"), judges="model", names=("a", "b")):
    index = draw(gold, tmp_path / "out")
    passes = [tmp_path / name for name in names]
    for folder, verdict in zip(passes, verdicts, strict=True):
        folder.mkdir(exist_ok=True)
        lines = [f"{n} {verdict}" for n in range(1, len(index["rules"][RULE]["items"]) + 1)]
        (folder / f"{RULE}.txt").write_text("\n".join(lines), encoding="utf-8")
    record = tmp_path / "precision.json"
    arguments = ["gather", "--sheets", str(tmp_path / "out"), "--verdicts", *map(str, passes), "--judges", judges]
    return main([*arguments, "--record", str(record)]), record


def test_two_passes_make_a_record(tmp_path, gold, capsys):
    status, path = gathered(tmp_path, gold, ("y", "n"))
    assert status == 0
    record = json.loads(path.read_text(encoding="utf-8"))
    one = record["rules"][RULE]
    assert list(record["rules"]) == [RULE]
    assert (one["drawn"], one["judged"], one["right_first"], one["right_second"], one["agree"]) == (40, 40, 40, 0, 0)
    assert all(item[4:] == ["y", "n"] for item in one["items"])
    assert "language model" in record["judges"]
    assert "no person" in record["judges"]
    assert record["texts"].startswith("2 news articles (PTC")
    assert "50 % (35–65 %, n = 40), kappa 0.00 to be switched off" in capsys.readouterr().out
    rule = next(rule for rule in built_in() if rule.id == RULE)
    assert read_measurements(path).of(rule).share == 0.5


def test_what_was_judged_before_by_others_is_not_mixed_in(tmp_path, gold):
    path = gathered(tmp_path, gold)[1]
    old = json.loads(path.read_text(encoding="utf-8"))
    old["rules"]["words.label"] = old["rules"][RULE]
    path.write_text(json.dumps(old), encoding="utf-8")
    gathered(tmp_path, gold)
    assert set(json.loads(path.read_text(encoding="utf-8"))["rules"]) == {RULE, "words.label"}
    gathered(tmp_path, gold, judges="people")
    assert set(json.loads(path.read_text(encoding="utf-8"))["rules"]) == {RULE}


def test_verdicts_are_read_strictly(tmp_path):
    path = tmp_path / "v.txt"
    path.write_text("1 y\n\n3: unsure - a remark\n2. No\n", encoding="utf-8")
    assert verdicts_of(path, 4) == ["y", "n", "u", None]
    for wrong, told in (
        ("1 maybe", "v.txt:1: write the item"),
        ("5 y", "items 1 to 4"),
        ("1 y\n1 n", "v.txt:2: item 1 has"),
    ):
        path.write_text(wrong, encoding="utf-8")
        with pytest.raises(ValueError, match=told):
            verdicts_of(path, 4)


def test_a_malformed_verdict_leaves_the_record_alone(tmp_path, gold, capsys):
    assert gathered(tmp_path, gold, ("y", "perhaps"))[0] == 2
    assert not (tmp_path / "precision.json").exists()
    assert "write the item's number" in capsys.readouterr().err


def test_labels_are_not_read():
    assert document_of({"id": 1, "text": "A.", "label": "x", "spans": [], "outlet_type": "left"}).text == "A."
