"""Acts on record that an item tells again: by a word for the act, its instrument and its very day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from regtrack.news.acts import ENTRIES, MAKING, Masked, find_details, is_asserted, is_part
from regtrack.news.days import Candidate, DateHit, days_of
from regtrack.news.item import Claim
from regtrack.news.linking import Links
from regtrack.news.sentences import ItemSentence, Phrase

_NOTHING = Phrase(0, 0, "")
_LIST = "list"
_CLAUSES = ";。,、，"
"""Marks between clauses."""


def restated(
    sentence: ItemSentence, text: Masked, links: Links, claims: Iterable[Claim], consumed: Collection[int], actor: str
) -> Iterator[Claim]:
    """Return the acts on record that a sentence tells again.

    Args:
        sentence: the sentence.
        text: the same with its phrases and dates masked.
        links: what the item is about.
        claims: what was read already.
        consumed: the dates, by their identity, that belong to one of these.
        actor: the body that the sentence names.
    """
    found = links.spoken_of
    ids = (set(links.about(sentence)) or (set(found) if len(found) == 1 else set())) - _in_part(text, links)
    if not ids or not sentence.dates:
        return
    told = {(each.act, each.target) for each in claims if each.quote == sentence.quote}
    done = {day for id_ in ids for _, day in links.ledger.facts(id_).done}
    known = [hit for hit in sentence.dates if any(_days(when) & done for when in _ways(sentence, hit))]
    for hit in known:
        options = list(_options(sentence, hit, ids, known, links)) if id(hit) not in consumed else []
        nearest = min((gap for gap, *_ in options), default=0)
        for gap, kind, id_, when in options:
            if gap == nearest and (kind, id_) not in told:
                told.add((kind, id_))
                links.note(id_, "antecedent", sentence)
                details = find_details(sentence.text, kind, links.language)
                yield Claim(kind, id_, "", "", tuple(when), (), False, "antecedent", actor, details, sentence.quote)


def _in_part(text: Masked, links: Links) -> set[str]:
    """Return the instruments of which a sentence speaks in part only: of something in them, or about them."""
    less: dict[str, list[bool]] = {}
    for place, char in enumerate(text.text):
        for id_ in (text.phrase(char) or _NOTHING).ids:
            owns = text.text.startswith("'", place + 1)
            less.setdefault(id_, []).append(owns or is_part(text.text, place, links.language))
    return {id_ for id_, each in less.items() if all(each)}


def _ways(sentence: ItemSentence, hit: DateHit) -> list[list[Candidate]]:
    """Return what a date may mean by either tense."""
    return [sentence.resolved([hit], tense) for tense in ("past", "future")]


def _days(when: Iterable[Candidate]) -> set[dt.date]:
    return {first for first, last in days_of(when) if first == last}


def _options(
    sentence: ItemSentence, hit: DateHit, ids: Iterable[str], others: Sequence[DateHit], links: Links
) -> Iterator[tuple[int, str, str, list[Candidate]]]:
    """Return the acts on record of a date for which a sentence has a word that is nearest to it, and how near."""
    ways, bodies, text = _ways(sentence, hit), links.match.bodies(sentence.text), sentence.whole.text
    for kind, pattern in links.language.act_words.items():
        known = [
            (act, id_, when)
            for when in ways
            for id_ in sorted(ids)
            if (kind != "announce" or links.match.acts_in(id_, bodies))  # who else says something acts not
            and (act := _on_record(kind, _days(when), id_, links))
        ]
        for match in pattern.finditer(text, sentence.start, sentence.end) if known else ():
            gap = _gap(match, hit)
            near = gap == min(_gap(match, each) for each in others)
            clause = max(sentence.start, *(text.rfind(mark, sentence.start, match.start()) + 1 for mark in _CLAUSES))
            asserted = is_asserted(text, clause, *match.span(), links.language)
            if near and asserted and not _is_parted(sentence, match, hit, links):
                yield from ((gap, act, id_, when) for act, id_, when in known)


def _on_record(kind: str, days: Collection[dt.date], id_: str, links: Links) -> str:
    """Return the act that the record has on one of these days.

    For a publication, and what a document does by being issued, that is any step in its making.
    """
    making = kind in MAKING or (kind in ENTRIES and _LIST in links.index.classes[id_])
    alike = {kind, *(MAKING if making else ())}
    found = {act for act, day in links.ledger.facts(id_).done if act in alike and day in days}
    return kind if kind in found else min(found, default="")


def _is_parted(sentence: ItemSentence, match: re.Match[str], hit: DateHit, links: Links) -> bool:
    """Whether another clause begins between a word and a date."""
    start, end = (match.end(), hit.start) if match.end() <= hit.start else (hit.end, match.start())
    parts = links.language.guards["dates_other"].finditer(sentence.whole.text, start, end)
    return any(each.end() < hit.start - 1 or each.start() >= hit.end for each in parts)


def _gap(match: re.Match[str], hit: DateHit) -> int:
    return max(hit.start - match.end(), match.start() - hit.end)
