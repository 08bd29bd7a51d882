"""From when a rule holds, until when, and who has to have done what by then: what English says of it."""

# ruff: noqa: E501 (tables read best one row a line)

import pytest

from tests.news.helpers import claims, links, spelled

Told = tuple[str, str, list[str]]


def told(text: str, day: str = "2025-05-14") -> list[Told]:
    return [(each.act, each.target, spelled(each.when)) for each in claims(text, day=day)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The president signed an order on Tuesday imposing a 10% levy on fuel from June 1.", [("sign", "order", ["2025-05-13"]), ("set_effective", "10% levy on fuel", ["2025-06-01"])]),
        ("A fuel levy from June 1.", [("set_effective", "fuel levy", ["2025-06-01"])]),
        ("The agency published its fuel rule on Tuesday, effective June 1.", [("publish", "fuel rule", ["2025-05-13"]), ("set_effective", "fuel rule", ["2025-06-01"])]),
        ("The fuel list was revised on Tuesday, retroactive to May 1.", [("amend", "fuel list", ["2025-05-13"]), ("set_effective", "fuel list", ["2025-05-01"])]),
        ("The ministry announced the fuel ban on Monday with immediate effect.", [("announce", "fuel ban", ["2025-05-12"]), ("set_effective", "fuel ban", ["2025-05-12"])]),
        ("The agency lifted the fuel levy from June 1.", [("rescind", "fuel levy", ["2025-06-01"])]),
        ("From June 1, the fuel levy is suspended.", [("stay", "fuel levy", ["2025-06-01"])]),
        ("The fuel rule has caused trouble from 2011.", []),
    ],
)  # fmt: skip
def test_a_word_before_a_day_tells_from_when_what_is_made_holds(text: str, expected: list[Told]) -> None:
    assert told(text) == expected


def test_a_weekday_from_when_something_holds_is_the_nearest() -> None:
    text = "The agency signed the fuel order, effective {}."
    assert told(text.format("Thursday"))[-1] == ("set_effective", "fuel order", ["2025-05-15"])
    assert told(text.format("Monday"))[-1] == ("set_effective", "fuel order", ["2025-05-12"])


def test_a_weak_word_with_a_name_is_an_instrument_where_law_is_done_to_it() -> None:
    assert [each.claim.target for each in links("The agency suspended its ship fees on Tuesday.")] == ["ship fees"]
    assert links("The agency suspended its fees on Tuesday.") == []


def test_what_has_no_words_is_of_what_was_spoken_of_though_it_has_no_name() -> None:
    text = "The agency published a rule on Tuesday. Comments are due on June 2."
    assert [(each.claim.act, each.claim.target) for each in links(text)] == [
        ("publish", "rule"),
        ("open_comment", "rule"),
    ]
    (only,) = links("Tuesday brought a rule on fuel cells. Comments are due on June 2.")
    assert (only.claim.act, only.claim.target) == ("open_comment", "rule on fuel cells")
    (only,) = links("There was talk of a rule. Comments are due on June 2.")
    assert (only.claim.act, only.claim.target) == ("open_comment", "rule")


def test_what_a_known_body_suspends_is_an_instrument_though_no_noun_says_so() -> None:
    text = "The rule has critics. The SEC suspended {} on Tuesday."
    assert told(text.format("SAB 121")) == [("stay", "SAB 121", ["2025-05-13"])]
    assert told(text.format("its lawsuit")) == []
    assert told("The rule has critics. The airline suspended SAB 121 on Tuesday.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The rule published on Friday takes effect on June 1.", [("publish", "rule", ["2025-05-09"]), ("set_effective", "rule", ["2025-06-01"])]),
        ("The agency lifted the levy collected since March.", [("rescind", "levy", [])]),
        ("The agency rescinded the levy, it argued on Tuesday.", [("rescind", "levy", ["2025-05-13"])]),
        ("The levy takes effect on June 1 and July 1.", [("set_effective", "levy", ["2025-06-01"]), ("set_effective", "levy", ["2025-07-01"])]),
        ("The levy takes effect.", [("set_effective", "levy", [])]),
        ("The levy takes effect 30 days after enactment.", [("set_effective", "levy", [])]),
        ("The levy has critics. From June 1 importers must pay a deposit.", [("set_effective", "", ["2025-06-01"])]),
        ("The licence covers such deals until June 1.", [("set_expiry", "licence", ["2025-06-01"])]),
        ("The order directs the agency to report within 30 days.", [("set_deadline", "order", [])]),
        ("Firms fear the rule's June 1 compliance date.", [("set_compliance", "rule", ["2025-06-01"])]),
        ("The fuel rule returns on June 1, 2025.", [("reinstate", "fuel rule", ["2025-06-01"])]),
        ("The fuel rule stays suspended until June 1.", [("extend_stay", "fuel rule", ["2025-06-01"])]),
        ("Firms will be spared fines under the fuel rule.", [("announce_nonenforcement", "fuel rule", [])]),
        ("Opinions on the fuel rule are invited until June 1.", [("open_comment", "fuel rule", ["2025-06-01"])]),
    ],
)  # fmt: skip
def test_days_and_what_has_them(text: str, expected: list[Told]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Court strikes down fuel rule. The judges said on Tuesday that the agency had no such power.", [("vacate", "fuel rule", ["2025-05-13"])]),
        ("Court strikes down fuel rule. The judges saw each other in March 2024.", [("vacate", "fuel rule", [])]),
        ("Court to strike down fuel rule. The judges said on Tuesday that the agency had no such power.", [("vacate", "fuel rule", [])]),
        ("Agency delays fuel rule. Its head said on Tuesday that mills need time.", [("delay_effective", "fuel rule", [])]),
    ],
)  # fmt: skip
def test_what_a_headline_tells_was_done_on_the_day_of_the_sentence_after_it(text: str, expected: list[Told]) -> None:
    assert told(text) == expected


def test_what_is_extended_to_more_is_amended_and_lasts_no_longer() -> None:
    assert told("The agency extended its fuel controls to Macau.") == [("amend", "fuel controls", [])]
    assert told("The agency extended its fuel controls to June 1.") == [
        ("extend_expiry", "fuel controls", ["2025-06-01"])
    ]
