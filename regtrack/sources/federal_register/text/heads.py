"""Deeds as ACTION and title name them ("delay of effective date"), and as SUMMARY tells them ("is delaying it")."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from regtrack.sources.federal_register.text.vocabulary import ACTS, Does, least, letters_of, nouns, spelled, stems


class Head(NamedTuple):
    """A noun of action, or its verb."""

    verb: str  # what it says is done
    needles: frozenset[str]  # no pattern is tried on a text that holds none of these
    words: str  # their pattern, for text in lower case
    stages: frozenset[str] | None  # the stages of documents in which it means this; None for all
    fields: frozenset[str]  # the fields in which it means this

    @property
    def pattern(self) -> re.Pattern[str]:
        """Compiled when it is first asked for: most documents have words for few deeds, and all take 40 ms."""
        return _compiled(self.words)


_compiled = cache(re.compile)


def _row(verb: str, needles: str, *patterns: str, stages: str = "", fields: str = "action title abstract") -> Head:
    """Return a row; needles are letters, or the names of acts, of which any word is one."""
    letters = (stem for each in needles.split() for stem in (letters_of(each) if each in ACTS else [each]))
    return Head(
        verb,
        frozenset(least(letters)),
        "|".join(patterns),
        frozenset(stages.split()) or None,
        frozenset(fields.split()),
    )


_WORD = r"(?:[\w/&,'’“”\"()§-]+(?:\.\w+)*|u\.s\.|no\.) "


def _upto(most: int) -> str:
    """Return a pattern for at most that many words, as few as will do."""
    return f"(?:{_WORD}){{0,{most}}}?"


_OF = r"(?:(?:of|in|for|to|from|the|its|our|their|this|that|an|a|certain|and|partial|further|all|one|several|such) )*"
"""Small words between a noun of action and its object."""


def _of(most: int) -> str:
    """Return a pattern for small words, a day ("the January 12, 2026, final rule") and at most that many others."""
    return rf"{_OF}(?:[a-z]+ \d{{1,2}}, \d{{4}},? )?{_upto(most)}"


_ON = r"(?:[^.;]|u\.s\.|d\.c\.)"
_FOR_HOW_LONG = (
    r"(?:for (?:[\w-]+ ){1,4}?(?:days?|months?|years?),? )?(?:(?:until|through|to) [a-z]+ \d{1,2}, \d{4},? )?"
)
_RULE = (
    r"(?:(?:direct|immediate|interim|temporary|joint|final|special) ){0,4}(?:final )?"
    r"(?:rules?|rulemakings?|regulations?|amendments?|dfrs?|ifrs?|final (?:actions?|orders?|determinations?)"
    r"|findings? of (?:failure|substantial)|special conditions?)"
)
_PROPOSAL = (
    r"(?:(?:supplemental |advance |joint ){0,3}(?:notices? of )?"
    r"proposed (?:rules?|rulemakings?|regulations?|amendments?|priorit(?:y|ies)|orders?|information collections?"
    r"|actions?)"
    r"|(?:an|sn)?prms?|(?:an?|s)?n[op]prm?s?|proposals?|notice of intent to (?:propose|revise|amend))"
)
_PAPER = (
    r"(?:notices? of (?:intent|availability|funding \w+|proposed \w+|\w+)|notices?|guidance(?: documents?)?"
    r"|guidelines?|guides?|polic(?:y|ies)(?: statements?| guidance| memorandum)?"
    r"|statements? of (?:policy|interpretation)|interpretations?|interpretive rules?|bulletins?|memorand(?:um|a)"
    r"|opinions? letters?|circulars?|documents?|directives?|declarations?|systems? of records(?: notices?)?|sorns?"
    r"|orders? (?:no\.?|\d))"
)
_PRESIDENTIAL = (
    r"(?:executive orders?|proclamations?|presidential \w+|national emergenc(?:y|ies)|reporting requirements?)"
)
_PROVISION = (
    r"(?:certain |all |portions? of |parts? of |the ){0,4}"
    r"(?:effectiveness|effective dates?|rules?|regulations?|requirements?|provisions?|standards?|definitions?"
    r"|listings?|parts? \d+|subparts? \w+|sections? [\d§]+|§+ ?\d|\d+ cfr|compliance)"
)

_LATER = spelled(" ".join(act.name for act in ACTS.values() if act.does is Does.LATER), nouns=True)
_MORE = spelled("extend", nouns=True)
_NAMED = "(?:" + "|".join(ACTS["postpone"].nouns) + ")"
_SEGMENT = r"(?:^|[;:,] ?|\band )(?:notice of |notification of |further |partial |temporary |administrative )*"
_OF_IT = r"[;:,] (?:notice of |notification of |partial )*"
_ENDS = r"\b(?=\.?$|[;,:]| and\b| in part\b)"
_ASIDE = (  # between a verb and what it is done to: "repeals, in its entirety, the final rule"
    r"(?:, (?:(?:in (?:its|their|the) entirety|in full|in whole|without prejudice"
    r"|effective (?:immediately|upon publication|(?:on |as of )?[a-z]+ \d{1,2}, \d{4}))(?:,(?= )| and )?){1,2})?"
)
_WITHDRAW = rf"\b{spelled('withdraw', 'third', 'participle', 'gerund', nouns=True)}{_ASIDE}"
_WITHDRAWAL = nouns("withdraw")
_RESCIND = rf"\b{spelled('rescind', nouns=True)}{_ASIDE}"
_TERMINATE = r"\bterminat(?:ions?|ing|es)"
_LIFT = rf"\b{spelled('lift end withdraw rescind', nouns=True)}"
_PAUSES = nouns("stay")
_DEADLINES = r"(?:deadlines?|dates?|periods?|times?)"
_DUTY = r"(?:compliance|applicability|implementation)"
_INTERIM = r"interim (?:final )?(?:rule|regulation)s?"
_TERM = (
    r"(?:expiration|effective period|effectiveness|prohibitions?|moratorium|emergency (?:action|rule|order|measure)s?"
    r"|import restrictions?"
    r"|temporary (?:final )?(?:rule|order|scheduling|placement|schedule)|travel restriction|order\b(?! of)"
    r"|public land order|designation of|duration of (?:the |its )?(?:declaration|designation|emergency)"
    r"|declaration of|moratori(?:um|a)\b|tolerances?\b"
    r"|(?:temporary|limited) (?:modification|exception|waiver|exemption|relief)s?\b|pilot program\b)"
)

HEADS = (
    _row("delay_compliance", "stay", rf"\b{spelled('stay', nouns=True)} (?:of )?{_of(3)}{_DUTY} {_DEADLINES}\b"),
    # stays first: "extension of stay" and "lifting of stay" are no new stay
    _row("extend_stay", "stay", rf"\b{_MORE} {_of(3)}(?:stays?|{_PAUSES} of {_OF}{_PROVISION})\b",
        rf"\bstays?; {_MORE}\b"),
    _row("lift_stay", "stay", rf"{_LIFT} {_of(2)}(?:stays?\b|{_PAUSES} of {_OF}{_PROVISION}\b)"),
    _row("stay", "stay", rf"{_SEGMENT}{_PAUSES}{_ENDS}(?! sanctions)",
        rf"\b{spelled('stay', nouns=True)},? {_FOR_HOW_LONG}(?!of enforcement\b)(?:of )?{_of(3)}{_PROVISION}\b"),
    # dates
    _row("set_effective", "effective", rf"\b(?:announc(?:ements?|ing|es)|notices?|notifications?) {_OF}"
        rf"(?!\w*-?\w* ?{stems('postpone extend stay change')}){_upto(2)}effective\b(?: and \w+)? dates?\b",
        r"\beffective dates? announcement\b", fields="action title"),
    _row("accelerate_effective", "postpone",
        rf"\b(?:{nouns('lift end withdraw rescind')}|vacatur) {_of(2)}{nouns('postpone')}\b", stages="final"),
    _row("accelerate_effective", "accelerate earl",
        rf"\b(?:accelerat(?:ion|ing|ed)|advanc(?:ement|ing)) {_of(3)}effective dates?\b",
        r"\bearlier effective dates?\b"),
    _row("delay_effective", "effective", rf"\b{_LATER} {_of(6)}"
        r"effective(?:ness\b| dates?\b|(?:,| and) (?:[\w/]+,? (?:and )?){1,3}dates?\b)",
        rf"\beffective dates?;? {nouns('postpone extend')}\b",
        rf"\b(?:chang(?:e|ing)|revis(?:ion|ed|ing)) {_OF}effective dates?\b"),
    _row("delay_effective", " ".join(ACTS["postpone"].nouns), rf"{_SEGMENT}{_NAMED}{_ENDS}", stages="final proposed"),
    _row("delay_compliance", "complian applicab implement", rf"\b{_LATER} {_of(6)}{_DUTY} {_DEADLINES}\b",
        rf"\b{_LATER} {_OF}(?:effective )(?:and|,) {_upto(3)}{_DUTY} {_DEADLINES}\b",
        rf"\b{spelled('postpone', nouns=True)} (?:of |in )?{_DUTY}\b",
        rf"\b{_DUTY} {_DEADLINES}?;? ?{_LATER}\b"),
    _row("reopen_comment", "reopen open",
        rf"\bre-?open(?:ing|s|ed)? {_of(4)}(?:comments?|scoping|record|docket|proceeding)\b",
        r"\bcomment periods?;? re-?open(?:ing|ed)\b"),
    _row("extend_comment", "comment scoping",
        rf"\b{_MORE} {_of(6)}(?:comment(?:s|ing)?|scoping)(?: and \w+)? {_DEADLINES}\b",
        rf"\b{_MORE} {_OF}{_DEADLINES} {_of(4)}comments?\b", rf"\bcomment {_DEADLINES};? {_MORE}\b"),
    _row("move_deadline", "extend", rf"\b{_MORE} {_of(2)}"
        rf"(?:application|submission|nomination|filing|registration|closing|due) {_DEADLINES}\b",
        rf"\b{_MORE} {_OF}{_DEADLINES} {_of(3)}(?:applications?|nominations?|submissions?|proposals?)\b"),
    _row("move_deadline", "extend", rf"\b{_MORE} {_OF}deadlines?(?: dates?)?\b(?! {_of(4)}comments?)",
        fields="action title"),
    _row("confirm_effective", "confirm", rf"\bconfirm(?:ation|ing|s|ed) {_of(4)}"
        r"(?:effective dates?|effectiveness|(?:direct |immediate |interim )?final rule|dfr)\b"),
    # the life of a rule
    _row("withdraw_proposal", "withdraw", rf"{_WITHDRAW} {_of(6)}{_PROPOSAL}\b",
        rf"\b{_PROPOSAL}{_OF_IT}{_WITHDRAWAL}\b"),
    _row("withdraw_proposal", "withdraw", rf"{_SEGMENT}{_WITHDRAWAL}{_ENDS}", stages="proposed"),
    _row("withdraw_final", "withdraw", rf"{_WITHDRAW} {_of(4)}{_RULE}\b", rf"\b{_RULE}{_OF_IT}{_WITHDRAWAL}\b"),
    _row("withdraw_final", "withdraw", rf"{_SEGMENT}{_WITHDRAWAL}{_ENDS}", stages="final"),
    _row("withdraw", "withdraw", rf"{_WITHDRAW} {_of(3)}{_PAPER}\b", rf"\b{_PAPER}{_OF_IT}{_WITHDRAWAL}{_ENDS}"),
    _row("rescind", "rescind", rf"{_RESCIND} {_of(8)}(?:{_PROVISION}|{_RULE})\b",
        rf"{_SEGMENT}{nouns('rescind')}{_ENDS}", stages="final proposed"),
    _row("rescind", "rescind", rf"{_RESCIND} {_of(4)}(?:{_PAPER}|orders?)\b"),
    _row("rescind", "terminat", rf"{_TERMINATE} {_of(3)}"
        r"(?:declarations?|notices? of intent|designation of .*temporary protected)\b"),
    _row("rescind", "rescind terminat", rf"(?:{_RESCIND}|{_TERMINATE}) {_of(4)}{_PRESIDENTIAL}\b",
        stages="presidential"),
    _row("rescind", "remov",
        rf"\bremov(?:al|ing|es) {_OF}(?:temporary|interim|final) (?:final )?(?:rule|regulation)s?\b"),
    _row("rescind", "rescinding rescinds removing removes",
        r"\b(?:remov|rescind)(?:es|s|ing) (?:(?:the )?existing |the )?(?:airworthiness directive|ad)"
        r"(?: \(ad\))? (?=\d{4}-)"),
    # done by a court or by Congress, and told by what takes it out of the Code
    _row("vacate", "vacat", rf"(?<!\bwithout )\bvacat(?:ed|ing|es|ur of) {_of(6)}(?:{_RULE}|{_PROVISION}|{_PAPER})\b",
        rf"\b(?:{_RULE}|{_PROVISION}|{_PAPER})\b[^.;]{{0,120}}?\b(?:was|were|been) vacated\b",
        rf"(?<!this )\b(?:{_RULE}|{_PROVISION})\b{_ON}{{0,120}}?\b(?:which|that) {_ON}{{0,80}}?\bcourts?\b"
        rf"{_ON}{{0,80}}?\bvacated\b", stages="final"),
    _row("disapprove", "disapprov nullif resolution revocation",
        rf"\b(?:congress|public law|statute)\b[^.;]{{0,120}}?\b(?:disapprov|nullif)\w+ (?!in\b){_of(6)}{_RULE}\b",
        rf"\b{_RULE}\b[^.;]{{0,120}}?\b(?:was|were|been) (?:disapproved|nullified)\b",
        rf"\b(?:passed|signed|enacted)\b[^.;]{{0,60}}? joint resolution (?:against|on|disapproving|nullifying)"
        rf" {_of(6)}{_RULE}\b",
        rf"\b(?:cra|congressional review act) {nouns('rescind')}", stages="final"),
    _row("supersede", "supersede", r"\bsuperse(?:des?|ding|ssion)\b", rf"\breplac(?:es|e|ing) {_of(3)}{_RULE}\b",
        rf"\breplac(?:es|e|ing) {_of(3)}(?:order|notice|designation)s? (?=published|issued|dated|of [a-z]+ \d)"),
    _row("reinstate", "reinstate", rf"\b{spelled('reinstate', nouns=True)} {_of(4)}{_RULE}\b",
        rf"{_SEGMENT}{nouns('reinstate')}{_ENDS}", stages="final"),
    _row("finalize", "interim",
        rf"\b(?:affirm(?:ation|ing)|adopt(?:ion|ing)|finaliz(?:ation|ing)),? {_of(12)}{_INTERIM}\b",
        rf"\b{_INTERIM}[;,] (?:affirmation|adoption|finalization)\b"),
    _row("extend_expiry", "extend contin",
        r"\b(?:temporary|emergency|interim)(?: final| interim)? (?:rule|action|measure)s?[;,:] (?:further )?"
        r"extension\b(?! of comment)", rf"\b{_MORE}(?: and \w+)? {_of(3)}{_TERM}",
        r"\b(?:continuation|continuing) (?:of )?the (?:\w+ )?national emergenc(?:y|ies)\b"),
    _row("supplement", "supplement snprm",
        r"\bsupplement(?:al|ary) (?:advance )?(?:notices? of )?proposed (?:rule|regulation|amendment)|\bsnprm\b"),
    _row("amend", "amend",
        rf"\b(?:further )?amend(?:ing|ments?) {_of(3)}(?:executive orders?|proclamations?) [\w,]*\d",
        stages="presidential"),
    _row("amend", "amend", r"^amendment(?: no\.?)? \d+\.?$|^notice; amendment\b|^notice of amendment (?:to|of)\b",
        r"\bamended (?:final|preliminary|notice|order)\b(?!.*; correction)", stages="notice"),
    # corrections; not of the Department of Corrections
    _row("correct", "correct", r"(?<!post-summary )(?<!department of )\bcorrect(?:ions?|ing|ed|s)\b",
        fields="action"),
    _row("correct", "correct",
        r"[;:,.] ?(?:and )?(?:\w+ )?correct(?:ions?|ing)\b(?: and correcting)?(?: amendments?| notice)?"
        r"(?=\.?$|[;:,.]| and\b| to\b)", r"^(?:\w+ )?corrections?(?::|;| to\b| of\b| notice\b|$)",
        r"\b(?:correcting amendments?|technical corrections?|corrections? of (?:the )?effective dates?)\b",
        fields="title"),
    _row("correct", "correct", rf"\bcorrect(?:ing|s)? {_of(12)}(?:{_RULE}|{_PROPOSAL}|{_PAPER}|corrections?)\b"
        r"[^.;]{0,160}?\b(?:published|appeared|issued|appearing|promulgated)\b",
        rf"\bcontain(?:ing|s) {_of(2)}corrections?\b", fields="abstract"),
)  # fmt: skip
"""The nouns of action, in the order in which they are looked for; words are read by one row only."""

_NEEDLES = tuple(dict.fromkeys(needle for row in HEADS for needle in sorted(row.needles)))
_ANY = re.compile("|".join(map(re.escape, _NEEDLES)))


def rows_for(lowered: str, field: str) -> list[Head]:
    """Return the rows of a field of which a text, in lower case, holds a needle."""
    if _ANY.search(lowered) is None:
        return []
    present = {needle for needle in _NEEDLES if needle in lowered}
    return [row for row in HEADS if field in row.fields and not row.needles.isdisjoint(present)]


CORRECTION = re.compile(r"[^;:]+; (?:technical )?correct(?:ions?|ing amendments?)\.?$")
"""What stands before "; correction" names the document that is corrected, and is not done again."""
NOT_DONE = re.compile(  # before a noun of action: somebody asks for it, or it is what is undone
    r"\b(?:requests?|petitions?|applications?|motions?|denials?|denying|considering|consideration|inquiry|procedures?"
    r"|opportunity|submission|approv\w+|intends? to seek|intent to seek|seek(?:ing)?)\b"
    r"(?: (?:for|of|to|by|on|the|an?|and|its|from|\w+ing))* ?(?:\w+ )?$"
    rf"|\b(?:{nouns('lift end withdraw rescind')}|vacatur) of (?:the |an? |its )?(?:\w+ )?$"
)
PROPOSED = re.compile(  # before a noun of action: it is not yet done
    r"\b(?:propos(?:ed?|als?|es|ing)|intent(?:ion)?|intends?|tentative|preliminary|plans?)\b[^;:]{0,25}$"
)
PROGRESSIVE = re.compile(  # before "delaying": it is being done, and not a means to something else
    r"\b(?:is|are|am|be)"
    r"(?: (?:not only|hereby|further|again|also|now|today|therefore|temporarily|partially|proposing and))*"
    r"(?: [\w ]{1,30} and)? $"
)
FINITE = re.compile(  # before "delays": an issuer or its document is the subject
    r"(?:\b(?:[Dd]ocument|[Rr]ule(?:making)?|[Aa]ction|[Nn]otice|[Oo]rder|[Aa]mendments?|[Cc]orrection|[Dd]irective"
    r"|AD\)?|[Aa]gency|[Aa]gencies|we|We|[Nn]otification|[Ss]ecretary|hereby|also|today"
    r"|(?!(?:The|This|That|These|An?|Its|Any|Such)\b)[A-Z][\w&.-]*[\w)\"”'])"
    r"|\([\w ,\"“”]+\)|and)"
    r"(?: (?:hereby|further|again|also|now|today|therefore|temporarily|partially|formally|simultaneously"
    r"|[a-z]+ly))*,? $"
)
WOULD = re.compile(r"\b(?:would|will|may|might|could|should|to|if|propos\w+|intends?|not|which|that|who)\b[^.;]{0,20}$")
"""Before a verb: it is not done by these words."""
UNDONE = re.compile(r"\b(?:(?:revers|overturn)\w*(?: the| that| its| an?)?|not) $", re.IGNORECASE)
"""Before what a court or Congress did: it was undone, or was not done."""
PROPOSAL_TO = re.compile(r"\b(?:propos(?:es|ing|al|als)|intends|intent) to $")
"""Right before the plain form of a verb: it is proposed."""

ISSUED_TO = re.compile(r"\b(?:issues?|issuing|publishes|publishing) this [^.;]{3,200}?\bto \Z", re.IGNORECASE)
"""Before a verb: it is what a document is for, and does ("issues this amendment to extend the term")."""

UNDOES = re.compile(  # A document that takes out of the Code what was undone elsewhere; one that recites it does not
    r"\b(?:remov(?:es?|ing|al)|rescind\w*|restor\w+|revert\w*|reinstat\w+|conform\w*|withdraw\w*|vacatur|to reflect"
    r"|nullification|tak(?:es?|en|ing) out|delet\w+|eliminat\w+)\b"
)

_DECIDED = re.compile(  # right before the plain form of a verb: it is done by what the document announces
    r"(?<!not )(?:\b(?:has|have|hereby) (?:decided|determined|elected)|\b(?:decides|determines|elects)"
    r"|\b(?:its|the|this|our|a) (?:final )?(?:decision|determination|action)) to $"
)
_PAST = {form for act in ACTS.values() for verb in act.verbs for form in (verb.past, verb.participle)}


def told(text: str, start: int, verb: str) -> bool | None:
    """Return whether a verb is only proposed; None for a noun, the past, a purpose, a condition, what would be."""
    before = text[max(0, start - 90) : start]
    if PROPOSAL_TO.search(before):
        return True
    if verb not in _PAST and ISSUED_TO.search(text, max(0, start - 240), start):
        return False
    progressive = verb.endswith("ing")
    if verb in _PAST:
        return None
    if not (PROGRESSIVE if progressive else FINITE).search(before):
        return None
    return False if progressive or not WOULD.search(before) else None


def is_decided(text: str, start: int, verb: str) -> bool:
    """Return whether a document does what a verb says, or announces that it is decided: "has decided to revoke"."""
    if _DECIDED.search(text, max(0, start - 60), start):
        return PROPOSED.search(text, max(0, start - 90), start) is None
    return told(text, start, verb) is False
