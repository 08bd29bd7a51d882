"""Reading the dates of a Federal Register document from its DATES paragraph.

It becomes claims, each with its kind, date, part, target and the words that prove it. No file or clock is read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import attrs

from regtrack.dates import FEDERAL_ZONE
from regtrack.dates_in_text.expressions import find_mentions
from regtrack.dates_in_text.words import phrase
from regtrack.sources.federal_register.claims import DateClaim
from regtrack.sources.federal_register.text import clauses, linking, sentences, settle
from regtrack.sources.federal_register.text.clause import DiscourseState
from regtrack.sources.federal_register.text.periods import REGISTER
from regtrack.sources.federal_register.text.vocabulary import spelled

__all__ = ["DateClaim", "read_dates", "read_instruction_dates", "refers_to_preamble"]


def read_dates(
    text: str, *, published_on: dt.date, zone: str = FEDERAL_ZONE, bare: str = "set_deadline"
) -> tuple[DateClaim, ...]:
    """Every dated claim of a DATES paragraph, in the order of the text.

    Args:
        text: the paragraph as printed, with or without its heading.
        published_on: the day of publication, from which periods are counted.
        zone: IANA zone of hours for which the text names none.
        bare: what a date without any words means in this type of document: a rule whose DATES read "May 1, 2024." is
            effective then, a notice may say anything.
    """
    mentions = find_mentions(text, published_on, REGISTER)
    reading = DiscourseState(text, bare, published_on)
    position = 0
    parts = sentences.split(text)
    for number, sentence in enumerate(parts):
        while position < len(mentions) and mentions[position].start < sentence.start:
            position += 1
        inside = []
        while position < len(mentions) and mentions[position].end <= sentence.end:
            inside.append(mentions[position])
            position += 1
        clauses.read_sentence(reading, sentence, number, inside)
    frames = linking.link(text, parts, reading.frames)
    calendar = settle.PeriodCalendar(published_on, zone)
    settle.set_calendar(frames, calendar)
    return tuple(settle.unique([settle.claim_of(frame, text, calendar) for frame in frames]))


_INSTRUCTION = phrase(r"\s*(?:Par(?:agraph)?\.? )?(?P<number>\d{1,3}[a-z]?|[a-z]|[ivx]{1,5})\. ")
_DATED_HEAD = phrase(r"(?:Effective|As of|Delayed indefinitely|From)\b")
_PAUSES = phrase(rf"\b(?:is|are) (?:\w+ )?{spelled('stay lift', 'participle')}\b")
_PREAMBLE = phrase(r"\bsee\b[^.]{0,80}\bSUPPLEMENTARY INFORMATION\b|\bsee (?:the )?(?:section|part|unit) [IVX]+\b")


def read_instruction_dates(amdpar_texts: Iterable[str], *, published_on: dt.date) -> tuple[DateClaim, ...]:
    """Dates that single amendatory instructions carry at their head: "12. Effective January 1, 2019, ...".

    Each claim has the scope "instruction 12", or "instruction 12.b" for a lettered step of it. Dates further on in an
    instruction, such as those of an earlier rule that it recites, are not read. A step's own date beats DATES.

    Args:
        amdpar_texts: the instructions, in printed order.
        published_on: the day of publication.

    Returns:
        The claims; their offsets count in the instructions joined by one line feed each.
    """
    found: list[DateClaim] = []
    offset, number = 0, ""
    for text in amdpar_texts:
        head = _INSTRUCTION.match(text)
        step = head["number"] if head else ""
        number = step if step[:1].isdigit() else number
        body = head.end() if head else 0
        if _DATED_HEAD.match(text, body):
            label = number if step == number or not step else f"{number}.{step}".lstrip(".")
            for claim in _head_claims(text[body:], published_on):
                shift = offset + body
                scope = f"instruction {label}" if label else claim.scope
                found.append(attrs.evolve(claim, scope=scope, start=claim.start + shift, end=claim.end + shift))
        offset += len(text) + 1
    return tuple(found)


def _head_claims(body: str, published_on: dt.date) -> tuple[DateClaim, ...]:
    if _PAUSES.search(body):
        return read_dates(body, published_on=published_on)
    first = next(iter(find_mentions(body, published_on, REGISTER)), None)
    return read_dates(body[: first.end], published_on=published_on) if first else ()


def refers_to_preamble(text: str) -> bool:
    """Whether DATES sends its reader on to SUPPLEMENTARY INFORMATION for more dates, so that its claims are not all."""
    return "see" in text.lower() and bool(_PREAMBLE.search(text))
