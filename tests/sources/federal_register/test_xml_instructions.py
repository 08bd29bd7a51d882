"""Amendatory instructions: how they are numbered, and which provisions they change.

The wordings are shaped after instructions that were really printed; sections and paragraphs are theirs.
"""

# ruff: noqa: E501 (tables read best one instruction a line)

import datetime as dt

from regtrack.model.scope import path_of, spell
from regtrack.sources.federal_register.dates import read_instruction_dates
from regtrack.sources.federal_register.xml import read_document_xml
from regtrack.text.reading import read_amendments
from tests.rows import each_row


def instructions(body, cfr="12 CFR Part 1026"):
    """The instructions of a rule whose supplementary information is ``body``."""
    data = f"""<RULE><PREAMB><AGENCY TYPE="F">BUREAU OF GEARS</AGENCY><CFR>{cfr}</CFR><SUBJECT>Gears</SUBJECT></PREAMB>
    <SUPLINF>{body}</SUPLINF><FRDOC>[FR Doc. 2015-26607 Filed 10-27-15; 8:45 am]</FRDOC></RULE>"""
    read = read_document_xml(data.encode(), published_on=dt.date(2015, 10, 28))
    assert read.faults == ()
    return read.document.instructions


def amdpars(*texts):
    return "".join(f"<AMDPAR>{text}</AMDPAR>" for text in texts)


def targets(text, cfr):
    (only,) = instructions(amdpars(text), cfr)
    return list(only.targets)


SECTIONS = [
    ("12 CFR Part 1024", "4. Section 1024.13 is removed and reserved.", ["1024.13"]),
    ("12 CFR Part 1026", "7. Section 1026.35 is amended by revising paragraph (e) introductory text, redesignating paragraph (e)(3) as paragraph (e)(4), and adding paragraph (e)(3).", ["1026.35(e):intro", "1026.35(e)(3)", "1026.35(e)(4)"]),
    ("12 CFR Part 34", "In § 34.203, redesignate paragraphs (a)(2), (3), and (4) as paragraphs (a)(3), (5), and (7), respectively, and republish them.", ["34.203(a)(2)", "34.203(a)(3)", "34.203(a)(4)", "34.203(a)(5)", "34.203(a)(7)"]),
    ("12 CFR Part 34", "Section 34.202 is amended by redesignating paragraphs (a) through (c) as paragraphs (b) through (d), respectively, and adding a new paragraph (a).", ["34.202(a)", "34.202(b)", "34.202(c)", "34.202(d)"]),
    ("12 CFR Part 34", "3b. Effective July 18, 2015, in § 34.203, newly added paragraph (b)(8) is revised.", ["34.203(b)(8)"]),
    ("12 CFR Part 1026", "4. Section 1026.35, as amended by the final rule published on January 22, 2013, 78 FR 4726, effective June 1, 2013, is further amended by revising the last sentence of paragraph (b)(1).", ["1026.35(b)(1)"]),
    ("12 CFR Part 323", "11. Amend §§ 323.1, 323.3, 323.4, and 323.5 by removing “part” and adding “subpart” in its place.", ["323.1", "323.3", "323.4", "323.5"]),
    ("12 CFR Part 1026", "b. In § 1026.20, remove the period from the end of paragraph (c)(1)(ii)(B) and add in its place “; or”.", ["1026.20(c)(1)(ii)(B)"]),
    ("47 CFR Part 64", "3. Delayed indefinitely, amend § 64.2011 by revising the section heading and paragraphs (a) through (e).", ["64.2011:heading", "64.2011(a)", "64.2011(b)", "64.2011(c)", "64.2011(d)", "64.2011(e)"]),
    ("24 CFR Part 1006", "9. In § 1006.230, in paragraph (f), remove “§ 1006.1(a)” and add “§ 1006.2(b)” in its place.", ["1006.230(f)"]),
    ("24 CFR Part 1006", "21. In § 1006.420, add a heading to paragraph (c).", ["1006.420(c):heading"]),
    ("40 CFR Part 52", "3. In § 52.385, amend Table 52.385 by adding a sixth entry for “22a-174-1” before the entry for “22a-174-2”.", ["52.385"]),
    ("38 CFR Part 3", "4. Amend § 3.307 by revising paragraphs (a)(6) introductory text, (a)(6)(iii) through (v), and adding paragraphs (a)(6)(vi) through (viii).", ["3.307(a)(6):intro", "3.307(a)(6)(iii)", "3.307(a)(6)(iv)", "3.307(a)(6)(v)", "3.307(a)(6)(vi)", "3.307(a)(6)(vii)", "3.307(a)(6)(viii)"]),
    ("50 CFR Part 22", "14. Redesignate § 22.75 as § 22.325 and transfer it to subpart E.", ["22.75", "22.325"]),
    ("50 CFR Part 22", "17. Amend newly designated § 22.400 by removing the words “the effective date of § 22.80” and adding in their place “November 10, 2009”.", ["22.400"]),
    ("50 CFR Part 648", "In § 648.14, revise paragraphs (c), (e)(1) and (2), (f), (g)(1), (g)(3)(v) and (g)(4)(ii).", ["648.14(c)", "648.14(e)(1)", "648.14(e)(2)", "648.14(f)", "648.14(g)(1)", "648.14(g)(3)(v)", "648.14(g)(4)(ii)"]),
    ("50 CFR Part 648", "4. In § 648.11, revise paragraphs (k)(1) through (3), and (4)(i).", ["648.11(k)(1)", "648.11(k)(2)", "648.11(k)(3)", "648.11(k)(4)(i)"]),
    ("42 CFR Part 414", "In § 414.1, redesignate paragraphs (f) through (h) as paragraph (d) through (f).", ["414.1(f)", "414.1(g)", "414.1(h)", "414.1(d)", "414.1(e)"]),
    ("12 CFR Part 1026", "17. Section 1026.36 is amended by revising paragraphs (f)(3)(i) introductory text, (f)(3)(ii) introductory text, (i).", ["1026.36(f)(3)(i):intro", "1026.36(f)(3)(ii):intro", "1026.36(i)"]),
    ("12 CFR Part 1026", "9. Section 1026.43 is amended by revising paragraphs (e)(4)(ii)(A) introductory text through (C).", ["1026.43(e)(4)(ii)(A):intro", "1026.43(e)(4)(ii)(B)", "1026.43(e)(4)(ii)(C)"]),
    ("27 CFR Part 478", "3. Section 478.32 is amended by revising the introductory text of paragraphs (a)(5)(ii) and (d)(5)(ii), and by revising paragraph (f).", ["478.32(a)(5)(ii):intro", "478.32(d)(5)(ii):intro", "478.32(f)"]),
    ("27 CFR Part 447", "2. Section 447.32 is amended by removing “A” in paragraph (c), and by removing “B” at the end of the section.", ["447.32(c)", "447.32"]),
    ("27 CFR Part 555", "33. Amend § 555.22 by removing “x” in the undesignated paragraphs following paragraphs (a)(3) and (b)(3).", ["555.22"]),
    ("12 CFR Part 1026", "5. Revise paragraphs (c)(3) introductory text, (i), and (ii) of § 1026.4 and the introductory text of § 1026.5.", ["1026.4(c)(3):intro", "1026.4(c)(3)(i)", "1026.4(c)(3)(ii)", "1026.5:intro"]),
    ("12 CFR Part 1026", "6. In §§ 1026.4 and 1026.5, revise paragraph (a).", ["1026.4(a)", "1026.5(a)"]),
    ("12 CFR Part 1026", "9. Section 1026.43(e)(4)(ii)(C), as added at 78 FR 6584, is revised.", ["1026.43(e)(4)(ii)(C)"]),
    ("26 CFR Part 31", "Par. 8. Section 31.3402(f)(3)-1(b) and (c) are revised.", ["31.3402(f)(3)-1(b)", "31.3402(f)(3)-1(c)"]),
    ("41 CFR Part 60-1", "2. Amend § 60-1.4 by revising paragraph (a).", ["60-1.4(a)"]),
    ("48 CFR Part 252", "2. Amend section 252.225-7001 by revising paragraph (a).", ["252.225-7001(a)"]),
    ("33 CFR Part 165", "2. Add § 165.T01-0125 to read as follows:", ["165.T01-0125"]),
]  # fmt: skip


@each_row(("cfr", "text", "expected"), SECTIONS, ids=[str(number) for number in range(len(SECTIONS))])
def test_sections_and_paragraphs(cfr, text, expected):
    """Lists with inherited prefixes, ranges, fields; words in quotation marks name nothing."""
    title = cfr.partition(" ")[0]
    assert targets(text, cfr) == [f"{title} CFR {each}" for each in expected]


@each_row(
    ("cfr", "text", "expected"),
    [
        ("12 CFR Part 1003", "12. Effective January 1, 2019, Appendix A to Part 1003 is removed and reserved.", ["app. A to 12 CFR 1003"]),
        ("40 CFR Part 70", "5. Amend Appendix A to Part 70 under “Connecticut” by adding paragraph (b).", ["app. A to 40 CFR 70"]),
        ("15 CFR Parts 744 and 772", "2. Supplement No. 4 to part 744 is amended by adding an entry.", ["supp. 4 to 15 CFR 744"]),
        ("15 CFR Parts 744 and 774", "2. Amend §§ 744.1(a) and 744.23 and supplements No. 4 and 6 to part 744.", ["15 CFR 744.1(a)", "15 CFR 744.23", "supp. 4 to 15 CFR 744", "supp. 6 to 15 CFR 744"]),
        ("12 CFR Part 225", "3. In appendix B to subpart C of part 225, revise paragraph (a).", ["app. B to subpart C to 12 CFR 225"]),
        ("12 CFR Part 1024", "5. In Supplement I to Part 1024, Section 1024.5 is added.", ["supp. I to 12 CFR 1024"]),
        ("12 CFR Part 323", "10. Designate §§ 323.1 through 323.3 as new subpart A.", ["12 CFR 323.1", "12 CFR 323.2", "12 CFR 323.3", "subpart A to 12 CFR 323"]),
        ("24 CFR Part 1006", "2. In § 1006.10, add alphabetically definitions for “Annual income” and “Assets,” and revise “Other”.", ["def:Annual income@24 CFR 1006.10", "def:Assets@24 CFR 1006.10", "24 CFR 1006.10"]),
        ("12 CFR Part 1003", "3. § 1003.2 is amended by revising paragraph (1)(iii) and adding paragraph (1)(v) to the definition of “financial institution”.", ["def:financial institution@12 CFR 1003.2"]),
        ("37 CFR Parts 1 and 41", "6. The authority citation for 37 CFR part 41 continues to read as follows:", ["37 CFR 41:authority"]),
        ("37 CFR Parts 1 and 2", "Title 37 of the Code of Federal Regulations, parts 1 and 2, are amended as set forth below.", ["37 CFR 1", "37 CFR 2"]),
        ("12 CFR Part 1041", "For the reasons above, the Bureau adds 12 CFR part 1041 to read as follows:", ["12 CFR 1041"]),
        ("40 CFR Part 52", "2. Add §§ 52.100a through 52.120.", ["40 CFR 52.100a", "40 CFR 52.120", "40 CFR 52"]),
        ("12 CFR Part 1005", "2. On page 30715, amendatory instruction 7.D.ii is corrected to read “Under comment 33(c), paragraph 2 is revised.”", ["12 CFR 1005"]),
        ("45 CFR Part 309", "1. Revise the heading for chapter III to read as follows:", []),
    ],
)  # fmt: skip
def test_other_provisions(cfr, text, expected):
    """Appendices, supplements, subparts, definitions, authorities, parts; a range that cannot be counted is its part."""
    assert targets(text, cfr) == expected


def test_every_target_is_in_canonical_spelling():
    for cfr, text, _ in SECTIONS:
        assert all(spell(path_of(target)) == target for target in targets(text, cfr))


def test_steps_are_numbered_under_their_instruction_and_inherit_its_section():
    """Letters and numerals are told apart by their place; an instruction that only opens steps has their targets."""
    found = instructions(
        amdpars(
            "6. Section 1026.32 is amended by:",
            "A. Revising paragraph (a);",
            "B. In paragraph (d):",
            "i. Revising the introductory text; and",
            "ii. Removing paragraphs (d)(1) and (6).",
            "C. Removing “x”.",
            "7. In § 1026.34:",
            *(f"{letter}. Revise paragraph ({letter})." for letter in "abcdefghij"),
        )
    )
    assert [(each.number, list(each.targets)) for each in found[:7]] == [
        ("6", ["12 CFR 1026.32(a)", "12 CFR 1026.32(d):intro", "12 CFR 1026.32(d)(1)", "12 CFR 1026.32(d)(6)",
               "12 CFR 1026.32"]),
        ("6.A", ["12 CFR 1026.32(a)"]),
        ("6.B", ["12 CFR 1026.32(d):intro", "12 CFR 1026.32(d)(1)", "12 CFR 1026.32(d)(6)"]),
        ("6.B.i", ["12 CFR 1026.32(d):intro"]),
        ("6.B.ii", ["12 CFR 1026.32(d)(1)", "12 CFR 1026.32(d)(6)"]),
        ("6.C", ["12 CFR 1026.32"]),
        ("7", [f"12 CFR 1026.34({letter})" for letter in "abcdefghij"]),
    ]  # fmt: skip
    assert [each.number for each in found[7:]] == [f"7.{letter}" for letter in "abcdefghij"]


def test_comments_belong_to_their_supplement():
    """Under a supplement, sections and paragraphs are those that are commented, and not changed themselves."""
    found = instructions(
        amdpars(
            "9. In Supplement I to Part 1026—Official Interpretations:",
            'A. Under<E T="03">Section 1026.31—General Rules:</E>',
            'i. Under<E T="03">31(c) Timing,</E>paragraph 1 is revised.',
            'ii.<E T="03">Paragraph 31(d)</E>and paragraph 1 are added.',
            "B. Under Section 1026.32, paragraph (a) is revised.",
        )
    )
    assert [each.number for each in found] == ["9", "9.A", "9.A.i", "9.A.ii", "9.B"]
    assert {each.targets for each in found} == {("supp. I to 12 CFR 1026",)}
    assert found[2].text == "i. Under 31(c) Timing, paragraph 1 is revised."


def test_a_section_printed_with_the_instruction_is_its_target():
    """Above it, as "[Amended]", inside REGTEXT or before it; or below it, as the new text."""
    found = instructions(
        """<SECTION><SECTNO>§ 1026.4 </SECTNO><SUBJECT>[Amended]</SUBJECT></SECTION>
        <REGTEXT PART="1026" TITLE="12"><AMDPAR>2. Remove “x” wherever it appears.</AMDPAR></REGTEXT>
        <REGTEXT PART="1026" TITLE="12"><AMDPAR>3. Revise the third entry.</AMDPAR>
        <SECTION><SECTNO>§ 1026.5</SECTNO><SUBJECT>Gears.</SUBJECT><P>(a) Text.</P></SECTION>
        <SECTION><SECTNO>§ 1026.6</SECTNO><SUBJECT>[Corrected]</SUBJECT></SECTION>
        <AMDPAR>On page 5, “one” should read “two”.</AMDPAR></REGTEXT>
        <REGTEXT PART="1026" TITLE="12"><AMDPAR>5. Revise the heading of H-3.</AMDPAR>
        <HD SOURCE="HED">Appendix H to Part 1026—Forms</HD></REGTEXT>
        <REGTEXT PART="1026" TITLE="12"><AMDPAR>6. Subpart G is added to read as follows:</AMDPAR>
        <SUBPART><HD SOURCE="HED">Subpart G—Cogs</HD>
        <SECTION><SECTNO>§ 1026.61</SECTNO><SUBJECT>Cogs.</SUBJECT><P>Text.</P></SECTION>
        <SECTION><SECTNO>§ 1026.62</SECTNO><SUBJECT>Teeth.</SUBJECT><P>Text.</P></SECTION></SUBPART></REGTEXT>"""
    )
    assert [(each.number, each.targets) for each in found] == [
        ("2", ("12 CFR 1026.4",)),
        ("3", ("12 CFR 1026.5",)),
        (None, ("12 CFR 1026.6",)),
        ("5", ("app. H to 12 CFR 1026",)),
        ("6", ("subpart G to 12 CFR 1026", "12 CFR 1026.61", "12 CFR 1026.62")),
    ]


def test_outside_regtext_the_part_heading_counts():
    """In proposed rules instructions stand free; numbers may begin again with each part."""
    found = instructions(
        """<PART><HD SOURCE="HED">PART 20—COGS</HD></PART>
        <AMDPAR>1. The authority citation continues to read as follows:</AMDPAR>
        <AMDPAR>2. Revise § 20.1.</AMDPAR>
        <PART><HD SOURCE="HED">PART 21—GEARS</HD></PART>
        <AMDPAR>1. Revise the table of contents.</AMDPAR>""",
        "4 CFR Parts 20 and 21",
    )
    assert [(each.number, each.targets) for each in found] == [
        ("1", ("4 CFR 20:authority",)),
        ("2", ("4 CFR 20.1",)),
        ("1", ("4 CFR 21",)),
    ]


@each_row(
    ("attributes", "cfr", "expected"),
    [
        ('TITLE="72" PART="479"', "27 CFR Parts 447 and 479", "27 CFR 479.11"),
        ('TITLE="27" PART="479"', "", "27 CFR 479.11"),
        ("", "27 CFR Part 479", "27 CFR 479.11"),
        ("", "27 CFR Parts 447, 479 and 40 CFR Part 60", "27 CFR 479.11"),
    ],
)
def test_title_from_heading_before_attribute(attributes, cfr, expected):
    """Attributes are misprinted at times; the heading of the document is not."""
    (only,) = instructions(f"<REGTEXT {attributes}><AMDPAR>18. Amend § 479.11.</AMDPAR></REGTEXT>", cfr)
    assert only.targets == (expected,)


def test_without_a_title_there_is_no_target():
    (only,) = instructions(amdpars("18. Amend § 479.11."), "")
    assert only.targets == ()


def test_a_misprinted_part_gives_way_to_the_only_part_of_the_document():
    (only,) = instructions('<REGTEXT TITLE="12" PART="26"><AMDPAR>18. Add a subject heading.</AMDPAR></REGTEXT>')
    assert only.targets == ("12 CFR 1026",)


def test_repeated_and_missing_numbers():
    """A number printed twice stays on its level; steps may be missing where a document was divided."""
    found = instructions(
        amdpars("24. In Supplement I to Part 1026:", "E. Under X:", "i. A.", "ii. B:", "a. C.", "ii. D:", "a. E.",
                "v. F.", "H. G.")
    )  # fmt: skip
    assert [each.number for each in found] == [
        "24", "24.E", "24.E.i", "24.E.ii", "24.E.ii.a", "24.E.ii", "24.E.ii.a", "24.E.v", "24.H",
    ]  # fmt: skip


def test_composite_heads_and_ornaments():
    found = instructions(amdpars("■ 2. a. In § 1026.4, revise paragraph (a).", "■ b. Revise paragraph (b)."))
    assert [(each.number, each.targets, each.text[:5]) for each in found] == [
        ("2.a", ("12 CFR 1026.4(a)",), "2. a."),
        ("2.b", ("12 CFR 1026.4(b)",), "b. Re"),
    ]


def test_dates_of_instructions_are_read_from_their_texts():
    """What this reader produces suits the reader of dates: "instruction 12" is the instruction with that number."""
    found = instructions(
        '<REGTEXT TITLE="12" PART="1003">'
        + amdpars(
            "11. Section 1003.6 is revised to read as follows:",
            '12. <E T="03">Effective January 1, 2019,</E>Appendix A to Part 1003 is removed and reserved.',
            "13. Amend § 1003.5:",
            "a. Effective January 1, 2020, revise paragraph (a)(1)(ii); and",
            "14. Delayed indefinitely, amend § 1003.4 by revising paragraph (a).",
        )
        + "</REGTEXT>",
        "12 CFR Part 1003",
    )
    claims = read_instruction_dates([each.text for each in found], published_on=dt.date(2015, 10, 28))
    by_number = {f"instruction {each.number}": each for each in found}
    assert [(claim.scope, claim.when.text, by_number[claim.scope].targets) for claim in claims] == [
        ("instruction 12", "2019-01-01", ("app. A to 12 CFR 1003",)),
        ("instruction 13.a", "2020-01-01", ("12 CFR 1003.5(a)(1)(ii)",)),
        ("instruction 14", "indefinite", ("12 CFR 1003.4(a)",)),
    ]
    joined = "\n".join(each.text for each in found)
    assert all(joined[claim.start : claim.end] == claim.quote for claim in claims)


def test_a_part_may_be_added_by_a_paragraph_and_its_appendices_are_extracts():
    """Parts 1002 and 1005 were (76 FR 79442, 76 FR 81020): their instruction is tagged as a paragraph."""
    body = """<P>For the reasons above, the Bureau adds part 1002 to chapter X to read as follows:</P>
    <REGTEXT TITLE="12" PART="1002"><PART><HD SOURCE="HED">PART 1002</HD><SECTION><SECTNO>§ 1002.1</SECTNO>
    <SUBJECT>Scope.</SUBJECT><P>(a) All.</P><EXTRACT><P>(b) Quoted.</P></EXTRACT>
    <HD SOURCE="HD1">Supplement I to Part 1002—Official Interpretations</HD>
    <EXTRACT><HD SOURCE="HD2">Section 1002.1Scope</HD><P>1. <E T="03">In general.</E> Words.</P></EXTRACT>
    </SECTION></PART></REGTEXT>"""
    (added,) = instructions(body, "12 CFR Part 1002")
    assert added.targets == ("12 CFR 1002",)
    found = {}
    for read in read_amendments("1", [added]):
        found[spell(read.target.provision)] = [piece.paragraph.address for piece in read.content]
    assert found == {"12 CFR 1002.1": [("(a)",), ("(a)", "¶1")], "supp. I to 12 CFR 1002": [("1",), ("1", "-1")]}


def test_what_another_agency_amends_is_not_printed_for_the_one_before():
    body = """<REGTEXT TITLE="12" PART="226"><AMDPAR>2. In § 226.3, paragraph (b) is revised.</AMDPAR>
    <SECTION><SECTNO>§ 226.3</SECTNO><SUBJECT>Exempt.</SUBJECT><P>(b) Words.</P></SECTION>
    <HD SOURCE="HD1">Authority and Issuance</HD><P>The Bureau amends 12 CFR part 1026 as set forth below:</P></REGTEXT>"""
    (first,) = instructions(body, "12 CFR Part 226")
    assert [line.text for line in first.lines] == ["§ 226.3", "Exempt.", "(b) Words."]
