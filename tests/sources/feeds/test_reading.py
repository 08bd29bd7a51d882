"""Bytes as feeds, good, broken and hostile: items, or one line that says why there are none."""

from __future__ import annotations

import gzip
import hashlib
import time
import warnings
from collections import Counter
from collections.abc import Callable

import pytest

from regtrack.http.fetch import UnreadableError
from regtrack.sources.feeds import reading
from regtrack.sources.feeds.items import ParsedFeed, pieces
from regtrack.sources.feeds.reading import BrokenOffError, read
from tests.rows import each_row
from tests.sources.feeds.samples import data, feeds
from tests.sources.feedserver import entry, rss

URL = "https://bureau.example/feed.xml"
GOOD = rss([entry("One", 1), entry("Two", 2), entry("Three", 3)]).encode()


def outcome(body: bytes, content_type: str | None = None) -> ParsedFeed | str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return read(body, URL, content_type)
        except UnreadableError as error:
            return str(error)


def titles(body: bytes, content_type: str | None = None) -> list[str]:
    feed = outcome(body, content_type)
    assert isinstance(feed, ParsedFeed), feed
    return [each.title for each in feed.entries]


def test_every_feed_of_the_data_gives_items_or_one_line() -> None:
    """None raises anything else, and the lines are few."""
    said = Counter(
        "a feed" if isinstance(found, ParsedFeed) else found
        for name, body in feeds()
        for found in [outcome(body, "application/xml")]
        if not name.startswith("courts/") or ".xml" in name  # what courts expect is JSON, and no feed
    )
    assert said.pop("a feed") > 2100
    assert sum(said.values()) < 30
    assert all("\n" not in line and "expected" in line for line in said)


def test_captured_feeds_have_their_items() -> None:
    """None of them is read as empty."""
    counts = {name: len(found.entries) for name, body in feeds() if isinstance(found := outcome(body), ParsedFeed)}
    assert counts["federal-reserve/fed_press.xml"] == 3
    folder = data() / "courts"
    for path in sorted(folder.glob("*.json*")):
        name = path.name.partition(".")[0]
        source = next(folder.glob(f"{name}.xml*"))
        assert counts[f"courts/{source.name}"] > 0, name


# --- what is none


@each_row(
    ("body", "words"),
    [
        (b"", "an empty body"),
        (b" \n\t ", "an empty body"),
        (b"\xef\xbb\xbf", "an empty body"),
        (b"\x00\x00\x00\x00", "an empty body"),
        (b"<!DOCTYPE html><html><head><title>Sorry, down</title></head></html>", "an HTML page (Sorry, down)"),
        (b"<HTML><body>404</body></HTML>", "an HTML page"),
        (b"<?xml version='1.0'?><!-- x --><html xmlns='http://www.w3.org/1999/xhtml'/>", "an HTML page"),
        (b"not here", "text that is no feed"),
        (b"<svg/>", "text that is no feed"),
        (b"%PDF-1.7 ...", "text that is no feed"),
        (b"{", "JSON that cannot be read"),
        (b"[1, 2]", "JSON that is no feed"),
        (b'{"version": "https://jsonfeed.org/version/1"}', "JSON that is no feed"),
        (b"[" * 100_000, "JSON that cannot be read (it is nested too deeply)"),
        (b'{"items": [1,]}', "JSON that cannot be read (line 1, column "),
        (b'{"id": ' + b"9" * 10_000 + b"}", "JSON that cannot be read (it has a number without end)"),
        (b"\x1f\x8bbroken", "gzip that cannot be unpacked"),
    ],
)  # fmt: skip
def test_what_is_no_feed(body: bytes, words: str) -> None:
    """Never an empty feed, which would read as "no change"."""
    found = outcome(body)
    assert isinstance(found, str)
    assert words in found
    assert "expected" in found
    assert len(found) < 250
    assert "\n" not in found


# --- what is cut


@each_row("keep", [0.4, 0.6, 0.8, 0.95])
def test_a_feed_that_breaks_off_is_told_and_what_came_is_kept(keep: float) -> None:
    """Of its items those that are whole: the last one may be cut in its middle."""
    with pytest.raises(BrokenOffError, match="breaks off after") as caught:
        read(GOOD[: int(len(GOOD) * keep)], URL, None)
    kept = [each.title for each in caught.value.feed.entries]
    assert kept == ["One", "Two", "Three"][: GOOD[: int(len(GOOD) * keep)].count(b"</item>")]


def test_rubbish_after_the_end_is_no_cut() -> None:
    assert titles(GOOD + b"<!-- served in 3 ms by cache-7 -->\n") == ["One", "Two", "Three"]
    assert titles(GOOD + b"<script>track()</script>") == ["One", "Two", "Three"]


# --- encodings


@each_row(
    ("encoding", "content_type"),
    [
        ("utf-8", None), ("utf-8-sig", None), ("utf-16", None), ("shift_jis", None), ("euc_jp", None),
        ("shift_jis", "application/rss+xml; charset=shift_jis"), ("utf-8", "text/xml"), ("utf-8", "text/html"),
    ],
)  # fmt: skip
def test_encodings(encoding: str, content_type: str | None) -> None:
    name = {"utf-8-sig": "utf-8", "utf-16": "utf-16"}.get(encoding, encoding)
    text = rss([entry("半導体の輸出規制")]).replace("UTF-8", name)
    assert titles(text.encode(encoding), content_type) == ["半導体の輸出規制"]


@each_row("content_type", [None, "text/xml", "text/xml; charset=utf-8", "application/rss+xml"])
@each_row("declared", ["UTF-16", "utf-8"])
@each_row("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_what_begins_with_a_mark_of_utf_16_or_32_is_that(encoding: str, declared: str, content_type: str) -> None:
    """Whatever its header and its declaration say; as quickly as others, and a half character at its end is no loss."""
    body = ("\ufeff" + rss([entry(CHIPS)]).replace("UTF-8", declared)).encode(encoding)
    assert titles(body, content_type) == titles(body + b"\x0a", content_type) == [CHIPS]


def test_a_json_feed_in_utf_16() -> None:
    text = '{"version": "https://jsonfeed.org/version/1", "items": [{"id": "1", "title": "規則"}]}'
    assert titles(text.encode("utf-16")) == ["規則"]


CHIPS = "半導体の輸出規制"


@pytest.mark.parametrize("content_type", [None, "text/xml", "application/rss+xml; charset=utf-8"])
@pytest.mark.parametrize(
    ("broken", "title"),
    [
        (CHIPS.encode()[:-1], "半導体の輸出規\ufffd"),
        (CHIPS.encode() + b"\xff", CHIPS + "\ufffd"),
        (b"\x93Chips\x94 " + CHIPS.encode(), "“Chips” " + CHIPS),
        (CHIPS.encode() + b"\xed\xa0\xbd\xed\xb8\x80", CHIPS + "😀"),
        (CHIPS.encode() + b"\xed\xa0\xbd", CHIPS + "\ufffd"),
    ],
    ids=["a truncated character", "a byte of none", "quote marks of Windows", "a CESU pair", "half a CESU pair"],
)
def test_a_broken_byte_spoils_no_other_word(broken: bytes, title: str, content_type: str | None) -> None:
    body = rss([entry("Broken", 1), entry("規則の施行", 2)]).encode().replace(b"Broken", broken, 1)
    assert titles(body, content_type) == [title, "規則の施行"]


@each_row(
    ("declared", "encoding", "word", "title"),
    [
        ("Shift_JIS", "cp932", "規制".encode("cp932") + b"\x81", "規制\ufffd"),
        ("Shift_JIS", "cp932", "第①号".encode("cp932"), "第①号"),
        ("gb2312", "gb18030", "规则".encode("gb18030") + b"\xff", "规则\ufffd"),
        ("UTF-8", "cp932", "規制".encode("cp932") + b"\xfc", None),
    ],
)  # fmt: skip
def test_other_charsets_with_a_broken_byte(declared: str, encoding: str, word: bytes, title: str | None) -> None:
    """As they are declared; what is declared and is nowhere so is guessed, and comes to something."""
    text = rss([entry("Broken", 1), entry("規則の施行", 2)]).replace("UTF-8", declared)
    found = titles(text.encode(encoding).replace(b"Broken", word, 1))
    assert len(found) == 2
    assert title is None or found == [title, "規則の施行"]


def test_what_only_says_that_it_is_utf_8_is_what_it_is() -> None:
    body = rss([entry("A “rule” of the café", 1)]).encode("cp1252")
    assert titles(body) == ["A “rule” of the café"]


@each_row("name", ["hex", "idna", "punycode", "nothing", "", "a\x00b"])
def test_a_charset_that_is_none(name: str) -> None:
    body = rss([entry(CHIPS, 1)]).replace("UTF-8", name).encode().replace(b"bureau-1", b"bureau-\xff1")
    assert titles(body, "application/xml") == [CHIPS]


def test_the_digest_of_a_broken_item_is_of_its_bytes() -> None:
    body = rss([entry(CHIPS, 1)]).encode().replace(b"bureau-1", b"bureau-\xff1")
    feed = outcome(body)
    assert isinstance(feed, ParsedFeed)
    (piece,) = pieces(body)
    assert b"\xff" in piece
    assert feed.entries[0].sha256 == hashlib.sha256(piece).hexdigest()


def test_a_body_that_is_packed_without_saying_so() -> None:
    assert titles(gzip.compress(GOOD)) == ["One", "Two", "Three"]


@each_row("lead", [b"\n", b"  \r\n", b"\xef\xbb\xbf"])
def test_blanks_before_the_declaration(lead: bytes) -> None:
    assert titles(lead + GOOD) == ["One", "Two", "Three"]


# --- hostile


def bomb(entities: int) -> bytes:
    declared = "\n".join(f'<!ENTITY e{n} "x">' for n in range(entities))
    return f"<!DOCTYPE rss [\n{declared}\n]>\n{rss([entry('One')]).partition('?>')[2]}".encode()


def laughs() -> bytes:
    declared = '<!ENTITY e0 "ha">' + "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    return f"<!DOCTYPE rss [{declared}]><rss><channel><item><title>&e11;</title></item></channel></rss>".encode()


HOSTILE: dict[str, Callable[[], bytes]] = {
    "hundreds of thousands of entities": lambda: bomb(300_000),
    "entities of entities": laughs,
    "a file of this machine": lambda: (
        b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&x;</title>'
        b"</item></channel></rss>"
    ),
    "a document type elsewhere": lambda: (
        b'<!DOCTYPE rss SYSTEM "http://127.0.0.1:1/x.dtd"><rss><channel><item><title>a</title></item></channel></rss>'
    ),
    "a gzip bomb": lambda: gzip.compress(b"<rss>" + b" " * 40_000_000, mtime=0),
    "50 MB of one text": lambda: (
        b"<rss><channel><item><title>" + b"x" * 50_000_000 + b"</title></item></channel></rss>"
    ),
    "NULs": lambda: GOOD.replace(b"One", b"O\x00ne"),
    "NULs everywhere": lambda: b"\x00".join(bytes([byte]) for byte in GOOD[:2000]),
    "deep": lambda: b"<rss><channel>" + b"<a>" * 5_000 + b"</a>" * 5_000 + b"</channel></rss>",
    "deep items": lambda: b"<rss><channel>" + b"<item>" * 3_000 + b"</channel></rss>",
    "a million attributes": lambda: b"<rss " + b" ".join(b'a%d="1"' % n for n in range(100_000)) + b"><channel/></rss>",
    "lone surrogates in JSON": lambda: (
        b'{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","title":"a\\ud800b",'
        b'"content_html":"<p>\\udfffx</p>","url":"https://a.example/\\ud800"}]}'
    ),
    "lone surrogates in XML": lambda: GOOD.replace(b"One", b"O\xed\xa0\x80ne"),
    "surrogate references": lambda: GOOD.replace(b"One", b"O&#xD800;ne"),
    "controls": lambda: GOOD.replace(b"One", b"O\x01\x02ne"),
    "a year 0": lambda: GOOD.replace(b"2025", b"0000"),
    "a year 9999": lambda: GOOD.replace(b"2025", b"9999"),
    "numbers without end in JSON": lambda: (
        b'{"version":"https://jsonfeed.org/version/1","items":[{"id":' + b"9" * 10_000 + b"}]}"
    ),
}
"""Each is made when it is read: together they are 90 MB."""


@each_row("name", HOSTILE)
def test_hostile_feeds(name: str) -> None:
    """Items, or one line; soon; and nothing of this machine in them."""
    body = HOSTILE[name]()
    began = time.process_time()
    found = outcome(body)
    assert time.process_time() - began < 15
    if isinstance(found, str):
        assert "expected" in found
        assert "\n" not in found
        assert len(found) < 250
        return
    for each in found.entries:
        text = each.title + each.text + each.link
        text.encode("utf-8")
        assert "\x00" not in text
        assert "root:" not in text
        assert len(each.title) <= 60_000_000


def test_what_hostile_feeds_still_say() -> None:
    """Good items beside bad ones are not lost."""
    assert titles(HOSTILE["NULs"]())[1:] == ["Two", "Three"]
    assert titles(HOSTILE["a year 0"]()) == ["One", "Two", "Three"]
    assert titles(HOSTILE["controls"]()) == ["One", "Two", "Three"]
    assert titles(HOSTILE["lone surrogates in JSON"]()) == ["ab"]


@pytest.mark.parametrize(
    ("reference", "read_as"),
    [
        ("&#xD800;", "\ufffd"), ("&#55296;", "\ufffd"), ("&#99999999999;", "\ufffd"), ("&#x110000;", "\ufffd"),
        (f"&#{'9' * 9999};", "\ufffd"), ("&#128512;", "😀"), ("&#x1F600;", "😀"), ("&#0000065;", "A"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("lead", [b"", b"<br>"], ids=["well-formed but for it", "not well-formed"])
def test_a_reference_to_no_character_costs_no_item(reference: str, read_as: str, lead: bytes) -> None:
    body = GOOD.replace(b"One", b"O" + reference.encode() + b"ne").replace(b"<channel>", b"<channel>" + lead)
    assert titles(body) == [f"O{read_as}ne", "Two", "Three"]


def test_what_feedparser_cannot_take_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def overflow(*_: object, **__: object) -> None:
        raise OverflowError("Python int too large to convert to C int")

    monkeypatch.setattr("feedparser.parse", overflow)
    found = outcome(b"<rss><channel><item></rss>")
    assert found == "found text that the feed reader cannot take; expected RSS, Atom, RDF or JSON Feed"


def test_the_limits_are_said() -> None:
    assert "300000 entities" in str(outcome(HOSTILE["hundreds of thousands of entities"]()))
    assert f"more than {reading.MOST_BYTES} bytes" in str(outcome(HOSTILE["a gzip bomb"]()))


# --- JSON Feed


def test_json_feed() -> None:
    """Both versions; numbers for ids; an item that is no object is named, and the others are kept."""
    body = (
        '{"version": "https://jsonfeed.org/version/1.1", "title": "F", "language": "ja", "items": ['
        '{"id": 7, "url": "/a", "title": "A &amp; B", "content_html": "<p>x</p><p>y</p>", "summary": "s",'
        ' "date_published": "2025-05-13T09:00:00+09:00"},'
        '{"id": "https://b.example/2", "content_text": "one\\n two", "language": "en"}, 3]}'
    )
    feed = outcome(body.encode())
    assert isinstance(feed, ParsedFeed)
    assert (feed.format, feed.title, feed.fault) == ("jsonfeed", "F", "1 items that are no objects")
    first, second = feed.entries
    assert (first.guid, first.link, first.title, first.text) == ("7", "https://bureau.example/a", "A &amp; B", "x\ny")
    assert (first.language, first.published) == ("ja", "2025-05-13T09:00:00+09:00")
    assert (second.link, second.text, second.language) == ("https://b.example/2", "one\ntwo", "en")
