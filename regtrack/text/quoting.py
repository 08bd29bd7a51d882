"""Quoted words of an amendatory instruction: which go, which come, where they stand, and how often."""

from __future__ import annotations

import re

from regtrack.text.clause import MISCOUNTED, TWO_THINGS, Clause, finest
from regtrack.text.marks import FEW, ORDINALS, POINTS
from regtrack.text.naming import JOINED
from regtrack.text.naming_parts import NamedParts
from regtrack.text.operations import Target, Verb

_THE_SECTION = re.compile(r"\s+th(?:e|is)\s+(?:entire\s+)?section\b")
_TO_READ_NEXT = re.compile(r"\s+to\s+read\s+“")
_RESPECTIVELY = re.compile(r"\s+respectively\b")
_NEEDS_MARK = re.compile(r"\s+(?:and|or)\s+\S")
_IS_LISTED = re.compile(r"\s+(?:(?:and|or)\s|(?:the\s+(?:\w+\s+){1,2})?“)")
_AND_WORDS = re.compile(r"\{quote\}\s+and\s")
_NOUN = r"(?:[Pp]aragraphs?|[Ss]ections?|§+|[Aa]ppendix)\s*"
_JOINT = r"(?:\band|[,;])\s+(?:\w+\s+)*"
_SIDES = {"after": "after", "following": "after", "before": "before", "preceding": "before"}


class QuotedWords(NamedParts):
    """Quoted words, given to the clause that is open."""

    def _on_side(self, mark: re.Match[str]) -> None:
        clause, where = self.current, mark["where"]
        removes = clause is not None and clause.verb is Verb.REMOVE and len(clause.out) == 1 and not clause.put
        if (
            clause is not None
            and where in _SIDES
            and (removes or (clause.verb is Verb.ADD and (clause.out or clause.rows)))
        ):
            clause.side, self.going_to = _SIDES[where], bool(clause.out)
        elif (
            clause is not None
            and clause.verb is Verb.ADD
            and where in _SIDES
            and not clause.put
            and (clause.placed or not clause.targets)
        ):
            clause.side, self.going_to, self.anchored = _SIDES[where], True, True  # "adding before the period “B”"
        elif clause is None and where in _SIDES:
            self.ahead = _SIDES[where]
        else:
            self.taken = False

    def _on_instead_of(self, _mark: re.Match[str]) -> None:
        """Read "substituting “B” for “A”"."""
        clause = self.current
        self.taken = clause is not None and clause.verb is Verb.SWAP and bool(clause.out) and not clause.put
        if clause is not None and self.taken:
            clause.put, clause.out = clause.out, []

    def _on_quote(self, mark: re.Match[str]) -> None:
        words = mark[0][1:-1].strip()
        against = self.current.out[-1:] if self.current is not None and self.going_to else []
        if _RESPECTIVELY.match(self.text, mark.end()) and not any(each.endswith(",") for each in against):
            # the comma is the sentence's
            words = words.removesuffix(",")
        if (
            self.current is not None
            and self.current is self.anchoring
            and self.current.put
            and not _AND_WORDS.search(self.tail)
        ):
            self._close_anchored()
        if self.current is None or self.current.manner == "passive":
            if not self._loose:
                self.before_words = list(self.waiting)
                self.objects = [e for e in self.waiting if self._is_object(e)] if JOINED.search(self.tail) else []
            self._loose.append(words)
        elif self.going_to and self.current.put and _TO_READ_NEXT.match(self.text, mark.end()):
            self.current.out.append(words)  # "“A” to read “B” and “C” to read “D”"
            self.going_to = False
        elif self.going_to:
            self.current.put.append(words)
            self.current.pointed |= words[-1:] in tuple(",;") and _NEEDS_MARK.match(self.text, mark.end()) is not None
            self.going_to, self.anchored = not self.anchored, False
        else:
            self._part_from_words(self.current)
            if self.current.spread:  # "remove “A” in paragraph (a) and “B” in paragraph (b)"
                self.unread("words for one place and words for another; expected them apart")
            self.current.listed |= words[-1:] in tuple(",;") and _IS_LISTED.match(self.text, mark.end()) is not None
            self.current.out.append(words)

    def _close_anchored(self) -> None:
        """Close "“B” is added after “A”": other words have another verb."""
        self.current, self.anchoring, self.going_to = None, None, False

    def _part_from_words(self, clause: Clause) -> None:
        """Read "removing paragraph (c) and the word “and” in paragraph (b)": two things that are done."""
        if clause.verb not in (Verb.REMOVE, Verb.ADD) or clause.out or clause.placed or clause.side:
            return
        if any(map(self._is_object, clause.targets)):
            if self.between.isspace():  # "the heading “A”"
                return
            if not JOINED.search(self.tail):
                self.unread(TWO_THINGS)
                return
            clause = self._open(clause.verb)
            clause.manner = "strike" if clause.verb is Verb.REMOVE else ""

    def _on_period(self, mark: re.Match[str]) -> None:
        self.taken = self.current is not None and self.current.verb in (Verb.REMOVE, Verb.ADD, Verb.SWAP, Verb.CORRECT)
        if self.current is not None:
            (self.current.put if self.going_to else self.current.out).append(POINTS[mark["point"].rstrip("s")])
            self.going_to, self.anchored = self.going_to and not self.anchored, False

    def _on_in_place(self, _mark: re.Match[str]) -> None:
        last = self.current or (self.clauses[-1] if self.clauses else None)
        if last is not None and last.verb is Verb.ADD:
            last.instead = True
        if self.current is not None:
            self.going_to = self.going_to or self.current.verb in (Verb.REMOVE, Verb.SWAP)

    def _on_read(self, mark: re.Match[str]) -> None:
        if self.current is not None and self.current.out and "follows" not in mark[0]:
            self.current.verb, self.going_to = Verb.SWAP, True

    def _on_with(self, _mark: re.Match[str]) -> None:
        if self.current is not None and self.current.verb in (Verb.SWAP, Verb.REVISE) and self.current.out:
            self.current.verb, self.going_to = Verb.SWAP, True

    def _on_each(self, mark: re.Match[str]) -> None:
        named = [*self.waiting, *(self.current.targets if self.current is not None else ())]
        if _THE_SECTION.match(self.text, mark.end()) and any(each.address or each.field for each in named):
            self.unread("a section beside a part of it; expected them apart")
        if self.current is not None:
            self.current.each = True
        else:
            self.everywhere = True

    def _on_times(self, mark: re.Match[str]) -> None:
        self.taken = self.current is not None
        if self.current is not None:
            self.current.times = FEW[mark["many"]]

    def _on_which_time(self, mark: re.Match[str]) -> None:
        self.taken = self.current is not None and bool(self.current.out)
        if self.current is not None:
            self.current.nth = ORDINALS[mark["time"]] % len(ORDINALS)  # the last one is 0

    def _on_end(self, _mark: re.Match[str]) -> None:
        if self.current is not None and self.current.manner != "passive":
            self.current.at_end = True
        else:
            self.ended, self.and_paragraph = True, False

    def _on_it(self, _mark: re.Match[str]) -> None:
        before = [each for each in self.clauses if each is not self.current and each.verb is not Verb.AMEND][-1:]
        if self.current is not None and self.current.verb is Verb.RESERVE and before and before[0].verb is Verb.REMOVE:
            before[0].verb = Verb.RESERVE  # "removing paragraph (b) and reserving it"
            self.clauses.remove(self.current)
            self.current = None
            return
        if self.current is not None and not self.current.targets and len(self.sections) == 1:
            self.current.targets = list(before[0].into or before[0].targets) if before else self.standing()

    def _on_as(self, mark: re.Match[str]) -> None:
        clause = self.current
        if clause is not None and clause.verb in (Verb.REDESIGNATE, Verb.DESIGNATE):
            if self.going_to:  # "(b) as (c), (c) as (d)"
                clause.targets += self.take_beyond(clause, mark.start())
            self.going_to, self.goes_from = True, mark.end()

    def take_beyond(self, clause: Clause, end: int) -> list[Target]:
        """Return what a clause has no place for: "(b) is redesignated as (c), and (d)"; it begins where a list ends."""
        count = len(finest(clause.targets) or self.stood)
        listed, more = self.text[self.goes_from : end].strip(), clause.into[count:]
        if more:
            last = more[0].address[-1] if more[0].address else more[0].provision[-1].rpartition(" ")[2]
            before = _NOUN if any(noun.start() for noun in re.finditer(_NOUN, listed)) else _JOINT
            if not re.search(rf"(?<!^){before}[\w.-]*(?:\(\w+\))*{re.escape(last)}(?![\w(])", listed):
                self.unread(MISCOUNTED)
                self.doubt = MISCOUNTED
                return more
        clause.into = clause.into[:count]
        return more
