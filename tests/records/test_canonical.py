"""Records: what is written is read back; what is wrong is said all at once."""

# ruff: noqa: DTZ001, E501 (tables read best one row a line)

import datetime as dt
import json
from typing import Any

import attrs
import pytest
from hypothesis import given, settings

from regtrack.model.document import Document, Evidence, Rank
from regtrack.model.event import Event
from regtrack.model.instrument import Instrument, Relation, normalise
from regtrack.model.kinds import Certainty
from regtrack.model.provision_text import Amendatory, Edition, Passage
from regtrack.model.when import When
from regtrack.records.canonical import canonical, content_id, load, to_record
from regtrack.records.reading import read_event, read_record
from regtrack.records.validation import Flaws
from tests.helpers import rule
from tests.rows import each_row
from tests.strategies import event

INSTRUMENT = Instrument(
    id="us/bis/ai-diffusion", kind="interim_final_rule", title="Framework for Artificial Intelligence Diffusion", short="AI Diffusion Rule",
    zone="America/New_York", aliases=(("en", ("Diffusion Framework",)), ("ja", ("AI拡散規則",))), citation=("90 FR 4544",),
    document_number=("2025-00636",), rin=("0694-AJ90",), docket=("250107-0007",), bill="119 S 1705", cfr=("15 CFR 740",), topics=("ai-chips",),
    jurisdiction="us", agency="bis", url="https://example.org", note="A note.", instructions=(("3", ("15 CFR 740.27",)),),
    relations=(Relation("amends", "us/bis/advanced-computing-2023"),), last_page=4584, agencies=("commerce-department",), same_as="us/bis/other",
    checked_through="2026-10-04",
)  # fmt: skip
DOCUMENT = Document(
    "t:d", "US GAO", "https://example.org", "B-337935", When.parse("2026-05"), "ja", Rank.OFFICIAL, "0" * 64, "1" * 64,
    "A note.",
)  # fmt: skip
FULL = Event(
    key="t:e", kind="set_value", target="us/x/rule", certainty=Certainty.PUBLISHED, parts=("15 CFR 744",), exclude=("15 CFR 744.21",),
    parties="plaintiffs", effect=When.parse("2024-02-01"), until=When.parse("2024-12-31", inclusive=True), issued=When.parse("2024-01-02"),
    announced=When.parse("2024-01-03"), filed=When.parse("2024-01-04T08:45:00-05:00"), published=When.parse("2024-01-05"),
    available=When.parse("2024-01-06"), as_of=When.parse("2024-01-07"), of="t:other", conflicts_with=("t:third",), name="rate", value=25,
    mode="as_if_included", condition="no adverse comment", by="us/x/other", zone="Asia/Tokyo", summary="概要", note="注", language="ja",
    flags=("end_ambiguous", "see_preamble"), evidence=(Evidence("t:d", "exact words", "how"),),
)  # fmt: skip


PASSAGE = Passage("p1", "Scope.", ((("a", "1"), "Rule.", "It applies.", "text"),))
EDITION = Edition(
    "ecfr:15/744", "15 CFR 744", When.parse("2024-01-02"), (("15 CFR 744.1", "p1"),), False, "t:d", When.parse("2024-01-03"),
    When.parse("2024-01-04"),
)  # fmt: skip
AMENDATORY = Amendatory(
    "k", "us/x/rule", "2024-00001", When.parse("2024-01-02"), ("15 CFR 744",), 7, (("1", "Revise.", ("15 CFR 744.1",), None, "x"),),
    When.parse("2024-01-01"), "t:d", "t:e",
)  # fmt: skip
ITEMS: list[Any] = [INSTRUMENT, DOCUMENT, FULL, PASSAGE, EDITION, AMENDATORY]


@each_row("item", ITEMS)
def test_records_read_back(item: Any) -> None:
    """The table of an object is read back as an equal object, through JSON too, with every field set."""
    assert not [
        f.name for f in attrs.fields(type(item)) if getattr(item, f.name) == f.default and f.name != "inclusive"
    ]
    table = to_record(item)
    assert read_record(table, type(item)) == item
    assert load(canonical(item), type(item)) == item
    assert read_record(json.loads(json.dumps(table, ensure_ascii=False)), type(item)) == item


@settings(max_examples=60)
@given(event("k", ("us/x/rule",), (("other", "us/x/rule"),)))
def test_any_event_reads_back(item: Event) -> None:
    """Every event has one canonical line, from which an equal event with the same line and hash is made."""
    line = canonical(item)
    assert "\n" not in line
    for again in (load(line, Event), read_event(json.loads(line))):
        assert again == item
        assert hash(again) == hash(item)
        assert canonical(again) == line


def test_defaults_are_left_out() -> None:
    """A record is short: only what differs from the defaults."""
    assert to_record(rule()) == {"id": "us/x/rule", "kind": "final_rule", "title": "Title of us/x/rule"}


def test_ids_come_from_content() -> None:
    """The same content has the same id in any process, other content another."""
    line = canonical(rule())
    assert content_id("instrument", line) == "9b7ff66b5d56f136e4bf604a"
    assert content_id("instrument", line) != content_id("document", line)
    assert content_id("instrument", line) != content_id("instrument", canonical(rule(title="Other")))


def test_objects_are_frozen_and_hash_by_value() -> None:
    for item in (INSTRUMENT, DOCUMENT, FULL):
        assert len({item, attrs.evolve(item)}) == 1
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            item.note = "other"  # type: ignore[misc]


BASE: dict[str, Any] = {"key": "k", "kind": "stay", "target": "us/x/rule", "published": "2024-01-15"}


@each_row(
    ("dates", "certainty"),
    [
        ({"published": "2024-01-15"}, "published"),
        ({"filed": "2024-01-15"}, "filed"),
        ({"announced": "2024-01-15"}, "announced"),
        ({"announced": "2024-01-14", "filed": "2024-01-15"}, "filed"),
        ({"issued": "2024-01-15"}, "published"),
        ({"available": "2024-01-15"}, "reported"),
    ],
)
def test_certainty_follows_from_the_dates(dates: dict[str, str], certainty: str) -> None:
    """The highest of the dates given; published if only ``issued`` is given; else no more than reported."""
    found = read_event({"key": "k", "kind": "stay", "target": "us/x/rule", **dates})
    assert found.certainty.label == certainty


def test_an_event_becomes_known_in_steps() -> None:
    """Filed on the 9th and published on the 12th is one fact, known at each certainty from its day."""
    found = read_event({**BASE, "announced": "2024-01-08", "filed": "2024-01-09", "published": "2024-01-12"})
    steps = list(found.steps("America/New_York"))
    assert [step.label for step, _ in steps] == ["announced", "filed", "published"]
    assert [tick for _, tick in steps] == sorted(tick for _, tick in steps)


@each_row(
    ("change", "field", "words"),
    [
        ({"key": ""}, "key", "a text in quotes"),
        ({"kind": "stya"}, "kind", "did you mean 'stay'"),
        ({"kind": "enter_force"}, "kind", "the clock makes this one happen by itself"),
        ({"target": "US/X"}, "target", "an id such as us/bis/ai-diffusion"),
        ({"effect": "2024-02-30"}, "effect", "a day that exists"),
        ({"effect": "soon"}, "effect", "a day (2025-05-15)"),
        ({"published": "indefinite"}, "published", "on which it could be read"),
        ({"published": None}, "published", "issued, announced, filed, published or available"),
        ({"kind": "extend_stay"}, "until", "until or through"),
        ({"kind": "delay_effective"}, "effect", "indefinite"),
        ({"kind": "open_comment"}, "through", "the deadline"),
        ({"kind": "set_deadline", "through": "2024-06-01"}, "name", "what the deadline is called"),
        ({"kind": "set_value", "name": "rate"}, "value", "a text, a number, true or false"),
        ({"kind": "set_value", "value": 1}, "name", "what the value is called"),
        ({"kind": "retract"}, "of", "the key of the event"),
        ({"effect": "2024-06-01", "until": "2024-06-01"}, "until", "a day after effect"),
        ({"until": "2024-06-01", "through": "2024-06-01"}, "through", "only one of until and through"),
        ({"zone": "EST5"}, "zone", "an IANA zone"),
        ({"certainty": "sure"}, "certainty", "announced, filed, published, reported"),
        ({"mode": "backdated"}, "mode", "as_if_included, prospective, void_from_start"),
        ({"flags": ["sea_preamble"]}, "flags", "see_preamble"),
        ({"flags": "see_preamble"}, "flags", "a list of texts"),
        ({"language": "English"}, "language", "a language tag"),
        ({"parts": "15 CFR 744"}, "parts", "a list of texts"),
        ({"value": ["a"]}, "value", "a text, a number, true or false"),
        ({"evidence": [{"quote": "no document"}]}, "evidence", "document"),
        ({"summray": "x"}, "summray", "did you mean 'summary'"),
    ],
)
def test_faults_of_an_event(change: dict[str, Any], field: str, words: str) -> None:
    """Each mistake is named by its field, with what was expected."""
    table = {k: v for k, v in {**BASE, **change}.items() if v is not None}
    with pytest.raises(Flaws) as caught:
        read_event(table)
    found = [flaw for flaw in caught.value.flaws if flaw.field.split("[")[0] == field]
    assert found, caught.value
    assert words in found[0].expected


def test_all_flaws_at_once() -> None:
    """One reading reports everything that is wrong."""
    with pytest.raises(Flaws) as caught:
        read_event({"kind": "stya", "target": 5, "effect": "soon", "flags": ["x"], "colour": "red"})
    assert {flaw.field.split("[")[0] for flaw in caught.value.flaws} == {
        "key",
        "kind",
        "target",
        "effect",
        "flags",
        "colour",
        "published",
    }


@each_row(
    ("one", "other"),
    [
        ("AI Diffusion Rule", "ai-diffusion rule"),
        ("90 FR 4544", "90FR4544"),
        ("Ｈ．Ｒ．３４４７", "H.R. 3447"),
        ("AI拡散規則", "ＡＩ拡散規則"),
    ],
)
def test_names_are_looked_up_without_regard_to_form(one: str, other: str) -> None:
    """Width, case, dots, hyphens and spacing do not count."""
    assert normalise(one) == normalise(other)


def test_a_bill_goes_by_its_number() -> None:
    bill = rule("us/congress/chip-security-act-s1705", "bill", bill="119 S 1705")
    assert {normalise("119 S 1705"), normalise("S. 1705"), normalise("S 1705 (119)")} <= set(bill.names())


WEIRD: list[Any] = [
    5, -1, 1.5, float("nan"), True, None, "", " ", "x" * 10_000, [], [5], [[]], [""], {}, {"a": 1}, {"en": 5}, {"en": [5]}, {5: ["a"]},
    dt.date(2024, 2, 1), dt.datetime(2024, 2, 1), dt.time(8, 45), b"bytes", object(), [{"document": 5}], [{"kind": "amends"}], [None],
    [{"kind": [], "target": "us/x/rule"}], {"through": "2024-01-01"}, {"through": []}, "9999-12-31", "9999", "0001-01-01", "9999-12",
    "publication + 9999 days", "publication + 9999 months", "later of publication + 30 days, 9999-12-31", "0001-01-01..9999-12-31",
    "2024-02-01T08:45[Asia/Tokyo", "9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00",
]  # fmt: skip
BASES = {type(item): to_record(item) for item in ITEMS}
BASES[Event]["end_ambiguous"] = True


@each_row(("cls", "name"), [(cls, name) for cls, base in BASES.items() for name in (*base, "until")])
def test_no_value_breaks_the_reader(cls: type[Any], name: str) -> None:
    """Whatever stands in a field, the reader takes it or says what is wrong with it, and never fails otherwise."""
    for value in WEIRD:
        try:
            item = read_record({**BASES[cls], name: value}, cls)
        except Flaws as error:
            flaws = error.flaws
        else:
            assert read_record(json.loads(canonical(item)), cls) == item
            continue
        assert flaws
        assert all(flaw.field and 0 < len(flaw.found) <= 200 and flaw.expected for flaw in flaws)
