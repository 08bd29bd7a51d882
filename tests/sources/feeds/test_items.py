"""Items and documents, made of what a feed says and of what is known of it."""

from __future__ import annotations

from regtrack import dates
from regtrack.model.document import Rank
from regtrack.model.kinds import Certainty
from regtrack.sources.feed_file import FeedFile
from regtrack.sources.feeds.items import MOST_READ, FeedEntry, digest_of, document_of, item_of, language_of, published
from tests.rows import each_row

SOURCE = FeedFile(
    "jp-meti", "METI", "https://meti.example/feed", "atom", "METI", "Asia/Tokyo", "ja", "jp", ("chips",),
    Certainty.ANNOUNCED, Rank.AGENCY,
)  # fmt: skip
NOW = dates.parse_instant("2025-05-14T01:00:00Z")


def said(title: str = "T", text: str = "X", published: str = "", updated: str = "", language: str = "") -> FeedEntry:
    return FeedEntry("g", "https://meti.example/1", title, text, published, updated, language, "0" * 64)


def test_an_item_carries_what_its_source_says() -> None:
    entry = said("輸出", "規制", "2025-05-13T09:00:00+09:00")
    tick, when = published(entry, SOURCE, NOW)
    item = item_of(entry, SOURCE, "item:1", tick)
    assert (item.source, item.publisher) == ("jp-meti", "METI")
    assert (item.ceiling, item.rank) == (Certainty.ANNOUNCED, Rank.AGENCY)
    assert (item.zone, item.jurisdiction, item.topics, item.language) == ("Asia/Tokyo", "jp", ("chips",), "ja")
    document = document_of(entry, SOURCE, "item:1", when, digest_of(entry))
    assert (document.id, document.publisher, document.url) == ("item:1", "METI", "https://meti.example/1")
    assert str(document.date) == "2025-05-13T00:00:00Z"
    assert document.sha256 == "0" * 64
    assert document.text_sha256 == digest_of(entry)


@each_row(
    ("stated", "updated", "date", "at"),
    [
        ("2025-05-13", "", "2025-05-13", "2025-05-13T14:59:59.999999Z"),
        ("2025-05-14", "", "2025-05-14", "2025-05-14T01:00:00Z"),  # today: known by now, and no later
        ("", "2025-05-13T09:00:00Z", "2025-05-13T09:00:00Z", "2025-05-13T09:00:00Z"),
        ("nonsense", "2025-05-13", "2025-05-13", "2025-05-13T14:59:59.999999Z"),
        ("2025-05-14T02:00:00Z", "", "2025-05-14T02:00:00Z", "2025-05-14T01:00:00Z"),  # its clock is fast
        ("", "", None, None),
        ("9999-01-01", "0000-01-01", None, None),
    ],
)  # fmt: skip
def test_when_it_was_published(stated: str, updated: str, date: str | None, at: str | None) -> None:
    """As stated for the document; for knowledge, never later than it was read. No date is made up."""
    tick, when = published(said(published=stated, updated=updated), SOURCE, NOW)
    assert (when.text if when else None) == date
    assert (dates.iso_instant(tick) if tick is not None else None) == at


@each_row(
    ("title", "stated", "usual", "found"),
    [
        ("半導体の輸出", "en", "en", "ja"),
        ("出口管制", "en-us", "zh-Hans", "zh-Hans"),
        ("出口管制", "", "en", "zh"),
        ("수출 통제", "en", "ko", "ko"),
        ("輸出管理", "ja", "zh", "ja"),
        ("輸出管理", "en", "ja", "ja"),
        ("出口管制", "fr", "fr", "zh"),
        ("輸出管理のお知らせ", "ja-JP", "ja", "ja-JP"),
        ("Export controls", "ja", "ja", "en"),
        ("Exportcontrole", "nl", "en", "nl"),
        ("Exportcontrole", "", "nl", "nl"),
        ("Exportcontrole", "not a tag!", "nl", "nl"),
        ("Contrôle", "fr", "en", "fr"),
    ],
)  # fmt: skip
def test_letters_count_for_more_than_what_a_template_says(title: str, stated: str, usual: str, found: str) -> None:
    assert language_of(said(title, "", language=stated), usual) == found


@each_row(("stop", "last"), [(". ", "."), ("。", "。"), ("\n", "\n"), ("x", "x")])
def test_of_a_very_long_item_whole_sentences_are_read_and_it_says_so(stop: str, last: str) -> None:
    """And the rest is not: it is said in the record. Where nothing ends, the text is cut."""
    sentence = "a" * 299 + stop
    short, long = said(text=sentence * 100), said(text=sentence * 4000)
    assert item_of(short, SOURCE, "item:1", None).text == short.text
    assert document_of(short, SOURCE, "item:1", None, digest_of(short)).note is None
    read = item_of(long, SOURCE, "item:1", None).text
    assert (long.text.startswith(read), read[-1] in (last, "a")) == (True, True)
    assert MOST_READ - 400 < len(read) <= MOST_READ
    assert stop == "x" or read[-1] == last
    note = document_of(long, SOURCE, "item:1", None, digest_of(long)).note
    assert note == (
        f"The first {len(read):,} of its {len(long.text):,} characters were read for claims; the rest was not read."
    )
