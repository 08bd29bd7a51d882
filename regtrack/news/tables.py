"""The tables of a language file: one TOML a language, feeds/languages/TAG.toml; what its words may be part of.

docs/reference/language-files.md has the format on one page. The vocabulary is a cheap prefilter, by which most
sentences are not read any further: each distinct word is looked at once, and what it may be is kept as bits.
"""

from __future__ import annotations

import re
import string
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import attrs
import cattrs

from regtrack.dates_in_text.calendar import CalendarWords, ClockRow, DateRow, ZoneRow
from regtrack.errors import Fault, SettingsError
from regtrack.model.kinds import KINDS, Operation
from regtrack.records.toml_files import NotTomlError, parse_toml
from regtrack.records.validation import WrongValueError, flaws_of, one_of, text, texts, zone

ROLES = ("at", "from", "until")  # what a date is of what is claimed: its day, its beginning, its end
CLASSES = (
    "rule", "draft", "guidance", "bill", "order", "list", "permission", "tariff", "agreement", "document",
)  # fmt: skip
"""Of which sorts instruments are, by the noun of their phrase."""
_MEANS: Mapping[str, Collection[str]] = {
    "rule": ("order", "permission", "list", "tariff", "document"),
    "document": ("rule", "order", "guidance", "list", "permission"),
    "order": ("rule", "tariff", "list", "document", "permission"),
    "permission": ("rule", "order"),
    "tariff": ("order", "rule"),
    "list": ("rule",),
    "draft": ("rule",),
}
"""Of which classes an instrument may be, beside its own, that words of a class mean: "the rule" may be a list of names
that a rule adds to, but "the list" is no guidance."""


def may_mean(class_: str, other: str) -> bool:
    """Whether words of a class may mean an instrument of another; of those without one, anything may be meant."""
    return not class_ or not other or class_ == other or other in _MEANS.get(class_, ())


@attrs.frozen
class ClaimDetail:
    """A detail: what it is of, and its value (a country by its code, a designation, a word of the tables)."""

    name: str
    value: str


@attrs.frozen
class About:
    """``[language]``: what the language is, and how its text is cut."""

    tag: str
    name: str
    spaces: bool
    sentence_end: str
    numeric: tuple[str, ...] = ("ymd",)
    numeric_in: dict[str, tuple[str, ...]] = attrs.field(factory=dict)
    abbreviations: tuple[str, ...] = ()
    datelines: tuple[str, ...] = ()
    fold_read: tuple[str, ...] = ()
    fold_as: tuple[str, ...] = ()


@attrs.frozen
class EdgeRow:
    """``[[edge]]``: words beside a date that make it a begin or an end."""

    role: str
    example: str
    before: str | None = None
    after: str | None = None
    inclusive: bool = False


@attrs.frozen
class PartRow:
    """``[[part_of_day]]``: a part of the day by its first and last hour."""

    words: tuple[str, ...]
    hours: tuple[int, ...]
    example: str


@attrs.frozen
class CityRow:
    """``[[city]]``: cities of datelines by their zone."""

    names: tuple[str, ...]
    zone: str


@attrs.frozen
class NounRow:
    """``[[noun]]``: nouns of a class of instruments."""

    class_: str
    words: tuple[str, ...]
    example: str


@attrs.frozen
class ActRow:
    """``[[act]]``: how an act is told."""

    kind: str  # the kind of event; end for the end of a pause that was told before
    example: str  # a sentence that tells it
    verbs: tuple[str, ...] = ()  # verbs that do it to their object; put into the frames of the language
    says: tuple[str, ...] = ()  # patterns of a masked sentence: {M} a mention, {D} a date
    # words of which a sentence has one that fits any of says; without them each sentence is tried
    needs: tuple[str, ...] = ()
    words: tuple[str, ...] = ()  # words for it, enough where the record has just this act on just the day beside them
    # what it happens to where no mention stands in the pattern: own is the item's own document, told what was
    # told just before
    of: str = ""
    given: str | None = None  # a pattern that must stand somewhere in the sentence
    dated: bool = False  # whether it is told only with a day
    class_: str = ""  # the only class of instrument it happens to; empty for any


@attrs.frozen
class NamesRow:
    """``[[actor]]`` and ``[[place]]``: names of a body or a country, by its id or code."""

    id: str
    names: tuple[str, ...]
    parent: str | None = None


@attrs.frozen
class DetailRow:
    """``[[detail]]``: a detail in which two statements about one thing can differ."""

    name: str
    patterns: tuple[str, ...]
    example: str
    value: str | None = None
    acts: tuple[str, ...] = ()


@attrs.frozen
class ReadingWords:
    """``[reading]``: phrases and guards; docs/reference/language-files.md says what each is for."""

    phrase_stops: tuple[str, ...] = ()
    pointing: str = r"(?!)"
    own: str = r"(?!)"
    several: str = r"(?!)"
    counted: str = r"(?!)"
    parties: str = r"(?!)"
    parts: str = r"(?!)"
    whole: str = r"(?!)"
    part_before: str = r"(?!)"
    whole_after: str = ""
    of_another: str = r"(?!)"
    issues: str = r"(?!)"
    alters: str = r"(?!)"
    complement: str = r"(?!)"
    vouched: str = r"(?!)"
    factive: str = r"(?!)"
    hearsay: tuple[str, ...] = ()
    apposition: str = "[ ,:]{0,3}"
    unsure_before: tuple[str, ...] = ()
    unsure_after: tuple[str, ...] = ()
    modified: str = r"(?!)"
    frames: tuple[str, ...] = ()
    announced: tuple[str, ...] = ()
    nominal: tuple[str, ...] = ()
    inflections: tuple[tuple[str, ...], ...] = ()
    law: tuple[str, ...] = ()
    effects: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    dates_other: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    clause: str = r"(?!)"
    stage: str = r"(?!)"
    dated: str = r"(?!)"
    apart: str = r"(?!)"
    elsewhere: tuple[str, ...] = ()
    generic: tuple[str, ...] = ()
    chambers: tuple[str, ...] = ()
    companion: str = r"(?!)"
    agreed: str = r"(?!)"
    numbered: tuple[str, ...] = ()
    alike: dict[str, str] = attrs.field(factory=dict)
    tense_future: str = r"(?!)"
    performs: str = ""


@attrs.frozen
class Tables:
    """A language file as it is written."""

    language: About
    calendar: CalendarWords
    reading: ReadingWords
    words: dict[str, str] = attrs.field(factory=dict)
    date: tuple[DateRow, ...] = ()
    edge: tuple[EdgeRow, ...] = ()
    clock: tuple[ClockRow, ...] = ()
    part_of_day: tuple[PartRow, ...] = ()
    zone: tuple[ZoneRow, ...] = ()
    city: tuple[CityRow, ...] = ()
    noun: tuple[NounRow, ...] = ()
    act: tuple[ActRow, ...] = ()
    actor: tuple[NamesRow, ...] = ()
    place: tuple[NamesRow, ...] = ()
    detail: tuple[DetailRow, ...] = ()


def read_tables(data: bytes, *, name: str) -> Tables:
    """Return the tables of a file.

    Raises:
        SettingsError: with the faults of its tables.
    """
    try:
        _, table = parse_toml(data, name, "docs/reference/language-files.md")
    except NotTomlError as error:
        raise SettingsError([error.fault]) from None
    table = _renamed(table)
    try:
        return _converter().structure(table, Tables)
    except cattrs.BaseValidationError as error:
        faults = [Fault(name, None, flaw.field, flaw.found, flaw.expected) for flaw in flaws_of(error, table)]
        raise SettingsError(faults) from None


def _renamed(value: Any) -> Any:
    """Keys that Python does not allow as names, spelled as it does."""
    if isinstance(value, Mapping):
        return {f"{key}_" if key == "class" else key: _renamed(each) for key, each in value.items()}
    return [_renamed(each) for each in value] if isinstance(value, list) else value


def _numbers(value: Any, _: Any = None) -> tuple[int, ...]:
    if not isinstance(value, list) or len(value) != 2 or not all(isinstance(each, int) for each in value):
        raise WrongValueError("two whole numbers, such as [12, 18]")
    return tuple(value)


@lru_cache(maxsize=1)
def _converter() -> cattrs.Converter:
    from cattrs.gen import make_dict_structure_fn, override

    converter = cattrs.Converter(forbid_extra_keys=True, detailed_validation=True)
    acts = [kind.name for kind in KINDS.values() if kind.operation is not Operation.DERIVE]
    hooks: dict[type, dict[str, Any]] = {
        DateRow: {"weekdays": _numbers},
        PartRow: {"hours": _numbers},
        ZoneRow: {"zone": lambda value, _=None: zone(value) if value else ""},
        CityRow: {"zone": zone},
        EdgeRow: {"role": one_of(ROLES, "a role")},
        NounRow: {"class_": one_of(CLASSES, "a class of instruments")},
        ActRow: {
            "kind": one_of((*acts, "end"), "a kind of event"),
            "of": one_of(("own", "told"), "what it happens to"),
            "class_": one_of(CLASSES, "a class of instruments"),
        },
    }
    converter.register_structure_hook(str, text)
    converter.register_structure_hook_func(lambda cls: cls == tuple[str, ...], texts)
    for cls, fields in hooks.items():
        overrides = {field: override(struct_hook=hook) for field, hook in fields.items()}
        hook: Any = make_dict_structure_fn(cls, converter, **overrides)  # type: ignore[arg-type]
        converter.register_structure_hook(cls, hook)
    return converter


# --- words -----------------------------------------------------------------------------------------------------------

UNKNOWN = -1  # the bits of words that no blanks part: they may be part of anything
_PARTING = str.maketrans(dict.fromkeys((char for char in string.punctuation if char not in "%&$"), " "))
_MOST_WORDS = 200_000  # words that are kept at most; more than a language has


class Vocabulary:
    """The words of the tables of a language; where no blanks part words, nothing is known of any.

    It is made of patterns of words: of law (several are parted by blanks), of words beside them that say that it is
    made or binds, of dates, and for each pattern of acts of the words of which a sentence has one. ``effects``,
    ``dates``, ``told`` and each of ``acts`` are bits of words that can be one of these.
    """

    def __init__(
        self, law: Sequence[str], effects: Iterable[str], calendar: Iterable[str], acts: Sequence[Sequence[str]],
        *, spaces: bool,
    ) -> None:  # fmt: skip
        several = [each for each in law if " " in each] if spaces else law
        begin, end = (r"(?<!\w)", r"(?!\w)") if spaces else ("", "")
        self._several = re.compile(f"{begin}(?:{'|'.join(several) or r'(?!)'}){end}", re.IGNORECASE)
        single = [each for each in law if " " not in each]
        heads = [min(each.split(" "), key=lambda word: word.count("|")) for each in several]  # what tells most
        parts = [(1 << n, "|".join(each)) for n, each in enumerate((effects, calendar, single, heads, *acts))]
        self._parts = [(bit, re.compile(part, re.IGNORECASE)) for bit, part in parts if part]
        self._some = re.compile("|".join(part for _, part in parts if part) or r"(?!)", re.IGNORECASE)
        self.effects, self.dates, self._single, self._heads, *each_act = (bit for bit, _ in parts)
        self.acts = [bit if needs else 0 for bit, needs in zip(each_act, acts, strict=True)]
        self.told = sum(self.acts) if spaces else UNKNOWN
        self._spaces, self._known = spaces, dict[str, int]()

    def words_of(self, text: str) -> tuple[set[str], int]:
        """Return the words of a folded text in lower case, where blanks part words, and their bits together."""
        if not self._spaces:
            return set(), UNKNOWN
        known, found = self._known, 0
        words = set(text.lower().translate(_PARTING).split())
        for word in words:
            bits = known.get(word)
            found |= self._look_up(word) if bits is None else bits
        return words, found

    def _look_up(self, word: str) -> int:
        bits = 0
        if self._some.fullmatch(word) is not None:
            bits = sum(bit for bit, part in self._parts if part.fullmatch(word) is not None)
        if len(self._known) < _MOST_WORDS:
            self._known[word] = bits
        return bits

    def is_lawful(self, bits: int, text: str) -> bool:
        """Whether a text whose words have these bits has words of law."""
        single = bits != UNKNOWN and bits & self._single
        return bool(single or (bits & self._heads and self._several.search(text) is not None))

    def may_be_lawful(self, bits: int) -> bool:
        """Whether a text whose words have these bits can have words of law."""
        return bool(bits & (self._single | self._heads))


class Synonyms:
    """The words of a language that are read for others."""

    def __init__(self, words: Mapping[str, str], pattern: re.Pattern[str]) -> None:
        self._words, self._pattern = {word.lower(): same for word, same in words.items()}, pattern
        self._heads: dict[str, set[str]] = {}
        for word, same in self._words.items():
            self._heads.setdefault(word.replace("-", " ").split()[0], set()).add(same.lower())

    def read(self, text: str) -> str:
        """Return a folded text with one word for those that mean the same."""
        return self._pattern.sub(lambda match: self._words[match[0].lower()], text)

    def mapped(self, text: str) -> tuple[str, Sequence[int]]:
        """Return a text so read, and where each of its characters stood."""
        chars: list[str] = []
        places: list[int] = []
        last = 0
        for match in self._pattern.finditer(text):
            word, width = self._words[match[0].lower()], match.end() - match.start()
            chars += [text[last : match.start()], word]
            places += range(last, match.start())
            places += [match.start() + min(n, width - 1) for n in range(len(word) - 1)] + [match.end() - 1] * bool(word)
            last = match.end()
        return "".join([*chars, text[last:]]), range(len(text) + 1) if not last else [
            *places,
            *range(last, len(text) + 1),
        ]

    def read_for(self, words: Iterable[str]) -> set[str]:
        """Return the words that are read for others that begin with one of these, in lower case."""
        return {same for word in self._heads.keys() & words for same in self._heads[word]}
