"""What changed, a short line a day: ``announced: BIS will not enforce it, no end date``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from regtrack.model.change import Cause, Change, Facet
from regtrack.model.citing import Sources
from regtrack.model.kinds import Certainty
from regtrack.report import dates_in_words, labels
from regtrack.report.answer.model import AnswerLine
from regtrack.report.answer.weighing import telling
from regtrack.report.changes_in_words import turned
from regtrack.report.language import joined, term, tr

_MOST_PARTS = 3
"""Most parts of a rule that a line names; more are counted."""


def lines_of(changes: Iterable[Change], promises: Iterable[str], sources: Sources) -> tuple[AnswerLine, ...]:
    """Return what changed about one instrument, what happened on one day together.

    Args:
        changes: of the instrument, without those that are only announcements or reports.
        promises: ids of what was promised without a date.
        sources: of the answer.
    """
    by_day: dict[str, dict[str, list[str | None]]] = {}
    for change in sorted(changes, key=telling):
        parts = by_day.setdefault(_day(listed_on(change, sources)), {}).setdefault(short(change, sources), [])
        parts.append(change.scope)
    for id_ in promises:
        event = sources.events[id_].event
        by_day.setdefault(_day(event.happened().text), {}).setdefault(tr("promised, no date given"), []).append(None)
    return tuple(
        AnswerLine(day, joined("; ", _certainty_once([_of_parts(text, parts) for text, parts in texts.items()])))
        for day, texts in sorted(by_day.items())
    )


def _certainty_once(texts: Sequence[str]) -> Sequence[str]:
    """Drop the certainty from a text where the text before has the same."""
    if len(texts) < 2:
        return texts
    sure = {term("certainty", each.label) for each in Certainty}
    found: list[str] = []
    before = ""
    for text in texts:
        label, sign, rest = text.partition(term("form", ": "))
        found.append(rest if sign and label == before else text)
        before = label if sign and label in sure else ""
    return found


def _of_parts(text: str, parts: Sequence[str | None]) -> str:
    """Return a text with the provisions it is about, where that is not the whole."""
    named = list(dict.fromkeys(part for part in parts if part is not None))
    if None in parts or not named:
        return text
    if len(named) > _MOST_PARTS:
        return tr("{count} parts: {text}", count=len(named), text=text)
    return tr("{scope}: {text}", scope=joined(", ", named), text=text)


def listed_on(change: Change, sources: Sources) -> str:
    """Return the day on which a change is listed: when its law turned, else when its leading act became known.

    As it is stated, with the hour and the zone where there are such.
    """
    lead = sources.events[change.because[0]].event if change.because else None
    on = dates_in_words.zoned(change.on, sources.instruments[change.instrument].legal_zone) or ""
    if change.facet in (Facet.STATUS, Facet.DUTY, Facet.ENFORCEMENT, Facet.VALUE, Facet.TEXT) and on:
        ahead = lead is not None and change.cause is not Cause.CLOCK and _day(lead.happened().text) < _day(on)
        if not ahead or change.after in ("in_force", "current") or change.came_and_went or _has_ended(change):
            return on
    if lead is not None and not (change.cause is Cause.CLOCK and on):
        return lead.happened().text
    return on


def _has_ended(change: Change) -> bool:
    """Whether it is over, by the later day: on the day on which it ended, not when that was set."""
    return change.facet is Facet.STATUS and labels.has_ended(change.after or "none")


def _day(text: str) -> str:
    return text.partition("..")[0][:10]


def short(change: Change, sources: Sources) -> str:
    """Return one change in a few words, without the day on which it is listed."""
    words = turned(change, sources)
    if doubts := labels.doubts(change.flags):
        return joined(", ", (words, doubts[0]))
    if change.cause is Cause.CLOCK:
        return tr("{what} (scheduled date reached)", what=words)
    return tr("{what} (learned later)", what=words) if change.cause is Cause.KNOWLEDGE else words
