"""Constructions of English: what is read of a short sentence of each."""

# ruff: noqa: E501 (tables read best one row a line)

import pytest

from tests.news.helpers import claims, links, spelled

Told = tuple[str, str, list[str]]


def told(text: str, day: str = "2025-05-14") -> list[Told]:
    return [(each.act, each.target, spelled(each.when)) for each in claims(text, day=day)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A final rule in Tuesday's Federal Register delays the fuel rule until July 1, 2025.", [("publish", "final rule", ["2025-05-13"]), ("delay_effective", "fuel rule", ["2025-07-01"])]),
        ("The fuel rule was published in Tuesday's Federal Register.", [("publish", "fuel rule", ["2025-05-13"])]),
        ("The agency's interim rule extending the fuel exemption was published on Tuesday.", [("extend_expiry", "fuel exemption", []), ("publish", "agency's interim rule", ["2025-05-13"])]),
        ("The agency announced the extension until July 1, 2025 of the fuel exemption.", [("extend_expiry", "fuel exemption", ["2025-07-01"])]),
        ("The agency announced the immediate suspension, until July 1, 2025, of the fuel levy.", [("stay", "fuel levy", [])]),
        ("A rule announced on Tuesday bars the sale of such chips.", [("announce", "rule", ["2025-05-13"])]),
        ("A draft fuel rule was sent to the White House on Tuesday.", [("announce", "draft fuel rule", ["2025-05-13"])]),
        ("The agency will hold off on fines under the fuel rule until July.", [("announce_nonenforcement", "fuel rule", [])]),
        ("The agency told its inspectors on Tuesday to stop applying the fuel rule.", [("announce_nonenforcement", "fuel rule", ["2025-05-13"])]),
        ("The agency has corrected two errors in its fuel rule.", [("correct", "fuel rule", [])]),
        ("Washington will raise duties on steel from June 1.", [("set_value", "duties on steel", ["2025-06-01"])]),
        ("The levy will be in force for 200 days from June 1.", [("set_effective", "levy", ["2025-06-01"])]),
        ("The fuel exemption will now remain in place until July 1, 2025.", [("extend_expiry", "fuel exemption", ["2025-07-01"])]),
        ("A licence issued by the ministry allows the deals to continue until July 1, 2025.", [("publish", "licence", []), ("set_expiry", "licence", ["2025-07-01"])]),
        ("The agency issued a withhold release order on Tuesday.", [("publish", "withhold release order", ["2025-05-13"])]),
        ("The Fuel Duty (Amendment) (No. 2) Regulations 2025 came into force on Tuesday.", [("set_effective", "Fuel Duty (Amendment) (No. 2) Regulations 2025", ["2025-05-13"])]),
        ("The court struck down the fuel levy on Tuesday, ruling that the Fuel Act does not authorize it.", [("vacate", "fuel levy", ["2025-05-13"])]),
        ("The president signed the Fuel Act of 2025 into law on Tuesday, a day after the Senate passed the Road Act.", [("sign_law", "Fuel Act of 2025", ["2025-05-13"]), ("pass", "Road Act", ["2025-05-12"])]),
        ("The agency suspended the fuel levy. The suspension runs from June 1, 2025 until July 1, 2025.", [("stay", "fuel levy", ["2025-06-01"])]),
        ("The exemptions apply retroactively from Tuesday.", [("set_effective", "exemptions", ["2025-05-13"])]),
        ("The FCC voted 2-1 on Tuesday to rescind the fuel rule.", [("rescind", "fuel rule", ["2025-05-13"])]),
        ("The levy takes effect on Friday and expires on July 1, 2025.", [("set_effective", "levy", ["2025-05-16"]), ("set_expiry", "levy", ["2025-07-01"])]),
        ("The president signed a proclamation on Tuesday under the Fuel Act.", [("sign", "proclamation", ["2025-05-13"])]),
        ("It would repeal the rule that governs fuel exports.", [("rescind", "rule", [])]),
        ("The fuel rule, announced on May 5, bars such sales.", [("announce", "fuel rule", ["2025-05-05"])]),
        ("The Senate voted on Tuesday to end the fuel tariffs. The resolution goes to the House.", [("pass", "resolution", ["2025-05-13"]), ("rescind", "fuel tariffs", [])]),
        ("The Fuel Act, which sets a levy on imports, expired on Tuesday.", [("set_expiry", "Fuel Act", ["2025-05-13"])]),
        ("The draft order that would have ended the fuel ban was shelved on Tuesday.", [("stay", "draft order", ["2025-05-13"])]),
        ("Washington raised steel and aluminum tariffs on such goods.", [("set_value", "steel and aluminum tariffs", [])]),
        ("The minister announced a cut in fuel duties.", [("set_value", "fuel duties", [])]),
        ("The agency announced a proposal on Tuesday.", [("announce", "proposal", ["2025-05-13"])]),
        ("The ministry is seeking comment on the fuel rule by June 2.", [("open_comment", "fuel rule", ["2025-06-02"])]),
        ("Stakeholders may send their views on the fuel rule until June 2.", [("open_comment", "fuel rule", ["2025-06-02"])]),
        ("Governor Hochul vetoed SB 53 on Tuesday.", [("veto", "SB 53", ["2025-05-13"])]),
        ("Parliament gave the fuel bill its final approval on Tuesday.", [("pass", "fuel bill", ["2025-05-13"])]),
        ("The fuel bill cleared the lower house on Tuesday.", [("pass", "fuel bill", ["2025-05-13"])]),
        ("The Fuel Act, applicable since May 5, would be amended by a new bill.", [("set_effective", "Fuel Act", ["2025-05-05"]), ("amend", "Fuel Act", [])]),
        ("The agency published the fuel rule in Tuesday's Federal Register.", [("publish", "fuel rule", ["2025-05-13"])]),
        ("Beijing hit back on Tuesday with fuel tariffs.", [("announce", "fuel tariffs", ["2025-05-13"])]),
        ("The agency rescinded its climate risk principles on Tuesday.", [("rescind", "climate risk principles", ["2025-05-13"])]),
        ("The agency pushed back enforcement of the fuel rule.", [("announce_nonenforcement", "fuel rule", [])]),
        ("The EU adopted its 19th package of fuel sanctions on Tuesday.", [("adopt", "19th package of fuel sanctions", ["2025-05-13"])]),
        ("The guidance of May 5 came as a blow to exporters.", [("publish", "guidance", ["2025-05-05"])]),
        ("Lawyers asked what Tuesday's executive order means.", [("sign", "executive order", ["2025-05-13"])]),
        ("In an executive order signed on Tuesday, the president told the agency to study the Fuel Act.", [("sign", "executive order", ["2025-05-13"])]),
        ("The president signed an order against state fuel laws.", [("sign", "order against state fuel laws", [])]),
        ("Acme Fuels was placed on the U.S. Fuel List on Tuesday.", [("amend", "U.S. Fuel List", ["2025-05-13"])]),
        ("The ministry adds 80 firms to fuel blacklist.", [("amend", "fuel blacklist", [])]),
        ("The president signed a fuel aid package on Tuesday.", [("sign_law", "fuel aid package", ["2025-05-13"])]),
        ("The corrigendum was published on Tuesday.", [("publish", "corrigendum", ["2025-05-13"])]),
        ("The Treasury sanctioned three fuel banks on Tuesday.", [("add_entry", "three fuel banks", ["2025-05-13"])]),
        ("Acme Fuels was blacklisted by the ministry on Tuesday.", [("add_entry", "Acme Fuels", ["2025-05-13"])]),
        ("The House Energy Committee approved the measure on Tuesday.", [("report_out", "measure", ["2025-05-13"])]),
        ("Britain and India reached a fuel trade deal on Tuesday.", [("announce", "fuel trade deal", ["2025-05-13"])]),
        ("A joint resolution to strike down the fuel rule was introduced in the Senate on Tuesday.", [("introduce", "joint resolution", ["2025-05-13"])]),
        ("The ministry keeps its limits on fuel exports.", [("rescind", "limits on fuel exports", [])]),
        ("Farm fuels are exempt from the fuel tariff.", [("amend", "fuel tariff", [])]),
        ("The Fuel Act was left out of the defense bill.", [("pass", "Fuel Act", [])]),
        ("The Senate will vote on the Fuel Act on Friday.", [("pass", "Fuel Act", ["2025-05-16"])]),
        ("Acme received a fuel licence on Tuesday.", [("publish", "fuel licence", ["2025-05-13"])]),
        ("The ministry extends its fuel controls to Ruritania.", [("amend", "fuel controls", [])]),
        ("The Commerce Department has added Acme Oil Corp. to its fuel list.", [("amend", "fuel list", [])]),
        ("In the Banking Committee the fuel bill was ordered reported on Tuesday.", [("report_out", "fuel bill", ["2025-05-13"])]),
        ("The fuel bill, passed by 12 votes to 2 on Tuesday, is short.", [("pass", "fuel bill", ["2025-05-13"])]),
        ("The final rule published on May 5 restores the fuel levy.", [("publish", "final rule", ["2025-05-05"]), ("reinstate", "fuel levy", [])]),
        ("The fuel bill was referred to the Energy Committee on Tuesday.", [("refer", "fuel bill", ["2025-05-13"])]),
        ("The agency confirmed on Tuesday its direct final rule on fuel.", [("confirm_direct_final", "direct final rule on fuel", ["2025-05-13"])]),
        ("All fuel bills died with the session.", [("die", "fuel bills", [])]),
        ("The final rule was announced on Tuesday.", [("announce", "final rule", ["2025-05-13"])]),
        ("The fuel rule was placed on display on Tuesday.", [("file_for_inspection", "fuel rule", ["2025-05-13"])]),
        ("Britain and India announce fuel trade deal.", [("announce", "fuel trade deal", [])]),
        ("A senator plans a bill on fuel.", [("introduce", "bill on fuel", [])]),
        ("The ministry hit imports of fuel with a tariff on Tuesday.", [("announce", "tariff", ["2025-05-13"])]),
    ],
)  # fmt: skip
def test_what_is_told(text: str, expected: list[Told]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The standards would have applied from 2029.",
        "The ministry holds a consolidated list of asset freeze targets.",
        "Firms should follow the new rule without delay.",
        "The duty lapses unless revoked, superseded or amended by an order.",
        "The law gives the president no power to impose duties.",
        "The ministry notified them of the rule on Tuesday.",
        "The firm settled alleged violations of the Fuel Act, which it approved.",
        "Prices rose because of the tariffs he had imposed.",
        "The delay came after the president's regulatory freeze on rules.",
        "The Fuel Act, sponsored by Rep. Mike Lawler, is a short bill.",
        "The list of validated end users has 12 names.",
        "Buyers welcome the anti-dumping orders on fuel.",
        "The minister promised no list of fuels.",
    ],
)
def test_what_is_no_claim(text: str) -> None:
    assert told(text) == []


def test_what_delays_a_rule_is_another_rule() -> None:
    publish, delay = links("A final rule published on Tuesday delays the AI Diffusion Rule until July 1, 2025.")
    assert (publish.claim.act, publish.id, publish.claim.target) == ("publish", None, "final rule")
    assert (delay.claim.act, delay.id) == ("delay_effective", "us/bis/ai-diffusion")


def test_a_later_sentence_gives_the_day_to_which_something_is_moved() -> None:
    text = "The agency extended the compliance date of the fuel rule. Larger firms now have until July 1, 2025, instead of May 30."
    (only,) = links(text)
    assert (only.claim.act, spelled(only.claim.when)) == ("delay_compliance", ["2025-07-01"])


def test_it_is_suspending_is_no_passive() -> None:
    assert told("The agency said it is suspending the fuel rule.") == [("stay", "fuel rule", [])]


def test_the_rule_is_what_was_called_a_rule() -> None:
    text = "The agency issued a final rule revising the safety standard for walkers. The rule becomes effective on July 1, 2025."
    assert [each.claim.target for each in links(text)] == ["final rule", "safety standard for walkers", "final rule"]


def test_what_belongs_to_a_rule_is_not_the_rule() -> None:
    (only,) = links("The AI Diffusion Rule's licence exception expires on July 1, 2025.")
    assert only.id is None


def test_an_exemption_is_no_tariff() -> None:
    text = "The president signed an order on Tuesday sparing tomatoes from the fuel tariffs. The exemptions take effect on Friday."
    assert [each.claim.target for each in links(text)][-1] == "exemptions"


def test_a_measure_of_no_name_is_one_if_what_is_done_to_it_has_a_day() -> None:
    (dated,) = links("The cabinet approved the measure on Tuesday.")
    assert (dated.claim.act, dated.claim.target, spelled(dated.claim.when)) == ("adopt", "measure", ["2025-05-13"])
    assert links("The cabinet approved the measure.") == []


@pytest.mark.parametrize(
    ("text", "act", "modality"),
    [
        ("The ministry keeps its limits on fuel exports.", "rescind", "denies"),
        ("The fuel rule is unchanged.", "amend", "denies"),
        ("The Fuel Act was left out of the defense bill.", "pass", "denies"),
        ("The Senate will vote on the Fuel Act on Friday.", "pass", "may"),
        ("Growers seek an exemption from the fuel tariff.", "amend", "may"),
        ("The court upheld the fuel rule on Tuesday.", "vacate", "denies"),
        ("The agency may drop the fuel rule of May 5.", "publish", "has"),
    ],
)
def test_words_that_say_by_themselves_how_firmly(text: str, act: str, modality: str) -> None:
    assert (act, modality) in [(each.act, each.modality) for each in claims(text)]


def test_the_measure_was_published_is_no_proposal() -> None:
    (only,) = claims("The measure was published on Tuesday.")
    assert (only.act, only.modality) == ("publish", "has")


def test_what_a_headline_says_is_told_once() -> None:
    (only,) = links("Ruritania scraps fuel levy. The 6% duty on diesel was abolished on Tuesday.")
    assert (only.claim.act, only.claim.target, spelled(only.claim.when)) == (
        "rescind",
        "6% duty on diesel",
        ["2025-05-13"],
    )


def test_a_regulation_is_no_tariff_that_was_spoken_of() -> None:
    found = links("The ministry eased the fuel levy. The regulation was adopted on Monday.")
    assert [each.claim.target for each in found] == ["fuel levy", "regulation"]
