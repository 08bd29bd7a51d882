"""``regtrack sync`` against the stand-in, and the other commands after it: what a person sees."""

import json

import pytest

from tests.sources import register as made
from tests.sources.replies import status
from tests.sources.standin import StandIn

WINDOW = ("--since", "2024-01-01", "--until", "2024-03-04")


@pytest.fixture
def server(monkeypatch, tmp_path):
    with StandIn(made.library()) as running:
        running.texts[made.RULE], running.sends_to_itself = made.RULE_TEXT, True
        monkeypatch.setenv("REGTRACK_FEDERAL_REGISTER", running.api)
        monkeypatch.setenv("REGTRACK_ALLOW_PRIVATE", "1")
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
        yield running


def test_from_the_register_to_every_answer(cli, server, own_ledger):
    """Dates, scopes and quotes of what was read are in every command."""
    ledger = str(own_ledger)
    done = cli("sync", "federal-register", *WINDOW, store=ledger)
    assert (done.status, done.err) == (0, "")
    assert "64 days read, 9 documents" in done.out
    since = " ".join(cli("since", "2024-02-15", "--until", "2024-03-04", "--full", store=ledger).out.split())
    assert "Widgets of Concern (89 FR 1000)" in since
    assert "21 February 2024: Delayed to 1 May 2024." in since
    assert "the effective date of the final rule published at 89 FR 1000 on January 5, 2024, is delayed until" in since
    state = cli(
        "state", "89 FR 1003", "--on", "2024-03-02", "--scope", "15 CFR 744.3", "--why", "--full", store=ledger
    ).out
    assert "delayed, in force from 1 May 2024" in " ".join(state.split())
    assert "January 5, 2024, is delayed until May 1, 2024.”" in " ".join(state.split())
    timeline = " ".join(cli("timeline", made.RULE, "--full", store=ledger).out.split())
    assert "Effective date set, effect indefinite [instruction 3]." in timeline
    assert "“Effective March 1, 2024, except for amendatory instruction 3, which is delayed indefinitely.”" in timeline
    upcoming = " ".join(cli("upcoming", "--on", "2024-02-01", "--full", store=ledger).out.split())
    assert "Comments must be received" not in upcoming  # the deadline was moved by then
    assert "6 March 2024" in upcoming
    horizon = cli("status", store=ledger).out
    assert "Federal Register (federal-register): read through 4 March" in " ".join(horizon.split())


def test_what_is_missing_is_told(cli, server, own_ledger):
    """Exit status 1, a line for what is missing in the report, and the horizon of every later answer says so."""
    server.when(lambda asked: asked.one("conditions[publication_date][is]") == "2024-01-05", status(404))
    ledger = str(own_ledger)
    done = cli("sync", *WINDOW, store=ledger)
    assert done.status == 1
    assert "PROBLEM" in done.out
    assert "2024-01-05" in done.out
    assert "Traceback" not in done.out + done.err
    assert max(map(len, done.out.splitlines())) <= 80
    horizon = " ".join(cli("since", "2024-02-15", "--until", "2024-03-04", "--full", store=ledger).out.split())
    assert "INCOMPLETE, never fully read yet" in horizon
    server.forget()
    assert cli("sync", *WINDOW, store=ledger).status == 0


def test_as_json(cli, server, own_ledger):
    done = cli("sync", *WINDOW, "--format", "json", store=str(own_ledger))
    table = json.loads(done.out)
    assert (table["schema"], table["whole"]) == ("regtrack/sync/1", True)
    (feed,) = table["feeds"]
    assert (feed["feed"], feed["documents"], feed["problems"]) == ("federal-register", 9, [])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("federal-registry",), "feed: found 'federal-registry'; expected federal-register"),
        (("--since", "2024-13-01"), "since: found '2024-13-01'"),
        (("--cfr", "15:x"), "cfr: found '15:x'"),
        (("--type", "LAW"), "type: found 'LAW'; expected RULE"),
    ],
)
def test_wrong_use(cli, server, own_ledger, arguments, words):
    done = cli("sync", *arguments, store=str(own_ledger))
    assert done.status == 2
    assert words in done.err
