"""Stories of one rule, told document by document as agencies write them, and what is in force on each day.

The oracle counts days and knows no words; the documents are written from the same acts. What is read must be the
oracle's answer, or in doubt, and in doubt seldom.
"""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import attrs

import regtrack
from tests.accuracy.rounds import _DOUBTS
from tests.rows import each_row

FIRST = dt.date(2024, 1, 2)
NOW = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)
SECTIONS = ("700.1", "700.2", "700.3")
TITLES = (
    "Advanced Widget Reporting Requirements", "Standards for Covered Residue Facilities",
    "Definition of Qualified Lender", "Disclosure of Beneficial Holdings by Transfer Agents",
)  # fmt: skip
STORIES = 60


@attrs.define
class Act:
    """One document: what it does, on which day, to which sections (none for all), until when, to which act before."""

    kind: str
    published: int
    effect: int | None = None
    until: int | None = None
    parts: tuple[str, ...] = ()
    of: int = 0
    old: int | None = None

    def covers(self, section: str) -> bool:
        return not self.parts or section in self.parts


def story(random_: random.Random) -> list[Act]:
    """Return acts that an agency could do one after the other."""
    day, effect = 0, random_.randrange(30, 90)
    temporary = random_.random() < 0.2
    acts = [Act("set", 0, effect, effect + random_.randrange(60, 300) if temporary else None)]
    due: dict[str, int | None] = dict.fromkeys(SECTIONS, effect)
    for _ in range(random_.randrange(1, 4)):
        day += random_.randrange(5, 45)
        parts = () if random_.random() < 0.6 else tuple(sorted(random_.sample(SECTIONS, random_.choice([1, 1, 2]))))
        days = {due[each] for each in parts or SECTIONS}
        stays = [n for n, act in enumerate(acts) if act.kind == "stay" and (act.until or 999) > day + 1]
        found: list[Act] = []
        if None not in days and min(each or 0 for each in days) > day + 1:
            later = max(each or 0 for each in days) + random_.randrange(10, 120)
            old = days.pop() if len(days) == 1 else None
            found += [Act("delay", day, later if random_.random() < 0.85 else None, None, parts, old=old)] * 3
        if not any(set(acts[n].parts or SECTIONS) & set(parts or SECTIONS) for n in stays):
            begin = day + random_.choice([0, 0, 5, 20])
            until = begin + random_.randrange(30, 150) if random_.random() < 0.7 else None
            found += [Act("stay", day, begin, until, parts)]
        for n in stays:
            if (until := acts[n].until) is not None:
                found += [Act("extend", day, None, until + random_.randrange(10, 120), acts[n].parts, n, until)] * 2
            lifted = max(day, (acts[n].effect or 0) + 1) + random_.choice([0, 0, 5, 15])
            found += [Act("lift", day, lifted, None, acts[n].parts, n)] * (lifted < (until or 999))
        found += [
            Act("rescind", day, day + random_.choice([0, 10, 30]), None, parts),
            Act("vacate", day, day, None, parts),
        ]
        act = random_.choice(found)
        acts.append(act)
        if act.kind == "delay":
            due |= dict.fromkeys(parts or SECTIONS, act.effect)
        if act.kind in ("extend", "lift") or (act.kind == "rescind" and not act.parts) or act.kind == "vacate":
            break  # each of these may end the story
    return acts


def in_force(acts: list[Act], section: str, day: int, known: int) -> bool | None:
    """Return whether a section is in force on a day, by the acts that are known; None before any is."""
    mine = [act for act in acts if act.published <= known and act.covers(section)]
    if not mine:
        return None
    due, end = mine[0].effect, mine[0].until
    pauses: dict[int, tuple[int, int]] = {}
    for act in mine:
        if act.kind == "delay" and act.published <= day:
            due = act.effect
        elif act.kind == "stay":
            pauses[acts.index(act)] = (act.effect or 0, act.until or 9999)
        elif act.kind == "extend":
            pauses[act.of] = (pauses[act.of][0], act.until or 0)
        elif act.kind == "lift":
            pauses[act.of] = (pauses[act.of][0], act.effect or 0)
        elif act.kind in ("rescind", "vacate") and (act.effect or 0) <= day:
            return False
    if due is None or due > day or (end is not None and end <= day):
        return False
    return not any(first <= day < last for first, last in pauses.values())


def _day(number: int | None, more: int = 0) -> str:
    day = FIRST + dt.timedelta((number or 0) + more)
    return f"{day:%B} {day.day}, {day.year}"


def _iso(number: int) -> str:
    return (FIRST + dt.timedelta(number)).isoformat()


class Names(NamedTuple):
    """How a document calls what it acts on."""

    the: str
    be: str
    rule_only: bool
    stay: str
    day: str
    own: str


Form = Callable[[Act, Names], str]
FORMS: dict[str, tuple[Form, ...]] = {
    "set": (
        lambda act, n: f"This rule is effective {n.day}.",
        lambda act, n: f"Effective date: {n.day}.",
        lambda act, n: f"This final rule becomes effective {n.day}.",
    ),
    "delay": (
        lambda act, n: f"the effective date of {n.the} is delayed until {_day(act.effect)}.",
        lambda act, n: f"the effective date for {n.the} is extended to {_day(act.effect)}.",
        lambda act, n: f"the agency delays the effective date of {n.the} until {_day(act.effect)}.",
        lambda act, n: f"the effectiveness of {n.the} is postponed until {_day(act.effect)}.",
        lambda act, n: f"{n.the}, {n.be} delayed until {_day(act.effect)}.",
    ),
    "delay from": (
        lambda act, n: f"the effective date of {n.the}, which was {_day(act.old)}, is delayed to {_day(act.effect)}.",
        lambda act, n: f"{n.the}, effective {_day(act.old)}, {n.be} delayed until {_day(act.effect)}.",
        lambda act, n: f"the effective date of {n.the} is changed from {_day(act.old)}, to {_day(act.effect)}.",
    ),
    "delay without end": (
        lambda act, n: f"the effective date of {n.the} is delayed indefinitely.",
        lambda act, n: f"the effective date for {n.the} is delayed until further notice.",
    ),
    "stay": (
        lambda act, n: f"Effective {n.day}, {n.the} {n.be} stayed until {_day(act.until)}.",
        lambda act, n: f"{n.the} {n.be} stayed from {n.day}, until {_day(act.until)}.",
        lambda act, n: f"Effective {n.day} through {_day(act.until, -1)}, {n.the} {n.be} stayed.",
        lambda act, n: f"This stay is effective {n.day}. {n.the} {n.be} stayed until {_day(act.until)}.",
        lambda act, n: f"As of {n.day}, the agency stays {n.the} until {_day(act.until)}.",
    ),
    "stay without end": (
        lambda act, n: f"Effective {n.day}, {n.the} {n.be} stayed until further notice.",
        lambda act, n: f"Effective {n.day}, the effectiveness of {n.the} is stayed pending judicial review.",
    ),
    "extend": (
        lambda act, n: f"The stay of {n.the}, {n.stay}, is extended until {_day(act.until)}.",
        lambda act, n: f"The stay {n.stay} is extended until {_day(act.until)}.",
        lambda act, n: f"Effective {n.own}, the stay {n.stay} is extended through {_day(act.until, -1)}.",
    ),
    "lift": (
        lambda act, n: f"The stay {n.stay} is lifted as of {n.day}.",
        lambda act, n: f"The stay of {n.the}, {n.stay}, is lifted effective {n.day}.",
        lambda act, n: f"Effective {n.day}, the agency lifts the stay of {n.the}.",
    ),
    "rescind": (
        lambda act, n: f"Effective {n.day}, {n.the} {n.be} rescinded.",
        lambda act, n: f"{n.the} {n.be} rescinded as of {n.day}.",
        lambda act, n: f"Effective {n.day}, the agency rescinds {n.the}.",
    ),
    "vacate": (
        lambda act, n: f"On {n.day}, the U.S. District Court for the District of Oregon vacated {n.the}.",
        lambda act, n: f"The court’s order of {n.day}, vacated {n.the}.",
        lambda act, n: f"{n.the} {n.be.replace('is', 'was').replace('are', 'were')} vacated by the court on {n.day}.",
    ),
}  # fmt: skip
ACTIONS = {
    "set": ("Final rule.",), "delay": ("Final rule; delay of effective date.", "Final rule; delay of effectiveness."),
    "stay": ("Final rule; stay.", "Notice of stay."), "extend": ("Final rule; extension of stay.",),
    "lift": ("Final rule; lifting of stay.", "Notice of lifting of stay."), "rescind": ("Final rule; rescission.",),
    "vacate": ("Final rule; notice of vacatur.", "Notice of court order."),
}  # fmt: skip
HEADS = {
    "delay": "Delay of Effective Date", "stay": "Stay", "extend": "Extension of Stay", "lift": "Lifting of Stay",
    "rescind": "Rescission", "vacate": "Vacatur",
}  # fmt: skip


def told(acts: list[Act], random_: random.Random) -> list[dict[str, Any]]:
    """Return the documents of a story, as the API has them."""
    title = random_.choice(TITLES)
    cited = [f"89 FR {1000 + 40 * act.published + 7 * n}" for n, act in enumerate(acts)]
    found = []
    for n, act in enumerate(acts):
        first, of = _day(0), acts[act.of]
        rule = random_.choice((
            f"the final rule published {first} ({cited[0]})", f"the final rule published at {cited[0]} on {first}",
            f"the final rule titled “{title}” ({cited[0]}, {first})", f"the {title} final rule, {cited[0]} ({first})",
            f"the rule entitled “{title},” published at {cited[0]} ({first})",
        ))  # fmt: skip
        stay = random_.choice((
            f"published {_day(of.published)} ({cited[act.of]})",
            f"published at {cited[act.of]} on {_day(of.published)}",
            f"that was published on {_day(of.published)}, at {cited[act.of]}",
        ))  # fmt: skip
        listed = " and ".join(act.parts)
        sign = "§" if len(act.parts) == 1 else "§§"
        what = random_.choice((f"the amendments to {sign} {listed}", f"15 CFR {listed}", f"{sign} {listed}"))
        many = len(act.parts) > 1 or (act.parts and "amendments" in what)
        names = Names(
            f"{what} in {rule}" if act.parts else rule, "are" if many else "is", not act.parts, stay,
            _day(act.effect), _day(act.published),
        )  # fmt: skip
        kind = act.kind
        if kind == "delay":
            kind = (
                "delay without end"
                if act.effect is None
                else random_.choice(("delay", "delay from")[: 1 + bool(act.old)])
            )
        elif kind == "stay" and act.until is None:
            kind = "stay without end"
        words = random_.choice(FORMS[kind])(act, names)
        if act.kind == "set" and act.until is not None:
            words = f"This rule is effective from {names.day} through {_day(act.until, -1)}."
        if act.kind == "delay":
            words = random_.choice(("", f"Effective {names.own}, ", f"As of {names.own}, ")) + words
        partly = "Partial " if act.parts and act.kind != "delay" and act.kind in ("stay", "rescind", "vacate") else ""
        own = act.effect if act.kind in ("set", "stay", "lift", "rescind") else act.published
        found.append({
            "document_number": f"2024-9{1000 + n}", "publication_date": _iso(act.published), "type": "Rule",
            "title": f"{title}; {partly}{HEADS[act.kind]}" if n else title, "citation": cited[n],
            "action": random_.choice(ACTIONS[act.kind]), "dates": words[0].upper() + words[1:], "abstract": None,
            "effective_on": _iso(own or 0), "cfr_references": [{"title": 15, "part": 700}],
        })  # fmt: skip
    return found


def test_what_is_in_force_is_read_from_its_documents(tmp_path: Path) -> None:
    asked = doubted = 0
    for seed in range(STORIES):
        random_ = random.Random(seed)
        acts = story(random_)
        documents = told(acts, random_)
        tracker = regtrack.open(":memory:", bundled=False, clock=lambda: NOW)
        for document in documents:
            path = tmp_path / f"{seed}-{document['document_number']}.json"
            path.write_text(json.dumps({"count": 1, "results": [document]}))
            tracker.add(path)
        for _ in range(6):
            known = random_.choice([act.published for act in acts])
            day, section = (
                random_.choice((known + random_.randrange(200), random_.randrange(300))),
                random_.choice(SECTIONS),
            )
            right = in_force(acts, section, day, known)
            state = tracker.state(documents[0]["citation"], _iso(day), _iso(known), scope=f"15 CFR {section}")
            asked += 1
            if state.force == ("yes" if right else "no"):
                continue
            doubted += 1
            doubt = state.force == "unknown" or not _DOUBTS.isdisjoint(state.flags)
            texts = "\n".join(document["dates"] for document in documents)
            assert doubt, (
                f"{seed}: {section} on {_iso(day)} as known on {_iso(known)}: {state.force}, not {right}\n{texts}"
            )
    assert doubted <= asked // 100, f"{doubted} of {asked} in doubt"


RULE = "the final rule published January 2, 2024 (89 FR 1000)"
OWN = "This rule is effective January 29, 2024."
DELAY, STAY = "Delay of Effective Date", "Stay"


@each_row(
    ("dates", "summary", "head", "moved"),
    [
        # the words before "is delayed" tell an old day, and never the new one
        (f"T{RULE[1:]}, effective March 17, 2024, is delayed until April 20, 2024.", None, DELAY,
         {("delay_effective", (), "2024-04-20", None)}),
        (f"The effective date of § 700.2 in {RULE}, which was March 17, 2024, is delayed to June 2, 2024.", None, DELAY,
         {("delay_effective", ("15 CFR 700.2",), "2024-06-02", None)}),
        (f"The amendments to § 700.2 in {RULE}, effective March 17, 2024, are stayed until June 2, 2024.", None, STAY,
         {("stay", ("15 CFR 700.2",), None, "2024-06-02")}),
        # a span that opens the sentence is that of the stay, and of the part that it names
        ("From January 29, 2024, through April 20, 2024, § 700.1 is stayed.", None, STAY,
         {("stay", ("15 CFR 700.1",), "2024-01-29", "2024-04-20")}),
        (OWN, f"Effective January 29, 2024, through April 20, 2024, {RULE} is stayed.", STAY,
         {("stay", (), "2024-01-29", "2024-04-20")}),
        # the verb's object begins with a sign
        (f"As of January 29, 2024, the agency stays 15 CFR 700.1 in {RULE} until May 1, 2024.", None, STAY,
         {("stay", ("15 CFR 700.1",), "2024-01-29", "2024-05-01")}),
        # what the sentences before have named
        (OWN, f"In {RULE}, the Bureau amended its rules. This document delays the effective date of the amendments to"
         " § 700.1 until June 1, 2024.", DELAY, {("delay_effective", ("15 CFR 700.1",), "2024-06-01", None)}),
        (OWN, "On January 2, 2024, the Bureau published a final rule (89 FR 1000). The Bureau is delaying the effective"
         " date of that rule until June 1, 2024.", DELAY, {("delay_effective", (), "2024-06-01", None)}),
        # only the title names the rule, and the sentence the part
        (OWN, "The Bureau is staying § 700.1 of its lender rules pending reconsideration.", STAY,
         {("stay", ("15 CFR 700.1",), "2024-01-29", None)}),
        ("The January 2, 2024, final rule (89 FR 1000) is delayed until April 10, 2024. The effective date of § 700.2"
         " in that rule is delayed until July 1, 2024.", None, DELAY,
         {("delay_effective", (), "2024-04-10", None), ("delay_effective", ("15 CFR 700.2",), "2024-07-01", None)}),
        # "in part" says that what follows tells the part
        (f"Effective March 1, 2024, {RULE} is stayed in part: the amendments to § 700.1 are stayed until July 1, 2024.",
         None, STAY, {("stay", ("15 CFR 700.1",), "2024-03-01", "2024-07-01")}),
        # which rule it is, is told by the day in "that was published", and when it is effective by the other one
        ("The effective date of the final rule that was published on January 2, 2024 (89 FR 1000) is April 10, 2024.",
         None, "Correction", {("set_effective", (), "2024-04-10", None)}),
        (f"In {RULE}, the effective date is corrected to read “April 10, 2024”.", None, "Correction",
         {("delay_effective", (), "2024-04-10", None)}),
        # no new day, and the old one is none
        (OWN, f"The Bureau postpones the March 17, 2024, effective date of 15 CFR 700.1 in {RULE}, pending review.",
         DELAY, {("delay_effective", ("15 CFR 700.1",), "indefinite", None)}),
        # a supposed withdrawal is only recited, where ACTION and another sentence withdraw
        (OWN, "The Bureau is withdrawing the rule on lenders. In the direct final rule published January 2, 2024 (89 FR"
         " 1000), we stated that if we received adverse comment, the rule would be withdrawn.", "Withdrawal",
         {("withdraw_final", (), "2024-01-29", None)}),
        # "as revised by" tells which text is meant, and revises nothing
        (f"Section 700.1, as revised by {RULE}, is stayed until June 2, 2024.", None, STAY,
         {("stay", ("15 CFR 700.1",), None, "2024-06-02")}),
        # the date of a rule that is rescinded is not the rule
        (f"T{RULE[1:]} is effective on April 10, 2024.", f"The Bureau rescinds the March 17, 2024, effective date of"
         f" {RULE}, and adopts April 10, 2024.", "Response", {("set_effective", (), "2024-04-10", None)}),
        # a court's order is what vacates
        ("The court’s order of January 12, 2024, vacated § 700.2 in the Definition of Qualified Lender final rule,"
         " 89 FR 1000 (January 2, 2024).", None, "Partial Vacatur",
         {("vacate", ("15 CFR 700.2",), "2024-01-12", None)}),
    ],
)  # fmt: skip
def test_what_one_document_does_to_a_rule(
    tmp_path: Path, dates: str, summary: str | None, head: str, moved: set[tuple[str, tuple[str, ...], str, str | None]]
) -> None:
    title = TITLES[2]
    actions = {
        DELAY: "Final rule; delay of effective date.", STAY: "Final rule; stay.",
        "Correction": "Final rule; correction.", "Withdrawal": "Final rule; withdrawal.",
    }  # fmt: skip
    both = [
        {"title": title, "action": "Final rule.", "dates": "Effective date: March 17, 2024.", "abstract": None},
        {"title": f"{title}; {head}", "action": actions.get(head, "Notice of court order."), "dates": dates,
         "abstract": summary},
    ]  # fmt: skip
    tracker = regtrack.open(":memory:", bundled=False, clock=lambda: NOW)
    for n, row in enumerate(both):
        row |= {
            "document_number": f"2024-9100{n}", "publication_date": _iso(16 * n), "type": "Rule",
            "citation": f"89 FR {1000 + 647 * n}", "effective_on": _iso(75 if n == 0 else 16),
            "cfr_references": [{"title": 15, "part": 700}],
        }  # fmt: skip
        path = tmp_path / f"{n}.json"
        path.write_text(json.dumps({"count": 1, "results": [row]}))
        tracker.add(path)
    records = (line["record"] for line in map(json.loads, tracker.export()) if line.get("type") == "event")
    events = [each for each in records if each["target"] == "us/fr/2024-91000" and each["published"] == _iso(16)]
    found = {
        (
            each["kind"],
            tuple(each.get("parts", ())),
            _text(each.get("effect")),
            _text(each.get("until") or each.get("through")),
        )
        for each in events
        if each["kind"] not in ("correct", "note")
    }
    assert found == moved


def _text(day: Any) -> str | None:
    return str(day)[:10] if day else None


@each_row(
    ("summary", "last"),
    [
        ("This rule sets a tolerance. The tolerance will expire and is revoked on March 15, 2026.", "2026-03-15"),
        ("The rules are amended to reflect this further extension through September 19, 2028.", "2028-09-19"),
    ],
)  # fmt: skip
def test_the_end_of_a_rule_is_told_in_its_summary(tmp_path: Path, summary: str, last: str) -> None:
    row = {
        "document_number": "2024-91000", "publication_date": "2024-01-02", "type": "Rule", "title": "Widget Tolerances",
        "citation": "89 FR 1000", "action": "Final rule.", "dates": "Effective January 2, 2024.", "abstract": summary,
        "effective_on": "2024-01-02", "cfr_references": [],
    }  # fmt: skip
    path = tmp_path / "1.json"
    path.write_text(json.dumps({"count": 1, "results": [row]}))
    tracker = regtrack.open(":memory:", bundled=False, clock=lambda: NOW)
    tracker.add(path)
    after = (dt.date.fromisoformat(last) + dt.timedelta(2)).isoformat()
    assert [tracker.state("89 FR 1000", day).force for day in ("2026-01-02", after)] == ["yes", "no"]


def _paper(number: str, published: str, title: str, citation: str, dates: str, action: str, rin: str) -> dict[str, Any]:
    return {
        "document_number": number, "publication_date": published, "title": title, "citation": citation, "dates": dates,
        "action": action, "type": "Proposed Rule" if action.startswith("Proposed") else "Rule", "abstract": None,
        "effective_on": None, "regulation_id_numbers": [rin], "cfr_references": [{"title": 15, "part": 700}],
    }  # fmt: skip


@each_row(
    ("words", "title"),
    [
        ("the final rule titled “Widget Reporting”", "Delay of Effective Date"),
        ("the Widget Reporting rule", "Widget Reporting; Delay of Effective Date"),
        ("the final rule (RIN 0694-AA01)", "Delay of Effective Date"),
        ("the Widget Reporting final rule published January 2, 2024", "Delay of Effective Date for Widget Reporting"),
        ("the final rule published January 2, 2024", "Delay of Effective Date"),
        ("FR Doc. 2024-91000", "Delay of Effective Date"),
    ],
)  # fmt: skip
def test_a_rule_is_found_by_what_it_shares_with_its_delay(tmp_path: Path, words: str, title: str) -> None:
    """Its proposal, an older rule of the same title and another rule of the same day are not meant."""
    day, final = "This rule is effective March 4, 2024.", "Final rule."
    held = [
        _paper("2022-80000", "2022-03-01", "Widget Reporting", "87 FR 11000", "Effective April 1, 2022.", final,
               "0694-AA00"),
        _paper("2023-90500", "2023-06-01", "Widget Reporting", "88 FR 500", "Comments are due July 3, 2023.",
               "Proposed rule.", "0694-AA01"),
        _paper("2024-91000", "2024-01-02", "Widget Reporting", "89 FR 1000", day, final, "0694-AA01"),
        _paper("2024-91010", "2024-01-02", "Widget Labels", "89 FR 1010", day, final, "0694-AA02"),
        _paper("2024-91500", "2024-02-01", title, "89 FR 5000", f"The effective date of {words} is delayed until"
               " June 3, 2024.", "Final rule; delay of effective date.", "0694-AA01"),
    ]  # fmt: skip
    tracker = regtrack.open(":memory:", bundled=False, clock=lambda: NOW)
    for row in held:
        path = tmp_path / f"{row['document_number']}.json"
        path.write_text(json.dumps({"count": 1, "results": [row]}))
        tracker.add(path)
    forces = [
        tracker.state(each, "2024-04-01", "2024-04-01").force for each in ("87 FR 11000", "89 FR 1000", "89 FR 1010")
    ]
    assert forces == ["yes", "no", "yes"]
