"""A number that is printed with a dash is that of the Code, which has a hyphen there."""

import pytest

from regtrack.model.scope import hyphenated, path_of
from regtrack.text.applying import apply
from regtrack.text.cited_provisions import read_targets
from regtrack.text.citing import Place, headed_annex, headed_parts, headed_sections
from regtrack.text.printed import read_lines, write_lines
from tests.rows import each_row
from tests.text.shapes import instruction, provision, reads, tree, words

DASHES = "‐‑‒–−"


@each_row(
    ("text", "path"),
    [
        ("§ 1.61-2", "9 CFR 1.61-2"),
        ("§ 1.61-2T(b)(1)", "9 CFR 1.61-2T(b)(1)"),
        ("section 1.401(a)(4)-13", "9 CFR 1.401(a)(4)-13"),
        ("§ 165.T05-0042", "9 CFR 165.T05-0042"),
        ("section 252.204-7012", "9 CFR 252.204-7012"),
        ("41 CFR 60-4.3", "41 CFR 60-4.3"),
        ("appendix A-1 to part 9", "app. A-1 to 9 CFR 9"),
        ("41 CFR part 60-250", "41 CFR 60-250"),
    ],
)
@pytest.mark.parametrize("dash", DASHES)
def test_a_dash_in_a_number_is_a_hyphen(text: str, path: str, dash: str) -> None:
    place = Place({}, "9", "9")
    for each in (text, text.replace("-", dash)):
        assert read_targets(f"Amend {each} by revising it to read as follows:", place, None)[0][:1] == (path,)
    assert path_of(path.replace("-", dash)) == path_of(path)


@each_row(
    "text",
    [
        "§§ 9.1–9.3",
        "§§ 1.61-2–1.61-5",
        "paragraphs (a)–(c)",
        "Appendix A—Form",
        "appendices A–C to part 9",
        "Appendix A to Part 9—2031 rates",
        "by—(1)",
        "“1.61–2 and A–1”",
        "2030–2031",
        "parts 9—Loans",
    ],
)
def test_other_dashes_stay(text: str) -> None:
    assert hyphenated(text) == text


def test_a_range_of_numbers_with_hyphens_is_counted() -> None:
    found, _ = read_targets("Sections 1.61–2 through 1.61–4 are removed.", Place({}, "9", "1"), None)
    assert found == ("9 CFR 1.61-2", "9 CFR 1.61-3", "9 CFR 1.61-4")


def test_headings_are_read_with_dashes() -> None:
    place = Place({}, "9", "9")
    assert headed_sections("§ 1.61–2", place) == ("9 CFR 1.61-2",)
    assert headed_annex("Appendix A–1 to Part 9—Forms", place) == "app. A-1 to 9 CFR 9"
    assert headed_parts("41 CFR Part 60–250") == ("41 CFR 60-250",)
    for line in ("§ 9.T01–0042 Safety zone.", "§ 1.401(a)(4)–13 Plans."):
        assert write_lines(read_lines(line)) == line
        assert read_lines(line)[0].text == line.rpartition(" ")[0].partition(" Safety")[0]


@pytest.mark.parametrize("dash", [*DASHES, "—", "-"])
def test_words_and_terms_go_whatever_their_dash(dash: str) -> None:
    before = tree(
        provision(
            "(a) A lender files form HUD-1 with 12 CFR 9.3-2.\n(b) <i>HUD-1 form</i> means a form.", "12 CFR 9.1-2"
        )
    )
    text = f"In § 9.1{dash}2, remove “HUD{dash}1 with 12 CFR 9.3{dash}2” and add in its place “A{dash}2”."
    removed = f"In § 9.1{dash}2, remove the definition of “HUD{dash}1 form” in paragraph (b)."
    found = apply(before, reads(instruction(text, targets=("12 CFR 9.1-2",))))
    assert words(found, "12 CFR 9.1-2")[0] == f"(a) A lender files form A{dash}2."
    defined = tree(provision("<i>HUD-1 form</i> means a form.\n<i>Loan</i> means a loan.", "12 CFR 9.1-2"))
    removed = f"In § 9.1{dash}2, remove the definition of “HUD{dash}1 form”."
    found = apply(defined, reads(instruction(removed, targets=("12 CFR 9.1-2",))))
    assert words(found, "12 CFR 9.1-2") == ["def:Loan Loan means a loan."]


def test_a_number_that_a_blank_breaks_leaves_its_part_in_doubt() -> None:
    found = reads(instruction("In § 1.61– 2, paragraph (b) is removed.", targets=()))
    assert "12 CFR 9" in {str(each.target) for each in found}


def test_a_section_of_a_part_with_a_hyphen_heads_its_print() -> None:
    read = reads(
        instruction(
            "Revise § 301-11.6 to read as follows:", "§ 301-11.6 Rates.\n(a) New.", targets=("41 CFR 301-11.6",)
        )
    )
    assert [len(each.content) for each in read] == [1]
