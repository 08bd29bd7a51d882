"""Phrases of a sentence that mean an instrument: numbers, names, quoted titles, nouns with the words before them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import attrs

from regtrack.citations import find_identifiers
from regtrack.news.language import Language
from regtrack.news.names import NameIndex

_WORD_BEFORE = re.compile(r"(?:[\w'&./$%-]+|\([^()]{1,40}\)) $")
_MOST_WORDS = 9
"""How many words before its noun belong to a phrase."""
_CAPITAL = re.compile(r"(?<![\w'])[A-Z][\w'.&-]+")
_DETERMINER = re.compile(r"^(?:the|this|that|these|those|its|their|our|his|an?|any|each|both|all|such) ", re.IGNORECASE)
_INDEFINITE = re.compile(r"an? ", re.IGNORECASE)
_YEAR_AFTER = re.compile(r" (?:of )?(?:19|20)\d{2}(?!\d|-)")
_ASIDE = re.compile(r" ?\((?:the |hereinafter |together, )?[\"']?([A-Za-z0-9][\w ./'&:-]{1,40}?)[\"']?\)")
_MARKS = '"“「『《'
_LEAST_QUOTED = 8
"""A quotation of so many characters may be a title."""


@attrs.frozen
class Phrase:
    """A phrase that means an instrument.

    Attributes:
        start, end: where it stands in the folded text.
        name: what it calls the instrument.
        class_: class of instrument by its noun; empty for a title without one.
        ids: instruments of the ledger that go by it.
        rule: how these were found: ``identifier``, ``name``, ``core``, ``title``; empty if they were not.
        proper: whether it is a name of its own.
        points: whether it only points ("the rule").
        own: whether it means the document that the item is about ("this rule").
        several: whether it means all that were named before ("both rules").
    """

    start: int
    end: int
    name: str
    class_: str = ""
    ids: frozenset[str] = frozenset()
    rule: str = ""
    proper: bool = False
    points: bool = False
    own: bool = False
    several: bool = False


def phrases_in(
    text: str, start: int, end: int, index: NameIndex, local: Mapping[str, Phrase]
) -> tuple[list[Phrase], dict[str, Phrase]]:
    """Return the phrases of a sentence, in order, and the short names that it defines.

    Args:
        text: the folded text.
        start: where the sentence begins.
        end: where it ends.
        index: the names of the ledger.
        local: short names that the item defined before.
    """
    language = index.language
    sentence = text[start:end]
    found = [
        *_numbered(sentence, index),
        *_named(sentence, index),
        *_quoted(sentence, index),
        *_locals(sentence, local),
    ]
    found += _nouns(sentence, language)
    joined = _joined(sentence, sorted(found, key=lambda each: (each.start, -each.end)), language)
    defined: dict[str, Phrase] = {}
    placed: list[Phrase] = []
    for each in joined:
        aside = _ASIDE.match(sentence, each.end)
        if aside is not None and not index.number(aside[1]):
            named = not each.proper and not each.ids and " " in aside[1] and _CAPITAL.search(aside[1]) is not None
            name = aside[1] if named else each.name
            each = attrs.evolve(
                each, end=aside.end(), name=name, proper=each.proper or named, points=each.points and not named
            )
            if each.proper or each.ids:
                defined[aside[1].lower()] = each
        placed.append(attrs.evolve(each, start=each.start + start, end=each.end + start))
    return placed, defined


def _numbered(sentence: str, index: NameIndex) -> Iterable[Phrase]:
    for each in find_identifiers(sentence):
        ids = index.number(each.name)
        yield Phrase(each.start, each.end, each.name, each.class_, ids, "identifier" if ids else "", proper=True)


def _named(sentence: str, index: NameIndex) -> Iterable[Phrase]:
    for hit in index.find(sentence):
        classes = set().union(*(index.classes[id_] for id_ in hit.ids)) - {""}
        class_ = classes.pop() if len(classes) == 1 else ""
        yield Phrase(hit.start, hit.end, sentence[hit.start : hit.end], class_, hit.ids, hit.rule, proper=True)


def _quoted(sentence: str, index: NameIndex) -> Iterable[Phrase]:
    """Titles in quotation marks."""
    for marks in index.language.tables.reading.quotes:
        first, last = re.escape(marks[: len(marks) // 2]), re.escape(marks[len(marks) // 2 :])
        for match in re.finditer(rf"{first}((?:(?!{first}|{last}).){{2,250}}){last}", sentence):
            words = match[1].strip(" ,.;")
            class_ = index.language.class_of(words)
            ids = index.titled(words)
            title = len(words) >= _LEAST_QUOTED and len(re.findall(r"(?<!\w)[A-Z]", words)) > 1
            if ids or title or (not index.language.spaces and class_):
                yield Phrase(match.start(), match.end(), words, class_, ids, "title" if ids else "", proper=True)


def _locals(sentence: str, local: Mapping[str, Phrase]) -> Iterable[Phrase]:
    for short, phrase in local.items():
        for match in re.finditer(rf"(?<!\w){re.escape(short)}(?!\w)", sentence, re.IGNORECASE):
            yield attrs.evolve(phrase, start=match.start(), end=match.end())


def _nouns(sentence: str, language: Language) -> Iterable[Phrase]:
    """Nouns, each with the words before it that belong to it."""
    guards = language.guards
    for match in language.nouns.finditer(sentence):
        row = language.noun_row(match)
        start = (
            _left(sentence, match.start(), guards["phrase_stops"])
            if language.spaces
            else _left_wide(sentence, match, language)
        )
        end = match.end()
        if (year := _YEAR_AFTER.match(sentence, end)) is not None and match[0][:1].isupper():
            end = year.end()
        words = sentence[start:end]
        bare = _DETERMINER.sub("", words) if language.spaces else words
        capitals = _CAPITAL.findall(bare) if language.spaces else []
        proper = (
            len(capitals) > 1
            and match[0][:1].isupper()
            and any(not guards["generic"].fullmatch(each) for each in capitals[:-1])
        )
        left = guards["generic"].sub("", bare.replace(match[0], "")).strip(" '-")
        bare_only = not left and _INDEFINITE.match(words) is None
        yield Phrase(
            start, end, bare, row.class_, proper=proper,
            points=bare_only or guards["pointing"].match(words) is not None,
            own=guards["own"].match(words) is not None, several=guards["several"].match(words) is not None,
        )  # fmt: skip


def _left(sentence: str, start: int, stops: re.Pattern[str]) -> int:
    for _ in range(_MOST_WORDS):
        word = _WORD_BEFORE.search(sentence, max(0, start - 45), start)
        if word is None or stops.fullmatch(word[0].strip()) or (word[0].endswith(". ") and not word[0][:-2].isupper()):
            break
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
    for each in found:
        last = kept[-1] if kept else None
        if last is None:
            kept.append(each)
            continue
        if sentence[each.start - 1 : each.start] == "(" and sentence[each.end : each.end + 1] == ")":
            if each.ids and not last.ids:  # "the rule (90 FR 4544)"
                kept[-1] = attrs.evolve(_better(last, each), end=last.end, name=last.name if last.proper else each.name)
            continue  # a short name of what stands before it
        gap = _ASIDE.sub("", sentence[last.end : each.start])
        apposed = last.end <= each.start and language.guards["apposition"].fullmatch(gap) is not None
        names = apposed and not last.proper and (bool(each.ids) or each.proper)
        marked = sentence[each.start] in _MARKS or gap.strip() != "," or each.rule == "title"
        if each.start < last.end or (names and marked):
            kept[-1] = _better(last, each)
        else:
            kept.append(each)
    return kept


_FIRMNESS = {"identifier": 4, "title": 3, "name": 2, "core": 1, "": 0}


def _better(one: Phrase, other: Phrase) -> Phrase:
    """Two phrases for one thing as one: the name of the one that tells more."""
    ranked = sorted(
        (one, other), key=lambda each: (bool(each.ids), each.proper, each.end - each.start, _FIRMNESS[each.rule])
    )
    best, less = ranked[1], ranked[0]
    own = (one.own or other.own) and not best.ids
    return attrs.evolve(
        best, start=min(one.start, other.start), end=max(one.end, other.end), own=own,
        class_=best.class_ or less.class_,
        points=best.points and not best.ids, several=best.several or less.several,
    )  # fmt: skip
