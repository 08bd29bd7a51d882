"""A document about a recorded rule of which nothing was read puts the rule in doubt: it does not go on as before.

And an act that a sentence narrows is never taken for one on the whole.
"""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from regtrack.model.event import Event
from regtrack.sources.federal_register.document import DocumentType
from regtrack.sources.federal_register.events import compile_document
from tests.rows import each_row
from tests.sources.federal_register.test_events import CITED, Known, document, events

TITLE = "Widget Labels for Importers"


def known() -> Known:
    return Known(names={"89 FR 1000": CITED}, titles={CITED: TITLE})


def doubted(**fields: Any) -> set[str]:
    item = document(**{"action": "Notification.", "dates": "February 1, 2024.", **fields})
    found = [each for each in compile_document(item, known()) if isinstance(each, Event)]
    return {each.target for each in found if "unread" in each.flags}


ABOUT = "The rule published January 2, 2024 (89 FR 1000), was the subject of an order of a court that ended it."


@each_row(
    "title",
    [f"{TITLE}; Notification of Court Order", f"Resurrection of {TITLE}", f"{TITLE}: What Becomes of It"],
)
def test_the_rule_that_a_document_is_about_is_doubted(title: str) -> None:
    assert doubted(title=title, abstract=ABOUT) == {CITED}


@each_row(
    "fields",
    [
        {"title": "Gadget Labels", "abstract": ABOUT},  # about something else
        {
            "title": f"{TITLE}; Workshop",
            "abstract": "A workshop on the rule published at 89 FR 1000.",
        },  # nothing of force
        {"title": f"{TITLE}; Court Order", "abstract": "A court has ended the rule."},  # which rule, nobody says
        {"title": f"{TITLE}; Proposal", "abstract": ABOUT, "type": DocumentType.PROPOSED_RULE},  # binds nobody
    ],
)
def test_what_is_only_cited_or_proposed_is_not_doubted(fields: dict[str, Any]) -> None:
    assert doubted(**fields) == set()


def test_what_was_read_needs_no_doubt() -> None:
    item = document(
        title=f"{TITLE}; Delay", action="Final rule; delay of effective date.",
        dates="The effective date of the rule published January 2, 2024, at 89 FR 1000, is delayed until May 1, 2024.",
    )  # fmt: skip
    assert not [each for each in events(item, known()).values() if "unread" in each.flags]


DELAYED = "the effective date of the rule published January 2, 2024, at 89 FR 1000, is delayed until May 1, 2024"


@each_row(
    ("dates", "parts", "exclude"),
    [
        (
            f"T{DELAYED[1:]}, for importers with fewer than 50 employees.",
            ("importers with fewer than 50 employees",),
            (),
        ),
        (f"T{DELAYED[1:]}, but only as to small widgets.", ("small widgets",), ()),
        (f"Except for 15 CFR 744.9(b), which remains effective February 1, 2024, {DELAYED}.", (), ("15 CFR 744.9(b)",)),
        (f"For importers with fewer than 50 employees, {DELAYED}.", ("importers with fewer than 50 employees",), ()),
        (f"For the reasons set forth in the preamble, {DELAYED}.", (), ()),
        (f"With respect to the rule of January 2, 2024, {DELAYED}.", (), ()),
        (f"T{DELAYED[1:]}.", (), ()),
        (f"T{DELAYED[1:]}, for the purpose of review.", (), ()),
    ],
)
def test_a_narrowed_delay_is_never_of_the_whole(dates: str, parts: tuple[str, ...], exclude: tuple[str, ...]) -> None:
    item = document(title=f"{TITLE}; Delay", action="Final rule; delay of effective date.", dates=dates)
    [delay] = [each for each in events(item, known()).values() if each.kind == "delay_effective"]
    assert (delay.parts, delay.exclude) == (parts, exclude)
    assert ("scope_unread" in delay.flags) is bool(parts)


@pytest.mark.parametrize(
    ("abstract", "parts"),
    [
        ("A court vacated 15 CFR 744.9 and 744.11, as adopted by the rule of January 2, 2024 (89 FR 1000).",
         ("15 CFR 744.9", "15 CFR 744.11")),
        ("A court vacated the rule of January 2, 2024 (89 FR 1000), which added 15 CFR 744.9.", ()),
    ],
)  # fmt: skip
def test_sections_that_are_vacated_are_not_the_rule(abstract: str, parts: tuple[str, ...]) -> None:
    item = document(title=f"{TITLE}; Vacatur", action="Final rule; technical amendment.", abstract=abstract)
    item = attrs.evolve(item, cfr=("15 CFR 744",))
    [vacated] = [each for each in events(item, known()).values() if each.kind == "vacate"]
    assert vacated.parts == parts


def test_a_delay_that_is_withdrawn_does_not_withdraw_the_rule() -> None:
    item = document(
        title=f"{TITLE}; Withdrawal of Delay", action="Final rule; withdrawal of delay of effective date.",
        dates="Effective February 9, 2024, the delay of the rule published January 2, 2024 (89 FR 1000), is withdrawn.",
    )  # fmt: skip
    found = [each for each in events(item, known()).values() if each.target == CITED]
    assert not [each for each in found if each.kind.startswith("withdraw")]
    assert any("unread" in each.flags for each in found)


def test_what_dates_tell_of_a_rule_and_was_not_read_doubts_it() -> None:
    """Its title need not hold that of the rule."""
    dates = (
        "This rule is effective May 1, 2024. It stands in place of, and terminates, the rule published at 89 FR 1000."
    )
    assert doubted(title="Gadget Labels", action="Final rule.", dates=dates) == {CITED}


def test_it_is_doubted_once_though_summary_cites_it_again() -> None:
    dates = "This rule is effective May 1, 2024, and terminates the rule published at 89 FR 1000."
    item = document(title="Gadget Labels", action="Final rule.", dates=dates, abstract="It builds on 89 FR 1000.")
    found = [each for each in events(item, known()).values() if each.target == CITED]
    assert [each.kind for each in found] == ["note"]


@pytest.mark.parametrize("verb", ["terminates on", "expires on"])
def test_the_end_of_a_stay_is_not_the_end_of_the_rule(verb: str) -> None:
    item = document(
        title=f"{TITLE}; Termination of Stay", action="Final rule; termination of stay.",
        dates=f"The stay of the rule published January 2, 2024 (89 FR 1000), {verb} May 1, 2024.",
    )  # fmt: skip
    found = [each for each in events(item, known()).values() if each.target == CITED]
    assert "set_expiry" not in [each.kind for each in found]
    assert [str(each.effect) for each in found if each.kind == "lift_stay"] == ["2024-05-01"]


@pytest.mark.parametrize(("day", "target"), [("published January 2, 2024, ", CITED), ("", "us/fr/89-fr-1099")])
def test_a_misprinted_page_is_mended_by_title_and_day(day: str, target: str) -> None:
    item = document(
        title=f"{TITLE}; Delay of Effective Date", action="Final rule; delay of effective date.",
        dates=f"The effective date of the rule {day}at 89 FR 1099 is delayed until May 1, 2024.",
    )  # fmt: skip
    found = compile_document(item, Known(names={TITLE: CITED}))
    assert [e.target for e in found if isinstance(e, Event) and e.kind == "delay_effective"] == [target]


@each_row(
    ("vacated", "kinds"),
    [
        ("the suspension of 15 CFR 744.9", {"lift_stay"}),
        ("the Bureau's delay of the rule", {"note"}),
        ("the rule", {"vacate"}),
    ],
)
def test_what_a_court_vacates_is_the_pause(vacated: str, kinds: set[str]) -> None:
    item = document(
        title=f"{TITLE}; Vacatur", action="Notification of court decision.", dates="February 1, 2024.",
        abstract=f"On January 20, 2024, a district court vacated {vacated} published January 2, 2024 (89 FR 1000).",
    )  # fmt: skip
    assert {each.kind for each in events(item, known()).values() if each.target == CITED} == kinds


def test_a_rule_is_doubted_through_what_paused_it() -> None:
    class Paused(Known):
        def moved_by(self, id_: str, relation: str, *, is_the_act: bool = False) -> str | None:
            return CITED if (id_, relation) == ("us/fr/2024-300", "stays") else None

    item = document(
        title=f"{TITLE}; Notification of Court Order", action="Notification.", dates="February 1, 2024.",
        abstract="A district court set aside the stay published January 20, 2024 (89 FR 3000).",
    )  # fmt: skip
    found = compile_document(item, Paused(names={"89 FR 3000": "us/fr/2024-300"}, titles={CITED: TITLE}))
    assert [each.target for each in found if isinstance(each, Event) and "unread" in each.flags] == [CITED]


@pytest.mark.parametrize(
    ("told", "days"),
    [
        ("printed a wrong date in its preamble. Compliance is required by May 1, 2026.", ["2026-05-01"]),
        ("stated the wrong compliance date of May 1, 2026.", []),
    ],
)
def test_a_corrected_compliance_date_is_of_the_rule(told: str, days: list[str]) -> None:
    item = document(
        title=f"{TITLE}; Correction", action="Final rule; correction.", dates="Effective February 1, 2024.",
        abstract=f"This document corrects the rule published January 2, 2024 (89 FR 1000), which {told}",
    )  # fmt: skip
    found = [each for each in events(item, known()).values() if "compliance" in each.kind]
    assert [str(each.effect) for each in found] == days
    assert {each.target for each in found} <= {CITED}


def test_a_mended_page_is_mended_in_every_statement() -> None:
    """One page names one document, though it takes a statement of its day to tell that the page is misprinted."""
    item = document(
        DocumentType.NOTICE, title=TITLE, action="Extension of the effective date of the new routine use.",
        dates="We are extending the comment period for and the effective date of the new routine use published June 23,"
        " 2023 (89 FR 1099). The notice was effective June 23, 2023, with the exception of routine use 10, which will"
        " be effective May 1, 2024. Please submit any comments on the notice by May 1, 2024.",
    )  # fmt: skip
    found = compile_document(item, Known(names={TITLE: CITED}))
    targets = [each.target for each in found if isinstance(each, Event) and each.kind != "publish"]
    assert len(targets) > 2
    assert set(targets) == {CITED}


@each_row(
    ("abstract", "doubted_", "moved"),
    [
        ("The January 2, 2024, rule (89 FR 1000), which superseded the rule at 88 FR 7, is withdrawn.", True, None),
        ("The rule at 88 FR 7 replaces the rule published at 89 FR 1000, which is withdrawn.", True, None),
        ("The order vacating the rule published at 89 FR 1000 was itself stayed.", True, None),
        ("In light of the rule at 88 FR 7, EPA is withdrawing the rule at 89 FR 1000.", False, "withdraw_final"),
        ("The agency stays the January 2, 2024, final rule (89 FR 1000) until May 1, 2024.", False, "stay"),
        ("The rule published at 89 FR 1000 is withdrawn.", False, "withdraw_final"),
        ("The rules published at 88 FR 7 and 89 FR 1000 are hereby rescinded as unused.", False, "rescind"),
        ("The guidance on the rule published at 89 FR 1000 is rescinded.", True, None),
        ("The rule published at 89 FR 1000, as corrected by the rule at 88 FR 7, is withdrawn.", True, None),
        ("The rule published at 89 FR 1000 is rescinded to the extent that it reaches farms.", True, None),
    ],
)  # fmt: skip
def test_a_rule_beside_another_is_moved_or_doubted(abstract: str, doubted_: bool, moved: str | None) -> None:
    found = events(document(action="Final rule.", title="Tanks", dates="February 1, 2024.", abstract=abstract), known())
    kinds = {each.kind for each in found.values() if each.target == CITED and "unread" not in each.flags}
    assert (CITED in doubted(title="Tanks", abstract=abstract)) == doubted_
    assert kinds == ({moved} if moved else set())
