"""Two labellings of one item as one."""

from __future__ import annotations

from tests.accuracy.news_agreed import Agreement, Label, agreed, agreement


def label(act: str, target: str = "new: rule", day: str = "none", *, optional: bool = False) -> Label:
    parts = (tuple(part.split(" or ")) for part in (act, target, day))
    return Label(*parts, None, optional)  # type: ignore[call-arg, arg-type]


def test_the_alternatives_of_both_count() -> None:
    (both,) = agreed([label("publish", "new: fuel rule", "2025-01-02")], [label("announce or publish", "new: rule")])
    assert both.acts == ("publish", "announce")
    assert both.targets == ("new: fuel rule", "new: rule")
    assert both.dates == ("2025-01-02", "none")
    assert not both.optional


def test_what_one_has_alone_or_calls_optional_is_optional() -> None:
    """In the order of the first reading."""
    found = agreed([label("stay"), label("rescind", optional=True)], [label("rescind"), label("vacate", "new: order")])
    assert [(each.acts, each.optional) for each in found] == [
        (("stay",), True),
        (("rescind",), True),
        (("vacate",), True),
    ]


def test_how_far_they_agree_is_counted() -> None:
    first = [label("stay", "new: rule", "2025-01-02"), label("propose", "us/bis/x", "2025-03-01")]
    second = [label("stay", "new: the rule", "2025-01-03"), label("amend", "new: list")]
    assert agreement([(first, second), ([], [])]) == Agreement(both=1, act=1, target=1, date=0, alone=2)
    assert agreement([(first, first)]) == Agreement(2, 2, 2, 2, 0)
