"""The feed: valid by RFC 4287, read back by feedparser to the same facts, and new only where something is."""

import datetime as dt
import re
import xml.etree.ElementTree as ET
from urllib.parse import urlsplit

import feedparser
import pytest

import regtrack
from regtrack.errors import InputError, StoreError
from regtrack.report import render
from regtrack.report.answer.details import change_entry
from regtrack.report.answer.lines import short
from regtrack.report.dates_in_words import date
from tests.conftest import NOW
from tests.helpers import RULE, e, track
from tests.report.test_formats import HOSTILE, URLS, answers, ledger
from tests.rows import each_row

ATOM, XHTML = "{http://www.w3.org/2005/Atom}", "{http://www.w3.org/1999/xhtml}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SET = e("set_effective", effect="2024-03-01", published="2024-01-15")
DELAY = e("delay_effective", effect="2024-06-03", published="2024-02-15")


def clock(day):
    return dt.datetime.fromisoformat(f"{day}T12:00:00+00:00")


def feed(answer, **options):
    """A feed as feedparser reads it, after it has passed the rules."""
    text = render(answer, "atom", **options)
    check(text)
    read = feedparser.parse(text)
    assert not read.bozo
    assert read.version == "atom10"
    return read


def by_id(read):
    return {entry.id: entry for entry in read.entries}


# --- the same facts ----------------------------------------------------------------------------------------------


def test_changes_are_read_back(bundled):
    """Each change is an entry with its sentence, its instrument, its source as a link, its words."""
    answer = bundled.since("2025-05-12", "2025-05-20")
    read = feed(answer)
    titles = {entry.title for entry in read.entries}
    for change in answer.changes:
        words = short(change, answer.sources)
        label = answer.sources.instruments[change.instrument].label
        assert any(title.startswith(label) and title.endswith(f": {words}") for title in titles)
        sentence = change_entry(change, answer.sources).sentence
        (entry, *_) = [
            each for each in read.entries if each.title.startswith(label) and each.summary.endswith(sentence)
        ]
        lead = answer.sources.events[change.because[0]].event
        text = re.sub(r"<[^>]+>", "", entry.content[0].value)
        assert sentence in text.replace("&amp;", "&")
        if not lead.conflicts_with and lead.summary:
            assert lead.summary.split(".")[0] in text.replace("&amp;", "&")
    assert len(read.entries) == len(answer.changes) + len(answer.claims) + len(answer.late) + len(answer.undated)


def test_events_of_a_timeline_are_read_back(bundled):
    """Each event is an entry; it is new when it could be read, and no other time counts."""
    answer = bundled.timeline(instrument="us/bis/affiliates-50")
    found = by_id(feed(answer))
    assert len(found) == len(answer.events)
    for id_ in answer.events:
        event = answer.sources.events[id_].event
        entry = found[f"tag:regtrack,2025:event/{event.target}/{event.key}"]
        assert date(event.happened().text) in entry.content[0].value or event.summary in entry.content[0].value
        assert entry.updated == event.available_at("America/New_York").strftime("%Y-%m-%dT%H:%M:%SZ")


def test_dates_ahead_are_read_back(bundled):
    """Each date is an entry, and so is each promise without one."""
    answer = bundled.upcoming(365, on="2025-11-15")
    read = feed(answer)
    ahead = {(entry.title.rpartition(", ")[2]) for entry in read.entries if "/date" in entry.id or ":date/" in entry.id}
    assert {date(item.on) for item in answer.upcoming} <= ahead
    promised = [entry for entry in read.entries if ":event/" in entry.id]
    assert len(promised) == len(answer.undated)


def test_a_state_is_one_entry(bundled):
    """The status as title, the facts as paragraphs."""
    answer = bundled.why(bundled.state("us/bis/affiliates-50", "2025-12-01", "2025-12-15"))
    (entry,) = feed(answer).entries
    assert entry.title == "Affiliates Rule (90 FR 47201): stayed"
    assert entry.id == "tag:regtrack,2025:state/us/bis/affiliates-50/-"
    assert "Next: 10 Nov 2026; in force" in entry.content[0].value
    assert entry.updated == "2025-11-13T04:59:59Z"  # when the stay was published


def test_the_document_is_linked_and_quoted():
    """The best source is what the entry leads to, the others are said to be where it comes from."""
    answer = ledger("Plain words.").since("2025-01-01", "2025-03-01")
    for entry in feed(answer).entries:
        assert [(link.rel, link.href) for link in entry.links] == [("alternate", "https://example.org/d")]
        assert "<blockquote>" in entry.content[0].value
        assert "Source: Plain words., 2 February 2025" in entry.content[0].value


def test_words_in_another_language_say_so(bundled):
    """xml:lang, on paragraphs and quotes."""
    text = render(bundled.timeline(), "atom")
    tree = ET.fromstring(text)
    languages = {element.get(LANG) for element in tree.iter() if element.get(LANG)}
    assert {"en", "ja"} <= languages
    assert tree.get(LANG) == "en"


# --- new only where something is ---------------------------------------------------------------------------------


def test_a_longer_window_leaves_the_entries_as_they_are(bundled):
    """`since` the same day, asked a month later: what has not changed since has the same id and the same moment."""
    first, second = (by_id(feed(bundled.since("2025-09-01", until))) for until in ("2025-11-15", "2025-12-20"))
    kept = first.keys() & second.keys()
    assert len(kept) > 20
    for id_ in kept:
        assert first[id_].updated == second[id_].updated, id_
        assert first[id_].title == second[id_].title


def test_the_clock_leaves_no_trace(ledger_file):
    """Made a month later with nothing new, the feed is the same to the byte."""
    texts = []
    for now in (NOW, NOW + dt.timedelta(days=30)):
        tracker = regtrack.open(ledger_file, bundled=False, clock=lambda now=now: now)
        texts += [render(tracker.timeline(topic="ai-chips"), "atom")]
        tracker.close()
    assert texts[0] == texts[1]


def test_a_date_that_moves_is_the_same_entry_anew():
    """The id stays, the title has the new day, the old one is told, and it is as new as the news."""
    tracker = track([SET, DELAY])
    older, newer = (by_id(feed(tracker.upcoming(400, on=day))) for day in ("2024-02-01", "2024-02-20"))
    (id_,) = older
    assert set(newer) == {id_}
    assert (older[id_].title, newer[id_].title) == (
        f"Title of {RULE}: in force, 1 March 2024", f"Title of {RULE}: in force, 3 June 2024",
    )  # fmt: skip
    assert "(moved from 1 March 2024)" in newer[id_].content[0].value
    assert (older[id_].updated, newer[id_].updated) == ("2024-01-16T04:59:59Z", "2024-02-16T04:59:59Z")
    assert older[id_].published == newer[id_].published == "2024-01-16T04:59:59Z"


def test_a_date_that_fell_away_says_so():
    """A reader who saw it is told that it is no more."""
    dropped = e("withdraw_final", effect="2024-02-20", published="2024-02-20")
    tracker = track([SET, dropped])
    (entry,) = feed(tracker.upcoming(400, on="2024-02-21")).entries
    assert entry.title == f"No longer: Title of {RULE}: in force, 1 March 2024"
    assert entry.updated == "2024-02-21T04:59:59Z"


def test_a_change_made_by_the_clock_is_new_when_its_day_comes():
    """Known for weeks, true from the first moment of the day."""
    tracker = track([SET])
    (entry,) = feed(tracker.since("2024-02-10", "2024-03-02")).entries
    assert (entry.published, entry.updated) == ("2024-01-16T04:59:59Z", "2024-03-01T05:00:00Z")


def test_a_correction_of_our_record_is_new_when_it_was_made():
    """The same fact with another day: the same entry, at the moment of the correction."""
    right = {**SET, "effect": "2024-03-11", "recorded": "2024-05-01"}
    tracker = track([{**SET, "recorded": "2024-01-20"}, right])
    (entry,) = feed(tracker.timeline()).entries
    assert entry.updated == "2024-05-02T03:59:59Z"
    by_record = feed(tracker.since("2024-04-01", "2024-06-01", known_by="record")).entries
    assert {entry.updated for entry in by_record} == {"2024-05-02T03:59:59Z"}


def test_ids_are_unique_and_stay(bundled):
    """Over every kind of answer; and the same for the same question in another order of asking."""
    for answer in (
        bundled.since("2022-01-01", threshold="reported"),
        bundled.timeline(),
        bundled.diff("2022-01-01", "2026-01-01"),
    ):
        ids = ids_of(answer)
        assert len(ids) == len(set(ids)) > 100
    assert ids == ids_of(answer)


def ids_of(answer):
    return [each.text for each in ET.fromstring(render(answer, "atom").encode()).iterfind(f"{ATOM}entry/{ATOM}id")]


def test_the_newest_stands_first(bundled):
    """As readers expect."""
    read = feed(bundled.since("2025-10-01", "2025-11-15"))
    moments = [entry.updated for entry in read.entries]
    assert len(moments) > 10
    assert moments == sorted(moments, reverse=True)
    assert read.feed.updated == moments[0]


# --- names and addresses -----------------------------------------------------------------------------------------


def test_a_feed_with_an_address_has_it_as_id_and_self(bundled):
    """And its name, and what it rests on."""
    answer = bundled.since("2025-05-12", "2025-05-20")
    read = feed(answer, name="規則 & rules", url="https://example.org/rules.atom").feed
    assert (read.title, read.id) == ("規則 & rules", "https://example.org/rules.atom")
    assert [(link.rel, link.href) for link in read.links] == [("self", "https://example.org/rules.atom")]
    assert "Based on what was public" in read.subtitle
    plain = feed(answer).feed
    assert (plain.title, plain.id) == (
        "Regulation: changes after 12 May 2025",
        "tag:regtrack,2025:feed/since/2025-05-12",
    )
    assert plain.author == "regtrack"
    with pytest.raises(InputError, match=r"^url: "):
        feed(answer, url="feed.atom")


def test_an_empty_feed_is_valid(bundled):
    """Nothing changed; it is as new as the ledger."""
    read = feed(bundled.since("2025-06-10", "2025-06-11", instrument="us/bis/affiliates-50"))
    assert read.entries == []
    assert read.feed.updated == "2026-11-24T12:00:00Z"
    check(render(track([]).timeline(), "atom"))


def test_a_closed_ledger_is_one_sentence(ledger_file):
    """When something changed last is not in the answer alone."""
    tracker = regtrack.open(ledger_file, clock=lambda: NOW)
    answer = tracker.timeline(instrument="us/bis/affiliates-50")
    tracker.close()
    with pytest.raises(StoreError, match=r"^history: found the ledger closed; expected it open"):
        render(answer, "atom")


# --- nothing an author writes becomes markup ---------------------------------------------------------------------


@each_row("text", [*HOSTILE, "]]><x>", "\x00\x0b\x1b[2J\u202e\ufffe", "&amp;&#0;"])
def test_what_was_written_is_shown(text):
    """Whatever an author writes is text: in titles, names, quotes, categories and ids."""
    for answer in answers(ledger(text)):
        read = feed(answer, name=text)
        assert "".join(read.feed.title.split()) == "".join(shown(text).split())
        tree = ET.fromstring(render(answer, "atom"))
        inside = {element.tag for element in tree.iter() if element.tag.startswith(XHTML)}
        assert inside <= {f"{XHTML}{tag}" for tag in ("div", "p", "a", "blockquote")}
        for entry in read.entries:
            assert urlsplit(entry.id).scheme == "tag"


def shown(text):
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\u202e\ufffe]", "\ufffd", text.replace("\r\n", "\n"))


@each_row("url", URLS)
def test_only_a_web_address_becomes_a_link(url):
    """The same rule as for pages."""
    for answer in answers(ledger(url=url)):
        tree = ET.fromstring(render(answer, "atom"))
        assert not list(tree.iter(f"{ATOM}link"))
        assert not list(tree.iter(f"{XHTML}a"))


# --- RFC 4287 ----------------------------------------------------------------------------------------------------


@each_row(
    "ask",
    [
        lambda t: t.since("2022-01-01", threshold="reported"), lambda t: t.since("2025-01-01", known_by="record"),
        lambda t: t.diff("2026-11-20", "2025-05-12"), lambda t: t.diff("2025-05-12", "2026-11-20", by="knowledge"),
        lambda t: t.timeline(), lambda t: t.upcoming(2000, on="2022-09-01", threshold="reported"),
        lambda t: t.why(t.state("us/bis/advanced-computing-2022", "2022-10-15", "2022-10-15")),
    ],
)  # fmt: skip
def test_real_answers_are_valid(bundled, ask):
    """Every kind of answer, from the bundled timelines."""
    check(render(ask(bundled), "atom"))


def test_the_rules_refuse_what_is_no_feed():
    """Rules that accept anything prove nothing."""
    good = render(ledger("x").since("2025-01-01", "2025-03-01"), "atom")
    check(good)
    for spoil in (
        lambda t: t.replace("<updated>", "<changed>").replace("</updated>", "</changed>"),
        lambda t: re.sub(r"<id>tag:regtrack,2025:change.*?</id>", "<id>tag:x,2025:same</id>", t),
        lambda t: re.sub(r"<author>.*?</author>", "", t, flags=re.DOTALL),
        lambda t: t.replace('href="https://example.org/d"', 'href="d"'),
        lambda t: re.sub(r"(<link rel=\"alternate\"[^>]*>)", r"\1\1", t),
        lambda t: t.replace("Z</updated>", "</updated>"),
        lambda t: t.replace('type="xhtml"', 'type="html"'),
        lambda t: t.replace("<title>", "<title/><title>", 1),
    ):
        assert spoil(good) != good
        with pytest.raises(AssertionError):
            check(spoil(good))


ONCE = {"title", "id", "updated", "published", "summary", "content", "subtitle", "generator"}
FEED = {"author", "category", "generator", "id", "link", "subtitle", "title", "updated", "entry"}
ENTRY = {"author", "category", "content", "id", "link", "published", "summary", "title", "updated"}
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")


def check(text):
    """What RFC 4287 demands of a feed, as far as one of ours can break it."""
    assert text.startswith('<?xml version="1.0" encoding="utf-8"?>\n')
    root = ET.fromstring(text.encode())
    assert root.tag == f"{ATOM}feed"
    _container(root, FEED, {"id", "title", "updated"})
    entries = root.findall(f"{ATOM}entry")
    authors = root.findall(f"{ATOM}author")
    assert authors or all(entry.find(f"{ATOM}author") is not None for entry in entries)  # 4.1.1
    assert all(author.findtext(f"{ATOM}name") for author in authors)  # 3.2.1
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(ids) == len(set(ids))
    for entry in entries:
        _container(entry, ENTRY, {"id", "title", "updated"})
        content = entry.find(f"{ATOM}content")
        assert content is not None or _alternates(entry)  # 4.1.2
        if content is not None:
            assert content.get("type") == "xhtml"
            assert [child.tag for child in content] == [f"{XHTML}div"]  # 4.1.3.3
        assert entry.findtext(f"{ATOM}published") <= entry.findtext(f"{ATOM}updated")
    assert root.findtext(f"{ATOM}updated") >= max((e.findtext(f"{ATOM}updated") for e in entries), default="")


def _container(element, allowed, needed):
    names = [child.tag.removeprefix(ATOM) for child in element]
    assert set(names) <= allowed
    assert needed <= set(names)
    assert all(names.count(name) <= 1 for name in ONCE)
    identity = urlsplit(element.findtext(f"{ATOM}id"))
    assert identity.scheme  # 4.2.6: an absolute IRI
    assert re.fullmatch(r"[!-~]+", element.findtext(f"{ATOM}id"))
    for name in ("updated", "published"):
        assert all(MOMENT.fullmatch(each.text) for each in element.findall(f"{ATOM}{name}"))  # 3.3
    for link in element.findall(f"{ATOM}link"):
        assert urlsplit(link.get("href")).scheme in ("http", "https")  # 4.2.7.1
    alternates = _alternates(element)
    assert len(alternates) == len(set(alternates))  # one of each type and language
    assert all(each.get("term") for each in element.findall(f"{ATOM}category"))  # 4.2.2.1


def _alternates(element):
    return [
        (link.get("type"), link.get("hreflang"))
        for link in element.findall(f"{ATOM}link")
        if link.get("rel", "alternate") == "alternate"
    ]
