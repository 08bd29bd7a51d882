"""What a claim becomes, as tables. A kind of claim that is in none of them moves nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from regtrack.sources.federal_register.claims import DateClaim, is_approval
from regtrack.sources.federal_register.deeds import DEEDS, ENDINGS, having
from regtrack.sources.federal_register.text.vocabulary import nouns, spelled


class Move(NamedTuple):
    """What a claim becomes: an event of a kind; ``name`` is that of its term, when the kind has several."""

    kind: str
    name: str | None = None


_OWN = {"delay_effective": "set_effective", "accelerate_effective": "set_effective", "extend_comment": "open_comment"}
"""What a claim about the document itself becomes where that is not its own kind: nothing is moved, a date is set."""
_BY_ACT: dict[tuple[str, str | None], str] = {
    ("set_effective", "set"): "set_effective",
    ("set_effective", "confirm"): "set_effective",
    ("set_effective", "withdraw"): "withdraw",
    ("set_effective", "remove"): "rescind",
    ("set_effective", "reinstate"): "reinstate",
    ("set_effective", "supersede"): "supersede",
    ("set_effective", "vacate"): "vacate",
    ("set_effective", "amend"): "amend",
    ("set_deadline", "extend"): "set_deadline",
    ("set_compliance", None): "delay_compliance",
    ("set_compliance", "delay"): "delay_compliance",
    ("set_compliance", "confirm"): "set_compliance",
    ("set_applicability", "delay"): "delay_compliance",
    ("stay", "extend"): "extend_stay",
    ("stay", "lift"): "lift_stay",
    ("set_expiry", "extend"): "extend_expiry",
}
"""What a claim about another document becomes, by its act; without one its own kind, by any other act nothing."""
_OF_OTHERS = frozenset({"reply comments", "hearing", "meeting"})  # names of terms that one document sets for another
_PLAIN = frozenset((("set_effective", None), ("set_compliance", None), ("set_compliance", "confirm")))
"""These set a date, and say of no deed that it is done."""


def own(claim: DateClaim) -> Move | None:
    """Return what a claim about the document itself becomes; None for one that moves nothing."""
    if is_approval(claim):
        return None
    return Move(_OWN.get(claim.kind, claim.kind), claim.name if claim.kind == "set_deadline" else None)


def on_target(claim: DateClaim) -> Move | None:
    """Return what a claim about another document becomes; None for one that moves nothing by its date."""
    deadline = claim.kind == "set_deadline"
    if is_approval(claim) or (deadline and claim.act != "extend" and claim.name not in _OF_OTHERS):
        return None
    if claim.kind == "stay" and claim.act != "lift" and is_of_enforcement(claim):
        return Move("announce_nonenforcement")
    kind = _BY_ACT.get((claim.kind, claim.act), None if claim.act else claim.kind)
    if kind is None:
        return None
    applies = claim.kind == "set_applicability" and kind == "delay_compliance"
    return Move(kind, "applicability" if applies else claim.name if deadline else None)


_ENFORCEMENT = re.compile(r"\W*(?:the |its |our |all |any )?enforcement\b", re.IGNORECASE)
_PAUSED_ENFORCEMENT = re.compile(
    rf"\b(?:{nouns('stay postpone')}|pauses?) (?:of|in|on) (?:the |its )?enforcement\b", re.IGNORECASE
)


_PAUSE_OF_ENFORCEMENT = re.compile(
    rf"{_PAUSED_ENFORCEMENT.pattern}(?: (?:that|which) (?:was|were))? (?:published|announced|issued)\b", re.IGNORECASE
)
"""What is named by its page is what paused the enforcement of something."""


def extends_notice(claim: DateClaim, heading: str) -> bool:
    """Return whether it is a notice that is longer in force: its stay of enforcement is extended, and headed so."""
    extended = (claim.kind, claim.act) == ("stay", "extend") and _PAUSE_OF_ENFORCEMENT.search(claim.sentence)
    return bool(extended) and _PAUSED_ENFORCEMENT.search(heading) is not None


_NEXT_CLAUSE = re.compile(r"[,;] (?:and|but|while)\b")


def is_of_enforcement(claim: DateClaim) -> bool:
    """Return whether what is paused is the enforcement of a rule, which binds all the while."""
    if _ENFORCEMENT.match(claim.scope or ""):
        return True
    told = claim.sentence[: claim.sentence.find(claim.quote) + len(claim.quote)]
    paused = [each.end() for each in _PAUSED_ENFORCEMENT.finditer(told)]
    return bool(paused) and _NEXT_CLAUSE.search(told, paused[-1]) is None


def stays_throughout(claim: DateClaim, claims: Iterable[DateClaim]) -> bool:
    """Return whether a claim stays something for as long as its document is in force: that is nothing of its own."""
    same = (each for each in claims if each.kind == "set_effective" and not (each.target or each.scope))
    return claim.kind == "stay" and any(
        (each.sentence, each.when, each.until) == (claim.sentence, claim.when, claim.until) for each in same
    )


def verb_of(claim: DateClaim, stage: str) -> str | None:
    """Return the deed that a claim says is done."""
    if claim.kind == "set_deadline":
        moved = "extend_comment" if claim.name == "reply comments" else "move_deadline"
        return moved if claim.act == "extend" else None
    if (claim.kind, claim.act) == ("set_effective", "confirm"):
        return "confirm_effective"
    if claim.kind == "stay" and is_of_enforcement(claim):
        return "stay"  # what is paused is told by the same verbs
    move = on_target(claim) if (claim.kind, claim.act) not in _PLAIN else None
    verb = move.kind if move is not None and move.kind in DEEDS else None
    return WITHDRAWN.get(stage, verb) if verb == "withdraw" else verb


WITHDRAWN = {"proposed": "withdraw_proposal", "final": "withdraw_final"}

ON_OTHERS: dict[str | tuple[str, str | None], frozenset[str]] = {
    "delay_effective": frozenset({"delay_effective", "stay", "correct"}),
    "accelerate_effective": frozenset({"accelerate_effective", "correct"}),
    "stay": frozenset({"stay", "extend_stay", "lift_stay", "delay_effective"}),
    "extend_comment": frozenset({"extend_comment", "reopen_comment"}),
    "reopen_comment": frozenset({"extend_comment", "reopen_comment"}),
    ("set_deadline", "extend"): frozenset({"move_deadline", "correct"}),
    ("set_compliance", "delay"): frozenset({"delay_compliance", "delay_effective", "correct"}),
    ("set_applicability", "delay"): frozenset({"delay_compliance", "delay_effective"}),
    ("set_expiry", "extend"): frozenset({"extend_expiry", "vacate"}),
}
"""Claims, some of one act only, that are about what such a deed is done to, when DATES does not name a document."""
OF_REPLIES = frozenset({"extend_comment", "reopen_comment", "move_deadline"})
"""The same for replies to comments, whose day moves with that of comments."""
CONFIRMED = frozenset({"confirm_direct_final", "confirm_effective"})
THROUGH = {
    "lift_stay": ("stays",), "extend_stay": ("stays",), "delay_effective": ("delays", "accelerates"),
    "accelerate_effective": ("delays",), "set_effective": ("delays",),
}  # fmt: skip
"""What is done to what a document moved, though the document is named: "the stay published at 82 FR 1 is lifted"."""
OF_A_STAY = frozenset((("stay", "lift"), ("stay", "extend")))
"""Claims about a stay that an earlier document made, whatever its name."""
BY_TITLE_ALONE = frozenset(("extend_comment", "reopen_comment", "stay", "delay_effective"))
"""Claims about a document of the same title, where none is named: "§ 1.1 is suspended", in "X; Suspension"."""


WITH_OWN_DATE = ENDINGS | having("elsewhere") | {"stay", "lift_stay", "reinstate"}
"""What happens on the day on which the document that does it takes effect."""
WITH_OWN_END = frozenset({"stay", "extend_stay", "extend_expiry"})
"""What lasts as long as the document that does it: "This rule suspends ... for one year" ends with that rule."""
NEEDS_BEGIN = frozenset({"delay_effective", "accelerate_effective", "delay_compliance", "set_effective"})
NEEDS_END = frozenset({"extend_stay", "extend_comment", "reopen_comment", "extend_expiry"})
MOVES_FORCE = frozenset({"delay_effective", "accelerate_effective", "set_effective", "extend_stay", "extend_expiry"})
"""What moves a day of force: where the new one was not read, the old one is certainly wrong, and the rule in doubt."""

DEADLINES = frozenset({"open_comment", "extend_comment", "reopen_comment", "set_deadline"})
"""Kinds whose date is the last day included, unless the text says before it."""
ENDS_ONLY = DEADLINES | {"set_expiry", "extend_expiry", "extend_stay"}
SPANS = frozenset({"set_effective", "set_compliance", "set_applicability", "stay", "announce_nonenforcement"})
"""Kinds with a begin and an end; all others have a begin."""
IN_PROPOSALS = DEADLINES | {"withdraw_proposal"}
"""What a proposal does; its other dates are proposed ones, and to others it does no more than this."""
BY_TITLE = DEADLINES | {"set_effective", "confirm_direct_final", "disapprove"}
"""Kinds that may be done to a document of the same title without more."""
PARTIALLY = having("partial")  # what is done to a part only where the document says so anywhere
BINDS = re.compile(r"(?:start of )?(?P<what>(?:prohibition|requirement): .*)")
"""Names of days from which something is forbidden, or has to be done."""
OF_FORCE = frozenset({"set_effective", "delay_effective", "accelerate_effective", "stay", "extend_stay"})
LATER = frozenset(("delay_effective", "stay", "extend_stay", "delay_compliance"))
"""What lets a day come later, or never."""
RULES = frozenset({"final_rule", "interim_final_rule", "direct_final_rule", "temporary_rule"})
"""Kinds of instruments that have a date of effect."""

_PAUSES = nouns("postpone stay")
DELAY_ENDED = re.compile(
    rf"\b(?:{_PAUSES}\b(?: of (?:[^.;]|\.\d){{1,160}}?)?|(?:order|notice|rule|document)s? "
    rf"{spelled('postpone stay', 'gerund')} (?:[^.;]|\.\d){{1,160}}?),? (?:(?:is|are|was|were) (?:hereby )?"
    rf"(?:{spelled('withdraw rescind', 'participle')}|vacated|cancell?ed)"
    r"|(?:will |shall )?(?:expires?|ends?|terminates?|lapses?|dissolves?|ceases?))\b"
    rf"|\b(?:{nouns('withdraw rescind')}|vacatur|cancellation) of (?:the |a )?{_PAUSES}\b",
    re.IGNORECASE,
)
"""What is ended is the delay: the rule is not, and when it takes effect is another question."""
END_DELAYED = re.compile(
    rf"\bdates? (?:of|for) (?:the|that|this|its) (?:[\w-]+ ){{0,2}}?{nouns('withdraw rescind end')}\b"
    rf"(?:[^.;]|\.\d){{0,160}}?\b(?:is|are|was|were|been) (?:\w+ ){{0,2}}?{spelled('postpone stay', 'participle')}\b",
    re.IGNORECASE,
)
"""What is delayed is the end of something, which another document told: this one ends nothing."""
DELAY_LIFTED = re.compile(
    rf"\b{nouns('postpone')}\b(?: (?:of|in|at|published|announced) (?:[^.;]|\.\d){{1,160}}?)?,?"
    r" (?:is|are) (?:hereby )?"
    rf"{spelled('lift end', 'participle')}\b",
    re.IGNORECASE,
)
_PROVISIONS = (
    r"(?:(?:provisions|requirements|sections|paragraphs) (?:in|of|at) )?"
    r"(?:§|\d+ CFR|(?:title|sections?|paragraphs?|parts?|subparts?) [\dA-Z])"
    r"(?:(?!\b(?:rules?|regulations?|amendments?)\b)[^.;]|\.(?=\d))*?"
)
PUBLISHED_ACT = re.compile(
    rf"\b{_PAUSES}(?: (?:of|to) {_PROVISIONS})?,? (?:(?:that|which) (?:was|were|is) )?"
    r"(?:published|issued|announced|printed|granted|imposed|made)\b",
    re.IGNORECASE,
)
"""What is named by its page is the pause, and not what is paused: "the stay published at 82 FR 1 is extended"."""
_DUTY = r"(?:compliance|applicability|implementation) (?:dates?|deadlines?)\b"
STAY_OF_DUTY = re.compile(
    rf"\b{_DUTY}(?:[^.;]|\.\d)*? (?:is|are) (?:\w+ )?{spelled('stay', 'participle')}\b"
    rf"|\b{nouns('stay')} of (?:the |all )?(?:[\w-]+ ){{0,3}}?{_DUTY}(?:[^.;]|\.\d)*? (?:is|are) (?:\w+ )?extended\b",
    re.IGNORECASE,
)
"""A compliance date that is moved by a stay of it, or by the extension of one."""
TAKES_EFFECT = re.compile(
    r"\b(?:rules?|regulations?|amendments?|provisions?|it|they|which)\b[^.;]{0,40}?"
    r"\b(?:(?:becomes?|is|are|will be) effective|(?:takes?|goes?|into) (?:into )?effect)\b"
)
FOR_A_TERM = re.compile(  # how long a stay lasts of which no day is printed
    r"\bfor (?:an? (?:\w+ )?(?:period|term) of )?(?:up to )?[\w-]+ (?:day|month|year)s?\b"
    r"|\b[\w]+-(?:day|month|year) (?:\w+ ){0,2}(?:stay|suspension|pause)\b"
)
STAYED = re.compile(  # confirmed but for what objections stay (21 U.S.C. 371(e)(2))
    rf"\bexcept (?:that|for) (?:[^.;]|\.\d)+? (?:is|are|remains?) {spelled('stay', 'participle')}\b", re.IGNORECASE
)
OF_THE_RULE = re.compile(r"\beffective date (?:of|for) the (?:DFR|(?:direct |immediate )?final rule)\b", re.IGNORECASE)

BROUGHT_BACK = re.compile(
    r"\breinstat\w+ (?:the|its|that|our) (?:[\w-]+ ){0,4}?rules?\b(?:(?!\b(?:which|before|as (?:it|they))\b)[^.;])*?"
    r"\d FR \d[^.;]{0,24}?\b(?:which|that)\b[^.;]*?\bhad\b",
    re.IGNORECASE,
)
"""Of a rule that is in force again: what ended it is told of an earlier time."""

KINDRED = (  # kinds of which a dated one says what an undated one would say again
    OF_FORCE,
    frozenset({"extend_comment", "reopen_comment", "open_comment"}),
    ENDINGS,
    frozenset({"delay_compliance", "set_compliance", "set_applicability", "delay_effective", "stay"}),
    frozenset({"lift_stay", "stay", "extend_stay", "accelerate_effective"}),
    frozenset({"announce_nonenforcement", "stay", "delay_effective", "delay_compliance"}),
    frozenset({"extend_expiry", "set_expiry"}),
    frozenset({"move_deadline", "set_deadline"}),
)


def says_again(deed: str, stated: str) -> bool:
    """Whether what a deed says is said by an event that has a date."""
    return (
        deed == stated
        or (deed, stated) == ("set_effective", "lift_stay")
        or (stated == "extend_expiry" and deed in ("stay", "extend_stay"))  # of a pause of enforcement
        or any(deed in kinds and stated in kinds for kinds in KINDRED)
    )
