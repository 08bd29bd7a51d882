"""Every state and every transition of semantics 1.5, one rule a row.

A row is a story in events and what must be answered: (legal day, day of knowledge) -> status, or a table of fields.
"""

# ruff: noqa: E501 (tables read best one row a line)

import gc
import tomllib
import weakref
from pathlib import Path
from typing import Any

import attrs

from regtrack.fold import state_of
from regtrack.model.instrument import Instrument
from regtrack.model.kinds import KINDS, Operation
from regtrack.model.state import State
from regtrack.report import plain
from regtrack.tracker import Tracker
from tests.helpers import RULE, Table, course, e, events_of, posted, question, rule, track
from tests.rows import each_row

LATER = "2025-12-01"  # a day of knowledge on which everything is known
OTHER = "us/x/other"


@attrs.frozen
class Row:
    """One rule of the law's time.

    Attributes:
        rule: the rule, in words; the id of the test.
        events: the story.
        asks: (on, known, expected), or (on, expected) for what is known today.
        kind: of the instrument.
        options: threshold, known_by or scope of the question.
    """

    rule: str
    events: list[Table]
    asks: list[tuple[Any, ...]]
    kind: str = "final_rule"
    options: dict[str, Any] = attrs.field(factory=dict)


SET = e("set_effective", effect="2024-03-01", published="2024-01-15")
EARLY = e("set_effective", effect="2024-01-15", published="2024-01-15")
A, B = "15 CFR 744.11", "15 CFR 744.21"

FORMATION = [
    Row("a report makes nothing but a report", [e("report", published="2024-02-01", certainty="reported")],
        [("2024-03-01", {"status": "reported", "force": "no"})], options={"threshold": "reported"}),
    Row("what is known below the threshold alone is unknown", [e("report", published="2024-02-01", certainty="reported")],
        [("2024-03-01", {"status": "unknown", "force": "unknown"})]),
    Row("an announcement makes it announced, at that threshold", [e("announce", announced="2024-02-01")],
        [("2024-01-31", "none"), ("2024-02-01", {"status": "announced", "force": "no"})], options={"threshold": "announced"}),
    Row("a proposal proposes", [e("propose", published="2024-02-01")],
        [("2024-01-31", "none"), ("2024-02-01", {"status": "proposed", "force": "no", "stage": "proposed"})], "proposed_rule"),
    Row("a supplement leaves it proposed", [e("propose", published="2024-02-01"), e("supplement", published="2024-04-01")],
        [("2024-04-01", "proposed")], "proposed_rule"),
    Row("a proposal may be withdrawn", [e("propose", published="2024-02-01"), e("withdraw_proposal", published="2024-05-01")],
        [("2024-04-30", "proposed"), ("2024-05-01", {"status": "proposal_withdrawn", "force": "no"})], "proposed_rule"),
    Row("proposed, adopted, filed, published: each from its day",
        [e("propose", published="2024-01-02"), e("adopt", issued="2024-02-01"),
         e("file_for_inspection", published="2024-02-08"), e("publish", published="2024-02-12"),
         e("set_effective", effect="2024-03-13", published="2024-02-12")],
        [("2024-01-31", "proposed"), ("2024-02-01", "adopted"), ("2024-02-08", "filed"), ("2024-02-12", "pending"),
         ("2024-03-13", "in_force")]),
    Row("a signature adopts", [e("sign", issued="2024-02-01")], [("2024-02-01", "adopted")], "executive_order"),
    Row("filed is known at threshold filed before it is published",
        [e("file_for_inspection", filed="2024-02-08")], [("2024-02-09", {"status": "filed", "force": "no"})],
        options={"threshold": "filed"}),
    Row("a withdrawn filing was never in force, and that is contested",
        [e("file_for_inspection", published="2024-02-08"), e("set_effective", effect="2024-03-01", published="2024-02-08"),
         e("withdraw_filing", issued="2024-02-10", published="2024-02-10")],
        [("2024-02-09", "pending"), ("2024-06-01", {"status": "withdrawn", "force": "contested"})]),
    Row("an interim final rule needs no proposal", [e("publish", published="2024-01-15"), EARLY],
        [("2024-01-14", "none"), ("2024-01-15", "in_force")], "interim_final_rule"),
    Row("published without an effective date: unknown, and flagged", [e("publish", published="2024-01-15")],
        [("2024-02-01", {"status": "unknown", "force": "unknown", "flags": ["no_effective_date"]})]),
    Row("a direct final rule is pending, then in force but unverified",
        [e("set_effective", effect="2024-06-03", published="2024-04-01", condition="no adverse comment by 2024-05-01")],
        [("2024-06-02", {"status": "pending", "force": "no"}),
         ("2024-06-03", {"status": "in_force", "flags": ["condition_unverified"]})], "direct_final_rule"),
    Row("what binds those who have notice is in force in part, until it binds all",
        [e("set_effective", effect="2024-06-03", until="2024-06-10", published="2024-06-10", condition="with notice",
           parties="those with notice"),
         e("set_effective", "all", effect="2024-06-10", published="2024-06-10")],
        [("2024-06-02", "none"),
         ("2024-06-05", {"status": "in_force", "force": "partial", "flags": ["condition_unverified"]}),
         ("2024-06-10", {"status": "in_force", "force": "yes", "flags": []})], "temporary_rule"),
    Row("a confirmed direct final rule is verified",
        [e("set_effective", effect="2024-06-03", published="2024-04-01", condition="no adverse comment by 2024-05-01"),
         e("confirm", of="set_effective", published="2024-05-20"), e("confirm_direct_final", published="2024-05-20")],
        [("2024-06-03", {"status": "in_force", "flags": [], "stage": "published"})], "direct_final_rule"),
    Row("a direct final rule withdrawn before its day never took effect",
        [e("set_effective", effect="2024-06-03", published="2024-04-01", condition="no adverse comment"),
         e("withdraw_final", effect="2024-05-20", published="2024-05-20")],
        [("2024-05-19", "pending"), ("2024-05-20", "withdrawn"), ("2024-06-03", {"status": "withdrawn", "force": "no"})],
        "direct_final_rule"),
]  # fmt: skip

CLOCK = [
    Row("before the act nothing, then pending, then in force from the first moment of the day", [SET],
        [("2024-01-14", "none"), ("2024-01-15", "pending"), ("2024-02-29", {"status": "pending", "force": "no"}),
         ("2024-02-29T23:59:59-05:00", "pending"), ("2024-03-01T00:00:00-05:00", "in_force"),
         ("2024-03-01", {"status": "in_force", "force": "yes", "since": "2024-03-01"})]),
    Row("what is scheduled is said", [SET],
        [("2024-02-01", {"until": "2024-03-01", "scheduled_next": {"on": "2024-03-01", "status": "in_force"}})]),
    Row("an effective date before publication reaches back, for those who know of it",
        [e("set_effective", effect="2024-02-09", published="2024-02-12")],
        [("2024-02-10", "2024-02-11", "none"), ("2024-02-10", "2024-02-12", {"status": "in_force", "since": "2024-02-09"}),
         ("2024-02-08", "2024-02-12", "none")]),
    Row("filed on one day and published on another is one fact, known in two steps",
        [e("set_effective", effect="2024-02-12", filed="2024-02-09", published="2024-02-12")],
        [("2024-02-13", "2024-02-09", "in_force"), ("2024-02-10", "2024-02-09", "pending")], options={"threshold": "filed"}),
    Row("a month is some day of it: pending, unknown, in force",
        [e("set_effective", effect="2024-05", published="2024-01-15")],
        [("2024-04-30", {"status": "pending", "until": "2024-05-01..2024-05-31"}),
         ("2024-05-01", {"status": "unknown", "force": "unknown", "until": "2024-05-01..2024-05-31"}),
         ("2024-05-30", "unknown"), ("2024-05-31", "in_force"),
         ("2024-06-01", {"status": "in_force", "force": "yes", "since": "2024-05-01..2024-05-31"})]),
    Row("a stay that ends in some month returns on some day of it",
        [SET, e("stay", effect="2024-03-01", published="2024-03-01", until="2024-05")],
        [("2024-04-30", {"status": "stayed", "since": "2024-03-01", "until": "2024-05-01..2024-05-31"}),
         ("2024-05-10", "unknown"), ("2024-06-01", {"status": "in_force", "since": "2024-05-01..2024-05-31"})]),
    Row("an end in some month under a stay is an end on some day of it",
        [SET, e("set_expiry", until="2024-07", published="2024-03-15"),
         e("stay", effect="2024-03-01", published="2024-03-01", until="2024-12-01")],
        [("2024-07-10", {"status": "stayed", "underlying": "unknown", "until": "2024-07-01..2024-07-31"}),
         ("2024-08-10", {"status": "expired", "since": "2024-07-01..2024-07-31"})]),
    Row("a duty from some month on", [SET, e("set_compliance", effect="2024-05", published="2024-01-15")],
        [("2024-04-30", {"duty": "no", "duty_from": "2024-05-01..2024-05-31"}), ("2024-05-10", {"duty": "unknown"}),
         ("2024-06-01", {"duty": "yes", "duty_from": "2024-05-01..2024-05-31"})]),
    Row("a year is some day of it", [e("set_effective", effect="2024", published="2023-06-01")],
        [("2023-12-31", "pending"), ("2024-07-01", "unknown"), ("2025-01-01", "in_force")]),
    Row("a span is some moment of it", [e("set_effective", effect="2024-05-13..2024-05-16", published="2024-01-15")],
        [("2024-05-12", "pending"), ("2024-05-13", "unknown"), ("2024-05-15", "unknown"), ("2024-05-16", "in_force")]),
    Row("an end in some month: in force, unknown, expired",
        [e("set_effective", effect="2024-01-15", published="2024-01-15", until="2024-05")],
        [("2024-04-30", "in_force"), ("2024-05-10", {"status": "unknown", "force": "unknown"}), ("2024-06-01", "expired")]),
    Row("an unknown date is unknown for ever", [e("set_effective", effect="unknown", published="2024-01-15")],
        [("2024-01-15", {"status": "unknown", "force": "unknown"}), ("2024-06-01", "unknown"), ("2099-01-01", "unknown")]),
    Row("a date that hangs on an event is unknown until an act says that it happened",
        [e("set_effective", "first", effect="upon approval by OMB", published="2024-01-15"),
         e("set_effective", "then", effect="2024-06-01", published="2024-05-20")],
        [("2024-05-31", "2024-05-19", "unknown"), ("2024-05-31", {"force": "no"}), ("2024-06-01", "in_force")]),
    Row("counted from publication: 30 days", [e("set_effective", effect="publication + 30 days", published="2024-02-12")],
        [("2024-03-12", "pending"), ("2024-03-13", {"status": "in_force", "flags": ["derived_date"]})]),
    Row("the later of a day and a count", [e("set_effective", effect="later of 2024-03-11, publication + 30 days",
                                            published="2024-02-12")],
        [("2024-03-12", "pending"), ("2024-03-13", "in_force")]),
    Row("through D: D is the last day in", [e("set_effective", effect="2024-01-15", through="2024-06-30", published="2024-01-15")],
        [("2024-06-30", {"status": "in_force", "until": "2024-07-01"}), ("2024-07-01", {"status": "expired", "force": "no"})]),
    Row("until D: D is the first day out", [e("set_effective", effect="2024-01-15", until="2024-06-30", published="2024-01-15")],
        [("2024-06-29", "in_force"), ("2024-06-30", {"status": "expired", "since": "2024-06-30"})]),
    Row("hours of one day in the zone of the place",
        [e("set_effective", effect="2024-02-10T10:30[America/Los_Angeles]", until="2024-02-10T11:35[America/Los_Angeles]",
           published="2024-02-09", zone="America/Los_Angeles")],
        [("2024-02-10T10:29:59-08:00", "pending"), ("2024-02-10T10:30:00-08:00", "in_force"),
         ("2024-02-10T11:34:59-08:00", "in_force"), ("2024-02-10T11:35:00-08:00", "expired")], "temporary_rule"),
]  # fmt: skip

MOVES = [
    Row("delayed to a day", [SET, e("delay_effective", effect="2024-05-01", published="2024-02-15")],
        [("2024-02-14", "pending"), ("2024-02-15", "delayed"), ("2024-03-01", {"status": "delayed", "force": "no"}),
         ("2024-03-01", "2024-02-14", "in_force"), ("2024-05-01", {"status": "in_force", "since": "2024-05-01"})]),
    Row("delayed indefinitely, then set",
        [SET, e("delay_effective", effect="indefinite", published="2024-02-15"),
         e("set_effective", "again", effect="2024-09-01", published="2024-08-01")],
        [("2024-03-01", "2024-03-01", {"status": "delayed_indefinitely", "force": "no", "until": None}),
         ("2024-08-15", "pending"), ("2024-09-01", "in_force")]),
    Row("delayed, then set to a day that has come", [SET, e("delay_effective", effect="indefinite", published="2024-02-15"),
                                                    e("set_effective", "again", effect="2024-08-01", published="2024-08-01")],
        [("2024-07-31", "2024-07-31", "delayed_indefinitely"), ("2024-08-01", "in_force")]),
    Row("brought forward", [SET, e("accelerate_effective", effect="2024-02-20", published="2024-02-15")],
        [("2024-02-19", {"status": "pending", "scheduled_next": {"on": "2024-02-20", "status": "in_force"}}),
         ("2024-02-20", "in_force")]),
    Row("each later move replaces the one before",
        [SET, e("delay_effective", "d1", effect="2024-05-01", published="2024-02-15"),
         e("delay_effective", "d2", effect="2024-07-01", published="2024-04-15")],
        [("2024-05-01", "2024-04-14", "in_force"), ("2024-05-01", "delayed"), ("2024-07-01", "in_force")]),
    Row("a delay after the day has come is late, and says so",
        [SET, e("delay_effective", effect="2024-05-01", published="2024-03-05")],
        [("2024-03-04", "in_force"), ("2024-03-05", {"status": "delayed", "flags": ["late_delay"]}), ("2024-05-01", "in_force")]),
    Row("a delay as of an earlier day than its publication",
        [SET, e("delay_effective", effect="2024-05-01", as_of="2024-02-28", published="2024-03-05")],
        [("2024-02-27", "pending"), ("2024-03-02", "2024-03-04", "in_force"), ("2024-03-02", "2024-03-05", "delayed")]),
    Row("a sunset expires by itself", [EARLY, e("set_expiry", through="2024-12-31", published="2024-01-15")],
        [("2024-12-31", {"status": "in_force", "scheduled_next": {"on": "2025-01-01", "status": "expired"}}),
         ("2025-01-01", "expired")]),
    Row("a sunset may be put off", [EARLY, e("set_expiry", through="2024-12-31", published="2024-01-15"),
                                    e("extend_expiry", through="2025-06-30", published="2024-12-01")],
        [("2025-01-01", "2024-11-30", "expired"), ("2025-01-01", "in_force"), ("2025-07-01", "expired")]),
    Row("a rule may end before it begins: dead at birth",
        [SET, e("rescind", effect="2024-02-20", published="2024-02-20")],
        [("2024-02-19", "pending"), ("2024-03-01", {"status": "rescinded", "force": "no"})]),
]  # fmt: skip

STAYS = [
    Row("stayed, remembering what lies under it", [EARLY, e("stay", effect="2024-02-01", issued="2024-02-01")],
        [("2024-01-31", "in_force"),
         ("2024-02-01", {"status": "stayed", "force": "no", "underlying": "in_force", "until": None})]),
    Row("a stay before the effective date", [SET, e("stay", effect="2024-02-01", issued="2024-02-01")],
        [("2024-02-10", {"status": "stayed", "underlying": "pending"}),
         ("2024-03-10", {"status": "stayed", "underlying": "in_force"})]),
    Row("a stay of something delayed",
        [SET, e("delay_effective", effect="indefinite", published="2024-02-15"), e("stay", issued="2024-02-20")],
        [("2024-03-10", {"status": "stayed", "underlying": "delayed_indefinitely"})]),
    Row("a stay ends by itself on its day", [EARLY, e("stay", effect="2024-02-01", until="2024-10-15", issued="2024-02-01")],
        [("2024-10-14", {"status": "stayed", "scheduled_next": {"on": "2024-10-15", "status": "in_force"}}),
         ("2024-10-15", {"status": "in_force", "since": "2024-10-15"})]),
    Row("a stay through a day covers that day", [EARLY, e("stay", effect="2024-02-01", through="2024-10-15", issued="2024-02-01")],
        [("2024-10-15", "stayed"), ("2024-10-16", "in_force")]),
    Row("what returns in the future does so as scheduled",
        [EARLY, e("stay", effect="2024-02-01", until="2024-10-15", issued="2024-02-01")],
        [("2024-11-01", "2024-03-01", {"status": "in_force", "flags": ["as_scheduled", "unconfirmed"]})]),
    Row("lifted: in force from the lift, not from before it", [SET, e("stay", issued="2024-02-20"), e("lift_stay", issued="2024-06-01")],
        [("2024-05-31", "stayed"), ("2024-06-01", {"status": "in_force", "since": "2024-06-01"})]),
    Row("lifted before the effective date: pending again", [SET, e("stay", issued="2024-02-01"), e("lift_stay", issued="2024-02-20")],
        [("2024-02-19", "stayed"), ("2024-02-20", "pending"), ("2024-03-01", "in_force")]),
    Row("extended", [EARLY, e("stay", effect="2024-02-01", until="2024-04-01", issued="2024-02-01"),
                     e("extend_stay", until="2024-06-01", issued="2024-03-15")],
        [("2024-04-15", "2024-03-14", "in_force"), ("2024-04-15", "stayed"), ("2024-06-01", "in_force")]),
    Row("overlapping stays: in force only when all have lifted",
        [EARLY, e("stay", "court", issued="2024-02-01"), e("stay", "agency", effect="2024-03-01", until="2024-07-01", issued="2024-03-01"),
         e("lift_stay", "lift", of="court", issued="2024-05-01")],
        [("2024-04-01", "stayed"), ("2024-05-01", "stayed"), ("2024-06-30", "stayed"), ("2024-07-01", "in_force")]),
    Row("the one that ends first does not free it",
        [EARLY, e("stay", "court", issued="2024-02-01"), e("stay", "agency", effect="2024-03-01", until="2024-07-01", issued="2024-03-01"),
         e("lift_stay", "lift", of="court", issued="2024-08-01")],
        [("2024-07-01", "stayed"), ("2024-07-31", "stayed"), ("2024-08-01", {"status": "in_force", "since": "2024-08-01"})]),
    Row("a lift that names no stay lifts all", [EARLY, e("stay", "s1", issued="2024-02-01"), e("stay", "s2", issued="2024-03-01"),
                                               e("lift_stay", issued="2024-05-01")],
        [("2024-04-30", "stayed"), ("2024-05-01", "in_force")]),
    Row("a stay that ends in some month is unknown in it",
        [EARLY, e("stay", effect="2024-02-01", until="2024-06", issued="2024-02-01")],
        [("2024-05-31", "stayed"), ("2024-06-10", {"status": "unknown", "force": "unknown"}), ("2024-06-30", "in_force")]),
    Row("a stay outlived by a rescission", [EARLY, e("stay", issued="2024-02-01"), e("rescind", effect="2024-03-01", published="2024-03-01")],
        [("2024-03-01", {"force": "no"})]),
]  # fmt: skip

ENDS = [
    Row("withdrawn before effect", [SET, e("withdraw_final", published="2024-02-15")],
        [("2024-02-14", "pending"), ("2024-03-01", {"status": "withdrawn", "force": "no"})]),
    Row("rescinded on its day", [EARLY, e("rescind", effect="2024-06-01", published="2024-05-15")],
        [("2024-05-31", {"status": "in_force", "scheduled_next": {"on": "2024-06-01", "status": "rescinded"}}),
         ("2024-06-01", {"status": "rescinded", "force": "no", "since": "2024-06-01"})]),
    Row("superseded on its day", [EARLY, e("supersede", effect="2024-06-01", published="2024-05-15", by=OTHER)],
        [("2024-05-31", "in_force"), ("2024-06-01", "superseded")]),
    Row("an announced rescission leaves the state and is attached to it",
        [EARLY, e("rescind", announced="2024-05-13")],
        [("2024-05-12", {"status": "in_force", "announced_changes": []}),
         ("2024-06-01", {"status": "in_force", "force": "yes", "flags": ["announced_change"],
                         "announced_changes": [{"key": "rescind", "kind": "rescind", "certainty": "announced"}]})]),
    Row("at threshold announced the announced rescission is the state", [EARLY, e("rescind", announced="2024-05-13")],
        [("2024-05-12", "in_force"), ("2024-06-01", "rescinded")], options={"threshold": "announced"}),
    Row("an announced change that was made is no longer announced",
        [EARLY, e("rescind", "said", announced="2024-05-13"), e("rescind", "done", effect="2024-07-01", published="2024-06-15")],
        [("2024-06-14", "2024-06-14", {"status": "in_force", "flags": ["announced_change"]}),
         ("2024-07-01", {"status": "rescinded", "announced_changes": []})]),
    Row("vacated: it ends at the judgment", [EARLY, e("vacate", issued="2024-06-01")],
        [("2024-05-31", "in_force"), ("2024-06-01", {"status": "vacated", "force": "no"})]),
    Row("vacated when the mandate issues", [EARLY, e("vacate", effect="2024-07-25", issued="2024-06-01")],
        [("2024-07-24", "in_force"), ("2024-07-25", "vacated")]),
    Row("vacated as void from the start: said in a flag", [EARLY, e("vacate", issued="2024-06-01", mode="void_from_start")],
        [("2024-06-01", {"status": "vacated", "flags": ["void_from_start"]})]),
    Row("vacated before its effective date: never in force", [SET, e("vacate", issued="2024-02-15")],
        [("2024-02-14", "pending"), ("2024-03-01", {"status": "vacated", "force": "no"})]),
    Row("remanded without vacatur: nothing moves", [EARLY, e("remand_without_vacatur", issued="2024-06-01")],
        [("2024-06-02", "in_force")]),
    Row("nullified: as though it had never been, for those who know; in force for those who did not",
        [EARLY, e("disapprove", issued="2024-06-01")],
        [("2024-02-01", "2024-05-31", "in_force"), ("2024-02-01", "2024-06-01", {"status": "nullified", "force": "no"}),
         ("2024-07-01", "nullified")]),
    Row("reinstated after vacatur, from then on", [EARLY, e("vacate", issued="2024-06-01"), e("reinstate", effect="2024-09-01", issued="2024-09-01")],
        [("2024-05-31", "in_force"), ("2024-08-31", "vacated"), ("2024-09-01", {"status": "in_force", "since": "2024-09-01"})]),
    Row("reinstated after rescission", [EARLY, e("rescind", published="2024-06-01"), e("reinstate", published="2024-09-01")],
        [("2024-08-31", "rescinded"), ("2024-09-01", "in_force")]),
    Row("reinstated after it expired", [EARLY, e("set_expiry", until="2024-06-01", published="2024-01-15"), e("reinstate", published="2024-09-01")],
        [("2024-05-31", "in_force"), ("2024-08-31", "expired"), ("2024-09-01", {"status": "in_force", "force": "yes"})]),
    Row("reinstated before its effective date: underlying recomputed",
        [SET, e("vacate", issued="2024-02-01"), e("reinstate", issued="2024-02-20")],
        [("2024-02-19", "vacated"), ("2024-02-20", "pending"), ("2024-03-01", "in_force")]),
    Row("rescinded again after its return",
        [EARLY, e("rescind", "r1", published="2024-06-01"), e("reinstate", published="2024-09-01"), e("rescind", "r2", published="2024-11-01")],
        [("2024-10-31", "in_force"), ("2024-11-01", "rescinded")]),
]  # fmt: skip

GUIDANCE = [
    Row("guidance is current once published", [e("publish", published="2024-02-01")],
        [("2024-01-31", "none"), ("2024-02-01", {"status": "current", "force": "yes"})], "guidance"),
    Row("guidance with a day of its own", [e("publish", published="2024-02-01"), e("set_effective", effect="2024-03-01", published="2024-02-01")],
        [("2024-02-29", "pending"), ("2024-03-01", "current")], "guidance"),
    Row("guidance withdrawn", [e("publish", published="2024-02-01"), e("withdraw", effect="2024-06-01", published="2024-06-01")],
        [("2024-05-31", "current"), ("2024-06-01", {"status": "withdrawn", "force": "no"})], "guidance"),
    Row("guidance applicable before it is effective: the duty is older",
        [e("set_effective", effect="2024-10-23", published="2024-10-10"),
         e("set_applicability", effect="2024-08-19", published="2024-10-10")],
        [("2024-09-01", "2024-09-01", "none"), ("2024-09-01", {"duty": "yes", "duty_from": "2024-08-19"}),
         ("2024-11-01", {"status": "current", "duty": "yes"})], "guidance"),
]  # fmt: skip

BILLS = [
    Row("a bill goes its way",
        [e("introduce", issued="2024-01-10"), e("refer", issued="2024-01-10T15:00:00-05:00"), e("report_out", issued="2024-03-01"),
         e("pass", "house", name="house", issued="2024-04-01"), e("pass", "senate", name="senate", issued="2024-05-01"),
         e("present", issued="2024-05-10"), e("sign_law", issued="2024-05-20")],
        [("2024-01-10T12:00:00-05:00", {"status": "introduced", "force": "no"}), ("2024-01-11", "in_committee"),
         ("2024-03-01", "reported_out"), ("2024-04-01", "passed_one"), ("2024-05-01", "passed_both"),
         ("2024-05-10", "presented"), ("2024-05-20", {"status": "law", "force": "yes"})], "bill"),
    Row("passed by one chamber twice is passed by one",
        [e("introduce", issued="2024-01-10"), e("pass", "first", name="house", issued="2024-04-01"),
         e("pass", "second", name="house", issued="2024-05-01")],
        [("2024-05-02", "passed_one")], "bill"),
    Row("discharged counts as reported out", [e("introduce", issued="2024-01-10"), e("discharge", issued="2024-02-10")],
        [("2024-02-10", "reported_out")], "bill"),
    Row("vetoed, then overridden", [e("veto", issued="2024-05-20"), e("override", issued="2024-06-20")],
        [("2024-05-20", {"status": "vetoed", "force": "no"}), ("2024-06-20", "law")], "joint_resolution"),
    Row("law without a signature", [e("present", issued="2024-05-10"), e("law_without_signature", issued="2024-05-22")],
        [("2024-05-22", "law")], "bill"),
    Row("of two stages of one day the later one in procedure counts, whatever they are called",
        [e("refer", key, published="2024-01-10") for key in ("a", "m", "z")] + [e("introduce", key, published="2024-01-10") for key in ("b", "n", "y")],
        [("2024-01-10", "in_committee")], "bill"),
    Row("a reported earlier stage on a wrong day sets nothing back",
        [e("introduce", issued="2024-01-10"), e("refer", issued="2024-01-10"),
         e("introduce", "told", effect="2024-01-11", available="2024-01-12", certainty="reported")],
        [("2024-01-12", "in_committee")], "bill", {"threshold": "reported"}),
    Row("a reported later stage carries it on where reports count",
        [e("introduce", issued="2024-01-10"), e("refer", "told", effect="2024-01-11", available="2024-01-12", certainty="reported")],
        [("2024-01-12", "in_committee")], "bill", {"threshold": "reported"}),
    Row("an announcement of what was published long ago sets nothing back",
        [e("propose", published="2024-01-10"), e("announce", announced="2024-02-10")],
        [("2024-02-11", "proposed")], "proposed_rule", {"threshold": "announced"}),
    Row("an act sets a stage back: a bill sent to a committee again",
        [e("report_out", issued="2024-01-10"), e("refer", issued="2024-02-10")],
        [("2024-02-11", "in_committee")], "bill"),
    Row("pocket-vetoed", [e("present", issued="2024-12-26"), e("pocket_veto", issued="2025-01-06")], [("2025-01-06", "vetoed")], "bill"),
    Row("failed", [e("introduce", issued="2024-01-10"), e("fail", issued="2024-02-10")],
        [("2024-02-10", {"status": "dead", "force": "no"})], "cra_disapproval"),
    Row("died with its Congress", [e("introduce", issued="2024-01-10"), e("die", issued="2025-01-03")],
        [("2025-01-02", "introduced"), ("2025-01-03", "dead")], "bill"),
]  # fmt: skip

OTHERS = [
    Row("compliance starts on its own day", [EARLY, e("set_compliance", effect="2024-06-01", published="2024-01-15")],
        [("2024-05-31", {"status": "in_force", "duty": "no", "duty_from": "2024-06-01"}), ("2024-06-01", {"duty": "yes"})]),
    Row("compliance put off", [EARLY, e("set_compliance", effect="2024-06-01", published="2024-01-15"),
                              e("delay_compliance", effect="2024-09-01", published="2024-05-01")],
        [("2024-06-01", "2024-04-30", {"duty": "yes"}), ("2024-06-01", {"duty": "no"}), ("2024-09-01", {"duty": "yes"})]),
    Row("compliance without a day is unknown, never today", [EARLY, e("set_compliance", effect="unknown", published="2024-01-15")],
        [("2030-01-01", {"status": "in_force", "duty": "unknown"})]),
    Row("no duty while it is stayed", [EARLY, e("set_compliance", effect="2024-02-01", published="2024-01-15"), e("stay", issued="2024-03-01")],
        [("2024-02-15", {"duty": "yes"}), ("2024-03-15", {"duty": "no"})]),
    Row("without a compliance date duty follows force", [SET], [("2024-02-29", {"duty": "no"}), ("2024-03-01", {"duty": "yes"})]),
    Row("a press release moves enforcement, not force", [EARLY, e("announce_nonenforcement", announced="2024-05-13")],
        [("2024-05-12", {"enforcement": "normal"}), ("2024-05-14", {"status": "in_force", "force": "yes", "enforcement": "discretion"})]),
    Row("a news report moves not even enforcement",
        [EARLY, e("announce_nonenforcement", published="2024-05-13", certainty="reported")],
        [("2024-05-14", {"enforcement": "normal"})]),
    Row("enforcement resumed", [EARLY, e("announce_nonenforcement", announced="2024-05-13"), e("end_nonenforcement", announced="2024-07-01")],
        [("2024-06-30", {"enforcement": "discretion"}), ("2024-07-02", {"enforcement": "normal"})]),
    Row("non-enforcement until a day", [EARLY, e("announce_nonenforcement", announced="2024-05-13", effect="2024-05-13", until="2024-06-01")],
        [("2024-05-31", {"enforcement": "discretion"}), ("2024-06-01", {"enforcement": "normal"})]),
    Row("enjoined as to parties: the rule stays in force", [EARLY, e("enjoin", issued="2024-05-01", parties="plaintiffs"),
                                                          e("lift_injunction", issued="2024-08-01")],
        [("2024-05-01", {"status": "in_force", "enforcement": "enjoined"}), ("2024-08-01", {"enforcement": "normal"})]),
    Row("an injunction outweighs discretion, and its end leaves it",
        [EARLY, e("announce_nonenforcement", announced="2024-04-01"), e("enjoin", issued="2024-05-01"), e("lift_injunction", issued="2024-06-01")],
        [("2024-05-02", {"enforcement": "enjoined"}), ("2024-06-02", {"enforcement": "discretion"})]),
    Row("comments: the last day is still open", [e("propose", published="2024-02-01"), e("open_comment", through="2024-04-01", published="2024-02-01")],
        [("2024-04-01", {"deadlines": [{"name": "comments", "on": "2024-04-01", "open": True}]}),
         ("2024-04-02", {"deadlines": [{"name": "comments", "on": "2024-04-01", "open": False}]})], "proposed_rule"),
    Row("comments extended", [e("open_comment", through="2024-04-01", published="2024-02-01"),
                             e("extend_comment", through="2024-05-01", published="2024-03-20")],
        [("2024-04-15", {"deadlines": [{"name": "comments", "on": "2024-05-01", "open": True}]})], "proposed_rule"),
    Row("comments reopened after a gap", [e("open_comment", through="2024-04-01", published="2024-02-01"),
                                         e("reopen_comment", through="2024-06-01", published="2024-05-01")],
        [("2024-04-15", {"deadlines": [{"name": "comments", "on": "2024-04-01", "open": False}]}),
         ("2024-05-15", {"deadlines": [{"name": "comments", "on": "2024-06-01", "open": True}]})], "proposed_rule"),
    Row("a deadline counted from publication is marked as derived",
        [e("open_comment", through="publication + 60 days", published="2024-02-12")],
        [("2024-03-01", {"deadlines": [{"on": "2024-04-12", "derived": True}]})], "proposed_rule"),
    Row("a printed deadline on a Sunday is kept as printed", [e("open_comment", through="2016-05-15", published="2016-04-15")],
        [("2016-05-01", {"deadlines": [{"on": "2016-05-15", "derived": False}]})], "proposed_rule"),
    Row("a deadline of another name, moved", [EARLY, e("set_deadline", name="annual report", through="2024-06-30", published="2024-01-15"),
                                             e("move_deadline", name="annual report", through="2024-08-31", published="2024-05-01")],
        [("2024-05-02", {"deadlines": [{"name": "annual report", "on": "2024-08-31"}]})]),
    Row("a value holds from its day", [EARLY, e("set_value", "v1", name="rate", value=25, effect="2024-02-01", published="2024-01-15"),
                                      e("set_value", "v2", name="rate", value=50, effect="2024-06-01", published="2024-05-01")],
        [("2024-01-31", {"values": {}}), ("2024-02-01", {"values": {"rate": 25}}), ("2024-06-01", {"values": {"rate": 50}}),
         ("2024-06-01", "2024-04-30", {"values": {"rate": 25}})]),
    Row("a value with an end gives way to the one before it",
        [EARLY, e("set_value", "v1", name="rate", value=25, effect="2024-02-01", published="2024-01-15"),
         e("set_value", "v2", name="rate", value=10, effect="2024-06-01", until="2024-07-01", published="2024-05-01")],
        [("2024-06-15", {"values": {"rate": 10}}), ("2024-07-01", {"values": {"rate": 25}})]),
    Row("values of two names, and of every type",
        [EARLY, e("set_value", "v1", name="policy", value="presumption of denial", published="2024-01-15"),
         e("set_value", "v2", name="listed", value=False, published="2024-01-15"), e("set_value", "v3", name="share", value=0.5, published="2024-01-15")],
        [("2024-02-01", {"values": {"listed": False, "policy": "presumption of denial", "share": 0.5}})]),
    Row("words that say something and move nothing", [EARLY, e("note", issued="2024-02-01"), e("check", issued="2024-02-02")],
        [("2024-02-03", {"status": "in_force", "flags": []})]),
    Row("changes of text move no status", [EARLY, e("amend", effect="2024-04-01", published="2024-03-01"), e("correct", published="2024-05-01"),
                                          e("codify", effect="2024-04-01", published="2024-04-03"),
                                          e("codify_error", issued="2024-06-01"), e("codify_fix", issued="2024-06-10")],
        [("2024-07-01", {"status": "in_force", "since": "2024-01-15"})]),
    Row("what is known by its words alone is not known to bind, and not known not to",
        [e("codify", effect="2024-04-01", published="2024-04-03"), e("codify_error", published="2024-05-02")],
        [("2024-07-01", {"status": "none", "force": "unknown"})], "codification"),
    Row("of two parts of which one is only talked about, no more is known",
        [e("codify", effect="2024-04-01", published="2024-04-03", parts=["1 CFR 2.3"]),
         e("set_effective", effect="2024-04-01", published="2024-03-01", certainty="reported", parts=["1 CFR 2.4"]),
         e("amend", effect="2024-04-01", published="2024-03-01", parts=["1 CFR 2.4"])],
        [("2024-07-01", {"status": "unknown", "force": "unknown"})], "codification"),
    Row("entries of a list come and go, and its status stays", [e("publish", published="2024-01-15"), e("add_entry", issued="2024-03-01"),
                                                                e("change_entry", issued="2024-04-01"), e("remove_entry", issued="2024-05-01")],
        [("2024-07-01", {"status": "current", "since": "2024-01-15"})], "list"),
    Row("contradicted: the less certain loses, is flagged, and is no announced change",
        [EARLY, e("rescind", "headline", published="2024-05-14", certainty="reported", conflicts_with=["set_effective"])],
        [("2024-06-01", {"status": "in_force", "conflicts": ["headline"], "flags": ["conflict"], "announced_changes": []})]),
    Row("what contradicts something that nobody knew yet is an announced change until then",
        [EARLY, e("publish", "later", published="2024-08-01"),
         e("rescind", "headline", published="2024-05-14", certainty="reported", conflicts_with=["later"])],
        [("2024-06-01", "2024-06-01", {"conflicts": [], "flags": ["announced_change"]}),
         ("2024-09-01", "2024-09-01", {"conflicts": ["headline"], "flags": ["conflict"]})]),
    Row("contradicted: it moves nothing where reports count, from when what it contradicts is known",
        [EARLY, e("publish", "later", published="2024-08-01"),
         e("rescind", "headline", published="2024-05-14", certainty="reported", conflicts_with=["later"])],
        [("2024-06-01", "2024-06-01", {"status": "rescinded", "conflicts": []}),
         ("2024-09-01", "2024-09-01", {"status": "in_force", "conflicts": ["headline"], "flags": ["conflict"], "announced_changes": []})],
        options={"threshold": "reported"}),
    Row("contradicted: of two that are equally certain the one that says so moves nothing",
        [EARLY, e("rescind", effect="2024-06-01", announced="2024-05-14", conflicts_with=["other"]), e("note", "other", announced="2024-05-13")],
        [("2024-07-01", {"status": "in_force", "conflicts": ["rescind"]})], options={"threshold": "announced"}),
    Row("contradicted: of two reports of feeds neither is the record; the later rules where reports count",
        [e("set_effective", "item:1:a", effect="2024-03-01", published="2024-01-15", certainty="reported"),
         e("set_effective", "item:2:a", effect="2024-04-01", published="2024-02-15", certainty="reported", conflicts_with=["item:1:a"])],
        [("2024-03-15", "2024-02-01", {"status": "in_force", "conflicts": []}),
         ("2024-03-15", {"status": "pending", "conflicts": ["item:2:a"], "flags": ["conflict"]})], options={"threshold": "reported"}),
    Row("contradicted: a report of a feed moves nothing against what a person recorded as reported",
        [e("set_effective", "one", effect="2024-03-01", published="2024-01-15", certainty="reported"),
         e("set_effective", "item:2:a", effect="2024-04-01", published="2024-02-15", certainty="reported", conflicts_with=["one"])],
        [("2024-03-15", {"status": "in_force", "conflicts": ["item:2:a"], "flags": ["conflict"]})], options={"threshold": "reported"}),
]  # fmt: skip

KNOWLEDGE = [
    Row("a retracted statement no longer counts, for those who know of the retraction",
        [EARLY, e("rescind", published="2024-05-01"), e("retract", of="rescind", published="2024-06-01")],
        [("2024-05-15", "2024-05-31", "rescinded"), ("2024-05-15", "2024-06-01", "in_force")]),
    Row("a news report retracts no act", [EARLY, e("retract", of="set_effective", published="2024-06-01", certainty="reported")],
        [("2024-07-01", "in_force")]),
    Row("a news report confirms no condition",
        [e("set_effective", effect="2024-06-03", published="2024-04-01", condition="no adverse comment"),
         e("confirm", of="set_effective", published="2024-05-20", certainty="reported")],
        [("2024-06-03", {"status": "in_force", "flags": ["condition_unverified"]})]),
    Row("an agency takes back its own announcement",
        [EARLY, e("rescind", announced="2024-05-01"), e("retract", of="rescind", announced="2024-06-01")],
        [("2024-05-15", "2024-05-31", {"flags": ["announced_change"]}), ("2024-06-15", {"status": "in_force", "announced_changes": []})]),
    Row("a confirmed report is no longer listed as open",
        [EARLY, e("rescind", "said", published="2024-05-01", certainty="reported"), e("confirm", of="said", published="2024-06-01")],
        [("2024-05-15", "2024-05-15", {"flags": ["announced_change"]}), ("2024-06-15", {"announced_changes": []})]),
    Row("by record our own error stands until we found it",
        [e("set_effective", effect="2024-03-01", published="2024-01-15", recorded="2024-01-20"),
         e("revise_record", of="set_effective", issued="2024-01-15", recorded="2024-02-20")],
        [("2024-03-01", "2024-02-19", "in_force"), ("2024-03-01", "2024-02-20", "none")], options={"known_by": "record"}),
    Row("our own error was never public",
        [e("set_effective", effect="2024-03-01", published="2024-01-15", recorded="2024-01-20"),
         e("revise_record", of="set_effective", issued="2024-01-15", recorded="2024-02-20")],
        [("2024-03-01", "2024-02-19", "none"), ("2024-03-01", "2024-02-20", "none")]),
    Row("by record a fact written again counts from then",
        [e("set_effective", effect="2024-03-01", published="2024-01-15", recorded="2024-01-20"),
         e("set_effective", effect="2024-04-01", published="2024-01-15", recorded="2024-02-20")],
        [("2024-03-01", "2024-02-19", "in_force"), ("2024-03-01", "2024-02-20", "pending"), ("2024-01-16", "2024-01-19", "none")],
        options={"known_by": "record"}),
    Row("publicly the newest record of a fact counts at all times",
        [e("set_effective", effect="2024-03-01", published="2024-01-15", recorded="2024-01-20"),
         e("set_effective", effect="2024-04-01", published="2024-01-15", recorded="2024-02-20")],
        [("2024-03-01", "2024-02-19", "pending"), ("2024-03-01", "pending"), ("2024-04-01", "in_force")]),
    Row("by record what was public but not recorded is not known",
        [e("set_effective", effect="2024-03-01", published="2024-01-15", recorded="2024-06-01")],
        [("2024-03-01", "2024-05-31", "none"), ("2024-03-01", "2024-06-01", "in_force")], options={"known_by": "record"}),
]  # fmt: skip

SCOPES = [
    Row("a delay for one provision leaves the others", [SET, e("delay_effective", parts=[A], effect="2024-05-01", published="2024-02-15")],
        [("2024-03-01", {"status": "mixed", "force": "partial", "scopes": [{"scope": A, "status": "delayed"}]})]),
    Row("the rest of a rule that is delayed in part is in force", [SET, e("delay_effective", parts=[A], effect="2024-05-01", published="2024-02-15")],
        [("2024-03-01", {"scope": B, "status": "in_force"})], options={"scope": B}),
    Row("a parent covers its children", [SET, e("stay", parts=["15 CFR 744"], issued="2024-04-01")],
        [("2024-04-01", {"scope": f"{A}(b)(2)", "status": "stayed"})], options={"scope": f"{A}(b)(2)"}),
    Row("744.2 is no parent of 744.21", [SET, e("stay", parts=["15 CFR 744.2"], issued="2024-04-01")],
        [("2024-04-01", "in_force")], options={"scope": B}),
    Row("an exception is an exception", [SET, e("stay", exclude=[A], issued="2024-04-01")],
        [("2024-04-01", "in_force")], options={"scope": A}),
    Row("what is not excepted is reached", [SET, e("stay", exclude=[A], issued="2024-04-01")],
        [("2024-04-01", "stayed")], options={"scope": B}),
    Row("alike everywhere is not mixed", [SET, e("delay_effective", parts=[A], effect="2024-05-01", published="2024-02-15")],
        [("2024-05-01", {"status": "in_force", "force": "yes", "scopes": [{"scope": A, "since": "2024-05-01"}]})]),
    Row("a name of one's own is a scope", [SET, e("set_expiry", parts=["temporary general license"], until="2024-06-01", published="2024-01-15")],
        [("2024-06-01", "expired")], options={"scope": "temporary general license"}),
    Row("a rule with dates for its parts only has no remainder",
        [e("set_effective", "a", parts=[A], effect="2024-02-01", published="2024-01-15"),
         e("set_effective", "b", parts=[B], effect="2024-02-01", published="2024-01-15")],
        [("2024-02-01", {"status": "in_force", "force": "yes"})]),
]  # fmt: skip

RECITED = e("recite_effective", effect="2024-03-01", published="2025-02-01")
BY_THEN = e("recite_effective", published="2025-02-01")
ISSUED = e("recite_publication", effect="2024-01-15", published="2025-02-01")

RECITALS = [
    Row(
        "what is recited counts where nothing else is on record",
        [RECITED],
        [
            ("2024-02-29", "unknown"),
            ("2024-03-01", {"status": "in_force", "force": "yes", "since": "2024-03-01"}),
            ("2025-06-01", "2025-01-31", "none"),
        ],
    ),
    Row(
        "that it is in effect is known of its day, and of no earlier one",
        [BY_THEN],
        [
            ("2025-01-31", {"status": "unknown", "force": "unknown"}),
            ("2025-02-01", {"status": "in_force", "since": None}),
        ],
    ),
    Row(
        "a day outweighs a word without one",
        [RECITED, {**BY_THEN, "key": "again", "published": "2025-05-01"}],
        [("2024-03-01", {"status": "in_force", "since": "2024-03-01"})],
    ),
    Row("its own document outweighs it", [e("publish", published="2024-01-15"), RECITED], [("2024-06-01", "unknown")]),
    Row(
        "its own day outweighs it",
        [SET, {**RECITED, "effect": "2024-02-01"}],
        [("2024-02-15", "pending"), ("2024-03-01", "in_force")],
    ),
    Row(
        "what is rescinded was in effect since the recited day",
        [RECITED, e("rescind", effect="2025-04-01", published="2025-02-01")],
        [("2025-03-31", "in_force"), ("2025-04-01", "rescinded")],
    ),
    Row(
        "what is stayed is in force before and after",
        [RECITED, e("stay", effect="2025-04-01", until="2025-05-01", published="2025-02-01")],
        [
            ("2025-03-31", "in_force"),
            ("2025-04-01", {"status": "stayed", "underlying": "in_force"}),
            ("2025-05-01", "in_force"),
        ],
    ),
    Row(
        "a delay that is on record rules over what is recited of before",
        [e("delay_effective", effect="indefinite", published="2024-01-02"), {**RECITED, "effect": "2023-12-01"}],
        [("2024-06-01", "delayed_indefinitely")],
    ),
    Row(
        "what is recited as published was not before, and waits for its day from then on",
        [ISSUED, e("set_effective", effect="2024-03-01", published="2025-02-01")],
        [
            ("2024-01-14", {"status": "none", "force": "no"}),
            ("2024-01-15", {"status": "pending", "force": "no"}),
            ("2024-03-01", "in_force"),
            ("2024-02-01", "2025-01-31", "none"),
        ],
    ),
    Row(
        "of a rule of which no more is recited nobody knows whether it binds",
        [ISSUED, e("stay", effect="2025-02-01", published="2025-02-01")],
        [("2024-01-14", "none"), ("2024-06-01", {"status": "unknown", "flags": ["no_effective_date"]})],
    ),
    Row(
        "a rule waits for a recited day from its recited publication on, and until a delay of it",
        [
            ISSUED,
            {**RECITED, "effect": "2024-03-01..2025-02-01"},
            e("delay_effective", effect="2025-06-01", published="2025-02-01"),
        ],
        [("2024-02-29", "pending"), ("2024-06-01", "unknown"), ("2025-02-01", "delayed"), ("2025-06-01", "in_force")],
    ),
    Row(
        "a day that is announced after a delay counts from then on only",
        [
            ISSUED,
            e("delay_effective", effect="indefinite", published="2024-02-01"),
            e("set_effective", effect="2025-03-01", published="2025-02-01"),
        ],
        [("2024-06-01", "delayed"), ("2025-02-15", "pending"), ("2025-03-01", "in_force")],
    ),
    Row(
        "what is recited as proposed is proposed until it is withdrawn",
        [
            e("recite_proposal", effect="2024-01-15", published="2025-02-01"),
            e("withdraw_proposal", published="2025-02-01"),
        ],
        [("2024-01-14", "none"), ("2024-01-15", "proposed"), ("2025-02-01", "proposal_withdrawn")],
    ),
    Row(
        "its own document outweighs what is recited of its publication",
        [e("publish", published="2024-01-20"), ISSUED],
        [("2024-01-16", "none"), ("2024-01-20", {"status": "unknown", "flags": ["no_effective_date"]})],
    ),
    Row(
        "of two recited days of publication neither is believed",
        [ISSUED, {**ISSUED, "key": "again", "effect": "2024-02-15"}],
        [("2024-01-14", "none"), ("2024-02-01", "unknown")],
    ),
    Row(
        "of a rule of which parts have their day the rest is in effect since the recited one",
        [{**RECITED, "exclude": [A]}, e("set_effective", parts=[A], effect="2025-03-01", published="2025-02-01")],
        [("2025-02-15", "mixed"), ("2025-03-01", "in_force")],
    ),
    Row(
        "a stay ends on its day, whenever what is stayed began",
        [
            {**RECITED, "effect": "2024-01-15..2025-04-01"},
            e("stay", effect="2025-02-01", published="2025-02-01"),
            e("lift_stay", effect="2025-04-01", published="2025-02-01"),
        ],
        [
            ("2025-03-01", {"status": "stayed", "until": "2025-04-01"}),
            ("2025-04-01", {"status": "in_force", "since": "2025-04-01"}),
        ],
    ),
    Row(
        "the day of the rest outweighs a span of the whole",
        [
            {**RECITED, "exclude": [A]},
            {**RECITED, "key": "b", "effect": "2024-01-15..2024-09-01"},
            e("delay_compliance", parts=[A], effect="2024-09-01", published="2025-02-01"),
        ],
        [
            ("2024-05-31", {"status": "mixed", "scopes": [{"scope": A, "status": "unknown"}]}),
            ("2024-09-01", "in_force"),
        ],
    ),
    Row(
        "spans narrow each other",
        [{**RECITED, "effect": "2024-01-15..2024-06-01"}, {**RECITED, "key": "b", "effect": "2024-01-15..2024-09-01"}],
        [("2024-05-31", "unknown"), ("2024-06-01", "in_force")],
    ),
    Row(
        "below the threshold it is no promise",
        [{**RECITED, "certainty": "reported"}],
        [("2024-06-01", {"status": "none", "flags": []})],
    ),
]

ROWS = [*FORMATION, *CLOCK, *MOVES, *STAYS, *ENDS, *GUIDANCE, *BILLS, *OTHERS, *KNOWLEDGE, *SCOPES, *RECITALS]


def answered(tracker: Tracker, state: State) -> dict[str, Any]:
    return plain.states(tracker.why(state))


def subset(found: Any, wanted: Any) -> bool:
    """Tables hold at least what is wanted; lists hold as many, in order."""
    if isinstance(wanted, dict):
        return isinstance(found, dict) and all(
            key in found and subset(found[key], value) for key, value in wanted.items()
        )
    if isinstance(wanted, list):
        return isinstance(found, list) and len(found) == len(wanted) and all(map(subset, found, wanted))
    return bool(found == wanted)


def check(tracker: Tracker, ask: tuple[Any, ...], options: dict[str, Any]) -> None:
    on, known, expected = ask if len(ask) == 3 else (ask[0], LATER, ask[1])
    wanted = {"status": expected} if isinstance(expected, str) else expected
    found = answered(tracker, tracker.state(RULE, on, known, **options))
    if wanted.get("values") == {}:
        assert found["values"] == {}
    wrong = {key: found[key] for key, value in wanted.items() if not subset(found[key], value)}
    assert not wrong, f"on {on}, known {known}: found {wrong}, expected {wanted}"


@each_row("row", ROWS, ids=lambda row: row.rule)
def test_rule(row: Row) -> None:
    """The rule that names the test."""
    tracker = track(row.events, [rule(kind=row.kind, cfr=("15 CFR 744",))])
    for ask in row.asks:
        check(tracker, ask, row.options)


def test_guidance_that_is_superseded_is_withdrawn() -> None:
    """Semantics 1.5: "guidance: current | withdraw/supersede -> withdrawn"."""
    tracker = track(
        [e("publish", published="2024-02-01"), e("supersede", effect="2024-06-01", published="2024-06-01")],
        kind="guidance",
    )
    assert tracker.state(RULE, "2024-05-31", LATER).status == "current"
    assert tracker.state(RULE, "2024-06-01", LATER).status == "withdrawn"


def test_a_proposal_to_rescind_moves_nothing() -> None:
    """A proposal never changes its target: it is an instrument of its own."""
    proposal = rule("us/x/proposal", "proposed_rule")
    tracker = track([EARLY, {**e("propose", published="2024-05-01"), "target": proposal.id}], [rule(), proposal])
    assert tracker.state(RULE, "2024-06-01", LATER).status == "in_force"
    assert tracker.state(proposal.id, "2024-06-01", LATER).status == "proposed"


def test_an_undated_promise_is_listed_and_never_comes() -> None:
    """ "A replacement rule will follow": no date, no change of state, and it is listed as undated."""
    replacement = rule("us/x/replacement", "proposed_rule")
    promise = {**e("propose", "promise", announced="2024-05-13", effect="unknown"), "target": replacement.id}
    tracker = track([EARLY, promise], [rule(), replacement])
    report = tracker.since("2024-05-01", "2024-06-01")
    assert [report.sources.events[id_].event.key for id_ in report.undated] == ["promise"]
    upcoming = tracker.upcoming(on="2024-06-01")
    assert [upcoming.sources.events[id_].event.key for id_ in upcoming.undated] == ["promise"]
    for threshold in ("published", "announced"):
        state = tracker.state(replacement.id, "2030-01-01", LATER, threshold=threshold)
        assert state.force != "yes"
        assert state.status in ("unknown", "announced", "none")


def test_a_stage_that_is_reported_anew_rests_on_the_record() -> None:
    told = e("announce", "told", effect="2024-01-12", available="2024-01-12", certainty="reported")
    tracker = track([e("announce", announced="2024-01-10"), told], kind="proposed_rule")
    state = tracker.state(RULE, "2024-01-13", LATER, threshold="reported")
    events = tracker.why(state).sources.events
    assert [events[id_].event.key for id_ in state.because] == ["announce"]


def test_a_kept_promise_is_not_listed() -> None:
    """A promise that an act has kept is no longer ahead."""
    replacement = rule("us/x/replacement", "proposed_rule")
    tables = [
        {**e("propose", "promise", announced="2024-05-13", effect="unknown"), "target": replacement.id},
        {**e("propose", "kept", published="2024-08-01"), "target": replacement.id},
    ]
    tracker = track(tables, [replacement])
    assert tracker.upcoming(on="2024-07-31").undated
    assert not tracker.upcoming(on="2024-08-01").undated


def test_a_revision_may_move_an_event_to_another_instrument() -> None:
    """By record the former target had it until the revision; publicly only the right one ever did."""
    other = rule(OTHER)
    tables = [
        e("set_effective", effect="2024-03-01", published="2024-01-15", recorded="2024-01-20"),
        {**e("set_effective", effect="2024-03-01", published="2024-01-15", recorded="2024-02-20"), "target": OTHER},
    ]
    tracker = track(tables, [rule(), other])
    for known, statuses in {"2024-02-19": ("in_force", "none"), "2024-02-20": ("none", "in_force")}.items():
        record = [tracker.state(id_, "2024-03-01", known, known_by="record").status for id_ in (RULE, OTHER)]
        assert tuple(record) == statuses
        public = [tracker.state(id_, "2024-03-01", known).status for id_ in (RULE, OTHER)]
        assert public == ["none", "in_force"]


def test_a_revision_back_to_the_first_target() -> None:
    """Moved away by mistake and back again: by record each stage of our belief stands."""
    other = rule(OTHER)
    fact = e("set_effective", effect="2024-03-01", published="2024-01-15")
    tables = [
        {**fact, "recorded": "2024-01-20"},
        {**fact, "target": OTHER, "recorded": "2024-02-20"},
        {**fact, "summary": "Back where it belongs.", "recorded": "2024-03-20"},
    ]
    tracker = track(tables, [rule(), other])
    for known, statuses in {
        "2024-02-19": ["in_force", "none"], "2024-02-20": ["none", "in_force"], "2024-03-20": ["in_force", "none"],
    }.items():  # fmt: skip
        assert [tracker.state(id_, "2024-03-01", known, known_by="record").status for id_ in (RULE, OTHER)] == statuses
    assert [tracker.state(id_, "2024-03-01", LATER).status for id_ in (RULE, OTHER)] == ["in_force", "none"]


def test_what_was_folded_is_let_go_without_the_garbage_collector() -> None:
    """Nothing refers to itself in a circle: a million postings are folded with the collector off."""
    tables = [SET, e("stay", issued="2024-04-01", parts=[A])]
    postings = [posted(event, rule(), seq, 0) for seq, event in enumerate(events_of(tables))]
    asked = question("2024-05-01", LATER)
    gc.disable()
    try:
        folded = course(postings, rule(), asked)
        state_of(folded, instrument=RULE, zone=rule().legal_zone, question=asked)
        gone = weakref.ref(folded)
        del folded
        assert gone() is None
    finally:
        gc.enable()


def test_instructions_reach_their_provisions() -> None:
    """An event on "instruction 3" is an event on the provisions that this instruction changes."""
    instrument = rule(instructions=(("2", ("47 CFR 64.2003",)), ("3", ("47 CFR 64.2011",))))
    tracker = track(
        [e("set_effective", effect="2024-03-13", published="2024-02-12", exclude=["instruction 3"]),
         e("set_effective", "later", parts=["instruction 3"], effect="indefinite", published="2024-02-12")],
        [instrument],
    )  # fmt: skip
    for scope in ("47 CFR 64.2011", "47 CFR 64.2011(e)", "instruction 3"):
        assert tracker.state(RULE, "2024-04-01", LATER, scope=scope).status == "delayed_indefinitely"
    assert tracker.state(RULE, "2024-04-01", LATER, scope="47 CFR 64.2003").status == "in_force"


def test_why_names_what_was_overridden() -> None:
    """An answer names the acts it rests on, and those that once gave it and no longer do."""
    tracker = track([SET, e("delay_effective", effect="2024-05-01", published="2024-02-15")])
    state = tracker.state(RULE, "2024-03-01", LATER)
    events = tracker.why(state).sources.events
    assert [events[id_].event.key for id_ in state.because] == ["delay_effective"]
    assert [events[id_].event.key for id_ in state.overridden] == ["set_effective"]


def test_zones_of_jurisdictions() -> None:
    """A day begins in the zone of the instrument: Tokyo's comes before Washington's."""
    there = rule("jp/y/order", "order")
    tracker = track([{**e("set_effective", effect="2024-03-01", published="2024-02-01"), "target": there.id}], [there])
    assert tracker.state(there.id, "2024-02-29T23:59:59+09:00", LATER).status == "pending"
    assert tracker.state(there.id, "2024-03-01T00:00:00+09:00", LATER).status == "in_force"


STATES = frozenset(
    "reported announced proposed proposal_withdrawn adopted filed withdrawn pending delayed delayed_indefinitely in_force "
    "stayed expired rescinded superseded vacated nullified current introduced in_committee reported_out passed_one "
    "passed_both presented law vetoed dead mixed none unknown".split()
)


def test_every_status_is_reached() -> None:
    """Every status of semantics 1.5, spelled exactly so, is the answer of some row."""
    wanted = (ask[-1] for row in ROWS for ask in row.asks)
    assert {each if isinstance(each, str) else each.get("status") for each in wanted} - {None} == STATES


def test_every_kind_is_exercised() -> None:
    """Every row of the kinds table has a test; only what the clock does by itself is never recorded."""
    used = {table["kind"] for row in ROWS for table in row.events}
    assert {kind.name for kind in KINDS.values() if kind.operation is not Operation.DERIVE} - used == set()
    root = Path(__file__).parents[2]
    for path in (*(root / "tests/hardcases").glob("*.toml"), *(root / "feeds/timelines").rglob("*.toml")):
        for table in tomllib.loads(path.read_text("utf-8")).get("event", []):
            assert KINDS[table["kind"]].operation is not Operation.DERIVE


def test_instruments_are_told_apart() -> None:
    """An event moves its own target only."""
    others: list[Instrument] = [rule(OTHER)]
    tracker = track([EARLY], [rule(), *others])
    assert tracker.state(OTHER, "2024-06-01", LATER).status == "none"
