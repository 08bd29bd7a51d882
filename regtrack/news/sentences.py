"""An item as its sentences, each looked at only as far as it is needed, and what means an instrument in them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import zip_longest

import attrs

from regtrack import dates
from regtrack.citations import find_identifiers
from regtrack.news.days import Anchor, Candidate, DateHit, anchor_of, days_of, find_dates, resolve
from regtrack.news.folding import Folded, fold, sentences
from regtrack.news.item import ItemDate, NewsItem, Phrase
from regtrack.news.language import Language, is_of_one
from regtrack.news.names import NameHit, NameIndex

_MOST_SENTENCES = 400  # an item is a piece of news: of a book the first pages are read
_WORD_BEFORE = re.compile(r"(?:[\w'&./$%-]+|\([^()]{1,40}\)) $")
_PARTICIPLE = re.compile(r"[a-z]{3,}ing ")
_MOST_WORDS = 9  # how many words before its noun belong to a phrase
_CAPITAL = re.compile(r"(?<![\w'])[A-Z][\w'.&-]+")
_DETERMINER = re.compile(r"^(?:the|this|that|these|those|its|their|our|his|an?|any|each|both|all|such) ", re.IGNORECASE)
_INDEFINITE = re.compile(r"an? ", re.IGNORECASE)
_ASIDE = re.compile(r" ?\((?:the |hereinafter |together, )?[\"']?([A-Za-z0-9][\w ./'&:-]{1,40}?)[\"']?\)")
_RIN = re.compile(r"\d{4}-?[A-Z]{2}\d{2}")
_MARKS = '"“「『《'
_CHANGE = re.compile(r" (?:to|of|in) (?:the )?")
_BEFORE_ACT = 2  # so many words may stand before the noun of an act in a name: "one-year suspension of M"
_OPENED, _CLOSED = re.compile(r"\([\"']?$"), re.compile(r"[\"']?\)")
_OWNER = re.compile(r"[\w.-]+'s? (?:\([A-Z]{2,8}\) )?")
_WHOLE = 120  # so many characters before a name are looked at for whose it is, and what else belongs to it
_SEVERAL, _NUMBERS = 10, 45  # fewer documents are several; so many characters before its end a phrase has their number
_LEAST_QUOTED = 8  # a quotation of so many characters may be a title


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
            for each in resolve(hit, item.language, item.anchor, tense, item.before(hit))
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

    def before(self, hit: DateHit) -> dt.date | None:
        """Return the day of the date before one, if that is what it counts from."""
        return self._counted_from.get(id(hit)) if hit.counts_from_another else None

    @cached_property
    def _counted_from(self) -> dict[int, dt.date | None]:
        """The day of the nearest date before each that has one, by the identity of the date."""
        found: dict[int, dt.date | None] = {}
        last: dt.date | None = None
        for hit in (hit for sentence in self.sentences for hit in sentence.dates):
            found[id(hit)] = last if hit.counts_from_another else None
            days = days_of(resolve(hit, self.language, self.anchor, "past", found[id(hit)]))
            last = days[0][0] if days else last
        return found


# --- phrases -----------------------------------------------------------------------------------------------------


def phrases_in(
    text: str, start: int, end: int, index: NameIndex, local: Callable[[str, str], bool] = lambda *_: True
) -> list[Phrase]:
    """Return the phrases of a sentence, in order."""
    language = index.language
    sentence = text[start:end]
    found = [
        *_numbered(sentence, index), *_named(sentence, index, local), *_quoted(sentence, index),
        *_nouns(sentence, language),
    ]  # fmt: skip
    joined = _joined(sentence, sorted(found, key=lambda each: (each.start, -each.end)), language)
    placed: list[Phrase] = []
    for each, following in zip_longest(joined, joined[1:]):
        acts_on = following is not None and following.ids and is_amendment(each, language)
        if acts_on and _CHANGE.fullmatch(sentence, each.end, following.start) is not None:
            continue  # "amendments to M" tell an act
        if each.ids:
            each = attrs.evolve(each, start=_with_owner(sentence, each.start, language))
        placed.append(attrs.evolve(each, start=each.start + start, end=each.end + start))
    return placed


def _with_owner(sentence: str, start: int, language: Language) -> int:
    """Return where a name begins with whose it is, and what else belongs to it: "the Commerce Department's new M"."""
    owner = _OWNER.match(sentence, start)  # the last word of an owner may stand with the name
    for end in (start, owner.end() if owner is not None else start):
        whole = language.guards["whole"].search(sentence, max(0, end - _WHOLE), end)
        if whole is not None and whole.start() < start:
            return whole.start()
    return start


def _numbered(sentence: str, index: NameIndex) -> Iterable[Phrase]:
    for each in find_identifiers(sentence):
        ids = index.number(each.name)
        name = f"RIN {each.name}" if _RIN.fullmatch(each.name) else each.name  # a bare one says nothing to a reader
        yield Phrase(each.start, each.end, name, each.class_, ids, "identifier" if ids else "", proper=True)


def _named(sentence: str, index: NameIndex, local: Callable[[str, str], bool]) -> Iterable[Phrase]:
    for whole in index.find(sentence, local):
        hit = _acted_on(whole, sentence, index, local) or whole
        classes = set().union(*(index.classes[id_] for id_ in hit.ids)) - {""}
        class_ = classes.pop() if len(classes) == 1 else ""
        yield Phrase(hit.start, hit.end, sentence[hit.start : hit.end], class_, hit.ids, hit.rule, proper=True)


def _acted_on(whole: NameHit, sentence: str, index: NameIndex, local: Callable[[str, str], bool]) -> NameHit | None:
    """Return the name within one that begins or ends with an act: "suspension of the Affiliates Rule"."""
    text = sentence[whole.start : whole.end]
    for match in (
        each for kind, words in index.language.act_words.items() if is_of_one(kind) for each in words.finditer(text)
    ):
        first, last = (match.end(), len(text)) if text[: match.start()].count(" ") < _BEFORE_ACT else (0, match.start())
        if (match.end() == len(text)) is (first == 0) and not match[0][0].isupper():  # else it is a title
            for hit in index.find(text[first:last], local):
                if not hit.ids & whole.ids:
                    start = whole.start + first
                    return hit._replace(start=hit.start + start, end=hit.end + start)
    return None


def _quoted(sentence: str, index: NameIndex) -> Iterable[Phrase]:
    """Titles in quotation marks."""
    for first, last in (map(re.escape, marks) for marks in index.language.quotes):
        for match in re.finditer(rf"{first}((?:(?!{first}|{last}).){{2,250}}){last}", sentence):
            words = match[1].strip(" ,.;")
            class_ = index.language.class_of(words)
            ids = index.titled(words)
            title = len(words) >= _LEAST_QUOTED and len(re.findall(r"(?<!\w)[A-Z]", words)) > 1
            title = title and index.language.guards["clause"].search(words) is None  # what somebody said
            if ids or title or (not index.language.spaces and class_):
                yield Phrase(match.start(), match.end(), words, class_, ids, "title" if ids else "", proper=True)


def _nouns(sentence: str, language: Language) -> Iterable[Phrase]:
    """Nouns, each with the words before it that belong to it."""
    guards = language.guards
    for match in language.nouns.finditer(sentence):
        row = language.noun_row(match)
        start = (
            _left(sentence, match.start(), guards["phrase_stops"], language.nouns)
            if language.spaces
            else _left_wide(sentence, match, language)
        )
        end = match.end()
        words = sentence[start:end]
        bare = _DETERMINER.sub("", words) if language.spaces else words
        capitals = _CAPITAL.findall(bare) if language.spaces else []
        proper = (
            len(capitals) > 1
            and match[0][:1].isupper()
            and any(not guards["generic"].fullmatch(each) for each in capitals[:-1])
        )
        left = guards["generic"].sub("", bare.replace(match[0], "")).strip(" '-")
        new = _INDEFINITE.match(words) is not None
        bare_only = not left and not new
        yield Phrase(
            start, end, bare, row.class_, proper=proper,
            points=bare_only or guards["pointing"].match(words) is not None,
            own=guards["own"].match(words) is not None, several=guards["several"].match(words) is not None,
            new=not proper and (new if language.spaces else guards["pointing"].match(words) is None),
        )  # fmt: skip


def _left(sentence: str, start: int, stops: re.Pattern[str], nouns: re.Pattern[str]) -> int:
    for _ in range(_MOST_WORDS):
        word = _WORD_BEFORE.search(sentence, max(0, start - 45), start)
        if word is None or stops.fullmatch(word[0].strip()) or (word[0].endswith(". ") and not word[0][:-2].isupper()):
            break
        if _PARTICIPLE.fullmatch(word[0]) and any(
            noun.end() == word.start() - 1 for noun in nouns.finditer(sentence, max(0, start - 60), word.start())
        ):
            break  # "an order enforcing the rule"
        start = word.start()
        if _DETERMINER.match(word[0].lower()):
            break
    return start


def _left_wide(sentence: str, noun: re.Match[str], language: Language) -> int:
    """Where blanks part no words: a pointing word right before the noun belongs to it."""
    start = noun.start()
    for width in range(min(8, start), 0, -1):
        if language.guards["pointing"].fullmatch(sentence, start - width, start):
            return start - width
    return start


def _joined(sentence: str, found: Sequence[Phrase], language: Language) -> list[Phrase]:
    """Phrases as one that overlap, or of which one names the other: "the interim final rule, "Title"", "Title" rule."""
    kept: list[Phrase] = []
    aside = 0
    for each in found:
        last = kept[-1] if kept else None
        if last is None:
            kept.append(each)
            continue
        if _OPENED.search(sentence, max(0, each.start - 2), each.start) and _CLOSED.match(sentence, each.end):
            if each.ids and not last.ids:  # "the rule (90 FR 4544)"
                kept[-1] = attrs.evolve(_better(last, each), end=last.end, name=last.name if last.proper else each.name)
            aside = each.end
        if each.start < aside:  # a short name of what stands before it, or a part of that
            continue
        gap = _ASIDE.sub("", sentence[last.end : each.start])
        apposed = last.end <= each.start and language.guards["apposition"].fullmatch(gap) is not None
        names = apposed and not last.proper and (bool(each.ids) or each.proper)
        marked = sentence[each.start] in _MARKS or gap.strip() != "," or each.rule == "title"
        if each.start < last.end and _is_compound(sentence, last, each, language):
            kept[-1] = attrs.evolve(last if last.ids else each, start=last.start)
        elif each.start < last.end or (names and marked):
            kept[-1] = _better(last, each)
        elif (
            last.ids and each.class_ == last.class_ and language.guards["stage"].fullmatch(gap) is not None
            and not _is_acted_on(sentence, last.start, language)
        ):  # fmt: skip
            kept[-1] = attrs.evolve(last, end=each.end)  # "the final rule of M"
        else:
            kept.append(each)
    return kept


def is_amendment(phrase: Phrase, language: Language) -> bool:
    """Return whether words mean what changes an instrument: "the amendment"."""
    words = language.act_words.get("amend")
    if words is None or phrase.ids or phrase.proper or not language.spaces:
        return False
    return words.fullmatch(phrase.name.split()[-1]) is not None


def _is_acted_on(sentence: str, start: int, language: Language) -> bool:
    """Whether a word for an act stands right before a name: a rule that suspends M is no stage of M."""
    words = (each for kind, each in language.act_words.items() if is_of_one(kind))
    return any(match.end() == start for each in words for match in each.finditer(sentence, max(0, start - 20), start))


def _is_compound(sentence: str, one: Phrase, other: Phrase, language: Language) -> bool:
    """Whether a name only tells the noun after it: "Affiliates Rule guidance", "the Affiliates Rule's ban"."""
    named, noun = (one, other) if one.ids else (other, one)
    if not named.ids or noun.ids or noun.end <= named.end:
        return False
    class_ = language.class_of(named.name) or named.class_
    return sentence.startswith("'", named.end) or bool(class_ and noun.class_ != class_)


_FIRMNESS = {"identifier": 4, "title": 3, "name": 2, "core": 1, "undated": 1, "": 0}


def _better(one: Phrase, other: Phrase) -> Phrase:
    """Two phrases for one thing as one: the name of the one that tells more."""
    ranked = sorted((one, other), key=lambda p: (bool(p.ids), p.proper, p.end - p.start, _FIRMNESS[p.rule]))
    best, less = ranked[1], ranked[0]
    own = (one.own or other.own) and not best.ids
    return attrs.evolve(
        best, start=min(one.start, other.start), end=max(one.end, other.end), own=own,
        class_=(less if not best.ids and less.end > best.end else best).class_ or best.class_ or less.class_,
        points=best.points and not best.ids, several=best.several or less.several,
    )  # fmt: skip


def count_of(phrase: Phrase, sentence: ItemSentence) -> int:
    """Return how many documents words mean: "two rules"."""
    text, start, language = sentence.whole.text, max(sentence.start, phrase.end - _NUMBERS), sentence.item.language
    told = language.guards["counted"].search(text, start, phrase.end)
    count = language.calendar.number(told["n"]) if told is not None else None
    return count if count and 1 < count < _SEVERAL else 1 + phrase.several


def is_free(phrase: Phrase) -> bool:
    """Whether words mean a document that has no name."""
    return not (phrase.ids or phrase.proper or phrase.own or phrase.class_ == "list")
