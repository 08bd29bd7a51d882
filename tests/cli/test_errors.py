"""What a user reads when something is wrong: one sentence with the place, the value found and what was expected."""

import os
import re
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from regtrack.cli import run

WRONG_USE, FAILED = 2, 1
SENTENCE = re.compile(r"regtrack: (?P<place>[^\n]+?): found (?P<found>[^\n]+?)[;,] [^\n]*expected [^\n]+\n")


def sentence(done, status):
    """The one sentence that a failed command says; it says nothing else, and never shows a traceback."""
    assert done.out == ""
    assert "Traceback" not in done.err
    assert done.err.count("\n") == 1, done.err
    assert done.status == status
    assert SENTENCE.fullmatch(done.err), done.err
    return done.err


# --- values -----------------------------------------------------------------------------------------------------

WRONG_VALUES = {
    "a day that does not exist": (("since", "2025-02-30"), ("since", "'2025-02-30'", "2025-05-13")),
    "words for a day": (("since", "some day"), ("since", "'some day'", "a day such as")),
    "until": (("since", "2025-05-12", "--until", "2025-13-01"), ("until", "'2025-13-01'", "a day such as")),
    "time without an offset": (("since", "2025-05-12T09:00"), ("since", "'2025-05-12T09:00'", "-04:00")),
    "on": (("state", "90 FR 4544", "--on", "31 June 2025"), ("on", "'31 June 2025'", "a day such as")),
    "mark": (("since", "2025-05-12", "--mark", ""), ("mark", "an empty name", "such as last")),
    "known": (("state", "90 FR 4544", "--known", "06/01/2025"), ("known", "'06/01/2025'", "a day such as")),
    "first day of diff": (("diff", "x", "2025-05-16"), ("first day", "'x'", "a day such as")),
    "second day of diff": (("diff", "2025-05-16", "x"), ("second day", "'x'", "a day such as")),
    "timeline since": (("timeline", "--since", "20255"), ("since", "'20255'", "a day such as")),
    "upcoming on": (("upcoming", "--on", "someday"), ("on", "'someday'", "a day such as")),
    "reversed window": (
        ("since", "2025-05-20", "--until", "2025-05-12"),
        ("since", "2025-05-20", "2025-05-12", "the earlier day first"),
    ),
    "templates": (("since", "2025-05-12", "--format", "md", "--templates", "/no/such"), ("templates", "/no/such")),
    "known that lies ahead": (("board", "--known", "2030-01-01"), ("known", "2030-01-01", "a day up to 2026-11-24")),
    "since that lies ahead": (("since", "2030-01-01"), ("since", "2030-01-01", "a day that has ended")),
    "teams of a file": (("team", "list", "--store", "x.sqlite"), ("store", "'x.sqlite'", "a PostgreSQL server")),
    "empty store": (("status", "--store", ""), ("store", "an empty path", "the path of a ledger")),
}


@pytest.mark.parametrize(("arguments", "words"), WRONG_VALUES.values(), ids=WRONG_VALUES.keys())
def test_a_wrong_value_is_named_with_what_was_expected(cli, arguments, words):
    """A value that cannot be used: exit status 2, and its field, the value and the accepted form in one sentence."""
    said = sentence(cli(*arguments, **({"store": None} if "--store" in arguments else {})), WRONG_USE)
    for word in words:
        assert word in said


@pytest.mark.parametrize(
    "arguments",
    [
        ("since",),
        ("since", "2025-05-12", "2025-05-13"),
        ("since", "2025-05-12", "--format", "xml"),
        ("since", "2025-05-12", "--threshold", "rumoured"),
        ("since", "2025-05-12", "--known-by", "me"),
        ("since", "2025-05-12", "--within", "-1"),
        ("since", "2025-05-12", "--within", "soon"),
        ("since", "2025-05-12", "--frobnicate"),
        ("diff", "2025-05-12"),
        ("diff", "2025-05-12", "2025-05-16", "--on", "2025-01-01"),
        ("diff", "2025-05-12", "2025-05-16", "--by", "knowledge", "--known", "2025-01-01"),
        ("diff", "2025-05-12", "2025-05-16", "--by", "time"),
        ("state",),
        ("upcoming", "--within", "-3"),
        ("status", "--format", "csv"),
        ("add",),
        ("frobnicate",),
    ],
)
def test_wrong_use_says_how_it_is_used(cli, arguments):
    """A wrong option, command or number of arguments: exit status 2, and a hint at --help."""
    done = cli(*arguments, store=None)
    assert (done.status, done.out) == (WRONG_USE, "")
    assert "Usage: regtrack" in done.err
    assert "--help" in done.err
    assert "Error: " in done.err
    assert "Traceback" not in done.err


# --- names ------------------------------------------------------------------------------------------------------


def test_an_unknown_name_suggests_the_nearest(cli):
    """A mistyped name: exit status 1, with the instrument that was probably meant."""
    said = sentence(cli("state", "us/bis/ai-difusion"), FAILED)
    assert "found 'us/bis/ai-difusion'" in said
    assert "did you mean us/bis/ai-diffusion?" in said


@pytest.mark.parametrize(
    "command", [("since", "2025-05-12"), ("timeline",), ("upcoming",), ("status", "--instruments")]
)
def test_an_unknown_name_in_a_filter_is_an_error_too(cli, command):
    """A report about nothing would look like "nothing changed"."""
    said = sentence(cli(*command, "--instrument", "90 FR 99999"), FAILED)
    assert "found '90 FR 99999'" in said


def test_a_name_like_no_other_points_to_the_list(cli):
    """Where nothing is near, the sentence says where the names are."""
    assert "regtrack status --instruments" in sentence(cli("state", "zzzzzz"), FAILED)


@pytest.mark.parametrize("name", ["Chip Security Act", "チップセキュリティ法", "chip-security act"])
def test_an_ambiguous_name_lists_the_candidates(cli, name):
    """Two bills share the name: exit status 2, both ids, no guess."""
    said = sentence(cli("state", name), WRONG_USE)
    assert "us/congress/chip-security-act-hr3447, us/congress/chip-security-act-s1705" in said


def test_a_rin_names_every_document_of_the_rulemaking(cli):
    """A RIN is shared by related documents: all of them are candidates."""
    said = sentence(cli("state", "0694-AI94"), WRONG_USE)
    for year in ("advanced-computing-2022", "advanced-computing-2023", "macau-2023"):
        assert f"us/bis/{year}" in said


# --- ledgers ----------------------------------------------------------------------------------------------------


def test_a_store_that_is_a_folder(cli, tmp_path):
    """The sentence names the path and what a store is."""
    done = cli("since", "2025-05-12", store=tmp_path)
    assert done.status == FAILED
    assert re.fullmatch(rf"regtrack: {tmp_path}: cannot be opened as a ledger \(.+\); expected a file .+\n", done.err)


def test_a_store_that_is_no_database(cli, tmp_path):
    """Another file is left exactly as it was."""
    file = tmp_path / "letter.txt"
    file.write_text("Dear Sir or Madam, this is a letter and certainly not a database.\n" * 50, "utf-8")
    before = file.read_bytes()
    done = cli("status", store=file)
    assert done.status == FAILED
    assert re.fullmatch(rf"regtrack: {file}: .+ expected .+\n", done.err)
    assert file.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["letter.txt"]


def test_a_store_of_another_program_is_left_alone(cli, tmp_path):
    """A database that regtrack did not make gets no tables of ours."""
    file = tmp_path / "other.sqlite"
    other = sqlite3.connect(file)
    other.execute("CREATE TABLE recipe (name TEXT)")
    other.execute("PRAGMA user_version = 3")
    other.commit()
    other.close()
    done = cli("status", store=file)
    assert done.status == FAILED
    assert done.err.count("\n") == 1
    tables = sqlite3.connect(file).execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    assert tables == [("recipe",)]


def test_a_store_of_a_newer_release(cli, own_ledger):
    """A newer schema is not guessed at: the sentence names both versions and says what to do."""
    database = sqlite3.connect(own_ledger)
    version = database.execute("PRAGMA user_version").fetchone()[0]
    database.execute(f"PRAGMA user_version = {version + 41}")
    database.commit()
    database.close()
    done = cli("since", "2025-05-12", store=own_ledger)
    assert (done.status, done.out) == (FAILED, "")
    assert done.err.count("\n") == 1
    assert str(version + 41) in done.err
    assert str(version) in done.err


def test_a_store_in_a_place_that_cannot_be_made(cli, tmp_path):
    """A file stands where a folder is needed."""
    (tmp_path / "file").write_text("", "utf-8")
    done = cli("status", "--create", store=tmp_path / "file" / "ledger.sqlite")
    assert done.status == FAILED
    assert re.fullmatch(r"regtrack: .+ cannot be opened as a ledger \(.+\); expected .+\n", done.err)


# --- output -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [("since", "2025-05-12"), ("export",), ("state", "90 FR 4544")])
def test_output_that_cannot_be_written(cli, tmp_path, command):
    """-o into a folder that is not there, or onto a folder: one sentence, and nothing is left behind."""
    for target in (tmp_path / "no" / "such.txt", tmp_path):
        said = sentence(cli(*command, "-o", target), WRONG_USE)
        assert f"output: found '{target}'" in said
    assert not any(tmp_path.iterdir())
    assert not list(tmp_path.parent.glob("*.part"))


# --- timeline files ---------------------------------------------------------------------------------------------

BROKEN = """\
[timeline]
id = "broken"
colour = "blue"

[[instrument]]
id = "us/x/rule"
kind = "final_ruel"
title = "A rule"

[[document]]
id = "doc"
publisher = "Federal Register"

[[event]]
key = "one"
kind = "set_effective"
target = "us/x/rul"
effect = "2025-02-30"
published = 2025-01-01
evidence = ["docs"]

[[event]]
key = "one"
kind = "stay"
target = "us/x/rule"
efect = 2025-01-01
published = 2025-01-01
"""
FAULTS = {
    3: ("timeline.colour", "an unknown key", "id, title, topics"),
    7: ("kind", "'final_ruel'", "did you mean 'final_rule'?"),
    17: ("target", "'us/x/rul'", "did you mean 'us/x/rule'?"),
    18: ("effect", "'2025-02-30'", "a day that exists"),
    20: ("evidence", "'docs'", "did you mean 'doc'?"),
    23: ("key", "'one'", "a new one"),
    26: ("efect", "an unknown key", "did you mean 'effect'?"),
}


def test_a_broken_timeline_shows_all_faults_with_their_lines(cli, own_ledger, tmp_path):
    """All faults at once, each with file, line, field, value and expectation; nothing of the file is recorded."""
    file = tmp_path / "broken.toml"
    file.write_text(BROKEN, "utf-8")
    before = cli("export", store=own_ledger).out
    done = cli("add", file, store=own_ledger)
    assert (done.status, done.out) == (FAILED, "")
    lines = done.err.splitlines()
    for number, words in FAULTS.items():
        (fault,) = (line for line in lines if line.startswith(f"regtrack: {file}:{number}:"))
        for word in (*words, "found ", "; expected "):
            assert word in fault
    assert any("no evidence" in line and "at least one document" in line for line in lines)
    assert len(lines) == len(FAULTS) + 1
    assert cli("export", store=own_ledger).out == before


def test_a_file_that_is_no_toml_names_the_line(cli, own_ledger, tmp_path):
    """A slip of the pen in TOML itself is one fault with its line."""
    file = tmp_path / "slip.toml"
    file.write_text('[timeline]\nid = "slip"\ntitle = "no end\n', "utf-8")
    assert f"{file}:3: found " in sentence(cli("add", file, store=own_ledger), FAILED)


def test_a_dump_with_a_broken_line_names_it(cli, tmp_path):
    """A ledger dump is read wholly before any of it is recorded."""
    file, store = tmp_path / "dump.jsonl", tmp_path / "new.sqlite"
    file.write_text('{"type": "source"\nnonsense\n', "utf-8")
    done = cli("add", file, store=store)
    assert done.status == FAILED
    assert [line.split(": found")[0] for line in done.err.splitlines()] == [
        f"regtrack: {file}:1", f"regtrack: {file}:2"
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["none.toml", "none.jsonl", "."])
def test_a_file_that_cannot_be_read(cli, own_ledger, tmp_path, name):
    """A missing file, or a folder in its place: one sentence."""
    done = cli("add", tmp_path / name, store=own_ledger)
    assert (done.status, done.out) == (FAILED, "")
    assert re.fullmatch(r"regtrack: [^\n]+: found [^\n]+; expected [^\n]+\n", done.err)


# --- the unexpected ---------------------------------------------------------------------------------------------


def test_a_fault_of_our_own_is_a_sentence_too(cli, monkeypatch):
    """An unforeseen error shows no traceback, says that it is ours, and how to see the details."""
    monkeypatch.setattr("regtrack.tracker.Tracker.since", lambda *_, **__: 1 / 0)
    done = cli("since", "2025-05-12")
    assert (done.status, done.out, done.err.count("\n")) == (FAILED, "", 1)
    assert "a fault of regtrack itself: division by zero" in done.err
    assert "REGTRACK_DEBUG=1" in done.err


def test_a_developer_gets_the_traceback(cli, monkeypatch):
    """REGTRACK_DEBUG=1 lets the error through."""
    monkeypatch.setattr("regtrack.tracker.Tracker.since", lambda *_, **__: 1 / 0)
    monkeypatch.setenv("REGTRACK_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        run(["since", "2025-05-12", "--store", ":memory:"])


def test_an_interrupt_is_no_traceback(cli, monkeypatch):
    """Ctrl-C: one sentence, exit status 130."""

    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("regtrack.tracker.Tracker.since", interrupted)
    done = cli("since", "2025-05-12")
    assert done.status == 130
    assert done.err.strip().splitlines() == ["regtrack: interrupted; what was recorded before stays recorded"]


def test_a_broken_pipe_is_silent(ledger_file, tmp_path):
    """`regtrack ... | head -1`: no complaint when the reader has had enough."""
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "regtrack", "timeline", "--format", "json", "--store", ledger_file],
        stdout=writer, stderr=subprocess.PIPE, cwd=Path(__file__).parents[2], check=False, timeout=30,
    )  # fmt: skip
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


def test_days_ahead_that_are_none_say_which_are(cli):
    status, out, err = cli("upcoming", "--within", "sixty")
    assert (status, out) == (2, "")
    assert "'--within': found 'sixty'; expected a number of days from 0, such as 60, 60d or 8w" in " ".join(err.split())


@pytest.mark.parametrize(
    "arguments",
    [
        ("upcoming", "--within", "99999999"),
        ("since", "2025-05-12", "--within", "99999999"),
        ("since", "0001-01-01", "--until", "9999-12-31"),
        ("diff", "0001-01-01", "9999-12-31"),
        ("state", "90 FR 4544", "--on", "0001-01-01", "--known", "9999-12-31"),
        ("timeline", "--since", "0001-01-01", "--until", "9999-12-31"),
        ("upcoming", "--on", "9999-12-31"),
    ],
)
def test_the_ends_of_the_calendar_are_no_fault_of_our_own(cli, arguments):
    """Days at the ends of the calendar and very long spans are answered or refused in a sentence of ours."""
    assert "fault of regtrack itself" not in cli(*arguments).err


@pytest.mark.parametrize(("option", "value"), [("--kind", "finalrul"), ("--topic", "ai-chip"), ("--agency", "bsi")])
def test_a_filter_that_names_nothing_is_not_taken_for_no_change(cli, option, value):
    """A mistyped filter must not read as "nothing changed": the answer refuses it and names it."""
    done = cli("since", "2025-05-12", option, value)
    assert done.status == WRONG_USE
    assert value in done.err


def test_a_timeline_window_that_is_reversed_is_refused(cli):
    """As in since: an empty list would look like an answer."""
    said = sentence(cli("timeline", "--since", "2025-05-20", "--until", "2025-05-12"), WRONG_USE)
    assert "the earlier day first" in said


@pytest.mark.parametrize("closed", [">&-", ">&- 2>&- <&-"])
def test_a_closed_stream_is_no_fault(ledger_file, closed):
    """As cron and service managers may start a command."""
    command = f'exec "$0" -m regtrack status --store "$1" {closed}'
    done = subprocess.run(
        ["sh", "-c", command, sys.executable, ledger_file], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")
    assert "fault" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
def test_a_full_disk_is_a_failure_and_no_wrong_use(cli):
    done = cli("export", "-o", "/dev/full")
    assert (done.status, done.err.count("\n")) == (1, 1)
    assert "No space left on device); expected room on a sound disk; nothing of it was written" in done.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
def test_output_that_cannot_be_written_is_no_fault_of_regtrack(ledger_file):
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "regtrack", "status", "--store", ledger_file],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    said = done.stderr.splitlines()[-1]
    assert (done.returncode, said) == (
        1, "regtrack: no space left on device: not all could be written; what was recorded stays recorded"
    )  # fmt: skip


def test_an_option_before_the_command_says_where_options_stand(cli):
    done = cli("--store", "ledger.sqlite", "state", "AI Diffusion Rule")
    assert (done.status, done.out) == (2, "")
    assert "No such option '--store'. Options stand after the command: regtrack since 7d --store FILE." in done.err


@pytest.mark.parametrize("command", ["serve", "mcp"])
@pytest.mark.parametrize("host", ["127.0.0.1", "no-such-host.invalid"])
def test_an_address_where_no_server_can_listen_is_named(cli, command, host):
    """Before it says that it answers; uvicorn ended with 3, which means that something changed."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        where = (
            ("--host", host, "--port", port, "--url", "https://x.example")
            if command == "serve"
            else ("--http", f"{host}:{port}")
        )
        said = sentence(cli(command, *where), WRONG_USE)
    assert said.startswith(f"regtrack: address: found {host}:{port}, where no server can listen (")
    assert "expected a free port of this machine" in said
