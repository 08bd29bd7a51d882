"""The Federal Register: its documents, their dates, and what they act on."""

import re

from regtrack.sources.registry import FileKind, Format

_ROOT = re.compile(rb"<(?:FEDREG|RULE|PRORULE|NOTICE|PRESDOCU|CORRECT)\b")


def _is_json(data: bytes) -> bool:
    return data[:64].lstrip()[:1] in (b"{", b"[") and b'"document_number"' in data


def _is_xml(data: bytes) -> bool:
    return _ROOT.search(data, 0, 4096) is not None


FORMATS = (
    Format(
        "federal-register",
        "regtrack.sources.federal_register.sync:RegisterSource",
        meant_by=("api", "since", "until", "agencies", "cfr", "types", "term", "newest"),
        feed="federal-register",
        probe="/documents.json?per_page=1",
    ),
)
FILES = (
    FileKind("answer of the Federal Register's API", _is_json, "regtrack.sources.federal_register.files:ApiFile"),
    FileKind("full text of the Federal Register", _is_xml, "regtrack.sources.federal_register.files:XmlFile"),
)
