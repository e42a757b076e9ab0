"""What a screen reader meets: the text in order, each flag once, its note, and the way back."""

from __future__ import annotations

from playwright.sync_api import expect
from reader import flags_of, note, number

# The text and the links to notes as the accessibility tree has them, in order.
READ = """() => {
  const parts = [], read = (node) => {
    if (node.nodeType === 3) return parts.push(node.data);
    const style = getComputedStyle(node);
    if (style.display === "none" || style.visibility === "hidden" || node.ariaHidden === "true") return;
    if (node.matches(".ml-ref")) return parts.push(`[${node.ariaLabel}]`);
    node.childNodes.forEach(read);
  };
  read(document.querySelector("h1"));
  parts.push(" ");
  read(document.querySelector("#ml-text"));
  return parts.join("").replace(/\\s+/g, " ").trim();
}"""


def test_the_text_is_read_in_order_and_each_flag_once(open_page, classroom, classroom_site):
    record = classroom_site.records["pier"]
    text = " ".join(record["text"].split())
    page = open_page(f"{classroom}pier/")
    assert page.evaluate(READ) == text
    page.get_by_label("Show the marks").check()
    page.locator(".ml-filters input").evaluate_all("all => all.forEach((one) => one.checked || one.click())")
    read, links = page.evaluate(READ), page.locator("[role=doc-noteref]")
    names = links.evaluate_all("all => all.map((one) => one.ariaLabel)")
    on_words = flags_of(record)
    assert sorted(int(name.split()[1].rstrip(":")) for name in names) == [int(flag) for flag in on_words]
    for name in names:
        assert read.count(f"[{name}]") == 1
        read = read.replace(f"[{name}]", "")
    assert read == text


def test_each_note_says_all_and_leads_back(open_page, classroom, classroom_site):
    record = classroom_site.records["pier"]
    page = open_page(f"{classroom}pier/", marks=True)
    page.locator(".ml-filters input").evaluate_all("all => all.forEach((one) => one.checked || one.click())")
    for flag in flags_of(record):
        number(page, flag).focus()
        page.keyboard.press("Enter")
        expect(note(page, flag)).to_be_focused()
        said = note(page, flag).inner_text()
        for part in ("What it is", "When it is fine", "Whose words", "Kind", "Marked by"):
            assert part in said, (flag, part)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(number(page, flag)).to_be_focused()


def test_what_a_person_decided_is_said_and_can_be_seen(open_page, classroom, classroom_site):
    flags = enumerate(classroom_site.records["pier"]["flags"], 1)
    by_status = {(flag["status"], flag["origin"]): number for number, flag in flags}
    page = open_page(f"{classroom}pier/", marks=True)
    confirmed = by_status["confirmed", "rule"]
    expect(note(page, confirmed)).to_contain_text("Confirmed · A. Teacher")
    expect(note(page, confirmed)).to_contain_text("The word judges the vote.")
    disc = "ref => getComputedStyle(ref, '::after').backgroundColor"
    assert number(page, confirmed).evaluate(disc) != "rgba(0, 0, 0, 0)"
    aside = by_status["dismissed", "rule"]
    expect(note(page, aside)).to_contain_text("Set aside · A. Teacher")
    expect(note(page, aside)).to_contain_text("Set aside because: The town's own plaque calls it that.")
    assert page.locator(f"#flag-{aside}").evaluate("mark => getComputedStyle(mark).textDecorationLine") == "none"
    expect(number(page, aside)).to_have_accessible_name(f"Note {aside}: Puffery, set aside")
    assert number(page, aside).evaluate(disc) == "rgba(0, 0, 0, 0)"
    page.get_by_label("Set aside in review").uncheck()
    expect(note(page, aside)).to_be_hidden()
    own = by_status["confirmed", "educator"]
    expect(note(page, own)).to_contain_text("Marked · A. Teacher")
    expect(note(page, own).locator(".ml-ask")).to_have_text("Who would read it out, and when?")


def test_before_reading(open_page, classroom):
    page = open_page(f"{classroom}pier/")
    lesson = page.get_by_role("region", name="Before you read")
    for words in ("Grades 8–10 · 40 minutes", "Find a plain word for a loaded one.", "a post driven into the sea bed"):
        expect(lesson).to_contain_text(words)
    lesson.get_by_text("Standards: RI.8.6, ML.sources").click()
    expect(lesson.get_by_text("how the text answers those who disagree")).to_be_visible()
    expect(page.locator(".ml-meta")).to_contain_text("Reviewed A. Teacher, 10 February 2026")
    expect(page.locator(".ml-meta")).to_contain_text("Corrected 11 February 2026: The year was wrong; mended.")
    page.get_by_text("Check outside first").click()
    tasks = page.locator(".ml-outside li")
    expect(tasks.locator("b")).to_have_text(["Stop", "Investigate", "Find", "Trace"])
    expect(tasks.nth(1)).to_contain_text("look up Harbour Post and Ines Marlow")
    expect(tasks.nth(2)).to_contain_text("3 February 2026")
    expect(tasks.nth(3)).to_contain_text("“the survey of the piles” to example.org")
    page.goto(f"{classroom}pier-off/")
    expect(lesson).to_have_count(0)
