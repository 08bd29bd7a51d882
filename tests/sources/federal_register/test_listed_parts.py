"""Lists of provisions as DATES prints them: whatever is listed is read, each section with its own paragraphs."""

from __future__ import annotations

import itertools

from regtrack.sources.federal_register._events.scoping import parts_in
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
