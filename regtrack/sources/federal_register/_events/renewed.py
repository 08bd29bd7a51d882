"""What is renewed: a thing that was given, or what was imposed, which is in force until another day than before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import attrs

from regtrack.citations import ReferenceKind
from regtrack.dates_in_text.expressions import find_mentions, masked
from regtrack.model.when import When
from regtrack.sources.federal_register._events.asserted import is_asserted, is_in_passing
from regtrack.sources.federal_register._events.objects import THINGS
from regtrack.sources.federal_register._events.scoping import PARTIAL
from regtrack.sources.federal_register.claims import DateClaim
from regtrack.sources.federal_register.deeds import Deed
from regtrack.sources.federal_register.document import RegisterDocument
from regtrack.sources.federal_register.references.finder import find_references
from regtrack.sources.federal_register.references.targets import ActTarget, all_names
from regtrack.sources.federal_register.text import citations, sentences
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


_EXTENDS = (
    re.compile(  # in SUMMARY, days as #: "extends to D, a ban (91 FR 1)", "extends the ban published at 91 FR 1 to D"
        r"\bextend(?:s|ing) (?:for [\w -]{2,24}, )?(?:(?P<how>until|to|through) #,? (?P<what>(?:the|an?) [^;]+)"
        r"|(?P<thing>(?:the|an?|its|their) [^;]+?) (?P<last>until|to|through|from) #)"
    )
)
_OTHER = re.compile(r"\b(?:comments?|deadlines?|compliance|effective|time|reports?|applications?)\b", re.IGNORECASE)


def told_in_summary(document: RegisterDocument, targets: Sequence[ActTarget]) -> Iterator[Statement]:
    """State until when another document is extended, as SUMMARY alone tells it, and title or SUMMARY that it ends."""
    summary, day = document.abstract or "", document.published_on
    if day is None or "extend" not in summary or " FR " not in summary:
        return
    if "xtension" not in document.title and " expir" not in summary:
        return
    for span in sentences.split(summary):
        sentence = summary[span.start : span.end].strip()
        days = find_mentions(sentence, day)
        marked = masked(sentence, days)
        told = _EXTENDS.search(marked)
        names = citations.acted_on(sentence, 0, len(sentence)) if told else ()
        if told is None or len(names) != 1 or not is_asserted(sentence, told[0].split()[0]):
            continue
        end = told.end("how") if told["how"] else told.end("last")
        time = days[marked.count("#", 0, end)]
        until = (time.last or time.first).day  # "from D, to E" is one
        what, *_ = re.split(r" \(| that | which ", told["what"] or told["thing"])
        if until is not None and until > day and not (PARTIAL.search(what) or _OTHER.search(what)):
            last = (told["how"] or told["last"]) == "through"
            target = all_names(targets, *find_references(names[0]))
            flags = () if last else ("end_ambiguous",)
            when = attrs.evolve(When.parse(until), inclusive=last)
            yield Statement("extend_expiry", sentence, target, until=when, relation="extends", flags=flags)


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
