"""What is in a digest: each fact once, by what the record and the clock brought, and nothing that was told."""

import datetime as dt
import re

import pytest

from regtrack.digest.subscriptions import Subscription
from regtrack.errors import ClockError
from regtrack.model.document import Document, Rank
from regtrack.model.kinds import Certainty
from regtrack.model.when import When
from regtrack.report import render
from regtrack.store import Batch
from regtrack.tracker import Tracker
from tests.digest.office import Office, person, text_of
from tests.helpers import RULE, e, rule
from tests.rows import each_row

OTHER = "us/x/other"
PUBLISHED = e("publish", "p", published="2026-01-02", summary="A rule on widgets.")
EFFECT = e("set_effective", "s", effect="2026-03-01", published="2026-01-02")


@pytest.fixture
def office() -> Office:
    """A rule that is followed, and a first digest that was sent."""
    office = Office(person(reminders=(30, 7, 1)))
    office.follow(rule(), rule(OTHER))
    office.mail("2026-01-02")
    return office


def news(office: Office, *events, day: str, **batch) -> list[str]:
    """Record in the night, run in the morning; what the mails say."""
    office.at(f"{day}T03:00Z").record(*events, **batch)
    return [text_of(mail) for mail in office.mails(day)]


# --- once -------------------------------------------------------------------------------------------------------------


def test_a_fact_is_told_once(office) -> None:
    (text,) = news(office, PUBLISHED, EFFECT, day="2026-01-03")
    assert "2 Jan: published; in force from 1 Mar 2026. A rule on widgets." in text
    assert "DATES AHEAD" not in text  # the change says the date
    assert office.mails("2026-01-03T08:00Z") == []
    assert office.mails("2026-01-04") == []


def test_recording_the_same_again_is_no_news(office) -> None:
    news(office, PUBLISHED, EFFECT, day="2026-01-03")
    assert news(office, PUBLISHED, EFFECT, day="2026-01-04") == []


def test_what_the_clock_brings_is_told_on_its_day(office) -> None:
    news(office, PUBLISHED, EFFECT, day="2026-01-03")
    assert office.mails("2026-01-28") == []
    mail = office.mail("2026-03-01T12:00Z", due=False)
    assert mail["Subject"] == f"Title of {RULE}: in force since 1 Mar 2026"
    assert "scheduled date reached" in text_of(mail)
    assert office.mails("2026-03-02") == []


def test_a_fact_that_several_subscriptions_match_is_told_once_with_each(office) -> None:
    office.with_people(
        person("lin", Subscription(note="We make widgets", text=("WIDGET",)), Subscription(instrument=(RULE,)),
               Subscription(text=("gadget",)))
    )  # fmt: skip
    (text,) = news(office, PUBLISHED, EFFECT, day="2026-01-03")
    assert text.count("published; in force from 1 Mar 2026") == 1
    assert f"(matched by: We make widgets; instrument {RULE})" in text
    assert "gadget" not in text


def test_an_item_and_its_confirmation_are_one_entry(office) -> None:
    item = e("report", "r", available="2026-01-02", certainty="reported", summary="The press expects a rule.")
    sure = e("confirm", "c", of="r", published="2026-01-02", summary="The agency says so itself.")
    (text,) = news(office, item, sure, day="2026-01-03")
    assert text.count("The press expects a rule.") == 1
    assert text.count("The agency says so itself.") == 1
    assert text.count("* Title of") == 1


def test_a_confirmation_of_what_was_told_is_news(office) -> None:
    item = e("report", "r", available="2026-01-02", certainty="reported", summary="The press expects a rule.")
    (first,) = news(office, item, day="2026-01-03")
    assert "The press expects a rule." in first
    (second,) = news(office, e("confirm", "c", of="r", published="2026-01-03", summary="It is so."), day="2026-01-04")
    assert "It is so." in second


# --- dates ------------------------------------------------------------------------------------------------------------


def test_a_moved_date_says_from_where_to_where(office) -> None:
    news(office, PUBLISHED, EFFECT, day="2026-01-03")
    (text,) = news(office, e("delay_effective", "d", effect="2026-04-01", published="2026-01-04"), day="2026-01-05")
    assert "delayed to 1 Apr 2026. Date moved from 1 Mar 2026 to 1 Apr 2026." in text
    (text,) = news(office, e("delay_effective", "d2", effect="2026-05-01", published="2026-01-05"), day="2026-01-06")
    assert "next date moved from 1 Apr 2026 to 1 May 2026." in text
    assert "1 Mar" not in text
    assert office.mails("2026-03-01") == []  # the first date does not come any more


def test_a_date_that_moves_twice_between_digests_moved_once(office) -> None:
    news(office, PUBLISHED, EFFECT, day="2026-01-03")
    office.at("2026-01-04T03:00Z").record(e("delay_effective", "d", effect="2026-04-01", published="2026-01-03"))
    (text,) = news(office, e("delay_effective", "d2", effect="2026-05-01", published="2026-01-05"), day="2026-01-06")
    assert "Date moved from 1 Mar 2026 to 1 May 2026" in text
    assert "from 1 Apr" not in text


def test_a_date_that_moves_back_is_told_again(office) -> None:
    news(office, PUBLISHED, EFFECT, day="2026-01-03")
    news(office, e("delay_effective", "d", effect="2026-04-01", published="2026-01-04"), day="2026-01-05")
    (text,) = news(
        office, e("accelerate_effective", "a", effect="2026-03-01", published="2026-01-06"), day="2026-01-07"
    )
    assert "from 1 Apr 2026" in text
    assert "to 1 Mar 2026" in text


def test_a_date_that_no_act_has_set_moves_too(office) -> None:
    """Only announced, so that no change of status names it."""
    said = e("rescind", "x", announced="2026-01-02", certainty="announced", effect="2026-02-10")
    news(office, PUBLISHED, EFFECT, said, day="2026-01-03")
    again = e("rescind", "x", announced="2026-01-02", certainty="announced", effect="2026-02-20")
    (text,) = news(office, again, day="2026-01-05")
    assert "from 10 February 2026 to 20 February 2026" in text


def test_a_date_that_falls_away_is_told(office) -> None:
    deadline = e("open_comment", "c", through="2026-02-20", published="2026-01-02")
    news(office, PUBLISHED, deadline, day="2026-01-03")
    office.at("2026-01-06T03:00Z").record(PUBLISHED, complete=True)  # the source does not say it any more
    (text,) = (text_of(mail) for mail in office.mails("2026-01-06"))
    assert "No longer on 20 February 2026: last day for comments." in text
    assert office.mails("2026-01-07") == []
    assert office.mails("2026-02-13") == []  # nobody is reminded of it


def test_reminders_come_when_they_are_due_and_once_each(office) -> None:
    news(office, PUBLISHED, EFFECT, day="2026-01-03")
    told = {
        day: text_of(mail)
        for day in ("2026-01-29", "2026-01-30", "2026-01-31", "2026-02-21", "2026-02-22", "2026-02-23", "2026-02-28")
        for mail in office.mails(day)
    }
    assert sorted(told) == ["2026-01-30", "2026-02-22", "2026-02-28"]
    assert "In 30 days, on 1 March 2026: in force." in told["2026-01-30"]
    assert "Tomorrow, on 1 March 2026" in told["2026-02-28"]
    assert told["2026-02-22"].startswith(f"Title of {RULE}: in 7 days: in force, 1 Mar 2026.")


def test_after_downtime_the_nearest_reminder_is_told_and_no_other(office) -> None:
    news(office, PUBLISHED, EFFECT, day="2026-01-03")
    (text,) = (text_of(mail) for mail in office.mails("2026-02-24"))
    assert "In 5 days, on 1 March 2026" in text
    assert office.mails("2026-02-25") == []
    assert len(office.mails("2026-02-28")) == 1


def test_a_date_told_late_reminds_only_of_what_is_left(office) -> None:
    """Told five days ahead: the reminder of seven days is past."""
    news(office, PUBLISHED, e("set_effective", "s", effect="2026-01-08", published="2026-01-02"), day="2026-01-03")
    assert [day for day in ("2026-01-04", "2026-01-05", "2026-01-07") if office.mails(day)] == ["2026-01-07"]


def test_a_moved_date_reminds_anew(office) -> None:
    news(office, PUBLISHED, EFFECT, day="2026-01-03")
    assert len(office.mails("2026-01-30")) == 1
    news(office, e("delay_effective", "d", effect="2026-06-01", published="2026-01-31"), day="2026-02-01")
    assert office.mails("2026-02-22") == []
    assert len(office.mails("2026-05-02")) == 1


def test_a_date_beyond_the_horizon_is_told_when_it_comes_near() -> None:
    """It was known before the subscriber came, so that no change has told it."""
    office = Office(person(horizon=30, reminders=()))
    office.follow(rule(), events=[e("publish", "p", published="2025-12-01"),
                                  e("set_effective", "s", effect="2026-06-01", published="2025-12-01")])  # fmt: skip
    assert "in force from 1 Jun 2026" in text_of(
        office.mail("2026-01-02")
    )  # the overview says what stands, and what is next
    assert office.mails("2026-05-01") == []
    (text,) = (text_of(mail) for mail in office.mails("2026-05-02"))
    assert "in force, 1 Jun 2026" in text
    assert office.mails("2026-05-03") == []


# --- what was not news ------------------------------------------------------------------------------------------------


def test_more_known_of_a_told_fact_is_told_by_choice_only(office) -> None:
    news(office, PUBLISHED, EFFECT, day="2026-01-03")
    richer = {**PUBLISHED, "summary": "A rule on widgets of every size."}
    assert news(office, richer, day="2026-01-05") == []
    office.with_people(person(enrichment=True))
    (text,) = news(office, {**richer, "summary": "A rule on widgets of every size and colour."}, day="2026-01-06")
    assert "UPDATES TO WHAT WAS REPORTED" in text


def test_a_correction_of_our_record_is_always_told(office) -> None:
    news(office, PUBLISHED, EFFECT, day="2026-01-03")
    (text,) = news(office, {**EFFECT, "effect": "2026-03-10"}, day="2026-01-05")
    assert "10 Mar 2026" in text


def test_a_backfill_is_no_flood_and_nothing_of_it_is_lost(office) -> None:
    old = [e("publish", "old", target=OTHER, published="2024-01-02", summary="An old rule.")]
    (text,) = news(office, *old, day="2026-01-05", source="archive", history=True)
    assert "OLDER, NEWLY RECORDED IN THIS LEDGER" in text
    assert "An old rule." in text
    assert office.mails("2026-01-06") == []


def test_what_was_public_long_since_and_recorded_now_by_a_followed_source_is_told_as_such(office) -> None:
    (text,) = news(office, e("publish", "late", published="2025-11-02", summary="Missed."), day="2026-01-05")
    assert "Missed." in text
    assert "(learned later)" in text


# --- the record is the window -----------------------------------------------------------------------------------------


def test_a_writer_that_was_slow_to_write_is_not_lost(office) -> None:
    """It read its clock before the digest did and recorded after it."""
    office.at("2026-01-03T06:59Z")
    slow = office.now
    assert office.mails("2026-01-03") == []
    office.now = slow
    office.record(PUBLISHED, EFFECT)
    assert len(office.mails("2026-01-04")) == 1


def test_after_days_without_a_run_there_is_one_digest(office) -> None:
    office.at("2026-01-03T03:00Z").record(PUBLISHED, EFFECT)
    office.at("2026-01-05T03:00Z").record(e("delay_effective", "d", effect="2026-04-01", published="2026-01-04"))
    mails = office.mails("2026-01-09T12:00Z", due=True)
    assert len(mails) == 1
    assert "1 Apr 2026" in text_of(mails[0])
    assert office.mails("2026-01-09T13:00Z", due=True) == []


def test_a_clock_that_is_put_back_tells_nothing_twice(office) -> None:
    news(office, PUBLISHED, e("set_effective", "s", effect="2026-01-10", published="2026-01-02"), day="2026-01-03")
    assert len(office.mails("2026-01-10")) == 1
    with pytest.raises(ClockError, match="rebase"):
        office.run("2026-01-05")
    assert office.mails("2026-01-09T08:00Z") == []
    assert office.mails("2026-01-11") == []


def test_what_turned_out_to_be_the_same_instrument_is_not_told_again(office) -> None:
    """A rule is known by its page first, and by its number later."""
    page, number = "us/fr/91-fr-100", "us/fr/2026-00001"
    known = [e("publish", "p", target=page, published="2026-01-02"),
             e("set_effective", "s", target=page, effect="2026-03-01", published="2026-01-02")]  # fmt: skip
    office.at("2026-01-03T03:00Z").record(*known, things=[rule(page)])
    assert len(office.mails("2026-01-03")) == 1
    again = [{**each, "target": number} for each in known]
    office.at("2026-01-04T03:00Z").record(*again, things=[rule(number), rule(page, same_as=number)])
    assert office.mails("2026-01-04") == []
    (text,) = (text_of(mail) for mail in office.mails("2026-01-30"))
    assert "In 30 days, on 1 March 2026" in text
    assert number in text
    assert len(office.mails("2026-03-01")) == 1


# --- filters ----------------------------------------------------------------------------------------------------------


@each_row(
    ("subscription", "told"),
    [
        (Subscription(), True),
        (Subscription(instrument=(RULE,)), True),
        (Subscription(instrument=(OTHER,)), False),
        (Subscription(not_instrument=(RULE,)), False),
        (Subscription(topic=("chips",)), True),
        (Subscription(not_topic=("chips",)), False),
        (Subscription(agency=("x",)), True),
        (Subscription(agency=("y",)), False),
        (Subscription(cfr=("15 CFR 744",)), True),
        (Subscription(cfr=("15 CFR 743",)), False),
        (Subscription(not_cfr=("15 CFR 744",)), False),
        (Subscription(kind=("final_rule",)), True),
        (Subscription(not_kind=("final_rule",)), False),
        (Subscription(certainty=("published",)), True),
        (Subscription(certainty=("announced", "reported")), False),
        (Subscription(not_certainty=("published",)), False),
        (Subscription(text=("widgets",)), True),
        (Subscription(text=("gadgets", "RULE ON")), True),
        (Subscription(not_text=("widgets",)), False),
        (Subscription(language=("en",)), True),
        (Subscription(language=("ja",)), False),
        (Subscription(not_language=("en",)), False),
        (Subscription(topic=("chips",), text=("gadgets",)), False),
    ],
    ids=lambda value: value.label if isinstance(value, Subscription) else str(value),
)
def test_each_filter_and_its_not(subscription, told) -> None:
    office = Office(person("lin", subscription, first="nothing"))
    office.follow(rule(topics=("chips",), cfr=("15 CFR 744.11",)), rule(OTHER, kind="notice", topics=("fish",)))
    office.run("2026-01-02")
    assert bool(news(office, PUBLISHED, {**EFFECT, "summary": "Widgets from March on."}, day="2026-01-03")) is told


def test_the_threshold_says_from_which_certainty_a_statement_moves_the_law() -> None:
    office = Office(person("all", threshold=Certainty.REPORTED), person("sure"))
    office.follow(rule())
    office.run("2026-01-02")
    office.at("2026-01-03T03:00Z").record(
        e("set_effective", "s", effect="2026-03-01", available="2026-01-02", certainty="reported")
    )
    told = {mail["To"].addresses[0].username: text_of(mail) for mail in office.mails("2026-01-03")}
    assert "reported: start of effect for 1 Mar 2026" in told["sure"]
    assert "in force from 1 Mar 2026" in told["all"]


def test_a_filter_that_names_nothing_known_stops_one_subscriber_only() -> None:
    office = Office(person("lin", Subscription(instrument=("us/x/no-such-rule",))), person("kim"))
    office.follow(rule())
    report = office.run("2026-01-02")
    assert [each.problem is None for each in report.made] == [False, True]
    assert "no-such-rule" in report.made[0].problem
    assert [message.to for message in office.postman.delivered] == ["kim@example.org"]
    office.at("2026-01-03T03:00Z").follow(rule("us/x/no-such-rule"))
    assert len(office.mails("2026-01-03")) == 1  # nothing was lost: the first digest comes now


# --- the first, the empty, the failing --------------------------------------------------------------------------------


def test_the_first_digest_says_what_stands_and_what_comes() -> None:
    office = Office(person("lin"), person("kim", first="nothing"))
    office.follow(rule(short="Widget rule"), rule(OTHER), events=[
        e("publish", "p", published="2025-11-02"), e("set_effective", "s", effect="2025-12-01", published="2025-11-02"),
        e("open_comment", "c", through="2026-01-20", published="2025-11-02"),
    ])  # fmt: skip
    mail = office.mail("2026-01-02")
    assert mail["Subject"] == "Following 2 instruments; next: Widget rule: last day for comments, 20 Jan 2026"
    assert "CURRENT STATUS * Widget rule In force since 1 Dec 2025." in text_of(mail)
    assert (
        office.mails("2026-01-03")[0]["To"] == "kim@example.org"
    )  # dates ahead are told once, in the first that has any
    assert office.mails("2026-01-04") == []


def test_a_last_day_comes_before_what_begins_as_it_ends() -> None:
    """Through 20 January and from 21 January are the same tick; the mail and its subject name the earlier day first."""
    office = Office(person("lin"))
    office.follow(rule(short="Widget rule"), events=[
        e("publish", "p", published="2025-11-02"), e("open_comment", "c", through="2026-01-20", published="2025-11-02"),
        e("set_value", "a", name="a limit", value=3, effect="2026-01-21", published="2025-11-02"),
    ])  # fmt: skip
    mail = office.mail("2026-01-02")
    assert mail["Subject"] == "Following 1 instrument; next: Widget rule: last day for comments, 20 Jan 2026"
    text = text_of(mail)
    assert text.index("20 January 2026: ") < text.index("21 January 2026: ")


def test_a_heartbeat_says_what_was_read() -> None:
    office = Office(person(empty="heartbeat"))
    office.follow()
    office.mail("2026-01-02")
    mail = office.mail("2026-01-03")
    assert mail["Subject"] == "Nothing new since 2 January 2026"
    read = " ".join(text_of(mail).split()).replace("> ", "")
    assert "its sources were read is not stated (`checked_through` in a timeline, or `regtrack sync`, tells)" in read


def test_a_source_that_fails_for_long_is_news_once_and_so_is_its_return(office) -> None:
    for day in ("03", "04", "05"):
        office.at(f"2026-01-{day}T03:00Z").record(problem="the server was silent")
        assert office.mails(f"2026-01-{day}") == [] if day != "05" else office.mails(f"2026-01-{day}")
    assert office.mails("2026-01-06") == []
    office.at("2026-01-07T03:00Z").record()
    (text,) = (text_of(mail) for mail in office.mails("2026-01-07"))
    assert "T can be fully read again." in text
    history = [each.fact.sentence for each in office.digests.history(words="fully read")]
    assert history == [
        "T has not been fully read since 1 January 2026 at 12:00 UTC: the server was silent.",
        "T can be fully read again.",
    ]


def test_immediately_means_when_there_is_something_and_leaves_no_trace_of_nothing() -> None:
    office = Office(person(schedule="immediately UTC"))
    office.follow()
    office.mail("2026-01-02", due=True)
    for minute in range(5):
        assert office.mails(f"2026-01-03T08:0{minute}Z", due=True) == []
    assert office.store.outbox.last(["lin"])["lin"].number == 1
    office.record(PUBLISHED, EFFECT)
    assert len(office.mails("2026-01-03T08:06Z", due=True)) == 1


def test_a_subscriber_far_to_the_east_counts_days_at_home() -> None:
    """At UTC+14 it is 28 February already while Washington has noon of the 27th."""
    office = Office(person(schedule="daily 02:30 Pacific/Kiritimati", reminders=(1,)))
    office.follow(events=[PUBLISHED | {"published": "2025-12-01"}, EFFECT | {"published": "2025-12-01"}])
    office.mail("2026-01-02T12:30Z")
    assert office.mails("2026-02-26T12:30Z", due=True) == []
    (text,) = (text_of(mail) for mail in office.mails("2026-02-27T12:30Z", due=True))
    assert "Tomorrow, on 1 March 2026" in text
    assert "up to 28 February 2026 at 02:30 Kiritimati time" in text


def test_two_rules_of_one_title_are_told_apart() -> None:
    """Where they stand and their dates ahead name the number of each."""
    office = Office(person())
    office.follow(
        rule(RULE, title="Tank Rule", document_number=("2026-20001",)),
        rule(OTHER, title="Tank Rule", document_number=("2026-20777",)),
    )
    office.at("2026-01-01T03:00Z").record(EFFECT, {**EFFECT, "key": "t", "target": OTHER, "effect": "2026-04-01"})
    text = text_of(office.mail("2026-01-03"))
    assert "Tank Rule (2026-20001): 1 March 2026: In force." in text
    assert "* Tank Rule (2026-20777)" in text


def test_a_name_written_from_right_to_left_stands_apart_from_the_date_beside_it() -> None:
    """Without that the day of "5 January" moves to the other side of the name; in the letter and on the page."""
    name, body = "צו הפיקוח 5", "משרד הכלכלה"
    paper = Document(id="d", url="https://example.org/he", publisher=body, rank=Rank.OFFICIAL,
                     date=When.parse("2026-01-05"))  # fmt: skip
    office = Office(person())
    office.store.append(Batch("t", "T", [rule(RULE, title=name), rule("us/x/other"), paper]), office.now)
    office.mail("2026-01-02")
    office.at("2026-01-06").record(e("set_effective", effect="2026-01-05", published="2026-01-05", evidence=["d"]))
    office.record(e("set_effective", "b", target="us/x/other", effect="2026-01-05", published="2026-01-05"))
    (html,) = (part for part in office.mail("2026-01-07").walk() if part.get_content_type() == "text/html")
    letter = re.sub(r' style="[^"]*"', "", html.get_content())
    tracker = Tracker(office.store, clock=lambda: dt.datetime(2026, 1, 7, tzinfo=dt.UTC))
    page = render(tracker.since("2026-01-01", "2026-01-06"), "html")
    assert f'<td class="name"><bdi>{name}</bdi></td>' in letter
    assert f'<p class="name"><bdi>{name}</bdi></p>' in letter
    assert f'<bdi><a href="https://example.org/he">{body}</a></bdi>' in letter
    assert f">{body}</a>, 5 January 2026" in page
    assert re.search(r"\ba, b, .*unicode-bidi: isolate", page)
