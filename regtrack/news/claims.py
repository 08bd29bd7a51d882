"""What a news item claims: who did what to which instrument, when, and in which words.

Table-driven: the words of a language stand in its file (docs/reference/language-files.md); nothing here knows any.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence

import attrs

from regtrack.model.kinds import KINDS, Dimension
from regtrack.news.claim import Claim
from regtrack.news.effects import NOTHING_WITHOUT_A_DATE, VALUE, gives_day, lasts, sets_value
from regtrack.news.folding import fold, sentences
from regtrack.news.gate import may_claim
from regtrack.news.headline import with_day_of_next
from regtrack.news.item import Item
from regtrack.news.language import Language
from regtrack.news.languages import language_of
from regtrack.news.passage import Passage, mentions_in
from regtrack.news.phrases import PAUSE, Mention, names_any
from regtrack.news.sentence import NOTHING, Before, carries, tell
from regtrack.news.spoken import named_in, seen_from
from regtrack.news.when import Anchor, Candidate, anchor_of, days_of

_PASSED = ("bill", "draft")
"""Classes of what a chamber passes."""


def read_item(item: Item) -> tuple[Claim, ...]:
    """What an item claims in its text, and in its title where that claims an act that the text does not."""
    tables = language_of(item.language)
    anchor = anchor_of(item.text, language=tables, published_at=item.published_at, zone=item.zone)
    claims = read_claims(item.text, language=item.language, anchor=anchor)
    told = {claim.act for claim in claims}
    titled = read_claims(item.title, language=item.language, anchor=anchor)
    return (*claims, *(attrs.evolve(claim, part="title", paragraph=-1) for claim in titled if claim.act not in told))


def read_claims(text: str, *, language: str | Language, anchor: Anchor) -> tuple[Claim, ...]:
    """What a text claims, in the order of its sentences.

    Tables tell who did what to what, and when.

    Args:
        text: in plain text, paragraphs parted by line breaks.
        language: its BCP 47 tag, or its tables; no tables, no claims.
        anchor: what its relative dates count from, see :func:`~regtrack.news.when.anchor_of`.
    """
    passage = passage_of(text, language=language, anchor=anchor)
    if passage is None:
        return ()
    spans = sentences_of(passage)
    claiming = [may_claim(passage, *span) for span in spans]
    if not any(claiming) or not _speaks_of_any(passage):
        return ()  # most items of most feeds
    return tuple(claims_by_tables(passage, spans, claiming))


def passage_of(text: str, *, language: str | Language, anchor: Anchor) -> Passage | None:
    """A text as it is read; None if there are no tables for its language."""
    tag = language if isinstance(language, str) else language.tables.language.tag
    tables = language_of(language) if isinstance(language, str) else language
    if tables is None:
        return None
    about = tables.tables.language
    region = next((part for part in tag.split("-")[1:] if len(part) == 2), "").upper()
    orders = about.numeric_in.get(region) or about.numeric_in.get(anchor.zone) or about.numeric
    folded = fold(text, tables)
    return Passage(text, folded, tables, anchor, orders, tables.lexicon.of(folded.text))


def sentences_of(passage: Passage) -> list[tuple[int, int]]:
    """Where the sentences of a text stand, as read; its dateline is none."""
    datelines, text = passage.language.datelines, passage.folded.text
    head = max((match.end() for each in datelines if (match := each.match(text))), default=0)
    return [(max(start, head), end) for start, end in sentences(passage.folded, passage.language)]


def claims_by_tables(
    passage: Passage, spans: Sequence[tuple[int, int]], claiming: Sequence[bool] | None = None
) -> list[Claim]:
    """What the tables of its language read in a text.

    Args:
        passage: the text.
        spans: its sentences.
        claiming: which of these may claim something; None to look.
    """
    if claiming is None:
        claiming = [may_claim(passage, *span) for span in spans]
    tables, folded = passage.language, passage.folded
    placed: list[tuple[int, Claim]] = []
    phrases: list[Sequence[Mention] | None] = []
    before, last, mentions = Before(), 0, list[Mention]()
    for span, may in zip(spans, claiming, strict=True):
        told = tell(passage, *span, before) if may or carries(tables) else NOTHING
        if tables.retracting is not None and tables.retracting.match(folded.text, *span):
            placed[last:] = _retracted(placed[last:])
        for word, when in told.again:
            _give_day(placed, word, when)
        if not told.claims and passage.words.holds(tables.denial, *span):
            placed[last:] = [(place, _denied(claim)) for place, claim in placed[last:]]
        last = len(placed)
        placed += told.claims
        phrases.append(told.phrases)
        day = next((day for _, claim in reversed(told.claims) if (day := _day_of(claim))), before.day)
        mentions += told.mentions
        before = Before(day, told.spoken or before.spoken, mentions)
    placed = with_day_of_next(placed, passage, spans)
    ends = [end for _, end in spans]
    placed = [(place, _passed(place, claim, passage, spans, ends)) for place, claim in placed]
    if any(claim.bare or claim.weak for _, claim in placed):
        named = [
            each
            for span, known in zip(spans, phrases, strict=True)
            for each in named_in(
                folded.text, *span, known if known is not None else mentions_in(passage, *span), tables
            )
        ]
        starts = [each.start for each in named]
        placed = [
            (place, attrs.evolve(claim, spoken=seen_from(place, named, starts)) if claim.bare or claim.weak else claim)
            for place, claim in placed
        ]
    return _begun(_with_ends(_deadlines(_due([claim for _, claim in placed]), passage.anchor.on)))


def _retracted(placed: Sequence[tuple[int, Claim]]) -> list[tuple[int, Claim]]:
    """The claims of a sentence, of which the next says that the last is not so: "It has not."."""
    return [
        (place, attrs.evolve(claim, modality="denies") if number == len(placed) else claim)
        for number, (place, claim) in enumerate(placed, 1)
    ]


def _due(claims: Sequence[Claim]) -> list[Claim]:
    """The claims, where an end that is told of nothing is that of the deadline told before: "They run until May"."""
    kept: list[Claim] = []
    for claim in claims:
        own = kept[-1] if kept else None
        ends = own is not None and KINDS[own.act].dimension is Dimension.DEADLINE and own.start < claim.start
        if own is not None and ends and claim.act == "set_expiry" and not claim.target:
            claim = attrs.evolve(own, when=claim.until or claim.when, until=(), start=claim.start, end=claim.end)
        kept.append(claim)
    return kept


def _deadlines(claims: Sequence[Claim], today: dt.date | None) -> list[Claim]:
    """The claims without those of a deadline that only tell when it was opened, where a later one tells its day.

    "Comments are invited from today. They may be sent until May".
    """
    kept: list[Claim] = []
    due: dict[str, int] = {}
    for claim in reversed(claims):
        ahead = KINDS[claim.act].dimension is Dimension.DEADLINE and _all_after(claim, today)
        if ahead or due.get(claim.act, -1) <= claim.start:
            kept.append(claim)
        if ahead:
            due[claim.act] = max(due.get(claim.act, -1), claim.start)
    return kept[::-1]


def _all_after(claim: Claim, today: dt.date | None) -> bool:
    days = days_of(claim.when)
    return today is not None and bool(days) and all(first > today for first, _ in days)


def _speaks_of_any(passage: Passage) -> bool:
    """Whether a text names any instrument at all."""
    return names_any(passage.words, passage.language) or bool(passage.numbers_in(0, len(passage.words.text)))


def _denied(claim: Claim) -> Claim:
    """A claim that the next sentence denies, unless it was told as a fact: "is said to be lifted. Not so"."""
    return claim if claim.modality == "has" else attrs.evolve(claim, modality="denies")


def _passed(place: int, claim: Claim, passage: Passage, spans: Sequence[tuple[int, int]], ends: Sequence[int]) -> Claim:
    """The claim that a chamber passed something: a resolution that is named later, and not what it is to end."""
    if claim.act != "pass" or claim.class_ in _PASSED or not claim.target:
        return claim
    number = bisect_right(ends, place)
    near = [each for span in spans[number : number + 2] for each in mentions_in(passage, *span) if each.start > place]
    bill = next((each for each in near if each.class_ in _PASSED), None)
    if bill is None:
        return claim
    return attrs.evolve(
        claim, target=bill.words, class_=bill.class_, weak=False, bare=bill.bare, pointing=False, numbers=bill.numbers
    )


def _with_ends(claims: Sequence[Claim]) -> list[Claim]:
    """The claims with the ends that a later sentence gives to a pause: "The suspension runs until"."""
    kept: list[Claim] = []
    last: int | None = None
    for claim in claims:
        if last is not None and _only_ends(claim, kept[last]):
            kept[last] = attrs.evolve(kept[last], until=claim.until)
            continue
        if last is None or not (claim.class_ == PAUSE and claim.act in NOTHING_WITHOUT_A_DATE):
            if lasts(claim.act):
                last = len(kept)
            kept.append(claim)
            continue
        own = kept[last]
        until = claim.until or (() if claim.act == "set_effective" else claim.when)
        when = claim.when if claim.act == "set_effective" else ()
        kept[last] = attrs.evolve(own, when=own.when or when, until=own.until or until)
    return kept


def _only_ends(claim: Claim, own: Claim) -> bool:
    """Whether a claim only gives the end of a pause told before, without saying of what: "It is stayed until May"."""
    return not claim.target and claim.act == own.act and bool(claim.until) and not (claim.when or own.until)


def _begun(claims: Sequence[Claim]) -> list[Claim]:
    """The claims, each that only gives the day of the act before it joined to that act.

    A tariff that is amended has another value, so it counts as that.

    "Stayed the rule, with effect from Monday"; "extended the licence, which is now valid until May".
    """
    kept: list[Claim] = []
    for claim in claims:
        own = kept[-1] if kept else None
        follows = own is not None and own.start == claim.start and own.target == claim.target and not own.when
        ended = own is not None and own.target == claim.target and lasts(own.act) and claim.act == "set_expiry"
        if own is not None and ended and own.start == claim.start and not own.until:
            kept[-1] = attrs.evolve(own, until=claim.when or claim.until)
        elif (
            own is not None and follows and gives_day(claim.act, VALUE if sets_value(own.act, own.class_) else own.act)
        ):
            kept[-1] = attrs.evolve(own, when=claim.when, until=own.until or claim.until)
        else:
            kept.append(claim)
    return kept


def _give_day(placed: list[tuple[int, Claim]], word: str, when: Sequence[Candidate]) -> None:
    """Give the last act told by a word, if it has no day, the one that was told when it was named again."""
    for number in range(len(placed) - 1, -1, -1):
        place, claim = placed[number]
        if word in claim.clause and not claim.when:
            placed[number] = place, attrs.evolve(claim, when=tuple(when))
            return


def _day_of(claim: Claim) -> dt.date | None:
    """The day of a claim, from which "the same day" in the next sentence counts."""
    return next((first for first, last in days_of(claim.when or claim.said) if first == last), None)
