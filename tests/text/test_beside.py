"""What stands beside a definition, a section or the end of a quotation: to which of them it belongs."""

# ruff: noqa: E501 (the words of instructions read best in one line)

import pytest

from regtrack.text.citing import Place
from regtrack.text.clauses import InstructionReader
from regtrack.text.operations import Refusal, TextOperation
from tests.rows import each_row
from tests.text.shapes import instruction, reads
from tests.text.test_clauses import _shown

_APART = "!a definition, or a section, of which a part may be meant; expected them apart"
_A, _B = "9.2, definition of “Bank”", "9.2, definition of “Branch”"


def shown(text: str) -> list[str]:
    clauses = InstructionReader(text, Place({}, "12", "9"), None).clauses
    return [each for clause in clauses if (each := _shown(clause)) is not None]


@each_row(
    ("text", "expected"),
    [
        ("Section 9.2 is amended by revising the definition of “Bank” introductory text and paragraph (2)(i) of the definition of “Branch”.",
         [f"revise {_A}:intro, {_B}, paragraph (2)(i)"]),
        ("Section 9.2 is amended by revising the introductory text of the definition of “Bank” and paragraph (2) of the definition of “Branch”.",
         [f"revise {_A}:intro, {_B}, paragraph (2)"]),
        ("Amend § 9.2 by revising the definition of “Bank”, introductory text.", [f"revise {_A}:intro"]),
        ("In § 9.2, revise the introductory text to the definition of “Bank”.", [f"revise {_A}:intro"]),
        ("In § 9.2, revise the introductory text of the definitions of “Bank” and “Branch”.", [f"revise {_A}:intro, {_B}:intro"]),
        ("In § 9.2, in the definition of “Bank”, revise the introductory text.", [f"revise {_A}:intro"]),
        ("In § 9.2, in the definition of “Bank”, introductory text, remove “A”.", [f"remove {_A}:intro A > "]),
        ("In § 9.2, in the introductory text of the definition of “Bank”, remove “A”.", [f"remove {_A}:intro A > "]),
        ("In § 9.2, the definition of “Bank” introductory text is revised.", [f"revise {_A}:intro"]),
        ("In § 9.2, revise the heading of the definition of “Bank”.", [f"revise {_A}:heading"]),
        ("In § 9.2, revise paragraph (2) introductory text of the definition of “Bank”.", [f"revise {_A}, paragraph (2):intro"]),
        ("Amend § 9.2 by revising the definition of “Bank” introductory text and adding paragraph (b).", [f"revise {_A}:intro", "add 9.2(b)"]),
        ("Revise § 9.2 introductory text and the definition of “Bank”.", [f"revise 9.2:intro, {_A}"]),
        ("In § 9.2, revise the definition of “Bank” and the introductory text.", [f"revise {_A}, 9.2:intro"]),
        ("Revise the definition of “Bank” in § 9.2 introductory text.", [_APART]),
        ("In § 9.2, revise the definitions of “Bank” and “Branch” introductory text.", [_APART]),
        ("Amend § 9.2 by revising the introductory text and paragraph (1) of the definition of “Bank”.", [_APART]),
        ("Amend § 9.2 by revising the introductory text of and paragraph (1) of the definition of “Bank”.", [_APART]),
        ("Amend § 9.2 by revising the introductory text of paragraph (b) and paragraph (1) of the definition of “Bank”.", ["!paragraphs of a section and of a definition; expected them apart"]),
        ("In § 9.2, revise paragraph (b) and paragraph (1) of the definition of “Bank”.", ["!paragraphs of a section and of a definition; expected them apart"]),
        ("In § 9.2, remove “A” from the definition of “Bank” and “B” from the definition of “Branch”.", ["!words for one place and words for another; expected them apart"]),
        ("In § 9.2, remove “A” from the definitions of “Bank” and “Branch”.", [f"remove {_A}, {_B} A > "]),
        ("In § 9.2, amend the definition of “Bank” by removing paragraph (2) and the definition of “Branch” by adding paragraph (3).",
         ["!no provision that it names; expected what it reaches", "!a paragraph of no certain definition"]),
        ("Amend § 9.2 by revising paragraphs (a) and (b) by removing “A” wherever it appears.", ["remove 9.2(a), 9.2(b) A >  each"]),
        ("In § 9.2, revise paragraph (1) and paragraph (2)(i) of the definition of “Bank”.", [f"revise {_A}, paragraph (1), {_A}, paragraph (2)(i)"]),
    ],
)  # fmt: skip
def test_a_part_is_that_of_the_definition_beside_it(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@each_row(
    ("text", "expected"),
    [
        ("Remove § 9.6 and subpart D, consisting of §§ 9.30 through 9.32.", ["remove 9.6, 9.30, 9.31, 9.32"]),
        ("Remove § 9.6 and subpart D.", ["remove 9.6, subpart D to 9"]),
        ("Section 9.6 and subpart D are removed.", ["remove 9.6, subpart D to 9"]),
        ("Remove and reserve §§ 9.6 and 9.7 and subparts D and E.", ["reserve 9.6, 9.7, subpart D to 9, subpart E to 9"]),
        ("Remove § 9.6, subpart D, and appendix A.", ["remove 9.6, subpart D to 9, app. A to 9"]),
        ("Remove § 9.6 from subpart C, and subpart D.", ["remove 9.6, subpart D to 9"]),
        ("In § 9.6 and subpart D, remove “A” and add “B” in its place.", ["swap 9.6, subpart D to 9 A > B"]),
        ("Remove subpart D (§§ 9.30 and 9.31).", ["remove 9.30, 9.31"]),
        ("Subpart D, consisting of §§ 9.30 and 9.31, is removed.", ["remove subpart D to 9, 9.30, 9.31"]),
        ("Subpart D, consisting of §§ 9.30 and 9.31, is revised to read as follows:", ["revise subpart D to 9"]),
        ("Subpart D (§§ 9.30 and 9.31) is added to read as follows:", ["add subpart D to 9"]),
        ("Revise the heading of subpart D and § 9.30 to read as follows:", ["revise subpart D to 9:heading, 9.30"]),
        ("Revise § 9.6 and subpart D to read as follows:", ["!a subpart that is revised beside other provisions; expected it alone"]),
        ("Redesignate § 9.6 as § 9.7 and subpart C as subpart D.", ["!a subpart beside other provisions; expected it alone"]),
        ("Remove § 9.6 and subpart C and add subpart D to read as follows:", ["remove 9.6, subpart C to 9", "add subpart D to 9"]),
        ("Remove §§ 9.6 and 9.7 and reserve subpart C.", ["remove 9.6, 9.7", "reserve subpart C to 9"]),
        ("Redesignate § 9.6 as § 9.7 and remove subpart C.", ["redesignate 9.6 as 9.7", "remove subpart C to 9"]),
        ("Add § 9.6 and designate it as subpart C.", ["add 9.6", "designate 9.6 as subpart C to 9"]),
        ("Add § 9.6 to subpart D.", ["add 9.6"]),
        ("In subpart D, remove § 9.6.", ["remove 9.6"]),
        ("In subpart D, § 9.6 is amended by removing paragraph (b).", ["remove 9.6(b)"]),
    ],
)  # fmt: skip
def test_a_subpart_beside_a_section_is_not_lost(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    "order",
    [
        "alphabetical order",
        "the appropriate alphabetical sequence",
        "correct numerical order",
        "alphabetical or numerical order",
    ],
)
def test_the_order_of_what_is_added_is_no_place(order: str) -> None:
    text = f"In § 9.2, paragraph (b) is amended by adding, in {order}, definitions of “Bank” and “Branch” and by revising the definition of “Fund”."
    held = "9.2(b), definition of"
    assert shown(text) == [f"add {held} “Bank”, {held} “Branch”", f"revise {held} “Fund”"]


@each_row(
    ("text", "out", "into"),
    [
        ("By revising “agent” in § 9.1(b) to read “broker;” and", "agent", "broker"),
        ("Removing “agent” in § 9.1(b) and adding in its place “broker,” and", "agent", "broker"),
        ("Removing “agent;” in § 9.1(b) and adding in its place “broker;” and", "agent;", "broker;"),
        ("Removing “agent”, and adding “broker,” in its place, in § 9.1(b)", "agent", "broker,"),
        ("In § 9.1(b), remove “agent” and add in its place “broker; and”.", "agent", "broker; and"),
    ],
)
def test_a_mark_that_the_sentence_needs_is_its_own(text: str, out: str, into: str) -> None:
    (read_,) = reads(instruction(text))
    assert isinstance(read_, TextOperation)
    assert (read_.out, read_.into) == (out, into)


@pytest.mark.parametrize(
    "text",
    [
        "In § 9.1, all references to “agent” are revised to read “broker,” and all references to “fee” are revised to read “charge.”",
        "In § 9.1, “agent” is revised to read “broker,” and “fee” is revised to read “charge”.",
        "In § 9.1(b), remove “agent” and add in its place “broker,” and in paragraph (c), remove “fee” and add in its place “charge”.",
        "In § 9.1(b), remove “agent” and add in its place “broker;” and remove “fee” and add in its place “charge”.",
        "In § 9.1(b), remove “agent” and add “broker,” in its place.",
        "Amend § 9.1 by revising “agent” to read “broker,” in paragraph (b).",
        "In § 9.1(b), the word “agent” is removed and “broker.” is added in its place.",
        "In § 9.1(b), substitute “broker,” for “agent” each place it appears.",
        "In § 9.1(b), add “or broker,” after “agent” in the first sentence.",
        "In § 9.1(b), remove “agent,” “broker,” and “clerk.”",
        "In § 9.1(b), remove the phrase “agent,” and add the phrase “broker” in its place.",
        "In § 9.1, add “and broker,” at the end of paragraph (b).",
    ],
)
def test_a_mark_that_may_be_the_sentences_is_doubted(text: str) -> None:
    first = reads(instruction(text))[0]
    assert isinstance(first, Refusal)
    assert "may be the sentence's" in first.reason
