"""What is only spoken of: goods of an instrument, what another did to it, an act of another day."""

# ruff: noqa: E501 (tables read best one row a line)

from __future__ import annotations

from regtrack.model.instrument import Instrument
from regtrack.news.reading import ItemReader
from tests.news.helpers import INSTRUMENTS, Ledger, fact, item
from tests.rows import each_row

PUMPS = Instrument(
    "us/epa/pumps", "final_rule", "Revision to Permit Review for Turbine Pumps", short="P900 and P950X rule"
)
LETTERS = Instrument("us/epa/letters", "order", "Letters to Makers (K100 and K200)", short="K100 and K200 requirement")
DREDGE = Instrument(
    "us/epa/dredge", "final_rule", "Limits of Harbor Dredge Sediment", short="harbor gravel dredge sediment rule"
)
BOATS = Instrument("us/epa/boats", "final_rule", "Engine Noise of Ferry Boats", short="Ferry Rule")
REPAIR = Instrument("us/epa/repair", "final_rule", "Correction of Limits of Harbor Dredge Sediment")


def _found(text: str, ledger: Ledger, title: str = "") -> list[str]:
    return sorted(each.id for each in ItemReader(ledger).read(item(text, title=title)).mentions)


PAUSE = Instrument(
    "us/epa/pause", "final_rule", "Suspension of Engine Noise of Ferry Boats", short="Ferry Rule suspension"
)


@each_row(
    ("text", "found"),
    [
        ("The EPA issued a rule on the P900 and the P950X.", True),
        ("Makers of the P900 and the P950X await the new EPA rule.", True),
        ("The order sets a tariff on pumps such as the P900 and the P950X. The EPA softened its permit review.", True),
        ("The EPA order sets a tariff on some pumps, such as the P900 and the P950X.", False),
        ("The EPA set a 25 percent tariff on the P900 and the P950X. It spares homes.", False),
        ("An EPA proclamation of tariffs names the P900 and the P950X.", False),
    ],
)  # fmt: skip
def test_the_goods_of_a_rule_are_not_the_rule_where_another_kind_is_told(text: str, found: bool) -> None:
    ledger = Ledger([fact("publish", "2025-05-12", PUMPS.id)], [PUMPS])
    assert _found(text, ledger) == [PUMPS.id][:found]


@each_row(
    ("made", "text", "found"),
    [
        ("2023-08-26", "The EPA told it on Monday that the requirement now applies to the K100, K150 and K200.", False),
        ("2023-08-26", "Since Tuesday an EPA requirement holds for the K200, the K100 and the K90.", False),
        ("2023-08-26", "The EPA said on May 12 that a requirement binds those who sell the K100 or the K200.", False),
        ("2025-05-12", "The EPA told it on Monday that the requirement now applies to the K100 and the K200.", True),
        ("2023-08-26", "The EPA requirement for the K100 and the K200 cost it two plants.", True),
        ("2023-08-26", "On August 26, 2023, the EPA set a requirement for the K100 and the K200.", True),
    ],
)  # fmt: skip
def test_goods_alone_tell_no_act_of_long_ago_on_another_day(made: str, text: str, found: bool) -> None:
    ledger = Ledger([fact("publish", made, LETTERS.id)], [LETTERS])
    assert _found(text, ledger) == [LETTERS.id][:found]


@each_row(
    ("made", "text", "found"),
    [
        ("2025-03-01", "The EPA issued the Ferry Rule. Dredge, gravel and sediment of the harbor may be among what the EPA means.", False),
        ("2025-03-01", "The EPA issued the Ferry Rule. Boats, the EPA says, stir up gravel and sediment that a dredge moves in the harbor.", False),
        ("2025-03-01", "The EPA issued the Ferry Rule. For the EPA the harbor has gravel, sediment and no dredge.", False),
        ("2025-05-10", "The EPA issued the Ferry Rule. Next the EPA talks of gravel, dredge and sediment of the harbor.", True),
        ("2025-03-01", "The EPA issued the Ferry Rule. An EPA rule for gravel, dredge and sediment of a harbor binds them.", True),
        ("2025-03-01", "The EPA speaks of gravel, dredge and sediment of the harbor. Rules bind.", True),
    ],
)  # fmt: skip
def test_what_has_no_words_of_law_beside_a_rule_is_of_something_new(made: str, text: str, found: bool) -> None:
    ledger = Ledger([fact("publish", made, DREDGE.id), fact("publish", "2025-05-13", BOATS.id)], [DREDGE, BOATS])
    assert (DREDGE.id in _found(text, ledger)) is found


@each_row(
    ("text", "found"),
    [
        ("On February 14, 2025, the EPA corrected the limits of harbor dredge sediment.", True),
        ("The EPA in February corrected the limits of harbor dredge sediment.", True),
        ("The EPA in a rule of February 13, 2025, corrected its limits of harbor dredge sediment.", True),
        ("On May 13, 2025, the EPA corrected the limits of harbor dredge sediment.", False),
        ("The EPA on Tuesday corrected the limits of harbor dredge sediment.", False),
        ("On April 2 the EPA corrected its limits of harbor dredge sediment.", False),
    ],
)  # fmt: skip
def test_an_act_of_another_day_is_another_act(text: str, found: bool) -> None:
    acts = [
        fact("publish", "2025-01-16", DREDGE.id),
        fact("correct", "2025-02-14", DREDGE.id, by=REPAIR.id),
        fact("publish", "2025-02-14", REPAIR.id),
    ]
    assert (REPAIR.id in _found(text, Ledger(acts, [DREDGE, REPAIR]))) is found


EASING = Instrument("us/epa/easing", "final_rule", "Easing of Limits of Harbor Dredge Sediment", short="Easing Rule")


@each_row(
    ("title", "text", "found"),
    [
        ("EPA changes sediment limits of the harbor", "The Easing Rule was published on Tuesday.", False),
        ("EPA dredge and harbor limits move", "The Easing Rule of the EPA is out.", False),
        ("EPA: new harbor sediment limits", "The EPA on Monday issued the Easing Rule. It binds.", False),
        ("EPA changes sediment limits of the harbor", "A rule was published on Tuesday.", True),
        ("EPA dredge and harbor limits move", "The rule of the EPA is out.", True),
        ("EPA: new harbor sediment limits", "The EPA on Monday issued the Ferry Rule. It binds.", True),
    ],
)  # fmt: skip
def test_what_another_did_to_a_rule_is_no_news_of_it(title: str, text: str, found: bool) -> None:
    acts = [
        fact("publish", "2024-01-16", DREDGE.id),
        fact("amend", "2025-05-13", DREDGE.id, by=EASING.id),
        fact("publish", "2025-05-13", EASING.id),
    ]
    assert (DREDGE.id in _found(text, Ledger(acts, [DREDGE, EASING, BOATS]), title)) is found


@each_row(
    ("made", "text", "found"),
    [
        ("2025-05-27", "The EPA will hold back the Ferry Rule. A suspension of tariffs on oil takes effect on June 2, 2025.", False),
        ("2025-05-27", "The EPA will hold back the Ferry Rule. It will also cut tariffs on oil from June 2, 2025, and suspend its action on ports.", False),
        ("2025-05-27", "The EPA will hold back the Ferry Rule. It will suspend its order on ports from June 2, 2025, too.", False),
        ("2025-05-12", "The EPA will hold back the Ferry Rule. It said the suspension of its requirements takes effect on June 2, 2025.", True),
        ("2025-05-14", "The EPA will hold back the Ferry Rule. It will suspend its requirements from June 2, 2025.", True),
        ("2025-05-16", "The EPA will hold back the Ferry Rule. From June 2, 2025, it is to suspend its requirements.", True),
    ],
)  # fmt: skip
def test_what_a_word_goes_on_to_tell_is_no_document_of_weeks_after(made: str, text: str, found: bool) -> None:
    ledger = Ledger(
        [fact("publish", "2024-05-13", BOATS.id), fact("publish", made, PAUSE.id)],
        [*INSTRUMENTS, BOATS, PAUSE, PUMPS, LETTERS],
    )
    assert (PAUSE.id in _found(text, ledger)) is found
