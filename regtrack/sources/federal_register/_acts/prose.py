"""Deeds as SUMMARY tells them: verbs that perform, such as "is delaying the effective date"."""

from __future__ import annotations

import re
from typing import NamedTuple

from regtrack.sources.federal_register._acts.vocabulary import OF, PAPER, PROPOSAL, RULE, words
from regtrack.sources.federal_register.text.vocabulary import LATER, Verb, forms, stem_of


class Told(NamedTuple):
    """A verb and what it is done to.

    Attributes:
        verb: what it says is done.
        needle: no pattern is tried on a text that does not hold this.
        active: the verb as finite or progressive form, and its object after it; text in lower case.
        participle: the verb in the passive; "" where that says nothing.
        undergone: the object of the passive, before it in its sentence.
    """

    verb: str
    needle: str
    active: re.Pattern[str]
    participle: str
    undergone: re.Pattern[str]


def _row(
    verb: str, needle: str, stem: str, endings: str, most: int, done_to: str, participle: str = "", undergone: str = ""
) -> Told:
    active = re.compile(rf"\b{stem}(?:{endings}) (?:until \w+ \d+, \d+, )?{OF}{words(most)}(?:{done_to})")
    return Told(verb, needle, active, participle, re.compile(rf"\b(?:{undergone or done_to})"))


def _moved(deed: str, verb: Verb, done_to: str, undergone: str) -> Told:
    """Return a row for a verb that moves a date of some kind."""
    active = "(?:" + "|".join(forms(verb, "base", "third", "gerund")) + ")"
    participle = f"{verb.participle} {verb.particle}".strip()
    return _row(deed, stem_of(verb), active, "", 8, done_to, participle, undergone)


_EFFECTIVE = r"(?:effective(?: and [\w/]+| and)? dates?|effectiveness)\b"
_DUTY = r"(?:compliance|applicability|implementation)"
_COMPLIANCE = _DUTY + r"(?: and [\w/]+)? (?:dates?|deadlines?|periods?)\b"
_OF_ANOTHER = r"(?: and [\w/]+| and)? (?:dates?|deadlines?),? (?:of|for|in|to|with)\b"
"""A document's own date may be delayed too, as in "the effective date is delayed indefinitely": that is no deed."""
_PERIOD = (
    r"(?:(?:comment(?:s|ing)?|scoping)(?: \w+){0,2}? (?:periods?|deadlines?|dates?)"
    r"|(?:periods?|deadlines?) (?:\w+ ){0,6}?comments?)"
)
_DEADLINE = (
    rf"(?:(?:deadlines?|due dates?|periods?) {OF}{words(3)}(?:applications?|nominations?|submissions?|proposals?)\b"
    r"|(?:application|nomination|submission) (?:deadlines?|due dates?|periods?)\b)"
)
_TERM = (
    r"(?:expiration dates?|emergency (?:measures?|action|rule)|import restrictions?|order limiting"
    r"|(?:travel )?restrictions?|temporary (?:rule|regulation|order|placement|scheduling|\w+ zone))"
)
_PAUSED = rf"(?:\d+ cfr|§|{RULE}|effective|requirements?|provisions?)"
_IN_PRINT = r"[^.;]{0,160}?\b(?:published|appeared|issued|appearing|promulgated)\b"
_RESCINDED = rf"(?:{RULE}|{PAPER}|requirements?|definitions?)\b"
_CORRECTED = rf"(?:{RULE}|{PROPOSAL}|{PAPER}|corrections?)\b{_IN_PRINT}"
_CITED = rf"(?:{PAPER}|\d+ fr \d+)\b"

TOLD = (
    _row("extend_stay", "stay", "extend", "ing|s|", 3, r"stays?\b", "extended"),
    _row("extend_stay", "stay", "further stay", "ing|s|", 6, RULE, "further stayed", r"(?:dates?|cfr|§|paragraphs?)\b"),
    *(
        row
        for act in LATER
        for verb in act.verbs
        for row in (
            _moved("delay_effective", verb, _EFFECTIVE, "effective" + _OF_ANOTHER),
            _moved("delay_compliance", verb, _COMPLIANCE, _DUTY + _OF_ANOTHER),
        )
    ),
    _row("set_effective", "announc", "announc", r"ing(?! that| an? )|es(?! that| an? )", 2, _EFFECTIVE),
    _row("reopen_comment", "open", "re-?open", "ing|s|", 4, rf"(?:{_PERIOD}|record|docket)", "reopened"),
    _row("extend_comment", "extend", "extend", "ing|s|", 4, _PERIOD, "extended"),
    _row("withdraw_proposal", "withdr", "withdr", "awing|aws|aw", 6, rf"{PROPOSAL}\b", "withdrawn"),
    _row("withdraw_final", "withdr", "withdr", "awing|aws|aw", 6, rf"{RULE}\b", "withdrawn"),
    _row("withdraw", "withdr", "withdr", "awing|aws|aw", 3, rf"{PAPER}\b", "withdrawn", _CITED),
    _row("confirm_effective", "confirm", "confirm", "ing|s|", 6, r"effective dates?\b", "confirmed"),
    _row("rescind", "rescind", "rescind", "ing|s|", 6, _RESCINDED, "rescinded"),
    _row("rescind", "repeal", "repeal", "ing|s|", 6, rf"{RULE}\b", "repealed"),
    _row("supersede", "supersed", "supersed", "ing|es|e", 5, rf"(?:airworthiness directives?|ads?|{PAPER}|{RULE})\b"),
    _row("finalize", "adopt", "adopt", "ing|s|", 12, r"interim (?:final )?rules?\b"),
    _row("finalize", "finaliz", "finaliz", "ing|es|e", 3, r"(?:interim|temporary) (?:final )?rules?\b"),
    _row("stay", "stay", "stay", "ing|s|", 6, _PAUSED, "stayed"),
    _row("stay", "suspend", "suspend", "ing|s|", 6, _PAUSED, "suspended"),
    _row("correct", "correct", "correct", "ing|s|", 12, _CORRECTED, "corrected"),
    _row("correct", "correct", "contain", "ing|s", 2, r"corrections?\b"),
    _row("move_deadline", "extend", "extend", "ing|s|", 2, _DEADLINE, "extended"),
    _row("extend_expiry", "extend", "extend", "ing|s|", 5, _TERM, "extended"),
)
"""The verbs that perform."""

LONGEST = 300
"""No object of a passive is looked for further back than this."""
PASSIVE = re.compile(
    r"\b(?:is|are)(?: being)?"
    r"(?: (?:hereby|further|again|also|now|being|thereby|temporarily|partially|indefinitely|therefore|additionally))* $"
)
"""Before "delayed": it is done by these words."""
PROGRESSIVE = re.compile(
    r"\b(?:is|are|am|be)"
    r"(?: (?:not only|hereby|further|again|also|now|today|therefore|temporarily|partially|proposing and))*"
    r"(?: [\w ]{1,30} and)? $"
)
"""Before "delaying": it is being done, and not a means to something else."""
FINITE = re.compile(
    r"(?:\b(?:[Dd]ocument|[Rr]ule(?:making)?|[Aa]ction|[Nn]otice|[Oo]rder|[Aa]mendments?|[Cc]orrection|[Dd]irective"
    r"|AD\)?|[Aa]gency|[Aa]gencies|we|We|[Nn]otification|[Ss]ecretary|hereby|also|today|[A-Z][\w&.-]*[\w)\"”'])"
    r"|\([\w ,\"“”]+\)|and)"
    r"(?: (?:hereby|further|again|also|now|today|therefore|temporarily|partially|formally|simultaneously"
    r"|[a-z]+ly))*,? $"
)
"""Before "delays": an issuer or its document is the subject."""
CONDITIONAL = re.compile(r"\b(?:if|unless|whether|when|where|until|in case)\b[^.;]*$")
"""Before what is told in the passive: it is not done, only foreseen."""
WOULD = re.compile(r"\b(?:would|will|may|might|could|should|to|if|propos\w+|intends?|not|which|that|who)\b[^.;]{0,20}$")
"""Before a verb: it is not done by these words."""
PROPOSAL_TO = re.compile(r"\b(?:propos(?:es|ing|al|als)|intends|intent) to $")
"""Right before the plain form of a verb: it is proposed."""
PROPOSES = re.compile(r"\b(?:propos(?:es|ing|ed|als?)|would|intends?|intent|plans|considering|whether)\b[^.;]{0,60}$")
"""Before a verb: it is proposed."""
