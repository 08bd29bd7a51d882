"""Made-up documents of the Federal Register, shaped exactly like the API's."""

from __future__ import annotations

import hashlib
from typing import Any

TYPES = {"RULE": "Rule", "PRORULE": "Proposed Rule", "NOTICE": "Notice", "PRESDOCU": "Presidential Document"}
COMMERCE = {"id": 54, "name": "Commerce Department", "slug": "commerce-department", "parent_id": None}
BIS = {"id": 241, "name": "Industry and Security Bureau", "slug": "industry-and-security-bureau", "parent_id": 54}


def sample(number: str, day: str, type: str = "Rule", **fields: Any) -> dict[str, Any]:
    """A document with every field of the API, in the API's shape. The words are made up."""
    site, path = "https://www.federalregister.gov", f"{day.replace('-', '/')}/{number}"
    page = 1000 + int(hashlib.sha256(f"{number}{day}".encode()).hexdigest()[:6], 16) % 60000
    agencies = [
        {"raw_name": f"{agency['name']}".upper(), **agency, "url": f"{site}/agencies/{agency['slug']}"}
        | {"json_url": f"{site}/api/v1/agencies/{agency['id']}"}
        for agency in (COMMERCE, BIS)
    ]
    return {
        "abstract": f"Sample {number}.",
        "action": {"Rule": "Final rule.", "Proposed Rule": "Proposed rule."}.get(type, f"{type}."),
        "agencies": agencies,
        "agency_names": [agency["name"] for agency in agencies],
        "body_html_url": f"{site}/documents/full_text/html/{path}.html",
        "cfr_references": [{"title": 15, "part": 744, "chapter": None, "citation_url": None}] if "R" in type else [],
        "citation": f"{int(day[:4]) - 1935} FR {page}",
        "comment_url": None,
        "comments_close_on": None,
        "correction_of": None,
        "corrections": [],
        "dates": f"This rule is effective {day}." if type == "Rule" else None,
        "disposition_notes": None,
        "docket_id": f"Docket No. {number}",
        "docket_ids": [f"Docket No. {number}"],
        "dockets": [],
        "document_number": number,
        "effective_on": day if type == "Rule" else None,
        "end_page": page + 1,
        "excerpts": None,
        "executive_order_notes": None,
        "executive_order_number": None,
        "full_text_xml_url": f"{site}/documents/full_text/xml/{path}.xml",
        "html_url": f"{site}/documents/{path}/sample-{number.lower()}",
        "images": {},
        "images_metadata": {},
        "json_url": f"{site}/api/v1/documents/{number}?publication_date={day}",
        "mods_url": f"https://www.govinfo.gov/metadata/granule/FR-{day}/{number}/mods.xml",
        "page_length": 2,
        "page_views": {"count": 7, "last_updated": f"{day} 20:15:06 -0500"},
        "pdf_url": f"https://www.govinfo.gov/content/pkg/FR-{day}/pdf/{number}.pdf",
        "president": {"identifier": "joe-biden", "name": "Joseph R. Biden Jr."},
        "presidential_document_number": None,
        "proclamation_number": None,
        "public_inspection_pdf_url": f"https://public-inspection.federalregister.gov/{number}.pdf?1703857512",
        "publication_date": day,
        "raw_text_url": f"{site}/documents/full_text/text/{path}.txt",
        "regulation_id_number_info": {},
        "regulation_id_numbers": ["0694-AJ00"],
        "regulations_dot_gov_info": {},
        "regulations_dot_gov_url": None,
        "significant": None,
        "signing_date": None,
        "start_page": page,
        "subtype": "Proclamation" if type == "Presidential Document" else None,
        "title": f"Sample {number}; Licensing of Widgets",
        "toc_doc": f"Sample {number}",
        "toc_subject": None,
        "topics": ["Exports"],
        "type": type,
        "volume": int(day[:4]) - 1935,
    } | fields


def filing(number: str, filed_at: str, publication_date: str | None, **fields: Any) -> dict[str, Any]:
    """A document on public inspection, in the API's shape; a ``publication_date`` of None was withdrawn."""
    return {
        "agencies": [BIS],
        "agency_names": [BIS["name"]],
        "docket_numbers": [],
        "document_number": number,
        "editorial_note": None,
        "excerpts": None,
        "filed_at": filed_at,
        "filing_type": "regular",
        "html_url": None,
        "json_url": f"https://www.federalregister.gov/api/v1/public_inspection_documents/{number}",
        "num_pages": 3,
        "pdf_file_name": f"{number}_PI.pdf",
        "pdf_file_size": 1000,
        "pdf_updated_at": filed_at,
        "pdf_url": f"https://public-inspection.federalregister.gov/{number}.pdf",
        "publication_date": publication_date,
        "raw_text_url": None,
        "subject_1": "Widgets:",
        "subject_2": "Licensing",
        "subject_3": None,
        "title": "Widgets: Licensing",
        "toc_doc": "Licensing",
        "toc_subject": "Widgets:",
        "type": "Rule",
    } | fields
