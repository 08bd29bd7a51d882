"""Finding where a verb is said to be done."""

from __future__ import annotations

from typing import NamedTuple

from regtrack.sources.federal_register._acts import prose


class PerformingWords(NamedTuple):
    """Words that do something: from ``start`` to ``end``.

    Attributes:
        start: offset of the verb, or in the passive of what it is done to.
        end: offset after what it is done to, or in the passive after the verb.
        proposed: it is only proposed.
        passive: what it is done to stands before the verb.
    """

    start: int
    end: int
    proposed: bool = False
    passive: bool = False


def lower(text: str) -> str:
    """Lower case, each character in its place."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if c.isascii() else c for c in text)


def performed(row: prose.VerbPhrase, text: str, lowered: str) -> PerformingWords | None:
    """Where a verb is said to be done, or proposed; not where it tells the past, a purpose or a condition."""
    for match in row.active.finditer(lowered):
        start, end = match.span()
        before = text[max(0, start - 90) : start]
        if prose.PROPOSAL_TO.search(before):
            return PerformingWords(start, end, proposed=True)
        progressive = match[0].split(" ", 1)[0].endswith("ing")
        if not (prose.PROGRESSIVE if progressive else prose.FINITE).search(before):
            continue
        proposed = prose.PROPOSES.search(before) is not None
        if progressive or proposed or not prose.WOULD.search(before):
            return PerformingWords(start, end, proposed)
    return _undergone(row, lowered) if row.participle else None


def _undergone(row: prose.VerbPhrase, lowered: str) -> PerformingWords | None:
    """Return the same in the passive: "the comment period for X is extended"."""
    place = lowered.find(row.participle)
    while place >= 0:
        first = max(0, place - prose.LONGEST)
        first = max(first, lowered.rfind(". ", first, place) + 1, lowered.rfind("; ", first, place) + 1)
        done_to = row.undergone.search(lowered, first, place) if prose.PASSIVE.search(lowered, first, place) else None
        if done_to is not None and not prose.CONDITIONAL.search(lowered, first, done_to.start()):
            return PerformingWords(done_to.start(), place + len(row.participle), passive=True)
        place = lowered.find(row.participle, place + 1)
    return None
