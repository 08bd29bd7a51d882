"""Parts, sections, appendices, paragraphs and lists of them, as headings and amendatory instructions cite them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from string import ascii_uppercase

import attrs

from regtrack.model.scope import hyphenated, path_of, spell
from regtrack.text.designators import LONGEST_RANGE, Levels, complete, through

_PART = r"\d+[a-z]?(?:-\d+)?"
_NUMBER = rf"{_PART}\.T?\d+[0-9A-Za-z]*(?:(?:\([0-9A-Za-z]+\))*-(?!\d+[0-9A-Za-z]*\.\d)T?\d+[0-9A-Za-z]*)*"
_LONG = "|".join(f"{letter}{{5,7}}" for letter in ascii_uppercase)  # subpart DDDDD of 40 CFR part 63
_ID = rf"(?:[Nn]os?\.\s*)?(?:{_LONG}|[A-Z0-9]{{1,4}}[a-d]?(?:-[A-Z0-9]{{1,3}})?)\b"
FIELD = r"introductory\s+text|(?:(?:subject|section|paragraph)\s+)?headings?"
"""Words for a part of a provision that has no designator."""
OWN_FIELD = re.compile(rf"\s+(?P<field>{FIELD})")
LEVELS = r"(?:\([0-9A-Za-z]{1,5}\))+"
JOINT = r"(?:\s*,\s*(?:and|or|through)\b|\s*(?:,|;|\band\b|\bor\b|\bthrough\b|\bto\b|[-–—]))\s*"
"""What stands between the members of a list."""

ANNEX = (
    rf"\b(?P<noun>[Aa]ppendi(?:x(?:es)?|ces)|[Ss]upplements?|[Ss]upp\.|[Ss]ubparts?)\s+(?P<ids>{_ID}(?:{JOINT}{_ID})*)"
    rf"(?!\s+(?:to|of)\s+(?:this\s+)?(?:sub)?chapter)"
    rf"(?:\s+(?:to|of)\s+[Ss]ubpart\s+(?P<within>[A-Z]{{1,7}})\b)?"
    rf"(?:\s+(?:to|of)\s+(?:(?P<annex_title>\d{{1,2}})\s+CFR\s+)?(?:[Pp]art\s+)?(?P<annex_part>this\s+part|{_PART})\b)?"
)
SECTION = (
    r"(?:(?P<title>\d{1,2})\s+CFR\s+(?:§+\s*)?|(?P<sign>(?<!§)§++\s*|\b[Ss]ec(?:tions?|s?\.)\s+)"
    r"|(?:(?<=\b[Aa]dd )|(?<=\b[Rr]evise )|(?<=\b[Aa]mend )|(?<=\b[Rr]emove ))(?=\d{1,4}\.\d{3}))"
    rf"(?P<number>{_NUMBER})"
)
AUTHORITY = r"\bauthority\s+citations?\b|\b[Aa]uthority\s+(?=for\s+(?:\d+\s+CFR\s+)?[Pp]art\b)"
PART = rf"(?:\b(?P<part_title>\d{{1,2}})\s+CFR\s+(?:[Pp]arts?\s+)?|\b[Pp]arts?\s+)(?={_PART}\b(?!\.\d))"
_NEXT_SECTION = re.compile(rf"(?P<joint>{JOINT})(?:§+\s*|[Ss]ections?\s+)?(?P<number>{_NUMBER})")
_NEXT_PART = re.compile(rf"(?P<joint>{JOINT})(?:[Pp]arts?\s+)?(?P<number>{_PART})\b(?!\.\d|\s+CFR)")
_ONE_PART = re.compile(rf"(?P<number>{_PART})\b")
_LEVELS = re.compile(LEVELS)
_CFR_HEADING = re.compile(PART)
_FIRST_SECTION = re.compile(SECTION)
_FIRST_ANNEX = re.compile(ANNEX)
_RANGE = re.compile(r"through|\bto\b|[-–—]")
_DASHED_TITLES = frozenset(("41",))
"""Titles whose parts have a dash in their number; in others "50-52" means two parts and those between."""
NEW = r"(?:new(?:ly)?\s+|(?:re)?designated\s+|revised\s+|added\s+|reserved\s+)*"
_ITEM = re.compile(rf"(?P<levels>{LEVELS})(?:\s+(?P<field>{FIELD}))?")
_NEXT = re.compile(rf"(?P<joint>{JOINT})(?P<noun>{NEW}paragraphs?\s+)?(?={LEVELS})")
_TO = rf"\s*(?:through|to|[-–—])\s*{LEVELS}"
_OF_ONE = re.compile(rf"{LEVELS}(?:{_TO})?")
_OF_SEVERAL = re.compile(rf"{LEVELS}(?:{_TO}|\s*[,;]\s*{LEVELS})*(?:\s*,?\s*(?:and|or)\s+{LEVELS}(?:{_TO})?)?")
_OF_SECTION = re.compile(r"\s+(?:of|in|to)\s+(?:§|[Ss]ections?\s+\d)")
_NOUNS = {"a": "app.", "s": "supp."}


@attrs.frozen
class Place:
    """Where an instruction stands.

    Attributes:
        titles: title of the CFR by part, from the document's own heading.
        title: the title when ``titles`` does not say; None when nothing does.
        part: the part when the instruction names none; None when it is not known.
    """

    titles: Mapping[str, str]
    title: str | None
    part: str | None

    def cite(self, part: str, title: str | None = None) -> str | None:
        """``12 CFR 1026``; None when no title is known."""
        title = title or self.titles.get(part) or self.title
        return f"{title} CFR {part}" if title else None


@attrs.frozen
class Cited:
    """A section.

    Attributes:
        number: ``12 CFR 1026.36``.
        levels: paragraphs named with it.
        field: ``:intro``, ``:heading`` or nothing, in a list that goes on or ends with it.
    """

    number: str
    levels: Levels = ()
    field: str = ""

    def cite(self) -> str:
        """Return it with its paragraph: ``12 CFR 1026.36(d)``."""
        return self.number + "".join(f"({each})" for each in self.levels)


def closed(text: str) -> str:
    """Return a text in which quotation marks close, no blank is in a designator, and no dash in a number.

    A quotation mark that nothing closes quotes nothing.
    """
    text = re.sub(r"\(\s*([0-9A-Za-z]{1,5})\s*\)", r"(\1)", hyphenated(text))
    last = text.rfind("”") + 1
    return text[:last] + text[last:].replace("“", "'")


def spelled(text: str) -> str:
    """Return the one spelling of a path."""
    return spell(path_of(text))


def field_of(words: str) -> str:
    """Return the field that words of FIELD name."""
    return ":intro" if words.lower().startswith("intro") else ":heading"


def split(levels: str) -> Levels:
    """``(a)(1)`` as its designators."""
    return tuple(re.findall(r"\(([0-9A-Za-z]+)\)", levels))


def sections_from(text: str, mark: re.Match[str], place: Place) -> tuple[tuple[Cited, ...], bool, int]:
    """Return a list of sections that begins with a match of SECTION: "§§ 1024.1 through 1024.5 and 1024.7(a)".

    Returns:
        The sections; whether they are all (a range that cannot be counted leaves its inner ones out); where to go on.
    """
    found: list[Cited] = []
    certain, last = True, None
    number, end = mark["number"], mark.end()
    several = mark["sign"] is not None and ("§§" in mark["sign"] or "s" in mark["sign"].rstrip(" .")[3:])
    while True:
        levels = _LEVELS.match(text, end)
        end = levels.end() if levels else end
        part, _, inner = number.partition(".")
        cited = place.cite(part, mark["title"])
        if last is not None:
            between = numbers_between(last, number, r".*\.(?:\d+[A-Z]?-)*")
            certain = certain and between is not None
            found += [Cited(f"{cited}.{each.partition('.')[2]}") for each in between or () if cited]
        field = OWN_FIELD.match(text, end)
        if field and (found or _NEXT_SECTION.match(text, field.end())):  # "§§ 9.1(c) introductory text and 9.2"
            end = field.end()
        else:
            field = None
        if cited:
            inside, part_of = split(levels[0]) if levels else (), field_of(field["field"]) if field else ""
            found.append(Cited(f"{cited}.{inner}", inside, part_of))
        more = _NEXT_SECTION.match(text, end)
        if not more or ("to" in more["joint"] and not several):
            return tuple(found), certain, end
        last = number if _RANGE.search(more["joint"]) else None
        number, end = more["number"], more.end()


def parts_from(text: str, mark: re.Match[str], place: Place) -> tuple[list[str], int]:
    """Return a list of parts that begins with a match of PART: "27 CFR parts 447 and 478"; and where to go on."""
    found: list[str] = []
    end = mark.end()
    number = _ONE_PART.match(text, end)
    while number:
        dashed = mark["part_title"] not in _DASHED_TITLES and number["number"] not in place.titles
        for part in number["number"].split("-") if dashed else [number["number"]]:
            cited = place.cite(part, mark["part_title"])
            found += [cited] if cited else []
        end = number.end()
        number = _NEXT_PART.match(text, end)
    return found, end


def annexes(mark: re.Match[str], place: Place) -> tuple[str, ...]:
    """Return the appendices, supplements or subparts of a match of ANNEX; empty when their part is not known."""
    part = mark["annex_part"]
    part = place.part if part is None or part.startswith("this") else part
    cited = place.cite(part, mark["annex_title"]) if part else None
    if cited is None:
        return ()
    noun = mark["noun"].lower()
    word = "subpart" if noun.startswith("subpart") else _NOUNS[noun[0]]
    where = f"subpart {mark['within']} to {cited}" if mark["within"] else cited
    return tuple(spelled(f"{word} {name} to {where}") for name in dict.fromkeys(_names(mark["ids"])))


def headed_parts(heading: str) -> tuple[str, ...]:
    """Return the parts in a CFR heading: "12 CFR Parts 1024 and 1026" is ``12 CFR 1024`` and ``12 CFR 1026``.

    A heading that names a chapter and no part gives none.
    """
    place, heading = Place({}, None, None), hyphenated(heading)
    found: list[str] = []
    position = 0
    while mark := _CFR_HEADING.search(heading, position):
        parts, position = parts_from(heading, mark, place)
        found += parts
    return tuple(dict.fromkeys(found))


def headed_sections(heading: str, place: Place) -> tuple[str, ...]:
    """Return the sections of a printed heading: "§ 1024.1", "§§ 1.1 and 1.2"."""
    heading = hyphenated(heading)
    mark = _FIRST_SECTION.search(heading)
    if mark is None:  # some are printed without the sign
        heading = f"§ {heading.strip()}"
        mark = _FIRST_SECTION.match(heading)
    return tuple(spelled(each.cite()) for each in sections_from(heading, mark, place)[0]) if mark else ()


def headed_annex(heading: str, place: Place) -> str | None:
    """Return the appendix or supplement that a printed heading begins with.

    "Appendix A to Part 1002—Federal Agencies".
    """
    mark = _FIRST_ANNEX.match(hyphenated(heading))
    if mark and mark["annex_part"] and not mark["noun"].lower().startswith("subpart"):
        return next(iter(annexes(mark, place)), None)
    return None


def _names(ids: str) -> Iterator[str]:
    names = [re.sub(r"^[Nn]os?\.\s*", "", name) for name in re.findall(_ID, ids)]
    joints = re.split(_ID, ids)[1:]
    for number, name in enumerate(names):
        if number and _RANGE.search(joints[number - 1]):
            yield from (each[0].upper() for each in through((names[number - 1].lower(),), (name.lower(),)) or ())
        yield name


def numbers_between(first: str, last: str, before: str) -> list[str] | None:
    """Return what is between two that differ in their last number alone; None when that cannot be counted.

    ``before`` is what may stand before the number: 1.2-3 to 1.2-6, A-30 to A-33.
    """
    one, other = (re.fullmatch(rf"({before})(\d+)", each) for each in (first, last))
    if one is None or other is None or one[1] != other[1] or not 0 < int(other[2]) - int(one[2]) <= LONGEST_RANGE:
        return None
    return [f"{one[1]}{number}" for number in range(int(one[2]) + 1, int(other[2]))]


# --- paragraphs -------------------------------------------------------------------------------------------------------


@attrs.frozen
class ListParagraph:
    """A paragraph of a list.

    Attributes:
        levels: from the outside in; empty for the section itself, None when there is no certain reading.
        field: ``:intro``, ``:heading`` or nothing.
    """

    levels: Levels | None
    field: str = ""


def read_list_after(text: str, position: int, first: Levels) -> tuple[list[ListParagraph], int]:
    """Return what follows a section that was named with a paragraph, as in "§ 1026.36(h) introductory text and (i)".

    The list is empty when nothing does.
    """
    field = OWN_FIELD.match(text, position)
    position = field.end() if field else position
    more = _NEXT.match(text, position)
    if not (field or more):
        return [], position
    head = ListParagraph(first, field_of(field["field"]) if field else "")
    if not more:
        return [head], position
    others, position = read_list(text, more.end(), "", first, more["joint"], bool(field))
    return [head, *others], position


def belongs_to_next_section(text: str, position: int) -> bool:
    """Whether a list that ends here goes on "of § 2.4"."""
    return bool(_OF_SECTION.match(text, position))


def read_list(
    text: str, position: int, default: str = "", previous: Levels | None = None, joint: str = "", inside: bool = False
) -> tuple[list[ListParagraph], int]:
    """Return a list that begins here, or goes on; and where to go on.

    Args:
        text: the instruction.
        position: of the list in it.
        default: the field of items that name none.
        previous: the item before it, with the joint between them.
        joint: such as "and", "through".
        inside: only the introductory text of the item before was named.
    """
    items: list[ListParagraph] = []
    while item := _ITEM.match(text, position):
        position = item.end()
        levels = complete(split(item["levels"]), previous, inside=inside)
        members: tuple[Levels, ...] | None = (levels,) if levels else None
        if levels and previous and joint.strip(" ,").endswith(("through", "to", "-", "–", "—")):
            members = through(previous, levels)
        field = field_of(item["field"]) if item["field"] else default
        field = (
            default if default.startswith(":s") and field == ":intro" else field
        )  # "first sentence of (a) and (b) ..."
        items += [ListParagraph(each, field) for each in members or (None,)]
        previous, inside = levels or previous, field == ":intro"
        more = _NEXT.match(text, position)
        if not more:
            break
        position, joint = more.end(), more["joint"]
        if more["noun"]:  # "introductory text of (a) and (b), and paragraph (c)"
            default = ""
    return items, position


def read_fielded(text: str, position: int, field: str, *, several: bool) -> tuple[list[ListParagraph], int, str]:
    """Return a list of which a field is named before it; where to go on; and the joint before what has not the field.

    It is that of one paragraph, or of those in "paragraphs (a), (b), and (c)".
    """
    reach = (_OF_SEVERAL if several else _OF_ONE if field else _LEVELS).match(text, position)
    more = _NEXT.match(text, reach.end()) if reach else None
    if reach is None or more is None or more["noun"]:
        return (*read_list(text, position, field), "")
    items, _ = read_list(text[: reach.end()], position, field)
    others, end = read_list(text, more.end(), "", items[-1].levels, more["joint"], field == ":intro")
    return [*items, *others], end, more["joint"]
