"""The part of the accuracy table that is about which documents act on which."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from regtrack.citations import ReferenceKind
from regtrack.sources.federal_register.acts import Classification
from regtrack.sources.federal_register.document import RegisterDocument
from regtrack.sources.federal_register.metadata import read_metadata
from regtrack.sources.federal_register.references.targets import ActTarget
from regtrack.sources.federal_register.statements import DocumentReading
from tests.accuracy.api import documents

LABELS = Path(__file__).with_name("links.tsv")
_GROUPS = {
    "delay": ("delay_effective", "stay", "extend_stay", "lift_stay", "delay_compliance"),
    "correction": ("correct",),
    "extension": ("extend_comment", "reopen_comment", "extend_expiry", "move_deadline"),
    "withdrawal": ("withdraw_final", "withdraw_proposal", "withdraw"),
}
_DELAYS = frozenset(("delay_effective", "stay", "extend_stay", "delay_compliance"))
_RELATED = frozenset((ReferenceKind.RIN, ReferenceKind.DOCKET, ReferenceKind.CFR))
_HOW = ("cited", "by its day", "related", "not named", "no text")


class Linked(NamedTuple):
    """A document, what it is and does, and to which others; ``read`` is false when only its title was there."""

    source: dict[str, Any]
    document: RegisterDocument
    classification: Classification
    targets: tuple[ActTarget, ...]
    read: bool


def report(data: Path, *, listed: bool) -> Iterator[str]:
    """The lines of the table, by verb first."""
    path = data / "fr-api" / "documents.jsonl.gz"
    if not path.is_file():
        yield f"skipped: links; no {path}"
        return
    linked = list(link(path))
    yield from _by_verb(linked, listed)
    yield from _labels({each.document.number: each for each in linked}, listed)
    yield from _coded(linked, listed)


def link(path: Path) -> Iterator[Linked]:
    """Every document of the API's sample."""
    for source in documents(path):
        document = read_metadata(source).document
        if document is None:
            continue
        reading = DocumentReading(document)
        told = bool(document.dates or document.abstract)
        yield Linked(source, document, reading.classification, reading.targets, told)


def _how(each: Linked, verb: str) -> str:
    """How the targets of a deed are named, at best."""
    kinds = {ref.kind for target in each.targets if target.deed.verb is verb for ref in target.references}
    if kinds - _RELATED - {ReferenceKind.PUBLICATION}:
        return "cited"
    if ReferenceKind.PUBLICATION in kinds:
        return "by its day"
    if not each.read:
        return "no text"
    return "related" if kinds else "not named"


def _by_verb(linked: list[Linked], listed: bool) -> Iterator[str]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    missed = []
    for each in linked:
        for deed in each.classification.deeds:
            how = _how(each, deed.verb)
            counts[deed.verb][how] += 1
            if how not in ("cited", "by its day", "no text"):
                missed.append(
                    f"    {each.document.number:14} {deed.verb:22} {how:10} {deed.field}: {deed.quote[:60]!r}"
                )
    acting = sum(bool(each.classification.deeds) for each in linked)
    yield f"links: what the targets of {acting} acting documents are named by"
    yield f"  {'deed':28}{'deeds':>6}{''.join(f'{how:>12}' for how in _HOW)}"
    for verb in sorted(counts, key=lambda verb: -counts[verb].total()):
        yield _row(verb, counts[verb])
    for name, verbs in _GROUPS.items():
        total = sum((counts[verb] for verb in verbs if verb in counts), Counter[str]())
        text = total.total() - total["no text"]
        share = (total["cited"] + total["by its day"]) / text if text else 1.0
        yield _row(f"all of {name}", total) + f"  found {share:.1%} of those with text"
    if listed:
        yield from missed


def _row(name: str, count: Counter[str]) -> str:
    return f"  {name:28}{count.total():>6}{''.join(f'{count[how]:>12}' for how in _HOW)}"


def _labels(linked: dict[str, Linked], listed: bool) -> Iterator[str]:
    """Against targets that were read by hand: a name, a day (of a document named by nothing else), or none."""
    rows = hits = missed = wrong = 0
    notes = []
    with LABELS.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            each = linked.get(row["document"])
            if each is None:
                continue
            rows += 1
            expected = set() if row["targets"] == "-" else set(row["targets"].split("; "))
            found = [names for target in each.targets if target.deed.verb == row["verb"] and (names := _names(target))]
            known = {name for name in expected if any(name in names for names in found)}
            strange = [names for names in found if not names & expected]
            hits, missed, wrong = hits + len(known), missed + len(expected - known), wrong + len(strange)
            if expected - known:
                notes.append(f"    {row['document']:14} {row['verb']:22} missed {'; '.join(sorted(expected - known))}")
            notes += [
                f"    {row['document']:14} {row['verb']:22} wrong {'; '.join(sorted(names))}" for names in strange
            ]
    yield ""
    yield f"links against labels ({rows} deeds)"
    precision = hits / (hits + wrong) if hits + wrong else 1.0
    recall = hits / (hits + missed) if hits + missed else 1.0
    yield f"  named {hits + missed}, found {hits}, wrong {wrong}; precision {precision:.3f}, recall {recall:.3f}"
    if listed:
        yield from notes


def _names(target: ActTarget) -> set[str]:
    """Names by which a target is known, and the day of one that has no other."""
    named = [reference for reference in target.references if reference.kind not in _RELATED]
    names = {reference.name for reference in named if reference.kind is not ReferenceKind.PUBLICATION}
    return names or {ref.published_on.isoformat() for ref in named if ref.published_on}


def _coded(linked: list[Linked], listed: bool) -> Iterator[str]:
    """The detector of delays against the coding of a researcher, of the narrow sense where there is one."""
    counts: Counter[tuple[bool, bool]] = Counter()
    notes = []
    for each in linked:
        coded = each.source.get("_actual_susp") or each.source.get("_susp")
        if coded is None:
            continue
        theirs = float(coded) == 1
        ours = any(deed.verb in _DELAYS and not deed.proposed for deed in each.classification.deeds)
        counts[theirs, ours] += 1
        if theirs != ours:
            notes.append(f"    {each.document.number:14} coded {coded}, ours {int(ours)}: {each.document.action}")
    right, extra, missed = counts[True, True], counts[False, True], counts[True, False]
    yield ""
    yield f"delays and stays against the researcher's coding ({counts.total()} documents)"
    precision = right / (right + extra) if right + extra else 1.0
    recall = right / (right + missed) if right + missed else 1.0
    yield f"  both {right}, ours only {extra}, theirs only {missed}; precision {precision:.3f}, recall {recall:.3f}"
    if listed:
        yield from notes
