"""Asides beside names, what comes "in its place", and a place that is named after several acts."""

# ruff: noqa: E501 (the words of instructions read best in one line)

import pytest

from regtrack.text.applying import apply
from regtrack.text.operations import Refusal, TextOperation
from tests.rows import each_row
from tests.text.shapes import instruction, provision, reads, tree
from tests.text.test_beside import shown

_IN_PLACE = "!what comes in the place of something; expected it to be named"
_SECTION = "!a provision of no certain section; expected its section before it"
_TERM = "!a definition of no certain section"


def rows(text: str) -> list[str]:
    read = reads(instruction(text, "§ 9.1 Lenders.\n(b) * * *\n| Name | Rate\n| Pier | 1\n"))
    return [each.row.name if isinstance(each, TextOperation) and each.row else "!" for each in read]


@each_row(
    ("text", "expected"),
    [
        ("In § 9.1(b), an entry for Rate Set 12, as set forth below, is added to the table.", ["12"]),
        ("In § 9.1(b), amend the table by adding entries for Rate Sets 12 and 13, as set forth below.", ["12", "13"]),
        ("In § 9.1(b), amend the table by adding entries for Zones 12 and 13, as set forth below.", ["!"]),
        ("In § 9.1(b), the entry for Pier, as set forth below, is revised in the table.", ["Pier"]),
        ("In § 9.1(b), the table is amended by adding an entry for Pier (as set out below).", ["Pier"]),
        ("In § 9.1(b), an entry for Pier, which reads as follows, is added to the table:", ["Pier"]),
        ("In § 9.1(b), amend the table by adding entries for Pier and Quay, respectively, to read as follows:", ["Pier", "Quay"]),
        ("In § 9.1(b), amend the table by adding an entry for Pier Bay, Florida, as set forth below.", ["Pier Bay, Florida"]),
        ("In § 9.1(b), the entry for Pier, as it appears in the table, is removed.", ["!"]),
        ("In § 9.1(b), amend the table by removing the entry for Pier, together with its note.", ["!"]),
        ("In § 9.1(b), the entry for Pier, except for the note, is removed from the table.", ["!"]),
    ],
)  # fmt: skip
def test_an_aside_is_no_part_of_the_name_of_a_row(text: str, expected: list[str]) -> None:
    assert rows(text) == expected


@each_row(
    ("text", "expected"),
    [
        ("In § 9.2, the definition of Harbor master, as set forth below, is added in alphabetical order.", ["add 9.2, definition of “Harbor master”"]),
        ("In § 9.2, revise the definitions of Harbor and Mole, respectively, to read as follows:", ["revise 9.2, definition of “Harbor”, 9.2, definition of “Mole”"]),
        ("In § 9.2, paragraphs (b) and (c), as set forth below, are added, and paragraph (e), as shown below, is revised.", ["add 9.2(b), 9.2(c)", "revise 9.2(e)"]),
        ("In § 9.2, add “as set forth below” after “fees” in paragraph (a).", ["add 9.2(a) as set forth below > fees after"]),
        ("In § 9.2, amend the first sentence by removing “A”.", ["remove 9.2:sentence(1) A > "]),
        ("In § 9.2, in the definition of “A” and “B”, “C” is removed.", ["remove 9.2, definition of “A”, 9.2, definition of “B” C > "]),
        ("In § 9.2, in the definition of “A”, “C” is removed and “D” is added in its place.", ["swap 9.2, definition of “A” C > D"]),
        ("In § 9.2, remove “(a),” and “(b),” and add in their place “(c),” and “(d),” respectively.", ["swap 9.2 (a),|(b), > (c),|(d),"]),
    ],
)  # fmt: skip
def test_an_aside_is_no_part_of_a_term(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "In § 9.1, the definition of Harbor, following the definition of Mole, is removed.",
        "In § 9.1, the definition of Harbor, paragraph (2), is removed.",
        "In § 9.1, remove the definition of Harbor along with the note that follows it.",
        "In § 9.1, the definition of Harbor introductory text is revised.",
        "In § 9.1, amend the definition of Harbor in the first sentence by removing “A”.",
        "In § 9.1, in the definition of Harbor, the words “a pier” are removed.",
        "In § 9.1, paragraph (a) is amended as set forth below, and paragraph (b) is removed.",
        "In § 9.1, add the definition of Harbor after the definition of Fork and before the definition of Mole.",
        "In § 9.1, the definition of “Harbor”, “A” is removed.",
        "In § 9.1, paragraph (a), amend the heading by removing “A”.",
        "In § 9.1, the heading is amended as set forth below; paragraph (b) is removed.",
        "Amend § 9.1 by removing the heading “Duties” of paragraph (b) and adding in its place “Fees”.",
        "In § 9.1(c), remove the last sentence, which reads as follows: “It says why.”",
    ],
)
def test_what_may_be_an_aside_is_doubted(text: str) -> None:
    assert {type(each) for each in reads(instruction(text))} == {Refusal}


@each_row(
    ("text", "expected"),
    [
        ("Amend § 9.2 by removing the heading of paragraph (b) and adding a heading in its place.", ["revise 9.2(b):heading"]),
        ("In § 9.2, remove the heading of paragraph (b) and add in its place a new heading to read as follows:", ["revise 9.2(b):heading"]),
        ("In § 9.2(b), remove the introductory text and in its place add introductory text to read as follows:", ["revise 9.2(b):intro"]),
        ("In § 9.2, the heading of paragraph (b) is removed and a heading is added in its place.", ["revise 9.2(b):heading"]),
        ("In § 9.2, remove the headings of paragraphs (b) and (c) and add headings in their place.", ["revise 9.2(b):heading, 9.2(c):heading"]),
        ("Remove the heading of subpart C and add a heading in its place.", ["revise subpart C to 9:heading"]),
        ("In § 9.2, remove the heading of paragraph (b) and add introductory text in its place.", [_IN_PLACE] * 2),
        ("In § 9.2, remove the heading in paragraph (b) and add the heading “Fees” in its place.", [_IN_PLACE] * 2),
        ("In § 9.2, remove the table in paragraph (b) and add a new table in its place.", [_IN_PLACE] * 2),
        ("In § 9.2, remove paragraph (b) and add paragraphs (b) and (c) in its place.", ["remove 9.2(b)", "add 9.2(b), 9.2(c)"]),
    ],
)  # fmt: skip
def test_what_comes_in_its_place_is_the_same_part(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@each_row(
    ("text", "expected"),
    [
        ("Revise the definition of “tar” and remove the definition of “Lease” in § 9.1 and remove § 9.2.", [_TERM, "remove 9.1, definition of “Lease”", "remove 9.2"]),
        ("Revise the heading and remove paragraph (b) of § 9.1 and remove § 9.2.", [_SECTION, "remove 9.1(b)", "remove 9.2"]),
        ("Remove “A” and revise the definition of “tar” in § 9.1 and remove § 9.2.", [_SECTION, "revise 9.1, definition of “tar”", "remove 9.2"]),
        ("Remove § 9.2, revise the definition of “tar” and remove the definition of “Lease” in § 9.1.", ["remove 9.2", _SECTION, "remove 9.1, definition of “Lease”"]),
        ("Revise § 9.2 and add paragraph (c) and remove paragraph (d) in § 9.1.", ["revise 9.2", _SECTION, "remove 9.1(d)"]),
        ("Redesignate § 9.2 as § 9.3, revise paragraph (a) and remove paragraph (b) in § 9.1.", ["redesignate 9.2 as 9.3", _SECTION, "remove 9.1(b)"]),
        ("Redesignate § 9.2 as § 9.3 and revise paragraph (a).", ["redesignate 9.2 as 9.3", "revise 9.3(a)"]),
    ],
)  # fmt: skip
def test_a_place_behind_several_acts_may_be_that_of_all(text: str, expected: list[str]) -> None:
    assert shown(text) == expected
    refused = {str(each.target) for each in reads(instruction(text, targets=())) if isinstance(each, Refusal)}
    assert ("12 CFR 9.1" in refused) is any(each in expected for each in (_SECTION, _TERM))


@pytest.mark.parametrize(
    ("before", "doubted"), [("It is $5. It may rise.", True), ("A $5 fee is due.", True), ("It is $5 Or less.", False)]
)
def test_a_mark_that_the_text_has_is_not_put_in_twice(before: str, doubted: bool) -> None:
    one = provision(before)
    outcome = apply(tree(one), reads(instruction("In § 9.1, remove “$5”, and add “$6.” in its place.")))
    assert bool(outcome.refusals) is doubted
