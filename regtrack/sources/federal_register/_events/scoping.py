"""Which part of its target a claim means."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from regtrack.sources.federal_register._events.cited_parts import parts_in, plain, plainly_named
from regtrack.sources.federal_register._events.listed import ReadList, compared
from regtrack.sources.federal_register.claims import DateClaim
from regtrack.sources.federal_register.document import Agency, title_of
from regtrack.sources.federal_register.text import sentences
from regtrack.sources.federal_register.text.compliance import is_everybody

_CLAUSE = re.compile(r",?\s+(?:which|that|who)\s.*", re.DOTALL)
_ARTICLE = re.compile(r"^(?:the|an?|any|all)\s+", re.IGNORECASE)
_THAT_PART = re.compile(  # what an act on provisions is done to that are named before
    r"\b(?:that|those|these|such) (?:(?:sub)?paragraph|section|provision)s?"
    r" (?=(?:is|are|will|shall|takes?|becomes?|until|to|from|through)\b)",
    re.IGNORECASE,
)
_AND_OTHERS = re.compile(  # of a sentence that names provisions: which of them the next one means is not sure
    r"\b(?:which|except|not|unlike|under|but|implement\w*)\b", re.IGNORECASE
)
LONGEST_NAME = 120  # words that name a part are cut to this


SCOPE_UNREAD = "scope_unread"  # flag of an event about a part whose words name no provision
PARTIAL = re.compile(
    r"\b(?:partial(?:ly)?|in part|certain|some|portions?|parts? of|provisions?|insofar|to the extent"
    r"|amendments? (?:to|in)|revisions?|requirements?|specified|listed|sections?|paragraphs?|definitions?|appendix"
    r"|remaining|rest|remainder)\b",
    re.IGNORECASE,
)
"""Words that say that a part is meant."""


class ClaimedPart(NamedTuple):
    """What a claim is about."""

    parts: tuple[str, ...] = ()  # provisions, or words that make a part of their own; none for the whole
    exclude: tuple[str, ...] = ()  # what is left out
    note: str | None = None  # what the text says of the claim's object when that names no part
    flags: tuple[str, ...] = ()  # ``scope_unread`` where the words could not be resolved
    parties: str | None = None  # the persons that it is for, of a duty that others have on another day
    # provisions that are named and are all that its own document is about: the whole, as far as that knows
    covered: tuple[str, ...] = ()
    rest: bool = False  # whether the rest is meant as well, nobody can tell
    unread: tuple[str, ...] = ()  # items of the list of its parts that were not read, in their words
    unread_exclude: tuple[str, ...] = ()  # the same of what is left out


_NOTHING = ReadList(())
_NO_PARTS = frozenset(("recital", "exception"))


class Scopes:
    """The parts that the claims of one text mean.

    Words that name no provision make a part of their own only where the text has claims about other parts beside it:
    "the classification is effective May 1" is about the whole document. ``amended``: its own instructions are known;
    ``partial``: it acts on the parts that it names, even if these are all that it is about.
    """

    def __init__(
        self, claims: Sequence[DateClaim], cfr: tuple[str, ...], agencies: Sequence[Agency] = (), *,
        amended: bool = False, partial: bool = False,
    ) -> None:  # fmt: skip
        self._cfr, self._agencies, self._amended, self._partial = cfr, agencies, amended, partial
        self._claims = claims

    @cached_property  # few documents have a word of a part
    def _beside(self) -> Counter[tuple[str, bool]]:
        return Counter(_sort(claim) for claim in self._claims if claim.act not in _NO_PARTS)

    @cached_property
    def _runs(self) -> bool:
        own = (each for each in self._claims if each.kind in _FORCE and not (each.scope or each.target))
        return any(each.act not in _NO_PARTS for each in own)

    def read(self, claim: DateClaim, *, of_another: bool) -> ClaimedPart:
        """Return the part that a claim means; words of a part of another document are never the whole of it."""
        left_out = claim.scope_except
        sign = "§ " if left_out and _BARE.match(left_out) else ""  # "40 CFR 60.1 through 60.9, except 60.3"
        without = self._parts(f"{sign}{left_out}", of_another) if left_out else _NOTHING
        exclude = without.parts or ((part_name(left_out),) if left_out and not without.unread else ())
        exclude = (*exclude, *map(part_name, without.unread))
        found = self._read(claim, exclude, of_another=of_another)
        return found._replace(unread_exclude=without.unread)

    def _read(self, claim: DateClaim, exclude: tuple[str, ...], *, of_another: bool) -> ClaimedPart:
        parties = claim.parties and self._persons(claim)
        if not claim.scope:
            return ClaimedPart((), exclude, parties=parties)
        listed = claim.sentence.partition(claim.quote)[2] if _FOLLOWING.search(claim.scope) else ""
        words = f"{claim.scope}{listed}" if _FOLLOWING.match(claim.scope) else claim.scope
        if listed.lstrip().startswith(":") and not _SECTION.search(claim.scope):
            words = listed  # "the amendments to the following provisions in title 34 ... until D: §§ 1.1 and 1.2"
        parts, unread = self._parts(words, of_another)
        if of_another and _CUT.match(claim.scope):  # what the bracket closes stands before: others may stand there too
            unread = (*unread, claim.sentence.partition(claim.quote)[0])
        if parts and ((self._partial and not exclude) or unread or not self._all_of(parts)):
            return ClaimedPart(parts, exclude, parties=parties, unread=tuple(map(part_name, unread)))
        if unread:
            names = tuple(map(part_name, unread))
            return ClaimedPart(names, exclude, flags=(SCOPE_UNREAD,), parties=parties)
        if not parts and claim.kind in _OF_CLASSES and claim.act == "delay" and not PARTIAL.search(claim.scope):
            return ClaimedPart((), exclude, parties=claim.scope[:LONGEST_NAME])
        if not parts and of_another and PARTIAL.search(claim.scope):
            return ClaimedPart((part_name(claim.scope),), exclude, flags=(SCOPE_UNREAD,))
        if not parts and self._runs and claim.kind in _ENDS and _A_PART.search(claim.scope):
            return ClaimedPart((part_name(claim.scope),), exclude, flags=(SCOPE_UNREAD,))
        if not parts and self._beside[_sort(claim)] > 1:
            if claim.kind in _OF_CLASSES and not _A_PART.search(claim.scope):
                return ClaimedPart((), exclude, parties=part_name(claim.scope))
            return ClaimedPart((part_name(claim.scope),), exclude)
        return ClaimedPart((), exclude, None if parts else f"Said of: {part_name(claim.scope)}.", covered=parts)

    def _persons(self, claim: DateClaim) -> str | None:
        """Return the persons of a claim, unless they are all those that the rule is about."""
        words = claim.parties or ""
        if is_everybody(words, alone=self._beside[_sort(claim)] == 1):
            return None
        return words[:LONGEST_NAME] if _OF_DAY.search(words) else part_name(words)

    def named(self, words: str) -> ReadList:
        """Return the provisions of another document that words name; none for all that the document is about."""
        parts, unread = self._parts(words, True)
        found = tuple(each for each in parts if "." in each or each.startswith("instruction "))
        return ReadList(() if self._all_of(found) and not self._partial else found, unread)

    def pointed_to(self, text: str, start: int, end: int) -> tuple[str, ...]:
        """Return the provisions that "that paragraph" between two offsets means: those of the last that has any."""
        that = _THAT_PART.search(text, start, end)
        if that is None:
            return ()
        ahead = (each for each in reversed(sentences.split(text)) if each.start < that.start())
        told = (text[each.start : min(each.end, that.start())] for each in ahead)
        found = next(((named, words) for words in told if (named := self.named(words)).parts), None)
        return () if found is None or found[0].unread or _AND_OTHERS.search(found[1]) else found[0].parts

    def _parts(self, words: str, of_another: bool) -> ReadList:
        words, _, _ = words.partition(", consisting of ")
        title = title_of(self._agencies)
        if plain_ones := plainly_named(words, self._cfr, title):
            return ReadList(plain_ones)
        found = parts_in(words, self._cfr, title, amended=self._amended and not of_another)
        return compared(plain(words), found) if any(c.isdigit() for c in words) or found else ReadList(found)

    def _all_of(self, parts: tuple[str, ...]) -> bool:
        """Whether the parts are those that the document is about: "the rule amending 33 CFR part 323" is all of it."""
        return bool(self._cfr) and set(self._cfr) <= set(parts)


def _sort(claim: DateClaim) -> tuple[str, bool]:
    """Return what claims have in common of which one may be about the rest of what another one is about."""
    return "force" if claim.kind in _FORCE else f"{claim.kind} {claim.name}", bool(claim.target)


_BARE = re.compile(r"\d+[a-z]?\.\d")
_CUT = re.compile(r"[^()]*\d\)(?= of\b)")  # words that begin within brackets
_FOLLOWING = re.compile(r"(?:the )?\bfollowing\b", re.IGNORECASE)
_SECTION = re.compile(r"\d\.\d")
_FORCE = frozenset({"set_effective", "delay_effective", "accelerate_effective"})
_ENDS = frozenset({"set_expiry", "stay"})
_OF_DAY = re.compile(r"\b(?:before|prior to|after) \w+ \d{1,2}, \d{4}\b", re.IGNORECASE)
"""Of a class that a day makes, every word counts: "mills that were built before D"."""
_OF_CLASSES = frozenset({"set_compliance", "set_applicability"})
"""Dates that persons or things have of their own: "small entities", "engines manufactured on or after D"."""
_A_PART = re.compile(
    r"\b(?:(?:sub)?(?:sections?|paragraphs?)|subparts?|tables?|instructions?|definitions?|appendi\w+|provisions?"
    r"|amendments?|obligations?)\b|§"
    r"|\b(?!(?:the|these|this|those|such|its|all|temporary|interim|emergency)\b)[\w-]+ requirements?\b",
    re.IGNORECASE,
)
"""Words of less than a rule, and not of the persons that a date is for: "The recordkeeping requirements expire"."""


def part_name(words: str) -> str:
    """Return words as the name of a part: without an article or a relative clause, cut to `LONGEST_NAME`."""
    text = _ARTICLE.sub("", _CLAUSE.sub("", " ".join(words.split())))
    return text if len(text) <= LONGEST_NAME else f"{text[: LONGEST_NAME - 3].rsplit(' ', 1)[0]} ..."
