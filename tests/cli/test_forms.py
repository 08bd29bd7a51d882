"""The form of an answer: by name, by the ending of the file, with what belongs to it."""

import csv
import io

import ics
import pytest

from regtrack.cli.options import FORMATS
from regtrack.report import FORMATS as RENDERED
from regtrack.report import SUFFIXES
from tests.cli.test_start import loaded

ASKED = {
    "since": ("2025-05-12", "--until", "2025-05-20"),
    "diff": ("2025-05-12", "2025-05-20"),
    "state": ("us/bis/affiliates-50", "--on", "2025-12-01", "--known", "2025-12-15"),
    "timeline": ("us/bis/affiliates-50",),
    "upcoming": ("--on", "2025-11-15"),
}
BEGINS = {
    "text": "AI Diffusion Rule: still", "md": "# AI Diffusion Rule: ", "html": "<!doctype html>", "json": "{\n",
    "jsonl": '{"type": "head"', "csv": "section,", "ics": "BEGIN:VCALENDAR", "atom": "<?xml",
    "xlsx": "PK",
}  # fmt: skip


def test_the_command_line_offers_every_format():
    """Without importing the formats to know them."""
    assert FORMATS == RENDERED
    assert set(SUFFIXES.values()) == set(FORMATS)


@pytest.mark.parametrize("command", ASKED)
@pytest.mark.parametrize("format_", ["ics", "atom"])
def test_every_question_is_a_calendar_and_a_feed(cli, command, format_):
    """By the command line as by the library."""
    done = cli(command, *ASKED[command], "--format", format_)
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith(BEGINS[format_])


@pytest.mark.parametrize(("suffix", "format_"), SUFFIXES.items())
def test_a_file_is_written_in_the_form_of_its_ending(cli, tmp_path, suffix, format_):
    """In capital letters, too."""
    name = f"REPORT{suffix.upper()}" if suffix == ".json" else f"report{suffix}"
    done = cli("since", *ASKED["since"], "-o", tmp_path / name)
    assert (done.status, done.out, done.err.count("\n")) == (0, "", 1)
    assert (tmp_path / name).read_bytes().startswith(BEGINS[format_].encode())


@pytest.mark.parametrize("name", ["report", "report.2025", ".ics", "a.ics/report"])
def test_any_other_ending_means_text(cli, tmp_path, name):
    """And so does none."""
    (tmp_path / "a.ics").mkdir()
    assert cli("since", *ASKED["since"], "-o", tmp_path / name).status == 0
    assert (tmp_path / name).read_text("utf-8").startswith(BEGINS["text"])


def test_a_format_that_is_named_wins_over_the_ending(cli, tmp_path):
    """Whatever the file is called."""
    assert cli("since", *ASKED["since"], "--format", "json", "-o", tmp_path / "report.html").status == 0
    assert (tmp_path / "report.html").read_text("utf-8").startswith(BEGINS["json"])


@pytest.mark.parametrize(
    ("format_", "options", "sentence"),
    [
        ("text", ("--alarm", "7d"), "--alarm goes with --format ics; the format is text."),
        ("atom", ("--alarm", "7d"), "--alarm goes with --format ics; the format is atom."),
        ("json", ("--bom",), "--bom goes with --format csv; the format is json."),
        ("csv", ("--name", "x"), "--name goes with --format ics or atom; the format is csv."),
        ("html", ("--url", "https://example.org"), "--url goes with --format ics or atom; the format is html."),
        ("ics", ("--templates", "."), "--templates goes with --format md or html; the format is ics."),
    ],
)
def test_an_option_of_another_format_is_refused(cli, format_, options, sentence):
    """Better than to be ignored in silence."""
    done = cli("since", *ASKED["since"], "--format", format_, *options)
    assert (done.status, done.out) == (2, "")
    assert done.err.splitlines()[-1] == f"Error: {sentence}"


def test_a_calendar_with_alarms_name_and_address(cli, tmp_path):
    """All that a subscribed calendar wants, in one command."""
    file = tmp_path / "rules.ics"
    options = ("--alarm", "7d", "--alarm", "1d", "--name", "規制", "--url", "https://example.org/rules.ics")
    assert cli("upcoming", "--on", "2025-11-15", "--within", "365", "-o", file, *options) == (
        0,
        "",
        f"Written: {file}\n",
    )
    data = file.read_bytes()
    assert b"\r\nNAME:\xe8\xa6\x8f\xe5\x88\xb6\r\n" in data
    assert b"\r\nSOURCE;VALUE=URI:https://example.org/rules.ics\r\n" in data
    assert data.count(b"\n") == data.count(b"\r\n")
    # the present moment of the tests lies after these dates, the knowledge of the file does not
    events = ics.Calendar(data.decode()).events
    assert {len(event.alarms) for event in events if event.status != "CANCELLED"} == {2}


def test_an_alarm_or_address_that_cannot_be_used_is_one_sentence(cli, tmp_path):
    """And no file is written."""
    for options, sentence in (
        (("--alarm", "soon"), "regtrack: alarm: found 'soon'; expected a number with m, h, d or w, such as 7d"),
        (("--url", "rules.ics"), "regtrack: url: found 'rules.ics'; expected a web address, such as https://example.org/rules.ics"),
    ):  # fmt: skip
        assert cli("upcoming", "-o", tmp_path / "x.ics", *options) == (2, "", f"{sentence}\n")
    assert list(tmp_path.iterdir()) == []


def test_a_csv_for_excel(cli, tmp_path):
    """The three bytes by which Excel knows UTF-8; a program that knows them reads the same table."""
    done = cli("timeline", "AI拡散規則", "-o", tmp_path / "t.csv", "--bom")
    assert (done.status, done.out) == (0, "")
    data = (tmp_path / "t.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfdate,")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows[0]["instrument"] == "us/bis/ai-diffusion"


def test_a_calendar_library_is_loaded_for_calendars_alone(ledger_file):
    """Nor XML for anything but a feed."""
    modules = loaded(
        *(
            (command, *ASKED[command], "--format", format_, "--store", ledger_file)
            for command in ("since", "timeline")
            for format_ in ("text", "json", "csv", "md")
        )
    )
    assert not {"icalendar", "xml.etree.ElementTree"} & modules
