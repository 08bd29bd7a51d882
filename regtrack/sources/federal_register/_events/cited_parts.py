"""The provisions and amendatory instructions that words cite."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import lru_cache

from regtrack.text.cited_provisions import targets_in
from regtrack.text.citing import Place

_SIGN = re.compile(r"\b[Ss]ec(?:s?\.|tions?)\s+(?:[Ss]ec\.\s+)?(?:\((?=\d+\.\d))?(?=\d)")
_DIGITS = re.compile(r"\d+")
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
    if not any("." in each for each in provisions) and (numbers := tuple(instructions_in(words))):
        numbered = dict.fromkeys(f"instruction {each}" for each in numbers)  # "amendments 3 through 9 to 9 CFR part 93"
        return (*numbered, *dict.fromkeys(f"{each['title']} CFR {each['part']}" for each in _ADDED.finditer(words)))
    beside = [*_ADDED.finditer(words), *filter(None, (_FIRST_PART.match(words),))]
    others = dict.fromkeys(f"{each['title']} CFR {each['part']}" for each in beside)
    provisions = (
        *(e for e in others if not any(f" {e}." in f" {p}" or p.endswith(e) for p in provisions)),
        *provisions,
    )
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
_ADDED = re.compile(
    r"(?<!rule )(?<!that )\b(?:add(?:s|ing)?|addition of|establish(?:es|ing)?) (?:(?:a )?new )?"
    r"(?P<title>\d{1,2}) CFR part (?P<part>\d+)\b"
    r"(?!,? (?:subpart|appendix)|(?:,| and) \d)",
    re.IGNORECASE,
)
"""A part that instructions add: all that they do is in it."""
_FIRST_PART = re.compile(
    r"\W*(?:the )?(?:(?:amendments?|additions?|revisions?|changes) (?:to|of|in) )?"
    r"(?P<title>\d{1,2}) CFR part (?P<part>\d+)"
    r"(?=,? (?:and|or) (?:(?:to|of) )?(?:\d+ CFR \d+\.|§))",
    re.IGNORECASE,
)
"""A part that a list of sections of others begins with."""
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


@lru_cache(maxsize=16)
def plain(words: str) -> str:
    """Return a list of provisions with one sign for sections, and designators right behind what they are in."""
    text = without_contents(_ASIDE.sub("", words) if "instruction" in words else words)
    text = _SUBPART_BEHIND.sub(r"\g<subpart> of \g<part>", text) if "ubpart" in text else text
    text = _PARAGRAPH.sub(r"\1", text) if "paragraph" in text else text
    return _APART.sub(r"\1", text.replace("``", "“").replace("''", "”"))


_ONE_SECTION = re.compile(
    r"(?:[Tt]he )?(?:(?:amendments?|revisions?|additions?|changes) to )?(?:(?P<title>\d{1,2}) CFR |§ |Sec\. )"
    r"(?P<part>\d{1,4})\.(?P<path>\d{1,5}[a-z]?(?:\([a-z]\)(?:\(\d{1,2}\))?)?)"
)
_PARTS_ALONE = re.compile(r"(?P<title>\d{1,2}) CFR [Pp]arts? (?P<parts>\d{1,4}(?:(?:, and | and |, )\d{1,4})*)")


def plainly_named(words: str, cfr: tuple[str, ...], title: str | None) -> tuple[str, ...]:
    """Return the one section, or the parts, that words name and nothing else, as most do; none for all other words."""
    if parts := _PARTS_ALONE.fullmatch(words):
        return tuple(dict.fromkeys(f"{parts['title']} CFR {each}" for each in _DIGITS.findall(parts["parts"])))
    section = _ONE_SECTION.fullmatch(words)
    title = section and (section["title"] or _title_of(section["part"], cfr, title))
    return (f"{title} CFR {section['part']}.{section['path']}",) if section and title else ()


def _title_of(part: str, cfr: tuple[str, ...], title: str | None) -> str | None:
    """Return the title of the CFR of a part, as far as what a document is about tells it."""
    titles = {each.rpartition(" ")[2]: each.partition(" ")[0] for each in cfr}
    several = set(titles.values())
    return titles.get(part) or (several.pop() if len(several) == 1 else title)


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
_PARAGRAPH = re.compile(r"(?<!\w)(\d{1,4}\.\d+[a-z]{0,2}(?:-\d+)?),? paragraphs? (?=\([a-z]\))")
"""Between a section and what is meant of it: "in § 1.2, paragraph (a)" is not all of § 1.2."""
_NUMBERED = re.compile(
    r"(?:(?P<title>\d{1,2}) CFR )?(?:§+ ?)?"
    r"(?P<number>(?<![\w.$])(?<!\d-)(?:\d{1,4}-)?\d{1,4}\.\d{1,5}[a-z]{0,2}(?:-\d+)?(?![\d.]))"
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
    pieces, title, sign = list[str](), None, ""
    for item in text.split(";"):
        marks = [each for each in _NUMBERED.finditer(item) if not _UP_TO.search(item, 0, each.start())]
        title = marks[0]["title"] or title if marks else title
        sign = f"{title} CFR " if title else "§ " if sign or any("§" in each[0] for each in marks) else ""
        if len(marks) < 2 or _OTHERWISE.search(item):
            at = _bare(item, marks[0]) if marks and pieces and sign else 0
            pieces.append(f"{item[:at]}{sign}{item[at:]}" if at else item)
            continue
        ends = [each.start() for each in marks[1:]] + [len(item)]
        at = _bare(item, marks[0]) if pieces and sign else 0
        pieces.append(f"{item[:at]}{sign}{item[at : ends[0]]}" if at else item[: ends[0]])
        for mark, end in zip(marks[1:], ends[1:], strict=True):
            title = mark["title"] or title
            piece = item[mark.start("number") : end]
            pieces.append(f"{title} CFR {piece}" if title else f"§§ {piece}")
    return pieces


_LISTED = re.compile(r"\(|\s*(?:[,;.]|$|(?:and|or|through|to|in|of)\b)")


def _bare(item: str, mark: re.Match[str]) -> int:
    """Return where the number of a section begins that has neither a title of the CFR nor a sign before it; else 0."""
    bare = not mark["title"] and "§" not in mark[0] and _LISTED.match(item, mark.end())
    return mark.start("number") if bare else 0


def instructions_in(words: str) -> Iterator[str]:
    """Yield the numbers of amendatory instructions that words cite."""
    for match in _INSTRUCTION.finditer(words):
        yield match["first"]
        end, last = match.end(), match["first"]
        while following := _NEXT_INSTRUCTION.match(words, end):
            number = following["next"]
            if following["joint"].strip() in ("through", "-") and last.isdigit() and number.isdigit():
                yield from map(str, range(int(last) + 1, int(number)))
            yield number
            end, last = following.end(), number
