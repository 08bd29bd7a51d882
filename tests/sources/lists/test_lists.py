"""Files of lists, their differences, and what of them is an event."""

import datetime as dt
import gzip
import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regtrack.model.event import Event
from regtrack.model.when import When
from regtrack.sources.lists.catalogue import ENTITY_LIST, LISTS, SDN, list_named
from regtrack.sources.lists.csl import read_csl
from regtrack.sources.lists.entry import ListEntry, align, difference, id_of_name
from regtrack.sources.lists.ofac import read_sdn
from regtrack.sources.lists.records import (
    ListReading,
    SnapshotOrigin,
    citations,
    compile_changes,
    document_of,
    entry_of,
)
from regtrack.sources.registry import file_kind
from tests import realdata
from tests.rows import each_row
from tests.sources.lists import shapes
from tests.sources.lists.shapes import address, apply, csl_entry, csl_file, sdn_file, sdn_row

DATA = realdata.DATA / "lists"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason=f"no captured lists in {DATA}")
ROWS = [
    sdn_row(36, "WIDGET AIRLINES", programs="CUBA"),
    sdn_row(306, "ROE, Jane", type="individual", programs="NPWMD] [IFSR", title="Director", remarks="DOB 12 May 1970."),
    sdn_row(5300, "WIDGET STAR", type="vessel", call_sign="T2EA4", flag="Palau"),
]
ORIGIN = SnapshotOrigin("us-ofac-sdn", "SDN", "OFAC", When.parse("2024-01-30"))
READING = ListReading(ORIGIN, SDN, When.parse("2024-01-29"))


def entries(data: bytes) -> dict[str, ListEntry]:
    snapshot = read_sdn(data)
    assert snapshot.faults == ()
    return align({}, snapshot.lists[SDN])


# --- SDN.CSV


def test_the_file_of_ofac_is_read() -> None:
    found = entries(sdn_file(ROWS))
    assert found["36"] == ListEntry("36", "WIDGET AIRLINES", (("type", "entity"), ("programs", "CUBA")))
    person = found["306"]
    assert (person.get("programs"), person.get("title"), person.get("remarks")) == (
        "NPWMD; IFSR",
        "Director",
        "DOB 12 May 1970.",
    )
    assert found["5300"].fields == (("type", "vessel"), ("call_sign", "T2EA4"), ("vessel_flag", "Palau"))
    assert file_kind(sdn_file(ROWS)).name == "SDN.CSV"


@each_row("data", [sdn_file(ROWS)[:-1], sdn_file(ROWS)[:-40], b"", b"<html>We'll be right back</html>"])
def test_a_file_that_broke_off_is_nothing(data: bytes) -> None:
    snapshot = read_sdn(data)
    assert snapshot.lists == {}
    assert "expected the control character SUB, its end mark" in str(snapshot.faults[0])


def test_a_row_that_cannot_be_read_is_named_and_the_rest_is_kept() -> None:
    snapshot = read_sdn(sdn_file([ROWS[0], "17,short", 'x,"Y"' + ",-0- " * 10, ROWS[0], ROWS[1]]), "sdn.csv")
    assert [entry.id for entry in snapshot.lists[SDN]] == ["36", "306"]
    assert [(fault.line, fault.found[:6]) for fault in snapshot.faults] == [(2, "'17,sh"), (3, "'x,Y,-"), (4, "'36,WI")]


def test_letters_of_windows_are_read() -> None:
    row = sdn_row(7, "MUÑOZ, José")
    assert read_sdn((row + "\r\n\x1a").encode("cp1252")).lists[SDN][0].name == "MUÑOZ, José"
    assert read_sdn((row + "\r\n\x1a").encode("utf-8")).lists[SDN][0].name == "MUÑOZ, José"


# --- the Consolidated Screening List


def test_the_screening_list_is_read_list_by_list() -> None:
    data = csl_file([
        csl_entry("Widget Works", addresses=[address("CN", "Ningbo"), address("AE")],
                  federal_register_notice="90 FR 1234", start_date="2025-01-16",
                  license_policy="Presumption of denial", alt_names=["WW", "Gadget Works"]),
        csl_entry("Roe, Jane", shapes.SDN, entity_number=306, type="Individual", programs=["IFSR", "NPWMD"],
                  ids=[{"type": "Passport", "number": "X1", "country": "IR"}]),
        csl_entry("Someone", "New List (NEW) - Somewhere"),
    ])  # fmt: skip
    assert file_kind(data).name == "Consolidated Screening List"
    snapshot = read_csl(data)
    assert snapshot.faults == ()
    assert [known.id for known in snapshot.lists] == ["us/bis/entity-list", "us/ofac/sdn", "us/csl/new-list-new"]
    (works,), (roe,), _ = snapshot.lists.values()
    assert works.id == "widget-works"
    assert works.get("addresses") == "AE; Ningbo, CN"
    assert works.get("alt_names") == "Gadget Works; WW"
    assert (roe.id, roe.get("programs"), roe.get("ids")) == ("306", "IFSR; NPWMD", "Passport, X1, IR")


@each_row("data", [b"{", b"[]", b'{"results": []}', b'{"results": null}', b"<html>", b"[" * 100_000])
def test_what_is_no_screening_list_is_one_fault(data: bytes) -> None:
    snapshot = read_csl(data)
    assert snapshot.lists == {}
    assert len(snapshot.faults) == 1


def test_the_order_of_members_does_not_count() -> None:
    one, other = (
        read_csl(csl_file([csl_entry("W", alt_names=names, programs=names)])).lists[ENTITY_LIST][0]
        for names in (["a", "b"], ["b", "a"])
    )
    assert one == other


@each_row("code", LISTS)
def test_every_known_list_is_found_by_its_code(code: str) -> None:
    assert list_named(f"Some Words ({code}) - Some Department").code == code
    assert list_named(f"Some Words ({code} List) - Some Department").code == code


def test_names_become_ids() -> None:
    assert id_of_name("  Zhong-Guo  (ＷＷ) S.à r.l. ") == "zhong-guo-ww-s-a-r-l"
    assert id_of_name("—") == "unnamed"
    assert id_of_name("华为") == "华为"


# --- differences

_ENTRIES = st.dictionaries(
    st.sampled_from("abcdef"), st.tuples(st.sampled_from(["x", "y"]), st.sampled_from(["1", "2", "3"])), max_size=6
)


@given(_ENTRIES, _ENTRIES)
def test_changes_replay_to_the_later_list(
    first: Mapping[str, tuple[str, str]], second: Mapping[str, tuple[str, str]]
) -> None:
    before, after = (
        {id_: ListEntry(id_, name, (("k", v),)) for id_, (name, v) in each.items()} for each in (first, second)
    )
    changes = difference(before, after)
    assert apply(before, changes) == after
    assert bool(changes) == (before != after)
    assert len(changes.added) + len(changes.removed) + 2 * len(changes.modified) <= len(before) + len(after)


@given(st.lists(st.sampled_from("12345"), max_size=6), st.lists(st.sampled_from("12345"), max_size=6), st.randoms())
def test_several_entries_of_one_name_keep_their_ids(first: list[str], second: list[str], random: Any) -> None:
    """Whatever the order of the file, what is in both is never said to have changed, and changes replay."""
    before = align({}, [ListEntry("n", "N", (("k", v),)) for v in first])
    kept = align(before, random.sample(list(_unnumbered(before)), len(before)))
    assert kept == before
    after = align(before, [ListEntry("n", "N", (("k", v),)) for v in second])
    changes = difference(before, after)
    assert apply(before, changes) == after
    assert sorted(each.get("k") or "" for each in after.values()) == sorted(second)
    both = sum(min(first.count(v), second.count(v)) for v in set(first))
    assert len(changes.modified) + len(changes.removed) == len(first) - both


def _unnumbered(entries: Mapping[str, ListEntry]) -> list[ListEntry]:
    return [ListEntry("n", each.name, each.fields) for each in entries.values()]


def test_changes_of_another_list_are_refused() -> None:
    before, after = entries(sdn_file(ROWS[:1])), entries(sdn_file(ROWS[1:]))
    with pytest.raises(KeyError):
        apply(after, difference(before, after))


# --- records


@given(
    st.lists(st.tuples(st.sampled_from(["type", "remarks"]), st.sampled_from(["a: b", "x", "removed: y"])), max_size=2)
)
def test_an_entry_is_a_document_and_comes_back(fields: list[tuple[str, str]]) -> None:
    entry = ListEntry("36", "WIDGET AIRLINES", tuple(fields))
    assert entry_of(document_of(entry, READING), READING.prefix) == entry
    assert entry_of(document_of(entry, READING, removed=True), READING.prefix) is None


def events(before: list[Any], after: list[Any], reading: ListReading = READING, **more: Any) -> list[Event]:
    first, second = (align({}, each) for each in (before, after))
    items = compile_changes(difference(first, second), reading, **more)
    return [item for item in items if isinstance(item, Event)]


def test_each_change_is_an_event_of_the_list() -> None:
    a, b, c = (
        ListEntry(number, name, (("programs", "IRAN"),)) for number, name in (("1", "A"), ("2", "B"), ("3", "C"))
    )
    found = events([a, b], [ListEntry("1", "A", (("programs", "IRAN; SDGT"),)), c])
    assert [(each.kind, each.target, each.summary) for each in found] == [
        ("add_entry", "us/ofac/sdn", "Added: C (IRAN)."),
        ("change_entry", "us/ofac/sdn", "Changed: A. programs: IRAN is now IRAN; SDGT."),
        ("remove_entry", "us/ofac/sdn", "Removed: B (IRAN)."),
    ]
    assert {each.available for each in found} == {When.parse("2024-01-30")}
    assert all(each.effect is None and each.flags == ("derived_date",) for each in found)
    assert len({each.key for each in found}) == 3


def test_an_entry_that_states_its_date_takes_hold_on_it() -> None:
    reading = ListReading(SnapshotOrigin("us-csl", "CSL", "ITA", When.parse("2025-01-20T12:00:00Z")), ENTITY_LIST)
    ends = ListEntry("x", "X", (("end_date", "2025-01-18"),))
    later = ListEntry("y", "Y", (("end_date", "2030-01-18"),))
    new = ListEntry("w", "W", (("federal_register_notice", "64 FR 28909; 90 FR 4544"), ("start_date", "2025-01-16")))
    asked: list[tuple[int, int]] = []

    def printed_in(volume: int, page: int) -> str | None:
        asked.append((volume, page))
        return "us/bis/some-rule"

    added, gone, gone_early = events([ends, later], [new], reading, printed_in=printed_in)
    assert (added.effect, added.flags, added.by) == (When.parse("2025-01-16"), (), "us/bis/some-rule")
    assert asked == [(90, 4544)]
    assert added.parts == ("supp. 4 to 15 CFR 744",)
    assert added.evidence[0].note == "64 FR 28909, 90 FR 4544"
    assert (gone.effect, gone_early.effect) == (When.parse("2025-01-18"), None)


def test_how_long_ago_it_may_have_been_is_said() -> None:
    reading = ListReading(SnapshotOrigin("s", "S", "P", When.parse("2024-01-30")), SDN, When.parse("2022-03-31"))
    (added,) = events([], [ListEntry("1", "A")], reading)
    assert added.note == "It happened between the downloads of 2022-03-31 and 2024-01-30."
    assert events([], [ListEntry("1", "A")])[0].note is None


@each_row(
    ("text", "found"),
    [
        ("90 FR 4544", [(90, 4544)]),
        ("73 FR 54504 (9/22/2008), 77 FR 24587", [(73, 54504), (77, 24587)]),
        ("80FR 69852; 84 fr 40241, 84 FR 40241", [(80, 69852), (84, 40241)]),
        ("76 FR no. 242 pg. 78146, 77 FR 58006 (no. 182)", [(76, 78146), (77, 58006)]),
        ("76 FR No. 197 (10/12/2011)", []),
        ("", []),
    ],
)
def test_citations_as_the_list_spells_them(text: str, found: list[tuple[int, int]]) -> None:
    assert citations(text) == found


# --- real lists


def real_sdn(day: str) -> dict[str, ListEntry]:
    return entries(gzip.decompress((DATA / f"ofac-sdn-{day}.csv.gz").read_bytes()))


@needs_data
def test_two_real_lists_of_ofac() -> None:
    before, after = real_sdn("2022-03-31"), real_sdn("2024-01-30")
    assert (len(before), len(after)) == (9847, 13889)
    changes = difference(before, after)
    assert (len(changes.added), len(changes.removed), len(changes.modified)) == (4447, 405, 757)
    assert apply(before, changes) == after
    assert all(value != "-0-" for each in after.values() for _, value in each.fields)


@needs_data
def test_a_real_entity_list() -> None:
    """The capture has short keys; made whole again it is what ITA publishes."""
    capture = json.loads(gzip.decompress((DATA / "consolidated-screening-list.json.gz").read_bytes()))
    tables = capture["tables"]
    rows = [
        csl_entry(
            each["n"], tables["sources"][each["s"]], alt_names=each.get("a", []),
            addresses=[address(country) for country in each.get("c", [])],
            license_requirement=tables["licenceRequirements"][each["lr"]], federal_register_notice=each.get("fr"),
            license_policy=tables["licencePolicies"][each["lp"]], source_list_url=tables["urls"][each["u"]],
        ) for each in capture["entries"]
    ]  # fmt: skip
    snapshot = read_csl(csl_file(rows))
    assert snapshot.faults == ()
    assert set(snapshot.lists) == {ENTITY_LIST}
    found = align({}, snapshot.lists[ENTITY_LIST])
    assert len(found) == len(rows) == 3420
    assert align(found, reversed(snapshot.lists[ENTITY_LIST])) == found
    cited = [citations(each.get("federal_register_notice") or "") for each in found.values()]
    assert sum(map(bool, cited)) >= 3390
    assert all(60 <= volume <= 91 for each in cited for volume, _ in each)
    assert dt.date(2026, 7, 31).isoformat() in capture["retrievedAt"]
