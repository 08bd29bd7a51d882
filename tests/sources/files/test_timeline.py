"""Timeline files: what is accepted, and every mistake in the words that help.

Each file in ``tests/data/bad`` has one mistake (one has five). It says itself what must be reported: a line
``#! 2: words | words`` expects a fault on the line marked ``# <- 2`` (``-``: no line) whose message holds all the words.
Nothing else may be reported.
"""

# ruff: noqa: E501 (tables read best one row a line)

import datetime as dt
import re
from pathlib import Path

import pytest

import regtrack
from regtrack.errors import InputError, TimelineError
from regtrack.model.kinds import Certainty
from regtrack.sources.files.timeline import read_timeline, read_timeline_file
from regtrack.tracker import Tracker
from tests.helpers import NOW

BAD = Path(__file__).parents[2] / "data" / "bad"
_EXPECTED = re.compile(r"#! (\d+|-):\s*(.*)")
_MARK = re.compile(r"# <- (\d+)$")

GOOD = """
[timeline]
id = "chips"
title = "Chips"
topics = ["ai-chips"]
checked_through = 2026-10-04

[[instrument]]
id = "us/bis/ai-diffusion"
kind = "interim_final_rule"
title = "Framework for Artificial Intelligence Diffusion"
aliases.en = ["Diffusion Framework"]
aliases.ja = ["AI拡散規則"]
relations = [{ kind = "amends", target = "us/bis/other" }]

[[instrument]]
id = "us/bis/other"
kind = "final_rule"
title = "Other"
topics = ["other"]

[[document]]
id = "fr"
publisher = "Federal Register"
date = 2025-01-15
rank = "official"

[[event]]
key = "effective"
kind = "set_effective"
target = "us/bis/ai-diffusion"
effect = 2025-01-13
filed = 2025-01-10
published = 2025-01-15
summary = "In force before publication."
evidence = ["fr"]

[[event]]
key = "stay"
kind = "stay"
target = "us/bis/ai-diffusion"
effect = 2025-11-10T08:45:00-05:00
through = 2026-11-09
end_ambiguous = true
announced = 2025-11-09
of = "effective"
evidence = [{ document = "fr", quote = "exact words" }]
"""


@pytest.fixture
def tracker() -> Tracker:
    return regtrack.open(":memory:", bundled=False, clock=lambda: NOW)


def files() -> list[Path]:
    return sorted(BAD.glob("*.toml"))


def expectations(path: Path) -> list[tuple[int | None, list[str]]]:
    lines = path.read_bytes().decode("latin-1").splitlines()
    marks = {match[1]: number for number, line in enumerate(lines, 1) if (match := _MARK.search(line))}
    found = [match for line in lines if (match := _EXPECTED.match(line))]
    return [(marks.get(match[1]), [words for words in match[2].split(" | ") if words]) for match in found]


@pytest.mark.parametrize("path", files(), ids=lambda path: path.stem)
def test_a_mistake_is_named(path: Path, tracker: Tracker) -> None:
    """File, line, field, value and expectation of every fault, and no fault that is none; nothing is recorded."""
    expected = expectations(path)
    with pytest.raises(TimelineError) as caught:
        tracker.add(path)
    faults = caught.value.faults
    assert len(faults) == len(expected), f"found\n{caught.value}"
    for fault, (line, words) in zip(faults, expected, strict=True):
        assert fault.line == line, f"found {fault}"
        message = str(fault)
        assert message.startswith(f"{path}:{line}:" if line else f"{path}:")
        assert "found " in message
        assert "; expected " in message
        for each in words:
            assert each in message, f"{each!r} is not in {message!r}"
    assert str(caught.value).splitlines() == [str(fault) for fault in faults]
    found = tracker.status()
    totals, horizon = found.totals, found.horizon
    assert (totals.instruments, totals.documents, totals.events, horizon.sources) == (0, 0, 0, ())


def test_there_is_a_file_for_every_mistake() -> None:
    assert len(files()) >= 50


def test_a_message_is_no_traceback(tracker: Tracker) -> None:
    """A fault is one line, without the words of libraries."""
    for path in files():
        with pytest.raises(InputError) as caught:
            tracker.add(path)
        for line in str(caught.value).splitlines():
            assert not re.search(r"Traceback|cattrs|attrs|tomllib|<class|object at|None\b.*None\b", line), line


@pytest.mark.parametrize("path", ["missing.toml", "."])
def test_a_file_that_cannot_be_read(path: str, tmp_path: Path, tracker: Tracker) -> None:
    """A file that is not there, or is a folder, is named."""
    with pytest.raises(TimelineError, match=re.escape(str(tmp_path / path))):
        tracker.add(tmp_path / path)


def test_a_good_file_is_read_whole() -> None:
    """What the format promises is what comes out."""
    timeline = read_timeline(GOOD.encode(), name="good.toml")
    assert (timeline.source, timeline.title, timeline.checked_through) == ("chips", "Chips", "2026-10-04")
    first, second = timeline.instruments
    assert (first.topics, second.topics) == (("ai-chips",), ("other",))
    assert dict(first.aliases) == {"en": ("Diffusion Framework",), "ja": ("AI拡散規則",)}
    assert timeline.documents[0].id == "chips:fr"
    effective, stay = timeline.events
    assert (effective.key, effective.certainty, effective.published_on) == (
        "chips:effective",
        Certainty.PUBLISHED,
        dt.date(2025, 1, 15),
    )
    assert (stay.of, stay.certainty, stay.flags) == ("chips:effective", Certainty.ANNOUNCED, ("end_ambiguous",))
    assert stay.until is not None
    assert (stay.until.text, stay.until.inclusive) == ("2026-11-09", True)
    assert (stay.evidence[0].document, stay.evidence[0].quote) == ("chips:fr", "exact words")


def test_a_topic_without_a_word_is_a_fault(tracker: Tracker) -> None:
    """The ledger's export could not be read again."""
    with pytest.raises(TimelineError, match=r"topics: found \[' '\]; expected a list of texts"):
        tracker.add(GOOD.replace('topics = ["ai-chips"]', 'topics = [" "]'))


def test_windows_line_ends_and_a_byte_order_mark(tmp_path: Path, tracker: Tracker) -> None:
    """Files that Windows editors write: neither line ends nor a byte order mark are a mistake."""
    path = tmp_path / "windows.toml"
    path.write_bytes(GOOD.replace("\n", "\r\n").encode())
    assert tracker.add(path).new == 5
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.encode())
    assert not tracker.add(path).changed


def test_the_same_file_again_changes_nothing(tmp_path: Path, tracker: Tracker) -> None:
    path = tmp_path / "good.toml"
    path.write_text(GOOD, "utf-8")
    assert tracker.add(path).new == 5
    assert not tracker.add(path).changed


def test_nothing_of_a_revised_file_with_a_fault_is_recorded(tmp_path: Path, tracker: Tracker) -> None:
    """All or nothing: the good half of a faulty revision does not go in."""
    path = tmp_path / "good.toml"
    path.write_text(GOOD, "utf-8")
    tracker.add(path)
    before = list(tracker.export())
    path.write_text(
        GOOD.replace("In force before publication.", "Changed.").replace(
            "through = 2026-11-09", 'through = "2026-11-31"'
        ),
        "utf-8",
    )
    with pytest.raises(TimelineError, match=r"event stay\.through"):
        tracker.add(path)
    assert list(tracker.export()) == before


def test_a_file_may_target_what_the_ledger_holds(tmp_path: Path, tracker: Tracker) -> None:
    """An event may be on an instrument of another file, and refer to another file's event by its full key."""
    (tmp_path / "one.toml").write_text(GOOD, "utf-8")
    other = """
[timeline]
id = "courts"

[[document]]
id = "order"
publisher = "5th Cir."

[[event]]
key = "lift"
kind = "lift_stay"
target = "us/bis/ai-diffusion"
of = "chips:stay"
issued = 2025-12-01
evidence = ["order"]
"""
    (tmp_path / "two.toml").write_text(other, "utf-8")
    with pytest.raises(TimelineError, match="an instrument of this file or of the ledger"):
        tracker.add(tmp_path / "two.toml")
    tracker.add(tmp_path / "one.toml")
    assert tracker.add(tmp_path / "two.toml").new == 2
    (tmp_path / "three.toml").write_text(other.replace("us/bis/ai-diffusion", "us/bis/ai-difusion"), "utf-8")
    with pytest.raises(
        TimelineError, match="'us/bis/ai-difusion'; expected an instrument of this file or of the ledger"
    ):
        tracker.add(tmp_path / "three.toml")


def test_faults_of_a_file_of_another_header() -> None:
    """Formats built on this one (hard cases) name their own table."""
    with pytest.raises(TimelineError, match=r"no \[case\] table"):
        read_timeline(GOOD.encode(), name="case.toml", header="case", extra_tables=("timeline",))


def in_parts(tmp_path, part, head='parts = ["chips/rules.toml"]'):
    """The good timeline, its events in a part beside it; the path of its main file."""
    main, mark, events = GOOD.partition("[[event]]")
    (tmp_path / "chips").mkdir()
    (tmp_path / "chips" / "rules.toml").write_text(part or mark + events, "utf-8")
    path = tmp_path / "chips.toml"
    path.write_text(main.replace('title = "Chips"', f'title = "Chips"\n{head}'), "utf-8")
    return path


def test_a_timeline_in_parts_says_the_same(tmp_path):
    """Its keys belong to its id, whichever file they stand in; its digest covers them all."""
    whole, parts = read_timeline(GOOD.encode(), name="chips.toml"), read_timeline_file(in_parts(tmp_path, ""))
    assert (parts.events, parts.documents, parts.instruments) == (whole.events, whole.documents, whole.instruments)
    (tmp_path / "chips" / "rules.toml").open("a").write("# later\n")
    assert read_timeline_file(tmp_path / "chips.toml").digest != parts.digest


@pytest.mark.parametrize(
    ("part", "file", "line", "words"),
    [
        ('[[event]]\nkey = "a"\nkind = "nonsense"\n', "chips/rules.toml", 3, "event kind"),
        ('\n[timeline]\nid = "other"\n', "chips/rules.toml", 2, "the table 'timeline'"),
        ("[[event]\n", "chips/rules.toml", 1, "TOML"),
        ('[[document]]\nid = "fr"\npublisher = "Again"\n', "chips/rules.toml", 2, "of "),
    ],
)
def test_a_fault_in_a_part_names_its_file_and_line(tmp_path, part, file, line, words):
    with pytest.raises(TimelineError) as error:
        read_timeline_file(in_parts(tmp_path, part))
    faults = [fault for fault in error.value.faults if words in str(fault)]
    assert (faults[0].source, faults[0].line) == (str(tmp_path / file), line)


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ('parts = ["chips/none.toml"]', "none.toml"),
        ('parts = "chips/rules.toml"', "a list of files"),
        ("parts = [3]", "a list of files"),
        ('parts = ["../chips/rules.toml"]', "beside the timeline or below"),
        ('parts = ["/chips/rules.toml"]', "beside the timeline or below"),
    ],
)
def test_a_part_that_cannot_be_read(tmp_path, head, words):
    with pytest.raises(TimelineError, match=words):
        read_timeline_file(in_parts(tmp_path, "", head))


def test_only_a_file_has_parts():
    text = GOOD.replace('title = "Chips"', 'title = "Chips"\nparts = ["rules.toml"]')
    with pytest.raises(TimelineError, match="was not read from a file"):
        read_timeline(text.encode(), name="chips.toml")


@pytest.mark.parametrize(
    "path", sorted((Path(__file__).parents[3] / "feeds/timelines").glob("*.toml")), ids=lambda path: path.stem
)
def test_the_bundled_timelines_are_good(path: Path) -> None:
    """Every event has evidence, and its certainty is no higher than its dates support."""
    timeline = read_timeline_file(path)
    assert timeline.checked_through
    for event in timeline.events:
        assert event.evidence
        if event.certainty is Certainty.FILED:
            assert event.filed
        if event.certainty is Certainty.PUBLISHED:
            assert event.published or event.issued or event.available, event.key


# --- dumps ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("not json\n", "an exported ledger"),
        ('{"type": "source", "num": 1, "id": "t", "title": "T", "first_recorded": 0, "checks": []}\n[1]\n', ":2:"),
        ('{"type": "source", "num": 1, "id": "t", "title": "T", "first_recorded": 0, "checks": []}\n{"type": "poem"}\n', ":2:"),
        ('{"type": "event", "source": 1}\n', ":1:"),
        ('{"type": "source"}\n', ":1:"),
        ('{"type":"source","num":1,"id":"t","title":"T","first_recorded":0,"checks":[]}\n{"type":"event","seq":1,"recorded":0,"source":1,'
         '"key":"k","id":"i","record":{"key":"k","kind":"stya","target":"us/x/rule","certainty":"published","issued":"2024-01-01"}}\n', ":2:"),
        ('{"type":"source","num":1,"id":"t","title":"T","first_recorded":0,"checks":[]}\n{"type":"event","seq":1,"recorded":0,"source":2,'
         '"key":"k","id":"i","record":{"key":"k","kind":"stay","target":"us/x/rule","certainty":"published","issued":"2024-01-01"}}\n', "expected"),
    ],
    ids=["no JSON", "a list", "another type", "an entry without its record", "a source without its id", "a wrong kind", "an unknown source"],
)  # fmt: skip
@pytest.mark.parametrize("filled", [False, True], ids=["into an empty ledger", "into a ledger"])
def test_a_broken_export_is_named(content: str, words: str, filled: bool, tmp_path: Path, tracker: Tracker) -> None:
    """A line that no export wrote is refused with its number, as one of our errors, and nothing is recorded."""
    if filled:
        (tmp_path / "good.toml").write_text(GOOD, "utf-8")
        tracker.add(tmp_path / "good.toml")
    before = list(tracker.export())
    path = tmp_path / "dump.jsonl"
    path.write_text(content, "utf-8")
    with pytest.raises(regtrack.RegtrackError) as caught:
        tracker.add(path)
    assert words in str(caught.value)
    assert list(tracker.export()) == before
