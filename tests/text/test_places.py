"""Places that are told in parts, and what stands beside them: nothing that an instruction says is lost."""

# ruff: noqa: E501 (the words of instructions read best in one line)

from regtrack.text.clause import TWO_THINGS
from regtrack.text.operations import Refusal
from tests.rows import each_row
from tests.text.shapes import instruction, reads
from tests.text.test_beside import shown

_PART = "!a paragraph, or a section, of which a part may be meant; expected them apart"
_TWO = f"!{TWO_THINGS}"
_PLACE = "!a place of what is done, or of what is named before it; expected them apart"
_ROWS = "!a table, or rows of one, beside other things; expected them alone"
_OWN = "!an authority citation that may be that of a section; expected it to be certain"


@each_row(
    ("text", "expected"),
    [
        ("In § 9.2, in paragraph (a), in the introductory text, by removing “A” and adding “B” in its place.", ["swap 9.2(a):intro A > B"]),
        ("In paragraph (a) of § 9.2, introductory text, remove “A”.", ["remove 9.2(a):intro A > "]),
        ("In § 9.2(a), in the heading, remove “A”.", ["remove 9.2(a):heading A > "]),
        ("In § 9.2, in paragraph (a), in its introductory text, remove “A”.", ["remove 9.2(a):intro A > "]),
        ("Section 9.2(b) is amended, in the introductory text, by removing “A”.", ["remove 9.2(b):intro A > "]),
        ("In § 9.2, remove “A” in paragraph (a), in the introductory text, and in paragraph (b).", ["remove 9.2(a):intro, 9.2(b) A > "]),
        ("In § 9.2, in paragraph (a), in the introductory text, and in paragraph (b), in the introductory text, remove “A”.", ["remove 9.2(a):intro, 9.2(b):intro A > "]),
        ("In § 9.2, in paragraph (a), in the second sentence of the introductory text, remove “A”.", ["remove 9.2(a):sentence(2) A > "]),
        ("In § 9.2, in paragraph (a), in the definition of “Bank”, in the introductory text, remove “A”.", ["remove 9.2(a), definition of “Bank”:intro A > "]),
        ("In § 9.2, paragraph (a), the introductory text is revised.", ["revise 9.2(a):intro"]),
        ("In § 9.2, revise paragraph (a), introductory text, and paragraph (b).", ["revise 9.2(a):intro, 9.2(b)"]),
        ("In § 9.2, add paragraph (a), introductory text, and paragraphs (a)(1) and (2).", ["add 9.2(a):intro, 9.2(a)(1), 9.2(a)(2)"]),
        ("Amend § 9.2 by revising paragraph (a), section heading, and paragraph (c).", ["revise 9.2(a), 9.2:heading, 9.2(c)"]),
        ("In § 9.2, in paragraph (a) and in the introductory text, remove “A”.", ["remove 9.2(a), 9.2:intro A > "]),
        ("In § 9.2, revise the heading, paragraph (a), and the introductory text.", ["revise 9.2:heading, 9.2(a), 9.2:intro"]),
        ("In § 9.2, revise paragraph (a), the heading, and paragraph (b).", [_PART]),
        ("In § 9.2, in paragraphs (a) and (b), in the introductory text, remove “A”.", [_PART]),
        ("In § 9.2, in paragraph (a) and in paragraph (b), in the introductory text, remove “A”.", [_PART]),
        ("In § 9.2, revise the definition of “Bank”, the introductory text, and paragraph (b).", ["!a definition, or a section, of which a part may be meant; expected them apart"]),
        ("In § 9.1 and § 9.2, paragraph (b), remove “A”.", ["!a section that may be meant itself, or with the paragraph behind it; expected them apart"]),
        ("In §§ 9.1 and 9.2, paragraph (b), remove “A”.", ["remove 9.1(b), 9.2(b) A > "]),
        ("In § 9.2, amend paragraph (a) by revising (1) and removing (2).", ["revise 9.2(a)(1)", "remove 9.2(a)(2)"]),
        ("In the introductory text of § 9.2(b), remove “A”.", ["remove 9.2(b):intro A > "]),
        ("The introductory text and paragraph (1) of § 9.2(b) are revised.", ["revise 9.2(b):intro, 9.2(b)(1)"]),
        ("In § 9.2(c)(2), remove paragraph (ii).", ["!a paragraph of no certain level"]),
        ("The definitions of “Bank” and “Branch” in § 9.2(b) are revised.", ["revise 9.2(b), definition of “Bank”, 9.2(b), definition of “Branch”"]),
        ("Section 9.2, paragraph (b), introductory text, and paragraph (b)(2), second sentence, are revised.", ["revise 9.2(b):intro, 9.2(b)(2):sentence(2)"]),
        ("In § 9.2, revise paragraph (a); paragraph (b), second sentence; and add paragraph (c).", ["!a sentence of no certain paragraph", "add 9.2(c)"]),
        ("Amend § 9.2, paragraph (b), definition of “Bank”, by removing “A”.", ["remove 9.2(b), definition of “Bank” A > "]),
        ("Amend § 9.2 by revising paragraph (b), definition of “Bank”, and paragraph (c).", ["revise 9.2(b), definition of “Bank”, 9.2(c)"]),
        ("Amend § 9.2 by revising paragraphs (a) and (b), definition of “Bank”.", ["!a definition of no certain paragraph"]),
        ("In § 9.2, paragraph (a), remove “A”; paragraph (b), add “C” after “D”; and paragraph (d), revise the heading.", ["remove 9.2(a) A > ", "add 9.2(b) C > D after", "revise 9.2(d):heading"]),
        ("Section 9.2, paragraph (a), is amended by removing the words “A”; paragraph (b), introductory text, is revised; and paragraph (c) is added.", ["remove 9.2(a) A > ", "revise 9.2(b):intro", "add 9.2(c)"]),
        ("Section 9.2 is amended by removing paragraph (a); paragraph (b), adding paragraph (c).", ["!paragraphs that two verbs may reach; expected them apart", "add 9.2(c)"]),
        ("In § 9.2, revise paragraph (a) and paragraph (b), second sentence.", ["!a sentence of no certain paragraph"]),
        ("In § 9.2, revise the heading, introductory text, and first sentence of paragraph (b).", ["!a heading that may be that of a paragraph, or of a section; expected it to be certain"]),
    ],
)  # fmt: skip
def test_a_place_is_told_in_parts(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@each_row(
    ("text", "expected"),
    [
        ("In § 9.2, revise the heading of paragraph (a) and of paragraph (b).", [_PLACE]),
        ("In § 9.2, add a heading to paragraph (a) and to paragraph (b).", [_PLACE]),
        ("In § 9.2, revise the first sentence in the introductory text of paragraph (a) and in paragraph (b).", [_PLACE]),
        ("In § 9.2, revise the definition of “Bank”, in paragraph (a), and the definition of “Branch”, in paragraph (b).", [_PLACE]),
        ("In § 9.2, revise the first sentence in the definitions of “Bank” and “Branch”.", ["!a sentence of no certain definition"]),
        ("In § 9.2, revise the first sentences of paragraphs (a), (b), and (c) introductory text.", ["revise 9.2(a):sentence(1), 9.2(b):sentence(1), 9.2(c):sentence(1)"]),
        ("In § 9.2, revise the first sentence of paragraphs (a) and (b) and paragraph (c).", ["revise 9.2(a):sentence(1), 9.2(b):sentence(1), 9.2(c)"]),
        ("In § 9.2, in the definition of “Bank”, redesignate paragraph (2) as paragraph (3).", ["redesignate 9.2, definition of “Bank”, paragraph (2) as 9.2, definition of “Bank”, paragraph (3)"]),
        ("In § 9.2(b), the second sentence is amended by removing “A” and the third sentence is removed.", ["remove 9.2(b):sentence(2) A > ", "remove 9.2(b):sentence(3)"]),
        ("In § 9.2, remove “A” in the first sentence and in the second sentence.", ["!a sentence of no certain paragraph"]),
        ("In § 9.2, remove the word “A” and the last sentence of paragraph (b).", [_TWO]),
        ("In § 9.2, the word “A” is added after the word “B” in paragraph (b) and the word “C” is removed from paragraph (d).", ["add 9.2(b) A > B after", "remove 9.2(d) C > "]),
        ("In § 9.2, the word “A” is added at the end of paragraph (b) and paragraph (c) is removed.", [_TWO, "!provisions that two verbs may reach; expected them apart"]),
        ("In § 9.2(b), the word “A” is revised to read “B”, and the word “C”, where it appears in paragraph (d), is revised to read “D”.", [_TWO, _TWO]),
        ("Section 9.2 is corrected in paragraph (a) by revising “A” to read “B”.", ["swap 9.2(a) A > B"]),
        ("Section 9.2 is revised in paragraph (a) by removing “A”.", ["remove 9.2(a) A > "]),
        ("Add §§ 9.1 and 9.2 to subpart B and subpart C, respectively.", ["add 9.1, 9.2"]),
        ("In § 9.2, transfer the definition of “Bank” to § 9.3.", ["!a paragraph that goes elsewhere; expected a whole section"]),
        ("In § 9.2, revise Table 1 to § 9.2 and paragraph (b).", [_ROWS]),
        ("In § 9.2, revise the entry for “Oats” and paragraph (c).", [_ROWS]),
        ("In § 9.2, remove “A” from table 1 to § 9.2 and paragraph (c).", ["!a table beside other places; expected them apart"]),
        ("In § 9.2, remove “A” from the table in paragraph (b).", ["remove 9.2(b) A > "]),
        ("Redesignate § 9.1 as § 9.2, § 9.2 as § 9.3, and § 9.3 as § 9.1.", ["redesignate 9.1, 9.2, 9.3 as 9.2, 9.3, 9.1"]),
        ("Section 9.2 is amended by revising the authority citation to read as follows:", [_OWN]),
        ("Revise the authority citation for § 9.2.", ["!the authority of a section that is named behind it"]),
        ("Amend § 9.2 by revising paragraph (a), and revise the authority citation for part 9.", ["revise 9.2(a)", "revise 9:authority"]),
    ],
)  # fmt: skip
def test_what_is_done_to_several_things_is_lost_for_none(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@each_row(
    ("text", "expected"),
    [
        ("Remove the undesignated center heading “Grades” before § 9.3.", ["remove 9.3:uncodified"]),
        ("Remove § 9.4 and the undesignated center heading before § 9.3.", ["remove 9.4, 9.3:uncodified"]),
        ("The center heading “Grades” immediately preceding § 9.3 is revised to read as follows:", ["revise 9.3:uncodified"]),
        ("Remove the undesignated center headings before §§ 9.3 and 9.5.", ["remove 9.3:uncodified, 9.5:uncodified"]),
        ("The undesignated center heading preceding § 9.3 and § 9.3 are revised.", ["!a section that may be meant itself, or what it refers to; expected them apart"]),
        ("Remove the undesignated center heading “Grades” and § 9.3.", ["remove 9:heading, 9.3"]),
        ("Amend subpart B by revising the heading and adding § 9.5.", ["revise subpart B to 9:heading", "add 9.5"]),
        ("In subpart A, remove “X” wherever it appears and revise § 9.7.", ["remove subpart A to 9 X >  each", "revise 9.7"]),
        ("In part 9, revise all references to “X” to read “Y”, and in § 9.5, revise paragraph (b).", ["swap 9 X > Y each", "revise 9.5(b)"]),
        ("Remove and reserve part 9, subpart A.", ["reserve subpart A to 9"]),
        ("In part 9, subpart A, § 9.5 is removed.", ["remove 9.5"]),
        ("In § 9.5, in appendix A, and in subpart B, remove “X” wherever it appears.", ["remove 9.5, app. A to 9, subpart B to 9 X >  each"]),
        ("In subpart A and in subpart B, remove “X” wherever it appears.", ["remove subpart A to 9, subpart B to 9 X >  each"]),
        ("In § 9.5, revise (a), and in subpart B, revise § 9.7.", ["revise 9.5(a)", "revise 9.7"]),
    ],
)  # fmt: skip
def test_a_part_a_subpart_and_a_heading_between_sections_stay(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


def test_a_step_without_a_verb_is_refused() -> None:
    steps = [("3", "Amend § 9.1 by:"), ("3.a", "Removing paragraph (a);"), ("3.b", "Paragraph (b); and"), ("3.c", "Removing paragraph (c).")]  # fmt: skip
    found = reads(*(instruction(text, number=n, targets=("12 CFR 9.1",)) for n, text in steps))
    assert [each.source.number for each in found if isinstance(each, Refusal)] == ["3.b"]


def test_what_is_replaced_by_nothing_quoted_is_refused() -> None:
    found = reads(instruction("Section 9.1 is amended by removing paragraph (a) and replacing paragraph (b)."))
    assert [str(each.target) for each in found if isinstance(each, Refusal)] == ["12 CFR 9.1(b)"]
