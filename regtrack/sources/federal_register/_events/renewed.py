"""What is renewed: a thing that was given, or what was imposed, which is in force until another day than before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import attrs

from regtrack.citations import ReferenceKind
from regtrack.sources.federal_register._events.asserted import is_in_passing
from regtrack.sources.federal_register._events.objects import THINGS
from regtrack.sources.federal_register.claims import DateClaim
from regtrack.sources.federal_register.deeds import Deed
from regtrack.sources.federal_register.document import RegisterDocument
from regtrack.sources.federal_register.references.finder import find_references
from regtrack.sources.federal_register.references.targets import ActTarget
from regtrack.sources.federal_register.text.statement import Statement

_IMPOSED = r"(?:restriction|prohibition|moratorium|quarantine|closure)s?|moratoria"
"""What has no end but the one until which it is extended."""
RENEWED = re.compile(rf"\b(?:{_IMPOSED}|{THINGS})\b", re.IGNORECASE)
_RENEWS = re.compile(rf"(?:notice of )?(?:further )?extension of (?:[\w-]+ ){{0,5}}?(?:{_IMPOSED})\b", re.IGNORECASE)
"""The title of what does nothing else."""
_PLAIN = re.compile(
    rf"(?:the|these|those|this|that|its|such) (?:[\w-]+ ){{0,3}}?(?:{_IMPOSED})\b"
    r"(?:,? \(?(?:that|which|as|at|originally|first|last|previously|published|imposed|established|issued|\d+ FR)\b.*)?",
    re.IGNORECASE | re.DOTALL,
)
"""The name of all that was imposed, and of no class of it."""
_REMAINS = re.compile(r"\b(?:remains?|continues?)\b[^.;]*\b(?:through|until)\b", re.IGNORECASE)


def renewing(told: Iterable[DateClaim]) -> list[DateClaim]:
    """Return what of another document "will remain in effect through D" as what extends it."""
    return [
        attrs.evolve(each, act="extend") for each in told
        if (each.kind, each.act) == ("set_expiry", None) and each.target and not (each.unread or each.condition)
        and _REMAINS.search(each.quote) and _PLAIN.fullmatch(each.scope or "")
    ]  # fmt: skip


def own_ends(document: RegisterDocument, said: Iterable[Statement]) -> Iterator[Statement]:
    """State that a document which only renews something is over with it."""
    longer = [each for each in said if each.kind == "extend_expiry" and not each.parts]
    if len({each.until for each in longer}) == 1 and _RENEWS.match(document.title):
        until = longer[0].until
        if until is not None and until.dated:
            yield Statement("set_expiry", longer[0].quote, until=until)


def doubted(
    document: RegisterDocument, deeds: Iterable[Deed], targets: Sequence[ActTarget], claims: Iterable[DateClaim]
) -> Iterator[Statement]:
    """Doubt the rules which a document cites that renews something by its title, where none is read to be renewed."""
    renews = any(each.verb == "extend_expiry" and not each.proposed for each in deeds) and _RENEWS.match(document.title)
    read = any(each.deed.verb == "extend_expiry" for each in targets)
    if renews and not read and not any((each.kind, each.act) == ("set_expiry", "extend") for each in claims):
        for each in find_references(document.abstract or ""):
            if each.kind is ReferenceKind.FR_CITATION and not is_in_passing(document.abstract or "", (each,)):
                yield Statement.unread(document.title, (each,), "until when it is renewed")
