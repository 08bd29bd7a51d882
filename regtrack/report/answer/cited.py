"""Sources as a reader sees them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from regtrack.model.citing import Citation, Sources, citations
from regtrack.model.event import Recorded
from regtrack.model.state import State
from regtrack.report.answer.model import CitedDocument
from regtrack.report.dates_in_words import date
from regtrack.report.language import tr

_REGISTER = re.compile(r"https://(www\.federalregister\.gov)/documents/\d{4}/\d\d/\d\d/([\w-]+)(?:/[^?#]*)?")


def sources_of(ids: Iterable[str], sources: Sources) -> tuple[CitedDocument, ...]:
    """Return each document behind some events, best first; a later document only where there was none by then."""
    return ranked([sources.events[id_] for id_ in ids], sources)


def ranked(recorded: Iterable[Recorded], sources: Sources) -> tuple[CitedDocument, ...]:
    """Return the documents behind some recorded events, best first."""
    return tuple(map(_source, citations(recorded, sources)))


def _source(cited: Citation) -> CitedDocument:
    day = date(cited.date.text) if cited.date else ""
    return CitedDocument(
        cited.publisher,
        tr("{date} (published later)", date=day) if cited.later else day,
        address_of(cited.url),
        cited.title,
        cited.quote,
        cited.language,
        cited.standing.value,
    )


@lru_cache(maxsize=4096)
def address_of(url: str | None) -> str | None:
    """Return an address as it is cited: a document of the Register under its number, which outlasts its title."""
    numbered = _REGISTER.fullmatch(url or "")
    return f"https://{numbered[1]}/d/{numbered[2]}" if numbered else url


def acts_on(part: State, sources: Sources) -> Iterator[str]:
    """Return ids of the acts, of those that the state of a part rests on, that are not on the whole instrument."""
    following = part.scheduled_next.because if part.scheduled_next is not None else ()
    return (id_ for id_ in (*part.because, *following) if not sources.events[id_].event.scope.whole)
