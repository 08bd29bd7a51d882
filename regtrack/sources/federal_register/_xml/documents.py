"""A parsed document of the Federal Register, made into a :class:`RegisterDocument`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from regtrack.errors import Fault
from regtrack.sources.federal_register._xml.instructions import read_instructions
from regtrack.sources.federal_register._xml.text import (
    day_in,
    filed_in,
    lines_of,
    number_in,
    says_filed,
    squeeze,
    text_of,
)
from regtrack.sources.federal_register.document import (
    Agency,
    DocumentForm,
    DocumentType,
    Read,
    RegisterDocument,
    corrected_number,
)
from regtrack.sources.federal_register.text.sentences import split
from regtrack.text.citing import headed_parts

if TYPE_CHECKING:
    from lxml.etree import _Element

_TYPES = {
    "RULE": DocumentType.RULE,
    "PRORULE": DocumentType.PROPOSED_RULE,
    "NOTICE": DocumentType.NOTICE,
    "PRESDOCU": DocumentType.PRESIDENTIAL,
    "CORRECT": DocumentType.CORRECTION,
}
_SUBTYPES = {
    "EXECORD": "Executive Order",
    "PROCLA": "Proclamation",
    "PRMEMO": "Memorandum",
    "PRNOTICE": "Notice",
    "DETERM": "Determination",
    "PRORDER": "Presidential Order",
}
_ACTS = frozenset(("EXECORD", "PROCLA", "PRORDER"))
"""Presidential texts that are law; memoranda and notices mostly speak to agencies, or recite what holds."""
_TELLS_EFFECT = re.compile(
    r"\b[Tt]his (?:order|proclamation)\b.{0,80}?\b(?:effective|take effect|takes effect|expires?|terminates?)\b"
    r"|\beffective with respect to (?:goods|articles|products|imports)\b"
)
"""What such a text says of its own effect; what it says of others is of parts that it names in its own ways."""
_TELLS_PAST = re.compile(r"\b(?:was|were|had|have been|has been)\b")
_SECTIONS = frozenset(  # what has a tag of its own in a preamble; all else belongs to the block before it
    "AGENCY SUBAGY CFR DEPDOC RIN SUBJECT AGY ACT SUM DATES EFFDATE ADD FURINF PREAMHD AUTH SIG REGTEXT".split()
)
_DATE_TAGS = ("DATES", "EFFDATE")
_WHEN_HEAD = re.compile(r"\b(?:dates?|time)\b", re.IGNORECASE)
_PAGE = re.compile(r"[1-9][0-9]{0,5}")
_RIN = re.compile(r"\b\d{4}-?[A-Z]{2}-?[A-Z0-9]{2,3}\b")
_ORDER_NUMBER = {
    "executive_order": re.compile(r"\bExecutive\s+Order\s+(?:No\.\s*)?(\d+(?:-[A-Z])?)\b"),
    "proclamation": re.compile(r"\bProclamation\s+(?:No\.\s*)?(\d+(?:-[A-Z])?)\b"),
}
_AND = re.compile(r"^and\s+", re.IGNORECASE)
_LONGEST_LIST = 10_000
_COMMA = re.compile(r",\s*(?![^(]*\))")


def split_documents(root: _Element) -> Iterator[_Element]:
    """Return the documents in an element: itself, or several where a section of corrections holds more than one."""
    lines = list(root.iter("FRDOC"))
    if len(lines) < 2 or root.tag != "CORRECT":
        yield root
        return
    if all(line.getparent() is root for line in lines):
        pending: list[_Element] = []
        for child in list(root):
            pending.append(child)
            if child.tag == "FRDOC":
                alone = root.makeelement(root.tag)
                alone.extend(pending)
                pending = []
                yield alone
    else:
        for line in lines:
            if (parent := line.getparent()) is not None:
                yield parent


def read_root(
    root: _Element,
    *,
    number: str | None,
    published_on: dt.date,
    volume: int | None,
    page: int | None,
    sha256: str,
    broken: bool = False,
) -> Read:
    """Return what a document says about itself.

    Args:
        root: RULE, PRORULE, NOTICE, PRESDOCU or CORRECT.
        number: what it is called when it does not say its number itself; None when nobody knows.
        broken: it was not well-formed. Its filing line comes last, so one without it has lost more, and is not read.
        published_on: the day of its issue.
        volume: of the issue; None when it is not known.
        page: the page that is open where the document begins; None when it is not known.
        sha256: digest of its bytes.
    """
    filing = squeeze(" ".join(text_of(each) for each in root.iter("FRDOC", "FILED")))
    faults: list[Fault] = []
    printed = number_in(filing)
    if printed is None or (broken and filing.endswith(printed)):
        if broken:
            return Read(None)
        found = repr(filing[:80]) if filing else "nothing"
        expected = "a filing line such as [FR Doc. 2024-01667 Filed 2-9-24; 8:45 am]"
        faults.append(Fault(number or "document", None, "FRDOC", found, expected))
        if number is None:
            return Read(None, tuple(faults))
    number = printed or number
    assert number is not None
    filed_at = filed_in(filing)
    if filed_at is None and says_filed(filing):
        expected = "a day and time that exist, such as Filed 2-9-24; 8:45 am"
        faults.append(Fault(number, None, "FRDOC", repr(filing[:80]), expected))
    preamble = root.find("PREAMB")
    if preamble is None:
        preamble = root
    cfr = tuple(dict.fromkeys(part for each in preamble.findall("CFR") for part in headed_parts(text_of(each))))
    start, end = _pages(root, page)
    own = _presidential(root) if root.tag == "PRESDOCU" else _ordinary(preamble)
    document = RegisterDocument(
        number=number, published_on=published_on, type=_TYPES.get(str(root.tag), DocumentType.CORRECTION),
        origin=DocumentForm.XML, volume=volume, start_page=start, end_page=end, cfr=cfr, topics=_topics(root),
        filed_at=filed_at, correction_of=corrected_number(number), instructions=read_instructions(root, cfr),
        sha256=sha256, **own,
    )  # fmt: skip
    return Read(document, tuple(faults))


def _ordinary(preamble: _Element) -> dict[str, Any]:
    return {
        "title": lines_of(preamble.findall("SUBJECT")),
        "action": text_of(preamble.find("ACT")) or None,
        "dates": _dates(preamble) or None,
        "abstract": lines_of(_block(preamble, ("SUM",))) or None,
        "agencies": _agencies(preamble),
        "rins": tuple(dict.fromkeys(rin for each in preamble.findall("RIN") for rin in _RIN.findall(text_of(each)))),
        "dockets": tuple(dict.fromkeys(name for each in preamble.findall("DEPDOC") for name in _dockets(each))),
    }


def _presidential(root: _Element) -> dict[str, Any]:
    act = next((child for child in root if child.tag in _SUBTYPES), root)
    heading: list[_Element] = []
    title = ""
    for child in act:
        if child.tag == "HD":
            title = squeeze("".join(str(piece) for piece in child.itertext()))
            break
        if child.tag in ("P", "FP"):
            break
        heading.append(child)
    words = lines_of(heading)
    found: dict[str, Any] = {"title": title, "subtype": _SUBTYPES.get(str(act.tag)), "signed_on": day_in(words)}
    if act.tag in _ACTS and (effect := _effect(lines_of([child for child in act if child.tag in ("P", "FP")]))):
        found["dates"] = effect
    for name, pattern in _ORDER_NUMBER.items():
        if number := pattern.search(words):
            found[name] = number[1]
    return found


def _effect(text: str) -> str:
    """Return the sentences of a Presidential text that tell from when or until when it holds: it has no DATES."""
    told = (text[each.start : each.end].strip() for each in split(text))
    return " ".join(each for each in told if _TELLS_EFFECT.search(each) and not _TELLS_PAST.search(each))


def _dates(preamble: _Element) -> str:
    """DATES or EFFDATE with what belongs to it; in notices of meetings, what stands under "TIME AND DATE"."""
    if blocks := _block(preamble, _DATE_TAGS):
        return lines_of(blocks)
    heads = [each for each in preamble.findall("PREAMHD") if _WHEN_HEAD.search(each.findtext("HD") or "")]
    return lines_of(heads)


def _block(preamble: _Element, tags: tuple[str, ...]) -> list[_Element]:
    """Return the blocks of these tags, each with the paragraphs that follow it and were left outside of it."""
    found: list[_Element] = []
    inside = False
    for child in preamble:
        if child.tag in _SECTIONS:
            inside = child.tag in tags
        if inside:
            found.append(child)
    return found


def _agencies(preamble: _Element) -> tuple[Agency, ...]:
    found: dict[str, Agency] = {}
    above = False
    for child in preamble:
        if child.tag in ("AGENCY", "SUBAGY") and (name := text_of(child)):
            found.setdefault(name, Agency(name, parent=above and child.tag == "SUBAGY"))
            above = above or child.tag == "AGENCY"
    return tuple(found.values())


def _dockets(heading: _Element) -> list[str]:
    names = (name.strip(" []") for name in re.split(r";|\]\s*\[", text_of(heading)))
    return [name for name in names if name]


def _topics(root: _Element) -> tuple[str, ...]:
    lists = [text_of(paragraph) for each in root.iter("LSTSUB") for paragraph in each.findall("P")]
    names = (_AND.sub("", squeeze(name)).rstrip(".") for text in lists for name in _COMMA.split(text[:_LONGEST_LIST]))
    return tuple(dict.fromkeys(name for name in names if name))


def _pages(root: _Element, page: int | None) -> tuple[int | None, int | None]:
    """First and last page: a mark stands where a page begins, so the first may have begun in the document before."""
    marks = [(mark, int(printed)) for mark in root.iter("PRTPAGE") if _PAGE.fullmatch(printed := mark.get("P") or "")]
    if not marks:
        return page, page
    first, end = marks[0]
    start = end if _stands_first(first, root) else page if page is not None else max(end - 1, 1)
    for _, each in marks[1:]:
        end = each if end < each <= end + len(marks) else end  # pages of other things do not follow on
    return start, end


def _stands_first(mark: _Element, root: _Element) -> bool:
    """Whether no text of the document comes before a mark."""
    for element in root.iter():
        if element is mark:
            return True
        if (element.text or "").strip():
            return element.tag in ("TITLE3", "PRES")
    return False
