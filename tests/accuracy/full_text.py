"""The part of the accuracy table that is about full text: what files hold, counted without our reader, and is found."""

from __future__ import annotations

import datetime as dt
import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from regtrack.model.scope import path_of
from regtrack.sources.federal_register.dates import read_dates
from regtrack.sources.federal_register.document import RegisterDocument
from regtrack.sources.federal_register.xml import read_document_xml, read_issue
from tests.accuracy import gold

SHARE_OF_DATES = 0.99
_SECTIONS = {"RULES": "Rule", "PROPOSED RULES": "Proposed Rule", "NOTICES": "Notice"}
_ANY_DAY = dt.date(2016, 4, 15)
Pages = frozenset[tuple[int, int]]


def report(data: Path, *, listed: bool) -> Iterator[str]:
    """The lines of the table, whole issues first."""
    folder = data / "fr-xml"
    if not folder.is_dir():
        yield f"skipped: full text; no {folder}"
        return
    documents: list[tuple[bytes, RegisterDocument]] = []
    for path in sorted((folder / "issues").glob("*.xml.gz")):
        yield from _issue(path, documents, listed)
    yield from _singles(sorted((folder / "documents").glob("*.xml.gz")), documents, listed)
    yield from _contents(documents, listed)
    labels = data / "fr-dates-gold" / "gold.jsonl"
    if labels.is_file():
        yield from _labels(labels, {document.number: document for _, document in documents})


def _mark(good: bool) -> str:
    return "ok" if good else "MISSED"


def _issue(path: Path, documents: list[tuple[bytes, RegisterDocument]], listed: bool) -> Iterator[str]:
    data = gzip.decompress(path.read_bytes())
    types, pages = _table_of_contents(data)
    reads = list(read_issue(data, source=path.name))
    read = {each.document.number: each.document for each in reads if each.document}
    documents += [(_piece(data, number), document) for number, document in read.items()]
    ours = Counter(document.type.value for document in read.values())
    theirs = Counter(types.values())
    lost = sorted(types.keys() - read.keys())
    placed = [number for number in types if number in read and _at(read[number], pages[number])]
    yield f"XML: issue {path.name.partition('.')[0]}"
    yield f"  {'type':28}{'listed':>8}{'read':>6}"
    for kind in sorted({*ours, *theirs}, key=lambda kind: -theirs[kind]):
        yield f"  {kind:28}{theirs[kind]:>8}{ours[kind]:>6}  {_mark(ours[kind] == theirs[kind])}"
    yield f"  {'all':28}{len(types):>8}{len(read):>6}  lost {len(lost)}  target 0 {_mark(not lost)}"
    yield f"  faults: {sum(len(each.faults) for each in reads)}; pages as listed: {len(placed)} of {len(types)}"
    if listed:
        yield from (f"    {number} lost" for number in lost)
        yield from (f"    {number} pages {sorted(pages[number])}" for number in types if number not in placed)


def _table_of_contents(data: bytes) -> tuple[dict[str, str], dict[str, Pages]]:
    """Type and pages of every document, as the issue's own contents list them; several may share their pages."""
    types: dict[str, str] = {}
    pages: dict[str, set[tuple[int, int]]] = defaultdict(set)
    contents = etree.fromstring(data).find("CNTNTS")
    assert contents is not None
    for entry in contents.iter("DOCENT", "SJDENT"):
        category = next((each.findtext("HD") for each in entry.iterancestors("CAT")), None)
        spans = [span for each in entry.iter("PGS") for span in (each.text or "").split(",")]
        for number in (str(each.text).strip() for each in entry.iter("FRDOCBP")):
            if category is not None:
                types[number] = _SECTIONS.get(category.strip().upper(), "Presidential Document")
            pages[number] |= {(int(first), int(last or first)) for first, _, last in (s.partition("-") for s in spans)}
    return types, {number: frozenset(spans) for number, spans in pages.items()}


def _at(document: RegisterDocument, pages: Pages) -> bool:
    start, end = document.start_page, document.end_page
    first, last = min(span[0] for span in pages), max(span[1] for span in pages)
    return start is not None and end is not None and first <= start <= end <= last


def _singles(paths: list[Path], documents: list[tuple[bytes, RegisterDocument]], listed: bool) -> Iterator[str]:
    lost: list[str] = []
    for path in paths:
        data = gzip.decompress(path.read_bytes())
        read = read_document_xml(data, published_on=_ANY_DAY, number=path.name.partition(".")[0])
        if read.document is None or read.faults:
            lost.append(path.name)
        if read.document is not None:
            documents.append((data, read.document))
    yield ""
    yield f"XML: {len(paths)} single files"
    yield f"  lost or with a fault: {len(lost)}  target 0 {_mark(not lost)}"
    if listed:
        yield from (f"    {name}" for name in lost)


def _contents(documents: list[tuple[bytes, RegisterDocument]], listed: bool) -> Iterator[str]:
    dated = [document for data, document in documents if _has_dates(data)]
    found = [document for document in dated if document.dates]
    named = [(document, each) for _, document in documents for each in document.instructions]
    printed = [len(_tree(data).findall(".//AMDPAR")) for data, _ in documents]
    lost = sum(tagged > len(document.instructions) for tagged, (_, document) in zip(printed, documents, strict=True))
    aimed = [each for _, each in named if each.targets]
    smaller = [each for each in aimed if any(len(path_of(target)) > 2 for target in each.targets)]
    share = len(found) / len(dated)
    yield ""
    yield f"XML: all {len(documents)} documents"
    yield (
        f"  with DATES or EFFDATE {len(dated)}, text found {len(found)} ({share:.1%})"
        f"  target {SHARE_OF_DATES:.0%} {_mark(share >= SHARE_OF_DATES)}"
    )
    yield (
        f"  amendatory instructions tagged {sum(printed)}, read {len(named)} (some are printed as plain paragraphs);"
        f" documents of which one is lost: {lost}  {_mark(not lost)}"
    )
    yield f"  with a target {len(aimed) / len(named):.1%}; with one smaller than a part {len(smaller) / len(named):.1%}"
    if listed:
        for document, each in named:
            if each not in smaller:
                yield f"    {document.number} {', '.join(each.targets) or '-'}: {each.text[:120]!r}"


def _labels(path: Path, documents: dict[str, RegisterDocument]) -> Iterator[str]:
    """Claims read from our text of DATES beside the labels, for labelled documents whose full text is here."""
    agree: list[bool] = []
    with path.open(encoding="utf-8") as lines:
        for labelled in map(json.loads, lines):
            document = documents.get(labelled["document_number"])
            if document is not None:
                published_on = dt.date.fromisoformat(labelled["publication_date"])
                claims = read_dates(document.dates or "", published_on=published_on)
                labels = Counter(gold.key_of_label(each) for each in labelled["claims"])
                agree.append(Counter(gold.key_of_claim(claim) for claim in claims) == labels)
    yield f"  labelled documents whose claims are the same from full text: {sum(agree)} of {len(agree)}"


def _tree(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(remove_comments=True))


def _has_dates(data: bytes) -> bool:
    return any(_tree(data).findall(f".//{tag}") for tag in ("DATES", "EFFDATE"))


def _piece(data: bytes, number: str) -> bytes:
    """The document that holds a filing line, serialised."""
    for line in etree.fromstring(data).iter("FRDOC"):
        if number in (line.text or ""):
            owner = next(line.iterancestors("RULE", "PRORULE", "NOTICE", "PRESDOCU"))
            return etree.tostring(owner, encoding="utf-8")
    raise LookupError(number)
