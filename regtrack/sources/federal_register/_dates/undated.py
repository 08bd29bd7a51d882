"""Claims for which no day is printed: left to an event, to others, to another place, or told as a length."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from regtrack.dates_in_text import words
from regtrack.dates_in_text.mentions import Stamp
from regtrack.dates_in_text.periods import Period
from regtrack.dates_in_text.words import phrase
from regtrack.sources.federal_register._dates import cues, scopes
from regtrack.sources.federal_register._dates.draft import Draft
from regtrack.sources.federal_register._dates.sentences import Sentence
from regtrack.sources.federal_register.claims import ClaimKind as Kind
from regtrack.sources.federal_register.text.periods import Base

_NOT_REQUIRED = phrase(
    r"\bcompliance (?:with|for)?\s*(?P<scope>.{0,200}?)\s*(?:is|are|will) not (?:be )?required "
    r"(?:for (?P<for>.{1,120}?) )?until (?P<event>[^.]+)"
)
_STATED_ELSEWHERE = phrase(
    r"\b(?P<kind>effective|compliance) dates? (?:for|of) (?P<scope>[^.]{1,160}?) "
    r"(?P<verb>(?:is|are) (?:specified|stated|listed|set (?:out|forth)) in the "
    r"(?P<where>amendatory \w+|regulatory text))"
)
_SET_BY_OTHERS = phrase(
    r"(?P<verb>\bwill (?:establish|set|determine|announce) (?:the|a) compliance (?:date|deadline)s?"
    r"(?: for (?P<scope>[^.;]+))?)"
)
_WHO = phrase(r"\s*(?P<who>(?:the )?\w+ \w+)")
_LASTS = phrase(
    r"\b(?:in effect|effective|continue|conducted|valid) for (?:an? (?:initial )?(?:period|term) of )?"
    rf"(?P<count>{words.NUMBER}) (?P<unit>month|year|day)s?\b(?! from the date of (?:notification|issuance))"
)
_UPON = phrase(
    r"(?:\bexcept (?:for )?(?P<scope>[^,;.]{1,120}?),? which (?:is|are|will be|becomes?) |\b)effective "
    r"(?P<event>upon (?!(?:the )?(?:date of )?(?:its |the )?(?:publication|posting))[^,.;]{3,100})"
)
_ISSUANCE = phrase(r"\bissuance\b")
_HYPOTHETICAL = phrase(r"\s*(?:if|should|unless|either)\b")
_NO_DATE = phrase(r"\s*(?:[.;]?\s*$|[.;]|,?\s*(?:pending|until)\b)")
_EXCEPT = phrase(r"^.*\bexcept (?:for )?")


def undated(text: str, sentences: list[Sentence], drafts: list[Draft]) -> list[Draft]:
    """The claims of sentences that print no day for them."""
    known: dict[int, list[Draft]] = defaultdict(list)
    for draft in drafts:
        known[draft.sentence].append(draft)
    found: list[Draft] = []
    for number, sentence in enumerate(sentences):
        dated = known.get(number, [])
        found += _put_off(text, number, sentence, dated)
        found += _left_open(text, number, sentence, dated)
    return found


def _put_off(text: str, number: int, sentence: Sentence, dated: list[Draft]) -> Iterator[Draft]:
    """What is delayed with neither a date nor "until" has no new date: "instruction 3, which is delayed"."""
    if _HYPOTHETICAL.match(text, sentence.start):
        return
    start = max((draft.end for draft in dated), default=sentence.start)
    for verb in cues.changes(text, start, sentence.end):
        start, before = verb.end, start
        if not verb.history and verb.verb == "delayed" and _NO_DATE.match(text, verb.end, sentence.end):
            draft = Draft(Kind.INDEFINITELY_DELAYED, None, verb.start, verb.end, number, indefinite=True)
            draft.scope = scopes.words(_EXCEPT.sub("", text[before : verb.start]))
            yield draft


def _issued(text: str, dated: list[Draft]) -> Stamp | None:
    """The day of issuance, when the same sentence prints it."""
    for draft in dated:
        if draft.first is not None and draft.first.day and "issued" in text[draft.start : draft.end]:
            return Stamp(period=Period(Base.PRINTED, 0, day=draft.first.day))
    return None


def _left_open(text: str, number: int, sentence: Sentence, dated: list[Draft]) -> Iterator[Draft]:
    match = _NOT_REQUIRED.search(text, sentence.start, sentence.end)
    if match and not any(draft.kind is Kind.COMPLIANCE for draft in dated):
        draft = Draft(Kind.COMPLIANCE, None, match.start(), match.end("event"), number)
        draft.scope = scopes.words(match["for"] or match["scope"])
        draft.condition = " ".join(match["event"].split())
        yield draft
    if match := _STATED_ELSEWHERE.search(text, sentence.start, sentence.end):
        draft = Draft(Kind(match["kind"].lower()), None, match.start("verb"), match.end("verb"), number)
        draft.scope, draft.condition = scopes.words(match["scope"]), f"stated in the {match['where'].lower()}"
        yield draft
    if match := _SET_BY_OTHERS.search(text, sentence.start, sentence.end):
        draft = Draft(Kind.COMPLIANCE, None, match.start("verb"), match.end("verb"), number)
        draft.scope = scopes.words(match["scope"]) if match["scope"] else None
        who = _WHO.match(text, sentence.start, match.start())
        draft.condition = "set by " + (" ".join(who["who"].split()) if who else "others")
        yield draft
    for match in _UPON.finditer(text, sentence.start, sentence.end):
        issued = _issued(text, dated) if _ISSUANCE.search(match["event"]) else None
        draft = Draft(Kind.EFFECTIVE, issued, match.start(), match.end(), number)
        draft.scope, draft.condition = scopes.words(match["scope"] or ""), " ".join(match["event"].split())
        yield draft
    match = _LASTS.search(text, sentence.start, sentence.end)
    if match and not dated:
        length = Period(Base.EFFECTIVE, words.count(match["count"]) or 0, match["unit"].lower())
        yield Draft(Kind.EXPIRY, Stamp(period=length), match.start(), match.end(), number)
