"""What reports call statuses, doubts, causes, acts and headings: tables in English, translated when used."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from types import MappingProxyType

from regtrack.model.change import Cause, Facet, Section
from regtrack.model.kinds import ENDED, KINDS, Certainty, Dimension
from regtrack.report.dates_in_words import date, some_day
from regtrack.report.language import counted, mark, term, tr

SECTIONS = MappingProxyType(
    {
        Section.EFFECT: "Took effect",
        Section.AHEAD: "Announced or published, not yet in effect",
        Section.ENDED: "Delayed, stayed or ended",
        Section.PROPOSALS: "Proposals, bills and deadlines",
        Section.CORRECTIONS: "Corrections",
        Section.REPORTED: "Reported, not confirmed",
        Section.NOTED: "Also noted",
    }
)


COMING = "Coming up"


CLAIMS = "Claims that contradict the record or each other"


LATE = "Learned late"


UNDATED = "Promised without a date"


HORIZON = "Sources and limits"


STATE_PARTS = MappingProxyType(
    {
        "scopes": "Provisions with their own history",
        "texts": "Latest amendments of its text",
        "announced": "Announced but not enacted",
        "conflicts": "Statements that contradict the record or each other",
        "because": "Because",
        "overridden": "Superseded",
    }
)


INSTRUMENTS = "Instruments"


CAUSES = MappingProxyType(
    {
        Cause.CLOCK: "scheduled date reached",
        Cause.ACT: "",  # what a reader expects of a change needs no words
        Cause.KNOWLEDGE: "learned after it happened",
        Cause.CORRECTION: "an earlier statement was corrected",
    }
)


STATUSES = MappingProxyType(
    {
        "none": "not known",
        "unknown": "unknown",
        "reported": "reported only",
        "announced": "announced",
        "proposed": "proposed",
        "proposal_withdrawn": "proposal withdrawn",
        "adopted": "adopted, not yet published",
        "filed": "filed for public inspection",
        "withdrawn": "withdrawn",
        "pending": "published, not yet in effect",
        "delayed": "delayed",
        "delayed_indefinitely": "delayed indefinitely",
        "in_force": "in force",
        "stayed": "stayed",
        "expired": "expired",
        "rescinded": "rescinded",
        "superseded": "superseded",
        "vacated": "vacated",
        "nullified": "nullified by Congress",
        "current": "issued and current",
        "introduced": "introduced",
        "in_committee": "in committee",
        "reported_out": "reported out of committee",
        "passed_one": "passed one chamber",
        "passed_both": "passed both chambers",
        "presented": "presented to the President",
        "law": "law",
        "vetoed": "vetoed",
        "dead": "dead",
        "mixed": "mixed: provisions differ",
    }
)


ENFORCEMENT = MappingProxyType(
    {"normal": "enforced normally", "discretion": "non-enforcement announced", "enjoined": "enforcement enjoined"}
)


FORCE = MappingProxyType(
    {
        "yes": "binding",
        "no": "not binding",
        "contested": "contested",
        "unknown": "unknown",
        "partial": "binding in part",
    }
)


DATED = (
    "introduced", "reported_out", "passed_one", "passed_both", "presented", "vetoed", "proposed", "proposal_withdrawn",
    "adopted", "filed", "announced",
)  # fmt: skip


"""Statuses that a day brings, rather than last from it; so do those of what has ended."""


WITHOUT_SINCE = frozenset(("pending", "delayed", "delayed_indefinitely", "none", "unknown", "mixed"))


"""Statuses that wait or are not known: a date after them would be read as the date of something else."""


LOOKS = MappingProxyType(
    {
        **dict.fromkeys(("in_force", "current", "law"), "force"),
        **dict.fromkeys(("pending", "filed", "adopted"), "pending"),
        **dict.fromkeys(("delayed", "delayed_indefinitely"), "delayed"),
        "stayed": "stayed",
        **dict.fromkeys(
            ("announced", "proposed", "reported", "introduced", "in_committee", "reported_out", "passed_one",
             "passed_both", "presented"), "making",
        ),
        **dict.fromkeys(
            ("expired", "rescinded", "superseded", "vacated", "nullified", "withdrawn", "proposal_withdrawn", "vetoed",
             "dead"), "ended",
        ),
        **dict.fromkeys(("unknown", "mixed"), "unsure"),
    }
)  # fmt: skip


"""How a bar looks for each status; ``none`` has no bar."""


BINDING = frozenset(("in_force", "current"))


"""Statuses of what binds."""


DOUBTS = MappingProxyType(
    {
        "stale_since": mark("as scheduled and not confirmed"),
        "as_scheduled": mark("as scheduled at that time"),
        "condition_unverified": mark("if its condition was met"),
        "unconfirmed": mark("if the stay is not extended"),
        "scope_unread": mark("except perhaps a part that could not be identified"),
        "kind_unknown": mark("it, or an act on it, is of a kind that is not installed here"),
    }
)


"""Warnings so weighty that no sentence about a status may leave them out, the weightiest first."""


FLAGS = MappingProxyType(
    {
        "late_delay": "the date was moved after it had passed",
        "end_ambiguous": "the end date in the source is ambiguous",
        "derived_date": "a date was computed or inferred, not printed",
        "see_preamble": "the preamble says more about dates",
        "conflict": "sources disagree",
        "announced_change": "a change has been announced but not yet enacted",
        "unintended_deletion": "words were deleted by mistake",
        "condition_unverified": "whether its condition was met is not known",
        "could_not_incorporate": "an instruction could not be carried out",
        "as_scheduled": "a forecast: it lies beyond what was known then",
        "void_from_start": "held void from the start",
        "no_effective_date": "no effective date is recorded",
        "unconfirmed": "it rests on the scheduled end of a stay, which no source has confirmed",
        "scope_unread": "an act changes a part of it that could not be identified",
        "scope_unrecorded": "nothing is recorded about this part",
        "scope_unnamed": "the record names the whole part of the Code, and not this provision of it",
        "date_unread": "a later act gives no date that could be read",
        "kind_unknown": "it, or an act on it, is of a kind not installed here; such an act changes nothing here",
        "zone_assumed": "a time of day is given without its zone",
        "weekday_differs": "a date is printed with the weekday of another day",
        "target_inferred": "it is inferred, and not stated, that an act is on this rule",
        "recited": "that it took effect is told by a later document alone; its own is not on record",
        "unread": "a sentence of the Federal Register about it could not be read, and may change this",
    }
)


UNNAMED = "scope_unnamed"  # of a provision for which the record has only the whole part of the Code


OCCASIONS = frozenset({"hearing", "meeting"})


def is_occasion(name: str | None) -> bool:
    """Return whether a deadline is no last day for anything: something takes place, starts or stops on that day."""
    return name is not None and (name in OCCASIONS or name.startswith(("start of ", "end of ")))


ANNOUNCED_ACTS = MappingProxyType(
    {
        "rescind": "rescission",
        "stay": "stay",
        "extend_stay": "extension of the stay",
        "lift_stay": "end of the stay",
        "set_effective": "start of effect",
        "delay_effective": "delay of the effective date",
        "accelerate_effective": "earlier effective date",
        "set_expiry": "end date",
        "extend_expiry": "new end date",
        "withdraw": "withdrawal",
        "withdraw_final": "withdrawal",
        "supersede": "replacement",
        "vacate": "vacatur",
        "reinstate": "reinstatement",
        "set_compliance": "compliance date",
        "delay_compliance": "new compliance date",
        "open_comment": "comment period",
        "extend_comment": "new comment deadline",
        "announce_nonenforcement": "non-enforcement",
        "announce": "plan",
        "publish": "publication",
        "sign": "signing",
    }
)


"""What an announced act is called; others go by the phrase of their kind."""


FACETS = MappingProxyType(
    {
        Facet.STATUS: "status",
        Facet.SCHEDULE: "moved date",
        Facet.DUTY: "compliance",
        Facet.ENFORCEMENT: "enforcement",
        Facet.DEADLINE: "deadline",
        Facet.VALUE: "value",
        Facet.TEXT: "text",
        Facet.ANNOUNCED: "announcement",
        Facet.RECORD: "statement",
        Dimension.STAGE: "step in its making",
        Dimension.FORCE: "date of effect",
        Dimension.PAUSE: "stay",
        Dimension.KNOWLEDGE: "statement of fact",
    }
)
"""Kinds of change and of event, as a filter of a page names them."""


_ACTS = frozenset((Dimension.FORCE, Dimension.PAUSE, Dimension.DUTY, Dimension.DEADLINE))


_UNREACHED = re.compile(r"found no answer \((.+)\)(?: in (\d+ attempts))?; expected one")


def problem(text: str) -> str:
    """Return a feed's problem; one with an unreachable server in plain words."""
    return _UNREACHED.sub(lambda found: f"could not be reached ({', '.join(filter(None, found.groups()))})", text)


def name(word: str | None) -> str:
    """Return the name of a duty, a deadline or a value; regtrack's own names are translated."""
    return term("name", word or "")


def value(thing: object) -> str:
    """Return a value as a reader says it."""
    return term("value", {True: "yes", False: "no"}[thing]) if isinstance(thing, bool) else str(thing)


def status(word: str | None) -> str:
    """Return a status in words."""
    return term("status", _in_words(word or "none"))


def _in_words(word: str) -> str:
    """Return a status in English; one from a plug-in by its own name."""
    return STATUSES.get(word, word.replace("_", " "))


def looks() -> dict[str, str]:
    """Return how a bar looks for each status, those of plug-ins among them."""
    return {**LOOKS, **dict.fromkeys(sorted(ENDED - LOOKS.keys()), "ended")}


def look(word: str) -> str | None:
    """Return how a bar looks for one status; None for one that has no bar."""
    return LOOKS.get(word, "ended" if word in ENDED else None)


def has_ended(word: str) -> bool:
    """Return whether a rule, or the making of one, is over."""
    return look(word) == "ended"


def is_dated(word: str) -> bool:
    """Return whether a day brings a status, rather than that it lasts from it."""
    return word in DATED or word in ENDED


def dated_status(word: str) -> str:
    """Return a status that a day brings, as the sentence with that day says it."""
    return term("status on a day", _in_words(word))


def enforcement(word: str) -> str:
    """Return how it is enforced."""
    return term("enforcement", ENFORCEMENT.get(word, word))


def force(word: str) -> str:
    """Return whether it binds."""
    return term("force", FORCE[word])


def doubts(flags: Iterable[str]) -> list[str]:
    """Return the doubts that stand beside a status."""
    names = {flag.partition("=")[0] for flag in flags}
    if not names:
        return []
    if "stale_since" in names:  # which says that nobody confirmed it, and more
        names.discard("unconfirmed")
    return [tr(words) for name, words in DOUBTS.items() if name in names]


def cause(word: Cause) -> str:
    """Return why something changed."""
    return term("cause", CAUSES[word])


TURNS = ("changed", "added", "removed", "renumbered", "moved")


"""What became of a paragraph."""


def phrase(words: str) -> str:
    """Return what an event did, by the phrase of its kind."""
    return term("act", words)


def announced_act(kind: str) -> str:
    """Return what an announced act is called."""
    word = ANNOUNCED_ACTS.get(kind)
    return phrase(KINDS[kind].phrase) if word is None else term("announced act", word)


def act(kind: str, certainty: Certainty) -> str:
    """Return what an event of a kind is called; an act only announced or reported is not worded as done."""
    return announced_act(kind) if said_only(kind, certainty) else phrase(KINDS[kind].phrase)


def said_only(kind: str, certainty: Certainty) -> bool:
    """Return whether an act was only announced or reported, not done."""
    return certainty < Certainty.FILED and KINDS[kind].dimension in _ACTS


def announced(act: str, kind: str, day: str | None, words: Callable[[str | None], str] = some_day) -> str:
    """Return an announced act with its date, spelled by ``words``."""
    if day is None:
        return tr("{act}, no date given", act=act)
    form = mark("{act} for {date}")
    if KINDS[kind].sets_an_end:  # an hour is the end itself; a day is the last one
        form = mark("{act} until {date}") if "T" in day else mark("{act} through {date}")
    return tr(form, act=act, date=words(day))


def contradictions(count: int) -> str:
    """Return how many statements contradict the record."""
    one, several = mark("1 statement contradicts the record"), mark("{count} statements contradict the record")
    return counted(count, one, several)


def flag(word: str) -> str:
    """Return a warning in words."""
    name, _, value = word.partition("=")
    if name == "stale_since":
        return tr(
            "the stay ended as scheduled, and no source read is later than {date}; it may have been extended",
            date=date(value),
        )
    return term("flag", FLAGS.get(word, word.replace("_", " ")))
