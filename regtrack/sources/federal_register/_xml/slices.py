"""Cutting an issue into its documents without parsing it: each is parsed alone, so that one broken does no harm.

Tags of documents are looked for in the bytes, outside comments, CDATA and processing instructions. Memory beyond the
bytes themselves is that of one document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from regtrack.sources.markup import XmlFlaw, parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

LARGEST = 64 * 2**20  # bytes of one document. The largest that were ever published have some 15 million

_TAGS = b"RULE|PRORULE|NOTICE|PRESDOCU|CORRECT"
_TOKEN = re.compile(rb"<(?:(!--|!\[CDATA\[|\?)|(/?)(" + _TAGS + rb")(?=[\s/>]))")
_CLOSED_BY = {b"!--": b"-->", b"![CDATA[": b"]]>", b"?": b"?>"}
_CONTAINER = b"CORRECT"  # A document where it holds no other; else a section of the issue
_DOCTYPE = re.compile(rb"<!DOCTYPE[^>\[]*(?:\[(?P<subset>.*?)\]\s*)?>", re.DOTALL)
_ELEMENT = re.compile(rb"<[A-Za-z_]")
_ENCODING = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_WIDE = (b"\xff\xfe", b"\xfe\xff")


@attrs.frozen
class Slice:
    """The bytes of one document, and where they stand in the file."""

    start: int
    end: int


class LineIndex:
    """Which line of a file a position is on; quick when it is asked in order."""

    def __init__(self, data: bytes) -> None:
        self._data, self._position, self._line = data, 0, 1

    def at(self, position: int) -> int:
        """Return the line, from 1."""
        if position < self._position:
            self._position, self._line = 0, 1
        self._line += self._data.count(b"\n", self._position, position)
        self._position = position
        return self._line


def as_utf8(data: bytes) -> bytes:
    """Return the same text in UTF-8; raises UnicodeError or LookupError when its encoding is not what it says."""
    declared = _ENCODING.search(data, 0, 200)
    encoding = "utf-16" if data.startswith(_WIDE) else declared[1].decode() if declared else "utf-8"
    if encoding.lower() in ("utf-8", "utf8", "us-ascii", "ascii"):
        return data  # wrong bytes in one document are a flaw of that one
    return data.decode(encoding).encode()


def body_start(data: bytes) -> tuple[int, bool]:
    """Where the document type declaration ends (0 without one), and whether it declares entities."""
    root = _ELEMENT.search(data)
    position = data.find(b"<!DOCTYPE", 0, root.start() if root else len(data))
    doctype = _DOCTYPE.match(data, position) if position >= 0 else None
    if doctype is None:
        return 0, False
    return doctype.end(), b"<!ENTITY" in (doctype["subset"] or b"")


def cut(data: bytes, start: int = 0) -> Iterator[Slice]:
    """Return the documents in order. One that is not closed ends where the next begins."""
    opened: tuple[int, bytes] | None = None
    endless: set[bytes] = set()
    while token := _TOKEN.search(data, start):
        start = token.end()
        if token[1] is not None:
            end = -1 if token[1] in endless else data.find(_CLOSED_BY[token[1]], start)
            if end < 0:
                endless.add(token[1])  # looked for once; what it would hide is read
            else:
                start = end + len(_CLOSED_BY[token[1]])
            continue
        name = token[3]
        if token[2]:  # a closing tag
            if opened and opened[1] == name:
                end = data.find(b">", start)
                start = end + 1 if end >= 0 else len(data)
                yield Slice(opened[0], start)
                opened = None
            continue
        if opened and opened[1] != _CONTAINER:
            yield Slice(opened[0], token.start())
        opened = (token.start(), name)
    if opened:
        yield Slice(opened[0], len(data))


def parse(data: bytes) -> tuple[_Element | None, XmlFlaw | None]:
    """Return a document, as far as it can be parsed, and its first flaw, with lines from the first of ``data``."""
    if len(data) > LARGEST:
        return None, XmlFlaw(1, f"a document of {len(data):,} bytes", f"at most {LARGEST:,}")
    root, flaw = parse_xml(data, lenient=True)
    return root, attrs.evolve(flaw, found=f"a document with {flaw.found}") if flaw is not None else None
