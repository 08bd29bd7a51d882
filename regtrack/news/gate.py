"""Which sentences may claim something: asked before anything in them is read, since most claim nothing."""

from __future__ import annotations

import attrs

from regtrack.news.effects import NOTHING_WITHOUT_A_DATE
from regtrack.news.identifiers import has_digit
from regtrack.news.language import ActPattern
from regtrack.news.mentioned_dates import may_have_dates
from regtrack.news.passage import Passage


def may_claim(passage: Passage, start: int, end: int) -> bool:
    """Whether a sentence may claim an act: it has words for one, and whatever that cannot do without.

    What it is done to may be named in another sentence, in a language that leaves that out.
    """
    sighted = passage.sighted(start, end)
    if not sighted:
        return False
    sentence = _Sentence(passage, start, end)
    return any(each.act is not None and sentence.may(each.order, each.act) for each in sighted)


@attrs.define
class _Sentence:
    """What a sentence has that acts may need, each looked for once."""

    passage: Passage
    start: int
    end: int
    _known: dict[int, bool] = attrs.field(factory=dict)
    _dated: bool | None = None
    _classes: frozenset[str] | None = None
    _numbered: bool = False
    _pointed: bool | None = None

    def may(self, order: int, act: ActPattern) -> bool:
        """Whether it has what the act of a row needs."""
        known = self._known.get(order)
        if known is None:
            known = self._known[order] = self._may(act)
        return known

    def _may(self, act: ActPattern) -> bool:
        words, nominal, row = self.passage.words, self.passage.language.nominal, act.row
        if act.with_ is not None and not words.may_hold(act.with_, self.start, self.end):
            return False
        if act.noun and nominal is not None and not words.may_hold(nominal, self.start, self.end):
            return False
        if row.kind in NOTHING_WITHOUT_A_DATE and not (row.by_notice or row.undated) and not self._has_dates():
            return False
        return not (row.of or row.needs_target) or self._names(row.of) or self._points()

    def _has_dates(self) -> bool:
        if self._dated is None:
            self._dated = may_have_dates(self.passage.words, self.start, self.end, self.passage.language)
        return self._dated

    def _names(self, classes: tuple[str, ...]) -> bool:
        """Whether it may name an instrument of one of these classes; of any, if there are none."""
        if self._classes is None:
            language, words = self.passage.language, self.passage.words
            own = language.own_object is None
            span = (self.start, self.end) if own else (0, len(words.text))
            self._classes = self.passage.classes_in(*span) if own else self.passage.classes
            self._numbered = bool(language.identifiers) or has_digit(words.text, *span)
        return self._numbered or not (self._classes.isdisjoint(classes) if classes else not self._classes)

    def _points(self) -> bool:
        """Whether it may have a pronoun for one."""
        if self._pointed is None:
            words, pointers = self.passage.words, self.passage.language.pointers
            self._pointed = any(pattern.search(words.text, self.start) is not None for pattern in pointers)
        return self._pointed
