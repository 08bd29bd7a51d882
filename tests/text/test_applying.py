"""What operations make of a section: semantics of the amendatory language."""

# ruff: noqa: E501 (the words of instructions read best in one line)

import attrs
import pytest

from regtrack.model.scope import path_of
from regtrack.text.applying import apply
from regtrack.text.instruction import Instruction
from regtrack.text.operations import Refusal, Verb
from regtrack.text.outline import outline
from regtrack.text.printed import read_lines
from regtrack.text.provision import Paragraph, Provision
from tests.rows import each_row
from tests.text.shapes import SECTION, amended, instruction, provision, reads, tree, words

HERE = path_of("12 CFR 9.1")


def test_revise_replaces_a_paragraph_with_what_stands_under_it() -> None:
    found = amended(
        "Section 9.1 is amended by revising paragraph (b) to read as follows:", "* * * * *\n(b) New words.\n* * * * *"
    )
    assert not found.refusals or "stars" in str(found.refusals[0])
    sure = amended(
        "Section 9.1 is amended by revising paragraph (b) to read as follows:",
        "* * * * *\n(b) New:\n(1) One.\n(c) * * *",
    )
    assert [each for each in words(sure) if each.startswith("(b)")] == ["(b) New:", "(b)(1) One."]


def test_absence_deletes_and_stars_keep() -> None:
    kept = amended(
        "Amend § 9.1 by revising paragraph (b) to read as follows:", "(b) * * *\n(1) New records; and\n(2) * * *"
    )
    assert "(b)(2)(i) In writing; or" in words(kept)
    assert "(b)(1) New records; and" in words(kept)
    gone = amended("Amend § 9.1 by revising paragraph (b)(2) to read as follows:", "(b) * * *\n(2) Give notice.")
    assert not any(each.startswith("(b)(2)(i)") for each in words(gone))


def test_introductory_text_leaves_what_stands_under_it() -> None:
    found = amended(
        "Section 9.1 is amended by revising paragraph (b) introductory text to read as follows:",
        "(b) <i>Duties.</i> Each lender shall:\n* * * * *",
    )
    assert "(b) Duties. Each lender shall:" in words(found)
    assert len(words(found)) == len(words(tree()))


def test_respectively_is_one_move_over_the_state_before() -> None:
    found = amended(
        "Section 9.1 is amended by redesignating paragraphs (a) through (c) as paragraphs (b) through (d), respectively, "
        "and adding a new paragraph (a) to read as follows:",
        "(a) First of all.\n* * * * *",
    )
    assert not found.refusals
    assert words(found)[0] == "(a) First of all."
    assert "(b)(1) A lender that makes fewer than five loans is exempt." in words(found)
    assert [origin.verb for origin in found.origins[HERE, ("(b)", "(1)")]] == [Verb.REDESIGNATE]
    was = found.origins[HERE, ("(b)", "(1)")][0].was
    assert was is not None
    assert str(was) == "12 CFR 9.1(a)(1)"


def test_newly_redesignated_addresses_the_state_after() -> None:
    found = amended(
        "Section 9.1 is amended by removing paragraph (b), redesignating paragraph (c) as paragraph (b), and revising newly "
        "redesignated paragraph (b) to read as follows:",
        "(b) The penalty is $200.",
    )
    assert not found.refusals
    assert words(found)[-1] == "(b) The penalty is $200."


def test_reserved_keeps_the_designator() -> None:
    assert "(b) [Reserved]" in words(amended("In § 9.1, paragraph (b) is removed and reserved."))
    section = amended("Section 9.1 is removed and reserved.")
    assert section.tree[HERE].reserved


@each_row(
    ("text", "print_", "reason"),
    [
        ("Amend § 9.1 by adding paragraph (a)(1).", "(a) * * *\n(1) Again.", "is there already"),
        ("Amend § 9.1 by revising paragraph (f).", "(f) New.", "is not there"),
        ("Amend § 9.1 by removing paragraph (f).", "", "is not there"),
        ("Amend § 9.1 by adding paragraph (f)(1).", "(f) * * *\n(1) New.", "is not there"),
        ("Amend § 9.1 by revising paragraph (a).", "(b) Not this one.", "nothing printed for it"),
        ("In § 9.1(c), remove “euro” and add in its place “dollar”.", "", "does not stand"),
        ("In § 9.1, remove “lender” and add in its place “creditor”.", "", "times"),
        ("Amend § 9.1 by redesignating paragraphs (a) and (b) as paragraph (d).", "", "as many"),
        ("Amend § 9.1 by redesignating paragraph (a) as paragraph (c).", "", "is there already"),
        ("Revise § 9.2 to read as follows:", "§ 9.2 Other.\n(a) Words.", "is not there"),
        ("Amend § 9.1 by doing something else with paragraph (a).", "", "expected"),
        ("Amend § 9.1 by modifying paragraph (a) to read as follows:", "(a) New.", "nothing reads"),
        ("In § 9.1, transfer paragraph (b) to § 9.2.", "", "goes elsewhere"),
        ("In § 9.1, redesignate paragraph (b) introductory text as paragraph (b)(1).", "", "gets a designator"),
        ("In § 9.1, designate the existing text as paragraph (d).", "", "gets a designator"),
        (
            "In § 9.1, the table in paragraph (a) is amended by modifying the listing for X.",
            "(a) New.",
            "nothing reads",
        ),
    ],
)
def test_what_is_not_certain_changes_nothing_and_says_so(text: str, print_: str, reason: str) -> None:
    found = amended(text, print_)
    assert reason in " ".join(map(str, found.refusals))
    assert words(found) == words(tree())


def test_a_paragraph_under_a_refusal_is_doubted_and_its_neighbours_are_not() -> None:
    found = amended("Amend § 9.1 by adding paragraph (a)(1).", "(a) * * *\n(1) Again.")
    assert found.doubts(HERE, ("(a)", "(1)"))
    assert not found.doubts(HERE, ("(a)", "(2)"))


def test_a_paragraph_that_is_not_there_may_be_meant_elsewhere_in_its_section() -> None:
    found = amended("In § 9.1, remove paragraph (b)(2)(iii).", "", tree(provision(), provision(cited="12 CFR 9.2")))
    assert found.doubts(path_of("12 CFR 9.1"), ("(c)",))
    assert not found.doubts(path_of("12 CFR 9.2"), ("(c)",))


def test_words_for_words() -> None:
    once = amended("In § 9.1(c), remove “$100” and add in its place “$200”.")
    assert "$200" in words(once)[-1]
    each = amended("In § 9.1, remove “lender” and add in its place “creditor” wherever it appears.")
    assert not any(" lender " in line for line in words(each))
    assert "lenders" in words(each)[0]  # another word
    end = amended("Amend § 9.1 by removing the period at the end of paragraph (a)(1) and adding in its place “; and”.")
    assert words(end)[1].endswith("exempt; and")
    inside = amended("In § 9.1(c), remove “$100” and add in its place “a fine.”")  # the period is the sentence's
    assert "pays a fine. The" in words(inside)[-1]
    for end in ("“a fine,” and", "“a fine.” § 9.2 [Amended]"):
        assert "pays a fine. The" in words(amended(f"In § 9.1(c), remove “$100” and add in its place {end}"))[-1]
    beside = amended("In § 9.1(c), add “for cause” after “waive it.”")
    assert "waive it for cause." in words(beside)[-1]
    whole = amended("In § 9.1(c), remove “says why.” and add in its place “need not.”")
    assert words(whole)[-1].endswith("It need not.")
    phrase = amended("In § 9.1(c), remove “may waive it.”")
    assert "The Bureau. It says" in words(phrase)[-1]
    curly = amended("In § 9.1(c), remove “The Bureau may waive it.”")
    assert "waive" not in words(curly)[-1]


def test_sentences_are_counted() -> None:
    revised = amended(
        "In § 9.1, revise the second sentence of paragraph (c) to read as follows:",
        "(c) * * * The Bureau must waive it. * * *",
    )
    assert "pays $100. The Bureau must waive it. It says why." in words(revised)[-1]
    added = amended(
        "In § 9.1, add a new fourth sentence to paragraph (c) to read as follows:", "(c) * * * It is final."
    )
    assert words(added)[-1].endswith("It says why. It is final.")
    whole = amended(
        "In § 9.1, revise the second sentence of paragraph (c) to read as follows:",
        "(c) <i>Penalties.</i> A lender that fails to give notice pays $100. Nobody waives it. It says why.",
    )
    assert "pays $100. Nobody waives it. It says why." in words(whole)[-1]
    removed = amended("In § 9.1, remove the last sentence of paragraph (c).")
    assert words(removed)[-1].endswith("The Bureau may waive it.")


def test_a_heading_whose_emphasis_was_lost_is_no_sentence() -> None:
    before = tree(provision("(a) Basis for action. Nobody may act. The Bureau waits."))
    printed = "(a) <i>Basis for action.</i> Nobody may act. The Bureau must act."
    found = amended("In § 9.1, revise the last sentence of paragraph (a) to read as follows:", printed, before)
    assert words(found) == ["(a) Basis for action. Nobody may act. The Bureau must act."]


def test_a_section_revised_twice_on_one_day_is_what_the_later_instruction_says() -> None:
    one = instruction("Section 9.1 is amended by revising paragraph (c) to read as follows:", "(c) First.", "1")
    two = instruction("Section 9.1 is amended by revising paragraph (c) to read as follows:", "(c) Second.", "2")
    assert words(apply(tree(), reads(one, two)))[-1] == "(c) Second."


def test_steps_share_the_print_below_the_last_of_them() -> None:
    found = apply(
        tree(),
        reads(
            instruction("2. Section 9.1 is amended by:", "", "2"),
            instruction("a. Removing paragraph (a)(2);", "", "2.a"),
            instruction("b. Revising paragraph (c); and", "", "2.b"),
            instruction("c. Adding paragraph (d).", "* * * * *\n(c) New c.\n(d) New d.", "2.c"),
        ),
    )
    assert not found.refusals
    assert words(found)[-2:] == ["(c) New c.", "(d) New d."]
    assert not any(each.startswith("(a)(2)") for each in words(found))


def test_what_is_printed_in_full_and_not_named_should_be_as_it_was() -> None:
    same = amended(
        "Section 9.1 is amended by adding paragraph (d) to read as follows:",
        "(c) <i>Penalties.</i> A lender that fails to give notice pays $100. The Bureau may waive it. It says why.\n(d) New.",
    )
    assert not same.refusals
    other = amended("Section 9.1 is amended by adding paragraph (d) to read as follows:", "(c) Other words.\n(d) New.")
    assert any("not named" in str(each) for each in other.refusals)
    assert words(other)[-1] == "(d) New."
    assert "(c) Other words." not in words(other)


def test_what_only_says_that_others_follow_is_no_refusal() -> None:
    rows = (
        instruction("2. Amend part 9 as follows:", "", "2"),
        instruction("3. In § 9.1, remove paragraph (c).", "", "3"),
    )
    found = apply(tree(), reads(*rows))
    assert not found.refusals
    assert not any(each.startswith("(c)") for each in words(found))


def test_republishing_changes_nothing() -> None:
    found = amended("Section 9.1 is amended by republishing paragraph (a)(1).", "(a) * * *\n(1) Other.")
    assert words(found) == words(tree())
    assert found.refusals


def test_a_whole_section_is_added_revised_and_renumbered() -> None:
    added = amended("Section 9.2 is added to read as follows:", "§ 9.2 Borrowers.\n(a) A borrower pays.")
    assert words(added, "12 CFR 9.2") == ["(a) A borrower pays."]
    assert added.tree[path_of("12 CFR 9.2")].heading == "Borrowers."
    moved = amended("Redesignate § 9.1 as § 9.5.")
    assert HERE not in moved.tree
    assert words(moved, "12 CFR 9.5") == words(tree())


def test_definitions_go_in_by_the_alphabet() -> None:
    before = tree(
        provision("As used here:\n<i>Act</i> means the Act.\n<i>Loan</i> means money.\n<i>Year</i> means a year.")
    )
    found = amended(
        "In § 9.1, add in alphabetical order the definition of “Bureau” to read as follows:",
        "* * * * *\n<i>Bureau</i> means us.\n* * * * *", before,
    )  # fmt: skip
    assert [line.partition(" ")[2][:6] for line in words(found)] == ["used h", "Act me", "Bureau", "Loan m", "Year m"]
    revised = amended(
        "In § 9.1, revise the definition of “loan” to read as follows:", "<i>Loan</i> means a debt.", before
    )
    assert any(line.endswith("Loan means a debt.") for line in words(revised))


def test_words_without_a_designator_are_not_taken_for_part_of_what_stands_above() -> None:
    before = tree(provision("(a) One:\n(1) Two.\nThese words may belong to (a) or to the section."))
    found = amended("Section 9.1 is amended by removing paragraph (a)(1).", "", before)
    assert "may belong" in str(found.refusals[0])


def test_no_paragraph_changes_that_no_operation_names() -> None:
    other = provision(SECTION, "12 CFR 9.7")
    found = amended("Amend § 9.1 by revising paragraph (c).", "(c) New.", tree(provision(), other))
    assert found.tree[other.path] is other
    before = {p.address: p for p in provision().paragraphs}
    changed = {p.address for p in found.tree[HERE].paragraphs if before.get(p.address) != p}
    assert changed == {("(c)",)}


def test_an_empty_tree_refuses_everything_and_breaks_nothing() -> None:
    found = apply({}, reads(instruction("Section 9.1 is amended by removing paragraph (a).")))
    assert isinstance(found.refusals[0], Refusal)
    assert apply({}, ()).tree == {}
    assert Provision(HERE).paragraphs == ()


@each_row(
    ("text", "expected"),
    [
        ("In § 9.1, in paragraph (c), add the words “or a bank” after the word “lender”.", "A lender or a bank that fails"),
        ("In § 9.1, in paragraph (c), add the word “foreign” before the word “lender”.", "A foreign lender that fails"),
        ("In § 9.1, in paragraph (c), add “, if any,” after “notice”.", "to give notice, if any, pays"),
    ],
)  # fmt: skip
def test_words_come_beside_others(text: str, expected: str) -> None:
    found = amended(text)
    assert not found.refusals
    assert expected in words(found)[-1]


@each_row("text", ["add “or so” at the end of the first sentence", "remove “lender” at the end of the first sentence"])
def test_the_end_of_a_sentence_is_not_that_of_its_paragraph(text: str) -> None:
    before = tree(provision("(a) It binds no lender. It may bind a lender."))
    found = amended(f"In § 9.1(a), {text}.", "", before)
    assert found.tree == before
    assert found.refusals


def test_words_of_a_heading_change_there_and_nowhere_else() -> None:
    before = tree(provision("(a) <i>Lenders.</i> A lender is a lender.\n(b) Lenders pay."))
    found = amended("In § 9.1, remove “Lenders” from the section heading and add “Banks” in its place.", "", before)
    assert found.tree[path_of("12 CFR 9.1")].heading == "Banks."
    assert words(found) == words(before)
    found = amended(
        "In § 9.1, in the heading of paragraph (a), remove “Lenders” and add “Banks” in its place.", "", before
    )
    assert words(found)[0] == "(a) Banks. A lender is a lender."
    found = amended(
        "In § 9.1, in the heading of paragraph (b), remove “Lenders” and add “Banks” in its place.", "", before
    )
    assert found.tree == before
    assert found.refusals


def test_a_mark_and_a_word_that_one_mark_replaces_go_together() -> None:
    found = amended("In § 9.1(b)(1), remove the semicolon and the word “and” and add a period in their place.")
    assert "(b)(1) Keep records." in words(found)
    found = amended("In § 9.1(b), remove the colon, “records”, and “notice” and add “word” in their place.")
    assert found.tree == tree()
    assert found.refusals


def test_words_come_beside_others_only_where_those_stand_once() -> None:
    found = amended("In § 9.1, in paragraph (b), add “soon” after “records”.")
    twice = amended("In § 9.1, in paragraph (a), add “small” before “lender”.")
    assert not found.refusals
    assert "stands 2 times" in str(twice.refusals[0])
    assert words(twice) == words(tree())


def test_the_following_definitions_are_those_that_are_printed() -> None:
    found = amended(
        "Section 9.1 is amended to add the following definitions, in alphabetical order:",
        "* * * * *\n<i>Bank</i> means a bank.\n* * * * *\n<i>Loan</i> means credit.",
        tree(provision("<i>Act</i> means an act.\n<i>Lender</i> means one who lends.")),
    )
    assert not found.refusals
    assert [each.partition(" ")[0] for each in words(found)] == ["def:Act", "def:Bank", "def:Lender", "def:Loan"]


@pytest.mark.parametrize(
    "text", ["Revise part 9 to read as follows:", "Revise and republish part 9 to read as follows:"]
)
def test_a_part_that_is_printed_whole_leaves_nothing_of_the_old_one(text: str) -> None:
    before = tree(provision(), provision("Old.", "12 CFR 9.2"), provision("Other.", "12 CFR 10.1"))
    found = apply(before, reads(instruction(text, "§ 9.1 Lenders.\nNew words.", targets=("12 CFR 9",))))
    assert not found.refusals
    assert words(found) == ["New words."]
    assert [path[-1] for path in found.tree] == ["1", "1"]


def test_of_a_subpart_that_is_printed_whole_what_stood_between_is_gone() -> None:
    before = tree(*(provision("Old.", f"12 CFR 9.{n}") for n in (1, 5, 6, 7, 9)))
    text = instruction(
        "Revise subpart B to read as follows:",
        "§ 9.5 Five.\nNew.\n§ 9.7 Seven.\nNew.",
        targets=("subpart B to 12 CFR 9",),
    )
    found = apply(before, reads(text))
    assert not found.refusals
    assert {path[-1]: provision.paragraphs[0].words for path, provision in found.tree.items()} == {
        "1": "Old.", "5": "New.", "7": "New.", "9": "Old.",
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "The FAA amends § 39.13 by adding the following new airworthiness directive:",
        "Remove AD 2023-01-04 from § 39.13.",
    ],
)
def test_what_the_code_does_not_print_changes_no_words(text: str) -> None:
    row = Instruction("2", text, ("14 CFR 39.13",), "14 CFR 39")
    before = tree(provision("The FAA adds directives here.", "14 CFR 39.13"))
    found = apply(before, reads(row))
    assert not found.refusals
    assert found.tree == before


@each_row("where", ["at the end of the section", "at the end of this section", "following the section"])
def test_an_approval_is_no_authority_citation(where: str) -> None:
    approved = provision("(a) Loans.\n(Approved by the Office of Management and Budget under control number 1234-0001)")
    found = amended(f"In § 9.1, remove the authority citation {where}.", "", tree(approved))
    assert found.tree == tree(approved)
    assert found.doubts(path_of("12 CFR 9.1"), ("(a)",))


def test_a_section_printed_above_an_instruction_is_the_one_that_is_meant() -> None:
    row = Instruction(
        "22", "In paragraph (c) remove the word “waive” and add in its place “forgive”.", ("12 CFR 9.1",), "12 CFR 9"
    )
    found = apply(tree(), reads(row))
    assert not found.refusals
    assert "may forgive it" in words(found)[-1]


def test_forms_of_an_appendix_are_changed_by_their_names() -> None:
    lines = read_lines(
        "A-1—Model Form for Notices\nOld words.\nA-2—Model Form for Errors\nOther words.\nA-10—Sample Form\nLast."
    )
    found = tuple(p.paragraph for p in outline(lines, forms=True) if p.paragraph is not None)
    path = path_of("app. A to 12 CFR 9")
    row = Instruction(
        "6", "In appendix A to part 9, Model Form A-1 is revised and new Model Form A-3 is added to read as follows:",
        ("app. A to 12 CFR 9",), "12 CFR 9",
        read_lines("# Appendix A to Part 9—Forms\nA-1—Model Form for Notices\nNew words.\n* * * * *\nA-3—Model Form for Fees\nThird."),
    )  # fmt: skip
    outcome = apply({path: Provision(path, "Forms", found)}, reads(row))
    assert not outcome.refusals
    assert [each.text for each in outcome.tree[path].paragraphs] == [
        "A-1—Model Form for Notices", "New words.", "A-2—Model Form for Errors", "Other words.",
        "A-3—Model Form for Fees", "Third.", "A-10—Sample Form", "Last.",
    ]  # fmt: skip


def test_a_part_whose_words_stand_elsewhere_is_refused() -> None:
    text = instruction("Add part 9 to read as set forth in the common rule text.", targets=("12 CFR 9",))
    assert [str(each.target) for each in apply(tree(), reads(text)).refusals] == ["12 CFR 9"]


def test_a_paragraph_and_one_under_it_are_revised_each_for_itself() -> None:
    """“Revising paragraphs (b) and (b)(1)”: (b)(2), which is not printed, stays."""
    outcome = amended(
        "2. Section 9.1 is amended by revising paragraphs (b) and (b)(1) to read as follows:",
        "§ 9.1 Lenders.\n* * * * *\n(b) New, as follows:\n(1) Newer.\n* * * * *",
    )
    kept = words(tree(provision()))
    assert words(outcome) == [*kept[:3], "(b) New, as follows:", "(b)(1) Newer.", *kept[5:]]


def test_stars_among_words_are_never_taken_for_words() -> None:
    found = amended("Amend § 9.1 by revising paragraph (c) to read as follows:", "(c) * * * And so on.")
    assert "a part is left out" in str(found.refusals[0])
    assert words(found) == words(tree())


def test_small_numerals_are_counted_as_numerals() -> None:
    """(v) is the fifth numeral beside (i), (ii), (iii), and not the 22nd letter beside the 35th."""
    before = tree(provision("(a) It is:\n(1) All:\n(i) One;\n(ii) Two;\n(iii) Three; and\n(iv) Four."))
    found = amended("In § 9.1, redesignate paragraph (a)(1)(iv) as paragraph (a)(1)(v) and add a new paragraph (a)(1)(iv).",
                    "(a) * * *\n(1) * * *\n(iv) New; and", before)  # fmt: skip
    assert not found.refusals
    assert words(found)[-2:] == ["(a)(1)(iv) New; and", "(a)(1)(v) Four."]


def test_words_below_a_list_are_not_swapped_for_its_last_item() -> None:
    before = tree(provision("(a) It is:\n(1) One bank;\n(2) Two banks; or\n(3) A bank.\n(b) All."))
    flush = Paragraph(("(a)", "(3)", "¶1"), words="A bank waits.")
    section = before[HERE]
    section = attrs.evolve(section, paragraphs=(*section.paragraphs[:4], flush, *section.paragraphs[4:]))
    both = amended(
        "In § 9.1(a)(3), remove “bank” wherever it appears and add “mine” in its place.", "", {HERE: section}
    )
    assert "may belong" in str(both.refusals[0])
    one = amended("In § 9.1(a)(3), remove “waits” and add “goes” in its place.", "", {HERE: section})
    assert "A bank goes." in words(one)[4]


def test_a_term_with_stars_keeps_its_words() -> None:
    before = tree(provision("<i>Bank</i> means:\n(1) One; or\n(2) Two."))
    found = amended("In § 9.1, revise paragraph (2) of the definition of “Bank” to read as follows:",
                    "<i>Bank</i> * * *\n(2) Three.", before)  # fmt: skip
    assert not found.refusals
    assert words(found) == ["def:Bank Bank means:", "def:Bank(1) One; or", "def:Bank(2) Three."]


def test_emphasis_tells_a_designator_from_one_further_out() -> None:
    lines = "(a) A:\n(1) B:\n(i) C:\n(A) D:\n(<i>1</i>) E; and\n(<i>2</i>) F.\n(2) G."
    last = outline(read_lines(lines))[-1].paragraph
    assert last is not None
    assert last.address == ("(a)", "(2)")


def test_the_only_words_of_a_section_are_designated() -> None:
    found = amended("In § 9.1, designate the existing text as paragraph (a) and add paragraph (b) to read as follows:",
                    "* * * * *\n(b) All banks.", tree(provision("No bank may.")))  # fmt: skip
    assert not found.refusals
    assert words(found) == ["(a) No bank may.", "(b) All banks."]


@pytest.mark.parametrize(
    ("moves", "path", "address"),
    [
        ("Redesignate § 9.1 as § 9.5.", "12 CFR 9.5", ("(c)",)),
        ("In § 9.1, redesignate paragraph (c) as paragraph (d).", "12 CFR 9.1", ("(d)",)),
    ],
)
def test_what_is_doubted_is_no_more_certain_elsewhere(moves: str, path: str, address: tuple[str, ...]) -> None:
    refused = instruction("In § 9.1, remove “euro” in paragraph (c).", "", "1")
    found = apply(tree(), reads(refused, instruction(moves, "", "2")))
    assert found.doubts(path_of(path), address)
    assert not found.doubts(path_of(path), ("(b)",))


OTHERS = (provision("(a) The Bureau keeps a list.\n(b) It is public.", "12 CFR 9.2", "Lists."),
          provision("(a) A person tells the Bureau, and the Bureau answers.", "12 CFR 9.3", "Notices."))  # fmt: skip


@each_row(
    "text",
    [
        "In part 9, revise all references to “Bureau” to read “Office”.",
        "In part 9, remove the word “Bureau” wherever it appears and add in its place the word “Office”.",
        "In part 9, all references to “Bureau” are revised to read “Office”.",
    ],
)
def test_words_are_swapped_throughout_a_part(text: str) -> None:
    found = apply(tree(provision(), *OTHERS), reads(instruction(text, targets=("12 CFR 9",))))
    assert not found.refusals
    assert words(found, "12 CFR 9.3") == ["(a) A person tells the Office, and the Office answers."]
    assert words(found, "12 CFR 9.2")[0] == "(a) The Office keeps a list."
    assert "Bureau" not in " ".join(words(found))


def test_words_are_swapped_in_places_that_steps_name() -> None:
    lines = ("Remove “Bureau” wherever it appears in the following places and add in its place “Office”:",
             "a. Section 9.1(c);", "b. Section 9.3(a).")  # fmt: skip
    rows = [instruction(f"1. {lines[0]}"), *(instruction(each, number=f"1.{each[0]}") for each in lines[1:])]
    found = apply(tree(provision(), *OTHERS), reads(*rows))
    assert not found.refusals
    assert words(found, "12 CFR 9.3") == ["(a) A person tells the Office, and the Office answers."]
    assert words(found, "12 CFR 9.2")[0] == "(a) The Bureau keeps a list."
    assert "The Office may waive it." in words(found)[-1]


def test_what_is_suspended_is_not_certain_until_that_is_lifted() -> None:
    suspended = amended("In § 9.1, paragraph (b) is suspended.")
    assert words(suspended) == words(tree())
    assert suspended.doubts(HERE, ("(b)", "(1)"))
    assert not suspended.doubts(HERE, ("(c)",))
    lifted = apply(
        tree(),
        reads(
            instruction("In § 9.1, suspend paragraph (b)."),
            instruction("The suspension of § 9.1(b) is lifted.", number="2"),
        ),
    )
    assert not lifted.refusals


def test_a_heading_that_has_the_words_is_doubted() -> None:
    found = amended(
        "In § 9.1, remove “Lenders” wherever it appears and add in its place “Banks”.",
        before=tree(provision("(a) Lenders lend.")),
    )
    assert words(found) == ["(a) Banks lend."]
    assert [str(each.target) for each in found.refusals] == ["12 CFR 9.1:heading"]


def test_what_is_refused_of_a_subpart_may_reach_each_of_its_sections() -> None:
    found = amended("Amend subpart C of part 9 by revising all references to “lender” to read “bank”.")
    assert words(found) == words(tree())
    assert found.doubts(HERE, ("(a)",))


def test_words_stand_once_in_each_sentence_that_is_counted() -> None:
    before = tree(provision("(a) The agent pays. Each agent has one. The agent leaves."))
    text = "In § 9.1, remove “agent” and add in its place “broker” in the first and third sentences of paragraph (a)."
    assert words(amended(text, before=before)) == ["(a) The broker pays. Each agent has one. The broker leaves."]


_THREE = "(a) One agent is paid here. Two are paid. Three are paid."


@each_row(
    ("text", "print_", "expected"),
    [
        ("In § 9.1(a), remove the last sentence and add two sentences in its place to read as follows:",
         "(a) * * * Four are new. Five are new.", "One agent is paid here. Two are paid. Four are new. Five are new."),
        ("Amend § 9.1 by removing the second sentence of paragraph (a) and adding two new sentences in its place.",
         "(a) * * * Four are new. Five are new. * * *", "One agent is paid here. Four are new. Five are new. Three are paid."),
        ("Amend § 9.1 by removing the first and second sentences of paragraph (a) and adding one sentence in their place.",
         "(a) Four are new. * * *", "Four are new. Three are paid."),
        ("Amend § 9.1 by adding two sentences at the end of paragraph (a) to read as follows:",
         "(a) * * * Four are new. Five are new.", f"{_THREE[4:]} Four are new. Five are new."),
        ("In § 9.1, revise the first two sentences of paragraph (a) to read as follows:",
         "(a) Four are new. Five are new. * * *", "Four are new. Five are new. Three are paid."),
        ("In § 9.1, remove the first two sentences of paragraph (a).", "", "Three are paid."),
        ("Amend § 9.1 by adding two sentences at the end of paragraph (a) to read as follows:",
         "(a) * * * Four are new. Five are new. Six are new.", "3 sentences printed"),
        ("In § 9.1, remove the last two sentences of paragraph (a).", "", "nothing reads"),
        ("In § 9.1, revise the two sentences at the end of paragraph (a) to read as follows:",
         "(a) * * * Four are new. Five are new.", "not counted"),
    ],
)  # fmt: skip
def test_sentences_take_the_place_of_others(text: str, print_: str, expected: str) -> None:
    before = tree(provision(_THREE))
    found = amended(text, print_, before)
    assert words(found) == [f"(a) {expected}"] or any(expected in each.reason for each in found.refusals)


@each_row(
    ("text", "expected"),
    [
        ("In § 9.1(a), remove “fee” the second time it appears and add in its place “charge”.", "The fee is paid. Each charge is due. No fee is lost."),
        ("In § 9.1(a), remove the word “fee” where it appears the last time and add “charge” in its place.", "The fee is paid. Each fee is due. No charge is lost."),
        ("In § 9.1(a), add the words “or charge” after “fee” the first time it appears.", "The fee or charge is paid. Each fee is due. No fee is lost."),
        ("In § 9.1(a), remove “fee” the fourth time it appears and add in its place “charge”.", "stands 3 times"),
        ("In § 9.1(a), remove “Each” the first time it appears and add in its place “A”.", "stands 1 times"),
        ("In § 9.1(a), remove “fee” the first and second time it appears and add in its place “charge”.", "nothing reads"),
        ("In § 9.1, remove “fee” wherever it appears, for the second time, and add in its place “charge”.", "no certain place"),
        ("In § 9.1, for the second time, remove paragraph (a).", "nothing reads"),
    ],
)  # fmt: skip
def test_one_of_several_words_is_counted(text: str, expected: str) -> None:
    before = tree(provision("(a) The fee is paid. Each fee is due. No fee is lost."))
    found = amended(text, before=before)
    assert words(found) == [f"(a) {expected}"] or any(expected in each.reason for each in found.refusals)


@pytest.mark.parametrize(
    "text",
    [
        "In § 9.1, the term “agent” is revised to read “broker” wherever it appears, including in the section heading.",
        "In § 9.1, remove “agent” wherever it appears, including the heading, and add “broker” in its place.",
    ],
)
def test_words_are_changed_in_the_heading_too(text: str) -> None:
    before = tree(provision("(a) The agent pays.", heading="The agent and its agents."))
    found = amended(text, before=before)
    assert not found.refusals
    assert (found.tree[HERE].heading, words(found)) == ("The broker and its agents.", ["(a) The broker pays."])


def test_places_below_may_name_a_sentence_or_the_introductory_text() -> None:
    before = tree(provision("A fee is due:\n(a) A fee is paid. Each fee is lost."))
    opens = instruction(
        "Remove “fee” in the following places in part 9 and add, in its place, “charge”:", number="3", targets=()
    )
    steps = [
        instruction(text, number=f"3.{text[0]}")
        for text in ("a. Section 9.1, introductory text; and", "b. Section 9.1(a), first sentence.")
    ]
    assert words(apply(before, reads(opens, *steps))) == ["A charge is due:", "(a) A charge is paid. Each fee is lost."]
