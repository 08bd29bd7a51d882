"""From the rows of a bill's actions to its steps through Congress.

Several rows describe one step: the House's floor system, the Senate, and the Library of Congress each write one. Codes
of the Library are read from its *Legislative Action Codes*, those of the House from the GPO's user guide; the Senate
gives words only. No list of codes is complete, so a row whose code is not in the table is no step unless it is the
Senate's or the President's, and then its words decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

import attrs

from regtrack.dates import Date
from regtrack.sources.bills.bill import Action


class BillStage(StrEnum):
    """What a step is, in the order of procedure."""

    INTRODUCE = "introduce"
    REFER = "refer"
    REPORT_OUT = "report_out"
    DISCHARGE = "discharge"
    PASS = "pass"
    FAIL = "fail"
    AGREE = "agree"
    PRESENT = "present"
    SIGN = "sign"
    UNSIGNED = "unsigned"
    VETO = "veto"
    POCKET_VETO = "pocket_veto"
    PASS_OVER_VETO = "pass_over_veto"
    SUSTAIN_VETO = "sustain_veto"
    BECOME_LAW = "become_law"


ORDER = MappingProxyType({deed: place for place, deed in enumerate(BillStage)})


class ActionRule(NamedTuple):
    """What a row of a certain code or wording is."""

    deed: BillStage
    chamber: str | None = None


_HOUSE, _SENATE = "house", "senate"
CODES = MappingProxyType(
    {
        **dict.fromkeys(("1000", "1010", "1025", "Intro-H"), ActionRule(BillStage.INTRODUCE, _HOUSE)),
        **dict.fromkeys(("10000", "Intro-S"), ActionRule(BillStage.INTRODUCE, _SENATE)),
        **dict.fromkeys(("2000", "H11100", "H11100-A"), ActionRule(BillStage.REFER, _HOUSE)),
        "11000": ActionRule(BillStage.REFER, _SENATE),
        **dict.fromkeys(("5000", "H12200"), ActionRule(BillStage.REPORT_OUT, _HOUSE)),
        "14000": ActionRule(BillStage.REPORT_OUT, _SENATE),
        **dict.fromkeys(("5500", "H12300"), ActionRule(BillStage.DISCHARGE, _HOUSE)),
        "14500": ActionRule(BillStage.DISCHARGE, _SENATE),
        **dict.fromkeys(("8000", "H37100", "H37300"), ActionRule(BillStage.PASS, _HOUSE)),
        "17000": ActionRule(BillStage.PASS, _SENATE),
        "9000": ActionRule(BillStage.FAIL, _HOUSE),
        "18000": ActionRule(BillStage.FAIL, _SENATE),
        **dict.fromkeys(("19500", "21000", "H41610"), ActionRule(BillStage.AGREE, _HOUSE)),
        **dict.fromkeys(("20500", "23000"), ActionRule(BillStage.AGREE, _SENATE)),
        **dict.fromkeys(("28000", "E20000"), ActionRule(BillStage.PRESENT)),
        **dict.fromkeys(("29000", "37000", "42000", "E30000"), ActionRule(BillStage.SIGN)),
        **dict.fromkeys(("38000", "43000"), ActionRule(BillStage.UNSIGNED)),
        "30000": ActionRule(BillStage.POCKET_VETO),
        "31000": ActionRule(BillStage.VETO),
        "32000": ActionRule(BillStage.PASS_OVER_VETO, _HOUSE),
        "34000": ActionRule(BillStage.PASS_OVER_VETO, _SENATE),
        "33000": ActionRule(BillStage.SUSTAIN_VETO, _HOUSE),
        "35000": ActionRule(BillStage.SUSTAIN_VETO, _SENATE),
        **dict.fromkeys(
            ("36000", "39000", "40000", "41000", "44000", "45000", "E40000"), ActionRule(BillStage.BECOME_LAW)
        ),
    }
)
"""Codes of the Library of Congress (digits) and of the House (letters)."""

_WORDS = tuple(
    (re.compile(pattern), rule)
    for pattern, rule in (
        (r"Introduced in (?:the )?Senate", ActionRule(BillStage.INTRODUCE, _SENATE)),
        (r"(?:Received in the Senate[ ,]+(?:and )?)?[Rr]ead (?:twice|the first time).* referred",
         ActionRule(BillStage.REFER, _SENATE)),
        (r"(?:Received in the Senate and )?[Rr]eferred (?:jointly |sequentially )?to the (?:Senate )?Committees? on",
         ActionRule(BillStage.REFER, _SENATE)),
        (r"(?:Senate )?Committees? on .* discharged", ActionRule(BillStage.DISCHARGE, _SENATE)),
        (r"Committees? on .*\. (?:Original measure r|R)eported (?:to Senate )?by",
         ActionRule(BillStage.REPORT_OUT, _SENATE)),
        (r"Passed Senate over veto", ActionRule(BillStage.PASS_OVER_VETO, _SENATE)),
        (r"Failed of passage in Senate over veto", ActionRule(BillStage.SUSTAIN_VETO, _SENATE)),
        (r"(?:Introduced in the Senate, .*)?(?:Passed|Resolution agreed to in) Senate",
         ActionRule(BillStage.PASS, _SENATE)),
        (r"Failed of passage in Senate", ActionRule(BillStage.FAIL, _SENATE)),
        (r"Senate (?:agreed to|concurred in) (?:the )?(?:House amendment|conference report)",
         ActionRule(BillStage.AGREE, _SENATE)),
        (r"Presented to President", ActionRule(BillStage.PRESENT)),
        (r"Signed by President", ActionRule(BillStage.SIGN)),
        (r"Pocket [Vv]etoed", ActionRule(BillStage.POCKET_VETO)),
        (r"Vetoed by President", ActionRule(BillStage.VETO)),
        (r"Became (?:Public|Private) Law", ActionRule(BillStage.BECOME_LAW)),
    )
)  # fmt: skip
"""How the Senate and the President's office put it."""

_DENIED = re.compile(r"\b(?:failed|not agreed to|rejected|postponed|withdrawn)\b", re.IGNORECASE)
_OUTCOME = re.compile(r"\b(?:passed|agreed to|concurred|without objection)\b", re.IGNORECASE)
_VOTES = frozenset((BillStage.PASS, BillStage.AGREE))
_OUTCOMES = frozenset(("8000", "17000", "21000", "23000"))
"""Codes of a vote that was won. Others are those of the question, and the words say how it ended."""
_SAYS_OTHERWISE = (
    (re.compile(r"Signed by President"), BillStage.SIGN),
    (re.compile(r"\bunsigned\b|without .*signature"), BillStage.UNSIGNED),
)


@attrs.frozen
class BillStep:
    """One step, described by one or more rows.

    Attributes:
        deed: what it is.
        chamber: ``house`` or ``senate``; None for what the President does.
        on: its day.
        time: its time of day in Washington, if every step after it on that day has one too.
        texts: the words of its rows, the plainest first; those that only repeat another are left out.
    """

    deed: BillStage
    chamber: str | None
    on: Date
    time: str | None
    texts: tuple[str, ...]


def steps_of(actions: Iterable[Action]) -> list[BillStep]:
    """Return the steps, by procedure within each day; the same deed in the same chamber is one step a day."""
    rows: dict[tuple[Date, int, str], list[Action]] = {}
    rules: dict[tuple[Date, int, str], ActionRule] = {}
    for action in actions:
        rule = rule_of(action)
        if rule is not None:
            place = (action.on, ORDER[rule.deed], rule.chamber or "")
            rows.setdefault(place, []).append(action)
            rules[place] = rule
    found: list[BillStep] = []
    for place in sorted(rows, reverse=True):
        later = [each for each in found if each.on == place[0]]
        times = [each.time for each in rows[place] if each.time is not None]
        time = max(times) if times and all(each.time is not None for each in later) else None
        rule = rules[place]
        found.append(BillStep(rule.deed, rule.chamber, place[0], time, tuple(_plainest(rows[place]))))
    return found[::-1]


def rule_of(action: Action) -> ActionRule | None:
    """Return what a row is; None when it is no step."""
    rule = CODES.get(action.code)
    if rule is None:
        if (action.code and not action.code.startswith("E")) or action.system.startswith("House"):
            return None
        rule = next((rule for pattern, rule in _WORDS if pattern.match(action.text)), None)
    if rule is None:
        return None
    asked = rule.deed in _VOTES and action.code not in _OUTCOMES
    if asked and (not _OUTCOME.search(action.text) or _DENIED.search(action.text)):
        return None
    if rule.deed is BillStage.BECOME_LAW:  # one code of the Library heads "Signed by President." as well
        return next((ActionRule(deed) for pattern, deed in _SAYS_OTHERWISE if pattern.search(action.text)), rule)
    return rule


_HEAD = re.compile(r"(?:Passed/agreed to in (?:House|Senate)|Resolving differences -- (?:House|Senate) actions): ?")


def _plainest(rows: list[Action]) -> list[str]:
    """Return the words of rows, without the Library's headings, and none that another one has within it."""
    texts = {"".join(text.split()).rstrip("."): text for each in reversed(rows) if (text := _HEAD.sub("", each.text))}
    return [
        text for bare, text in reversed(texts.items()) if not any(bare in other and bare != other for other in texts)
    ]
