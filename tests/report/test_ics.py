"""The calendar: read back by another implementation, moved and not doubled, and written as RFC 5545 wants it."""

# ruff: noqa: E501 (tables read best one row a line)

import datetime as dt
import io
import re
import uuid
import zoneinfo

import ics
import pytest
from dateutil import tz

import regtrack
from regtrack.errors import InputError, StoreError
from regtrack.model.document import Document, Rank
from regtrack.model.when import When
from regtrack.report import render
from regtrack.report.vtimezone import vtimezone
from tests.conftest import NOW
from tests.helpers import RULE, e, rule, track
from tests.report.test_formats import HOSTILE, URLS, ledger
from tests.rows import each_row

SET = e("set_effective", effect="2024-03-01", published="2024-01-15")
DELAY = e("delay_effective", effect="2024-06-03", published="2024-02-15")
DROP = e("withdraw_final", effect="2024-05-20", published="2024-05-20")


def clock(day):
    return dt.datetime.fromisoformat(f"{day}T12:00:00+00:00")


class Reader:
    """A calendar program: it keeps one entry a UID, the newest by SEQUENCE and then by DTSTAMP (RFC 5546, 2.1.5).

    Files are read by the ``ics`` library, which shares no code with the one that wrote them.
    """

    def __init__(self):
        self.kept = {}

    def take(self, text):
        for entry in ics.Calendar(text).events:
            newer = _revision(entry), entry
            older = self.kept.get(entry.uid)
            if older is None or newer[0] > older[0]:
                self.kept[entry.uid] = newer
        return self

    @property
    def shown(self):
        """What a person sees: days or moments, each with its title; cancelled entries are gone."""
        entries = [entry for _, entry in self.kept.values() if entry.status != "CANCELLED"]
        return sorted((_when(entry), entry.name.partition(": ")[2]) for entry in entries)


def _revision(entry):
    (sequence,) = [int(each.value) for each in entry.extra if each.name == "SEQUENCE"]
    return sequence, entry.created  # what the library calls so is DTSTAMP


def _when(entry):
    if not entry.all_day:
        return entry.begin.to("utc").isoformat()
    days = (entry.end - entry.begin).days
    return entry.begin.date().isoformat() + (f" +{days - 1}" if days > 1 else "")


def read(text):
    return Reader().take(text)


def calendar(tables, day="2025-12-01", *, question="timeline", **more):
    tracker = track(tables, clock=clock(day))
    answer = {
        "timeline": tracker.timeline,
        "upcoming": lambda: tracker.upcoming(400),
        "since": lambda: tracker.since("2024-01-01"),
        "state": lambda: tracker.why(tracker.state(RULE)),
        "diff": lambda: tracker.diff("2024-01-01", day, by="knowledge"),
    }[question]()
    return render(answer, "ics", **more)


# --- imported twice -------------------------------------------------------------------------------------------------

QUESTIONS = ["timeline", "upcoming", "since", "state", "diff"]
EARLY, LATE, LAST = "2024-02-01", "2024-02-20", "2024-05-22"


@each_row("question", QUESTIONS)
def test_a_delayed_date_moves_and_is_there_once(question):
    """The older and the newer file, in either order."""
    older, newer = (calendar([SET, DELAY], day, question=question) for day in (EARLY, LATE))
    in_force = [("2024-03-01", "in force")], [("2024-06-03", "in force")]
    for text, expected in zip((older, newer), in_force, strict=True):
        assert [each for each in read(text).shown if each[1] == "in force"] == expected
    for first, second in ((older, newer), (newer, older)):
        assert [each for each in read(first).take(second).shown if each[1] == "in force"] == in_force[1]


@each_row("question", ["timeline", "since", "state", "diff"])
def test_a_date_that_fell_away_is_cancelled(question):
    """It goes from the calendar of whoever imports the newer file."""
    older, newer = (calendar([SET, DELAY, DROP], day, question=question) for day in (LATE, LAST))
    assert ("2024-06-03", "in force") in read(older).shown
    merged = read(older).take(newer).shown
    assert not [each for each in merged if "in force" in each[1]]
    assert "SUMMARY:No longer: Title of us/x/rule: in force\r\n" in newer
    assert "STATUS:CANCELLED" in newer


def test_dates_ahead_hold_what_was_to_come_and_is_no_more():
    """Also when it was moved out of the days asked about: the entry must move there, too."""
    given_up = calendar([SET, DELAY, DROP], "2024-05-22", question="upcoming")
    assert "STATUS:CANCELLED" in given_up
    far = e("delay_effective", effect="2026-06-03", published="2024-02-15")
    older, newer = (calendar([SET, far], day, question="upcoming") for day in (EARLY, LATE))
    assert read(older).shown == [("2024-03-01", "in force")]
    assert read(older).take(newer).shown == [("2026-06-03", "in force")]
    assert read(calendar([SET, far], "2024-03-20", question="upcoming")).shown == []


def test_a_moved_entry_says_from_where():
    """A delay is one change: the entry at the new day names the old one."""
    text = unfolded(calendar([SET, DELAY]))
    assert "DESCRIPTION:In force from 3 June 2024. Moved from 1 March 2024." in text
    assert "SEQUENCE:1\r\n" in text


def test_what_is_given_up_says_why():
    """The act that ended it."""
    text = unfolded(calendar([{**SET, "effect": "2024-06-01"}, DROP]))
    assert "DESCRIPTION:No longer: in force from 1 June 2024. Final rule withdrawn\\, effect 20 May 2024." in text


def test_the_stay_and_the_return_of_the_bundled_timeline(bundled):
    """Known on 1 November 2025 there is no stay; a month later there is one, and the rest stays as it was."""
    before, after = (
        render(bundled.timeline(instrument="us/bis/affiliates-50", known=day, threshold="published"), "ics")
        for day in ("2025-11-01", "2025-12-01")
    )
    old, both = read(before).shown, read(before).take(after).shown
    assert set(both) - set(old) == {
        ("2025-11-10", "stayed"),
        ("2026-11-10", "in force again (if the stay is not extended)"),
    }
    assert set(old) <= set(both)


# --- the same knowledge, the same bytes -----------------------------------------------------------------------------


def test_the_clock_leaves_no_trace(ledger_file):
    """Exported a month later with nothing new, a subscribed file is the same to the byte."""
    texts = []
    for now in (NOW, NOW + dt.timedelta(days=30)):
        tracker = regtrack.open(ledger_file, bundled=False, clock=lambda now=now: now)
        texts.append(render(tracker.timeline(topic="ai-chips"), "ics"))
        tracker.close()
    assert texts[0] == texts[1]


def test_times_are_those_of_knowledge():
    """CREATED: when the date could first be known. LAST-MODIFIED, DTSTAMP: when what is known of it last changed."""
    entry = entries(calendar([SET, DELAY]))["in force"]
    assert entry["CREATED"] == "20240116T045959Z"  # the close of 15 January in Washington
    assert entry["LAST-MODIFIED"] == entry["DTSTAMP"] == "20240216T045959Z"


def test_uids_are_uuids_that_do_not_hang_on_the_day(bundled):
    """RFC 7986, 5.3; and no two are equal."""
    text = render(bundled.timeline(), "ics")
    uids = re.findall(r"^UID:(.+)\r$", text, re.MULTILINE)
    assert len(uids) == len(set(uids)) > 100
    assert {uuid.UUID(each).version for each in uids} == {5}
    first, second = (
        entries(calendar([{**SET, "effect": day}]))["in force"]["UID"] for day in ("2024-03-01", "2024-04-01")
    )
    assert first == second == "7ac8e8d4-3725-564a-bb59-c23905d41678"


# --- days and times -------------------------------------------------------------------------------------------------

DAYS = {
    "an effective date": (SET, "in force", ("20240301", "20240302")),
    "a last day that is included": (
        e("open_comment", through="2024-03-01", published="2024-01-15"), "last day for comments", ("20240301", "20240302")),
    "an end that is not included": (
        e("open_comment", until="2024-03-01", published="2024-01-15"), "last day for comments", ("20240229", "20240301")),
    "the day after the last one": (
        {**SET, "through": "2024-12-31"}, "expires", ("20250101", "20250102")),
    "a month": ({**SET, "effect": "2024-06"}, "in force", ("20240601", "20240701")),
    "some days": ({**SET, "effect": "2024-05-13..2024-05-16"}, "in force", ("20240513", "20240517")),
    "a year stands on its first day": ({**SET, "effect": "2025"}, "in force", ("20250101", "20250102")),
}  # fmt: skip


@each_row(("event", "title", "days"), DAYS.values(), ids=DAYS.keys())
def test_whole_days_end_on_the_first_day_out(event, title, days):
    """DTEND of a whole day is exclusive, whatever the words of the source."""
    entry = entries(calendar([event]))[title]
    assert (entry["DTSTART;VALUE=DATE"], entry["DTEND;VALUE=DATE"]) == days


def test_a_date_that_is_not_exactly_known_is_tentative():
    """So is one that is only announced; one that an act has set is confirmed."""
    said = e("rescind", effect="2024-09-01", announced="2024-05-01", certainty="announced")
    found = entries(calendar([SET, said]))
    assert found["in force"]["STATUS"] == "CONFIRMED"
    assert found["rescission (announced only)"]["STATUS"] == "TENTATIVE"
    month = entries(calendar([{**SET, "effect": "2024-06"}]))["in force"]
    assert month["STATUS"] == "TENTATIVE"
    assert month["DESCRIPTION"].startswith("In force\\, June 2024.")


def test_a_time_of_day_is_a_moment_in_its_zone():
    """With the zone's rules in the file, and no end."""
    timed = {**SET, "effect": "2024-03-10T12:30:00-04:00"}
    text = calendar([timed, e("open_comment", until="2024-07-01T17:00[Asia/Tokyo]", published="2024-01-15")])
    assert read(text).shown[-2:] == [
        ("2024-03-10T16:30:00+00:00", "in force"), ("2024-07-01T08:00:00+00:00", "last day for comments"),
    ]  # fmt: skip
    entry = entries(text)["in force"]
    assert entry["DTSTART;TZID=America/New_York"] == "20240310T123000"
    assert not [key for key in entry if key.startswith("DTEND")]
    assert text.count("BEGIN:VTIMEZONE") == text.count("TZID:America/New_York") == 1


def test_whole_days_need_no_zone():
    """A legal day is the same day in every reader's calendar."""
    assert "TZID" not in calendar([SET])


@each_row(
    "zone",
    [
        "America/New_York",
        "Europe/Brussels",
        "Asia/Tokyo",
        "Australia/Lord_Howe",
        "America/Santiago",
        "Africa/Cairo",
    ],
)
def test_the_rules_of_a_zone_are_those_of_the_database(zone):
    """Read by dateutil, each day from the first year to the last, and each quarter of an hour of a day with a turn."""
    text = f"BEGIN:VCALENDAR\r\n{vtimezone(zone, 2023, 2026).to_ical().decode()}END:VCALENDAR\r\n"
    ours, theirs = tz.tzical(io.StringIO(text)).get(zone), zoneinfo.ZoneInfo(zone)
    moment = dt.datetime(2023, 1, 1, 12, tzinfo=dt.UTC)
    turns = 0
    while moment.year < 2027:
        later = moment + dt.timedelta(hours=24)
        turned = moment.astimezone(theirs).utcoffset() != later.astimezone(theirs).utcoffset()
        turns += turned
        for minutes in range(0, 24 * 60, 15) if turned else (0,):
            each = moment + dt.timedelta(minutes=minutes)
            assert each.astimezone(ours).replace(tzinfo=None) == each.astimezone(theirs).replace(tzinfo=None), each
        moment = later
    assert turns == {"Asia/Tokyo": 0}.get(zone, 8)


# --- what an entry says -----------------------------------------------------------------------------------------------


def test_an_entry_says_all_there_is():
    """Sentence, words of the record, note, quote, source, link, categories; it takes no time from anybody."""
    document = Document(
        "d", "Federal Register", url="https://example.org/d", date=When.parse("2024-01-15"), rank=Rank.OFFICIAL
    )
    event = {
        **SET, "summary": "Guards are required, at last; see below.", "note": "Not for toys.",
        "evidence": [{"document": "d", "quote": "effective March 1, 2024"}],
    }  # fmt: skip
    tracker = track(
        [event], [rule(title="Widget guards", citation=("89 FR 1000",), topics=("widgets",))], documents=[document]
    )
    entry = entries(render(tracker.timeline(), "ics"))["in force"]
    assert entry["SUMMARY"] == "Widget guards (89 FR 1000): in force"
    assert entry["DESCRIPTION"] == (
        "In force from 1 March 2024.\\n\\nGuards are required\\, at last\\; see below.\\n\\nNote: Not for toys.\\n\\n"
        "Source: Federal Register\\, 15 January 2024\\, official\\nhttps://www.federalregister.gov/citation/89-FR-1000\\n\\n"
        "“effective March 1\\, 2024”\\nSource: Federal Register\\, 15 January 2024\\, copy\\nhttps://example.org/d"
    )
    assert entry["URL"] == "https://www.federalregister.gov/citation/89-FR-1000"
    assert entry["CATEGORIES"] == "effective date,x,widgets"
    assert entry["TRANSP"] == "TRANSPARENT"


def test_japanese_is_folded_between_characters(bundled):
    """No line has more than 75 octets, each is UTF-8 by itself, and what was written comes back."""
    words = "先端半導体の輸出規制、施行日は二〇二四年三月一日。" * 12
    document = Document("d", "官報", language="ja", rank=Rank.OFFICIAL)
    event = {**SET, "summary": words, "language": "ja", "evidence": [{"document": "d", "quote": words}]}
    text = render(track([event], [rule(title="貨物等省令")], documents=[document]).timeline(), "ics", name="規制の予定")
    for each in (text, render(bundled.timeline(), "ics")):
        for line in each.encode().split(b"\r\n"):
            assert len(line) <= 75
            line.decode()
    (entry,) = [entry for entry in ics.Calendar(text).events if "in force" in entry.name]
    assert entry.name == "貨物等省令: in force"
    assert words in entry.description
    assert f"“{words}”" in entry.description
    assert "\r\nX-WR-CALNAME:規制の予定\r\n" in text


@each_row(
    "text", [*HOSTILE, "a\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:x", "a;b,c:d\\n\\\\;", "\x00\x07\x1b[2J\u202e\ud800"]
)
def test_no_author_makes_an_entry_of_his_own(text):
    """Whatever is written anywhere, there are as many entries as dates, and their texts read back."""
    tracker = ledger(text if "\ud800" not in text else text.replace("\ud800", "\ufffe"))
    plain = ledger("Plain.")
    asked = {"threshold": "published"}
    out, expected = (render(each.timeline(**asked), "ics", name=text) for each in (tracker, plain))
    structure = re.compile(r"^(?:BEGIN|END|UID|DTSTART)\b", re.MULTILINE)
    assert len(structure.findall(out)) == len(structure.findall(expected))
    check(out)
    if text.isprintable():
        assert sum(text in unescaped(entry["DESCRIPTION"]) for entry in entries(out).values()) > 1


@each_row("url", URLS)
def test_only_a_web_address_becomes_a_link(url):
    """The same rule as for pages."""
    out = render(ledger(url=url).timeline(), "ics")
    assert "\r\nURL:" not in out
    check(out)


# --- alarms, names, addresses ---------------------------------------------------------------------------------------


def test_alarms_are_set_before_what_is_to_come():
    """Each as often as asked; none for what has passed or was cancelled."""
    soon = e("set_compliance", effect="2024-09-02", published="2024-01-15")
    text = calendar([SET, soon], "2024-06-01", alarms=["7d", "12h", "2w", "30m", "0d"])
    (entry,) = [each for each in ics.Calendar(text).events if each.alarms]
    assert entry.name.endswith("compliance required")
    assert sorted(alarm.trigger for alarm in entry.alarms) == sorted(
        -dt.timedelta(**each) for each in ({"days": 7}, {"hours": 12}, {"weeks": 2}, {"minutes": 30}, {})
    )
    assert text.count("BEGIN:VALARM") == text.count("ACTION:DISPLAY") == 5
    assert calendar([SET, soon], "2024-06-01", alarms="7d") == calendar([SET, soon], "2024-06-01", alarms=["7d"])
    assert "BEGIN:VALARM" not in calendar([SET, DELAY, DROP], LAST, question="upcoming", alarms=["7d"])


@each_row("alarm", ["7", "d", "7x", "-7d", "7 d", "", "1.5d", "٧d", "99999d"])
def test_an_alarm_that_cannot_be_read(alarm):
    """One sentence with what would do."""
    with pytest.raises(InputError, match=r"^alarm: found .+; expected a number with m, h, d or w, such as 7d$"):
        calendar([SET], alarms=[alarm])


def test_the_calendar_itself():
    """Name, horizon, how often to look again, where it is; for programs old and new."""
    text = calendar([SET], name="Rules, ours", url="https://example.org/rules.ics")
    head = unfolded(text).partition("BEGIN:VEVENT")[0].splitlines()
    assert head[0] == "BEGIN:VCALENDAR"
    for line in (
        "METHOD:PUBLISH", "CALSCALE:GREGORIAN", "NAME:Rules\\, ours", "X-WR-CALNAME:Rules\\, ours",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D", "X-PUBLISHED-TTL:P1D", "SOURCE;VALUE=URI:https://example.org/rules.ics",
        "URL:https://example.org/rules.ics", "LAST-MODIFIED:20240116T045959Z",
    ):  # fmt: skip
        assert line in head
    (about,) = [line for line in head if line.startswith("X-WR-CALDESC:Based on what was public")]
    assert "Only published acts count." in about  # also for a timeline, which lists statements of any certainty


@each_row(
    ("ask", "name"),
    [
        (lambda t: t.timeline(instrument="us/bis/affiliates-50"), "Affiliates Rule (90 FR 47201)"),
        (lambda t: t.timeline(agency="congress"), "Timeline of regulation"),
        (lambda t: t.upcoming(90, on="2025-11-15"), "Regulation: dates ahead"),
        (lambda t: t.since("2025-05-12", "2025-05-20"), "Regulation: changes after 12 May 2025"),
        (lambda t: t.why(t.state("us/bis/ai-diffusion")), "AI Diffusion Rule (90 FR 4544)"),
    ],
)
def test_a_calendar_is_called_after_the_question(bundled, ask, name):
    """The same each day that it is asked."""
    assert f"\r\nNAME:{name}\r\n" in unfolded(render(ask(bundled), "ics"))


@each_row("url", ["javascript:alert(1)", "rules.ics", "https://example.org/\r\nX:y", ""])
def test_an_address_that_is_none_of_the_web_is_refused(url):
    """Nothing else may be published as an address."""
    with pytest.raises(InputError, match=r"^url: found .+; expected a web address"):
        calendar([SET], url=url)


def test_an_empty_calendar_is_one_all_the_same():
    """RFC 5545 wants a component in each; a zone will do."""
    text = calendar([])
    check(text)
    assert not ics.Calendar(text).events
    assert "BEGIN:VTIMEZONE" in text


def test_a_closed_ledger_is_one_sentence(ledger_file):
    """How often a date moved is not in the answer."""
    tracker = regtrack.open(ledger_file, clock=lambda: NOW)
    answer = tracker.upcoming(90, on="2025-11-15")
    tracker.close()
    with pytest.raises(StoreError, match=r"^history: found the ledger closed; expected it open"):
        render(answer, "ics")


# --- RFC 5545 -------------------------------------------------------------------------------------------------------


@each_row(
    "ask",
    [
        lambda t: t.timeline(), lambda t: t.timeline(threshold="published"), lambda t: t.since("2022-01-01", threshold="reported"),
        lambda t: t.upcoming(2000, on="2022-09-01"), lambda t: t.upcoming(2000, on="2022-09-01", known="2026-11-24", known_by="record"),
        lambda t: t.diff("2025-05-12", "2026-11-20", by="knowledge"), lambda t: t.diff("2026-11-20", "2025-05-12"),
        lambda t: t.why(t.state("us/president/proclamation-11002")),
    ],
)  # fmt: skip
def test_real_answers_are_valid(bundled, ask):
    """Every kind of answer, from the bundled timelines."""
    check(render(ask(bundled), "ics", alarms=["7d"]))


ONCE = {
    "VCALENDAR": {"PRODID", "VERSION"},
    "VEVENT": {"UID", "DTSTAMP", "DTSTART"},
    "VALARM": {"ACTION", "TRIGGER", "DESCRIPTION"},
    "VTIMEZONE": {"TZID"},
    "STANDARD": {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"},
    "DAYLIGHT": {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"},
}
INSIDE = {
    "VEVENT": "VCALENDAR",
    "VTIMEZONE": "VCALENDAR",
    "VALARM": "VEVENT",
    "STANDARD": "VTIMEZONE",
    "DAYLIGHT": "VTIMEZONE",
}
NAME = r"[A-Z][A-Z0-9-]*"
LINE = re.compile(rf'({NAME})((?:;{NAME}=(?:"[^"\x00-\x1f]*"|[^";:,\x00-\x1f]*))*):([^\x00-\x08\x0a-\x1f\x7f]*)')


def unfolded(text):
    return re.sub("\r\n[ \t]", "", text)


def components(text):
    """Each component with its properties, as (name, {property with parameters: [values]}, name of what it stands in)."""
    stack, found = [], []
    for line in unfolded(text).removesuffix("\r\n").split("\r\n"):
        match = LINE.fullmatch(line)
        assert match, line
        name, parameters, value = match.groups()
        if name == "BEGIN":
            stack.append((value, {}, stack[-1][0] if stack else None))
        elif name == "END":
            assert stack[-1][0] == value
            found.append(stack.pop())
        else:
            stack[-1][1].setdefault(name + parameters, []).append(value)
    assert not stack
    return found


def check(text):
    """What section 3 of RFC 5545 demands, as far as a calendar of ours can break it."""
    assert text.endswith("END:VCALENDAR\r\n")
    assert not re.search("(?<!\r)\n|\r(?!\n)", text)
    found = components(text)
    assert [name for name, _, inside in found if inside is None] == ["VCALENDAR"]
    assert len(found) > 1
    zones = {values["TZID"][0] for name, values, _ in found if name == "VTIMEZONE"}
    uids = [values["UID"][0] for name, values, _ in found if name == "VEVENT"]
    assert len(uids) == len(set(uids))
    for name, values, inside in found:
        assert INSIDE.get(name) == inside
        bare = [key.partition(";")[0] for key in values]
        assert set(bare) >= ONCE[name]
        assert len(bare) == len(set(bare))
        assert all(len(each) == 1 for key, each in values.items())
        for key in values:
            if match := re.search("TZID=([^;]+)", key):
                assert match[1] in zones
        if name == "VEVENT":
            check_event({key: each[0] for key, each in values.items()})


def check_event(entry):
    assert re.fullmatch(r"\d+", entry["SEQUENCE"])
    assert entry["STATUS"] in ("TENTATIVE", "CONFIRMED", "CANCELLED")
    for key in ("DTSTAMP", "CREATED", "LAST-MODIFIED"):
        assert re.fullmatch(r"\d{8}T\d{6}Z", entry[key])
    assert entry["CREATED"] <= entry["LAST-MODIFIED"]
    (start,) = [key for key in entry if key.startswith("DTSTART")]
    if start == "DTSTART;VALUE=DATE":
        assert re.fullmatch(r"\d{8}", entry[start])
        assert entry["DTEND;VALUE=DATE"] > entry[start]
    else:
        assert re.fullmatch(r"DTSTART;TZID=[\w/]+", start)
        assert re.fullmatch(r"\d{8}T\d{6}", entry[start])


def unescaped(value):
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], value)


def entries(text):
    """The properties of each entry, as written, by its title without the instrument."""
    check(text)
    found = [{key: each[0] for key, each in values.items()} for name, values, _ in components(text) if name == "VEVENT"]
    return {entry["SUMMARY"].rpartition(": ")[2]: entry for entry in found}
