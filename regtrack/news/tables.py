"""The tables of a language file, as they are written (docs/reference/language-files.md)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import attrs
import cattrs

from regtrack.errors import Fault, SettingsError
from regtrack.model.kinds import KINDS, Operation
from regtrack.records.validation import NotTomlError, WrongValueError, flaws_of, one_of, parse_toml, text, texts, zone

MODALITIES = ("has", "will", "plans", "reportedly", "may", "calls_for", "denies")
"""How firmly something is claimed, firmest first."""
ASSERTED = frozenset(("has", "will", "plans", "reportedly"))
"""Those by which an act is claimed: the others claim none."""
ROLES = ("at", "from", "until")
"""What a date is of what is claimed: its day, its beginning, its end."""
ORDERS = ("mdy", "dmy", "ymd")


@attrs.frozen
class About:
    """``[language]``: what the language is, and how its text is cut.

    Attributes:
        tag: BCP 47 tag; the file is named after it, and also read for its regions and scripts.
        name: its own name for itself.
        spaces: whether words are parted by blanks; if not, blanks within a sentence mean nothing.
        numeric: in which orders 13/05/2025 may be meant; several where usage differs.
        numeric_in: the same by region of the tag (``GB``) or zone of the outlet (``Europe/London``), which settle it.
        sentence_end: pattern of what ends a sentence.
        abbreviations: words whose full stop ends none.
        continued: what begins a sentence that goes on with the one before it ("among them").
        clause_break: pattern of what parts clauses.
        datelines: patterns of datelines, at the head of an item.
        identifiers: patterns of numbers that name instruments and that only this language writes.
    """

    tag: str
    name: str
    spaces: bool
    sentence_end: str
    clause_break: str
    numeric: tuple[str, ...] = ("ymd",)
    numeric_in: dict[str, tuple[str, ...]] = attrs.field(factory=dict)
    abbreviations: tuple[str, ...] = ()
    continued: str | None = None
    datelines: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()


@attrs.frozen
class Fold:
    """``[fold]``: characters that are read as others, such as traditional ones as simplified ones.

    Attributes:
        read: the characters in the text.
        as_: what each is read as, in the same order.
    """

    read: str
    as_: str


@attrs.frozen
class Era:
    """A way to count years: ``first`` is the year in which its year 1 falls."""

    names: tuple[str, ...]
    first: int


@attrs.frozen
class Calendar:
    """``[calendar]``: names of weekdays (Monday first) and of months (January first), eras, and numbers in words.

    Months that are only numbered have no names.
    """

    weekdays: tuple[tuple[str, ...], ...]
    months: tuple[tuple[str, ...], ...] = ()
    eras: tuple[Era, ...] = ()
    numerals: dict[str, int] = attrs.field(factory=dict)


@attrs.frozen
class DateRow:
    """``[[date]]``: one way to write a date.

    Attributes:
        pattern: how it is written.
        rule: names the way in what is found by it.
        years, months, weeks, days: how far from the anchor, where the words fix it ("last" week: -1).
        weekdays: first and last weekday of a span, 1 for Monday ("the weekend": 6 to 7).
        count: the unit that ``{n}`` counts, with its sign: ``-days``, ``+weeks``.
        fixed: month and day that the words name: New Year's Day.
        of: ``previous`` counts from the date before it in the sentence, ``publication`` from publication.
        means: a form of its own: ``indefinite``; ``now``, the day of the date before it, else of the item.
        lenient: the words are also used for the nearest such day ("last Friday" on a Sunday).
    """

    pattern: str
    rule: str
    years: int | None = None
    months: int | None = None
    weeks: int | None = None
    days: int | None = None
    weekdays: tuple[int, ...] = ()
    count: str | None = None
    fixed: tuple[int, ...] = ()
    of: str | None = None
    means: str | None = None
    lenient: bool = False


@attrs.frozen
class ClockRow:
    """``[[clock]]``: one way to write a time of day, with ``{hour}`` and ``{minute}``.

    Attributes:
        pattern: how it is written.
        add: of a clock of twelve hours: 0 before noon, 12 after; nothing for one of twenty-four.
    """

    pattern: str
    add: int | None = None


@attrs.frozen
class PartOfDay:
    """``[[part_of_day]]``: words for a part of the day, and its first and last hour."""

    words: tuple[str, ...]
    hours: tuple[int, ...]


@attrs.frozen
class ZoneRow:
    """``[[zone]]``: words that say whose day or time is meant; an empty zone is that of the matter ("local time")."""

    words: tuple[str, ...]
    zone: str


@attrs.frozen
class Edge:
    """``[[edge]]``: words around a date that say what it is of what is claimed.

    Attributes:
        role: one of :data:`ROLES`.
        before, after: what stands right before or after the date.
        inclusive: for an end: whether the day itself is the last one in.
    """

    role: str
    before: str | None = None
    after: str | None = None
    inclusive: bool = False


@attrs.frozen
class Attachment:
    """``[attach]``: to which verb a date belongs.

    Attributes:
        before: cost of each character between a date and a verb that follows it; 0 forbids it.
        after: the same for a verb that stands before its date; 0 forbids it.
        after_joint: what alone may stand between a verb and a date after it; nothing to allow anything.
        topic: what follows a date that is set at the head of the sentence, and so belongs to its last verb.
        coordinate: what follows a verb to which another is joined: a date at the head of the sentence is its own
            if the other has one.
        directly: what alone stands between a verb and a date right after it, which belongs to no other ("signed on").
        other: a word that is no verb of the tables, right before a date that is its own ("introduced in May").
        trailing: what reaches from a date to the end of a verb to which it does not belong ("on Friday delaying").
        adnominal: what follows a date that belongs to the next word, and to a verb only if that is the word.
        object_before: what may stand between a verb and the phrase before it that names its object.
        object_after: the same for a phrase after it.
        relative_pronoun: what stands between an object and an active verb after it ("which it lifts").
        beside: what alone may stand between a subject and its verb, for acts that want theirs right before them.
        also: what stands before a verb that has the date of the act before it ("at the same time").
        shared: what stands between two verbs of which the first has the date of the second ("published and takes").
        described: what stands between a verb whose object comes first and a phrase after it that is its object after
            all ("adopted in May", said of a rule); nothing to allow anything.
        embedded: what stands before a phrase that is part of another one before it ("an exemption from the tariff").
        alone: what is left of the last clause of a sentence without its dates, where it says nothing else: they belong
            to the verb before it ("suspended the rule, from May to June").
        and_: what alone stands between two phrases of one class to which the same happens ("A and B").
        left_out: what stands before a verb whose subject is left out, from the break before it: it is what the act
            before it was done to; nothing where subjects are not left out.
        another: what stands between the date of an act and another for others ("from May for large firms and").
        own_object: what stands before a verb that is done to something that names no instrument. Where it is given, a
            verb without any object is done to what was just spoken of.
        relative: what stands between a verb and a phrase that it describes by what it does (規制を広げる新規則).
        listed, listed_after: what stands before and after the days of a list that shares its last verb.
        aside: what follows a phrase whose clause only tells what the thing spoken of does (を見直すもので).
        filled: what follows a verb that has an object after it; nothing if that does not tell.
        qualifying: what stands between a verb and the noun that it qualifies, where a language has a word for that:
            the noun is then what the act happens to (发布的规则).
        basis: what stands before a law on which something is based, and which reaches no stage ("adopted under the").
        reduced: a verb that, right after a phrase, only says what was done to it ("a rule published on Monday delays").
    """

    before: float
    after: float
    after_joint: str | None = None
    topic: str | None = None
    coordinate: str | None = None
    trailing: str | None = None
    directly: str | None = None
    other: str | None = None
    adnominal: str | None = None
    object_before: str | None = None
    object_after: str | None = None
    relative_pronoun: str | None = None
    beside: str | None = None
    also: str | None = None
    shared: str | None = None
    described: str | None = None
    another: str | None = None
    own_object: str | None = None
    relative: str | None = None
    listed: str | None = None
    listed_after: str | None = None
    filled: str | None = None
    qualifying: str | None = None
    basis: str | None = None
    reduced: str | None = None
    embedded: str | None = None
    aside: str | None = None
    left_out: str | None = None
    and_: str | None = None
    alone: str | None = None


@attrs.frozen
class Noun:
    """``[[noun]]``: words for a class of instruments; ``weak`` ones name none by themselves."""

    class_: str
    words: tuple[str, ...]
    weak: bool = False


@attrs.frozen
class Mentions:
    """``[mention]``: how a phrase is bounded that names an instrument.

    Attributes:
        stop: what ends such a phrase.
        joint: what may join a further phrase to it ("on", "for").
        ground: what stands before a law that only gives the right to do something ("under the"), or is broken.
        ground_after: the same after the law (外為法に基づき).
        apposition: what stands between a phrase and another that names the same thing better.
        generic: words that tell instruments apart from nothing ("the new final").
        pronoun: what stands for the one just spoken of ("it").
        subject_pronoun: the same as a subject, with the auxiliaries after it ("it will").
        object_pronoun: the same after a verb ("it", "them").
        same_noun: whether a phrase that only points back means the last one with its noun.
        least: how many characters of what tells an instrument apart are enough to be compared with a name.
        quotes: a pair of marks; a phrase that fills them is a name, whatever its noun.
        fresh: what begins a phrase for what is new, so that it is not what another act changes (新規則).
        unlike: what a phrase without a noun for an instrument is if it is none ("its lawsuit").
        topic: what follows the topic of a sentence, so that a phrase without a name of its own points back.
        short: what follows a phrase as its short name, and belongs to it: "(CSDDD)".
        headed: what follows a noun that only describes another ("tariff" in "tariff refunds").
        pointing: what says that the one just spoken of is meant ("the", "this").
        this: what begins a phrase that tells more of the last one of its class ("this landmark law").
        filler: what does not count when a phrase is compared with a name ("of the").
        alike: words that are compared as another ("licence" as "license").
        quoted: opening and closing marks of titles, in pairs.
    """

    stop: str
    generic: tuple[str, ...]
    pointing: str
    this: str | None = None
    joint: str | None = None
    ground: str | None = None
    ground_after: str | None = None
    fresh: str | None = None
    apposition: str | None = None
    headed: str | None = None
    pronoun: str | None = None
    subject_pronoun: str | None = None
    object_pronoun: str | None = None
    short: str | None = None
    same_noun: bool = False
    least: int = 4
    quotes: str = ""
    topic: str | None = None
    unlike: str | None = None
    filler: str | None = None
    alike: dict[str, str] = attrs.field(factory=dict)
    quoted: tuple[str, ...] = ()


@attrs.frozen
class ActRow:
    """``[[act]]``: words for an act.

    Attributes:
        kind: the kind of event it maps to.
        verbs: verbs for it.
        nouns: nouns for it ("suspension"); what follows is its object.
        object: where the object of the verb stands: ``after`` or ``before``.
        subject: it has no object; what it happens to is its subject ("takes effect").
        of: classes of instruments that it can happen to; empty for any.
        with_, without: what must, or must not, stand in its clause.
        needs_target: it is no claim unless its sentence names an instrument.
        by_notice: it takes hold when those that it is about are told, so the day of telling is its own.
        beside: its subject stands right before it, with nothing but auxiliaries in between.
        anyone: it happens to whoever is named beside it, which is no instrument: "sanctioned three banks".
        firmly: the modality with which its words alone claim it: ``has`` whatever is said of what it was done to
            ("urged it to drop Friday's order"), any other where the sentence asserts it ("left out of the bill").
        undated: it is an act though no day is told, where others of its kind only set one.
        edge: it is only a word before a day ("from"), which is that of another act unless this makes an instrument.
    """

    kind: str
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    object: str = "after"
    subject: bool = False
    of: tuple[str, ...] = ()
    with_: str | None = None
    without: str | None = None
    needs_target: bool = False
    by_notice: bool = False
    beside: bool = False
    anyone: bool = False
    firmly: str | None = None
    undated: bool = False
    edge: bool = False


@attrs.frozen
class Verbs:
    """``[verbs]``: what is true of verbs in general.

    Attributes:
        saying: verbs of saying: their dates are those on which something was said.
        performing: verbs of saying that do what they say ("announced a ban"): their date is that of the act.
        done_by: what stands between such a verb and an act in the future that is done by it ("voted on Friday to").
        passive: what stands before a verb whose object is its subject.
        attributive: what stands before a verb that is an adjective ("the proposed rule").
        by: what stands before the agent of a passive.
        toward: what stands before a country that does not act, but to which something is done (对, 向).
        nominal: what stands before a noun for an act that is announced or done ("announced the"); nothing for any.
        active: forms, with what stands before them, whose object is after them ("to lift", "lifting").
        determiner: what stands before a word that is a noun after all ("the pause"), and so no verb.
        supposed: what stands before a verb that is only supposed ("unless Congress votes to"), so that it is no claim.
        awaited: the same where it is none unless the verb has a date ("until the rule has", "before it was to").
        ahead: forms of verbs whose day lies ahead ("takes", "is due"), where the act sets a day.
        past: what follows a verb that tells what is over, so that the day it sets is past (発効した).
        of_act: what stands between an act and a verb that only announces it ("proposed to rescind").
        again: what follows an act that is only named again, to give its day (追加は10日付).
        conditional: what follows a verb that only says on what condition another act is done.
        content: what follows a verb that only tells what a bill would do, up to the bill.
        content_of: what stands between a verb that tells what an instrument does and one that tells what is done to it:
            both are claimed as firmly (撤廃する大統領令に署名した).
        turn: what ends how far a modality governs: "but", "after".
        carried: what stands from the end of a verb to that of the next, which is claimed as firmly: "may amend and end"
        retracting: what begins a sentence that says that the last act of the one before is not so: "It has not."
        lawful: verbs that a known body hardly does to anything but law, so that their object is an instrument
            though no noun says so ("the SEC rescinded SAB 121").
        denial: what a sentence has that denies what the one before reported: "The ministry denied it."
    """

    saying: tuple[str, ...]
    performing: str | None = None
    done_by: str | None = None
    passive: str | None = None
    attributive: str | None = None
    by: str | None = None
    toward: str | None = None
    nominal: str | None = None
    active: str | None = None
    determiner: str | None = None
    supposed: str | None = None
    awaited: str | None = None
    ahead: str | None = None
    past: str | None = None
    of_act: str | None = None
    again: str | None = None
    conditional: str | None = None
    content: str | None = None
    content_of: str | None = None
    turn: str | None = None
    retracting: str | None = None
    carried: str | None = None
    lawful: str | None = None
    denial: str | None = None


@attrs.frozen
class ModalityRow:
    """``[[modality]]``: words around an act that say how firmly it is claimed; the first row that fits counts.

    Attributes:
        name: one of :data:`MODALITIES`.
        before: what stands before the verb in its clause.
        after: what stands after it.
        over: what governs every verb behind it, up to a turn: "no document extending the stay has been published".
        under: what governs a verb from behind, though other verbs stand between, up to a turn.
        around: what begins before a verb and ends after it: "reports that it was rescinded are false".
        unsaid: what stands before the verb, where nobody in the sentence says so, and the act sets no day: "would end".
        anywhere: what stands anywhere in the sentence.
        tense: ``past``, ``future``; which day a weekday means.
    """

    name: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    over: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    around: tuple[str, ...] = ()
    unsaid: tuple[str, ...] = ()
    anywhere: tuple[str, ...] = ()
    tense: str = "past"


@attrs.frozen
class Actor:
    """``[[actor]]``: a body that acts, its id (``us/bis``), its names, and the body it is part of.

    Attributes:
        shared: names that bodies of other countries have too.
    """

    id: str
    names: tuple[str, ...]
    parent: str | None = None
    shared: tuple[str, ...] = ()


@attrs.frozen
class Place:
    """``[[place]]``: a country or region by its ISO 3166 code, with its names, and the zones of its outlets."""

    code: str
    names: tuple[str, ...]
    zones: tuple[str, ...] = ()


@attrs.frozen
class City:
    """``[[city]]``: a place in datelines, and its zone."""

    names: tuple[str, ...]
    zone: str


@attrs.frozen
class FacetRow:
    """``[[facet]]``: a detail that can be compared between two statements about one thing.

    Attributes:
        name: what it is a detail of; ``{place}`` stands for the place that the pattern finds.
        patterns: how it is written; groups ``place`` and ``model`` are what it is.
        value: the value where the pattern has no group for it.
        acts: kinds of acts to which it belongs; empty for all.
    """

    name: str
    patterns: tuple[str, ...]
    value: str | None = None
    acts: tuple[str, ...] = ()


@attrs.frozen
class Hint:
    """``[[hint]]``: words that tell apart instruments of one name, such as the chamber of a bill."""

    name: str
    words: tuple[str, ...]


@attrs.frozen
class Tables:
    """A language file, structured; see the classes of its tables."""

    language: About
    calendar: Calendar
    attach: Attachment
    mention: Mentions
    verbs: Verbs
    fold: Fold | None = None
    words: dict[str, tuple[str, ...]] = attrs.field(factory=dict)
    date: tuple[DateRow, ...] = ()
    clock: tuple[ClockRow, ...] = ()
    part_of_day: tuple[PartOfDay, ...] = ()
    zone: tuple[ZoneRow, ...] = ()
    edge: tuple[Edge, ...] = ()
    noun: tuple[Noun, ...] = ()
    act: tuple[ActRow, ...] = ()
    modality: tuple[ModalityRow, ...] = ()
    actor: tuple[Actor, ...] = ()
    place: tuple[Place, ...] = ()
    city: tuple[City, ...] = ()
    facet: tuple[FacetRow, ...] = ()
    hint: tuple[Hint, ...] = ()


def read_tables(data: bytes, *, name: str) -> Tables:
    """Read a language file.

    Args:
        data: its bytes, TOML.
        name: what to call it in faults.

    Raises:
        SettingsError: with every fault of the file.
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


_RENAMED = {"class": "class_", "with": "with_", "as": "as_", "and": "and_"}


def _renamed(value: Any) -> Any:
    """Keys that Python does not allow as names, spelled as it does."""
    if isinstance(value, Mapping):
        return {_RENAMED.get(key, key): _renamed(each) for key, each in value.items()}
    return [_renamed(each) for each in value] if isinstance(value, list) else value


def _hours(value: Any, _: Any = None) -> tuple[int, ...]:
    if not isinstance(value, list) or len(value) != 2 or not all(isinstance(each, int) for each in value):
        raise WrongValueError("two whole numbers, such as [12, 18]")
    return tuple(value)


@lru_cache(maxsize=1)
def _converter() -> cattrs.Converter:
    from cattrs.gen import make_dict_structure_fn, override

    converter = cattrs.Converter(forbid_extra_keys=True, detailed_validation=True)
    acts = [kind.name for kind in KINDS.values() if kind.operation is not Operation.DERIVE]
    plain = {"text": text, "texts": texts, "hours": _hours, "zone": lambda v, _=None: zone(v) if v else ""}
    hooks: dict[tuple[type, str], Any] = {
        (About, "numeric"): _several(ORDERS),
        (DateRow, "weekdays"): plain["hours"],
        (DateRow, "fixed"): plain["hours"],
        (PartOfDay, "hours"): plain["hours"],
        (ZoneRow, "zone"): plain["zone"],
        (City, "zone"): plain["zone"],
        (Edge, "role"): one_of(ROLES, "a role"),
        (ActRow, "kind"): one_of(acts, "a kind of event"),
        (ActRow, "object"): one_of(("after", "before"), "a side"),
        (ModalityRow, "name"): one_of(MODALITIES, "a modality"),
        (ModalityRow, "tense"): one_of(("past", "future"), "a tense"),
    }
    converter.register_structure_hook(str, text)
    converter.register_structure_hook_func(lambda cls: cls == tuple[str, ...], texts)
    for cls in (About, DateRow, PartOfDay, ZoneRow, City, Edge, ActRow, ModalityRow):
        overrides = {field: override(struct_hook=hook) for (owner, field), hook in hooks.items() if owner is cls}
        hook = make_dict_structure_fn(cls, converter, **overrides)  # type: ignore[arg-type]
        converter.register_structure_hook(cls, hook)
    return converter


def _several(allowed: tuple[str, ...]) -> Any:
    read = one_of(allowed, "an order")
    return lambda value, _=None: tuple(read(each) for each in value)
