"""What a news item is about, and what it surely says: mentions, claims and dates.

A claim is sure where one sentence asserts an act, and says what it happens to by a name or by words that can mean one
instrument only. Everything else is a mention. The words of a language stand in its file; nothing here knows any.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from operator import eq

import attrs

from regtrack.model.inbox import OF_ITEMS
from regtrack.model.kinds import KINDS, Dimension
from regtrack.news.acts import (
    CHANGES,
    ENTRIES,
    MAKING,
    ActClaim,
    Masked,
    acts_of,
    is_linked,
    masked,
    moves_a_date,
    performs,
)
from regtrack.news.days import Candidate, days_of
from regtrack.news.folding import find_details, telling_words
from regtrack.news.item import Claim, ItemReading, Mention, NewsItem, Phrase
from regtrack.news.language import Language, language_of
from regtrack.news.linking import Links
from regtrack.news.matching import Ledger
from regtrack.news.names import NameIndex
from regtrack.news.pointing import Descriptions
from regtrack.news.readers import Named, Reader, ask
from regtrack.news.reconciling import restated
from regtrack.news.sentences import ItemSentence, ItemText, is_amendment
from regtrack.news.tables import may_mean

_TEXT = frozenset(("amend", "correct"))
_NARROW = frozenset(("order", "permission"))
"""What is called an order or a permission is no rule: "a court rejected a challenge to M. The order takes effect"."""
_OWN = Phrase(0, 0, "", own=True)

_NAME_AFTER = re.compile(r",? [\"'“`]*[A-Z][a-z]+ (?:of|on|for|to|and|[A-Z])")
_HISTORY = dt.timedelta(days=7)
"""An act that is so long past, on what the ledger does not know, is told for what follows from it."""

_Target = tuple[str | None, Phrase, str]
_MOST_OFFERED = 12  # instruments that further readers are offered beside those that are mentioned


class ItemReader:
    """Reads items of any language against the names of a ledger.

    Make one for many items: names are prepared once for each language. Further ``readers`` are asked of items that
    concern the law; ``dropped`` counts what these said that is not true to the words of an item, by who and why.
    """

    def __init__(self, ledger: Ledger, readers: Sequence[Reader] = ()) -> None:
        self.ledger = ledger
        self.dropped: Counter[str] = Counter()
        self._readers = readers
        self._indexes: dict[str, NameIndex] = {}

    def index(self, language: Language) -> NameIndex:
        """Return the names that count in a language."""
        if language.tag not in self._indexes:
            self._indexes[language.tag] = NameIndex(self.ledger.names(), language)
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
            return ItemReading(name=item.item.title, dates=item.dates)
        links = Links(item, index, self.ledger)
        links.look()
        concerns = any(each.lawful and (each.title or each.has_effect) for each in item.sentences)
        if not concerns and not links.found:
            return ItemReading(name=item.item.title, dates=item.dates)
        says = _Statements(item, links).read()
        if links.is_silent:
            # a notice of a meeting is issued, and does nothing else to a rule
            says, concerns = tuple(each for each in says if each.target is not None or each.act in CHANGES), False
        lead = next((each for each in item.sentences if each.lawful), item.sentences[0]).quote
        return ItemReading(
            name=called(item), mentions=links.mentions(), says=says,
            concerns=concerns or bool(says) or bool(links.found), lead=lead, dates=item.dates,
        )  # fmt: skip

    def _with_others(self, item: NewsItem, reading: ItemReading, language: Language) -> ItemReading:
        """Return a reading with what other readers say and the tables did not read."""
        index = self.index(language)
        shares = index.described(f"{item.title} {item.text}")
        likely = sorted(shares, key=lambda id_: -shares[id_])[:_MOST_OFFERED]
        ids = dict.fromkeys((*(each.id for each in reading.mentions), *likely))
        offered = [Named(id_, index.names_of(id_)) for id_ in ids]
        mentions = {each.id: each for each in reading.mentions}
        says = {(each.act, each.target or each.name): each for each in reading.says}
        for claim in ask(self._readers, item, offered, language, self.dropped):
            says.setdefault((claim.act, claim.target or claim.name), claim)
            if claim.target is not None:
                mentions.setdefault(claim.target, Mention(claim.target, "reader", (claim.quote,)))
        return attrs.evolve(reading, mentions=tuple(mentions.values()), says=tuple(says.values()))


# --- what is said -----------------------------------------------------------------------------------------------------


class _Statements:
    """What one item says."""

    def __init__(self, item: ItemText, links: Links) -> None:
        self.item, self.links, self.language = item, links, item.language
        self.claims: list[Claim] = []
        self._named: list[tuple[ItemSentence, Phrase]] = []
        self._consumed = set(links.pointing)
        self._introduced: set[str] = set()
        self._last: tuple[ItemSentence, int] | None = None

    def read(self) -> tuple[Claim, ...]:
        """Return what the item says, each act on each instrument once."""
        for sentence in self.item.sentences:
            retells = bool(self.links.found and sentence.dates)
            if sentence.lawful or sentence.title or retells:
                self.links.read_phrases(sentence)
                sentence.phrases = [self._described(each, sentence) for each in sentence.phrases]
            tells = sentence.may_tell and bool(sentence.phrases or sentence.dates)
            if (tells or retells) and not sentence.is_hearsay:
                span = sentence.start, sentence.end
                text = masked(sentence.whole.text, *span, sentence.phrases, sentence.dates, title=sentence.title)
                self._tell(sentence, text)
                actor = self._actor(sentence.text)
                self.claims += restated(sentence, text, self.links, self.claims, self._consumed, actor)
            self._named += [(sentence, each) for each in sentence.phrases if _names_one(each)]
            self._introduced.update(each.class_ for each in sentence.phrases if self._is_new(each, sentence))
        entered = {claim.quote for claim in self.claims if claim.act in ENTRIES}
        claims = [each for each in self.claims if each.act != "amend" or each.quote not in entered]  # by adding to it
        if any(phrase.own for sentence in self.item.sentences for phrase in sentence.phrases):
            # what else was published is what a document that speaks of itself rests on
            claims = [each for each in claims if each.target is not None or each.act not in MAKING or not each.when]
        return tuple(_without_repeated(claims))

    def _described(self, phrase: Phrase, sentence: ItemSentence) -> Phrase:
        """Return a phrase with what the words around it mean, if it is no name of one instrument."""
        links = self.links
        if len(phrase.ids) == 1:
            return phrase
        return Descriptions(links.match, links.found, links.of_chamber).read(phrase, sentence)

    def _tell(self, sentence: ItemSentence, text: Masked) -> None:
        """Add the acts that a sentence tells by its words."""
        acts = acts_of(text, self.language, sentence.bits)
        every = self._actor(sentence.text) if acts else ""
        for told in acts:
            # who announces stands before it
            actor = self._actor(text.text[: told.start or told.end]) if told.promised else every
            if told.row.row.kind == "end":
                self._give_end(told, sentence)
                continue
            if told.row.row.of == "told":
                self._give_day(told, sentence, acts)
                continue
            # "the amendment takes effect": it, and not what it amends
            amendment = [each for each in told.phrases if is_amendment(each, self.language)]
            if amendment and told.row.row.kind == "set_effective":
                self._give_day(attrs.evolve(told, noun=amendment[0].name.split()[-1]), sentence, acts)
            if told is acts[0] or not acts[0].row.names_title:  # else what amends, which the same words name
                self._last = sentence, 0
            for target, phrase, rule in self._targets(told, sentence):
                if amendment and target is not None and rule != "own":
                    continue
                claim = self._claim(told, sentence, target, phrase, rule, actor)
                if claim is not None and (target is not None or self._is_news(told, text, claim)):
                    if target is not None:
                        self._consumed.update(id(hit) for hit in (*told.when, *told.until))
                    self.claims.append(claim)
                    self._last = sentence, self._last[1] + 1 if self._last is not None else 1

    def _actor(self, text: str) -> str:
        return next((id_ for _, _, id_ in self.language.actors.find(text)), "")

    def _is_news(self, told: ActClaim, text: Masked, claim: Claim) -> bool:
        """Whether an act on what the ledger does not know is done by the item's own document, or told with its day.

        One told without its day, by anybody else, may be of any day; one that is told with a day long past is history.
        """
        dated = *claim.when, *claim.until
        other = claim.name != called(self.item) or (claim.act in CHANGES and claim.rule != "own")
        if days_of(dated) and self.item.on is not None and other:
            return not self._is_history(dated)
        return bool(days_of(dated)) or performs(told, text, self.language)

    def _is_history(self, days: Iterable[Candidate]) -> bool:
        """Whether days were long past when the item was published."""
        return self.item.on is not None and max(last for _, last in days_of(days)) < self.item.on - _HISTORY

    # --- what an act happens to ----------------------------------------------------------------------------------

    def _claim(
        self, told: ActClaim, sentence: ItemSentence, target: str | None, phrase: Phrase, rule: str, actor: str
    ) -> Claim | None:
        kind = told.row.row.kind
        tense = "future" if told.ahead else "past" if not _sets_a_date(kind) else "unknown"
        when, until = sentence.resolved(told.when, tense), sentence.resolved(told.until, "future")
        said: list[Candidate] = []
        if told.promised:
            said = sentence.resolved(told.when, "past")
            if any(hit.role == "from" for hit in told.when):
                said, when = [], sentence.resolved(told.when, "future")  # "announced a suspension, effective D"
            else:
                said, when = (said, []) if self._is_past(said) else ([], when)
        elif told.ahead and (moves_a_date(kind) or not (when or until)):
            return None
        elif told.when and (not when or (told.ahead and self._is_past(when))):
            return None  # what is only promised is a mention, and what is said of a day that nobody can tell
        if kind in _TEXT and rule == "own" and target is not None:
            kind, when = "publish", []
        name = phrase.name if phrase.proper and not phrase.own else called(self.item)
        details = find_details(sentence.text, kind, self.language)
        if target is not None:
            self.links.note(target, rule, sentence)
        return Claim(
            kind, target, name, phrase.class_, tuple(when), tuple(until), told.ahead, rule, actor, details,
            sentence.quote, announced=tuple(said),
        )  # fmt: skip

    def _is_past(self, days: Iterable[Candidate]) -> bool:
        """Whether days had come when the item was published."""
        return self.item.on is not None and all(last <= self.item.on for _, last in days_of(days))

    def _targets(self, told: ActClaim, sentence: ItemSentence) -> Iterator[_Target]:
        """Return what an act happens to: an instrument of the ledger, or one that has a name of its own."""
        own, row = self.links.own, told.row.row
        if row.of == "own" and not told.phrases:
            yield own, Phrase(0, 0, self.item.item.title, proper=True, own=True), "own"
            return
        pointing = [each for each in sentence.phrases if each.points and not each.own][:1]
        for each in told.phrases or pointing or [_OWN]:
            if len(each.ids) == 1:
                (id_,) = each.ids
                if not self.links.match.is_too_early(id_):
                    yield id_, each, each.rule
            elif each.own or (own is not None and row.kind in CHANGES and not each.ids):
                yield own, attrs.evolve(each, own=True), "own"
            elif (each.points or each.several) and not (row.kind in CHANGES and self._is_alone(each, sentence)):
                if self._is_pointed_at(each, sentence) or (told.promised and not self.language.spaces):
                    yield from self._antecedent(each, sentence)
            elif each.ids:
                continue  # one of several of that name
            elif each.proper or (told.performs and row.kind in CHANGES) or self._is_headline(each):
                yield None, each, ""

    def _is_pointed_at(self, phrase: Phrase, sentence: ItemSentence) -> bool:
        """Whether words say which one, and no name follows: what is issued without them is new ("issues notice")."""
        text = sentence.whole.text
        named = self.language.spaces and _NAME_AFTER.match(text, phrase.end) is not None
        named = named or is_linked(phrase, sentence.phrases, text, self.language)
        return not named and self.language.guards["pointing"].match(text, phrase.start, phrase.end) is not None

    def _is_alone(self, phrase: Phrase, sentence: ItemSentence) -> bool:
        """Whether words point to what is named nowhere: "amends the regulations governing eligibility"."""
        return not self._named and not self.links.found and self._is_pointed_at(phrase, sentence)

    def _antecedent(self, phrase: Phrase, sentence: ItemSentence) -> Iterator[_Target]:
        """Return the instrument that words mean which only point: the only one of its class spoken of before."""
        means = eq if phrase.class_ in _NARROW else may_mean
        fitting = [(where, each) for where, each in self._named if means(phrase.class_, each.class_)]
        if not fitting and len(self.links.spoken_of) == 1:  # the only instrument that the item is about
            (id_,) = self.links.spoken_of
            fits = any(means(phrase.class_, each) for each in self.links.index.classes[id_])
            if fits and phrase.class_ not in self._introduced and not self.links.match.is_too_early(id_):
                yield id_, phrase, "antecedent"
            return
        fitting += [(sentence, each) for each in sentence.phrases if _names_one(each) and each.end <= phrase.start]
        fitting = [each for each in fitting if each[1].class_ == phrase.class_] or fitting
        ids = {(each.ids or each.name): each for _, each in fitting}
        if phrase.several or len(ids) == 1:
            for each in ids.values():
                target = next(iter(each.ids)) if len(each.ids) == 1 else None
                if target is not None and phrase.class_ in self._introduced:
                    continue  # "a final rule amending M. The rule": it may be that one
                if each.proper if target is None else not self.links.match.is_too_early(target):
                    yield target, each, "antecedent"

    def _is_new(self, phrase: Phrase, sentence: ItemSentence) -> bool:
        """Whether words tell of a thing of its own: "a final rule", "the rule replacing M", but not "a rule, the M"."""
        if phrase.ids or phrase.proper or phrase.own:
            return False
        following = next((each for each in sentence.phrases if each.start >= phrase.end), None)
        if not phrase.new or following is None or not (following.proper or following.ids):
            return phrase.new or is_linked(phrase, sentence.phrases, sentence.whole.text, self.language)
        gap = sentence.whole.text[phrase.end : following.start]
        return self.language.guards["apposition"].fullmatch(gap) is None

    def _is_headline(self, phrase: Phrase) -> bool:
        """Whether the headline names what a phrase is about: "the horse protection regulations"."""
        words = telling_words(self.language.synonyms.read(phrase.name), self.language)
        return bool(words) and words <= telling_words(self.language.synonyms.read(self.item.title.text), self.language)

    def _give_end(self, told: ActClaim, sentence: ItemSentence) -> None:
        """Give the pause that was told last its end: "The suspension ends on May 1"."""
        for place in range(len(self.claims) - 1, -1, -1):
            if KINDS[self.claims[place].act].dimension is Dimension.PAUSE:
                if not self.claims[place].until:
                    until = tuple(sentence.resolved(told.when, "future"))
                    self.claims[place] = attrs.evolve(self.claims[place], until=until)
                return

    def _give_day(self, told: ActClaim, sentence: ItemSentence, acts: Sequence[ActClaim]) -> None:
        """Give what was told last the day on which it takes effect: "..., and takes effect on May 1".

        That is the act before it in the sentence, else the only one of the sentence before, done to one thing. What
        was made takes effect on that day; any other act is done then.
        """
        if self._last is None or self._last[1] != 1:
            return
        where, claim = self._last[0], self.claims[-1]
        words = self.language.act_words.get(claim.act)
        if told.noun and (words is None or words.fullmatch(told.noun) is None):
            return
        place = next(n for n, each in enumerate(self.item.sentences) if each is sentence)
        before = self.item.sentences[place - 1] if place and told.row is acts[0].row else sentence
        when = tuple(sentence.resolved(told.when, "future" if told.ahead else "unknown"))
        if days_of(when) < days_of(claim.when):  # a day without its year: nothing takes effect before it is made
            when = tuple(sentence.resolved(told.when, "future"))
        if where is not before or not when or (claim.target is None and self._is_history(when)):
            return
        if claim.act in MAKING:
            day = attrs.evolve(
                claim, act="set_effective", when=when, ahead=told.ahead, quote=sentence.quote, announced=()
            )
            self.claims.append(day)
        elif claim.act in CHANGES or not (
            claim.when or claim.until or (claim.announced and before is not sentence and not told.noun)
        ):
            self.claims[-1] = attrs.evolve(claim, when=when, ahead=told.ahead)
        self._consumed.update(map(id, told.when))


def called(item: ItemText) -> str:
    """Return what is called by its headline."""
    return " ".join(item.item.title.split()) or item.item.id.removeprefix(OF_ITEMS)


def _names_one(phrase: Phrase) -> bool:
    return (len(phrase.ids) == 1 or (phrase.proper and not phrase.ids)) and not phrase.points


def _sets_a_date(kind: str) -> bool:
    """Whether the date of an act is one that it sets, which may lie ahead when the act is done."""
    row = KINDS[kind]
    return row.dimension in (Dimension.DUTY, Dimension.DEADLINE, Dimension.FORCE) or row.sets_an_end


def _without_repeated(claims: Iterable[Claim]) -> Iterator[Claim]:
    """One claim for each act on each instrument: the one that tells most, of several days each."""
    best: dict[tuple[str, str, str, bool], Claim] = {}
    for claim in claims:
        key = claim.act, claim.target or claim.name, "|".join(each.when.text for each in claim.when), claim.ahead
        known = best.get(key)
        if known is None or (claim.until and not known.until):
            best[key] = claim
    dated = {(act, thing) for act, thing, days, _ in best if days}
    for (act, thing, days, _), claim in best.items():
        if days or (act, thing) not in dated or claim.until:
            yield claim
