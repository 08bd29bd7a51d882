"""The words by which documents tell what courts did: verbs, their subjects, and what an act is done to."""

from __future__ import annotations

import datetime as dt
import re

from regtrack.citations import FIRST_YEAR, IN_REGISTER, Reference, ReferenceKind
from regtrack.dates_in_text.words import MONTH
from regtrack.sources.federal_register._events.asserted import named_in_passing
from regtrack.sources.federal_register.document import RegisterDocument
from regtrack.sources.federal_register.references.finder import find_references
from regtrack.sources.federal_register.text import sentences
from regtrack.sources.federal_register.text.citations import acted_on

NEEDLES = ("court", "circuit", "judge", "vacatur", "congress")
COURT = re.compile(r"\b(?:[Cc]ourts?|[Jj]udges?|panel|Circuit)\b")
RULINGS = r"(?:order|decision|judge?ment|opinion|ruling|injunction|vacatur|mandate)s?"
VERBS = {
    "vacate": r"vacat(?:ed|ing)|vacatur(?=,? (?:of|by|on|ordered|entered|took|became|was|is)\b)"
              r"|set(?:ting)?(?: it| them"
              r"| (?:the|that|this)(?: (?:[\w-]+|\([^()]*\)|[A-Z]\w+ \d{1,2}, \d{4},?)){1,9}?)? aside"
              r"|invalidat(?:ed|ing)|str(?:uck|iking) down",
    "stay": r"(?:stay|suspend|postpon)(?:ed|ing)|(?:issu|enter|grant|impos)ed\s(?:[\w-]+\s){0,6}?(?:stay of|to stay)",
    "enjoin": r"enjoin(?:ed|s|ing)|(?:issu|enter|grant)ed\s(?:[\w-]+\s){0,6}?"
              r"injunction (?:against|of|barring|prohibiting)",
    "lift_stay": r"(?:dissolv|lift)(?:ed|ing)",
    "disapprove": r"disapproved|nullified|joint resolution of disapproval(?: \(Pub\. ?L\. [\d-]+\))? of"
                  r"|treated as (?:if|though) (?:it|they) had never taken effect"
                  r"|(?:shall have|has|have) no (?:further )?(?:legal )?force (?:or|and) effect",
}  # fmt: skip
"""The acts, by the events that they are when done to a rule; told of the past."""
VERB = re.compile("|".join(rf"\b(?P<{kind}>{forms})\b" for kind, forms in VERBS.items()))
AGENT = re.compile(  # who is no court, before a verb
    r"\b(?:agency|agencies|Commission|Department|Secretary|Board|Service|Bureau|Administrat(?:ion|or)|[Ww]e|plaintiffs?"
    r"|petitioners?|association|parties|Congress|(?<!\()(?!C?FR\b)[A-Z]{2,6}(?!\.|\)))\b(?!['’]s)"
)
_BESIDE = r"(?:stayed|vacated|enjoined|remanded|set aside|suspended)"
PASSIVE = re.compile(
    r"\b(?:was|were|been|being|is|are)\s(?:\w+ly\s|itself\s)*"
    rf"(?:{_BESIDE}(?:\snationwide)?,?\s(?:and|or)\s(?:\w+ly\s)*)?\Z"
)
AND_ENJOINED = re.compile(r"(?:\snationwide)?,?\sand\s(?:\w+ly\s)*enjoined\b")  # behind a verb: who enjoins is a court
ENTERED = re.compile(  # who stayed a rule, as another sentence tells
    r"\b(?:[Ss]tays?|[Oo]rders?|[Ii]njunctions?)\b[^.;]{0,40}?\b(?:was|were)\s(?:issued|entered|granted|ordered)\sby\s"
    r"(?:[^.;]|U\.S\.|D\.C\.){0,80}?\b(?:[Cc]ourts?|[Jj]udge|Circuit)\b"
)
BY_COURT = re.compile(
    r"(?:[^.;,]|, (?:[A-Z0-9]|(?=by\b))){0,80}?\bby\b(?:[^.;,]|U\.S\.|D\.C\.){0,60}?"
    r"\b(?:[Cc]ourts?|[Jj]udge|panel|Circuit)\b"
)
JOINED = re.compile(r"(?:,? and|,)\s(?:\w+ly\s)*\Z")
OF_RULING = re.compile(rf"\b{RULINGS}\b[^.;]{{0,120}}\Z")
RULING_THAT = re.compile(rf"\b{RULINGS}\s(?:that|which)\s(?:\w+ly\s)?\Z")
HAD = re.compile(r"\bhad\s(?:\w+ly\s)?\Z")
REVERSED = re.compile(  # before the vacatur, or the order, that is undone
    r"\b(?:revers|overturn|stay|quash|suspend|dissolv|lift|vacat)(?:ed|ing|e?s)"
    r"\s(?:the|that|its|this)\s(?:[\w'’-]+\s){0,3}\Z"
    rf"|\b(?:withdrew|reversed|stayed|vacated|lifted|dissolved)\s(?:the|its|that)\s(?:[\w'’-]+\s){{0,4}}?{RULINGS}\b"
    r"[^.;]{0,80}?\b(?:that|which)\s(?:had\s)?\Z"
)
NOT_TOLD = re.compile(
    r"\b(?:to|without|not|never|nor|would have|could have|might have|may have)\s(?:be\s|been\s)?(?:\w+ly\s)?\Z"
    r"|\b(?:seek|sought|request|ask|mov|pray|petition|argu|oppos|den)\w*(?: for| against)? (?:the )?\Z"
    r"|\b(?:until|unless|[Ii]f|whether|once|[Uu]nlike|[Ll]ike|what)\b[^.;,]{0,80}\Z"
)
ADVERBS = re.compile(  # between a verb and its object
    r"(?:,?\s(?:nationwide|in (?:its|their) entirety|in full|pending (?:appeal|(?:judicial |further )?\w+)"
    r"|in part|under 5 U\.S\.C\. 70[56]|and (?:\w+ly )?(?:remanded|vacated|set aside|enjoined|stayed)"
    r"|\w+ly|[Oo]n [A-Z]\w+ \d{1,2}, \d{4}"
    r"|(?:by|in) an? \w+ (?:of|issued|dated|entered)(?: on)? [A-Z]\w+ \d{1,2}, \d{4}),?)*"
)
OBJECT = re.compile(
    r",?\s(?!(?:on|in|by|for|under|as|at|until|after|before|from|nationwide|and|with|which|that (?:was|is|had|has))\b)"
    r"(?=[\w§“\"])"
)
RELATIVE = re.compile(r"[\s,]+(?:which|that)\s")
CLAUSE = re.compile(
    r"[;:]\s|,\s(?:and|but|while)\s(?=(?:the|that|on|in|it)\b)|\b(?:that|reflects?|because|since)\s(?=the\b)"
)
NEXT = re.compile(
    r"[;:]\s|,?\s(?:which|because|after|since|but|while|finding|holding|concluding|although|following)\b"
    r"|\sand\s(?:\w+ly\s)?(?:stayed|enjoined|vacated|remanded|ordered|held|staying|denied|its"
    r"|the(?!\s(?:[\w-]+\s){0,4}?(?:rules?|corrections?|amendments?|notices?)\b[^.;]{0,60}\d+ FR))\b"
)
PAUSING = r"(?:delayed|postponed|stayed|suspended|extended|deferred)"
DELAYING = re.compile(
    rf"\b(?:which|that)\s(?:ha[ds]\s)?(?:\w+ly\s|further\s)*{PAUSING}\b"
    r"|\b(?:delaying|postponing|staying|suspending)\b|\bdelay (?:rule|notice)\b|\bdelay of (?:the )?effective date\b",
    re.IGNORECASE,
)
PAUSE = re.compile(
    r"\W*(?:(?:the|its|that|this|an?)\s)?(?:[A-Z]\w+ \d{1,2}, \d{4},?\s)?"
    r"(?:[\w.'’-]+\s){0,3}?(?P<what>stay|suspension|delay|postponement)s?\b"
    r"(?!\s(?:rule|notice))"
)
A_RULING = re.compile(
    rf"\W*(?:(?:the|its|that|this|an?|both|their)\s)(?:[\w'’-]+\s){{0,3}}?{RULINGS}\b(?!\s(?:of [A-Z]|published|\d))"
)
ELSE = re.compile(  # what a court may stay and is no rule
    r"\W*(?:(?:the|its|that|an?|all|any)\s)?(?:[\w'’-]+\s){0,2}?"
    r"(?:proceedings?|litigation|cases?|motions?|petitions?|deadlines?|complaints?|briefing|claims?)\b"
)
HEAD = re.compile(r"\s(?:in|by|of|on|at|to|published|adopted)\s")
PRINTED = re.compile(r"\b(?:published|issued|adopted|promulgated|appeared)\b")
PRONOUN = re.compile(r"\s(?:it|them|both)\b")
AMENDMENTS = re.compile(  # what is cited is these, and they are all of it
    r"\W*(?:the\s)?(?:[\w-]+\s){0,2}?(?:amendments|revisions|changes)\s(?:to|of|in)\s(?:(?!§|\d+ CFR \d)[^.;]){3,200}?"
    r"(?:\bpublished|\badopted|\bpromulgated|\bissued|\(|\bat\s)[^.;]{0,60}?\d+ FR \d"
)
PAST_OF_PAST = re.compile(r"\bhad\b(?:[^.;]){0,40}\Z")
UNTIL = re.compile(r"(?:[^.;]|\.\d){0,160}?\b(?P<how>until|through)\s\Z")
ENFORCEMENT = re.compile(r"\W*(?:the\s|its\s)?enforcement\b")
UNDOING = re.compile(  # of a court's act: nobody can tell what is left of it
    r"\b(?:revers|overturn|overrul|quash|recall)(?:ed|ing|es)\b"
    r"|\bgranted\s(?:\w+\s){0,4}?rehearing\b"
    r"|\b(?:stayed|staying|vacated|vacating|dissolved|lifted|suspended|withdrew)\s(?:the|that|this|its|both)\s(?:[\w'’-]+\s){0,3}?"
    rf"{RULINGS}\b"
    rf"|\b(?:{RULINGS}|(?:(?<!when the )(?<!until the )(?<!once the )stay|stay(?= (?:was|had)\b)))"
    r"\s(?:(?:vacating|staying|enjoining|setting aside|of)\b[^;]{0,160}?\s)?"
    r"(?:was|were|is|has been|have been|had been)\s(?:\w+ly\s|itself\s)*"
    r"(?:stayed|vacated|dissolved|lifted|suspended|withdrawn)\b"
    r"|\black(?:s|ed)\b[^.;]{0,30}\b(?:jurisdiction|power|authority)\b"
)
LIMIT = re.compile(
    r"\b(?:only |solely )?(?P<what>(?:against|as to|as applied to|as (?:it|they) appl\w+ to|with (?:respect|regard) to"
    r"|as (?:concerns|regards)|in respect of|(?:in ?)?so ?far as|to the extent(?: that)?|with(?:in)?(?= the States?\b)"
    r"|in(?= (?:the |\w+ |those )*States?\b)"
    r"|in(?= (?:the )?\w+ Circuit\b)|for(?= (?:the )?(?:\w+ )?(?:plaintiff|petitioner|member|part(?:y|ies)\b)))\s"
    r"(?:(?! on [A-Z]\w+ \d)[^.;,]|\.\d)+|(?:in (?:relevant )?part|to (?:that|this) extent)\b)"
)
ITSELF = re.compile(
    r"(?:\A|,|\b(?:amendments?|revisions?|additions?|changes?|effectiveness|effective dates?|enforcement"
    r"|implementation|operation)\s(?:to|of|in|at)|\b(?:adding|revising))\s*(?:the\s)?\Z"
)
UNDER = re.compile(r"\b(?:under|pursuant to|for violat\w+ of|based on)\s(?:the\s)?\Z")
"""Before provisions: they are what it is done to, or only what that is based on."""
OPENING = re.compile(  # A limit that the sentence opens with
    r"\W*(?P<what>(?:As to|As (?:concerns|regards)|With (?:respect|regard) to|In ?so ?far as)\s[^;]+?),\s"
)
PARTLY = re.compile(r"\b(?P<what>partial(?:ly)?|partly|in part)(?:\s|,)*(?:and \w+\s?)?\Z")
_PROVISIONS = (
    r"(?:§|\d+ CFR (?!part)|\b(?:(?:sub)?(?:section|paragraph)s?(?! \d+\w*(?:\(\w+\))*,? of (?:the [A-Z]|title|APA))"
    r"|subparts?|provisions?|portions?|parts? of|requirements?(?! of (?:the )?[A-Z])|definitions?|appendi\w+"
    r"|instructions?)\b)"
)
PROVISION = re.compile(_PROVISIONS, re.IGNORECASE)
SOME = re.compile(r"\b(?:certain|some) (?:of the )?(?:provisions|portions|requirements|amendments)\b")
REST = re.compile(
    r"\b(?:other|remaining|unchallenged|surviving) (?:[\w-]+ ){0,2}?"
    r"(?:provisions?|portions?|parts|requirements?|amendments?|sections?|paragraphs?)\b"
    r"|\b(?:rest|remainder|balance) of (?:the|this|that|its?)\b"
)
_ORDER = rf"(?:{RULINGS}|stay|[Cc]ourt)"
OF_RULINGS = re.compile(
    rf"\b(?:{_ORDER}s?|Circuit|panel|judge|vacat\w+|stayed|enjoined|(?:un)?affected|sever\w+|intact|in place|at issue"
    r"|challenged)\b"
)
CONFINED = re.compile(  # beside an act of a court: not all was before it, or was done by it
    rf"\b{_ORDER}\b[^.;]{{0,80}}?\b(?:only|solely|alone|confined|limited|restricted|otherwise)\b"
    rf"|\b(?:only|solely)\b[^.;]{{0,80}}?\b{_ORDER}\b|\botherwise (?:\w+ )?(?:denied|dismissed|upheld)\b"
)
VACATED_TEXT = re.compile(
    rf"\bvacated (?:[\w-]+ )?(?:text|rules?|regulations?|amendments?|{_PROVISIONS})"
    rf"|{_PROVISIONS} (?:that|which) (?:(?:was|were|ha(?:s|ve) been) |the (?:\w+ )?(?:[Cc]ourt|Circuit) )vacated"
)
REASON = re.compile(
    r"\b(?:which|that|because|since|after|finding|holding|held|concluding|reasoning|on (?:the )?grounds?"
    r"|for (?:the )?(?:reasons?|failure))\b"
)
TAIL = re.compile(
    r"[\s,)]*(?:(?:it|them) )?(?:(?:but|and) )?(?:only |solely )?(?:where|save|throughout|among"
    r"|for (?!(?:(?:the )?(?:reasons?|failure|failing|lack|want|\w+ing|further|purposes|same|an? )\b|\d))"
    r"|(?:with)?in (?!(?:its|their|the (?:same|case)|full|part of|an?|accordance|response|light|re|th(?:at|is) case"
    r"|nos?|consolidated|litigation|\w+ing|case|docket|favor)\b|[^.;]{0,120}?\bvs?\.)"
    r"|as (?!(?:an?|arbitrary|unlawful|contrary|beyond|inconsistent|of|ultra|invalid|having|well|exceeding|it)\b))",
    re.IGNORECASE,
)
"""Behind an act and the document that it is done to: for whom, where or as what it is done."""
ENTIRE = re.compile(r"\b(?:entire(?:ty|ly)?|whole|wholly|all of|in full|each of)\b")
OWNED = re.compile(r"[^\w.;]{0,2}['’]s?\s(?!(?:entirety|effect|effective|implementation|operation)\b)\w")
"""After a document: something of it."""
WITHIN = re.compile(  # before a document: a part of it is what is told of
    rf"(?!(?:provisions|portions|parts|requirements)\b){_PROVISIONS}[^,;]{{0,40}}? (?:of|in|by) (?:(?:the|its|a) )?\W*"
    r"(?:[\w-]+\W+){0,6}?\Z"
)
ITS = r"(?:the|this|that|these|those|its|our|such|each)"
THAT_RULE = re.compile(
    rf"(?:\b(?:(?i:{ITS})|[\w.]+['’]s)\s(?:[\w.,'’-]+\s){{0,7}}?(?i:rules?|regulations?|rulemaking|amendments?|standards?|notice"
    r"|determination|order|action|ETS|IFR)\b|\b(?:the|that|this)\s[A-Z]{2,6}\b|\bits\s(?:effect|implement|operation))"
)
ANOTHER = re.compile(
    r"\b(?:another|other|similar|proposed|earlier|prior|previous|first|related|older|\w+ agenc(?:y|ies)['’]s?)\b"
    r"|\brules? (?:of|by) (?:the )?(?:\w+ )?(?:Department|Commission|Bureau|Agency|Service|Board|Secretary)\b"
)
YEAR = re.compile(r"(?<![A-Z][a-z] \d, )(?<!\d, )\b(?:19|20)\d\d\b")
OF_YEAR = re.compile(rf"\b[Tt]he (?:(?P<month>{MONTH}) )?(?P<year>20\d\d) (?:(?:final|interim|direct) )*(?:rule|IFR)\b")
LEADS = re.compile(  # before the day of an order
    rf"(?:\b[Oo]n|\bissued|\b{RULINGS} of|\bdated|\bentered|\b[Aa]s of|\beffective(?: as of)?|\bsince|\bfiling"
    r"|\b[Ii]n (?:an|its)|\b[Bb]y)(?:\son)?[\s,]*\Z|\A\W*\Z|\b(?:court|Circuit|judge|panel)['’]s?\s\Z"
)
COURT_OF = re.compile(r"\b[Cc]ourt (?:for|of) (?:(?!\b(?:which|that|rule|published)\b)[^;]){0,90}?\bof\s\Z")
"""Before it, behind the name of the court: "the order of the District Court for the District of Ohio of D"."""
FOLLOWS = re.compile(rf",?\s(?:\w+\s)?{RULINGS}\b")  # after it: "the May 1, 2024, order"
VACATUR_OF = re.compile(  # from the noun to its object: "the vacatur, by the Court of Appeals on D, of the rules"
    r"(?:,? (?:ordered|entered|by|on)\b(?:[^.;]|(?<=[A-Z])\.){0,200}?)?,?\sof\s"
    r"(?=(?:the|its|that|those|this|these|both|such)\b|§|\d)"
)
OF = re.compile(r"\sof\s")
DONE_ON = re.compile(r"(?:,? nationwide)?(?:,? by\s[^,;]{3,80}?)?,?\son\s")  # from a verb in the passive to its day
AS_OF_THAT = re.compile(r"[^.;]{0,40}?\bas of (?:that|the same|this) (?:date|day)\b")
AS_OF = re.compile(r"[^.;]{0,40}?\bas of\b")
THEM = re.compile(r".{0,5}?\bthem\b")
EFFECTIVE = re.compile(r"\beffective(?: on| as of)?\s\Z")
SECOND = re.compile(r",?\sand(?: on)?\s\Z")
FROM = re.compile(
    r"\bmandate\b[^.;]{0,40}?\bissued?\b|\bissued\s(?:its|the)\smandate\b"
    r"|(?:\b(?:order|decision|judgment)\b(?:(?!\b(?:rule|regulation))[^.;]){0,60}?|\bvacatur\b(?:[^.;]|\.\d){0,160}?)"
    r"\b(?:had|took|has|became|was|is|(?:will|to)\s(?:take|be|become))\s(?:\w+\s){0,2}?"
    r"(?:effect|effective|applicable|hold)\b"
)
"""Before the day from which an order counts: that of its mandate (Fed. R. App. P. 41(c)), or the one that is told."""
WITHHELD = re.compile(  # what was ruled does not count yet (Fed. R. App. P. 41)
    r"\b(?:stay|withh[oe]ld|delay|defer|postpon)(?:ed|ing|s)?\s(?:the\s|its\s)?(?:issuance\sof\s(?:the|its)\s)?mandate\b"
    r"|\bmandate\b[^.;]{0,30}?\b(?:withheld|stayed|delayed|deferred|held|(?:not|yet)\s(?:yet\s)?(?:been\s)?(?:to\s)?issued?)\b"
)
ORDERED = re.compile(rf"\b{RULINGS}\b[^.;]{{0,80}}?\b(?:was|were)\s(?:issued|entered|filed|handed down)\b")
SIGNED = re.compile(r"\b(?:signed|enacted|approved)\b[^.;]{0,100}?\b(?:law|resolution|Public Law)\b|\bbecame law\b")
REVIEWED = re.compile(r"\b(?:Congressional Review Act|[Cc]hapter 8 of [Tt]itle 5|disapprov(?:al|es|ed|ing))\b")
"""Beside a rule without force: it is Congress that took it, and not the rule which tells it or the court."""
REVIEWING = re.compile(r"\A(?:By|Under|Pursuant to|As a result)\b[^,;]*,\s")  # before it: by what law
SETS = re.compile(r"set(?:ting)? (?=th)")  # of a verb that has its object in it: "set the rule aside"
NOW = re.compile(  # what is so since a delay was vacated; no day is told
    r"\b(?:(?:has|have) (?:now |therefore )?(?:taken|gone into|come into) (?:effect|force)"
    r"|(?:is|are)(?: (?:now|again|therefore|thus|accordingly|currently))? (?:in (?:force|effect)|effective))\s*[.;]"
)
NOT_YET = re.compile(r"\b(?:when|whether|will|announc\w+)\b[^.;]{0,120}\Z")  # before it: it is so at another time
SINCE = re.compile(
    r"\b(?:took effect|became effective"
    r"|(?:(?:has|have) been|(?:is|are)(?: now| again)?) (?:in (?:force|effect)|effective))\s(?:on|as of|since)\s\Z"
)


PROVISIONS = re.compile(r"(?:\d+ CFR|§).*", re.DOTALL)

PRINTED_PARTS = re.compile(  # before a page: the provisions that are printed there, and what is told of them
    r"(?P<of>.*?)(?P<parts>(?:§§? ?|\d+ CFR |\b[Ss]ections? )\d+\.\d(?:(?!\b(?:which|that|rules?|orders?)\b).)*?)"
    r"[\s,(]*(?:(?:as|first|originally|published|adopted|promulgated|issued|added|revised|amended|at|in|by|on"
    r"|the Federal Register|[A-Z][a-z]+ \d{1,2}, \d{4})[\s,]+)*",
    re.DOTALL,
)


def region(text: str, verb: re.Match[str]) -> tuple[int, int]:
    """Return where the words of the object stand."""
    passive = PASSIVE.search(text, 0, verb.start())
    after = ADVERBS.match(text, verb.end())
    begin = after.end() if after else verb.end()
    if " it " in verb[0] or " them " in verb[0] or PRONOUN.match(text, verb.end()):
        return 0, verb.start()
    if verb[0].endswith(" aside") and (inside := SETS.match(verb[0])):
        return verb.start() + inside.end(), verb.end()
    if verb[0].endswith((" of", " to stay", " against", "ing")) and " " in verb[0]:
        return verb.end(), _stop(text, verb.end())
    if verb[0].startswith("vacatur"):
        of = VACATUR_OF.match(text, verb.end()) or OF.match(text, verb.end())
        return (of.end(), _stop(text, of.end())) if of else (verb.start(), verb.start())
    active = passive is None and BY_COURT.match(text, verb.end()) is None
    if active and OBJECT.match(text, begin):
        return begin, _stop(text, begin)
    end = passive.start() if passive else verb.start()
    relatives = list(RELATIVE.finditer(text, 0, verb.start()))
    if relatives and (active or (passive and relatives[-1].end() == passive.start())):
        end = relatives[-1].start()
    begin = max((each.end() for each in CLAUSE.finditer(text, 0, end)), default=0)
    return begin, end


def _stop(text: str, begin: int) -> int:
    following = NEXT.search(text, begin)
    return following.start() if following else len(text)


def is_object(text: str, begin: int, named: Reference) -> bool:
    """Return whether what is named is what an act is done to, and stands not only beside it."""
    before = text[begin : named.start]
    if named.name in named_in_passing(text) or named.name not in acted_on(text, begin, named.end):
        return False
    aside = before.rpartition(" that ")[2] if " that " in before else ""
    years = {int(each[0]) for each in YEAR.finditer(HEAD.split(before, maxsplit=1)[0])}
    return (not aside or PRINTED.search(aside) is not None) and (not years or year(named) in years)


def is_within(text: str, named: Reference) -> bool:
    """Return whether something of a document is told of, and not the document."""
    return OWNED.match(text, named.end) is not None or WITHIN.search(text, 0, named.start) is not None


def untitled(sentence: str, title: str) -> str:
    """Return a sentence without the title of a rule, which may speak of provisions: "Definition of Broker"."""
    for piece in filter(str.strip, title.split(";")):
        sentence = sentence.replace(piece.strip(), "")
    return _ENTITLED.sub("", sentence)


_ENTITLED = re.compile(r"\b(?:en)?titled,? (?:“[^”]*”|\"[^\"]*\"|[A-Z][^.,(]*)")


def tells_of_a_part(sentence: str, *, of_pause: bool = False) -> bool:
    """Return whether a sentence tells of provisions that a court acted on, or left alone.

    Provisions that were delayed are those of a delay that is vacated.
    """
    if ENTIRE.search(sentence):
        return False
    if REST.search(sentence) or CONFINED.search(sentence):
        return True
    if of_pause:
        return False
    taken_out = _TAKEN_OUT.search(sentence) and VACATED_TEXT.search(sentence)
    return not taken_out and bool(PROVISION.search(sentence) and OF_RULINGS.search(sentence))


_PREPOSITION = re.compile(r"\b(?:of|in|to|under|about|for|on|from|by|with|concerning|regarding)\b")
_OWNER = re.compile(r"\b(?:Department|Bureau|Office|Board|Agency|Service) (?:of|for) (?:\w+\s){0,4}?\w+['’]s?")
_DOCUMENT = re.compile(
    r"\b(?:(?i:rules?|regulations?|rulemaking|orders?|notices?|amendments?|revisions?|standards?|determinations?"
    r"|actions?|documents?)|[A-Z]{2,5})\b"
)
_WHOLLY = {
    "stay": r"effectiveness|effective dates?|implementation|operation|effect",
    "enjoin": r"implementation|enforcement|application|operation|effectiveness|effective date",
}
_AGENCY_FROM = re.compile(r".*?\bfrom (?:\w+ing(?:,? (?:and|or) )?)+\s")


def is_whole(kind: str, before: str) -> bool:
    """Return whether the words of an object before its citation name a document, or the force of one."""
    before = _OWNER.sub("", before)
    if kind == "enjoin":
        before = _AGENCY_FROM.sub("", before, count=1)
    if wholly := _WHOLLY.get(kind):
        before = re.sub(rf"^\W*(?:[Tt]he\s|[Ii]ts\s)?(?:{wholly}|,|and|or|\s)+(?:of|by)\s", "", before)
    before = re.sub(r"^\W*(?:[Tt]he )?(?:entirety|whole|[Aa]ll) of ", "", before)
    noun = _DOCUMENT.search(before)
    return _PREPOSITION.search(before, 0, noun.start() if noun else len(before)) is None


def year(cited: Reference) -> int:
    """Return the year of what is cited."""
    return cited.published_on.year if cited.published_on else (cited.volume or 0) + FIRST_YEAR


_PUBLISHED_ON = re.compile(r"\bpublished (?:in the Federal Register )?on [A-Z]\w+ \d{1,2}, \d{4}\Z")


def published(text: str) -> set[dt.date | None]:
    """Return the days on which the documents that a text cites were published."""
    printed = (each for each in by_day(text) if _PUBLISHED_ON.search(each.quote))
    return {each.published_on for each in (*documents(text), *printed) if each.consistent}


def documents(text: str) -> list[Reference]:
    """Return the documents that a text cites by page or number."""
    return [each for each in find_references(text) if each.kind in IN_REGISTER]


def by_day(text: str) -> list[Reference]:
    """Return the documents that a text names by their kind and their day alone."""
    found = (each for each in find_references(text) if each.kind is ReferenceKind.PUBLICATION)
    return [each for each in found if each.published_on is not None]


_TAKEN_OUT = re.compile(
    r"\b(?:remov(?:es?|ing)|delet(?:es?|ing)|amend(?:s|ing)|revis(?:es|ing)|rescind(?:s|ing)|strik(?:es|ing))\b",
    re.IGNORECASE,
)


def taken_out(document: RegisterDocument) -> str:
    """Return the sentences of SUMMARY that take something out of the Code."""
    told = document.abstract or ""
    return " ".join(dict.fromkeys(sentences.sentence_at(told, *match.span()) for match in _TAKEN_OUT.finditer(told)))
