"""The bytes of a feed as UTF-8, where its reader would have to guess what they are."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from contextlib import suppress

UTF8 = "application/xml; charset=utf-8"
"""The media type of what was made UTF-8 here."""

DECLARATION = re.compile(rb"\s*<\?xml[^>]{0,200}\?>")
ENCODING = re.compile(rb"\s*<\?xml[^>]{0,200}encoding\s*=\s*[\"']([^\"']*)[\"']")
CHARSET = re.compile(r"charset\s*=\s*[\"']?([^\"';\s]+)", re.IGNORECASE)
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "ascii": "utf-8"}
"""What is written where the narrower one is declared."""
_NO_CHARSETS = frozenset(("idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "utf-7"))
"""Encodings of Python that no feed is in."""
_CESU = re.compile(rb"\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]")
"""A character beyond the first 65,536 as two halves, each encoded for itself."""
_BROKEN = re.compile("[\udc80-\udcff]+|\ufffd+")


def without_impossible(body: bytes) -> bytes:
    """Return a feed with U+FFFD for each reference to a number that is no character, which would cost all its items."""
    return _REFERENCE.sub(lambda found: found[0] if _is_character(found) else b"&#xFFFD;", body)


def _is_character(reference: re.Match[bytes]) -> bool:
    digits = reference[1] or reference[2]
    if len(digits) > 7:
        return False
    number = int(digits, 16 if reference[2] else 10)
    return number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF


_REFERENCE = re.compile(rb"&#(?:0*(\d{5,})|[xX]0*([0-9A-Fa-f]{4,}));?")


def mended(body: bytes, content_type: str | None) -> bytes | None:
    """Return a feed with few broken characters as good UTF-8 without a declaration; None if it has none, or too many.

    For one bad byte, feedparser gives up what the feed declares and guesses, which spoils every word. A feed that is
    what it says nearly everywhere is taken for it: fewer places are broken than characters beyond ASCII are whole.
    """
    body = body.removeprefix(codecs.BOM_UTF8)
    names = list(_declared(body, content_type)) or ["utf-8"]
    if any(_is(body, name) for name in names):
        return None
    for name in dict.fromkeys(_WIDER.get(name, name) for name in (*names, "utf-8")):
        text = _text_of(body, name)
        if text is not None:
            return DECLARATION.sub(b"", text.encode("utf-8", "replace"), count=1)
    return None


def _declared(body: bytes, content_type: str | None) -> Iterator[str]:
    header, declared = CHARSET.search(content_type or ""), ENCODING.match(body)
    for name in filter(None, (header and header[1], declared and declared[1].decode("latin-1"))):
        with suppress(LookupError, ValueError):
            found = codecs.lookup(name.strip()).name
            b"<".decode(found)  # raises for what is no encoding of text, or not one in which this was found
            if found not in _NO_CHARSETS:
                yield found


def _is(body: bytes, name: str) -> bool:
    try:
        body.decode(name)
    except UnicodeError:
        return False
    return True


def _text_of(body: bytes, name: str) -> str | None:
    """Return a text with a mark where it is broken, if that is at few places."""
    if name == "utf-8":
        whole = _CESU.sub(_joined, body)
        text = _BROKEN.sub(_stray, came := whole.decode("utf-8", "surrogateescape"))
    else:
        text = came = body.decode(name, "replace")
    broken = len(_BROKEN.findall(came))
    beyond = len(_BROKEN.sub("", came)) - len(came.encode("ascii", "ignore"))
    return text if broken < beyond else None


def _joined(halves: re.Match[bytes]) -> bytes:
    return halves[0].decode("utf-8", "surrogatepass").encode("utf-16-be", "surrogatepass").decode("utf-16-be").encode()


def _stray(broken: re.Match[str]) -> str:
    """Return what stands for bytes that are no UTF-8: among ASCII, a single one is Windows' quote mark or accent."""
    around = broken.string[max(0, broken.start() - 1) : broken.end() + 1]
    if len(broken[0]) == 1 and len(around) == 3 and (around[0] + around[2]).isascii() and broken[0] < "\udcff":
        return chr(ord(broken[0]) & 0xFF).encode("latin-1").decode("cp1252", "replace")
    return "\ufffd"
