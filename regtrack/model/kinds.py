"""The one table of event kinds: what each kind does, as data.

A row says which *dimension* of a rule an event of that kind moves, and by which *operation*. The fold
(:mod:`regtrack.fold`) knows dimensions and operations only; it never looks at the name of a kind. A new kind is
therefore a new row here and a test, nothing else; or a row that a plug-in brings (``regtrack.kinds``).

A dimension holds *terms*: stretches of legal time with a begin and an end, each of which later events may move.

=============  ==================================================================================
operation      meaning
=============  ==================================================================================
``reach``      the instrument reaches a stage (``stage`` column)
``open``       a term begins at ``effect`` and ends at ``until`` (no end given: open-ended)
``rebegin``    the begin of a term that is already there moves to ``effect``
``reend``      the end of a term that is already there moves to ``until``
``shut``       the term ends at ``effect``, for the reason in ``status``
               (a pause or a forbearance with ``until`` given: until then, and runs again after it)
``void``       the term is treated as though it had never begun (5 U.S.C. 801(f))
``reopen``     a term that was shut runs again from ``effect``
``recite``     a later document says that a term began at ``effect``, or had begun when it was published: it counts
               only where nothing on record opened it
``write``      words of the rule change (dimension ``text``)
``note``       nothing moves; the statement is kept and shown
``confirm``    a report or an announcement (``of``) is confirmed
``retract``    an earlier statement (``of``) is taken back by whoever made it
``revise``     our own record of an earlier event (``of``) was wrong; this one stands instead
``derive``     never recorded: the clock makes it happen (entering into force, expiring, resuming)
=============  ==================================================================================

Sources: the verbs follow the *Document Drafting Handbook* and 1 CFR part 18; stages of bills follow the GPO
BILLSTATUS guide; force, efficacy and text are kept apart as in Akoma Ntoso (ForceMods, EfficacyMods, TextualMods).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import IntEnum, StrEnum
from functools import cache
from typing import Any, TypeVar

import attrs

Row = TypeVar("Row")


class Dimension(StrEnum):
    """An aspect of a rule that moves on its own."""

    STAGE = "stage"
    FORCE = "force"
    PAUSE = "pause"
    DUTY = "duty"
    ENFORCEMENT = "enforcement"
    DEADLINE = "deadline"
    VALUE = "value"
    TEXT = "text"
    KNOWLEDGE = "knowledge"


class Operation(StrEnum):
    """What an event does to its dimension; the table above says what each means."""

    REACH = "reach"
    OPEN = "open"
    REBEGIN = "rebegin"
    REEND = "reend"
    SHUT = "shut"
    VOID = "void"
    REOPEN = "reopen"
    RECITE = "recite"
    WRITE = "write"
    NOTE = "note"
    CONFIRM = "confirm"
    RETRACT = "retract"
    REVISE = "revise"
    DERIVE = "derive"


class Certainty(IntEnum):
    """How sure a statement makes us, weakest first.

    ``PUBLISHED`` means that the act was issued in its final form: Federal Register publication, a court order, a
    signed Presidential text, an enrolled law, an agency order. ``FILED`` is public inspection. An agency's press
    release is ``ANNOUNCED``; a newspaper is ``REPORTED``.
    """

    REPORTED = 1
    ANNOUNCED = 2
    FILED = 3
    PUBLISHED = 4

    @property
    def label(self) -> str:
        """Its name in data and reports."""
        return self.name.lower()


@attrs.frozen(eq=False)  # its fields are read for every event, which is slow of a tuple
class Kind:
    """One row of the table.

    Attributes:
        name: the verb, as in ``delay_effective``.
        dimension: which aspect of the target it moves.
        operation: how.
        phrase: past tense for a report ("effective date delayed").
        stage: the stage reached (operation ``reach``); for a report, what an instrument is that is known by it alone.
        again: the stage reached when the same kind has happened under a second ``name`` (a second chamber).
        status: the status a closed term leaves behind (operations ``shut`` and ``void``), the status while a moved
            begin is still ahead (``rebegin``), or the word for an enforcement term.
        name_default: the term's name when the event gives none ("comments", "compliance").
        printed: whether it says only what a codification prints: no news where the act that it prints is known.
        of_earlier: whether it is done to what stands already: alone it does not tell when that was made.
        place: of its row in the table: of two stages that are reached on one day, the one further down is the later.
        unknown: whether it stands in for a kind that nothing here knows.
    """

    name: str
    dimension: Dimension
    operation: Operation
    phrase: str
    stage: str | None = None
    again: str | None = None
    status: str | None = None
    name_default: str | None = None
    printed: bool = False
    of_earlier: bool = False
    place: int = 0
    unknown: bool = False

    @property
    def sets_an_end(self) -> bool:
        """Whether what it says is the last day of something: a deadline, or an end that was moved."""
        return self.dimension is Dimension.DEADLINE or self.operation is Operation.REEND


d, o = Dimension, Operation
_ROWS = (
    # --- stage: formation of rules and guidance
    Kind("announce", d.STAGE, o.REACH, "announced", stage="announced"),
    Kind("recite_proposal", d.STAGE, o.RECITE, "recited as proposed", stage="proposed"),
    Kind("recite_publication", d.STAGE, o.RECITE, "recited as published", stage="published"),
    Kind("propose", d.STAGE, o.REACH, "proposed", stage="proposed"),
    Kind("supplement", d.STAGE, o.REACH, "supplemental proposal issued", stage="proposed"),
    Kind("withdraw_proposal", d.STAGE, o.REACH, "proposal withdrawn", stage="proposal_withdrawn"),
    Kind("sign", d.STAGE, o.REACH, "signed", stage="adopted"),
    Kind("adopt", d.STAGE, o.REACH, "adopted", stage="adopted"),
    Kind("file_for_inspection", d.STAGE, o.REACH, "filed for public inspection", stage="filed"),
    Kind("withdraw_filing", d.STAGE, o.REACH, "withdrawn before publication", stage="withdrawn"),
    Kind("publish", d.STAGE, o.REACH, "published", stage="published"),
    Kind("confirm_direct_final", d.STAGE, o.REACH, "direct final rule confirmed", stage="published", of_earlier=True),
    # --- stage: bills
    Kind("introduce", d.STAGE, o.REACH, "introduced", stage="introduced"),
    Kind("refer", d.STAGE, o.REACH, "referred to committee", stage="in_committee"),
    Kind("report_out", d.STAGE, o.REACH, "reported out of committee", stage="reported_out"),
    Kind("discharge", d.STAGE, o.REACH, "discharged from committee", stage="reported_out"),
    Kind("pass", d.STAGE, o.REACH, "passed", stage="passed_one", again="passed_both"),
    Kind("present", d.STAGE, o.REACH, "presented to the President", stage="presented"),
    Kind("sign_law", d.STAGE, o.REACH, "signed into law", stage="law"),
    Kind("law_without_signature", d.STAGE, o.REACH, "became law without signature", stage="law"),
    Kind("veto", d.STAGE, o.REACH, "vetoed", stage="vetoed"),
    Kind("pocket_veto", d.STAGE, o.REACH, "pocket-vetoed", stage="vetoed"),
    Kind("override", d.STAGE, o.REACH, "veto overridden", stage="law"),
    Kind("fail", d.STAGE, o.REACH, "failed", stage="dead"),
    Kind("die", d.STAGE, o.REACH, "died", stage="dead"),
    # --- force
    Kind("set_effective", d.FORCE, o.OPEN, "effective date set"),
    Kind("delay_effective", d.FORCE, o.REBEGIN, "effective date delayed", status="delayed"),
    Kind("accelerate_effective", d.FORCE, o.REBEGIN, "effective date brought forward"),
    Kind("set_expiry", d.FORCE, o.REEND, "end date set", status="expired"),
    Kind("extend_expiry", d.FORCE, o.REEND, "end date moved", status="expired"),
    Kind("rescind", d.FORCE, o.SHUT, "rescinded", status="rescinded"),
    Kind("supersede", d.FORCE, o.SHUT, "superseded", status="superseded"),
    Kind("withdraw", d.FORCE, o.SHUT, "withdrawn", status="withdrawn"),
    Kind("withdraw_final", d.FORCE, o.SHUT, "final rule withdrawn", status="withdrawn"),
    Kind("vacate", d.FORCE, o.SHUT, "vacated", status="vacated"),
    Kind("disapprove", d.FORCE, o.VOID, "disapproved by Congress", status="nullified"),
    Kind("reinstate", d.FORCE, o.REOPEN, "reinstated"),
    Kind("recite_effective", d.FORCE, o.RECITE, "recited as in effect"),
    Kind("remand_without_vacatur", d.FORCE, o.NOTE, "remanded without vacatur"),
    Kind("enter_force", d.FORCE, o.DERIVE, "entered into force"),
    Kind("expire", d.FORCE, o.DERIVE, "expired"),
    # --- pause
    Kind("stay", d.PAUSE, o.OPEN, "stayed"),
    Kind("extend_stay", d.PAUSE, o.REEND, "stay extended"),
    Kind("lift_stay", d.PAUSE, o.SHUT, "stay lifted"),
    # --- duty
    Kind("set_compliance", d.DUTY, o.OPEN, "compliance date set", name_default="compliance"),
    Kind("delay_compliance", d.DUTY, o.REBEGIN, "compliance date moved", name_default="compliance"),
    Kind("set_applicability", d.DUTY, o.OPEN, "applicability date set", name_default="applicability"),
    Kind("apply", d.DUTY, o.DERIVE, "started to apply"),
    # --- enforcement: the one dimension that an agency's announcement moves
    Kind("announce_nonenforcement", d.ENFORCEMENT, o.OPEN, "non-enforcement announced", status="discretion"),
    Kind("end_nonenforcement", d.ENFORCEMENT, o.SHUT, "non-enforcement ended", status="discretion"),
    Kind("enjoin", d.ENFORCEMENT, o.OPEN, "enjoined", status="enjoined"),
    Kind("lift_injunction", d.ENFORCEMENT, o.SHUT, "injunction lifted", status="enjoined"),
    # --- deadlines: the end of the term is the deadline
    Kind("open_comment", d.DEADLINE, o.OPEN, "comments invited", name_default="comments"),
    Kind("extend_comment", d.DEADLINE, o.REEND, "comment deadline moved", name_default="comments"),
    Kind("reopen_comment", d.DEADLINE, o.OPEN, "comment period reopened", name_default="comments"),
    Kind("set_deadline", d.DEADLINE, o.OPEN, "deadline set"),
    Kind("move_deadline", d.DEADLINE, o.REEND, "deadline moved"),
    # --- values
    Kind("set_value", d.VALUE, o.OPEN, "set"),
    # --- text
    Kind("amend", d.TEXT, o.WRITE, "amended"),
    Kind("correct", d.TEXT, o.WRITE, "corrected"),
    Kind("codify", d.TEXT, o.WRITE, "codified text changed", printed=True),
    Kind("codify_error", d.TEXT, o.WRITE, "codified wrongly"),
    Kind("codify_fix", d.TEXT, o.WRITE, "codification corrected"),
    Kind("add_entry", d.TEXT, o.WRITE, "entry added"),
    Kind("change_entry", d.TEXT, o.WRITE, "entry changed"),
    Kind("remove_entry", d.TEXT, o.WRITE, "entry removed"),
    # --- knowledge
    Kind("report", d.KNOWLEDGE, o.NOTE, "reported", stage="reported"),
    Kind("note", d.KNOWLEDGE, o.NOTE, "noted"),
    Kind("check", d.KNOWLEDGE, o.NOTE, "checked"),
    Kind("confirm", d.KNOWLEDGE, o.CONFIRM, "confirmed"),
    Kind("retract", d.KNOWLEDGE, o.RETRACT, "retracted"),
    Kind("revise_record", d.KNOWLEDGE, o.REVISE, "our record corrected"),
)
del d, o


class KindTable(dict[str, Row]):
    """Kinds by name. A name that it lacks is looked for among what plug-ins bring, once; then something stands in.

    Membership and ``get`` cover known names only. ``table[name]`` always has an answer: a ledger may
    hold what a plug-in wrote that is no longer installed.

    Args:
        rows: by name.
        stand_in: returns the row of a name that nobody knows.
    """

    def __init__(self, rows: Mapping[str, Row], stand_in: Callable[[str], Row]) -> None:
        super().__init__(rows)
        self._stand_in = stand_in

    def __missing__(self, name: str) -> Row:
        return super().__getitem__(name) if name in self else self._stand_in(name)

    def __contains__(self, name: object) -> bool:
        if not super().__contains__(name):
            _look_further()
        return super().__contains__(name)

    def __setitem__(self, name: str, row: Row) -> None:
        raise TypeError("a table of kinds is added to by regtrack.model.kinds.add alone")

    def get(self, name: str, default: Any = None) -> Any:
        """Return the row of a name that is known; else the default."""
        return super().__getitem__(name) if name in self else default


_further: list[Callable[[], None]] = []


def further(look: Callable[[], None]) -> None:
    """Say what to do, once, when a name is asked for that no table has: it may call :func:`add`."""
    _further[:] = [look]


def _look_further() -> None:
    while _further:
        _further.pop()()


def add(kinds: Iterable[Kind] = (), instrument_kinds: Mapping[str, Family] | None = None) -> None:
    """Add rows to the tables.

    Raises:
        ValueError: a name is taken, or a row is of no use; nothing is added.
    """
    rows, families = list(kinds), dict(instrument_kinds or {})
    taken = sorted((set(families) & INSTRUMENT_KINDS.keys()) | ({row.name for row in rows} & KINDS.keys()))
    if taken:
        raise ValueError(f"the kind {taken[0]!r} is there already")
    if any(row.operation in (Operation.DERIVE, Operation.REVISE) for row in rows):
        raise ValueError("no kind that is added can derive or revise events")
    KINDS.update({row.name: attrs.evolve(row, place=place) for place, row in enumerate(rows, len(KINDS))})
    ENDED.update(_ends_left_by(rows))
    INSTRUMENT_KINDS.update(families)


UNKNOWN_PHRASE = "an act of a kind that is not installed here"


@cache
def _unknown(name: str) -> Kind:
    """Return what stands in for a kind that nothing here knows: a note, which moves nothing."""
    return Kind(name, Dimension.KNOWLEDGE, Operation.NOTE, UNKNOWN_PHRASE, unknown=True)


KINDS = KindTable({kind.name: attrs.evolve(kind, place=place) for place, kind in enumerate(_ROWS)}, _unknown)
"""Every event kind by name."""


def _ends_left_by(rows: Iterable[Kind]) -> set[str]:
    """Return the statuses that acts leave which take force away for good: they shut it, undo it or set its end."""
    ends = (Operation.SHUT, Operation.VOID, Operation.REEND)
    return {row.status for row in rows if row.dimension is Dimension.FORCE and row.operation in ends and row.status}


ENDED = _ends_left_by(KINDS.values())
"""Statuses of what is no longer in force, such as ``rescinded``; those of plug-ins are added with their kinds."""


class Family(StrEnum):
    """Which vocabulary of statuses an instrument uses."""

    RULE = "rule"
    GUIDANCE = "guidance"
    BILL = "bill"
    UNKNOWN = "unknown"
    """Of a kind that nothing here knows: its statuses are those of a rule, and the answer says so."""


INSTRUMENT_KINDS = KindTable(
    {
        "statute": Family.RULE,
        "bill": Family.BILL,
        "joint_resolution": Family.BILL,
        "cra_disapproval": Family.BILL,
        "executive_order": Family.RULE,
        "proclamation": Family.RULE,
        "memorandum": Family.RULE,
        "determination": Family.RULE,
        "proposed_rule": Family.RULE,
        "final_rule": Family.RULE,
        "interim_final_rule": Family.RULE,
        "direct_final_rule": Family.RULE,
        "temporary_rule": Family.RULE,
        "correction": Family.GUIDANCE,
        "notice": Family.GUIDANCE,
        "guidance": Family.GUIDANCE,
        "order": Family.RULE,
        "letter": Family.RULE,
        "court_order": Family.RULE,
        "list": Family.GUIDANCE,
        "list_entry": Family.RULE,
        "codification": Family.GUIDANCE,
        "agreement": Family.GUIDANCE,
        "decision": Family.GUIDANCE,
        "press_release": Family.GUIDANCE,
        "news_report": Family.GUIDANCE,
    },
    lambda _: Family.UNKNOWN,
)
"""Every kind of instrument, with the family whose statuses it uses."""
