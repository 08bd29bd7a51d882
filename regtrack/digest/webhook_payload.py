"""A digest as fields for programs: the JSON that webhooks carry (``regtrack schema webhook``)."""

from __future__ import annotations

from typing import Any

from regtrack import dates
from regtrack.dates import Tick
from regtrack.digest.choosing import Chosen
from regtrack.digest.composing import Digest
from regtrack.digest.facts import GONE
from regtrack.model.event import Recorded
from regtrack.records.canonical import compact_json
from regtrack.report import plain

DIGEST, TRIAL = "digest", "test"
"""What a message can be."""


def of_digest(digest: Digest, at: Tick) -> bytes:
    """Return a digest that was made at a moment, as JSON in UTF-8."""
    since = dates.iso_instant(digest.since) if digest.since is not None else None
    chain = {"link": digest.link.num, "head": digest.link.head} if digest.link.num else None
    facts = [_fact(each, digest) for each in digest.facts]
    return _written(DIGEST, at, digest.title, since=since, chain=chain, facts=facts)


def of_trial(text: str, at: Tick) -> bytes:
    """Return a test message, which shows that the channel works."""
    return _written(TRIAL, at, text.strip(), since=None, chain=None, facts=[])


def _written(type_: str, at: Tick, headline: str, *, since: str | None, **more: Any) -> bytes:
    table = {
        "schema": plain.schema_name("webhook"), "type": type_, "made_at": dates.iso_instant(at), "since": since,
        "headline": headline, **more,
    }  # fmt: skip
    return compact_json(table).encode()


def _fact(chosen: Chosen, digest: Digest) -> plain.Table:
    fact, sources = chosen.fact, digest.sources
    change, item = fact.change, sources.instruments.get(fact.instrument)
    events = [sources.events[id_] for id_ in fact.because if id_ in sources.events]
    return {
        "kind": str(fact.kind),
        "section": fact.section,
        "instrument": fact.instrument or None,
        "title": item.title if item is not None else None,
        "scope": fact.scope,
        "act": events[0].event.kind if events else None,
        "facet": change.facet.value if change is not None else None,
        "name": change.name if change is not None else None,
        "before": change.before if change is not None else None,
        "after": change.after if change is not None else None,
        "on": None if fact.print == GONE else fact.on,
        "moved": {"from": fact.moved[0], "to": fact.moved[1]} if fact.moved is not None else None,
        "until": change.until if change is not None else None,
        "certainty": fact.certainty if fact.instrument else None,
        "flags": list(fact.flags),
        "sentence": fact.sentence,
        "matched": list(filter(None, chosen.matched)),
        "events": list(map(_event, events)),
        "sources": plain.cited(events, sources),
    }


def _event(recorded: Recorded) -> plain.Table:
    event = recorded.event
    return {
        "id": recorded.id,
        "key": event.key,
        "kind": event.kind,
        "published": event.published.text if event.published is not None else None,
        "effect": event.effect.text if event.effect is not None else None,
        "until": event.until.text if event.until is not None else None,
    }
