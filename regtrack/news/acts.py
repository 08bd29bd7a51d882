"""Acts of a sentence: patterns over the sentence with its mentions and dates masked.

"On October 7 BIS suspended the Affiliates Rule until May 1" is read as "On D BIS suspended M until D", so that a table
says how an act is told without saying how instruments are called or dates are written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import attrs

from regtrack.dates_in_text.calendar import groups_of
from regtrack.model.kinds import KINDS, Dimension, Operation
from regtrack.news.days import DateHit
from regtrack.news.item import Phrase
from regtrack.news.language import DATES, MENTIONS, ActPattern, Language

_ASIDE = re.compile(r" ?\([^()]{1,80}\)")
_ALSO = re.compile(rf"(?:,? (?:and|as well as) |, |、|及び|及|和|与|や)([{chr(MENTIONS)}-{chr(DATES - 1)}])")
MAKING = frozenset(("announce", "sign", "adopt", "file_for_inspection", "publish"))
"""Steps in the making of one document: a day that is right for any of them is right."""
ENTRIES = frozenset(("add_entry", "remove_entry", "change_entry"))  # what a document does to a list
CHANGES = ENTRIES | {"amend", "correct"}  # acts that a document does by being issued
_TITLE = "title"  # the group of patterns that are tried on the sentence as it is, and say what it names
_BESIDE = re.compile(r",? ?(?:\w+ly |also |again |said it |had |has )?")
_BY = re.compile(r",? (?:in|by|through|under|via) ")  # what stands between an act and the document that does it
_SUBJECT = re.compile(r"(\S+?),? (?:\w+ly )?$")
_BEGIN = re.compile(rf"([{chr(DATES)}-\uf8ff])(?:から|起?至|起?到|,? (?:through|until|to) )$")
"""The first day of a span, before the last one."""
_ENDED = re.compile(r"(?:まで|止)?(?:の?[\d一]年間)?[、,]?")
_OF_NOUN = re.compile(rf"(?<!\bas)(?<!date)(?<!dates) of [{chr(DATES)}-\uf8ff]")  # "its controls of October"
_HEAD = re.compile(rf" ?(?:[Oo]n |[A-Z]\w+ (?:on |the )?)?([{chr(DATES)}-\uf8ff]),? ")
_ONGOING = re.compile(r"\b(?:is|are) (?:\w+ly )?(?:\w+ing,? (?:and|or) )?$")
_REACH = 110  # how far after an act its date may stand, in characters of the masked sentence
_CLOSE = 20  # the same of an act that is only announced
_LASTING = (Dimension.PAUSE, Dimension.FORCE, Dimension.ENFORCEMENT)
_BEFORE = 60  # characters before an object that are looked at
_BETWEEN = 2  # blanks between a phrase and the word that links it to what it is of: "created by"
_POWERLESS = frozenset(("bill", "draft"))  # classes of what does nothing before it is law
_MOVES = (Operation.REBEGIN, Operation.REEND)
_ATTRIBUTE = re.compile(r", \w+ (?:\w+ ){0,4}[\uf000-\uf8ff]")
_CLAUSES = ";。,、，"  # marks between clauses
_NOTHING = Phrase(0, 0, "")


def moves_a_date(kind: str) -> bool:
    """Whether an act replaces a day by another."""
    return KINDS[kind].operation in _MOVES and not kind.startswith("set_")


class Masked(NamedTuple):
    """A sentence with a private character for each phrase and each date, and as it is; where each character stood."""

    text: str
    phrases: Sequence[Phrase]
    dates: Sequence[DateHit]
    plain: str
    places: Sequence[int]
    title: bool = False

    def phrase(self, mark: str) -> Phrase | None:
        """Return the phrase that a character stands for, if it stands for one."""
        return self.phrases[ord(mark) - MENTIONS] if MENTIONS <= ord(mark or " ") < DATES else None

    def dated(self, text: str) -> list[DateHit]:
        """Return the dates that characters stand for."""
        return [self.dates[ord(char) - DATES] for char in text if DATES <= ord(char) < DATES + len(self.dates)]


@attrs.frozen
class ActClaim:
    """An act that a sentence tells."""

    row: ActPattern  # the row of the table
    start: int  # where in the masked sentence
    end: int
    phrases: tuple[Phrase, ...]  # what it happens to; none where the row says what
    when: tuple[DateHit, ...] = ()  # its dates, and those of its end
    until: tuple[DateHit, ...] = ()
    ahead: bool = False  # whether it is told as lying ahead
    performs: bool = True  # whether it is told as done by these very words: "this rule amends"
    promised: bool = False  # whether it is told as announced: "said it will rescind"
    noun: str = ""  # the noun by which what was told before is called: "the suspension takes effect"


def masked(
    text: str, start: int, end: int, phrases: Sequence[Phrase], dates: Sequence[DateHit], *, title: bool = False
) -> Masked:
    """Return a sentence with its phrases and dates masked; a date within a name is part of it, an aside is left out."""
    hours = [date for date in dates if date.clock is not None]  # "Eastern Standard Time" is no standard
    own = [each for each in phrases if not any(date.start <= each.start and each.end <= date.end for date in hours)]
    free = [date for date in dates if not any(each.start < date.end and date.start < each.end for each in own)]
    marks = [(each.start, each.end, chr(MENTIONS + n)) for n, each in enumerate(phrases) if each in own]
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
    found = sorted(_matches(sentence, language, bits), key=lambda m: (bool(m[0].row.of), -len(m[1][0]), m[1].start()))
    objects = {match.end() - 1 for act, match in found if act.framed and act.row.kind not in MAKING}
    taken: list[tuple[ActPattern, re.Match[str]]] = []
    for act, match in found:
        if match.start() in objects and language.guards["dates_other"].match(match[0][1:].lstrip(", ")) is None:
            continue  # "suspended M, effective on D" dates the act, and "M, which took effect on D" the object
        if all(_apart(act, match, *other, language) for other in taken):
            taken.append((act, match))
    taken.sort(key=lambda each: each[1].start())
    ends = [*(match.start() for _, match in taken), len(sentence.text)]
    told = (_ActMatch(sentence, language, *each, ends[n + 1]).claim() for n, each in enumerate(taken))
    acts = [each for each in told if each is not None]
    for place, (one, other) in enumerate(pairwise(acts)):  # "withdrew M in a notice published on D"
        made = other.row.row.kind in MAKING and not (one.when or one.until)
        if made and _BY.fullmatch(sentence.text, one.end, other.start) is not None:
            acts[place] = attrs.evolve(one, when=other.when)
    told_again = {(each.row.row.kind, each.phrases) for each in acts}
    titles = (each for each in _titles(sentence, language) if (each.row.row.kind, each.phrases) not in told_again)
    return [*titles, *acts]


def performs(told: ActClaim, sentence: Masked, language: Language) -> bool:
    """Whether an act is done by these very words, of the document or of the body that issues it: "this rule amends".

    What another document does ("the submission revises"), or one that a clause describes, is not.
    """
    if not language.spaces:
        return True
    words = sentence.text[told.start : told.end]
    if told.row.row.of == "own":
        subject = next(filter(None, map(sentence.phrase, words)), None)
        return subject is None or subject.own
    ongoing = words.startswith(("is ", "are ")) or _ONGOING.search(sentence.text, 0, told.start) is not None
    before = _SUBJECT.search(sentence.text, 0, told.start)
    subject_is = before[1] if before is not None else ""
    if (phrase := sentence.phrase(subject_is[:1])) is not None:
        return phrase.own
    return ongoing or subject_is[:1].isupper()


def _apart(act: ActPattern, match: re.Match[str], other: ActPattern, taken: re.Match[str], language: Language) -> bool:
    """Whether two acts have words of their own; they may share what they happen to: "withdraws the rule of May 1".

    Where blanks part no words it stands between a clause that describes it and its verb.
    """
    shared = 1 if {act.row.kind, other.row.kind} & MAKING or not language.spaces else 0
    return match.end() - shared <= taken.start() or match.start() >= taken.end() - shared


def _titles(sentence: Masked, language: Language) -> Iterator[ActClaim]:
    """Return the acts that the title of a document tells of those that it names: "Act to amend the Fuel Act"."""
    for act in filter(lambda each: each.names_title, language.acts):
        if (match := act.pattern.search(sentence.plain)) is not None:
            whole = act.row.kind == "set_effective"
            names = [match[_TITLE]] if whole else language.guards["parts"].split(match[_TITLE])
            known = [each for each in sentence.phrases if each.ids and each.name == match[_TITLE][-len(each.name) :]]
            phrases = known or [Phrase(0, 0, name.strip(), proper=True) for name in names]
            yield ActClaim(act, 0, 0, tuple(phrases))
            return


# --- what matches, and counts -----------------------------------------------------------------------------------------


def _matches(sentence: Masked, language: Language, bits: int) -> Iterator[tuple[ActPattern, re.Match[str]]]:
    for act, need in zip(language.acts, language.vocabulary.acts, strict=True):
        if (act.row.dated and not sentence.dates) or (need and not bits & need) or act.names_title:
            continue
        if act.given is not None and act.given.search(sentence.plain) is None:
            continue
        for match in act.pattern.finditer(sentence.text):
            first, last = sentence.places[match.start()], sentence.places[match.end()]
            clause = max(sentence.plain.rfind(mark, 0, first) for mark in ";。\n") + 1
            if act.framed and _is_no_verb(sentence, match.start(), language):
                continue
            if is_asserted(sentence.plain, clause, first, last, language) and _counts(sentence, act, match, language):
                yield act, match


def _is_no_verb(sentence: Masked, start: int, language: Language) -> bool:
    """Whether what looks like a verb is part of a name, or tells what stands after it: "a recently issued rule"."""
    if start and not sentence.title and sentence.text[start].isupper():
        return True
    if sentence.text[:start].endswith(" that ") and (
        sentence.phrase(sentence.text[start - 7]) is not None
        or language.guards["vouched"].search(sentence.text, 0, start - 1) is not None
    ):
        return False  # "a rule that amends M", "a court that set aside M"
    return language.guards["modified"].search(sentence.text, max(0, start - 40), start) is not None


def _counts(sentence: Masked, act: ActPattern, match: re.Match[str], language: Language) -> bool:
    """Whether the act is done to all of its object, which is one that it can happen to, by what can act."""
    text, mark, start = sentence.text, groups_of(match).get("m", ""), match.start()
    subject = sentence.phrase(text[start]) if text[start] != mark else None  # "an order suspending M"
    if act.framed and subject is not None:
        if not sentence.title and language.guards["issues"].search(text, 0, start) is None:
            return False
    elif subject is None:
        subject = sentence.phrase(text[:start].removesuffix(" that ").removesuffix(" which ").rstrip(", ")[-1:])
    phrase = sentence.phrase(mark)
    does = [subject, *(() if act.framed else (each for each in map(sentence.phrase, match[0]) if each is not phrase))]
    if not act.row.of and any(each.class_ in _POWERLESS for each in does if each is not None):
        return False
    if phrase is None:
        return True
    tells = act.nominal or (act.row.kind == "amend" and not act.framed)
    if tells and text[start] != mark and is_part(text, start, language):
        return False  # "the vote on the repeal of M begins"
    makes = act.row.kind in CHANGES | MAKING
    leads = text.startswith(mark, start) and (act.framed or not makes)  # what follows "M published on D" is of M
    by_it = (phrase.new or phrase.rule == "words") and _BY.search(text, max(0, start - 9), start) is not None
    if (act.row.class_ and phrase.class_ != act.row.class_) or (leads and not by_it and is_part(text, start, language)):
        return False
    named = (bool(phrase.ids) and phrase.rule != "words") or (
        phrase.points and not makes
    )  # what is new is told by words that limit what is old
    return not named or act.row.kind in ENTRIES or not is_less(text, match.end(), language)


# --- what it is done to, and whether it is asserted -------------------------------------------------------------------


def is_part(text: str, place: int, language: Language) -> bool:
    """Return whether what stands before an instrument makes something else of it: "the caps of M"."""
    return language.guards["part_before"].search(text, max(0, place - _BEFORE), place) is not None


def is_less(text: str, end: int, language: Language) -> bool:
    """Return whether what follows an object, or its act, leaves less than all: "M's caps", "M caps", "M for banks".

    What may follow is told, since what may not has no end.
    """
    return language.guards["whole_after"].match(text, end) is None


def is_linked(phrase: Phrase, others: Sequence[Phrase], text: str, language: Language) -> bool:
    """Return whether a phrase stands beside what it is of, and so means nothing that was named before."""
    if language.spaces:
        for each in [each for each in others if each.start >= phrase.end and (each.ids or each.proper)][:1]:
            link = language.guards["part_before"].search(text, phrase.end, each.start)
            return link is not None and text[phrase.end : link.start()].count(" ") <= _BETWEEN
        return False
    named = (each for each in others if each.ids and each.end <= phrase.start)
    return any(language.guards["of_another"].fullmatch(text, each.end, phrase.start) for each in named)


def is_asserted(text: str, clause: int, start: int, end: int, language: Language) -> bool:
    """Return whether words for an act are asserted by those of their clause."""
    guards = language.guards
    if guards["unsure_before"].search(text, clause, start) or guards["unsure_after"].match(text, end):
        return False
    others = [*guards["complement"].finditer(text, clause, start)]  # "bet that", and not "said that"
    return not others or guards["vouched"].search(text, clause, others[-1].end()) is not None


# --- what is told -----------------------------------------------------------------------------------------------------


@attrs.frozen
class _ActMatch:
    """A pattern of an act where it matched."""

    sentence: Masked  # where
    language: Language
    act: ActPattern  # the pattern, and what it matched
    match: re.Match[str]
    until: int  # where the next act begins

    def claim(self) -> ActClaim | None:
        """Return the act with what it happens to and its dates; None if a date before it may be its own."""
        text, groups, match = self.sentence.text, groups_of(self.match), self.match
        phrases = [each for each in [self.sentence.phrase(groups.get("m", ""))] if each is not None]
        end = match.end()
        if phrases and text[end - 1] == groups["m"]:
            while (also := _ALSO.match(text, end)) is not None and also.end() - 1 <= self.until:
                end = also.end()
                phrase = self.sentence.phrases[ord(also[1]) - MENTIONS]
                if not (phrase.ids and is_less(text, end, self.language)):
                    phrases.append(phrase)
        when, ends = self._dates(groups)
        if not when and not ends and (self.act.row.dated or any(ord(char) >= DATES for char in text[: match.start()])):
            return None
        future = self.language.guards["tense_future"]
        lies_ahead = future.search(match[0]) is not None or any(
            each.end() <= match.start() and not text[each.end() : match.start()].strip()
            for each in future.finditer(text, max(0, match.start() - _CLOSE), match.end())
        )
        return ActClaim(
            self.act, match.start(), end, tuple(phrases), tuple(when), tuple(ends), self.act.promised or lies_ahead,
            self.language.guards["performs"].search(match[0]) is not None, self.act.promised, groups.get("noun", ""),
        )  # fmt: skip

    def _dates(self, groups: dict[str, str]) -> tuple[list[DateHit], list[DateHit]]:
        """Return the dates of the act, and of its end.

        Those of its pattern, else those beside it, else the one at the head of the sentence.
        """
        within = self.sentence.dated(self.match[0])
        if "d" in groups:
            own, ends = self.sentence.dated(groups["d"]), self.sentence.dated(groups.get("d2", ""))
            return own, ends or (_by_role(self._after())[1] if own[0].role == "from" else [])
        if self.act.row.of and self.language.spaces:
            return [], []  # what a document does by being issued is done on its own day
        near = within or ([] if self.language.spaces else self._before())
        begins, ends = _by_role(near + self._after())
        kind = KINDS.get(self.act.row.kind)
        if kind is not None and kind.operation in _MOVES:
            return ends, []
        if not begins:
            begins, until = _by_role(self._before())
            ends = ends or until
        return begins[:1], ends if kind is None or kind.dimension in _LASTING else []

    def _before(self) -> list[DateHit]:
        """Return the date of the act that stands before it: right before it, or at the head of its clause.

        Where blanks part no words verbs come last: then it is the nearest that is not of an act before.
        """
        text, start, spaces = self.sentence.text, self.match.start(), self.language.spaces
        for place in range(start - 1, -1, -1):
            if found := self.sentence.dated(text[place]):
                said = self.language.guards["dates_other"].match(text, place + 1)
                other = said is not None and not (self.act.promised and said.end() > start)
                if (begin := _BEGIN.search(text, 0, place)) is not None and _ENDED.fullmatch(text, place + 1, start):
                    return [*self.sentence.dated(begin[1]), *found]
                if other and not spaces:
                    continue  # "the order given in May"
                if (self.act.promised or not other) and (not spaces or _BESIDE.fullmatch(text, place + 1, start)):
                    return found
                break
        if spaces:
            head = _HEAD.match(text, text.rfind(";", 0, start) + 1)
            return self.sentence.dated(head[1]) if head is not None and head.end() <= start else []
        return []

    def _after(self) -> list[DateHit]:
        """Return the dates that follow the act in its clause, up to words that date something else."""
        text, start = self.sentence.text, self.match.end()
        end = min(self.until, start + _REACH)
        other = self.language.guards["dates_other"].search(text, start, start + _REACH)
        parts = re.compile(r"[;。]" if self.language.spaces else "[;。,、]").search(text, start, end)
        stops = (each.start() for each in (other, parts) if each is not None)
        return self.sentence.dated(_OF_NOUN.sub("", text[start : min((end, *stops))]))


def _by_role(hits: Sequence[DateHit]) -> tuple[list[DateHit], list[DateHit]]:
    """Return the dates that are no ends, and the first that is one."""
    return [hit for hit in hits if hit.role != "until"], [hit for hit in hits if hit.role == "until"][:1]


def in_part(text: Masked, language: Language) -> set[str]:
    """Return the instruments of which a sentence speaks in part only: of something in them, or about them."""
    less: dict[str, list[bool]] = {}
    for place, char in enumerate(text.text):
        for id_ in (text.phrase(char) or _NOTHING).ids:
            part = text.text.startswith("'", place + 1) or is_part(text.text, place, language)
            less.setdefault(id_, []).append(part and _ATTRIBUTE.match(text.text, place + 1) is None)
    return {id_ for id_, each in less.items() if all(each)}


def clause_start(text: str, start: int, end: int) -> int:
    """Return where the clause begins of a place in a sentence that begins at ``start``."""
    return max(start, *(text.rfind(mark, start, end) + 1 for mark in _CLAUSES))
