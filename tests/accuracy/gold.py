"""Claims read from the gold set, compared with its labels."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from regtrack.model.when import When
from regtrack.sources.federal_register.dates import DateClaim, read_dates
from tests.sources.federal_register.spelling import label_of


class Key(NamedTuple):
    """What has to match for a claim to count."""

    kind: str
    value: str
    until: str
    target: frozenset[str]


class Outcome(NamedTuple):
    """One document: labels found, labels missed, claims that are no labels."""

    number: str
    text: str
    hits: list[tuple[dict[str, Any], DateClaim]]
    missed: list[dict[str, Any]]
    extra: list[DateClaim]
    agency: str = ""
    year: str = ""


def local(when: When | None) -> str:
    """The date as the gold set writes it."""
    return "" if when is None else when.text.partition("[")[0]


def key_of_claim(claim: DateClaim) -> Key:
    return Key(label_of(claim), local(claim.when), local(claim.until), frozenset(claim.target))


def key_of_label(label: dict[str, Any]) -> Key:
    return Key(label["kind"], label["value"], label.get("until") or "", frozenset(label.get("target") or ()))


def compare(path: Path) -> Iterator[Outcome]:
    """Read every document of the gold set."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            text = document["dates"]
            claims = list(read_dates(text, published_on=dt.date.fromisoformat(document["publication_date"])))
            hits, missed = [], []
            for label in document["claims"]:
                match = next((claim for claim in claims if key_of_claim(claim) == key_of_label(label)), None)
                if match is None:
                    missed.append(label)
                else:
                    claims.remove(match)
                    hits.append((label, match))
            agency = next(iter(document.get("agencies") or ()), "")
            year = document["publication_date"][:4]
            yield Outcome(document["document_number"], text, hits, missed, claims, str(agency), year)


class Score(NamedTuple):
    """Counts of one kind."""

    hits: int
    missed: int
    extra: int

    @property
    def precision(self) -> float:
        return self.hits / (self.hits + self.extra) if self.hits + self.extra else 1.0

    @property
    def recall(self) -> float:
        return self.hits / (self.hits + self.missed) if self.hits + self.missed else 1.0

    @property
    def f1(self) -> float:
        total = 2 * self.hits + self.missed + self.extra
        return 2 * self.hits / total if total else 1.0


def scores(outcomes: list[Outcome]) -> dict[str, Score]:
    """By kind, and "all"."""
    hits, missed, extra = Counter[str](), Counter[str](), Counter[str]()
    for outcome in outcomes:
        for counter, kinds in (
            (hits, [label["kind"] for label, _ in outcome.hits]),
            (missed, [label["kind"] for label in outcome.missed]),
            (extra, [label_of(claim) for claim in outcome.extra]),
        ):
            counter.update(kinds)
            counter["all"] += len(kinds)
    return {
        kind: Score(hits[kind], missed[kind], extra[kind])
        for kind in sorted({*hits, *missed, *extra}, key=lambda k: (k == "all", -hits[k] - missed[k], k))
    }


def apart(outcomes: list[Outcome]) -> dict[str, float]:
    """Share of the counted claims whose scope, exception, act and condition also agree."""
    pairs = [pair for outcome in outcomes for pair in outcome.hits]
    agree = {
        "scope": [_same_words(label.get("scope"), claim.scope or claim.parties) for label, claim in pairs],
        "scope_except": [_same_words(label.get("scope_except"), claim.scope_except) for label, claim in pairs],
        "act": [(label.get("act") or None) == _act(claim) for label, claim in pairs],
        "condition": [bool(label.get("condition")) == bool(claim.condition) for label, claim in pairs],
        "derived": [bool(label.get("derived")) == claim.derived for label, claim in pairs],
    }
    return {name: sum(values) / len(values) if values else 1.0 for name, values in agree.items()}


def _same_words(label: str | None, ours: str | None) -> bool:
    """Equal, or one within the other: the edges of a scope are a matter of taste."""
    first = "" if label in (None, "all") else " ".join(str(label).lower().split())
    second = " ".join((ours or "").lower().split())
    return first == second or bool(first and second and (first in second or second in first))


def _act(claim: DateClaim) -> str | None:
    return None if claim.act in ("actual_notice", "enforce") else claim.act


def three(outcome: Outcome) -> Counter[str]:
    """How many labels of a document are contradicted, seen and left unread, or left no trace.

    A claim that is no label is wrong unless it moves nothing: what is unread, or told as history.
    """
    silent = [claim for claim in outcome.extra if claim.unread or claim.act == "recital"]
    return Counter(
        wrong=len(outcome.extra) - len(silent),
        abstained=min(len(silent), len(outcome.missed)),
        missed=max(len(outcome.missed) - len(outcome.extra), 0),
    )


def without_one(outcomes: list[Outcome]) -> Iterator[tuple[str, tuple[str, float], tuple[str, float]]]:
    """The lowest and the highest F1 when the documents of one agency, or of one year, are left out."""
    for group in ("agency", "year"):
        names = Counter(getattr(outcome, group) for outcome in outcomes) - Counter({"": len(outcomes)})
        found = [
            (name, scores([each for each in outcomes if getattr(each, group) != name])["all"].f1) for name in names
        ]
        if len(found) > 1:
            yield group, min(found, key=lambda pair: pair[1]), max(found, key=lambda pair: pair[1])
