"""The part of the accuracy table that is about dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from regtrack.sources.federal_register.metadata import read_metadata
from regtrack.sources.federal_register.statements import DocumentReading
from regtrack.sources.federal_register.text.statement import Modality
from tests.accuracy import api, gold, verdicts

Line = tuple[str, ...]
TARGET_ALL, TARGET_KIND, MANY = 0.93, 0.85, 10
UNREAD = 0.05
_VERDICTS = ("API wrong", "both defensible", "ours wrong")


def report(data: Path, *, listed: bool) -> Iterator[str]:
    """The lines of the table, gold set first."""
    documents = data / "fr-api" / "documents.jsonl.gz"
    for name in ("gold.jsonl", "gold-2.jsonl"):
        labels = data / "fr-dates-gold" / name
        if labels.is_file():
            yield from _gold(labels, listed)
            yield ""
        else:
            yield f"skipped: dates against labels; no {labels}"
    if documents.is_file():
        known = verdicts.load()
        yield from _field(documents, "effective_on", known, listed, targets=(0.005, 0.015))
        yield from _field(documents, "comments_close_on", known, listed, targets=(0.01, 0.01))
        yield from _inventions(documents, known, listed)
        yield from _unread(documents, listed)
    else:
        yield f"skipped: dates against the API; no {documents}"


def _mark(good: bool) -> str:
    return "ok" if good else "MISSED"


def _gold(path: Path, listed: bool) -> Iterator[str]:
    outcomes = list(gold.compare(path))
    yield f"dates against labels: {path.name} ({len(outcomes)} documents, in-sample)"
    yield f"  {'kind':28}{'hits':>6}{'missed':>8}{'extra':>7}{'precision':>11}{'recall':>8}{'F1':>7}  target"
    for kind, score in gold.scores(outcomes).items():
        floor = TARGET_ALL if kind == "all" else TARGET_KIND
        judged = kind == "all" or score.hits + score.missed >= MANY
        target = f"{floor:.2f} {_mark(score.f1 >= floor)}" if judged else "-"
        yield (
            f"  {kind:28}{score.hits:>6}{score.missed:>8}{score.extra:>7}"
            f"{score.precision:>11.3f}{score.recall:>8.3f}{score.f1:>7.3f}  {target}"
        )
    apart = gold.apart(outcomes)
    yield "  scored apart, where the claim counts: " + ", ".join(f"{name} {share:.3f}" for name, share in apart.items())
    told = "wrong {wrong}, abstained {abstained}, missed {missed}"
    found = [gold.three(outcome) for outcome in outcomes]
    labels, documents = Counter[str](), Counter[str]()
    for each in found:
        labels.update(each)
        documents.update({name for name, count in each.items() if count})
    total = sum(len(outcome.hits) + len(outcome.missed) for outcome in outcomes)
    yield f"  of {total} labels: {told.format_map(labels)}"
    yield f"  documents, of {len(outcomes)}, with a claim that is {told.format_map(documents)}"
    for group, least, most in gold.without_one(outcomes):
        yield f"  without one {group}: F1 {least[1]:.3f} (without {least[0]}) to {most[1]:.3f} (without {most[0]})"
    if listed:
        for outcome in outcomes:
            for label in outcome.missed:
                yield f"    {outcome.number} missed {gold.key_of_label(label)}"
            for claim in outcome.extra:
                yield f"    {outcome.number} extra {gold.key_of_claim(claim)} {claim.quote!r}"


def _field(
    path: Path,
    field: str,
    known: dict[tuple[str, str, str, str], verdicts.Verdict],
    listed: bool,
    targets: tuple[float, float],
) -> Iterator[str]:
    compared = list(api.compare(path, field))
    yield ""
    yield f"{field} against the API"
    yield (
        f"  {'documents':28}{'all':>6}{'same':>7}{'API wrong':>11}{'both':>6}"
        f"{'ours wrong':>12}{'share':>8}{'first date differs':>20}  target"
    )
    rows = (("all", compared, targets[0]), ("two or more dates", [c for c in compared if c.days > 1], targets[1]))
    for name, part, ceiling in rows:
        count = Counter(_verdict(known, field, item).verdict for item in part if item.ours != item.api)
        same = sum(item.ours == item.api for item in part)
        share = count["ours wrong"] / len(part) if part else 0.0
        baseline = sum(item.baseline != item.api for item in part)
        yield (
            f"  {name:28}{len(part):>6}{same:>7}{count['API wrong']:>11}{count['both defensible']:>6}"
            f"{count['ours wrong']:>12}{share:>8.2%}{baseline:>20}  {ceiling:.1%} {_mark(share <= ceiling)}"
        )
    if listed:
        for item in compared:
            if item.ours != item.api:
                verdict, reason = _verdict(known, field, item)
                yield f"    {item.number:12} API {item.api} ours {item.ours or '-':10} {verdict}: {reason}"


def _verdict(
    known: dict[tuple[str, str, str, str], verdicts.Verdict], field: str, item: api.Compared
) -> verdicts.Verdict:
    key = (item.number, field, item.api, item.ours or "-")
    return known.get(key, verdicts.Verdict(verdicts.UNREVIEWED, "not reviewed"))


def _inventions(path: Path, known: dict[tuple[str, str, str, str], verdicts.Verdict], listed: bool) -> Iterator[str]:
    result = api.negatives(path)
    reviewed = [row for row in result.wordless if (row[0], "effective_on", "-", row[1]) in known]
    invented = len(result.wordless) - len(reviewed) + len(result.from_nothing)
    yield ""
    yield "documents without effective_on in the API"
    yield f"  with DATES text {result.with_text}; without any {result.empty}"
    yield f"  effective dates that the words state and the API leaves out: {len(result.stated)}"
    yield f"  effective dates from a date alone, reviewed: {len(reviewed)}"
    yield f"  invented: {invented}  target 0 {_mark(invented == 0)}"
    if listed:
        for number, when, quote in (*result.stated, *result.wordless):
            yield f"    {number:12} {when}  {quote!r}"


def _unread(path: Path, listed: bool) -> Iterator[str]:
    statements, unread, documents = Counter[str](), Counter[str](), 0
    for source in api.documents(path):
        document = read_metadata(source).document
        if document is None or not document.dates:
            continue
        documents += 1
        found = list(DocumentReading(document).statements())
        statements[document.type.value] += len(found)
        for each in found:
            if each.modality is Modality.UNREAD:
                unread[document.type.value] += 1
                if listed:
                    yield f"    {document.number:12} {each.summary} {each.quote!r}"
    yield ""
    share = unread.total() / max(statements.total(), 1)
    yield f"statements that are unread, of {documents} documents with DATES"
    for kind, number in statements.most_common():
        yield f"  {kind:28}{number:>6}{unread[kind]:>6}{unread[kind] / number:>9.2%}"
    yield f"  {'all':28}{statements.total():>6}{unread.total():>6}{share:>9.2%}  5.0% {_mark(share <= UNREAD)}"
