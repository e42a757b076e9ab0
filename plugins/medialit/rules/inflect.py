"""Every inflected form of a lemma, by lemminflect (MIT licence)."""

from __future__ import annotations

from functools import cache

_PART_OF_SPEECH = {"nouns": "NOUN", "verbs": "VERB", "adjectives": "ADJ"}


@cache
def inflections(lemma: str, word_class: str) -> frozenset[str]:
    """The forms of a lemma; `word_class` is "nouns", "verbs" or "adjectives".

    Of a phrase, a verb's first word is inflected ("cosy up") and a noun's or adjective's last ("puff piece").
    """
    import lemminflect  # here, since it loads its tables on import

    tag = _PART_OF_SPEECH[word_class]
    words = lemma.split(" ")
    at = 0 if word_class == "verbs" else -1
    head, hyphen, tail = words[at].rpartition("-")
    if (tag == "ADJ" and hyphen) or not tail[-1:].isalpha():
        return frozenset({lemma})
    forms = lemminflect.getAllInflections(tail, tag)
    if not forms and tag != "ADJ":
        forms = lemminflect.getAllInflectionsOOV(tail, tag)
    found = {lemma}
    for group in forms.values():
        for form in group:
            inflected = [*words]
            inflected[at] = head + hyphen + form
            found.add(" ".join(inflected))
    return frozenset(found)


@cache
def is_common_word(word: str) -> bool:
    """Whether the dictionary has a word in lower case as a noun, verb, adjective or adverb; it has few names."""
    import lemminflect

    return bool(lemminflect.getAllLemmas(word))
