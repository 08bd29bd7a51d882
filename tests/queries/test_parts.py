"""A part of an instrument as people write it."""

import pytest

from regtrack.model.scope import path_of
from regtrack.queries.parts import find
from tests.helpers import course, e, events_of, posted, question, rule

RULE = rule(
    cfr=("12 CFR 1003", "40 CFR 60"),
    instructions=(
        ("3", ("12 CFR 1003.2",)),
        ("4", ("supp. I to 12 CFR 1003", "subpart D of 40 CFR 60", "def:flare@40 CFR 60.101a")),
    ),
)
TABLES = [
    e("set_effective", effect="2024-03-01", published="2024-01-15", exclude=["New Routine Uses", "instruction 3"])
]
ASKED = question("2024-06-01", "2024-06-01")


@pytest.mark.parametrize(
    ("written", "path", "recorded"),
    [
        ("instruction 3", "instruction 3", True),
        ("Instr. 4", "instruction 4", True),
        ("amendatory instruction 3", "instruction 3", True),
        ("instruction 9", "instruction 9", False),
        ("12 CFR 1003.2(g)", "12 CFR 1003.2(g)", True),
        ("§ 1003.2", "12 CFR 1003.2", True),
        ("section 60.101a(b)", "40 CFR 60.101a(b)", True),
        ("paragraph (d)(6) of § 1003.2", "12 CFR 1003.2(d)(6)", True),
        ("part 60", "40 CFR 60", True),
        ("supplement I", "supp. I to 12 CFR 1003", True),
        ("Supplement I to part 1003", "supp. I to 12 CFR 1003", True),
        ("subpart D", "subpart D of 40 CFR 60", True),
        ("the definition of flare in § 60.101a", "def:flare@40 CFR 60.101a", True),
        ("definition of “flare”", "def:flare@40 CFR 60.101a", True),
        ("the new routine uses", "New Routine Uses", True),
        ("12 CFR 1026.36", "12 CFR 1026.36", False),
        ("xyzzy", "xyzzy", False),
    ],
)
def test_a_part_is_what_people_write(written: str, path: str, recorded: bool) -> None:
    postings = [posted(event, RULE, seq, 0) for seq, event in enumerate(events_of(TABLES), 1)]
    found = find(written, RULE, course(postings, RULE, ASKED))
    assert (found.path, found.recorded) == (path_of(path), recorded)
