"""Full text of the Federal Register: documents of every kind, whole issues, and what is wrong with files."""

import datetime as dt
import gzip
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from regtrack.sources.federal_register._xml import slices
from regtrack.sources.federal_register.dates import read_dates
from regtrack.sources.federal_register.document import Agency, DocumentForm, DocumentType, names_of
from regtrack.sources.federal_register.xml import read_document_xml, read_issue
from tests import realdata
from tests.rows import each_row
from tests.sources.federal_register.spelling import label_of

DATA = realdata.DATA / "fr-xml"
real = pytest.mark.skipif(not DATA.is_dir(), reason="needs ../shared/data or REGTRACK_DATA")
DAY = dt.date(2024, 2, 12)
DATES = '<DATES><HD SOURCE="HED">DATES:</HD><P>Effective May 1, 2024.</P></DATES>'
RULE = """<RULE>
      <PREAMB>
        <PRTPAGE P="9743"/>
        <AGENCY TYPE="N">DEPARTMENT OF WIDGETS </AGENCY>
        <SUBAGY>Bureau of Gears</SUBAGY>
        <AGENCY TYPE="F">FEDERAL SPRING COMMISSION</AGENCY>
        <CFR>12 CFR Parts 1024, and 1026 </CFR>
        <CFR>34 CFR Chapter II</CFR>
        <DEPDOC>[Docket No. BOG-2023-0001; AG Order No. 3-2024]</DEPDOC>
        <RIN>RIN 3170-AA37</RIN>
        <SUBJECT>Gears and Cogs;<SU>1</SU><FTREF/> Limits</SUBJECT>
        <AGY><HD SOURCE="HED">AGENCY:</HD><P>Bureau of Gears, Widgets.</P></AGY>
        <ACT><HD SOURCE="HED">ACTION:</HD><P>Final rule; official interpretation. </P></ACT>
        <P>Funding number: 3.</P>
        <SUM><HD SOURCE="HED">SUMMARY:</HD>
          <P>The Bureau limits gears. See the<E T="04">Federal Register</E>of May.</P></SUM>
        <P>It also limits CO<E T="52">2</E>.</P>
        <EFFDATE>
          <HD SOURCE="HED">DATES:</HD>
          <P><E T="03">Effective date:</E>This rule is effective March 13, 2024.<SU>2</SU>
            <FTREF/>
          </P>
          <P><E T="03">Comment date:</E> Comments are due April 12, 2024.</P>
          <FTNT><P><SU>2</SU> Not May 1, 2099.</P></FTNT>
        </EFFDATE>
        <ADD><HD SOURCE="HED">ADDRESSES:</HD><P>Write to us.</P></ADD>
      </PREAMB>
      <SUPLINF>
        <HD SOURCE="HED">SUPPLEMENTARY INFORMATION:</HD>
        <P>Text that goes on <PRTPAGE P="9744"/>to the next page.</P>
        <LSTSUB>
          <HD SOURCE="HED">List of Subjects</HD>
          <CFR>12 CFR Part 1024</CFR><P>Gears, Safety (mechanical, other), Springs.</P>
          <CFR>12 CFR Part 1026</CFR><P>Gears, and Cogs.</P>
        </LSTSUB>
        <REGTEXT PART="1026" TITLE="12">
          <AMDPAR>1. Section 1026.4 is amended by revising paragraph (b) to read as follows:</AMDPAR>
          <SECTION><SECTNO>§ 1026.4</SECTNO><SUBJECT>Gears.</SUBJECT><P>(b) Text.</P></SECTION>
        </REGTEXT>
        <SIG><DATED>Dated: January 2, 2024.</DATED><NAME>The Director.</NAME></SIG>
      </SUPLINF>
      <FRDOC>[FR Doc. 2024-01667 Filed 2-9-24; 8:45 am]</FRDOC>
      <BILCOD>BILLING CODE 1-P</BILCOD>
    </RULE>"""


def one(body, **fields):
    """The only document of an XML text, which has no fault."""
    read = read_document_xml(body.encode(), published_on=DAY, **fields)
    assert read.faults == ()
    return read.document


def preamble(*blocks, tag="NOTICE", number="2024-02795"):
    return (
        f'<{tag}><PREAMB><AGENCY TYPE="S">DEPARTMENT</AGENCY><SUBJECT>Title of {number}</SUBJECT>{"".join(blocks)}'
        f"</PREAMB><FRDOC>[FR Doc. {number} Filed 2-9-24; 8:45 am]</FRDOC></{tag}>"
    )


def issue(*documents, prologue='<?xml version="1.0" encoding="UTF-8"?>', contents=""):
    return f"""{prologue}
<FEDREG xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="FRMergedXML.xsd">
<VOL>89</VOL><NO>29</NO><DATE>Monday, February 12, 2024</DATE><UNITNAME>Contents</UNITNAME>
<CNTNTS><PRTPAGE P="iii"/>{contents}</CNTNTS>
<VOL>89</VOL><NO>29</NO><DATE>Monday, February 12, 2024</DATE>
<UNITNAME>Notices</UNITNAME>
<NOTICES>
{"".join(documents)}
</NOTICES></FEDREG>""".encode()


def told(reads):
    """Numbers and faults, in order."""
    return [(read.document.number if read.document else None, [str(fault) for fault in read.faults]) for read in reads]


# --- one document


def test_a_rule():
    document = one(RULE)
    assert (document.number, document.published_on, document.type) == ("2024-01667", DAY, DocumentType.RULE)
    assert document.origin is DocumentForm.XML
    assert document.title == "Gears and Cogs; Limits"
    assert document.action == "Final rule; official interpretation.", "what follows ACTION unwrapped is no action"
    assert document.dates == (
        "Effective date: This rule is effective March 13, 2024. Comment date: Comments are due April 12, 2024."
    )
    assert document.abstract == "The Bureau limits gears. See the Federal Register of May. It also limits CO2."
    assert document.agencies == (
        Agency("DEPARTMENT OF WIDGETS"), Agency("Bureau of Gears", parent=True), Agency("FEDERAL SPRING COMMISSION"),
    )  # fmt: skip
    assert document.cfr == ("12 CFR 1024", "12 CFR 1026")
    assert document.rins == ("3170-AA37",)
    assert document.dockets == ("Docket No. BOG-2023-0001", "AG Order No. 3-2024")
    assert document.topics == ("Gears", "Safety (mechanical, other)", "Springs", "Cogs")
    assert document.filed_at.isoformat() == "2024-02-09T13:45:00+00:00"
    assert (document.start_page, document.end_page) == (9743, 9744)
    assert [each.targets for each in document.instructions] == [("12 CFR 1026.4(b)",)]
    assert len(document.sha256) == 64


@each_row(
    ("blocks", "dates", "claims"),
    [
        # both tags; run-ins without a blank; emphasis on lines of its own, as newer files have it
        ((DATES,), "Effective May 1, 2024.", ["effective 2024-05-01"]),
        (("""<DATES>
                <HD SOURCE="HED">DATES:</HD>
                <P>
                    <E T="03">Comments due:</E>
                     June 3, 2024 (see
                    <E T="02">ADDRESSES</E>
                    ), or by post.
                </P>
            </DATES>""",), "Comments due: June 3, 2024 (see ADDRESSES), or by post.", ["comment_close 2024-06-03"]),
        # lists, without full stops
        (('<EFFDATE><HD SOURCE="HED">DATES:</HD><P>Compliance dates:</P><FP SOURCE="FP-1">(1) Large: July 1, 2024</FP>'
          '<FP SOURCE="FP-1">(2) Small: January 2, 2025</FP></EFFDATE>',),
         "Compliance dates: (1) Large: July 1, 2024. (2) Small: January 2, 2025",
         ["compliance 2024-07-01", "compliance 2025-01-02"]),
        # a table
        (('<DATES><HD SOURCE="HED">DATES:</HD><P>Due dates are as follows:</P><GPOTABLE COLS="2"><TTITLE> </TTITLE>'
          '<BOXHD><CHED H="1">Docket<LI>number</LI></CHED><CHED H="1">Comments due</CHED></BOXHD><ROW>'
          '<ENT I="01">1</ENT><ENT>May 1, 2024</ENT></ROW>'
          '<ROW><ENT I="01">2</ENT><ENT>June 3, 2024.</ENT></ROW></GPOTABLE></DATES>',),
         "Due dates are as follows: Docket number: 1; Comments due: May 1, 2024. "
         "Docket number: 2; Comments due: June 3, 2024.",
         ["comment_close 2024-05-01", "comment_close 2024-06-03"]),
        # headings inside
        (('<DATES><HD SOURCE="HED">DATES:</HD><HD SOURCE="HD2">Effective date</HD><P>June 3, 2024</P>'
          '<HD SOURCE="HD2">Comment date</HD><P>July 8, 2024.</P></DATES>',),
         "Effective date: June 3, 2024. Comment date: July 8, 2024.",
         ["effective 2024-06-03", "comment_close 2024-07-08"]),
        # a page that begins before the heading; another heading of the same rank
        (('<DATES><PRTPAGE P="22243"/><HD SOURCE="HED">DATES: </HD><P>Effective May 1, 2024.</P>'
          '<HD SOURCE="HED">COMMENTS DUE:</HD><P>June 3, 2024.</P></DATES>',),
         "Effective May 1, 2024. COMMENTS DUE: June 3, 2024.", ["effective 2024-05-01", "comment_close 2024-06-03"]),
        # paragraphs left outside of the block belong to it
        ((DATES, "<P>Comments must be received by June 3, 2024.</P>",
          '<ADD><HD SOURCE="HED">ADDRESSES:</HD><P>X</P></ADD>',
          "<P>By July 8, 2024.</P>"),
         "Effective May 1, 2024. Comments must be received by June 3, 2024.",
         ["effective 2024-05-01", "comment_close 2024-06-03"]),
        # a note that the press left in the file
        (('<DATES><HD SOURCE="HED">DATES:</HD><P>Comments are due June 3, 2024.\' TAG FOUND; PLEASE REVIEW ALL '
          "<E>TAGGING IN PREVIOUS PARAGRAPH --&gt;</E></P></DATES>",),
         "Comments are due June 3, 2024.", ["comment_close 2024-06-03"]),
        # a notice of a meeting
        (('<PREAMHD><HD SOURCE="HED">Time and Date:</HD><P>Monday, May 6, 2024, 10 a.m.</P></PREAMHD>'
          '<PREAMHD><HD SOURCE="HED">Place:</HD><P>Room 1, until June 3, 2024.</P></PREAMHD>',),
         "Monday, May 6, 2024, 10 a.m.", None),
        # none at all
        (("<P>It was effective on May 1, 2024.</P>",), None, None),
    ],
)  # fmt: skip
def test_dates(blocks, dates, claims):
    """DATES in all its shapes is one line that the reader of dates understands."""
    document = one(preamble(*blocks))
    assert document.dates == dates
    if claims is not None:
        found = read_dates(document.dates, published_on=DAY)
        assert [f"{label_of(claim)} {claim.when.text}" for claim in found] == claims


@each_row(
    ("tag", "kind"),
    [("RULE", "Rule"), ("PRORULE", "Proposed Rule"), ("NOTICE", "Notice"), ("CORRECT", "Correction")],
)
def test_types(tag, kind):
    assert one(preamble(DATES, tag=tag)).type == kind


@each_row(
    ("tag", "heading", "subtype", "order", "proclamation"),
    [
        ("EXECORD", "<EXECORDR>Executive Order 13765 of January 20, 2017</EXECORDR>", "Executive Order", "13765", None),
        ("PROCLA", "<PROC>Proclamation 9423 of April 12, 2016</PROC>", "Proclamation", None, "9423"),
        ("PRMEMO", "<MEMO>Memorandum of July 28, 2000</MEMO>", "Memorandum", None, None),
        ("PRNOTICE", "<PNOTICE>Notice of July 28, 2000</PNOTICE>", "Notice", None, None),
        ("DETERM", "<DETERM>Presidential Determination No. 2016-05 of March 1, 2016</DETERM>", "Determination", None,
         None),
        ("PRORDER", "<PRORDER>Order of May 1, 2020</PRORDER>", "Presidential Order", None, None),
    ],
)  # fmt: skip
def test_presidential_documents(tag, heading, subtype, order, proclamation):
    """Kind, number, day of signature; the filing line is in two pieces."""
    document = one(
        f"""<PRESDOCU><{tag}><TITLE3>Title 3—</TITLE3><PRES>The President<PRTPAGE P="22505"/></PRES>{heading}
        <HD SOURCE="HED">Establishment of a Monument</HD><PRES>By the President</PRES>
        <FP>Executive Order 1 of May 5, 1999 <PRTPAGE P="22506"/>is cited.</FP><PSIG> </PSIG>
        <DATE>April 13, 2016.</DATE>
        <FRDOC>[FR Doc. 2016-08970</FRDOC><FILED>Filed 4-14-16; 11:15 a.m.]</FILED></{tag}></PRESDOCU>"""
    )
    assert (document.type, document.subtype) == (DocumentType.PRESIDENTIAL, subtype)
    assert document.title == "Establishment of a Monument"
    assert (document.executive_order, document.proclamation) == (order, proclamation)
    assert f"{document.signed_on:%B} {document.signed_on.day}, {document.signed_on.year}" in heading
    assert document.filed_at.isoformat() == "2016-04-14T15:15:00+00:00"
    assert (document.start_page, document.end_page) == (22505, 22506)
    assert (document.dates, document.action, document.agencies) == (None, None, ())


@each_row(
    ("body", "dates"),
    [
        ("This order is effective at 12:01 a.m. eastern daylight time on July 20, 2027.", True),
        ("This proclamation shall terminate on September 30, 2029.", True),
        ("The modifications shall be effective with respect to goods entered on or after August 7, 2027.", True),
        ("The committee shall terminate on September 30, 2029.", False),
        ("This order was effective on July 20, 2026.", False),
        ("The duty imposed by Executive Order 14257 is suspended until August 1, 2027.", False),
    ],
)
def test_a_presidential_text_tells_its_own_effect_in_its_body(body, dates):
    """It has no DATES; what it says of others and of their parts is not taken for its own effect."""
    read = read_document_xml(
        f"""<PRESDOCU><EXECORD><EXECORDR>Executive Order 14999 of July 7, 2027</EXECORDR><HD SOURCE="HED">Widgets</HD>
        <FP>It is hereby ordered:</FP><P>Section 1. Widgets are good.</P><P>{body}</P>
        <FRDOC>[FR Doc. 2027-12962 Filed 7-9-27; 8:45 am]</FRDOC></EXECORD></PRESDOCU>""".encode(),
        published_on=dt.date(2027, 7, 10),
    )
    assert read.document.dates == (body if dates else None)


def test_a_printing_correction():
    """It says by its number what it corrects; its instruction has no number."""
    document = one(
        """<RULE><PREAMB><AGENCY TYPE="N">BUREAU OF GEARS</AGENCY><CFR>12 CFR Parts 1024 and 1026</CFR>
        <SUBJECT>Gears</SUBJECT><HD SOURCE="HD2">Correction</HD><P>In rule document 2013-16962, correct this:</P>
        <REGTEXT PART="1026" TITLE="12"><SECTION><SECTNO>§ 1026.43</SECTNO>
        <SUBJECT>Gears [Corrected]</SUBJECT></SECTION>
        <AMDPAR>On page 44727, in the third column, “a” should read “b”.</AMDPAR></REGTEXT></PREAMB>
        <FRDOC>[FR Doc. C1-2013-16962 Filed 7-29-13; 8:45 am]</FRDOC></RULE>"""
    )
    assert (document.number, document.correction_of) == ("C1-2013-16962", "2013-16962")
    assert [(each.number, each.targets) for each in document.instructions] == [(None, ("12 CFR 1026.43",))]


@each_row(
    ("line", "number", "filed"),
    [
        ("[FR Doc. E8-23178 Filed 10-1-08; 8:45 am]", "E8-23178", "2008-10-01T12:45:00+00:00"),
        ("[FR Doc. 04–16753 Filed 7–21–04; 8:45 am] ", "04-16753", "2004-07-21T12:45:00+00:00"),
        ("[FR Doc. 2025-05010Filed 3-24-25;4:15 p.m.]", "2025-05010", "2025-03-24T20:15:00+00:00"),
        ("[FR Doc. 96-12345 Filed 12-3-96; 12:05 pm]", "96-12345", "1996-12-03T17:05:00+00:00"),
        ("[FR Doc.: 2012-1728 Filed: 1/30/2012; 12:15 am]", "2012-1728", "2012-01-30T05:15:00+00:00"),
        ("[FR Doc. 00-31252]", "00-31252", None),
    ],
)
def test_filing_lines(line, number, filed):
    """Numbers of all years; the time is Washington's."""
    document = one(f"<NOTICE><FRDOC>{line}</FRDOC></NOTICE>")
    assert document.number == number
    assert (document.filed_at and document.filed_at.isoformat()) == filed


def test_a_filing_time_that_does_not_exist_is_a_fault():
    read = read_document_xml(RULE.replace("2-9-24", "2-30-24").encode(), published_on=DAY)
    assert read.document.filed_at is None
    assert told([read]) == [
        ("2024-01667", ["2024-01667: FRDOC: found '[FR Doc. 2024-01667 Filed 2-30-24; 8:45 am]'; expected a day and "
                        "time that exist, such as Filed 2-9-24; 8:45 am"]),
    ]  # fmt: skip


@each_row(
    ("body", "pages"),
    [
        ("<P>One <PRTPAGE P='12'/>two <PRTPAGE P='13'/></P>", (11, 13)),
        ("<P>One</P><PRTPAGE P='12'/><FTNT><P>x <PRTPAGE/></P></FTNT><P>two <PRTPAGE P='3'/></P>", (11, 12)),
        ("<P>One</P>", (None, None)),
    ],
)
def test_pages_of_a_single_document(body, pages):
    """A mark stands where a page begins, so what stands before the first mark is on the page before."""
    document = one(preamble(body))
    assert (document.start_page, document.end_page) == pages


def test_an_agency_without_a_letter_has_no_name_to_be_asked_for_by():
    assert names_of(
        (
            Agency("\x98\x80"),
            Agency("Bureau of Gears"),
        )
    ) == ("bureau-of-gears", ())
    assert names_of((Agency("--"),)) == (None, ())


def test_the_number_that_was_asked_for():
    """It stands in for a missing one, and is compared with what the file says, padded or not."""
    bare = RULE.replace("2024-01667 ", "")
    read = read_document_xml(bare.encode(), published_on=DAY, number="2024-01667")
    assert read.document.number == "2024-01667"
    assert [fault.field for fault in read.faults] == ["FRDOC"]
    assert told([read_document_xml(bare.encode(), published_on=DAY)])[0][0] is None
    assert read_document_xml(RULE.encode(), published_on=DAY, number="2024-1667").faults == ()
    read = read_document_xml(RULE.encode(), published_on=DAY, number="2024-01668")
    assert told([read]) == [
        ("2024-01667", ["2024-01668: FRDOC: found 2024-01667; expected 2024-01668, as it was asked for"])
    ]


# --- issues


def test_an_issue():
    """Day and volume come from its head, and the page that is open from what is printed before."""
    data = issue(
        "<PRTPAGE P='9985'/>",
        preamble("<P>x <PRTPAGE P='9986'/></P>", number="2024-00001"),
        preamble("<PRTPAGE P='9987'/>", number="2024-00002"),
        preamble(DATES, number="2024-00003"),
        "</NOTICES><NEWPART><PTITLE><PRTPAGE P='10001'/><PARTNO>Part II</PARTNO></PTITLE><RULES>",
        RULE.replace("9743", "10002").replace("9744", "10003"),
        "</RULES></NEWPART><NOTICES>",
    )
    reads = list(read_issue(data))
    assert [fault for read in reads for fault in read.faults] == []
    assert {read.document.published_on for read in reads} == {DAY}
    assert [(read.document.number, read.document.citation, read.document.end_page) for read in reads] == [
        ("2024-00001", "89 FR 9985", 9986),
        ("2024-00002", "89 FR 9986", 9987),
        ("2024-00003", "89 FR 9987", 9987),
        ("2024-01667", "89 FR 10002", 10003),
    ]


def test_the_day_that_the_caller_knows_goes_first():
    reads = list(read_issue(issue(RULE).replace(b"Monday, February 12, 2024", b""), published_on=dt.date(2024, 2, 13)))
    assert [read.document.published_on for read in reads] == [dt.date(2024, 2, 13)]


def test_a_section_of_corrections():
    """Documents of their own inside it are theirs; else it is cut at its filing lines."""
    inner = preamble(DATES, tag="RULE", number="C1-2024-00001")
    bare = [f"<FRDOC>[FR Doc. C{each}-2024-00002 Filed 2-9-24; 8:45 am]</FRDOC>" for each in (1, 2)]
    head = "<PREAMB><SUBJECT>Gears</SUBJECT></PREAMB>"
    reads = list(read_issue(issue(f"<CORRECT>{inner}</CORRECT>", f"<CORRECT>{head}{bare[0]}{head}{bare[1]}</CORRECT>")))
    assert [(read.document.number, str(read.document.type), read.document.title) for read in reads] == [
        ("C1-2024-00001", "Rule", "Title of C1-2024-00001"),
        ("C1-2024-00002", "Correction", "Gears"),
        ("C2-2024-00002", "Correction", "Gears"),
    ]


def test_what_the_contents_list_and_the_issue_lacks_is_a_fault():
    listed = "".join(f"<FRDOCBP D='1' T='12FEN1.sgm'>{number}</FRDOCBP>" for number in ("2024-01667", "2024-01999"))
    assert told(read_issue(issue(RULE, contents=listed), source="FR-2024-02-12.xml")) == [
        ("2024-01667", []),
        (None, ["FR-2024-02-12.xml: CNTNTS: found no document 2024-01999; expected every one that it lists"]),
    ]


def test_a_number_twice_in_an_issue():
    assert told(read_issue(issue(RULE, RULE))) == [
        ("2024-01667", []),
        (None, ["2024-01667: FRDOC: found a second document of this number; expected one in an issue"]),
    ]


def test_the_same_document_has_the_same_digest_in_another_issue():
    """A file that the publisher repairs elsewhere does not change it."""
    first, second = (
        {read.document.number: read.document.sha256 for read in read_issue(issue(RULE, preamble(each)))}
        for each in (DATES, DATES.replace("May", "June"))
    )
    assert first["2024-01667"] == second["2024-01667"]
    assert first["2024-02795"] != second["2024-02795"]


def test_tags_in_comments_and_instructions_of_the_press_are_no_documents():
    data = issue("<!-- <RULE> --><?USGPO <NOTICE> ?><![CDATA[<NOTICE>]]>", RULE, "<!-- ", preamble(DATES))
    assert [read.document.number for read in read_issue(data)] == ["2024-01667", "2024-02795"]


@each_row("encoding", ["ISO-8859-1", "UTF-16", "Windows-1252"])
def test_encodings(encoding):
    text = issue(RULE.replace("§", "").replace("Gears", "Pi\u00f1\u00f3n")).decode().replace("UTF-8", encoding)
    (read,) = read_issue(text.encode(encoding))
    assert (read.document.title[:5], read.faults) == ("Piñón", ())


# --- hostile and broken files

BOMB = (
    '<?xml version="1.0"?><!DOCTYPE FEDREG [<!ENTITY a0 "' + "x" * 99 + '">'
    + "".join(f'<!ENTITY a{each} "{f"&a{each - 1};" * 10}">' for each in range(1, 12)) + "]>"
)  # fmt: skip


@pytest.mark.parametrize("where", ["<P>&a11;</P>", '<P X="&a11;"/>'])
def test_an_entity_bomb_does_not_go_off(where):
    """It is told once for the file and once for the document that uses it; all documents are kept."""
    data = issue(RULE, preamble(where, DATES), preamble(DATES, number="2024-00003"), prologue=BOMB)
    reads = list(read_issue(data))
    assert [read.document and read.document.number for read in reads] == [
        None,
        "2024-01667",
        "2024-02795",
        "2024-00003",
    ]
    assert str(reads[0].faults[0]) == "issue: DOCTYPE: found declared entities; expected none; they are not expanded"
    assert "found a document with a fault (Entity 'a11' not defined); expected well-formed XML" in str(
        reads[2].faults[0]
    )
    assert reads[2].document.dates == "Effective May 1, 2024."
    assert "xxx" not in str(reads[2])


def test_files_and_addresses_are_not_opened(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("hidden words", encoding="utf-8")
    prologue = f'<!DOCTYPE RULE SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    read = read_document_xml((prologue + RULE.replace("The Bureau limits", "&x; limits")).encode(), published_on=DAY)
    assert "hidden" not in str(read)
    assert read.document.dates
    assert len(read.faults) == 2


@each_row(
    ("broken", "words"),
    [
        (preamble("<P>Q&A < B</P>", DATES), "EntityRef"),
        (preamble("<P><E>x</P>", DATES), "Opening and ending tag mismatch: E line 9 and P"),
        (preamble("<P>x\x00</P>", DATES), "Char 0x0 out of allowed range"),
        (preamble(DATES).removesuffix("</NOTICE>"), "Premature end of data in tag NOTICE line 9"),
        (preamble("<P>", DATES, "\n<P>\ud800</P>"), "Invalid bytes in character encoding"),
    ],
)
def test_a_broken_document_is_kept_as_far_as_it_can_be_read(broken, words):
    """The fault says where and what; the documents beside it have none."""
    text = issue(RULE.replace("\n", " "), "\n@", "\n" + preamble(DATES, number="2024-00003")).decode()
    data = text.encode().replace(b"@", broken.encode(errors="surrogatepass"))
    reads = told(read_issue(data, source="x.xml"))
    assert [number for number, _ in reads] == ["2024-01667", "2024-02795", "2024-00003"]
    assert (reads[0][1], reads[2][1]) == ([], [])
    (fault,) = reads[1][1]
    assert fault.startswith(("x.xml:9: found a document with a fault (", "x.xml:10: found a document with a fault ("))
    assert words in fault
    assert fault.endswith("; expected well-formed XML; 2024-02795 is read as far as it can be")


def test_a_file_that_breaks_off():
    """The document it breaks off in has lost its number with the rest, even half a number; those before are kept."""
    whole = issue(RULE, preamble(DATES))
    for cut in (whole.index(b"2024-02795 Filed") + 8, whole.index(b"Effective May") + 12):
        reads = told(read_issue(whole[:cut]))
        assert [number for number, _ in reads] == ["2024-01667", None]
        assert "expected well-formed XML; its number is lost, and so it is left out" in reads[1][1][0]
    read = read_document_xml(RULE[:-400].encode(), published_on=DAY, number="2024-01667")
    assert read.document is None
    assert len(read.faults) == 1


@each_row(
    "data",
    [
        b"",
        b"no XML",
        b"<!DOCTYPE html><html><body><h1>Not found</h1></body></html>",
        b"<FEDREG><DATE>x</DATE></FEDREG>",
    ],
)
def test_a_file_without_documents(data):
    expected = [(None, ["issue: found no document; expected RULE, PRORULE, NOTICE, PRESDOCU or CORRECT"])]
    assert told(read_issue(data)) == expected
    assert read_document_xml(data, published_on=DAY).document is None


def test_an_issue_without_a_day():
    data = issue(RULE).replace(b"Monday, February 12, 2024", b"Monday, February 30, 2024")
    assert told(read_issue(data)) == [
        (None, ["issue: DATE: found 'Monday, February 30, 2024'; expected the day of the issue, such as Friday, "
                "April 15, 2016"]),
    ]  # fmt: skip


def test_an_encoding_that_does_not_hold():
    for data in (issue(RULE).replace(b"UTF-8", b"klingon"), b"\xff\xfe<"):
        ((number, faults),) = told(read_issue(data))
        assert number is None
        assert faults[0].endswith("; expected the encoding that it declares")


def test_size_depth_and_length_are_bounded(monkeypatch):
    """A document beyond a bound is one fault; the documents beside it are read."""
    deep = preamble("<P>" * 5000, DATES, "</P>" * 5000)
    long = preamble(f"<P>{'x' * 10_500_000}</P>", DATES)
    for body, words in ((deep, "Excessive depth in document"), (long, "Text node too long")):
        reads = told(read_issue(issue(RULE, body, preamble(DATES, number="2024-00003"))))
        assert [number for number, _ in reads] == ["2024-01667", None, "2024-00003"]
        assert words in reads[1][1][0]
    monkeypatch.setattr(slices, "LARGEST", len(RULE.encode()) + 100)
    big = preamble(DATES, "<P>x</P>" * 1000)
    reads = told(read_issue(issue(RULE, big)))
    assert [number for number, _ in reads] == ["2024-01667", None]
    assert reads[1][1][0].endswith(f"found a document of {len(big):,} bytes; expected at most {slices.LARGEST:,}")


def test_hostile_repetition_takes_no_more_than_time_in_proportion():
    """Openings without ends, by the thousand."""
    for piece in (b"<!--", b"<![CDATA[", b"<?", b"<!DOCTYPE x [", b"<PRTPAGE P=", b"<CNTNTS>", b"<RULE ", b"</RULE>"):
        reads = list(read_issue(issue(RULE).replace(b"</FEDREG>", piece * 3_000)))
        assert all(read.document or read.faults for read in reads)
        assert reads
        assert not any(read.document for read in read_issue(piece * 3_000))


FLAT = """
import resource, sys
sys.path.insert(0, {root!r})
from tests.sources.federal_register.spelling import label_of
from tests.sources.federal_register.test_xml import RULE, issue, DATES, preamble
from regtrack.sources.federal_register.xml import read_issue
filler = "<P>" + "Words of a paragraph, as they come. " * 600 + "</P>"
data = issue(RULE, *(preamble(DATES, filler, number=f"2024-{{n:05d}}") for n in range(2000, 2600)))
list(read_issue(issue(RULE)))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
count = sum(read.document is not None for read in read_issue(data))
print(len(data), count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.slow
def test_a_large_issue_is_read_in_flat_memory():
    """Beyond the bytes themselves, memory is that of one document."""
    root = str(Path(__file__).parents[3])
    done = subprocess.run(
        [sys.executable, "-c", FLAT.format(root=root)], capture_output=True, text=True, check=False, timeout=120
    )
    size, count, grown = map(int, done.stdout.split())
    assert size > 12_000_000
    assert count == 601
    kilobytes = grown // 1024 if sys.platform == "darwin" else grown
    assert kilobytes < 6_144  # half of what is read


# --- the real thing


def stored(path):
    data = path.read_bytes()
    return gzip.decompress(data) if path.suffix == ".gz" else data


@real
def test_a_real_issue_is_read_whole():
    """2016-04-15: every document, none lost, its 41 instructions, and pages as its own contents have them.

    One of the instructions is printed as a paragraph.
    """
    reads = list(read_issue(stored(DATA / "issues" / "2016-04-15.xml.gz")))
    assert [str(fault) for read in reads for fault in read.faults] == []
    documents = [read.document for read in reads]
    assert Counter(document.type.value for document in documents) == {
        "Rule": 9, "Proposed Rule": 4, "Notice": 132, "Presidential Document": 1,
    }  # fmt: skip
    assert {document.published_on for document in documents} == {dt.date(2016, 4, 15)}
    assert sum(len(document.instructions) for document in documents) == 41
    assert all(each.targets for document in documents for each in document.instructions)
    assert all(document.filed_at and document.title and document.start_page for document in documents)
    by_number = {document.number: document for document in documents}
    assert by_number["2016-08776"].dates.endswith("is delayed from April 15, 2016 to May 16, 2016.")
    assert (by_number["2016-08970"].proclamation, by_number["2016-08970"].citation) == ("9423", "81 FR 22505")
    assert (by_number["2016-08679"].citation, by_number["2016-08679"].end_page) == ("81 FR 22271", 22272)


@real
def test_real_documents_are_read():
    """37 files: each with its number, DATES where it has one, and all instructions, each with a target.

    The files hold 643 that are tagged, 8 of which their maintainers have put in comments, and two that are not tagged.
    """
    paths = sorted((DATA / "documents").glob("*.xml.gz"))
    reads = {path.name.split(".")[0]: [] for path in paths}
    for path in paths:
        number = path.name.split(".")[0]
        reads[number].append(read_document_xml(stored(path), published_on=DAY, number=number))
    flat = [read for several in reads.values() for read in several]
    assert len(flat) == 37
    assert [str(fault) for read in flat for fault in read.faults] == []
    instructions = [each for read in flat for each in read.document.instructions]
    raw = [stored(path) for path in paths]
    commented = sum(each.count(b"<AMDPAR>") for text in raw for each in re.findall(rb"(?s)<!--.*?-->", text))
    assert sum(text.count(b"<AMDPAR>") for text in raw) == 643
    assert len(instructions) - 2 == 643 - commented == 635
    assert [each.text for each in instructions if not each.targets] == []
    assert [number for number, several in reads.items() if not several[0].document.dates] == ["C1-2013-16962"]
    (rule,) = reads["2013-28210"]
    assert rule.document.citation is None, "a single file does not say its volume"
    assert (rule.document.start_page, rule.document.cfr) == (79730, ("12 CFR 1024", "12 CFR 1026"))
