"""A statement against what is recorded of its instrument: confirmed, contradicted, or neither.

Nothing is overwritten: values that compete are kept, each with its source, and a statement that differs says with which
facts (semantics, section 7). Facts are what the ledger has of the same instrument, except reports and claims that
contradict it themselves: of two reports that differ neither is the record.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TypeAlias

import attrs

from regtrack import dates
from regtrack.model.event import Event
from regtrack.model.instrument import Instrument
from regtrack.model.kinds import KINDS, Certainty, Dimension, Operation
from regtrack.model.when import WhenKind
from regtrack.news.acts import ENTRIES, MAKING, Masked, is_asserted, is_part
from regtrack.news.days import Candidate, DateHit, Days, days_of, days_of_fact, known_on, legal_days, steps
from regtrack.news.folding import details_in, find_details
from regtrack.news.item import Claim, Phrase
from regtrack.news.language import Language, is_of_one
from regtrack.news.linking import Links
from regtrack.news.matching import Facts, is_dated
from regtrack.news.recorded import made_with
from regtrack.news.remarks import outlet_days, remark
from regtrack.news.sentences import ItemSentence
from regtrack.news.tables import ClaimDetail

SAME_ACT_DAYS = 45  # two dates of acts that can happen again are dates of one act if they are no further apart
_ENTERED_DAYS = 4  # an entry of a list that is told without a day is made by a document of so many days before
_STILL_NEWS = dt.timedelta(days=14)  # what was done so long ago is no longer announced
_SAYING = frozenset({"announce", *(kind.name for kind in KINDS.values() if kind.dimension is Dimension.ENFORCEMENT)})
"""Acts that are done by announcing them."""
_ONCE = frozenset((Operation.REACH, Operation.SHUT, Operation.VOID))
"""What happens to an instrument once, so that another date for it is a contradiction however far away."""
_NO_ACT = frozenset(("report", "note"))  # kinds of reports that claim no act

_NOTHING = Phrase(0, 0, "")
_LIST = "list"
_VERB = 10  # so many characters after a date a verb may end, where blanks part no words
_CLAUSES = ";。,、，"  # marks between clauses

_Against: TypeAlias = Iterable[tuple[Event, str]]


@attrs.frozen
class Reconciliation:
    """What is recorded of what is claimed."""

    confirmed_by: Event | None = None  # the fact that says the same; None if none does
    # the facts that say something else, each with what it differs in, as a remark
    against: tuple[tuple[Event, str], ...] = ()


@attrs.frozen
class _Assertion:
    """What is compared: an act with its days."""

    act: str  # its kind
    done: bool  # whether it is said to be done
    promised: bool  # whether it is only announced, for a day that nobody tells
    days: Days  # the days it has; of one that is only announced, those of that
    besides: Days  # those it has if the outlet's own day is meant
    on: dt.date  # the day on which it was said


def reconcile(claim: Claim, facts: Facts, instrument: Instrument, said_on: dt.date) -> Reconciliation:
    """Compare a claim with the facts of its instrument."""
    told = claim.until if KINDS[claim.act].sets_an_end and not claim.when else claim.when or claim.announced
    meant, besides = legal_days(told, instrument.legal_zone)
    promised = claim.ahead and not claim.when
    assertion = _Assertion(claim.act, not claim.ahead, promised, days_of(meant), days_of(besides), said_on)
    return _compare(assertion, facts, other_details(claim.details, facts))


def review(report: Event, facts: Facts, instrument: Instrument, language: str) -> Reconciliation:
    """Compare a report that is recorded with the facts of its instrument.

    As :func:`reconcile` does, from what a report keeps of its claim: an act whose day had come when it was reported was
    said to be done.
    """
    against = other_details(_details_of(report, language), facts)
    if report.kind in _NO_ACT:
        return Reconciliation(against=tuple(against))
    stated = report.until if report.row.sets_an_end else report.effect
    promised = stated is not None and stated.kind is WhenKind.UNKNOWN
    told = report.announced if promised else stated
    days = days_of([Candidate(told, "", instrument.legal_zone)]) if told is not None else ()
    on: dt.date = dates.day_of(report.known_from().public(instrument.legal_zone), instrument.legal_zone)
    done = not promised and (stated is None or any(last <= on for _, last in days))
    besides = tuple((day, day) for day in map(dates.parse_date, outlet_days(report.note)))
    return _compare(_Assertion(report.kind, done, promised, days, besides, on), facts, against)


def _details_of(report: Event, language: str) -> frozenset[ClaimDetail]:
    act = "note" if report.kind in _NO_ACT else report.kind
    found = (details_in(each.quote, act, language) for each in report.evidence if each.quote is not None)
    return frozenset().union(*found)


def _compare(assertion: _Assertion, facts: Facts, details: _Against) -> Reconciliation:
    against = list(details)
    if assertion.promised:
        agreeing = [fact for fact, _ in facts.of_kind(assertion.act) if _is_promise_of(assertion, fact)][:1]
    else:
        agreeing = [fact for fact, days in facts.same_act(assertion.act) if _agrees(assertion, fact, days)]
    if agreeing or assertion.promised:
        confirming = max(agreeing, key=lambda fact: fact.certainty, default=None)
        return Reconciliation(None if against else confirming, tuple(against))
    for fact, days in facts.of_kind(assertion.act):
        against += [(fact, words) for words in _differs(assertion, fact, days)]
    return Reconciliation(against=tuple(against))


def _agrees(assertion: _Assertion, fact: Event, known: Days) -> bool:
    """Whether a fact is what is said: the same day, or done shortly before where none is named."""
    if assertion.days:
        return _meet(assertion.days, known)
    same = fact.kind == assertion.act
    if not assertion.done or not (same or assertion.act in ENTRIES):
        return False
    if fact.certainty <= Certainty.ANNOUNCED and fact.kind not in _SAYING:
        return False
    since = SAME_ACT_DAYS if same else _ENTERED_DAYS
    return any(first <= assertion.on and assertion.on.toordinal() - last.toordinal() <= since for first, last in known)


def _is_promise_of(assertion: _Assertion, fact: Event) -> bool:
    """Whether a fact is what is announced: known by then, not long done, and announced on the day that is told."""
    due = days_of_fact(fact)
    known = (*steps(fact), *due) or known_on(fact)
    over = is_dated(fact) and any(assertion.on - last > _STILL_NEWS for _, last in due)
    return not over and known[0][0] <= assertion.on and (not assertion.days or _meet(assertion.days, known))


def _differs(assertion: _Assertion, fact: Event, known: Days) -> Iterable[str]:
    """In what a fact of the same act differs from what is said."""
    if assertion.done and fact.kind not in _SAYING and fact.certainty <= Certainty.ANNOUNCED and not is_dated(fact):
        announced = days_of_fact(attrs.evolve(fact, effect=None)) or known_on(fact)
        near = assertion.days or ((assertion.on, assertion.on),)
        still = not assertion.days and fact.row.operation in _ONCE and announced[0][0] <= assertion.on
        if still or _apart(near, announced) <= SAME_ACT_DAYS:
            yield remark("only_announced")
        return
    if not assertion.days or not known or fact.parts:
        return
    if _of_one_act(fact, assertion.days, known):
        which = "outlet_day" if _meet(assertion.besides, known) else "other_date"
        yield remark(which, known=_spelled(known), date=_spelled(assertion.days))


def _of_one_act(fact: Event, days: Days, others: Days) -> bool:
    """Whether days that differ can only be meant for one act: it happens once, or they are near each other."""
    return fact.row.operation in _ONCE or fact.kind == "set_effective" or _apart(days, others) <= SAME_ACT_DAYS


def _spelled(days: Days) -> str:
    """Days in ISO form: of several the first, since they are the steps of one act or candidates for one day."""
    first, last = days[0]
    return first.isoformat() if first == last else f"{first.isoformat()}..{last.isoformat()}"


def _meet(days: Days, others: Days) -> bool:
    return any(first <= end and start <= last for first, last in days for start, end in others)


def _apart(days: Days, others: Days) -> int:
    """Days between the nearest of two sets of spans."""
    return min(
        max(start.toordinal() - last.toordinal(), first.toordinal() - end.toordinal(), 0)
        for first, last in days
        for start, end in others
    )


def other_details(details: frozenset[ClaimDetail], facts: Facts) -> Iterator[tuple[Event, str]]:
    """Facts that give a detail otherwise: where a firm is from, what a thing derives from, whom it is limited to."""
    seen: set[str] = set()
    for name in sorted({each.name for each in details}):
        values = {each.value for each in details if each.name == name}
        known = facts.details.get(name, ())
        if any(value in values for _, value in known):
            continue
        for fact, value in known:
            if fact.key not in seen:
                seen.add(fact.key)
                yield fact, remark("detail", detail=name, told=", ".join(sorted(values)), known=value)


# --- what an item tells again: by a word for an act on record, its instrument and its very day ------------------------


def restated(
    sentence: ItemSentence, text: Masked, links: Links, claims: Iterable[Claim], consumed: Collection[int], actor: str
) -> Iterator[Claim]:
    """Return the acts on record that a sentence tells again, besides the ``claims`` that were read already.

    Dates that belong to one of these are ``consumed``, by their identity.
    """
    found = links.spoken_of
    named = {next(iter(each.ids)) for each in sentence.phrases if len(each.ids) == 1}
    about = {id_ for id_ in links.about(sentence) if not named or id_ in named or id_ not in found}
    ids = (about or (set(found) if len(found) == 1 else set())) - _in_part(text, links)
    new = {each.class_ for each in sentence.phrases if each.new and not each.ids and links.language.spaces}
    if new:  # what "a final rule" does is done to no license
        ids = {id_ for id_ in ids if id_ in named or links.index.classes[id_] & new}
    ids = ids if new else set(_as_pointed(sentence, ids, links))
    if not ids:
        return
    if not sentence.dates:
        yield from _of_its_day(sentence, links, claims, ids, actor)
        return
    told = {(each.act, each.target) for each in claims if each.quote == sentence.quote}
    done = {day for id_ in ids for _, day in links.ledger.facts(id_).done}
    known = [hit for hit in sentence.dates if any(_exact_days(when) & done for when in _ways(sentence, hit))]
    for hit in known:
        options = list(_options(sentence, hit, ids, known, links)) if id(hit) not in consumed else []
        nearest = min((gap for gap, *_ in options), default=0)
        for gap, kind, id_, when in options:
            if gap == nearest and (kind, id_) not in told:
                told.add((kind, id_))
                links.note(id_, "antecedent", sentence)
                details = find_details(sentence.text, kind, links.language)
                yield Claim(kind, id_, "", "", tuple(when), (), False, "antecedent", actor, details, sentence.quote)


def _as_pointed(sentence: ItemSentence, ids: Iterable[str], links: Links) -> Iterator[str]:
    """Return instruments, each as that of its day and body that a sentence points to by its class: no license in it."""
    points = {each.class_ for each in sentence.phrases if each.points and not each.ids}
    for id_ in ids:
        others = (each for each in links.found if links.index.classes[each] & points)
        fits = not points or links.index.classes[id_] & {*points, _LIST}
        yield id_ if fits else next((each for each in others if made_with(links.match, id_, each)), id_)


def _of_its_day(
    sentence: ItemSentence, links: Links, claims: Iterable[Claim], ids: Iterable[str], actor: str
) -> Iterator[Claim]:
    """Return the acts on record of the item's day, or the day before, for which a sentence at its head has words."""
    on, text = links.item.on, sentence.whole.text
    if on is None or sentence not in links.item.sentences[:2]:
        return
    told = {(each.act, each.target) for each in claims}
    for id_ in ids:
        acts = {kind for kind, day in links.ledger.facts(id_).done if is_of_one(kind) and 0 <= (on - day).days <= 1}
        for kind in sorted(acts):
            words = links.language.act_words.get(kind)
            for match in words.finditer(text, sentence.start, sentence.end) if words is not None else ():
                if (kind, id_) not in told and is_asserted(text, sentence.start, *match.span(), links.language):
                    told.add((kind, id_))
                    details = find_details(sentence.text, kind, links.language)
                    yield Claim(kind, id_, "", "", (), (), False, "antecedent", actor, details, sentence.quote)


def _in_part(text: Masked, links: Links) -> set[str]:
    """Return the instruments of which a sentence speaks in part only: of something in them, or about them."""
    less: dict[str, list[bool]] = {}
    for place, char in enumerate(text.text):
        for id_ in (text.phrase(char) or _NOTHING).ids:
            owns = text.text.startswith("'", place + 1)
            less.setdefault(id_, []).append(owns or is_part(text.text, place, links.language))
    return {id_ for id_, each in less.items() if all(each)}


def _ways(sentence: ItemSentence, hit: DateHit) -> list[list[Candidate]]:
    """Return what a date may mean by either tense."""
    return [sentence.resolved([hit], tense) for tense in ("past", "future")]


def _exact_days(when: Iterable[Candidate]) -> set[dt.date]:
    return {first for first, last in days_of(when) if first == last}


def _options(
    sentence: ItemSentence, hit: DateHit, ids: Iterable[str], others: Sequence[DateHit], links: Links
) -> Iterator[tuple[int, str, str, list[Candidate]]]:
    """Return the acts on record of a date for which a sentence has a word that is nearest to it, and how near."""
    ways, bodies, text = _ways(sentence, hit), links.match.bodies(sentence.text), sentence.whole.text
    factive = links.language.guards["factive"]
    for kind, pattern in links.language.act_words.items():
        known = [
            (act, id_, when)
            for when in ways
            for id_ in sorted(ids)
            if (kind != "announce" or links.match.acts_in(id_, bodies))  # who else says something acts not
            and (act := _on_record(kind, _exact_days(when), id_, links))
        ]
        rivals = [
            each for each in others
            if any(_on_record(kind, _exact_days(when), id_, links) for when in _ways(sentence, each) for id_ in ids)
        ]  # fmt: skip
        # what is done "from its publication" follows these words, where no blanks part them
        since = hit.end if hit.row.means == "now" and not links.language.spaces else sentence.start
        for match in pattern.finditer(text, since, sentence.end) if known else ():
            gap = _gap(match, hit)
            near = 0 <= gap == min(_gap(match, each) for each in rivals)
            sole = is_of_one(kind) or gap > min(_gap(match, each) for each in others)
            clause = max(sentence.start, *(text.rfind(mark, sentence.start, match.start()) + 1 for mark in _CLAUSES))
            clause = max((each.end() for each in factive.finditer(text, clause, match.start())), default=clause)
            asserted = is_asserted(text, clause, *match.span(), links.language)
            hedged = sole and _is_hedged(text, match, hit, links.language)
            if near and asserted and not hedged and not _is_parted(sentence, match, hit, links):
                yield from ((gap, act, id_, when) for act, id_, when in known)


def _on_record(kind: str, days: Collection[dt.date], id_: str, links: Links) -> str:
    """Return the act that the record has on one of these days.

    For a publication, and what a document does by being issued, that is any step in its making.
    """
    making = kind in MAKING or (kind in ENTRIES and _LIST in links.index.classes[id_])
    alike = {kind, "amend" if kind == "set_effective" else kind, *(MAKING if making else ())}  # a change begins
    found = {act for act, day in links.ledger.facts(id_).done if act in alike and day in days}
    return kind if kind in found else min(found, default="")


def _is_parted(sentence: ItemSentence, match: re.Match[str], hit: DateHit, links: Links) -> bool:
    """Whether another clause begins between a word and a date."""
    start, end = (match.end(), hit.start) if match.end() <= hit.start else (hit.end, match.start())
    parts = links.language.guards["dates_other"].finditer(sentence.whole.text, start, end)
    return any(each.end() < hit.start - 1 or each.start() >= hit.end for each in parts)


def _is_hedged(text: str, match: re.Match[str], hit: DateHit, language: Language) -> bool:
    """Whether words between that for an act and its date, or right after both, leave it open: "would start on D"."""
    last = max(match.end(), hit.end)
    if match.end() <= hit.start and language.guards["unsure_before"].search(text, match.end(), hit.start):
        return True
    return not language.spaces and language.guards["unsure_after"].search(text, last, last + _VERB) is not None


def _gap(match: re.Match[str], hit: DateHit) -> int:
    return max(hit.start - match.end(), match.start() - hit.end)
