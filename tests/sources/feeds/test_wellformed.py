"""The quick reader against feedparser: where it gives a feed at all, it is the same feed."""

from __future__ import annotations

import warnings

from regtrack.http.fetch import UnreadableError
from regtrack.sources.feeds import feedparsing, wellformed
from regtrack.sources.feeds.items import ParsedFeed
from tests.rows import each_row
from tests.sources.feeds.samples import feeds
from tests.sources.feedserver import entry, rss

URL = "https://base.example/news/feed.xml"


def both(body: bytes, content_type: str | None = "application/xml") -> tuple[ParsedFeed | None, ParsedFeed | None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        quick = wellformed.read(body, URL, content_type)
        try:
            return quick, feedparsing.read(body, URL, content_type)
        except UnreadableError:
            return quick, None


@each_row("content_type", ["application/xml", "application/rss+xml; charset=utf-8", None])
def test_the_same_over_every_feed_of_the_data(content_type: str | None) -> None:
    """Over feedparser's own tests and captured feeds; it is no test if the quick reader declines them all."""
    read, different = 0, []
    for name, body in feeds():
        quick, thorough = both(body, content_type)
        if quick is not None:
            read += 1
            if quick != thorough:
                different.append(name)
    assert different == []
    assert read > 800


def test_real_feeds_are_mostly_read_quickly() -> None:
    """It is of no use if it declines what is found on the web."""
    for folder in ("courts", "monument-watch", "federal-reserve"):
        found = [both(body)[0] for name, body in feeds(folder) if name.removesuffix(".gz").endswith(".xml")]
        assert found
        assert all(feed is not None for feed in found), folder


ITEM = "<title>T</title><link>https://a.example/1</link><guid>g</guid><description>D</description>"
ATOM = (
    '<entry><id>tag:a.example,2025:1</id><title>T</title><link href="/one"/><updated>2025-05-13T09:00:00Z</updated>'
    '<content type="html">&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two&lt;/p&gt;</content></entry>'
)


def rss_of(item: str, channel: str = "", root: str = "") -> bytes:
    return f'<rss version="2.0"{root}><channel><title>C</title>{channel}<item>{item}</item></channel></rss>'.encode()


def atom_of(entry: str) -> bytes:
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title>{entry}</feed>'.encode()


QUICK = {
    "plain": rss_of(ITEM),
    "no guid": rss_of("<title>T</title><link>https://a.example/1</link>"),
    "guid for a link": rss_of("<title>T</title><guid>https://a.example/2</guid>"),
    "guid that is none": rss_of('<title>T</title><guid isPermaLink="false">https://a.example/2</guid>'),
    "empty link": rss_of("<title>T</title><link/><guid>https://a.example/2</guid>"),
    "relative link": rss_of("<title>T</title><link>/x?a=1&amp;b=2</link>"),
    "markup in a title": rss_of("<title>A &amp;amp; B &amp;lt;c</title>"),
    "CDATA": rss_of("<title><![CDATA[A & B]]></title><description><![CDATA[<p>x</p><p>y &amp; z</p>]]></description>"),
    "text and content": rss_of(
        "<description>short</description><content:encoded>&lt;p&gt;much longer text&lt;/p&gt;</content:encoded>",
        root=' xmlns:content="http://purl.org/rss/1.0/modules/content/"',
    ),
    "dates of two kinds": rss_of(
        "<pubDate>Tue, 13 May 2025 09:00:00 GMT</pubDate><dc:date>2025-05-14</dc:date>",
        root=' xmlns:dc="http://purl.org/dc/elements/1.1/"',
    ),
    "things of others": rss_of(
        f"{ITEM}<media:thumbnail url='x'/><foo:bar>baz</foo:bar><category>c</category><author>a</author>"
        "<enclosure url='u' type='audio/mpeg' length='1'/><source url='s'>S</source>",
        root=' xmlns:media="http://search.yahoo.com/mrss/" xmlns:foo="https://foo.example/"',
    ),
    "language": rss_of(ITEM, channel="<language>ja-JP</language>"),
    "Windows characters": rss_of("<title>It\x92s</title>").decode("utf-8").encode(),
    "Latin-1, all ASCII": b'<?xml version="1.0" encoding="ISO-8859-1"?>' + rss_of(ITEM),
    "atom": atom_of(ATOM),
    "atom xhtml": atom_of(
        '<entry><id>1</id><title>T</title><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">'
        "<p>a<br/>b</p><iframe/><p>c</p></div></content></entry>"
    ),
    "atom text that looks like markup": atom_of("<entry><id>1</id><title>&lt;b&gt; is a tag</title></entry>"),
    "rdf": b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
    b'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://a.example/"><title>C</title></channel>'
    b'<item rdf:about="https://a.example/1"><title>T</title><link>https://a.example/1</link>'
    b"<dc:date>2025-05-13</dc:date></item></rdf:RDF>",
}
DECLINED = {
    "document type": b"<!DOCTYPE rss []>" + rss_of(ITEM),
    "entity": rss_of("<title>a&nbsp;b</title>"),
    "not well-formed": rss_of("<title>a<b></title>"),
    "two titles": rss_of("<title>a</title><title>b</title>"),
    "two texts": rss_of("<description>a</description><description>b</description>"),
    "unescaped markup": rss_of("<description>a <b>b</b></description>"),
    "title of a picture": rss_of(
        "<title>a</title><media:title>b</media:title>", root=' xmlns:media="http://search.yahoo.com/mrss/"'
    ),
    "another base": rss_of(ITEM).replace(b"<item>", b'<item xml:base="https://b.example/">'),
    "Latin-1": b'<?xml version="1.0" encoding="ISO-8859-1"?>' + rss_of("<title>é</title>").decode().encode("latin-1"),
    "no feed": b"<html><body>x</body></html>",
    "base64": atom_of('<entry><id>1</id><content type="application/pdf">QUJD</content></entry>'),
}


@each_row("name", QUICK)
def test_what_is_read(name: str) -> None:
    quick, thorough = both(QUICK[name])
    assert quick is not None
    assert quick == thorough


@each_row("name", DECLINED)
def test_what_is_left_to_feedparser(name: str) -> None:
    """Whatever it makes more of than its plain sense."""
    assert wellformed.read(DECLINED[name], URL, None) is None


@each_row(
    ("content_type", "read"),
    [
        (None, True),
        ("text/xml", True),
        ("text/html; charset=utf-8", True),
        ("application/xml; charset=shift_jis", False),
    ],
)
def test_the_header_may_name_another_encoding(content_type: str | None, read: bool) -> None:
    body = rss([entry("輸出")]).encode()
    assert (wellformed.read(body, URL, content_type) is not None) is read
