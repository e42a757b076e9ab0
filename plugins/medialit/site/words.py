"""The words that pages use for the engine's terms, and small matters of typography."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from medialit.readability import Readability
from medialit.rules.hits import Flag
from medialit.rules.model import Family, Rule, Tier

FAMILIES: dict[Family, tuple[str, str]] = {
    "words": ("Word choice", "Words that judge while they describe."),
    "sourcing": ("Sourcing", "Who says so, and could a reader check?"),
    "certainty": ("Certainty", "How sure the text sounds, and how sure anyone can be."),
    "persuasion": ("Persuasion", "Moves that lead a reader to a conclusion."),
    "headline": ("Headline", "What the headline promises, and what the body gives."),
    "context": ("Context", "What a reader needs besides the words."),
    "craft": ("Craft", "What careful writing does. Credit, not a question."),
}

TIERS: dict[Tier, tuple[str, str]] = {
    "ask": ("Question", "Ask: something a reader can check."),
    "notice": ("Question", "Notice: a choice of words or a way to persuade."),
    "note": ("Note", "Note: style that is often fine. Shown in grey and left out of every count."),
    "craft": ("Done well", "Done well: good practice, shown as plainly as the questions."),
}

KINDS = {
    "news": "News report",
    "opinion": "Opinion",
    "analysis": "Analysis",
    "explainer": "Explainer",
    "press-release": "Press release",
    "feature": "Feature",
    "interview": "Interview",
    "review": "Review",
    "advertorial": "Advertorial",
}
NO_KIND = "unknown"  # what an article without a `type` is called in addresses

# Families whose marks look alike and share a filter.
FILTERS: dict[str, tuple[str, tuple[Family, ...]]] = {
    "sourcing": ("Sourcing", ("sourcing",)),
    "certainty": ("Certainty", ("certainty",)),
    "words": ("Word choice", ("words",)),
    "persuasion": ("Persuasion", ("persuasion",)),
    "headline": ("Headline and context", ("headline", "context")),
}

# What readers call their own marks: the families that look alike, and a question that fits none.
TAGS = {
    "words": "Word choice",
    "sourcing": "Who says so?",
    "certainty": "How sure?",
    "persuasion": "Persuading me",
    "headline": "Headline or context",
    "craft": "Done well",
    "note": "Just a question",
}

# Questions to put to a source, as the Center for News Literacy at Stony Brook University teaches them.
IMVAIN = {
    "Independent": "Does it gain from being believed?",
    "Multiple": "Does anyone else say so?",
    "Verifies": "Does it show evidence, or only assert?",
    "Authoritative": "Is this its field?",
    "Informed": "Was it in a position to know?",
    "Named": "Could you ask it yourself?",
}

_OPENING_QUOTES = "“‘\"'«"


def kind_of_text(kind: str | None) -> str:
    """What an article's `type` is called."""
    return KINDS.get(kind or "", "Kind not given")


def kinds() -> dict[str, str]:
    """Every kind of text by its value in addresses, those without one last."""
    return {**KINDS, NO_KIND: kind_of_text(None)}


# Bands of reading grades by their value in addresses.
BANDS = {
    "to-5": "grade 5 or below",
    "6-8": "grades 6–8",
    "9-12": "grades 9–12",
    "13-up": "above grade 12",
    "unmeasured": "too short to measure",
}


def band(readability: Readability) -> str:
    """The band that holds the middle of a text's reading range."""
    if readability.grade is None:
        return "unmeasured"
    grade = round(readability.grade)
    return "to-5" if grade <= 5 else "6-8" if grade <= 8 else "9-12" if grade <= 12 else "13-up"


def forewarning(kind: str | None) -> str:
    """The one line that stands before the text."""
    ask = "The marks ask questions about language. They do not judge the writer, and they cannot tell you what is true."
    if kind in ("opinion", "review"):
        return f"This piece argues for a view, and opinion may argue. {ask}"
    if kind in ("press-release", "advertorial"):
        return f"This text speaks for those who paid for it or sent it out. {ask}"
    return f"Wording can steer a reader even where every fact is right. {ask}"


def argues(kind: str | None) -> bool:
    """Whether this kind of text may argue, which count headings then say."""
    return kind in ("opinion", "review")


def whose_words(flag: Flag) -> str:
    """Whose words a flag marks, in a few words."""
    if flag.voice == "headline":
        return "The headline’s"
    if flag.voice == "author":
        return "The writer’s"
    who = flag.speaker or "Someone the text does not name"
    return f"{who}, quoted" if flag.voice == "quoted" else f"{who}, as the writer reports it"


def sort_of_flag(flag: Flag) -> str:
    """Family and tier of a flag, such as "Sourcing · Question"."""
    tier = "Note, not counted" if flag.rule.tier == "note" else TIERS[flag.rule.tier][0]
    return tier if flag.rule.family == "craft" else f"{FAMILIES[flag.rule.family][0]} · {tier}"


def marked_by(flag: Flag, reviewer: str | None = None) -> str:
    """Who set a mark, and whether a person has looked at it."""
    if flag.origin == "educator":
        return decision(flag, reviewer)
    decided = "not yet confirmed" if flag.status == "open" else sentence_case(decision(flag, reviewer))
    return f"Found by rule; {decided}"


def decision(flag: Flag, reviewer: str | None = None) -> str:
    """What a review decided about a flag, and whose it is; empty where nobody has looked at it."""
    if flag.status == "open":
        return ""
    done = "Marked" if flag.origin == "educator" else "Confirmed" if flag.status == "confirmed" else "Set aside"
    return f"{done} · {reviewer or 'an educator'}"


def times(count: int) -> str:
    """How often something happens."""
    return {1: "once", 2: "twice"}.get(count, f"{number(count)} times")


def number(value: int) -> str:
    """A number with thin spaces between thousands from 10,000 on."""
    return f"{value:,}" if value >= 10_000 else str(value)


def plural(count: int, one: str, many: str | None = None) -> str:
    """A count and its noun."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def date(value: dt.date | None) -> str:
    """A date as people write it."""
    return f"{value.day} {value:%B} {value.year}" if value else "unknown"


def length(readability: Readability) -> str:
    """Words, and the minutes they take."""
    return f"{plural(readability.words, 'word')}, {plural(readability.minutes, 'minute')}"


def grades(readability: Readability) -> str:
    """The reading range in whole school grades, or why there is none."""
    low, high = readability.grade_low, readability.grade_high
    if low is None or high is None:
        return "too short to measure"
    first, last = max(0, round(low)), max(0, round(high))
    return f"grade {first}" if first == last else f"grades {first}–{last}"


def quote(words: str, longest: int = 170) -> str:
    """Words on one line in quotation marks, unless they bring their own; the middle of long ones left out."""
    line = " ".join(words.split())
    if len(line) > longest:
        head, tail = line[: longest * 2 // 3].rsplit(" ", 1)[0], line[-longest // 3 :].split(" ", 1)[-1]
        line = f"{head} … {tail}"
    return line if line[:1] in _OPENING_QUOTES else f"“{line}”"


def sentence_case(text: str) -> str:
    """A name inside a sentence: lower-case first letter, unless it looks like an abbreviation."""
    return text[:1].lower() + text[1:] if not re.match(r"[A-Z]{2}|I\b", text) else text


def capitalise(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def breakable(name: str) -> str:
    """A name that may be broken where a small letter meets a capital one, for narrow columns."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "\u200b", name)


def host(url: str) -> str:
    """The host of an address, as a reader would name it."""
    return (urlsplit(url).hostname or url).removeprefix("www.")


def tier_name(tier: Tier) -> str:
    """What a tier is called beside a technique's name."""
    return {"ask": "Ask", "notice": "Notice", "note": "Note, not counted", "craft": "Done well"}[tier]


def found_by(rule: Rule) -> str:
    """How a rule finds its instances, in one sentence."""
    if rule.detector and rule.cues:
        return "By a list of words, and by a program that looks at the sentence around them."
    if rule.detector:
        return "By a program that looks at whole sentences; no list of words could say it."
    return "By a list of words, and by what stands around them."


@lru_cache(maxsize=4096)
def typographic(text: str) -> str:
    """A rule's text with curly quotation marks and apostrophes; rule files are typed with straight ones."""
    text = re.sub(r"(^|[\s(\[“—–])\"", r"\1“", text).replace('"', "”")
    return re.sub(r"(^|[\s(\[“—–])'(?!\d0s)", r"\1‘", text).replace("'", "’")


@lru_cache(maxsize=4096)
def nested(text: str) -> str:
    """A rule's name for use inside quotation marks."""
    return sentence_case(typographic(text)).replace("“", "‘").replace("”", "’")


def listed(items: Sequence[str], joint: str = "and", quoted: bool = True) -> str:
    """Words in quotation marks, or names without them, one after the other: “a”, “b” and “c”."""
    shown = [quote(item) if quoted else item for item in items]
    return f"{', '.join(shown[:-1])} {joint} {shown[-1]}" if len(shown) > 1 else "".join(shown)


@lru_cache(maxsize=4096)
def nested_question(text: str) -> str:
    """A rule's question for use inside quotation marks."""
    return typographic(text).replace("“", "‘").replace("”", "’")
