"""What deeds are done to: pieces of patterns, in lower case, that the tables share."""

from __future__ import annotations

_WORD = r"(?:[\w/&,'’“”\"()§-]+(?:\.\w+)*|u\.s\.|no\.) "


def words(most: int) -> str:
    """Return a pattern for at most that many words, as few as will do."""
    return f"(?:{_WORD}){{0,{most}}}?"


OF = r"(?:(?:of|in|for|to|from|the|its|our|their|this|that|an|a|certain|and|partial|further|all|one|several|such) )*"
"""Small words between a noun of action and its object."""

RULE = (
    r"(?:(?:direct|immediate|interim|temporary|joint|final|special) ){0,4}(?:final )?"
    r"(?:rules?|rulemakings?|regulations?|amendments?|dfrs?|ifrs?|final (?:actions?|orders?|determinations?)"
    r"|findings? of (?:failure|substantial)|special conditions?)"
)
PROPOSAL = (
    r"(?:(?:supplemental |advance |joint ){0,3}(?:notices? of )?"
    r"proposed (?:rules?|rulemakings?|regulations?|amendments?|priorit(?:y|ies)|orders?|information collections?"
    r"|actions?)"
    r"|(?:an|sn)?prms?|(?:an?|s)?n[op]prm?s?|proposals?|notice of intent to (?:propose|revise|amend))"
)
PAPER = (
    r"(?:notices? of (?:intent|availability|funding \w+|proposed \w+|\w+)|notices?|guidance(?: documents?)?"
    r"|guidelines?|guides?|polic(?:y|ies)(?: statements?| guidance| memorandum)?"
    r"|statements? of (?:policy|interpretation)|interpretations?|interpretive rules?|bulletins?|memorand(?:um|a)"
    r"|opinions? letters?|circulars?|documents?|directives?|declarations?|systems? of records(?: notices?)?|sorns?"
    r"|orders? (?:no\.?|\d))"
)
PRESIDENTIAL = (
    r"(?:executive orders?|proclamations?|presidential \w+|national emergenc(?:y|ies)|reporting requirements?)"
)
PROVISION = (
    r"(?:certain |all |portions? of |parts? of |the ){0,4}"
    r"(?:effectiveness|effective dates?|rules?|regulations?|requirements?|provisions?|standards?|definitions?"
    r"|listings?|parts? \d+|subparts? \w+|sections? [\d§]+|§+ ?\d|\d+ cfr|compliance)"
)
