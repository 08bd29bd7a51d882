"""Text as it is read: widths, marks and blanks made alike, with the way back to what was printed; its sentences.

Besides, which of its words tell one instrument from another, as they are compared, and whose a name is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

import attrs

from regtrack.dates_in_text.calendar import groups_of
from regtrack.model.instrument import normalise
from regtrack.news.language import Language, language_of
from regtrack.news.tables import ClaimDetail

_RUN = re.compile(r"[!-~]+|\s+|[^!-~\s]+")  # letters of ASCII together, blanks together, and other characters together
_WIDE_BLANK = "\u3000"
"""A blank as wide as a character of Chinese: it parts a headline, where the table of a language reads it as a mark."""
_LONGEST = 1000  # no sentence is longer, in characters
_ALIKE = {"’": "'", "‘": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "–": "-", "〜": "~"}
_ALIKE_TABLE = str.maketrans(_ALIKE)
_VOICED = frozenset("ﾞﾟ\u3099\u309a")  # marks that are one character with the half-width kana before them
_SPELLED = str.maketrans(
    {**dict(zip("ァィゥェォッャュョヮ", "アイウエオツヤユヨワ", strict=True)), **dict.fromkeys("ー·‧•", "")}
)
_INITIALS = re.compile(r"(?:[a-z]{1,3}\.){2,}")
"""Letters that stand for words, whose full stop ends no sentence: "S.J.Res."."""
_UNEVEN = ("\n\n", " \n", "\n ", *"\t\v\f\r\x1c\x1d\x1e\x1f")
"""Blanks of ASCII that are not alike: several, or one that is neither a space nor a line break."""

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9&]+|\d+[A-Za-z%]+|\d+")
_COUNTED = re.compile(r"\d+[\u4e00-\u9fff]{2}")  # so many of something, where blanks part no words: "23品目"
_PIECE = re.compile(r"[^\w%]+|[ぁ-ん]+|・|[的和与及或]")
_TITLE_OF_YEAR = re.compile(r"(?:\(?[A-Z]\w+\)? ){2,}(?:of )?(?:19|20)\d\d")
"""A title with its year: "Export Control Order 2008"."""
_OF_YEAR = re.compile(r"\bNo\. ?\d+ of (?:19|20)\d\d\b")
"""How acts of many countries are numbered: "Announcement No. 72 of 2025"."""
_STEM = 6  # so many letters of a word count, so that a verb is like its noun: revoke, revocation
_SHORT = re.compile(r"\w+(?: \w+){2,}|[\u3040-\u9fff]{4,}")  # a name of common words only that may still be one
_LONGER = re.compile(r"(?:^|[ (\"])(?:[a-z]+|[\w.]+'s?) ([A-Z][a-z]+) $|\b([A-Z]{2}[\w&.]*|Act) $|(ない|不可[一-龠])$")
"""What stands before the name of a list and makes it that of another: "the Unreliable M", "the UFLPA M"."""
_OWNS = re.compile(r"'?s? ?|[的の]|[^;]{0,40} (?:its|their) ")
_OF = re.compile(r" (?:of|by) (?:the )?")  # what stands between a body and what is its own
_OWNER = re.compile(r"([A-Z][\w.]+)(?:'s?)? $|[州省市県][の的]?$")  # whose a short name is: "Colorado's AI Act"
LEADS = frozenset(("president", "white-house", "congress", "courts", "government", "state-council"))
"""Bodies to which what others made is given: "Biden's M"."""


@attrs.frozen
class Folded:
    """A text as it is read."""

    text: str  # the text: NFKC, one blank for several, a line break for any run of blanks that holds one
    places: Sequence[int]  # for each of its characters, where it stands in the text as printed

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a part of it stands in the text as printed."""
        if start >= end:
            return (0, 0)
        return self.places[start], self.places[end - 1] + 1


def fold(text: str, language: Language) -> Folded:
    """Return a text as the patterns of a language read it."""
    if language.spaces:
        alike = text if text.isascii() else text.translate(_ALIKE_TABLE)
        if alike.isascii() and _even(alike := alike.rstrip()):  # nothing else is to be made alike
            bare = alike.lstrip()
            return Folded(bare, range(len(alike) - len(bare), len(alike)))
    chars: list[str] = []
    places: list[int] = []
    blank: tuple[str, int] | None = None
    spaces = language.spaces
    parting = language.fold.get(ord(_WIDE_BLANK))
    for match in _RUN.finditer(text):
        place, run = match.start(), match[0]
        if run.isspace():
            blank = ("\n" if "\n" in run or "\r" in run else parting if parting and run == _WIDE_BLANK else " "), place
            continue
        read = [run] if run.isascii() else [_read(char, language) for char in run]
        for at in (at for at, char in enumerate(run) if at and char in _VOICED) if not _VOICED.isdisjoint(run) else ():
            read[at - 1 : at + 1] = _read(run[at - 1 : at + 1], language), ""
        if blank is not None:
            if chars and (blank[0] != " " or spaces or not _idle(chars, read[0], text, place)):
                chars.append(blank[0])
                places.append(blank[1])
            blank = None
        joined = "".join(read)
        chars += joined
        if len(joined) == len(run):
            places += range(place, place + len(run))
        else:
            places += [place + number for number, each in enumerate(read) for _ in each]
    return Folded("".join(chars), tuple(places))


@lru_cache(maxsize=65_536)
def _read(char: str, language: Language) -> str:
    """Return a character that is not of ASCII, as it is read."""
    read = _ALIKE.get(char) or unicodedata.normalize("NFKC", char)
    return "".join(" " if each.isspace() else each for each in read.translate(language.fold))


def _even(text: str) -> bool:
    """Whether no two blanks of a text in ASCII stand together, and each is a space or a line break."""
    if "  " in text:
        return False
    return text.isprintable() or not any(blank in text for blank in _UNEVEN)


def _idle(chars: list[str], following: str, text: str, place: int) -> bool:
    """Whether a blank means nothing: beside a wide character or a bracket, and within "5 月" or "910 B"."""
    before, after = chars[-1], following[0]
    if _wide(before) or _wide(after) or before == "(" or after == ")":
        return True
    if before.isdigit() and after.isupper():
        return not text[place + 1 : place + 2].isalpha()
    lone = len(chars) < 2 or _wide(chars[-2]) or not chars[-2].isalpha()
    return before.isupper() and after.isdigit() and lone


def _wide(char: str) -> bool:
    return char >= "\u2e80"


def sentences(folded: Folded, language: Language) -> Iterator[tuple[int, int]]:
    """Return the sentences of a text: where each begins and ends in it."""
    text, start = folded.text, 0
    for match in language.sentence_end.finditer(text):
        end = match.end()
        if not language.abbreviations or not _is_abbreviation(text[max(start, end - 12) : end], language):
            yield from _cut(text, start, end)
            start = end
    yield from _cut(text, start, len(text))


def _is_abbreviation(text: str, language: Language) -> bool:
    """Whether a text ends with a word whose full stop ends no sentence."""
    if not text.endswith("."):
        return False
    word = text[max(text.rfind(" "), text.rfind("\n")) + 1 :].lstrip("([\"'").lower()
    return word in language.abbreviations or _INITIALS.fullmatch(word) is not None


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Return a sentence, or its pieces if it is longer than any sentence: text without stops must not take forever."""
    while end - start > _LONGEST:
        place = text.rfind(" ", start, start + _LONGEST)
        place = place if place > start else start + _LONGEST
        yield from _trimmed(text, start, place)
        start = place
    yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


# --- words that tell


def is_designation(word: str) -> bool:
    """Whether a word is the number of a model, such as H100."""
    return word.isascii() and word[:1].isalpha() and any(map(str.isdigit, word))


def spelled_alike(text: str) -> str:
    """Return a text in one spelling of names in kana: small ones as large ones, without long marks and middle dots."""
    return text if text.isascii() else text.translate(_SPELLED)


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Return what counts of a word in lower case when it is compared."""
    return word if any(map(str.isdigit, word)) else word.rstrip("s")[:_STEM]


def telling_words(text: str, language: Language) -> frozenset[str]:
    """Return the words of a text that tell one instrument from another, as they are compared."""
    bare = language.guards["generic"].sub(" ", text)
    found = {stem(word.lower()) for word in _WORD.findall(bare) if len(word) > 2 and not word.isdigit()}
    if not language.spaces:
        pieces = (piece for part in _PIECE.split(bare) for piece in re.findall(r"[\u3040-\uffff]{2,}", part))
        found |= {*map(spelled_alike, pieces), *_COUNTED.findall(text)}
    return frozenset(found)


@lru_cache(maxsize=65_536)
def is_distinctive(name: str, language: Language) -> bool:
    """Whether a name tells an instrument from others: neither a country, nor a day, nor a common noun."""
    if _OF_YEAR.search(name) is not None or _TITLE_OF_YEAR.fullmatch(name) is not None:
        return True
    left = language.guards["generic"].sub("", name)
    date = language.dates.pattern
    if language.nouns.search(name) is not None and date.search(name) is not None:
        return True  # "October 7 rule"
    left = language.nouns.sub("", date.sub("", left))
    places = sorted(language.places.find(left), reverse=True)
    for start, end, _ in places:
        left = left[:start] + left[end:]
    left = normalise(left)
    wide = sum(char >= "\u2e80" for char in left)
    return (
        wide >= 2
        or len(left) - wide >= (2 if places else 3)
        or bool(re.search(r"\d", left) and ("%" in left or not left.isdigit()))
    )


def is_short(name: str, language: Language) -> bool:
    """Whether a name that tells little is one in news of its own country: "AI Act"."""
    left = language.nouns.sub("", language.guards["generic"].sub("", name)).strip(" '-")
    return bool(left and language.class_of(name)) or _SHORT.fullmatch(name) is not None


def find_details(text: str, act: str, language: Language) -> frozenset[ClaimDetail]:
    """Return the details that a folded sentence gives with an act of this kind."""
    found: set[ClaimDetail] = set()
    codes = language.places.ids
    for row, patterns in language.details:
        if row.acts and act not in row.acts:
            continue
        for pattern in patterns:
            for match in pattern.finditer(text):
                groups = groups_of(match)
                place = codes.get(groups.get("place", "").lower(), "")
                model = "".join(groups.get("model", "").replace("-", " ").split()).upper()
                found.add(ClaimDetail(row.name.replace("{place}", place), row.value or place or model))
    return frozenset(detail for detail in found if detail.value)


@lru_cache(maxsize=1024)
def details_in(text: str, act: str, language: str) -> frozenset[ClaimDetail]:
    """Return the details that a text gives with an act of this kind; none if there is no file for its language."""
    tables = language_of(language)
    return find_details(fold(text, tables).text, act, tables) if tables is not None else frozenset()


# --- whose a name is


def is_anothers(text: str, start: int, id_: str, language: Language) -> bool:
    """Whether a name stands beside that of another country, or of somebody: "Colorado's AI Act"."""
    before = text[max(0, start - 40) : start].rstrip(" 's的の")
    named = (*language.places.find(before), *language.actors.find(before))
    countries = {other.partition("/")[0].lower() for _, end, other in named if end == len(before)}
    owner = _OWNER.search(text, max(0, start - 20), start)
    if countries or owner is None:
        return bool(countries - {id_.partition("/")[0]})
    guards = language.guards
    return not owner[1] or not (guards["generic"].fullmatch(owner[1]) or guards["phrase_stops"].fullmatch(owner[1]))


def is_of_other_body(
    text: str, start: int, end: int, own: frozenset[str], *, language: Language, numbered: bool, listed: bool
) -> bool:
    """Whether words before a name give it to another body or list: "OFAC's M", "the UFLPA M".

    ``own`` are the bodies that made it. What is ``numbered`` within a year is of the body that is named before it,
    wherever that stands; only the name of a list (``listed``) goes on to the left.
    """
    before = text[:start]
    named = [*language.actors.find(before)]
    if numbered:
        return bool(named) and not any(each in own for _, _, each in named)
    last_end = max((last for _, last, _ in named), default=0)
    owned = _OWNS.fullmatch(before, last_end) is not None and (before[last_end:] or before[last_end - 1 :].isascii())
    owners = {each for _, last, each in named if last == last_end and owned}
    if (of := _OF.match(text, end)) is not None:
        owners |= {each for start, _, each in language.actors.find(text[of.end() :]) if start == 0}
    if owners and not any(each in own or each.partition("/")[2] in LEADS for each in owners):
        return True
    longer = _LONGER.search(before) if listed else None
    word = (longer[1] or longer[2] or longer[3]) if longer is not None else ""
    return bool(word) and not owners and language.guards["generic"].fullmatch(word) is None


def countries_in(text: str, language: Language) -> list[str]:
    """Return the countries that a text names, by themselves or by a body, in their order."""
    named = sorted((*language.places.find(text), *language.actors.find(text)))
    return [id_.partition("/")[0].lower() for _, _, id_ in named]
