"""Phrases in a sentence that name an instrument: "the AI Diffusion Rule", 「AI拡散規則」, 《人工智能扩散规则》."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain

import attrs

from regtrack.model.kinds import KINDS, Dimension
from regtrack.news.acts import Verb
from regtrack.news.identifiers import Identifier
from regtrack.news.language import Language
from regtrack.news.lexicon import Text, without
from regtrack.news.mentioned_dates import DateHit
from regtrack.news.tables import Noun

PAUSE = "pause"
"""Class of the words for an act that goes on for some time ("suspension"), which are no instrument."""
_NEAR = 30
"""How far a noun for an act may stand from the verb whose object it is, in characters."""
_WORDS = re.compile(r"[^\W\d_]+")
_BLANK = re.compile(r"\s+")
_BILL = "bill"
_DRAFT = "draft"
_NOTICE = "notice"
_MEASURE = "measure"
_DETERMINERS = 12
"""How far after a verb its object begins, in characters."""
_NAME = 24
"""How far from the beginning of a name in quotation marks its last words may begin."""
_NOTE = "note"
_AHEAD = 24
"""How far what follows a stretch is looked at for what its words mean, in characters."""


@attrs.frozen
class Mention:
    """A phrase that names an instrument.

    Attributes:
        start, end: where it stands in the folded text, with what is joined to it.
        words: the phrase.
        class_: class of instrument, by its noun.
        weak: its noun names no instrument by itself.
        noun: the noun with which it ends.
        bare: nothing in it tells one instrument from another.
        pointing: it means the one just spoken of.
        numbers: numbers by which it is known.
    """

    start: int
    end: int
    words: str
    class_: str
    noun: str = ""
    weak: bool = False
    bare: bool = False
    pointing: bool = False
    numbers: tuple[str, ...] = ()


def real_verbs(verbs: Sequence[Verb], words: Text, start: int, end: int, language: Language) -> list[Verb]:
    """The verbs without those that are part of a name ("the proposed rule", 取り消し規則), or nouns ("the pause").

    What a bill would do is no act either: of the verbs that only tell it, those that may be done to a bill are left.
    """
    kept: list[Verb] = []
    text = words.text
    runs: list[tuple[int, int]] | None = None
    for found in verbs:
        verb = _done(found, text, end, language)
        if verb is None:
            continue
        single = bool(verb.rows) and not (verb.noun or " " in text[verb.start : verb.end])
        if single and words.holds(language.determiner, start, verb.start):
            noun = _as_noun(verb, words, start, end, language)
            if noun is None:
                continue
            verb = noun
        if words.holds(language.attributive, start, verb.start):
            runs = list(runs_of(text, start, end, language, ())) if runs is None else runs
            run = next((run for run in runs if run[0] <= verb.start and verb.end < run[1]), None)
            if run is not None and any(language.nouns.find(words, verb.end, run[1])):
                continue
        if verb.rows and _is_in_a_name(verb, text, start, end, language):
            continue
        if kept and _is_told_again(verb, kept[-1], text, language):
            continue
        if kept and kept[-1].rows and verb.rows and _announces(verb, kept[-1], text, language):
            verb = attrs.evolve(verb, rows=())
        if verb.noun and kept and kept[-1].rows and _governs(kept[-1], verb, text, language):
            kept.pop()  # "finalized the repeal of the rule" is one act
        kept.append(verb)
    return kept


def _as_noun(verb: Verb, words: Text, start: int, end: int, language: Language) -> Verb | None:
    """A verb as the noun for the same act that it is after all ("the repeal of"), if that is announced."""
    found = [
        act.row
        for _, match, act in language.acts.find(words, verb.start, end)
        if act.noun and match.start() == verb.start
    ]
    rows = tuple(row for row in verb.rows if row in found)
    if not rows or language.nominal is None or language.nominal.search(words.text, start, verb.start) is None:
        return None
    return attrs.evolve(verb, rows=rows, noun=True)


def _governs(verb: Verb, noun: Verb, text: str, language: Language) -> bool:
    """Whether a noun for an act is the object of a verb, right after it: "finalized the repeal of"."""
    between = text[verb.end : noun.start]
    return language.determiner is not None and len(between) < _NEAR and language.determiner.search(between) is not None


def _is_in_a_name(verb: Verb, text: str, start: int, end: int, language: Language) -> bool:
    """Whether a word with a capital stands among others, where most words have none: "the Foreign End User List"."""
    word = text[verb.start : verb.end]
    if not language.tables.language.spaces or " " in word or not word[:1].isupper() or verb.start == start:
        return False
    if not any(len(each) > 5 and each.islower() for each in _WORDS.findall(text, start, end)):
        return False  # the sentence is a headline
    around = text[max(start, verb.start - 2) : verb.start], text[verb.end : verb.end + 2]
    before = _WORDS.findall(text, max(start, verb.start - 20), verb.start)
    return (around[1][:1] in " -" and around[1][1:].isupper()) or (bool(before) and before[-1][0].isupper())


def _announces(verb: Verb, act: Verb, text: str, language: Language) -> bool:
    """Whether a verb only says that the act before it will be done: 規則の撤廃を提案した."""
    if language.of_act is None or not all(KINDS[row.kind].dimension is Dimension.STAGE for row in verb.rows):
        return False
    return language.of_act.fullmatch(text, act.end, verb.start) is not None


def _is_told_again(verb: Verb, before: Verb, text: str, language: Language) -> bool:
    """Whether words only add to the verb before them: "in the Register" to "publishing a notice"."""
    if not (verb.rows and before.rows and verb.rows[0].beside and verb.rows[0].kind == before.rows[0].kind):
        return False
    return language.clause_break.search(text, before.end, verb.start) is None


def _done(verb: Verb, text: str, end: int, language: Language) -> Verb | None:
    """A verb as far as it tells an act, not a condition, nor what is written in a bill; None if it tells none."""
    if language.conditional is not None and language.conditional.match(text, verb.end, end) is not None:
        return None
    if not verb.rows or language.content is None or language.content.match(text, verb.end, end) is None:
        return verb
    rows = tuple(row for row in verb.rows if _BILL in row.of or row.kind == _NOTE)
    return attrs.evolve(verb, rows=rows) if rows else None


def names_any(words: Text, language: Language) -> bool:
    """Whether a text has any word that names instruments."""
    return language.nouns.finds(words, lambda row: not row.weak)


def find_mentions(
    words: Text,
    start: int,
    end: int,
    language: Language,
    verbs: Sequence[Verb],
    numbers: Sequence[Identifier],
    days: Sequence[DateHit],
) -> list[Mention]:
    """The phrases of a sentence that name instruments, in order.

    Args:
        words: the folded text, looked up.
        start: where the sentence begins.
        end: where it ends.
        language: its language.
        verbs: its verbs; a phrase does not reach beyond one.
        numbers: the identifiers in it; one after a phrase belongs to it, any other is a mention of its own.
        days: its dates; nothing is joined to a phrase beyond one.
    """
    text = words.text
    if not language.nouns.may_find(words, start, end):
        return _numbered([], text, numbers)
    titles = list(quotes(text, start, end, language))
    found = [mention for span in titles if (mention := _titled(words, *span, end, language, verbs))]
    quoted = [(mention.start, mention.end) for mention in found]
    runs = list(runs_of(text, start, end, language, verbs))
    for place, (first, last) in enumerate(runs):
        if any(first < stop and last > begin for begin, stop in quoted):
            found = [_of_title(each, words, last, language) if first <= each.end < last else each for each in found]
            continue
        mention = _mention(words, first, last, language)
        if mention is not None:
            found.append(_lengthened(mention, text, last, runs[place + 1 :], [*verbs, *days], language))
    found = [each for each in found if not (each.class_ == _BILL and _is_ground(each, text, start, language))]
    found.sort(key=lambda mention: mention.start)
    return _numbered(_better_named(found, text, language), text, numbers)


def _is_ground(mention: Mention, text: str, start: int, language: Language) -> bool:
    """Whether a law is only the right to do something, or is broken: "under the Act", 外為法に基づき."""
    before, after = language.ground, language.ground_after
    if before is not None and before.search(text, max(start, mention.start - 24), mention.start) is not None:
        return True
    return after is not None and after.match(text, mention.end) is not None


def runs_of(text: str, start: int, end: int, language: Language, verbs: Sequence[Verb]) -> Iterator[tuple[int, int]]:
    """Stretches of a sentence that nothing interrupts."""
    stops = language.stop.finditer(text, start, end)
    cuts = [match.span() for match in stops if "glue" not in match.re.groupindex or not match["glue"]]
    cuts += [(verb.start, verb.end) for verb in verbs]
    position = start
    for first, last in [*sorted(cuts), (end, end)]:
        left, right = position, first
        if language.qualifying is not None and (glue := language.qualifying.match(text, left, right)):
            left = glue.end()  # what is qualified begins after it: 发布的 / 规则
        while left < right and (glue := language.stop.match(text, left, right) or _BLANK.match(text, left, right)):
            left = glue.end()
        while left < right and text[right - 1] in " .\n":
            right -= 1
        if left < right:
            yield left, right
        position = max(position, last)


def unnamed(text: str, start: int, end: int, language: Language) -> Mention | None:
    """The phrase that begins a part of a sentence, if it may be an instrument though no noun says so: "SAB 121"."""
    first, last = next(runs_of(text, start, end, language, ()), (end, end))
    words = text[first:last]
    if not words[:1].isalnum() or first - start > _DETERMINERS:
        return None
    if language.unlike is not None and language.unlike.fullmatch(words) is not None:
        return None
    return Mention(first, last, words, _MEASURE, words.rsplit(" ", 1)[-1])


def _better_named(mentions: list[Mention], text: str, language: Language) -> list[Mention]:
    """The phrases without those that the next one says better: "the measure called the AI Diffusion Rule"."""
    if language.apposition is None:
        return mentions
    ends = [mention.start for mention in mentions[1:]]
    kept = [
        mention
        for mention, following in zip(mentions, ends, strict=False)
        if language.apposition.fullmatch(text, mention.end, following) is None
    ]
    return [*kept, *mentions[-1:]]


def quotes(text: str, start: int, end: int, language: Language) -> Iterator[tuple[int, int]]:
    """What stands between marks around titles."""
    for pair in language.tables.mention.quoted:
        for match in _within(pair).finditer(text, start, end):
            yield match.span(1)


@lru_cache(maxsize=64)
def _within(pair: str) -> re.Pattern[str]:
    """What stands between two marks."""
    return re.compile(f"{re.escape(pair[0])}([^{re.escape(pair[-1])}]{{2,200}}){re.escape(pair[-1])}")


def _mention(words: Text, start: int, end: int, language: Language) -> Mention | None:
    """The phrase up to the last noun of a stretch."""
    text = words.text
    nouns = sorted(_nouns(words, start, end, language), key=lambda each: each[0])
    if not nouns:
        return None
    found = [
        (match.end(), match.end() - match.start(), row, match.start())
        for _, match, row in nouns
        if language.headed is None or not language.headed.match(text, match.end(), end)
    ]
    if not found:
        return None
    strong = [noun for noun in found if not noun[2].weak]
    stop, _, row, noun_start = max(strong or found, key=lambda noun: noun[:2])
    noun_end, quotes = stop, language.tables.mention.quotes
    quoted = bool(quotes) and text[stop : stop + 1] == quotes[1]
    if quoted:
        start = _opened(text, start, quotes, language)
        quoted = text[start - 1 : start] == quotes[0]
    short = language.short.match(text, stop) if language.short is not None else None
    stop = short.end() if short is not None else stop
    phrase = text[start:stop]
    before = language.pointing.search(text, max(0, start - 16), start)
    within = any(language.pointing.match(text, start, first) for *_, first in found)  # 同規則の順守期限
    return Mention(
        start,
        stop,
        phrase,
        row.class_,
        text[noun_start:noun_end],
        row.weak and not quoted,
        bare=(bare := not distinctive(phrase, language)),
        pointing=before is not None
        or within
        or (bare and _is_topic(text, stop, language) and not any(language.places.find(phrase))),
    )


def _nouns(words: Text, start: int, end: int, language: Language) -> list[tuple[int, re.Match[str], Noun]]:
    """The nouns of a stretch; if it has none, those that only what follows it makes one: 輸出 before を禁止した."""
    found = list(language.nouns.find(words, start, end))
    if found or language.tables.language.spaces:
        return found
    beyond = min(end + _AHEAD, len(words.text))
    return [each for each in language.nouns.find(words, start, beyond) if each[1].end() <= end]


def _opened(text: str, start: int, marks: str, language: Language) -> int:
    """Where a name in quotation marks begins whose last words begin at ``start``: 「黄色い封筒法」."""
    opening = text.rfind(marks[0], max(0, start - _NAME), start) + 1
    inside = opening and marks[1] not in text[opening:start] and not language.clause_break.search(text, opening, start)
    return opening if inside else start


def _titled(words: Text, start: int, end: int, stop: int, language: Language, verbs: Sequence[Verb]) -> Mention | None:
    """The phrase of a title in quotation marks; none if it is speech, which has verbs. Its sentence ends at ``stop``.

    A title that ends with a weak noun is a name all the same ("the digital omnibus plan").
    """
    if any(start <= verb.start < end for verb in verbs):
        return None
    text, mention = words.text, _mention(words, start, end, language)
    if mention is not None and mention.end < end:
        mention = _named_by_its_last(mention, words, start, end, language)
    if mention is None or mention.end < end:
        return mention
    for pattern, _, row in language.nouns.rows:  # 《...法》修正草案 is not the law, but what would change it
        longer = pattern.match(text, end + 1, stop) if row.class_ == _DRAFT else None
        if longer is not None:
            return attrs.evolve(mention, end=longer.end(), words=text[start : longer.end()], class_=row.class_)
    return attrs.evolve(mention, weak=mention.weak and mention.bare)


def _of_title(title: Mention, words: Text, end: int, language: Language) -> Mention:
    """A title, or what goes on after it and is told by it: 关于“对等关税”的行政令."""
    qualified = language.qualifying.match(words.text, title.end, end) if language.qualifying is not None else None
    head = _mention(words, qualified.end(), end, language) if qualified is not None else None
    if head is None or head.weak or head.class_ in (title.class_, _NOTICE):
        return title
    return attrs.evolve(head, start=title.start, words=words.text[title.start : head.end], bare=False)


def _named_by_its_last(mention: Mention, words: Text, start: int, end: int, language: Language) -> Mention:
    """The phrase of a title that ends with a weak noun: 《关税调整方案》 is a plan, and no tariff."""
    for _, match, row in language.nouns.find(words, start, end):
        if match.end() == end and match.start() >= mention.end:
            title = words.text[start:end]
            return Mention(start, end, title, row.class_, match[0], row.weak, not distinctive(title, language))
    return mention


def _is_topic(text: str, end: int, language: Language) -> bool:
    """Whether a phrase is the topic of its sentence, where a language has no articles to say that it is known."""
    return language.known_topic is not None and language.known_topic.match(text, end) is not None


def meant(mentions: Sequence[Mention], before: Sequence[Mention]) -> list[Mention]:
    """The phrases, each that only points back as the last one before it with the same noun: 同規則."""
    found: list[Mention] = []
    for mention in mentions:
        last = next(_named(mention, found, before), None) if mention.pointing and mention.bare else None
        if last is not None:
            numbers = mention.numbers or last.numbers
            mention = attrs.evolve(last, start=mention.start, end=mention.end, pointing=True, numbers=numbers)
        found.append(mention)
    return found


def _named(mention: Mention, *before: Sequence[Mention]) -> Iterator[Mention]:
    """What a phrase may mean that only points back, the nearest first: of the sentence, then of those before it."""
    for each in chain.from_iterable(map(reversed, before)):
        if each.noun.endswith(mention.noun) and not each.bare:
            yield each


@lru_cache(maxsize=4096)  # the same phrases come again and again
def distinctive(words: str, language: Language) -> str:
    """What of a phrase tells its instrument from others: without nouns and general words."""
    words = without(words, language.nouns, language.lexicon, but=lambda row: row.class_ == PAUSE)
    words = language.generic.sub(" ", words)
    return " ".join(re.sub(r"[^\w%]+", " ", words).split())


def _lengthened(
    mention: Mention,
    text: str,
    run_end: int,
    following: Sequence[tuple[int, int]],
    ends: Sequence[Verb | DateHit],
    language: Language,
) -> Mention:
    """The phrase with what a joint adds to it: "export controls on chip equipment"."""
    if language.joint is None or run_end != mention.end:
        return mention
    end = mention.end
    for first, last in following[:2]:
        if language.joint.fullmatch(text, end, first) is None or any(end <= each.start < last for each in ends):
            break
        end = last
    if end == mention.end:
        return mention
    words = text[mention.start : end]
    return attrs.evolve(mention, end=end, words=words, bare=not distinctive(words, language))


def _numbered(mentions: list[Mention], text: str, numbers: Sequence[Identifier]) -> list[Mention]:
    """The phrases with the numbers that stand in them or right after them; other numbers by themselves."""
    found = list(mentions)
    for number in numbers:
        for place, mention in enumerate(found):
            gap = text[mention.end : number.start] if number.start >= mention.end else ""
            inside = mention.start <= number.start < mention.end
            if inside or (number.start >= mention.end and re.fullmatch(r"[\s(,]{0,3}", gap)):
                end = max(mention.end, number.end)
                words = text[mention.start : end] if inside else mention.words
                numbers_ = (*mention.numbers, number.name)
                found[place] = attrs.evolve(mention, numbers=numbers_, words=words, end=end, bare=False)
                break
        else:
            words = text[number.start : number.end]
            found.append(Mention(number.start, number.end, words, number.class_, numbers=(number.name,)))
    return sorted(found, key=lambda mention: mention.start)
