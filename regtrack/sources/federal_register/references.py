"""References to other documents, and which of them a document acts on.

"The rule published February 7, 2012 (77 FR 6194)" becomes a reference with its day; the object of a delay, correction,
extension or withdrawal becomes a target. Nothing is resolved here: whether the ledger holds the document is asked
elsewhere, for which :func:`covers` tells whether a page belongs to one. Nothing here reads a file or a clock.
"""

from __future__ import annotations

from regtrack.citations import Reference, ReferenceKind
from regtrack.sources.federal_register._references.finder import find_references
from regtrack.sources.federal_register._references.targets import ActTarget, targets
from regtrack.sources.federal_register.document import RegisterDocument

__all__ = ["ActTarget", "Reference", "ReferenceKind", "covers", "find_references", "targets"]


def covers(volume: int, page: int, document: RegisterDocument) -> bool:
    """Whether a document is printed on that page of the Federal Register; several may share one."""
    if document.volume != volume or document.start_page is None:
        return False
    return document.start_page <= page <= (document.end_page or document.start_page)
