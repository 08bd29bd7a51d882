"""How firmly English claims an act: what is denied, asked for, possible or supposed is not read as done."""

import pytest

from regtrack.news.tables import ASSERTED
from tests.news.helpers import claims, spelled

DENIED = {
    "determiners and pronouns": [
        "No rule suspending the fuel levy has been published.",
        "No order has lifted the fuel ban.",
        "None of the agencies has rescinded the fuel rule.",
        "Nothing in the notice rescinds the fuel rule.",
        "Few of the fuel rules have been rescinded.",
        "Hardly any fuel rule has been rescinded.",
        "There are no plans to suspend the fuel levy.",
        "The agency has not issued a rule suspending the fuel levy.",
        "No date has been set for publishing the fuel rule.",
    ],
    "neither and nor": [
        "Neither chamber has passed the fuel bill.",
        "The agency has neither suspended nor rescinded the fuel rule.",
        "Nor has the agency suspended the fuel levy.",
        "At no point did the agency suspend the fuel levy.",
    ],
    "auxiliaries": [
        "The agency has not so far suspended the fuel levy.",
        "The fuel levy will not be suspended.",
        "The agency won't suspend the fuel levy.",
        "The agency has not, as some outlets reported, suspended the fuel levy.",
        "The agency decided not to suspend the fuel levy.",
    ],
    "pending": [
        "The ministry has yet to lift the fuel ban.",
        "The fuel ban remains to be lifted.",
        "The fuel ban has still to be lifted.",
        "The agency missed its deadline to publish the fuel rule.",
    ],
    "verbs": [
        "The court refused to suspend the fuel levy.",
        "The court declined on Tuesday to suspend the fuel levy.",
        "The agency stopped short of suspending the fuel levy.",
        "The agency backed away from suspending the fuel levy.",
        "The agency decided against suspending the fuel levy.",
        "The minister ruled out suspending the fuel levy.",
        "The agency is not expected to suspend the fuel levy.",
        "The ministry denied having lifted the fuel ban.",
        "The court denied a request to suspend the fuel levy.",
        "The court barred the agency from ever lifting the fuel ban.",
        "The agency dropped plans to lift the fuel ban.",
    ],
    "prepositions": [
        "The agency left office without suspending the fuel levy.",
        "Instead of suspending the fuel levy, the agency waited.",
        "Far from lifting the fuel ban, the minister praised it.",
        "The agency studied the fuel rule, let alone rescinded it.",
    ],
    "wrong reports": [
        "Reports that the fuel rule had been repealed are false.",
        "It is not true that the fuel rule has been repealed.",
        "Media wrongly reported that the fuel rule had been repealed.",
        "A false report that the fuel rule had been repealed moved markets.",
        "An earlier version of this article said the fuel rule had been repealed.",
        "Contrary to reports that the fuel rule was repealed, it stands.",
        "The newspaper retracted its report that the fuel rule had been repealed.",
        "The post claimed the fuel rule had been repealed, but it had not.",
        "The post claimed the fuel rule had been repealed. It has not been.",
        "The post claimed the fuel rule had been repealed. The ministry said that was false.",
        "The post claimed the fuel rule had been repealed. There is no such order.",
    ],
    "what was voted down": [
        "A bid to repeal the fuel rule was rejected by the Senate.",
        "Plans to lift the fuel ban were dropped.",
        "Plans to lift the fuel ban were voted down.",
    ],
}
ASKED = {
    "verbs": [
        "Importers asked the agency to suspend the fuel levy.",
        "Importers asked that the fuel levy be suspended.",
        "Importers asked for the fuel levy to be suspended.",
        "Lawmakers want the fuel levy suspended.",
        "Lawmakers called for suspending the fuel levy.",
        "Importers are seeking to have the fuel levy vacated.",
        "The group recommended suspending the fuel levy.",
        "The agency should have suspended the fuel levy.",
        "It is essential that the fuel rule be rescinded.",
        "Scrap the fuel levy, business tells ministers.",
    ],
    "what is asked for further": [
        "Importers asked the agency to suspend the fuel levy and to extend the fuel exemption.",
        "Importers asked the agency to suspend the fuel levy, extend the fuel exemption and publish a fuel rule.",
    ],
}
POSSIBLE = {
    "verbs of thought": [
        "The agency is considering suspending the fuel levy.",
        "The agency is weighing whether the fuel levy should be suspended.",
        "The agency is studying a plan to suspend the fuel levy.",
        "The agency is thinking about suspending the fuel levy.",
        "Analysts believe the agency will suspend the fuel levy.",
        "Importers hope the agency will suspend the fuel levy.",
        "Importers fear that the fuel exemption will be revoked.",
        "Brokers expect the agency to suspend the fuel levy.",
    ],
    "questions": [
        "It is unclear whether the agency has suspended the fuel levy.",
        "Asked if it had suspended the fuel levy, the ministry gave no answer.",
        "The minister declined to say whether the fuel rule had been repealed.",
        "It remains unclear when the agency will lift the fuel ban.",
        "Could the fuel levy be suspended? Lawyers differ.",
        "The agency has not confirmed that it suspended the fuel levy.",
    ],
    "conditions": [
        "If the fuel levy were suspended, prices would fall.",
        "Should the agency suspend the fuel levy, prices would fall.",
        "Were the fuel levy to be suspended, prices would fall.",
        "Had the agency suspended the fuel levy, prices would have fallen.",
        "Absent an order lifting the fuel ban, shipments stop.",
        "Suppose the court strikes down the fuel levy: importers would be owed refunds.",
    ],
    "modal verbs": [
        "The fuel levy may soon be suspended.",
        "Only parliament can lift the fuel ban.",
        "The agency may review the levy and suspend the fuel rule.",
        "The agency could withdraw the fuel rule, suspend the fuel levy or extend the fuel exemption.",
        "The case could lead the court to vacate the fuel rule.",
        "The agency would suspend the fuel levy.",
        "The agency had been expected to suspend the fuel levy.",
        "Perhaps the agency will suspend the fuel levy.",
    ],
    "nouns": [
        "A proposal to suspend the fuel levy is on the table.",
        "The legislation, introduced by two senators, would suspend the fuel levy.",
        "Pressure on the agency to suspend the fuel levy is growing.",
        "A request that the fuel levy be suspended is pending.",
        "Talks on suspending the fuel levy will resume.",
        "The possibility of suspending the fuel levy was raised.",
        "Rumours that the agency suspended the fuel levy are circulating.",
        "There is a chance that the fuel ban will be lifted.",
        "Opposition to lifting the fuel ban is growing.",
    ],
    "what is not yet there": [
        "Officials are working on an order lifting the fuel ban.",
        "A rule rescinding the fuel standards is being drafted.",
        "Rescinding the fuel rule is one option.",
        "Repeal of the fuel rule would need an act of Congress.",
    ],
}
ASSERTING = {
    "a sentence that turns": [
        "The agency did not rescind the fuel rule but suspended it.",
        "The court dismissed the appeal and reinstated the fuel rule.",
        "The agency asked for comment and published the fuel rule.",
        "The petition was dismissed and the fuel rule was reinstated.",
        "The agency suspended the fuel levy after importers asked it to.",
        "Lawmakers had urged a delay; the agency suspended the fuel levy.",
    ],
    "asides": [
        "The agency, which had not commented, suspended the fuel levy.",
        "The court, which had earlier refused to do so, vacated the fuel rule.",
        "The agency, asked to act, suspended the fuel levy.",
        "The fuel levy, which importers wanted to see gone, was rescinded.",
    ],
    "what stands before": [
        "Rejecting calls to wait, the agency rescinded the fuel rule.",
        "After weeks of talk about a delay, the agency published the fuel rule.",
        "Without waiting for Congress, the president lifted the fuel ban.",
        "Despite a petition to suspend it, the agency published the fuel rule.",
        "Ending doubts about whether it would act, the agency published the fuel rule.",
    ],
    "what only looks like doubt": [
        "BIS in May suspended the fuel levy.",
        "Announcement No. 46 suspended the fuel levy.",
        "There is no doubt that the agency suspended the fuel levy.",
        "The agency not only suspended the fuel levy but rescinded it.",
        "The agency gave no reason for suspending the fuel levy.",
        "The agency published the expected fuel rule.",
        "Not until Tuesday did the agency suspend the fuel levy.",
    ],
    "what is to be done": [
        "The agency said it would suspend the fuel levy.",
        "The agency voted to suspend the fuel levy.",
        "The agency plans to suspend the fuel levy.",
        "The president ordered the agency to suspend the fuel levy.",
    ],
}
_ALSO = frozenset(("announce", "enjoin", "fail", "introduce"))
"""Acts that are done in some of these sentences, beside the one that is not."""


def _rows(table: dict[str, list[str]]) -> list[object]:
    return [pytest.param(text, id=f"{what}: {text}") for what, texts in table.items() for text in texts]


def modalities(text: str) -> set[str]:
    found = {claim.modality for claim in claims(text) if claim.act not in _ALSO}
    assert found, "no act is found at all"
    return found


@pytest.mark.parametrize("text", _rows(DENIED))
def test_denied(text: str) -> None:
    assert modalities(text) == {"denies"}


@pytest.mark.parametrize("text", _rows(ASKED))
def test_asked_for(text: str) -> None:
    assert modalities(text) == {"calls_for"}


@pytest.mark.parametrize("text", _rows(POSSIBLE))
def test_possible(text: str) -> None:
    assert modalities(text) <= {"may", "calls_for"}


@pytest.mark.parametrize("text", _rows(ASSERTING))
def test_asserted(text: str) -> None:
    assert modalities(text) & ASSERTED


def test_what_is_not_so_until_a_day_is_so_from_it() -> None:
    (claim,) = claims("The fuel rule will not take effect until July 1, 2025.")
    assert (claim.act, claim.modality, spelled(claim.when)) == ("set_effective", "will", ["2025-07-01"])


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("A bill would repeal the fuel tax, ending the fuel exemption.", "may"),
        ("The agency refused to repeal the fuel tax, ending the fuel exemption.", "has"),
    ],
)
def test_a_participle_goes_with_its_verb_unless_that_is_denied(text: str, modality: str) -> None:
    assert claims(text)[-1].modality == modality


def test_a_bill_is_passed_though_what_it_would_do_is_only_possible() -> None:
    (claim,) = claims("A bill to end the fuel levy passed the lower house on Tuesday.")
    assert (claim.act, claim.modality) == ("pass", "has")


def test_what_is_struck_from_a_bill_amends_it() -> None:
    (claim,) = claims("The Senate on Tuesday struck from the budget bill a clause on fuel.")
    assert (claim.act, claim.target, claim.modality) == ("amend", "budget bill", "has")


def test_a_bill_that_is_introduced_is_not_in_force() -> None:
    (claim,) = claims("A bill that would repeal the fuel levy was introduced on Tuesday.")
    assert (claim.act, claim.target, spelled(claim.when)) == ("introduce", "bill", ["2025-05-13"])
