"""Documents of regulations.gov: until when comments are taken there, and what was withdrawn."""

from regtrack.sources.registry import FileKind, Format


def _is_page(data: bytes) -> bool:
    start = data[:64].lstrip()[:1]
    return start in (b"{", b"[") and all(key in data for key in (b'"data"', b'"attributes"', b'"documentType"'))


FORMATS = (Format("regulations-gov", "regtrack.sources.regulations_gov.sync:RegulationsGov"),)
FILES = (FileKind("answer of regulations.gov", _is_page, "regtrack.sources.regulations_gov.sync:PageFile"),)
