"""``regtrack digest`` and ``regtrack watch``, as they are typed."""

import csv
import io
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from regtrack.cli import schedulers
from tests.digest.smtpd import Answer, MailServer

SETTINGS = """\
[mail]
sender = "Regulation <digests@example.org>"
[mail.smtp]
host = "localhost"
port = {port}
security = "none"
timeout = 5
[[subscriber]]
id = "lin"
to = "lin@example.org"
schedule = "daily 07:00 Europe/Berlin"
[[subscriber.subscription]]
topic = "ai-chips"
[[subscriber]]
id = "kim"
to = "kim@example.org"
schedule = "daily 07:00 Europe/Berlin"
[[subscriber.subscription]]
agency = "bis"
"""


@pytest.fixture
def server():
    with MailServer(security="none", auth=False) as running:
        yield running


@pytest.fixture
def config(tmp_path: Path, server) -> Path:
    path = tmp_path / "regtrack.toml"
    path.write_text(SETTINGS.format(port=server.port), "utf-8")
    return path


@pytest.fixture
def digest(cli, own_ledger, config):
    def call(*arguments, config=config, store=own_ledger):
        return cli("digest", *arguments, "--config", config, store=store)

    return call


def test_a_day_with_digests(digest, server) -> None:
    seen = digest("preview", "lin")
    assert (seen.status, seen.err) == (0, "")
    assert seen.out.startswith("Following ")
    dry = digest("run", "--due", "--dry-run")
    assert "lin: digest (dry run): Following" in dry.out
    assert server.accepted == []
    run = digest("run", "--due")
    assert (run.status, run.err) == (0, "")
    assert re.search(r"sent: kim <kim@example.org>: localhost:\d+ answered 250", " ".join(run.out.split()))
    assert [accepted.to for accepted in server.accepted] == ["lin@example.org", "kim@example.org"]
    assert digest("run", "--due").out == "No digest is due.\n"
    assert digest("run").out == "Nothing to report: 2 subscribers.\n"
    assert digest("outbox").out == "Every message has arrived.\n"
    assert "sent <lin@example.org>" in digest("history", "--subscriber", "lin").out


def test_what_failed_is_seen_and_sent_again(digest, server) -> None:
    server.fail("RCPT", Answer("550 5.1.1 nobody of that name"), to="kim@example.org")
    run = digest("run")
    assert run.status == 1
    assert "refused: kim <kim@example.org>" in run.out
    seen = digest("outbox")
    assert "refused kim <kim@example.org>" in " ".join(seen.out.split())
    assert "550 5.1.1 nobody of that name" in " ".join(seen.out.split())
    assert digest("outbox", "lin").out == "Every message has arrived.\n"
    table = json.loads(digest("outbox", "--state", "refused", "--format", "json").out)
    assert [row["subscriber"] for row in table["messages"]] == ["kim"]
    server.behave()
    assert "sent: kim" in digest("retry", "kim").out
    assert digest("retry").out == "Nothing was to be sent.\n"
    assert [accepted.to for accepted in server.accepted] == ["lin@example.org", "kim@example.org"]


def test_a_preview_in_each_form(digest, tmp_path) -> None:
    page = tmp_path / "preview.html"
    assert digest("preview", "kim", "--format", "html", "-o", page).out == ""
    assert page.read_text("utf-8").startswith("<!DOCTYPE html>")
    eml = digest("preview", "kim", "--format", "eml").out
    assert eml.startswith("Subject: Following 48 instruments")
    assert "\r" not in eml


def test_history_in_each_form(digest) -> None:
    digest("run")
    rows = list(csv.DictReader(io.StringIO(digest("history", "--instrument", "90 FR 4544", "--format", "csv").out)))
    assert {row["instrument"] for row in rows} == {"us/bis/ai-diffusion"}
    assert {row["subscriber"] for row in rows} == {"lin", "kim"}
    lines = digest("history", "--instrument", "90 FR 4544", "--format", "jsonl").out.splitlines()
    table = json.loads(digest("history", "--instrument", "90 FR 4544", "--format", "json").out)
    assert [json.loads(line) for line in lines] == table["told"]
    assert table["schema"] == "regtrack/digest-history/1"
    assert digest("history", "--until", "2020-01-01").out == "No fact that was sent matches.\n"


def test_a_run_as_a_table(digest) -> None:
    table = json.loads(digest("run", "--format", "json").out)
    assert table["schema"] == "regtrack/digest-run/1"
    assert [each["subscriber"] for each in table["made"]] == ["lin", "kim"]
    assert {each["state"] for each in table["sent"]} == {"sent"}


def test_a_test_message(digest, server) -> None:
    assert digest("test", "lin").out.startswith("sent: localhost:")
    assert b"Test of regtrack's digests" in server.accepted[0].content
    server.fail("MAIL", Answer("451 4.3.0 later"))
    done = digest("test", "lin")
    assert (done.status, done.out.split(":")[0]) == (1, "failed")


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("preview", "nobody"), 1, "subscriber: found 'nobody'; expected one of lin, kim"),
        (("run", "linn"), 1, "(did you mean 'lin'?)"),
        (("history", "--instrument", "no such rule"), 1, "instrument: found 'no such rule'"),
        (("history", "--since", "yesterday"), 2, "since: found 'yesterday'"),
        (("outbox", "--state", "lost"), 2, "'lost' is not one of"),
        (("frobnicate",), 2, "No such command 'frobnicate'"),
    ],
)
def test_mistakes_are_one_sentence(digest, arguments, status, words) -> None:
    done = digest(*arguments)
    assert (done.status, done.out) == (status, "")
    assert words in done.err
    assert "Traceback" not in done.err


def test_faults_of_the_settings_are_all_told(digest, config) -> None:
    config.write_text(
        config.read_text("utf-8").replace('to = "kim', 'tu = "kim').replace("security", "sicherheit"), "utf-8"
    )
    done = digest("run")
    assert done.status == 2
    assert len([line for line in done.err.splitlines() if line.startswith(f"regtrack: {config}:")]) == 3


def test_without_settings_the_places_are_named(cli, own_ledger, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("REGTRACK_CONFIG", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "none"))
    monkeypatch.setenv("HOME", str(tmp_path))
    done = cli("digest", "run", store=own_ledger)
    assert done.status == 2
    assert "config: found no settings; expected regtrack.toml or" in done.err


def test_the_record_is_read_without_settings(digest, cli, own_ledger, tmp_path, monkeypatch) -> None:
    digest("run")
    monkeypatch.chdir(tmp_path.parent)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "none"))
    monkeypatch.delenv("REGTRACK_CONFIG", raising=False)
    assert "lin, digest 1" in cli("digest", "history", store=own_ledger).out
    assert cli("digest", "outbox", store=own_ledger).out == "Every message has arrived.\n"


def test_the_settings_may_be_named_by_the_environment(cli, own_ledger, config, monkeypatch) -> None:
    monkeypatch.setenv("REGTRACK_CONFIG", str(config))
    assert "digest (dry run)" in cli("digest", "run", "--dry-run", store=own_ledger).out


def test_watch_once(cli, own_ledger, config, server) -> None:
    done = cli("watch", "--once", "--no-sync", "--config", config, store=own_ledger)
    assert (done.status, len(server.accepted)) == (0, 2)
    assert "sent: lin" in done.out
    again = cli("watch", "--once", "--no-sync", "--config", config, store=own_ledger)
    assert (again.status, again.out) == (0, "")


def test_watch_reads_feeds_first_and_goes_on_when_that_fails(cli, own_ledger, config, server, monkeypatch) -> None:
    from regtrack.errors import StoreError
    from regtrack.tracker import Tracker

    asked = []

    def sync(self, *feeds, **options):
        asked.append(feeds)
        raise StoreError("the ledger is on fire")

    monkeypatch.setattr(Tracker, "sync", sync)
    done = cli("watch", "federal-register", "--once", "--config", config, store=own_ledger)
    assert asked == [("federal-register",)]
    assert done.status == 1
    assert "sync: the ledger is on fire" in done.err
    assert len(server.accepted) == 2


def test_watch_ends_when_it_is_told_to(own_ledger, config, server) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "regtrack", "watch", "--no-sync", "--accept-clock", "--config", str(config), "--store",
         str(own_ledger)],
        cwd=Path(__file__).parents[2], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    assert "lin: digest: " in process.stdout.readline()
    process.terminate()
    _, err = process.communicate(timeout=20)
    assert (process.returncode, err) == (0, "stopped\n")


# --- what runs it -----------------------------------------------------------------------------------------------------


def test_a_line_for_cron_runs_as_it_is(digest, config, own_ledger) -> None:
    line = digest("install", "--every", "10").out
    times, command = line.strip().split(" * * * * ")
    assert times == "*/10"
    words = shlex.split(command)
    assert words[-7:] == ["digest", "run", "--due", "--config", str(config), "--store", str(own_ledger)]
    assert "sync" in digest("install", "--sync").out.split(" ; ")[0]


def test_odd_paths_survive_cron_and_systemd() -> None:
    odd = [["/opt/my tools/regtrack", "digest", "run", "--config", "/srv/100%/a'b\"c\\d $x.toml"]]
    line = schedulers.cron(odd, 15)
    told = line.partition("* * * * ")[2].strip()
    assert "%" not in told.replace("\\%", "")
    command = f"printf '%s\\n' {told.replace(chr(92) + '%', '%')}"
    shown = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True)
    assert shown.stdout.splitlines() == odd[0]
    start = next(each for each in schedulers.systemd(odd, 15).splitlines() if each.startswith("ExecStart="))
    assert start == 'ExecStart="/opt/my tools/regtrack" digest run --config "/srv/100%%/a\'b\\"c\\\\d $$x.toml"'


@pytest.mark.skipif(not Path("/usr/bin/systemd-analyze").exists(), reason="no systemd-analyze on this machine")
def test_systemd_takes_the_units(digest, tmp_path) -> None:
    text = digest("install", "--systemd", "--sync").out
    files = re.split(r"^# ~/.config/systemd/user/(\S+)\n", text, flags=re.MULTILINE)[1:]
    for name, content in zip(files[::2], files[1::2], strict=True):
        (tmp_path / name).write_text(content, "utf-8")
    command = ["systemd-analyze", "verify", "--user", *map(str, tmp_path.glob("regtrack-*"))]
    environment = {**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.stderr == ""


def test_digests_cost_other_commands_nothing() -> None:
    """What a digest needs is imported when one is made."""
    show = (
        "import sys; from regtrack.cli import run; run(['status', '--store', ':memory:']); print(sorted(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", show], cwd=Path(__file__).parents[2], capture_output=True, text=True,
                          check=True)  # fmt: skip
    assert "regtrack.digest" not in done.stdout
    assert "regtrack.config" not in done.stdout
