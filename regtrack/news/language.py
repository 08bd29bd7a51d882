"""A language of the news: what is compiled from the tables of its file, each part when it is first needed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache, partial
from typing import Any

import attrs

from regtrack._bundled import bundled
from regtrack.dates_in_text.calendar import (
    NUMERIC,
    ClockRow,
    DateRow,
    LanguageCalendar,
    Scanner,
    distinct,
    either,
    filled,
)
from regtrack.errors import Fault, SettingsError
from regtrack.model.kinds import KINDS, Dimension, Operation
from regtrack.news import tables as rows
from regtrack.news.tables import DetailRow, EdgeRow, NounRow, PartRow, Synonyms, Tables, Vocabulary, read_tables

MENTIONS, DATES = 0xE000, 0xF000
"""Where the private characters begin that stand for a mention and for a date in a masked sentence."""
_MASKS = {
    "M": f"(?P<m>[{chr(MENTIONS)}-{chr(DATES - 1)}])",
    "M2": f"[{chr(MENTIONS)}-{chr(DATES - 1)}]",
    "D": f"(?P<d>[{chr(DATES)}-\uf8ff])",
    "DX": f"[{chr(DATES)}-\uf8ff]",
    "D2": f"(?P<d2>[{chr(DATES)}-\uf8ff])",
}
_NAMED = re.compile(r"(?:\(\?<=[^)]*\))?\{(?:month|day|weekday|year)\}")
"""How a form of dates begins that stands only where a name or digits do."""
_MODEL = r"(?P<model>(?-i:[A-Z]{1,4})[- ]?\d{2,4}(?-i:[A-Z]{0,2}))"  # a designation such as H20, MI308 or 910B


class WordNames:
    """Names of things, found as whole words."""

    def __init__(self, rows: Iterable[tuple[str, Iterable[str]]], *, spaces: bool, exact: bool = False) -> None:
        self.ids = {name if exact else name.lower(): id_ for id_, names in rows for name in names}
        self._exact = exact
        found = "|".join(re.escape(name) for name in sorted(self.ids, key=len, reverse=True)) or r"(?!)"
        first = "".join({re.escape(name[0]) for name in self.ids if name})  # most places are ruled out by their letter
        head = rf"(?<!\w)(?=[{first}])" if first and spaces else ""
        tail = r"(?!\w)" if spaces else ""
        self._pattern = re.compile(rf"{head}(?:{found}){tail}", 0 if exact else re.IGNORECASE)

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int, str]]:
        """Where each stands in a text, and whose it is."""
        for match in self._pattern.finditer(text, start, len(text) if end is None else end):
            yield match.start(), match.end(), self.ids[match[0] if self._exact else match[0].lower()]


@attrs.define(slots=False)
class ActPattern:
    """A row of acts with one of its patterns, which is compiled when it is first tried."""

    row: rows.ActRow  # the row
    needs: tuple[str, ...]  # patterns of words of which a sentence has one; none if they are not known
    _made: Callable[[], re.Pattern[str]]
    given: re.Pattern[str] | None = None  # a pattern that must stand somewhere in the sentence; None if none must
    framed: bool = False  # whether it is made of verbs, which may also be participles of what they stand before
    promised: bool = False  # whether it tells that the act was announced, and not that it was done
    nominal: bool = False  # whether it tells the act by its noun: "the suspension of M took effect"

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern, of a masked sentence."""
        return self._made()

    @cached_property
    def names_title(self) -> bool:
        """Whether it is tried on the sentence as it is, and says what that names."""
        return any("(?P<title>" in each for each in self.row.says)


_TURNS = (Operation.SHUT, Operation.REOPEN)


def _can_be_promised(kind: str) -> bool:
    """Whether an act is one that its body announces before it is done: an end, a pause, a return."""
    row = KINDS.get(kind)
    turns = row is not None and row.operation in _TURNS and row.dimension in (Dimension.FORCE, Dimension.PAUSE)
    return turns or kind == "stay"


def is_of_one(kind: str) -> bool:
    """Whether one document does such an act to another, so that its word means that document: a stay, a correction."""
    return kind == "correct" or _can_be_promised(kind)


_WHOLE = frozenset(("pointing", "own", "several", "tense_future"))  # patterns that stand as whole words
_NO_GUARDS = frozenset(
    ("frames", "announced", "nominal", "inflections", "law", "effects", "quotes", "chambers", "numbered", "alike")
)
"""Fields of ``[reading]`` that are no patterns by themselves."""


class Language:
    """A language as the readers of news use it; each part is compiled when it is first needed."""

    def __init__(self, tables: Tables, name: str) -> None:
        self.tables, self.name = tables, name
        self.tag, self.spaces = tables.language.tag, tables.language.spaces
        about = tables.language
        read, as_ = "".join(about.fold_read), "".join(about.fold_as)
        if len(read) != len(as_):
            found = f"{len(read)} and {len(as_)} characters"
            raise SettingsError([Fault(name, None, "language.fold_read", found, "as many characters as in fold_as")])
        self.fold = {ord(a): b for a, b in zip(read, as_, strict=True)}
        self.calendar = LanguageCalendar(tables.calendar, tables.zone, spaces=self.spaces)
        self._macros = {
            **_MASKS,
            **self.calendar.lists,
            "place": rf"(?P<place>{either(name for row in tables.place for name in row.names)})",
            "model": _MODEL,
            "body": f"(?:{either(name for row in tables.actor for name in row.names)})",
        }
        for key, words in tables.words.items():
            self._macros[key] = f"(?:{self._filled(words, f'words.{key}')})"

    def _filled(self, source: str, field: str) -> str:
        try:
            return filled(source, self._macros)
        except KeyError as error:
            raise self._fault(field, source, f"no list {{{error.args[0]}}}") from None

    def _fault(self, field: str, source: str, reason: str) -> SettingsError:
        return SettingsError(
            [Fault(self.name, None, field, f"{source!r}: {reason}", "a regular expression and known lists")]
        )

    def pattern(self, source: str, field: str, *, whole: bool = False, exact: bool = False) -> re.Pattern[str]:
        """Return a pattern of the file, compiled; ``whole`` as whole words, ``exact`` in capitals as written.

        Raises:
            SettingsError: it is none.
        """
        text = distinct(self._filled(source, field))
        if whole and self.spaces:
            text = rf"(?<!\w)(?:{text})(?!\w)"
        try:
            return re.compile(text, 0 if exact else re.IGNORECASE)
        except (re.error, OverflowError) as error:
            raise self._fault(field, source, str(error)) from None
        except RecursionError:
            raise self._fault(field, source, "nested too deeply") from None

    def any_of(self, sources: Sequence[str], field: str, *, whole: bool = True) -> re.Pattern[str]:
        """Any of several patterns; none where there are none."""
        return self.pattern("|".join(sources) or r"(?!)", field, whole=whole and bool(sources))

    @cached_property
    def sentence_end(self) -> re.Pattern[str]:
        """What ends a sentence."""
        return self.pattern(self.tables.language.sentence_end, "language.sentence_end")

    @cached_property
    def abbreviations(self) -> frozenset[str]:
        """Words whose full stop ends no sentence, in lower case."""
        return frozenset(each.lower() for each in self.tables.language.abbreviations)

    @cached_property
    def datelines(self) -> tuple[re.Pattern[str], ...]:
        """Datelines at the head of an item; in capitals as written."""
        datelines = self.tables.language.datelines
        return tuple(self.pattern(each, "language.datelines", exact=True) for each in datelines)

    @cached_property
    def dates(self) -> Scanner[DateRow]:
        """The forms of dates."""
        return self._scanner("date", self.tables.date, NUMERIC)

    @cached_property
    def clocks(self) -> Scanner[ClockRow]:
        """The forms of hours."""
        return self._scanner("clock", self.tables.clock)

    def _scanner(self, table: str, rows: Sequence[Any], more: Sequence[Any] = ()) -> Scanner[Any]:
        """Return the scanner of a table; what begins with a name or digits is tried only where one of these stands."""
        begin, end = (r"(?<!\w)", r"(?!\w)") if self.spaces else ("", "")
        before = self._filled(self.tables.calendar.before, "calendar.before")
        named = (*self.tables.calendar.months, *self.tables.calendar.weekdays)
        first = "".join(sorted({name[0] for names in named for name in names}))
        forms: dict[str, list[tuple[Any, str]]] = {rf"{begin}(?={before}(?-i:[{first}\d]))": [], begin: []}
        for place, row in enumerate((*rows, *more)):
            gated = self.spaces and (row in more or _NAMED.match(row.pattern) is not None)
            pattern = self._filled(row.pattern, f"{table}[{place + 1}].pattern")
            pattern = f"{before}{pattern}" if gated and not pattern.startswith("(?<=") else pattern
            [*forms.values()][not gated].append((row, f"(?:{pattern}){end}"))
        try:
            return Scanner(forms)
        except (re.error, OverflowError):
            for n, row in enumerate(rows, 1):
                self.pattern(row.pattern, f"{table}[{n}].pattern")
            raise

    @cached_property
    def edges(self) -> tuple[tuple[EdgeRow, re.Pattern[str] | None, re.Pattern[str] | None], ...]:
        """What makes a date a begin or an end: patterns right before it and right after it."""
        return tuple(
            (
                row,
                self.pattern(rf"(?:{row.before})\s*$", f"edge[{n}].before") if row.before else None,
                self.pattern(rf"\s*(?:{row.after})", f"edge[{n}].after") if row.after else None,
            )
            for n, row in enumerate(self.tables.edge, 1)
        )

    @cached_property
    def parts_of_day(self) -> tuple[tuple[PartRow, re.Pattern[str]], ...]:
        """Parts of the day by their words."""
        rows = enumerate(self.tables.part_of_day, 1)
        return tuple((row, self.any_of(row.words, f"part_of_day[{n}]")) for n, row in rows)

    @cached_property
    def cities(self) -> WordNames:
        """Cities by their zones."""
        return WordNames(((row.zone, row.names) for row in self.tables.city), spaces=self.spaces)

    @cached_property
    def nouns(self) -> re.Pattern[str]:
        """Nouns for instruments; the name of the group that matched tells the row, see :meth:`noun_row`."""
        rows = enumerate(self.tables.noun)
        return self.pattern("|".join(f"(?P<r{n}>{'|'.join(row.words)})" for n, row in rows), "noun.words", whole=True)

    def noun_row(self, match: re.Match[str]) -> NounRow:
        """Return the row of a noun that was found."""
        return self.tables.noun[int(str(match.lastgroup)[1:])]

    def class_of(self, words: str) -> str:
        """Class of instrument that the last noun of a phrase says; empty if it has none."""
        found = [*self.nouns.finditer(words)]
        return self.noun_row(found[-1]).class_ if found else ""

    @cached_property
    def acts(self) -> tuple[ActPattern, ...]:
        """Every pattern of every act."""
        found: list[ActPattern] = []
        for n, row in enumerate(self.tables.act, 1):
            field = f"act[{n}]"
            forms = [self._forms(verb, field) for verb in row.verbs]
            if forms:
                # each frame has a mention of its own, so the group is numbered
                first = {re.escape(word.split()[0].lower()) for each in forms for word in each.values()}
                made = partial(self._framed, forms, f"{field}.verbs")
                found.append(ActPattern(row, tuple(sorted(first)), made, framed=True))
            given = self.pattern(row.given, f"{field}.given") if row.given else None
            begin = r"(?<!\w)" if self.spaces else ""
            says = (partial(self.pattern, f"{begin}(?:{each})", f"{field}.says") for each in row.says)
            found += [ActPattern(row, row.needs, made, given) for made in says]
            reading = self.tables.reading
            for frames, promised in ((reading.announced, True), (reading.nominal, False)):
                if row.words and frames and (_can_be_promised(row.kind) or (row.kind == "amend" and not promised)):
                    told = "|".join(frames).replace("<words>", f"(?:{'|'.join(row.words)})")
                    made = partial(self.pattern, told, f"{field}.words")
                    found.append(ActPattern(row, tuple(row.words), made, promised=promised, nominal=not promised))
        return tuple(found)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """What each word may be part of."""
        calendar, reading = self.tables.calendar, self.tables.reading
        names = [name for named in (*calendar.weekdays, *calendar.months) for name in named]
        days = [r"\d.*", *(re.escape(name.strip(".").lower()) for name in names), f"(?:{calendar.words}).*"]
        law = [self._filled(each, "reading.law") for each in reading.law]
        return Vocabulary(law, reading.effects, days, [each.needs for each in self.acts], spaces=self.spaces)

    @cached_property
    def act_words(self) -> Mapping[str, re.Pattern[str]]:
        """Words for acts by their kinds."""
        rows = enumerate(self.tables.act, 1)
        return {row.kind: self.any_of(row.words, f"act[{n}].words") for n, row in rows if row.words}

    def _framed(self, forms: Sequence[Mapping[str, str]], field: str) -> re.Pattern[str]:
        """Return the frames of verbs, with their forms in them."""
        framed = "|".join(f"(?:{frame})" for frame in self.tables.reading.frames)
        for name in ("base", "s", "past", "done", "ing"):
            framed = framed.replace(f"<{name}>", f"(?:{'|'.join(each[name] for each in forms)})")
        return self.pattern(framed, field)

    def _forms(self, verb: str, field: str) -> Mapping[str, str]:
        """Return the forms of a verb: told one by one, or by the inflections of the language."""
        names = ("base", "s", "past", "done", "ing")
        spelled = verb.split("/")
        if len(spelled) == len(names):
            return dict(zip(names, spelled, strict=True))
        head, _, tail = verb.partition(" ")
        for ending, *forms in self.tables.reading.inflections:
            if re.search(ending, head):
                every = (head, *(re.sub(ending, form, head) for form in forms))
                return {name: f"{each} {tail}".strip() for name, each in zip(names, every, strict=True)}
        raise self._fault(field, verb, "no inflection fits")

    @cached_property
    def quotes(self) -> tuple[tuple[str, str], ...]:
        """Quotation marks: the opening and the closing one."""
        halves = ((marks, len(marks) // 2) for marks in self.tables.reading.quotes)
        return tuple((marks[:half], marks[half:]) for marks, half in halves)

    @cached_property
    def actors(self) -> WordNames:
        """Bodies by their ids; names are written as they are."""
        return WordNames(((row.id, row.names) for row in self.tables.actor), spaces=self.spaces, exact=True)

    @cached_property
    def parents(self) -> dict[str, str]:
        """The body of which a body is part."""
        return {row.id: row.parent for row in self.tables.actor if row.parent}

    @cached_property
    def places(self) -> WordNames:
        """Countries by their codes."""
        return WordNames(((row.id, row.names) for row in self.tables.place), spaces=self.spaces)

    @cached_property
    def details(self) -> tuple[tuple[DetailRow, tuple[re.Pattern[str], ...]], ...]:
        """Details with their patterns."""
        return tuple(
            (row, tuple(self.pattern(each, f"detail[{n}].patterns") for each in row.patterns))
            for n, row in enumerate(self.tables.detail, 1)
        )

    @cached_property
    def guards(self) -> Mapping[str, re.Pattern[str]]:
        """The patterns of ``[reading]`` by their names."""
        names = (name for name in attrs.fields_dict(rows.ReadingWords) if name not in _NO_GUARDS)
        return {name: self._guard(name) for name in names}

    def _guard(self, name: str) -> re.Pattern[str]:
        words, field = getattr(self.tables.reading, name), f"reading.{name}"
        if isinstance(words, str):
            return self.pattern(words, field, whole=name in _WHOLE)
        # the verbs of acts as a headline has them: "suspends"
        forms = (self._forms(verb, "act.verbs") for row in self.tables.act for verb in row.verbs)
        shown = (re.escape(each["s"].split()[0]) for each in forms if each["s"] != each["base"])
        more = dict.fromkeys(shown) if name == "phrase_stops" else ()
        return self.any_of((*words, *more), field, whole=name != "unsure_after")

    @cached_property
    def synonyms(self) -> Synonyms:
        """Words that are read for others that mean the same."""
        alike = self.tables.reading.alike
        return Synonyms(alike, self.any_of([re.escape(word) for word in alike], "reading.alike"))


def language_of(tag: str) -> Language | None:
    """Return the language of a BCP 47 tag; None if there is no file for it."""
    primary = tag.lower().partition("-")[0]
    return _load(primary) if primary.isalpha() else None


@lru_cache(maxsize=32)
def _load(primary: str) -> Language | None:
    path = bundled("feeds") / "languages" / f"{primary}.toml"
    return read_language(path.read_bytes(), name=str(path)) if path.is_file() else None


def read_language(data: bytes, *, name: str) -> Language:
    """Return a language from the bytes of its file.

    Raises:
        SettingsError: with the faults of its tables.
    """
    return Language(read_tables(data, name=name), name)
