"""A document from an object of the API: the types it really has, and all that can be wrong with it."""

import datetime as dt
import gzip
import json

import pytest

from regtrack.sources.federal_register.document import Agency, DocumentForm, DocumentType
from regtrack.sources.federal_register.metadata import read_metadata
from tests import realdata
from tests.rows import each_row

DATA = realdata.DATA
DOCUMENTS = DATA / "fr-api" / "documents.jsonl.gz"


def table(**fields):
    """An object as the API gives it, with fields changed."""
    return {
        "document_number": "2024-00339",
        "publication_date": "2024-01-11",
        "type": "Rule",
        "title": "Widget  Emissions; Limits\nfor 2024",
        "action": "Final rule.",
        "dates": "Effective January 15, 2024.",
        "abstract": None,
        "subtype": None,
        "volume": 89,
        "start_page": 1788,
        "end_page": 1790,
        "citation": "89 FR 1788",
        "agencies": [
            {"raw_name": "DEPARTMENT OF WIDGETS", "name": "Widgets Department", "id": 7, "url": "https://example.gov/w",
             "json_url": "https://example.gov/7", "parent_id": None, "slug": "widgets-department"},
            {"raw_name": "Bureau of Gears", "name": "Gears Bureau", "id": 70, "url": "https://example.gov/g",
             "json_url": "https://example.gov/70", "parent_id": 7, "slug": "gears-bureau"},
            {"raw_name": "Office of  Springs"},
        ],
        "cfr_references": [
            {"title": 40, "part": 60, "chapter": None, "citation_url": None},
            {"title": 18, "part": "141", "chapter": None, "citation_url": None},
            {"title": 2, "part": None, "chapter": 0, "citation_url": None},
        ],
        "regulation_id_numbers": ["2060-AU97"],
        "docket_ids": ["EPA-HQ-OAR-2023-0001", "FRL-1-01"],
        "topics": ["Air pollution control"],
        "effective_on": "2024-01-15",
        "comments_close_on": None,
        "signing_date": None,
        "executive_order_number": None,
        "proclamation_number": None,
        "html_url": "https://www.federalregister.gov/documents/2024/01/11/2024-00339/widget-emissions",
        "full_text_xml_url": "https://www.federalregister.gov/documents/full_text/xml/2024/01/11/2024-00339.xml",
        "significant": None,
        "page_views": {"count": 1},
    } | fields  # fmt: skip


def faults(**fields):
    return [str(fault) for fault in read_metadata(table(**fields)).faults]


def test_every_field_is_read():
    """Types and names of the API become those of a document; white space is squeezed."""
    read = read_metadata(table())
    document = read.document
    assert read.faults == ()
    assert (document.number, document.published_on) == ("2024-00339", dt.date(2024, 1, 11))
    assert (document.type, document.origin) == (DocumentType.RULE, DocumentForm.METADATA)
    assert document.title == "Widget Emissions; Limits for 2024"
    assert (document.action, document.dates, document.abstract) == ("Final rule.", "Effective January 15, 2024.", None)
    assert (document.citation, document.end_page) == ("89 FR 1788", 1790)
    assert document.agencies == (
        Agency("Widgets Department", "widgets-department"),
        Agency("Gears Bureau", "gears-bureau", parent=True),
        Agency("Office of Springs"),
    )
    assert document.cfr == ("40 CFR 60", "18 CFR 141"), "a chapter is no part"
    assert (document.rins, document.dockets) == (("2060-AU97",), ("EPA-HQ-OAR-2023-0001", "FRL-1-01"))
    assert document.topics == ("Air pollution control",)
    assert (document.effective_on, document.comments_close_on) == (dt.date(2024, 1, 15), None)
    assert document.html_url.endswith("/widget-emissions")
    assert document.xml_url.endswith("/2024-00339.xml")
    assert (document.instructions, document.sha256, document.filed_at) == ((), None, None)


def test_a_presidential_document():
    """Its kind, its number (which the API gives as text or as a number) and its day of signature."""
    fields = {"type": "Presidential Document", "subtype": "Executive Order", "signing_date": "2017-01-20"}
    document = read_metadata(table(**fields, executive_order_number="13765")).document
    assert (document.subtype, document.executive_order, document.signed_on) == (
        "Executive Order", "13765", dt.date(2017, 1, 20),
    )  # fmt: skip
    assert read_metadata(table(**fields, executive_order_number=13765)).document.executive_order == "13765"
    assert read_metadata(table(**fields, proclamation_number="6763-A")).document.proclamation == "6763-A"


@each_row(
    ("number", "corrected"),
    [("C1-2023-28382", "2023-28382"), ("R1-2017-02032", "2017-02032"), ("C1-55503", "55503"), ("2024-02705", None)],
)
def test_a_printing_correction_names_its_document_in_its_number(number, corrected):
    assert read_metadata(table(document_number=number)).document.correction_of == corrected


def test_older_captures():
    """No ``dates`` key, no volume, lists as text: what is missing is missing, and nothing is a fault."""
    read = read_metadata(
        {
            "document_number": "2026-13488",
            "publication_date": "2026-07-06",
            "type": "Notice",
            "title": "Rebar",
            "action": None,
            "citation": "91 FR 41000",
            "_agencies_text": "Commerce Department; International Trade Administration",
            "_docket_ids_text": "C-721-002; A-721-001",
            "_sources": ["a capture"],
        }
    )
    assert read.faults == ()
    assert read.document.dates is None
    assert read.document.citation == "91 FR 41000"
    assert read.document.agencies == (Agency("Commerce Department"), Agency("International Trade Administration"))
    assert read.document.dockets == ("C-721-002", "A-721-001")


@each_row(
    ("field", "value", "fault", "attribute", "left"),
    [
        ("effective_on", "2024-02-30", "found '2024-02-30'; expected a day that exists, written YYYY-MM-DD",
         "effective_on", None),
        ("comments_close_on", 20240211, "found 20240211; expected a day that exists, written YYYY-MM-DD",
         "comments_close_on", None),
        ("title", ["A", "B"], "found ['A', 'B']; expected text or null", "title", ""),
        ("dates", {"text": "x"}, "found {'text': 'x'}; expected text or null", "dates", None),
        ("start_page", "17a", "found '17a'; expected a whole number above 0, or null", "start_page", 1788),
        ("end_page", -3, "found -3; expected a whole number above 0, or null", "end_page", None),
        ("volume", True, "found True; expected a whole number above 0, or null", "volume", None),
        ("docket_ids", "EPA-1", "found 'EPA-1'; expected a list", "dockets", ()),
        ("docket_ids", ["EPA-1", 5], "found 5; expected text or null", "dockets", ("EPA-1",)),
        ("agencies", [{"id": 1}], "found {'id': 1}; expected an agency with a name", "agencies", ()),
        ("agencies", ["EPA"], "found 'EPA'; expected an object", "agencies", ()),
        ("cfr_references", [{"title": 51, "part": 1}, {"title": 15, "part": 744}],
         "found {'title': 51, 'part': 1}; expected a title from 1 to 50 and a part", "cfr", ("15 CFR 744",)),
        ("type", "Regulation", "found 'Regulation'; expected one of Rule, Proposed Rule, Notice, "
         "Presidential Document, Correction, Sunshine Act Document, Uncategorized Document",
         "type", DocumentType.UNCATEGORIZED),
    ],
)  # fmt: skip
def test_a_bad_field_is_a_fault_and_the_rest_is_kept(field, value, fault, attribute, left):
    """The fault names document, field, what was found and what was expected."""
    read = read_metadata(table(**{field: value}))
    assert [str(each) for each in read.faults] == [f"2024-00339: {field}: {fault}"]
    assert getattr(read.document, attribute) == left
    assert read.document.html_url


def test_numbers_as_text_are_numbers():
    """A capture made from CSV."""
    document = read_metadata(table(volume="89", start_page="1788")).document
    assert (document.volume, document.start_page) == (89, 1788)


def test_a_document_without_a_type_is_uncategorized():
    read = read_metadata(table(type=None))
    assert read.document.type is DocumentType.UNCATEGORIZED
    assert [fault.field for fault in read.faults] == ["type"]


@each_row(
    ("fields", "message"),
    [
        ({"document_number": None}, "document: document_number: found nothing; expected a document number such as"),
        ({"document_number": 202400339}, "document: document_number: found 202400339; expected a document number"),
        ({"document_number": "89 FR 1788"}, "document: document_number: found '89 FR 1788'; expected"),
        ({"publication_date": None}, "2024-00339: publication_date: found nothing; expected a day that exists"),
        ({"publication_date": "2023-02-29"}, "2024-00339: publication_date: found '2023-02-29'; expected a day"),
    ],
)
def test_without_identity_there_is_no_document(fields, message):
    read = read_metadata(table(**fields))
    assert read.document is None
    assert len(read.faults) == 1
    assert str(read.faults[0]).startswith(message)


def test_an_empty_object_has_two_faults():
    assert [fault.field for fault in read_metadata({}).faults] == ["document_number", "publication_date"]


def test_a_long_value_is_cut_in_its_fault():
    (message,) = faults(topics="x" * 5000)
    assert len(message) < 150


def test_numbers_keep_their_padding_and_get_plain_hyphens():
    assert read_metadata(table(document_number="E9–22958")).document.number == "E9-22958"
    assert read_metadata(table(document_number="2024-02705")).document.number == "2024-02705"


@pytest.mark.skipif(not DOCUMENTS.is_file(), reason="needs ../shared/data or REGTRACK_DATA")
def test_real_documents():
    """Each of 3,286 is read, and none has a fault."""
    with gzip.open(DOCUMENTS, "rt", encoding="utf-8") as lines:
        tables = [json.loads(line) for line in lines]
    reads = [read_metadata(each) for each in tables]
    assert [str(fault) for read in reads for fault in read.faults] == []
    assert len(reads) == 3286
    for each, read in zip(tables, reads, strict=True):
        document = read.document
        assert (document.number, document.published_on.isoformat()) == (
            each["document_number"], each["publication_date"],
        )  # fmt: skip
        assert document.dates == (" ".join(each["dates"].split()) if each.get("dates") else None)
        assert document.effective_on == (
            dt.date.fromisoformat(each["effective_on"]) if each.get("effective_on") else None
        )
        assert len(document.agencies) >= bool(each.get("agencies") or each.get("_agencies_text"))
