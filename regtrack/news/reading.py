"""What a news item is about, and what it surely says: mentions, claims and dates.

A claim is sure where one sentence asserts an act, and says what it happens to by a name or by words that can mean one
instrument only. Everything else is a mention. The words of a language stand in its file; nothing here knows any.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import attrs

from regtrack.news.acts import find_details
from regtrack.news.days import Candidate
from regtrack.news.folding import fold
from regtrack.news.item import NewsItem
from regtrack.news.language import Language, language_of
from regtrack.news.linking import Links, Mention
from regtrack.news.names import KnownNames, NameIndex
from regtrack.news.readers import Named, Reader, ask
from regtrack.news.saying import Claim, Statements, called
from regtrack.news.sentences import ItemText, Sentence

_MOST_OFFERED = 12
"""Instruments that further readers are offered beside those that are mentioned."""


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
        concerns: whether it tells of law that is made or binds, and is about more than a meeting or an award.
        lead: the sentence that stands for it where no other does.
    """

    name: str = ""
    mentions: tuple[Mention, ...] = ()
    says: tuple[Claim, ...] = ()
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
        reading = self._by_tables(ItemText(item, language))
        return self._with_others(item, reading, language) if self._readers and reading.concerns else reading

    def _by_tables(self, item: ItemText) -> ItemReading:
        """Return what the tables of its language read in an item."""
        index = self.index(item.language)
        if not (item.may_be_lawful or index.may_name(item.words)):
            return ItemReading(name=item.item.title)
        links = Links(item, index, self.names)
        links.look()
        concerns = any(each.lawful and (each.title or each.has_effect) for each in item.sentences)
        if not concerns and not links.found:
            return ItemReading(name=item.item.title)
        says = Statements(item, links).read()
        if item.language.guards["silent"].search(item.title.text) is not None:
            # what a notice of a meeting does is no act on a rule
            says, concerns = tuple(claim for claim in says if claim.target is not None), False
        return ItemReading(
            name=called(item), mentions=links.mentions(), says=says,
            concerns=concerns or bool(says) or bool(links.found), lead=_lead(item.sentences),
        )  # fmt: skip

    def dates(self, item: NewsItem) -> tuple[ItemDate, ...]:
        """Return the dates in an item, each with its sentence."""
        language = language_of(item.language)
        return tuple(_dates(ItemText(item, language))) if language is not None else ()

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


def _lead(sentences: Sequence[Sentence]) -> str:
    """Return the first sentence with words of law; else the headline."""
    return next((each.quote for each in sentences if each.lawful), sentences[0].quote if sentences else "")


def _dates(item: ItemText) -> Iterator[ItemDate]:
    for sentence in item.sentences:
        for hit in sentence.dates:
            if candidates := sentence.resolved([hit], "unknown"):
                yield ItemDate(tuple(candidates), sentence.quote)
