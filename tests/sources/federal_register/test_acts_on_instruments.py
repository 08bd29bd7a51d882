"""What is done to an order, a notice or a deadline of another document is told of it, or it is in doubt."""

from regtrack.model.event import Event
from tests.rows import each_row
from tests.sources.federal_register.test_duties import OWN, events_of

OTHER = "us/fr/89-fr-9900"
THE_ORDER = "the order published at 89 FR 9900 on February 12, 2024,"


def told(found: list[Event]) -> list[tuple[str, str, str | None, str]]:
    """Each event but the publication: kind, target, name, and its day."""
    return [
        (each.kind, each.target, each.name, str(each.until if each.kind == "set_deadline" else each.effect))
        for each in found
        if each.kind != "publish"
    ]


@each_row(
    ("text", "kind", "on"),
    [
        (f"Effective May 18, 2026, {THE_ORDER} denying export privileges is vacated.", "vacate", "2026-05-18"),
        ("The order published at 89 FR 9900 is vacated effective July 1, 2026.", "vacate", "2026-07-01"),
        ("The order published at 89 FR 9900 is set aside as of July 1, 2026.", "vacate", "2026-07-01"),
        ("The order published at 89 FR 9900 is modified effective July 1, 2026.", "amend", "2026-07-01"),
        ("Effective June 1, 2026, the notice published at 89 FR 9900 is rescinded.", "withdraw", "2026-06-01"),
    ],
)
def test_what_is_done_to_an_order_on_a_day_sets_no_effective_date(text: str, kind: str, on: str) -> None:
    assert told(events_of(text, kind="Notice", action="Order.")) == [(kind, OTHER, None, on)]


@each_row("noun", ["order", "notice", "interim rule"])
@each_row("verb", ["replaces", "supersedes"])
def test_replaces_is_read_in_dates(noun: str, verb: str) -> None:
    kind = "Rule" if noun == "interim rule" else "Notice"
    text = f"This action is effective July 1, 2026, and {verb} the {noun} published February 12, 2024 (89 FR 9900)."
    found = told(events_of(text, kind=kind, action="Final rule." if kind == "Rule" else "Notice."))
    assert ("set_effective", OWN, None, "2026-07-01") in found
    assert ("supersede", OTHER, None, "2026-07-01") in found


def test_an_end_of_what_stays_a_rule_neither_stays_nor_vacates_the_rule() -> None:
    text = "Effective July 1, 2026, the order staying the rule published at 89 FR 9900 is vacated."
    assert {kind for kind, target, *_ in told(events_of(text)) if target == OTHER} <= {"note"}


@each_row(
    ("text", "name"),
    [
        ("In the notice at 89 FR 9900, the date by which responses are due is corrected to read {}.", "responses"),
        ("The deadline for nominations in the notice published at 89 FR 9900 is extended to {}.", "nominations"),
        ("The application period announced at 89 FR 9900 is reopened through {}.", "applications"),
        ("The due date for proposals under 89 FR 9900 is extended from June 10, 2026, to {}.", "proposals"),
    ],
)  # fmt: skip
def test_a_moved_deadline_is_that_of_the_other_document(text: str, name: str) -> None:
    found = told(events_of(text.format("June 24, 2026"), kind="Notice", action="Notice."))
    assert found == [("set_deadline", OTHER, name, "2026-06-24")]


@each_row("occasion", ["hearing", "meeting"])
@each_row("verb", ["rescheduled to", "postponed to", "postponed until"])
@each_row("was", ["scheduled for", "originally scheduled for"])
def test_a_moved_occasion_has_its_new_day_only(occasion: str, verb: str, was: str) -> None:
    text = f"The {occasion} {was} June 10, 2026, is {verb} June 24, 2026."
    assert told(events_of(text, kind="Notice", action="Notice.")) == [("set_deadline", OWN, occasion, "2026-06-24")]


PARTS = [
    ("for subpart B is {}, and for subpart C, {}", ("subpart B", None), ("subpart C", None)),
    ("for the labeling requirements is {}, and for the recordkeeping requirements is {}",
     ("labeling requirements", None), ("recordkeeping requirements", None)),
    ("for large firms is {}, and for small firms is {}", (None, "large firms"), (None, "small firms")),
]  # fmt: skip


@each_row(("text", "first", "second"), PARTS)
def test_a_part_is_a_part_and_a_class_of_persons_is_one(
    text: str, first: tuple[str | None, str | None], second: tuple[str | None, str | None]
) -> None:
    text = f"Effective August 1, 2026. The compliance date {text.format('January 1, 2027', 'January 1, 2028')}."
    found = [each for each in events_of(text) if each.kind == "set_compliance"]
    assert [(next(iter(each.parts), None), each.parties) for each in found] == [first, second]
    assert [str(each.effect) for each in found] == ["2027-01-01", "2028-01-01"]


def test_an_end_unless_extended_is_told_by_summary() -> None:
    summary = "APHIS restricts movement of cattle. The restrictions expire on April 13, 2028, unless extended."
    found = events_of("This interim rule is effective June 1, 2026.", summary, action="Interim rule.")
    assert [str(each.until) for each in found if each.kind == "set_expiry"] == ["2028-04-13"]
