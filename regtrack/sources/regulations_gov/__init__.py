"""Documents of regulations.gov: until when comments are taken there, and what was withdrawn."""

from regtrack.sources.registry import FileKind, Format


def _is_page(data: bytes) -> bool:
    keys = (b'"data"', b'"attributes"', b'"documentType"'), (b'"data"', b'"meta"', b'"hasNextPage"')
    return data[:64].lstrip()[:1] in (b"{", b"[") and any(all(key in data for key in each) for each in keys)


FORMATS = (Format("regulations-gov", "regtrack.sources.regulations_gov.sync:RegulationsGov"),)
FILES = (FileKind("answer of regulations.gov", _is_page, "regtrack.sources.regulations_gov.sync:PageFile"),)
