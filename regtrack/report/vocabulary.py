"""Every word of the tables of reports, by the context in which it is translated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from regtrack.dates import FEDERAL_ZONE
from regtrack.model.instrument import ZONES
from regtrack.model.kinds import ENDED, KINDS, UNKNOWN_PHRASE, Certainty
from regtrack.model.links import LinkStanding
from regtrack.news import remarks
from regtrack.report import ics, page_words, phrases, strip

FORMS = (". ", ".", ", ", "; ", ": ", ", then ", " or ")
VOCABULARY: Mapping[str, Iterable[str]] = MappingProxyType(
    {
        "section": (
            *phrases.SECTIONS.values(),
            phrases.COMING,
            phrases.CLAIMS,
            phrases.LATE,
            phrases.UNDATED,
            phrases.HORIZON,
            *phrases.STATE_PARTS.values(),
            phrases.INSTRUMENTS,
        ),
        "cause": [words for words in phrases.CAUSES.values() if words],
        "status": phrases.STATUSES.values(),
        "status on a day": [phrases.STATUSES[word] for word in (*phrases.DATED, *sorted(ENDED))],
        "enforcement": phrases.ENFORCEMENT.values(),
        "force": phrases.FORCE.values(),
        "flag": phrases.FLAGS.values(),
        "act": [*(kind.phrase for kind in KINDS.values()), UNKNOWN_PHRASE],
        "announced act": phrases.ANNOUNCED_ACTS.values(),
        "facet": phrases.FACETS.values(),
        "page": page_words.PAGE.values(),
        "turn": phrases.TURNS,
        "legend": page_words.LEGEND.values(),
        "certainty": [each.label for each in Certainty],
        "standing": [each.value for each in LinkStanding],
        "name": [*sorted({kind.name_default for kind in KINDS.values() if kind.name_default} | phrases.OCCASIONS)],
        "value": ("yes", "no"),
        "duty": ("yes", "no", "unknown", "partial"),
        "month": phrases.MONTHS,
        "short month": [name[:3] for name in phrases.MONTHS],
        "zone": [phrases.town(zone) for zone in dict.fromkeys((FEDERAL_ZONE, *ZONES.values()))],
        "category": dict.fromkeys((*ics.CATEGORIES.values(), *ics.OF_STATUS.values(), ics.END)),
        "strip": [look.words for look in strip.ORDER],
        "form": FORMS,
        "remark": (*remarks.REMARKS.values(), remarks.STATEMENT, remarks.SUMMARY),
        "manner": [form for form in remarks.MANNERS.values() if form != "{act}"],
        "noun": dict.fromkeys(remarks.NOUNS.values()),
        "weekday": remarks.WEEKDAYS,
        "detail": remarks.DETAILS,
        "place": remarks.PLACES.values(),
    }
)
"""Every word of the tables by its context. Messages that stand in the code are found there."""
