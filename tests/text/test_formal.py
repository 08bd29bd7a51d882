"""An instruction is read whole or not at all."""

# ruff: noqa: E501 (the words of instructions read best in one line)

import re

from regtrack.model.scope import Path, path_of
from regtrack.text.applying import apply
from tests.rows import each_row
from tests.text.shapes import amended, instruction, reads, tree

HERE = path_of("12 CFR 9.1")
READ = (
    ("Amend § 9.1 by revising paragraph (c) to read as follows:", "(c) New."),
    ("In § 9.1, revise paragraphs (a)(1) and (b) introductory text to read as follows:", "(a) * * *\n(1) N.\n(b) N:\n* * * * *"),
    ("In § 9.1, paragraphs (a)(1) and (c) are removed.", ""),
    ("Section 9.1 is amended by removing “lender” in paragraph (a)(1) and adding in its place “bank”.", ""),
    ("In § 9.1, remove the word “lender” wherever it appears and add, in its place, the word “bank”.", ""),
    ("Amend § 9.1 by redesignating paragraph (c) as paragraph (d) and adding a new paragraph (c) to read as follows:",
     "* * * * *\n(c) New."),
    ("In § 9.1, add the words “or bank” after the word “lender” in paragraph (c).", ""),
    ("In § 9.1, revise the second sentence of paragraph (c) to read as follows:", "(c) * * * It may. * * *"),
    ("In § 9.1, redesignate paragraphs (b) and (c) as paragraphs (c) and (d), respectively.", ""),
)  # fmt: skip


@each_row(("text", "print_"), READ)
def test_one_more_word_anywhere_leaves_it_unread(text: str, print_: str) -> None:
    assert amended(text, print_).tree != tree()
    outside = re.sub("“[^”]*”", lambda quoted: "x" * len(quoted[0]), text)
    for blank in (each.start() for each in re.finditer(" ", outside) if outside[each.start() - 1] != "§"):
        for word in ("mostly", "except", "2031"):
            more = f"{text[:blank]} {word}{text[blank:]}"
            found = amended(more, print_)
            assert found.tree == tree(), more
            assert found.refusals, more


@each_row(
    ("text", "reason"),
    [
        ("In § 9.1(c), remove “notice” from the phrase “to give notice”.", "from"),
        ("Revise item 5 of the introductory text of § 9.1 to read as follows:", "item 5"),
        ("Amend § 9.1 in Category I by removing paragraph (b).", "Category I"),
        ("Amend § 9.1(a) by removing the quote marks in the first sentence.", "quote marks"),
        ("In § 9.1, in paragraph (a)(1)(a-1), remove the word “lender”.", "1"),
        ("In § 9.1, paragraph (c), remove the citation.", "citation"),
        ("In § 9.1, revise “lender” and paragraph (b).", "nothing is done"),
        ("Amend § 9.1 by removing paragraph (b) to read as follows until March.", "until March"),
        (
            "In § 9.1, remove “lender” wherever it appears in the table and add “bank” in its place.",
            "a part of a table",
        ),
        ("Amend the authority citation for part 9 and § 9.1 by removing paragraph (a).", "beside an authority"),
    ],
)
def test_what_is_left_over_is_told(text: str, reason: str) -> None:
    found = amended(text, "(b) New.")
    assert found.tree == tree()
    assert any(reason in each.reason for each in found.doubts(HERE, ("(a)",))), found.refusals


@each_row(
    ("text", "targets", "doubted"),
    [
        ("§ 9.1(c) is.", ("12 CFR 9.1(c)",), (HERE, ("(c)",))),  # a paragraph that only the targets name
        ("In §§ 9.2 or so, 9.1, remove “A”.", ("12 CFR 9.2",), (HERE, ("(b)",))),  # a section that nothing reads
        ("Amend § 9.1 by removing the contents entry for § 9.2 and adding paragraph (c).", (), (HERE, ("(c)",))),
        ("In § 9.1, transfer paragraph (b) to § 9.2.", ("12 CFR 9.1(b)",), (HERE, ("(b)",))),
    ],
)
def test_what_is_refused_is_doubted(text: str, targets: tuple[str, ...], doubted: tuple[Path, Path]) -> None:
    found = apply(tree(), reads(instruction(text, targets=targets)))
    assert found.tree == tree()
    assert found.doubts(*doubted)


def test_what_is_left_over_in_a_step_leaves_its_section_in_doubt_and_no_other() -> None:
    found = apply(tree(), reads(instruction("In § 9.2, remove paragraph (a) on Mondays.", targets=("12 CFR 9.2",))))
    assert found.doubts(path_of("12 CFR 9.2"), ("(b)",))
    assert not found.doubts(HERE, ("(a)",))


def test_a_step_that_is_refused_leaves_what_it_is_a_step_in_in_doubt() -> None:
    opens = instruction("Section 9.1 is amended by:", number="3", targets=("12 CFR 9.1",))
    step = instruction("b. Removing the entries for §§ 9.2(b) and 9.3.", number="3.b", targets=("12 CFR 9.2(b)",))
    assert {"12 CFR 9.1", "12 CFR 9.2(b)"} <= {str(each.target) for each in reads(opens, step)}


def test_what_is_refused_of_a_table_reaches_the_subpart_that_it_stands_in() -> None:
    text = "Table 3 to subpart B of part 9 is amended by revising the entries for §§ 9.1(e) and 9.2 to read as follows:"
    found = apply(tree(), reads(instruction(text, targets=())))
    assert "subpart B to 12 CFR 9" in {str(each.target) for each in found.refusals}
