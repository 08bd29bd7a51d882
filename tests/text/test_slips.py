"""Slips of the pen in instructions are mended in formal words alone; other phrasings of the same acts are read."""

# ruff: noqa: E501 (the words of instructions read best in one line)

import pytest

from regtrack.model.scope import path_of
from regtrack.text.applying import apply
from regtrack.text.slips import mended
from tests.rows import each_row
from tests.text.shapes import instruction, reads, tree
from tests.text.test_beside import shown


@each_row(
    ("text", "meant"),
    [
        ("a new pargraph (e)", "a new paragraph (e)"),
        ("Paragarph (e) is removed", "Paragraph (e) is removed"),
        ("to read as folllows:", "to read as follows:"),
        ("to read as follow:", "to read as follows:"),
        ("is amended be revising", "is amended by revising"),
        ("and by by removing", "and by removing"),
        ("at at the end", "at the end"),
        ("the defintion of", "the definition of"),
        ("add (x), (y). and (z)", "add (x), (y), and (z)"),
        ("paragraph (b) (2)", "paragraph (b)(2)"),
        ("paragraphs (b)(1)(iii) (A) and (B)", "paragraphs (b)(1)(iii)(A) and (B)"),
        ("paragraphs (h)(2) though (4)", "paragraphs (h)(2) through (4)"),
        ("remove ``a bank's'' and add ``that''", "remove “a bank's” and add “that”"),
    ],
)
def test_slips_are_mended(text: str, meant: str) -> None:
    assert mended(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "remove “pargraph (b) (2)” and add “paragraph”",
        "paragraphs (b) (c) and (d)",
        "the reading room and the padding of the beading",
        "words that follow “A”, as followed",
        "in all that that section says",
        "paragraph (y). (z) is new",
    ],
)
def test_nothing_else_is(text: str) -> None:
    assert mended(text) == text


@each_row(
    ("text", "expected"),
    [
        ("Section 9.2 is amended at paragraph (a)(7) by removing “or” after the semicolon, at paragraph (a)(8) by removing the period and adding “; or” in its place, and by adding paragraph (a)(9)",
         ["remove 9.2(a)(7) or > ; after", "swap 9.2(a)(8) . > ; or", "add 9.2(a)(9)"]),
        ("Appendixes A1, A2 and C to part 9 are revised to read as follows:", ["revise app. A1 to 9, app. A2 to 9, app. C to 9"]),
        ("Amend § 9.2 by redesignating paragraph (b)(6) as (b)(5); and revising newly designated (b)(5).", ["redesignate 9.2(b)(6) as 9.2(b)(5)", "revise 9.2(b)(5)"]),
        ("Amend § 9.407 (Item 407) by revising paragraph (b).", ["revise 9.407(b)"]),
        ("Amend § 9.2 by designating the undesignated text as paragraph (a) and adding paragraph (b).", ["designate 9.2 as 9.2(a)", "add 9.2(b)"]),
        ("Amend § 9.2 by designating the text of paragraph (e) as paragraph (e)(1) and adding paragraph (e)(2).", ["designate 9.2(e) as 9.2(e)(1)", "add 9.2(e)(2)"]),
        ("Amend § 9.2 by removing the period at the end of paragraph (a) and in its place adding a semicolon;", ["swap 9.2(a) . > ; at end"]),
        ("In § 9.2, remove “A” and in its place add “B”.", ["swap 9.2 A > B"]),
        ("In § 9.2, in paragraph (b), following the words “Standard”, remove the text “, 2020”; and", ["remove 9.2(b) , 2020 > Standard after"]),
        ("In § 9.2(d), removing the word “and” that appears after the punctuation “;”.", ["remove 9.2(d) and > ; after"]),
        ("In § 9.2(c)(1), removing “A” and adding “B” in both places.", ["swap 9.2(c)(1) A > B 2 times"]),
        ("In § 9.2(c)(1), remove “A” and add “B” in each place.", ["swap 9.2(c)(1) A > B each"]),
        ("In § 9.2, redesignate paragraph (a)(1) as paragraph (a)(2), and remove “A” and add “B” in its place wherever it appears.",
         ["redesignate 9.2(a)(1) as 9.2(a)(2)", "swap 9.2 A > B each"]),
        ("Section 9.2 is revised by adding “C” after “A” in paragraph (b)(1).", ["add 9.2(b)(1) C > A after"]),
        ("Section 9.2(b) is revised by removing “A”, and paragraph (c) is removed.", ["remove 9.2(b) A > ", "remove 9.2(c)"]),
        ("In § 9.2, remove the definition Fiscal year and add the definition Year of account in alphabetical order",
         ["remove 9.2, definition of “Fiscal year”", "add 9.2, definition of “Year of account”"]),
        ("In § 9.2, remove the definition of Bank, add the definition of Branch, and revise paragraph (c).",
         ["remove 9.2, definition of “Bank”", "add 9.2, definition of “Branch”", "revise 9.2(c)"]),
        ("In § 9.2, revise the definition of Bank and add “Branch” after “fund” in paragraph (b).", ["revise 9.2, definition of “Bank”", "add 9.2(b) Branch > fund after"]),
        ("Section 9.2 is amended by revising the definition of “Bank”, paragraph (3), and adding the definition of “Vault”.",
         ["revise 9.2, definition of “Bank”, paragraph (3)", "add 9.2, definition of “Vault”"]),
        ("In § 9.2, revise the definition of “Bank”, paragraph (1) of the definition of “Kin”, and paragraph (b).",
         ["revise 9.2, definition of “Bank”, 9.2, definition of “Kin”, paragraph (1), 9.2(b)"]),
        ("In § 9.2, revise the definitions of “Bank” and “Vault”, paragraph (3).", ["!a paragraph of no certain definition"]),
        ("In § 9.2, revise the definition Bank and paragraph (b).", ["revise 9.2, definition of “Bank”, 9.2(b)"]),
        ("In § 9.2, revise the definition of Bank in paragraph (b) and add paragraph (c).", ["revise 9.2(b), definition of “Bank”", "add 9.2(c)"]),
        ("In § 9.2, revise the definition of Bank in paragraphs (b) and (c).", ["!a definition of no certain paragraph"]),
        ("In § 9.2, remove the definition of Fund and add the definition of Bank in its place.", ["remove 9.2, definition of “Fund”", "add 9.2, definition of “Bank”"]),
        ("Amend § 9.407 (Rule 407) and § 9.408 (Item 408) by removing “A”.", ["remove 9.407, 9.408 A > "]),
        ("Amend § 9.2 by removing the second sentence of paragraph (a), and by adding a sentence in its place in paragraph (b).",
         ["remove 9.2(a):sentence(2)", "!sentences that are not counted"]),
    ],
)  # fmt: skip
def test_other_phrasings_of_the_same_are_read(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


def test_a_definition_ends_before_the_next_verb() -> None:
    first, *others = shown("In § 9.2, revise the definition of Bank, remove “Branch”, and add paragraph (c).")
    assert first == "revise 9.2, definition of “Bank”"
    assert others == ["!words of no certain paragraph; expected the place beside them", "add 9.2(c)"]


@each_row(
    ("text", "verbs"),
    [
        (
            "The incorporation by reference in 12 CFR 9.1 of Order 7400.2, Areas and Points, dated August 1, 2031, is amended as follows:",
            ["amend 12 CFR 9.1"],
        ),
        (
            "Amend Form 10-Z (referenced in § 9.1) by revising Item 6 of Part II to read as follows:",
            ["revise 12 CFR 9.1"],
        ),
        ("By amending Form N-9 (referenced in § 9.1) by removing paragraph (b) of Item 6.", ["remove 12 CFR 9.1"]),
    ],
)
def test_what_a_section_names_and_does_not_say_changes_no_words(text: str, verbs: list[str]) -> None:
    read = reads(instruction(text, number="3", targets=()))
    assert [f"{each.verb} {each.target}" for each in read] == [f"{each}:uncodified" for each in verbs]
    assert apply(tree(), read).tree == tree()


@pytest.mark.parametrize(
    "text",
    [
        "Section 9.1 and Form 10-Z (referenced in § 9.1) are amended by revising paragraph (b).",
        "Amend Form 10-Z (referenced in § 9.1) by revising Item 3, and revise § 9.1(b).",
    ],
)
def test_a_section_that_is_named_itself_too_is_doubted(text: str) -> None:
    found = apply(tree(), reads(instruction(text, "(b) New.", targets=())))
    assert found.tree == tree()
    assert found.doubts(path_of("12 CFR 9.1"), ("(b)",))


def test_steps_of_a_form_are_of_the_form() -> None:
    opens = instruction("Amend Form 10-Z (referenced in § 9.1) by:", number="3", targets=())
    read = reads(opens, instruction("a. Removing paragraph (b); and", number="3.a", targets=()))
    assert {str(each.target) for each in read} == {"12 CFR 9.1:uncodified"}
