"""What one sentence claims."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import attrs

from regtrack.model.kinds import KINDS, Dimension, Operation
from regtrack.news.acts import Verb
from regtrack.news.attaching import agent_of, attach_dates, beside_it, further_dates, qualifies, with_listed
from regtrack.news.claim import Claim
from regtrack.news.days import also_on, only_supposed, performed, resolved, said_on
from regtrack.news.effects import NOTHING_WITHOUT_A_DATE, SAYING_IS_DOING, moves, sets_a_date
from regtrack.news.facets import find_details
from regtrack.news.language import Language
from regtrack.news.manner import Manner, Manners
from regtrack.news.mentioned_dates import DateHit
from regtrack.news.objects import acts_of, identifies, without_edges
from regtrack.news.passage import Passage
from regtrack.news.phrases import Mention, find_mentions, meant, names_any
from regtrack.news.tables import ASSERTED, ActRow
from regtrack.news.when import Candidate, days_of

_ANNOUNCE = "announce"


@attrs.frozen
class Before:
    """What was last spoken of before a sentence: the day, and the phrase that names an instrument."""

    day: dt.date | None = None
    spoken: Mention | None = None
    mentions: Sequence[Mention] = ()


class Told(NamedTuple):
    """What a sentence tells: claims, the days of acts named before, and the phrase that it speaks of.

    ``phrases`` are all that name an instrument, as they stand; None if nobody looked, since nothing is done in it.
    """

    claims: list[tuple[int, Claim]]
    again: list[tuple[str, list[Candidate]]]
    spoken: Mention | None
    mentions: Sequence[Mention] = ()
    phrases: Sequence[Mention] | None = None


NOTHING = Told([], [], None)


def tell(passage: Passage, start: int, end: int, before: Before) -> Told:
    """What one sentence tells, after what was spoken of before it.

    Each claim has with it the place of the words for what it happens to.
    """
    text, language = passage.folded.text, passage.language
    if not any(verb.rows for verb in passage.verbs(start, end)):
        named = _first_named(passage, start, end)
        return Told([], [], named, () if named is None else (named,))
    verbs, days, phrases = passage.parts(start, end)
    verbs = with_listed(verbs, days, text, start, end, language)
    mentions = meant(phrases, before.mentions) if language.tables.mention.same_noun else phrases
    verbs, acts = without_edges(verbs, acts_of(passage, verbs, mentions, (start, end), before.spoken))
    if not any(acts) and not carries(language):
        return NOTHING
    used = [mention for _, mention in filter(None, acts) if mention is not None]
    begun = [mention for row, mention in filter(None, acts) if row.edge]
    ended = [mention for row, mention in filter(None, acts) if KINDS[row.kind].operation is Operation.SHUT]
    free = [hit for hit in days if not _within(hit, used)]
    dated = attach_dates(free, verbs, text, end, language)
    for place, unit in further_dates(free, dated, verbs, text, end, language):
        act = acts[place]
        if act is not None and sets_a_date(act[0].kind):
            dated[len(verbs)] = unit
            verbs.append(verbs[place])
            acts.append(act)
    manners = Manners(verbs, passage.words, start, end, language)
    read = resolved(passage, dated, verbs, acts, manners, start, before.day)
    shared = Shared(passage, start, end, used)
    found: dict[tuple[str, int, int], tuple[int, Claim]] = {}
    again: list[tuple[str, list[Candidate]]] = []
    for place, act in enumerate(acts):
        verb, (when, until) = verbs[place], read.get(place, ([], []))
        if when and verb.rows and language.again is not None and language.again.match(text, verb.end, end):
            again.append((text[verb.start : verb.end], when))
        if act is None:
            continue
        row, mention = act
        if only_supposed(verb, bool(when or until), passage.words, start, language):
            continue
        undated = any(each.undated and each.kind == row.kind for each in verb.rows)
        if not (when or until or row.by_notice or undated) and row.kind in NOTHING_WITHOUT_A_DATE:
            continue
        said = said_on(place, verbs, read)
        if (
            said
            and not when
            and (row.by_notice or row.kind in SAYING_IS_DOING or performed(passage, place, verbs, manners))
        ):
            when = said
        if not (when or until):
            when = also_on(passage, place, verbs, acts, read)
        if when and not _may_be_then(row, manners.of(place), when, passage):
            when, said = [], said or when
        if not (when or until) and mention is not None and qualifies(verb, mention, text, language):
            continue  # which one is meant, and not what happened to it
        if not (when or until) and row.kind == _ANNOUNCE and mention is not None and mention in begun:
            continue  # "imposed a levy from May" only tells when it binds
        vague = bool(when) and row.kind in NOTHING_WITHOUT_A_DATE and not _tells_when(when, passage)
        if vague and row.edge:
            continue  # "dating from 2019"
        if not until and (vague or not when) and identifies(place, acts, verbs, language, vague=vague):
            continue
        actor = agent_of(verb, shared.actors, text, language)
        if not (actor or when or until) and mention is not None and mention.bare and _is_issued(row, mention):
            continue  # a statement of nobody known, on no day: a firm's
        manner = manners.of(place)
        claim = shared.claim(
            row, mention, actor, (when, until, said), modality_of(manner, row, dated.get(place, ())),
            clause_of(passage, verb, mention, verbs, start, end),
        )  # fmt: skip
        others = beside_it(mention, mentions, text, language) if mention is not None else []
        about = [(claim, mention), *((_about(claim, other), other) for other in others)]
        for each, named in [(each, named) for told, named in about for each in _announced(told)]:
            alone = place if verb in verbs[:place] or verb.start == verb.end else -1
            key = each.act, named.start if named else -1, alone
            known = found.get(key)
            staged = KINDS[each.act].dimension is Dimension.STAGE
            several = moves(each.act) or each.act in NOTHING_WITHOUT_A_DATE or bool(KINDS[each.act].again) or staged
            if known is not None and several and _dated(each) and each.when != known[1].when != ():
                key, known = (*key[:2], place), None  # another day for others: "and for small firms to June"
            if known is not None and staged and (each.modality == "denies") != (known[1].modality == "denies"):
                key, known = (*key[:2], place), None  # one chamber passed it, the other has not
            if known is None or _dated(each) > _dated(known[1]) or _due_later(each, known[1]):
                found[key] = (named.start if named else verb.start, each)
    first = next((each for each in [*used, *mentions] if not each.weak and each not in ended), None)
    return Told(list(found.values()), again, first, mentions, phrases)


def carries(language: Language) -> bool:
    """Whether sentences without claims have to be read too, for those that follow or that stand before."""
    return language.own_object is not None or language.again is not None or language.tables.mention.same_noun


def modality_of(manner: Manner, row: ActRow, days: Sequence[DateHit]) -> str:
    """How firmly an act is claimed: "will not take effect until May" denies nothing, but sets the day."""
    if row.firmly == "has" or (row.firmly is not None and manner.modality in ASSERTED):
        return row.firmly
    if manner.modality == "denies" and row.kind in NOTHING_WITHOUT_A_DATE and any(day.role == "until" for day in days):
        return "has" if manner.tense == "past" else "will"
    return manner.modality


@attrs.frozen(slots=False)  # each part is read when it is first needed
class Shared:
    """What the claims of a sentence have in common; ``used`` are the phrases that are the objects of its acts."""

    passage: Passage
    first: int
    last: int
    used: Sequence[Mention]

    @cached_property
    def actors(self) -> list[tuple[int, int, str]]:
        """The bodies that it names: those in the names of what is done to do not act."""
        found = self.passage.bodies_in(self.first, self.last)
        return [each for each in found if not _inside(each[0], self.used)]

    @cached_property
    def places(self) -> frozenset[str]:
        """The countries that it names, by their codes."""
        names = self.passage.language.places
        return frozenset(code for _, _, code in names.find(self.passage.folded.text, self.first, self.last))

    @cached_property
    def hints(self) -> frozenset[str]:
        """What in it tells apart instruments of one name."""
        names = self.passage.language.hints
        return frozenset(name for _, _, name in names.find(self.passage.folded.text, self.first, self.last))

    def claim(
        self, row: ActRow, mention: Mention | None, actor: str,
        dates: tuple[Sequence[Candidate], Sequence[Candidate], Sequence[Candidate]], modality: str, clause: str,
    ) -> Claim:  # fmt: skip
        """An act; ``dates`` are its day, the end of what it begins, and when it was said."""
        passage, start, end, (when, until, said) = self.passage, self.first, self.last, dates
        text = passage.folded.text
        first, last = passage.folded.span(start, end)
        return Claim(
            actor=actor,
            act=row.kind,
            target=mention.words if mention else "",
            class_=mention.class_ if mention else "",
            weak=mention.weak and not _is_issued(row, mention) if mention else True,
            bare=mention.bare if mention else True,
            pointing=mention.pointing if mention else True,
            numbers=mention.numbers if mention else (),
            cited=tuple(each.name for each in passage.numbers_in(start, end)),
            places=self.places,
            when=tuple(when),
            until=tuple(until),
            said=tuple(said) if said != when else (),
            modality=modality,
            details=find_details(text[start:end], row.kind, passage.language),
            hints=self.hints,
            quote=passage.text[first:last],
            start=first,
            end=last,
            clause=clause,
            sentence=text[start:end],
            paragraph=passage.paragraph_of(start),
        )


def _first_named(passage: Passage, start: int, end: int) -> Mention | None:
    """The first phrase of a sentence without acts that names an instrument, where the next may leave it out."""
    text, language = passage.folded.text, passage.language
    if language.own_object is None or not names_any(language.lexicon.of(text[start:end]), language):
        return None
    numbers = passage.numbers_in(start, end)
    mentions = find_mentions(passage.words, start, end, language, (), numbers, ())
    return next((each for each in mentions if not each.weak), None)


def clause_of(
    passage: Passage, verb: Verb, mention: Mention | None, verbs: Sequence[Verb], start: int, end: int
) -> str:
    """From the verb before to the verb after an act, and to what it happens to."""
    text = passage.folded.text
    first = max([start, *(other.end for other in verbs if other.end <= verb.start)])
    last = min([end, *(other.start for other in verbs if other.start >= verb.end)])
    first = max([first, *(broken.end() for broken in passage.language.clause_break.finditer(text, first, verb.start))])
    if mention is not None:
        first, last = min(first, mention.start), max(last, mention.end)
    return text[first:last]


def _about(claim: Claim, mention: Mention) -> Claim:
    """The same claim about another instrument."""
    return attrs.evolve(
        claim, target=mention.words, class_=mention.class_, weak=mention.weak, bare=mention.bare,
        pointing=mention.pointing, numbers=mention.numbers,
    )  # fmt: skip


def _announced(claim: Claim) -> tuple[Claim, ...]:
    """A claim; of what is announced on one day for a later one, the announcement and the day from which it binds."""
    said, when = days_of(claim.said), days_of(claim.when)
    if claim.act != _ANNOUNCE or not said or not when or when[0][0] <= said[0][1]:
        return (claim,)
    return attrs.evolve(claim, when=claim.said, said=()), attrs.evolve(claim, act="set_effective")


def _may_be_then(row: ActRow, manner: Manner, when: Sequence[Candidate], passage: Passage) -> bool:
    """Whether an act may have a day: what is only asked for, possible or denied was told on a day gone by, not done."""
    told = KINDS[row.kind].dimension in (Dimension.STAGE, Dimension.KNOWLEDGE)
    if manner.modality in ASSERTED or row.kind in NOTHING_WITHOUT_A_DATE or told:
        return True
    today = passage.anchor.on
    return today is None or any(last > today for _, last in days_of(when))


def _tells_when(when: Sequence[Candidate], passage: Passage) -> bool:
    """Whether a date is more than a month or a year gone by."""
    today = passage.anchor.on
    return any(first == last or today is None or last >= today for first, last in days_of(when))


def _is_issued(row: ActRow, mention: Mention) -> bool:
    """Whether a document of no name is what is issued, and so an instrument by itself: 通知を官報に掲載した."""
    return KINDS[row.kind].dimension is Dimension.STAGE and mention.class_ == "notice"


def _due_later(claim: Claim, known: Claim) -> bool:
    """Whether one of two claims of a deadline has the later day: the other has that on which it was opened."""
    if KINDS[claim.act].dimension is not Dimension.DEADLINE:
        return False
    days, others = days_of(claim.when), days_of(known.when)
    return bool(days and others) and days[-1] > others[-1]


def _dated(claim: Claim) -> int:
    return bool(claim.when) + bool(claim.until)


def _within(hit: DateHit, mentions: Sequence[Mention]) -> bool:
    """Whether a date is part of a name: "the October 7 rule"."""
    return any(mention.start <= hit.start and hit.end <= mention.end for mention in mentions)


def _inside(place: int, mentions: Sequence[Mention]) -> bool:
    return any(mention.start <= place < mention.end for mention in mentions)
