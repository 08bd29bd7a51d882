"""What the claims of DATES say is done to other documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from regtrack.sources.federal_register.claims import DateClaim
from regtrack.sources.federal_register.document import RegisterDocument
from regtrack.sources.federal_register.moves import verb_of
from regtrack.sources.federal_register.quoting import sentence_at

_OF_ANOTHER = frozenset(("extend_comment", "reopen_comment", "move_deadline", "extend_expiry"))
"""Only the date of another document can be moved so; of all others DATES must name the document."""
_OF_AN_ACT = re.compile(
    r"\b(?:rescission|withdrawal|revocation|correction|termination|cancellation|repeal|confirmation)s? of\b",
    re.IGNORECASE,
)
"""Of which a date is that of this act, and not of what it is done to."""


def deeds_in(document: RegisterDocument, claims: Iterable[DateClaim], stage: str) -> Iterator[tuple[str, str]]:
    """Return what the claims say is done to other documents, each with the sentence that says so."""
    text = document.dates or ""
    for claim in claims:
        verb = verb_of(claim, stage)
        if verb is None or verb == "confirm_effective" or not (claim.target or verb in _OF_ANOTHER):
            continue
        sentence = sentence_at(text, claim.start, claim.end)
        if verb == "set_effective" and _OF_AN_ACT.search(sentence.partition(claim.quote)[0]):
            continue
        yield verb, sentence
