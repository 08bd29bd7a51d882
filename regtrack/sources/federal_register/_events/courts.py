"""What courts did, and Congress, as a document tells it: one reader for every field, and one act at a time.

An act is a verb of which a court is the subject, its object, and its day. Nothing is done by what is asked, refused or
supposed, nor by what was undone; what is done to a delay, a stay or a ruling is not done to the rule that it is about.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import NamedTuple

import attrs

from regtrack.citations import Reference, ReferenceKind
from regtrack.dates_in_text.words import holds, month_number
from regtrack.model.when import When
from regtrack.sources.federal_register._events import court_words as cw
from regtrack.sources.federal_register._events.asserted import is_governed
from regtrack.sources.federal_register.document import RegisterDocument
from regtrack.sources.federal_register.references.finder import days_in
from regtrack.sources.federal_register.text import sentences

NAMELESS = Reference(ReferenceKind.PUBLICATION, "", "", 0, 0)  # what stands for a document that no words name


@attrs.frozen
class CourtAct:
    """One act."""

    kind: str | None  # of the event that it is; None where nobody can tell what is left of it
    target: tuple[Reference, ...]  # names of the document that it is done to
    field: str  # where it is told
    sentence: str  # the words that tell it
    words: str  # the verb
    when: When | None = None  # the day of the order, or the one from which it counts
    until: When | None = None  # the day until which it stays a rule
    # words of the part or the persons that it is done to; None for what the sentence says besides
    limit: str | None = None
    whole: bool = False  # it is done to all of the document, whatever its sentence names besides
    less: bool = False  # it is done to something in, of or about the document: to a part, or to what is none
    apart: bool = False  # other words tell that it was done to a part
    pause: bool = False  # it is done to what delays a rule, and not to that rule


class _Told(NamedTuple):
    """A sentence, where it stands in the text of its field."""

    field: str
    start: int
    text: str


class CourtReading(NamedTuple):
    """What was read."""

    acts: Sequence[CourtAct] = ()  # each on each document once
    days: Mapping[str, Set[dt.date]] = {}  # of the acts of each sentence, as printed there
    verbs: Set[str] = frozenset()  # which told them, by what they are when done to a rule


def read(document: RegisterDocument) -> CourtReading:
    """Return the acts that DATES and SUMMARY tell."""
    if not (holds(document.letters, cw.NEEDLES) or holds(document.heading, cw.NEEDLES)):
        return CourtReading()
    fields = {"dates": document.dates or "", "abstract": document.abstract or ""}
    if not any(map(cw.VERB.search, fields.values())):
        return CourtReading()
    reader = _Reader(document, fields)
    return CourtReading(tuple(reader.acts()), reader.days, reader.verbs)


class _Reader:
    """The texts of one document."""

    def __init__(self, document: RegisterDocument, fields: dict[str, str]) -> None:
        self.fields, self.title = fields, document.title
        self.own = frozenset(filter(None, (document.number, document.citation)))
        self.told = [
            _Told(field, each.start, text[each.start : each.end])
            for field, text in fields.items()
            for each in sentences.split(text)
        ]
        self.verbs = set[str]()
        self.days = defaultdict[str, set[dt.date]](set)
        self.cited: dict[str, Reference] = {}
        for each in (each for text in fields.values() for each in cw.documents(text) if each.name not in self.own):
            if (known := self.cited.get(each.name)) is None or known.published_on is None:
                self.cited[each.name] = each

    def _references(self, text: str) -> list[Reference]:
        return [each for each in cw.documents(text) if each.name not in self.own]

    def acts(self) -> Iterator[CourtAct]:
        """Yield them, those of one kind on one document as one act: from the day from which it counts."""
        found: dict[tuple[str | None, frozenset[str], str | None], CourtAct] = {}
        for act in (act for told in self.told for act in self._of_sentence(told)):
            key = (act.kind, frozenset(each.name for each in act.target), act.limit)
            known = found.get(key)
            if known is None or (act.when is not None and (known.when is None or act.when.text < known.when.text)):
                found[key] = act
        numbered = {(each.kind, each.target) for each in found.values() if each.limit and "." in each.limit}
        for act in found.values():
            if act.limit is None and (act.kind, act.target) in numbered and cw.SOME.search(act.sentence):
                continue  # "certain provisions", which the other field names
            counts = self._counts_from(act)
            when = counts or act.when or self._day_of_same(act, found.values())
            if act.kind == "vacate" and counts is None and any(map(cw.WITHHELD.search, self.fields.values())):
                act = attrs.evolve(act, kind=None)
            yield attrs.evolve(act, when=when, apart=act.limit is None and self._is_apart(act, found.values()))

    def _day_of_same(self, act: CourtAct, others: Iterable[CourtAct]) -> When | None:
        """Return the day that another sentence tells of the act on a part, or on all, of one document."""
        return next((o.when for o in others if o.when and (o.kind, o.target) == (act.kind, act.target)), None)

    def _is_apart(self, act: CourtAct, others: Iterable[CourtAct]) -> bool:
        """Return whether words beside an act tell that it was done to a part: "The court's order concerns § 1.2"."""
        if any(
            (o.kind, o.target) == (act.kind, act.target) and o.limit and not cw.ENTIRE.search(o.sentence)
            for o in others
        ):
            return True
        if cw.ENTIRE.search(act.sentence):
            return False
        place = act.sentence.find(act.words) + len(act.words)
        named = (place + each.end for each in self._references(act.sentence[place:]))
        tail = cw.REASON.split(act.sentence[max(named, default=place) :], maxsplit=1)[0]
        if cw.TAIL.match(tail) or cw.REST.search(tail) or cw.PROVISION.search(tail):
            return True
        told = (cw.untitled(each.text, self.title) for each in self.told if each.text.strip() != act.sentence)
        return any(cw.tells_of_a_part(each, of_pause=act.pause) for each in told)

    def _of_sentence(self, told: _Told) -> Iterator[CourtAct]:
        before, text = None, told.text[:2000]
        for verb in cw.VERB.finditer(text):
            kind = str(verb.lastgroup)
            joined = before is not None and cw.JOINED.search(text, before.end(), verb.start()) is not None
            if not (joined or self._is_by_court(told, verb, kind)) or self._is_untold(text, verb):
                continue
            before = verb
            earlier = kind in ("stay", "enjoin") and cw.PAST_OF_PAST.search(text, 0, verb.start()) is not None
            for act in self._done(told, verb, kind):
                if earlier and act.when is None:
                    continue  # "had earlier stayed it": what was before the act that is told
                self.verbs.add(kind)
                yield act

    def _is_by_court(self, told: _Told, verb: re.Match[str], kind: str) -> bool:
        """Return whether a court is who does it, or Congress."""
        text, start = told.text, verb.start()
        if cw.BY_COURT.match(text, verb.end()):
            return kind != "disapprove"
        if kind == "disapprove" and " " in verb[0]:
            law = any(map(cw.SIGNED.search, self.fields.values()))
            return law and ("force" not in verb[0] or any(map(cw.REVIEWED.search, self.fields.values())))
        if kind == "disapprove":
            return re.search(r"\bCongress\b[^.;]{0,60}\Z", text[:start]) is not None or (
                cw.PASSIVE.search(text, 0, start) is not None and "Congress" in text
            )
        courts = list(cw.COURT.finditer(text, 0, start))
        if cw.PASSIVE.search(text, 0, start):
            if kind == "stay":
                return cw.AND_ENJOINED.match(text, verb.end()) is not None or self._is_entered()
            if kind == "lift_stay":
                return bool(courts)  # "the Fifth Circuit's stay was dissolved"
            return kind == "enjoin" or (kind == "vacate" and re.search(r"\b(?:is|are)\s\Z", text[:start]) is None)
        if verb[0].startswith("vacatur"):
            return True
        if (ruling := cw.RULING_THAT.search(text, 0, start)) is not None:
            return cw.AGENT.search(text, max(0, ruling.start() - 30), ruling.start()) is None
        if courts and cw.AGENT.search(text, courts[-1].end(), start) is None:
            return True
        if verb[0].endswith("ing") and cw.OF_RULING.search(text, 0, start):
            return bool(courts) or (kind != "stay" and cw.AGENT.search(text, 0, start) is None)
        return re.search(r"\b[Ii]t\s(?:also\s)?\Z", text[:start]) is not None and self._court_before(told)

    def _court_before(self, told: _Told) -> bool:
        return cw.COURT.search(self.fields[told.field], max(0, told.start - 400), told.start) is not None

    def _is_entered(self) -> bool:
        return any(map(cw.ENTERED.search, self.fields.values()))

    def _is_untold(self, text: str, verb: re.Match[str]) -> bool:
        """Return whether it was only asked, refused or supposed."""
        start = verb.start()
        return cw.NOT_TOLD.search(text, max(0, start - 120), start) is not None or is_governed(text, start)

    # --- what it is done to -------------------------------------------------------------------------------------------

    def _done(self, told: _Told, verb: re.Match[str], kind: str) -> Iterator[CourtAct]:
        text = told.text
        begin, end = cw.region(text, verb)
        region = text[begin:end]
        named = [each for each in self._references(text) if begin <= each.start < end]
        if cw.ELSE.match(region) or cw.A_RULING.match(region):
            return
        tail = text[end:] if begin >= verb.end() else ""
        pause, delaying = cw.PAUSE.match(region), cw.DELAYING.search(f"{region}{tail[:160]}")
        partly = cw.PARTLY.search(text, 0, verb.start()) or cw.PARTLY.search(text, verb.end(), max(begin, verb.end()))
        limit = partly or cw.LIMIT.search(text, max(verb.end(), named[0].end if named and begin >= verb.end() else 0))
        opening = cw.OPENING.match(text, 0, verb.start())
        limit = limit or (opening if opening and not self._references(opening["what"]) else None)
        act = CourtAct(
            kind, (), told.field, text.strip(), verb[0], self._day(told, verb), self._until(text, verb),
            limit["what"] if limit else "them" if cw.THEM.match(text, verb.end() - 5) else None,
            whole=cw.AMENDMENTS.match(region) is not None,
        )  # fmt: skip
        if kind == "stay" and cw.ENFORCEMENT.match(region):
            return
        if pause or delaying:
            named = named or (self._references(tail) if begin >= verb.end() else [])
            if delaying and not pause and (by_day := cw.by_day(region[: delaying.start()] or region)):
                named = [each for each in named if each.start < begin + by_day[0].start] or by_day
            yield from self._of_pause(act, pause, named)
            return
        nearest = (begin == 0 and end == verb.start()) or cw.RELATIVE.match(text, end) is not None
        if nearest:
            named = named[-1:]  # "held A unlawful and set it aside", "A, which the court vacated"
        done_to = named and [each for each in named if cw.is_object(text, begin, each)]
        if "force" in verb[0] and not cw.is_whole(
            kind, cw.REVIEWING.sub("", text[begin : named[0].start if named else end])
        ):
            return
        targets = done_to if named else self._meant(region, provisions=kind == "vacate")
        if not named and act.limit is None and (part := cw.PROVISIONS.search(region)):
            act = attrs.evolve(act, limit=part[0])
        if named and act.limit is None and (printed := cw.PRINTED_PARTS.fullmatch(text, begin, named[0].start)):
            if cw.UNDER.search(printed["of"]):
                act = attrs.evolve(act, kind=None)  # "vacated a fine under § 1.1"
            elif cw.ITSELF.search(printed["of"]):
                act = attrs.evolve(act, limit=printed["parts"])
        less = bool(named) and not (nearest or act.limit) and not cw.is_whole(kind, text[begin : named[0].start])
        less = less or (bool(named) and cw.is_within(text, named[0]))
        if named and verb[0].startswith("vacatur") and begin > verb.end() + len(" of ") and not (less or act.limit):
            act = attrs.evolve(act, whole=True)  # who ordered it, and when, stands between: no part of the rule
        for target in targets:
            done = attrs.evolve(act, target=(target,), less=less)
            yield attrs.evolve(done, kind=None) if self._is_undone(told, verb) else done

    def _of_pause(
        self, act: CourtAct, pause: re.Match[str] | None, named: Sequence[Reference]
    ) -> Iterator[CourtAct]:  # fmt: skip
        """Yield what becomes of a delay or a stay, and of what it held up."""
        target = tuple(named[:1])
        of_stay = pause is not None and pause["what"] in ("stay", "suspension")
        if of_stay and act.kind in ("vacate", "enjoin", "lift_stay"):
            if not target and not any(map(cw.UNDOING.search, self.fields.values())):
                target = tuple(self._only())
            if target:
                yield attrs.evolve(act, kind="lift_stay" if act.when else None, target=target)
            return
        if not target:
            return
        of_rule = pause is not None and " of " in act.sentence[act.sentence.find(pause[0].strip()) :]
        rule, target = target, tuple(named[-1:]) if of_rule else target  # "the delay of the rule at C, published at D"
        sure = not of_rule or target != rule
        if act.kind == "vacate" and (sure or len(self.cited) > 1):
            yield attrs.evolve(act, target=target, whole=True, pause=True)
        since = list(self._since(target[0], act)) if act.kind == "vacate" else []
        yield from since
        if not since:
            yield attrs.evolve(act, kind=None, target=rule)

    def _since(self, delay: Reference, act: CourtAct) -> Iterator[CourtAct]:
        """Yield since when a rule is in effect whose delay was vacated; if it only is so now, since that act."""
        for told in self.told:
            named = [each for each in self._references(told.text) if each.name != delay.name] or self._dated(told.text)
            if len(named) != 1 or named[0].name == delay.name:
                continue
            for day in days_in(told.text):
                told_since = cw.SINCE.search(told.text, 0, day.start)
                if told_since and day.on:
                    yield self._in_effect(named[0], told, told_since[0], When.parse(day.on))
            now, when = cw.NOW.search(told.text), self._counts_from(act) or act.when
            now = None if now and cw.NOT_YET.search(told.text, 0, now.start()) else now
            if now and when and when.exact and not self._is_untold(told.text, now):
                yield self._in_effect(named[0], told, now[0], when)

    def _in_effect(self, rule: Reference, told: _Told, words: str, since: When) -> CourtAct:
        return CourtAct("accelerate_effective", (rule,), told.field, told.text.strip(), words, since, whole=True)

    def _dated(self, text: str) -> list[Reference]:
        """Return what is cited elsewhere and named by its day here, or by its month or year."""
        days = {f"{each.published_on}" for each in cw.by_day(text)}
        days |= {
            f"{n['year']}-{month_number(n['month']):02}" if n["month"] else n["year"] for n in cw.OF_YEAR.finditer(text)
        }
        return [each for each in self.cited.values() if f"{each.published_on}".startswith(tuple(days))]

    def _meant(self, region: str, *, provisions: bool) -> Sequence[Reference]:
        """Return the one document that "that rule" means, or whose provisions are named."""
        noun = list(cw.THAT_RULE.finditer(region))
        told_of = not region or noun or (provisions and cw.PROVISIONS.search(region))
        if not told_of or cw.ANOTHER.search(region):
            return ()
        words = {each.lower()[:5] for each in _WORD.findall(noun[-1][0])} if noun else set[str]()
        if not words <= self._known():
            return ()
        years = {int(each[0]) for each in cw.YEAR.finditer(region)}
        if not self.cited:
            return () if years else (NAMELESS,)
        return self._only(years)

    def _known(self) -> set[str]:
        """Return the words that the document has for itself and for what it cites, by their first letters."""
        cites = (each.text for each in self.told if self._references(each.text))
        return {each.lower()[:5] for each in _WORD.findall(f"{self.title} {' '.join(cites)}")} | _PLAIN

    def _only(self, years: set[int] | frozenset[int] = frozenset()) -> Sequence[Reference]:
        """Return the one document that is cited, of a year if one is told."""
        found = [
            each for each in self.cited.values()
            if not years or cw.year(each) in years
        ]  # fmt: skip
        return found if len(found) == 1 else ()

    # --- when, and whether it stands ----------------------------------------------------------------------------------

    def _is_undone(self, told: _Told, verb: re.Match[str]) -> bool:
        """Return whether it was undone, as what follows tells, or a sentence of another field."""
        text = self.fields[told.field]
        after = told.start + verb.end()
        before = cw.HAD.search(told.text, 0, verb.start()) and cw.UNDOING.search(text)
        before = before or cw.REVERSED.search(told.text, 0, verb.start())
        if told.field == "dates" and cw.AS_OF.match(told.text, verb.end()):
            return False  # what DATES says that it counts from
        others = (other for field, other in self.fields.items() if field != told.field)
        undone = any(each.end() > after + 1 for each in cw.UNDOING.finditer(text))
        return bool(before) or undone or any(map(cw.UNDOING.search, others))

    def _until(self, text: str, verb: re.Match[str]) -> When | None:
        """Return the day until which a rule is stayed."""
        for day in days_in(text):
            told = cw.UNTIL.match(text, verb.end(), day.start) if day.on and day.start > verb.end() else None
            if told and day.on and verb.lastgroup == "stay":
                return When.parse(day.on, inclusive=told["how"] == "through")
        return None

    def _day(self, told: _Told, verb: re.Match[str]) -> When | None:
        """Return the day that a sentence gives an act: the last before its verb, else the first after it."""
        text, cited = told.text, cw.published(told.text)
        if cw.AS_OF_THAT.match(text, verb.end()) and not days_in(text[: verb.start()]):
            text = self.fields[told.field][: told.start]  # "was vacated as of that date", which the sentence before has
            last = [each.on for each in days_in(text) if each.on is not None][-1:]
            return When.parse(last[0]) if last else None
        found: list[tuple[int, dt.date]] = []
        for day in days_in(text):
            lead = cw.LEADS.search(text, max(0, day.start - 40), day.start) or cw.FOLLOWS.match(text, day.end)
            lead = lead or cw.COURT_OF.search(text, max(0, day.start - 140), day.start)
            second = bool(found) and cw.SECOND.search(text, max(0, day.start - 8), day.start)
            if day.on is not None and (lead or second) and day.on not in cited:
                found.append((day.start, day.on))
        self.days[told.text.strip()].update(on for _, on in found)
        clause = text.rfind("; ", 0, verb.start())
        before = [on for start, on in found if clause < start < verb.start()]
        after = [on for start, on in found if start > verb.start()]
        if before and any(cw.DONE_ON.fullmatch(text, verb.end(), start) for start, _ in found if start > verb.start()):
            return When.parse(after[0])  # "the stay that was entered on D was vacated by the court on E"
        if before:
            later = [on for start, on in found if on > before[-1] and cw.EFFECTIVE.search(text, verb.end(), start)]
            return When.parse(later[0] if later else before[-1])
        if len(after) > 1 and re.search(r"\d{4},?\sand(?: on)?\s[A-Z]\w+ \d", text[verb.end() :]):
            return When.parse(f"{min(after)}..{max(after)}")
        return When.parse(after[0]) if after else None

    def _counts_from(self, act: CourtAct) -> When | None:
        """Return the day from which an act counts, as another sentence tells; None for its own."""
        patterns = [cw.FROM] if act.kind in ("vacate", "lift_stay") else [cw.SIGNED] if act.kind == "disapprove" else []
        patterns += [cw.ORDERED] if act.when is None else []
        for pattern in patterns:
            for told in self.told:
                match = pattern.search(told.text)
                cited = cw.published(told.text)
                days = [d.on for d in days_in(told.text[match.end() :]) if d.on and d.on not in cited] if match else []
                if days:
                    two = len(days) > 1 and pattern is cw.ORDERED
                    return When.parse(f"{min(days)}..{max(days)}") if two else When.parse(days[0])
        return None


_WORD = re.compile(r"[A-Za-z]{4,}")
_PLAIN = frozenset(each[:5] for each in (  # words of any rule
    "that this these those such each rule rules regulation rulemaking amendment amendments standard standards notice"
    " determination order action final interim direct temporary joint entire whole same vacated challenged revised"
    " agency department commission effect effectiveness date dates implement operation emergency".split()
))  # fmt: skip
