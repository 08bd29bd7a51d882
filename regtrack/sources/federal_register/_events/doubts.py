"""What is doubted because a document tells more than was read of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

import attrs

from regtrack.sources.federal_register import corroborate, moves
from regtrack.sources.federal_register._events.cited_parts import plain
from regtrack.sources.federal_register._events.listed import is_broken, unmentioned
from regtrack.sources.federal_register._events.scoping import Scopes
from regtrack.sources.federal_register._events.spans import days_of
from regtrack.sources.federal_register.claims import DateClaim
from regtrack.sources.federal_register.document import RegisterDocument
from regtrack.sources.federal_register.references.finder import find_references
from regtrack.sources.federal_register.references.targets import ActTarget, all_names
from regtrack.sources.federal_register.text import citations
from regtrack.sources.federal_register.text.statement import Modality, Statement


def unread_correction(
    document: RegisterDocument, claims: Sequence[DateClaim], acted_on: Sequence[ActTarget]
) -> Iterator[Statement]:
    """Doubt the dates of what is corrected where a correction tells of a date in error, and none was read."""
    corrected = [each for each in acted_on if each.deed.verb == "correct"]
    if not corrected or any(each.kind in moves.ON_OTHERS or each.act == "correct" for each in claims):
        return
    if sentence := corroborate.date_in_error(document.dates, document.abstract):
        for target in corrected:
            yield Statement.unread(sentence, target.references, "which date is corrected")


def unread_days(
    told: Sequence[DateClaim], claims: Sequence[DateClaim], published_on: dt.date, acted_on: Sequence[ActTarget]
) -> Iterator[Statement]:
    """Doubt what a rule's SUMMARY does to a date that is to come, where no claim has that date."""
    read = {day for claim in claims for day in days_of(claim)}
    for sentence in corroborate.days_left(told, published_on, read):
        names = citations.acted_on(sentence, 0, len(sentence))
        for target in [all_names(acted_on, each) for name in names for each in find_references(name)] or [()]:
            yield Statement.unread(sentence, target, "a date that only SUMMARY tells")


def with_all_parts(
    said: Statement, dated: Sequence[Statement], scopes: Scopes, *, is_notice: bool
) -> Iterator[Statement]:
    """Yield a statement, and doubt the provisions in its sentence that none of that sentence has: never all."""
    same = [each for each in dated if each.quote == said.quote and each.modality is Modality.DONE]
    named = any(each.parts or each.exclude for each in same)
    own = said.kind == "set_effective" and not said.target
    if own and not named:  # of what a notice enforces, or a rule sets in force, the document is all
        others = (each for each in dated if each.kind == said.kind and not each.target)
        own = is_notice or all(each.quote == said.quote for each in others)
    else:
        own = False
    left: tuple[str, ...] = ()
    if said.quote and said.modality is Modality.DONE and said.kind not in moves.DEADLINES and not own:
        parts = [part for each in same for part in (*each.parts, *each.exclude, *each.covered)]
        left = unmentioned(plain(said.quote), parts)
    less = said.parts or said.exclude or said.covered
    whole = not less and (said.kind in moves.PARTIALLY if said.target else said.kind == "set_effective")
    whole = bool(left) and (whole or is_broken(plain(said.quote or "")))
    if not whole:
        yield said
    if left:
        found = scopes.named(", ".join(left))
        doubted = () if whole or found.unread else found.parts
        yield attrs.evolve(Statement.unread(said.quote, said.target, "all provisions of it"), parts=doubted)
