"""From lines to addresses."""

# ruff: noqa: E501 (the words of instructions read best in one line)

from regtrack.text.commentary import read_commentary
from regtrack.text.outline import outline
from regtrack.text.printed import LineKind, PrintedLine, read_lines, write_lines
from regtrack.text.provision import Sort
from tests.rows import each_row
from tests.text.shapes import SECTION


def addresses(text: str) -> list[str]:
    return ["".join(p.paragraph.address) if p.paragraph else "*" for p in outline(read_lines(text))]


def test_levels_follow_their_neighbours() -> None:
    assert addresses(SECTION) == [
        "(a)",
        "(a)(1)",
        "(a)(2)",
        "(b)",
        "(b)(1)",
        "(b)(2)",
        "(b)(2)(i)",
        "(b)(2)(ii)",
        "(c)",
    ]


@each_row(
    ("text", "expected"),
    [
        ("(h) Eight.\n(i) Nine.\n(j) Ten.", ["(h)", "(i)", "(j)"]),
        ("(h) Eight:\n(1) One:\n(i) First;\n(ii) Second.", ["(h)", "(h)(1)", "(h)(1)(i)", "(h)(1)(ii)"]),
        ("(u) U.\n(v) V.\n(w) W.", ["(u)", "(v)", "(w)"]),
        ("(a) A:\n(1) One:\n(iv) Four;\n(v) Five.", ["(a)", "(a)(1)", "(a)(1)(iv)", "(a)(1)(v)"]),
        ("(a)(1)(i) Deep.\n(ii) Again.\n(2) Up.", ["(a)", "(a)(1)", "(a)(1)(i)", "(a)(1)(ii)", "(a)(2)"]),
        ("(a) A:\n(1) B:\n(i) C:\n(A) D:\n(<i>1</i>) E;\n(<i>2</i>) F:\n(<i>i</i>) G.",
         ["(a)", "(a)(1)", "(a)(1)(i)", "(a)(1)(i)(A)", "(a)(1)(i)(A)(1)", "(a)(1)(i)(A)(2)", "(a)(1)(i)(A)(2)(i)"]),
        ("(d) <i>Exemptions</i>—(1) <i>Banks.</i> Words.\n(2) More.", ["(d)", "(d)(1)", "(d)(2)"]),
        ("(c) <i>Adverse action</i> (1) The term means:\n(i) A.\n(ii) B.\n(2) It does not include:\n(i) C.",
         ["(c)", "(c)(1)", "(c)(1)(i)", "(c)(1)(ii)", "(c)(2)", "(c)(2)(i)"]),
        ("(z) Last.\n(aa) After it.\n(bb) Next.", ["(z)", "(aa)", "(bb)"]),
        ("Words alone.", [""]),
        ("Words first:\n(a) One.\n(b) Two.", ["", "(a)", "(b)"]),
    ],
)  # fmt: skip
def test_a_letter_may_be_a_numeral(text: str, expected: list[str]) -> None:
    assert addresses(text) == expected


def test_stars_leave_out() -> None:
    assert addresses("(a) * * *\n(5) New.\n* * * * *\n(c) Other.") == ["(a)", "(a)(5)", "*", "(c)"]
    first = outline(read_lines("(a) <i>Heading.</i> * * *"))[0]
    assert first.keeps
    assert first.paragraph is not None
    assert first.paragraph.heading == "Heading."


def test_definitions_stand_beside_each_other_under_what_introduces_them() -> None:
    text = "(b) <i>Other terms.</i> As used here:\n<i>Act</i> means the Act.\n<i>Loan</i> means:\n(1) Money; or\n(2) Things.\n(c) More."
    assert addresses(text) == ["(b)", "(b)def:Act", "(b)def:Loan", "(b)def:Loan(1)", "(b)def:Loan(2)", "(c)"]
    text = "(b) <i>Other terms.</i> As used here:\n<i>HUD-1 statement</i> means a form.\n<i>Loan</i> means money."
    assert addresses(text) == ["(b)", "(b)def:HUD-1 statement", "(b)def:Loan"]  # no form of an appendix


def test_emphasis_in_a_sentence_is_no_heading() -> None:
    piece = outline(read_lines("(a) <i>Provided,</i> that it is so."))[0].paragraph
    assert piece is not None
    assert (piece.heading, piece.words) == ("", "Provided, that it is so.")


def test_an_approval_of_forms_is_a_note_of_the_section() -> None:
    last = outline(read_lines("(a) One.\n(Approved by the Office of Management and Budget under control number 1)"))[-1]
    assert last.paragraph is not None
    assert last.paragraph.sort is Sort.NOTE
    assert last.paragraph.address == ("¶1",)


def test_thousands_of_designators_are_one_outline() -> None:
    lines = [PrintedLine(LineKind.WORDS, f"({sign}) Words.") for _ in range(500) for sign in ("a", "1", "i", "A", "1")]
    assert len(outline(lines)) == 2_500


def test_a_print_has_a_plain_form() -> None:
    text = "§ 9.1 Lenders.\n* * * * *\n(d) <i>Heading.</i> Words.\n# Appendix A to Part 9—Forms\n| A | B\n| 1 | 2\n> quoted"
    assert write_lines(read_lines(text)) == text


def test_comments_stand_under_what_they_explain() -> None:
    text = (
        "# Section 9.1—Lenders\n# 1(a) Scope.\n1. <i>Small lenders.</i> Words: i. First. ii. Not split.\nii. Second.\n2. More.\n"
        "* * * * *\n# Paragraph 1(a)(2).\n1. Banks.\n# Appendix A—Forms\n1. A form."
    )
    found = ["".join(p.paragraph.address) if p.paragraph else "*" for p in read_commentary(read_lines(text))]
    assert found == ["1", "1(a)", "1(a)-1", "1(a)-1.ii", "1(a)-2", "*", "1(a)(2)", "1(a)(2)-1", "app. A", "app. A-1"]
