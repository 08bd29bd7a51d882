"""What goes on in the place before, what turns to another one, and what a refusal reaches where that is not certain."""

# ruff: noqa: E501 (the words of instructions read best in one line)

from regtrack.model.scope import path_of
from regtrack.text.applying import apply
from regtrack.text.operations import Refusal, TextOperation
from tests.rows import each_row
from tests.text.shapes import instruction, provision, reads, tree
from tests.text.test_beside import shown

_UNPLACED = "!a sentence of no certain paragraph"
_MISCOUNTED = "!provisions that go to more or fewer places; expected as many"
_VERBS = "!paragraphs that two verbs may reach; expected them apart"
_TWO = "!a provision that may be meant itself, or as the place of the words beside it; expected them apart"
_SUBPART = "!a subpart that may be meant itself, or where a heading stands; expected them apart"
_ITSELF = "!a paragraph that may be meant itself, or a part of it; expected them apart"
_SECTION = "!paragraphs of no certain section; expected each with its own"


@each_row(
    ("text", "expected"),
    [
        ("In § 9.2, paragraph (a), in the first sentence, remove “he” and add in its place “the bank”; and in the second sentence, remove “his”.",
         ["swap 9.2(a):sentence(1) he > the bank", "remove 9.2(a):sentence(2) his > "]),
        ("Amend § 9.2 in paragraph (c)(2), in the last sentence, by removing “A”, and in the first sentence, by removing “B”.",
         ["remove 9.2(c)(2):sentence(last) A > ", "remove 9.2(c)(2):sentence(1) B > "]),
        ("In § 9.2, paragraph (a), revise the first sentence, and in the second sentence, remove “B”.",
         ["revise 9.2(a):sentence(1)", "remove 9.2(a):sentence(2) B > "]),
        ("In § 9.2(a), the first sentence is amended by removing “A”, and the second sentence is amended by removing “B”.",
         ["remove 9.2(a):sentence(1) A > ", "remove 9.2(a):sentence(2) B > "]),
        ("In § 9.2, paragraph (a), in the first sentence, remove “A”; and in § 9.3, in the second sentence, remove “B”.",
         ["remove 9.2(a):sentence(1) A > ", "remove 9.3:sentence(2) B > "]),
        ("In § 9.2, in paragraphs (a) and (b), in the first sentence, remove “A”; and in the second sentence, remove “B”.",
         ["remove 9.2(a):sentence(1), 9.2(b):sentence(1) A > ", _UNPLACED]),
        ("In § 9.2, revise paragraph (a), and in the second sentence, remove “B”.", ["revise 9.2(a)", _UNPLACED]),
        ("In § 9.2(a), in the first sentence, remove “A”; in paragraph (b), remove “B”; and in the second sentence, remove “C”.",
         ["remove 9.2(a):sentence(1) A > ", "remove 9.2(b) B > ", _UNPLACED]),
        ("In § 9.2, remove the last sentence of paragraph (a) and paragraph (c).", [_ITSELF]),
        ("In § 9.2, revise the last sentence of paragraph (a) and paragraph (c).", ["revise 9.2(a):sentence(last), 9.2(c)"]),
    ],
)  # fmt: skip
def test_a_sentence_goes_on_in_the_paragraph_before(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@each_row(
    ("text", "expected"),
    [
        ("In § 9.2, paragraphs (a) and (b), remove “A”, and paragraph (d), remove “B”.",
         ["remove 9.2(a), 9.2(b) A > ", "remove 9.2(d) B > "]),
        ("In § 9.2, remove “A”, and § 9.3, remove “B”.", ["remove 9.2 A > ", "remove 9.3 B > "]),
        ("In § 9.2, remove “A” in paragraph (a), paragraph (b), remove “B”.", ["remove 9.2(a), 9.2(b) A > ", "!words of no certain paragraph; expected the place beside them"]),
        ("In § 9.2, paragraph (b), first sentence, remove “A” and add “B” in its place; last sentence, remove “C”.",
         ["swap 9.2(b):sentence(1) A > B", "remove 9.2(b):sentence(last) C > "]),
        ("In § 9.2(a), “A” is removed and, in the second sentence, “B” is removed.", ["remove 9.2(a) A > ", "remove 9.2(a):sentence(2) B > "]),
        ("In § 9.2(a), “A” is removed in the first sentence and “B” is removed.", ["remove 9.2(a):sentence(1) A > ", "remove 9.2(a) B > "]),
        ("In § 9.2, paragraph (b), heading, remove “A”; first sentence, remove “B”.",
         ["remove 9.2(b):heading A > ", "remove 9.2(b):sentence(1) B > "]),
        ("In § 9.2, at the end of paragraph (a), remove “; and” and add a period in its place, and at the end of paragraph (b), remove the period and add “; and” in its place.",
         ["swap 9.2(a) ; and > . at end", "swap 9.2(b) . > ; and at end"]),
        ("In § 9.2(a), remove “A” and paragraph (b).", [_TWO]),
        ("In § 9.2, paragraph (a) is amended by removing “A”, and paragraph (b) is removed.", ["remove 9.2(a) A > ", "remove 9.2(b)"]),
        ("Remove the second sentence of § 9.2(a) and paragraph (b) of § 9.3.", ["remove 9.2(a):sentence(2), 9.3(b)"]),
        ("Redesignate paragraph (b) of § 9.2 as paragraph (c) and paragraph (b) of § 9.3 as paragraph (d).", [_SECTION]),
        ("Remove § 9.2(a), (b), and paragraph (c) of § 9.3.", [_SECTION]),
        ("In § 9.2, paragraph (a), remove “A”, paragraph (b), introductory text, remove “B”, and paragraph (c), heading, remove “C”.",
         ["remove 9.2(a) A > ", "remove 9.2(b):intro B > ", "remove 9.2(c):heading C > "]),
        ("In § 9.2, definition of “Bank”, remove “A”; definition of “Branch”, remove “B”; and paragraph (c), remove “C”.",
         ["remove 9.2, definition of “Bank” A > ", "remove 9.2, definition of “Branch” B > ", "remove 9.2(c) C > "]),
        ("Section 9.2, paragraph (a), is amended by removing “A”; paragraph (b), by removing “B”; and paragraph (c), by adding “D” after “C”.",
         ["remove 9.2(a) A > ", "remove 9.2(b) B > ", "add 9.2(c) D > C after"]),
        ("Sections 9.1(a) and 9.2(b) are amended by removing “A”; § 9.3(c), by removing “B”.", ["remove 9.1(a), 9.2(b) A > ", "remove 9.3(c) B > "]),
        ("In § 9.2, paragraph (a), revise the heading, and paragraph (b), remove the last sentence.", [_VERBS, _VERBS]),
 ("In § 9.2, the words “A” are removed from paragraph (a), the last sentence of paragraph (b) is removed, and paragraph (c) is revised.",
         ["remove 9.2(a) A > ", "remove 9.2(b):sentence(last)", "revise 9.2(c)"]),
        ("In § 9.2(a)(1), remove “A”, and in paragraph (2), remove “B”.", ["remove 9.2(a)(1) A > ", "!a paragraph of no certain level"]),
        ("Remove “A” in §§ 9.1(a), 9.2(b)(1), and 9.3(c), second sentence.", [_UNPLACED]),
        ("Revise § 9.1(a), and § 9.2(b), remove “A”.", [_VERBS, _VERBS]),
        ("Amend § 9.2(b) by revising the definition of “Bank”, adding the definition of “Branch”, and removing paragraph (c).",
         ["revise 9.2(b), definition of “Bank”", "add 9.2(b), definition of “Branch”", "remove 9.2(c)"]),
    ],
)  # fmt: skip
def test_a_place_before_a_verb_is_that_of_the_verb(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@each_row(
    ("text", "expected"),
    [
        ("In § 9.2, paragraphs (c) through (e) are redesignated as paragraphs (d) through (h), respectively, and a new paragraph (c) is added.", [_MISCOUNTED] * 2),
        ("In § 9.2, paragraphs (c) and (d) are redesignated as paragraphs (e), (f), and (g), and paragraph (c) is added.", [_MISCOUNTED] * 2),
        ("In § 9.2, paragraph (c) is redesignated as paragraphs (d) and (e), and paragraph (f) is removed.", [_MISCOUNTED] * 2),
        ("In § 9.2, paragraphs (b) and (c) are redesignated as paragraphs (d), (e), and (f), and paragraphs (g) and (h) are added.", [_MISCOUNTED] * 2),
        ("Sections 9.1 through 9.3 are redesignated as §§ 9.11 through 9.15, and § 9.20 is removed.", [_MISCOUNTED] * 2),
        ("Sections 9.1, 9.2, and 9.3 are redesignated as §§ 9.4 and 9.5, and § 9.6 is added.", [_MISCOUNTED] * 2),
        ("In § 9.2, redesignate paragraphs (c) and (d) as paragraphs (d) through (f), and (g) as (h).", [_MISCOUNTED]),
        ("Sections 9.1 through 9.3 are redesignated as §§ 9.11 through 9.13, and § 9.20 is removed.",
         ["redesignate 9.1, 9.2, 9.3 as 9.11, 9.12, 9.13", "remove 9.20"]),
        ("Redesignate §§ 9.1 and 9.2 as §§ 9.11 and 9.12, and § 9.3(a) as § 9.3(b).", ["redesignate 9.1, 9.2, 9.3(a) as 9.11, 9.12, 9.3(b)"]),
        ("In § 9.2, paragraph (b) is redesignated as paragraph (c), and (b) is added.", ["redesignate 9.2(b) as 9.2(c)", "add 9.2(b)"]),
        ("In § 9.2, paragraphs (c) and (d) are redesignated as paragraphs (e) and (f), and paragraphs (c) and (d) are added.",
         ["redesignate 9.2(c), 9.2(d) as 9.2(e), 9.2(f)", "add 9.2(c), 9.2(d)"]),
    ],
)  # fmt: skip
def test_what_goes_to_more_places_is_not_shared_out(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@each_row(
    ("text", "expected"),
    [
        ("Subpart D is amended by adding an undesignated center heading and § 9.10 to read as follows:", ["add subpart D to 9:heading, 9.10"]),
        ("In subpart D, the undesignated center heading “Fees” is removed, and § 9.10 is revised.", ["remove subpart D to 9:heading", "revise 9.10"]),
        ("In subpart D, the heading is revised to read as follows:", ["revise subpart D to 9:heading"]),
        ("Add § 9.10 and an undesignated center heading to subpart D to read as follows:", ["add 9.10, subpart D to 9:heading"]),
        ("Add an undesignated center heading and § 9.10 to subpart D to read as follows:", ["add 9.10, subpart D to 9:heading"]),
        ("Revise the headings of subparts D and E to read as follows:", ["revise subpart D to 9:heading, subpart E to 9:heading"]),
        ("Remove subpart D and its undesignated center heading.", [_SUBPART]),
        ("Remove the undesignated center heading “Fees”.", ["remove 9:heading"]),
    ],
)  # fmt: skip
def test_a_heading_in_a_subpart_is_told_there(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@each_row(
    ("steps", "doubted"),
    [
        (["In § 9.1, revise the heading of paragraph (b), and in the second sentence, remove “it”."], "(a) (c)"),
        (["In § 9.1(c), in the heading, remove “Penalties” and add “Fees” in its place, and in the last sentence, remove “It”."], ""),
        (["In § 9.1:", "In paragraph (c), in the first sentence, remove “notice” and add “word” in its place; and", "In the last sentence, remove “It”."], "(a) (c)"),
        (["In § 9.1, in paragraph (c), remove “$100”, and in the introductory text, remove “it”."], "(a) (c)"),
        (["In § 9.1(a)(1), revise paragraph (i) by removing “five”."], "(a) (c)"),
        (["In § 9.1(c), remove the first sentence, and in the second sentence, remove “it”."], "(c)"),
        (["In § 9.1:", "In paragraph (c), remove the first sentence.", "In the second sentence of paragraph (c), remove “it”."], "(c)"),
        (["In § 9.1:", "In paragraph (c), remove the last sentence.", "In the second sentence of paragraph (c), remove “it”."], ""),
        (["In § 9.1(c), remove the second sentence and revise the second sentence by removing “It”."], "(c)"),
        (["In § 9.1, paragraph (c), remove the second sentence and add two sentences in its place."], "(c)"),
    ],
)  # fmt: skip
def test_a_refusal_of_no_certain_place_reaches_the_section(steps: list[str], doubted: str) -> None:
    numbers = ["1", *("1." + letter for letter in "abc")]
    read = reads(*(instruction(text, number=number) for number, text in zip(numbers, steps, strict=False)))
    found = apply(tree(), read)
    paths = [("(a)",), ("(c)",)]
    assert " ".join(step for (step,) in paths if found.doubts(path_of("12 CFR 9.1"), (step,))) == doubted


def test_a_sentence_of_a_section_without_paragraphs_is_its_own() -> None:
    one = provision("One A is here. Two B are here.")
    found = apply(
        tree(one), reads(instruction("In § 9.1, in the second sentence, remove “B” and add “C” in its place."))
    )
    assert [each.words for each in found.tree[one.path].paragraphs] == ["One A is here. Two C are here."]
    assert not any(isinstance(each, Refusal) for each in found.refusals)
    assert all(
        isinstance(each, TextOperation) for each in reads(instruction("In § 9.1, in the first sentence, remove “A”."))
    )


def test_a_refusal_reaches_each_appendix_that_is_named() -> None:
    read = reads(instruction("Appendix A is redesignated as appendix B, and appendix C is removed.", targets=()))
    refused = {each.target.provision[-1] for each in read if isinstance(each, Refusal)}
    assert {"app. A", "app. B", "app. C"} <= refused


def test_a_heading_of_a_table_has_more_than_one_word() -> None:
    listed = "In § 9.2(h), the List of Mixed Wildlife, add an entry for “Owl, grey” under Water Birds to the List of Mixed Wildlife"
    assert [*shown(f"{listed}, and remove the entry for “Eel” under Fishes and add paragraph (i).")] == [
        "add 9.2(h)",
        "remove 9.2(h)",
        "add 9.2(i)",
    ]
    rows = "In § 9.2, in the table in paragraph (j), under New Avalon, remove the entry for “Owl”."
    assert [str(each.target) for each in reads(instruction(rows)) if isinstance(each, TextOperation)] == [
        "12 CFR 9.2(j)"
    ]
