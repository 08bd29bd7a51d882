"""Instructions in the plain text of documents, which the API gives in place of XML: each line break may be emphasis.

The text is put back into the Register's elements by what its lines look like, so a part of what is refused in it is
refused for how it was put back. It says how much is read of what every agency writes, and not how well.
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

from regtrack.sources.federal_register.xml import read_document_xml
from regtrack.text.instruction import Instruction
from regtrack.text.operations import Refusal
from regtrack.text.reading import read_amendments

_NUMBER = re.compile(r"(?:\d{1,3}|[a-z]|[ivx]{1,5}|[A-Z])\.")
_VERB = re.compile(
    r"\b(?:revis|amend|add|remov|redesignat|republish|reserv|authority|correct|delay|stay|transfer|insert)",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"authority citation|^(?:Amend|In §|Revise|Add|Remove|Section|The authority)")
_PLACE = re.compile(r"In |Section |The |§|Paragraph|Table")
_PART = re.compile(r"PARTS?\s+(\d+[a-z]?(?:-\d+)?)\s*[—–-]")
_SECTION = re.compile(
    r"(?P<number>§+ ?\d[\d.\-a-zA-Z]*)(?:\s+(?P<subject>[A-Z].{3,180}))?(?P<mark>\s*\[[A-Z][^\]]*\])?"
)
_PARAGRAPH = re.compile(r"\([0-9A-Za-z]{1,5}\)")
_SIGNS = re.compile(r"(?:\([0-9A-Za-z]{1,5}\)\s*)+")
_DONE = re.compile(r"[.;:—]$|; (?:and|or)$")
_END = re.compile(
    r"\[FR Doc|Dated:|Dated at|By the Commission|Issued (?:in|on)|BILLING CODE|Footnotes$|Signing Authority"
)
_ANNEX = re.compile(r"(?:Appendix|Subpart|Supplement)\b.{0,160}")
_CITED = re.compile(r"\d+ (?:CFR|U\.?S\.?C|FR)|[\d(),.;§ ]+$|(?:and|or|as|to|in|,)\b")


class _Writer:
    """The elements of one document, from its lines."""

    def __init__(self, cfr: list[tuple[str, str]]) -> None:
        self.cfr, self.title = cfr, cfr[0][0] if cfr else "0"
        self.xml = [f'<REGTEXT TITLE="{self.title}" PART="{cfr[0][1] if cfr else ""}">']
        self.pieces: list[str] = []
        self.instruction = self.section = False

    def flush(self) -> None:
        first, *rest = self.pieces or [""]
        if self.pieces and self.instruction:  # what stands between breaks is emphasis, or a citation that was a link
            told = (
                escape(each, quote=False)
                if _CITED.match(each) or n % 2
                else f'<E T="03">{escape(each, quote=False)}</E>'
                for n, each in enumerate(rest)
            )
            self.xml.append(f"<AMDPAR>{' '.join((escape(first, quote=False), *told))}</AMDPAR>")
        elif self.pieces:
            heads = rest and _SIGNS.fullmatch(first)
            defines = (
                rest
                and len(first) < 60
                and not _PARAGRAPH.match(first)
                and re.match(r"means|has the|refers|includes|is ", rest[0])
            )
            at = 1 if heads else 0 if defines else None
            told = (
                f'<E T="03">{escape(p, quote=False)}</E>' if n == at else escape(p, quote=False)
                for n, p in enumerate(self.pieces)
            )
            self.xml.append(f"<P>{' '.join(told)}</P>")
        self.pieces = []

    def open(self, element: str = "") -> None:
        self.flush()
        if self.section and element != "<STARS/>":
            self.xml.append("</SECTION>")
            self.section = False
        self.xml.append(element)
        self.instruction = False

    def line(self, line: str, ahead: str) -> bool:
        """Take a line; whether the next one was taken with it."""
        last = self.pieces[-1] if self.pieces else ""
        if part := _PART.match(line):
            title = next((title for title, number in self.cfr if number == part[1]), self.title)
            self.open(f'</REGTEXT><REGTEXT TITLE="{title}" PART="{part[1]}"><PART><HD>{escape(line)}</HD></PART>')
        elif line == "*":
            if self.xml[-1] != "<STARS/>" or self.pieces:
                self.open("<STARS/>")
        elif _NUMBER.fullmatch(line) and (_VERB.search(ahead) or _PLACE.match(ahead)):
            self.open()
            self.instruction, self.pieces = True, [f"{line} {ahead}"]
            return True
        elif (head := _SECTION.fullmatch(line)) and (not (self.instruction and last) or _DONE.search(last)):
            subject = head["subject"] or ("" if head["mark"] or ahead.startswith("*") or len(ahead) > 200 else ahead)
            self.open(f"<SECTION><SECTNO>{head['number']}</SECTNO><SUBJECT>{escape(subject)}</SUBJECT>")
            self.section = True
            return subject == ahead
        elif line == "Authority:":
            self.open(f"<AUTH><HD>Authority:</HD><P>{escape(ahead)}</P></AUTH>")
            return True
        elif _ANNEX.fullmatch(line) and (not self.instruction or _DONE.search(last)):
            self.open(f'<HD SOURCE="HD1">{escape(line)}</HD>')
        elif last and not (_DONE.search(last) and (_PARAGRAPH.match(line) or line[0].isupper())):
            self.pieces.append(line)
        else:
            self.flush()
            self.instruction, self.pieces = False, [line]
        return False


def amendatory_xml(text: str, number: str) -> str | None:
    """Return the amendatory part of a document; None where it has none."""
    lines = [squeezed for line in text.split("\n") if (squeezed := " ".join(line.split()))]
    lines = [
        line
        for n, line in enumerate(lines)
        if not (line.startswith("printed page") or (line == "(" and "printed page" in "".join(lines[n + 1 : n + 2])))
    ]
    starts = (
        n
        for n, line in enumerate(lines)
        if re.fullmatch(r"(?:1|a)\.", line) and _BEGINS.search(" ".join(lines[n + 1 : n + 3]))
    )
    start = next(starts, None)
    if start is None:
        return None
    start = next((n for n in range(start, max(start - 400, -1), -1) if _PART.match(lines[n])), start)
    cited = re.findall(r"\n(\d+) CFR [Pp]arts? ([^\n]*)", text[:6000])
    writer = _Writer([(title, part) for title, parts in cited for part in re.findall(r"\d+[a-z]?", parts)])
    skip = False
    for line, ahead in zip(lines[start:], [*lines[start + 1 :], ""], strict=True):
        if _END.match(line):
            break
        skip = not skip and writer.line(line, ahead)
    writer.open()
    heads = "".join(f"<CFR>{title} CFR Part {part}</CFR>" for title, part in writer.cfr)
    return (
        f"<RULE><PREAMB>{heads}<SUBJECT>x</SUBJECT></PREAMB><SUPLINF>{''.join(writer.xml)}</REGTEXT></SUPLINF>"
        f"<FRDOC>[FR Doc. {number} Filed 1-1-26; 8:45 am]</FRDOC></RULE>"
    )


def measure(data: Path) -> Iterator[tuple[str, Instruction, tuple[Refusal, ...]]]:
    """Return each instruction of each document, with what of it is refused."""
    with gzip.open(data / "fr-api" / "full-text.jsonl.gz", "rt", encoding="utf-8") as file:
        for record in map(json.loads, file):
            number = record["document_number"]
            xml = amendatory_xml(record["full_text"], number)
            if xml is None:
                continue
            document = read_document_xml(xml.encode(), published_on=dt.date(2026, 1, 1), number=number).document
            rows = document.instructions if document is not None else ()
            reads = read_amendments(number, rows)
            for row in rows:
                yield number, row, tuple(r for r in reads if isinstance(r, Refusal) and r.words == row.text)
