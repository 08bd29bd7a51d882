"""Our dates beside the API's own fields, over every document of ``fr-api``."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from regtrack.sources.federal_register.dates import DateClaim, read_dates

_MONTH = "January February March April May June July August September October November December".split()
_DAY = re.compile(rf"\b({'|'.join(_MONTH)})\s+(\d{{1,2}}),?\s+(\d{{4}})")
_COMMENTS = ("open_comment", "extend_comment", "reopen_comment")
_MOVED = ("delay_effective", "accelerate_effective")
_RULE = re.compile(r"\b(?:rule|regulations?|order|correct\w*|amendment)\b", re.IGNORECASE)
_NO_RULE = re.compile(r"\b(?:guidance|proposed|intent)\b", re.IGNORECASE)
EFFECT_WORDS = re.compile(
    r"\b(?:in(?:to)?|takes?)\s+effect\b|\beffective|\bwithdr|\brescind|\brevok|\bcommence|\bbegin|\bin\s+force|\bvalid\b|\bterm\s+of",
    re.IGNORECASE,
)


class Compared(NamedTuple):
    """One document: the API's date, ours, and the first date of the text."""

    number: str
    api: str
    ours: str
    baseline: str
    days: int
    text: str


def documents(path: Path) -> Iterator[dict[str, Any]]:
    """Every document, as the API gave it."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def claims_of(document: dict[str, Any]) -> tuple[DateClaim, ...]:
    """Read its DATES; in a rule, a date without words is its effective date."""
    action = document.get("action") or ""
    rule = document["type"] == "Rule" and _RULE.search(action) and not _NO_RULE.search(action)
    bare = "set_effective" if rule else "set_deadline"
    return read_dates(document["dates"], published_on=dt.date.fromisoformat(document["publication_date"]), bare=bare)


def own_effective(claims: tuple[DateClaim, ...]) -> str:
    """The document's own effective date, not that of a rule it delays; else the start of a stay, or what it sets."""
    dated = [claim for claim in claims if claim.when.dated and claim.act != "recital"]
    own = sorted((c for c in dated if c.kind == "set_effective" and not c.target), key=lambda c: c.scope is not None)
    stays = [claim for claim in dated if claim.kind == "stay"]
    moved = any(claim.kind in _MOVED for claim in claims)
    announced = [claim for claim in dated if claim.kind == "set_effective" and not moved]
    return next((day_of(claim) for claim in (*own, *stays, *announced)), "")


def comments_close(claims: tuple[DateClaim, ...]) -> str:
    """The first deadline for comments, of the whole before that of a part."""
    ranked = sorted((claim for claim in claims if claim.kind in _COMMENTS), key=lambda claim: claim.scope is not None)
    return next((day_of(claim) for claim in ranked if claim.when.dated), "")


def day_of(claim: DateClaim) -> str:
    """The day it is printed for: 00:00 is the end of the day before when the words are "midnight" or "2400 hours"."""
    day = claim.when.text[:10]
    if claim.when.text[10:16] == "T00:00" and claim.kind in _COMMENTS:
        return (dt.date.fromisoformat(day) - dt.timedelta(days=1)).isoformat()
    return day


def first_date(text: str) -> str:
    """The baseline."""
    match = _DAY.search(text)
    return f"{match[3]}-{_MONTH.index(match[1]) + 1:02d}-{int(match[2]):02d}" if match else ""


def compare(path: Path, field: str) -> Iterator[Compared]:
    """Documents with DATES text for which the API has the field."""
    ours = own_effective if field == "effective_on" else comments_close
    for document in documents(path):
        text = document.get("dates")
        if not text or not document.get(field):
            continue
        claims = claims_of(document)
        days = len(set(_DAY.findall(text)))
        yield Compared(document["document_number"], document[field], ours(claims), first_date(text), days, text)


class Negatives(NamedTuple):
    """Effective dates read where the API has none, as (document, date, quote)."""

    with_text: int
    empty: int
    stated: list[tuple[str, str, str]]
    wordless: list[tuple[str, str, str]]
    from_nothing: list[tuple[str, str, str]]


def negatives(path: Path) -> Negatives:
    """Documents for which the API has no effective date: what we read must be stated in words of effect."""
    with_text = empty = 0
    stated, wordless, nothing = [], [], []
    for document in documents(path):
        if document.get("effective_on") or "dates" not in document:
            continue
        text = document["dates"] or ""
        with_text, empty = with_text + bool(text), empty + (not text)
        for claim in claims_of({**document, "dates": text}):
            row = (document["document_number"], claim.when.text[:10], claim.quote)
            if not text:
                nothing.append(row)
            elif claim.kind in ("set_effective", *_MOVED) and claim.when.days(None):
                start = max(text.rfind(". ", 0, claim.start), 0)
                stop = text.find(". ", claim.end)
                sentence = text[start : stop if stop > 0 else len(text)]
                (stated if EFFECT_WORDS.search(sentence) else wordless).append(row)
    return Negatives(with_text, empty, stated, wordless, nothing)
