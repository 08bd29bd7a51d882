"""Every word of the tables of reports, by the context in which it is translated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from regtrack.dates import FEDERAL_ZONE
from regtrack.model.instrument import ZONES
from regtrack.model.kinds import ENDED, KINDS, UNKNOWN_PHRASE, Certainty
from regtrack.model.links import LinkStanding
from regtrack.news import remarks
from regtrack.report import dates_in_words, ics, labels, strip
from regtrack.report.page import page_labels

FORMS = (". ", ".", ", ", "; ", ": ", ", then ", " or ")
VOCABULARY: Mapping[str, Iterable[str]] = MappingProxyType(
    {
        "section": (
            *labels.SECTIONS.values(),
            labels.COMING,
            labels.CLAIMS,
            labels.LATE,
            labels.UNDATED,
            labels.HORIZON,
            *labels.STATE_PARTS.values(),
            labels.INSTRUMENTS,
        ),
        "cause": [words for words in labels.CAUSES.values() if words],
        "status": labels.STATUSES.values(),
        "status on a day": [labels.STATUSES[word] for word in (*labels.DATED, *sorted(ENDED))],
        "enforcement": labels.ENFORCEMENT.values(),
        "force": labels.FORCE.values(),
        "flag": labels.FLAGS.values(),
        "act": [*(kind.phrase for kind in KINDS.values()), UNKNOWN_PHRASE],
        "announced act": labels.ANNOUNCED_ACTS.values(),
        "facet": labels.FACETS.values(),
        "page": page_labels.PAGE.values(),
        "turn": labels.TURNS,
        "legend": page_labels.LEGEND.values(),
        "certainty": [each.label for each in Certainty],
        "standing": [each.value for each in LinkStanding],
        "name": [*sorted({kind.name_default for kind in KINDS.values() if kind.name_default} | labels.OCCASIONS)],
        "value": ("yes", "no"),
        "duty": ("yes", "no", "unknown", "partial"),
        "month": dates_in_words.MONTHS,
        "short month": [name[:3] for name in dates_in_words.MONTHS],
        "zone": [dates_in_words.town(zone) for zone in dict.fromkeys((FEDERAL_ZONE, *ZONES.values()))],
        "category": dict.fromkeys((*ics.CATEGORIES.values(), *ics.OF_STATUS.values(), ics.END)),
        "strip": [look.words for look in strip.ORDER],
        "form": FORMS,
        "remark": (*remarks.REMARKS.values(), remarks.STATEMENT, remarks.SUMMARY),
        "manner": [form for form in remarks.MANNERS.values() if form != "{act}"],
        "weekday": remarks.WEEKDAYS,
        "detail": remarks.DETAILS,
        "place": remarks.PLACES.values(),
    }
)
"""Every word of the tables by its context. Messages that stand in the code are found there."""
