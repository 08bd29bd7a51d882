"""Words for acts in a sentence, and what is only a verb of saying."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import attrs

from regtrack.news.language import ActPattern, Language
from regtrack.news.lexicon import Text
from regtrack.news.tables import ActRow

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


class Sighted(NamedTuple):
    """Words that may be a verb, and the pattern that found them; None for a verb of saying."""

    start: int
    order: int
    end: int
    act: ActPattern | None


def sight(words: Text, start: int, end: int, language: Language) -> list[Sighted]:
    """The words for acts in a sentence, as its patterns find them."""
    return [
        Sighted(match.start(), order, match.end(), act) for order, match, act in language.acts.find(words, start, end)
    ]


def find_verbs(acts: Sequence[Sighted], words: Text, start: int, end: int, language: Language) -> list[Verb]:
    """The verbs of a sentence that matter, in order; none if none is for an act.

    Of those that overlap the longest counts, then the first row of the file; rows that begin at the same place are kept
    beside it, since what a verb means may depend on what it happens to.

    Args:
        acts: words for acts in it, as :func:`sight` finds them.
        words: the folded text, looked up.
        start: where the sentence begins.
        end: where it ends.
        language: its language.
    """
    here = [
        each
        for each in acts
        if each.act is not None
        and _fits(each.act, words, each.start, each.end, start, end)
        and _told(each, words, start, language)
    ]
    if not acts:
        return []
    saying = [Sighted(match.start(), 0, match.end(), None) for _, match, _ in language.saying.find(words, start, end)]
    here = [each for each in here if not any(said.start < each.start < said.end for said in saying)]
    here += saying  # 方針を発表 says something; it is no issue of anything
    taken: list[Verb] = []
    for each in sorted(here, key=lambda each: (each.act is None, each.start - each.end, each.order)):
        over = [place for place, verb in enumerate(taken) if each.end > verb.start and each.start < verb.end]
        if each.act is None:
            if not over:
                taken.append(Verb(each.start, each.end))
        elif not over:
            taken.append(Verb(each.start, each.end, (each.act.row,), each.act.noun))
        elif taken[over[0]].start == each.start and taken[over[0]].rows:
            known = taken[over[0]]
            taken[over[0]] = attrs.evolve(known, rows=(*known.rows, each.act.row))
    return sorted(taken, key=lambda verb: verb.start)


def _told(sighted: Sighted, words: Text, start: int, language: Language) -> bool:
    """Whether a noun for an act is what is announced, and not only spoken of ("to overturn the suspension of")."""
    if sighted.act is None or not sighted.act.noun or language.nominal is None:
        return True
    return words.holds(language.nominal, start, sighted.start)


def _fits(act: ActPattern, words: Text, first: int, last: int, start: int, end: int) -> bool:
    window = max(start, first - _REACH), min(end, last + _REACH)
    return (act.with_ is None or words.holds(act.with_, *window)) and not words.holds(act.without, *window)
