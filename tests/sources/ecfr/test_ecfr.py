"""The eCFR's titles, versions and corrections: what each row says, and what of it becomes an event."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from regtrack.dates import parse_date
from regtrack.errors import InputError
from regtrack.http.terms import UnreadableError
from regtrack.model.document import Document
from regtrack.model.event import Event
from regtrack.model.instrument import Instrument
from regtrack.model.scope import covers, path_of, spell
from regtrack.sources.ecfr.events import compile_correction, compile_rows, part_of, parts_of, prefix_of
from regtrack.sources.ecfr.provisions import page, provision
from regtrack.sources.ecfr.selection import Choice, questions
from regtrack.sources.ecfr.tables import Correction, VersionRow, read_corrections, read_titles, read_versions
from regtrack.sources.json_fields import FieldReader
from tests import realdata
from tests.rows import each_row
from tests.sources.ecfr.shapes import Row, correction, title, version, versions

DATA = realdata.DATA / "cfr" / "ecfr-versioner"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason=f"no captured answers in {DATA}")


def rows_of(*rows: Row) -> list[VersionRow]:
    reader = FieldReader("15 CFR")
    read = read_versions(versions(rows), 15, reader)
    assert reader.faults == []
    return list(read.rows)


def items_of(*rows: Row, known: dict[str, str] | None = None) -> list[Any]:
    earlier = {key: parse_date(day) for key, day in (known or {}).items()}
    return [item for each in compile_rows(rows_of(*rows), earlier) for item in each.items]


def events_of(*rows: Row, known: dict[str, str] | None = None) -> list[Event]:
    return [item for item in items_of(*rows, known=known) if isinstance(item, Event)]


# --- selection


@each_row(
    ("written", "spelled", "inside", "outside"),
    [
        ("15 CFR 730-774", "15 CFR 730-774", ["730", "744", "774"], ["729", "775", None]),
        ("15  cfr  Part 744", "15 CFR 744", ["744"], ["7440", "74", None]),
        ("22 CFR parts 120-130", "22 CFR 120-130", ["126"], ["119"]),
        ("15 CFR", "15 CFR", ["1", "744", "5b", None], []),
        ("12 CFR 261a", "12 CFR 261a", ["261a", "261A"], ["261"]),
        ("12 CFR 260-262", "12 CFR 260-262", ["261a"], ["263"]),
        ("41 CFR 60-1", "41 CFR 60-1", ["60-1"], ["60", "60-2", "1"]),
        ("41 CFR 60-250", "41 CFR 60-250", ["60-250"], ["61"]),
    ],
)
def test_parts_are_chosen(written: str, spelled: str, inside: list[str | None], outside: list[str | None]) -> None:
    choice = Choice.read(written)
    assert str(choice) == spelled
    assert Choice.read(spelled) == choice
    assert all(map(choice.holds, inside))
    assert not any(map(choice.holds, outside))


@each_row("written", ["", "744", "15:744", "51 CFR 1", "0 CFR 1", "15 CFR 774-730", "15 CFR 744.3", "x"])
def test_what_is_no_part_is_refused(written: str) -> None:
    with pytest.raises(InputError, match=r"cfr: found .*; expected parts such as '15 CFR 744'"):
        Choice.read(written)


def test_what_is_asked_for() -> None:
    """Single parts by themselves, ranges by their title."""
    found = questions(
        ["22 CFR 126", "15 CFR 730-774", "22 CFR 120", "15 CFR 791", "15 CFR 791", "10 CFR 1-5", "10 CFR"]
    )
    assert list(found) == [10, 15, 22]
    assert {each.name: each.part for group in found.values() for each in group} == {
        "10 CFR": None, "15 CFR 730-774, 791": None, "22 CFR 126": "126", "22 CFR 120": "120",
    }  # fmt: skip
    (many,) = questions(f"22 CFR {part}" for part in range(120, 126))[22]
    assert (many.part, many.holds("125"), many.holds("126")) == (None, True, False)


# --- provisions


@each_row(
    ("part", "identifier", "written"),
    [
        ("744", "744.3", "15 CFR 744.3"),
        ("744", "Supplement No. 4 to Part 744", "supp. 4 to 15 CFR 744"),
        ("7", "Appendix A to Part 7", "app. A to 15 CFR 7"),
        ("7", "Appendix B to § 7.3", "app. B to 15 CFR 7.3"),
        ("744", "Table 1 to Part 744", "15 CFR 744:Table 1 to Part 744"),
        ("744", "Appendix: A", "15 CFR 744:Appendix  A"),
        ("744", ":", "15 CFR 744:unnamed"),
        ("744", " : :", "15 CFR 744:unnamed"),
        ("744", "744.10-744.12", "15 CFR 744:744.10-744.12"),
        ("744", "Supplement No. 4 to Part 745", "15 CFR 744:Supplement No. 4 to Part 745"),
        ("744", "9.9", "15 CFR 744:9.9"),
        (None, "Appendix to Chapter VII", "15 CFR, Appendix to Chapter VII"),
    ],
)
def test_a_provision_lies_in_its_part(part: str | None, identifier: str, written: str) -> None:
    assert provision(15, part, identifier) == written
    if part is not None:
        assert covers(path_of(f"15 CFR {part}"), path_of(written))


@each_row(
    ("title_", "part", "identifier"), [(26, "1", "1.401(a)(4)-1"), (41, "60-1", "60-1.40"), (48, "52", "52.204-21")]
)
def test_odd_numbers_are_sections(title_: int, part: str, identifier: str) -> None:
    written = provision(title_, part, identifier)
    assert written == f"{title_} CFR {identifier}"
    assert spell(path_of(written)) == written


@given(st.text(min_size=1).filter(str.strip), st.sampled_from(["744", "60-1", "261a"]))
def test_whatever_its_name_it_lies_in_its_part(identifier: str, part: str) -> None:
    outer, inner = path_of(f"15 CFR {part}"), path_of(provision(15, part, identifier))
    assert covers(outer, inner)
    assert inner != outer


def test_pages() -> None:
    day = parse_date("2021-01-15")
    assert page(15, "744", "744.3", "section", day) == "https://www.ecfr.gov/on/2021-01-15/title-15/section-744.3"
    assert page(15, "744", "Supplement No. 4 to Part 744", "appendix") == (
        "https://www.ecfr.gov/current/title-15/part-744/appendix-Supplement%20No.%204%20to%20Part%20744"
    )


# --- titles


def test_titles() -> None:
    rows = [title(15), title(35, None), title(40, processing_in_progress=True), {"name": "?"}, "x"]
    found = read_titles({"titles": rows, "meta": {"date": "2026-11-20", "import_in_progress": False}})
    assert found is not None
    assert {number: (str(each.up_to), each.reserved, each.processing) for number, each in found.items()} == {
        15: ("2026-11-20", False, False), 35: ("None", True, False), 40: ("2026-11-20", False, True),
    }  # fmt: skip
    assert read_titles({"titles": rows, "meta": {"date": "2026-11-20", "import_in_progress": True}}) is None
    with pytest.raises(UnreadableError, match="found nothing as titles; expected a list of titles"):
        read_titles({})


# --- rows


def test_a_row_is_a_document_and_an_event_of_its_part() -> None:
    part, paper, event = items_of(version("744.11", "2024-03-13", "2024-03-15", substantive=False))
    assert isinstance(part, Instrument)
    assert (part.id, part.kind, part.short, part.cfr) == (
        "us/cfr/15-744",
        "codification",
        "15 CFR 744",
        ("15 CFR 744",),
    )
    assert isinstance(paper, Document)
    assert (paper.id, paper.title, str(paper.date), paper.url, paper.note) == (
        "ecfr:15/744:744.11@2024-03-13/2024-03-15", "§ 744.11 Widgets.", "2024-03-15",
        "https://www.ecfr.gov/on/2024-03-13/title-15/section-744.11", "substantive: false; removed: false",
    )  # fmt: skip
    assert isinstance(event, Event)
    assert (event.key, event.kind, event.target, event.parts) == (
        "ecfr:15/744:744.11@2024-03-13", "codify", "us/cfr/15-744", ("15 CFR 744.11",),
    )  # fmt: skip
    assert (str(event.effect), str(event.available), event.certainty.label) == ("2024-03-13", "2024-03-15", "published")
    assert event.summary == "The codified text of 15 CFR 744.11 changed."
    assert [(each.document, each.quote) for each in event.evidence] == [(paper.id, "§ 744.11 Widgets.")]


def test_its_digest_is_of_the_row_and_not_of_its_spelling() -> None:
    row = version("744.11", "2024-03-13")
    (one,), (other,), (third,) = (
        rows_of(each) for each in (row, dict(reversed(row.items())), {**row, "name": "§ 744.11   Gadgets."})
    )
    assert one.sha256 == other.sha256 != third.sha256


def test_what_is_removed_is_told() -> None:
    _, paper, event = items_of(version("744.11", "2024-03-13", removed=True))
    assert event.summary == "15 CFR 744.11 was removed from the codified text."
    assert paper.url == "https://www.ecfr.gov/on/2024-03-13/title-15/part-744"


def test_an_appendix_is_that_of_the_list() -> None:
    """The Entity List's events are about the same provision."""
    (event,) = events_of(version("Supplement No. 4 to Part 744", "2024-03-13"))
    assert event.parts == ("supp. 4 to 15 CFR 744",)


def test_text_outside_the_parts() -> None:
    part, _, event = items_of(version("Appendix to Chapter VII", "2024-03-13", part=None))
    assert (part.id, part.title) == ("us/cfr/15", "Title 15 of the Code of Federal Regulations")
    assert event.key == "ecfr:15/:Appendix to Chapter VII@2024-03-13"
    assert part_of(event.key) is None


@pytest.mark.parametrize(
    ("rows", "known", "told"),
    [
        pytest.param([("2017-01-01", "2017-01-01")], {}, [], id="there before the record begins"),
        pytest.param([("2017-01-03", "2017-01-03")], {}, [], id="in the first issue of a title"),
        pytest.param([("2016-11-28", "2023-04-10", False)], {}, [], id="old text, issued again"),
        pytest.param([("2017-01-01", "2023-04-10")], {}, [("/2023-04-10", "2023-04-10")], id="old text, new words"),
        pytest.param([("2021-01-15", "2021-01-15")], {}, [("", "2021-01-15")], id="amended"),
        pytest.param([("2021-01-15", "2021-01-19", False)], {}, [("", "2021-01-19")], id="codified a little later"),
        pytest.param([("2021-01-15", "2021-06-01", False)], {}, [], id="issued again, first issue not asked for"),
        pytest.param([("2021-01-15", "2021-06-01", True)], {}, [("", "2021-06-01")], id="codified much later"),
        pytest.param([("2021-01-15", "2021-06-01", False), ("2021-01-15", "2021-01-15")], {}, [("", "2021-01-15")],
                     id="issued again without other words"),
        pytest.param([("2021-01-15", "2021-06-01", True), ("2021-01-15", "2021-01-15")], {},
                     [("", "2021-01-15"), ("/2021-06-01", "2021-06-01")], id="issued with other words"),
        pytest.param([("2021-01-15", "2021-06-01", True)], {"": "2021-01-15"}, [("/2021-06-01", "2021-06-01")],
                     id="issued with other words, the first issue known"),
        pytest.param([("2021-01-15", "2021-01-20", False)], {"": "2021-01-15"}, [], id="issued again, the first known"),
    ],
)  # fmt: skip
def test_an_amendment_is_told_once(
    rows: list[tuple[Any, ...]], known: dict[str, str], told: list[tuple[str, str]]
) -> None:
    """Known from its first issue; a later one is news only with other words (semantics 5)."""
    made = [version("744.3", amended, issued, substantive=(*more, True)[0]) for amended, issued, *more in rows]
    key = f"ecfr:15/744:744.3@{made[0]['date']}"
    items = items_of(*made, known={f"{key}{more}": day for more, day in known.items()})
    found = [(item.key, str(item.available)) for item in items if isinstance(item, Event)]
    assert sorted(found) == [(f"{key}{more}", day) for more, day in told]
    assert sum(isinstance(item, Document) for item in items) == len(rows)


@each_row(
    ("change", "fault"),
    [
        ({"identifier": None}, "content_versions: found {'date'"),
        ({"issue_date": None}, "744.3.issue_date: found nothing; expected a day such as 2021-01-15"),
        ({"amendment_date": "2021-02-30"}, "744.3.amendment_date: found '2021-02-30'"),
        ({"issue_date": 20210115}, "744.3.issue_date: found 20210115"),
        ({"title": "16"}, "744.3.title: found 16; expected title 15"),
    ],
)
def test_a_row_that_cannot_be_read(change: Row, fault: str) -> None:
    """It is named; the others are read."""
    rows, reader = [{**version("744.3", "2021-01-15"), **change}, version("744.4", "2021-01-15")], FieldReader("15 CFR")
    read = read_versions(versions(rows), 15, reader)
    assert [row.identifier for row in read.rows] == ["744.4"]
    assert str(reader.faults[0]).startswith(f"15 CFR: {fault}")
    assert read.received == 2


def test_a_row_with_its_day_only() -> None:
    (row,) = rows_of(version("744.3", "2021-01-15", amendment_date=None, name=None, type=None, part=744))
    assert (str(row.amended_on), row.heading, row.kind, row.part) == ("2021-01-15", "744.3", "section", "744")


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda x: st.lists(x) | st.dictionaries(
    st.sampled_from([*version("744.3", "2021-01-15"), "hierarchy", "cfr_reference"]), x), max_leaves=8))  # fmt: skip
def test_no_row_is_too_odd(value: Any) -> None:
    row = {**version("744.3", "2021-01-15"), **value} if isinstance(value, dict) else value
    reader = FieldReader("15 CFR")
    read = read_versions({"content_versions": [row], "meta": value}, 15, reader)
    assert len(read.rows) + len(reader.faults) >= 1
    compile_rows(read.rows, {})
    wrong = {**correction(1, "744.3", occurred=None, corrected="2023-01-09"), "cfr_references": [value]}
    for each in read_corrections({"ecfr_corrections": [wrong, value]}, 15, reader):
        compile_correction(each, parts_of(each))
    read_titles({"titles": [title(1), value], "meta": value})


DAYS = st.dates(dt.date(2016, 12, 1), dt.date(2018, 3, 1)).map(dt.date.isoformat)


@given(
    st.lists(st.tuples(st.sampled_from(["744.3", "744.4"]), DAYS, DAYS, st.booleans()), min_size=1, max_size=8), DAYS
)
@example([("744.3", "2017-02-01", "2017-04-01", False), ("744.3", "2017-02-01", "2018-01-01", True)], "2018-01-01")
def test_an_answer_in_two_parts_says_what_the_whole_says(told: list[tuple[Any, ...]], cut: str) -> None:
    """What was read up to a day, and then what was issued since: the same facts as all at once."""
    rows = [
        version(identifier, min(a, b), max(a, b), substantive=substantive)
        for identifier, a, b, substantive in {(i, min(a, b), max(a, b)): (i, a, b, s) for i, a, b, s in told}.values()
    ]
    whole = {each.key: each for each in events_of(*rows)}
    earlier = {each.key: each for each in events_of(*(row for row in rows if row["issue_date"] < cut))}
    known = {key: str(each.available) for key, each in earlier.items()}
    later = {each.key: each for each in events_of(*(row for row in rows if row["issue_date"] >= cut), known=known)}
    assert {**earlier, **later}.keys() >= whole.keys()
    extra = {**earlier, **later}.keys() - whole.keys()
    assert not extra
    assert {**earlier, **later} == whole


# --- corrections (H29)


def corrections_of(*rows: Row, title_: int = 15) -> list[Correction]:
    reader = FieldReader("15 CFR")
    read = read_corrections({"ecfr_corrections": list(rows)}, title_, reader)
    assert reader.faults == []
    return read


def test_a_correction_is_known_from_its_day_and_holds_from_that_of_the_error() -> None:
    (read,) = corrections_of(
        correction(3858, "660.71", occurred="2023-01-01", corrected="2023-01-09", title=50), title_=50
    )
    _, part, error, fix = compile_correction(read, parts_of(read)).items
    assert isinstance(part, Instrument)
    assert part.id == "us/cfr/50-660"
    assert isinstance(error, Event)
    assert isinstance(fix, Event)
    for event in (error, fix):
        assert (str(event.effect), str(event.available), event.parts) == (
            "2023-01-01",
            "2023-01-09",
            ("50 CFR 660.71",),
        )
    assert [each.evidence[0].quote for each in (error, fix)] == [None, "Paragraph (e) corrected"]
    assert (error.kind, error.key) == ("codify_error", "ecfr:correction:3858:50/660:error")
    assert error.summary == "The eCFR printed 50 CFR 660.71 (87 FR 77015) wrongly since 2023-01-01."
    assert (fix.kind, fix.of, str(fix.issued)) == ("codify_fix", error.key, "2023-01-09")
    assert part_of(fix.key) == "660"


def test_a_correction_of_several_parts() -> None:
    (read,) = corrections_of(correction(1, "744.3", "744.4", "746.1", occurred="2023-01-01", corrected="2023-01-09"))
    assert parts_of(read) == ("744", "746")
    events = [item for item in compile_correction(read, ("744",)).items if isinstance(item, Event)]
    assert [each.parts for each in events] == [("15 CFR 744.3", "15 CFR 744.4")] * 2


def test_since_when_it_was_wrong_may_be_unknown() -> None:
    """Then it stays unknown, and no day stands in for it."""
    (read,) = corrections_of(correction(1, "744.3", occurred=None, corrected="2023-01-09"))
    error, fix = (item for item in compile_correction(read, parts_of(read)).items if isinstance(item, Event))
    assert (str(error.effect), error.issued, str(fix.issued)) == ("unknown", None, "2023-01-09")
    assert "since" not in error.summary


@each_row(
    ("references", "found"),
    [
        ([{"cfr_reference": "15 CFR 744.3", "hierarchy": None}], [("744", "15 CFR 744.3")]),
        ([{"cfr_reference": "?", "hierarchy": {"part": "744", "subpart": "B"}}], [("744", "subpart B to 15 CFR 744")]),
        ([{"cfr_reference": "15 CFR 744", "hierarchy": {"part": "744"}}], [("744", "15 CFR 744")]),
        (
            [{"hierarchy": {"part": "744", "appendix": "Supplement No. 4 to Part 744"}}],
            [("744", "supp. 4 to 15 CFR 744")],
        ),
    ],
)
def test_what_a_correction_is_about(references: list[Any], found: list[tuple[str, str]]) -> None:
    row = {**correction(1, occurred=None, corrected="2023-01-09"), "cfr_references": references}
    (read,) = corrections_of(row)
    assert [(each.part, each.written) for each in read.provisions] == found


def test_a_correction_that_cannot_be_read() -> None:
    good = correction(2, "744.3", occurred=None, corrected="2023-01-09")
    rows = [
        {**good, "id": None},
        {**good, "error_corrected": "soon"},
        {**good, "cfr_references": []},
        good,
        {**good, "title": 7},
    ]
    reader = FieldReader("15 CFR")
    assert [each.id for each in read_corrections({"ecfr_corrections": rows}, 15, reader)] == [2]
    assert [each.field for each in reader.faults] == [
        "ecfr_corrections",
        "2.error_corrected",
        "2.cfr_references",
    ]
    with pytest.raises(UnreadableError, match="a list of corrections"):
        read_corrections({"ecfr_corrections": {}}, 15, reader)


# --- real answers


@needs_data
def test_a_real_answer() -> None:
    """Of 15 CFR 744.3: text that was there before, amendments, and one that was issued again without other words."""
    reader = FieldReader("15 CFR")
    read = read_versions(json.loads((DATA / "ecfr-versions.json").read_text("utf-8")), 15, reader)
    assert (len(read.rows), read.received, read.count, read.pages, reader.faults) == (5, 5, 5, 1, [])
    events = [item for each in compile_rows(read.rows, {}) for item in each.items if isinstance(item, Event)]
    assert [(each.key.partition("@")[2], str(each.available)) for each in events] == [
        ("2017-07-07", "2017-07-07"), ("2021-01-15", "2021-01-15"), ("2021-03-16", "2021-03-16"),
    ]  # fmt: skip
    assert {each.parts for each in events} == {("15 CFR 744.3",)}
    assert all(each.key.startswith(prefix_of(15, "744")) for each in events)
