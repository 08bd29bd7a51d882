"""The words by which an end is told, a row a way of telling it, with what stops the reading."""

from __future__ import annotations

import re
from typing import NamedTuple

from regtrack.dates_in_text.words import NUMBER as COUNT
from regtrack.sources.federal_register.text.vocabulary import letters_of, nouns, spelled


class EndWords(NamedTuple):
    """A way of telling: letters and a heading that it needs, a cue, and what forbids it, before it or beside."""

    letters: tuple[str, ...]
    cue: re.Pattern[str]
    heading: re.Pattern[str]
    before: re.Pattern[str]
    beside: re.Pattern[str]


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.DOTALL)


def _row(letters: str, cue: str, heading: str = "", before: str = "(?!)", beside: str = "(?!)") -> EndWords:
    return EndWords(tuple(letters.split("|")), _words(cue), re.compile(heading), _words(before), _words(beside))


_WITHIN = r"(?:[^.;]|\.\d)"
_ITSELF = r"(?<!which )(?<!that )"
_WAS_SO = r"\b(?:unless|petition\w*|appl(?:y|ied)|previously|had|did|was|were)\b[^,;]{0,80}$"
_SECOND = "revise withdraw rescind supersede correct finalize"
_LASTS = (
    rf"{_ITSELF}\b(?:{spelled(_SECOND, 'third')}|amends|establishes|announc(?:es|ing) the availability of"
    rf"|(?:is|are) (?:also )?(?:{spelled(_SECOND, 'gerund')}|amending|establishing))\b"
)
_PUNISH = r"(?:tak|initiat|pursu|bring|institut|commenc|recommend)(?:e|es|ing)?\b(?: \w+){0,2}? (?:enforcem|penalt)\w*"
_ALLOWED = (
    r"(?:exclusion|exemption|licen[cs]e|permission|permit|authorization|waiver|allowance|list of [^.;,]{3,60}?)s?"
)
FORBEARS = _row(
    "enforc|discretion|penalt|waiv|relief",
    r"\b(?:intends to )?(?:(?:(?:will|does|do|is|are|intends?) (?:\w+ ){0,3}?not|(?:refrain|forbear)\w* from)"
    rf" (?:\w+ ){{0,8}}?(?:enforc(?:e|ing)\b|{_PUNISH})|in (?:determining|deciding) whether to {_PUNISH}"
    rf"|(?<!not )(?<!no longer ){spelled('postpone stay', 'base', 'third', 'gerund')} (?:\w+ ){{0,2}}enforcement\b"
    rf"|enforcement of {_WITHIN}{{3,200}}? (?:is|are|will be) (?:\w+ ){{0,2}}{spelled('postpone stay', 'participle')}\b"
    r"|exercis(?:es?|ing) (?:\w+ ){0,3}discretion\b|waiv(?:es|ing)\b|grant(?:s|ing) (?:\w+ ){0,4}?(?:waiver|relief))",
    r"enforc|discretion|\bpause|waive|relief|forbear|exempt|no-action|\bstay",
    _WAS_SO,
    _LASTS,
)
OF_DISCRETION = _words(r"\b(?:notice|notification|announcement) of (?:enforcement discretion|non-?enforcement)\b")
"""In ACTION: a rule that announces no more than what will not be enforced."""
EXTENDS = _row(
    "exten|renew|continu|remain|stay|apply|valid|in effect",
    r"\b(?:(?<!not )(?:extends|renews|(?:is|are) (?:\w+ )?(?:extending|renewing))"
    rf" (?:(?!comments?\b|deadlines?\b|time\b)[\w-]+,? ){{0,8}}?{_ALLOWED}"
    rf"|{_ALLOWED}\b{_WITHIN}{{0,160}}? (?:(?:will|shall) (?:\w+ )?(?:stay|apply|be (?:valid|in effect))"
    r"|(?:remain|continue|extend)s?|(?:is|are|will be) (?:\w+ )?(?:extended|renewed|continued)))\b",
    rf"^(?=.*\b(?:exten(?:sion|d)|renew|continu))(?=.*\b{_ALLOWED}\b)",
    rf"{_WAS_SO}|\b(?:comment|deadline|time|appl(?:y|ication)|report|review)\w*\b[^,;]*$",
    rf"{_LASTS}|\b(?:adds|(?:is|are) (?:also )?adding|grants|granting|new)\b",
)
_FOR_NOW = "segregat|suspend|waiv|prohibit|clos|restrict"
AT_MOST = _row(
    _FOR_NOW,
    rf"{_ITSELF}\b(?:(?:{_FOR_NOW})(?:e?s)|(?:is|are|will be|shall be) (?:\w+ )?(?:{_FOR_NOW})(?:ing|e?d))\b"
    rf"{_WITHIN}{{0,200}}?\bfor (?:(?:an? )?(?:\w+ )?(?:period|term) )?(?:of )?(?P<most>(?:up to|at most|a maximum of"
    rf"|(?:no|not) (?:more|longer) than|not to exceed) )?(?P<count>{COUNT})[ -](?P<unit>day|month|year)s?\b(?! old)",
    before=rf"{_WAS_SO}|\b(?:Act|statute|law|rules?|courts?|may|can|which|that|who|whose|if|when|proposes?|intends?|plans?)\b[^,;]*$",
    beside=rf"{_LASTS}|\b(?:each of|extend\w*)\b",
)
OF_TIME = ("day", "month", "year")
FROM_ANOTHER = _words(  # after a time: it is counted from something else than the notice, or more than once
    r"[^.;]*\b(?:each|every|per)\b|[^.;]{0,20}\b(?:from|after|following|beginning|starting|commencing)(?: on| with)?"
    r" (?!(?:the |its )?(?:(?:effective )?date of (?:the |its )?)?publication|the effective date|(?:location|entry|"
    r"settlement|operation|appropriation|disposal|all forms|the (?:operation|public|United|general|mining|mineral)))"
)
OF_OWN_END = FORBEARS.letters + EXTENDS.letters
UNTIL = _words(
    r"(?<!at least )(?<!earlier than )(?<!sooner than )(?<!beyond )\b(?:(?P<last>through|on or before|(?:up )?to and"
    r" including)|until|till|before|prior to|ending(?: on)?)(?: the (?:end|close) of)? $"
)
WAS_UNTIL = _words(
    r"\b(?:was|were|had been|previously|last|originally|earlier)(?: \w+){0,2}?"
    r" (?:extended|renewed|continued|valid|in effect|in force|effective|set|scheduled|due|to expire)\b"
    r"(?:(?!\b(?:is|are|will|shall|extends?|renews?|remains?|continues?)\b)[^,;])*$"
)
"""Before the day until which something lasted before."""
NOT_ITS_DAY = _words(  # before it something else ends, or it is done to what has the day: "kilns built before D"
    r"\b(?:unless|while|when|which|that expires?|until (?!(?:the (?:end|close) of )?$))"
    r"|\b(?:that|who) (?!occur|take place|do(?:es)? not|(?:is|are) not|fail)\w+\b[^,;]*$"
    r"|\b(?!occurr)[a-z]+(?:ed|un|ilt|old|ade|ing),? (?:on or )?(?:before|prior to) $"
)
LATER = _words(r"[^.;]*\bwhichever (?:is|comes|occurs) (?:later|last)\b")
_MADE = "issued|made|declared|signed|granted|occurred"
MADE_BEFORE = _row(
    _MADE,
    r"(?:^(?:[\w ]+:)?\W*|\b(?:declarations?|determinations?|amendments?|changes?)\b(?: [\w-]+){0,3} )"
    rf"(?:was |were )?(?:{_MADE}) (?:on )?",
    r"\bdeclar|\bdeterminations?\b",
)
_PAID = r"(?:rates?|fees?|prices?|quotas?|charges?|tolls?|premiums?|percentages?)"
OF_PAY = ("rate", "fee", "price", "quota", "charge", "toll", "premium", "percentage")
IS_PAID = _words(rf"\b{_PAID}\b")
_PERIOD = r"(?:quarter|month|year|period|season|half|half-year)"
PRINTED_PERIOD = _words(  # a day as #, a span of days as ~
    rf"\b(?:for|during|in|to) (?:the|this) (?P<unit>(?:[\w-]+ )?{_PERIOD}) (?:of )?"
    r"(?:(?:(?:that )?(?:begins?|beginning|starts?|starting|commencing|from)(?: on)? )?"
    r"(?:#,?(?: and)? (?:ends?|ending|through|until|to)(?: on)? #|~)"
    r"|(?:beginning|starting|commencing)(?: on)? (?P<begin>#)(?! ?(?:,? and )?end))"
)
OF_PERIOD = _words(  # the amounts are those of the period, and of nothing else
    rf"\b{_PAID}\b[^.;]*?\b(?:will|shall|is|are|remains?|apply|applies|have been|has been)\b"
)
LASTS_LONGER = _words(
    r"\b(?:thereafter|until (?:further|changed|superseded|revised|replaced|new|the next|another|such)"
    r"|remains? in effect|continu\w+ in effect|and (?:each|every|all) (?:subsequent|later|following|succeeding)|onward"
    rf"|other {_PAID}|(?:first|second|third|fourth|each|every|initial|next) (?:\w+ )?{_PERIOD}"
    r"|unless (?:and until )?(?:changed|superseded|revised)|comments?|propos\w+|requests? for)\b"
)
_TEMPORARY = (
    r"(?:closures?|(?:trip|possession|bag|landing|retention) limits?|deviation|special local regulations?"
    r"|(?:safety|security|regulated) (?:zone|area)s?|(?:stay|pause|suspension) of enforcement"
    r"|enforcement (?:pause|stay|discretion)|temporary (?:(?:final|interim) )?"
    r"(?:amendments?|rules?|regulations?|provisions?|changes?|revisions?|exemptions?|increases?))"
)
_END = "(?:cancell?|terminat|lift|rescind|revok|withdraw|remov)"
ENDED = _row(
    " fr |fed. reg|f.r.",
    rf"\b{_TEMPORARY}\b(?:(?!,? (?:and|but|while) (?:the|an?|its)\b){_WITHIN})*?"
    rf"{_ITSELF}\b(?:is|are) (?:hereby )?(?:{_END}ed|withdrawn|ended)\b(?! in part)"
    rf"|{_ITSELF}\b(?:(?:is|are) {_END}ing|{_END}e?s) (?:the|its|an?) (?:[\w-]+ ){{0,6}}?{_TEMPORARY}\b",
)
IS_TEMPORARY = _words(r"\b(?:interim )?temporary (?:(?:final|interim) )?(?:rule|regulation)s?\b")
OF_ANOTHER = re.compile(r"\b(?:which|that) (?!was\b|were\b|is\b|are\b|NMFS\b)[a-z]+\b[^,;]*$")  # "which follows C"
PARTLY = re.compile(
    r"^[^.;]{0,40}?\b(?:for(?! the (?:rest|remainder))|in(?! (?:its entirety|full|the Federal))|with respect"
    r"|only|except|within|between|north|south|east|west|to the extent|as to)\b"
)
FOR_A_TIME = re.compile(r"\b(?:until|through)\b")
_WATERS = r"(?:fishing|fisher(?:y|ies)|season|sector|harvest|retention|water(?:s|ways?)|airspace|areas?)\b"
_ALL_OF = rf"(?:the )?(?:[\w()/-]+,? ){{0,8}}?{_WATERS}"
OPENS = _row(
    "closed|closure",
    r"(?<!not )(?<!before )\b(?:(?:is|are) (?:(?:re-?)?opening|allowing)|(?:re-?)?opens|allows|(?:action|rule|document"
    rf"|notice) to (?:(?:re-?)?open|allow)|announc(?:es|ing) the (?:re-?)?opening of) {_ALL_OF}"
    rf"|\b{_WATERS}{_WITHIN}{{0,100}}? (?:will re-?open|re-?opens|is re-?opened)\b",
)
CLOSES = _row("opened", rf"(?<!not )\b(?:(?:is|are) (?:closing|prohibiting)|closes|prohibits) {_ALL_OF}")
OF_OTHERS = ENDED.letters + OPENS.letters + CLOSES.letters
HEADED_OPENING = re.compile(r"\bre-?opening\b|\bopening of\b|\bmodif\w+ (?:of )?(?:an? |the )?closures?\b")
_WHO = r"\b(?:NMFS|Service|Coast Guard|which|that|it|was|were) (?:\w+ ){0,2}?"
WAS_CLOSED = re.compile(rf"{_WHO}closed\b|\bclos(?:ed|ure) {_WITHIN}*?(?:\(|\b(?:at|in) (?=\d+ FR \d))")
WAS_OPENED = re.compile(rf"{_WHO}(?:re-?)?opened\b")
OPENED_LAST = _words(r"\b(?:re-?)?open(?!.*\bclos)")
CLOSED_LAST = _words(r"\bclos(?!.*\b(?:re-?)?open)")
STAYS_SO = re.compile(
    r"\b(?:(?:remains?|continues?|stays?) (?:to be )?(?:in (?:effect|force|place)|closed|effective)|unchanged"
    r"|unaffected|(?:is|are) extended|not (?:affect|alter|chang)\w*)\b"
)
CLOSES_AGAIN = _words(r"\bclos\w+\b[^.;]{0,60}\bagain\b|\bagain\b[^.;]{0,40}\bclos\w+|\b(?:re-?clos|resum)\w+")
_USE = (
    r"(?:designations?|(?:mandatory|required|compulsory) [\w-]+|(?:use|application|applicability|implementation) of"
    r"|(?:requirement|obligation|duty) to)\b"
)
_UNDER = r"(?<!authority )\b(?:under|in|by|of|pursuant to) (?=§|\d+ CFR|sec)"
USE_SUSPENDED = _row(
    "suspen|stay|paus",
    rf"\b(?:{spelled('stay', 'third', 'gerund', 'participle')}(?:, [^,;]{{3,80}},)?|(?<!for )(?<!for the )"
    rf"(?<!for a ){nouns('stay')} of) (?:(?:the|its|all|such|these|any) )?(?:[\w-]+ )?{_USE}.*?{_UNDER}(?P<told>.*)"
    rf"|\b{_USE}[^;]*?{_UNDER}(?P<before>[^;]*?) (?:is|are|was|were|(?:has|have) been) (?:\w+ )?"
    rf"{spelled('stay', 'participle')}\b",
)
PUBLISHES_LICENCES = re.compile(r"\bpublication of (?:[\w-]+ ){0,8}?general licen[sc]es?\b")
NUMBER = r"\d+[A-Z]{0,2}\b"
_NAME = rf"(?:General Licen[sc]es?(?: \(GLs?\))?|GLs?)(?: Nos?\.)? {NUMBER}(?:(?:,? and|,) {NUMBER})*"
LICENCE = re.compile(  # or what is said of one, with the other one that it replaces or that replaces it
    rf"\b(?:(?P<name>{_NAME})|(?i:(?P<issued>issued|dated)|(?P<end>expir(?:ed?|es|ing)|valid|authoriz(?:es|ed|ing)"
    r"|effective|in effect)|(?P<by>(?:replaced|superseded)(?: and (?:replaced|superseded))? by)"
    rf"|replac(?:es|ed|ing)|supersed(?:es|ed|ing))\b(?: (?P<other>{_NAME}))?)"
)
_A_LICENCE = r"(?: web)?(?: general)? licen[sc]e"
MEANT = _words(  # one that is named before it: "GL 7A was issued on D. It expires on E"
    rf"(?P<many>^(?:They|Both|Each)\b(?! of)|\b(?:(?:both|these|the)|each of the(?:se)?){_A_LICENCE}s\b)"
    rf"|^It\b|\b(?:the|this|that){_A_LICENCE}\b"
)
LICENCE_UNTIL = _words(r"\b(?:(?P<last>through)|until|(?P<over>expir\w+))\b[^.;,]*$")
ATTACHED = re.compile(r"[\s,(]*(?:(?:which|that) )?(?:was |were |is )?")  # said of it alone: "GL 7A, which was issued"
_EXEMPTION = r"exempti(?:ons?|ve relief|ve orders?)"
NOT_GRANTED = re.compile(r"\b(?:applications?|propos\w+|requests?|petitions?|denial|receipt|den(?:y|ies|ied))\b")
EXEMPTION = re.compile(rf"\b{_EXEMPTION}\b")
ISSUED = _words(rf"\b{_EXEMPTION} (?:is|are|was|were) (?:hereby )?issued\b")
ITS_DATE = _words(rf"\bapplicab\w+ dates? (?:of|for) (?:the|this|these|its) (?:[\w-]+ ){{0,4}}?{_EXEMPTION}\b")
ALL_OF_IT = _words(rf"(?:(?:the|this|these) (?:[\w-]+ ){{0,3}}?{_EXEMPTION}|transactions?\b.*)?")
APPLIES = re.compile(r"\b(?:appl(?:y|ies)|(?:is|are) applicable) (?P<how>until|through)\b")
_PAUSED = rf"(?:{nouns('stay')}|hold|moratorium|closure|waiver|forbearance|enforcement (?:discretion|relief))"
OF_PAUSES = (*letters_of("stay"), "hold", "moratorium", "closure", "waiver", "forbearance", "enforcement")
"""Letters of which the heading of a pause holds some."""
_NOT_ITS_PAUSE = (
    r"(?:propos|petition|applicat|requests?\b|comments?\b|resum|re-?open|ends?\b|ending\b|during\b|after\b|under\b"
    rf"|{_END[3:-1]})"
)
A_PAUSE = re.compile(rf"^(?!.*\b{_NOT_ITS_PAUSE}).*\b{_PAUSED}\b", re.DOTALL)
_GOES = r"(?:(?:will|shall|is to) )?"
_LASTING = (
    r"(?:continues?|runs?|lasts?|extends?|stays?|(?:remains?|is|be) (?:in (?:place|effect|force)|suspended|closed))"
)
_BEGUN = r"(?:begins?|starts?|commences?|began|started|commenced|(?:takes?|took) effect|is effective)"
_OTHER_ONE = r"(?:propos|previous|prior|original|earlier|first|last|current)"
LASTS = _words(  # a day, or a span of days, as #
    rf"\W*(?:[\w ]+: )?(?:(?:The|This|Its) )?(?:(?!{_OTHER_ONE})[\w-]+ ){{0,4}}?{_PAUSED}"
    rf"(?: (?:of|on|in|for) [^.;,#]{{2,120}}?)?"
    rf"(?: (?:described|announced|provided|set out|granted|discussed) (?:in|by) this \w+)? {_GOES}"
    rf"(?:(?P<begins>(?:{_BEGUN}|{_LASTING})(?: (?:on|from|as of))? #)"
    rf"(?:,? and {_GOES}(?:{_LASTING} (?:until|through)|(?:ends?|expires?)(?: on)?) #)?"
    rf"|(?:{_LASTING} (?:until|through)|(?:ends?|expires?) on) #)"
    r"(?:,? unless (?:[\w-]+ ){0,4}(?:extended|lifted|ended|terminated|modified|rescinded)\b[^.;]*)?\.?\s*"
)
_SPAN = r"(?:period|term|length|duration|time|extension|designation|closure|exemption|waiver|authorization|suspension)"
SHORTENS = _row(  # what another notice extended or gave
    "vacat|short|curtail|reduc|would |instead|rather",
    rf"\bpartial(?:ly)? (?:vacat|rescind|rescission|terminat)\w+|\bvacat\w+ [^.;]{{0,80}}\bin part\b|\bshorten\w*"
    rf"|\bcurtail\w*|\breduc(?:es|ed|ing|tion)\b (?:of |in )?(?:the |that |its )?(?:\w+ ){{0,2}}?{_SPAN}"
    rf"|\b{_SPAN}\b[^.;]{{0,80}}? (?:is|are) (?:\w+ )?reduced\b",
    beside=r"\b(?:further|additional) (?:period|extension)\b|\bthis notice extends\b",
)
CUTS = _words(r"\b(?:shorten|curtail|reduc)")  # of time; what is vacated in part may be something else
NO_SPAN = _words(r"\b(?:comments?|registration|vacatur|re-registration|hearing|application|filing)\b")
_ENDING = r"would (?:otherwise )?have (?:ended|expired|terminated|lasted|run|continued|(?:been|remained) in effect)"
EARLIER = _words(  # a day as #
    rf"\b{_SPAN}s?\b[^;#]*?(?:,? (?:which )?{_ENDING} (?:on |through |until )?#,?(?: and| but)?)?"
    r" (?:will|shall)? ?(?:now |only |instead )*"
    r"(?:(?:(?:remains?|continues?|stays?|be|is|are) in (?:effect|force)|lasts?|runs?|continues?)(?: only)?"
    r"(?: for [\w ()-]+,)? (?P<how>through|until)"
    r"|(?:ends?|expires?|terminates?) (?:on|at the end of|instead on)) #"
)
_PAPER = r"(?:extension|correction)"
PAPER_ENDED = re.compile(  # what is ended is what extended or corrected a rule, which goes on
    rf"\b{_PAPER}\b (?:of|to|for|published|announced|\()[^.;]*? (?:is|are) (?:\w+ )?"
    rf"{spelled('withdraw rescind', 'participle')}\b"
    rf"|\b{spelled('withdraw rescind', 'third', 'gerund')} (?:the|its|an?) (?:\w+ )?{_PAPER}\b"
    rf"|\b{nouns('withdraw rescind')} of (?:the |an? )?{_PAPER}\b",
    re.IGNORECASE,
)
