"""What ends something temporary before its time: the opening of what was closed, a cancellation, a termination.

A rule that opens a fishery seldom says that the closure is over. It cites the closure, or tells its day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import attrs

from regtrack import dates
from regtrack.citations import Reference, ReferenceKind
from regtrack.dates_in_text.expressions import find_mentions
from regtrack.model.scope import path_of
from regtrack.model.when import When
from regtrack.sources.federal_register._events.asserted import is_asserted, is_in_passing
from regtrack.sources.federal_register._events.cited_parts import parts_in
from regtrack.sources.federal_register.document import RegisterDocument
from regtrack.sources.federal_register.references.finder import days_in, find_references
from regtrack.sources.federal_register.text import sentences
from regtrack.sources.federal_register.text.settle import PeriodCalendar, when_of
from regtrack.sources.federal_register.text.statement import Statement

ENDED_EARLY, OPENED = "end_early", "open"
"""Labels: of what is ended in so many words, and of an opening, which the ledger has to know for that of a closure."""
_TEMPORARY = (
    r"(?:closures?|(?:trip|possession|bag|landing|retention) limits?|deviation"
    r"|(?:safety|security|regulated) (?:zone|area)s?|special local regulations?"
    r"|(?:stay|pause|suspension) of enforcement|enforcement (?:pause|stay|discretion)"
    r"|temporary (?:(?:final|interim) )?"
    r"(?:amendments?|rules?|regulations?|provisions?|changes?|revisions?|exemptions?|increases?))"
)
IS_TEMPORARY = re.compile(r"\btemporary (?:(?:final|interim) )?(?:rule|regulation)s?\b", re.IGNORECASE)
"""Of a clause that ends what is cited: it says itself that this is no lasting rule."""
_ENDED = r"(?:cancell?ed|terminated|lifted|rescinded|revoked|withdrawn|ended|removed)"
_IS_ENDED = re.compile(
    rf"\b{_TEMPORARY}\b(?:(?!,? (?:and|but|while) (?:the|an?|its)\b)(?:[^.;]|\.\d))*?"
    rf"(?<!which )(?<!that )\b(?:is|are) (?:hereby )?{_ENDED}\b(?! in part)",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"(?<!which )(?<!that )\b(?:(?:is|are) (?:cancell?ing|terminating|lifting|rescinding|revoking|withdrawing|removing)"
    rf"|cancels|terminates|lifts|rescinds|revokes|withdraws|removes) (?:the|its|an?) (?:[\w-]+ ){{0,6}}?{_TEMPORARY}\b",
    re.IGNORECASE,
)
_WHAT = r"(?:fishing|fisher(?:y|ies)|season|sector|harvest|retention|waters|areas?)\b"
_OPENS = re.compile(
    r"(?<!not )(?<!before )\b(?:(?:is|are) (?:re-?)?(?:opening|allowing)|(?:re-?)?opens|allows"
    r"|(?:action|rule|document|notice) to (?:re-?)?(?:open|allow)|announc(?:es|ing) the (?:re-?)?opening of) "
    rf"(?:the )?(?:[\w()/-]+,? ){{0,8}}?{_WHAT}"
    rf"|\b{_WHAT}(?:[^.;]|\.\d){{0,100}}? (?:will re-?open|(?:re-?opens|is re-?opened))\b",
    re.IGNORECASE,
)
_OPENING = re.compile(r"\bre-?opening\b|\bopening of\b|\bmodif\w+ (?:of )?(?:an? |the )?closures?\b", re.IGNORECASE)
"""In the heading: what was closed is opened, or the closure is another one now."""
_KEPT = re.compile(
    r"\b(?:(?:remains?|continues?|stays?) (?:to be )?(?:in (?:effect|force|place)|closed|effective)|unchanged"
    r"|unaffected|(?:is|are) extended|not (?:affect|alter|chang)\w*)\b"
)
"""What was closed stays so."""
_CLOSED = re.compile(
    r"\b(?:NMFS|Service|Coast Guard|which|that|it|was|were) (?:\w+ ){0,2}?closed\b|\bclos(?:ed|ure) (?:[^.;]|\.\d)*?\("
)
"""What was closed before, in the words of what opens it."""
_CLOSES = re.compile(
    rf"(?<!not )\b(?:(?:is|are) (?:closing|prohibiting)|closes|prohibits) (?:the )?(?:[\w()/-]+,? ){{0,8}}?{_WHAT}",
    re.IGNORECASE,
)
_WAS_OPENED = re.compile(r"\b(?:NMFS|which|that|it|was|were) (?:\w+ ){0,2}?(?:re-?)?opened\b")
_TURNED = re.compile(r"\b(?:(?P<opened>(?:re-?)?open)|clos)\w*", re.IGNORECASE)
_OF_ANOTHER = re.compile(r"\b(?:which|that) (?!was\b|were\b|is\b|are\b|NMFS\b)[a-z]+\b[^,;]*$")
"""Before a document that the one which is ended acted on: "the closure, which follows the one at C, is lifted"."""
_PARTLY = re.compile(
    r"^[^.;]{0,40}?\b(?:for(?! the (?:rest|remainder))|in(?! (?:its entirety|full|the Federal))|with respect"
    r"|only|except|within|between|north|south|east|west|to the extent|as to)\b"
)
"""After it: less than the whole is ended."""
_UNTIL = re.compile(r"\b(?:until|through|for (?:\w+ ){1,2}(?:hours|days|weeks))\b")
_AGAIN = re.compile(
    r"\bclos(?:e|es|ed|ing|ure)\b[^.;]{0,60}\b(?:again|resum\w+)\b|\b(?:re-?clos|resum)\w+", re.IGNORECASE
)


def undone(document: RegisterDocument, begins: When | None, ends: When | None) -> Iterator[Statement]:
    """State what temporary act of another document ends by one, and when.

    Args:
        document: what is read.
        begins: when it takes effect, if it tells one time.
        ends: when it ends, if it tells that.
    """
    day, texts = document.published_on, (document.dates or "", document.abstract or "")
    if day is None or not any(" FR " in text or "closed" in text or "opened" in text for text in texts):
        return
    calendar = PeriodCalendar(day, dates.FEDERAL_ZONE)
    clauses = [text[each.start : each.end].strip() for text in texts for each in sentences.split(text)]
    for clause in clauses:
        match = _IS_ENDED.search(clause) or _ENDS.search(clause)
        if match is None or not is_asserted(clause, match[0]):
            continue
        cited = _cited(clause)
        cited = tuple(each for each in cited if match.start() < each.start < match.end()) or cited
        if cited:
            yield from (
                attrs.evolve(_undoing(clause, match, cited, begins, calendar), target=(each,)) for each in cited
            )
    heading = f"{document.title}; {document.action or ''}"
    for does, was, opened in ((_OPENS, _CLOSED, False), (_CLOSES, _WAS_OPENED, True)):
        before = [(each, told) for each in clauses if (told := was.search(each))]
        done = bool(before) and any(does.search(each) and is_asserted(each) for each in clauses)
        for clause, told in before if done or (not opened and _OPENING.search(heading)) else ():
            if _KEPT.search(clause) or _IS_ENDED.search(clause) or _ENDS.search(clause):
                continue
            since = next((each.on for each in days_in(clause[told.start() :])), None)
            kind = "stay" if ends is not None and not opened and any(map(_AGAIN.search, clauses)) else "rescind"
            said = _ended(clause, begins, None if opened else ends, kind=kind)
            if not done:
                said = Statement.unread(clause, (), "whether it opens what was closed")
            said = attrs.evolve(said, label=OPENED, begun=When.parse(since) if since is not None else None)
            named = [(each,) for each in _cited(clause) if _is_of(clause[: each.start], opened)]
            if named or since is not None:
                yield from (attrs.evolve(said, target=each) for each in named or ((),))


def _is_of(before: str, opened: bool) -> bool:
    """Return whether what is cited after some words is what was opened, or what was closed."""
    turned = list(_TURNED.finditer(before))[-1:]
    return all((each["opened"] is not None) == opened for each in turned)


def _undoing(
    clause: str, match: re.Match[str], cited: Sequence[Reference], begins: When | None, calendar: PeriodCalendar
) -> Statement:
    """Return what a clause ends in so many words; unread where it may be a part, or for a time that is not told."""
    mentions = find_mentions(clause, calendar.published_on)
    outside = [each for each in mentions if each.start > cited[-1].end or each.end < match.start()]
    days = [each for each in outside if each.first.day != cited[-1].published_on]
    when, again = begins, None
    if days:
        when = when_of(days[0].first, calendar)
        again = when_of(days[0].last, calendar, inclusive=days[0].inclusive) if days[0].last else None
    rest = clause[max(match.end(), cited[-1].end) :]
    if _PARTLY.search(rest) or len(days) > 1 or (again is None and _UNTIL.search(rest)):
        return Statement.unread(clause, (), "what of it ends, and for how long", ENDED_EARLY)
    parts = parts_in(clause[match.start() : cited[0].start], ())
    wide = bool(parts) and all(len(path_of(each)) == 2 for each in parts)  # of a whole part, it is all
    done = _ended(clause, when, again, kind="stay" if again else "rescind")
    return attrs.evolve(done, parts=() if wide else parts, covered=parts if wide else ())


def _ended(clause: str, when: When | None, until: When | None, *, kind: str) -> Statement:
    return Statement(
        kind, clause, (), when or When.parse("unknown"), until, relation="rescinds", label=ENDED_EARLY,
    )  # fmt: skip


def _cited(clause: str) -> tuple[Reference, ...]:
    found = (each for each in find_references(clause) if each.kind is ReferenceKind.FR_CITATION)
    found = (each for each in found if _OF_ANOTHER.search(clause, 0, each.start) is None)
    return tuple(each for each in found if not is_in_passing(clause, (each,)))
