"""What a Federal Register document is, and what it does to other documents.

The answer rests on words: ACTION and the title name deeds ("Final rule; delay of effective date"), DATES and SUMMARY
tell them ("EPA is withdrawing the direct final rule"). A word alone is no deed: "Suspension of Community Eligibility"
stays no rule, and the "extension of a currently approved collection" extends no rule. Which documents are acted on is
the question of :mod:`regtrack.sources.federal_register.references`. Nothing here reads a file or a clock.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import attrs

from regtrack.dates_in_text.words import holds, lower
from regtrack.sources.federal_register._events.asserted import finalized, is_asserted
from regtrack.sources.federal_register.claims import DateClaim
from regtrack.sources.federal_register.deeds import ENDINGS, OF_PROPOSALS, Deed, having
from regtrack.sources.federal_register.document import DocumentType, RegisterDocument
from regtrack.sources.federal_register.moves import verb_of
from regtrack.sources.federal_register.text import heads
from regtrack.sources.federal_register.text.vocabulary import least, nouns


class ActionPattern(NamedTuple):
    """A pattern for ACTION (for the title, when there is no ACTION) in lower case, and what it makes of a document."""

    pattern: re.Pattern[str]
    name: str


def _table(*rows: tuple[str, str]) -> tuple[ActionPattern, ...]:
    return tuple(ActionPattern(re.compile(pattern), name) for pattern, name in rows)


_GUIDANCE = (
    r"^(?:final |interim )*(?:policy )?guidance\b|interpretive rule"
    r"|^(?:\w+ )*(?:policy statement|statement of policy)\b"
    r"|(?:policy|procedural|interpretive) guidance\b|^(?:final )?guides?\b|\bbulletin\b|^(?:final )?interpretation\b"
)
_NOTICE_IN_RULES = (
    r"^(?:general |public )?(?:notice|notification)s? of (?!proposed|final|interim|direct)"
    r"|^(?:receipt|petition|announcement|availability|request for|joint request for|advisory)"
)

KINDS: dict[DocumentType, tuple[ActionPattern, ...]] = {
    DocumentType.RULE: _table(
        (r"\b(?:direct|immediate) final\b.*\b(?:confirm|withdraw|delay)", "final_rule"),
        (r"\b(?:confirm|withdraw)\w* .*\b(?:direct|immediate) final", "final_rule"),
        (r"\b(?:direct|immediate) final\b", "direct_final_rule"),
        (r"\b(?:affirmation|adoption|finalization) of .*interim|interim .*\bas (?:a )?final\b", "final_rule"),
        (r"^proposed|^notice of proposed", "proposed_rule"),
        (r"^(?:final and )?temporary\b|^(?:\w+ )?(?:re-?opening|closure)s?\b|\bdeviation from\b", "temporary_rule"),
        (r"\binterim\b", "interim_final_rule"),
        (_GUIDANCE, "guidance"),
        (r"^(?:\w+ of )?(?:final )?orders?\b", "order"),
        (_NOTICE_IN_RULES, "notice"),
        (r"", "final_rule"),
    ),
    DocumentType.PROPOSED_RULE: _table(
        (r"withdrawal\b.*(?:[;,:]|\band\b) ?(?:notice of )?proposed rule", "proposed_rule"),
        (r"(?:^|[;,:] ?)(?:notice of |notification of |further |partial )*(?:withdrawal|termination|cancell?ation)\b"
         r"|\bfindings?\b", "notice"),
        (r"", "proposed_rule"),
    ),
    DocumentType.NOTICE: _table(
        (r"^(?:advance )?notice of proposed rulemaking", "proposed_rule"),
        (r"^(?:final |public land |referendum |temporary )*orders?\b|(?:^|; )order (?:granting|denying|approving"
         r"|disapproving|instituting|extending|exempting|modifying|revoking|suspending)"
         r"|(?:^|[;:] )decision and order", "order"),
        (_GUIDANCE, "guidance"),
        (r"", "notice"),
    ),
    DocumentType.PRESIDENTIAL: _table(
        (r"^presidential determination\b|^suspension of limitations under\b", "determination"),
        (r"^continuation of the national emergency\b", "notice"),
        (r"\b(?:day|days|week|month|year|anniversary)\b.*, \d{4}$", "proclamation"),
        (r"^adjusting imports\b|^(?:modifying|establish\w+) .*\bmonument\b|^to (?:modify|implement|facilitate)\b"
         r"|^declaration of emergency\b", "proclamation"),
        (r"", "order"),
    ),
}  # fmt: skip
"""First row that matches wins; the last always does."""

SUBTYPES = {
    "executive order": "executive_order", "proclamation": "proclamation", "memorandum": "memorandum",
    "determination": "determination", "notice": "notice", "presidential order": "order",
}  # fmt: skip
"""Kinds of presidential documents, as the API names them."""

_STAGES = {  # where a document stands by its section; all others are notices
    DocumentType.RULE: "final",
    DocumentType.PROPOSED_RULE: "proposed",
    DocumentType.PRESIDENTIAL: "presidential",
}

_PROPOSED_ELSEWHERE = {  # an ACTION that makes a proposal of a document printed among rules or notices
    DocumentType.RULE: re.compile(r"^(?:proposed\b|notice of intent\b|(?:advance )?notice of proposed)"),
    DocumentType.NOTICE: re.compile(r"^(?:proposed rule\b|(?:advance )?notice of proposed rulemaking\b)"),
}


__all__ = ["Classification", "Deed", "classify", "stage_of"]

_PRINTING_CORRECTION = re.compile(r"[CRXZ]\d-(?P<of>.+)")
_DIRECT_FINAL = re.compile(r"\b(?:direct|immediate) final\b|\bdfrs?\b")
_CHANGE = re.compile(r"(?:chang|revis)", re.IGNORECASE)
_NONE = Deed("delay_effective", "", "")
_OF_TITLES = having("titles")
"""What the title of a rule itself may say: a delay of "Rescinding Construction Requirements" rescinds nothing."""
_SHARED, _ELSEWHERE = having("shared"), having("elsewhere")
_OF_ANOTHER = frozenset(("extend_comment", "reopen_comment", "move_deadline", "extend_expiry"))
"""Only the date of another document can be moved so; of all others DATES must name the document."""
_TOLD_IN_DATES = ENDINGS | {"vacate"}
_OF_ENDINGS = least(needle for row in heads.HEADS if row.verb in _TOLD_IN_DATES for needle in sorted(row.needles))
_A_DATE = re.compile(r"\b(?:effective|compliance|applicability|expiration) dates?\b")
_OF_AN_ACT = re.compile(rf"\b(?:{nouns('rescind withdraw correct confirm end')}|cancellation)s? of\b", re.IGNORECASE)
"""Of which a date is that of this act, and not of what it is done to."""


@attrs.frozen
class Classification:
    """What a document is and does."""

    kind: str  # the instrument it is, one of :data:`regtrack.model.kinds.INSTRUMENT_KINDS`
    stage: str  # ``proposed``, ``final``, ``notice`` or ``presidential``
    deeds: tuple[Deed, ...] = ()  # what it does to other documents, most telling evidence first; one a verb


def classify(
    document: RegisterDocument, claims: Sequence[DateClaim] = (), stage: str | None = None
) -> Classification:  # fmt: skip
    """Return what a document is and does, by its type, number, ACTION, title, DATES and SUMMARY."""
    action = lower(document.action or "")
    title = lower(document.title)
    stage = stage or stage_of(document)
    deeds: dict[str, Deed] = {}
    named = finalizes = False
    for deed in _deeds(document, action, title, stage, claims):
        finalizes |= deed.verb == "finalize"
        named = named or (deed.field in ("action", "title") and deed.verb not in _OF_TITLES)
        repeats = named and deed.verb in _OF_TITLES and deed.field != "action"
        repeats |= deed.field == "abstract" and deed.verb in ENDINGS and not ENDINGS.isdisjoint(deeds)
        if deed.verb not in deeds and not repeats:
            deeds[deed.verb] = deed
    if "accelerate_effective" in deeds and _CHANGE.match(deeds.get("delay_effective", _NONE).quote):
        del deeds["delay_effective"]  # "change of effective date" is what DATES says that it is
    if finalizes:  # what the title says, the interim rule did: "Suspension of X", adopted as a final rule
        deeds = {verb: deed for verb, deed in deeds.items() if deed.field != "title"}
    return Classification(_kind(document, action, title, deeds), stage, tuple(deeds.values()))


_OF_OCCASIONS = ("hearing", "meeting", "sunshine", "workshop", "webinar", "conference", "table", "session", "symposi")
_OCCASION = re.compile(
    r"\b(?:hearings?|(?P<meeting>meetings?|sunshine act|workshops?|webinars?|conferences?|roundtables?"
    r"|listening sessions?|symposi(?:um|a)|teleconferences?))\b"
)


def bare_kind(document: RegisterDocument, stage: str) -> str:
    """Return what a date means that stands alone in DATES: the effect of a rule, the meeting of a notice of one."""
    if stage == "final":
        return "set_effective"
    told = ((document.action or "").lower(), document.title.lower()) if holds(document.heading, _OF_OCCASIONS) else ()
    if (occasion := next(filter(None, map(_OCCASION.search, told)), None)) is None:
        return "set_deadline"
    return f"set_deadline: {'meeting' if occasion['meeting'] else 'hearing'}"


def stage_of(document: RegisterDocument) -> str:
    """Where a document stands: ``proposed``, ``final``, ``notice`` or ``presidential``."""
    elsewhere = _PROPOSED_ELSEWHERE.get(document.type)
    if elsewhere is not None and document.action and elsewhere.match(document.action.lower()):
        return "proposed"
    return _STAGES.get(document.type, "notice")


_GUIDANCE = (
    r"(?:(?:revised|interim|regulatory|compliance|policy|supervisory) ){0,2}"
    r"(?:guidances?|guidelines?|guides?|directives?|polic(?:y|ies)|statements? of policy)\b"
)
_DRAFT = re.compile(rf"^(?!.*\bfinal {_GUIDANCE}).*\b(?:draft|proposed) {_GUIDANCE}", re.DOTALL)


def is_draft(document: RegisterDocument, deeds: Sequence[Deed]) -> bool:
    """Return whether a notice makes a draft of guidance or of a policy available, and does nothing else."""
    heading = f"{document.title} {document.action or ''}".lower()
    of_notice = document.type is DocumentType.NOTICE and not deeds
    return of_notice and holds(heading, ("draft", "proposed")) and _DRAFT.search(heading) is not None


def _kind(document: RegisterDocument, action: str, title: str, deeds: dict[str, Deed]) -> str:
    named = [deed for deed in deeds.values() if deed.field in ("number", "action", "title")]
    if document.type is DocumentType.CORRECTION or (named and named[0].field == "number"):
        return "correction"
    rows = KINDS.get(document.type, KINDS[DocumentType.NOTICE])
    if document.type is DocumentType.PRESIDENTIAL:
        if document.subtype and (kind := SUBTYPES.get(document.subtype.lower())):
            return kind
        if document.executive_order:
            return "executive_order"
        if document.proclamation:
            return "proclamation"
        action = title
    kind = _kind_of(rows, action or title)
    if named and all(deed.verb == "correct" and not deed.proposed for deed in named):
        plain = kind in ("final_rule", "notice", "proposed_rule") or named[0].field == "action"
        return "correction" if plain else kind
    return kind


@lru_cache(maxsize=1024)
def _kind_of(rows: tuple[ActionPattern, ...], words: str) -> str:
    return next(row.name for row in rows if row.pattern.search(words))


def _deeds(
    document: RegisterDocument, action: str, title: str, stage: str, claims: Sequence[DateClaim]
) -> Iterator[Deed]:
    printing = _PRINTING_CORRECTION.fullmatch(document.number)
    if document.correction_of or printing:
        yield Deed("correct", document.number, "number")
    heading = f"{action} {title}"
    direct = holds(heading, ("direct final", "immediate final", "dfr")) and _DIRECT_FINAL.search(heading) is not None
    yield from _named("action", document.action or "", stage, direct)
    yield from _named("title", document.title, stage, direct)
    for verb, sentence in _stated(claims, stage):
        yield Deed(verb, sentence, "dates", _is_proposed(verb, stage))
    ends = holds(lower(document.dates or ""), _OF_ENDINGS)
    for told in _told(document.dates or "", stage, direct, heading) if ends else ():
        if told.verb in _TOLD_IN_DATES and not _OF_AN_ACT.match(told.quote):
            yield attrs.evolve(told, field="dates")  # "This notice is effective D, and replaces the notice at 89 FR 1"
    if document.abstract:
        yield from _told(document.abstract, stage, direct, heading)


def _is_proposed(verb: str, stage: str) -> bool:
    return stage == "proposed" and verb not in OF_PROPOSALS


@lru_cache(maxsize=1024)
def _named(field: str, text: str, stage: str, direct: bool) -> tuple[Deed, ...]:
    """Return the deeds that ACTION or a title names; a few hundred ACTIONs are those of nearly all documents."""
    lowered = lower(text)
    if not (rows := heads.rows_for(lowered, field)):
        return ()
    of_correction = heads.CORRECTION.match(lowered) is not None

    def proposed(row: heads.Head, match: re.Match[str]) -> bool | None:
        before = lowered[: match.end() - len(match[0].lstrip(" ;:,."))]  # what a semicolon parts is told apart
        other = (row.stages and stage not in row.stages) or (of_correction and row.verb != "correct")
        return None if other or heads.NOT_DONE.search(before) else heads.PROPOSED.search(before) is not None

    return tuple(
        attrs.evolve(each, quote=each.quote.strip(" ;:,."))
        for each in _read(text, rows, field, stage, direct, proposed)
    )


def _told(text: str, stage: str, direct: bool, heading: str) -> Iterator[Deed]:
    """Yield the deeds that running text tells."""
    if not (rows := heads.rows_for(lower(text), "abstract")):
        return iter(())

    def proposed(row: heads.Head, match: re.Match[str]) -> bool | None:
        if row.verb not in _ELSEWHERE:
            only = heads.told(text, match.start(), match[0].split(" ", 1)[0].rstrip(","))
            adopted = only and stage == "final" and heads.PROPOSAL_TO.search(finalized(text)[: match.start()]) is None
            return False if adopted else only
        before = text[max(0, match.start() - 90) : match.start()]
        never = heads.WOULD.search(before) or heads.UNDONE.search(before) or " not " in match[0]
        return False if heads.UNDOES.search(f"{heading} {lower(text)}") and not never else None

    return _read(text, rows, "abstract", stage, direct, proposed)


def _read(
    text: str,
    rows: Sequence[heads.Head],
    field: str,
    stage: str,
    direct: bool,
    proposed: Callable[[heads.Head, re.Match[str]], bool | None],
) -> Iterator[Deed]:
    """Yield the deeds of a text, each with the first words for it that no row before it has read.

    ``proposed`` tells whether words only propose it; None where nothing is done by them.
    """
    lowered = lower(text)
    read: list[tuple[int, int]] = []
    for row in rows:
        for match in row.pattern.finditer(lowered):
            start, end = match.span()
            taken = row.verb not in _SHARED and any(first < end and start < last for first, last in read)
            if taken or (row.verb in ENDINGS and _A_DATE.search(match[0])):
                continue  # "rescinds the May 6 effective date of the rule" ends no rule
            if (only := proposed(row, match)) is None:
                continue
            read.append((start, end))
            verb = "confirm_direct_final" if row.verb == "confirm_effective" and direct else row.verb
            yield Deed(verb, text[start:end], field, only or _is_proposed(row.verb, stage))
            break


def _stated(claims: Iterable[DateClaim], stage: str) -> Iterator[tuple[str, str]]:
    """Return what the claims say is done to other documents, each with the sentence that says so."""
    for claim in claims:
        verb = verb_of(claim, stage)
        if verb is None or verb == "confirm_effective" or not (claim.target or verb in _OF_ANOTHER):
            continue
        act = verb == "set_effective" and _OF_AN_ACT.search(claim.sentence.partition(claim.quote)[0])
        if is_asserted(claim.sentence, claim.quote) and not act:
            yield verb, claim.sentence
