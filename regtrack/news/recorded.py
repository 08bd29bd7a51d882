"""What an item tells that the record tells too: by words of what is recorded of an act, on the day of another act."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from typing import TypeAlias

from regtrack.model.event import Event
from regtrack.news.acts import ENTRIES
from regtrack.news.days import days_of, days_of_fact, steps
from regtrack.news.folding import countries_in, fold, is_designation, telling_words
from regtrack.news.language import Language, language_of
from regtrack.news.matching import BEFORE, MADE, NEARLY, NEWS, PRINTED, SOME, RecordMatch
from regtrack.news.names import NameIndex
from regtrack.news.sentences import ItemSentence, count_of

_WINDOW = 3  # a day counts for its sentence and the next ones, so many in all
_LEAST, _ENOUGH = 4, 3.3
"""So many words must be shared, which tell as much together as so many words that no other candidate has."""
_KIND = 2  # so many blanks are in what tells the kind of a document: "temporary general license"
_KIND_CHARS = 6  # the same in characters, where blanks part no words
_WORD = re.compile(r"\w+(?:['.-]\w+)*")
_SMALL = re.compile(r"\b[a-z]\w*")
_NUMBER = re.compile(r"(?<![\w.,])\d{2,3}(?![\w%]|,\d)")
_SHORT = 5  # of fewer small letters a word tells little
_AGREEMENT, _BILL, _LIST = "agreement", "bill", "list"
_FEW = 3  # a word that names of more changes of a list have is no party
_WHOLE = 4  # so many characters name a list by themselves, where blanks part no words
_Span: TypeAlias = tuple[dt.date, dt.date]
_WEEK = 8  # fewer days than this are a day or a week, of which one change needs no number
_PARTY = re.compile(r"[A-Z][\w-]+|[^\x00-\x7f]+")
_PROPER = re.compile(r"(?:[A-Z][\w-]+ )+$")


def told_on_record(match: RecordMatch, found: Set[str]) -> Iterator[tuple[str, ItemSentence]]:
    """Return the instruments that an item tells of by what the record says of them, and the sentence with their day.

    Something must be recorded of the very day that is told, of a body that the item names; and the words of the
    record, and of its names, must be those of the item, beside those of what was ``found``.
    """
    index, sentences, days = match.index, match.item.sentences, dict[dt.date, list[ItemSentence]]()
    for place, sentence in enumerate(sentences):
        for first, last in days_of(sentence.resolved(sentence.dates, "past")):
            if first == last:
                days.setdefault(first, []).extend((*sentences[place : place + _WINDOW], sentences[0]))
    shares = index.described(match.text, short=True, least=1) if days else {}
    bodies = match.bodies(match.text)
    told: dict[str, tuple[set[dt.date], frozenset[str]]] = {}
    for id_, classes in index.classes.items() if days else ():
        described = (id_ in shares or _BILL in classes) and match.acts_in(id_, bodies)
        if id_ in found or (described and not match.is_too_early(id_, dt.timedelta(PRINTED))):
            own = [fact for fact in match.ledger.facts(id_).sound if fact.kind != "note" and "/" not in str(fact.by)]
            words = _words(" ".join((*index.names_of(id_), *(each.summary for each in own))), index.language)
            told[id_] = {day for fact in own for span in _days(fact) for day in span}, words
    owners = Counter(word for _, words in told.values() for word in words)
    known = frozenset().union(*(_words(" ".join(index.names_of(id_)), index.language) for id_ in found))
    known |= {word for id_ in found & told.keys() for word in told[id_][1] if is_designation(word)}
    for id_, (on, words) in told.items() if told.keys() - found else ():
        for day in sorted(on & days.keys()):
            shared = (words - known) & frozenset().union(*(_words(each.text, index.language) for each in days[day]))
            tells = sum(math.log(1 + len(told) / owners[word]) for word in shared) / math.log(1 + len(told))
            if id_ not in found and len(shared) >= _LEAST and tells >= _ENOUGH:
                yield id_, days[day][0]
                break


def goes_with(match: RecordMatch, found: Collection[str]) -> Iterator[tuple[str, ItemSentence]]:
    """Return what goes with what was found, if it is one thing: a permission of its day, an answer to it.

    "The temporary general license that went with the rule", of which a name begins so, or has its last characters;
    "China has barred the export of what Nexperia makes", of whose name the word that tells most is one of another
    country's order.
    """
    index, spoken = match.index, list(found)
    for sentence in match.item.sentences if spoken else ():
        free, whole = [each for each in sentence.phrases if not each.ids], sentence.whole.text
        kinds = [each.name.lower() for each in free if each.name.count(" ") >= _KIND]
        if not match.language.spaces:
            kinds = [whole[each.end - _KIND_CHARS : each.end] for each in free if each.end >= _KIND_CHARS]
        acting = match.acting(sentence)
        may_answer = any({other.partition("/")[0]} != acting for other in spoken) and len(acting) == 1
        shares = match.described(sentence.text, short=True, least=1) if kinds or may_answer else {}
        begins, answers = list[str](), list[str]()
        for id_, share in shares.items():
            if share >= NEARLY and acting == {country := id_.partition("/")[0]}:
                others = (
                    name for other in spoken if not other.startswith(f"{country}/") for name in index.names_of(other)
                )
                theirs = _words(" ".join(others), index.language)
                told = index.subjects(sentence.text, id_)
                if told - theirs and index.has_most_telling(" ".join(told & theirs), id_, rare=True):
                    answers.append(id_)
            has = str.startswith if match.language.spaces else str.__contains__
            if any(has(name.lower(), kind) for name in index.names_of(id_) for kind in kinds):
                begins += [id_] if any(made_with(match, id_, other) for other in spoken) else []
        for ids in (begins, answers):
            if len(ids) == 1 and ids[0] not in found:
                yield ids[0], sentence


def did_same(match: RecordMatch, found: Collection[str]) -> Iterator[tuple[str, ItemSentence]]:
    """Return what did the same to others as what was found: "the same step was taken last week against two others".

    A sentence with a day has two of the parties that its names tell, and a body did both on a day of each.
    """
    index, facts, spaces = match.index, match.ledger.facts, match.language.spaces  # a party has a capital
    unnamed = [s for s in match.item.sentences if spaces and s.dates and not any(each.ids for each in s.phrases)]
    others = [
        id_
        for id_, classes in (index.classes.items() if unnamed else ())
        if id_ not in found and _LIST not in classes and not match.is_too_early(id_, dt.timedelta(PRINTED))
        and any(facts(id_).days & facts(each).days and index.bodies(id_) & index.bodies(each) for each in found)
    ]  # fmt: skip
    known = telling_words(" ".join(name for each in found for name in index.names_of(each)), match.language)
    for sentence in unnamed if others else ():
        told = [id_ for id_ in others if len(_parties(sentence.text, (), id_, index) - known) > 1]
        does = [id_ for id_ in told if any(deed.by == id_ for other in told for deed in facts(other).deeds)] or told
        if len(does) == 1:
            yield does[0], sentence


def carried_out(match: RecordMatch, found: Collection[str]) -> Iterator[tuple[str, ItemSentence]]:
    """Return the agreement behind an act, by the place in its name: "carries out what leaders agreed in Busan".

    To what was ``found`` something was done within days of it.
    """
    index, facts, language = match.index, match.ledger.facts, match.language
    early = (id_ for id_, classes in index.classes.items() if _AGREEMENT in classes and id_ not in found)
    pacts = [id_ for id_ in early if not match.is_too_early(id_, dt.timedelta(PRINTED))]
    days = {day for other in found for day in facts(other).days}
    for sentence in match.item.sentences if pacts else ():
        agreed = language.guards["agreed"].sub(" ", sentence.text)
        text = _SMALL.sub(" ", language.nouns.sub(" ", agreed))  # a place is written with a capital
        ids = [id_ for id_ in pacts if agreed != sentence.text and index.has_most_telling(text, id_, rare=True)]
        near = [id_ for id_ in ids if any(abs((day - on).days) <= BEFORE for on in facts(id_).days for day in days)]
        if len(near) == 1:
            yield near[0], sentence


def changed_lists(match: RecordMatch) -> Iterator[tuple[str, ItemSentence]]:
    """Return the instruments that changed a list as an item asserts, each with the sentence that tells it.

    A sentence that names the list tells the day of a change, or is told about then. If several are of that day, or the
    day is told before it, or the list is not named, the number of entries or a party must tell which are meant.
    """
    item, on, spans = match.item, match.item.on, list[_Span]()
    for sentence in item.sentences if on is not None else ():
        own = [each for each in days_of(sentence.resolved(sentence.dates, "past")) if on and each[0] <= on]
        spans = own or spans
        if acts := match.lists_changed(sentence):
            for id_ in _changes(match, sentence, acts, own, spans):
                yield id_, sentence


def _changes(
    match: RecordMatch, sentence: ItemSentence, acts: Mapping[str, int], own: Sequence[_Span], told: Sequence[_Span]
) -> list[str]:
    """Return the changes of a list that a sentence means: of its ``own`` days, of those told last, or near the item."""
    on, (names, calls) = match.item.on, _lists(sentence.text, match.language)
    ids = _of_lists(match, sentence, acts, names, calls=calls)
    if any(not each.ids.isdisjoint(ids) for each in sentence.phrases):
        return []  # what is named is told, and not another change of the list
    place = match.item.sentences.index(sentence)
    fits = _with_entries(match, ids, place, names, calls=calls)
    exact = {day for span in own for day in _within(span) if (span[1] - span[0]).days < _WEEK}
    printed = {day for first, last in told for day in _within((first, last + dt.timedelta(days=PRINTED)))}
    near = {*_within((on - dt.timedelta(days=NEWS), on + dt.timedelta(days=PRINTED)))} if on and not own else set()
    made = {id_: {day for act, day in match.ledger.facts(id_).done if act in MADE} for id_ in ids}
    for days, those in ((exact, ids), (printed, fits), (near, ids if names else fits)):
        if among := [id_ for id_ in those if made[id_] & days]:
            every = names if len(among) == 1 else len(among) == _documents(match, place)
            return among if every else [id_ for id_ in among if id_ in fits]
    return []


def _of_lists(
    match: RecordMatch, sentence: ItemSentence, acts: Mapping[str, int], names: Sequence[str], *, calls: bool
) -> list[str]:
    """Return the changes of the lists that a sentence names, else of any, by the body or country that acts."""
    index, text = match.index, sentence.text
    before = countries_in(match.language.guards["parties"].sub(" ", text[: min(acts.values())]), match.language)[:1]
    places, bodies, here = {*before} or match.places, match.bodies(match.head), match.bodies(text)
    return [
        id_
        for id_ in (index.lists(names) if names else index.listed if ENTRIES & acts.keys() else ())
        if (names or not before or id_.partition("/")[0] in before)
        and (match.acts_in(id_, bodies) or (calls and id_.partition("/")[0] in places))
        and not match.is_of_others(id_, here)
    ]


def _with_entries(
    match: RecordMatch, ids: Sequence[str], place: int, names: Sequence[str], *, calls: bool
) -> list[str]:
    """Return those changes of which a sentence tells a party, and those of which it tells the number of entries."""
    sentences, language = match.item.sentences, match.language
    text = sentences[place].text
    counts, known = _counts(text, language), {id_: _entries(match, id_) for id_ in ids}
    # "one of 12, another of 70" may be told next
    after = " ".join(each.text for each in sentences[place : place + _WINDOW if counts else place])
    wider = _counts(match.text if names else after, language)
    parties = {id_: _parties(text, names, id_, match.index) if calls and known[id_] else set() for id_ in ids}
    owners = Counter(party for each in parties.values() for party in each)
    fits = [i for i in ids if any(owners[party] <= _FEW for party in parties[i])]
    numbered = ([i for i in ids if known[i] and max(known[i]) in n] for n in (counts, wider))
    return fits + next(filter(None, numbered), [])


def _documents(match: RecordMatch, place: int) -> int:
    """Return how many documents a sentence or the next ones say change a list: "two rules contain the additions"."""
    after = match.item.sentences[place : place + _WINDOW]
    phrases = ((p, each) for each in after if ENTRIES & match.lists_changed(each).keys() for p in each.phrases)
    return max((count_of(phrase, each) for phrase, each in phrases if phrase.class_ != _LIST), default=0)


def _within(span: _Span) -> Iterator[dt.date]:
    return (span[0] + dt.timedelta(days=n) for n in range((span[1] - span[0]).days + 1))


def unlisted(match: RecordMatch) -> list[str]:
    """Return the changes of a list that an item is not about: it asserts none, and names no list or asks for one."""
    sentences = match.item.sentences
    if any(ENTRIES & match.lists_changed(each).keys() for each in sentences):
        return []
    asked = any(ENTRIES & match.lists_changed(each, asserted=False).keys() for each in sentences)
    named = any(_lists(each.text, match.language)[0] for each in sentences)
    return [id_ for id_ in match.index.listed if _entries(match, id_)] if asked or not named else []


def _lists(text: str, language: Language) -> tuple[list[str], bool]:
    """Return the names of lists in a text, and whether it speaks of any."""
    found = ([*language.nouns.finditer(each)] for each in (text, language.synonyms.read(text)))
    every = ([each for each in nouns if language.noun_row(each).class_ == _LIST] for nouns in found)
    nouns = next(filter(None, every), [])  # a list that only stands for the name of another is not named
    named = ((_PROPER.search(each.string, 0, each.start()) if language.spaces else None, each[0]) for each in nouns)
    names = [f"{name[0] if name is not None else ''}{noun}" for name, noun in named]
    return [each for each in names if " " in each or (len(each) >= _WHOLE and not language.spaces)], bool(nouns)


@lru_cache(maxsize=4096)
def _undated(text: str, language: Language) -> str:
    return language.dates.pattern.sub(" ", text)


@lru_cache(maxsize=4096)
def _counts(text: str, language: Language) -> list[int]:
    """Return the numbers of parties that a text tells: "36 firms", "thirty-six entities"."""
    found = (each["n"].lower() for each in language.guards["parties"].finditer(_undated(text, language)))
    numbers = ([language.calendar.number(part) for part in words.split("-")] for words in found)
    return [sum(filter(None, each)) for each in numbers if None not in each]


def _entries(match: RecordMatch, id_: str) -> list[int]:
    """Return the numbers of entries that the record tells of a change of a list, and its names."""
    made = (fact for fact in match.ledger.facts(id_).sound if fact.kind in MADE)
    told = [(name, match.language) for name in match.index.names_of(id_)]
    told += [(each.summary, language) for each in made if (language := language_of(each.language)) is not None]
    return [count for text, language in told for count in _counts(text, language)]


def _parties(text: str, names: Iterable[str], id_: str, index: NameIndex) -> set[str]:
    """Return the words of an instrument's names in a text that may be those of a party, and are not of its list."""
    bare = index.language.guards["parties"].sub(" ", _undated(text, index.language))
    lists = telling_words(" ".join(names), index.language)
    return index.subjects(" ".join(_PARTY.findall(bare)), id_) - lists


def of_country(match: RecordMatch, sentence: ItemSentence) -> str | None:
    """Return what a sentence without a body describes of the country that acts in it, by a day of its making."""
    acting = countries_in(sentence.text, match.language)[:1] if not match.bodies(sentence.text) else []
    days = {day for day, where in match.days.items() if where is sentence} if acting else set()
    shares = match.described(sentence.text, short=True, least=1) if days else {}
    fits = [id_ for id_, share in shares.items() if share >= SOME and id_.partition("/")[0] in acting]
    if len(fits) != 1 or len(match.index.subjects(match.text, fits[0])) < 2:
        return None
    return next((fits[0] for act, day in match.ledger.facts(fits[0]).done if act in MADE and day in days), None)


def is_other_change(match: RecordMatch, id_: str, text: str) -> bool:
    """Whether a text tells only that a list was changed, and the record has no change near the item or on its days."""
    language, instrument, words = match.language, match.ledger.instrument(id_), match.index.shared(text, id_)
    title = instrument.title if instrument is not None else ""
    changes = any(language.act_words[kind].search(title) for kind in ENTRIES & language.act_words.keys())
    gaps = [(match.item.on - day).days for _, day in match.ledger.facts(id_).done if match.item.on]
    told = changes and gaps and words and words <= telling_words(title, language) and not match.has_day(id_)
    return bool(told) and not any(-PRINTED <= gap <= BEFORE for gap in gaps)


def made_with(match: RecordMatch, id_: str, other: str) -> bool:
    """Whether two instruments of one body were made, or began, on one day."""
    made = [{day for act, day in match.ledger.facts(each).done if act in MADE} for each in (id_, other)]
    return not made[0].isdisjoint(made[1]) and match.acts_in(id_, match.index.bodies(other))


def _days(fact: Event) -> Iterator[tuple[dt.date, ...]]:
    return ((first,) for first, last in (*days_of_fact(fact), *steps(fact)) if first == last)


@lru_cache(maxsize=4096)
def _words(text: str, language: Language) -> frozenset[str]:
    """Return the words of a text that tell what it is about, and its numbers: no days, countries, kinds or amounts."""
    bare = language.nouns.sub(" ", language.dates.pattern.sub(" ", fold(text, language).text))
    for names in (language.places, language.actors):
        for start, end, _ in sorted(names.find(bare), reverse=True):
            bare = f"{bare[:start]} {bare[end:]}"
    bare = language.synonyms.read(_WORD.sub(lambda word: word[0] if _tells(word[0], language) else " ", bare))
    return frozenset((*(w for w in telling_words(bare, language) if "%" not in w), *_NUMBER.findall(bare)))


def _tells(word: str, language: Language) -> bool:
    """Whether a word can tell what a text is about: no short one in small letters, none that says that law binds."""
    words, plain = language.vocabulary, word.isascii() and word.islower()
    little = plain and (len(word) < _SHORT or words.words_of(word)[1] & words.effects)
    return not little and language.guards["phrase_stops"].fullmatch(word) is None


BESIDE = ((goes_with, "deed"), (did_same, "deed"), (carried_out, "ground"), (told_on_record, "day"))
"""What finds instruments beside those found, and how each is then said to be found."""
