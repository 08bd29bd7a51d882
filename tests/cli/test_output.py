"""How an answer leaves the program: files, pipes, terminals, widths and colours."""

import fcntl
import itertools
import json
import os
import pty
import struct
import subprocess
import sys
import termios
import threading
from pathlib import Path

import pytest
from wcwidth import wcswidth

from regtrack.cli import run

ROOT = Path(__file__).parents[2]
WINDOW = ("since", "2025-05-12", "--until", "2025-05-20")


# --- files ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format_", ["text", "json", "csv"])
def test_output_to_a_file_is_what_a_pipe_would_get(cli, tmp_path, format_):
    """-o writes the same bytes as standard output would show, and replaces what was there."""
    target = tmp_path / "report"
    target.write_text("old " * 10_000, "utf-8")
    status, out, err = cli(*WINDOW, "--format", format_, "-o", target)
    assert (status, out) == (0, "")
    assert err.startswith(f"Written: {target}")
    assert target.read_bytes().decode("utf-8").replace("\r\n", "\n") == cli(*WINDOW, "--format", format_).out.replace(
        "\r\n", "\n"
    )
    assert [each.name for each in tmp_path.iterdir()] == ["report"]


@pytest.mark.parametrize("suffix", ["xlsx", "csv", "html"])
def test_a_file_that_was_written_is_named(cli, tmp_path, suffix):
    """With its rows, where it is a table; on standard error, so that a pipe gets nothing of it."""
    target = tmp_path / f"board.{suffix}"
    rows = len(cli("board", "--format", "csv", "--topic", "ai-chips").out.splitlines()) - 1
    many = "" if suffix == "html" else f" ({rows} rows)"
    assert cli("board", "--topic", "ai-chips", "-o", target) == (0, "", f"Written: {target}{many}\n")


def test_output_goes_with_the_exit_code(cli, tmp_path):
    """A script can have both: the file, and the status that says that something changed."""
    target = tmp_path / "report.md"
    assert cli(*WINDOW, "--format", "md", "--exit-code", "-o", target).status == 3
    assert target.read_text("utf-8").startswith("# AI Diffusion Rule: ")


def test_a_failed_answer_leaves_the_old_file(cli, tmp_path):
    """Wholly or not at all: an error before or during the answer does not touch the file."""
    target = tmp_path / "report.html"
    target.write_text("old", "utf-8")
    templates = tmp_path / "templates"
    templates.mkdir()
    (templates / "report.html.j2").write_text("{{ view.title }} {{ view.nothing }}", "utf-8")
    assert cli(*WINDOW, "--format", "html", "--templates", templates, "-o", target).status == 2
    assert cli("since", "2025-13-13", "-o", target).status == 2
    assert target.read_text("utf-8") == "old"


def test_a_disk_that_fails_leaves_the_old_file(cli, tmp_path, monkeypatch):
    """When the last step fails, the old file is whole and no half file stays behind."""
    target = tmp_path / "report.md"
    target.write_text("old", "utf-8")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    done = cli(*WINDOW, "--format", "md", "-o", target)
    assert (done.status, done.out) == (1, "")
    assert "No space left on device" in done.err
    assert target.read_text("utf-8") == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["report.md"]


def test_output_through_a_link_keeps_the_link(cli, tmp_path):
    """A link to the file that others read stays a link."""
    real, link = tmp_path / "real.txt", tmp_path / "link.txt"
    real.write_text("old", "utf-8")
    link.symlink_to(real)
    assert cli(*WINDOW, "-o", link).status == 0
    assert link.is_symlink()
    assert real.read_text("utf-8").startswith("AI Diffusion Rule: ")


def test_output_to_a_named_pipe_is_written_not_replaced(cli, tmp_path):
    """A pipe or a device such as /dev/null is written to; it is never replaced by a file."""
    pipe, got = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: got.append(pipe.read_text("utf-8")), daemon=True)
    reader.start()
    assert cli(*WINDOW, "-o", pipe).status == 0
    reader.join(10)
    assert got[0].startswith("AI Diffusion Rule: ")
    assert pipe.is_fifo()


def test_output_is_utf8_in_any_locale(ledger_file):
    """Japanese leaves as UTF-8 even where the locale is C."""
    environment = {"LC_ALL": "C", "PYTHONIOENCODING": "", "PYTHONUTF8": "0"}
    done = regtrack("status", "--instruments", "--lang", "ja", "--store", ledger_file, **environment)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "AI拡散規則" in done.stdout.decode("utf-8")


# --- pipes ------------------------------------------------------------------------------------------------------


def forked(arguments, stdout, environment):
    """The program in a fork of this process, which need not import it again; its exit status."""
    pid = os.fork()
    if pid == 0:
        status = 70
        try:
            os.dup2(stdout, 1)
            for name in [each for each in os.environ if each.startswith(("REGTRACK_", "NO_COLOR"))]:
                del os.environ[name]
            os.environ.update(environment)
            sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
            status = run([str(each) for each in arguments])
            sys.stdout.flush()
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def regtrack(*arguments, stdout=subprocess.PIPE, **environment):
    """The program as a process of its own, with nothing at its terminal."""
    inherited = {key: value for key, value in os.environ.items() if not key.startswith(("REGTRACK_", "NO_COLOR"))}
    return subprocess.run(
        [sys.executable, "-m", "regtrack", *map(str, arguments)],
        stdin=subprocess.DEVNULL, stdout=stdout, stderr=subprocess.PIPE, cwd=ROOT, check=False, timeout=60,
        env={**inherited, **environment},
    )  # fmt: skip


MONTHS = [f"{year}-{month:02d}-01" for year in range(2022, 2027) for month in range(1, 13)]
WIDE_QUERIES = {
    "every two months": [("since", a, "--until", b, "--within", "400") for a, b in itertools.pairwise(MONTHS[::2])],
    "years": [("since", f"{year}-01-01", "--until", f"{year + 1}-01-01") for year in range(2022, 2026)],
    "all thresholds": [
        ("since", "2022-01-01", "--threshold", each) for each in ("reported", "announced", "filed", "published")
    ],
    "knowledge": [("diff", a, b, "--by", "knowledge") for a, b in zip(MONTHS[::6], MONTHS[6::6], strict=False)],
    "law": [("diff", a, b) for a, b in zip(MONTHS[::6], MONTHS[6::6], strict=False)],
    "timeline": [("timeline",), ("timeline", "--threshold", "published")],
    "upcoming": [("upcoming", "--on", day, "--within", "800") for day in MONTHS[::4]],
    "status": [("status", "--instruments"), ("status",)],
}


def check_lines(text):
    """No line wider than 80 cells, no trailing blanks, no control characters but the line end."""
    for line in text.splitlines():
        assert 0 <= wcswidth(line) <= 80, line
        assert line == line.rstrip(), repr(line)
    assert text.replace("\n", "").isprintable()


@pytest.mark.parametrize("queries", WIDE_QUERIES.values(), ids=WIDE_QUERIES.keys())
def test_piped_text_is_plain_and_fits_eighty_columns(cli, queries):
    """Piped output: at most 80 cells a line, East Asian characters counted double, no ANSI, whatever is asked."""
    for query in queries:
        done = cli(*query)
        assert (done.status, done.err) == (0, "")
        check_lines(done.out)


def test_the_state_of_every_instrument_fits_eighty_columns(cli, bundled):
    """The same for each instrument of the ledger, on one of a few days."""
    days = itertools.cycle(("2025-06-01", "2025-12-01", "2026-11-24"))
    for instrument, day in zip(bundled.status(instruments=True).instruments, days, strict=False):
        done = cli("state", instrument.id, "--on", day, "--known", day)
        assert (done.status, done.err) == (0, "")
        check_lines(done.out)


@pytest.mark.parametrize("environment", [{"TERM": "xterm-256color", "COLUMNS": "200"}])
def test_a_piped_process_shows_no_colour(ledger_file, environment):
    """A pipe gets no ANSI and 80 columns, whatever the environment says of the terminal."""
    done = regtrack(*WINDOW, "--store", ledger_file, **environment)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\x1b" not in done.stdout
    check_lines(done.stdout.decode("utf-8"))


# --- terminals --------------------------------------------------------------------------------------------------


def on_terminal(*arguments, columns=80, **environment):
    """What the program writes to a terminal of a width."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    chunks = []

    def read():
        try:
            while data := os.read(master, 65536):
                chunks.append(data)
        except OSError:  # the other side is closed
            pass

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    try:
        status = forked(arguments, slave, {"TERM": "xterm", **environment})
    finally:
        os.close(slave)
    reader.join(10)
    os.close(master)
    assert status == 0
    return b"".join(chunks).decode("utf-8").replace("\r\n", "\n")


def strip_ansi(text):
    import re

    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def test_a_terminal_gets_colours_and_the_same_words(cli, ledger_file):
    """Colour on a terminal, and nothing but colour: without it the text is what a pipe gets."""
    shown = on_terminal(*WINDOW, "--store", ledger_file)
    assert "\x1b[1;36mBINDING LAW\x1b[0m" in shown
    assert strip_ansi(shown) == cli(*WINDOW).out


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"NO_COLOR": "0"}, {"TERM": "dumb"}])
def test_a_terminal_without_colours(cli, ledger_file, environment):
    """NO_COLOR, whatever its value, and TERM=dumb are respected."""
    assert on_terminal(*WINDOW, "--store", ledger_file, **environment) == cli(*WINDOW).out


def test_an_empty_no_color_is_not_set(ledger_file):
    """no-color.org: the variable counts when it is present and not empty."""
    assert "\x1b[" in on_terminal(*WINDOW, "--store", ledger_file, NO_COLOR="")


@pytest.mark.parametrize("columns", [50, 100])
def test_a_terminal_is_filled_to_its_width(ledger_file, columns):
    """The text is fitted to the terminal, narrow or wide."""
    lines = strip_ansi(on_terminal(*WINDOW, "--store", ledger_file, columns=columns)).splitlines()
    widest = max(map(wcswidth, lines))
    assert columns - 8 <= widest <= columns


@pytest.mark.parametrize("command", [("search", "diffusion", "--limit", "3"), ("status",), (*WINDOW, "--full")])
def test_a_narrow_terminal_breaks_no_line_of_any_answer(ledger_file, command):
    """What a search found and what the ledger holds are fitted to it as well."""
    lines = on_terminal(*command, "--store", ledger_file, columns=44).splitlines()
    assert max(wcswidth(line) for line in lines) <= 44


def test_other_formats_have_no_colour_on_a_terminal(ledger_file):
    """JSON on a terminal is still JSON."""
    assert "\x1b" not in on_terminal(*WINDOW, "--format", "json", "--store", ledger_file)


# --- Japanese ---------------------------------------------------------------------------------------------------

JAPANESE = """
[timeline]
id = "ja"
title = "日本の規則"
checked_through = 2026-11-01

[[instrument]]
id = "jp/meti/kisoku"
kind = "final_rule"
title = "輸出貿易管理令別表第一の規定に基づき貨物又は技術を定める省令の一部を改正する省令"
short = "貨物等省令の改正"
aliases.ja = ["半角ｶﾅの別名"]

[[document]]
id = "kanpo"
publisher = "官報"
url = "https://example.jp/kanpo"
date = 2026-01-05
language = "ja"
rank = "official"

[[event]]
key = "shiko"
kind = "set_effective"
target = "jp/meti/kisoku"
effect = 2026-02-01
published = 2026-01-05
language = "ja"
summary = "高性能な集積回路につき全地域向けの輸出の許可を要することとした。施行は二月一日。ｶﾅ半角も混ざる。"
evidence = [{ document = "kanpo", quote = "この省令は、令和八年二月一日から施行する。" }]

[[event]]
key = "waku"
kind = "set_value"
target = "jp/meti/kisoku"
name = "許可を要する処理性能"
value = "四千八百以上"
effect = 2026-02-01
published = 2026-01-05
summary = "Threshold."
evidence = ["kanpo"]
"""


@pytest.fixture
def japanese(cli, tmp_path):
    file, store = tmp_path / "ja.toml", tmp_path / "ja.sqlite"
    file.write_text(JAPANESE, "utf-8")
    assert cli("add", file, store=store).status == 0
    return store


def test_japanese_lines_up(cli, japanese):
    """The id stands at the right edge and values in one column, counted in cells and not in characters."""
    report = cli(
        "since", "2026-01-01", "--until", "2026-03-01", "--instrument", "jp/meti/kisoku", "--full", store=japanese
    ).out
    check_lines(report)
    (head,) = {line for line in report.splitlines() if "貨物等省令の改正" in line and "jp/" in line}
    assert head.endswith("jp/meti/kisoku")
    assert wcswidth(head) == 80
    state = cli("state", "貨物等省令の改正", "--on", "2026-03-01", "--full", store=japanese).out
    check_lines(state)
    found = [(line, word) for line in state.splitlines() for word in ("1 Feb 2026", "四千八百") if word in line]
    found = [(line, word) for line, word in found if not line.startswith("  - ")]  # the act that set it
    starts = {wcswidth(line[: line.index(word)]) for line, word in found if "Yes" not in line}
    assert len(found) == 3
    assert len(starts) == 1
    assert "".join(state.split()).count("輸出の許可を要することとした。施行は二月一日。") == 1


@pytest.mark.parametrize("name", ["貨物等省令の改正", "半角カナの別名", "半角ｶﾅの別名", " 貨物等省令 の 改正 "])
def test_japanese_names_resolve_in_any_width(cli, japanese, name):
    """Full and half width, with or without blanks: one name."""
    assert cli("state", name, store=japanese).status == 0


def test_no_line_begins_with_a_closing_mark(cli, japanese):
    """Japanese typesetting: a full stop or a closing bracket never begins a line."""
    for query in (("since", "2026-01-01", "--until", "2026-03-01"), ("state", "jp/meti/kisoku")):
        for line in cli(*query, store=japanese).out.splitlines():
            assert line.lstrip()[:1] not in tuple("、。，．）」』】")


# --- which ledger, and which form -------------------------------------------------------------------------------------


def test_a_new_ledger_is_announced_once(cli, tmp_path):
    """A mistyped path is seen at once, on standard error, where it spoils no table."""
    path = tmp_path / "new.sqlite"
    first = cli("status", "--format", "json", store=path)
    assert (cli.made, first.err) == (f"regtrack: made a new ledger at {path}\n", "")
    json.loads(first.out)
    cli("status", store=path)
    assert cli.made == ""


def test_no_ledger_is_made_in_a_folder_that_is_not_there(cli, tmp_path):
    path = tmp_path / "tpyo" / "ledger.sqlite"
    refused = cli("status", store=path)
    assert refused.status == 2
    wanted = "expected an existing one (--create makes it)"
    assert refused.err == f"regtrack: store: found no folder {str(path.parent)!r}; {wanted}\n"
    assert not path.parent.exists()
    assert cli("status", "--create", store=path).status == 0
    assert path.is_file()


@pytest.mark.parametrize("name", ["report.pdf", "report.docx"])
def test_a_format_that_does_not_exist_is_refused_with_those_that_do(cli, tmp_path, name):
    done = cli("since", "2025-05-12", "-o", tmp_path / name)
    assert done.status == 2
    assert "which names no format" in done.err
    assert ".html" in done.err
    assert ".csv" in done.err
    assert not (tmp_path / name).exists()
    assert cli("since", "2025-05-12", "-o", tmp_path / name, "--format", "text").status == 0


def test_an_unknown_filter_is_no_empty_answer(cli):
    done = cli("since", "2025-05-12", "--agency", "biz")
    assert (done.status, done.out) == (2, "")
    assert "did you mean bis?" in done.err
    assert cli("since", "2025-05-12", "--agency", "BIS").out == cli("since", "2025-05-12", "--agency", "bis").out
