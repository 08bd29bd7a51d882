"""Acts of a sentence: patterns over the sentence with its mentions and dates masked.

"On October 7 BIS suspended the Affiliates Rule until May 1" is read as "On D BIS suspended M until D", so that a table
says how an act is told without saying how instruments are called or dates are written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import attrs

from regtrack.model.kinds import KINDS, Dimension, Operation
from regtrack.news.days import DateHit
from regtrack.news.language import DATES, MENTIONS, ActPattern, Language, groups_of
from regtrack.news.objects import is_less, is_part, is_vouched_for, may_act
from regtrack.news.sentences import Phrase


@attrs.frozen
class ClaimDetail:
    """A detail: what it is of, and its value (a country by its code, a designation, a word of the tables)."""

    name: str
    value: str


def find_details(text: str, act: str, language: Language) -> frozenset[ClaimDetail]:
    """Return the details that a folded sentence gives with an act of this kind."""
    found: set[ClaimDetail] = set()
    codes = language.places.ids
    for row, patterns in language.details:
        if row.acts and act not in row.acts:
            continue
        for pattern in patterns:
            for match in pattern.finditer(text):
                groups = groups_of(match)
                place = codes.get(groups.get("place", "").lower(), "")
                model = "".join(groups.get("model", "").replace("-", " ").split()).upper()
                found.add(ClaimDetail(row.name.replace("{place}", place), row.value or place or model))
    return frozenset(detail for detail in found if detail.value)


_ASIDE = re.compile(r" ?\([^()]{1,80}\)")
_ALSO = re.compile(rf"(?:,? (?:and|as well as) |, |、|及び|及|和|与|や)([{chr(MENTIONS)}-{chr(DATES - 1)}])")
MAKING = frozenset(("announce", "sign", "adopt", "file_for_inspection", "publish"))
"""Steps in the making of one document: a day that is right for any of them is right."""
ENTRIES = frozenset(("add_entry", "remove_entry", "change_entry"))
"""What a document does to a list."""
CHANGES = ENTRIES | {"amend", "correct"}
"""Acts that a document does by being issued."""
_TITLE = "title"
"""The group of patterns that are tried on the sentence as it is, and say what it names."""
_BESIDE = re.compile(r",? ?(?:\w+ly |also |again |said it |had |has )?")
_SUBJECT = re.compile(r"(\S+?),? (?:\w+ly )?$")
_HEAD = re.compile(rf" ?(?:[Oo]n |[A-Z]\w+ (?:on |the )?)?([{chr(DATES)}-\uf8ff]),? ")
_ONGOING = re.compile(r"\b(?:is|are) (?:\w+ly )?(?:\w+ing,? (?:and|or) )?$")
_PRESENT = re.compile(r" (?:is|are) ")
_REACH = 110
"""How far after an act its date may stand, in characters of the masked sentence."""
_CLOSE = 20
"""The same of an act that is only announced."""
_ROWS = dict(KINDS)  # the tables of words name regtrack's own kinds
_MOVES = (Operation.REBEGIN, Operation.REEND)


def moves_a_date(kind: str) -> bool:
    """Whether an act replaces a day by another."""
    return kind in KINDS and KINDS[kind].operation in _MOVES and not kind.startswith("set_")


class Masked(NamedTuple):
    """A sentence with a private character for each phrase and each date, and as it is; where each character stood."""

    text: str
    phrases: Sequence[Phrase]
    dates: Sequence[DateHit]
    plain: str
    places: Sequence[int]
    title: bool = False


@attrs.frozen
class ActClaim:
    """An act that a sentence tells.

    Attributes:
        row: the row of the table.
        start, end: where in the masked sentence.
        phrases: what it happens to; none where the row says what.
        when, until: its dates, and those of its end.
        ahead: whether it is told as lying ahead.
        performs: whether it is told as done by these very words: "this rule amends".
        promised: whether it is told as announced: "said it will rescind".
    """

    row: ActPattern
    start: int
    end: int
    phrases: tuple[Phrase, ...]
    when: tuple[DateHit, ...] = ()
    until: tuple[DateHit, ...] = ()
    ahead: bool = False
    performs: bool = True
    promised: bool = False


def masked(
    text: str, start: int, end: int, phrases: Sequence[Phrase], dates: Sequence[DateHit], *, title: bool = False
) -> Masked:
    """Return a sentence with its phrases and dates masked; a date within a name is part of it, an aside is left out."""
    free = [date for date in dates if not any(each.start < date.end and date.start < each.end for each in phrases)]
    marks = [(each.start, each.end, chr(MENTIONS + n)) for n, each in enumerate(phrases)]
    marks += [(each.start, each.end, chr(DATES + n)) for n, each in enumerate(free)]
    chars: list[str] = []
    places: list[int] = []
    at = start
    for first, last, mark in sorted(marks):
        chars += [*text[at:first], mark]
        places += [*range(at - start, first - start), first - start]
        at = last
    chars += text[at:end]
    places += range(at - start, end - start)
    whole = "".join(chars)
    for aside in reversed([*_ASIDE.finditer(whole)]):
        del chars[aside.start() : aside.end()], places[aside.start() : aside.end()]
    return Masked("".join(chars), phrases, free, text[start:end], [*places, end - start], title)


def acts_of(sentence: Masked, language: Language, bits: int = -1) -> list[ActClaim]:
    """Return the acts that a sentence tells, in order, none of which overlap; ``bits``: what its words may be."""
    found = sorted(
        _matches(sentence, language, bits), key=lambda each: (bool(each[0].row.of), -len(each[1][0]), each[1].start())
    )
    taken: list[tuple[ActPattern, re.Match[str]]] = []
    for act, match in found:
        if all(_apart(act, match, *other, language) for other in taken):
            taken.append((act, match))
    taken.sort(key=lambda each: each[1].start())
    claims = [*_titles(sentence, language)]
    for place, (act, match) in enumerate(taken):
        until = taken[place + 1][1].start() if place + 1 < len(taken) else len(sentence.text)
        before = [each.span() for _, each in taken[:place]]
        each = _act_claim(sentence, act, match, until, language, before)
        if each is not None:
            claims.append(each)
    return claims


def performs(told: ActClaim, sentence: Masked, language: Language) -> bool:
    """Whether an act is done by these very words, of the document or of the body that issues it: "this rule amends".

    What another document does ("the submission revises"), or one that a clause describes, is not.
    """
    if not language.spaces:
        return True
    words = sentence.text[told.start : told.end]
    if told.row.row.of == "own":
        subject = next((char for char in words if MENTIONS <= ord(char) < DATES), "")
        return not subject or sentence.phrases[ord(subject) - MENTIONS].own
    ongoing = words.startswith(("is ", "are ")) or _ONGOING.search(sentence.text, 0, told.start) is not None
    drafts = [each for each in sentence.phrases if each.class_ == "draft"]
    if told.row.row.kind != "correct" and any(chr(MENTIONS + sentence.phrases.index(each)) in words for each in drafts):
        return False
    if any(each.own for each in told.phrases):
        return told.performs or ongoing or _PRESENT.search(words) is not None
    if not (told.performs or ongoing):
        return False
    before = _SUBJECT.search(sentence.text, 0, told.start)
    subject = before[1] if before is not None else ""
    if MENTIONS <= ord(subject[:1] or " ") < DATES:
        return sentence.phrases[ord(subject[0]) - MENTIONS].own
    return ongoing or subject[:1].isupper() or subject[:1] == ")"


def _apart(act: ActPattern, match: re.Match[str], other: ActPattern, taken: re.Match[str], language: Language) -> bool:
    """Whether two acts have words of their own; they may share what they happen to: "withdraws the rule of May 1".

    Where blanks part no words it stands between a clause that describes it and its verb.
    """
    shared = 1 if {act.row.kind, other.row.kind} & MAKING or not language.spaces else 0
    return match.end() - shared <= taken.start() or match.start() >= taken.end() - shared


def _titles(sentence: Masked, language: Language) -> Iterator[ActClaim]:
    """Return the acts that the title of a document tells of those that it names: "Act to amend the Fuel Act"."""
    for act in language.titles:
        match = act.pattern.search(sentence.plain)
        if match is not None:
            names = (
                language.guards["parts"].split(match[_TITLE]) if act.row.kind != "set_effective" else [match[_TITLE]]
            )
            yield ActClaim(act, 0, 0, tuple(Phrase(0, 0, name.strip(), proper=True) for name in names if name.strip()))
            return


def _matches(sentence: Masked, language: Language, bits: int) -> Iterator[tuple[ActPattern, re.Match[str]]]:
    before, after = language.guards["unsure_before"], language.guards["unsure_after"]
    modified, dated = language.guards["modified"], bool(sentence.dates)
    needs = language.vocabulary.acts if language.vocabulary is not None else [0] * len(language.acts)
    for act, need in zip(language.acts, needs, strict=True):
        if (act.row.dated and not dated) or (need and not bits & need):
            continue
        if act.given is not None and act.given.search(sentence.plain) is None:
            continue
        for match in act.pattern.finditer(sentence.text) if not act.names_title else ():
            first, last = sentence.places[match.start()], sentence.places[match.end()]
            clause = max(sentence.plain.rfind(mark, 0, first) for mark in ";。\n") + 1
            if act.framed and _is_no_verb(sentence, match.start(), modified):
                continue
            asserted = (
                before.search(sentence.plain, clause, first) is None
                and after.match(sentence.plain, last) is None
                and is_vouched_for(sentence.plain, clause, first, language)
            )
            if asserted and _is_of_class(sentence, act, match) and _is_whole(sentence, act, match, language):
                yield act, match


def _is_no_verb(sentence: Masked, start: int, modified: re.Pattern[str]) -> bool:
    """Whether what looks like a verb is part of a name, or tells what stands after it: "a recently issued rule"."""
    if start and not sentence.title and sentence.text[start].isupper():
        return True
    return modified.search(sentence.text, max(0, start - 40), start) is not None


def _is_of_class(sentence: Masked, act: ActPattern, match: re.Match[str]) -> bool:
    """Whether the act happens to what it can happen to: bills are passed, names are put on lists."""
    mark = groups_of(match).get("m")
    return not act.row.class_ or mark is None or sentence.phrases[ord(mark) - MENTIONS].class_ == act.row.class_


def _is_whole(sentence: Masked, act: ActPattern, match: re.Match[str], language: Language) -> bool:
    """Whether the act is done to all of its object, by what can act."""
    text, mark = sentence.text, groups_of(match).get("m")
    start = match.start()
    by_another = act.framed and text[start] != mark and MENTIONS <= ord(text[start]) < DATES  # "an order suspending M"
    if by_another and not sentence.title and language.guards["issues"].search(text, 0, start) is None:
        return False
    if act.framed and not may_act(text, start + by_another, sentence.phrases):
        return False
    if mark is None:
        return True
    place, phrase = text.index(mark), sentence.phrases[ord(mark) - MENTIONS]
    makes = act.row.kind in CHANGES | MAKING
    if place == start and (act.framed or not makes) and is_part(text, place, language):
        return False  # what follows "M published on D" is of M
    # what is new, or has no name, is told by such words
    return not (phrase.ids or (phrase.points and not makes)) or not is_less(text, match.end(), language)


def _act_claim(
    sentence: Masked,
    act: ActPattern,
    match: re.Match[str],
    until: int,
    language: Language,
    before: Sequence[tuple[int, int]],
) -> ActClaim | None:
    text, groups = sentence.text, groups_of(match)
    phrases = [sentence.phrases[ord(groups["m"]) - MENTIONS]] if "m" in groups else []
    end = match.end()
    if phrases and text[end - 1] == groups["m"]:
        while (also := _ALSO.match(text, end)) is not None and also.end() - 1 <= until:
            end = also.end()
            phrase = sentence.phrases[ord(also[1]) - MENTIONS]
            if not (phrase.ids and is_less(text, end, language)):
                phrases.append(phrase)
    when, ends = _dates(sentence, act, match, groups, until, language, before)
    undated = not when and not ends
    if undated and (act.row.dated or any(ord(char) >= DATES for char in text[: match.start()])):
        return None  # a date that stands before it may be its own
    future = language.guards["tense_future"]
    ahead = act.promised or future.search(match[0]) is not None or _ends_with(future, text, match.start())
    performs = language.guards["performs"].search(match[0]) is not None
    return ActClaim(act, match.start(), end, tuple(phrases), tuple(when), tuple(ends), ahead, performs, act.promised)


def _dates(
    sentence: Masked,
    act: ActPattern,
    match: re.Match[str],
    groups: dict[str, str],
    until: int,
    language: Language,
    before: Sequence[tuple[int, int]],
) -> tuple[list[DateHit], list[DateHit]]:
    """Return the dates of an act.

    Those of its pattern, else those beside it, else the one at the head of the sentence.
    """
    if act.promised:  # the day of the act stands beside it; any other is that on which it was announced
        near = _within(sentence, match) + _after(sentence, match.end(), min(until, match.end() + _CLOSE), language)
        told = [hit for hit in near if hit.role != "until"] or _before(sentence, before, match.start(), language)
        return told[:1], [hit for hit in near if hit.role == "until"][:1]
    if "d" in groups:
        ends = [_date(sentence, groups["d2"])] if "d2" in groups else []
        own = _date(sentence, groups["d"])
        span = (
            []
            if ends or own.role != "from"
            else [hit for hit in _after(sentence, match.end(), until, language) if hit.role == "until"][:1]
        )
        return [own], ends or span
    if act.row.of and language.spaces:
        return [], []  # what a document does by being issued is done on its own day
    moved = act.row.kind in _ROWS and _ROWS[act.row.kind].operation in _MOVES
    lasting = act.row.kind in _ROWS and _ROWS[act.row.kind].dimension in (
        Dimension.PAUSE,
        Dimension.FORCE,
        Dimension.ENFORCEMENT,
    )
    near = [*_within(sentence, match)]
    if not near and not language.spaces:
        near = _before(sentence, before, match.start(), language)
    near += _after(sentence, match.end(), until, language)
    ends = [hit for hit in near if hit.role == "until"][:1]
    begins = [hit for hit in near if hit.role != "until"]
    if moved:
        return ends, []
    if lasting and any(hit.role == "from" for hit in begins):
        begins = [hit for hit in begins if hit.role == "from"]
    if not begins:
        begins = [hit for hit in _before(sentence, before, match.start(), language) if hit.role != "until"]
    return begins[:1], ends if lasting or act.row.kind not in _ROWS else []


def _ends_with(pattern: re.Pattern[str], text: str, end: int) -> bool:
    """Whether a pattern stands right before a place."""
    return any(not text[each.end() : end].strip() for each in pattern.finditer(text, max(0, end - 20), end))


def _before(sentence: Masked, before: Sequence[tuple[int, int]], start: int, language: Language) -> list[DateHit]:
    """Return the date of an act that stands before it: right before it, or at the head of the sentence.

    Where blanks part no words verbs come last: then it is the nearest that is not of an act before.
    """
    text = sentence.text
    for place in range(start - 1, -1, -1):
        if any(first <= place < last for first, last in before):
            if language.spaces:
                break
            continue
        if DATES <= ord(text[place]) < DATES + len(sentence.dates):
            other = language.guards["dates_other"].match(text, place + 1)
            if other is None and (not language.spaces or _BESIDE.fullmatch(text, place + 1, start)):
                return [_date(sentence, text[place])]
            break
    if not before and sentence.dates and language.spaces:
        head = _HEAD.match(text, text.rfind(";", 0, start) + 1)
        return [_date(sentence, head[1])] if head is not None and head.end() <= start else []
    return []


def _date(sentence: Masked, mark: str) -> DateHit:
    return sentence.dates[ord(mark) - DATES]


def _within(sentence: Masked, match: re.Match[str]) -> list[DateHit]:
    return [_date(sentence, char) for char in match[0] if DATES <= ord(char) < DATES + len(sentence.dates)]


def _after(sentence: Masked, start: int, until: int, language: Language) -> list[DateHit]:
    """Return the dates that follow an act in its clause, up to words that date something else."""
    found: list[DateHit] = []
    end = min(until, start + _REACH)
    other = language.guards["dates_other"].search(sentence.text, start, end)
    for char in sentence.text[start : end if other is None else other.start()]:
        if char in ";。" or (char in ",、" and not language.spaces):
            break
        if DATES <= ord(char) < DATES + len(sentence.dates):
            found.append(_date(sentence, char))
    return found
