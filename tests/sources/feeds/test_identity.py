"""Which items are the same."""

from __future__ import annotations

from regtrack.model.document import Document, Rank
from regtrack.model.when import When, WhenKind
from regtrack.sources.feeds.items import FeedEntry
from regtrack.sources.feeds.known_items import (
    Marks,
    canonical,
    document_id,
    is_same,
    marks_of,
    named,
)
from tests.rows import each_row

PAGE = "https://bureau.example/news/1"


@each_row(
    "other",
    [
        "http://bureau.example/news/1", "https://www.bureau.example/news/1/", "https://BUREAU.example/news/1",
        f"{PAGE}?utm_source=rss&utm_medium=feed&utm_campaign=x", f"{PAGE}?fbclid=abc", f"{PAGE}?ref=rss",
        f"{PAGE}#xtor=RSS-1", f"{PAGE}?cmpid=1&mc_cid=2&_hsenc=3", "https://bureau.example:443/news/1",
        f"{PAGE}/index.html", f"{PAGE}?source=feed",
    ],
)  # fmt: skip
def test_one_address(other: str) -> None:
    assert canonical(other) == canonical(PAGE)


@each_row(
    "other",
    [
        "https://bureau.example/news/2", f"{PAGE}?id=7", f"{PAGE}#part-2", "https://bureau.example/News/1",
        "https://bureau.example:8080/news/1", f"{PAGE}?ref=2025-05", "https://other.example/news/1",
    ],
)  # fmt: skip
def test_other_addresses(other: str) -> None:
    assert canonical(other) != canonical(PAGE)


def test_order_of_parameters_is_no_difference() -> None:
    assert canonical(f"{PAGE}?a=1&b=2&utm_x=3") == canonical(f"{PAGE}?b=2&a=1")


@each_row("none", ["", "tag:x,2025:1", "ftp://a.example/x", "javascript:x", "https://", "http:///x"])
def test_what_is_no_address(none: str) -> None:
    assert canonical(none) == ""


# --- the same item, changed


def judged(agree: str, *, has: str = "url guid text title published", here: bool = True) -> bool:
    """Whether an item is the same as a known one, of whose marks these agree."""
    both, same = set(has.split()), set(agree.split())
    marks = Marks(
        1 if "url" in both else None, 2 if "guid" in both else None, "text" if "text" in both else "",
        "title" if "title" in both else "", "2025-05-14" if "published" in both else "", (1, 2, 3),
    )  # fmt: skip
    names = {number for number, name in ((1, "url"), (2, "guid")) if name in same}
    text, title = (name if name in same else f"another {name}" for name in ("text", "title"))
    day = When(WhenKind.DATE, "2025-05-14" if "published" in same else "2025-05-15")
    known = Document(
        "item:1", "A Wire", PAGE if "url" in both else None, title, day, rank=Rank.PRESS, text_sha256=text
    )  # fmt: skip
    return is_same(marks, names, known, here=here)


@each_row(
    "changed",
    ["guid", "url", "published", "title", "text", "guid published", "title text", "title text published", "guid url"],
)
def test_an_item_that_was_changed_is_the_same(changed: str) -> None:
    """One mark made anew, or two; or all words and the date, under the same address and guid."""
    assert judged(
        " ".join(name for name in ("url", "guid", "text", "title", "published") if name not in changed.split())
    )


@each_row("agree", ["url title", "guid title", "title text", "url", "guid", "url published", "text"])
def test_too_little_in_common(agree: str) -> None:
    """A docket's next entry has its address and title; a weekly notice has the words of the last one."""
    assert not judged(agree)


@each_row(
    ("agree", "has", "same"),
    [
        ("url title", "url text title", True),  # edited, in a feed without guids and dates
        ("url", "url text title", False),
        ("url title", "url title", True),
        ("text title", "text title", True),
        ("url text", "url guid text title published", False),
    ],
)
def test_feeds_that_say_little(agree: str, has: str, same: bool) -> None:
    assert judged(agree, has=has) is same


def test_a_guid_means_nothing_in_another_feed() -> None:
    """It is not counted against an item that two feeds have."""
    assert judged("url text title published", here=False)
    assert judged("url title", has="url guid text title", here=False)
    assert judged("url published", here=False)
    assert not judged("url", here=False)
    assert not judged("title", here=False)


# --- marks of a feed


def items(*pairs: tuple[str, str]) -> list[Marks]:
    entries = [FeedEntry(guid, link, f"T{n}", "text", "", "", "", "") for n, (link, guid) in enumerate(pairs)]
    return marks_of(entries, ["sha"] * len(entries), [""] * len(entries), "feed", "Bureau")


def test_what_several_items_share_marks_none_of_them() -> None:
    """A court's feed gives the docket's address with each entry."""
    first, second, third = items((PAGE, "1"), (f"{PAGE}?utm_source=rss", "2"), ("https://a.example/", "2"))
    assert first.url is None
    assert second.url is None
    assert third.url is not None
    assert (first.guid is not None, second.guid, third.guid) == (True, None, None)


def test_a_guid_that_is_the_address_is_no_second_mark() -> None:
    (one,) = items((PAGE, f"{PAGE}/"))
    assert one.guid is None


def test_ids_are_made_of_the_address_and_never_given_twice() -> None:
    (one,) = items((PAGE, "1"))
    (moved,) = items(("http://www.bureau.example/news/1", "2"))
    assert document_id(one, ()) == document_id(moved, ()) == named(one.names[0])
    assert document_id(one, {document_id(one, ())}) != document_id(one, ())
