"""Whether the time that a parser takes grows with its input and no faster: texts made of one piece again and again."""

# ruff: noqa: E501 (tables read best one row a line)

from __future__ import annotations

import datetime as dt
import json
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

from regtrack.dates import FEDERAL_ZONE, Moment, day_start
from regtrack.errors import RegtrackError, printable
from regtrack.http.fetch import UnreadableError
from regtrack.model.document import Rank
from regtrack.model.kinds import Certainty
from regtrack.model.scope import path_of
from regtrack.model.when import When
from regtrack.news.item import NewsItem
from regtrack.news.recording import ClaimReader
from regtrack.report.layout import cut, wrap
from regtrack.report.untrusted import markdown
from regtrack.sources.bills.reading import read_bill_status
from regtrack.sources.cfr_editions.reading import read_edition
from regtrack.sources.federal_register.dates import read_dates, read_instruction_dates
from regtrack.sources.federal_register.events import compile_document
from regtrack.sources.federal_register.ledger import LedgerRegister
from regtrack.sources.federal_register.metadata import read_metadata
from regtrack.sources.federal_register.xml import read_document_xml
from regtrack.sources.feeds import items, markup
from regtrack.sources.feeds.reading import read as read_feed
from regtrack.sources.files.timeline import read_timeline
from regtrack.sources.lists.csl import read_csl
from regtrack.sources.lists.ofac import read_sdn
from regtrack.store import SqliteStore
from regtrack.text.instruction import Instruction
from regtrack.text.reading import read_amendments
from tests.fuzz.routes import small
from tests.sources.bills.shapes import row, status_file
from tests.sources.cfr_editions.shapes import rule as document
from tests.sources.feedserver import entry, rss
from tests.sources.lists.shapes import csl_entry, csl_file, sdn_file, sdn_row
from tests.sources.shapes import sample

PIECES = (
    "(", ")", "()", "(a)", ",", ", ", " ", "\n", "\t", "a", "a ", "A ", "Aa", "1", "1 ", "12", "-", "--", ".", ". ", "...", ";", ": ", "§", "/", "=",
    "[", "]", "“", "“a” ", '"', "'", "\\", "*", "|", "é", "字", "令和", "\u200b", "\x00", "&", "&amp;", "<", ">", "<b>", "<b", "<a b='c' ", " b='c'", " b", "b=", "</b>", "<!--", "<![CDATA[", "&#1;",
    "§ 1.1, ", "15 CFR 744.1, ", "15 CFR part 744 ", "89 FR 1000, ", "FR Doc. 2024-1 ", "E.O. 14110, ", "Proc. 1 ", "Pub. L. 1-1 ", "No. 1, ", "U.S. ", "Inc. ",
    "May 1, 2024, ", "May 1, 2024. ", "May 1 ", "2024 ", "June 3 and ", "effective ", "effective on May 1, 2024, ", "until ", "and ", "or ", "through ", "the ", "of the ",
    "paragraph (a)(1), ", "paragraphs (a) and ", "instruction 3 ", "30 days after ", "comment period ", "12:00 ", "a.m. ", "see ", "is delayed ", "is stayed ", "except ", "which is ",
    "effective and ", "Effective date: ", "is delayed until ", "from 1 p.m. to 2 p.m. ", "May 1, 2, 3, ", "published in the Federal Register on ", "Comments are due by May 1, 2024; except for ",
    "The effective date of the rule published May 1, 2024 (88 FR 100), is delayed until June 1, 2024. ",
    "removing ", "revise ", "add and reserve ", "to read as follows: ", "by ", "in its place ", "section 1.1 is amended ", "published at ", "The rule. ", "Sec. ", "1. ", "(1) ",
)  # fmt: skip
"""What a text is made of; one of them again and again is the hardest that a reader can be given."""
DAY = dt.date(2024, 1, 5)


@lru_cache(maxsize=1)
def _register() -> LedgerRegister:
    return LedgerRegister(SqliteStore(":memory:"))


def _compiled(**fields: str) -> None:
    read = read_metadata(sample("2024-00101", "2024-01-05", **fields))
    if read.document is not None:
        _register().open_day([read.document])
        list(compile_document(read.document, _register()))


def _compiled_xml(text: str, piece: Callable[[str], str]) -> None:
    read = read_document_xml(piece(text).encode("utf-8", "replace"), published_on=DAY)
    if read.document is not None:
        list(compile_document(read.document, _register()))


@lru_cache(maxsize=1)
def _reader() -> ClaimReader:
    return ClaimReader(small()._store, readers=())


def _news(text: str) -> None:
    item = NewsItem(
        "item:1", None, text[:500], text, "en", day_start(DAY), FEDERAL_ZONE, "own", "Bureau", Rank.AGENCY,
        Certainty.ANNOUNCED, "us", (), "0" * 64,
    )  # fmt: skip
    _reader().understand(item, day_start(DAY))


def _broken_feed(text: str) -> None:
    read_feed(
        rss([entry("A rule", body=None)]).replace("</item>", f"<x {text}</item>").encode("utf-8", "replace"),
        "https://bureau.example/",
    )


def _feed_of(text: str) -> None:
    read_feed(rss([entry("A rule", body=text)]).encode("utf-8", "replace"), "https://bureau.example/")


def _amendments(text: str) -> None:
    read_amendments("2024-1", [Instruction("2", f"2. Section 9.1 is amended by {text}", ("12 CFR 9.1",), "12 CFR 9")])


def _edition(text: str) -> None:
    body = escape(printable(text).replace("\ufffe", ""))
    read_edition(
        f'<DIV5 N="9" TYPE="PART"><HEAD>PART 9</HEAD><DIV8 N="9.1" TYPE="SECTION"><HEAD>§ 9.1 S.</HEAD><P>(a) {body}</P></DIV8></DIV5>'.encode(),
        "title-12.xml",
    )


def _nested(text: str) -> None:
    """Markup as it comes, inside a document that is otherwise whole."""
    read_document_xml(document(f"<AMDPAR>1. Revise {text}</AMDPAR>").encode("utf-8", "replace"), published_on=DAY)


def _instructions(text: str) -> None:
    _compiled_xml(text, lambda text: document(f"<AMDPAR>1. Revise {escape(printable(text))}</AMDPAR>"))


PARSERS: dict[str, Callable[[str], object]] = {
    "dates": lambda text: read_dates(text, published_on=DAY),
    "dates, after words": lambda text: read_dates(f"This rule is effective {text}", published_on=DAY),
    "instruction dates": lambda text: read_instruction_dates([f"2. Effective {text}"], published_on=DAY),
    "register: title": lambda text: _compiled(title=text),
    "register: action": lambda text: _compiled(action=text),
    "register: abstract": lambda text: _compiled(abstract=text),
    "register: dates": lambda text: _compiled(dates=text),
    "register: dates, after words": lambda text: _compiled(dates=f"The effective date of {text}"),
    "register: instructions": _instructions,
    "register: xml": _nested,
    "amendments": _amendments,
    "code": _edition,
    "bill": lambda text: read_bill_status(status_file([row("2021-04-13", "1000", printable(text))])),
    "csl": lambda text: read_csl(csl_file([csl_entry("A", id="1", addresses=[text], alt_names=[text])])),
    "sdn": lambda text: read_sdn(sdn_file([sdn_row(1, "A", remarks=text)])),
    "timeline": lambda text: read_timeline(
        f"[timeline]\nid = 'x'\ntitle = {json.dumps(text)}\nx = [{text}]".encode("utf-8", "replace"), name="x"
    ),
    "feed": _feed_of,
    "feed, broken": _broken_feed,
    "feed: moment": lambda text: items.moment(text, FEDERAL_ZONE),
    "html": markup.plain,
    "news": _news,
    "day": lambda text: Moment.read(text, today=DAY),
    "when": When.parse,
    "path": path_of,
    "search": lambda text: small_ledger().search(text),
    "name": lambda text: small_ledger().state(text),
    "wrap": lambda text: wrap(text, 80),
    "cut": lambda text: cut(text, 60),
    "markdown": markdown,
}
"""What is given a text, by name."""


@lru_cache(maxsize=1)
def small_ledger() -> Any:
    return small()


MOST = 2.5
"""How much longer twice the text may take."""


class Sizes(NamedTuple):
    """How far a parser is measured: texts are four times as long each time.

    Attributes:
        enough: seconds that are worth measuring.
        long: seconds that are enough.
        largest: the longest text, in characters.
    """

    enough: float
    long: float
    largest: int


QUICK = Sizes(0.01, 0.3, 32_000)
THOROUGH = Sizes(0.02, 0.3, 128_000)


def seconds(take: Callable[[str], object], text: str, tries: int = 5) -> float:
    """Return the least processor time of a few tries, since a busy machine adds to some of them."""
    found = []
    for _ in range(tries):
        began = time.process_time()
        with suppress(RegtrackError, UnreadableError):
            take(text)
        found.append(time.process_time() - began)
        if found[-1] > 1:
            break
    return min(found)


def growth(name: str, piece: str, sizes: Sizes = THOROUGH) -> str | None:
    """Return how the time of a parser grows, if it is faster than its input at two doublings in a row; else None."""
    take, size = PARSERS[name], 8_000
    last = seconds(take, piece * (size // len(piece)), 1)
    while size < sizes.largest and last < sizes.long:
        size *= 4
        this = seconds(take, piece * (size // len(piece)), 1)
        for tries in (3, 9):  # again with more care
            if this < sizes.enough or this <= MOST**2 * last:
                break
            last, this = (seconds(take, piece * (length // len(piece)), tries) for length in (size // 4, size))
        else:
            return f"{size:,} characters take {this:.3f} s, and a quarter of them {last:.3f} s"
        last = this
    return None


def main() -> int:
    """Try every parser with every piece, or those named, with ``--quick`` on shorter texts; print what is too fast."""
    found, sizes = 0, QUICK if "--quick" in sys.argv else THOROUGH
    for name in [each for each in sys.argv[1:] if each != "--quick"] or PARSERS:
        began = time.process_time()
        wrong = {piece: grows for piece in PIECES if (grows := growth(name, piece, sizes)) is not None}
        found += len(wrong)
        said = f"{name}: {len(PIECES)} pieces, {len(wrong)} too fast ({time.process_time() - began:.0f} s)"
        print(said, *map(repr, wrong.items()), sep="\n  ", flush=True)
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
