"""What an item tells that the record tells too: by words of what is recorded of an act, on the day of another act."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections import Counter
from collections.abc import Collection, Iterator, Set
from functools import lru_cache

from regtrack.model.event import Event
from regtrack.news.acts import ENTRIES
from regtrack.news.days import days_of, days_of_fact, steps
from regtrack.news.folding import fold, is_designation, telling_words
from regtrack.news.language import Language
from regtrack.news.matching import BEFORE, MADE, NEARLY, PRINTED, RecordMatch
from regtrack.news.sentences import ItemSentence

_WINDOW = 3  # a day counts for its sentence and the next ones, so many in all
_LEAST, _ENOUGH = 4, 3.3
"""So many words must be shared, which tell as much together as so many words that no other candidate has."""
_KIND = 2  # so many blanks are in what tells the kind of a document: "temporary general license"
_WORD = re.compile(r"\w+(?:['.-]\w+)*")
_NUMBER = re.compile(r"(?<![\w.,])\d{2,3}(?![\w%]|,\d)")
_SHORT = 5  # of fewer small letters a word tells little
_BILL = "bill"


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
        early = match.is_too_early(id_, dt.timedelta(PRINTED))
        if id_ in found or (not early and (id_ in shares or _BILL in classes) and match.acts_in(id_, bodies)):
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

    "The temporary general license that went with the rule", of which a name begins so; "China has barred the export of
    what Nexperia makes", of whose name the word that tells most is one of another country's order.
    """
    index, spoken = match.index, list(found)
    for sentence in match.item.sentences if spoken else ():
        kinds = [each.name.lower() for each in sentence.phrases if not each.ids and each.name.count(" ") >= _KIND]
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
            if any(name.lower().startswith(kind) for name in index.names_of(id_) for kind in kinds):
                begins += [id_] if any(made_with(match, id_, other) for other in spoken) else []
        for ids in (begins, answers):
            if len(ids) == 1 and ids[0] not in found:
                yield ids[0], sentence


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
