"""The critique page and the sheets to print, as a reader and a printer get them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from reader import PAGES, overflow

SECTIONS = ["notice", "sources", "claims", "well", "compare", "discuss", "limits"]
SHEETS = ("worksheet", "key")
OFF = {"java_script_enabled": False}


def sheets_of(paper: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", paper))


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
def test_seven_sections_with_and_without_javascript(open_page, narrow):
    for options in ({}, OFF):
        page = open_page(PAGES["critique"], narrow=narrow, **options)
        assert page.locator(".ml-sec").evaluate_all("all => all.map((one) => one.id)") == SECTIONS
        for name in SECTIONS:
            expect(page.locator(f"#{name} > h2")).to_be_visible()
        page.locator(".ml-toc a", has_text="Discuss").click()
        expect(page.locator("#discuss > h2")).to_be_in_viewport()
        for part in page.locator("details > summary").all():
            part.click()
        expect(page.locator("details:not([open])")).to_have_count(0)
        assert overflow(page) == []


def test_headline_lead_and_body_stand_side_by_side(open_page):
    page = open_page(PAGES["critique"])
    boxes = [box.bounding_box() for box in page.locator(".ml-lab > div").all()]
    assert len(boxes) == 3
    assert len({round(box["y"]) for box in boxes}) == 1
    page.set_viewport_size({"width": 390, "height": 844})
    tops = [box.bounding_box()["y"] for box in page.locator(".ml-lab > div").all()]
    assert tops == sorted(set(tops))
    page.get_by_label(re.compile("Write a headline")).fill("Council votes to close lido")


def test_other_coverage_stands_side_by_side_and_leads_on(open_page):
    page = open_page(PAGES["critique"])
    columns = page.locator(".ml-cover > li")
    assert columns.count() >= 3
    leads = [lead.bounding_box()["y"] for lead in page.locator(".ml-cover .ml-begins").all()]
    assert len({round(top) for top in leads[:3]}) == 1
    expect(page.locator(".ml-cover li", has_text="This article").get_by_role("heading")).to_have_text(
        page.locator("h1").first.inner_text().replace("\n", " ")
    )
    columns.get_by_role("link").first.click()
    expect(page.locator(".ml-article")).to_be_visible()


def test_questions_lead_to_their_notes(open_page):
    page = open_page(PAGES["critique"])
    link = page.locator("#discuss .ml-claims a").first
    number = link.inner_text()
    link.click()
    expect(page).to_have_url(re.compile(f"/articles/lido-fury/#note-{number}$"))
    expect(page.locator(f"#note-{number}")).to_be_visible()


@pytest.mark.parametrize("kind", SHEETS)
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_sheets_fill_a_few_pages(open_page, kind, paper):
    page = open_page(PAGES[kind])
    for way in ("Article", "Critique"):
        expect(page.get_by_role("link", name=way, exact=True)).to_be_visible()
    printed = page.pdf(format=paper)
    assert 2 <= sheets_of(printed) <= 6
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation")).to_be_hidden()
    size = {"A4": 672, "Letter": 694}[paper]  # between the margins, in CSS pixels
    page.set_viewport_size({"width": size, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= size


def test_a_worksheet_gives_nothing_away_and_a_key_shows_patterns(open_page):
    page = open_page(PAGES["worksheet"])
    expect(page.locator("mark, sup[class]")).to_have_count(0)
    lines = page.locator(".lines i").first
    assert lines.evaluate("line => getComputedStyle(line).borderBottomStyle") == "solid"
    page.get_by_role("link", name="Teacher key").click()
    mark = page.locator("mark.ml-flag:not(.ml-whole, .ml-outer)").first
    assert "underline" in mark.evaluate("mark => getComputedStyle(mark).textDecorationLine")
    assert page.locator("sup").count() > 5


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_sheets_are_light_on_any_screen(open_page, dark):
    page = open_page(PAGES["key"], dark=dark)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_the_critique_prints_with_its_answers(open_page):
    page = open_page(PAGES["critique"])
    assert 3 <= sheets_of(page.pdf(prefer_css_page_size=True)) <= 14
    page.emulate_media(media="print")
    expect(page.locator(".md-header")).to_be_hidden()
    expect(page.locator("#limits > h2")).to_be_visible()
