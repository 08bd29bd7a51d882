"""Lists of provisions as DATES prints them: whatever is listed is read, each section with its own paragraphs."""

from __future__ import annotations

import itertools

from regtrack.sources.federal_register._events.cited_parts import parts_in, plainly_named
from tests.rows import each_row

SECTIONS = ("64.2011", "64.2012", "64.2020a", "64.2021")
PARAGRAPHS = (
    ("", [""]), ("(b)", ["(b)"]), ("(a) and (b)", ["(a)", "(b)"]), ("(a) through (c)", ["(a)", "(b)", "(c)"]),
    ("(a), (c), and (f)", ["(a)", "(c)", "(f)"]), ("(a)(1) and (2)", ["(a)(1)", "(a)(2)"]),
    ("(d)(1) through (3)", ["(d)(1)", "(d)(2)", "(d)(3)"]), ("(a)(1)(i) and (ii)", ["(a)(1)(i)", "(a)(1)(ii)"]),
)  # fmt: skip


def listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])}{',' if len(names) > 2 else ''} and {names[-1]}"


@each_row("count", [1, 2, 3, 4])
@each_row("style", ["47 CFR {}", "§§ {}", "Sec. Sec. {}", "sections {}", "the amendments to 47 CFR {}"])
def test_whatever_is_listed_is_read(style: str, count: int) -> None:
    turns = itertools.cycle(PARAGRAPHS)
    for first in range(len(PARAGRAPHS)):
        chosen = [PARAGRAPHS[first], *itertools.islice(turns, first, first + count - 1)][:count]
        pairs = list(zip(SECTIONS, chosen, strict=False))
        words = style.format(listed([f"{section}{printed}" for section, (printed, _) in pairs]))
        found = parts_in(words, ("47 CFR 64",))
        assert found == tuple(f"47 CFR {s}{each}" for s, (_, steps) in pairs for each in steps), words


def test_sections_of_other_titles_and_ranges() -> None:
    assert parts_in("10 CFR 429.12 and 16 CFR 305.4(b)", ("10 CFR 429",)) == ("10 CFR 429.12", "16 CFR 305.4(b)")
    assert parts_in("§§ 930.155 through 930.157", ("7 CFR 930",)) == ("7 CFR 930.155", "7 CFR 930.156", "7 CFR 930.157")
    assert parts_in("the amendment to § 571.108, S6.1", ("49 CFR 571",)) == ("49 CFR 571.108",)
    assert parts_in("a fee of $12.50 under § 930.155 and § 930.160", ("7 CFR 930",)) == (
        "7 CFR 930.155",
        "7 CFR 930.160",
    )


def test_a_part_with_a_dash_in_its_number_keeps_it_in_a_list() -> None:
    assert parts_in("41 CFR 60-1.40, 60-2.10(c), and 60-2.12", ("41 CFR 60-1",)) == (
        "41 CFR 60-1.40",
        "41 CFR 60-2.10(c)",
        "41 CFR 60-2.12",
    )
    assert parts_in("§§ 102-74.200 through 102-74.202", ("41 CFR 102-74",)) == (
        "41 CFR 102-74.200",
        "41 CFR 102-74.201",
        "41 CFR 102-74.202",
    )


def test_a_list_parted_by_semicolons_keeps_each_of_its_items() -> None:
    """An appendix with a paragraph, and sections without their title, once ended the list."""
    words = (
        "9 CFR 71.65(a)(1) and (3); 71.66(b)(2)(v) and (c); Appendix S to part 71, paragraph II.A.5; "
        "and 72.21(b), 72.22"
    )
    assert parts_in(words, ("9 CFR 71", "9 CFR 72")) == (
        "9 CFR 71.65(a)(1)", "9 CFR 71.65(a)(3)", "9 CFR 71.66(b)(2)(v)", "9 CFR 71.66(c)", "app. S to 9 CFR 71",
        "9 CFR 72.21(b)", "9 CFR 72.22",
    )  # fmt: skip


SIGNED_ONCE = (
    ("§§ 64.14(b)(30) and (31); 64.41(h) and (i); 64.71(c)", "64.14(b)(30) 64.14(b)(31) 64.41(h) 64.41(i) 64.71(c)"),
    ("§§ 64.14(b); 64.41(h); 65.71(c); and 66.33(g)(3) and (8)", "64.14(b) 64.41(h) 65.71(c) 66.33(g)(3) 66.33(g)(8)"),
    ("§§ 64.14(b), (c), and (d); 64.41; 65.222", "64.14(b) 64.14(c) 64.14(d) 64.41 65.222"),
    (
        "the additions of: §§ 64.14(b), (c), and (d); 64.41; and 65.308(a) in title 47 of the Code",
        "64.14(b) 64.14(c) 64.14(d) 64.41 65.308(a)",
    ),
    ("sections 64.14(b) and (c); 64.41(h); and 65.222", "64.14(b) 64.14(c) 64.41(h) 65.222"),
    ("Sec. Sec. 64.14(b) and (c); 64.41(h); 65.222", "64.14(b) 64.14(c) 64.41(h) 65.222"),
    ("47 CFR 64.14(b); 64.41(h); 65.222", "64.14(b) 64.41(h) 65.222"),
    ("§§ 64.14(b) through (d); 64.41(h)(1); 65.222", "64.14(b) 64.14(c) 64.14(d) 64.41(h)(1) 65.222"),
    ("§§ 64.14, 64.15; 64.41(h), 64.42; 65.222", "64.14 64.15 64.41(h) 64.42 65.222"),
    ("§ 64.14(b); § 64.41(h); 65.222(c)", "64.14(b) 64.41(h) 65.222(c)"),
    # what is no section
    ("§ 64.14(b); 2.5 percent of loans", "64.14(b)"),
    ("§ 64.14(b); 1.25 microns", "64.14(b)"),
    ("2.5 percent; 64.14(b)", ""),
)


@each_row(("words", "expected"), SIGNED_ONCE)
def test_a_sign_at_the_head_of_a_list_is_that_of_all(words: str, expected: str) -> None:
    found = parts_in(words, ("47 CFR 64", "47 CFR 65", "47 CFR 66"))
    assert found == tuple(f"47 CFR {each}" for each in expected.split())


def test_a_subpart_behind_its_part_is_not_all_of_the_part() -> None:
    names = ("40 CFR part 63, subpart DDDDD", "subpart DDDDD of part 63", "40 CFR part 63 subparts A and DDDDD")
    found = [parts_in(each, ("40 CFR 63",)) for each in names]
    assert found[0] == found[1] == ("subpart DDDDD to 40 CFR 63",)
    assert found[2] == ("subpart A to 40 CFR 63", "subpart DDDDD to 40 CFR 63")


def test_instructions_that_add_a_part_are_that_part_and_those_of_a_part_are_not() -> None:
    for words in ("amendatory instructions 3 and 5 (adding 42 CFR part 513)",
                  "the addition of 42 CFR part 513 (amendatory instructions 3 and 5)"):  # fmt: skip
        assert parts_in(words, ("42 CFR 511", "42 CFR 513")) == ("instruction 3", "instruction 5", "42 CFR 513")
    for words in ("amendments 3 and 5 to 42 CFR part 513", "instructions 3 and 5 (adding 42 CFR part 513, subpart B)"):
        assert parts_in(words, ("42 CFR 511",))[:2] == ("instruction 3", "instruction 5")
        assert "42 CFR 513" not in parts_in(words, ("42 CFR 511",))


def test_a_part_beside_sections_of_another_is_kept() -> None:
    cfr = ("42 CFR 511", "42 CFR 513")
    for words in ("instruction 3 (adding 42 CFR part 513) and instruction 5 (revising 42 CFR 511.2)",
                  "the addition of 42 CFR part 513 and the amendments to 42 CFR 511.2",
                  "the amendments to 42 CFR part 513 and to § 511.2"):  # fmt: skip
        assert parts_in(words, cfr) == ("42 CFR 513", "42 CFR 511.2")
    for words in ("§ 511.2 in the rule adding 42 CFR part 513", "42 CFR part 511 and 42 CFR 511.2"):
        assert parts_in(words, cfr) == ("42 CFR 511.2",)


@each_row(
    "words",
    [
        "§ 64.1200", "§ 64.6306(e)", "47 CFR 64.1200(a)(9)", "the amendments to § 73.3527", "The revision to Sec. 64.2",
        "47 CFR part 64", "29 CFR parts 1910, 1915, and 1926", "36 CFR parts 223 and 261",
    ],
)  # fmt: skip
def test_one_section_or_parts_alone_are_read_as_any_other_words(words: str) -> None:
    for cfr in ((), ("47 CFR 64",), ("47 CFR 64", "36 CFR 223")):
        for title in (None, "47"):
            quick = plainly_named(words, cfr, title)
            assert quick in ((), parts_in(words, cfr, title))
    assert plainly_named(words, ("47 CFR 64",), None)


@each_row("words", ["§ 64.1200 and (b)", "§ 64.1200(a) through (c)", "§ 64.1200(a)(1)(2)", "47 CFR part 64, subpart B"])
def test_more_than_one_section_is_read_in_full(words: str) -> None:
    assert not plainly_named(words, ("47 CFR 64",), "47")
