"""From a bill to what the ledger records: the file, the bill, its steps, and the law that it became.

A bill and its law are two instruments. The bill ends as ``law``; the law has its own effective date, which the status
file does not give, so it is unknown until something states it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from types import MappingProxyType
from typing import Any

from regtrack.dates import FEDERAL_ZONE, add_days
from regtrack.model.document import Document, Evidence, Rank
from regtrack.model.event import Event
from regtrack.model.instrument import Instrument, Relation
from regtrack.model.kinds import Certainty
from regtrack.model.when import When
from regtrack.sources.bills.bill import LAWMAKING, Bill, Law
from regtrack.sources.bills.steps import BillStage, BillStep, steps_of
from regtrack.store import Item

_KINDS = MappingProxyType(
    {
        BillStage.INTRODUCE: "introduce", BillStage.REFER: "refer", BillStage.REPORT_OUT: "report_out",
        BillStage.DISCHARGE: "discharge",
        BillStage.PASS: "pass", BillStage.FAIL: "fail", BillStage.PRESENT: "present", BillStage.SIGN: "sign_law",
        BillStage.UNSIGNED: "law_without_signature", BillStage.VETO: "veto", BillStage.POCKET_VETO: "pocket_veto",
    }
)  # fmt: skip
"""The kind of event that a step is; any other is a note."""
_IN_COMMITTEE = frozenset((BillStage.REFER, BillStage.REPORT_OUT, BillStage.DISCHARGE))
_CHAMBERS = {"house": "House", "senate": "Senate", None: "White House"}
_DAYS_TO_SIGN = 10
"""Sundays excepted: Constitution, art. I, sec. 7, cl. 2."""
_SUNDAY = 6
_DISAPPROVAL = "congressional disapproval under chapter 8 of title 5"
_SUSPENDED = "suspend the rules"


def compile_bill(bill: Bill, own: str | None = None, *, seen_on: dt.date | None = None) -> list[Item]:
    """Return what the ledger records of a bill.

    The keys of its events begin with ``bill.name.key`` and a colon; together they are all that the file states.

    Args:
        bill: as read from its status file.
        own: the id by which the ledger knows it, when that is a curated one; its own record is then not written.
        seen_on: the day on which the file was read: a bill that came to nothing died when its Congress ended.
    """
    return list(_BillCompiler(bill, own or bill.name.id, seen_on).items())


class _BillCompiler:
    """One bill."""

    def __init__(self, bill: Bill, own: str, seen_on: dt.date | None) -> None:
        self.bill, self.own, self.key, self.seen_on = bill, own, bill.name.key, seen_on
        self.steps = steps_of(bill.actions)
        if bill.introduced_on is not None and not any(step.deed is BillStage.INTRODUCE for step in self.steps):
            chamber = "senate" if bill.name.type.startswith("S") else "house"
            self.steps.insert(0, BillStep(BillStage.INTRODUCE, chamber, bill.introduced_on, None, ()))

    def items(self) -> Iterator[Item]:
        """All of it, in the order in which it can be recorded."""
        bill = self.bill
        updated = When.parse(bill.updated) if bill.updated else None
        yield Document(
            id=self.key, publisher="Government Publishing Office", title=f"Status of {bill.name.cited}",
            url=f"https://www.govinfo.gov/bulkdata/BILLSTATUS/{bill.name.file_name}", date=updated,
            rank=Rank.METADATA, sha256=bill.sha256,
        )  # fmt: skip
        if self.own == bill.name.id:
            yield self._instrument()
        yield from (self._law(law) for law in bill.laws)
        yield from self._events()

    def _instrument(self) -> Instrument:
        bill, name = self.bill, self.bill.name
        joint = "cra_disapproval" if _DISAPPROVAL in f"{bill.title} {bill.official}" else "joint_resolution"
        plain = (name.cited, f"{name.type} {name.number}")
        official = (bill.official,) if bill.official and bill.official != bill.title else ()
        return Instrument(
            id=name.id, kind=joint if name.type.endswith("JRES") else "bill", title=bill.title, bill=name.spelled,
            aliases=(("en", (*plain, *official)),), url=name.url, agency="congress",
            note=None if name.type in LAWMAKING else "A resolution of this type never becomes law.",
        )  # fmt: skip

    def _law(self, law: Law) -> Instrument:
        return Instrument(
            id=law.id, kind="statute", title=f"{self.bill.title} ({law.cited})", citation=(law.cited,),
            aliases=(("en", law.names),), relations=(Relation("finalizes", self.own),), agency="congress",
        )  # fmt: skip

    # --- steps --------------------------------------------------------------------------------------------------------

    def _events(self) -> Iterator[Event]:
        passed: set[str | None] = set()
        over_veto: set[str | None] = set()
        enacted: BillStep | None = None
        for step in self.steps:
            kind = _KINDS.get(step.deed, "note")
            if step.deed in _IN_COMMITTEE and passed:
                kind = "note"  # the other chamber's committees do not undo the first chamber's vote
            elif step.deed is BillStage.FAIL and any(_SUSPENDED in text for text in step.texts):
                kind = "note"  # two thirds were wanted; the bill may come up again
            elif step.deed is BillStage.PASS_OVER_VETO:
                over_veto.add(step.chamber)
                kind = "override" if len(over_veto) == 2 else "note"
            elif step.deed is BillStage.BECOME_LAW:
                if enacted is not None:
                    continue
                kind = self._way_to_law(step)
            if step.deed is BillStage.PASS:
                passed.add(step.chamber)
            if kind in _ENACTMENTS:
                enacted = step
            yield self._event(step, kind)
        if enacted is not None:
            for law in self.bill.laws:
                yield from self._of_law(law, enacted)
        elif (ended := self._death(passed)) is not None:
            yield ended

    def _way_to_law(self, step: BillStep) -> str:
        """How it became law where only that is said: unsigned, if the President's days had run out by then."""
        if any(each.deed in (BillStage.VETO, BillStage.PASS_OVER_VETO) for each in self.steps):
            return "override"
        presented = next((each.on for each in self.steps if each.deed is BillStage.PRESENT), None)
        if presented is None:
            return "sign_law"
        day, left = presented, _DAYS_TO_SIGN
        while left:
            day = add_days(day, 1)
            left -= day.weekday() != _SUNDAY
        return "law_without_signature" if step.on > day else "sign_law"

    def _event(self, step: BillStep, kind: str) -> Event:
        what = ":".join(filter(None, (step.deed.value, step.chamber, step.on.isoformat())))
        return Event(
            key=f"{self.key}:{what}", kind=kind, target=self.own, certainty=Certainty.PUBLISHED, published=_when(step),
            name=step.chamber if kind in ("pass", "fail") else None, summary=_summary(step),
            evidence=(Evidence(self.key, step.texts[0] if step.texts else None),),
        )  # fmt: skip

    def _of_law(self, law: Law, step: BillStep) -> Iterator[Event]:
        common: dict[str, Any] = {
            "target": law.id, "certainty": Certainty.PUBLISHED, "published": When.parse(step.on), "by": self.own,
            "evidence": (Evidence(self.key, step.texts[0] if step.texts else None),),
        }  # fmt: skip
        yield Event(key=f"{self.key}:{law.number}:enact", kind="adopt", summary=f"Became {law.cited}.", **common)
        note = "The status file of the bill does not say when the law takes effect."
        yield Event(
            key=f"{self.key}:{law.number}:effective", kind="set_effective", effect=When.parse("unknown"), note=note,
            **common,
        )  # fmt: skip

    def _death(self, passed: set[str | None]) -> Event | None:
        """Return that a bill died with its Congress if it came to nothing; what was presented may still be signed."""
        name = self.bill.name
        wanted = 1 if name.type in ("HRES", "SRES") else 2
        done = name.type not in LAWMAKING and len(passed) >= wanted
        gone = any(step.deed in (BillStage.PRESENT, BillStage.VETO, BillStage.POCKET_VETO) for step in self.steps)
        if self.seen_on is None or self.seen_on <= name.ends_on or done or gone or not self.steps:
            return None
        at = When.parse(f"{name.ends_on.isoformat()}T12:00[{FEDERAL_ZONE}]")
        return Event(
            key=f"{self.key}:die", kind="die", target=self.own, certainty=Certainty.PUBLISHED, published=at,
            summary=f"The {name.congress}th Congress ended before it was done with it.", flags=("derived_date",),
            note="The file does not say so: the term of a Congress ends at noon on 3 January (20th Amendment).",
            evidence=(Evidence(self.key),),
        )  # fmt: skip


_ENACTMENTS = frozenset(("sign_law", "law_without_signature", "override"))


def _when(step: BillStep) -> When:
    if step.time is None:
        return When.parse(step.on)
    return When.parse(f"{step.on.isoformat()}T{step.time}[{FEDERAL_ZONE}]")


def _summary(step: BillStep) -> str:
    """Return what its evidence does not quote: the words of further rows, or where it happened if no row has words."""
    if not step.texts:
        return f"In the {_CHAMBERS[step.chamber]}."
    return " ".join(each if each.endswith(".") else f"{each}." for each in step.texts[1:])
