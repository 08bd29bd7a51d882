"""Whose a claim is that names no document: of the one that the others move, and of a pause or a duty which it means."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Sequence

import attrs

from regtrack.model.when import WhenKind
from regtrack.sources.federal_register.claims import DateClaim, is_other
from regtrack.sources.federal_register.deeds import Deed
from regtrack.sources.federal_register.document import DocumentType, RegisterDocument
from regtrack.sources.federal_register.moves import LATER
from regtrack.sources.federal_register.text import duties
from regtrack.sources.federal_register.text.settle import UNKNOWN
from regtrack.sources.federal_register.text.vocabulary import spelled

_MOVES_DAYS = frozenset(("move_deadline", "correct"))  # a correction asks for nothing itself
_FROM_TO = re.compile(r"\bfrom\b.*\b(?:through|until|to)\b", re.DOTALL)
_TO = re.compile(r"to\b")
_SINCE = re.compile(r"\bas of [A-Z]\w+\.? \d{1,2}, \d{4}$")
"""Before no new day: since then what was in force is so no more."""
_MEANWHILE = re.compile(r"(?:While|When|Whenever|(?:As|So) long as)\b")
"""Opens a clause that only tells of a pause: "While the rule is postponed, operators follow"."""
_UNDER_REVIEW = re.compile(
    r"\beffectiveness\b(?=(?:[^;]|;(?! ))*\b(?:pending judicial review|5 U\.S\.C\. 705|section 705"
    r"|litigation is (?:resolved|over|concluded)))"
    r"|\b(?:5 U\.S\.C\. 705|section 705|pending judicial review)\b[^;]*\beffectiveness\b",
    re.IGNORECASE,
)
"""Of a sentence: a rule, in force or not, has no effect until courts are done with it (5 U.S.C. 705)."""
_OF_RULES = re.compile(
    r"\b(?:rules?|rulemakings?|regulations?|regulatory|requirements?|provisions?|standards?|CFR|effective(?:ness)?"
    r"|compliance|enforcement|stays?|court)\b|§",
    re.IGNORECASE,
)
_A_MEASURE = re.compile(
    r"\b(?:suspension|pause)s?\b(?P<of>[^.;]{0,120}?)\b(?:announced|imposed|established|ordered|issued|granted|made|published)\b"
    r"[^.;]*? FR \d",
    re.IGNORECASE,
)
_NOTIFIES = re.compile(r"(?:notification|notice) of (?:[\w-]+ ){0,2}(?:suspension|pause)\b(?! of)", re.IGNORECASE)
"""Opens ACTION of what is no rule, whatever part of the Code it is on."""
_IS_DUTY = re.compile(r"(?:[\w-]+[’'\w-]* ){0,5}?(?:implementation of|compliance with)\s+", re.IGNORECASE)
"""What is delayed is no force: it is when somebody has to do what a rule requires."""
_REQUIRED_BY = re.compile(
    r",? (?:as )?(?:required|adopted|imposed|established|prescribed) (?:by|in|under) .*", re.DOTALL
)
_IS_LISTED = re.compile(rf"\b{spelled('postpone extend', 'participle')}(?: as follows| to the following dates?)?:")
"""Before the first of a list."""
_PROVISION = re.compile(r"§|\bCFR \d|\b[Ss]ec(?:tion|\.) \d")
_TOOK_EFFECT = re.compile(r"\b(?:(?:took|went into|came into) (?:effect|force)|(?:became|was|were) effective)\b")
_AS_PLANNED = re.compile(
    r"\bas (?:originally |previously )?(?:scheduled|planned|published)\b|\bnot (?:delayed|postponed)\b"
)
_OF_ITSELF = re.compile(r"\b[Tt]his (?:(?:final|interim) )?(?:rule|document|action|amendment)\b")


def of_another(
    claims: Sequence[DateClaim], deeds: Sequence[Deed], document: RegisterDocument, *, dateless: bool
) -> list[DateClaim]:
    """Return the claims of a document, those with no document of their own given to the one that others move."""
    if not claims:
        return []
    delayed = tuple(dict.fromkeys(name for each in claims if each.kind == "delay_effective" for name in each.target))
    published = document.published_on.isoformat() if document.published_on else ""
    moves = any(each.verb in _MOVES_DAYS and each.field in ("action", "title") for each in deeds)
    wholes = {
        (each.sentence, each.scope_except): each
        for each in claims
        if each.scope_except and (each.kind == "stay" or (each.kind == "set_effective" and each.target))
    }
    found, acts = [], {each.sentence for each in claims if each.kind == "delay_effective"}
    claims = [_paused_from(_measure(claim, document)) for claim in _shifted(claims)]
    claims = _of_duties(claims, {deed.verb for deed in deeds})
    own = [each for each in claims if _is_own_begin(each)]
    opened = bool(own) and all(each.sentence in acts for each in own)  # "As of D, ... is delayed until E"
    for claim in claims:
        if (claim.kind, claim.act) == ("set_effective", None) and claim.scope is not None:
            scope, whole = claim.scope, wholes.get((claim.sentence, claim.scope))
            if whole is not None:  # "is stayed, except for § 1.2, which is effective E"
                kind = "delay_effective" if whole.kind == "stay" else claim.kind
                claim = attrs.evolve(claim, kind=kind, target=whole.target)
            elif delayed and _PROVISION.search(scope) and not claim.target:
                later = claim.when.text[:10] > published and all(each.when != claim.when for each in own)
                later = later and (opened or _AS_PLANNED.search(claim.sentence) is not None)
                if _TOOK_EFFECT.search(claim.sentence) and claim.when.text[:10] <= published:
                    claim = attrs.evolve(claim, act="recital")  # "§ 1.2 went into effect on D, and is not delayed"
                elif (dateless and "§" in scope) or (later and not _OF_ITSELF.search(claim.sentence)):
                    # "The rule is delayed until D. The amendment to § 1.2 is effective E."
                    claim = attrs.evolve(claim, kind="delay_effective", target=delayed)
        elif moves and is_other(claim) and claim.act in (None, "due", "extend") and not claim.unread:
            vague = claim.name in (None, "deadline", "notice")
            name = duties.moved_name(f"{document.title} {document.action or ''}") if vague else claim.name
            claim = attrs.evolve(claim, act="extend", name=name)
        found.append(claim)
    return found


def _shifted(claims: Sequence[DateClaim]) -> list[DateClaim]:
    """Return claims without the period that another one takes the place of: "from A, through B, to C, through D"."""
    pairs = [(a, b) for a, b in itertools.pairwise(claims) if a.sentence == b.sentence and b.until]
    old = [a for a, b in pairs if _FROM_TO.search(a.quote) and _TO.match(b.quote)]
    return [each for each in claims if each not in old]


def _measure(claim: DateClaim, document: RegisterDocument) -> DateClaim:
    """Return what extends a suspension that is itself what a notice announced, of imports, as an end that is moved."""
    if (claim.kind, claim.act) != ("stay", "extend") or claim.until is None or not claim.target:
        return claim
    told = _A_MEASURE.search(claim.sentence, 0, max(claim.sentence.find(claim.quote), 0))
    heading = f"{document.title} {document.action or ''}"
    is_notice = document.type is DocumentType.NOTICE and _OF_RULES.search(heading) is None
    is_notice = is_notice or _NOTIFIES.match(document.action or "") is not None
    if told is None or not is_notice or _OF_RULES.search(told["of"]):
        return claim
    return attrs.evolve(claim, kind="set_expiry", when=claim.until, until=None, scope=None)


def _paused_from(claim: DateClaim) -> DateClaim:
    """Return "postpones the effectiveness of the rule as of D" as a stay from that day on, and no delay to it."""
    if claim.kind in LATER and _MEANWHILE.match(claim.scope or ""):
        return attrs.evolve(claim, act="recital")
    if claim.kind != "delay_effective" or claim.until is not None:
        return claim
    if claim.when.kind is WhenKind.DATE and _SINCE.search(claim.quote):
        return attrs.evolve(claim, kind="stay")
    if claim.when.kind is WhenKind.INDEFINITE and _UNDER_REVIEW.search(claim.sentence):
        return attrs.evolve(claim, kind="stay", when=UNKNOWN)
    return claim


def _of_duties(claims: Sequence[DateClaim], deeds: Collection[str]) -> list[DateClaim]:
    """Return claims, those of when another rule has to be complied with as such: of each item of a list, too."""
    found: list[DateClaim] = []
    for claim in claims:
        listed = (e for e in found if e.sentence == claim.sentence and e.target and _IS_LISTED.search(e.quote))
        head = next(listed, None)
        duty = "delay_compliance" in deeds and "delay_effective" not in deeds and _IS_DUTY.match(claim.scope or "")
        if duty and claim.kind == "delay_effective" and not claim.target:
            scope = _REQUIRED_BY.sub("", (claim.scope or "")[duty.end() :])
            claim = attrs.evolve(claim, kind="set_compliance", act="delay", scope=scope)
        elif head is not None and (head.kind, head.act) == ("set_compliance", "delay"):
            own = claim.target or claim.unread or _OF_ITSELF.search(claim.quote)
            if (claim.kind, claim.act) == ("set_compliance", None) and not own:
                claim = attrs.evolve(claim, act="delay", target=head.target)
        found.append(claim)
    return found


def _is_own_begin(claim: DateClaim) -> bool:
    return claim.kind == "set_effective" and not (claim.target or claim.scope or claim.act == "recital")
