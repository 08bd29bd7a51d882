"""Well-formed RSS, RDF and Atom in UTF-8, read with lxml: the same items as feedparser gives, fifty times as quickly.

Whatever is not plainly one of these, or holds anything of which feedparser makes more than its plain sense, is left to
feedparser: :func:`read` then gives None. The tests compare the two over feedparser's own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import lru_cache
from html import entities
from typing import TypeAlias

from lxml import etree

from regtrack.sources.feeds import charset, markup
from regtrack.sources.feeds.items import FeedEntry, ParsedFeed, absolute, digests

Element: TypeAlias = etree._Element

ATOM = "http://www.w3.org/2005/Atom"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XML = "http://www.w3.org/XML/1998/namespace"
_XHTML = "http://www.w3.org/1999/xhtml"
_PREFIXES = {
    "": "", ATOM.lower(): "", "http://purl.org/rss/1.0/": "", "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://purl.org/dc/elements/1.1/": "dc:", "http://purl.org/dc/terms/": "dcterms:",
    "http://purl.org/rss/1.0/modules/content/": "content:",
}  # fmt: skip
"""Namespaces of which elements are read, in lower case."""
_SPEAKING = {
    "http://www.itunes.com/dtds/podcast-1.0.dtd": frozenset(("summary",)),
    "http://search.yahoo.com/mrss/": frozenset(("title", "description", "group")),
    "http://search.yahoo.com/mrss": frozenset(("title", "description", "group")),
}
"""Elements of other namespaces that feedparser takes for one of the feed's own."""
_TAKEN = frozenset("dc dcterms content itunes media georss gml cc creativecommons psc admin xhtml rdf".split())
"""Prefixes to which feedparser gives a meaning whatever namespace they stand for."""
_INERT = frozenset(
    "author category comments contributor enclosure generator rights source dc:creator dc:subject dc:publisher "
    "dc:rights dc:format dc:identifier dc:type dc:source".split()
)
_PEOPLE = frozenset(("author", "contributor", "source", ""))
"""Elements whose own elements feedparser takes for no one else's."""
_KINDS = {
    **dict.fromkeys(_INERT, ""), "id": "guid",
    "pubdate": "published", "published": "published", "issued": "published", "dcterms:issued": "published",
    "updated": "updated", "modified": "updated", "dc:date": "updated", "dcterms:modified": "updated",
    "created": "created", "dcterms:created": "created",
}  # fmt: skip
"""What is read under another name than its own, and what is not read."""
_MOMENTS = frozenset(("published", "updated", "created"))
_BODIES = ("content", "content:encoded", "summary", "description")
"""Where the words are; of equally long ones the first counts."""
_HTML = frozenset(("content:encoded", "description"))
_ABOUT, _LANG, _BASE = f"{{{_RDF}}}about", f"{{{_XML}}}lang", f"{{{_XML}}}base"
_ROOTS = {f"{{{ATOM}}}feed": "atom", "rss": "rss", f"{{{_RDF}}}RDF": "rdf"}
_TYPES = {"text": False, "text/plain": False, "html": True, "text/html": True}
"""Whether a text of a type is HTML."""
_START = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>)?(?:\s|<!--.{0,4000}?-->|<\?xml-stylesheet[^>]{0,500}\?>)*<[A-Za-z]", re.DOTALL
)
_PLAIN_ENCODINGS = frozenset(("", "utf-8", "utf8", "us-ascii", "ascii"))
_ASCII_ENCODINGS = frozenset(("iso-8859-1", "iso-8859-15", "windows-1252", "latin-1", "latin1", "cp1252"))
"""Encodings in which bytes up to 127 mean what they mean in ASCII."""
_LIKE_MARKUP = re.compile(r"</\w+>|&#?\w+;")
_TAG, _ENTITY = re.compile(r"</?(\w+)"), re.compile(r"&(\w+);")
_CERTAIN = frozenset("a b br code em i p small span strong sub sup u".split())
_QUERY = re.compile("&([A-Za-z0-9_]+);")
_CP1252 = {code: char for code in range(128, 160) if (char := bytes((code,)).decode("cp1252", "ignore"))}
"""What Windows puts where Unicode has controls (feedparser does the same)."""


class _BeyondError(Exception):
    """Something of which feedparser makes more than its plain sense."""


def read(body: bytes, url: str, content_type: str | None) -> ParsedFeed | None:
    """Return a feed, or None if it is not plainly one."""
    if not _is_plain(body, content_type):
        return None
    try:
        # No entities but XML's own five (there is no document type), no network, no depth or text beyond libxml2's.
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        root = etree.fromstring(body, parser)
        family = _ROOTS.get(str(root.tag))
        if family is None or root.prefix not in (None, "rdf") or (b"xml:base" in body and _has_base(root)):
            return None
        return _FAMILIES[family](root, body, url)
    except (etree.XMLSyntaxError, _BeyondError):
        return None


def _has_base(root: Element) -> bool:
    """Whether addresses are relative to something else than the feed."""
    based = root.iter("{*}feed", "{*}rss", "{*}RDF", "{*}channel", "{*}item", "{*}entry", "{*}link", "{*}id", "{*}guid")
    return any(element.get(_BASE) is not None for element in based)


def _is_plain(body: bytes, content_type: str | None) -> bool:
    if not _START.match(body) or b"\x00" in body:
        return False
    declared = charset.ENCODING.match(body)
    header = charset.CHARSET.search(content_type or "")
    named = {(declared[1].decode("latin-1") if declared else ""), header[1] if header else ""}
    codes = {name.strip().lower() for name in named} - _PLAIN_ENCODINGS
    return not codes or (codes <= _ASCII_ENCODINGS and body.isascii())


def _rss(root: Element, body: bytes, url: str) -> ParsedFeed:
    channels = [child for child in root if _name(child) == "channel"]
    if len(channels) != 1 or len(root) != 1 or root.tag != "rss":
        raise _BeyondError
    items = [child for child in channels[0] if _name(child) == "item"]
    return _feed("rss", root, channels[0], items, body, url)


def _rdf(root: Element, body: bytes, url: str) -> ParsedFeed:
    channels = [child for child in root if _name(child) == "channel"]
    items = [child for child in root if _name(child) == "item"]
    if len(channels) != 1 or any(_name(child) not in ("channel", "item", "image", "textinput") for child in root):
        raise _BeyondError
    return _feed("rdf", root, channels[0], items, body, url)


def _atom(root: Element, body: bytes, url: str) -> ParsedFeed:
    items = [child for child in root if _name(child) == "entry"]
    return _feed("atom", root, root, items, body, url)


_FAMILIES: Mapping[str, Callable[[Element, bytes, str], ParsedFeed]] = {"rss": _rss, "rdf": _rdf, "atom": _atom}


def _feed(family: str, root: Element, channel: Element, items: list[Element], body: bytes, url: str) -> ParsedFeed:
    atom = family == "atom"
    if sum(1 for _ in root.iter("{*}item", "{*}entry")) != len(items):
        raise _BeyondError
    title, language = None, _language(root)
    for child in channel:
        if not _names_feed(str(child.tag)):
            continue
        name = _name(child)
        if name == "title" and title is None:
            title = markup.line(_text(child, html=False, atom=atom))
        elif name == "language":
            language = _bare(child)
        elif name:
            raise _BeyondError
    hashes = digests(body, items, etree.tostring)
    entries = tuple(_entry(item, language, url, digest, atom=atom) for item, digest in zip(items, hashes, strict=True))
    return ParsedFeed(family, title or "", language, entries)


def _entry(item: Element, language: str, url: str, sha256: str, *, atom: bool) -> FeedEntry:
    guid, link, title, own = "", None, "", ""
    if item.keys():
        guid, own = item.get(_ABOUT, ""), _language(item)
    bodies: dict[str, str] = {}
    stated: dict[str, str] = {}
    seen: set[str] = set()
    for child in item:
        name = _name(child)
        kind = _KINDS.get(name, name)
        if kind == "link":
            link = _link(child, link, url)
            continue
        if not kind:
            if len(child) and name not in _PEOPLE:
                raise _BeyondError
            continue
        if kind in seen:
            raise _BeyondError
        seen.add(kind)
        if kind in _BODIES:
            bodies[kind] = _text(child, html=kind in _HTML, atom=atom)
        elif kind == "title":
            title = markup.line(_text(child, html=False, atom=atom))
            own = _language(child) or own
        elif kind == "guid":
            guid = _bare(child)
            if not child.keys() or child.get("isPermaLink", child.get("ispermalink", "true")) == "true":
                guid = _joined(url, guid)
                link = guid if link is None else link
        elif kind in _MOMENTS:
            stated[kind] = _bare(child)
        else:
            raise _BeyondError
    ordered = [bodies[name] for name in _BODIES if name in bodies]
    return FeedEntry(
        markup.line(guid), absolute(url, link or ""), title, max(ordered, key=len, default=""),
        stated.get("published", ""), stated.get("updated", "") or stated.get("created", ""),
        (own if "title" in seen else "") or language, sha256,
    )  # fmt: skip


def _name(child: Element) -> str:
    """Return the name of an element, as feedparser knows it; empty for one that says nothing of what is read."""
    name = _known_name(str(child.tag))
    if name is not None:
        return name
    if all(_is_inert(each) for each in child.iter()):
        return ""
    raise _BeyondError


@lru_cache(maxsize=4096)
def _names_feed(tag: str) -> bool:
    """Whether an element is, or may be taken for, one that says how a feed is called or in which language it is."""
    return tag.rpartition("}")[2].lower() in ("title", "language")


@lru_cache(maxsize=4096)
def _known_name(tag: str) -> str | None:
    namespace, _, local = tag[1:].rpartition("}") if tag[0] == "{" else ("", "", tag)
    prefix = _PREFIXES.get(namespace.lower())
    return None if prefix is None else prefix + local.lower()


def _is_inert(element: Element) -> bool:
    namespace, _, local = str(element.tag)[1:].rpartition("}")
    namespace, local, prefix = namespace.lower(), local.lower(), (element.prefix or "").lower()
    if namespace in _SPEAKING:
        return local not in _SPEAKING[namespace]
    return bool(prefix) and prefix not in _TAKEN and namespace not in _PREFIXES


def _link(child: Element, link: str | None, url: str) -> str | None:
    """Return the address of an item, after another of its links."""
    if len(child):
        raise _BeyondError
    href = (child.get("href") or child.get("url") or child.get("uri")) if child.keys() else None
    if href is None:
        address = _joined(url, _bare(child))
        return _QUERY.sub(r"&\g<1>", address.replace("&amp;", "&")) if "&" in address else address
    rel, type_ = child.get("rel", "alternate").lower(), child.get("type", "text/html").lower()
    if rel == "alternate" and type_ in ("text/html", "html", "xhtml", "application/xhtml+xml"):
        return _joined(url, href)
    return link


def _joined(base: str, address: str) -> str:
    return absolute(base, address) or address


def _language(element: Element) -> str:
    return element.get(_LANG, "").replace("_", "-")


def _bare(child: Element) -> str:
    """Return the text of an element that may hold nothing else."""
    if len(child):
        raise _BeyondError
    return _mended((child.text or "").strip())


def _text(child: Element, *, html: bool, atom: bool) -> str:
    """Return the words of an element, which is HTML unless it says otherwise, or which may only look like it."""
    if child.keys():
        type_ = child.get("type")
        if type_ in ("xhtml", "application/xhtml+xml") and atom:
            return _xhtml(child)
        if child.get("mode") or child.get("src"):
            raise _BeyondError
        if type_ is not None:
            if type_.lower() not in _TYPES:
                raise _BeyondError
            html = _TYPES[type_.lower()]
    value = _bare(child)
    if not html and not atom and _LIKE_MARKUP.search(value):
        html = _is_markup(value)
    return markup.plain(value) if html else markup.text(value)


def _is_markup(value: str) -> bool:
    """Whether a text of RSS that looks like HTML is meant so: it has no elements or entities but those of HTML."""
    if any(tag.lower() not in _CERTAIN for tag in _TAG.findall(value)):
        raise _BeyondError  # feedparser decides by a list of its own
    return all(name in entities.entitydefs for name in _ENTITY.findall(value))


def _xhtml(child: Element) -> str:
    """Return the words of XHTML that stands in the feed as it is."""
    for element in child.iterdescendants():
        if not str(element.tag).startswith(f"{{{_XHTML}}}") or element.prefix is not None:
            raise _BeyondError
    inner = "".join(etree.tostring(each, encoding="unicode", method="html") for each in child)
    lead = (child.text or "").strip()
    if lead:
        raise _BeyondError
    return markup.plain(_mended(inner))


def _mended(value: str) -> str:
    """Return a text with what Windows and a second encoding did to it undone, as feedparser does."""
    if value.isascii():
        return value
    with suppress(UnicodeError):
        value = value.encode("iso-8859-1").decode("utf-8")
    return value.translate(_CP1252)
