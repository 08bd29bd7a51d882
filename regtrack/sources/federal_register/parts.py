"""Words of a DATES paragraph that say which part is meant, as provisions.

"the amendments to § 64.2011(a) in amendatory instruction 3" means ``47 CFR 64.2011(a)``; "instruction 3" alone means
what that instruction changes; "the classification" is no provision.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from regtrack.text.citing import Place
from regtrack.text.targets import read_targets

_SIGN = re.compile(r"\b[Ss]ec(?:s?\.|tions?)\s+(?:[Ss]ec\.\s+)?(?:\((?=\d+\.\d))?(?=\d)")
_ASIDE = re.compile(r"\((?:[^()]|\([^()]*\))*\binstructions?\b(?:[^()]|\([^()]*\))*\)")
_INSTRUCTION = re.compile(
    r"\b(?:amendatory\s+)?instructions?\s+(?:[Nn]os?\.?\s*|[Nn]umber(?:s|ed)?\s+)?(?P<first>\d+[a-z]?(?:\.[a-z]+)?)\b"
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
    numbers = _GLOSSED.findall(words) if provisions else _instructions(words)
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


def _provisions(words: str, cfr: tuple[str, ...], title: str | None) -> tuple[str, ...]:
    if not any(c.isdigit() for c in words):
        return ()
    text = _SIGN.sub("§ ", _ASIDE.sub("", words))
    titles = {part.rpartition(" ")[2]: part.partition(" ")[0] for part in cfr}
    several = set(titles.values())
    place = Place(titles, several.pop() if len(several) == 1 else title, None)
    return tuple(dict.fromkeys(each for piece in _pieces(text) for each in read_targets(piece, place, None)[0]))


_NUMBERED = re.compile(
    r"(?:(?P<title>\d{1,2}) CFR )?(?:§+ ?)?(?P<number>(?<![\w.$])\d{1,4}\.\d{1,5}[a-z]{0,2}(?:-\d+)?(?![\d.]))"
)
_OTHERWISE = re.compile(r"\bparagraphs?\b|\bintroductory\b|\bthrough (?:§ ?)?\d|\bto (?:part|subpart)\b", re.IGNORECASE)


def _pieces(text: str) -> list[str]:
    """Part a plain list of sections, each with its own paragraphs: "40 CFR 60.1(b) and (c), 60.2, and 60.3(j)"."""
    marks = list(_NUMBERED.finditer(text))
    if len(marks) < 2 or _OTHERWISE.search(text):
        return [text]
    ends = [each.start() for each in marks[1:]] + [len(text)]
    pieces, title = [text[: ends[0]]], marks[0]["title"]
    for mark, end in zip(marks[1:], ends[1:], strict=True):
        title = mark["title"] or title
        piece = text[mark.start("number") : end]
        pieces.append(f"{title} CFR {piece}" if title else f"§ {piece}")
    return pieces


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
