"""Every command of the line with every option it takes: what it answers and with which exit status."""

import csv
import io
import json
from pathlib import Path

import pytest

from regtrack.cli import COMMANDS, run
from regtrack.store import SqliteStore

WINDOW = ("2025-05-12", "--until", "2025-05-20")
FORMATS = ("text", "md", "html", "json", "jsonl", "csv")
QUESTIONS = {
    "since": ("since", *WINDOW),
    "diff": ("diff", "2025-05-12", "2025-05-16", "--known", "2025-05-20"),
    "state": ("state", "us/bis/ai-diffusion", "--on", "2025-06-01", "--known", "2025-06-01"),
    "timeline": ("timeline", "us/bis/affiliates-50"),
    "upcoming": ("upcoming", "--on", "2025-11-15"),
}


def answer(cli, *arguments, status=0, store=None):
    """The JSON that a command answers."""
    done = cli(*arguments, "--format", "json", **({"store": store} if store else {}))
    assert (done.status, done.err) == (status, "")
    return json.loads(done.out)


def targets(report):
    """The instruments of which something changed."""
    return {change["instrument"] for change in report["changes"]}


# --- help and version -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_help_of_the_whole_names_every_command_and_the_exit_statuses(cli, flag):
    """A person who knows nothing finds every command, and what each exit status means, from --help alone."""
    done = cli(flag, store=None)
    assert done.status == 0
    assert all(f"  {name} " in done.out and COMMANDS[name][:30] in done.out for name in COMMANDS)
    assert all(word in done.out for word in ("0 all went well", "1 the work failed", "2 the command", "3 something"))


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_each_command(cli, name):
    """Every command explains itself and its options, within 80 columns."""
    done = cli(name, "--help", store=None)
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith(f"Usage: regtrack {name} ")
    assert "--store PATH" in done.out or "COMMAND [ARGS]" in done.out or name == "schema"
    assert max(map(len, done.out.splitlines())) <= 80
    assert "\\b" not in done.out  # a mark for click, which keeps the lines after it as they are


def test_version(cli):
    """--version prints one line and does no work."""
    done = cli("--version", store=None)
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("regtrack 0.")


# --- formats ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", QUESTIONS)
def test_json_names_its_schema_and_ends_with_the_horizon(cli, command):
    """JSON output carries "schema": "regtrack/<command>/1", and how far it can be trusted."""
    table = answer(cli, *QUESTIONS[command])
    assert table["schema"] == f"regtrack/{command}/1"
    assert list(table)[-1] == "horizon" or command == "state"
    assert {source["checked_through"] for source in table["horizon"]["sources"]} == {"2026-10-04", "2026-10-08"}
    assert table["horizon"]["threshold"] == ("reported" if command == "timeline" else "published")


@pytest.mark.parametrize("command", QUESTIONS)
@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_of_every_question(cli, command, format_):
    """Each question is answered in each format, in UTF-8, ending in one line end, with nothing on standard error."""
    done = cli(*QUESTIONS[command], "--format", format_)
    assert (done.status, done.err) == (0, "")
    assert done.out.endswith("\n")
    assert not done.out.endswith("\n\n")
    starts = {"md": ("# ", "**"), "html": "<!doctype html>", "json": "{", "jsonl": '{"type": "head"'}
    assert done.out.startswith(starts.get(format_, ""))
    if format_ == "csv":
        rows = list(csv.reader(io.StringIO(done.out)))
        assert len(rows) > 1
        assert {len(row) for row in rows} == {len(rows[0])}
    if format_ == "jsonl":
        assert all(json.loads(line)["type"] for line in done.out.splitlines())


def test_state_json_has_every_key_that_was_promised(cli):
    """Issue 2, section 6: the least that `state --format json` must have."""
    table = answer(cli, *QUESTIONS["state"])
    promised = (
        "instrument on known known_by threshold status force enforcement since until scheduled_next announced_changes "
        "values scopes flags because"
    )
    assert set(promised.split()) <= set(table)
    assert (table["on"], table["known"], table["known_by"]) == ("2025-06-01", "2025-06-01", "public")
    scoped = answer(cli, "state", "us/bis/advanced-computing-2022", "--on", "2022-10-10", "--known", "2022-10-14")
    assert scoped["status"] == "mixed"
    assert all(set(promised.split()) <= set(part) for part in scoped["scopes"])


# --- since ------------------------------------------------------------------------------------------------------


def test_since_lists_changes_of_the_window(cli):
    """The main job: what changed, each with its cause and the evidence behind it."""
    report = answer(cli, "since", *WINDOW)
    assert "us/bis/gp10-ascend-guidance" in targets(report)
    for change in report["changes"]:
        assert change["cause"] in ("clock", "act", "knowledge", "correction")
        assert all(event["evidence"] for event in change["because"])


def test_since_until_defaults_to_now(cli):
    """Without --until the window ends at the present moment."""
    report = answer(cli, "since", "2026-11-09")
    assert report["until"] == {"on": "2026-11-24T12:00:00Z", "known": "2026-11-24T12:00:00Z"}
    assert "us/bis/affiliates-50" in targets(report)


def test_since_accepts_an_instant(cli):
    """A day is read as it closed; an instant is read as it stands. The stay was filed at 08:45 Eastern."""
    options = ("--threshold", "filed", "--instrument", "us/bis/affiliates-50")
    before = answer(cli, "since", "2025-11-10T08:00:00-05:00", "--until", "2025-11-10T08:44:00-05:00", *options)
    after = answer(cli, "since", "2025-11-10T08:00:00-05:00", "--until", "2025-11-10T08:46:00-05:00", *options)
    assert before["changes"] == []
    assert [change["after"] for change in after["changes"] if change["facet"] == "status"] == ["stayed"]


def test_since_within_limits_the_dates_ahead(cli):
    """--within says how far ahead of --until dates are listed; 0 lists none beyond the day itself."""
    days = ("2025-10-01", "--until", "2025-11-15")
    near, far = (answer(cli, "since", *days, "--within", each)["upcoming"] for each in ("20", "365"))
    assert {item["on"] for item in near} == {"2025-11-29"}
    assert {item["on"] for item in near} < {item["on"] for item in far}
    assert answer(cli, "since", *days, "--within", "0")["upcoming"] == []
    assert (
        answer(cli, "since", *days, "--within", "52w")["upcoming"]
        == answer(cli, "since", *days, "--within", "364d")["upcoming"]
    )


def test_since_scope_keeps_what_reaches_a_provision(cli):
    """--scope asks about one provision: what touches another provision of the same rule is left out."""
    options = ("since", "2025-12-30", "--until", "2026-01-02", "--instrument", "us/bis/sme-2023")
    whole = answer(cli, *options)
    other = answer(cli, *options, "--scope", "instruction 4")
    assert whole["changes"]
    assert {change["scope"] for change in other["changes"]} <= {None, "instruction 4"}
    assert "instruction 5" not in {change["scope"] for change in other["changes"]}


def test_since_threshold_and_known_by(cli):
    """--threshold decides what counts, --known-by whose knowledge; the answer says which were used."""
    low = answer(cli, "since", *WINDOW, "--threshold", "announced")
    assert low["horizon"]["threshold"] == "announced"
    statuses = {(c["instrument"], c["after"]) for c in low["changes"] if c["facet"] == "status"}
    assert ("us/commerce/humain-arrangements", "announced") in statuses
    recorded = answer(cli, "since", *WINDOW, "--known-by", "record")
    assert recorded["horizon"]["known_by"] == "record"
    assert recorded["changes"] == []  # the ledger knew nothing in 2025


@pytest.mark.parametrize(
    ("command", "quiet"),
    [
        (("since", "2025-05-12", "--until", "2025-05-20"), ("since", "2025-05-17", "--until", "2025-05-18")),
        (("diff", "2026-11-09", "2026-11-10"), ("diff", "2026-11-10", "2026-11-11")),
    ],
)
def test_exit_code_tells_scripts_whether_anything_changed(cli, command, quiet):
    """--exit-code: 3 when something changed, 0 when nothing did; without it a change is no failure."""
    assert cli(*command).status == 0
    assert cli(*command, "--exit-code").status == 3
    assert cli(*quiet, "--exit-code").status == 0


# --- filters ----------------------------------------------------------------------------------------------------

FILTERS = [
    ("topic", "ai-chips", lambda item: "ai-chips" in item.topics),
    ("agency", "bis", lambda item: item.body == "bis"),
    ("kind", "guidance", lambda item: item.kind == "guidance"),
    ("cfr", "15 CFR 744", lambda item: any(text.startswith("15 CFR 744") for text in item.cfr)),
    ("instrument", "AI拡散規則", lambda item: item.id == "us/bis/ai-diffusion"),
]


@pytest.mark.parametrize(("name", "value", "holds"), FILTERS, ids=[each[0] for each in FILTERS])
@pytest.mark.parametrize("command", ["since", "diff", "timeline", "upcoming"])
def test_filters_and_their_opposites_share_the_answer(cli, bundled, command, name, value, holds):
    """Each --filter keeps what it names, each --not-filter the rest, and together they are the whole."""
    question = QUESTIONS[command] if command != "timeline" else ("timeline", "--since", "2025-05-12")
    instruments = {item.id: item for item in bundled.status(instruments=True).instruments}

    def seen(*options):
        table = answer(cli, *question, *options)
        lists = [table.get(key, ()) for key in ("changes", "upcoming", "undated", "claims", "late", "events")]
        return {item.get("instrument") or item["target"] for items in lists for item in items}

    whole, kept, left = seen(), seen(f"--{name}", value), seen(f"--not-{name}", value)
    assert all(holds(instruments[id_]) for id_ in kept)
    assert not any(holds(instruments[id_]) for id_ in left)
    assert kept | left == whole
    assert kept or name == "instrument" or command in ("diff", "upcoming")


def test_filters_of_one_name_add_up_and_of_two_names_narrow(cli):
    """Two topics mean either; a topic and a kind mean both."""
    either = targets(answer(cli, "since", *WINDOW, "--kind", "guidance", "--kind", "press_release"))
    both = targets(answer(cli, "since", *WINDOW, "--kind", "guidance", "--instrument", "GP10 guidance"))
    assert "us/bis/press-release-2025-05-13" in either
    assert "us/bis/gp10-ascend-guidance" in either
    assert both == {"us/bis/gp10-ascend-guidance"}


# --- diff -------------------------------------------------------------------------------------------------------


def test_diff_by_law_moves_the_legal_day_only(cli):
    """By law: two days, one knowledge. The stay ends by itself on 10 November 2026, as known in December 2025."""
    report = answer(cli, "diff", "2026-11-09", "2026-11-10", "--known", "2025-12-15", "--instrument", "90 FR 47201")
    assert report["from"] == {"on": "2026-11-09", "known": "2025-12-15"}
    assert report["to"] == {"on": "2026-11-10", "known": "2025-12-15"}
    (change,) = (each for each in report["changes"] if each["facet"] == "status")
    assert (change["before"], change["after"], change["cause"]) == ("stayed", "in_force", "clock")


def test_diff_by_knowledge_moves_what_was_known_only(cli):
    """By knowledge: one legal day, two knowledges. The stay became known on 12 November 2025."""
    options = ("--by", "knowledge", "--on", "2025-12-01", "--instrument", "us/bis/affiliates-50")
    report = answer(cli, "diff", "2025-11-11", "2025-11-12", *options)
    assert report["from"] == {"on": "2025-12-01", "known": "2025-11-11"}
    (change,) = (each for each in report["changes"] if each["facet"] == "status")
    assert (change["before"], change["after"]) == ("in_force", "stayed")


def test_diff_backwards_takes_the_changes_back(cli):
    """diff(b, a) undoes diff(a, b): the same things, before and after exchanged."""
    there, back = (
        answer(cli, "diff", *days, "--known", "2026-11-24", "--instrument", "us/bis/affiliates-50")["changes"]
        for days in (("2025-09-01", "2025-12-01"), ("2025-12-01", "2025-09-01"))
    )
    ends = [
        {(c["before"], c["after"]) for c in way if c["facet"] == "status" and not c["came_and_went"]}
        for way in (there, back)
    ]
    assert ends[0]
    assert ends[1] == {(after, before) for before, after in ends[0]}


def test_diff_takes_scope_and_threshold(cli):
    """--scope and --threshold mean the same as in since."""
    report = answer(cli, "diff", "2025-11-01", "2025-12-01", "--scope", "15 CFR 744.11", "--threshold", "announced")
    assert report["horizon"]["threshold"] == "announced"


# --- state ------------------------------------------------------------------------------------------------------


def test_state_defaults_to_now(cli):
    """Without --on and --known the question is about the present moment."""
    table = answer(cli, "state", "us/bis/affiliates-50")
    assert (table["on"], table["known"]) == ("2026-11-24T12:00:00Z", "2026-11-24T12:00:00Z")


def test_state_of_one_provision(cli):
    """--scope asks for one provision: instruction 5 of the SME rule took effect years after the rest."""
    question = ("state", "us/bis/sme-2023", "--on", "2024-01-01", "--known", "2024-01-01")
    assert answer(cli, *question, "--scope", "instruction 5")["status"] == "pending"
    assert answer(cli, *question, "--scope", "instruction 4")["status"] == "in_force"


def test_state_threshold_and_record(cli):
    """Below the threshold a statement does not count; before it was recorded the ledger did not know it."""
    question = ("state", "us/bis/h200-review-policy", "--on", "2025-12-20", "--known", "2025-12-20")
    assert answer(cli, *question, "--threshold", "announced")["status"] == "announced"
    assert answer(cli, *question)["status"] != "announced"
    assert (
        answer(cli, "state", "us/bis/ai-diffusion", "--known", "2025-06-01", "--known-by", "record")["status"] == "none"
    )


# --- timeline, upcoming -----------------------------------------------------------------------------------------


def test_timeline_of_several_instruments_in_order(cli):
    """Any number of names; events in the order in which they happened, none twice."""
    table = answer(cli, "timeline", "90 FR 4544", "AI拡散規則", "us/bis/gp10-ascend-guidance")
    assert {event["target"] for event in table["events"]} == {"us/bis/ai-diffusion", "us/bis/gp10-ascend-guidance"}
    assert len({event["id"] for event in table["events"]}) == len(table["events"])
    days = [event.get("published") for event in table["events"] if event.get("published")]
    assert days == sorted(days)


def test_timeline_window_threshold_and_knowledge(cli):
    """--since is exclusive and --until inclusive; --threshold and --known leave out what did not count then."""
    name = ("timeline", "us/bis/affiliates-50")
    keys = lambda *options: {e["key"].partition(":")[2] for e in answer(cli, *name, *options)["events"]}  # noqa: E731
    assert "aff-stay" in keys()
    assert keys("--since", "2025-11-11", "--until", "2025-11-12") == {"aff-stay", "aff-resumption-scheduled"}
    assert "aff-stay" not in keys("--since", "2025-11-12")
    assert "aff-stay" not in keys("--known", "2025-11-09")
    assert "aff-stay-announced" not in keys("--threshold", "published")
    assert keys("--known", "2026-01-01", "--known-by", "record") == set()


def test_timeline_of_everything_has_every_event(cli, bundled):
    """Without a name or filter: all of it."""
    totals = bundled.status().totals
    assert len(answer(cli, "timeline")["events"]) == totals.events


def test_upcoming_looks_ahead_from_a_day_as_known_then(cli):
    """--on moves the day and, unless --known says otherwise, the knowledge with it."""
    dates = lambda *options: {(i["instrument"], i["on"]) for i in answer(cli, "upcoming", *options)["upcoming"]}  # noqa: E731
    resumes = ("us/bis/affiliates-50", "2026-11-10")
    assert resumes in dates("--on", "2025-11-15", "--within", "365")
    assert resumes not in dates("--on", "2025-11-15")
    assert resumes not in dates("--on", "2025-11-09", "--within", "400")
    assert resumes in dates("--on", "2025-11-09", "--within", "400", "--known", "2025-12-01")


def test_upcoming_default_is_ninety_days_from_now(cli):
    """Without options: the ninety days from now, and the promises without a date."""
    table = answer(cli, "upcoming")
    assert (table["after"], table["within"]) == ("2026-11-24T12:00:00Z", 90)
    assert all("2026-11-24" <= item["on"] <= "2027-02-22" for item in table["upcoming"])
    assert "bis-chip-rules:repl-promised" in {event["key"] for event in table["undated"]}


# --- status, add, export ----------------------------------------------------------------------------------------


def test_status_tells_what_the_ledger_holds(cli, ledger_file):
    """Contents, horizon and schema version, for people and for programs."""
    text = cli("status")
    assert (text.status, text.err) == (0, "")
    table = answer(cli, "status")
    assert table["schema"] == "regtrack/status/1"
    assert table["location"] == str(ledger_file)
    assert isinstance(table["schema_version"], int)
    assert f"{table['instruments']} instruments, {table['events']} events" in text.out
    assert "instrument_list" not in table
    assert "4 October 2026" in text.out


def test_status_lists_instruments_with_their_names(cli):
    """--instruments lists them, the filters narrow the list, and each listed name finds its instrument."""
    table = answer(cli, "status", "--instruments", "--agency", "congress")
    ids = {item["id"] for item in table["instrument_list"]}
    assert "us/congress/gain-ai-act" in ids
    assert all(id_.startswith("us/congress/") for id_ in ids)
    text = cli("status", "--instruments", "--kind", "executive_order")
    assert "us/president/eo-14320" in text.out
    assert "American AI Exports Program order" in text.out
    assert "大統領令14320号" not in text.out  # a name of another language than that of the list
    assert "ai-diffusion" not in text.out
    assert "大統領令14320号" in cli("status", "--instruments", "--kind", "executive_order", "--lang", "ja").out


def test_export_then_add_gives_the_same_answers(cli, tmp_path):
    """`export` and `add` round-trip the whole ledger: byte-equal export, byte-equal answers."""
    dump, other = tmp_path / "all.jsonl", tmp_path / "other.sqlite"
    assert cli("export", "-o", dump) == (0, "", "")
    assert cli("export").out == dump.read_text("utf-8")
    added = cli("add", dump, store=other)
    assert added.status == 0
    assert added.out.startswith(f"{dump}: ")
    assert " new" in added.out
    assert cli("export", store=other).out == dump.read_text("utf-8")
    for question in QUESTIONS.values():
        for format_ in ("text", "json"):
            ours, theirs = (cli(*question, "--format", format_, **store) for store in ({}, {"store": other}))
            assert ours == theirs


MINI = """
[timeline]
id = "mini"
title = "A small timeline"
checked_through = 2026-11-01

[[instrument]]
id = "us/x/rule"
kind = "final_rule"
title = "A rule"
aliases.ja = ["小さな規則"]

[[document]]
id = "doc"
publisher = "Federal Register"
url = "https://example.org/doc"

[[event]]
key = "effective"
kind = "set_effective"
target = "us/x/rule"
effect = 2026-01-01
published = 2025-12-01
summary = "In force."
evidence = ["doc"]
"""


def test_add_says_what_it_did_and_adding_again_changes_nothing(cli, own_ledger, tmp_path):
    """New, revised, withdrawn and unchanged are counted; the same file again is no change."""
    file = tmp_path / "mini.toml"
    file.write_text(MINI, "utf-8")
    assert cli("add", file, store=own_ledger) == (0, f"{file}: 3 new\n", "")
    assert cli("add", file, store=own_ledger).out == f"{file}: 3 unchanged\n"
    file.write_text(MINI.replace("2026-01-01", "2026-02-01"), "utf-8")
    assert cli("add", file, store=own_ledger).out == f"{file}: 1 revised, 2 unchanged\n"
    assert answer(cli, "state", "小さな規則", store=own_ledger)["since"] == "2026-02-01"


def test_add_check_judges_and_records_nothing(cli, own_ledger, tmp_path):
    """A timeline that rests on nothing but a newspaper is told so, with 1 at the end, and is still good to add."""
    file = tmp_path / "mini.toml"
    file.write_text(MINI, "utf-8")
    done = cli("add", "--check", file, store=own_ledger)
    assert (done.status, done.err) == (1, "")
    assert done.out.startswith(f"{file}: 0 of 1 events (0%) have a primary document; published US acts: 0 of 1\n")
    assert "  must hold: published by third parties alone: 1\n    effective: is published on the word of" in done.out
    assert cli("add", file, store=own_ledger).out == f"{file}: 3 new\n"
    file.write_text(MINI.replace('publisher = "Federal', 'rank = "official"\npublisher = "Federal'), "utf-8")
    done = cli("add", "--check", file, store=own_ledger)
    assert (done.status, done.err) == (0, "")
    assert "  must hold: published by third parties alone: none\n" in done.out


def test_add_takes_several_files_and_keeps_the_good_ones_before_a_bad_one(cli, own_ledger, tmp_path):
    """Files are recorded one by one; a bad one stops the work with exit status 1."""
    good, bad = tmp_path / "mini.toml", tmp_path / "bad.toml"
    good.write_text(MINI, "utf-8")
    bad.write_text("[timeline]\n", "utf-8")
    done = cli("add", good, bad, store=own_ledger)
    assert done.status == 1
    assert "3 new" in done.out
    assert str(bad) in done.err
    assert cli("state", "us/x/rule", store=own_ledger).status == 0


def test_store_from_the_environment(cli, own_ledger, monkeypatch):
    """$REGTRACK_STORE names the ledger where --store does not."""
    monkeypatch.setenv("REGTRACK_STORE", str(own_ledger))
    assert answer_location(cli("status", "--format", "json", store=None)) == str(own_ledger)


def test_store_defaults_to_one_file_per_user(cli, monkeypatch, tmp_path):
    """Without any of both: a ledger in the platform's data folder, made from the bundled timelines at first use."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    location = answer_location(cli("status", "--format", "json", store=None))
    assert Path(location).is_relative_to(tmp_path)
    assert Path(location).is_file()


def answer_location(done):
    assert (done.status, done.err) == (0, "")
    return json.loads(done.out)["location"]


def test_store_in_memory_holds_the_bundled_timelines(cli):
    """`--store :memory:` answers without leaving a file."""
    assert "us/bis/gp10-ascend-guidance" in targets(answer(cli, "since", *WINDOW, store=":memory:"))
    assert not Path(":memory:").exists()


@pytest.mark.parametrize("name", ["us/bis/ai-diffusion", "90 FR 4544", "2025-00636", "AI拡散規則", "ai diffusion rule"])
def test_every_command_takes_any_name(cli, name):
    """An id, a citation, a document number, a Japanese name: each works in each command that takes an instrument."""
    assert answer(cli, "state", name)["instrument"] == "us/bis/ai-diffusion"
    assert {e["target"] for e in answer(cli, "timeline", name)["events"]} == {"us/bis/ai-diffusion"}
    for command in ("since", "diff"):
        assert targets(answer(cli, *QUESTIONS[command], "--instrument", name)) == {"us/bis/ai-diffusion"}
    assert answer(cli, "upcoming", "--instrument", name)["schema"] == "regtrack/upcoming/1"


def test_no_arguments_shows_the_help():
    """Called with nothing, it says how to call it, and exits with 2."""
    assert run([]) == 2


def test_move_copies_the_ledger_and_says_that_it_is_the_same(cli, own_ledger, tmp_path):
    """A second time it finds everything there; into another ledger it does not go."""
    to = tmp_path / "copy.sqlite"
    for _ in range(2):
        done = cli("move", "--to", str(to), store=own_ledger)
        assert done.status == 0, done.err
        assert "identical to the original" in done.out
    assert cli("export", store=to).out == cli("export", store=own_ledger).out
    empty = tmp_path / "empty.sqlite"
    SqliteStore(empty).close()
    done = cli("move", "--to", str(to), store=empty)
    assert done.status == 1
    assert "found another ledger" in done.err
