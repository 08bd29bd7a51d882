"""What one facet of a provision says on a day, in words: a row of the time machine."""

from __future__ import annotations

from regtrack.model.change import Facet
from regtrack.report import labels
from regtrack.report.changes_in_words import deadline_words, duty_words, said_words, stands, status_ahead
from regtrack.report.dates_in_words import some_day
from regtrack.report.language import tr


def certainty_in(text: str) -> str:
    """Return how sure an announced change is, from the end of its reading."""
    return text.rpartition(" (")[2].removesuffix(")")


def reads(
    facet: Facet,
    name: str | None,
    text: str,
    *,
    on: str | None,
    until: str | None,
    then: str | None,
    kind: str | None = None,
    value: object = None,
) -> str:
    """Return what one facet of a provision says on a day.

    Args:
        facet: which facet.
        name: which value, deadline or duty, or for whom.
        text: what it says, as the model spells it.
        on: the date in it.
        until: when it ends.
        then: what follows.
        kind: of an announced change, the kind of its act; of a duty, ``passed`` if its date has come.
        value: of an announced value, what it would be; of a duty, its name if it has one of its own.
    """
    day, named = some_day(on), labels.name(name)
    if facet is Facet.STATUS:
        return stands(text, on if text not in labels.WITHOUT_SINCE else None, until, then, day=some_day)
    if facet is Facet.ANNOUNCED:
        named_value = (name, value) if value is not None else None
        return said_words(certainty_in(text), kind or "announce", named_value, on, some_day)
    if facet is Facet.SCHEDULE:
        return tr("next: {status} on {date}", status=status_ahead(text.partition(" on ")[0]), date=day)
    if facet is Facet.DUTY:
        return duty_words(_duty_reads(text, day, passed=kind == "passed"), name, named=value is not None)
    if facet is Facet.ENFORCEMENT:
        how = labels.enforcement(text)
        return tr("{what} from {date}", what=how, date=day) if day else how
    if facet is Facet.TEXT:
        act = labels.phrase(text)
        return tr("{act} on {date}", act=act, date=day) if day else act
    if facet is Facet.VALUE:
        words = tr("{name}: {value}", name=named, value=text)
        return tr("{what} (from {date})", what=words, date=day) if day else words
    return deadline_words(name, on, open_=not text.startswith("closed"), day=some_day)


def _duty_reads(text: str, day: str, *, passed: bool) -> str:
    if text.startswith("yes"):
        return tr("compliance required since {date}", date=day) if day else tr("compliance required")
    if passed:
        over = tr("compliance not required now; its date was {date}", date=day)
        return over if day else tr("compliance not required")
    return tr("compliance required from {date}", date=day) if day else tr("compliance date not known")
