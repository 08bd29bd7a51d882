"""What stands behind the events of a document, as evidence."""

from __future__ import annotations

from regtrack.model.document import Document, Rank
from regtrack.model.when import When
from regtrack.sources.federal_register.document import DocumentForm, RegisterDocument
from regtrack.sources.federal_register.identity import key_of

_API = "https://www.federalregister.gov/api/v1/documents"


def paper_of(document: RegisterDocument, published: When | None) -> Document:
    """Return the document as evidence."""
    return Document(
        id=key_of(document), publisher="Federal Register", url=document.html_url, title=document.title or None,
        date=published, rank=Rank.METADATA if document.origin is DocumentForm.RSS else Rank.OFFICIAL,
        sha256=document.sha256,
    )  # fmt: skip


def api_paper_of(document: RegisterDocument, published: When | None) -> Document:
    """Return the data that the API has about a document, as evidence."""
    number = document.number
    return Document(
        id=f"{key_of(document)}:api", publisher="Federal Register API", url=f"{_API}/{number}.json",
        title=f"Data about document {number}", date=published, rank=Rank.METADATA,
    )  # fmt: skip
