"""The marks of an amendatory instruction: the words that say what is done, how, and to what.

A new way to say something is a new mark here and a row in the tests; :mod:`regtrack.text.clauses` says what a mark
means.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from regtrack.text.citing import ANNEX, AUTHORITY, FIELD, LEVELS, NEW, PART, SECTION
from regtrack.text.operations import Verb

VERBS_BY_STEM = {
    "revis": Verb.REVISE, "add": Verb.ADD, "insert": Verb.ADD, "remov": Verb.REMOVE, "delet": Verb.REMOVE,
    "strik": Verb.REMOVE, "redesignat": Verb.REDESIGNATE, "renumber": Verb.REDESIGNATE, "designat": Verb.DESIGNATE,
    "republish": Verb.REPUBLISH, "reserv": Verb.RESERVE, "correct": Verb.CORRECT, "transfer": Verb.TRANSFER,
    "suspend": Verb.SUSPEND, "stay": Verb.STAY, "lift": Verb.LIFT, "amend": Verb.AMEND, "replac": Verb.SWAP,
    "re-designat": Verb.REDESIGNATE, "reinstat": Verb.ADD, "chang": Verb.SWAP, "substitut": Verb.SWAP,
}  # fmt: skip
STEMS = "|".join(sorted(VERBS_BY_STEM, key=len, reverse=True))
ORDINALS = {
    name: number
    for number, name in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth last".split(), 1)
}
ORDINAL = "|".join(ORDINALS)
TERM = re.compile(r"“(?P<term>[^”]*)”(?P<more>\s*,?\s*(?:and|or)?\s*(?=“))?")
TERMS = re.compile(r"(?:\s*,?\s*(?:and|or)?\s*“[^”]*”)+")
_OF = r"\s+(?:of|to|for|in)\s+(?:the\s+)?"
_BEFORE_LEVELS = "|".join(
    rf"(?<=\b{word} )"
    for word in "redesignated designated "
    "as amend amending add adding remove removing reserve reserving revise revising delete deleting "
    "redesignate redesignating designate designating".split()
)
QUOTED = r"(?:(?:the|an?)\s+(?:[\w-]+\s+){1,4})?[“\"]"
ROWS = {
    "elsewhere": rf"(?:[;:,.]|\band)\s+(?:and\s+)?(?:[a-z]{{1,3}}\.\s+)?(?:by\s+)?"
                  r"(?:(?:[Ii]n|at(?=\s+paragraph))\s+|(?=at\s+the\s+end\s+of\s+paragraph))"
                  r"(?!(?:its|their)\s+place|(?:(?:the|its|their)\s+)?(?:[\w-]+\s+){1,3}(?:order|sequence)\b)"
                  rf"(?=(?:“[^”]*”|(?!(?<!newly )\b(?i:{STEMS}))[^;:“]){{4,160}}?(?<!\band)"
                  rf"[,:]?\s+(?:[ivx]{{1,4}}\.\s+)?(?:by\s+)?(?i:{STEMS})(?:e|ing)?\b)"
                  rf"|;\s+(?:and\s+)?(?=paragraphs?\s+\([^;:“]{{1,60}},\s+(?i:{STEMS})(?:e|ing)?\s)",
    "continues": r"\bcontinues?\s+to\s+read\b",
    "outside": r"\b(?:incorporation\s+by\s+reference\s+(?:in|of)"
                r"|Forms?\s+[\w-]+,?\s+\((?:as\s+)?(?:referenced|described)\s+in)\s+(?=(?:\d+\s+CFR|§|[Ss]ections?)\s)",
    "halt": r"\b(?:(?:[Bb]y\s+)?(?P<ends>(?i:end|terminat|dissolv|vacat)(?:e|ing)?)\s+)?(?:[Tt]he\s+)?"
             r"(?P<undoes>(?i:lifting|ending|removal|termination)\s+of\s+(?:the\s+)?)?"
             r"(?:(?:indefinite|administrative|temporary)\s+)?(?i:suspension|stay|delay)s?\s+(?:o[fn]|to|in|from)\b",
    "ended": r"\b(?:is|are)\s+(?:hereby\s+)?(?:ended|terminated|dissolved|vacated)\b",
    "reserve": r"\b(?:[Bb]y\s+)?(?:[Rr]emov(?:e|ing)|[Aa]dd(?:ing)?|[Dd]esignat(?:e|ing))\s+and\s+"
                r"reserv(?:e|ing)\b",
    "reissue": r"\b(?:[Bb]y\s+)?[Rr]evis(?:e|ing)\s+and\s+(?:republish|reissu)(?:e|ing)?\b",
    "reserved": r"\b(?:is|are)\s+(?:removed|added|designated)\s+and\s+reserved\b",
    "should": r"\bshould\s+read\b|\b(?:is|are)\s+corrected\s+to\s+read\b(?!\s+as\s+follows)"
               rf"|\b(?:is|are)\s+(?:revised|changed|amended)\s+to\s+read\b(?=\s+{QUOTED})",
    "passive": rf"\b(?:is|are)\s+(?:hereby\s+|further\s+|also\s+|correctly\s+|temporarily\s+(?=suspend|stay))*"
               rf"(?P<been>{STEMS})(?:r?ed|en)?\b",
    "also": rf"\band\s+(?P<too>{STEMS})ed\b(?!\s+paragraph)",
    "active": r"(?<!newly\s)(?<!following\s)(?<!\b[Tt]he\s)\b(?!correct\s+\w+\s+order\b)(?:[Bb]y\s+|[Tt]o\s+)?"
              rf"(?P<does>(?i:{STEMS}))(?:e|es|s|ing|ring)?\b",
    "in_place": r"\bin\s+(?:its|their)\s+places?\b|\bin\s+lieu\s+thereof\b",
    "read": r"\bto\s+read(?:\s+as\s+follows)?\b",
    "which_time": rf"\b(?:where\s+(?:it|they)\s+(?:appears?|occurs?)\s+)?(?:for\s+)?the\s+(?P<time>{ORDINAL})\s+time"
            r"(?:\s+(?:that\s+)?(?:it|they)\s+(?:appears?|occurs?|(?:is|are)\s+used))?\b",
    "each": r"\b(?:(?:in\s+)?each\s+(?:place|instance|time)|[Ww]herever|where\s+(?=it\b|they\b)|everywhere|"
             r"throughout|all\s+(?:references|instances)|each\s+reference|every\s+place|in\s+each)\b",
    "with": r"\b(?:with|to)\s+(?=(?:the\s+(?:\w+\s+)?)?[“\"])",
    "times": r"\b(?:in\s+|each\s+of\s+the\s+)?(?P<many>two|three|four|both)\s+(?:places|times)\b",
    "definition": r"\bdefinitions?\b(?!\s+(?:of|for)\s+(?!(?:the\s+|both\s+|new\s+|following\s+|defined\s+|an?\s+)*"
                   r"(?:terms?|words?|phrases?|abbreviations?|acronyms?)?[,:]?\s*“))"
                   rf"(?:(?!\b(?:is|are|by|definitions?|(?<!newly\s)(?:{STEMS})(?:e|ing)?)\b)"
                   r"[^“”§.;:]){0,60}?(?=“)",
    "following": r"\bthe\s+following\s+(?:new\s+)?(?:definitions?|terms?)\b(?!\s+(?:of|for)\b)",
    "term": r"\bdefinitions?\s+(?:(?:of|for)\s+(?:the\s+terms?\s+)?|(?=[A-Z][a-z]+\s+(?!\d)))",
    "side": rf"\b(?P<where>after|before|follow(?:ing|s)?|preced(?:ing|es?)|around|through|between"
             rf"|(?:begin|start|end)n?ing\s+with)\s+(?={QUOTED}|the\s+(?:period|semicolon|comma|colon)\b)",
    "instead_of": r"\bfor\s+(?=(?:the\s+(?:words?|phrase|term)\s+)?[“\"])",
    "in_note": r"\bin\s+the\s+“Note”\s+(?:at\s+the\s+end\s+of|after|following|to)"
                r"\s+(?=paragraph|§|the\s+section)",
    "under": r"\bunder\s+(?:the\s+)?(?:(?:sub)?headings?\s+|category\s+)?(?:“[^”]*”"
              r"|(?!Section|Sec|Paragraph|Part|Subpart|Title|Appendix|Supplement|Table|Item|Comment|This)[A-Z][A-Za-z]+\b"
              rf"(?:\s+[A-Z][a-z]+){{0,2}}(?=\s+(?:to\s+read|(?:in|to)\s+the|by|is|are|and\s+(?:by\s+)?(?:{STEMS})\w*)\b"
              r"|[,;.]|\s*$))",
    "quote": r"“[^”]*”|\"[^\"]*\"",
    "period": r"\b(?:(?:the|an?)\s+|(?=\w+\s+in\s+(?:its|their)\s+place))"
               r"(?P<point>periods?|semicolons?|commas?|colons?)\b",
    "authority": AUTHORITY,
    "forms": r"\b(?:[Mm]odel|[Ss]ample)\s+(?:[Ff]orms?|[Cc]lauses?|[Nn]otices?)\s+(?=[A-Z]{1,3}-\d)",
    "annex": ANNEX,
    "section": SECTION,
    "part": PART,
    "sentence_beside": rf"\b(?:a|one|(?P<new>two|three|four))\s+(?:new\s+)?sentences?\s+(?:immediately\s+)?"
                        rf"(?P<beside>after|following|before)\s+the\s+(?P<which>{ORDINAL})\s+sentence\b",
    "sentence": rf"\b(?P<nth>(?:{ORDINAL})(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s+through\s+)(?:{ORDINAL}))*)"
                 r"\s+sentences?\b|\b(?P<one>an?|one|two|three|four)\s+(?:new\s+)?sentences?\s+(?:at|to)\s+the\s+end\b"
                 r"|\bfirst\s+(?P<first>two|three|four)\s+sentences\b|\b(?P<some>sentences?)\b",
    "approval": r"\bparenthetical\s+(?:text|matter|authority(?:\s+citation)?)\b|"
                 r"\b(?:OMB|information\s+collection)\s+(?:control\s+number|parenthetical)\b",
    "centered": r"\b(?:undesignated\s+)?cent(?:er|re)(?:ed)?\s+headings?\b(?:\s+“[^”]*”)?"
                r"(?P<above>(?:\s+\w+ing)?,?\s+(?:immediately\s+)?(?:before|above|preceding|following|after|over)\s+(?=§+\s|[Ss]ections?\s))?",
    "field_of": rf"\b(?P<of>{FIELD}){_OF}{NEW}paragraphs?\s+(?={LEVELS})",
    "paragraphs": rf"\b[Pp]aragraphs?:?\s*(?={LEVELS})",
    "bare": rf"(?:{_BEFORE_LEVELS})(?={LEVELS}(?:[\s,.;:]|$))",
    "intro": r"\bintroductory\s+(?:text|paragraph)\b",
    "entire": r"\b(?:section\s+)?headings?\s+and\s+text\b",
    "heading": r"\b(?:section|subject|paragraph)\s+headings?\b|\bheadings?\b|\bheaders?\b(?!\s+text)",
    "table": r"\b(?i:table(?!\s+of\s+contents)|chart|entr(?:y|ies)|rows?(?=\s+(?:for|of|titled)\s)"
             r"|commodit(?:y|ies)(?=\s+“))\b",
    "end": r"\b(?:at|from|to)\s+the\s+end(?:s?\s+of\b|(?=\s*(?:[,;.]|and\b|to\s+read\b|$)))",
    "it": r"(?:(?<=\brevising )|(?<=\brevise )|(?<=\bremoving )|(?<=\breserving )|(?<=\breserve ))(?:it|them)\b",
    "as": r"\bas\b",
}  # fmt: skip


def any_of(rows: Mapping[str, str]) -> re.Pattern[str]:
    """Return the marks of a table, each as a group of its name; inside of a word none is tried, since none begins."""
    return re.compile(rf"(?!\B\w)(?:{'|'.join(f'(?P<{name}>{pattern})' for name, pattern in rows.items())})")


MARKS = any_of(ROWS)
_EFFECTIVE = re.compile(
    r"^(?:[Ee]ffective\s+(?:on\s+)?(?:[A-Z][a-z]+\s+\d{1,2},\s+\d{4},?|[a-z ]{1,40},)\s*|[Dd]elayed\s+indefinitely,\s*)"
)
_CITED = (
    r"(?:(?:(?!\b(?:is|are|by\s+\w+ing|under|paragraphs?)\b)[^;:]){0,90}?\b\d+\s+FR\s+\d+(?:\s*\([^)]{0,30}\)?)?)++"
    r"(?:(?:,?\s*(?:\(?(?:effective|on|as of|of)\s+)?[A-Z][a-z]{2,8}\.?\s+\d{1,2},\s+\d{4}\)?)?\)?,?)"
)
_ASIDE = re.compile(
    r"(?:,\s*+|(?<!\s)\s*+)\(?\bas\s+(?:previously\s+|newly\s+|further\s+|most\s+recently\s+)?(?:added|amended|revised|"
    r"redesignated|published|established|corrected)\b"
    rf"(?:{_CITED}|\s+(?:elsewhere\s+in\s+this\s+issue[^,;:]*|above|[A-Z][a-z]+ \d+, \d{{4}}),?)\s*"
)
_BELOW = re.compile(
    r"(?P<quotation>“[^“”]*”)|,?(?<!\s)\s+\(?(?:as\s+(?:set\s+(?:forth|out)|shown|printed|provided|indicated|specified|stated|listed|given|described)"
    r"(?:\s+out)?\s+(?:below|herein)|(?:which|that)\s+reads?\s+as\s+follows|as\s+follows(?=,|\)))\)?"
    r"(?:,(?=\s+(?:is|are)\b))?(?=[\s.,;:]|$)(?!:?\s*“)"
)
"""That the print has it: an aside, and no part of a name; but not in quotation marks."""
BESIDE = re.compile(
    r"\b(?:above|below|after|before|following|follows|precedes|preceding)\s+(?:the\s+)?(?:(?!and\b)\w+\s+)?$"
)
DEFINED_IN = re.compile(r"(?:\s*,?\s*(?:and\s+|or\s+)?“[^”]*”)+\s*,?\s+(?:in|of|under|to)\s+(?=§|[Ss]ection\s+\d)")
_ALIAS = re.compile(r"((?:§\s*|[Ss]ections?\s+)\d[\w.-]*)\s+\((?:Item|Rule)\s+[\w.-]+\)")
"""By what else its agency knows a section: "§ 229.407 (Item 407)"."""
_NEXT_HEADING = re.compile(r"(?<=[.:;”])\s*§[§\s]*[\d.,\s-]+(?:(?:through|and)\s+[\d.\s-]+)*\[[A-Z][a-z]+\]\s*$")
"""The heading of the next section, run into an instruction: "... the word “B.” § 9.2 [Amended]"."""
_TURNED = re.compile(r"(^[^“”]*|”[^“”]*)(?<=\s)”(\S[^“”]*”)")
"""A quotation that begins with the mark that ends one, where none is open."""
_NESTED = re.compile(r"“[^“”]*“")
POINTS = {"period": ".", "semicolon": ";", "comma": ",", "colon": ":"}
FEW = {"two": 2, "both": 2, "three": 3, "four": 4}


def misquotes(text: str) -> bool:
    """Whether quotation marks do not pair, or stand in others: the end of a quotation is not certain."""
    return text.count("“") != text.count("”") or _NESTED.search(text) is not None


def without_asides(text: str) -> str:
    """Return an instruction without its date, "as amended at 78 FR 4726" and "as set forth below"; quotations open."""
    text = _ALIAS.sub(r"\1", _NEXT_HEADING.sub("", text))
    text = _BELOW.sub(lambda found: found["quotation"] or "", text)
    return _TURNED.sub(r"\1“\2", _ASIDE.sub(" ", _EFFECTIVE.sub("", text)))
