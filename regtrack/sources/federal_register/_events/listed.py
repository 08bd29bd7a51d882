"""What of a list of provisions was not read: each item that is printed is among what was read, or is in doubt.

The reader of provisions passes over what it does not know, and takes "the second sentence of § 1.2(b)" for § 1.2(b).
So the list is gone through again, item by item, and compared with what was read. Nothing is read here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from regtrack.model.scope import Path, path_of, provision_of
from regtrack.text.citing import numbers_between
from regtrack.text.designators import Levels, complete, through, values

_PARTS = re.compile(r"[;,]\s+(?:(?:and|or)\s+)?|\s+(?:and|or)\s+")  # between the items of a list
_NUMBER = re.compile(
    r"(?<![\w.$(-])(?:§+\s*)?(?P<number>\d{1,4}[a-z]?(?:-\d+)?\.T?\d+[0-9A-Za-z]*(?:-\d+(?:[a-z]|T\b)?)*)"
)
_LEVEL = re.compile(r"\(([0-9A-Za-z]{1,5})\)")
_ANNEX = re.compile(
    r"\b(?P<noun>[Aa]ppendi(?:x|ces)|[Ss]upplements?|[Ss]ubparts?)\s+(?:[Nn]os?\.\s*)?(?P<id>[A-Z0-9]+(?:-[A-Z0-9]+)?)\b"
)
_OF_SECTION = re.compile(r"\)\s+(?:of|in|to)\s+(?:\d{1,2} CFR\s+)?$")
"""Between paragraphs and the section that they are in."""
_NOUNS = {"a": "app.", "s": "supp."}
_RANGE = re.compile(r"\s*(?:through|thru|to|[-–—])\s*(?:§+\s*|paragraphs?\s+)?")
_OPEN = r"\((?:[a-z]{1,2}|[ivx]{3,4}|\d{1,2}|[A-Z])?(?![0-9A-Za-z)])"
_OPEN_APART = r"\s\([a-z](?=\s*(?:[,;]|$)|\s(?:in|is|are|of|and|or|through)\b)"
_BROKEN = re.compile(  # numbers and designators of which something is lost
    rf"(?:\.T?\d+[a-z]?|\([0-9A-Za-z]{{1,5}}\))(?:{_OPEN}|{_OPEN_APART})"  # § 1.2(a)(ii
    r"|\([0-9A-Za-z]{1,5}\)[0-9A-Za-z]{1,4}\)|[\d)]\(\s*\)"  # § 1.2(a)ii), § 1.2(a)()
    r"|§++\s*+(?:[A-Z]|\d+[a-z]?(?:-\d+)?\.(?!T?\d))|\b\d{1,4}\.(?=\s*$|(?!T\d)[A-Z]\d)"  # § 1., 1.A2
)
_STATUTE = re.compile(r"(?<![.\w])\d{1,5}[a-z]{0,3}(?:\([0-9A-Za-z]{1,5}\))+")
"""Sections of statutes, whose numbers have no point."""
_PLACE = (
    r"\s+(?:of|in|to|under|for|at|within)\s+(?:the\s+)?"
    r"(?:§|\d|\(|paragraph|section|subpart|appendix|supplement|table|part\b)"
)
_NARROWER = re.compile(  # words for less than the provision that they stand in, or for something that no path leads to
    r"\b(?i:sentences?|clauses?|provisos?|phrases?|headings?|rows?|columns?|lines?|notes?|footnotes?|figures?|tables?"
    r"|forms?|equations?|formulas?|diagrams?|exhibits?|schedules?|examples?|items?|entry|entries|illustrations?"
    rf"|maps?)(?:{_PLACE}|\s+(?:[Nn]os?\.\s*)?(?:\d|[A-Z]\b|\([a-z0-9]{{1,4}}\)))"
    r"|\b(?i:first|second|third|fourth|fifth|last|final)\s+(?:\w+\s+)?(?:sentences?|clauses?|phrases?|rows?|columns?)\b"
)
_WHOLE_FIELD = re.compile(r"\s+(?:introductory\s+text|(?:subject\s+|section\s+)?heading)\b")
_DEFINED = re.compile(rf"\bdefinitions?\b(?:\s+(?:of|for)\b.{{0,200}}?)?{_PLACE}")
_GLOSS = re.compile(r"\((?![0-9A-Za-z]{1,5}\))[^()]{3,}\)")


class ReadList(NamedTuple):
    """Provisions of a list, and the items of it that were not read, in their words."""

    parts: tuple[str, ...]
    unread: tuple[str, ...] = ()


class _ListedItem(NamedTuple):
    """An item with the paths that it may be read as; none where it is no provision."""

    words: str
    sections: frozenset[str]
    read: frozenset[Path]
    doubtful: bool


def compared(text: str, found: tuple[str, ...]) -> ReadList:
    """Return what was read of a list, with one blank between words, without its doubtful items, and these."""
    paths = {part: provision_of(path_of(part)) for part in found}
    places = _only_places(text, paths.values())
    paths = {part: path for part, path in paths.items() if path not in places}
    found = tuple(paths)
    items = list(_items(_GLOSS.sub(" ", text), frozenset(paths.values())))
    unread = tuple(dict.fromkeys(each.words for each in items if each.doubtful))
    if not unread:
        return ReadList(found)
    sure = {path for each in items if not each.doubtful for path in each.read}
    within = {section for each in items if each.doubtful for section in each.sections}
    doubtful = {path for each in items if each.doubtful for path in each.read}
    kept = (
        part for part, path in paths.items() if path in sure or not (path in doubtful or ".".join(path[1:3]) in within)
    )
    return ReadList(tuple(kept), unread)


def _only_places(text: str, paths: Collection[Path]) -> set[Path]:
    """Return the sections that are printed only as the place of a definition or of an introductory text."""
    found = set[Path]()
    for path in paths:
        inner = [each[3] for each in paths if len(each) > 3 and each[:3] == path and each[3].startswith((":", "def:"))]
        printed = [each for each in _NUMBER.finditer(text) if each["number"] == ".".join(path[1:3])] if inner else []
        if len(path) == 3 and len(printed) == 1:
            defined = any(each.startswith("def:") for each in inner)
            found |= {path} if defined or _WHOLE_FIELD.match(text, printed[0].end()) else set()
    return found


def _items(text: str, paths: frozenset[Path]) -> Iterator[_ListedItem]:
    begin, inherits, last = 0, False, ""
    for end, start in [*((each.start(), each.end()) for each in _PARTS.finditer(text)), (len(text), len(text))]:
        words, begin = text[begin:end].strip(" ,;"), start
        words = words.removesuffix(".") if start == len(text) else words
        numbers = list(_NUMBER.finditer(words))
        sections = frozenset(each["number"] for each in numbers)
        following = _NUMBER.search(text, end)
        shared = following is not None and _OF_SECTION.search(text, 0, following.start()) is not None
        near = sections or {following["number"] if shared and following else last}
        last = numbers[-1]["number"] if numbers else last
        read, lost = _compared(words, numbers, paths, near)
        defined = _DEFINED.search(words) is not None and not any(path[-1].startswith("def:") for path in read)
        broken = _BROKEN.search(words) or _NARROWER.search(words) or defined
        named = bool(sections or read or lost)
        doubtful = lost or bool(broken and (named or _NARROWER.search(words) or _BROKEN.search(words)))
        doubtful = doubtful or (inherits and named and not sections)  # "(b)" after "the note to § 1.2(a)"
        inherits = doubtful if named or doubtful else inherits
        if doubtful or named:
            yield _ListedItem(words, sections, frozenset(read), doubtful)


def _compared(
    words: str, numbers: list[re.Match[str]], paths: frozenset[Path], near: Collection[str]
) -> tuple[set[Path], bool]:  # fmt: skip
    """Return what an item was read as, by the paths near it, and whether any of it was not."""
    read, lost, last, ends = set[Path](), False, ("", Levels()), -1
    for each in numbers:
        levels, end = _levels(words, each.end())
        same = {path for path in paths if ".".join(path[1:3]) == each["number"]}
        fitting = {path for path in same if _levels_of(path) == levels}
        if not fitting and not levels and _OF_SECTION.search(words, 0, each.start()):
            fitting = same  # "paragraph (a) of § 1.2"
        lost = lost or not fitting or (bool(levels) and complete(levels, None) is None)
        if ends >= 0 and _RANGE.fullmatch(words, ends, each.start()):
            between = numbers_between(last[0], each["number"], r".*\.(?:\d+[A-Z]?-)*")
            inner = {path for path in paths if len(path) == 3 and ".".join(path[1:3]) in (between or ())}
            lost = lost or between is None or len(inner) != len(between) or bool(levels or last[1])
            read |= inner
        read |= fitting
        last, ends = (each["number"], levels), end
    for levels, before in _free(words, numbers):
        same = {path for path in paths if levels == _levels_of(path)[-len(levels) :] and ".".join(path[1:3]) in near}
        lost = lost or not same
        if before and (span := {each for path in same for each in _span(path, before, paths)}):
            read |= span
        elif before:
            lost = True
        read |= same
    for match in _ANNEX.finditer(words):
        annexes = {path for path in paths if _annex(match) in path}
        lost = lost or not annexes
        read |= annexes
    return read, lost


def _annex(match: re.Match[str]) -> str:
    """Return an annex or a subpart as the step of a path."""
    noun = match["noun"].lower()
    return f"{'subpart' if noun.startswith('subpart') else _NOUNS[noun[0]]} {match['id'].upper()}"


def _levels(text: str, start: int) -> tuple[Levels, int]:
    """Return the designators that stand at a place, one right after the other, and where they end."""
    found, end = list[str](), start
    while (match := _LEVEL.match(text, end)) and values(match[1]):
        found.append(match[1])
        end = match.end()
    return tuple(found), end


def _free(words: str, numbers: Iterable[re.Match[str]]) -> Iterator[tuple[Levels, Levels]]:
    """Yield the designators that stand after no number, each with those that a range from them to it begins with."""
    behind = {each.start(): _levels(words, each.end()) for each in numbers}
    taken = [(start, end) for start, (_, end) in behind.items()]
    taken += [each.span() for each in _STATUTE.finditer(words)]
    last = {end: levels for levels, end in behind.values()}
    place = 0
    while match := _LEVEL.search(words, place):
        levels, place = _levels(words, match.start())
        place = max(place, match.end())
        if levels and not any(start <= match.start() < stop for start, stop in taken):
            before = (each for end, each in last.items() if _RANGE.fullmatch(words, end, match.start()))
            yield levels, next(before, ())
            last[place] = levels


def _span(last: Path, first: Levels, paths: frozenset[Path]) -> set[Path]:
    """Return the paths of a range, from one that ends with some designators; none where one of them was not read."""
    levels, beside = _levels_of(last), {each for each in paths if each[:3] == last[:3] and len(each) == len(last)}
    starts = (each for each in map(_levels_of, beside) if each[-len(first) :] == first)
    members = next((found for start in starts if (found := through(start, levels))), ())
    spanned = {(*last[:3], *(f"({each})" for each in member)) for member in members}
    return spanned if spanned <= beside else set()


def _levels_of(path: Path) -> Levels:
    return tuple(step[1:-1] for step in path[3:] if step.startswith("("))


_SIGNED = re.compile(  # before the number of a section, where that has no sign of its own
    r"(?:\bCFR|\b[Ss]ec(?:tions?|s?\.)|§|\d(?:\([0-9A-Za-z]{1,5}\))*(?:,|;|,? and|,? or| through| to))\s*$"
)
_REFERS = re.compile(  # before what a sentence only refers to, or what it says of a rule that it names
    r"\b(?:pursuant to|(?:in )?(?:accordance|conformity) with|under|see|consistent with|subject to|referred to in"
    r"|(?:defined|required|specified|described|prescribed|provided|listed|identified|found|authori[sz]ed|codified"
    r"|set (?:forth|out)) (?:in|by|at|for in|under)"
    r"|\b(?:rule|regulation|order|document)s? [^;]{0,120}?(?:amend|revis|add|adopt|establish|remov)\w*"
    r")\s+[^;]{0,80}$"
)


_IN_PRINT = re.compile(
    r",? \b(?:on|at) (?:the \w+ page|page [\d,]+)\b(?:,? (?:(?:in|at|of) )?(?:the )?[\w-]+ column)?"
    r"(?:,? (?:(?:in|at|of) )?(?:lines? \d+(?:[-–]\d+)?|the [\w-]+ (?:full )?(?:line|paragraph)))*\b",
    re.IGNORECASE,
)
"""Where a document is printed, and no provision: "on page 60988, in the third column"."""


def _without_print(sentence: str) -> str:
    """Return a sentence without its last full stop and without places of the Register's print."""
    sentence = sentence.rstrip("”\"'’")[:-1]
    return _IN_PRINT.sub("", sentence) if " page" in sentence else sentence


def is_broken(sentence: str) -> bool:
    """Return whether a sentence prints a provision of which something is lost: "§ 1.2(a)(ii"."""
    return _BROKEN.search(_without_print(sentence)) is not None


def unmentioned(sentence: str, parts: Iterable[str]) -> tuple[str, ...]:
    """Return what a sentence prints of provisions, and does not only refer to, that is none of these."""
    paths = [provision_of(path_of(part)) for part in parts]
    words = " ".join(path[0] for path in paths if len(path) == 1)
    named = {".".join(path[1:3]) for path in paths} | {step for path in paths for step in path}
    found = dict[str, None]()
    for match in _NUMBER.finditer(sentence):
        start, number = match.start("number"), match["number"]
        signed = "§" in match[0] or _SIGNED.search(sentence, max(0, start - 40), start) is not None
        if signed and number not in named and number not in words and not _is_aside(sentence, start):
            levels = _levels(sentence, match.end())[0]
            found[f"§ {number}{''.join(f'({each})' for each in levels)}"] = None
    sentence = _without_print(sentence)
    for match in (*_ANNEX.finditer(sentence), *_NARROWER.finditer(sentence), *_BROKEN.finditer(sentence)):
        name = _annex(match) if match.re is _ANNEX else None
        if name not in named and match[0] not in words and not _is_aside(sentence, match.start()):
            found[match[0]] = None
    return tuple(found)


_DONE_OTHERWISE = re.compile(  # after provisions to which another act is done
    r"(?:\([0-9A-Za-z]{1,5}\))*(?:,? (?:and )?(?:§ ?)?\d[\w.-]*(?:\([0-9A-Za-z]{1,5}\))*)*"
    r" (?:is|are) (?:added|amended|revised|removed|redesignated|reserved|corrected)\b"
)


def _is_aside(sentence: str, start: int) -> bool:
    number = _NUMBER.match(sentence, start)
    otherwise = number is not None and _DONE_OTHERWISE.match(sentence, number.end()) is not None
    return otherwise or _REFERS.search(sentence, max(0, start - 200), start) is not None
