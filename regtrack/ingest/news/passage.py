"""An item as it is read, and what its sentences are made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import attrs

from regtrack.ingest.news.acts import Verb, find_verbs
from regtrack.ingest.news.folding import Folded
from regtrack.ingest.news.identifiers import Identifier
from regtrack.ingest.news.language import Language
from regtrack.ingest.news.lexicon import Text
from regtrack.ingest.news.mentioned_dates import DateHit, find_dates
from regtrack.ingest.news.phrases import Mention, find_mentions, names_any, real_verbs
from regtrack.ingest.news.when import Anchor


@attrs.frozen
class Passage:
    """The text of an item, and what is known of it as a whole.

    Attributes:
        text: as printed.
        folded: as read.
        language: its language.
        anchor: what its relative dates count from.
        orders: in which orders 13/05/2025 may be meant.
        numbers: the numbers of instruments in it.
        words: the folded text, looked up.
    """

    text: str
    folded: Folded
    language: Language
    anchor: Anchor
    orders: tuple[str, ...]
    numbers: Sequence[Identifier]
    words: Text


class Parts(NamedTuple):
    """What a sentence is made of."""

    verbs: list[Verb]
    days: list[DateHit]
    mentions: list[Mention]


def parts(passage: Passage, start: int, end: int, verbs: list[Verb] | None = None) -> Parts:
    """The verbs, dates and phrases of a sentence; ``verbs`` are its verbs, if they are known."""
    words, language = passage.words, passage.language
    if verbs is None:
        verbs = real_verbs(find_verbs(words, start, end, language), words, start, end, language)
    days = find_dates(words, start, end, language, passage.orders)
    verbs = [verb for verb in verbs if not any(hit.start <= verb.start and verb.end <= hit.end for hit in days)]
    numbers = [number for number in passage.numbers if start <= number.start and number.end <= end]
    return Parts(verbs, days, find_mentions(words, start, end, language, verbs, numbers, days))


def mentions_in(passage: Passage, start: int, end: int) -> Sequence[Mention]:
    """The phrases of a sentence that name instruments: one without words for any is not read for the rest."""
    numbered = any(start <= number.start and number.end <= end for number in passage.numbers)
    if not numbered and not names_any(passage.language.lexicon.of(passage.folded.text[start:end]), passage.language):
        return ()
    return parts(passage, start, end).mentions
