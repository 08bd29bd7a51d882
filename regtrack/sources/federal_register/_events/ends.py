"""How ends are told: of a document, of the licences that it publishes, and of what another document closed or began."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

import attrs

from regtrack import dates
from regtrack.citations import Reference, ReferenceKind
from regtrack.dates_in_text.expressions import TimeExpression, find_mentions, masked
from regtrack.dates_in_text.words import count as number_of
from regtrack.dates_in_text.words import holds
from regtrack.model.scope import path_of
from regtrack.model.when import When
from regtrack.sources.federal_register._events import end_words as words
from regtrack.sources.federal_register._events.asserted import is_asserted, is_governed, is_in_passing
from regtrack.sources.federal_register._events.cited_parts import parts_in
from regtrack.sources.federal_register._events.scoping import SCOPE_UNREAD
from regtrack.sources.federal_register._events.spans import is_day
from regtrack.sources.federal_register.acts import Classification
from regtrack.sources.federal_register.claims import DateClaim
from regtrack.sources.federal_register.deeds import ENDINGS
from regtrack.sources.federal_register.document import DocumentType, RegisterDocument
from regtrack.sources.federal_register.references.finder import days_in, find_references
from regtrack.sources.federal_register.references.targets import ActTarget, all_names
from regtrack.sources.federal_register.text import sentences
from regtrack.sources.federal_register.text.settle import UNKNOWN, PeriodCalendar, when_of
from regtrack.sources.federal_register.text.statement import Statement

ENDED_EARLY, OPENED = "end_early", "open"
"""Labels: of what is ended in so many words, and of an opening, which the ledger has to know for that of a closure."""
_NO_RULES = frozenset(("notice", "guidance", "order"))
_ENDS = frozenset(("set_expiry", "extend_expiry"))
_OVER = Statement("rescind", None, when=UNKNOWN, relation="rescinds", label=ENDED_EARLY)


_DAYS = re.compile("[#~]")


def _end_of_quarter(begin: TimeExpression, unit: str) -> dt.date | None:
    """Return the last day of a calendar quarter that begins on a day; None for another period."""
    day = begin.first.day
    if day is None or unit.lower() != "calendar quarter" or day.day != 1 or day.month % 3 != 1:
        return None
    return dt.date(day.year + day.month // 10, (day.month + 2) % 12 + 1, 1) - dt.timedelta(days=1)


def told_once(said: list[Statement]) -> list[Statement]:
    """Return statements without an end that another one tells for the same day, and exactly: "through D" is no "D"."""
    exact = {_end_of(each) for each in said if each.until is not None and each.until.inclusive} if said[1:] else set()
    return said if not exact else [
        each for each in said
        if each.kind not in _ENDS or each.until is None or each.until.inclusive or _end_of(each) not in exact
    ]  # fmt: skip


def _end_of(said: Statement) -> tuple[object, ...]:
    return said.until and said.until.text, tuple(each.name for each in said.target), said.parts, said.exclude


def without(dated: Iterable[Statement], ends: Collection[Statement]) -> list[Statement]:
    """Return statements without its own end, and what is vacated in part, if an end that is shortened tells it."""
    days = {each.until.text for each in ends if each.until is not None}
    cut = {name.name for each in ends if each.until is not None for name in each.target}
    return list(dated) if not ends else [
        each for each in dated
        if not (each.kind in _ENDS and not each.target and each.until is not None and each.until.text in days)
        and not ((each.kind in _ENDS or SCOPE_UNREAD in each.flags) and any(name.name in cut for name in each.target))
    ]  # fmt: skip


class EndReader:
    """What one document tells of ends."""

    def __init__(self, document: RegisterDocument) -> None:
        self.document = document
        is_issued = document.published_on is not None  # a filing that was called off does nothing
        self._letters = document.letters if is_issued else ""
        self._heading = document.heading if is_issued else ""
        self._published = document.published_on or dt.date.min
        self._calendar = PeriodCalendar(self._published, dates.FEDERAL_ZONE)

    def holds(self, signs: Iterable[str]) -> bool:
        """Return whether the document holds some letters, in lower case, in its heading, DATES or SUMMARY."""
        return holds(self._letters, signs) or holds(self._heading, signs)

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """Those of DATES and SUMMARY."""
        texts = (self.document.dates or "", self.document.abstract or "")
        return tuple(text[each.start : each.end].strip() for text in texts for each in sentences.split(text))

    def _told(self, row: words.EndWords) -> Iterator[tuple[str, re.Match[str]]]:
        """Yield where a row's cue tells what the document does, with its sentence."""
        told = holds(self._letters, row.letters) and row.heading.search(self._heading) is not None
        for sentence in self.sentences if told and not any(map(row.beside.search, self.sentences)) else ():
            for cue in row.cue.finditer(sentence):
                undone = row.before.search(sentence, 0, cue.start()) or is_governed(sentence, cue.start())
                if not undone and is_asserted(sentence, cue[0]):
                    yield sentence, cue

    def own(self, classification: Classification) -> Statement | None:
        """Return the end of a document that is for nothing but what it lets be, or go on, until a day."""
        if self.document.instructions or not (classification.kind in _NO_RULES or self._announces_discretion()):
            return None
        told = (found for row in (words.FORBEARS, words.EXTENDS) for found in self._told(row))
        found = [] if not holds(self._letters, words.OF_OWN_END) else [
            (end, sentence) for sentence, cue in told for each in find_mentions(sentence, self._published)
            if not cue.start() <= each.start < cue.end()
            and not words.NOT_ITS_DAY.search(sentence[cue.end() : each.start])
            and not words.LATER.match(sentence, each.end)
            and ((until := words.UNTIL.search(sentence, 0, each.start)) or each.last)
            and (end := self._end(each, until)).dated and end.text[:10] >= self._published.isoformat()
        ]  # fmt: skip
        if not found and (printed := self._of_printed_period()) is None:
            return None
        if any(each.verb in ENDINGS and not each.proposed for each in classification.deeds):
            return None
        if not found:
            return printed
        end, sentence = max(found, key=lambda each: (each[0].text, each[0].inclusive))
        flags = ("end_ambiguous",) if is_day(end) and not end.inclusive else ()
        return Statement("set_expiry", sentence, until=end, flags=flags)

    def at_most(self, begins: When | None) -> Iterator[Statement]:
        """State that a notice which does something for a time goes on to the end of that time, and perhaps longer."""
        may = self.document.type is DocumentType.NOTICE and holds(self._letters, words.OF_TIME)
        told = list(self._told(words.AT_MOST)) if may else []
        for sentence, cue in told[:1] if len({each["count"] for _, each in told}) == 1 else ():
            first = begins.days(self._published) if begins is not None else (self._published, self._published)
            count, unit = number_of(cue["count"]) or 0, cue["unit"].lower()
            if first is not None and not words.FROM_ANOTHER.search(sentence, cue.end()):
                months = 12 * count if unit == "year" else count
                day = dates.add_days(first[0], count) if unit == "day" else dates.add_months(first[0], months)
                said = f"For a time that is over on {day}, unless it ended before or is extended."
                yield Statement("set_expiry", sentence, until=When.parse(f"later of {day}, unknown"), summary=said)

    def _announces_discretion(self) -> bool:
        """Return whether ACTION tells that a rule only forbears, and DATES no day of its effect."""
        if words.OF_DISCRETION.search(self.document.action or "") is None:
            return False
        return self.document.effective_on is None and "effect" not in (self.document.dates or "").lower()

    def _of_printed_period(self) -> Statement | None:
        """Return the end of a notice of rates, fees or the like for one period, as title or SUMMARY print it."""
        if not (holds(self._heading, words.OF_PAY) and words.IS_PAID.search(self.document.title)):
            return None
        told = (self.document.title, *self.sentences)
        if any(map(words.LASTS_LONGER.search, (*told, self._heading))):
            return None
        found = {}
        for sentence in (each for each in told if not _DAYS.search(each)):
            days = find_mentions(sentence, self._published)
            marked = masked(sentence, days, "~")
            for period in words.PRINTED_PERIOD.finditer(marked):
                last = days[len(_DAYS.findall(marked, 0, period.end())) - 1]
                day = _end_of_quarter(last, period["unit"]) if period["begin"] else (last.last or last.first).day
                if (
                    day is None
                    or day < self._published
                    or not (sentence == told[0] or words.OF_PERIOD.search(sentence))
                ):
                    return None
                found[day] = sentence
        if len(found) != 1:
            return None
        ((day, sentence),) = found.items()
        return Statement("set_expiry", sentence, until=attrs.evolve(When.parse(f"{day}"), inclusive=True))

    def renewed_until(self, sentence: str) -> When | None:
        """Return the one day to come until which a sentence says that something lasts."""
        ends = [
            self._end(each, until) for each in find_mentions(sentence, self._published)
            if not words.WAS_UNTIL.search(sentence, 0, each.start)
            and ((until := words.UNTIL.search(sentence, 0, each.start)) or each.last)
        ]  # fmt: skip
        one = ends[0] if len(ends) == 1 and ends[0].dated else None
        return one if one is not None and one.text[:10] > self._published.isoformat() else None

    def shortened(self, acted_on: Sequence[ActTarget]) -> Iterator[Statement]:
        """Yield the earlier end of what another notice gave, which is none of its own; in doubt if not read."""
        if not self.holds(words.SHORTENS.letters) or any(map(words.SHORTENS.beside.search, self.sentences)):
            return
        acts = [each for each, _ in self._told(words.SHORTENS) if not words.NO_SPAN.search(each)]
        headed = words.SHORTENS.cue.search(self._heading) and not words.NO_SPAN.search(self._heading)
        cited = {name.name: name for each in self.sentences for name in _cited(each)} if acts or headed else {}
        if len(cited) != 1:
            return
        ends = {each: end for each in self.sentences if (end := self._earlier_end(each)) is not None}
        target, days = all_names(acted_on, *cited.values()), {each.text for each in ends.values()}
        if len(days) == 1:
            sentence, end = max(ends.items(), key=lambda each: each[1].inclusive)
            flags = () if end.inclusive else ("end_ambiguous",)
            yield Statement("set_expiry", sentence, target, until=end, flags=flags)
        elif days or any(map(words.CUTS.search, acts)):
            yield Statement.unread(next(iter(ends), self.document.title), target, "when it ends that is shortened")

    def _earlier_end(self, sentence: str) -> When | None:
        days = [each for each in find_mentions(sentence, self._published) if not each.last]
        marked = masked(sentence, days)
        told = words.EARLIER.search(marked) if days else None
        told = None if told is None or words.NO_SPAN.search(marked, 0, told.end()) else told
        day = days[marked.count("#", 0, told.end()) - 1].first.day if told and is_asserted(sentence) else None
        if told is None or day is None or day < self._published:
            return None
        return attrs.evolve(When.parse(f"{day}"), inclusive=told["how"] != "until")

    def _end(self, time: TimeExpression, until: re.Match[str] | None) -> When:
        """Return the end that a time is, by the words before it."""
        how = until.lastgroup if until is not None else None
        end = when_of(time.last or time.first, self._calendar, inclusive=time.inclusive if time.last else how == "last")
        return attrs.evolve(end, inclusive=True) if how == "over" and is_day(end) else end

    def made_before(self) -> Iterator[Statement]:
        """State that a notice of a declaration is in force from its own day or from publication, whichever it is."""
        for sentence, cue in self._told(words.MADE_BEFORE) if self.document.type is DocumentType.NOTICE else ():
            times = find_mentions(sentence, self._published)
            day = next((each.first.day for each in times if each.start == cue.end() and not each.last), None)
            if day is not None and day < self._published and sentence in (self.document.dates or ""):
                yield Statement("set_effective", sentence, when=When.parse(f"{day}..{self._published}"))
                return

    def of_exemption(self, claims: list[DateClaim]) -> list[DateClaim]:
        """Return claims, the days from which and until which an exemption applies as those of its force."""
        granted = "exempti" in self._heading and words.EXEMPTION.search(self._heading)
        if not granted or words.NOT_GRANTED.search(self._heading):
            return claims
        own = any(each.kind == "set_effective" and not each.target for each in claims)
        return [attrs.evolve(each, **_of_force(each, own=own)) for each in claims]

    def of_pause(self, claims: list[DateClaim]) -> list[DateClaim]:
        """Return claims, the span of a pause that a notice is for as that of its force: "begins D and runs until E"."""
        notice = self.document.type is DocumentType.NOTICE or "notif" in (self.document.action or "").lower()
        of_pause = notice and not self.document.instructions and holds(self._heading, words.OF_PAUSES)
        own = of_pause and words.A_PAUSE.search(self._heading) is not None
        spans = {
            each.sentence: span for each in claims if own and not each.target and (span := self._span(each.sentence))
        }
        if len(spans) != 1:
            return claims
        ((sentence, (begin, end)),) = spans.items()
        kind, when, until = ("set_effective", begin, end) if begin else ("set_expiry", end, None)
        at = next(number for number, each in enumerate(claims) if each.sentence == sentence)
        said = attrs.evolve(claims[at], kind=kind, when=when, until=until, act=None, name=None, scope=None)
        others = [[each for each in some if each.sentence != sentence] for some in (claims[:at], claims[at:])]
        return [*others[0], attrs.evolve(said, unread=None, exclusive=False), *others[1]]

    def _span(self, sentence: str) -> tuple[When | None, When] | None:
        """Return begin and end of a pause that a sentence tells, and nothing else."""
        days = find_mentions(sentence, self._published)
        told = words.LASTS.fullmatch(masked(sentence, days)) if days else None
        if told is None:
            return None
        last = days[-1]
        end = self._end(last, words.UNTIL.search(sentence, 0, last.start))
        begin = when_of(days[0].first, self._calendar) if told["begins"] else None
        return (begin, end) if end.dated and (begin is None or begin != end) else None

    def of_others(self, begins: When | None, ends: When | None) -> Iterator[Statement]:
        """State what temporary act of another document ends by this one, which takes effect and ends at some times."""
        if not holds(self._letters, words.OF_OTHERS):
            return
        first = dict(reversed(list(self._told(words.ENDED))))  # cue of each sentence
        for sentence, cue in reversed([each for each in first.items() if not words.PAPER_ENDED.search(each[0])]):
            cited = _cited(sentence)
            cited = tuple(each for each in cited if cue.start() < each.start < cue.end()) or cited
            yield from (attrs.evolve(self._cut(sentence, cue, cited, begins), target=(each,)) for each in cited)
        for row, was, turned in (
            (words.OPENS, words.WAS_CLOSED, words.OPENED_LAST), (words.CLOSES, words.WAS_OPENED, words.CLOSED_LAST),
        ):  # fmt: skip
            done, opens = any(self._told(row)), row is words.OPENS
            headed = opens and holds(self._letters, row.letters) and words.HEADED_OPENING.search(self._heading)
            if not (done or headed):
                continue
            until = ends if opens else None
            again = until is not None and any(map(words.CLOSES_AGAIN.search, self.sentences))
            over = attrs.evolve(_OVER, kind="stay" if again else "rescind", when=begins or UNKNOWN, until=until)
            over = over if done else Statement.unread(None, (), "whether it opens what was closed")
            for sentence, told in ((each, told) for each in self.sentences if (told := was.search(each))):
                if words.STAYS_SO.search(sentence) or words.ENDED.cue.search(sentence):
                    continue
                since = next((When.parse(each.on) for each in days_in(sentence[told.start() :]) if each.on), None)
                said = attrs.evolve(over, quote=sentence, label=OPENED, begun=since)
                named = [each for each in _cited(sentence) if not turned.search(sentence, 0, each.start)]
                yield from (attrs.evolve(said, target=(each,)) for each in named)
                if since is not None and not named:
                    yield said

    def _cut(self, sentence: str, cue: re.Match[str], cited: tuple[Reference, ...], begins: When | None) -> Statement:
        """Return what is ended in so many words; unread where it may be a part, or for a time that is not told."""
        last, found = cited[-1], find_mentions(sentence, self._published)
        found = [each for each in found if each.start > last.end or each.end < cue.start()]
        days = [each for each in found if each.first.day != last.published_on]
        when = when_of(days[0].first, self._calendar) if days else begins
        again = when_of(days[0].last, self._calendar, inclusive=days[0].inclusive) if days and days[0].last else None
        rest = sentence[max(cue.end(), last.end) :]
        if words.PARTLY.search(rest) or len(days) > 1 or (again is None and words.FOR_A_TIME.search(rest)):
            return Statement.unread(sentence, (), "what of it ends, and for how long", ENDED_EARLY)
        parts = parts_in(sentence[cue.start() : cited[0].start], ())
        wide = bool(parts) and all(len(path_of(each)) == 2 for each in parts)  # of a whole part, it is all
        kind, (some, covered) = "stay" if again else "rescind", ((), parts) if wide else (parts, ())
        over = attrs.evolve(_OVER, kind=kind, quote=sentence, when=when or UNKNOWN, until=again)
        return attrs.evolve(over, parts=some, covered=covered)

    def suspended_uses(self) -> Iterator[tuple[str, str]]:
        """Yield the sentences that suspend what a provision requires, each with the words that name the provision."""
        for sentence, cue in self._told(words.USE_SUSPENDED):
            yield sentence, cue["told"] or cue["before"]

    def licences(self) -> Iterator[Statement]:
        """State when the licences stand that a document publishes and no other replaced; of several each is a part."""
        if "general lic" not in self._heading or not words.PUBLISHES_LICENCES.search(self._heading):
            return
        names = _names(self.document.title) or _names(self.document.abstract or "")
        found = {name: Statement("set_expiry", "", parts=(f"General License {name}",)) for name in names}
        about, replaced, unread = names, dict[str, str](), list[str]()
        for sentence in self.sentences if names else ():
            about, sure = self._of_licences(sentence, about or names, found, replaced)
            unread += [] if sure else [sentence]
        standing = [found[name] for name in names if replaced.get(name) not in found]
        for each in standing:
            if each.when is not None or each.until is not None:
                kind = "set_effective" if each.when is not None else "set_expiry"
                yield attrs.evolve(each, kind=kind, parts=each.parts if len(standing) > 1 else ())
        yield from (Statement.unread(each, (), "which licence ends") for each in unread)
        for old, new in replaced.items():
            if names == [new] and old != new and found[new].when is not None:
                title = self.document.title.replace(f" {new}", f" {old}")
                target = (Reference(ReferenceKind.PUBLICATION, title, title, 0, len(title)),)
                by = attrs.evolve(_OVER, kind="supersede", relation="supersedes", when=found[new].when)
                yield attrs.evolve(by, quote=found[new].quote, target=target)

    def _of_licences(
        self, sentence: str, about: list[str], found: dict[str, Statement], replaced: dict[str, str]
    ) -> tuple[list[str], bool]:
        """Add what a sentence tells of licences; return which it is about, and whether each end is that of some."""
        meant = f"General Licenses {' and '.join(about)}"
        text = words.MEANT.sub(lambda each: meant if (len(about) > 1) == bool(each["many"]) else each[0], sentence)
        cues, times = list(words.LICENCE.finditer(text)), find_mentions(text, self._published)
        near, at, sure, told = list[str](), 0, True, list[str]()
        subject = about if len(about) == 1 and cues and not cues[0].start() else []  # "Expires May 1, 2024."
        for number, cue in enumerate(cues):
            other = _names(cue["name"] or cue["other"] or "")
            of = near if near and words.ATTACHED.fullmatch(text, at, cue.start()) else subject
            if other:
                near, at = other, cue.end()
                told += other if cue["name"] or cue["by"] else []
            if cue["name"]:
                subject = other
                continue
            if len(of) == len(other) == 1:
                replaced.update([(of[0], other[0]) if cue["by"] else (other[0], of[0])])
            last = next((each.start() for each in cues[number + 1 :] if not each["name"]), len(text))
            days = [each for each in times if cue.end() <= each.start < last]
            until = words.LICENCE_UNTIL.search(text, cue.start(), days[-1].start) if days and cue["end"] else None
            ended = until is not None or bool(days and cue["end"] and days[-1].last)  # "from that date until D"
            sure = sure and (not ended or bool(of))
            for name in (name for name in (other if cue["by"] else of) if days and name in found):
                licence = attrs.evolve(found[name], quote=sentence)
                if cue["issued"] or cue["by"]:
                    licence = attrs.evolve(licence, when=licence.when or when_of(days[0].first, self._calendar))
                found[name] = attrs.evolve(licence, until=self._end(days[-1], until)) if ended else licence
        return list(dict.fromkeys(told)), sure


def _names(text: str) -> list[str]:
    found = (each["name"] or each["other"] or "" for each in words.LICENCE.finditer(text))
    return list(dict.fromkeys(number for each in found for number in re.findall(words.NUMBER, each)))


def _cited(sentence: str) -> tuple[Reference, ...]:
    found = (each for each in find_references(sentence) if each.kind is ReferenceKind.FR_CITATION)
    found = (each for each in found if words.OF_ANOTHER.search(sentence, 0, each.start) is None)
    return tuple(each for each in found if not is_in_passing(sentence, (each,)))


def _of_force(claim: DateClaim, *, own: bool) -> dict[str, Any]:
    """Return what of a claim of an exemption is otherwise, where it is of its force."""
    told = claim.sentence[: max(claim.sentence.find(claim.quote), 0) + len(claim.quote)]
    if claim.kind == "set_deadline" and claim.unread and words.ISSUED.search(told):
        return {"act": "recital", "unread": None}
    applies = words.APPLIES.search(claim.quote) if claim.kind == "set_deadline" and not claim.target else None
    if applies is not None and not claim.unread:
        when = attrs.evolve(claim.when, inclusive=applies["how"] == "through")
        return {"kind": "set_expiry", "act": None, "when": when, "name": None, "scope": None, "exclusive": False}
    applicable = (claim.act, bool(claim.target)) if claim.kind == "set_applicability" else None
    if applicable == ("delay", True) and words.ITS_DATE.search(claim.sentence):
        return {"kind": "delay_effective", "act": None}
    whole = applicable == (None, False) and not own and words.ALL_OF_IT.fullmatch(claim.scope or "")
    return {"kind": "set_effective", "scope": None} if whole else {}
