"""Measures of the text of rules on real documents and real versions: see docs/decisions/0022-text-of-rules.md."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import attrs

from regtrack.model.scope import Path as Address
from regtrack.model.scope import covers, path_of, spell
from regtrack.sources.cfr_editions.reading import read_edition
from regtrack.sources.federal_register.xml import read_document_xml
from regtrack.text.align import Placed, Turn, align
from regtrack.text.applying import AppliedText, apply
from regtrack.text.operations import Refusal
from regtrack.text.provision import Provision
from regtrack.text.reading import Read, read_amendments
from tests.accuracy.version_trees import provisions, said, whole

HERE = Path(__file__).parent


@attrs.frozen
class Pair:
    """A version, the documents that changed it, and the version after them."""

    part: str
    before: str
    files: tuple[str, ...]
    after: str
    reason: str

    @property
    def title(self) -> str:
        return self.part.partition(" ")[0]


def pairs(path: Path = HERE / "pairs.tsv") -> list[Pair]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return [Pair(r["part"], r["before"], tuple(r["files"].split(",")), r["after"], r["reason"]) for r in rows]


def errata(path: Path = HERE / "text_errata.tsv") -> dict[tuple[str, str], str]:
    """Sections of a version in which its tree departs from the print: (version, section) to why."""
    with path.open(encoding="utf-8", newline="") as file:
        return {(r["version"], r["section"]): r["why"] for r in csv.DictReader(file, delimiter="\t")}


@cache
def reads_of(data: Path, file: str) -> tuple[Read, ...]:
    path = next(
        p for p in (data / "fr-xml" / "documents" / f"{file}{end}" for end in (".xml.gz", ".xml")) if p.exists()
    )
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    number = file.partition(".")[0]
    document = read_document_xml(raw, published_on=dt.date(2000, 1, 1), number=number).document
    assert document is not None, file
    return read_amendments(document.number, document.instructions)


def version(data: Path, pair: Pair, name: str) -> dict[Address, Provision]:
    folder = data / "cfr" / pair.part.replace(" CFR ", "-cfr-") / "regulation"
    path = next(p for p in (folder / f"{name}{end}" for end in (".json.gz", ".json")) if p.exists())
    return provisions(path, pair.title)


_MARK = "[label:"
"""Stands in place of words where a maintainer worked on a document; nothing that was printed has it."""


@attrs.define
class Score:
    """What came out for the sections of a pair; ``marked``: refused for a maintainer's mark in place of words."""

    exact: list[str] = attrs.Factory(list)
    refused: list[str] = attrs.Factory(list)
    marked: list[str] = attrs.Factory(list)
    wrong: list[str] = attrs.Factory(list)
    errata: list[str] = attrs.Factory(list)
    damaged: list[str] = attrs.Factory(list)
    intact: int = 0


def compiled(data: Path, pair: Pair) -> AppliedText:
    part = path_of(pair.part)
    reads = [r for file in pair.files for r in reads_of(data, file) if covers(part, r.target.provision[:2])]
    return apply(version(data, pair, pair.before), reads)


def score(data: Path, pair: Pair, known: dict[tuple[str, str], str]) -> Score:
    before, after = version(data, pair, pair.before), version(data, pair, pair.after)
    outcome = compiled(data, pair)
    result = Score()
    for path in sorted(before.keys() | after.keys() | outcome.tree.keys()):
        if len(path) != 3 or path[-1].startswith(("app.", "supp.")):
            continue
        name = spell(path)
        same = whole(outcome.tree.get(path)) == whole(after.get(path))
        if whole(before.get(path)) == whole(after.get(path)):
            result.intact += same
            if not same and (pair.after, name) in known:
                result.errata.append(name)
            elif not same:
                result.damaged.append(name)
        elif same:
            result.exact.append(name)
        elif (pair.after, name) in known:
            result.errata.append(name)
        elif any(covers(r.target.provision, path) and _MARK in r.words for r in outcome.refusals):
            result.marked.append(name)
        elif any(covers(r.target.provision, path) for r in outcome.refusals):
            result.refused.append(name)
        else:
            result.wrong.append(name)
    return result


def wrong_lines(data: Path, total: Score) -> Iterator[str]:
    """Return what is said and what should be said where nothing warned of it."""
    for pair in pairs():
        names = {*score(data, pair, errata()).wrong, *score(data, pair, errata()).damaged} & {
            *total.wrong,
            *total.damaged,
        }
        ours, theirs = (compiled(data, pair).tree, version(data, pair, pair.after)) if names else ({}, {})
        for path in map(path_of, sorted(names)):
            for mark, provision in (("-", theirs.get(path)), ("+", ours.get(path))):
                yield from (
                    f"    {mark} {each.designator} {each.text}" for each in (provision.paragraphs if provision else ())
                )


def instructions(data: Path) -> Iterator[tuple[str, Read]]:
    for path in sorted((data / "fr-xml" / "documents").iterdir()):
        file = path.name.removesuffix(".gz").removesuffix(".xml")
        for read in reads_of(data, file):
            yield file, read


def chained(data: Path) -> tuple[int, int]:
    """Paragraphs of sections that are as in the last version, after five documents in a row, and how many there are."""
    part = path_of("12 CFR 1024")
    base = Pair("12 CFR 1024", "2011-31722", (), "2013-24521", "")
    files = ("2013-00740", "2013-01248", "2013-16962.part2", "2013-22752.part2", "2013-24521")
    reads = [r for file in files for r in reads_of(data, file) if covers(part, r.target.provision[:2])]
    tree = apply(version(data, base, base.before), reads).tree
    after = version(data, base, base.after)
    same = total = 0
    for path, provision in after.items():
        if not path[-1].startswith("app."):
            ours = Counter(said(each) for each in (tree[path].paragraphs if path in tree else ()))
            same += sum((Counter(said(each) for each in provision.paragraphs) & ours).values())
            total += len(provision.paragraphs)
    return same, total


WHOLE = {"1002": "2011-31714", "1005": "2011-31725", "1013": "2011-31723", "1024": "2011-31722"}
"""Parts of title 12 that a document prints whole, and that the annual edition of 2012 prints next."""


def printed_whole(data: Path) -> tuple[int, int, int]:
    """Sections as the annual edition has them after a document that prints their part; but for capitals; of how many.

    The Code is edited where it prints "appendix" and puts definitions in order, so that not all can be the same.
    """
    same = alike = total = 0
    for part, number in WHOLE.items():
        path = next((data / "cfr" / f"12-cfr-{part}" / "annual").iterdir())
        (edition,), _ = read_edition(gzip.decompress(path.read_bytes()), path.name)
        tree = apply({}, reads_of(data, number)).tree
        for printed in (each for each in edition.provisions if not each.path[-1].startswith(("app.", "supp."))):
            ours = tree.get(printed.path)
            pair = [[f"{p.designator}{p.said}" for p in each.paragraphs] if each else [] for each in (ours, printed)]
            same += pair[0] == pair[1]
            alike += sorted(map(str.lower, pair[0])) == sorted(map(str.lower, pair[1]))
            total += 1
    return same, alike, total


def typographic(data: Path) -> tuple[int, int]:
    """Provisions of title 1 that differ before and after a change of dashes, as words and as they are printed."""
    folder = data / "cfr" / "typographic-only"
    sides = []
    for name in ("before", "after"):
        parts, _ = read_edition(
            gzip.decompress((folder / f"title-1.{name}.xml.gz").read_bytes()), f"title-1.{name}.xml"
        )
        sides.append([Placed(p.path, x) for part in parts for p in part.provisions for x in p.paragraphs])
    found = [sum(pair.turn is not Turn.SAME for pair in align(*sides, typographic=strict)) for strict in (False, True)]
    return found[0], found[1]


def report(data: Path, *, listed: bool) -> Iterator[str]:
    """The lines of the table."""
    if not (data / "cfr" / "12-cfr-1024").is_dir():
        yield f"skipped: texts; no {data / 'cfr'}"
        return
    known, total = errata(), Score()
    lines: list[str] = []
    for pair in pairs():
        one = score(data, pair, known)
        for field in ("exact", "refused", "marked", "wrong", "errata", "damaged"):
            getattr(total, field).extend(getattr(one, field))
            if field != "exact" and getattr(one, field):
                lines.append(f"    {pair.after} {field}: {', '.join(getattr(one, field))}")
        total.intact += one.intact
    changed = sum(map(len, (total.exact, total.errata, total.refused, total.marked, total.wrong)))
    sure, damaged = changed - len(total.errata), len(total.damaged)
    yield f"texts: sections of {len(pairs())} pairs of versions (in-sample)"
    exact, printed = len(total.exact), sure - len(total.marked)
    late = " MISSED" if exact < printed * 0.95 else ""
    yield f"  exact {exact} of {changed}; {exact} of {sure} without those where a tree departs from the print"
    yield f"  exact {exact} of {printed} whose words the documents have ({len(total.marked)} have marks instead){late}"
    yield f"  refused {len(total.refused)} besides"
    yield f"  wrong without a refusal {len(total.wrong)}{' MISSED' if total.wrong else ''}"
    yield f"  unchanged sections damaged {damaged} of {total.intact + damaged}{' MISSED' if damaged else ''}"
    yield from (*lines, *wrong_lines(data, total)) if listed else ()
    kinds = {(file, read.source.number, isinstance(read, Refusal)) for file, read in instructions(data)}
    every, refused = {key[:2] for key in kinds}, {key[:2] for key in kinds if key[2]}
    late = " MISSED" if len(refused) > len(every) * 0.1 else ""
    yield f"  instructions {len(every)}, each with an operation or a refusal; refused {len(refused)}{late}"
    from tests.accuracy import labelled, plain_text

    fresh = list(plain_text.measure(data)) if (data / "fr-api" / "full-text.jsonl.gz").is_file() else []
    if fresh:
        held = [bool(refusals) for *_, refusals in fresh]
        late = " MISSED" if sum(held) > len(held) * 0.1 else ""
        documents = len({number for number, *_ in fresh})
        yield f"  instructions of {documents} documents of 2026, plain text: {len(held)}; refused {sum(held)}{late}"
        yield from (f"    {number} {r}" for number, _, refusals in fresh for r in refusals) if listed else ()

    changes = list(labelled.measure(data, listed=listed))
    yield from (f"  {line}" for line in (changes if listed else changes[-1:]))
    same, paragraphs = chained(data)
    yield f"  five documents in a row on 12 CFR 1024: {same} of {paragraphs} paragraphs as in the last version"
    same, alike, sections = printed_whole(data)
    yield f"  parts printed whole, as the next edition has them: {same} of {sections}, {alike} but for capitals"
    words, printed = typographic(data)
    late = " MISSED" if words else ""
    yield f"  title 1 before and after its dashes: {words} paragraphs differ in words, {printed} in print{late}"
