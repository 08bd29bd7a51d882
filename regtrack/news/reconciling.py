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
from regtrack.news.acts import ENTRIES, MAKING, Masked, clause_start, in_part, is_asserted, is_part
from regtrack.news.days import (
    Candidate,
    DateHit,
    Days,
    apart,
    days_of,
    days_of_fact,
    known_on,
    legal_days,
    meet,
    spelled,
    steps,
)
from regtrack.news.folding import details_in, find_details
from regtrack.news.item import Claim
from regtrack.news.language import is_of_one
from regtrack.news.linking import Links
from regtrack.news.matching import Facts, is_dated
from regtrack.news.recorded import made_with
from regtrack.news.remarks import outlet_days, remark
from regtrack.news.sentences import ItemSentence, count_of
from regtrack.news.tables import ClaimDetail, may_mean

SAME_ACT_DAYS = 45  # two dates of acts that can happen again are dates of one act if they are no further apart
_ENTERED_DAYS = 4  # an entry of a list that is told without a day is made by a document of so many days before
_STILL_NEWS = dt.timedelta(days=14)  # what was done so long ago is no longer announced
_SAYING = frozenset({"announce", *(kind.name for kind in KINDS.values() if kind.dimension is Dimension.ENFORCEMENT)})
"""Acts that are done by announcing them."""
_ONCE = frozenset((Operation.REACH, Operation.SHUT, Operation.VOID))
"""What happens to an instrument once, so that another date for it is a contradiction however far away."""
_NO_ACT = frozenset(("report", "note"))  # kinds of reports that claim no act
_OF_PARTS = (Dimension.DUTY, Dimension.DEADLINE)
_ON_BILLS = ("introduce", "report_out", "pass")  # votes are taken for a bill, and on it
_LIST = "list"
_VERB = 10  # so many characters after a date a verb may end, where blanks part no words
_ASIDE = re.compile(r" [-–—] [^;]{1,120}? [-–—] ")


_Against: TypeAlias = Iterable[tuple[Event, str]]
_Ways: TypeAlias = Sequence[tuple[list[Candidate], set[dt.date]]]  # what a date may mean, and the days of it
_Known: TypeAlias = tuple[str, str, list[Candidate]]  # an act on record, its instrument, and its days as they are told


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
        begun = facts.of_kind("amend") if assertion.act == "set_effective" else ()  # a change takes effect too
        same = (*facts.same_act(assertion.act), *begun)
        agreeing = [fact for fact, days in same if _agrees(assertion, fact, days)]
    if agreeing or assertion.promised:
        confirming = max(agreeing, key=lambda fact: fact.certainty, default=None)
        return Reconciliation(None if against else confirming, tuple(against))
    for fact, days in facts.of_kind(assertion.act):
        against += [(fact, words) for words in _differs(assertion, fact, days)]
    return Reconciliation(against=tuple(against))


def _agrees(assertion: _Assertion, fact: Event, known: Days) -> bool:
    """Whether a fact is what is said: the same day, or done shortly before where none is named."""
    if assertion.days:
        return meet(assertion.days, known)
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
    return not over and known[0][0] <= assertion.on and (not assertion.days or meet(assertion.days, known))


def _differs(assertion: _Assertion, fact: Event, known: Days) -> Iterable[str]:
    """In what a fact of the same act differs from what is said."""
    if assertion.done and fact.kind not in _SAYING and fact.certainty <= Certainty.ANNOUNCED and not is_dated(fact):
        announced = days_of_fact(attrs.evolve(fact, effect=None)) or known_on(fact)
        near = assertion.days or ((assertion.on, assertion.on),)
        still = not assertion.days and fact.row.operation in _ONCE and announced[0][0] <= assertion.on
        if still or apart(near, announced) <= SAME_ACT_DAYS:
            yield remark("only_announced")
        return
    if not assertion.days or not known or fact.parts:
        return
    if _of_one_act(fact, assertion.days, known):
        which = "outlet_day" if meet(assertion.besides, known) else "other_date"
        yield remark(which, known=spelled(known), date=spelled(assertion.days))


def _of_one_act(fact: Event, days: Days, others: Days) -> bool:
    """Whether days that differ can only be meant for one act: it happens once, or they are near each other."""
    return fact.row.operation in _ONCE or fact.kind == "set_effective" or apart(days, others) <= SAME_ACT_DAYS


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
    subject = _subject(sentence, text, links)
    record = _Record(sentence, links, subject, sorted(subject.about | subject.besides))
    if sentence.dates:
        found, here = record.of_dates(consumed), [each for each in claims if each.quote == sentence.quote]
    else:
        found, here = record.of_its_day(), [*claims]
    told = {(each.act, each.target) for each in here}
    for kind, id_, when in found:
        if (kind, id_) not in told:
            told.add((kind, id_))
            links.note(id_, "antecedent", sentence)
            details = find_details(sentence.text, kind, links.language)
            yield Claim(kind, id_, "", "", tuple(when), (), False, "antecedent", actor, details, sentence.quote)


@attrs.frozen
class _Subject:
    """What a sentence may tell acts of."""

    about: set[str]  # the instruments that it names or points to, or is quoted under
    besides: set[str]  # those that its item speaks of besides, if it names none, or counts several
    part: set[str]  # those of which it tells something in them only, or about them
    counts: tuple[int, str]  # of how many documents it tells, and of which class: "both rules"; 0 for any number


def _subject(sentence: ItemSentence, text: Masked, links: Links) -> _Subject:
    """Return what a sentence may tell acts of."""
    found, part, classes = links.spoken_of, in_part(text, links.language), links.index.classes
    named = {next(iter(each.ids)) for each in sentence.phrases if len(each.ids) == 1}
    about = {id_ for id_ in links.about(sentence) if not named or id_ in named or id_ not in found}
    nouns = [each for each in sentence.phrases if not each.ids]
    besides = {id_ for id_ in {*found} - about if all(_may_be(each.class_, classes[id_]) for each in nouns)}
    ids = about or (set(found) if len(found) == 1 else set())
    new = {each.class_ for each in nouns if each.new and links.language.spaces} - {"permission"}  # "needs a license"
    if new:  # what "a final rule" does is done to no license
        told = {i for i in ids | besides if not {*classes[i]} - {""} or classes[i] & {*new, _LIST}}
        ids, besides = (each & (each if "document" in new else told | named) for each in (ids, besides))
    else:
        ids = set(_as_pointed({each.class_ for each in nouns if each.points}, ids, links))
    counts = max(((count_of(each, sentence), each.class_) for each in sentence.phrases), default=(1, ""))
    if counts[0] == 1:
        guards, (first, verb) = links.language.guards, (*sentence.text.split(maxsplit=2), "", "")[:2]
        both = guards["several"].match(first) and guards["phrase_stops"].fullmatch(verb)  # "Both take effect"
        plural = [each.class_ for each in nouns[:1] if each.start <= sentence.start + 1 and each.name.endswith("s")]
        counts = (2, "") if both else (0, plural[0]) if plural else (1, "")
    return _Subject(ids, besides if counts[0] != 1 or not named else set(), part, counts)


def _may_be(class_: str, own: Collection[str]) -> bool:
    """Whether words of a class may point to an instrument, by the classes of its names."""
    return any(may_mean(class_, each) for each in {*own} - {""} or {""})


def _as_pointed(points: Collection[str], ids: Iterable[str], links: Links) -> Iterator[str]:
    """Return instruments, each as that of its day and body that a sentence points to by its class: no license in it."""
    for id_ in ids:
        others = (each for each in links.found if links.index.classes[each].intersection(points))
        fits = not points or links.index.classes[id_] & {*points, _LIST}
        yield id_ if fits else next((each for each in others if made_with(links.match, id_, each)), id_)


@attrs.frozen
class _Record:
    """What the record has of what a sentence tells."""

    sentence: ItemSentence
    links: Links
    subject: _Subject
    ids: Sequence[str]

    def of_its_day(self) -> Iterator[_Known]:
        """Return the acts of the item's day, or the day before, for which a sentence at its head has words."""
        on, sentence = self.links.item.on, self.sentence
        for id_ in self.subject.about - self.subject.part if sentence in self.links.item.sentences[:2] else ():
            done = self.links.ledger.facts(id_).done
            for kind in sorted({act for act, day in done if on is not None and 0 <= (on - day).days <= 1}):
                words = self.links.language.act_words.get(kind) if is_of_one(kind) else None
                told = words.finditer(sentence.whole.text, sentence.start, sentence.end) if words is not None else ()
                if any(self._is_asserted(each, sentence.start) for each in told):
                    yield kind, id_, []

    def of_dates(self, consumed: Collection[int]) -> Iterator[_Known]:
        """Return the acts for which a sentence has a word and their date: for each that of the word nearest to it."""
        done = {day for id_ in self.ids for _, day in self.links.ledger.facts(id_).done}
        ways = [(hit, self._ways(hit)) for hit in self.sentence.dates]
        known = [(hit, told) for hit, told in ways if any(days & done for _, days in told)]
        for hit, told in known:
            options = list(self._options(hit, told, known)) if id(hit) not in consumed else []
            nearest = min((gap for gap, *_ in options), default=0)
            yield from (each for gap, each in options if gap == nearest)

    def _ways(self, hit: DateHit) -> _Ways:
        """Return what a date may mean by either tense."""
        told = (self.sentence.resolved([hit], tense) for tense in ("past", "future"))
        return [(when, {first for first, last in days_of(when) if first == last}) for when in told]

    def _of(self, kind: str, told: _Ways) -> list[_Known]:
        """Return the acts that a kind of words may mean, on the days that a date may mean."""
        acts = ((_on_record(kind, on, id_, self.links), id_, when) for when, on in told for id_ in self.ids)
        return [each for each in acts if each[0]]

    def _options(
        self, hit: DateHit, told: _Ways, others: Sequence[tuple[DateHit, _Ways]]
    ) -> Iterator[tuple[int, _Known]]:
        """Return the acts of a date for which a sentence has a word that is nearest to it, and how near."""
        sentence, match, text = self.sentence, self.links.match, self.sentence.whole.text
        factive, vocabulary = self.links.language.guards["factive"], self.links.language.vocabulary
        bodies = match.bodies(sentence.text)
        for kind, pattern in self.links.language.act_words.items():
            if (hit.row.means == "now" and not self.subject.about) or (hit.role == "from" and KINDS[kind].sets_an_end):
                continue  # "at once" dates what the sentence is about; "from D to D2"
            # who else says something acts not
            every = [each for each in self._of(kind, told) if kind != "announce" or match.acts_in(each[1], bodies)]
            rivals = [other for other, ways in others if every and self._of(kind, ways)]
            made = self._made_on(hit) if every and kind == "publish" else set()
            yield from ((0, each) for each in every if each[1] in made)
            # what is done "from its publication" follows these words, where no blanks part them
            since = hit.end if hit.row.means == "now" and not self.links.language.spaces else sentence.start
            for word in pattern.finditer(text, since, sentence.end) if rivals else ():
                gap, clause = _gap(word, hit), clause_start(text, sentence.start, word.start())
                clause = max((each.end() for each in factive.finditer(text, clause, word.start())), default=clause)
                sole = is_of_one(kind) or gap > min(_gap(word, other) for other, _ in others)
                if (
                    0 <= gap == min(_gap(word, each) for each in rivals)
                    and self._is_asserted(word, clause)
                    and not (self._is_parted(word, hit) or (sole and self._is_hedged(word, hit)))
                ):
                    sure = bool(vocabulary.words_of(word[0])[1] & vocabulary.effects)
                    near = [each for each in every if not self._is_apart(word, each[1])]
                    yield from ((gap, each) for each in self._meant(near, kind, sure=sure))

    def _meant(self, known: Sequence[_Known], kind: str, *, sure: bool) -> Sequence[_Known]:
        """Return those that a word tells of acts on record.

        That is what the sentence is about; else the only one, where the word tells that law binds (``sure``), or as
        many as it counts. Comments are made on what is told in part, and duties complied with in it.
        """
        whole = () if KINDS[kind].dimension in _OF_PARTS or kind in _ON_BILLS else self.subject.part
        (count, class_), classes = self.subject.counts, self.links.index.classes
        about = [each for each in known if each[1] in self.subject.about and each[1] not in whole]
        every = [each for each in known if each[1] not in whole and (not class_ or _may_be(class_, classes[each[1]]))]
        number = len({id_ for _, id_, _ in every})
        several = number > 1 and count in (0, number)
        return every if several or (number == count == 1 and sure and not about) else about

    def _is_asserted(self, word: re.Match[str], clause: int) -> bool:
        return is_asserted(self.sentence.whole.text, clause, *word.span(), self.links.language)

    def _made_on(self, hit: DateHit) -> set[str]:
        """Return what a date is the day of, by the noun of a document: "the notice of D", "the D notice"."""
        text, language = self.sentence.whole.text, self.links.language
        for each in self.sentence.phrases:
            within = each.start < hit.end < each.end and not (each.ids and language.spaces)  # else it is in a name
            named = each.ids and each.rule != "words"
            points = named or not (each.new or is_part(text, each.start, language))
            clause = clause_start(text, self.sentence.start, each.start)
            beside = within or language.guards["dated"].fullmatch(text, each.end, hit.start)
            if beside and points and is_asserted(text, clause, each.start, each.end, language):
                return {*each.ids} or self.subject.about
        return set()

    def _is_parted(self, word: re.Match[str], hit: DateHit) -> bool:
        """Whether another clause begins between a word and a date, which is no aside."""
        start, end = (word.end(), hit.start) if word.end() <= hit.start else (hit.end, word.start())
        text = _ASIDE.sub(lambda aside: "," * len(aside[0]), self.sentence.whole.text[:end])
        parts = self.links.language.guards["dates_other"].finditer(text, start)
        return any(each.end() < hit.start - 1 or each.start() >= hit.end for each in parts)

    def _is_apart(self, word: re.Match[str], id_: str) -> bool:
        """Whether an instrument is first named in a later part of the sentence, of which a word is not told."""
        named = min((each.start for each in self.sentence.phrases if id_ in each.ids), default=0)
        return self.links.language.guards["apart"].search(self.sentence.whole.text, word.end(), named) is not None

    def _is_hedged(self, word: re.Match[str], hit: DateHit) -> bool:
        """Whether words between that for an act and its date, or after both, leave it open: "would start on D"."""
        text, language, last = self.sentence.whole.text, self.links.language, max(word.end(), hit.end)
        before = hit.start - 1  # without the blank, else "to D" begins an infinitive
        if word.end() <= hit.start and language.guards["unsure_before"].search(text, word.end(), before):
            return True
        return not language.spaces and language.guards["unsure_after"].search(text, last, last + _VERB) is not None


def _on_record(kind: str, days: Collection[dt.date], id_: str, links: Links) -> str:
    """Return the act that the record has on one of these days.

    For a publication, and what a document does by being issued, that is any step in its making.
    """
    enters = kind in ENTRIES and _LIST in links.index.classes[id_]
    begun = {"amend"} if kind == "set_effective" else {"set_effective"} if enters else set()  # a change begins
    alike = {kind, *begun, *(MAKING if enters or kind in MAKING else ())}
    found = {act for act, day in links.ledger.facts(id_).done if act in alike and day in days}
    return kind if kind in found else min(found, default="")


def _gap(match: re.Match[str], hit: DateHit) -> int:
    return max(hit.start - match.end(), match.start() - hit.end)
