"""What a news item claims: who did what to which instrument, when, and in which words.

Table-driven: the words of a language stand in its file (docs/reference/language-files.md); nothing here knows any.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

import attrs

from regtrack.ingest.feeds.item import Item
from regtrack.ingest.news.acts import Manner, Verb, find_verbs, manner_of
from regtrack.ingest.news.attaching import (
    agent_of,
    attach_dates,
    further_dates,
    qualifies,
    target_of,
    with_listed,
)
from regtrack.ingest.news.facets import Detail, find_details
from regtrack.ingest.news.folding import Folded, fold, sentences
from regtrack.ingest.news.identifiers import Identifier, find_identifiers
from regtrack.ingest.news.language import Language, language_of
from regtrack.ingest.news.letters import in_lower_case
from regtrack.ingest.news.mentioned_dates import DateHit, find_dates
from regtrack.ingest.news.phrases import PAUSE, Mention, find_mentions, meant, names_any, real_verbs
from regtrack.ingest.news.spoken import Spoken, named_in, seen_from
from regtrack.ingest.news.tables import ActRow
from regtrack.ingest.news.when import Anchor, Candidate, anchor_of, days_of, resolve
from regtrack.model.kinds import KINDS, Dimension, Operation

_ENDING = (Operation.REEND, Operation.REBEGIN, Operation.SHUT)
_SETTING = (Operation.OPEN, Operation.REBEGIN, Operation.REEND)
_Read = dict[int, tuple[list[Candidate], list[Candidate]]]
"""By the place of a verb: the candidates of its day, and of the end of what it begins."""

_SAYING_IS_DOING = frozenset(
    {"announce", "note", *(kind.name for kind in KINDS.values() if kind.dimension is Dimension.ENFORCEMENT)}
)
"""Acts that are done by saying so: their date is that of the announcement."""


_ANNOUNCE = "announce"
_NOTE = "note"
_NOTHING_WITHOUT_A_DATE = frozenset(
    kind.name
    for kind in KINDS.values()
    if kind.name.startswith("set_") and kind.dimension in (Dimension.FORCE, Dimension.DUTY, Dimension.DEADLINE)
)
"""Acts that do nothing but set a date."""


@attrs.frozen
class Claim:
    """One act that an item claims.

    Attributes:
        actor: id of the body that acts, such as ``us/bis``; empty if none is named that is known.
        act: the kind of event that is claimed, a row of :data:`~regtrack.model.kinds.KINDS`; ``note`` for a statement
            that moves nothing.
        target: the words that name what it happens to; empty if its sentence has none.
        class_: class of instrument that these words name, as language files divide them; empty if none.
        weak: whether their noun names no instrument by itself ("measures").
        bare: whether these words tell no instrument from another ("the rule").
        pointing: whether they mean the one just spoken of.
        numbers: numbers of instruments in them.
        cited: numbers of instruments anywhere in the sentence.
        places: countries named in it, by their codes.
        when: the day that the act is done on or sets, each candidate with its rule; empty if none is given.
        until: the end of what the act begins, in the same way.
        said: when it was said, where that is another day than ``when``.
        modality: how firmly it is claimed, one of :data:`~regtrack.ingest.news.tables.MODALITIES`.
        details: details that can be compared with what else is known.
        hints: what tells apart instruments of one name, such as the chamber of a bill.
        quote: the sentence, exactly as printed: ``text[start:end]``.
        start, end: where it stands in the item's text.
        clause: the part of it in which the act is claimed, as read (widths and blanks made alike).
        sentence: the whole of it, as read.
        paragraph: number of its paragraph.
        part: ``text``, or ``title`` if the quote stands in the item's title.
        spoken: what else the item names, the nearest before it first; only for words that name nothing themselves.
    """

    actor: str
    act: str
    target: str
    class_: str
    weak: bool
    bare: bool
    pointing: bool
    numbers: tuple[str, ...]
    cited: tuple[str, ...]
    places: frozenset[str]
    when: tuple[Candidate, ...]
    until: tuple[Candidate, ...]
    said: tuple[Candidate, ...]
    modality: str
    details: frozenset[Detail]
    hints: frozenset[str]
    quote: str
    start: int
    end: int
    clause: str
    sentence: str
    paragraph: int
    part: str = "text"
    spoken: tuple[Spoken, ...] = ()


def read_item(item: Item) -> tuple[Claim, ...]:
    """What an item claims in its text, and in its title where that claims an act that the text does not."""
    tables = language_of(item.language)
    anchor = anchor_of(item.text, language=tables, published_at=item.published_at, zone=item.zone)
    claims = read_claims(item.text, language=item.language, anchor=anchor)
    told = {claim.act for claim in claims}
    titled = read_claims(item.title, language=item.language, anchor=anchor)
    return (*claims, *(attrs.evolve(claim, part="title", paragraph=-1) for claim in titled if claim.act not in told))


def read_claims(text: str, *, language: str | Language, anchor: Anchor) -> tuple[Claim, ...]:
    """What a text claims, in the order of its sentences.

    Args:
        text: in plain text, paragraphs parted by line breaks.
        language: its BCP 47 tag, or its tables; no tables, no claims.
        anchor: what its relative dates count from, see :func:`~regtrack.ingest.news.when.anchor_of`.
    """
    tag = language if isinstance(language, str) else language.tables.language.tag
    tables = language_of(language) if isinstance(language, str) else language
    if tables is None:
        return ()
    about = tables.tables.language
    region = next((part for part in tag.split("-")[1:] if len(part) == 2), "").upper()
    orders = about.numeric_in.get(region) or about.numeric_in.get(anchor.zone) or about.numeric
    folded = fold(text, tables)
    numbers = find_identifiers(folded.text, tables.identifiers)
    if not numbers and not names_any(folded.text, tables):
        return ()  # it speaks of no instrument at all: most items of most feeds
    reader = _Reader(text, folded, tables, anchor, orders, numbers, in_lower_case(folded.text))
    head = max((match.end() for each in tables.datelines if (match := each.match(folded.text))), default=0)
    parts = [(max(start, head), end) for start, end in sentences(folded, tables)]
    placed: list[tuple[int, Claim]] = []
    before = _Before()
    for part in parts:
        told = reader.sentence(*part, before)
        for word, when in told.again:
            _give_day(placed, word, when)
        placed += told.claims
        day = next((day for _, claim in reversed(told.claims) if (day := _day_of(claim))), before.day)
        before = _Before(day, told.spoken or before.spoken, (*before.mentions, *told.mentions))
    if any(claim.bare or claim.weak for _, claim in placed):
        named = [each for part in parts for each in named_in(folded.text, *part, reader.parts(*part).mentions, tables)]
        placed = [
            (place, attrs.evolve(claim, spoken=seen_from(place, named)) if claim.bare or claim.weak else claim)
            for place, claim in placed
        ]
    return tuple(_begun(_with_ends([claim for _, claim in placed])))


def _with_ends(claims: Sequence[Claim]) -> list[Claim]:
    """The claims with the ends that a later sentence gives to a pause: "The suspension runs until"."""
    kept: list[Claim] = []
    for claim in claims:
        paused = [place for place, each in enumerate(kept) if _lasts(each.act)]
        if not (claim.class_ == PAUSE and claim.act in _NOTHING_WITHOUT_A_DATE and paused):
            kept.append(claim)
            continue
        own = kept[paused[-1]]
        until = claim.until or (() if claim.act == "set_effective" else claim.when)
        when = claim.when if claim.act == "set_effective" else ()
        kept[paused[-1]] = attrs.evolve(own, when=own.when or when, until=own.until or until)
    return kept


def _begun(claims: Sequence[Claim]) -> list[Claim]:
    """The claims, each that only gives the day of the act before it joined to that act.

    "Stayed the rule, with effect from Monday"; "extended the licence, which is now valid until May".
    """
    kept: list[Claim] = []
    for claim in claims:
        own = kept[-1] if kept else None
        follows = own is not None and own.start == claim.start and own.target == claim.target and not own.when
        ended = own is not None and own.target == claim.target and _lasts(own.act) and claim.act == "set_expiry"
        if own is not None and ended and own.start == claim.start and not own.until:
            kept[-1] = attrs.evolve(own, until=claim.when or claim.until)
        elif own is not None and follows and _gives_day(claim.act, own.act):
            kept[-1] = attrs.evolve(own, when=claim.when, until=own.until or claim.until)
        else:
            kept.append(claim)
    return kept


def _due_later(claim: Claim, known: Claim) -> bool:
    """Whether one of two claims of a deadline has the later day: the other has that on which it was opened."""
    if KINDS[claim.act].dimension is not Dimension.DEADLINE:
        return False
    days, others = days_of(claim.when), days_of(known.when)
    return bool(days and others) and days[-1] > others[-1]


def _gives_day(kind: str, of: str) -> bool:
    """Whether an act that only sets a day may tell the day of another: of a pause, or the new one of a move."""
    if _lasts(of):
        return kind == "set_effective"
    return kind in _NOTHING_WITHOUT_A_DATE and _moves(of) and KINDS[kind].dimension is KINDS[of].dimension


class _Parts(NamedTuple):
    """What a sentence is made of."""

    verbs: list[Verb]
    days: list[DateHit]
    numbers: list[Identifier]
    mentions: list[Mention]


@attrs.frozen
class _Before:
    """What was last spoken of before a sentence: the day, and the phrase that names an instrument."""

    day: dt.date | None = None
    spoken: Mention | None = None
    mentions: tuple[Mention, ...] = ()


class _Told(NamedTuple):
    """What a sentence tells: claims, the days of acts named before, and the phrase that it speaks of."""

    claims: list[tuple[int, Claim]]
    again: list[tuple[str, list[Candidate]]]
    spoken: Mention | None
    mentions: Sequence[Mention] = ()


@attrs.frozen
class _Reader:
    """One item."""

    text: str
    folded: Folded
    language: Language
    anchor: Anchor
    orders: tuple[str, ...]
    numbers: Sequence[Identifier]
    lowered: str

    def sentence(self, start: int, end: int, before: _Before) -> _Told:
        """What one sentence tells, after what was spoken of before it.

        Each claim has with it the place of the words for what it happens to.
        """
        text, language = self.folded.text, self.language
        verbs = real_verbs(find_verbs(text, self.lowered, start, end, language), text, start, end, language)
        if not any(verb.rows for verb in verbs):
            named = self._named(start, end)
            return _Told([], [], named, () if named is None else (named,))
        verbs, days, numbers, mentions = self.parts(start, end, verbs)
        verbs = with_listed(verbs, days, text, start, end, language)
        if language.tables.mention.same_noun:
            mentions = meant(mentions, before.mentions)
        acts = [self._act(verb, mentions, verbs, start, before.spoken) for verb in verbs]
        used = [mention for _, mention in filter(None, acts) if mention is not None]
        free = [hit for hit in days if not _within(hit, used)]
        dated = attach_dates(free, verbs, text, end, language)
        for place, unit in further_dates(free, dated, verbs, text, end, language):
            act = acts[place]
            if act is not None and _sets_a_date(act[0].kind):
                dated[len(verbs)] = unit
                verbs.append(verbs[place])
                acts.append(act)
        read = self._resolved(dated, verbs, acts, (start, end), before.day)
        actors = [each for each in language.actors.find(text, start, end) if not _inside(each[0], used)]
        places = frozenset(code for _, _, code in language.places.find(text, start, end))
        hints = frozenset(name for _, _, name in language.hints.find(text, start, end))
        quote = self.folded.span(start, end)
        found: dict[tuple[str, int, int], tuple[int, Claim]] = {}
        again: list[tuple[str, list[Candidate]]] = []
        for place, act in enumerate(acts):
            verb, (when, until) = verbs[place], read.get(place, ([], []))
            if when and verb.rows and language.again is not None and language.again.match(text, verb.end, end):
                again.append((text[verb.start : verb.end], when))
            if act is None:
                continue
            row, mention = act
            if _only_supposed(verb, bool(when or until), text, start, language):
                continue
            if not (when or until or row.by_notice) and row.kind in _NOTHING_WITHOUT_A_DATE:
                continue
            said = _said(place, verbs, read)
            manner = manner_of(verb, verbs, text, start, end, language)
            if not when and (row.by_notice or row.kind in _SAYING_IS_DOING or self._performed(place, verbs, manner)):
                when = said
            if not (when or until):
                when = self._also(place, verbs, acts, read)
            if not (when or until) and mention is not None and qualifies(verb, mention, text, language):
                continue  # which one is meant, and not what happened to it
            claim = Claim(
                actor=agent_of(verb, actors, text, language),
                act=row.kind,
                target=mention.words if mention else "",
                class_=mention.class_ if mention else "",
                weak=mention.weak and not _is_issued(row, mention) if mention else True,
                bare=mention.bare if mention else True,
                pointing=mention.pointing if mention else True,
                numbers=mention.numbers if mention else (),
                cited=tuple(number.name for number in numbers),
                places=places,
                when=tuple(when),
                until=tuple(until),
                said=tuple(said) if said != when else (),
                modality=manner.modality,
                details=find_details(text[start:end], row.kind, language),
                hints=hints,
                quote=self.text[quote[0] : quote[1]],
                start=quote[0],
                end=quote[1],
                clause=self._clause(verb, mention, verbs, start, end),
                sentence=text[start:end],
                paragraph=text.count("\n", 0, start),
            )
            for each in _announced(claim):
                key = (
                    each.act,
                    mention.start if mention else -1,
                    place if verb in verbs[:place] or verb.start == verb.end else -1,
                )
                known = found.get(key)
                several = _moves(each.act) or each.act in _NOTHING_WITHOUT_A_DATE or bool(KINDS[each.act].again)
                if known is not None and several and _dated(each) and each.when != known[1].when != ():
                    key, known = (
                        (each.act, key[1], place),
                        None,
                    )  # another day for others: "and for small firms to June"
                if known is None or _dated(each) > _dated(known[1]) or _due_later(each, known[1]):
                    found[key] = (mention.start if mention else verb.start, each)
        named = next((each for each in [*used, *mentions] if not each.weak), None)
        return _Told(list(found.values()), again, named, mentions)

    def _named(self, start: int, end: int) -> Mention | None:
        """The first phrase of a sentence without acts that names an instrument, where the next may leave it out."""
        text, language = self.folded.text, self.language
        if language.own_object is None or not names_any(text[start:end], language):
            return None
        numbers = [number for number in self.numbers if start <= number.start and number.end <= end]
        mentions = find_mentions(text, start, end, language, (), numbers, ())
        return next((each for each in mentions if not each.weak), None)

    def _day_before(self, hit: DateHit, start: int) -> dt.date | None:
        """The day to which the first date of a sentence points ("the same day"): the last of the sentence before."""
        if hit.row is None or hit.row.of != "previous":
            return None
        text, language = self.folded.text, self.language
        before = [span for span in sentences(self.folded, language) if span[0] < start][-1:]
        days = [each for span in before for each in find_dates(text, *span, language, self.orders)]
        spans = [span for each in days for span in days_of(resolve(each, language, self.anchor, "past", None))]
        return spans[-1][0] if spans else self.anchor.on

    def _performed(self, place: int, verbs: Sequence[Verb], manner: Manner) -> bool:
        """Whether an act was done by saying so: "ordered on Friday that the rule be stayed"."""
        if manner.tense != "past" or self.language.performing is None or not place:
            return False
        before = verbs[place - 1]
        return (
            not before.rows
            and self.language.performing.fullmatch(self.folded.text, before.start, before.end) is not None
        )

    def _also(
        self, place: int, verbs: Sequence[Verb], acts: Sequence[tuple[ActRow, Mention | None] | None], read: _Read
    ) -> list[Candidate]:
        """The date of the act before, if a verb is said to go with it: "and at the same time issued a licence"."""
        also, act = self.language.also, acts[place - 1] if place else None
        setting = act is not None and _sets_a_date(act[0].kind) and KINDS[act[0].kind].dimension is not Dimension.PAUSE
        if also is None or setting or place - 1 not in read:
            return []
        joined = also.search(self.folded.text, verbs[place - 1].end, verbs[place].start)
        return read[place - 1][0] if joined is not None else []

    def parts(self, start: int, end: int, verbs: list[Verb] | None = None) -> _Parts:
        """The verbs, dates, numbers and phrases of a sentence."""
        text, language = self.folded.text, self.language
        if verbs is None:
            verbs = real_verbs(find_verbs(text, self.lowered, start, end, language), text, start, end, language)
        days = find_dates(text, start, end, language, self.orders)
        verbs = [verb for verb in verbs if not any(hit.start <= verb.start and verb.end <= hit.end for hit in days)]
        numbers = [number for number in self.numbers if start <= number.start and number.end <= end]
        return _Parts(verbs, days, numbers, find_mentions(text, start, end, language, verbs, numbers, days))

    def _act(
        self, verb: Verb, mentions: Sequence[Mention], verbs: Sequence[Verb], start: int, spoken: Mention | None
    ) -> tuple[ActRow, Mention | None] | None:
        """The first of the acts that a verb may be which has something that it can happen to."""
        pronoun = self._means_it(verb, start)
        for row in verb.rows:
            if pronoun and not (row.of and row.beside):
                return row, None
            mention = target_of(verb, row, mentions, verbs, self.folded.text, start, self.language)
            written = KINDS[row.kind].dimension in (Dimension.TEXT, Dimension.VALUE)
            if written and mention is not None and mention.bare and self._only_describes(verb, mention, mentions):
                continue
            if (
                mention is not None
                or not (row.needs_target or row.of)
                or (row.needs_target and self._of_it(verb, start))
            ):
                deadline = KINDS[row.kind].dimension is Dimension.DEADLINE  # what is to be done by then is its object
                if mention is None and row.kind != _NOTE and not deadline and self._has_object(verb, start):
                    continue
                return self._nearer(verb, row, mention, mentions, verbs, start)
        return self._left_out(verb, start, spoken)

    def _nearer(
        self,
        verb: Verb,
        row: ActRow,
        mention: Mention | None,
        mentions: Sequence[Mention],
        verbs: Sequence[Verb],
        start: int,
    ) -> tuple[ActRow, Mention | None]:
        """An act and its object, or another that the verb may be with an object nearer before it: laws and orders."""
        for other in verb.rows if mention is not None and row.of else ():
            found = (
                target_of(verb, other, mentions, verbs, self.folded.text, start, self.language) if other.of else None
            )
            if found is not None and mention is not None and mention.end <= found.start < found.end <= verb.start:
                return other, found
        return row, mention

    def _only_describes(self, verb: Verb, mention: Mention, mentions: Sequence[Mention]) -> bool:
        """Whether a verb only says what an instrument does to others of no name: 輸出規制を広げる新規則."""
        relative, text = self.language.relative, self.folded.text
        return relative is not None and any(
            relative.fullmatch(text, verb.end, each.start) for each in mentions if each.start >= verb.end > mention.end
        )

    def _has_object(self, verb: Verb, start: int) -> bool:
        """Whether a verb is done to what no phrase names as an instrument: 生産を停止."""
        own = self.language.own_object
        return own is not None and own.search(self.folded.text, start, verb.start) is not None

    def _left_out(self, verb: Verb, start: int, spoken: Mention | None) -> tuple[ActRow, Mention | None] | None:
        """An act to what was just spoken of, in a language that leaves it out."""
        again = self.language.again
        if spoken is None or self.language.own_object is None or self._has_object(verb, start):
            return None
        if again is not None and again.match(self.folded.text, verb.end):
            return None
        row = next((row for row in verb.rows if spoken.class_ in (row.of or (spoken.class_,))), None)
        return None if row is None else (row, attrs.evolve(spoken, pointing=True))

    def _means_it(self, verb: Verb, start: int) -> bool:
        """Whether a pronoun names what a verb is done to, or what does it: "to rescind it", "it will lapse"."""
        language, text = self.language, self.folded.text
        if language.object_pronoun is not None and language.object_pronoun.match(text, verb.end):
            return True
        row = verb.rows[0] if verb.rows else None
        passive = language.passive and language.passive.search(text, max(start, verb.start - 40), verb.start)
        if row is None or language.subject_pronoun is None or not (row.subject or passive):
            return False
        return language.subject_pronoun.search(text, max(start, verb.start - 60), verb.start) is not None

    def _of_it(self, verb: Verb, start: int) -> bool:
        """Whether a verb is done to what a pronoun stands for: "it was rescinded"."""
        language, text = self.language, self.folded.text
        passive = language.passive and language.passive.search(text, max(start, verb.start - 40), verb.start)
        if not passive or language.pronoun is None:
            return False
        return language.pronoun.search(text, max(start, passive.start() - 16), passive.start()) is not None

    def _clause(self, verb: Verb, mention: Mention | None, verbs: Sequence[Verb], start: int, end: int) -> str:
        """From the verb before to the verb after an act, and to what it happens to."""
        text = self.folded.text
        first = max([start, *(other.end for other in verbs if other.end <= verb.start)])
        last = min([end, *(other.start for other in verbs if other.start >= verb.end)])
        first = max([first, *(broken.end() for broken in self.language.clause_break.finditer(text, first, verb.start))])
        if mention is not None:
            first, last = min(first, mention.start), max(last, mention.end)
        return text[first:last]

    def _resolved(
        self,
        dated: dict[int, list[DateHit]],
        verbs: list[Verb],
        acts: Sequence[tuple[ActRow, Mention | None] | None],
        span: tuple[int, int],
        previous: dt.date | None,
    ) -> _Read:
        """By the place of a verb: the candidates of its day, and of the end of what it begins."""
        text, language = self.folded.text, self.language
        tenses = [
            (hit, place, manner_of(verbs[place], verbs, text, *span, language).tense)
            for place, hits in dated.items()
            for hit in hits
        ]
        found: _Read = {}
        ordered = sorted(tenses, key=lambda each: (each[0].start, each[1]))
        if previous is None and ordered:
            previous = self._day_before(ordered[0][0], span[0])
        for hit, place, tense in ordered:
            act = acts[place]
            if not verbs[place].rows:
                tense = "past"
            elif act is not None and hit.role == "until" and (_looks_ahead(act[0].kind) or _lasts(act[0].kind)):
                tense = "future"  # "extended it until June": no one sets a deadline gone by
            elif tense == "past" and act is not None and (hit.role != "at" or _sets_a_date(act[0].kind)):
                tense = "unknown"
            verb = verbs[place]
            if tense == "unknown" and language.ahead and language.ahead.match(text, verb.start, verb.end):
                tense = "future"
            candidates = resolve(hit, language, self.anchor, tense, previous)
            days = days_of(candidates)
            previous = days[0][0] if days else previous
            when, until = found.setdefault(place, ([], []))
            (until if hit.role == "until" else when).extend(candidates)
        for place, (when, until) in found.items():
            act = acts[place]
            if act is not None and until and (not when or _looks_ahead(act[0].kind)) and _sets_an_end(act[0].kind):
                found[place] = (until, [])
            elif act is not None and _moves(act[0].kind) and not act[0].kind.startswith("set_") and self._gone_by(when):
                found[place] = ([], until)  # the day on which it was moved, and not the day to which
        return found

    def _gone_by(self, when: Sequence[Candidate]) -> bool:
        """Whether all that a date may be is the day of the anchor, or before it."""
        today, days = self.anchor.on, days_of(when)
        return today is not None and bool(days) and all(last <= today for _, last in days)


def _only_supposed(verb: Verb, dated: bool, text: str, start: int, language: Language) -> bool:
    """Whether an act is only a condition, or a moment that is waited for, of another."""
    supposed = [language.supposed] if dated else [language.supposed, language.awaited]
    return any(each is not None and each.search(text, start, verb.start) for each in supposed)


def _said(place: int, verbs: Sequence[Verb], read: _Read) -> list[Candidate]:
    """When something was said: the date of the verb of saying that stands nearest."""
    verb = verbs[place]
    spoken = [
        (min(abs(verb.start - other.end), abs(other.start - verb.end)), number)
        for number, other in enumerate(verbs)
        if not other.rows and number in read
    ]
    return read[min(spoken)[1]][0] if spoken else []


def _give_day(placed: list[tuple[int, Claim]], word: str, when: Sequence[Candidate]) -> None:
    """Give the last act told by a word, if it has no day, the one that was told when it was named again."""
    for number, (place, claim) in reversed(list(enumerate(placed))):
        if word in claim.clause and not claim.when:
            placed[number] = place, attrs.evolve(claim, when=tuple(when))
            return


def _announced(claim: Claim) -> tuple[Claim, ...]:
    """A claim; of what is announced on one day for a later one, the announcement and the day from which it binds."""
    said, when = days_of(claim.said), days_of(claim.when)
    if claim.act != _ANNOUNCE or not said or not when or when[0][0] <= said[0][1]:
        return (claim,)
    return attrs.evolve(claim, when=claim.said, said=()), attrs.evolve(claim, act="set_effective")


def _is_issued(row: ActRow, mention: Mention) -> bool:
    """Whether a document of no name is what is issued, and so an instrument by itself: 通知を官報に掲載した."""
    return KINDS[row.kind].dimension is Dimension.STAGE and mention.class_ == "notice"


def _day_of(claim: Claim) -> dt.date | None:
    """The day of a claim, from which "the same day" in the next sentence counts."""
    return next((first for first, last in days_of(claim.when or claim.said) if first == last), None)


def _within(hit: DateHit, mentions: Sequence[Mention]) -> bool:
    """Whether a date is part of a name: "the October 7 rule"."""
    return any(mention.start <= hit.start and hit.end <= mention.end for mention in mentions)


def _inside(place: int, mentions: Sequence[Mention]) -> bool:
    return any(mention.start <= place < mention.end for mention in mentions)


def _sets_a_date(kind: str) -> bool:
    """Whether the date of an act of this kind is one that it sets, which may lie ahead when the act is done."""
    return KINDS[kind].dimension in (Dimension.DUTY, Dimension.DEADLINE) or KINDS[kind].operation in _SETTING


def _dated(claim: Claim) -> int:
    return bool(claim.when) + bool(claim.until)


def _lasts(kind: str) -> bool:
    """Whether what an act of this kind begins goes on for some time, or is a delay."""
    lasting = KINDS[kind].dimension in (Dimension.PAUSE, Dimension.ENFORCEMENT)
    return lasting or KINDS[kind].operation is Operation.REBEGIN


def _moves(kind: str) -> bool:
    """Whether an act of this kind moves a date: of two dates, the second is the new one."""
    return KINDS[kind].operation in (Operation.REBEGIN, Operation.REEND)


def _looks_ahead(kind: str) -> bool:
    """Whether the end that an act of this kind sets lies ahead."""
    return _moves(kind) or KINDS[kind].dimension is Dimension.DEADLINE


def _sets_an_end(kind: str) -> bool:
    """Whether the date that an act of this kind sets may be told as an end: a deadline, an expiry."""
    starts = kind in _NOTHING_WITHOUT_A_DATE  # "will not take effect until"
    ends = KINDS[kind].dimension in (Dimension.DEADLINE, Dimension.DUTY) or KINDS[kind].operation in _ENDING
    return starts or ends
