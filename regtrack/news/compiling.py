"""The patterns of a language file compiled, with every one named that is none."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from regtrack.errors import Fault, SettingsError
from regtrack.news.expression import Expression
from regtrack.news.language import HAN_DIGITS, ActPattern, Around, Compiled, Language, Modality, Names, Pattern
from regtrack.news.letters import needles
from regtrack.news.lexicon import Lexicon, Row, Vocabulary, Words
from regtrack.news.tables import Tables

T = TypeVar("T")

_HAN = rf"[{HAN_DIGITS}十]{{1,4}}"
_MACRO = re.compile(r"\{([a-z_]+)\}")
_MODEL = r"(?P<model>(?-i:[A-Z]{1,4})[- ]?\d{2,4}(?-i:[A-Z]{0,2}))"
"""A designation such as H20, MI308 or 910B."""


def compiled(tables: Tables, name: str, *, checked: bool = True) -> Language:
    """A language of its tables.

    Args:
        tables: the tables.
        name: what to call the file in faults.
        checked: whether every pattern is tried at once. If not, it is compiled when a text first needs it, and what is
            raised then names the faults of all of them.

    Raises:
        SettingsError: with every pattern that is none.
    """
    compiler = _Compiler(tables, name)
    language = compiler.language()
    if checked:
        compiler.check()
    return language


class _Compiler:
    """Makes the patterns of a file, and names those that are none."""

    def __init__(self, tables: Tables, name: str) -> None:
        self.tables, self.name = tables, name
        self.spaces = tables.language.spaces
        self.faults: list[Fault] = []
        self.made: list[tuple[str, str, Pattern]] = []
        self.alike: dict[str, Pattern] = {}
        calendar = tables.calendar
        months = [name for names in calendar.months for name in names]
        self.macros = {
            "year": rf"(?P<year>\d{{4}}|[{HAN_DIGITS}]{{4}})(?!\d)",
            "month": rf"(?P<month>(?-i:{_either(months)}))" if months else rf"(?P<month>\d{{1,2}}|{_HAN})",
            "day": rf"(?P<day>\d{{1,2}}|{_HAN})(?!\d)",
            "weekday": rf"(?P<weekday>{_either(name for names in calendar.weekdays for name in names)})",
            "era": rf"(?P<era>{_either(name for era in calendar.eras for name in era.names)})",
            "eras_year": rf"(?P<eras_year>\d{{1,3}}|元|{_HAN})",
            "n": rf"(?P<n>\d{{1,3}}|{_either([*calendar.numerals])}|{_HAN})",
            "hour": rf"(?P<hour>\d{{1,2}}|{_HAN})",
            "minute": rf"(?P<minute>\d{{1,2}}|{_HAN})",
            "place": rf"(?P<place>{_either(name for place in tables.place for name in place.names)})",
            "model": _MODEL,
            **{key: f"(?:{'|'.join(patterns)})" for key, patterns in tables.words.items()},
        }

    def language(self) -> Language:
        """All of it.

        Raises:
            SettingsError: a list is not known.
        """
        tables = self.tables
        about, calendar, mention, verbs = tables.language, tables.calendar, tables.mention, tables.verbs
        fold = tables.fold
        if fold is not None and len(fold.read) != len(fold.as_):
            found = f"{len(fold.read)} and {len(fold.as_)} characters"
            self.faults.append(Fault(self.name, None, "fold", found, "as many characters in both"))
            fold = None
        acts, nouns = Vocabulary(self.acts()), self.vocabulary("noun", tables.noun, lambda row: row.words)
        dates = self.vocabulary("date", tables.date, lambda row: (row.pattern,), after=r"(?<!\d)")
        saying = Vocabulary([Row(self.whole("verbs.saying", verbs.saying), self.words(verbs.saying), None)])
        language = Language(
            tables=tables,
            lexicon=Lexicon((acts, nouns, dates, saying), spaces=self.spaces),
            acts=acts,
            nouns=nouns,
            dates=dates,
            saying=saying,
            fold={ord(read): as_ for read, as_ in zip(fold.read, fold.as_, strict=True)} if fold else {},
            weekdays=_numbered(calendar.weekdays),
            months=_numbered(calendar.months),
            eras={name: era.first - 1 for era in calendar.eras for name in era.names},
            sentence_end=self.pattern("language.sentence_end", about.sentence_end),
            abbreviation=self.optional("language.abbreviations", _ending(about.abbreviations)),
            continued=self.optional("language.continued", about.continued),
            clause_break=self.pattern("language.clause_break", about.clause_break),
            datelines=self.patterns("language.datelines", about.datelines),
            clocks=tuple(self.rows("clock", tables.clock, lambda row: (row.pattern,))),
            parts_of_day=tuple(self.rows("part_of_day", tables.part_of_day, lambda row: row.words, whole=True)),
            zones=tuple(self.rows("zone", tables.zone, lambda row: row.words, whole=True)),
            edges=tuple(
                Around(
                    row,
                    self.ending(f"edge[{n}].before", row.before),
                    self.optional(f"edge[{n}].after", row.after and rf"\s*(?:{row.after})"),
                )
                for n, row in enumerate(tables.edge, 1)
            ),
            after_joint=self.optional("attach.after_joint", tables.attach.after_joint),
            topic=self.optional("attach.topic", tables.attach.topic),
            coordinate=self.optional("attach.coordinate", tables.attach.coordinate),
            trailing=self.optional("attach.trailing", tables.attach.trailing),
            directly=self.optional("attach.directly", tables.attach.directly),
            other=self.ending("attach.other", tables.attach.other),
            adnominal=self.optional("attach.adnominal", tables.attach.adnominal),
            object_before=self.optional("attach.object_before", tables.attach.object_before),
            object_after=self.optional("attach.object_after", tables.attach.object_after),
            relative_pronoun=self.optional("attach.relative_pronoun", tables.attach.relative_pronoun),
            beside=self.optional("attach.beside", tables.attach.beside),
            also=self.ending("attach.also", tables.attach.also),
            shared=self.optional("attach.shared", tables.attach.shared),
            own_object=self.ending("attach.own_object", tables.attach.own_object),
            listed=self.ending("attach.listed", tables.attach.listed),
            listed_after=self.optional("attach.listed_after", tables.attach.listed_after),
            described=self.optional("attach.described", tables.attach.described),
            another=self.optional("attach.another", tables.attach.another),
            filled=self.optional("attach.filled", tables.attach.filled),
            qualifying=self.optional("attach.qualifying", tables.attach.qualifying),
            basis=self.ending("attach.basis", tables.attach.basis),
            reduced=self.optional("attach.reduced", tables.attach.reduced),
            embedded=self.ending("attach.embedded", tables.attach.embedded),
            aside=self.optional("attach.aside", tables.attach.aside),
            alone=self.optional("attach.alone", tables.attach.alone),
            and_=self.optional("attach.and", tables.attach.and_),
            left_out=self.ending("attach.left_out", tables.attach.left_out),
            stop=self.pattern("mention.stop", mention.stop),
            joint=self.optional("mention.joint", mention.joint),
            ground=self.ending("mention.ground", mention.ground),
            ground_after=self.optional("mention.ground_after", mention.ground_after),
            fresh=self.optional("mention.fresh", mention.fresh),
            apposition=self.optional("mention.apposition", mention.apposition),
            generic=self.whole("mention.generic", mention.generic),
            pointing=self.pattern("mention.pointing", rf"(?:{mention.pointing})\s*$"),
            this=self.optional("mention.this", mention.this),
            headed=self.optional("mention.headed", mention.headed),
            pronoun=self.ending("mention.pronoun", mention.pronoun),
            subject_pronoun=self.ending("mention.subject_pronoun", mention.subject_pronoun),
            object_pronoun=self.optional("mention.object_pronoun", mention.object_pronoun),
            pointers=self.patterns(
                "mention.pronoun",
                [each for each in (mention.pronoun, mention.subject_pronoun, mention.object_pronoun) if each],
            ),
            filler=self.optional("mention.filler", mention.filler),
            alike=self.names((same, (word,)) for word, same in mention.alike.items()),
            performing=self.optional("verbs.performing", verbs.performing),
            lawful=self.optional("verbs.lawful", verbs.lawful),
            unlike=self.optional("mention.unlike", mention.unlike),
            done_by=self.ending("verbs.done_by", verbs.done_by),
            passive=self.ending("verbs.passive", verbs.passive),
            attributive=self.ending("verbs.attributive", verbs.attributive),
            by=self.ending("verbs.by", verbs.by),
            nominal=self.ending("verbs.nominal", verbs.nominal),
            active=self.optional("verbs.active", verbs.active and rf"(?:{verbs.active})$"),
            determiner=self.ending("verbs.determiner", verbs.determiner),
            supposed=self.ending("verbs.supposed", verbs.supposed),
            awaited=self.ending("verbs.awaited", verbs.awaited),
            ahead=self.optional("verbs.ahead", verbs.ahead),
            past=self.optional("verbs.past", verbs.past),
            again=self.optional("verbs.again", verbs.again),
            conditional=self.optional("verbs.conditional", verbs.conditional),
            known_topic=self.optional("mention.topic", mention.topic),
            relative=self.optional("attach.relative", tables.attach.relative),
            short=self.optional("mention.short", mention.short),
            of_act=self.optional("verbs.of_act", verbs.of_act),
            content=self.optional("verbs.content", verbs.content),
            content_of=self.optional("verbs.content_of", verbs.content_of),
            turn=self.optional("verbs.turn", verbs.turn),
            carried=self.optional("verbs.carried", verbs.carried),
            retracting=self.optional("verbs.retracting", verbs.retracting),
            denial=self.optional("verbs.denial", verbs.denial),
            modalities=tuple(self.modalities()),
            facets=tuple(
                (row, self.patterns(f"facet[{n}].patterns", row.patterns)) for n, row in enumerate(tables.facet, 1)
            ),
            identifiers=self.patterns("language.identifiers", about.identifiers),
            actors=self.names(((actor.id, (*actor.names, *actor.shared)) for actor in tables.actor), proper=True),
            shared_names=_owners((actor.id, actor.shared) for actor in tables.actor),
            zone_places={zone: place.code for place in tables.place for zone in place.zones},
            toward=self.ending("verbs.toward", verbs.toward),
            parents={actor.id: actor.parent for actor in tables.actor if actor.parent},
            places=self.names(((place.code, place.names) for place in tables.place), proper=True),
            cities=self.names((city.zone, city.names) for city in tables.city),
            hints=self.names((hint.name, hint.words) for hint in tables.hint),
        )
        if self.faults:
            self.check()
        return language

    def check(self) -> None:
        """Compile every pattern.

        Raises:
            SettingsError: with those that are none.
        """
        faults = list(self.faults)
        for field, source, pattern in self.made:
            try:
                pattern.compile()
            except re.error as error:
                faults.append(self.fault(field, source, str(error)))
        if faults:
            raise SettingsError(faults)

    def fault(self, field: str, source: str, reason: str) -> Fault:
        return Fault(self.name, None, field, f"{source!r}: {reason}", "a regular expression and known lists")

    def pattern(self, field: str, source: str, *, after: str = "") -> Pattern:
        """A pattern with its lists put in, and ``after`` it what must follow; a fault if a list is not known."""
        try:
            made = Expression(self.filled(source), faulty=self.check, after=after)
        except KeyError as error:
            self.faults.append(self.fault(field, source, f"no list {{{error.args[0]}}}"))
            return Expression(r"(?!)")
        self.made.append((field, source, made))
        return made

    def filled(self, source: str) -> str:
        """A pattern with its lists put in."""
        if "{" not in source:
            return source
        seen: dict[str, int] = {}

        def macro(match: re.Match[str]) -> str:
            name = match[1]
            seen[name] = seen.get(name, 0) + 1
            return self.macros[name].replace(f"(?P<{name}>", f"(?P<{name}{seen[name] if seen[name] > 1 else ''}>")

        return _MACRO.sub(macro, source)

    def optional(self, field: str, source: str | None) -> Pattern | None:
        return self.pattern(field, source) if source else None

    def shared(self, field: str, source: str | None) -> Pattern | None:
        """A pattern that many rows have, once for all, so that a text is asked once whether it may have it."""
        pattern = self.optional(field, source)
        return self.alike.setdefault(pattern.pattern, pattern) if pattern is not None else None

    def ending(self, field: str, source: str | None) -> Pattern | None:
        """A pattern for what stands right before something, with blanks between them."""
        return self.pattern(field, source, after=r"\s*$") if source else None

    def endings(self, field: str, sources: Iterable[str]) -> Iterator[Pattern]:
        """The same for each of several."""
        return (self.pattern(f"{field}[{n}]", rf"(?:{source})\s*$") for n, source in enumerate(sources, 1))

    def patterns(self, field: str, sources: Iterable[str]) -> tuple[Pattern, ...]:
        return tuple(self.pattern(f"{field}[{n}]", source) for n, source in enumerate(sources, 1))

    def whole(self, field: str, sources: Iterable[str]) -> Pattern:
        """Any of several patterns, as whole words where the language has words; nothing if there are none."""
        joined = "|".join(sources)
        if not joined:
            return Expression(r"(?!)")
        return self.pattern(field, rf"(?<![\w-])(?:{joined})(?![\w-])" if self.spaces else rf"(?:{joined})")

    def words(self, sources: Iterable[str], after: str = "") -> list[Words]:
        """Each of several patterns, to be tried where a word begins; none where a list is not known, which is told."""
        found: list[Words] = []
        for each in sources:
            with contextlib.suppress(KeyError):
                source = self.filled(each)
                tried = rf"{after}(?:{source})(?![\w-])" if self.spaces else rf"{after}(?:{source})"
                pattern = self.alike.setdefault(tried, Expression(tried, faulty=self.check))
                found.append(Words(source, pattern))
        return found

    def vocabulary(
        self, table: str, rows: Iterable[T], sources: Callable[[T], Sequence[str]], *, after: str = ""
    ) -> Vocabulary[T]:
        """Rows of whole words; ``after`` is what must stand before whatever they find."""
        return Vocabulary(
            Row(
                self.whole(f"{table}[{n}]", [f"{after}(?:{each})" for each in sources(row)] if after else sources(row)),
                self.words(sources(row), after),
                row,
            )
            for n, row in enumerate(rows, 1)
        )

    def rows(
        self, table: str, rows: Iterable[T], sources: Callable[[T], Sequence[str]], *, whole: bool = False
    ) -> Iterator[Compiled[T]]:
        """Rows with their patterns."""
        for n, row in enumerate(rows, 1):
            found, field = sources(row), f"{table}[{n}]"
            pattern = self.whole(field, found) if whole else self.pattern(field, "|".join(found))
            yield Compiled(pattern, row, needles(found))

    def acts(self) -> Iterator[Row[ActPattern]]:
        for n, row in enumerate(self.tables.act, 1):
            field = f"act[{n}]"
            with_, without = self.shared(f"{field}.with", row.with_), self.shared(f"{field}.without", row.without)
            for noun, words in ((False, row.verbs), (True, row.nouns)):
                if words:
                    pattern = self.whole(f"{field}.{'nouns' if noun else 'verbs'}", words)
                    yield Row(pattern, self.words(words), ActPattern(row, noun, with_, without))

    def modalities(self) -> Iterator[Modality]:
        for n, row in enumerate(self.tables.modality, 1):
            field = f"modality[{n}]"
            after, under = "|".join(row.after), "|".join(row.under)
            yield Modality(
                row,
                self.ending(f"{field}.before", "|".join(row.before)),
                self.optional(f"{field}.after", after and rf"\s*(?:{after})"),
                tuple(self.endings(f"{field}.over", row.over)),
                self.optional(f"{field}.under", under and rf"\s*(?:{under})"),
                self.patterns(f"{field}.around", row.around),
                self.ending(f"{field}.unsaid", "|".join(row.unsaid)),
                self.optional(f"{field}.anywhere", "|".join(row.anywhere)),
            )

    def names(self, owners: Iterable[tuple[str, Iterable[str]]], *, proper: bool = False) -> Names:
        """Names with their ids; in Latin letters they count as whole words only, and ``proper`` ones as written."""
        every = [(name, id_) for id_, names in owners for name in names]
        if not every:
            return Names(None, {})
        joined = _bounded(_longest_first(name for name, _ in every))
        return Names(Expression(joined, 0 if proper else re.IGNORECASE), {name.lower(): id_ for name, id_ in every})


def _bounded(names: Iterable[str]) -> str:
    """Any of these names, literally; those in Latin letters as whole words only.

    What must not stand before a name is asked once for all: it takes a fifth of the time of asking for each.
    """
    latin, others = list[str](), list[str]()
    for name in names:
        after = r"(?![A-Za-z0-9])" if name[-1].isascii() and name[-1].isalnum() else ""
        (latin if name[0].isascii() and name[0].isalnum() else others).append(re.escape(name) + after)
    parts = [rf"(?<![A-Za-z0-9])(?:{'|'.join(latin)})"] if latin else []
    return "|".join([*parts, *others])


def _longest_first(names: Iterable[str]) -> list[str]:
    return sorted(names, key=lambda name: (-len(name), name))


def _either(names: Iterable[str]) -> str:
    """Any of these names, literally; nothing if there are none."""
    return "(?:" + ("|".join(map(re.escape, _longest_first(names))) or "(?!)") + ")"


def _ending(words: Iterable[str]) -> str | None:
    joined = "|".join(map(re.escape, words))
    return rf"(?<!\w)(?:{joined})$" if joined else None


def _owners(named: Iterable[tuple[str, Iterable[str]]]) -> dict[str, tuple[str, ...]]:
    """The ids of those that have each name."""
    found: dict[str, tuple[str, ...]] = {}
    for id_, names in named:
        for name in names:
            found[name.lower()] = (*found.get(name.lower(), ()), id_)
    return found


def _numbered(names: Iterable[Iterable[str]]) -> dict[str, int]:
    return {name.lower(): number for number, each in enumerate(names, 1) for name in each}
