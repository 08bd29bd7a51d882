"""What a news item is about, and what it surely says: mentions, claims and dates.

A claim is sure where one sentence asserts an act, and says what it happens to by a name or by words that can mean one
instrument only. Everything else is a mention. The words of a language stand in its file; nothing here knows any.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from regtrack import dates
from regtrack.model.inbox import OF_ITEMS
from regtrack.model.kinds import KINDS, Dimension
from regtrack.news.acts import MAKING, ActClaim, ClaimDetail, acts_of, find_details, masked
from regtrack.news.days import Candidate, DateHit, anchor_of, days_of, find_dates, resolve
from regtrack.news.folding import Folded, fold, sentences
from regtrack.news.item import NewsItem
from regtrack.news.language import Language, language_of
from regtrack.news.names import KnownNames, NameIndex, is_designation, may_mean, telling_words
from regtrack.news.phrases import Phrase, phrases_in
from regtrack.news.readers import Named, Reader, ask

_NEAR = 3
"""How many days from its own publication an item may be the document that it is about."""
_TEXT = ("amend", "correct")
_COVER = 0.95
"""How much of a name, by the weight of its words, a sentence must have to be about its instrument: a word that lacks is
often the one that tells it from another investigation, list or correction."""
_FEW, _SOME, _A_DAY, _MARGIN = 0.3, 0.45, 0.25, 0.15
"""How much of it an item must have of which the record has several days, or one; what a day adds; how far off the next
instrument must be."""
_MOST_ALIKE, _MOST_OFFERED = 50, 12
_CHAMBERS = (re.compile(r"s(?:jres|conres|res)?\d+"), re.compile(r"h(?:r|jres|conres|res)\d+"))
_MOST_SENTENCES = 400
"""An item is a piece of news: of a book the first pages are read."""


@attrs.frozen
class Mention:
    """An instrument of the ledger that an item is about.

    Attributes:
        id: its id.
        rule: how it was found: ``identifier``, ``name``, ``core`` (the telling part of a name with a noun of its
            class), ``title``, ``words`` (the words of a name in any order), ``day`` (the record has
            its days), ``antecedent``.
        quotes: the sentences that tell, as printed.
        details: details in them that can be compared with what else is known.
    """

    id: str
    rule: str
    quotes: tuple[str, ...]
    details: frozenset[ClaimDetail] = frozenset()


@attrs.frozen
class Claim:
    """One act that an item surely says.

    Attributes:
        act: kind of event.
        target: id of the instrument; None for one that the ledger does not know.
        name: what the item calls it.
        class_: class of instrument by its noun; empty if it has none.
        when: the day that the act is done on or sets, each candidate with its rule.
        until: the end of what it begins, in the same way.
        ahead: whether it is told as lying ahead.
        rule: how the instrument was found; see :class:`Mention`, and ``own`` for the document that the item is about.
        actor: id of the body that acts; empty if none is named.
        details: details that can be compared with what else is known.
        quote: the sentence, exactly as printed.
        reader: who read it; empty for the tables.
    """

    act: str
    target: str | None
    name: str
    class_: str
    when: tuple[Candidate, ...]
    until: tuple[Candidate, ...]
    ahead: bool
    rule: str
    actor: str
    details: frozenset[ClaimDetail]
    quote: str
    reader: str = ""


@attrs.frozen
class ItemDate:
    """A date in an item, with its sentence."""

    candidates: tuple[Candidate, ...]
    sentence: str


@attrs.frozen
class ItemReading:
    """What an item says.

    Attributes:
        name: what an instrument is called that the ledger does not know and the item is about.
        mentions: the instruments of the ledger that it is about, in the order in which they are told.
        says: its sure claims.
        dates: the dates in it.
        concerns: whether it has words of law and is about more than a meeting or an award.
        lead: the sentence that stands for it where no other does.
    """

    name: str = ""
    mentions: tuple[Mention, ...] = ()
    says: tuple[Claim, ...] = ()
    dates: tuple[ItemDate, ...] = ()
    concerns: bool = False
    lead: str = ""


class ItemReader:
    """Reads items of any language against the names of a ledger.

    Make one for many items: names are prepared once for each language.

    Args:
        names: what the ledger knows of names.
        readers: further readers, that are asked of items that concern the law.

    Attributes:
        dropped: counts what these said that is not true to the words of an item, by the reader and the reason.
    """

    def __init__(self, names: KnownNames, readers: Sequence[Reader] = ()) -> None:
        self.names = names
        self.dropped: Counter[str] = Counter()
        self._readers = readers
        self._indexes: dict[str, NameIndex] = {}

    def index(self, language: Language) -> NameIndex:
        """Return the names that count in a language."""
        if language.tag not in self._indexes:
            self._indexes[language.tag] = NameIndex(self.names.names(), language)
        return self._indexes[language.tag]

    def read(self, item: NewsItem) -> ItemReading:
        """Return what an item says; nothing if there is no file for its language."""
        language = language_of(item.language)
        if language is None:
            return ItemReading()
        reading = _ItemReading(item, language, self).read()
        return self._with_others(item, reading, language) if self._readers and reading.concerns else reading

    def _with_others(self, item: NewsItem, reading: ItemReading, language: Language) -> ItemReading:
        """Return a reading with what other readers say and the tables did not read."""
        index = self.index(language)
        shares = index.described(f"{item.title} {item.text}")
        likely = sorted(shares, key=lambda id_: -shares[id_])[:_MOST_OFFERED]
        ids = dict.fromkeys((*(each.id for each in reading.mentions), *likely))
        offered = [Named(id_, index.names_of(id_)) for id_ in ids]
        mentions = {each.id: each for each in reading.mentions}
        says = {(each.act, each.target or each.name): each for each in reading.says}
        for found in ask(self._readers, item, offered, language, self.dropped):
            finding = found.finding
            details = find_details(fold(finding.quote, language).text, finding.act, language)
            claim = Claim(
                finding.act, found.target, finding.instrument, "", found.when, found.until, False, "reader", "",
                details, finding.quote, found.reader,
            )  # fmt: skip
            says.setdefault((finding.act, finding.instrument), claim)
            if found.target is not None:
                mentions.setdefault(found.target, Mention(found.target, "reader", (finding.quote,)))
        return attrs.evolve(reading, mentions=tuple(mentions.values()), says=tuple(says.values()))


@attrs.define
class _Sentence:
    """A sentence of an item."""

    folded: Folded
    printed: str
    start: int
    end: int
    title: bool
    phrases: list[Phrase] = attrs.field(factory=list)
    dates: list[DateHit] = attrs.field(factory=list)

    @property
    def text(self) -> str:
        return self.folded.text[self.start : self.end]

    @property
    def quote(self) -> str:
        """The sentence as printed."""
        first, last = self.folded.span(self.start, self.end)
        return self.printed[first:last]


class _ItemReading:
    """Of one item."""

    def __init__(self, item: NewsItem, language: Language, reader: ItemReader) -> None:
        self.item, self.language, self.names = item, language, reader.names
        self.title, self.text = fold(item.title, language), fold(item.text, language)
        law = language.guards["law"]
        self.lawful = bool(law.search(self.title.text) or law.search(self.text.text))
        self.index = reader.index(language)
        self.anchor = anchor_of(item.text, language=language, published_at=item.published_at, zone=item.zone)
        self.on = None if item.published_at is None else dates.day_of(item.published_at, item.zone)
        about = language.tables.language
        region = next((part for part in item.language.split("-")[1:] if len(part) == 2), "").upper()
        self.orders = about.numeric_in.get(region) or about.numeric_in.get(self.anchor.zone) or about.numeric
        self.local: dict[str, Phrase] = {}
        self._phrases: list[Phrase] = []
        self.found: dict[str, tuple[str, dict[str, None], set[ClaimDetail]]] = {}
        self.previous: dt.date | None = None
        self.before: dict[int, dt.date | None] = {}

    def read(self) -> ItemReading:
        sentences_ = [*self._sentences()]
        own = self._own()
        if not self.lawful and own is None and not any(self.index.find(each.text) for each in sentences_):
            return ItemReading(name=self.item.title)
        for sentence in sentences_:
            self._look(sentence)
            self._mention(sentence, described=own is None)
        if own is not None:
            self._note(own, "title", sentences_[0])
        else:
            self._by_days(sentences_)
        self._in_context(sentences_, own)
        claims: list[Claim] = []
        named: list[tuple[_Sentence, Phrase]] = []
        for sentence in sentences_:
            claims += self._claims(sentence, named, own, claims)
            claims += self._restated(sentence, claims)
            named += [(sentence, each) for each in sentence.phrases if _names_one(each)]
        entered = {claim.quote for claim in claims if claim.act in _ENTRIES}
        claims = [claim for claim in claims if claim.act != "amend" or claim.quote not in entered]  # by adding to it
        silent = self.language.guards["silent"].search(self.title.text) is not None
        if silent:  # what a notice of a meeting does is no act on a rule
            claims = [claim for claim in claims if claim.target is not None]
        concerns = self.lawful and not silent
        return ItemReading(
            name=self._name(), mentions=self._mentions(), says=tuple(_without_repeated(claims)),
            dates=tuple(self._dates(sentences_)), concerns=concerns or bool(claims) or bool(self.found),
            lead=self._lead(sentences_),
        )  # fmt: skip

    def _sentences(self) -> Iterator[_Sentence]:
        if self.title.text:
            yield _Sentence(self.title, self.item.title, 0, len(self.title.text), title=True)
        head = max(
            (match.end() for each in self.language.datelines if (match := each.match(self.text.text))), default=0
        )
        for number, (start, end) in enumerate(sentences(self.text, self.language)):
            if number < _MOST_SENTENCES and end > head:
                yield _Sentence(self.text, self.item.text, max(start, head), end, title=False)

    def _look(self, sentence: _Sentence) -> None:
        text = sentence.folded.text
        if self._is_lawful(sentence) or sentence.title or self.index.find(sentence.text) or self._names_local(sentence):
            found, defined = phrases_in(text, sentence.start, sentence.end, self.index, self.local)
            sentence.phrases = [self._narrowed(each, sentence) for each in found]
            self.local |= defined
            self._phrases += sentence.phrases
        sentence.dates = find_dates(text, sentence.start, sentence.end, self.language, self.orders)
        for hit in sentence.dates:
            self.before[id(hit)] = self.previous
            days = days_of(resolve(hit, self.language, self.anchor, "past", self.previous))
            self.previous = days[0][0] if days else self.previous

    def _names_local(self, sentence: _Sentence) -> bool:
        text = sentence.text.lower()
        return any(short in text for short in self.local)

    # --- which instrument ----------------------------------------------------------------------------------------

    def _own(self) -> str | None:
        """Return the instrument whose own abstract or notice the item is.

        By its title and the day of its publication.
        """
        ids = self.index.titled(self.title.text)
        if self.on is None:
            return None
        near = [
            id_
            for id_ in ids
            if any(act in MAKING and abs((day - self.on).days) <= _NEAR for act, day in self.names.done(id_))
        ]
        if len(near) > 1:  # two of one title and one day: the number that tells them apart
            numbers = set(re.findall(r"\d+", self.text.text))
            near = [id_ for id_ in near if numbers & set(re.findall(r"(?<=-)\d+(?=-entit)", id_))] or near
        return near[0] if len(near) == 1 else None

    def _narrowed(self, phrase: Phrase, sentence: _Sentence) -> Phrase:
        """Return a phrase with the one instrument that it means of those of its name, if anything tells."""
        if len(phrase.ids) < 2:
            return phrase
        ids = [id_ for id_ in sorted(phrase.ids) if not self._too_early(id_)] or sorted(phrase.ids)
        ids = [id_ for id_ in ids if id_ in self.found] if len(set(ids) & self.found.keys()) == 1 else ids
        if len(ids) > 1 and (chamber := self._chamber(sentence.text)) is not None:
            ids = [id_ for id_ in ids if any(map(_CHAMBERS[chamber].fullmatch, self.index.numbers[id_]))] or ids
        if len(ids) > 1:
            ids = [id_ for id_ in ids if id_.startswith(f"{self.item.jurisdiction}/")] or ids
        if len(ids) > 1:
            ids = self._of_the_day(ids, sentence) or ids
        return attrs.evolve(phrase, ids=frozenset(ids))

    def _of_the_day(self, ids: Sequence[str], sentence: _Sentence) -> list[str]:
        """Those of which the record has a day of the sentence; if it has of none, those with the day of the item."""
        told = {day for day, _ in days_of(self._resolved(sentence.dates, sentence, "past"))}
        for days in (told, {self.on}):
            if found := [id_ for id_ in ids if any(day in days for _, day in self.names.done(id_))]:
                return found
        return []

    def _chamber(self, text: str) -> int | None:
        told = [bool(re.search(words, text, re.IGNORECASE)) for words in self.language.tables.reading.chambers]
        return told.index(True) if told.count(True) == 1 else None

    def _too_early(self, id_: str) -> bool:
        """Whether all that is recorded of an instrument happened long after the item was published."""
        done = [day for _, day in self.names.done(id_)]
        return self.on is not None and bool(done) and min(done) > self.on + dt.timedelta(days=180)

    def _mention(self, sentence: _Sentence, *, described: bool) -> None:
        """Note the instruments that a sentence names, and those that it describes by the words of their names."""
        told = self.language.nouns.search(sentence.text) is not None  # else the product of that number may be meant
        for each in sentence.phrases:
            if len(each.ids) == 1:
                (id_,) = each.ids
                if not self._too_early(id_) and (told or not is_designation(each.name)):
                    self._note(id_, each.rule, sentence)
        if any(each.ids for each in sentence.phrases) or not (described and told and self._is_lawful(sentence)):
            return
        ids = [id_ for id_, share in self._described(sentence.text).items() if share >= _COVER]
        if len(ids) > 1:
            ids = self._of_the_day(ids, sentence)
        if len(ids) == 1:
            self._note(ids[0], "words", sentence)
            self._describe(ids[0], [sentence])

    def _described(self, text: str) -> Mapping[str, float]:
        """How much a text has of the names of instruments, of those that it may be about."""
        found = {id_: share for id_, share in self.index.described(text).items() if share >= _FEW}
        most = sorted(found, key=lambda id_: -found[id_])[:_MOST_ALIKE]
        return {id_: found[id_] for id_ in self.index.fitting(text, most) if not self._too_early(id_)}

    def _by_days(self, sentences_: Sequence[_Sentence]) -> None:
        """Note the instrument of which the record has days of the item, if its words fit too and those of no other."""
        days: dict[dt.date, _Sentence] = {}
        for sentence in sentences_:
            for tense in ("past", "future"):
                for first, last in days_of(self._resolved(sentence.dates, sentence, tense)):
                    if first == last:
                        days.setdefault(first, sentence)
        text = " ".join(each.text for each in sentences_)
        bodies = {id_ for _, _, id_ in self.language.actors.find(text)} if days else set()
        bodies |= {self.language.parents[body] for body in bodies if body in self.language.parents}
        if not days or (len(days) < 2 and not bodies):
            return
        scores: dict[str, float] = {}
        for id_, share in self._described(text).items():
            same = {day for _, day in self.names.done(id_)} & days.keys()
            body = "/".join(id_.split("/")[:2])
            acts = body in bodies or self.language.parents.get(body) in bodies
            enough = share >= (_FEW if len(same) > 1 else _SOME) and (not self.found or len(same) > 1)
            if same and enough and len(same) + acts >= 2:
                scores[id_] = share + len(same) * _A_DAY
        most = max(scores.values(), default=0.0)
        best = [id_ for id_, score in scores.items() if score > most - _MARGIN]
        if len(best) == 1 and best[0] not in self.found:
            for sentence in sentences_:
                if any(day in days and days[day] is sentence for _, day in self.names.done(best[0])):
                    self._note(best[0], "day", sentence)
            self._describe(best[0], sentences_)

    def _in_context(self, sentences_: Sequence[_Sentence], own: str | None) -> None:
        """Quote sentences of the law that name nothing under what their paragraph is about, else the whole item."""
        named = {
            sentence.quote: [id_ for id_, (_, quotes, _) in self.found.items() if sentence.quote in quotes]
            for sentence in sentences_
        }
        counted = Counter(id_ for ids in named.values() for id_ in ids).most_common(2)
        about = counted[0][0] if counted and (len(counted) == 1 or counted[0][1] > counted[1][1]) else None
        for paragraph in _paragraphs(sentences_):
            ids = list(dict.fromkeys(id_ for each in paragraph for id_ in named[each.quote]))
            subject = ids[-1] if ids else about
            for sentence in paragraph:
                if subject is None or named[sentence.quote] or sentence.title or not self._is_lawful(sentence):
                    continue
                other = self._other_of(subject, sentence) if own is None else None
                self._note(subject, "antecedent", sentence)
                if other is not None:
                    self._note(other, "words", sentence)

    def _other_of(self, id_: str, sentence: _Sentence) -> str | None:
        """Another instrument, named after the one spoken of and a word of this sentence: its replacement."""
        name = next((each.name for each in self._phrases if each.ids == {id_}), "")
        found = self._described(f"{name} {sentence.text}") if name else {}
        others = [
            other
            for other, share in found.items()
            if share >= _COVER and self.index.is_named_after(other, id_) and self.index.shares(sentence.text, other)
        ]
        return others[0] if len(others) == 1 else None

    def _is_lawful(self, sentence: _Sentence) -> bool:
        return self.language.guards["law"].search(sentence.text) is not None

    def _describe(self, id_: str, sentences_: Sequence[_Sentence]) -> None:
        """Take the phrases that an instrument's words are about for it."""
        for sentence in sentences_:
            sentence.phrases = [
                attrs.evolve(each, ids=frozenset((id_,)), rule="words")
                if self._is_described(each, id_, sentence)
                else each
                for each in sentence.phrases
            ]

    def _is_described(self, phrase: Phrase, id_: str, sentence: _Sentence) -> bool:
        """Whether a phrase is the one of its sentence that an instrument's words are about."""
        fits = any(may_mean(phrase.class_, class_) for class_ in self.index.classes[id_])
        first, last = phrase.start, phrase.end
        return (
            fits and not phrase.proper and not phrase.own and self.index.shares(sentence.folded.text[first:last], id_)
        )

    def _note(self, id_: str, rule: str, sentence: _Sentence) -> None:
        _, quotes, details = self.found.setdefault(id_, (rule, {}, set()))
        quotes[sentence.quote] = None
        details.update(find_details(sentence.text, "note", self.language))

    def _mentions(self) -> tuple[Mention, ...]:
        return tuple(
            Mention(id_, rule, tuple(quotes), frozenset(details)) for id_, (rule, quotes, details) in self.found.items()
        )

    # --- what is said --------------------------------------------------------------------------------------------

    def _claims(
        self, sentence: _Sentence, named: Sequence[tuple[_Sentence, Phrase]], own: str | None, before: list[Claim]
    ) -> Iterator[Claim]:
        if not sentence.phrases and not sentence.dates:
            return
        acts = acts_of(
            masked(sentence.folded.text, sentence.start, sentence.end, sentence.phrases, sentence.dates), self.language
        )
        actor = next((id_ for _, _, id_ in self.language.actors.find(sentence.text)), "")
        for told in acts:
            if told.row.row.kind == "end":
                _give_end(before, told, self, sentence)
                continue
            for target, phrase, rule in self._targets(told, sentence, named, own, before):
                claim = self._claim(told, sentence, target, phrase, rule, actor)
                if claim is not None:
                    yield claim

    def _restated(self, sentence: _Sentence, claims: Sequence[Claim]) -> Iterator[Claim]:
        """Return the acts on record that a sentence tells again, by a word for the act.

        Its instrument and the very day.
        """
        here = {next(iter(each.ids)) for each in sentence.phrases if len(each.ids) == 1}
        here |= {id_ for id_, (_, quotes, _) in self.found.items() if sentence.quote in quotes}
        ids = here or (set(self.found) if len(self.found) == 1 else set())
        if not ids or not sentence.dates:
            return
        text, told = sentence.folded.text, {(each.act, each.target) for each in claims if each.quote == sentence.quote}
        for kind, pattern in self.language.act_words.items():
            for match in pattern.finditer(text, sentence.start, sentence.end):
                if not self._is_asserted(sentence, match):
                    continue
                hit = min(sentence.dates, key=lambda each: max(each.start - match.end(), match.start() - each.end))
                for tense in ("past", "future"):
                    when = self._resolved([hit], sentence, tense)
                    days = {first for first, last in days_of(when) if first == last}
                    for id_ in sorted(ids):
                        if (kind, id_) not in told and any((kind, day) in self.names.done(id_) for day in days):
                            told.add((kind, id_))
                            yield self._again(kind, id_, when, sentence)

    def _again(self, kind: str, id_: str, when: Sequence[Candidate], sentence: _Sentence) -> Claim:
        self._note(id_, "antecedent", sentence)
        details = find_details(sentence.text, kind, self.language)
        actor = next((body for _, _, body in self.language.actors.find(sentence.text)), "")
        return Claim(kind, id_, "", "", tuple(when), (), False, "antecedent", actor, details, sentence.quote)

    def _is_asserted(self, sentence: _Sentence, match: re.Match[str]) -> bool:
        text, guards = sentence.folded.text, self.language.guards
        clause = max(sentence.start, *(text.rfind(mark, sentence.start, match.start()) + 1 for mark in ";。,、，"))
        before = guards["unsure_before"].search(text, clause, match.start())
        return before is None and guards["unsure_after"].match(text, match.end(), sentence.end) is None

    def _claim(
        self, told: ActClaim, sentence: _Sentence, target: str | None, phrase: Phrase, rule: str, actor: str
    ) -> Claim | None:
        kind = told.row.row.kind
        tense = "future" if told.ahead else "past" if not _sets_a_date(kind) else "unknown"
        when = self._resolved(told.when, sentence, tense)
        until = self._resolved(told.until, sentence, "future")
        if (told.ahead and not when and not until) or (told.when and not when):
            return None  # what is only promised is a mention, and what is said of a day that nobody can tell
        if kind in _TEXT and rule == "own" and target is not None:
            kind, when = "publish", []
        name = phrase.name if phrase.proper and not phrase.own else self._name()
        details = find_details(sentence.text, kind, self.language)
        if target is not None:
            self._note(target, rule, sentence)
        days, ends = tuple(when), tuple(until)
        return Claim(
            kind, target, name, phrase.class_, days, ends, told.ahead, rule, actor, details, sentence.quote
        )  # fmt: skip

    def _targets(
        self,
        told: ActClaim,
        sentence: _Sentence,
        named: Sequence[tuple[_Sentence, Phrase]],
        own: str | None,
        before: Sequence[Claim],
    ) -> Iterator[tuple[str | None, Phrase, str]]:
        """Return what an act happens to: an instrument of the ledger, or one that has a name of its own."""
        if told.row.row.of == "own" and not told.phrases:
            yield own, Phrase(0, 0, self.item.title, proper=True, own=True), "own"
            return
        phrases = told.phrases or self._subject(sentence, named, before) or [_OWN]
        for each in phrases:
            if told.row.row.of and not each.ids:  # what the title of a document names
                each = attrs.evolve(each, ids=self.index.titled(each.name), rule="title")
            if len(each.ids) == 1:
                (id_,) = each.ids
                if self._may_happen(told, id_):
                    yield id_, each, each.rule
            elif each.own or (own is not None and told.row.row.kind in _CHANGES and not each.ids):
                yield own, attrs.evolve(each, own=True), "own"
            elif each.points or each.several:
                yield from self._antecedent(told, each, sentence, named)
            elif each.ids:
                continue  # one of several of that name
            elif each.proper or (told.performs and told.row.row.kind in _CHANGES) or self._is_headline(each):
                yield None, each, ""

    def _subject(
        self, sentence: _Sentence, named: Sequence[tuple[_Sentence, Phrase]], before: Sequence[Claim]
    ) -> Sequence[Phrase]:
        """Return what an act happens to that names nothing.

        The only instrument of its sentence, else of the act before.
        """
        here = {each.ids or each.name: each for each in sentence.phrases if _may_be_meant(each)}
        if here:
            return [*here.values()] if len(here) == 1 else [_NOTHING]
        if before:
            last = before[-1]
            ids = frozenset((last.target,)) if last.target is not None else frozenset()
            return [Phrase(0, 0, last.name, last.class_, ids, "antecedent" if ids else "", proper=True)]
        if len(self.found) == 1 and any(_may_be_meant(each) for _, each in named):
            return [Phrase(0, 0, "", ids=frozenset(self.found), rule="antecedent")]
        pointing = [each for each in sentence.phrases if each.points and not each.own][:1]
        return pointing or ([_NOTHING] if self.found else [])

    def _may_happen(self, told: ActClaim, id_: str) -> bool:
        """Whether an act may happen to an instrument: names are put on lists only."""
        return (told.row.row.kind not in _ENTRIES or _LIST in self.index.classes[id_]) and not self._too_early(id_)

    def _antecedent(
        self, told: ActClaim, phrase: Phrase, sentence: _Sentence, named: Sequence[tuple[_Sentence, Phrase]]
    ) -> Iterator[tuple[str | None, Phrase, str]]:
        """Return the instrument that words mean which only point: the only one of its class spoken of last."""
        fitting = [(where, each) for where, each in named if may_mean(phrase.class_, each.class_)]
        if not fitting and len(self.found) == 1:  # the only instrument that the item is about
            (id_,) = self.found
            fits = any(may_mean(phrase.class_, class_) for class_ in self.index.classes[id_])
            if fits and self._may_happen(told, id_):
                yield id_, phrase, "antecedent"
            return
        fitting += [(sentence, each) for each in sentence.phrases if _names_one(each) and each.end <= phrase.start]
        if not fitting:
            return
        last = fitting[-1][0]
        ids = {(each.ids or each.name): each for where, each in fitting if where is last or where.quote == last.quote}
        if phrase.several or len(ids) == 1:
            for each in ids.values():
                target = next(iter(each.ids)) if len(each.ids) == 1 else None
                if (target is None and each.proper) or (target is not None and self._may_happen(told, target)):
                    yield target, each, "antecedent"

    def _is_headline(self, phrase: Phrase) -> bool:
        """Whether the headline names what a phrase is about: "the horse protection regulations"."""
        words = telling_words(self.language.alike(phrase.name), self.language)
        return bool(words) and words <= telling_words(self.language.alike(self.title.text), self.language)

    def _resolved(self, hits: Iterable[DateHit], sentence: _Sentence, tense: str) -> list[Candidate]:
        found: list[Candidate] = []
        for hit in hits:
            first, last = sentence.folded.span(hit.start, hit.end)
            words = sentence.printed[first:last]
            days = resolve(hit, self.language, self.anchor, tense, self.before.get(id(hit)))
            found += [attrs.evolve(each, words=words) for each in days]
        return found

    # --- the rest ------------------------------------------------------------------------------------------------

    def _name(self) -> str:
        """Return what is called by its headline.

        In which the words that come before a number of the item are left out.
        """
        return " ".join(self.item.title.split()) or self.item.id.removeprefix(OF_ITEMS)

    def _lead(self, sentences_: Sequence[_Sentence]) -> str:
        """Return the first sentence with words of law; else the headline."""
        law = self.language.guards["law"]
        return next(
            (each.quote for each in sentences_ if law.search(each.text)), sentences_[0].quote if sentences_ else ""
        )

    def _dates(self, sentences_: Sequence[_Sentence]) -> Iterator[ItemDate]:
        for sentence in sentences_:
            for hit in sentence.dates:
                if candidates := self._resolved([hit], sentence, "unknown"):
                    yield ItemDate(tuple(candidates), sentence.quote)


_CHANGES = frozenset(("amend", "add_entry", "remove_entry", "change_entry", "correct"))
"""Acts that a document does by being issued."""


_LIST = "list"
_ENTRIES = frozenset(("add_entry", "remove_entry", "change_entry"))
_ASIDE = frozenset(("bill", _LIST))
"""An Act or a list that is named beside is mostly what something rests on, or is about."""
_OWN, _NOTHING = Phrase(0, 0, "", own=True), Phrase(0, 0, "")


def _paragraphs(sentences_: Sequence[_Sentence]) -> Iterator[list[_Sentence]]:
    """Return the sentences of each line of an item."""
    held: list[_Sentence] = []
    for each in sentences_:
        if held and (held[-1].title or "\n" in each.folded.text[held[-1].end : each.start]):
            yield held
            held = []
        held.append(each)
    if held:
        yield held


def _names_one(phrase: Phrase) -> bool:
    return (len(phrase.ids) == 1 or (phrase.proper and not phrase.ids)) and not phrase.points


def _may_be_meant(phrase: Phrase) -> bool:
    return _names_one(phrase) and phrase.class_ not in _ASIDE


def _sets_a_date(kind: str) -> bool:
    """Whether the date of an act is one that it sets, which may lie ahead when the act is done."""
    row = KINDS[kind]
    return row.dimension in (Dimension.DUTY, Dimension.DEADLINE, Dimension.FORCE) or row.sets_an_end


def _give_end(claims: list[Claim], told: ActClaim, reading: _ItemReading, sentence: _Sentence) -> None:
    """Give the pause that was told last its end: "The suspension ends on May 1"."""
    for place in range(len(claims) - 1, -1, -1):
        if KINDS[claims[place].act].dimension is Dimension.PAUSE:
            until = reading._resolved(told.when, sentence, "future")
            if not claims[place].until:
                claims[place] = attrs.evolve(claims[place], until=tuple(until))
            return


def _without_repeated(claims: Sequence[Claim]) -> Iterator[Claim]:
    """One claim for each act on each instrument: the one that tells most, of several days each."""
    best: dict[tuple[str, str, str], Claim] = {}
    for claim in claims:
        key = claim.act, claim.target or claim.name, "|".join(each.when.text for each in claim.when)
        known = best.get(key)
        if known is None or (claim.until and not known.until):
            best[key] = claim
    dated = {(act, thing) for act, thing, days in best if days}
    yield from (claim for (act, thing, days), claim in best.items() if days or (act, thing) not in dated or claim.until)
