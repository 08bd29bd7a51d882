"""Sentences about acts on documents, each spelled from what it says, so that this is known without reading it.

Axes: the act and its verb, whom it is done to and in which order the documents stand, how it is said (done, denied,
proposed, wanted, told of the past, supposed), voice, days (absolute, in brackets, counted from publication, the old
one before or after the new one), the part, what is left out, lists, and delays of delays.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import attrs

from regtrack.sources.federal_register.text.vocabulary import ACTS, DateAct, Does, InflectedVerb

PUBLISHED = "2026-03-10"
A = "the rule published January 12, 2026 (91 FR 1100)"
B = "the rule published January 14, 2026 (91 FR 1300)"
A_ID, B_ID = "us/fr/91-fr-1100", "us/fr/91-fr-1300"
NEW, OLD = "October 13, 2026", "April 13, 2026"


@attrs.frozen
class Spoken:
    """A sentence, and what may be read of it.

    Attributes:
        text: the sentence.
        action: what ACTION names.
        targets: ids of the documents that it acts on; no other one may be moved.
        kinds: what may be read of it.
        on: the one day that an event may have; None where it may have none.
        since: the day from which an act may hold, where that is an old day.
        part: a part alone is acted on, or one is left out.
    """

    text: str
    action: str
    targets: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    on: str | None = None
    since: str | None = None
    part: bool = False


DELAYS = frozenset({"delay_effective", "accelerate_effective"})
STAYS = frozenset({"stay", "extend_stay"})
ENDS = frozenset({"withdraw", "withdraw_final", "rescind", "supersede"})
NEW_ON, OLD_ON, NEVER = "2026-10-13", "2026-04-13", frozenset[str]()


def _acts() -> Iterator[tuple[DateAct, InflectedVerb, str, frozenset[str], bool]]:
    """Yield acts with a verb, what ACTION calls them, the kinds they may be, and whether a day ends them."""
    for act in ACTS.values():
        kinds = {"postpone": DELAYS, "stay": STAYS, "withdraw": ENDS, "rescind": ENDS}.get(act.name)
        for verb in act.verbs if kinds else ():
            yield act, verb, act.nouns[0], kinds or NEVER, act.does is not Does.NOTHING


def _form(verb: InflectedVerb, form: str) -> tuple[str, str]:
    return getattr(verb, form), f" {verb.particle}" if verb.particle else ""


def _object(act: DateAct, rule: str) -> str:
    return f"the effective date of {rule}" if act.name == "postpone" else rule


_UNTIL = {
    f" until {NEW}": NEW_ON,
    f" (until {NEW})": NEW_ON,
    f" to {NEW}, from {OLD}": NEW_ON,
    f" from {OLD}, to {NEW}": NEW_ON,
    f" until {NEW}, instead of {OLD}": NEW_ON,
    " until 60 days after publication of this document": "2026-05-11",
    " for 60 days after the date of publication of this document": "2026-05-11",
    " until further notice": None,
    "": None,
}


def done() -> Iterator[Spoken]:
    """Acts on one document, in both voices, with every way to tell the day."""
    for (act, verb, noun, kinds, dated), until in product(_acts(), _UNTIL):
        if until and not dated:
            continue
        thing, action = _object(act, A), f"Final rule; {noun}."
        since = OLD_ON if act.does is Does.PAUSE else None  # a stay "from D, to E" is one of that span
        told = Spoken("", action, frozenset({A_ID}), kinds, _UNTIL[until], since)
        past, particle = _form(verb, "participle")
        yield attrs.evolve(told, text=f"{thing[0].upper()}{thing[1:]} is {past}{particle}{until}.")
        yield attrs.evolve(told, text=f"As of {'March 10, 2026'}, {thing} is {past}{particle}{until}.")
        gerund, particle = _form(verb, "gerund")
        yield attrs.evolve(told, text=f"The agency is {gerund} {thing}{particle}{until}.")
        third, particle = _form(verb, "third")
        yield attrs.evolve(told, text=f"This document {third} {thing}{particle}{until}.")
        yield attrs.evolve(told, text=f"The agency takes the following action: {thing} is {past}{particle}{until}.")


_BESIDE = (
    "Consistent with {b}, {did}.",
    "{Did}. {B} is not affected.",
    "{Did}, and {b} is unchanged.",
    "{Did}, but not {b}.",
    "Unlike {b}, {did}.",
    "{Did}; {b} remains in effect.",
    "{B} remains in effect, and {did}.",
    "While {b} continues to apply, {did}.",
    "{Did}, pending reconsideration of {b}.",
    "{Did} because {b} covers the same tanks.",
    "Because of {b}, {did}.",
    "{Did} for the reasons given in {b}.",
    "{B} is discussed in the preamble. {Did}.",
    "{Did}. Comments on {b} closed on February 3, 2026.",
    "As {b} explained, {did}.",
    "{Did}. The agency is not acting on {b}.",
    "{Did}, except that {b} is not affected.",
)


def beside_another() -> Iterator[Spoken]:
    """One document is acted on, and another is named, before it or after it."""
    for (act, verb, noun, kinds, dated), frame in product(_acts(), _BESIDE):
        past, particle = _form(verb, "participle")
        did = f"{_object(act, A)} is {past}{particle}{f' until {NEW}' if dated else ''}"
        text = frame.format(b=B, B=B[0].upper() + B[1:], did=did, Did=did[0].upper() + did[1:])
        yield Spoken(text, f"Final rule; {noun}.", frozenset({A_ID}), kinds, NEW_ON if dated else None)


_BOTH = (
    "{objects} are {past}{particle}{until}.",
    "The agency is {gerund} {objects}{particle}{until}.",
    "As follows: {a} is {past}{particle}{until}; {b} is {past}{particle}{until}.",
    "The following are {past}{particle}{until}: (1) {a}; and (2) {b}.",
    "{a} is {past}{particle}{until}, and so is {b}.",
)


def both() -> Iterator[Spoken]:
    """Two documents are acted on, in both orders and in lists."""
    for (act, verb, noun, kinds, dated), frame, (a, b) in product(_acts(), _BOTH, ((A, B), (B, A))):
        past, particle = _form(verb, "participle")
        objects = f"{'the effective dates of ' if act.name == 'postpone' else ''}{a} and {b}"
        text = frame.format(
            objects=objects, a=_object(act, a), b=_object(act, b), past=past, particle=particle,
            gerund=verb.gerund, until=f" until {NEW}" if dated else "",
        )  # fmt: skip
        yield Spoken(
            text[0].upper() + text[1:], f"Final rule; {noun}.", frozenset({A_ID, B_ID}), kinds,
            NEW_ON if dated else None,
        )  # fmt: skip


_NOT_DONE = (
    "The agency is not {gerund} {thing}{particle}{until}.",
    "{Thing} is not {past}{particle}{until}.",
    "This document does not {base} {thing}{particle}.",
    "The agency has decided not to {base} {thing}{particle}{until}.",
    "The agency declines to {base} {thing}{particle}.",
    "The agency denies the request to {base} {thing}{particle}{until}.",
    "The request that {thing} be {past}{particle}{until} is denied.",
    "The agency proposes to {base} {thing}{particle}{until}.",
    "The agency intends to {base} {thing}{particle}{until}.",
    "The agency is considering whether to {base} {thing}{particle}{until}.",
    "The agency may {base} {thing}{particle}{until}.",
    "{Thing} would be {past}{particle}{until}.",
    "{Thing} would have been {past}{particle}{until} by the proposal.",
    "Petitioners asked the agency to {base} {thing}{particle}{until}.",
    "Commenters urged that {thing} be {past}{particle}{until}.",
    "If the agency receives adverse comment, {thing} will be {past}{particle}{until}.",
    "Unless the court rules by {new}, {thing} will be {past}{particle}.",
    "The agency will not {base} {thing}{particle}{until}.",
    "No party has asked the agency to {base} {thing}{particle}.",
    "Nothing in this document {third} {thing}{particle}.",
    "The agency seeks comment on whether {thing} should be {past}{particle}{until}.",
    "The agency refuses to {base} {thing}{particle}{until}.",
    "The agency decided against {gerund} {thing}{particle}{until}.",
    "Instead of {gerund} {thing}{particle}{until}, the agency extends the time for reports.",
    "Rather than {base} {thing}{particle}{until}, the agency will provide guidance.",
    "The agency considered {gerund} {thing}{particle}{until}.",
    "The agency is no longer {gerund} {thing}{particle}{until}.",
    "The agency had planned to {base} {thing}{particle}{until}.",
    "It is unnecessary to {base} {thing}{particle}{until}.",
    "The agency does not believe that {thing} should be {past}{particle}{until}.",
    "Only Congress can {base} {thing}{particle}{until}.",
    "A bill in Congress would {base} {thing}{particle}{until}.",
)


def not_done() -> Iterator[Spoken]:
    """Acts that are denied, proposed, wanted or supposed move nothing."""
    for (act, verb, _, _, dated), frame in product(_acts(), _NOT_DONE):
        thing = _object(act, A)
        text = frame.format(
            thing=thing, Thing=thing[0].upper() + thing[1:], new=NEW, until=f" until {NEW}" if dated else "",
            particle=f" {verb.particle}" if verb.particle else "", base=verb.base, third=verb.third,
            past=verb.participle, gerund=verb.gerund,
        )  # fmt: skip
        yield Spoken(text, "Notification.")


_AGAIN = (
    "The delay of {thing}, published at 91 FR 1500, is further {past}{particle} until {new}.",
    "{Thing}, which was {past}{particle} until {old}, at 91 FR 1500 (February 2, 2026), is further "
    "{past}{particle} until {new}.",
    "On February 2, 2026 (91 FR 1500), the agency {did} {thing}{particle} until {old}. It is "
    "now {past}{particle} until {new}.",
    "{Thing}, as {past}{particle} until {old}, is {past}{particle} again, until {new}.",
    "{Thing}, previously {past}{particle} to {old}, is {past}{particle} to {new}.",
)


def again() -> Iterator[Spoken]:
    """Delays of delays: the old day is history."""
    for (act, verb, noun, kinds, dated), frame in product(_acts(), _AGAIN):
        if not dated:
            continue
        thing = _object(act, A)
        text = frame.format(
            thing=thing, Thing=thing[0].upper() + thing[1:], new=NEW, old=OLD, did=verb.past, past=verb.participle,
            particle=f" {verb.particle}" if verb.particle else "",
        )  # fmt: skip
        yield Spoken(text, f"Final rule; {noun}.", frozenset({A_ID, "us/fr/91-fr-1500"}), kinds, NEW_ON, OLD_ON)


PARTS = (
    "paragraph (b)(2)", "§ 112.7(c)", "the definition of “bulk container”", "appendix C", "certain requirements",
    "the labeling provisions", "subpart D", "the amendments to § 112.8", "Table 2 to § 112.9", "instruction 4",
    "the second sentence of § 112.3(a)", "reporting obligations", "the compliance schedule for marine terminals",
)  # fmt: skip
_OF_PARTS = (
    "{Part} of {rule} is {past}{particle}{until}.",
    "The agency is {gerund} {part} of {rule}{particle}{until}.",
    "{Rule} is {past}{particle}{until}, except for {part}.",
    "Except for {part}, {rule} is {past}{particle}{until}.",
    "{Rule} is {past}{particle}{until} insofar as it applies to small tanks.",
    "{Rule}, other than {part}, is {past}{particle}{until}.",
    "With the exception of {part}, {rule} is {past}{particle}{until}.",
    "{Rule} is {past}{particle}{until}, except that {part} is not affected.",
    "Only {part} of {rule} is {past}{particle}{until}.",
)


def parts() -> Iterator[Spoken]:
    """A part is acted on, or is left out."""
    for (act, verb, noun, kinds, dated), frame, part in product(_acts(), _OF_PARTS, PARTS):
        plain = act.name != "postpone" or "{Part}" in frame or "{part} of" in frame
        rule = A if plain else _object(act, A)
        text = frame.format(
            part=part, Part=part[0].upper() + part[1:], rule=rule, Rule=rule[0].upper() + rule[1:],
            past=verb.participle, gerund=verb.gerund, particle=f" {verb.particle}" if verb.particle else "",
            until=f" until {NEW}" if dated else "",
        )  # fmt: skip
        on = NEW_ON if dated else None
        kinds |= {"delay_compliance"} if dated and part.startswith("the compliance") and "xcept" not in frame else NEVER
        yield Spoken(text, f"Final rule; {noun}.", frozenset({A_ID}), kinds, on, part=True)


_CLASSES = ("small manufacturers", "Tier 1 institutions", "vehicles manufactured on or after April 1, 2026")
_DUTIES = (
    "The {date} of {a} for {whom} is {past}{particle} until {new}.",
    "For {whom}, the {date} of {a} is {past}{particle} until {new}.",
    "The {date} of {a} is {past}{particle} until {new}, for {whom}.",
)


def duties() -> Iterator[Spoken]:
    """Dates of compliance and of applicability that are moved for a class."""
    dates = ("compliance date", "applicability date")
    for verb, date, frame, whom in product(ACTS["postpone"].verbs, dates, _DUTIES, _CLASSES):
        past, particle = _form(verb, "participle")
        text = frame.format(date=date, a=A, whom=whom, past=past, particle=particle, new=NEW)
        kinds = frozenset({"delay_compliance"})
        yield Spoken(text, "Final rule; delay.", frozenset({A_ID}), kinds, NEW_ON, part=True)


_COURTS = {
    "The court vacated {a}, but not {b}.": {"vacate"},
    "The court declined to vacate {a}.": set(),
    "The court remanded {a} without vacatur.": set(),
    "The court denied a motion to vacate {a}.": set(),
    "A petition to vacate {a} is pending.": set(),
    "The Supreme Court reversed the vacatur of {a}.": {"reinstate"},
    "The stay of {a} is dissolved.": {"lift_stay"},
    "The injunction against {a} was lifted.": {"lift_stay"},
    "Congress disapproved {a}.": {"disapprove"},
    "Congress did not disapprove {a}.": set(),
    "A resolution to disapprove {a} was introduced.": set(),
    "The withdrawal of {a} is rescinded.": {"reinstate"},
    "The delay of {a} is rescinded.": {"accelerate_effective", "lift_stay"},
    "The agency does not reinstate {a}.": set(),
}


def courts() -> Iterator[Spoken]:
    """What courts and Congress did, did not do, or undid."""
    actions = ("Notification of court decision.", "Final rule; removal of provisions.", "Final rule.")
    for (frame, kinds), action in product(_COURTS.items(), actions):
        yield Spoken(frame.format(a=A, b=B), action, frozenset({A_ID}), frozenset(kinds))


FAMILIES = {
    "done": done, "beside another": beside_another, "both": both, "not done": not_done, "again": again, "parts": parts,
    "duties": duties, "courts": courts,
}  # fmt: skip
