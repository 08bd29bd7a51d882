"""What phrases without a name mean: by a day or month, or by the words around them.

"Its chip rules of October" have a body, a subject and a month; "a rule expanding such controls" has what it does.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TypeAlias

import attrs

from regtrack.dates import add_months
from regtrack.news.acts import MAKING
from regtrack.news.days import DateHit, days_of
from regtrack.news.folding import LEADS, countries_in
from regtrack.news.item import Found, Phrase
from regtrack.news.matching import BEFORE, BY_WORDS, COVER, MADE, MANY, MARGIN, NEARLY, PRINTED, SOME, RecordMatch
from regtrack.news.sentences import ItemSentence, count_of, is_free
from regtrack.news.tables import may_mean

_BESIDE, _FAR = 25, 90  # how far in characters a day may stand from its document, or from several
_LISTED = (",", "、", "と", "和", "及")
"""What stands after one of several documents, where blanks part no words."""
_ONE_BY_ONE, _NEXT = re.compile(r"[^:;：；]{0,30}[:：][^:：]*[;；][^:：]*"), re.compile(r"[;；]")
_LITTLE = 0.2  # how much of a name is enough where a document of its class and body is told with its very day
_LATE = 400  # what is told by its number alone was made at most so many days before
_AROUND = 8  # so many characters beside a number may have its year
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ISSUER = re.compile(r"[一-龠]{2}[部局署会院省庁]$")
_RESTRICTS = re.compile(r" (?:that|which) ")
_ALIKE = 4  # so many letters of a verb are those of its noun: expand, expansion
_BEGINS = 4  # so many characters may stand before the first phrase of a sentence: "The M"
_THIS_YEAR = 210  # a month without a year began at most so many days before


def has_month(sentence: ItemSentence) -> bool:
    """Whether a sentence has the name of a month, which may be part of what a document is called."""
    return any(word in sentence.item.language.calendar.months for word in sentence.words)


def of_number(match: RecordMatch, phrase: Phrase, sentence: ItemSentence) -> list[str]:
    """Return what a body numbered so in a year that is not told: the only one of late, or of the item's year.

    The sentence names the body, or the head does and the sentence tells of the subject, or the item before it of
    another number of that body.
    """
    index, on, text = match.index, match.item.on, sentence.whole.text
    name = text.find(phrase.name, phrase.start)  # whose it is may stand in the phrase
    start = max(0, name - _AROUND)
    before, around = text[start:name], text[start : phrase.end + _AROUND]
    issuer = {body for _, end, body in match.language.actors.find(before) if end == len(before)}
    if on is None or (not issuer and _ISSUER.search(before)) or _YEAR.search(around):
        return []  # of a body that the tables do not know, or of a year
    here, head = match.bodies(sentence.text), match.bodies(match.head)
    own = [id_ for id_ in sorted(phrase.ids) if match.acts_in(id_, issuer or here or head)]
    phrases = (each for other in match.item.sentences for each in other.phrases if any(map(str.isdigit, each.name)))
    series = {body for each in phrases for id_ in each.ids for body in index.bodies(id_)}
    told = [id_ for id_ in own if here or index.subjects(sentence.text, id_) or series & index.bodies(id_)]
    days = {id_: [(on - day).days for _, day in match.ledger.facts(id_).done] for id_ in told}
    late = [id_ for id_ in told if any(-PRINTED <= past <= _LATE for past in days[id_])]
    of_year = [id_ for id_ in late if any(f"{on.year}no" in each for each in index.numbers[id_])]
    return late if len(late) == 1 else of_year


_Span: TypeAlias = tuple[dt.date, dt.date]


class Pointing:
    """What the phrases of one sentence point to."""

    def __init__(self, match: RecordMatch, sentence: ItemSentence, phrases: Sequence[Phrase]) -> None:
        self.match, self.index, self.language = match, match.index, match.language
        self.sentence, self.text = sentence, sentence.text
        listed = Counter(each.class_ for each in phrases if sentence.whole.text.startswith(_LISTED, each.end))
        told = {} if self.language.spaces else {each: n + 1 for each, n in listed.items() if n > 1}  # 指針,…指針,…声明
        self.counted = [
            (told.get(each.class_) or self._one_by_one(each) or count_of(each, sentence), each) for each in phrases
        ]
        self.most = max((count for count, _ in self.counted), default=0)

    def read(self, found: Collection[str]) -> Iterator[tuple[list[str], DateHit | Phrase, bool]]:
        """Yield what is meant, as many as told, with its day or month, and whether that is long past.

        One is meant by most of its name, or of several by some of each; long ago also by class and subject alone.
        """
        match, index, on, most = self.match, self.index, self.match.item.on, self.most
        if on is None or not most or (most == 1 and not self.sentence.lawful):
            return
        # what each of several is about the next sentences may tell
        sentences = match.item.sentences
        place = sentences.index(self.sentence)
        text = " ".join(each.text for each in sentences[place : place + 1 + (2 * most if most > 1 else 0)])
        shares = index.described(text, short=True, least=1)
        fitting = index.fitting(text, shares)
        for hit, first, last in self._periods(on) if fitting else ():
            made = [id_ for id_ in fitting if first <= on and self._was_made(id_, first, last)]
            past = (on - last).days > BEFORE
            best = self._as_told(made, hit, (first, last), (text, shares), found)
            if best is None:
                best = self._long_ago(made, hit, (first, last), found) if past else []
            yield best, hit, past

    def _as_told(
        self, made: Sequence[str], hit: DateHit | Phrase, span: _Span, told: tuple[str, Mapping[str, float]],
        found: Collection[str],
    ) -> list[str] | None:  # fmt: skip
        """Return as many of those ``made`` in a span as words beside it count, by most of their names; else None."""
        (text, shares), exact = told, span[0] == span[1]
        beside = [each for count, each in self.counted if _is_beside(each, hit, _BESIDE if count == 1 else _FAR)]
        count = max((count for count, each in self.counted if each in beside), default=1)
        ids, text = (made, text) if count > 1 else (self._of_others(made), self.text)
        fits = [id_ for id_ in ids if self._is_meant(id_, text, shares, beside, exact=exact, several=count > 1)]
        if 1 < len(fits) < count:
            fits = self._just(count, fits, *span, sure=exact) or fits
        if len(fits) < count:
            fits = [id_ for id_ in ids if id_ in fits or id_ in found]
            fits = self._just(count, fits[:1], *span) or fits
        best = [id_ for id_ in fits if count > 1 or shares[id_] > max(map(shares.__getitem__, fits)) - MARGIN]
        return best if len(best) == count and (count > 1 or set(found).isdisjoint(fits)) else None

    def _of_others(self, made: Sequence[str]) -> list[str]:
        """Return those of no body of which the sentence names something: that is what one document means then."""
        named = {name for _, each in self.counted for id_ in each.ids for name in self.index.bodies(id_)}
        return [id_ for id_ in made if named.isdisjoint(self.index.bodies(id_))]

    def _long_ago(self, made: Sequence[str], hit: DateHit | Phrase, span: _Span, found: Collection[str]) -> list[str]:
        """Return all of those made in a span long past that the nearest phrase means by its class and subject."""
        near = min((each for _, each in self.counted), key=lambda each: _gap(each, hit))
        since = isinstance(hit, DateHit) and hit.role == "from"  # what began with it is another thing
        if since or not _is_beside(near, hit, _FAR):
            return []
        several = any(count > 1 for count, each in self.counted if _is_beside(each, hit, _FAR))
        best = self._every(near, made if several else self._of_others(made), hit)
        taken = any(near.class_ in self.index.classes[id_] and self._was_made(id_, *span) for id_ in found)
        return best if len(best) > 1 or not taken else []  # "the rule, issued in May", is that one

    def _one_by_one(self, phrase: Phrase) -> int:
        """Return how many are told one by one after a phrase: "guidance today: on chips; on models; and to firms"."""
        told = _ONE_BY_ONE.match(self.sentence.whole.text, phrase.end, self.sentence.end)
        return 1 + len(_NEXT.findall(told[0])) if told is not None else 0

    def _periods(self, on: dt.date) -> Iterator[tuple[DateHit | Phrase, dt.date, dt.date]]:
        """Yield days and months: of the dates, and the last month by which a document is called ("October rules").

        "The same day" may be that of the news, and not that just told.
        """
        for hit in self.sentence.dates:
            same = self.match.days.keys() - {on} if hit.row.of == "previous" and hit.row.days == 0 else ()
            for span in (*days_of(self.sentence.resolved([hit], "past"))[:1], *((day, day) for day in sorted(same))):
                yield hit, *span
        for _, phrase in self.counted:
            for month in (self.language.calendar.months.get(w.lower()) for w in phrase.name.split() if w.istitle()):
                first = add_months(on.replace(day=1), -((on.month - month) % 12 or 12)) if month else on
                if month and (on - first).days <= _THIS_YEAR:
                    yield phrase, first, add_months(first, 1) - dt.timedelta(days=1)

    def _was_made(self, id_: str, first: dt.date, last: dt.date) -> bool:
        """Whether the record has that an instrument was made, or began, between two days."""
        return any(act in MADE and first <= day <= last for act, day in self.match.ledger.facts(id_).done)

    def _just(self, count: int, ids: Sequence[str], first: dt.date, last: dt.date, *, sure: bool = False) -> list[str]:
        """Return all of the class and body of some that the record has of these days, if they are as many as told.

        If not ``sure``, the item has a word of the subject of each.
        """
        every = [id_ for id_ in self.index.like(ids) if self._was_made(id_, first, last)] if ids else []
        fit = sure or all(self.index.subjects(self.match.text, id_) for id_ in every)
        return every if len(every) == count and fit else []

    def _is_meant(
        self, id_: str, text: str, shares: Mapping[str, float], beside: Sequence[Phrase], *, exact: bool, several: bool
    ) -> bool:
        """Whether words beside a day (an ``exact`` one, or a week or month) mean an instrument that was made then."""
        match, index, share = self.match, self.index, shares[id_]
        nearly, classes, subjects = share >= NEARLY, index.classes[id_], index.subjects(text, id_)
        bodies = match.bodies(self.text)
        if LEADS.issuperset(each.partition("/")[2] for each in bodies):
            bodies = match.bodies(match.head)
        others = match.is_of_others(id_, bodies)
        acting = match.acting(self.sentence) if share >= SOME and not others else set()
        acting |= {each.partition("/")[0] for each in bodies} if several and not others else set()
        meant = any(may_mean(each.class_, class_) for each in beside for class_ in classes) or (nearly and exact)
        if not (meant and subjects and (match.acts_in(id_, bodies) or id_.partition("/")[0] in acting)):
            return False
        instrument = match.ledger.instrument(id_)
        kind = instrument.kind.replace("_", " ") if instrument is not None else ""
        tells = index.has_most_telling(text, id_) or len(subjects) >= MANY
        told = len(subjects) > 1 or (" " in kind and any(kind in each.name for each in beside))
        return share >= SOME if several else tells and (share >= SOME or (exact and told and share >= _LITTLE))

    def _every(self, phrase: Phrase, made: Sequence[str], hit: DateHit | Phrase) -> list[str]:
        """Return all that a body or country made then that a phrase means by its class and the subject of the sentence.

        "Its chip rules of May" are two or three, and "two rules" are two; a singular is the only one. What permits is
        meant by other words than what restricts.
        """
        match, index, spaces, class_ = self.match, self.index, self.language.spaces, phrase.class_
        bodies = match.bodies(self.text) or match.bodies(match.head)
        between = self.sentence.whole.text[phrase.end : hit.start] if spaces else ""
        acting = {*countries_in(between, self.language)[-1:]} or match.acting(self.sentence)
        fits = [id_ for id_ in made if class_ in index.classes[id_] and index.subjects(self.text, id_)]
        theirs = {id_ for id_ in fits if id_.partition("/")[0] in acting and not match.is_of_others(id_, bodies)}
        fits = [id_ for id_ in fits if id_ in theirs or match.acts_in(id_, bodies)]
        fits = [id_ for id_ in fits if class_ == "permission" or "permission" not in index.classes[id_]] or fits
        if len(fits) == 1 and not index.has_most_telling(self.text, fits[0]):
            words = index.subjects(match.text, fits[0])  # of those that overlap one counts
            fits = (
                fits if sum(not any(word != other and word in other for other in words) for word in words) > 1 else []
            )
        count = count_of(phrase, self.sentence)
        plural = not spaces or phrase.name.endswith("s")
        return fits if len(fits) == count or (count == 1 and plural and len(fits) <= MANY) else []


def _is_beside(phrase: Phrase, hit: DateHit | Phrase, far: int) -> bool:
    return _gap(phrase, hit) <= far and is_free(phrase)


def _gap(phrase: Phrase, hit: DateHit | Phrase) -> int:
    return max(hit.start - phrase.end, phrase.start - hit.end)


class Descriptions:
    """What the phrases of one item mean by the words around them."""

    def __init__(
        self, match: RecordMatch, found: Mapping[str, Found], of_chamber: Callable[[Sequence[str], str], list[str]]
    ) -> None:
        self.item, self.match, self.language = match.item, match, match.language
        self.found, self.of_chamber = found, of_chamber

    def read(self, phrase: Phrase, sentence: ItemSentence) -> Phrase:
        """Return a phrase with the instrument that the words around it describe: "a rule expanding such controls".

        What changes an instrument is another one, unless the name of that tells the same; of what the record has the
        making of, the day must be that.
        """
        head = sentence in self.item.sentences[:2] and not sentence.title
        after = _RESTRICTS.match(sentence.whole.text, phrase.end) is not None
        if head and (phrase.new or after) and (bill := self._only_bill(phrase, sentence)):
            return attrs.evolve(phrase, ids=frozenset((bill,)), rule="words", new=False)
        ids = self._describing(sentence) or (self._describing(self.item.sentences[0], head=True) if head else [])
        if len(ids) != 1 or any(
            p.ids and not self._may_stand_beside(p, ids[0], phrase, sentence) for p in sentence.phrases
        ):
            return phrase
        (id_,), index = ids, self.match.index
        new = phrase.new or (sentence.title and not phrase.proper)
        own = not phrase.proper and not phrase.own and bool(index.shared(phrase.name, id_))
        if phrase.class_ not in index.classes[id_] or not (new or own or (phrase.points and after)):
            return phrase
        match, fully = self.match, id_ in self._fully(sentence)
        made = {day for act, day in self.match.ledger.facts(id_).done if act in MAKING}
        told = {day for day, _ in days_of(sentence.resolved(sentence.dates, "past"))}
        here = match.described(sentence.text, short=True, least=1).get(id_, 0.0) >= SOME
        bodies = match.bodies(sentence.text)
        named = self.found[id_].rule not in BY_WORDS and not fully
        other = (
            named or not here or (bodies and not match.acts_in(id_, bodies))
            or ((phrase.new or not own) and self._alters(phrase, sentence, id_))
        )  # fmt: skip
        if made.isdisjoint(told) and (made or other):
            return phrase
        return attrs.evolve(phrase, ids=frozenset(ids), rule="words", new=False)

    def _may_stand_beside(self, name: Phrase, id_: str, phrase: Phrase, sentence: ItemSentence) -> bool:
        """Whether a name is that of what a document did an act to, or of its subject, as in "H200 exports"."""
        deeds = (deed for other in name.ids for deed in self.match.ledger.facts(other).deeds if deed.by == id_)
        for words in (self.language.act_words.get(deed.kind) for deed in deeds):
            if self.language.spaces or (words and words.search(sentence.whole.text, name.end, phrase.start)):
                return True
        nouns = [*self.language.nouns.finditer(name.name)]
        ends = any(each.end() == len(name.name) for each in nouns)
        return name.ids == {id_} and not ends and all(self.language.noun_row(n).class_ != phrase.class_ for n in nouns)

    def _describing(self, sentence: ItemSentence, *, head: bool = False) -> list[str]:
        """Return the instruments that the words of a sentence describe; with ``head`` also those that it names."""
        found = self.found.items()
        ids = [id_ for id_, each in found if (head or each.rule in BY_WORDS) and sentence.quote in each.quotes]
        return ids or self._fully(sentence)

    def _fully(self, sentence: ItemSentence) -> list[str]:
        """Return the instruments of the item of which a sentence has all that a name tells."""
        shares = self.match.described(sentence.text, short=True)
        return [id_ for id_ in self.found if shares.get(id_, 0.0) >= COVER]

    def _alters(self, phrase: Phrase, sentence: ItemSentence, id_: str) -> bool:
        """Whether the words about a document tell of a change that the names of an instrument do not tell."""
        start, end = (phrase.end, sentence.end) if self.language.spaces else (sentence.start, phrase.start)
        names = " ".join(self.match.index.names_of(id_)).lower()
        told = self.language.guards["alters"].finditer(sentence.whole.text, start, end)
        return any(each[0][:_ALIKE].lower() not in names for each in told)

    def _only_bill(self, phrase: Phrase, sentence: ItemSentence) -> str:
        """Return the bill that the next sentence begins with: the only one of the item, or of the chamber named."""
        found = [*self.found] if phrase.class_ == "bill" else []
        if len(found) > 1:
            found = self.of_chamber(found, sentence.text)
        place = next(n for n, each in enumerate(self.item.sentences) if each is sentence)
        following = self.item.sentences[place + 1 : place + 2] if found else []
        begins = [each.ids for one in following for each in one.phrases[:1] if each.start - one.start <= _BEGINS]
        return found[0] if len(found) == 1 and set(found) in begins else ""
