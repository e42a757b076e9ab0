"""Sentences of a block of English news prose, as code point spans.

One compiled pattern finds every place where a sentence may end; each is judged by the word before it, what closes after
it and the word that follows. Time is linear in the length of the block.

Measured by `tests/bench/sentence_splitters.py` (cases with every boundary right; words per second of processor time):

    splitter        tuned on (107)   held out (43)   words a second
    this module            107             40            3.4 M
    nupunkt 0.8             86             32            2.5 M
    sentencex 1.0           82             34            6.3 M
    blingfire 0.1.8         79             34            0.5 M

(Before any tuning: 106 and 39. The held-out table was written before the tuning, but by the same hand.)
Most of the difference is in quotations and at abbreviations that may end a sentence. Where only the meaning could tell
("… in the U.S. Congress …"), a capital behind such an abbreviation does not open a sentence, unless the word is one
that mostly does ("The", "But").
"""

from __future__ import annotations

import re

# What follows a stop is only looked at, not consumed, so that a stop in it is found too. Possessive quantifiers and the
# look-behind keep the search linear in runs of stops or marks.
_STOP = re.compile(
    r"""
    (?<![.!?…‽])
    (\.(?:[ \u00a0]\.){2,3}|[.!?…‽]++)        # 1 the stop; ". . ." is one
    ((?:["”’'»)\]}]|\[\d{1,3}\])*+)           # 2 closing marks and reference numbers
    (?:\s?[\u2600-\u27bf\u2b50\U0001f000-\U0001faff\ufe0f\u200d]++)*+
    (?=
      (\s++|\Z|(?=[“«]|[A-Z][a-z]*+[ ’,]))    # 3 the gap, which careless copying loses
      ([“"‘'«(\[]*+)                          # 4 opening marks
      ([^\W_]++|[^\w\s])?+                    # 5 a word or a sign
    )
    """,
    re.VERBOSE,
)
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
# How far back to look for an abbreviation, for any letter, and for an opening bracket: bounds keep the time linear.
_LONGEST_ABBREVIATION = 16
_LETTER_REACH = 64
_BRACKET_REACH = 400
_DASHES = "—–―-"

# "Smith asked", "President Ruth B. Hale said": up to six words of a name, then a verb of saying.
_SPEAKER = re.compile(
    r"(?:(?:[A-Z][\w.’'-]*+|de|del|der|van|von|bin|al|of|the)\s++){1,6}?"
    r"(?:said|says|asked|asks|added|adds|told|tells|shouted|yelled|cried|wrote|writes|tweeted|replied|responded|"
    r"wondered|joked|exclaimed|quipped|demanded|screamed|declared|continued|recalled|thundered|chanted|muttered)\b"
)


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Abbreviations by what may follow. Those of more than one letter are looked up in lower case without their last stop.
_TITLES = _words(  # a name
    "adj adm amb asst atty brig capt cmdr col comdr cpl dep det dir dr fr ft gen gov hon insp lt maj messrs mlle mme "
    "mr mrs ms msgr mt ofc pfc pres prof pvt rep reps rev sen sens sgt spc supt"
)
_RUN_ON = _words("approx c ca cf e.g eg esp est i.e ie incl v viz vs")  # the rest of the sentence
_BEFORE_NUMBER = _words("art arts ch fig figs n no nos p para pp sec vol vols")
_MAY_END = _words(
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun "
    "ala ariz ark calif colo conn del fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev okla ore pa "
    "tenn tex va vt wash wis wyo "
    "assn ave blvd bldg bros co corp dept dist esq inc intl jr ltd mfg natl rd sr st univ ph.d"
)
_CLOCK = _words("a.m p.m am pm")
_AFTER_CLOCK = _words(
    "EST EDT ET PT CT MT PST PDT CST CDT MST MDT GMT UTC BST CET CEST Eastern Pacific Central Mountain "
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Tues Wed Thu Thurs Fri Sat Sun "
    "January February March April May June July August September October November December "
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec"
)
_STOP_IN_NAME = _words("jeopardy yahoo yum")
_DOMAINS = _words("com edu gov js net org tv uk")
# Words that open sentences and are hardly ever the capitalised word after an abbreviation inside one.
_OPENERS = _words(
    "A About According Across After Again Against All Almost Already Also Although Among An And Another Any Anyone As "
    "At Because Before Besides Both But By Can Critics Despite Did Do Does During Each Earlier Even Every Everyone "
    "Experts Few Finally For From Furthermore Had Has Have He Hence Her Here His How However I If In Indeed Instead "
    "Is It Its Just Last Later Like Many Maybe Meanwhile More Moreover Most Mr Mrs Ms Much My Neither Never "
    "Nevertheless No Nobody None Nor Not Nothing Now Of Officials On Once One Only Or Other Others Our Over Perhaps "
    "Police Residents She Should Since So Some Soon Still Such That The Their Them Then There Therefore These They "
    "This Those Though Through Thus To Today Under Unlike Until Was We Were What When Where Whether Which While Who "
    "Why With Within Without Would Yes Yesterday Yet You Your"
)


def split_sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of the block `text[start:end]` in order, as code point spans of `text`.

    Spans have no white space around them, are never empty, and leave out nothing but white space. A line break inside
    the block is a space. Closing quotation marks, brackets, reference numbers and emoji belong to the sentence before
    them; "“Stop!” Smith said." is one sentence, and a quotation of several sentences parts at its stops.
    """
    block = text[start:end]
    last = start + len(block.rstrip())
    begin = start + len(block) - len(block.lstrip())
    # A headline has no stop at its end, and its capitals say nothing: there no abbreviation ends a sentence.
    prose = text[begin:last].rstrip("\"”’'»)]}")[-1:] in {".", "!", "?", "…", ":"}
    spans: list[tuple[int, int]] = []
    for match in _STOP.finditer(text, begin, last):
        if match[5] is not None and _ends(text, begin, match, prose):
            spans.append((begin, match.end()))
            begin = match.end(3)
    if begin < last:
        if spans and not _LETTER_OR_DIGIT.search(text, begin, last):  # a stray mark is no sentence
            begin = spans.pop()[0]
        spans.append((begin, last))
    return spans


def _ends(text: str, begin: int, match: re.Match[str], prose: bool) -> bool:
    """Whether a stop that something follows ends the sentence that begins at `begin`."""
    stop, closing, gap, opening, word = match.groups()
    at = match.start()
    if word[0].islower() and not word[1:2].isupper():  # but "iPhone sales fell"
        return False
    if word[0] in ",;:/&" or (word[0] in _DASHES and (closing or stop[-1] != ".")):
        return False
    if not _LETTER_OR_DIGIT.search(text, max(begin, at - _LETTER_REACH), at):  # "… In the end"
        return False
    if not gap and not opening and "”" not in closing and not _lost_gap(text, at, word):
        return False
    if ")" in closing and stop != "." and text.rfind("(", max(begin, at - _BRACKET_REACH), at) > begin:
        return False  # the bracket was opened inside the sentence: "The winner (at last!) Joan Pike"
    if stop == ".":
        return _full_stop_ends(text, begin, match, prose)
    if stop[-1] in "!?‽":
        if closing:
            speaks = not opening and (word == "I" or word not in _OPENERS) and _SPEAKER.match(text, match.end(3))
            return not speaks
        before = text[max(begin, at - _LONGEST_ABBREVIATION) : at].rsplit(None, 1)  # nothing, where all is white space
        return word in _OPENERS or not before or before[-1].lower() not in _STOP_IN_NAME
    # An ellipsis with a space before it mostly stands for words left out inside a sentence.
    return not text[at - 1].isspace() or word in _OPENERS or bool(opening)


def _full_stop_ends(text: str, begin: int, match: re.Match[str], prose: bool) -> bool:
    """Whether a single full stop ends the sentence, or belongs to the abbreviation, initial or number before it."""
    _, closing, _, opening, word = match.groups()
    at = match.start()
    pieces = text[max(begin, at - _LONGEST_ABBREVIATION) : at].rsplit(None, 1)
    if not pieces or text[at - 1].isspace():
        return True
    before = pieces[-1].lstrip("“”\"‘’'«([")
    if at - len(pieces[-1]) == begin and (len(before) == 1 or (before.isdigit() and len(before) < 4)):
        return False  # "1. Read the headline.", "B. The committee may refuse."
    before = before[max(before.rfind(mark) for mark in "—–-/") + 1 :]
    key = before.lower()
    capital = before[:1].isupper()
    if capital and key in _TITLES:
        return False
    letter = len(before) == 1 and capital
    if not letter:
        if key in _RUN_ON:
            return False
        if key in _BEFORE_NUMBER:
            return not (word[0].isdigit() or (word.isupper() and word not in {"A", "I"}))
        if key in _CLOCK:
            continued = word[0].isdigit() or word[0] in _DASHES or word in _AFTER_CLOCK
            return not (continued or _is_initial(text, match))
        if not ((capital and key in _MAY_END) or key == "al" or _is_acronym(before)):
            return True
    if not prose or _is_initial(text, match):
        return False
    return word in _OPENERS or bool(closing and not opening and word[0].isupper())


def _is_initial(text: str, match: re.Match[str]) -> bool:
    """Whether the word after a stop is a letter with a full stop of its own."""
    return len(match[5]) == 1 and match[5].isalpha() and text[match.end(5) : match.end(5) + 1] == "."


def _is_acronym(word: str) -> bool:
    """Whether a word is letters with full stops between them, as in "U.S" and "E.P.A"."""
    return len(word) >= 3 and len(word) % 2 == 1 and word[0::2].isalpha() and not word[1::2].strip(".")


def _lost_gap(text: str, at: int, word: str) -> bool:
    """Whether two sentences touch ("the end.The mayor") and it is no address or file name ("Booking.Com")."""
    before = text[max(0, at - 3) : at]
    return len(before) == 3 and before.isalpha() and before.islower() and word.lower() not in _DOMAINS
