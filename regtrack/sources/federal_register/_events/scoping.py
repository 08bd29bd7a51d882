"""Which part of its target a claim means."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from regtrack.dates_in_text.words import holds
from regtrack.sources.federal_register._events.listed import ReadList, compared
from regtrack.sources.federal_register.claims import DateClaim
from regtrack.sources.federal_register.text.compliance import is_everybody
from regtrack.sources.federal_register.text.vocabulary import nouns, spelled, stems
from regtrack.text.citing import Place
from regtrack.text.reading import targets_in

_CLAUSE = re.compile(r",?\s+(?:which|that|who)\s.*", re.DOTALL)
_ARTICLE = re.compile(r"^(?:the|an?|any|all)\s+", re.IGNORECASE)
LONGEST_NAME = 120
"""Words that name a part are cut to this."""


SCOPE_UNREAD = "scope_unread"
"""Flag of an event about a part whose words name no provision."""
PARTIAL = re.compile(
    r"\b(?:partial(?:ly)?|in part|certain|some|portions?|parts? of|provisions?|insofar|to the extent"
    r"|amendments? (?:to|in)|revisions?|requirements?|specified|listed|sections?|paragraphs?|definitions?|appendix"
    r"|remaining|rest|remainder)\b",
    re.IGNORECASE,
)
"""Words that say that a part is meant."""


class ClaimedPart(NamedTuple):
    """What a claim is about.

    Attributes:
        parts: provisions, or words that make a part of their own; none for the whole.
        exclude: what is left out.
        note: what the text says of the claim's object when that names no part.
        flags: ``scope_unread`` where the words could not be resolved.
        parties: the persons that it is for, of a duty that others have on another day.
        unread: items of the list of its parts that were not read, in their words.
        unread_exclude: the same of what is left out.
        covered: provisions that are named and are all that its own document is about: the whole, as far as that knows.
        rest: whether the rest is meant as well, nobody can tell.
    """

    parts: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    note: str | None = None
    flags: tuple[str, ...] = ()
    parties: str | None = None
    covered: tuple[str, ...] = ()
    rest: bool = False
    unread: tuple[str, ...] = ()
    unread_exclude: tuple[str, ...] = ()


_NOTHING = ReadList(())


class Scopes:
    """The parts that the claims of one text mean.

    Words that name no provision make a part of their own only where the text has claims about other parts beside it:
    "the classification is effective May 1" is about the whole document.

    Args:
        claims: all of them.
        cfr: the parts of the CFR that the document is about.
        title: the title of the CFR that its agency's rules stand in.
        amended: its own instructions are known.
        partial: what it does is done in part: to the parts that it names, even if these are all that it is about.
    """

    def __init__(
        self, claims: Iterable[DateClaim], cfr: tuple[str, ...], title: str | None = None, *,
        amended: bool = False, partial: bool = False,
    ) -> None:  # fmt: skip
        self._cfr, self._title, self._amended, self._partial = cfr, title, amended, partial
        claims = [claim for claim in claims if claim.act not in ("recital", "exception")]
        self._beside = Counter(map(_sort, claims))
        self._runs = any(claim.kind in _FORCE and not (claim.scope or claim.target) for claim in claims)

    def read(self, claim: DateClaim, *, of_another: bool) -> ClaimedPart:
        """Return the part that a claim means.

        Args:
            claim: one of the text's.
            of_another: whether it is about another document, of which words of a part are never the whole.
        """
        left_out = claim.scope_except
        without = self._parts(left_out, of_another) if left_out else _NOTHING
        exclude = without.parts or ((part_name(left_out),) if left_out and not without.unread else ())
        exclude = (*exclude, *map(part_name, without.unread))
        found = self._read(claim, exclude, of_another=of_another)
        return found._replace(unread_exclude=without.unread)

    def _read(self, claim: DateClaim, exclude: tuple[str, ...], *, of_another: bool) -> ClaimedPart:
        parties = claim.parties and self._persons(claim)
        if not claim.scope:
            return ClaimedPart((), exclude, parties=parties)
        listed = claim.sentence.partition(claim.quote)[2] if _FOLLOWING.match(claim.scope) else ""
        parts, unread = self._parts(
            f"{claim.scope}{listed}", of_another
        )  # "the following sections ... until D: §§ 1.1 and 1.2"
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
        found = tuple(each for each in parts if "." in each)
        return ReadList(() if self._all_of(found) and not self._partial else found, unread)

    def _parts(self, words: str, of_another: bool) -> ReadList:
        words, _, _ = words.partition(", consisting of ")
        found = parts_in(words, self._cfr, self._title, amended=self._amended and not of_another)
        return compared(plain(words), found) if any(c.isdigit() for c in words) or found else ReadList(found)

    def _all_of(self, parts: tuple[str, ...]) -> bool:
        """Whether the parts are those that the document is about: "the rule amending 33 CFR part 323" is all of it."""
        return bool(self._cfr) and set(self._cfr) <= set(parts)


def _sort(claim: DateClaim) -> tuple[str, bool]:
    """Return what claims have in common of which one may be about the rest of what another one is about."""
    return "force" if claim.kind in _FORCE else f"{claim.kind} {claim.name}", bool(claim.target)


_FOLLOWING = re.compile(r"(?:the )?following\b", re.IGNORECASE)
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


_DONE = "postpone stay withdraw rescind lift end"
_PARTIAL_ACT = re.compile(
    rf"\bpartial(?:ly)? (?:further )?{stems(_DONE)}\w*"
    rf"|\b{nouns(_DONE)}(?: \w+){{0,4}}? in part\b"
    rf"|\b{stems('postpone stay withdraw rescind')}\w* (?:\w+ ){{0,6}}?"
    r"(?:(?:certain|specified|some|remaining) (?:\w+ ){0,2}?(?:provisions?|portions?|requirements?|amendments?"
    r"|sections?|paragraphs?|instructions?)|portions? of|parts? of|insofar|to the extent)\b[^.;]{0,60}",
    re.IGNORECASE,
)


_PARTLY = ("part", "certain", "specified", "some", "remaining", "portion", "insofar", "extent")
"""No act is done to a part without one of these."""


def partial_act(words: str) -> str | None:
    """Return the words by which an act is done to a part only, such as "partial delay"; None where it is not."""
    match = _PARTIAL_ACT.search(words) if holds(words.lower(), _PARTLY) else None
    return part_name(match[0]) if match else None


_EXCEPTED = re.compile(
    r"(?:^\W*|,\s|(?<=, \d{4} )|(?<=indefinitely )|(?<=notice )|(?<=court )|(?<=stayed )|(?<=delayed )|(?<=withdrawn )"
    r"|(?<=rescinded )|(?<=vacated ))(?:except|excluding|other than|with the exception)\b(?: of| for| as to| that)?\s+"
    r"(?!as\b|(?:otherwise )?provided\b)(?P<what>[^;]+?)(?:,| (?:is|are|which)\b|\.?\s*\Z)",
    re.IGNORECASE,
)
_FOR = (
    r"(?:(?:only|solely)\s+)?(?:for|as to|as against|against|with (?:respect|regard) to|in the case of|insofar as"
    r"|as (?:(?:it|they|these|those) (?:appl|relat|pertain)\w*|applied) to|to the extent(?: that)?"
    r"|(?:with)?in(?=\s(?:the )?(?:States?|Districts?|Territor\w+|Commonwealth|count(?:y|ies)|waters)\b))\s+"
)
_CLASS = re.compile(
    r"(?:\b\d{4}|\b(?:indefinitely|further (?:notice|action|review|orders?(?: of [a-z ]{3,20}court)?))"
    rf"|\b(?:is|are|was|were|be|been) (?:\w+ )?{spelled('postpone stay withdraw rescind', 'participle')}),?"
    rf"\s+(?:but\s+)?{_FOR}"
    r"(?!(?:the )?(?:purposes?|foregoing|following|above)\b|public|further|comments?\b|good cause|(?:an )?additional"
    r"|(?:the )?reasons?\b|all\b|permitted|practicable|possible|necessary|feasible|now\b|\d(?!\d? CFR)"
    r"|(?:\w+ )?(?:review|reconsideration)\b|(?:a|an|one|the) (?:\w+ )?(?:period|time|term|year|month)"
    r"|(?:the )?(?:\w+ )?\w+ (?:days?|weeks?|months?|years?)\b)"
    r"(?P<what>(?:[^.;]|\.\d)+)",
    re.IGNORECASE,
)
_OPENING = re.compile(
    rf"^\W*{_FOR}"
    r"(?!(?:(?:the|this|these|those) )?(?:purposes?|foregoing|following|above|reasons?|final|interim|direct|questions?"
    r"|information|good cause|further|additional)\b|an additional|all\b|\d)(?P<what>[^,;]+),",
    re.IGNORECASE,
)
"""A class that a sentence begins with: "For small manufacturers, the effective date is delayed"."""
_RULE = re.compile(r"\b(?:rules?|regulations?|orders?|AD|notice)\b|\bFR\b")
_OF_A_COURT = re.compile(r"\b[Cc]ourt(?:[’']s)?(?: of [A-Z]\w+)?(?: \w+ \d{1,2}, \d{4},?)? $")
"""Before an order that does the act, and is not what it is done to."""
_THIS = re.compile(r"\b[Tt]his (?:\w+ ){0,2}$")
"""Before the document itself."""


def narrowed(sentence: str) -> tuple[str | None, str | None]:
    """Return what a sentence leaves out of an act on another document, and the class that it is for; None for none.

    "Except for X, which ..., the effective date of the rule is delayed"; "is delayed until January 1, 2026, for small
    entities": the act is not on the whole, whatever else was read.
    """
    left_out = _EXCEPTED.search(sentence)
    opening = _OPENING.search(sentence)
    if opening is not None and _RULE.search(opening["what"]):  # "For the rule published ..., the effective date is"
        opening = None
    kind = _CLASS.search(sentence) or opening
    return part_name(left_out["what"]) if left_out else None, part_name(kind["what"]) if kind else None


_ACT = rf"(?:{nouns(_DONE)}|vacatur|actions?|documents?|rules?)"
_APPLIES_ONLY = re.compile(
    rf"\b(?:the|this|such) (?:\w+ ){{0,2}}?{_ACT} (?:(?:only|solely) )?"
    r"(?:appl(?:y|ies)|affects?|extends?|relates?|reach(?:es)?|(?:is|are) limited) (?:(?:only|solely) )?(?:to )?"
    r"(?P<what>(?:[^.;]|\.\d)+)",
    re.IGNORECASE,
)
_APPLIES_NOT = re.compile(
    rf"\b(?:the|this|such) (?:\w+ ){{0,2}}?{_ACT} (?:does|do|will) not "
    rf"(?:apply|extend|reach|affect|change|{spelled('postpone stay withdraw rescind', 'base')}) (?:to )?"
    r"(?P<what>(?:[^.;]|\.\d)+)",
    re.IGNORECASE,
)
_UNAFFECTED = re.compile(
    r"(?:^|[.;] )(?P<what>(?:[^.;]|\.\d)+?) (?:is|are) (?:not affected|unaffected)\b", re.IGNORECASE
)
_THE_REST = re.compile(
    r"\b(?:(?:all|no|any|the|each) )?(?:other|remaining) (?:\w+ ){0,3}?(?:provisions?|portions?|parts?|requirements?"
    r"|amendments?|sections?|paragraphs?|instructions?|standards?|SNURs?|definitions?)\b"
    r"|\b(?:rest|remainder|balance) of (?:the|this|that|its)\b",
    re.IGNORECASE,
)
_LEFT_ALONE = re.compile(
    r"(?:[^.;]|\.\d)*?\b(?:(?:not|un)[\s-]?(?:\w+ )?(?:affected|withdrawn|stayed|changed|delayed|vacated)|remains?"
    r"|continues?|tak(?:e|es|ing) effect|took effect|(?:is|are|becomes?) (?:\w+ )?(?:affected|effective)|stands?)\b",
    re.IGNORECASE,
)


def told_besides(text: str) -> tuple[str | None, str | None, str | None]:
    """Return what a text says that an act is only done to, what it leaves alone, and the rest that it leaves alone.

    In a sentence of its own: "This delay applies only to § 1.2", "§ 1.3 is not affected", "All other provisions of the
    rule remain in effect".
    """
    only = next((m["what"] for m in _APPLIES_ONLY.finditer(text) if _ONLY.search(m[0])), None)
    rest = next((m[0] for m in _THE_REST.finditer(text) if _LEFT_ALONE.match(text, m.end())), None)
    match = _APPLIES_NOT.search(text) or _UNAFFECTED.search(text)
    return only, match["what"] if match and _OF_PROVISIONS.match(match["what"]) else None, rest


_OF_PROVISIONS = re.compile(
    rf"(?:(?:the|any|all|effective dates?|of|for|compliance|with) )*(?:[\w-]+ ){{0,2}}?(?:§|\d+ CFR|{PARTIAL.pattern})",
    re.IGNORECASE,
)
_ONLY = re.compile(r"\b(?:only|solely|limited)\b", re.IGNORECASE)


def before_the_rule(sentence: str) -> str:
    """Return the words of a sentence before it names a rule: what is done is done to the provisions named there.

    "vacated 49 CFR 192.634, as adopted by the rule" is about the section, "withdraws the rule amending 40 CFR 52.1170"
    about the rule.
    """
    named = (each for each in _RULE.finditer(sentence) if not _THIS.search(sentence, 0, each.start()))
    rule = next((each for each in named if not _OF_A_COURT.search(sentence, 0, each.start())), None)
    return sentence[: rule.start()] if rule else ""


_SIGN = re.compile(r"\b[Ss]ec(?:s?\.|tions?)\s+(?:[Ss]ec\.\s+)?(?:\((?=\d+\.\d))?(?=\d)")
_ASIDE = re.compile(r"\((?:[^()]|\([^()]*\))*\binstructions?\b(?:[^()]|\([^()]*\))*\)")
_INSTRUCTION = re.compile(
    r"\b(?:(?:amendatory\s+)?instructions?\s+(?:[Nn]os?\.?\s*|[Nn]umber(?:s|ed)?\s+)?"
    r"|amendments?\s+(?=\d{1,2}\b(?!-)))"
    r"(?P<first>\d+[a-z]?(?:\.[a-z]+)?)\b"
)
_NEXT_INSTRUCTION = re.compile(
    r"\s*(?:\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))?\s*(?P<joint>,\s*(?:and\s+)?|and\s+|through\s+|-)"
    r"(?P<next>\d+[a-z]?(?:\.[a-z]+)?)\b(?!\s*CFR|\.\d)"
)


def parts_in(words: str, cfr: tuple[str, ...], title: str | None = None, *, amended: bool = False) -> tuple[str, ...]:
    """Return the provisions named in words, with the instructions they are the gloss of; else the instructions.

    Args:
        words: what the text says.
        cfr: the parts that the document is about, such as ``47 CFR 64``, to know the title of a bare section.
        title: the title that one is in where these do not tell.
        amended: the instructions are known: what one of them does to a provision is told from what others do to it.
    """
    provisions = _provisions(words, cfr, title)
    if amended and (doing := _amendments(words, cfr, title)):
        return tuple(f"{each} (instruction {doing[each]})" if each in doing else each for each in provisions)
    if not any("." in each for each in provisions) and (numbers := tuple(_instructions(words))):
        return tuple(
            dict.fromkeys(f"instruction {each}" for each in numbers)
        )  # "amendments 3 through 9 to 9 CFR part 93"
    numbers = tuple(_GLOSSED.findall(words))
    return (*dict.fromkeys(f"instruction {each}" for each in numbers), *provisions)


def _amendments(words: str, cfr: tuple[str, ...], title: str | None) -> dict[str, str]:
    """Return the number of the instruction in which each provision is meant: the nearest one after it."""
    found: dict[str, str] = {}
    for match in _WITHIN.finditer(words):
        for each in _provisions(words[: match.start()], cfr, title):
            found.setdefault(each, match[1])
    return found


_WITHIN = re.compile(
    r"(?:,?\s*\(\s*|,?\s+in\s+)(?:amendatory\s+)?instruction\s+(?:[Nn]o\.?\s*)?(\d+[a-z]?(?:\.[a-z]+)?)\b"
    r"(?!\s*(?:,\s*(?:and\s+)?|and\s+|through\s+|-)\d)"
)
"""After a provision, the one instruction that is meant: "§ 1003.2 in amendatory instruction 3"."""
_GLOSSED = re.compile(r"\binstruction\s+(\d+[a-z]?(?:\.[a-z]+)?)\s*(?:\(\s*)?(?=§|[Ss]ec(?:s?\.|tion)\s)")
"""An instruction, with what it changes said after it: "instruction 8 (§ 25.147)" is the instruction."""
_PART_NAMED = re.compile(
    r"\b(?P<title>\d{1,2})\s+CFR\s+(?:[Pp]arts?\s+)?(?P<part>\d+)(?P<more>(?:,? (?:and )?\d{1,4}\b(?!\s*(?:CFR|FR)))*)"
)


def cfr_parts_in(words: str) -> tuple[str, ...]:
    """Return the parts of the CFR that words name with their title: ``10 CFR 430``."""
    found: dict[str, None] = {}
    for match in _PART_NAMED.finditer(words) if "CFR" in words else ():
        for part in (match["part"], *re.findall(r"\d+", match["more"])):
            found[f"{match['title']} CFR {part}"] = None
    return tuple(found)


_CONTENTS = re.compile(r",? (?:consisting of|comprising|composed of) §[^,;]*(?=[,;]|\.?\Z| (?:is|are|was|were)\b)")
"""What a part is made of: "49 CFR part 270, consisting of §§ 270.1 through 270.405, is stayed" is the part."""


def without_contents(words: str) -> str:
    """Return words without what a part that they name is made of."""
    return _CONTENTS.sub("", _SIGN.sub("§ ", words))


def plain(words: str) -> str:
    """Return a list of provisions with one sign for sections, and designators right behind what they are in."""
    text = without_contents(_ASIDE.sub("", words))
    text = _SUBPART_BEHIND.sub(r"\g<subpart> of \g<part>", text)
    return _APART.sub(r"\1", text.replace("``", "“").replace("''", "”"))


@lru_cache(maxsize=16)
def _provisions(words: str, cfr: tuple[str, ...], title: str | None) -> tuple[str, ...]:
    if not any(c.isdigit() for c in words):
        return ()
    text = plain(words)
    titles = {part.rpartition(" ")[2]: part.partition(" ")[0] for part in cfr}
    several = set(titles.values())
    place = Place(titles, several.pop() if len(several) == 1 else title, None)
    pieces = (piece for part in _by_annexes(text) for piece in _pieces(part))
    return tuple(dict.fromkeys(each for piece in pieces for each in targets_in(piece, place)))


_SUBPART_BEHIND = re.compile(
    r"(?P<part>\b(?:\d{1,2}\s+CFR\s+(?:[Pp]art\s+)?|[Pp]art\s+)\d{1,4}),?\s+"
    r"(?P<subpart>[Ss]ubparts?\s+[A-Z]{1,7}\b(?:(?:,?\s+and\s+|,\s+|\s+through\s+)[A-Z]{1,7}\b)*)(?!\s+(?:of|to)\s)"
)
"""A subpart behind its part: "40 CFR part 63, subpart DDDDD" is not all of part 63."""
_APART = re.compile(r"(\.\d+[a-z]?|\)) (?=\((?:[a-z]|\d{1,2}|[ivx]{2,4}|[A-Z])\))")
"""Before a designator that a blank parts from what it is in: "§ 1.2 (a)"."""
_NUMBERED = re.compile(
    r"(?:(?P<title>\d{1,2}) CFR )?(?:§+ ?)?(?P<number>(?<![\w.$])\d{1,4}\.\d{1,5}[a-z]{0,2}(?:-\d+)?(?![\d.]))"
)
_OTHERWISE = re.compile(r"\bparagraphs?\b|\bintroductory\b|\bto (?:part|subpart)\b", re.IGNORECASE)
_UP_TO = re.compile(r"\.\d\w*(?:\([0-9A-Za-z]{1,5}\))*\s*(?:\bthrough|\bto|[-–—])\s*$")
"""Between the first section of a range and the last."""


_BEGINS = r"(?:^|(?<=[,;] )|(?<=\band )|(?<=\bor ))"
_ANNEX_IN_LIST = re.compile(
    rf"{_BEGINS}(?:the )?(?=(?:[Aa]ppendi(?:x|ces)|[Ss]upplements?|[Ss]ubparts?) (?:[Nn]os?\. )?[A-Z0-9])"
)
_SECTION_IN_LIST = re.compile(rf"{_BEGINS}(?=§|\d{{1,2}} CFR \d+\.|\d{{1,4}}\.\d)")


def _by_annexes(text: str) -> list[str]:
    """Part a list before each annex or subpart, and before the section after it."""
    annexes = [each.start() for each in _ANNEX_IN_LIST.finditer(text)]
    ends = [each.start() for annex in annexes if (each := _SECTION_IN_LIST.search(text, annex)) is not None]
    places = sorted({0, *annexes, *ends, len(text)})
    parts = (text[begin:end] for begin, end in itertools.pairwise(places))
    return [f"§§ {each}" if annexes and _NUMBERED.match(each) and each[0].isdigit() else each for each in parts]


def _pieces(text: str) -> list[str]:
    """Part a list of sections, each with its own paragraphs: "40 CFR 60.1(b) and (c), 60.2; and 60.3(j)"."""
    if len(_NUMBERED.findall(text)) < 2:
        return [text]
    pieces, title = list[str](), None
    for item in text.split(";"):
        marks = [each for each in _NUMBERED.finditer(item) if not _UP_TO.search(item, 0, each.start())]
        title = marks[0]["title"] or title if marks else title
        if len(marks) < 2 or _OTHERWISE.search(item):
            at = _bare(marks[0]) if marks and pieces and title else 0
            pieces.append(f"{item[:at]}{title} CFR {item[at:]}" if at else item)
            continue
        ends = [each.start() for each in marks[1:]] + [len(item)]
        at = _bare(marks[0]) if pieces and title else 0
        pieces.append(f"{item[:at]}{title} CFR {item[at : ends[0]]}" if at else item[: ends[0]])
        for mark, end in zip(marks[1:], ends[1:], strict=True):
            title = mark["title"] or title
            piece = item[mark.start("number") : end]
            pieces.append(f"{title} CFR {piece}" if title else f"§§ {piece}")
    return pieces


def _bare(mark: re.Match[str]) -> int:
    """Return where the number of a section begins that has neither a title of the CFR nor a sign before it; else 0."""
    return mark.start("number") if not mark["title"] and "§" not in mark[0] else 0


def _instructions(words: str) -> Iterator[str]:
    for match in _INSTRUCTION.finditer(words):
        yield match["first"]
        end, last = match.end(), match["first"]
        while following := _NEXT_INSTRUCTION.match(words, end):
            number = following["next"]
            if following["joint"].strip() in ("through", "-") and last.isdigit() and number.isdigit():
                yield from map(str, range(int(last) + 1, int(number)))
            yield number
            end, last = following.end(), number
