"""Several items of news that tell one fact are one change, with every statement behind it."""

from __future__ import annotations

from typing import Any

from tests.helpers import e, track


def told(number: int, hour: int, kind: str = "stay", **fields: Any) -> dict[str, Any]:
    """What an item reports of the rule, as it is recorded."""
    given = {"effect": "2025-03-05", "until": "2025-09-01", "certainty": "reported", "summary": "A wire says so."}
    at = f"2025-03-06T{hour:02d}:00:00Z"
    return e(kind, f"item:{number}:{kind}:us/x/rule", available=at, recorded=at, **{**given, **fields})


RULE = [
    e("publish", published="2025-01-02", recorded="2025-01-02"),
    e("set_effective", effect="2025-02-01", published="2025-01-02", recorded="2025-01-02"),
]


def rows(*more: dict[str, Any]) -> list[tuple[str, tuple[str, ...]]]:
    """The changes of the first week of March: what each is about, and the keys behind it."""
    with track([*RULE, *more]) as tracker:
        answer = tracker.since("2025-03-01", "2025-03-08")
        keys = {id_: each.event.key.removesuffix(":us/x/rule") for id_, each in answer.sources.events.items()}
        return [(each.facet.value, tuple(keys[id_] for id_ in each.because)) for each in answer.changes]


def test_one_act_of_one_day_is_one_row_led_by_the_first() -> None:
    assert rows(told(2, 11, until="unknown"), told(1, 10)) == [("announced", ("item:1:stay", "item:2:stay"))]


def test_the_surest_leads() -> None:
    assert rows(told(1, 10), told(2, 11, certainty="announced")) == [("announced", ("item:2:stay", "item:1:stay"))]


def test_another_day_or_act_is_another_row() -> None:
    other, act = told(2, 11, effect="2025-03-06"), told(3, 12, "enjoin")
    assert len(rows(told(1, 10), other, act)) == 3


def test_what_has_no_day_stays_by_itself() -> None:
    assert len(rows(told(1, 10, effect="unknown", until=None), told(2, 11, effect="unknown", until=None))) == 2
