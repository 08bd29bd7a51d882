"""An item as its sentences, each of which is looked at only as far as it is needed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import cached_property

import attrs

from regtrack import dates
from regtrack.news.days import Anchor, Candidate, DateHit, anchor_of, days_of, find_dates, resolve
from regtrack.news.folding import Folded, fold, sentences
from regtrack.news.item import ItemDate, NewsItem
from regtrack.news.language import Language
from regtrack.news.phrases import Phrase

_MOST_SENTENCES = 400  # an item is a piece of news: of a book the first pages are read


class ItemSentence:
    """A sentence of an item: where it stands in the folded text (``whole``), and what its words may be part of."""

    def __init__(self, item: ItemText, whole: Folded, span: tuple[int, int], *, title: bool) -> None:
        self.item, self.whole, self.title = item, whole, title
        self.start, self.end = span
        self.text = whole.text[self.start : self.end]
        self.phrases: list[Phrase] = []  # what in it means an instrument, if it was looked for
        self.looked = False
        self.words, self.bits = item.language.vocabulary.words_of(self.text)
        self.lawful = item.language.vocabulary.is_lawful(self.bits, self.text)

    @property
    def has_effect(self) -> bool:
        """Whether it can say that law is made, or binds."""
        return bool(self.bits & self.item.language.vocabulary.effects)

    @property
    def may_tell(self) -> bool:
        """Whether it can tell an act."""
        return bool(self.bits & self.item.language.vocabulary.told)

    @cached_property
    def is_hearsay(self) -> bool:
        """Whether it asks, or tells what people without a name say: nothing in it is asserted."""
        return self.text.rstrip().endswith("?") or self.item.language.guards["hearsay"].search(self.text) is not None

    @cached_property
    def tells_kind(self) -> bool:
        """Whether it has a noun for an instrument."""
        return self.item.language.nouns.search(self.text) is not None

    @cached_property
    def quote(self) -> str:
        """The sentence as printed."""
        return self._printed(self.start, self.end)

    @cached_property
    def dates(self) -> list[DateHit]:
        """Its dates."""
        if not self.bits & self.item.language.vocabulary.dates:
            return []
        return find_dates(self.whole.text, self.start, self.end, self.item.language, self.item.orders)

    def resolved(self, hits: Sequence[DateHit], tense: str) -> list[Candidate]:
        """Return the days that dates of it mean, by the tense of what they date."""
        item = self.item
        return [
            attrs.evolve(each, words=self._printed(hit.start, hit.end))
            for hit in hits
            for each in resolve(hit, item.language, item.anchor, tense, item.before(self, hit))
        ]

    def _printed(self, start: int, end: int) -> str:
        first, last = self.whole.span(start, end)
        return (self.item.item.title if self.title else self.item.item.text)[first:last]


class ItemText:
    """An item in its language: its headline and its sentences."""

    def __init__(self, item: NewsItem, language: Language) -> None:
        self.item, self.language = item, language
        self.title, self.text = fold(item.title, language), fold(item.text, language)
        self.words, bits = language.vocabulary.words_of(f"{self.title.text} {self.text.text}")
        self.may_be_lawful = language.vocabulary.may_be_lawful(bits)

    @cached_property
    def sentences(self) -> list[ItemSentence]:
        """The headline, if it has one, and its sentences after the dateline."""
        found = [ItemSentence(self, self.title, (0, len(self.title.text)), title=True)] if self.title.text else []
        head = max(
            (match.end() for each in self.language.datelines if (match := each.match(self.text.text))), default=0
        )
        for number, (start, end) in enumerate(sentences(self.text, self.language)):
            if number < _MOST_SENTENCES and end > head:
                found.append(ItemSentence(self, self.text, (max(start, head), end), title=False))
        return found

    @cached_property
    def paragraphs(self) -> list[list[ItemSentence]]:
        """Its sentences by the lines of the text."""
        found: list[list[ItemSentence]] = []
        for each in self.sentences:
            last = found[-1][-1] if found else None
            if last is None or last.title or "\n" in each.whole.text[last.end : each.start]:
                found.append([])
            found[-1].append(each)
        return found

    def dates(self) -> Iterator[ItemDate]:
        """Its dates, each with its sentence."""
        for sentence in self.sentences:
            for hit in sentence.dates:
                if candidates := sentence.resolved([hit], "unknown"):
                    yield ItemDate(tuple(candidates), sentence.quote)

    @cached_property
    def anchor(self) -> Anchor:
        """From what its relative dates count."""
        item = self.item
        return anchor_of(item.text, language=self.language, published_at=item.published_at, zone=item.zone)

    @cached_property
    def on(self) -> dt.date | None:
        """The day on which it was published, where it was."""
        at = self.item.published_at
        return None if at is None else dates.day_of(at, self.item.zone)

    @cached_property
    def orders(self) -> tuple[str, ...]:
        """In which orders it may write a date in numbers."""
        about = self.language.tables.language
        region = next((part for part in self.item.language.split("-")[1:] if len(part) == 2), "").upper()
        return about.numeric_in.get(region) or about.numeric_in.get(self.anchor.zone) or about.numeric

    def before(self, sentence: ItemSentence, hit: DateHit) -> dt.date | None:
        """Return the day of the date before one, if that is what it counts from."""
        if not hit.counts_from_another:
            return None
        for each, date in self._backwards(sentence, hit):
            days = days_of(resolve(date, self.language, self.anchor, "past", self.before(each, date)))
            if days:
                return days[0][0]
        return None

    def _backwards(self, sentence: ItemSentence, hit: DateHit) -> Iterator[tuple[ItemSentence, DateHit]]:
        """Return the dates before one, the nearest first."""
        place = next(n for n, each in enumerate(self.sentences) if each is sentence)
        for each in reversed(self.sentences[: place + 1]):
            yield from ((each, date) for date in reversed(each.dates) if each is not sentence or date.start < hit.start)
