"""Rows of tables: added, revised and removed whole, or refused."""

# ruff: noqa: E501 (the words of instructions read best in one line)

from __future__ import annotations

from regtrack.model.scope import path_of
from regtrack.text.citing import Place
from regtrack.text.clauses import InstructionReader
from tests.rows import each_row
from tests.text.shapes import amended, provision, tree

HERE = path_of("12 CFR 9.1")
TABLE = """| Table 1 to Paragraph (b)
| Part | Fee
| Axle | $10
| Gear | $20
|  | $25 when large
| Wheel | $30"""
SECTION = f"""(a) Fees are due yearly. An axle costs $10.
(b) They are:
{TABLE}
(c) The end."""
IN = "In § 9.1, in the table in paragraph (b)"
ADD = "Amend § 9.1 in the table in paragraph (b) by adding"
ROWS = [each.removeprefix("| ").strip() for each in TABLE.splitlines()]


def rows(text: str, print_: str = "", section: str = SECTION) -> list[str] | str:
    """Return the rows of the table, or why it is refused; nothing else may have changed."""
    before = tree(provision(section))
    found = amended(text, print_, before)
    if found.refusals:
        assert found.tree == before
        return found.refusals[0].reason
    words = {each.address: each.words for each in found.tree[HERE].paragraphs}
    old = {each.address: each.words for each in before[HERE].paragraphs}
    (table,) = (address for address, each in old.items() if "Gear |" in each)
    assert {address for address in words if words[address] != old[address]} <= {table}
    return words[table].split("\n")


STARS = "| * * * * * * *"


@each_row(
    ("text", "print_", "expected"),
    [
        (f"{IN}, revise the entry for “Axle” to read as follows:",
         f"(b) * * *\n| Table 1 to Paragraph (b)\n| Part | Fee\n| Axle | $11\n{STARS}",
         [*ROWS[:2], "Axle | $11", *ROWS[3:]]),
        ("Amend § 9.1(b) by revising the entry “Gear” in the table to read as follows:",
         f"| Part | Fee\n{STARS}\n| Gear | $21\n|  | $26 when large\n{STARS}",
         [*ROWS[:3], "Gear | $21", "| $26 when large", ROWS[5]]),
        ("Amend § 9.1, in table 1 to paragraph (b), by adding, in alphabetical order, an entry for “Bolt”.",
         f"| Part | Fee\n{STARS}\n| Bolt | $1\n{STARS}", [*ROWS[:3], "Bolt | $1", *ROWS[3:]]),
        (f"{ADD} an entry for “Bolt” after the entry for “Gear”.",
         f"{STARS}\n| Bolt | $1\n{STARS}", [*ROWS[:5], "Bolt | $1", ROWS[5]]),
        (f"{ADD} an entry for “Bolt” before the entry for “Gear”.",
         f"{STARS}\n| Bolt | $1\n{STARS}", [*ROWS[:3], "Bolt | $1", *ROWS[3:]]),
        ("In § 9.1, the entry for “Axle” is removed from the table in paragraph (b).", "", [*ROWS[:2], *ROWS[3:]]),
        (f"{IN}, under the heading “Parts”, revise the entry for “Axle” to read as follows:",
         f"| Part | Fee\n| Axle | $11\n{STARS}", [*ROWS[:2], "Axle | $11", *ROWS[3:]]),
        ("In § 9.1(b), add an entry for “Bolt” in alphabetical order under PARTS to read as follows:",
         f"| Part | Fee\n{STARS}\n| Axle | $10\n| Bolt | $1\n{STARS}", [*ROWS[:3], "Bolt | $1", *ROWS[3:]]),
        (f"{ADD} the entries “Bolt”; and “Cog” under “Parts” in the List of Known Parts.",
         f"| Part | Fee\n{STARS}\n| Axle | $10\n| Bolt | $1\n| Cog | $2\n{STARS}", [*ROWS[:3], "Bolt | $1", "Cog | $2", *ROWS[3:]]),
        ("In § 9.1, amend the table “Part” in paragraph (b) by revising the entry for “Axle” to read as follows:",
         f"| Part | Fee\n{STARS}\n| Axle | $11", [*ROWS[:2], "Axle | $11", *ROWS[3:]]),
        ("In § 9.1(b), the Known Parts Table is amended by removing the entry for “Axle”.", "", [*ROWS[:2], *ROWS[3:]]),
        (f"{ADD} an entry for “Axe” at the end.", f"{STARS}\n| Axe | $1", [*ROWS, "Axe | $1"]),
        ("In § 9.1, the table in paragraph (b) is amended by adding an entry for “Axe” at the end of the table.",
         f"{STARS}\n| Axe | $1", [*ROWS, "Axe | $1"]),
        ("Amend § 9.1 in the table in paragraph (b) by removing the entries for “Axle” and “Gear”.", "",
         [*ROWS[:2], ROWS[5]]),
        ("Amend § 9.1 by revising table 1 to paragraph (b) to read as follows:",
         "(b) * * *\n| Table 1 to Paragraph (b)\n| Part | Fee\n| Gear | $99",
         ["Table 1 to Paragraph (b)", "Part | Fee", "Gear | $99"]),
        ("In § 9.1, table 1 to paragraph (b) is revised to read as follows:", "| Part | Fee\n| Gear | $99",
         ["Part | Fee", "Gear | $99"]),
    ],
)  # fmt: skip
def test_whole_rows_change(text: str, print_: str, expected: list[str]) -> None:
    assert rows(text, print_) == expected


@each_row(
    ("text", "print_", "reason"),
    [
        (f"{IN}, revise the entry for “Cog” to read as follows:", "| Cog | $1", "0 rows"),
        (f"{ADD}, in alphabetical order, an entry for “Gear”.",
         f"{STARS}\n| Gear | $1\n{STARS}", "already"),
        (f"{ADD} an entry for “Bolt”.", f"{STARS}\n| Bolt | $1\n{STARS}", "place"),
        ("Amend § 9.1 by removing table 1 to paragraph (b).", "", "table"),
        ("Amend § 9.1 by revising the table in paragraph (b) and paragraph (a).",
         "(a) New.\n(b) * * *\n| Gear | $1", "other things"),
        ("Amend § 9.1 by adding paragraph (d) and table 2 to paragraph (b).", "(d) New.\n| Gear | $1", "table"),
        ("In § 9.1, remove “Axle” under the heading “Parts”.", "", "nothing reads"),
        ("In § 9.1(b), under the heading “Parts”, revise the table to read as follows:", "| Gear | $1", "heading"),
        ("In § 9.1(b), add an entry for “Bolt” in alphabetical order under PARTS to read as follows:",
         f"{STARS}\n| Bolt | $1\n{STARS}", "its place"),
        ("Amend § 9.1 by revising paragraph (c), including the table, to read as follows:", "(c) New.", "nothing reads"),
        ("In § 9.1(b), Axe, as set forth below, is added to the table.", f"{STARS}\n| Axe | $1", "nothing reads: 'Axe'"),
        ("Amend § 9.1 by revising the table and paragraph (b) to read as follows:", "(b) New.", "table"),
        (f"{IN}, revise paragraph (c) to read as follows:", "(c) New.", "other things|table"),
        ("Amend § 9.1 by revising table 1 to paragraph (b) to read as follows:", f"{STARS}\n| Gear | $1",
         "rows left out"),
        ("Amend § 9.1 by revising the third column of the table in paragraph (b).", "| Gear | $1", "nothing reads"),
        (f"{IN}, remove “$10” and add in its place “$11” wherever it appears.", "", "table"),
        ("In § 9.1(b), in the table, revise the entry for “Axle” to read as follows:", "(b) Other words.", "no table"),
    ],
)  # fmt: skip
def test_what_is_not_certain_of_a_table_changes_nothing(text: str, print_: str, reason: str) -> None:
    found = rows(text, print_)
    assert isinstance(found, str)
    assert any(each in found for each in reason.split("|"))


@each_row(
    ("text", "entry"),
    [
        ("Amend § 9.1 by revising paragraph (a) and the entry for “Gear” in the table in paragraph (b).", "Gear | $1"),
        ("Section 9.1 is amended by removing paragraph (c) and the entry for “Gear” in paragraph (b).", ""),
        (
            "Amend § 9.1 by revising paragraph (a), the heading of paragraph (c), and the table in paragraph (b).",
            "Gear | $1",
        ),
    ],
)
def test_a_table_is_parted_from_what_is_done_beside_it(text: str, entry: str) -> None:
    print_ = "(a) New.\n(b) * * *\n| Gear | $1\n(c) <i>The new end.</i> * * *" if entry else ""
    found = amended(text, print_, tree(provision(SECTION)))
    assert not found.refusals
    assert entry in str(found.tree)
    assert "$25" not in str(found.tree)


def test_rows_beside_a_paragraph_are_of_no_certain_table() -> None:
    found = amended("Amend § 9.1 by removing paragraph (a) and the entry for “Gear”.", "", tree(provision(SECTION)))
    assert found.doubts(HERE, ("(b)",))
    assert "Gear" in str(found.tree)


def test_of_two_tables_the_one_that_is_named_changes() -> None:
    other = "\n".join(("| Table 2 to Paragraph (b)", "| Part | Weight", "| Axle | 1 kg"))
    two = SECTION.replace("(c) The end.", f"Also:\n{other}\n(c) The end.")
    text = "In § 9.1, in table 1 to paragraph (b), revise the entry for “Axle” to read as follows:"
    assert rows(text, "| Part | Fee\n| Axle | $11", two) == [*ROWS[:2], "Axle | $11", *ROWS[3:]]
    assert "2 tables" in rows(f"{IN}, revise the entry for “Axle”.", "| Axle | $1", two)


_NEW = "(b) * * *\n| Part | Fee\n| Axle | $11\n| Gear | $12\n" + STARS
_BOTH = [*ROWS[:2], "Axle | $11", "Gear | $12", *ROWS[5:]]


@each_row(
    ("text", "print_", "expected"),
    [
        (f"{IN}, revise the entries for Axle and Gear to read as follows:", _NEW, _BOTH),
        (f"{IN}, revise the rows for “Axle” and “Gear” to read as follows:", _NEW, _BOTH),
        ("Amend § 9.1 by revising the entries for Axle and Gear in the table in paragraph (b).", _NEW, _BOTH),
        (f"{IN}, revise the entries for parts Axle and Gear to read as follows:", _NEW, "nothing reads"),
        (f"{IN}, revise the entries for certain parts to read as follows:", _NEW, "nothing reads"),
        (f"{IN}, remove the entry for Axle and add an entry, alphabetically, for “Bolt”.",
         f"{STARS}\n| Bolt | $1\n| Gear | $20", [*ROWS[:2], "Bolt | $1", *ROWS[3:]]),
        (f"{ADD} an entry in alphabetical order to the table for “Bolt” to read as follows:",
         f"{STARS}\n| Bolt | $1\n| Gear | $20", [*ROWS[:3], "Bolt | $1", *ROWS[3:]]),
        (f"{ADD} an entry for “Bolt” in alphabetical order by common name to read as follows:",
         f"{STARS}\n| Bolt | $1\n| Gear | $20", [*ROWS[:3], "Bolt | $1", *ROWS[3:]]),
        ("In § 9.1(b), amend the Table of Parts under Steel by revising the entry for “Axle” and adding an entry for "
         "“Bolt” in alphabetical order to read as follows:", f"{STARS}\n| Axle | $11\n| Bolt | $1\n{STARS}",
         [*ROWS[:2], "Axle | $11", "Bolt | $1", *ROWS[3:]]),
    ],
)  # fmt: skip
def test_entries_without_quotation_marks_are_read(text: str, print_: str, expected: list[str] | str) -> None:
    found = rows(text, print_)
    assert found == expected or (isinstance(expected, str) and expected in found)


@each_row(
    ("text", "names"),
    [
        ("Amend § 9.1 by revising the entries for diagnostic codes 7008 and 7015 to read as follows:", [["7008", "7015"]]),
        ("In § 9.1(b), revise entries 3, 5 and 9 in the table.", [["3", "5", "9"]]),
        ("In § 9.1(b), in the table, revise entry 3 and add entry 7.", [["3"], ["7"]]),
        ("In § 9.1(b), in the table, revise the entry for Salt and Pepper.", [["Salt and Pepper"]]),
        ("In § 9.1(b), in the table, remove the entries for 12 and 14 and add an entry for 13.", [["12", "14"], ["13"]]),
        ("Amend appendix F to part 9 by revising the heading and the row for “16 to 18” to read as follows:", [[], ["16 to 18"]]),
        ("In § 9.1(b), amend the table under Iowa by adding an entry for “Ames” and removing the entry for “Clear Lake”.",
         [["Ames"], ["Clear Lake"]]),
    ],
)  # fmt: skip
def test_names_of_entries(text: str, names: list[list[str]]) -> None:
    clauses = [each for each in InstructionReader(text, Place({}, "12", "9"), None).clauses if each.verb != "amend"]
    assert ([each.rows for each in clauses], {each.doubt for each in clauses}) == (names, {""})
