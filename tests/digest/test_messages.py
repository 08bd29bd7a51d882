"""What a digest looks like: sections, caps, size, HTML that a mail program shows, templates of one's own."""

import re
import time
from email import policy
from pathlib import Path

import attrs
import pytest

from regtrack.digest import showing
from regtrack.digest.mail import LARGEST
from regtrack.digest.subscriptions import Subscription
from regtrack.store import SqliteStore
from tests.digest.office import MAIL, Office, html_of, parsed, person, text_of
from tests.helpers import RULE, e, rule


def told(who=None, count: int = 1, summary: str = "Widgets.", **settings) -> Office:
    """An office in which so many rules were published since the first digest."""
    office = Office(who or person(), **settings)
    rules = [rule(f"us/x/rule-{n:03}", short=f"Rule {n:03}") for n in range(count)]
    office.follow(rule(), *rules)
    office.run("2026-01-02")
    published = {"published": "2026-01-02", "summary": summary}
    office.at("2026-01-03T03:00Z").record(
        *(e("publish", f"p{n}", target=each.id, **published) for n, each in enumerate(rules)),
        *(e("set_effective", f"s{n}", target=each.id, published="2026-01-02", effect="2026-03-01")
          for n, each in enumerate(rules)),
    )  # fmt: skip
    return office.at("2026-01-03")


def test_a_section_is_cut_at_its_cap_and_the_whole_goes_along() -> None:
    mail = told(person(cap=5), 12).mail()
    assert mail["Subject"].startswith("Rule 000: published, in force from 1 Mar 2026")
    text = text_of(mail)
    assert text.count("published; in force from 1 Mar 2026. Widgets.") == 5
    assert "And 7 more; the attached text has them all." in text
    (attached,) = mail.iter_attachments()
    assert attached.get_filename() == "digest-2026-01-03.txt"
    assert attached.get_content().count("published; in force from 1 Mar 2026. Widgets.") == 12


def test_without_an_attachment_the_line_promises_none() -> None:
    mail = told(person(cap=5, attach=False), 12).mail()
    assert "And 7 more." in text_of(mail)
    assert list(mail.iter_attachments()) == []


def test_what_was_cut_is_told_all_the_same() -> None:
    office = told(person(cap=5), 12)
    office.mail()
    assert len({each.fact.instrument for each in office.digests.history(since="2026-01-02")}) == 12
    assert office.mails("2026-01-04") == []


def test_a_message_is_never_larger_than_mail_programs_show() -> None:
    """However long the words and however high the cap; what is attached does not count."""
    office = told(person(cap=500), 120, summary="Prüfungen und Schlüsse. " * 60)
    mail = office.mail()
    whole = len(office.postman.delivered[-1].payload)
    attached = sum(len(part.as_bytes(policy=policy.SMTP)) for part in mail.iter_attachments())
    assert whole - attached <= LARGEST + 1000  # and its head
    assert len(html_of(mail).encode()) < 102_000
    assert "more; the attached text has them all" in text_of(mail)


def test_what_is_attached_is_no_larger_than_servers_take(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten thousand facts are one mail, and all are recorded as told; a hundred thousand would be refused for ever."""
    monkeypatch.setattr("regtrack.digest.mail.LARGEST_ATTACHED", 6_000)
    office = told(person(), 120)
    (attached,) = office.mail().iter_attachments()
    assert len(attached.get_content().encode()) <= 6_000
    assert re.search(r"And \d+ more\.\s", attached.get_content())
    assert len({each.fact.instrument for each in office.digests.history(since="2026-01-02")}) == 120
    assert office.mails("2026-01-04") == []


@pytest.mark.parametrize("kinds", [["stay"], ["stay", "lift_stay"]])
def test_the_time_of_a_digest_grows_with_what_it_tells_and_no_faster(kinds: list[str]) -> None:
    """Of one instrument, which is the hardest: four times as much may take ten times as long, and never sixteen."""

    def took(count: int) -> float:
        office = Office(person(reminders=()), store=SqliteStore(":memory:"))
        office.follow(rule())
        office.run("2026-01-02")
        for kind in kinds:
            office.record(*(
                e(kind, f"{kind}-{n}", published="2026-01-02", **{
                    "stay": {"effect": f"2026-02-{1 + n % 28:02d}"},
                    "lift_stay": {"effect": "2026-12-01", "of": f"stay-{n}"},
                }[kind]) for n in range(count)
            ))  # fmt: skip
        began = time.process_time()
        assert office.run("2026-01-03").whole
        return time.process_time() - began

    took(10)
    assert min(took(400), took(400)) < 10 * max(took(100), 0.03)


def test_text_alone_is_one_part() -> None:
    mail = told(person(format="text")).mail()
    assert mail.get_content_type() == "text/plain"
    assert max(map(len, mail.get_content().splitlines())) <= 72


def test_the_page_has_its_style_inside_and_asks_nobody_for_anything() -> None:
    page = html_of(told().mail())
    assert re.search(r'<h1 style="[^"]*font-size: 27px', page)
    assert re.search(r'<p class="name" style="[^"]*font-weight: 700', page)
    assert "@media (prefers-color-scheme: dark)" in page
    assert '<meta name="color-scheme" content="light dark">' in page
    assert not re.search(r"<(script|link|img|iframe|form)\b", page)
    assert not re.search(r"url\(|@import|expression\(", page)


def test_what_the_record_says_is_text_and_no_markup() -> None:
    evil = '<script>alert(1)</script><img src=x onerror=alert(2)> {{ 7 * 7 }} "quoted"'
    page = html_of(told(summary=evil).mail())
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "{{ 7 * 7 }}" in page


def test_why_one_follows_stands_above_and_with_several_at_each_entry() -> None:
    one = told(person("lin", Subscription(note="We make <widgets>"))).mail()
    assert "You follow We make <widgets>" in text_of(one)
    assert "matched by" not in text_of(one)
    assert "We make &lt;widgets&gt;" in html_of(one)
    two = told(person("lin", Subscription(note="We make widgets"), Subscription(instrument=(RULE,)))).mail()
    assert "(matched by: We make widgets)" in text_of(two)


def test_the_way_out_and_the_way_to_more_are_each_subscribers_own() -> None:
    settings = attrs.evolve(
        MAIL, unsubscribe="https://example.org/stop?who={subscriber}&x=1", link="https://example.org/"
    )
    office = told(mail=settings).with_people(person("lin"), person("kim"))
    office.settings = attrs.evolve(office.settings, mail=settings)
    for mail in office.mails("2026-01-03"):
        who = mail["To"].addresses[0].username
        assert f"Unsubscribe: https://example.org/stop?who={who}&x=1" in text_of(mail)
        assert f'href="https://example.org/stop?who={who}&amp;x=1"' in html_of(mail)
        assert "More: https://example.org/" in text_of(mail)
        assert "invalid" not in f"{text_of(mail)}{html_of(mail)}"


def test_digests_of_several_that_say_the_same_are_kept_once() -> None:
    office = told().with_people(*(person(f"p{n}") for n in range(5)))
    office.run("2026-01-03")
    assert office.store._db.execute(
        "SELECT count(DISTINCT body), count(*) FROM outbox WHERE digest > 1"
    ).fetchone() == (1, 5)


def test_a_template_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "digest.html.j2").write_text(
        "<p class='own'>{{ letter.headline }}</p><style>.own { color: red }</style>", "utf-8"
    )
    page = html_of(told(templates=str(tmp_path)).mail())
    assert 'style="color: red;"' in page
    assert "Rule 000: published" in page


@pytest.mark.parametrize(
    ("template", "fault"),
    [("{{ letter.titel }}", "has no attribute 'titel'"), ("{% for %}", "digest.html.j2:1"),
     ("{{ letter.__class__.__mro__ }}", "is unsafe")],
)  # fmt: skip
def test_a_fault_in_a_template_is_told_and_nothing_is_lost(tmp_path: Path, template: str, fault: str) -> None:
    office = told(templates=str(tmp_path))
    (tmp_path / "digest.html.j2").write_text(template, "utf-8")
    (made,) = office.run().made
    assert fault in made.problem
    (tmp_path / "digest.html.j2").unlink()
    assert len(office.mails("2026-01-04")) == 1


def test_a_preview_is_what_is_sent_and_changes_nothing() -> None:
    office = told()
    shown = office.digests.preview("lin")
    again = office.digests.preview("lin")
    assert shown == again
    mail = office.mail()
    assert shown.title == mail["Subject"]
    assert shown.text.split() == text_of(mail).split()
    assert parsed(attrs.evolve(office.postman.delivered[-1], payload=shown.message))["Subject"] == mail["Subject"]
    assert office.digests.preview("lin").title == ""


def test_a_dry_run_says_what_a_run_would_do() -> None:
    office = told()
    dry = office.run(dry_run=True)
    assert [row.digest for row in office.store.outbox.rows()] == [1]
    real = office.run()
    assert [(each.subscriber, each.title, each.facts, each.messages) for each in dry.made] == [
        (each.subscriber, each.title, each.facts, each.messages) for each in real.made
    ]


def test_history_for_an_auditor() -> None:
    office = told()
    mail = office.mail()
    rows = list(showing.history_rows(office.digests.history(instrument="Rule 000")))
    assert [row["sentence"] for row in rows] == [
        "2 January 2026: Published; in force from 1 March 2026.", "1 March 2026: In force.",
    ]  # fmt: skip
    assert {row["message_id"] for row in rows} == {mail["Message-ID"].strip("<>")}
    assert {row["state"] for row in rows} == {"sent"}
    assert {len(row["sha256"]) for row in rows} == {64}
    found = [each.fact.sentence for each in office.digests.history(event="s0")]
    assert found == [row["sentence"] for row in rows]
    csv = showing.HISTORY["csv"](office.digests.history())
    assert csv.splitlines()[0] == ",".join(showing.COLUMNS)
    assert "Published; in force from 1 March 2026." in showing.HISTORY["text"](office.digests.history())
    assert showing.HISTORY["text"](office.digests.history(words="no such words")) == "No fact that was sent matches.\n"


def test_each_is_told_in_their_own_language() -> None:
    """Two read the same facts; what is not spoken is told in English, and the record keeps what was told."""
    office = told().with_people(person("lin"), person("yui", language="ja"), person("ana", language="pt-BR"))
    office.run("2026-01-03")
    office.at("2026-01-05T03:00Z").record(
        e("delay_effective", "d", target="us/x/rule-000", effect="2026-04-01", published="2026-01-04")
    )
    mails = {mail["To"].addresses[0].username: mail for mail in office.mails("2026-01-05")}
    assert mails["lin"]["Subject"] == mails["ana"]["Subject"] == "Rule 000: delayed, in force from 1 Apr 2026"
    assert mails["yui"]["Subject"] == "Rule 000：施行延期、2026年4月1日以降は施行中"
    assert "2026年4月1日" in text_of(mails["yui"])
    assert '<html lang="ja">' in html_of(mails["yui"])
    sentences = {each.subscriber: each.fact.sentence for each in office.digests.history(event="d")}
    assert "1 April 2026" in sentences["lin"]
    assert "2026年4月1日" in sentences["yui"]
