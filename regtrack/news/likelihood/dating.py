"""Which date of a sentence is the day of an act, where grammar did not tell: the most likely by its traits."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from regtrack.model.kinds import KINDS
from regtrack.news.acts import Verb
from regtrack.news.claim import Claim
from regtrack.news.likelihood.seen import Seen
from regtrack.news.manner import Manner
from regtrack.news.mentioned_dates import DateHit
from regtrack.news.passage import Passage
from regtrack.news.when import Candidate, days_of, resolve


class Dating(NamedTuple):
    """A day that an act may have: a date of the sentence, as that of what is past or of what is to come."""

    hit: DateHit
    when: tuple[Candidate, ...]
    ahead: str


def datings(seen: Seen, passage: Passage) -> Iterator[Dating]:
    """The days that an act of a sentence may have."""
    today = passage.anchor.on
    for hit in seen.days:
        known: set[tuple[str, ...]] = set()
        for tense in ("past", "future", "unknown"):
            found = tuple(resolve(hit, passage.language, passage.anchor, tense, today))
            spelled = tuple(each.when.text for each in found)
            if found and spelled not in known:
                known.add(spelled)
                yield Dating(hit, found, _ahead(found, passage))


def _ahead(found: Sequence[Candidate], passage: Passage) -> str:
    days, today = days_of(found), passage.anchor.on
    if not days or today is None:
        return "none"
    if days[0][1] < today:
        return "past"
    return "future" if days[0][0] > today else "today"


def traits_of_day(
    dating: Dating,
    verb: Verb,
    manner: Manner,
    grammar: Sequence[Candidate],
    seen: Seen,
    passage: Passage,
    told: Sequence[Claim],
) -> dict[str, float]:
    """The traits of a date as the day of an act.

    Args:
        dating: the date, and when that is.
        verb: the act, with its row.
        manner: how firmly the act is claimed, and in which tense.
        grammar: the day that the grammar of the sentence gives to the act.
        seen: the sentence.
        passage: the item.
        told: what else is claimed in the sentence.
    """
    hit, kind = dating.hit, KINDS[verb.rows[0].kind]
    act = f"{kind.dimension.name} {kind.operation.name}".lower()
    after = hit.start >= verb.end
    first, last = (verb.end, hit.start) if after else (hit.end, verb.start)
    text, language = passage.folded.text, passage.language
    gap = max(0, last - first) / (10 if seen.spaces else 4)
    before, behind = seen.beside(hit.start, hit.end)
    side = "after" if after else "before"
    words = dating.when[0].when.text
    others = {each.when.text for claim in told for each in claim.when}
    said = {each.when.text for claim in told for each in claim.said}
    found = {
        f"{hit.role} {dating.ahead} {act}": True,
        f"{dating.ahead} {act}": True,
        f"{dating.ahead} {manner.modality}": True,
        f"{dating.ahead} {manner.tense}": True,
        f"{side}, far": math.log1p(gap),
        side: True,
        "nearest": all(abs(each.start - verb.start) >= abs(hit.start - verb.start) for each in seen.days),
        "verbs between": min(2, sum(first <= each.start < last for each in seen.verbs)),
        "breaks between": min(2, len(language.clause_break.findall(text, first, last)) if first < last else 0),
        "only date": len(seen.days) == 1,
        "by grammar": any(each.when.text == words for each in grammar),
        "another by grammar": bool(grammar) and all(each.when.text != words for each in grammar),
        f"of another act {act}": words in others,
        "said then": words in said,
        f"before it {before}": True,
        f"behind it {behind}": True,
        f"before it {before} {dating.ahead}": True,
        f"behind it {behind} {dating.ahead}": True,
        f"kind {dating.when[0].when.kind.name}": True,
    }
    if hit.row is not None and hit.row.of:
        found[f"counted from {hit.row.of}"] = True
    return {name: float(value) for name, value in found.items() if value}
