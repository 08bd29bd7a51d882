"""The words of reports, as tables: one place to read them, and one to translate them from."""

from __future__ import annotations

import datetime as dt
import re
from types import MappingProxyType

from regtrack.model.change import Cause, Facet, Section
from regtrack.model.kinds import KINDS, Certainty, Dimension, Operation

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
CLAIMS = "Claims that contradict the record"
LATE = "Learned late"
UNDATED = "Promised without a date"
HORIZON = "What this rests on"

CAUSES = MappingProxyType(
    {
        Cause.CLOCK: "a date that was already known arrived",
        Cause.ACT: "",  # what a reader expects of a change needs no words
        Cause.KNOWLEDGE: "learned of later than it happened",
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
    {
        "normal": "enforced normally",
        "discretion": "non-enforcement announced",
        "enjoined": "enforcement enjoined",
    }
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

WITHOUT_SINCE = frozenset(("pending", "delayed", "delayed_indefinitely", "none", "unknown", "mixed"))
"""Statuses that are a wait or a want of knowledge: a date after them would be read as the date of something else."""

DOUBTS = MappingProxyType(
    {
        "stale_since": "as scheduled, which no source has confirmed: the outcome is not known",
        "as_scheduled": "as scheduled by what was known then",
        "condition_unverified": "if its condition was met, which is not known",
    }
)
"""Warnings so weighty that they stand beside the status itself."""

FLAGS = MappingProxyType(
    {
        "late_delay": "the date was moved after it had come",
        "end_ambiguous": "the source's end date can be read either way",
        "derived_date": "a date was computed or inferred, not printed",
        "see_preamble": "the preamble says more about dates",
        "conflict": "sources disagree",
        "announced_change": "a change has been announced that no act has made",
        "unintended_deletion": "words were deleted by mistake",
        "condition_unverified": "whether its condition was met is not known",
        "could_not_incorporate": "an instruction could not be carried out",
        "as_scheduled": "a forecast: it lies beyond what was known then",
        "void_from_start": "held void from the start",
        "no_effective_date": "no effective date is recorded",
    }
)

OCCASIONS = frozenset({"hearing", "meeting"})
"""Deadlines that are no last day for anything: something happens on that day."""

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

PAGE = MappingProxyType(
    {
        "machine": "Time machine",
        "intro": "Move the days: each answer is the law on one day, as it was known on another. Knowledge is what the "
        "public could read, or what this ledger had recorded.",
        "on": "State on",
        "known": "as known on",
        "from": "compared with",
        "move": "What moves",
        "both": "law and knowledge",
        "law": "law alone",
        "knowledge": "knowledge alone",
        "mode": "What counts",
        "public": "public, {certainty} up",
        "record": "ledger, {certainty} up",
        "reset": "Back to the report",
        "days": "A day means its close.",
        "filters": "Show only",
        "all": "all",
        "instrument": "Instrument",
        "topic": "Topic",
        "kind": "Kind of change",
        "certainty": "Certainty",
        "state_title": "On {on}, as known on {known}",
        "change_both": "What changed from {from}, as known then, to {on}, as known on {known}",
        "change_law": "How the law differs between {from} and {on}, both as known on {known}",
        "change_knowledge": "What was learned about {on} from {from} to {known}",
        "nothing": "Nothing differs.",
        "none_known": "{count} of the instruments were not known of then.",
        "count": "{count} {status}",
        "was": "was: {before}",
        "gone": "No longer: {before}",
        "new": "before: nothing",
        "went": "{status} from {first} to {last}: it came and went in between.",
        "provision": "Provision {path}",
        "without": "Without the stay: {status}.",
        "show_all": "Show all {count}",
        "hidden": "The filters hide everything here.",
        "picture": "Timeline",
        "today": "today",
        "as_words": "The picture in words",
        "left_out": "The picture shows the {shown} instruments about which most is known here; the report has "
        "{count} more.",
        "no_ledger": "The ledger was closed before this page was made: the picture shows only the events of this "
        "report, and the page cannot answer for other days.",
        "no_script": "The time machine needs JavaScript. The picture and the report do not.",
        "skip": "Skip to the report",
        "contents": "Contents",
        "report": "Report",
    }
)
"""What a page says of itself."""

LEGEND = MappingProxyType(
    {
        ("bar", "force"): "in force",
        ("bar", "pending"): "published, not yet in effect",
        ("bar", "delayed"): "delayed",
        ("bar", "stayed"): "stayed",
        ("bar", "making"): "proposed or in the making",
        ("bar", "ended"): "ended",
        ("bar", "unsure"): "unknown, or provisions differ",
        ("under", "discretion"): "not enforced as announced, or enjoined",
        ("said", "announced"): "change announced, not made",
        ("mark", "duty"): "compliance date",
        ("mark", "deadline"): "deadline",
        ("dot", "published"): "became known: published",
        ("dot", "filed"): "filed",
        ("dot", "announced"): "announced",
        ("dot", "reported"): "reported",
        ("known", "known"): "beyond what was known: as scheduled",
    }
)
"""What each kind of shape in the timeline picture means."""

_ACTS = frozenset((Dimension.FORCE, Dimension.PAUSE, Dimension.DUTY, Dimension.DEADLINE))
MONTHS = "January February March April May June July August September October November December".split()
_ISO = re.compile(
    r"(\d{4})-(\d{2})(?:-(\d{2})(?:T(\d{2}:\d{2})(?::\d{2})?(?:\.\d+)?(Z|[+-]\d{2}:\d{2}|\[[^\]]+\])?)?)?"
)
_IN_TEXT = re.compile(r"\b\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2})?\b")


def date(text: str | None) -> str:
    """An ISO day, month or minute in words: 13 May 2025, May 2025, 15 January 2026 at 00:01 New York time."""
    if text is None:
        return ""
    if ".." in text:
        first, _, last = text.partition("..")
        return f"between {date(first)} and {date(last)}"
    match = _ISO.fullmatch(text)
    if match is None:
        return text
    year, month, day, time, offset = match.groups()
    words = f"{MONTHS[int(month) - 1]} {year}"
    if day is None:
        return words
    words = f"{int(day)} {words}"
    if time is None:
        return words
    if offset and offset.startswith("["):
        return f"{words} at {time} {offset.strip('[]').rpartition('/')[2].replace('_', ' ')} time"
    return f"{words} at {time}{' UTC' if offset == 'Z' else ''}"


def dates_in(text: str | None) -> str:
    """A text with every ISO date in it in words."""
    return _IN_TEXT.sub(lambda match: date(match[0]), text or "")


def day(value: dt.date) -> str:
    """A day in words."""
    return date(value.isoformat())


def value(thing: object) -> str:
    """A value as a reader says it."""
    return {True: "yes", False: "no"}[thing] if isinstance(thing, bool) else str(thing)


def status(word: str | None) -> str:
    """A status in words."""
    return STATUSES.get(word or "none", word or "")


def announced_act(kind: str) -> str:
    """What an announced act is called."""
    return ANNOUNCED_ACTS.get(kind, KINDS[kind].phrase)


def act(kind: str, certainty: Certainty) -> str:
    """What an event of a kind is called: an act that was only said is not told as done."""
    said = certainty < Certainty.FILED and KINDS[kind].dimension in _ACTS
    return announced_act(kind) if said else KINDS[kind].phrase


def announced_for(kind: str, day: str | None) -> str:
    """The date of an announced act, as the end of a sentence."""
    if day is None:
        return ", no date given"
    return f" {'through' if KINDS[kind].operation is Operation.REEND else 'for'} {date(day)}"


def flag(word: str) -> str:
    """A warning in words."""
    name, _, value = word.partition("=")
    if name == "stale_since":
        return f"it returned by schedule, and no source seen is later than {date(value)}; it may have been extended"
    return FLAGS.get(word, word.replace("_", " "))


def sentence(text: str) -> str:
    """A sentence: first letter large, a full stop at the end."""
    text = text.strip()
    if not text:
        return text
    text = text[0].upper() + text[1:]
    return text if text.endswith((".", "!", "?", "。")) else f"{text}."
