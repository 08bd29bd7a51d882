"""Words for acts in a sentence, how firmly each is claimed, and what is only a verb of saying."""

from __future__ import annotations

import re

import attrs

from regtrack.ingest.news.language import ActPattern, Language
from regtrack.ingest.news.tables import ActRow

_REACH = 80
"""How far from an act the words may stand that its row asks for, in characters."""


@attrs.frozen
class Verb:
    """A word for an act, or for saying something.

    Attributes:
        start, end: where it stands in the folded text.
        rows: the rows that found it, in the order of the file; none for a verb of saying.
        noun: whether it is a noun for the act.
    """

    start: int
    end: int
    rows: tuple[ActRow, ...] = ()
    noun: bool = False


@attrs.frozen
class Manner:
    """How firmly an act is claimed, and which tense its relative dates have."""

    modality: str
    tense: str


def find_verbs(text: str, start: int, end: int, language: Language) -> list[Verb]:
    """The verbs of a sentence that matter, in order.

    Of those that overlap the first row of the file counts; rows that begin at the same place are kept beside it, since
    what a verb means may depend on what it happens to.
    """
    taken: list[Verb] = []
    for act in language.acts:
        for match in act.pattern.finditer(text, start, end):
            if not _fits(act, text, match, start, end):
                continue
            over = [place for place, verb in enumerate(taken) if match.end() > verb.start and match.start() < verb.end]
            if not over:
                taken.append(Verb(*match.span(), (act.row,), act.noun))
            elif taken[over[0]].start == match.start():
                known = taken[over[0]]
                taken[over[0]] = attrs.evolve(known, rows=(*known.rows, act.row))
    for match in language.saying.finditer(text, start, end):
        if all(match.end() <= verb.start or match.start() >= verb.end for verb in taken):
            taken.append(Verb(*match.span()))
    return sorted(taken, key=lambda verb: verb.start)


def _fits(act: ActPattern, text: str, match: re.Match[str], start: int, end: int) -> bool:
    window = max(start, match.start() - _REACH), min(end, match.end() + _REACH)
    if act.with_ is not None and not act.with_.search(text, *window):
        return False
    return act.without is None or not act.without.search(text, *window)


def manner_of(verb: Verb, verbs: list[Verb], text: str, start: int, end: int, language: Language) -> Manner:
    """How firmly the act of a verb is claimed in its sentence."""
    place = verbs.index(verb)
    acts_before = [other.end for other in verbs[:place] if other.rows]
    acts_after = [other.start for other in verbs[place + 1 :] if other.rows]
    head_start, tail_end = max([start, *acts_before]), min([end, *acts_after])
    found = Manner("has", "past")
    for row, before, after, _ in language.modalities:
        if (before is not None and before.search(text, head_start, verb.start)) or (
            after is not None and after.match(text, verb.end, tail_end)
        ):
            found = Manner(row.name, row.tense)
            break
    if found.modality == "has":
        for row, _, _, anywhere in language.modalities:
            if anywhere is not None and anywhere.search(text, start, end):
                return Manner(row.name, row.tense)
    return found
