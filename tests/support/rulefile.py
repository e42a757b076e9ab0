"""A rule file of a site's own, for tests that need one."""

_ABOUT = """\
id: words.harbour-talk
name: Harbour talk
family: words
tier: notice
question: What does it mean here?
definition: Words of the harbour.
why: They may be unknown inland.
fine: In a text for sailors.
sources: [None; a rule of a test.]
"""
_EXAMPLES = """\
must_flag: ["A [bollard] stood.", "The [bollards] fell.", "One [bollard].", "No [bollard] there.", "Two [bollards]."]
must_pass: ["A post.", "A pole.", "A stake.", "A cleat.", "A rope."]
"""
BEGINNING = _ABOUT + _EXAMPLES  # all but its cues
RULE = f"{_ABOUT}cues:\n  - nouns: [bollard]\n{_EXAMPLES}"
