"""The plain text of a document, put back into elements."""

import datetime as dt

from regtrack.sources.federal_register.xml import read_document_xml
from tests.accuracy.plain_text import amendatory_xml

TEXT = """Document Headings
10 CFR Part 37
PART 37—PHYSICAL PROTECTION
1.
The authority citation for part 37 continues to read as follows:
Authority:
42 U.S.C. 2014
.
2.
In § 37.5, add the definitions for
Large component
and
Robust structure
to read as follows:
§ 37.5
Definitions.
*
*
*
*
*
Large component
means an item.
*
*
*
*
*
[FR Doc. 2030-00001 Filed 1-1-30; 8:45 am]
"""


def test_lines_become_instructions_with_their_print() -> None:
    xml = amendatory_xml(TEXT, "2030-00001")
    assert xml is not None
    document = read_document_xml(xml.encode(), published_on=dt.date(2030, 1, 1), number="2030-00001").document
    assert document is not None
    first, second = document.instructions
    assert first.targets == ("10 CFR 37:authority",)
    assert second.text.startswith("2. In § 37.5, add the definitions for Large component and Robust structure")
    assert [line.mark.value for line in second.lines] == ["section", "subject", "stars", "words", "stars"]


def test_a_document_without_instructions_has_none() -> None:
    assert amendatory_xml("A notice.\n1.\nSomething else.", "2030-00002") is None
